/* sk-words.c — how we say what a plan changes
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-words.h"

#include <glib/gi18n-lib.h>

#include "sk-time-words.h"

/**
 * sk_words_get_change:
 * @change: what differs from the source
 *
 * Returns: that, in a word
 */
const char *
sk_words_get_change (SkChangeKind change)
{
  switch (change)
    {
    case SK_CHANGE_NEW:
      return C_("change", "new");

    case SK_CHANGE_MOVED:
      return C_("change", "moved");

    case SK_CHANGE_MISSED:
      return C_("change", "missed");

    case SK_CHANGE_REMOVED:
      return C_("change", "removed");

    case SK_CHANGE_KEPT:
    default:
      return C_("change", "kept");
    }
}

/**
 * sk_words_get_fixed:
 * @fixed: why a placement does not move
 *
 * Returns: that, in a word; empty if it may move
 */
const char *
sk_words_get_fixed (SkFixed fixed)
{
  switch (fixed)
    {
    case SK_FIXED_PINNED:
      return C_("fixed", "pinned");

    case SK_FIXED_RUNNING:
      return C_("fixed", "running");

    case SK_FIXED_MANUAL:
      return C_("fixed", "moved by you");

    case SK_FIXED_NO:
    default:
      return "";
    }
}

/**
 * sk_words_dup_before:
 * @plan: a plan
 * @placement: one of its placements
 *
 * Returns: (transfer full) (nullable): where it was, if that is another place
 */
char *
sk_words_dup_before (SkPlan            *plan,
                     const SkPlacement *placement)
{
  g_autofree char *start = NULL;

  if (placement->change != SK_CHANGE_MOVED && placement->change != SK_CHANGE_MISSED)
    return NULL;

  start = sk_words_dup_when (placement->before_start, sk_plan_get_rules (plan));
  /* Translators: %s is a moment, e.g. "Tue 24 Nov 09:00" */
  return g_strdup_printf (_("was %s"), start);
}

/**
 * sk_words_dup_n_written:
 * @n: how many changes
 *
 * Returns: (transfer full): "4 changes written"
 */
char *
sk_words_dup_n_written (guint n)
{
  if (n == 0)
    return g_strdup (_("nothing written"));

  return g_strdup_printf (ngettext ("%u change written", "%u changes written", n), n);
}

static void
count (GString    *text,
       char       *part)        /* (transfer full) */
{
  if (text->len > 0)
    /* Translators: between the parts of a list of numbers */
    g_string_append (text, _(", "));

  g_string_append (text, part);
  g_free (part);
}

/**
 * sk_words_dup_counts:
 * @counts: a plan in numbers
 *
 * Returns: (transfer full): the same in words: "12 tasks: 3 new, 1 moved …"
 */
char *
sk_words_dup_counts (const SkSummary *counts)
{
  SkSummary n = *counts;
  g_autofree char *tasks = g_strdup_printf (ngettext ("%u task", "%u tasks", n.tasks), n.tasks);
  g_autoptr(GString) parts = g_string_new (NULL);

  if (n.n_new > 0)
    count (parts, g_strdup_printf (ngettext ("%u new", "%u new", n.n_new), n.n_new));
  if (n.moved > 0)
    count (parts, g_strdup_printf (ngettext ("%u moved", "%u moved", n.moved), n.moved));
  if (n.missed > 0)
    count (parts, g_strdup_printf (ngettext ("%u missed", "%u missed", n.missed), n.missed));
  if (n.kept > 0)
    count (parts, g_strdup_printf (ngettext ("%u kept", "%u kept", n.kept), n.kept));
  if (n.removed > 0)
    count (parts, g_strdup_printf (ngettext ("%u removed", "%u removed", n.removed), n.removed));
  if (n.unplaced > 0)
    count (parts, g_strdup_printf (ngettext ("%u without a place", "%u without a place",
                                             n.unplaced), n.unplaced));
  if (n.late > 0)
    count (parts, g_strdup_printf (ngettext ("%u late", "%u late", n.late), n.late));

  if (parts->len == 0)
    return g_strdup (tasks);

  /* Translators: %1$s is e.g. "12 tasks", %2$s a list like "3 new, 1 moved" */
  return g_strdup_printf (_("%1$s: %2$s"), tasks, parts->str);
}

/**
 * sk_words_dup_summary:
 * @plan: a plan
 *
 * Returns: (transfer full): the plan in numbers: "12 tasks: 3 new, 1 moved …"
 */
char *
sk_words_dup_summary (SkPlan *plan)
{
  SkSummary counts = sk_plan_summarize (plan);

  return sk_words_dup_counts (&counts);
}

/**
 * sk_words_dup_capacity:
 * @capacity: what is due by a day, and what is free until then
 * @rules: rules, for their zone
 *
 * Returns: (transfer full) (nullable): that, in a sentence; %NULL if it fits
 */
char *
sk_words_dup_capacity (const SkCapacity *capacity,
                       SkRules          *rules)
{
  g_autofree char *day = sk_words_dup_when (sk_when_day (capacity->day), rules);
  g_autofree char *due = sk_words_dup_duration (capacity->due);
  g_autofree char *free_time = sk_words_dup_duration (capacity->free);

  if (capacity->due <= capacity->free)
    return NULL;

  /* Translators: %1$s is a day, %2$s and %3$s are lengths of time:
   * "Due by Wed 25 Nov: 9 h 30 min of work, 7 h free." */
  return g_strdup_printf (_("Due by %1$s: %2$s of work, %3$s free."), day, due, free_time);
}
