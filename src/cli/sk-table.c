/* sk-table.c — a plan, as a table for people
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-table.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "sk-time-words.h"
#include "sk-why-words.h"
#include "sk-words.h"

#define TITLE_WIDTH 40
#define MOST_UNPLACED 12

/* --- ink --- */

typedef enum
{
  INK_PLAIN,
  INK_BOLD,
  INK_DIM,
  INK_GREEN,
  INK_YELLOW,
  INK_RED,
} Ink;

/* SGR parameters of ECMA-48, in the order of Ink. */
static const char *const sgr[] = { "0", "1", "2", "32", "33", "31" };

static gboolean is_coloured;

static void
print_in (Ink         ink,
          const char *text)
{
  if (!is_coloured || ink == INK_PLAIN)
    {
      g_print ("%s", text);
      return;
    }

  /* what is printed for people holds no escapes of its own */
  fprintf (stdout, "\033[%sm", sgr[ink]);
  g_print ("%s", text);
  fputs ("\033[0m", stdout);
}

static Ink
get_ink (SkChangeKind change)
{
  switch (change)
    {
    case SK_CHANGE_NEW:
      return INK_GREEN;

    case SK_CHANGE_MOVED:
    case SK_CHANGE_MISSED:
      return INK_YELLOW;

    case SK_CHANGE_REMOVED:
      return INK_RED;

    case SK_CHANGE_KEPT:
    default:
      return INK_DIM;
    }
}

/* --- columns --- */

static guint
get_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

/* @text in exactly @width columns: cut with an ellipsis, or filled with
 * spaces. */
static char *
dup_fitted (const char *text,
            guint       width)
{
  GString *fitted = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  guint used = 0;
  guint needed = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    needed += get_width (g_utf8_get_char (p));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_iscntrl (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p);

      if (needed > width && used + get_width (c) > width - 1)
        {
          g_string_append (fitted, "…");
          used++;
          break;
        }
      g_string_append_unichar (fitted, c);
      used += get_width (c);
    }

  for (; used < width; used++)
    g_string_append_c (fitted, ' ');

  return g_string_free (fitted, FALSE);
}

/* --- rows --- */

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
  print_in (INK_BOLD, this_day);
  g_print ("\n");
}

static void
print_remark (Ink   ink,
              char *remark)     /* (transfer full) (nullable) */
{
  if (remark != NULL && *remark != '\0')
    {
      g_print ("                 ");
      print_in (ink, remark);
      g_print ("\n");
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
  g_autofree char *title = dup_fitted (sk_words_get_task_name (placement->task), TITLE_WIDTH);
  g_autofree char *before = sk_words_dup_before (plan, placement);
  const char *fixed = sk_words_get_fixed (placement->fixed);

  g_print ("  %s – %s  %s  ", start, end, title);
  if (placement->change == SK_CHANGE_KEPT && *fixed != '\0')
    print_in (INK_DIM, fixed);
  else
    print_in (get_ink (placement->change), sk_words_get_change (placement->change));
  if (before != NULL)
    {
      g_print ("  ");
      print_in (INK_DIM, before);
    }
  g_print ("\n");

  if (sk_placement_is_late (placement))
    print_remark (INK_RED, sk_words_dup_late_why (plan, placement));
  for (guint bit = 1; bit != 0 && bit <= placement->warnings; bit <<= 1)
    if ((placement->warnings & bit) != 0 && bit != SK_WARNING_ASSUMED_DURATION)
      print_remark (INK_YELLOW, sk_words_dup_warning (plan, placement, bit));
}

static void
print_one_unplaced (SkPlan           *plan,
                    const SkUnplaced *unplaced)
{
  g_autofree char *title = dup_fitted (sk_words_get_task_name (unplaced->task),
                                       TITLE_WIDTH + 15);

  if (unplaced->change == SK_CHANGE_REMOVED)
    {
      g_print ("  %s  ", title);
      print_in (INK_RED, sk_words_get_change (SK_CHANGE_REMOVED));
      g_print ("\n");
    }
  else
    {
      g_print ("  %s\n", g_strchomp (title));
    }

  print_remark (INK_DIM, sk_words_dup_unplaced (plan, unplaced));
  if ((unplaced->warnings & SK_WARNING_BLOCKER_CYCLE) != 0)
    print_remark (INK_YELLOW,
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
  print_in (INK_DIM, rest);
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
  print_in (INK_BOLD, _("Without a place"));
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

  is_coloured = may_colour && isatty (STDOUT_FILENO);

  /* Translators: %1$s is a moment, %2$s a time zone */
  heading = g_strdup_printf (_("Plan of %1$s (%2$s)"), at, sk_rules_get_zone_name (rules));
  print_in (INK_BOLD, heading);
  g_print ("\n");

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      print_day (plan, sk_plan_get_placement (plan, i), &day);
      print_placement (plan, sk_plan_get_placement (plan, i));
    }

  print_unplaced (plan);
  g_print ("\n%s\n", summary);
  if (!sk_plan_has_changes (plan))
    g_print ("%s\n", _("Nothing to change."));
}
