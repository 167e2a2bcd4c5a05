/* sk-what-if-table.c — what would be otherwise, as a table for people
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-what-if-table.h"

#include <glib/gi18n.h>

#include "sk-effect-words.h"
#include "sk-ink.h"
#include "sk-late-words.h"
#include "sk-name-words.h"
#include "sk-time-words.h"
#include "sk-why-words.h"

#define TASK_WIDTH 28
#define DUE_WIDTH 16
#define SIDE_WIDTH 26

static SkInk
get_ink (SkEffectKind kind)
{
  switch (kind)
    {
    case SK_EFFECT_LATE:
    case SK_EFFECT_UNPLACED:
      return SK_INK_RED;

    case SK_EFFECT_ON_TIME:
    case SK_EFFECT_PLACED:
    case SK_EFFECT_ADDED:
      return SK_INK_GREEN;

    case SK_EFFECT_EARLIER:
    case SK_EFFECT_LATER:
      return SK_INK_YELLOW;

    case SK_EFFECT_GONE:
    case SK_EFFECT_SAME:
    default:
      return SK_INK_DIM;
    }
}

/* Four cells, filled with spaces. */
static char *
dup_row (const char *task,
         const char *due,
         const char *now,
         const char *then)
{
  g_autofree char *first = sk_ink_dup_fitted (task, TASK_WIDTH);
  g_autofree char *second = sk_ink_dup_fitted (due, DUE_WIDTH);
  g_autofree char *third = sk_ink_dup_fitted (now, SIDE_WIDTH);
  g_autofree char *fourth = sk_ink_dup_fitted (then, SIDE_WIDTH);

  return g_strdup_printf ("  %s  %s  %s  %s", first, second, third, fourth);
}

static const SkUnplaced *
find_unplaced (SkPlan *plan,
               SkTask *task)
{
  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    if (sk_plan_get_unplaced (plan, i)->task == task)
      return sk_plan_get_unplaced (plan, i);

  return NULL;
}

/* Why it would be late or without a place, if it is not so now. */
static void
print_reason (SkPlan         *supposed,
              const SkEffect *effect)
{
  const SkPlacement *placement = sk_plan_find_placement (supposed, sk_task_get_id (effect->task));
  const SkUnplaced *unplaced = find_unplaced (supposed, effect->task);
  g_autofree char *reason = NULL;

  if (effect->kind != SK_EFFECT_ADDED && effect->kind != SK_EFFECT_UNPLACED &&
      effect->kind != SK_EFFECT_LATE)
    return;

  if (unplaced != NULL)
    reason = sk_words_dup_unplaced (supposed, unplaced);
  else if (placement != NULL && sk_placement_is_late (placement))
    reason = sk_words_dup_late_why (supposed, placement);
  else
    return;

  g_print ("    ");
  sk_ink_print_line (SK_INK_RED, reason);
}

static void
print_effect (SkPlan         *supposed,
              const SkEffect *effect)
{
  SkRules *rules = sk_plan_get_rules (supposed);
  g_autofree char *due = sk_words_dup_when (sk_task_get_due (effect->task), rules);
  g_autofree char *now = sk_words_dup_effect_side (effect, &effect->before, rules);
  g_autofree char *then = sk_words_dup_effect_side (effect, &effect->after, rules);
  g_autofree char *row = dup_row (sk_words_get_task_name (effect->task), due, now, then);
  const char *word = sk_words_get_effect (effect->kind);

  if (*word == '\0')
    {
      sk_ink_print_line (SK_INK_DIM, g_strchomp (row));
      return;
    }

  g_print ("%s  ", row);
  sk_ink_print_line (get_ink (effect->kind), word);
  print_reason (supposed, effect);
}

/* Those with a due date, or those without; they follow each other. */
static void
print_effects (SkPlan       *supposed,
               const GArray *effects,
               gboolean      with_due,
               const char   *heading)   /* (nullable) */
{
  gboolean begun = FALSE;

  for (guint i = 0; i < effects->len; i++)
    {
      const SkEffect *effect = &g_array_index (effects, SkEffect, i);

      if (sk_effect_has_due (effect) != with_due)
        continue;
      if (!begun && heading != NULL)
        {
          g_print ("\n");
          sk_ink_print_line (SK_INK_BOLD, heading);
        }
      begun = TRUE;
      print_effect (supposed, effect);
    }
}

static void
print_heading (SkPlan            *plan,
               const char *const *lines)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autofree char *at = sk_words_dup_moment (sk_plan_get_at (plan), rules);
  /* Translators: %1$s is a moment, %2$s a time zone */
  g_autofree char *heading = g_strdup_printf (_("What if, %1$s (%2$s)"), at,
                                              sk_rules_get_zone_name (rules));

  sk_ink_print_line (SK_INK_BOLD, heading);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_print ("  ");
      sk_ink_print_line (SK_INK_PLAIN, lines[i]);
    }
  g_print ("\n");
}

/**
 * sk_what_if_table_print:
 * @supposed: the plan with what is supposed
 * @lines: what is supposed, as it was typed
 * @effects: (element-type SkEffect): what that makes of the plan there is
 * @may_colour: whether a terminal may be coloured
 *
 * Prints on stdout every due date, and what else would be otherwise.
 */
void
sk_what_if_table_print (SkPlan            *supposed,
                        const char *const *lines,
                        const GArray      *effects,
                        gboolean           may_colour)
{
  g_autofree char *sentence = sk_words_dup_effects (effects);
  g_autofree char *head = dup_row (_("Task"), _("Due"), _("Now"), _("What if"));

  sk_ink_start (may_colour);
  print_heading (supposed, lines);
  if (effects->len > 0)
    sk_ink_print_line (SK_INK_BOLD, g_strchomp (head));

  print_effects (supposed, effects, TRUE, NULL);
  print_effects (supposed, effects, FALSE, _("Without a due date"));

  g_print ("\n");
  sk_ink_print_line (SK_INK_PLAIN, sentence);
  g_print ("%s\n", _("Nothing was written."));
}
