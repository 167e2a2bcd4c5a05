/* sk-check-reasons.c — why there is no place, and how far one could slip
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))

/* Whether the blocker the plan names is one, and has no place. */
static gboolean
is_stuck_on (SkCheck          *self,
             const SkCheckRow *row,
             SkTask           *named)
{
  for (guint i = 0; named != NULL && i < row->n_edges; i++)
    {
      const SkCheckRow *blocker = ROW (g_array_index (self->edges, guint, row->edges + i));

      if (g_str_equal (sk_task_get_id (blocker->task), sk_task_get_id (named)))
        return blocker->role == SK_CHECK_LEFT_ALONE
               ? !sk_check_is_by_hand (blocker) || sk_span_is_empty (blocker->source)
               : sk_span_is_empty (blocker->place);
    }

  return FALSE;
}

static gboolean
is_beyond (SkCheck          *self,
           const SkCheckRow *row)
{
  return sk_check_days_fits (self->days, self->first, row->length) &&
         !sk_check_days_fits (self->days, MAX (self->first, row->earliest), row->length);
}

static gboolean
is_too_long (SkCheck          *self,
             const SkCheckRow *row)
{
  return row->length > self->days->longest;
}

/* "No room" is what is left when nothing else is true. */
static gboolean
is_right_reason (SkCheck          *self,
                 const SkCheckRow *row)
{
  if (row->unplaced->why == SK_UNPLACED_BAD_DURATION || row->length == 0)
    return row->unplaced->why == SK_UNPLACED_BAD_DURATION && row->length == 0;

  switch (row->unplaced->why)
    {
    case SK_UNPLACED_TOO_LONG:
      /* a plan that was read does not tell how long it could be */
      return is_too_long (self, row) && (row->unplaced->longest == 0 ||
                                         row->unplaced->longest == self->days->longest);

    case SK_UNPLACED_BLOCKER_UNPLACED:
      return is_stuck_on (self, row, row->unplaced->blocker);

    case SK_UNPLACED_EARLIEST_START_BEYOND:
      return is_beyond (self, row);

    case SK_UNPLACED_NO_ROOM:
      return row->stuck == NULL && !is_too_long (self, row) && !is_beyond (self, row);

    case SK_UNPLACED_BAD_DURATION:
    default:
      return FALSE;
    }
}

void
sk_check_unplaced (SkCheck *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = ROW (i);
      SkSpan found, starts = { sk_check_floor (self, row), self->days->span.end };

      if (row->unplaced == NULL)
        continue;

      if (!is_right_reason (self, row) ||
          (row->unplaced->length > 0 && row->unplaced->length != row->length))
        sk_check_complain (self, SK_PROMISE_UNPLACED_WHY, row, row->unplaced->blocker,
                           (SkSpan) { 0, 0 });
      else if (row->unplaced->why == SK_UNPLACED_NO_ROOM &&
               sk_check_search_first (self, self->whole, i, starts, &found))
        sk_check_complain (self, SK_PROMISE_NO_ROOM, row, NULL, found);
    }
}

void
sk_check_slack (SkCheck *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = ROW (i);
      gint64 limit = MIN (MIN (row->due, row->before), self->days->span.end);
      SkSpan last;

      if (row->placement == NULL)
        continue;

      if (sk_check_is_fixed (row) || row->place.end > row->due ||
          !sk_check_search_last (self, self->whole, i, limit, &last))
        last = row->place;
      if (row->placement->slack != last.start - row->place.start)
        sk_check_complain (self, SK_PROMISE_SLACK, row, NULL, last);
    }
}
