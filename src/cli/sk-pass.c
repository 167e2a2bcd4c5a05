/* sk-pass.c — one pass, waited for
 *
 * A verb is a short program: it runs the main context until its answer is there.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-pass.h"

#include "sk-cycle.h"
#include "sk-find-task.h"
#include "sk-name-words.h"
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
  g_autoptr(GAsyncResult) result = NULL;

  sk_cycle_run_async (&(SkCycleInit) {
    .sources = sources,
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
 * sk_pass_commit:
 * @sources: (element-type SkTaskSource): those the plan's tasks come from
 * @plan: what is to be
 * @cancellable: (nullable): stops it between two writes
 * @error: why nothing was tried
 *
 * Returns: (transfer full) (nullable): what became of it
 */
SkReport *
sk_pass_commit (GListModel    *sources,
                SkPlan        *plan,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_commit_run_async (sources, plan, cancellable, keep_result, &result);
  wait_for (&result);

  return sk_commit_run_finish (result, error);
}

/**
 * sk_pass_note:
 * @plan: a plan
 *
 * Tells what was odd in the sources, on stderr.
 */
void
sk_pass_note (SkPlan *plan)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);

  for (guint i = 0; i < sk_snapshot_get_n_notes (snapshot); i++)
    g_printerr ("slotkeeperctl: %s\n", sk_snapshot_get_note (snapshot, i));
}

/**
 * sk_pass_tell_failures:
 * @report: what became of a commit
 *
 * Tells on stderr what was not written, and why: each reason once, with the
 * tasks it is about.
 */
void
sk_pass_tell_failures (const SkReport *report)
{
  const SkWrite *previous = NULL;

  for (guint i = 0; i < report->writes->len; i++)
    {
      const SkWrite *write = &g_array_index (report->writes, SkWrite, i);

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
