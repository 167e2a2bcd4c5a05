/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-journal.h"

G_BEGIN_DECLS

/**
 * SkRecoveryInit:
 * @sources: (element-type SkTaskSource): those that can be asked
 * @journal: what was left unfinished; must live as long as it
 * @patience_ms: how long to wait while somebody else writes
 *
 * Named arguments for sk_recovery_run_async().
 */
typedef struct
{
  GListModel *sources;
  SkJournal  *journal;
  guint       patience_ms;
} SkRecoveryInit;

/**
 * SkRecovered:
 * @n_written: tasks that turned out to be written
 * @n_lost: tasks that turned out not to be
 *
 * What became of what an earlier run left unfinished.
 */
typedef struct
{
  guint n_written;
  guint n_lost;
} SkRecovered;

void     sk_recovery_run_async  (const SkRecoveryInit *init,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean sk_recovery_run_finish (GAsyncResult         *result,
                                 SkRecovered          *recovered,
                                 GError              **error);

G_END_DECLS
