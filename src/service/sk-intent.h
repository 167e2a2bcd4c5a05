/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-journal.h"

G_BEGIN_DECLS

/**
 * SkIntentInit:
 * @journal: where it is written; must live as long as it
 * @set: what is meant to be done, or what has become of it; likewise
 * @patience_ms: how long to wait while somebody else writes
 *
 * Named arguments for sk_intent_note_async().
 */
typedef struct
{
  SkJournal         *journal;
  const SkChangeSet *set;
  guint              patience_ms;
} SkIntentInit;

void     sk_intent_note_async  (const SkIntentInit   *init,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gboolean sk_intent_note_finish (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
