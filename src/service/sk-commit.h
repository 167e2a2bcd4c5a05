/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-change.h"
#include "sk-plan.h"

G_BEGIN_DECLS

/**
 * SkReport:
 * @writes: (owned) (element-type SkWrite): every property, and what became of it
 * @digest: (owned): the digest of the changes
 * @n_changes: how many changes there were
 * @n_written: how many of them are written
 * @error: (owned) (nullable): the worst of what went wrong
 *
 * What became of a commit.
 */
typedef struct
{
  GArray *writes;
  char   *digest;
  guint   n_changes;
  guint   n_written;
  GError *error;
} SkReport;

void      sk_report_free       (SkReport             *self);
void      sk_commit_run_async  (GListModel           *sources,
                                SkPlan               *plan,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
SkReport *sk_commit_run_finish (GAsyncResult         *result,
                                GError              **error);
char     *sk_commit_dup_digest (SkPlan               *plan);
gboolean  sk_commit_check      (SkPlan               *plan,
                                GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkReport, sk_report_free)

G_END_DECLS
