/* sk-check-turns.c — first come the important, and nobody waits for nothing
 *
 * What planner.md §4 (first strength) promises beyond the rules.  The plan
 * says in which order places were taken; that order is held against the order
 * of importance, and then gone through once more: what was fixed or could stay
 * is there from the beginning, and everyone else has to have the earliest place
 * that those before leave.  Where blockers are involved, only what rank and due
 * date decide is demanded of the order, not what length and id would.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))

/* Whether each blocker of @row was where it is before any turn was taken. */
static gboolean
waits_for_nobody (SkCheck          *self,
                  const SkCheckRow *row,
                  SkSpan            place)
{
  for (guint i = 0; i < row->n_edges; i++)
    {
      const SkCheckRow *blocker = ROW (g_array_index (self->edges, guint, row->edges + i));

      if (blocker->role == SK_CHECK_FREE && !blocker->kept)
        return FALSE;
    }

  return row->stuck == NULL && row->after <= place.start;
}

/* Whether only less important tasks, which stay, hold the time of @place. */
static gboolean
nobody_is_in_the_way (SkCheck          *self,
                      SkCheckFree      *free_time,
                      const SkCheckRow *row,
                      SkSpan            place)
{
  guint *rows, n = sk_check_free_at (free_time, place, &rows);

  for (guint i = 0; i < n; i++)
    if (rows[i] == SK_CHECK_BUSY_ROW || sk_check_is_fixed (ROW (rows[i])) ||
        sk_check_graph_order (row, ROW (rows[i])) >= 0)
      return FALSE;

  return TRUE;
}

static void
check_stays (SkCheck          *self,
             SkCheckFree      *free_time,
             const SkCheckRow *row)
{
  if (row->role != SK_CHECK_FREE || sk_span_is_empty (row->source) ||
      sk_span_equal (row->source, row->place) || row->source.start <= self->at)
    return;

  if (sk_check_may_be (self, row, row->source) &&
      waits_for_nobody (self, row, row->source) &&
      nobody_is_in_the_way (self, free_time, row, row->source))
    sk_check_complain (self, SK_PROMISE_STAY, row, NULL, row->source);
}

static int
compare_turns (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  SkCheck *self = user_data;
  const SkCheckRow *left = ROW (*(const guint *) a), *right = ROW (*(const guint *) b);

  if (left->placement->turn != right->placement->turn)
    return left->placement->turn < right->placement->turn ? -1 : 1;

  return sk_placement_compare (left->placement, right->placement);
}

/* Of equal rank and due date, without blockers: the shorter, then by id. */
static gboolean
goes_before (const SkCheckRow *row,
             const SkCheckRow *other)
{
  int order = sk_check_graph_order (row, other);

  if (order != 0 || row->related || other->related)
    return order < 0;
  if (row->length != other->length)
    return row->length < other->length;

  return strcmp (sk_task_get_id (row->task), sk_task_get_id (other->task)) < 0;
}

/* Each is held against the one before, and against the last one without
 * blockers, which the one before might hide. */
static void
check_order (SkCheck *self,
             GArray  *turns)
{
  const SkCheckRow *previous = NULL, *plain = NULL;

  for (guint i = 0; i < turns->len; i++)
    {
      const SkCheckRow *row = ROW (g_array_index (turns, guint, i));

      if (previous != NULL && goes_before (row, previous))
        sk_check_complain (self, SK_PROMISE_TURN, row, previous->task, row->place);
      else if (plain != NULL && goes_before (row, plain))
        sk_check_complain (self, SK_PROMISE_TURN, row, plain->task, row->place);
      previous = row;
      if (!row->related)
        plain = row;
    }
}

static void
take_turns (SkCheck     *self,
            SkCheckFree *free_time,
            GArray      *turns)
{
  for (guint i = 0; i < turns->len; i++)
    {
      guint index = g_array_index (turns, guint, i);
      const SkCheckRow *row = ROW (index);
      SkSpan earlier;

      sk_check_certificate (self, free_time, index);
      if (sk_check_free_first (free_time, row, row->place.start, &earlier))
        sk_check_complain (self, SK_PROMISE_EARLIEST, row, NULL, earlier);
      sk_check_free_add (free_time, sk_span_widen (row->place, self->buffer), index);
    }
}

/* Afterwards, without a complaint, @free_time knows the whole plan. */
void
sk_check_turns (SkCheck     *self,
                SkCheckFree *free_time)
{
  g_autoptr(GArray) turns = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = ROW (i);

      if (row->placement == NULL)
        continue;
      if (sk_check_is_fixed (row) || row->kept)
        sk_check_free_add (free_time, sk_span_widen (row->place, self->buffer), i);
      else
        g_array_append_val (turns, i);
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (sk_rules_get_stability (self->rules) != SK_STABILITY_REBUILD)
        check_stays (self, free_time, ROW (i));
      if (ROW (i)->placement != NULL && (sk_check_is_fixed (ROW (i)) || ROW (i)->kept))
        sk_check_certificate (self, free_time, i);
    }

  g_array_sort_with_data (turns, compare_turns, self);
  check_order (self, turns);
  if (self->complaints->len == 0)
    take_turns (self, free_time, turns);
}
