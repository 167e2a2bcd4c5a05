/* sk-service-write.c — what the person, or a standing rule, wants written
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-service-private.h"

#include <glib/gi18n-lib.h>

#include "sk-commit.h"
#include "sk-diff.h"
#include "sk-discards.h"
#include "sk-error.h"
#include "sk-facts.h"
#include "sk-hold.h"
#include "sk-lock.h"
#include "sk-setup.h"
#include "sk-task-source.h"
#include "sk-undo-choice.h"
#include "sk-undo.h"

/* So often in a row what was planned is planned again because somebody else
 * changed it meanwhile. */
#define MOST_CONFLICTS 3

/* A slot that ended longer ago than that is not made longer: nobody is still at
 * it, and it would be longer by all the time since. */
#define LONGEST_PAST_SECONDS (60 * 60)

/* --- a plan --- */

static void
on_progress (guint    done,
             guint    total,
             gpointer user_data)
{
  SkService *self = user_data;

  self->done = done;
  self->total = total;
  sk_service_publish (self);
}

static GHashTable *
list_written (const SkReport *report,
              SkPlan         *plan)
{
  GHashTable *written = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr(GArray) changes = sk_diff (plan);

  for (guint i = 0; i < report->writes->len; i++)
    {
      const SkWrite *write = &g_array_index (report->writes, SkWrite, i);

      for (guint c = 0; write->outcome == SK_OUTCOME_WRITTEN && c < changes->len; c++)
        {
          const SkChange *change = &g_array_index (changes, SkChange, c);

          if (strcmp (sk_task_get_id (change->task), sk_task_get_id (write->task)) == 0)
            g_hash_table_insert (written, (char *) sk_task_get_id (write->task),
                                 g_memdup2 (&change->after, sizeof change->after));
        }
    }

  return written;
}

/* What failed is told where it is shown, until it is tried again. */
static void
keep_failures (SkService      *self,
               const SkReport *report)
{
  g_hash_table_remove_all (self->failures);
  for (guint i = 0; i < report->writes->len; i++)
    {
      const SkWrite *write = &g_array_index (report->writes, SkWrite, i);

      if (write->text != NULL)
        g_hash_table_insert (self->failures, g_strdup (sk_task_get_id (write->task)),
                             sk_write_dup (write));
    }
}

static void
tell_failures (SkService *self)
{
  guint n = g_hash_table_size (self->failures);
  g_autofree char *text = NULL;

  if (n == 0)
    return;

  text = g_strdup_printf (ngettext ("%u change could not be written. It is marked in the list.",
                                    "%u changes could not be written. They are marked in the "
                                    "list.", n), n);
  sk_service_add_notice (self, text);
}

/* Somebody else changed it meanwhile: what is true now is read at once. */
static void
look_again (SkService *self)
{
  if (++self->n_conflicts < MOST_CONFLICTS)
    sk_ticker_ask (self->ticker, SK_PASS_ASKED);
}

static void
tell_conflict (SkService *self)
{
  guint n = MAX (g_hash_table_size (self->failures), 1);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u task changed meanwhile; the plan is made again.",
                               "%u tasks changed meanwhile; the plan is made again.", n), n);

  g_hash_table_remove_all (self->failures);
  sk_service_add_notice (self, text);
  self->keeps_notices = TRUE;
}

static void
take_report (SkService *self,
             SkReport  *report)
{
  g_autoptr(GHashTable) written = list_written (report, self->writing);
  gboolean is_conflict = g_error_matches (report->error, SK_ERROR, SK_ERROR_CONFLICT);

  if (report->n_written > 0)
    {
      g_free (self->last_set);
      self->last_set = g_strdup (report->id);
      self->last_written = report->n_written;
    }

  keep_failures (self, report);
  if (is_conflict)
    tell_conflict (self);
  else
    tell_failures (self);
  if (sk_error_is_transient (report->error) ||
      g_error_matches (report->error, SK_ERROR, SK_ERROR_DENIED))
    sk_service_take_error (self, g_error_copy (report->error));
  sk_service_settle (self, written);
  if (!is_conflict)
    self->n_conflicts = 0;
}

static void
on_committed (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SkService) self = SK_SERVICE (user_data);
  GError *error = NULL;
  g_autoptr(SkReport) report = sk_commit_run_finish (result, &error);
  gboolean is_conflict = g_error_matches (report != NULL ? report->error : error, SK_ERROR,
                                          SK_ERROR_CONFLICT);

  self->is_writing = FALSE;
  self->done = self->total = 0;
  if (report == NULL && is_conflict)
    self->keeps_notices = TRUE;
  if (!sk_past_update (self->past, error == NULL ? &error : NULL))
    g_debug ("The journal could not be read after a commit");
  self->seen = sk_journal_get_end (self->journal);
  if (report != NULL)
    take_report (self, report);
  if (is_conflict && report == NULL)
    sk_service_add_notice (self, error->message);
  else if (error != NULL)
    sk_service_take_error (self, g_steal_pointer (&error));

  g_clear_error (&error);
  g_clear_pointer (&self->writing, sk_plan_unref);
  sk_service_finish (self, TRUE);
  if (is_conflict)
    look_again (self);
}

/**
 * sk_service_write:
 * @self: a service with an errand
 * @plan: what is to be written
 *
 * Ends the errand when that is done, or is certain not to be.
 */
void
sk_service_write (SkService *self,
                  SkPlan    *plan)
{
  g_autoptr(GArray) changes = sk_diff (plan);

  self->is_writing = TRUE;
  self->writing = sk_plan_ref (plan);
  self->done = 0;
  self->total = changes->len;
  sk_service_publish (self);
  sk_commit_run_async (&(SkCommitInit) {
    .sources = self->sources,
    .plan = plan,
    .journal = self->journal,
    .seen = self->seen,
    .patience_ms = SK_LOCK_PATIENCE_MS,
    .progress = on_progress,
    .progress_data = self,
  }, self->cancellable, on_committed, g_object_ref (self));
}

/* All that would change and is not among @ids. */
static SkPlan *
choose (SkService          *self,
        const char *const  *ids,
        GError            **error)
{
  g_autoptr(GArray) changes = sk_diff (self->plan);
  g_autoptr(GHashTable) held = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; ids != NULL && ids[0] != NULL && i < changes->len; i++)
    {
      const char *id = sk_task_get_id (g_array_index (changes, SkChange, i).task);

      if (!g_strv_contains (ids, id))
        g_hash_table_add (held, (char *) id);
    }

  if (g_hash_table_size (held) == 0)
    return sk_plan_ref (self->plan);

  return sk_hold_plan (self->plan, held, error);
}

static void
refuse (SkService  *self,
        const char *text)
{
  sk_service_add_notice (self, text);
  sk_service_finish (self, TRUE);
}

static gboolean
is_what_was_seen (SkService *self)
{
  g_autofree char *digest = self->plan != NULL ? sk_commit_dup_digest (self->plan) : NULL;

  return g_strcmp0 (digest, self->errand->digest) == 0;
}

/* Nobody plans again in a pause, or while the machine sleeps. */
static gboolean
is_over (SkPlan *plan,
         gint64  now)
{
  g_autoptr(GArray) changes = sk_diff (plan);

  for (guint i = 0; i < changes->len; i++)
    {
      SkSpan after = g_array_index (changes, SkChange, i).after;

      if (!sk_span_is_empty (after) && after.end <= now)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_change (GArray         *changes,
            const SkChange *wanted)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const SkChange *change = &g_array_index (changes, SkChange, i);

      if (strcmp (sk_task_get_id (change->task), sk_task_get_id (wanted->task)) == 0)
        return sk_span_equal (change->after, wanted->after);
    }

  return FALSE;
}

/* Whether it is a part of what is shown.  Where it is not, because what is left
 * out leaves room, the rest is unchecked, so that this can be seen first. */
static gboolean
is_shown (SkService *self,
          SkPlan    *part)
{
  g_autoptr(GArray) changes = sk_diff (part);
  g_autoptr(GArray) shown = sk_diff (self->plan);
  gboolean is_part = TRUE;

  for (guint i = 0; i < changes->len && is_part; i++)
    is_part = has_change (shown, &g_array_index (changes, SkChange, i));

  for (guint i = 0; i < shown->len && !is_part; i++)
    {
      const char *id = sk_task_get_id (g_array_index (shown, SkChange, i).task);

      if (!g_strv_contains ((const char *const *) self->errand->ids, id))
        g_hash_table_add (self->excepted, g_strdup (id));
    }

  return is_part;
}

/* What is shown is of no use any more. */
static void
plan_anew (SkService *self)
{
  refuse (self, _("The plan has changed since you looked at it. Nothing was written; look "
                  "again."));
  self->keeps_notices = TRUE;
  sk_ticker_ask (self->ticker, SK_PASS_ASKED);
}

void
sk_service_run_apply (SkService *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkPlan) plan = NULL;

  g_ptr_array_set_size (self->notices, 0);
  if (self->sources == NULL || !is_what_was_seen (self) ||
      is_over (self->plan, sk_service_now (self)))
    {
      plan_anew (self);
      return;
    }

  plan = choose (self, (const char *const *) self->errand->ids, &error);
  if (plan == NULL)
    {
      refuse (self, error->message);
    }
  else if (!is_shown (self, plan))
    {
      sk_service_hold_again (self);
      refuse (self, _("Without the rest that comes out differently, as it is shown now. Nothing "
                      "was written; look again."));
    }
  else
    {
      /* what is written is a part: what is not is still to be decided */
      sk_service_write (self, plan);
    }
}

/* --- not wanted --- */

static gboolean
remember_discards (SkService  *self,
                   GError    **error)
{
  g_autoptr(SkDiscards) discards = sk_discards_load (sk_journal_get_folder (self->journal), error);
  g_autoptr(GArray) changes = sk_diff (self->plan);

  if (discards == NULL)
    return FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const SkChange *change = &g_array_index (changes, SkChange, i);
      g_autofree char *facts = sk_facts_dup (sk_plan_get_snapshot (self->whole), change->task,
                                             change->after);

      sk_discards_add (discards, change->task, facts);
    }

  return sk_discards_save (discards, error);
}

static void
on_locked_to_discard (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(SkService) self = SK_SERVICE (user_data);
  GError *error = NULL;
  g_autoptr(SkLock) lock = sk_lock_take_finish (result, &error);

  if (lock == NULL)
    sk_service_take_error (self, error);
  else if (!is_what_was_seen (self))
    sk_service_add_notice (self, _("The plan has changed since you looked at it. Nothing was "
                                   "discarded; look again."));
  else if (!remember_discards (self, &error))
    sk_service_take_error (self, error);
  else
    {
      self->shows_all = FALSE;
      sk_service_hold_again (self);
    }

  sk_service_finish (self, TRUE);
}

void
sk_service_run_discard (SkService *self)
{
  if (self->plan == NULL)
    {
      sk_service_finish (self, TRUE);
      return;
    }

  sk_lock_take_async (&(SkLockInit) {
    .path = sk_journal_get_lock_path (self->journal),
    .patience_ms = SK_LOCK_PATIENCE_MS,
    .retry_ms = SK_LOCK_RETRY_MS,
  }, self->cancellable, on_locked_to_discard, g_object_ref (self));
}

/* --- back, or by hand --- */

static void
tell_undone (SkService      *self,
             const SkUndone *undone)
{
  g_autofree char *text = NULL;

  if (undone->error == NULL)
    return;

  if (undone->n_undone < undone->n_tasks)
    text = g_strdup_printf (ngettext ("%1$u of %2$u task could be put. %3$s",
                                      "%1$u of %2$u tasks could be put. %3$s", undone->n_tasks),
                            undone->n_undone, undone->n_tasks, undone->error->message);
  sk_service_add_notice (self, text != NULL ? text : undone->error->message);
}

/* The sources hold something else by now: read it, also while the rest is
 * paused, since the person asked for it. */
static void
on_put (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(SkService) self = SK_SERVICE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkUndone) undone = sk_undo_run_finish (result, &error);

  self->is_writing = FALSE;
  /* an undo offered for the set before would take back this one */
  if (undone != NULL && undone->n_undone > 0)
    g_clear_pointer (&self->last_set, g_free);
  if (undone != NULL)
    tell_undone (self, undone);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sk_service_add_notice (self, error->message);

  if (undone != NULL)
    self->is_behind = TRUE;
  sk_service_finish (self, TRUE);
  if (undone != NULL)
    sk_ticker_ask (self->ticker, SK_PASS_ASKED);
}

static void
put (SkService   *self,
     SkChangeSet *instead)      /* (transfer full) (nullable): take back the last set */
{
  self->is_writing = TRUE;
  sk_service_publish (self);
  sk_undo_run_async (&(SkUndoInit) {
    .sources = self->sources,
    .journal = self->journal,
    .instead = instead,
    .at = sk_service_now (self),
    .patience_ms = SK_LOCK_PATIENCE_MS,
  }, self->cancellable, on_put, g_object_ref (self));
}

void
sk_service_run_undo (SkService *self)
{
  g_ptr_array_set_size (self->notices, 0);
  if (self->sources == NULL)
    {
      refuse (self, _("There is nothing that could be undone now."));
      return;
    }

  put (self, NULL);
}

static void
put_writes (SkService *self,
            GArray    *writes)  /* (transfer full) */
{
  put (self, sk_setup_make_ticks (writes, sk_service_now (self)));
}

static SkTask *
find_read (SkService  *self,
           const char *id)
{
  guint i;

  if (self->read == NULL || self->sources == NULL || !sk_snapshot_find (self->read, id, &i))
    return NULL;

  return sk_snapshot_get_task (self->read, i);
}

void
sk_service_run_finish (SkService *self)
{
  SkTask *task = find_read (self, self->errand->task);
  g_autoptr(SkTaskSource) source =
    task != NULL ? sk_undo_choice_dup_source (self->sources, task) : NULL;
  g_autoptr(GArray) writes = sk_write_array_new ();
  g_autoptr(GError) error = NULL;

  g_ptr_array_set_size (self->notices, 0);
  if (source == NULL)
    refuse (self, _("That task is not there any more."));
  else if (!sk_task_source_describe_done (source, task, writes, &error))
    refuse (self, error->message);
  else
    put_writes (self, g_steal_pointer (&writes));
}

void
sk_service_run_extend (SkService *self)
{
  SkTask *task = find_read (self, self->errand->task);
  g_autoptr(SkTaskSource) source =
    task != NULL ? sk_undo_choice_dup_source (self->sources, task) : NULL;
  g_autoptr(GArray) writes = sk_write_array_new ();
  gint64 now = sk_service_now (self);
  SkSpan span;

  g_ptr_array_set_size (self->notices, 0);
  if (source == NULL || !sk_task_get_scheduled_span (task, &span) || span.start > now ||
      span.end <= now - LONGEST_PAST_SECONDS)
    {
      refuse (self, _("Only a slot that has begun, and has not long ended, can be made longer."));
      return;
    }

  span.end = MAX (span.end, now) + (gint64) self->errand->minutes * 60;

  SkChange change = {
    .task = task,
    .before_start = sk_task_get_scheduled_start (task),
    .before_end = sk_task_get_scheduled_end (task),
    .after = span,
    .at = now,
  };

  sk_task_source_describe (source, &change, sk_plan_get_rules (self->whole), writes);
  for (guint i = 0; i < writes->len; i++)
    g_array_index (writes, SkWrite, i).facts = sk_facts_dup (self->read, task, span);
  put_writes (self, g_steal_pointer (&writes));
}
