/* sk-facts.c — what a change was decided by, in a word
 *
 * A change that was refused is not made again until what it was decided by is
 * different: the task, its due date, or what is busy there.  A rank is not
 * among it: it is often a formula, and changes with the clock.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-facts.h"

#include <stdio.h>

static void
add_when (GString *facts,
          SkWhen   when)
{
  g_string_append_printf (facts, "%d %" G_GINT64_FORMAT "\n", when.kind,
                          when.kind == SK_WHEN_NONE ? 0 : (gint64) when.value);
}

static void
add_task (GString *facts,
          SkTask  *task)
{
  const char *const *blockers = sk_task_get_blocked_by (task);
  SkSpan wished;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double hours = 0;

  if (sk_task_get_duration_hours (task, &hours))
    g_string_append (facts, g_ascii_dtostr (number, sizeof number, hours));
  g_string_append_printf (facts, "\n%s\n%d %d %d\n", sk_task_get_title (task),
                          sk_task_get_standing (task), sk_task_is_opted_out (task),
                          sk_task_is_pinned (task));
  add_when (facts, sk_task_get_due (task));
  add_when (facts, sk_task_get_earliest_start (task));
  add_when (facts, sk_task_get_scheduled_start (task));
  add_when (facts, sk_task_get_scheduled_end (task));
  for (guint i = 0; blockers != NULL && blockers[i] != NULL; i++)
    g_string_append_printf (facts, "%s\n", blockers[i]);
  if (sk_task_get_wish (task, &wished) != SK_FIXED_NO)
    g_string_append_printf (facts, "wish %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                            wished.start, wished.end);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_busy (GString    *facts,
          SkSnapshot *snapshot,
          SkSpan      place,
          SkSpan      present)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    {
      SkSpan busy = sk_snapshot_get_busy (snapshot, i)->span;

      if (sk_span_overlaps (busy, place) || sk_span_overlaps (busy, present))
        g_ptr_array_add (lines, g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                                                 busy.start, busy.end));
    }

  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (facts, g_ptr_array_index (lines, i));
}

/**
 * sk_facts_dup:
 * @snapshot: what the sources say
 * @task: a task of it
 * @place: where it should go; empty: nowhere
 *
 * Returns: (transfer full): a name for everything that speaks for and against
 *   that change; it begins with the place
 */
char *
sk_facts_dup (SkSnapshot *snapshot,
              SkTask     *task,
              SkSpan      place)
{
  g_autoptr(GString) facts = g_string_new (NULL);
  g_autofree char *sum = NULL;
  SkSpan present = { 0, 0 };

  sk_task_get_scheduled_span (task, &present);
  add_task (facts, task);
  add_busy (facts, snapshot, place, present);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, facts->str, (gssize) facts->len);

  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", place.start, place.end,
                          sum);
}

/**
 * sk_facts_get_place:
 * @facts: from sk_facts_dup()
 * @place: (out): where the task should go; empty: nowhere
 *
 * Returns: whether they are understood
 */
gboolean
sk_facts_get_place (const char *facts,
                    SkSpan     *place)
{
  return sscanf (facts, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " ", &place->start,
                 &place->end) == 2;
}

/**
 * sk_facts_hold:
 * @facts: from sk_facts_dup()
 * @snapshot: what the sources say by now
 * @task: the same task, as it is by now
 *
 * Returns: whether the same change would be decided by the same
 */
gboolean
sk_facts_hold (const char *facts,
               SkSnapshot *snapshot,
               SkTask     *task)
{
  g_autofree char *now = NULL;
  SkSpan place;

  if (!sk_facts_get_place (facts, &place))
    return FALSE;

  now = sk_facts_dup (snapshot, task, place);
  return strcmp (facts, now) == 0;
}
