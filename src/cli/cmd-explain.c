/* cmd-explain.c — slotkeeperctl explain TASK
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-blocked-words.h"
#include "sk-cmd.h"
#include "sk-ink.h"
#include "sk-late-words.h"
#include "sk-name-words.h"
#include "sk-pass.h"
#include "sk-plan-codec.h"
#include "sk-relief.h"
#include "sk-time-words.h"
#include "sk-warning-words.h"
#include "sk-why-words.h"

#define MOST_LINES 12

/* --- answers --- */

static void
print_sentence (char *sentence)         /* (transfer full) (nullable) */
{
  if (sentence != NULL && *sentence != '\0')
    sk_ink_print_line (SK_INK_PLAIN, sentence);

  g_free (sentence);
}

static void
print_title (SkTask     *task,
             const char *pattern,       /* with a place for the title */
             const char *more)          /* (nullable): for another */
{
  const char *title = sk_words_get_task_name (task);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
  print_sentence (g_strdup_printf (pattern, title, more));
#pragma GCC diagnostic pop
}

/* What is in the way, the first of it, and what would help. */
static void
print_certificate (SkPlan       *plan,
                   SkTask       *task,
                   const GArray *blocked,       /* (nullable) */
                   const char   *heading)
{
  g_auto(GStrv) lines = sk_words_dup_certificate (plan, blocked);
  guint n = g_strv_length (lines);
  guint n_shown = n > MOST_LINES ? MOST_LINES - 1 : n;
  SkRelief relief;

  if (n == 0)
    return;

  if (sk_relief_find (plan, task, &relief))
    print_sentence (sk_words_dup_relief (plan, relief.obstacle, relief.place));

  g_print ("\n%s\n", heading);
  for (guint i = 0; i < n_shown; i++)
    {
      g_print ("  ");
      sk_ink_print_line (SK_INK_PLAIN, lines[i]);
    }

  if (n > n_shown)
    {
      g_autofree char *rest =
        g_strdup_printf (ngettext ("and %u more; --json lists it", "and %u more; --json lists them",
                                   n - n_shown), n - n_shown);
      g_print ("  ");
      sk_ink_print_line (SK_INK_DIM, rest);
    }
}

static void
print_due (SkPlan            *plan,
           const SkPlacement *placement)
{
  g_autofree char *due = sk_words_dup_when (sk_task_get_due (placement->task),
                                            sk_plan_get_rules (plan));

  if (sk_placement_is_late (placement))
    print_sentence (sk_words_dup_late_why (plan, placement));
  else if (*due != '\0')
    /* Translators: %s is a day or a moment */
    print_sentence (g_strdup_printf (_("It is due %s, and on time."), due));
}

static void
print_placement (SkPlan            *plan,
                 const SkPlacement *placement)
{
  g_autofree char *span = sk_words_dup_span (placement->span, sk_plan_get_rules (plan));

  /* Translators: %1$s is a task, %2$s a stretch of time */
  print_title (placement->task, _("%1$s: %2$s"), span);
  print_sentence (sk_words_dup_why (plan, placement));
  print_due (plan, placement);
  print_sentence (sk_words_dup_slack (plan, placement));
  for (guint bit = 1; bit != 0 && bit <= placement->warnings; bit <<= 1)
    if ((placement->warnings & bit) != 0)
      print_sentence (sk_words_dup_warning (plan, placement, bit));

  print_certificate (plan, placement->task, placement->blocked, _("What holds the time before:"));
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

      print_title (task, _("%s has no place."), NULL);
      print_sentence (sk_words_dup_unplaced (plan, unplaced));
      for (guint bit = 1; bit != 0 && bit <= unplaced->warnings; bit <<= 1)
        if ((unplaced->warnings & bit) != 0)
          print_sentence (sk_words_dup_unplaced_warning (plan, unplaced, bit));
      print_certificate (plan, task, unplaced->blocked, _("What holds the time there is:"));
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
        print_title (task, _("%1$s is left alone: %2$s."), sk_words_get_left_why (left->why));
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
