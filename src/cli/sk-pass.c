/* sk-pass.c — one pass, waited for
 *
 * A verb is a short program: it runs the main context until its answer is there.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-pass.h"

#include <glib/gi18n.h>

#include "sk-calendars.h"
#include "sk-cycle.h"
#include "sk-discards.h"
#include "sk-error.h"
#include "sk-export.h"
#include "sk-find-task.h"
#include "sk-hold.h"
#include "sk-intent.h"
#include "sk-lock.h"
#include "sk-name-words.h"
#include "sk-recovery.h"
#include "sk-why-words.h"
#include "sk-wiring-calendars.h"
#include "sk-wiring.h"

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * sk_pass_open:
 * @invocation: what was asked for
 * @error: why there are none
 *
 * Returns: (transfer full) (nullable) (element-type SkTaskSource): the sources
 */
GListModel *
sk_pass_open (const SkInvocation  *invocation,
              GError             **error)
{
  return sk_wiring_new_sources (&(SkWiring) {
    .from = invocation->from,
    .workspace = invocation->workspace,
  }, invocation->settings, error);
}

/* --- calendars --- */

/**
 * sk_pass_open_calendars:
 * @invocation: what was asked for
 *
 * A task file stands for everything that is configured: what it says is all
 * there is, so that a plan can be made again elsewhere.
 *
 * Returns: (transfer full) (element-type SkBusySource): the calendars
 */
GListModel *
sk_pass_open_calendars (const SkInvocation *invocation)
{
  g_autoptr(GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr(GPtrArray) typed = sk_calendar_list_new ();

  if (invocation->from == NULL)
    g_ptr_array_extend (wanted, invocation->settings->calendars, NULL, NULL);
  for (guint i = 0; invocation->calendars != NULL && invocation->calendars[i] != NULL; i++)
    sk_calendar_list_add_place (typed, invocation->calendars[i]);
  g_ptr_array_extend (wanted, typed, NULL, NULL);

  return sk_wiring_new_calendars (wanted, invocation->settings);
}

/**
 * sk_pass_read_calendars:
 * @calendars: (element-type SkBusySource): calendars
 * @span: what is wanted, Unix seconds
 * @rules: whose days they are
 *
 * Returns: (transfer full) (element-type SkReading): what they say, in their order
 */
GPtrArray *
sk_pass_read_calendars (GListModel *calendars,
                        SkSpan      span,
                        SkRules    *rules)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_calendars_read_async (calendars, span, sk_rules_get_zone (rules), NULL, keep_result, &result);
  wait_for (&result);

  return sk_calendars_read_finish (result, NULL);
}

/**
 * sk_pass_is_certain:
 * @plan: a plan
 * @error: %SK_ERROR_BUSY: it works again when the calendars do
 *
 * Returns: whether it may be written without anybody looking at it
 */
gboolean
sk_pass_is_certain (SkPlan  *plan,
                    GError **error)
{
  guint n = sk_snapshot_get_n_doubts (sk_plan_get_snapshot (plan));

  if (n == 0)
    return TRUE;

  g_set_error (error, SK_ERROR, SK_ERROR_BUSY,
               ngettext ("Nothing was written, because %u calendar could not be read.",
                         "Nothing was written, because %u calendars could not be read.", n), n);
  return FALSE;
}

/**
 * sk_pass_export:
 * @invocation: what was asked for
 * @plan: what is by now
 *
 * Keeps the calendar file up to date, if there is to be one; tells on stderr
 * if that is not possible.
 */
void
sk_pass_export (const SkInvocation *invocation,
                SkPlan             *plan)
{
  g_autoptr(GError) error = NULL;

  if (invocation->settings->export_file != NULL && invocation->from == NULL &&
      !sk_export_keep (plan, invocation->settings->export_file, &error))
    g_printerr ("slotkeeperctl: %s\n", error->message);
}

/* --- planning --- */

static SkPlan *
run_cycle (const SkInvocation  *invocation,
           GListModel          *sources,
           GListModel          *calendars,      /* (nullable) */
           gboolean             certify,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_cycle_run_async (&(SkCycleInit) {
    .sources = sources,
    .calendars = calendars,
    .addresses = (const char *const *) invocation->settings->my_addresses,
    .hide_titles = invocation->settings->hide_event_titles,
    .rules = invocation->settings->rules,
    .at = sk_clock_now (invocation->clock),
    .full = invocation->full,
    .days_ahead = invocation->days,
    .certify = certify,
  }, cancellable, keep_result, &result);
  wait_for (&result);

  return sk_cycle_run_finish (result, error);
}

/**
 * sk_pass_plan:
 * @invocation: what was asked for
 * @sources: (element-type SkTaskSource): where tasks come from
 * @certify: whether the plan is to say what holds each earlier start
 * @cancellable: (nullable): stops it
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): the plan
 */
SkPlan *
sk_pass_plan (const SkInvocation  *invocation,
              GListModel          *sources,
              gboolean             certify,
              GCancellable        *cancellable,
              GError             **error)
{
  g_autoptr(GListModel) calendars = sk_pass_open_calendars (invocation);

  return run_cycle (invocation, sources, calendars, certify, cancellable, error);
}

/**
 * sk_pass_plan_tasks:
 * @invocation: what was asked for
 * @sources: (element-type SkTaskSource): where tasks come from
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): a plan that goes around no calendar:
 *   for what it says of the tasks
 */
SkPlan *
sk_pass_plan_tasks (const SkInvocation  *invocation,
                    GListModel          *sources,
                    GError             **error)
{
  return run_cycle (invocation, sources, NULL, FALSE, NULL, error);
}

/**
 * sk_pass_commit:
 * @invocation: what was asked for
 * @sources: (element-type SkTaskSource): those the plan's tasks come from
 * @plan: what is to be
 * @seen: how long the journal was before the plan was made
 * @cancellable: (nullable): stops it between two writes
 * @error: why nothing was tried
 *
 * Returns: (transfer full) (nullable): what became of it
 */
SkReport *
sk_pass_commit (const SkInvocation  *invocation,
                GListModel          *sources,
                SkPlan              *plan,
                gint64               seen,
                GCancellable        *cancellable,
                GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_commit_run_async (&(SkCommitInit) {
    .sources = sources,
    .plan = plan,
    .journal = invocation->journal,
    .seen = seen,
    .patience_ms = SK_LOCK_PATIENCE_MS,
  }, cancellable, keep_result, &result);
  wait_for (&result);

  return sk_commit_run_finish (result, error);
}

/**
 * sk_pass_recover:
 * @invocation: what was asked for
 * @sources: (element-type SkTaskSource): those that can be asked
 * @cancellable: (nullable): stops it
 * @error: why it is not certain
 *
 * Finds out what became of what an earlier run left unfinished, and tells it
 * on stderr.
 *
 * Returns: whether everything has an outcome
 */
gboolean
sk_pass_recover (const SkInvocation  *invocation,
                 GListModel          *sources,
                 GCancellable        *cancellable,
                 GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  SkRecovered recovered;
  gboolean is_certain;

  sk_recovery_run_async (&(SkRecoveryInit) {
    .sources = sources,
    .journal = invocation->journal,
    .patience_ms = SK_LOCK_PATIENCE_MS,
  }, cancellable, keep_result, &result);
  wait_for (&result);
  is_certain = sk_recovery_run_finish (result, &recovered, error);

  if (recovered.n_written > 0)
    g_printerr (ngettext ("slotkeeperctl: An earlier run was interrupted; %u change of it is "
                          "written.\n",
                          "slotkeeperctl: An earlier run was interrupted; %u changes of it are "
                          "written.\n", recovered.n_written), recovered.n_written);
  if (recovered.n_lost > 0)
    g_printerr (ngettext ("slotkeeperctl: An earlier run was interrupted; %u change was not "
                          "written.\n",
                          "slotkeeperctl: An earlier run was interrupted; %u changes were not "
                          "written.\n", recovered.n_lost), recovered.n_lost);

  return is_certain;
}

/**
 * sk_pass_undo:
 * @invocation: what was asked for
 * @sources: (element-type SkTaskSource): those that can be written
 * @id: (nullable): the set to take back; %NULL: the last
 * @error: why nothing was tried
 *
 * Returns: (transfer full) (nullable): what became of it
 */
SkUndone *
sk_pass_undo (const SkInvocation  *invocation,
              GListModel          *sources,
              const char          *id,
              GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_undo_run_async (&(SkUndoInit) {
    .sources = sources,
    .journal = invocation->journal,
    .id = id,
    .at = sk_clock_now (invocation->clock),
    .patience_ms = SK_LOCK_PATIENCE_MS,
  }, NULL, keep_result, &result);
  wait_for (&result);

  return sk_undo_run_finish (result, error);
}

/**
 * sk_pass_intend:
 * @invocation: what was asked for
 * @set: what is to be put later, or is not
 * @error: why that could not be journalled
 *
 * Returns: whether the journal tells of it
 */
gboolean
sk_pass_intend (const SkInvocation  *invocation,
                const SkChangeSet   *set,
                GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_intent_note_async (&(SkIntentInit) {
    .journal = invocation->journal,
    .set = set,
    .patience_ms = SK_LOCK_PATIENCE_MS,
  }, NULL, keep_result, &result);
  wait_for (&result);

  return sk_intent_note_finish (result, error);
}

/**
 * sk_pass_put:
 * @invocation: what was asked for
 * @sources: (element-type SkTaskSource): those that can be written
 * @set: (transfer full): what to put
 * @error: why nothing was tried
 *
 * Returns: (transfer full) (nullable): what became of it
 */
SkUndone *
sk_pass_put (const SkInvocation  *invocation,
             GListModel          *sources,
             SkChangeSet         *set,
             GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_undo_run_async (&(SkUndoInit) {
    .sources = sources,
    .journal = invocation->journal,
    .instead = set,
    .at = set->at,
    .patience_ms = SK_LOCK_PATIENCE_MS,
  }, NULL, keep_result, &result);
  wait_for (&result);

  return sk_undo_run_finish (result, error);
}

/* --- what is not wanted --- */

/**
 * sk_pass_list_unwanted:
 * @invocation: what was asked for
 * @plan: a plan
 * @error: why it is not known
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of tasks
 *   that it would change though that was taken back; they live as long as @plan
 */
GHashTable *
sk_pass_list_unwanted (const SkInvocation  *invocation,
                       SkPlan              *plan,
                       GError             **error)
{
  g_autoptr(SkDiscards) discards = sk_discards_load (invocation->settings->state_folder, error);

  return discards != NULL ? sk_discards_choose_held (discards, plan) : NULL;
}

/**
 * sk_pass_hold:
 * @plan: (inout): a plan; replaced by one that leaves alone what is held
 * @held: (element-type utf8): ids of tasks
 * @error: %SK_ERROR_CONFLICT if the rest cannot do without them
 *
 * Returns: whether there is such a plan
 */
gboolean
sk_pass_hold (SkPlan     **plan,
              GHashTable  *held,
              GError     **error)
{
  SkPlan *other;

  if (g_hash_table_size (held) == 0)
    return TRUE;

  other = sk_hold_plan (*plan, held, error);
  if (other == NULL)
    return FALSE;

  sk_plan_unref (*plan);
  *plan = other;
  return TRUE;
}

/**
 * sk_pass_tell_unwanted:
 * @plan: a plan
 * @unwanted: (element-type utf8): from sk_pass_list_unwanted()
 * @is_held: whether they are held where they are
 *
 * Tells on stderr what was taken back and would be made again.
 */
void
sk_pass_tell_unwanted (SkPlan     *plan,
                       GHashTable *unwanted,
                       gboolean    is_held)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    {
      SkTask *task = sk_snapshot_get_task (snapshot, i);

      if (g_hash_table_contains (unwanted, sk_task_get_id (task)))
        /* Translators: %s is what a task is called */
        g_printerr (is_held
                    ? _("slotkeeperctl: “%s” stays where it is: its change was taken back.\n")
                    : _("slotkeeperctl: The change of “%s” was taken back; it is not made again "
                        "by itself.\n"),
                    sk_words_get_task_name (task));
    }
}

/**
 * sk_pass_note:
 * @plan: a plan
 *
 * Tells what was odd in the sources, and which could not be read, on stderr.
 */
void
sk_pass_note (SkPlan *plan)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);

  for (guint i = 0; i < sk_snapshot_get_n_notes (snapshot); i++)
    g_printerr ("slotkeeperctl: %s\n", sk_snapshot_get_note (snapshot, i));
  for (guint i = 0; i < sk_snapshot_get_n_doubts (snapshot); i++)
    g_printerr ("slotkeeperctl: %s\n", sk_snapshot_get_doubt (snapshot, i));
}

/**
 * sk_pass_tell_failures:
 * @writes: (element-type SkWrite): what became of each property
 *
 * Tells on stderr what was not written, and why: each reason once, with the
 * tasks it is about.
 */
void
sk_pass_tell_failures (GArray *writes)
{
  const SkWrite *previous = NULL;

  for (guint i = 0; i < writes->len; i++)
    {
      const SkWrite *write = &g_array_index (writes, SkWrite, i);

      /* the properties of a task follow each other */
      if (write->text == NULL || (previous != NULL && previous->task == write->task))
        continue;
      if (previous == NULL || strcmp (previous->text, write->text) != 0)
        g_printerr ("slotkeeperctl: %s\n", write->text);
      g_printerr ("  %s\n", sk_words_get_task_name (write->task));
      previous = write;
    }
}

/**
 * sk_pass_find_task:
 * @plan: a plan
 * @wanted: what a person typed
 *
 * Tells the person if it is no task, or more than one.
 *
 * Returns: (nullable): the task that is meant
 */
SkTask *
sk_pass_find_task (SkPlan     *plan,
                   const char *wanted)
{
  g_autoptr(GError) error = NULL;
  SkTask *task = sk_find_task (sk_plan_get_snapshot (plan), wanted, &error);

  if (task == NULL)
    sk_cmd_usage ("%s", error->message);

  return task;
}
