/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-journal.h"
#include "sk-plan.h"

G_BEGIN_DECLS

/**
 * SkCommitInit:
 * @sources: (element-type SkTaskSource): those the plan's tasks come from
 * @plan: what is to be
 * @journal: what is told of every write; must live as long as the commit
 * @seen: how long the journal was when the sources were read; -1: no matter
 * @patience_ms: how long to wait while somebody else writes
 * @progress: (nullable): told how many of how many changes are done with
 * @progress_data: for @progress
 *
 * Named arguments for sk_commit_run_async().
 */
typedef struct
{
  GListModel *sources;
  SkPlan     *plan;
  SkJournal  *journal;
  gint64      seen;
  guint       patience_ms;
  void     (* progress) (guint    done,
                         guint    total,
                         gpointer progress_data);
  gpointer    progress_data;
} SkCommitInit;

/**
 * SkReport:
 * @id: (owned): the name of the change set
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
  char   *id;
  GArray *writes;
  char   *digest;
  guint   n_changes;
  guint   n_written;
  GError *error;
} SkReport;

void      sk_report_free       (SkReport             *self);
void      sk_commit_run_async  (const SkCommitInit   *init,
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
