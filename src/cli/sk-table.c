/* sk-table.c — a plan, as a table for people
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-table.h"

#include <glib/gi18n.h>

#include "sk-ink.h"
#include "sk-late-words.h"
#include "sk-name-words.h"
#include "sk-time-words.h"
#include "sk-warning-words.h"
#include "sk-why-words.h"
#include "sk-words.h"

#define TITLE_WIDTH 40
#define MOST_UNPLACED 12

/* --- rows --- */

static SkInk
get_ink (SkChangeKind change)
{
  switch (change)
    {
    case SK_CHANGE_NEW:
      return SK_INK_GREEN;

    case SK_CHANGE_MOVED:
    case SK_CHANGE_MISSED:
      return SK_INK_YELLOW;

    case SK_CHANGE_REMOVED:
      return SK_INK_RED;

    case SK_CHANGE_KEPT:
    default:
      return SK_INK_DIM;
    }
}

static void
print_day (SkPlan            *plan,
           const SkPlacement *placement,
           char             **day)
{
  char *this_day = sk_words_dup_day (placement->span.start, sk_plan_get_rules (plan));

  if (g_strcmp0 (this_day, *day) == 0)
    {
      g_free (this_day);
      return;
    }

  g_free (*day);
  *day = this_day;
  g_print ("\n");
  sk_ink_print (SK_INK_BOLD, this_day);
  g_print ("\n");
}

static void
print_remark (SkInk  ink,
              char  *remark)     /* (transfer full) (nullable) */
{
  if (remark != NULL && *remark != '\0')
    {
      g_print ("                 ");
      sk_ink_print_line (ink, remark);
    }

  g_free (remark);
}

static void
print_placement (SkPlan            *plan,
                 const SkPlacement *placement)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autofree char *start = sk_words_dup_clock (placement->span.start, rules);
  g_autofree char *end = sk_words_dup_clock (placement->span.end, rules);
  g_autofree char *title = sk_ink_dup_fitted (sk_words_get_task_name (placement->task),
                                              TITLE_WIDTH);
  g_autofree char *before = sk_words_dup_before (plan, placement);
  const char *fixed = sk_words_get_fixed (placement->fixed);

  g_print ("  %s – %s  %s  ", start, end, title);
  if (placement->change == SK_CHANGE_KEPT && *fixed != '\0')
    sk_ink_print (SK_INK_DIM, fixed);
  else
    sk_ink_print (get_ink (placement->change), sk_words_get_change (placement->change));
  if (before != NULL)
    {
      g_print ("  ");
      sk_ink_print (SK_INK_DIM, before);
    }
  g_print ("\n");

  if (sk_placement_is_late (placement))
    print_remark (SK_INK_RED, sk_words_dup_late_why (plan, placement));
  for (guint bit = 1; bit != 0 && bit <= placement->warnings; bit <<= 1)
    if ((placement->warnings & bit) != 0 && bit != SK_WARNING_ASSUMED_DURATION)
      print_remark (SK_INK_YELLOW, sk_words_dup_warning (plan, placement, bit));
}

static void
print_one_unplaced (SkPlan           *plan,
                    const SkUnplaced *unplaced)
{
  g_autofree char *title = sk_ink_dup_fitted (sk_words_get_task_name (unplaced->task),
                                       TITLE_WIDTH + 15);

  if (unplaced->change == SK_CHANGE_REMOVED)
    {
      g_print ("  %s  ", title);
      sk_ink_print (SK_INK_RED, sk_words_get_change (SK_CHANGE_REMOVED));
      g_print ("\n");
    }
  else
    {
      g_print ("  %s\n", g_strchomp (title));
    }

  print_remark (SK_INK_DIM, sk_words_dup_unplaced (plan, unplaced));
  if ((unplaced->warnings & SK_WARNING_BLOCKER_CYCLE) != 0)
    print_remark (SK_INK_YELLOW,
                  sk_words_dup_unplaced_warning (plan, unplaced, SK_WARNING_BLOCKER_CYCLE));
}

static void
print_rest (guint n)
{
  g_autofree char *rest = NULL;

  if (n == 0)
    return;

  rest = g_strdup_printf (ngettext ("and %u more, less important; --json lists it",
                                    "and %u more, less important; --json lists them", n), n);
  g_print ("  ");
  sk_ink_print (SK_INK_DIM, rest);
  g_print ("\n");
}

/* The most important ones; a long list hides what can be done. */
static void
print_unplaced (SkPlan *plan)
{
  guint n_shown = 0;

  if (sk_plan_get_n_unplaced (plan) == 0)
    return;

  g_print ("\n");
  sk_ink_print (SK_INK_BOLD, _("Without a place"));
  g_print ("\n");

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (plan, i);

      /* a removed one is a change, and is always shown */
      if (n_shown >= MOST_UNPLACED && unplaced->change != SK_CHANGE_REMOVED)
        continue;

      n_shown++;
      print_one_unplaced (plan, unplaced);
    }

  print_rest (sk_plan_get_n_unplaced (plan) - n_shown);
}

/* What cannot all be done in time, whoever goes first. */
static void
print_overfull (SkPlan *plan)
{
  for (guint i = 0; i < sk_plan_get_n_capacity (plan); i++)
    {
      g_autofree char *line = sk_words_dup_capacity (sk_plan_get_capacity (plan, i),
                                                     sk_plan_get_rules (plan));

      if (line != NULL)
        sk_ink_print_line (SK_INK_YELLOW, line);
    }
}

/**
 * sk_table_print_plan:
 * @plan: a plan
 * @may_colour: whether a terminal may be coloured
 *
 * Prints it on stdout, by day; in colour only on a terminal.
 */
void
sk_table_print_plan (SkPlan   *plan,
                     gboolean  may_colour)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autofree char *at = sk_words_dup_moment (sk_plan_get_at (plan), rules);
  g_autofree char *heading = NULL;
  g_autofree char *summary = sk_words_dup_summary (plan);
  g_autofree char *day = NULL;

  sk_ink_start (may_colour);

  /* Translators: %1$s is a moment, %2$s a time zone */
  heading = g_strdup_printf (_("Plan of %1$s (%2$s)"), at, sk_rules_get_zone_name (rules));
  sk_ink_print (SK_INK_BOLD, heading);
  g_print ("\n");

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      print_day (plan, sk_plan_get_placement (plan, i), &day);
      print_placement (plan, sk_plan_get_placement (plan, i));
    }

  print_unplaced (plan);
  g_print ("\n%s\n", summary);
  print_overfull (plan);
  if (!sk_plan_has_changes (plan))
    g_print ("%s\n", _("Nothing to change."));
}
