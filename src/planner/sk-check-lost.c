/* sk-check-lost.c — whether an old place was lost as the plan says
 *
 * Where the more important were when it was lost is only known for certain if
 * nothing that may stay moves.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))

/* Whether somebody more important is where row number @index was. */
static gboolean
is_taken (SkCheck *self,
          guint    index)
{
  guint *rows, n = sk_check_free_at (self->whole, ROW (index)->source, &rows);

  for (guint i = 0; i < n; i++)
    if (rows[i] != SK_CHECK_BUSY_ROW && ROW (rows[i])->position < ROW (index)->position)
      return TRUE;

  return FALSE;
}

static gboolean
is_full (SkCheck *self,
         guint    index)
{
  int day = sk_check_days_index (self->days, ROW (index)->source.start);

  return day >= 0 && sk_check_free_room (self->whole, (guint) day, index) < ROW (index)->length;
}

/* Whether @row, which had a whole place still to come, lost it for that reason. */
static gboolean
is_true (SkCheck *self,
         guint    index)
{
  const SkCheckRow *row = ROW (index);
  gboolean nobody_moves = sk_rules_get_stability (self->rules) == SK_STABILITY_KEEP_ALL;
  SkPromise broken = SK_N_PROMISES;
  guint *rows;

  sk_check_frame (self, row, row->source, &broken);
  switch (row->placement->lost)
    {
    case SK_LOST_LENGTH:
      return broken == SK_PROMISE_LENGTH;

    case SK_LOST_HORIZON:
      return broken == SK_PROMISE_HORIZON;

    case SK_LOST_GRID:
    case SK_LOST_HOURS:
      return broken == SK_PROMISE_GRID || broken == SK_PROMISE_HOURS;

    case SK_LOST_BUSY:
      return sk_check_free_at (self->base, row->source, &rows) > 0;

    case SK_LOST_TASK:
      return !nobody_moves || is_taken (self, index);

    case SK_LOST_DAY_FULL:
      return sk_rules_get_day_limit_percent (self->rules) < 100 &&
             (!nobody_moves || is_full (self, index));

    case SK_LOST_EARLIEST_START:
      return row->source.start < row->earliest;

    case SK_LOST_BLOCKER:
      return row->n_edges > 0;

    case SK_LOST_BANNED:
      return sk_check_find_ban (self, row, row->source) != NULL;

    case SK_LOST_NOTHING:
    case SK_LOST_FORGOTTEN:
    case SK_LOST_PAST:
    case SK_LOST_NO_END:
    default:
      return FALSE;
    }
}

/* Whether row number @index lost its old place as the plan says.  The base
 * knows only what is busy and fixed. */
gboolean
sk_check_lost (SkCheck *self,
               guint    index)
{
  const SkPlacement *placement = ROW (index)->placement;
  gboolean forgets = sk_rules_get_stability (self->rules) == SK_STABILITY_REBUILD;

  if (placement->lost == SK_LOST_NOTHING)
    return TRUE;
  if (placement->lost == SK_LOST_PAST)
    return placement->change == SK_CHANGE_MISSED;
  if (placement->change != SK_CHANGE_MOVED)
    return FALSE;
  if (forgets || placement->lost == SK_LOST_FORGOTTEN)
    return forgets && placement->lost == SK_LOST_FORGOTTEN;
  if (placement->lost == SK_LOST_NO_END || sk_span_is_empty (ROW (index)->source))
    return placement->lost == SK_LOST_NO_END && sk_span_is_empty (ROW (index)->source);

  return is_true (self, index);
}
