/* sk-check-whys.c — whether the reason given for a place can be the reason
 *
 * Why a place that could have been kept was left is only told if places may be
 * left: in a plan that is steady.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))

/* Whether the old place of @row was possible, as far as that does not depend
 * on where others went. */
static gboolean
could_stay (SkCheck          *self,
            const SkCheckRow *row)
{
  guint *rows;

  if (row->placement->change != SK_CHANGE_MOVED || sk_span_is_empty (row->source) ||
      row->source.start < self->at || !sk_check_may_be (self, row, row->source))
    return FALSE;

  guint day = (guint) sk_check_days_index (self->days, row->source.start);

  return sk_check_free_at (self->base, row->source, &rows) == 0 &&
         sk_check_free_room (self->base, day, SK_CHECK_BUSY_ROW) >= row->length;
}

/* Whether another placement took its old place, or the day's limit did. */
static gboolean
is_displaced (SkCheck *self,
              guint    index)
{
  const SkCheckRow *row = ROW (index);
  guint *rows, n = sk_check_free_at (self->whole, row->source, &rows);
  guint day = (guint) sk_check_days_index (self->days, row->source.start);

  for (guint i = 0; i < n; i++)
    if (rows[i] != index)
      return TRUE;

  return sk_check_free_room (self->whole, day, index) < row->length;
}

static gboolean
fills_today (SkCheck          *self,
             const SkCheckRow *row)
{
  /* the first planned day is that of the planning instant */
  return sk_rules_get_fill_today (self->rules) &&
         sk_check_days_index (self->days, row->place.start) == 0 &&
         sk_check_days_index (self->days, row->source.start) > 0;
}

/* What is read from a file does not say why an old place was lost. */
static gboolean
hides_a_reason (SkCheck          *self,
                const SkCheckRow *row)
{
  return row->placement->lost == SK_LOST_NOTHING && row->placement->due != SK_DUE_UNTOLD &&
         sk_rules_get_stability (self->rules) == SK_STABILITY_STEADY && could_stay (self, row);
}

/* @ahead: whether anything more important begins later, or found no room. */
static gboolean
is_right_why (SkCheck  *self,
              guint     index,
              gboolean  ahead)
{
  const SkCheckRow *row = ROW (index);
  gboolean left = sk_rules_get_stability (self->rules) == SK_STABILITY_STEADY &&
                  could_stay (self, row);

  switch (row->placement->why)
    {
    case SK_WHY_DUE_RESCUE:
      return sk_check_is_promised (row) && ahead;

    case SK_WHY_DISPLACED:
      return left && is_displaced (self, index);

    case SK_WHY_EARLIER:
      return left && row->place.start < row->source.start;

    case SK_WHY_FILL_TODAY:
      return left && fills_today (self, row);

    case SK_WHY_EARLIEST_FIT:
      return !hides_a_reason (self, row);

    case SK_WHY_KEPT:
    case SK_WHY_PINNED:
    case SK_WHY_RUNNING:
    case SK_WHY_MANUAL:
    case SK_WHY_MISSED:
    default:
      return TRUE;
    }
}

/* The reasons that say something about the rest of the plan. */
void
sk_check_whys (SkCheck *self)
{
  gint64 latest = G_MININT64;

  for (guint k = 0; k < self->sequence->len; k++)
    {
      guint i = g_array_index (self->sequence, guint, k);
      const SkCheckRow *row = ROW (i);

      if (row->placement != NULL &&
          !(is_right_why (self, i, latest > row->place.start) && sk_check_lost (self, i)))
        sk_check_complain (self, SK_PROMISE_WHY, row, NULL, row->place);

      if (row->placement != NULL && !sk_check_is_fixed (row))
        latest = MAX (latest, row->place.start);
      else if (row->unplaced != NULL && row->unplaced->why == SK_UNPLACED_NO_ROOM)
        latest = G_MAXINT64;
    }
}
