/* sk-check-facts.c — what a plan says about its own lines
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

/* What became of a place the source holds. */
typedef enum
{
  BEFORE_NONE,
  BEFORE_PAST,
  BEFORE_AHEAD,
} Before;

static gint64
end_of (SkCheck *self,
        SkWhen   when)
{
  return when.kind == SK_WHEN_DAY ? sk_check_days_get (self->days, when.value)->span.end
                                  : when.value;
}

/* An end before the start is no end. */
static Before
look_back (SkCheck *self,
           SkTask  *task)
{
  SkWhen start = sk_task_get_scheduled_start (task), end = sk_task_get_scheduled_end (task);

  if (start.kind == SK_WHEN_NONE)
    return BEFORE_NONE;
  if (end.kind == SK_WHEN_NONE || (end.kind == start.kind && end.value < start.value))
    end = start;

  return end_of (self, end) <= self->at ? BEFORE_PAST : BEFORE_AHEAD;
}

static gboolean
is_right_change (Before       before,
                 gboolean     same,
                 SkChangeKind change)
{
  if (same)
    return change == SK_CHANGE_KEPT;

  switch (before)
    {
    case BEFORE_NONE:
      return change == SK_CHANGE_NEW;

    case BEFORE_PAST:
      return change == SK_CHANGE_MISSED;

    case BEFORE_AHEAD:
    default:
      return change == SK_CHANGE_MOVED;
    }
}

/* An end without a start is no place at all: it need not be repeated. */
static gboolean
is_right_before (SkTask *task,
                 SkWhen  start,
                 SkWhen  end)
{
  SkWhen source = sk_task_get_scheduled_start (task);

  if (!sk_when_equal (start, source))
    return FALSE;

  return sk_when_equal (end, sk_task_get_scheduled_end (task)) ||
         (source.kind == SK_WHEN_NONE && end.kind == SK_WHEN_NONE);
}

static gboolean
is_right_why (SkCheck          *self,
              const SkCheckRow *row)
{
  const SkPlacement *placement = row->placement;

  switch (placement->why)
    {
    case SK_WHY_PINNED:
      return row->role == SK_CHECK_PINNED;

    case SK_WHY_RUNNING:
      return row->role == SK_CHECK_RUNNING;

    case SK_WHY_KEPT:
      return row->role == SK_CHECK_FREE && placement->change == SK_CHANGE_KEPT &&
             sk_rules_get_stability (self->rules) != SK_STABILITY_REBUILD;

    case SK_WHY_MANUAL:
      return row->role == SK_CHECK_MANUAL;

    case SK_WHY_MISSED:
      return row->role == SK_CHECK_FREE && placement->change == SK_CHANGE_MISSED;

    case SK_WHY_EARLIEST_FIT:
      return row->role == SK_CHECK_FREE && placement->change != SK_CHANGE_MISSED;

    case SK_WHY_DUE_RESCUE:
    case SK_WHY_DISPLACED:
    case SK_WHY_EARLIER:
    case SK_WHY_FILL_TODAY:
    default:
      return row->role == SK_CHECK_FREE;
    }
}

static gboolean
check_fixed (SkCheck          *self,
             const SkCheckRow *row)
{
  SkFixed fixed = row->role == SK_CHECK_PINNED ? SK_FIXED_PINNED
                  : row->role == SK_CHECK_RUNNING ? SK_FIXED_RUNNING
                  : row->role == SK_CHECK_MANUAL ? SK_FIXED_MANUAL : SK_FIXED_NO;

  if (row->placement->fixed == fixed &&
      (fixed == SK_FIXED_NO || sk_span_equal (row->place, row->stand)))
    return TRUE;

  sk_check_complain (self, SK_PROMISE_FIXED, row, NULL, row->place);
  return FALSE;
}

static void
check_due (SkCheck          *self,
           const SkCheckRow *row)
{
  gboolean late = row->place.end > row->due;

  if (row->placement->due != SK_DUE_UNTOLD && row->placement->due != row->due)
    sk_check_complain (self, SK_PROMISE_DUE, row, NULL, row->place);
  if (late != (row->placement->late_why != SK_LATE_NOT))
    sk_check_complain (self, SK_PROMISE_LATE, row, NULL, row->place);
}

/* Of what is fixed, nobody needs to know how long it would take. */
static void
expect_warnings (SkCheck          *self,
                 const SkCheckRow *row,
                 guint            *must,
                 guint            *may)
{
  gboolean fixed = sk_check_is_fixed (row);

  *must = *may = 0;
  if (row->cycle != 0)
    *must |= SK_WARNING_BLOCKER_CYCLE;
  if (row->gone)
    *must |= SK_WARNING_BLOCKER_GONE;
  if (sk_task_is_pinned (row->task) && !fixed)
    *must |= SK_WARNING_PIN_WITHOUT_TIME;
  if (!sk_task_get_duration_hours (row->task, NULL))
    *(fixed ? may : must) |= SK_WARNING_ASSUMED_DURATION;
  if (fixed && sk_check_spans_hit (self->over, row->place))
    *must |= SK_WARNING_OVER_BUSY;
  else if (fixed && sk_check_spans_hit (self->near, row->place))
    *may |= SK_WARNING_OVER_BUSY;
}

static void
check_line (SkCheck          *self,
            const SkCheckRow *row,
            gboolean          pins_overlap)
{
  const SkPlacement *placement = row->placement;
  gboolean same = sk_span_equal (row->place, row->source);
  guint must, may;

  if (!is_right_change (look_back (self, row->task), same, placement->change))
    sk_check_complain (self, SK_PROMISE_CHANGE, row, NULL, row->place);
  else if (!is_right_why (self, row))
    sk_check_complain (self, SK_PROMISE_WHY, row, NULL, row->place);
  if (!is_right_before (row->task, placement->before_start, placement->before_end))
    sk_check_complain (self, SK_PROMISE_BEFORE, row, NULL, row->source);

  /* a plan that was read does not tell it */
  if (placement->position != 0 && placement->position != row->position)
    sk_check_complain (self, SK_PROMISE_POSITION, row, NULL, row->place);
  check_due (self, row);
  expect_warnings (self, row, &must, &may);
  if (pins_overlap)
    must |= SK_WARNING_PINS_OVERLAP;
  if ((placement->warnings & ~may) != must || (placement->cycle != 0) != (row->cycle != 0))
    sk_check_complain (self, SK_PROMISE_WARNING, row, NULL, row->place);
}

static void
check_unplaced_line (SkCheck          *self,
                     const SkCheckRow *row)
{
  const SkUnplaced *unplaced = row->unplaced;
  gboolean ahead = look_back (self, row->task) == BEFORE_AHEAD;

  if (unplaced->change != (ahead ? SK_CHANGE_REMOVED : SK_CHANGE_KEPT))
    sk_check_complain (self, SK_PROMISE_CHANGE, row, NULL, row->source);
  if (!is_right_before (row->task, unplaced->before_start, unplaced->before_end))
    sk_check_complain (self, SK_PROMISE_BEFORE, row, NULL, row->source);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const SkCheckRow *left = *(SkCheckRow *const *) a, *right = *(SkCheckRow *const *) b;

  return left->place.start < right->place.start ? -1 : left->place.start > right->place.start;
}

/* Fixed ones, by start; each meets another if it begins before an earlier one
 * ends, or ends after the next one begins. */
static void
check_fixed_lines (SkCheck   *self,
                   GPtrArray *fixed)
{
  gint64 until = G_MININT64;

  g_ptr_array_sort (fixed, compare_places);
  for (guint i = 0; i < fixed->len; i++)
    {
      const SkCheckRow *row = g_ptr_array_index (fixed, i);
      const SkCheckRow *next = i + 1 < fixed->len ? g_ptr_array_index (fixed, i + 1) : NULL;

      check_line (self, row, row->place.start < until ||
                             (next != NULL && next->place.start < row->place.end));
      until = MAX (until, row->place.end);
    }
}

/* Fixed, change, before, why, position, due, late and warnings. */
void
sk_check_facts (SkCheck *self)
{
  g_autoptr(GPtrArray) fixed = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      SkCheckRow *row = &g_array_index (self->rows, SkCheckRow, i);

      if (row->unplaced != NULL)
        check_unplaced_line (self, row);
      if (row->placement == NULL || !check_fixed (self, row))
        continue;

      if (sk_check_is_fixed (row))
        g_ptr_array_add (fixed, row);
      else
        check_line (self, row, FALSE);
    }

  check_fixed_lines (self, fixed);
}
