/* sk-check-lists.c — every task once, in the right list, in order
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

static const SkSpan nowhere = { 0, 0 };

/* The row of a task that the plan names; NULL if it is none of ours. */
static SkCheckRow *
find_row (SkCheck *self,
          SkTask  *task,
          SkSpan   span)
{
  guint i;

  if (!sk_snapshot_find (self->snapshot, sk_task_get_id (task), &i))
    {
      sk_complaint_array_add (self->complaints, SK_PROMISE_ONCE, task, NULL, span);
      return NULL;
    }

  SkCheckRow *row = &g_array_index (self->rows, SkCheckRow, i);

  if (row->listed++ > 0)
    {
      sk_complaint_array_add (self->complaints, SK_PROMISE_ONCE, task, NULL, span);
      return NULL;
    }

  return row;
}

static void
read_placements (SkCheck *self)
{
  const SkPlacement *previous = NULL;

  for (guint i = 0; i < sk_plan_get_n_placements (self->plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (self->plan, i);
      SkCheckRow *row = find_row (self, placement->task, placement->span);

      if (previous != NULL && sk_placement_compare (previous, placement) > 0)
        sk_complaint_array_add (self->complaints, SK_PROMISE_LISTED, placement->task,
                                previous->task, placement->span);
      previous = placement;

      if (row == NULL)
        continue;
      if (row->role == SK_CHECK_LEFT_ALONE)
        sk_check_complain (self, SK_PROMISE_LEFT_ALONE, row, NULL, placement->span);
      row->placement = placement;
      row->place = placement->span;
      row->judged = row->role == SK_CHECK_FREE;
      row->kept = row->judged && placement->why == SK_WHY_KEPT;
    }
}

static void
read_unplaced (SkCheck *self)
{
  const SkCheckRow *previous = NULL;

  for (guint i = 0; i < sk_plan_get_n_unplaced (self->plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (self->plan, i);
      SkCheckRow *row = find_row (self, unplaced->task, nowhere);

      if (row == NULL)
        continue;
      if (row->role == SK_CHECK_LEFT_ALONE)
        sk_check_complain (self, SK_PROMISE_LEFT_ALONE, row, NULL, nowhere);
      else if (row->role != SK_CHECK_FREE)
        sk_check_complain (self, SK_PROMISE_FIXED, row, NULL, row->source);
      if (previous != NULL && previous->position > row->position)
        sk_check_complain (self, SK_PROMISE_LISTED, row, previous->task, nowhere);
      row->unplaced = unplaced;
      previous = row;
    }
}

static gboolean
is_right_code (SkTask    *task,
               SkLeftWhy  why)
{
  switch (sk_task_get_standing (task))
    {
    case SK_STANDING_DONE:
      return why == SK_LEFT_DONE;

    case SK_STANDING_CANCELED:
      return why == SK_LEFT_CANCELED;

    case SK_STANDING_BACKLOG:
      return why == SK_LEFT_BACKLOG;

    case SK_STANDING_STATUS:
      return why == SK_LEFT_STATUS;

    case SK_STANDING_OPEN:
    default:
      return why == SK_LEFT_OPTED_OUT && sk_task_is_opted_out (task);
    }
}

static void
read_left_alone (SkCheck *self)
{
  SkTask *previous = NULL;

  for (guint i = 0; i < sk_plan_get_n_left_alone (self->plan); i++)
    {
      const SkLeftAlone *left = sk_plan_get_left_alone (self->plan, i);
      SkCheckRow *row = find_row (self, left->task, nowhere);

      if (row != NULL && !is_right_code (row->task, left->why))
        sk_check_complain (self, SK_PROMISE_LEFT_ALONE, row, NULL, nowhere);
      if (previous != NULL &&
          strcmp (sk_task_get_id (previous), sk_task_get_id (left->task)) > 0)
        sk_complaint_array_add (self->complaints, SK_PROMISE_LISTED, left->task, previous,
                                nowhere);
      previous = left->task;
    }
}

/* Reads the plan into the rows. */
void
sk_check_lists (SkCheck *self)
{
  read_placements (self);
  read_unplaced (self);
  read_left_alone (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = &g_array_index (self->rows, SkCheckRow, i);

      if (row->listed == 0)
        sk_check_complain (self, SK_PROMISE_ONCE, row, NULL, nowhere);
    }
}
