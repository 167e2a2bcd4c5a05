/* sk-commit.c — in which order a plan is written, and what a conflict does
 *
 * Before the first byte the plan passes the checker, which shares no code
 * with the planner.  Then the changes go out in the plan's order, as many at
 * a time as their source takes in one step, and as many steps at a time as it
 * likes.  What cannot get better by going on — a refused key, no network —
 * ends it once everything is answered that is under way; a page that cannot be
 * written is reported, and the others are written all the same.
 *
 *   check ──► lock ──► intent ──► send ──► outcome ──► unlock
 *                        ▲                    │
 *                        └──── next batch ────┘
 *
 * Intents and outcomes are lines of the journal: nothing is sent that is not
 * written there, and what has no outcome is looked up by sk-recovery.c.
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
#include "sk-facts.h"
#include "sk-lock.h"
#include "sk-plan-check.h"
#include "sk-task-source.h"
#include "sk-trace.h"

typedef struct
{
  GListModel   *sources;
  SkPlan       *plan;
  SkJournal    *journal;        /* (unowned) */
  gint64        seen;
  SkLock       *lock;           /* (nullable): not yet */
  GArray       *changes;        /* (element-type SkChange) */
  SkReport     *report;
  SkChangeSet   set;            /* the report's, as the journal wants it */
  guint        *first_write;    /* per change, its first line in the report; one more at the end */
  void       (* progress) (guint    done,
                           guint    total,
                           gpointer progress_data);      /* (nullable) */
  gpointer      progress_data;
  guint         n_done;         /* changes */
  guint         next;           /* the first change that is not sent */
  guint         n_under_way;    /* batches */
  gboolean      is_over;        /* nothing more is sent */
} Commit;

/* Changes that are sent in one step. */
typedef struct
{
  GTask *task;
  guint  first;
  guint  end;                   /* the first after them */
} Batch;

void
sk_report_free (SkReport *self)
{
  g_clear_pointer (&self->writes, g_array_unref);
  g_clear_error (&self->error);
  g_free (self->id);
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
  g_clear_pointer (&commit->lock, sk_lock_free);
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
describe (Commit         *commit,
          const SkChange *change)
{
  g_autoptr(SkTaskSource) source = dup_source_of (commit, change);
  GArray *writes = commit->report->writes;
  guint first = writes->len;

  if (source != NULL)
    sk_task_source_describe (source, change, sk_plan_get_rules (commit->plan), writes);
  for (guint i = first; i < writes->len; i++)
    g_array_index (writes, SkWrite, i).facts =
      sk_facts_dup (sk_plan_get_snapshot (commit->plan), change->task, change->after);
}

static void
describe_all (Commit *commit)
{
  commit->first_write = g_new (guint, commit->changes->len + 1);
  for (guint i = 0; i < commit->changes->len; i++)
    {
      commit->first_write[i] = commit->report->writes->len;
      describe (commit, get_change (commit, i));
    }
  commit->first_write[commit->changes->len] = commit->report->writes->len;
}

/* What stands about the batch, for good. */
static gboolean
note_batch (Commit       *commit,
            const Batch  *batch,
            GError      **error)
{
  return sk_journal_append_writes (commit->journal, &commit->set,
                                   commit->first_write[batch->first],
                                   commit->first_write[batch->end], error);
}

static void
mark (Commit       *commit,
      const Batch  *batch,
      SkOutcome     outcome,
      const char   *code,
      const GError *error)
{
  for (guint i = commit->first_write[batch->first]; i < commit->first_write[batch->end]; i++)
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

static void
return_report (GTask *task)
{
  Commit *commit = g_task_get_task_data (task);

  g_clear_pointer (&commit->lock, sk_lock_free);
  g_task_return_pointer (task, g_steal_pointer (&commit->report), (GDestroyNotify) sk_report_free);
}

static void go_on (GTask *task);

/* Returns whether there is any use in going on. */
static gboolean
note_outcome (Commit       *commit,
              const Batch  *batch,
              const GError *error)      /* (nullable) */
{
  GError *trouble = NULL;
  SkOutcome outcome;
  const char *code;

  /* stopped itself: what became of it is found out the next time */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  if (error == NULL)
    {
      mark (commit, batch, SK_OUTCOME_WRITTEN, NULL, NULL);
      commit->report->n_written += batch->end - batch->first;
    }
  else
    {
      keep_worst (commit->report, classify (error, &outcome, &code));
      mark (commit, batch, outcome, code, error);
    }

  if (!note_batch (commit, batch, &trouble))
    {
      keep_worst (commit->report, trouble);
      return FALSE;
    }

  return error == NULL || !is_hopeless (error);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Batch *batch = user_data;
  g_autoptr(GTask) task = batch->task;
  Commit *commit = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  sk_task_source_write_finish (SK_TASK_SOURCE (source), result, &error);
  commit->n_under_way--;
  commit->n_done += batch->end - batch->first;
  if (!note_outcome (commit, batch, error))
    commit->is_over = TRUE;
  if (commit->progress != NULL)
    commit->progress (commit->n_done, commit->changes->len, commit->progress_data);
  go_on (task);
}

/* The changes from the next on that go to the same source in one step. */
static GArray *
take_changes (Commit       *commit,
              SkTaskSource *source)
{
  GArray *changes = sk_change_array_new ();
  guint most = sk_task_source_get_batch (source);

  for (; commit->next < commit->changes->len && changes->len < most; commit->next++)
    {
      SkChange change = *get_change (commit, commit->next);

      if (g_strcmp0 (sk_task_get_source (change.task), sk_task_source_get_id (source)) != 0)
        break;
      sk_task_ref (change.task);
      g_array_append_val (changes, change);
    }

  return changes;
}

static void
send_next (GTask        *task,
           SkTaskSource *source)
{
  Commit *commit = g_task_get_task_data (task);
  g_autofree Batch *batch = g_new0 (Batch, 1);
  g_autoptr(GArray) changes = NULL;
  GError *error = NULL;

  batch->first = commit->next;
  changes = take_changes (commit, source);
  batch->end = commit->next;
  if (!note_batch (commit, batch, &error))
    {
      keep_worst (commit->report, error);
      commit->is_over = TRUE;
      return;
    }

  commit->n_under_way++;
  batch->task = g_object_ref (task);
  sk_task_source_write_async (source, changes, sk_plan_get_rules (commit->plan),
                              g_task_get_cancellable (task), on_written,
                              g_steal_pointer (&batch));
}

/* Where the next change may go now; %NULL: it has to wait, or there is none. */
static SkTaskSource *
dup_next_source (Commit       *commit,
                 GCancellable *cancellable)     /* (nullable) */
{
  g_autoptr(SkTaskSource) source = NULL;

  if (commit->is_over || commit->next == commit->changes->len ||
      g_cancellable_is_cancelled (cancellable))
    return NULL;

  source = dup_source_of (commit, get_change (commit, commit->next));
  g_assert (source != NULL);

  return commit->n_under_way < sk_task_source_get_at_once (source) ? g_steal_pointer (&source)
                                                                   : NULL;
}

static void
go_on (GTask *task)
{
  Commit *commit = g_task_get_task_data (task);
  SkTaskSource *source;

  while ((source = dup_next_source (commit, g_task_get_cancellable (task))) != NULL)
    {
      send_next (task, source);
      g_object_unref (source);
    }

  if (commit->n_under_way == 0)
    return_report (task);
}

/* Whoever wrote while we read and planned may have taken the same places. */
static gboolean
is_still_alone (Commit  *commit,
                GError **error)
{
  if (commit->seen < 0 || sk_journal_get_end (commit->journal) == commit->seen)
    return TRUE;

  g_set_error_literal (error, SK_ERROR, SK_ERROR_CONFLICT,
                       _("Another Slotkeeper on this machine has written meanwhile. Nothing was "
                         "written; plan again."));
  return FALSE;
}

static void
on_locked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Commit *commit = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  commit->lock = sk_lock_take_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return_report (task);
  else if (commit->lock == NULL || !is_still_alone (commit, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    go_on (task);
}

/* A plan outlives what it was made of, when a workspace goes meanwhile. */
static gboolean
has_sources (Commit  *commit,
             GError **error)
{
  for (guint i = 0; i < commit->changes->len; i++)
    {
      g_autoptr(SkTaskSource) source = dup_source_of (commit, get_change (commit, i));

      if (source != NULL)
        continue;
      g_set_error_literal (error, SK_ERROR, SK_ERROR_CONFLICT,
                           _("A workspace of this plan is not there any more. Nothing was "
                             "written; plan again."));
      return FALSE;
    }

  return TRUE;
}

static Commit *
commit_new (const SkCommitInit *init)
{
  Commit *commit = g_new0 (Commit, 1);
  SkReport *report = g_new0 (SkReport, 1);

  commit->sources = g_object_ref (init->sources);
  commit->plan = sk_plan_ref (init->plan);
  commit->journal = init->journal;
  commit->seen = init->seen;
  commit->progress = init->progress;
  commit->progress_data = init->progress_data;
  commit->changes = sk_diff (init->plan);
  report->id = sk_change_set_dup_id (sk_plan_get_at (init->plan));
  report->writes = sk_write_array_new ();
  report->digest = sk_change_array_dup_digest (commit->changes);
  report->n_changes = commit->changes->len;
  commit->report = report;
  commit->set = (SkChangeSet) {
    .id = report->id,
    .at = sk_plan_get_at (init->plan),
    .digest = report->digest,
    .writes = report->writes,
  };

  return commit;
}

/**
 * sk_commit_run_async:
 * @init: what is to be, and where
 * @cancellable: (nullable): stops it between two writes; what is written stays
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes what differs, once nobody else on this machine is writing.
 */
void
sk_commit_run_async (const SkCommitInit  *init,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Commit *commit = commit_new (init);
  GError *error = NULL;

  g_task_set_source_tag (task, sk_commit_run_async);
  g_task_set_task_data (task, commit, (GDestroyNotify) commit_free);
  g_task_set_check_cancellable (task, FALSE);

  if (!sk_commit_check (init->plan, &error) || !has_sources (commit, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  describe_all (commit);
  if (commit->changes->len == 0)
    return_report (task);
  else
    sk_lock_take_async (&(SkLockInit) {
      .path = sk_journal_get_lock_path (commit->journal),
      .patience_ms = init->patience_ms,
      .retry_ms = SK_LOCK_RETRY_MS,
    }, cancellable, on_locked, g_object_ref (task));
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
