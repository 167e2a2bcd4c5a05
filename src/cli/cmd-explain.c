/* cmd-explain.c — slotkeeperctl explain TASK
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-cmd.h"
#include "sk-pass.h"
#include "sk-plan-codec.h"
#include "sk-time-words.h"
#include "sk-why-words.h"

/* --- answers --- */

static void
print_sentence (char *sentence)         /* (transfer full) (nullable) */
{
  if (sentence != NULL && *sentence != '\0')
    g_print ("%s\n", sentence);

  g_free (sentence);
}

static void
print_placement (SkPlan            *plan,
                 const SkPlacement *placement)
{
  g_autofree char *span = sk_words_dup_span (placement->span, sk_plan_get_rules (plan));

  g_print ("%s: %s\n", sk_words_get_task_name (placement->task), span);
  print_sentence (sk_words_dup_why (plan, placement));
  if (sk_placement_is_late (placement))
    print_sentence (sk_words_dup_late_why (plan, placement));
  print_sentence (sk_words_dup_slack (plan, placement));
  for (guint bit = 1; bit <= placement->warnings; bit <<= 1)
    if ((placement->warnings & bit) != 0)
      print_sentence (sk_words_dup_warning (plan, placement, bit));

  if (placement->blocked == NULL || placement->blocked->len == 0)
    return;

  g_print ("\n%s\n", _("What holds the time before:"));
  for (guint i = 0; i < placement->blocked->len; i++)
    {
      g_autofree char *line =
        sk_words_dup_blocked (plan, &g_array_index (placement->blocked, SkBlocked, i));

      g_print ("  %s\n", line);
    }
}

static gboolean
print_unplaced (SkPlan *plan,
                SkTask *task)
{
  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (plan, i);

      if (unplaced->task != task)
        continue;

      g_print (_("%s has no place.\n"), sk_words_get_task_name (task));
      print_sentence (sk_words_dup_unplaced (plan, unplaced));
      return TRUE;
    }

  return FALSE;
}

static void
print_left_alone (SkPlan *plan,
                  SkTask *task)
{
  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    {
      const SkLeftAlone *left = sk_plan_get_left_alone (plan, i);

      if (left->task == task)
        /* Translators: %1$s is a task, %2$s why, e.g. "done" or "planned by hand" */
        g_print (_("%1$s is left alone: %2$s.\n"), sk_words_get_task_name (task),
                 sk_words_get_left_why (left->why));
    }
}

static void
print_answer (const SkInvocation *invocation,
              SkPlan             *plan,
              SkTask             *task)
{
  const SkPlacement *placement = sk_plan_find_placement (plan, sk_task_get_id (task));

  if (invocation->json)
    {
      g_autofree char *text = sk_plan_codec_write_task (plan, task);
      sk_cmd_print_json (text);
    }
  else if (placement != NULL)
    {
      print_placement (plan, placement);
    }
  else if (!print_unplaced (plan, task))
    {
      print_left_alone (plan, task);
    }
}

static SkExit
run (const SkInvocation *invocation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = sk_pass_open (invocation, &error);
  g_autoptr(SkPlan) plan = NULL;

  if (sources != NULL)
    plan = sk_pass_plan (invocation, sources, TRUE, NULL, &error);
  if (plan == NULL)
    return sk_cmd_fail (error);

  SkTask *task = sk_pass_find_task (plan, invocation->args[0]);

  if (task == NULL)
    return SK_EXIT_USAGE;

  sk_pass_note (plan);
  print_answer (invocation, plan, task);

  return SK_EXIT_DONE;
}

const SkCmd sk_cmd_explain = {
  .name = "explain",
  .usage = "TASK",
  .summary = N_("Say why a task is where it is"),
  .n_args = 1,
  .run = run,
};
