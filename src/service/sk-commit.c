/* sk-commit.c — in which order a plan is written, and what a conflict does
 *
 * Before the first byte the plan passes the checker, which shares no code
 * with the planner.  Then the changes go out in the plan's order, as many at
 * a time as their source takes in one step.  What cannot get better by going
 * on — a refused key, no network — ends it; a page that cannot be written is
 * reported, and the others are written all the same.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-commit.h"

#include <glib/gi18n-lib.h>

#include "sk-complaint-words.h"
#include "sk-diff.h"
#include "sk-error.h"
#include "sk-plan-check.h"
#include "sk-task-source.h"
#include "sk-trace.h"

typedef struct
{
  GListModel   *sources;
  SkPlan       *plan;
  GArray       *changes;        /* (element-type SkChange) */
  SkReport     *report;
  guint        *first_write;    /* per change, its first line in the report; one more at the end */
  guint         next;           /* the first change that is not written */
  guint         n_batch;        /* how many are on their way */
} Commit;

void
sk_report_free (SkReport *self)
{
  g_clear_pointer (&self->writes, g_array_unref);
  g_clear_error (&self->error);
  g_free (self->digest);
  g_free (self);
}

static void
commit_free (Commit *commit)
{
  g_clear_object (&commit->sources);
  g_clear_pointer (&commit->plan, sk_plan_unref);
  g_clear_pointer (&commit->changes, g_array_unref);
  g_clear_pointer (&commit->report, sk_report_free);
  g_free (commit->first_write);
  g_free (commit);
}

/* --- the gate --- */

/**
 * sk_commit_check:
 * @plan: a plan
 * @error: %SK_ERROR_CHECK, naming the first promise it breaks
 *
 * Returns: whether the plan may be written
 */
gboolean
sk_commit_check (SkPlan  *plan,
                 GError **error)
{
  SK_TRACE ("check");
  g_autoptr(GArray) complaints = sk_plan_check (plan);

  if (complaints->len == 0)
    return TRUE;

  g_autofree char *first =
    sk_words_dup_complaint (&g_array_index (complaints, SkComplaint, 0), sk_plan_get_rules (plan));

  /* Translators: %s is a sentence that says which promise a plan breaks */
  g_set_error (error, SK_ERROR, SK_ERROR_CHECK,
               _("Nothing was written, because the plan did not pass its own check. %s Please "
                 "report this with the task file."), first);
  return FALSE;
}

/**
 * sk_commit_dup_digest:
 * @plan: a plan
 *
 * Returns: (transfer full): the name of what a commit of it would write
 */
char *
sk_commit_dup_digest (SkPlan *plan)
{
  g_autoptr(GArray) changes = sk_diff (plan);

  return sk_change_array_dup_digest (changes);
}

/* --- writing --- */

static SkTaskSource *
dup_source_of (Commit         *commit,
               const SkChange *change)
{
  for (guint i = 0; i < g_list_model_get_n_items (commit->sources); i++)
    {
      g_autoptr(SkTaskSource) source = g_list_model_get_item (commit->sources, i);

      if (g_strcmp0 (sk_task_source_get_id (source), sk_task_get_source (change->task)) == 0)
        return g_steal_pointer (&source);
    }

  return NULL;
}

static const SkChange *
get_change (Commit *commit,
            guint   i)
{
  return &g_array_index (commit->changes, SkChange, i);
}

static void
describe_all (Commit *commit)
{
  SkRules *rules = sk_plan_get_rules (commit->plan);

  commit->first_write = g_new (guint, commit->changes->len + 1);
  for (guint i = 0; i < commit->changes->len; i++)
    {
      g_autoptr(SkTaskSource) source = dup_source_of (commit, get_change (commit, i));

      commit->first_write[i] = commit->report->writes->len;
      if (source != NULL)
        sk_task_source_describe (source, get_change (commit, i), rules, commit->report->writes);
    }
  commit->first_write[commit->changes->len] = commit->report->writes->len;
}

static void
mark (Commit       *commit,
      SkOutcome     outcome,
      const char   *code,
      const GError *error)
{
  guint end = commit->first_write[commit->next + commit->n_batch];

  for (guint i = commit->first_write[commit->next]; i < end; i++)
    {
      SkWrite *write = &g_array_index (commit->report->writes, SkWrite, i);

      write->outcome = outcome;
      write->code = g_strdup (code);
      write->text = error != NULL ? g_strdup (error->message) : NULL;
    }
}

static void
keep_worst (SkReport *report,
            GError   *error)    /* (transfer full) */
{
  if (sk_error_is_worse (error, report->error))
    {
      g_clear_error (&report->error);
      report->error = g_steal_pointer (&error);
    }

  g_clear_error (&error);
}

/* Whether the next write would fail just the same. */
static gboolean
is_hopeless (const GError *error)
{
  return sk_error_is_transient (error) || g_error_matches (error, SK_ERROR, SK_ERROR_DENIED) ||
         error->domain != SK_ERROR;
}

/* The page changed or went away since it was read, or refused this value: what
 * that means for the whole is that some of it is not done. */
static GError *
classify (const GError *error,
          SkOutcome    *outcome,
          const char  **code)
{
  gboolean changed = g_error_matches (error, SK_ERROR, SK_ERROR_CONFLICT) ||
                     g_error_matches (error, SK_ERROR, SK_ERROR_MISSING);

  *outcome = changed ? SK_OUTCOME_CONFLICT : SK_OUTCOME_FAILED;
  *code = changed ? "conflict" :
          g_error_matches (error, SK_ERROR, SK_ERROR_DENIED) ? "denied" :
          is_hopeless (error) ? "unreachable" : "refused";

  if (changed)
    return g_error_new_literal (SK_ERROR, SK_ERROR_CONFLICT, error->message);
  if (is_hopeless (error))
    return g_error_copy (error);

  return g_error_new_literal (SK_ERROR, SK_ERROR_PARTIAL, error->message);
}

static void write_next (GTask *task);

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Commit *commit = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  SkOutcome outcome;
  const char *code;

  if (sk_task_source_write_finish (SK_TASK_SOURCE (source), result, &error))
    {
      mark (commit, SK_OUTCOME_WRITTEN, NULL, NULL);
      commit->report->n_written += commit->n_batch;
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      keep_worst (commit->report, classify (error, &outcome, &code));
      mark (commit, outcome, code, error);
    }

  commit->next += commit->n_batch;
  if (error != NULL && is_hopeless (error))
    g_task_return_pointer (task, g_steal_pointer (&commit->report),
                           (GDestroyNotify) sk_report_free);
  else
    write_next (task);
}

/* The changes from the next on that go to the same source in one step. */
static GArray *
take_batch (Commit       *commit,
            SkTaskSource *source)
{
  GArray *batch = sk_change_array_new ();
  guint most = sk_task_source_get_batch (source);

  for (guint i = commit->next; i < commit->changes->len && batch->len < most; i++)
    {
      SkChange change = *get_change (commit, i);

      if (g_strcmp0 (sk_task_get_source (change.task), sk_task_source_get_id (source)) != 0)
        break;
      sk_task_ref (change.task);
      g_array_append_val (batch, change);
    }

  commit->n_batch = batch->len;
  return batch;
}

static void
write_next (GTask *task)
{
  Commit *commit = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (commit->next == commit->changes->len || g_cancellable_is_cancelled (cancellable))
    {
      g_task_return_pointer (task, g_steal_pointer (&commit->report),
                             (GDestroyNotify) sk_report_free);
      return;
    }

  g_autoptr(SkTaskSource) source = dup_source_of (commit, get_change (commit, commit->next));

  g_assert (source != NULL);

  g_autoptr(GArray) batch = take_batch (commit, source);

  sk_task_source_write_async (source, batch, sk_plan_get_rules (commit->plan), cancellable,
                              on_written, g_object_ref (task));
}

/**
 * sk_commit_run_async:
 * @sources: (element-type SkTaskSource): those the plan's tasks come from
 * @plan: what is to be
 * @cancellable: (nullable): stops it between two writes; what is written stays
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes what differs.
 */
void
sk_commit_run_async (GListModel          *sources,
                     SkPlan              *plan,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Commit *commit = g_new0 (Commit, 1);
  GError *error = NULL;

  commit->sources = g_object_ref (sources);
  commit->plan = sk_plan_ref (plan);
  commit->changes = sk_diff (plan);
  commit->report = g_new0 (SkReport, 1);
  commit->report->writes = sk_write_array_new ();
  commit->report->digest = sk_change_array_dup_digest (commit->changes);
  commit->report->n_changes = commit->changes->len;
  g_task_set_source_tag (task, sk_commit_run_async);
  g_task_set_task_data (task, commit, (GDestroyNotify) commit_free);
  g_task_set_check_cancellable (task, FALSE);

  if (!sk_commit_check (plan, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  describe_all (commit);
  write_next (task);
}

/**
 * sk_commit_run_finish:
 * @result: what the callback was given
 * @error: why nothing was tried
 *
 * Returns: (transfer full) (nullable): what became of it
 */
SkReport *
sk_commit_run_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
