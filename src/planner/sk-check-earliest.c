/* sk-check-earliest.c — nobody has a later place than it must
 *
 * Three promises about the same question.  Of the finished plan: while all others
 * are where they are, there is no earlier place.  From scratch: nor is there one
 * if all that is less important were gone, but for what meets a due date.  If all
 * is to be kept: what may stay does, the more important first.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))

static gboolean
is_free_to_choose (const SkCheckRow *row)
{
  return row->placement != NULL && !sk_check_is_fixed (row) && !row->kept;
}

static void
expect_no_earlier (SkCheck     *self,
                   SkCheckFree *free_time,
                   guint        index,
                   SkPromise    promise)
{
  const SkCheckRow *row = ROW (index);
  SkSpan found, starts = { sk_check_floor (self, row), row->place.start };

  if (sk_check_search_first (self, free_time, index, starts, &found))
    sk_check_complain (self, promise, row, NULL, found);
}

/* While all others are where they are. */
void
sk_check_earliest (SkCheck *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_free_to_choose (ROW (i)))
      expect_no_earlier (self, self->whole, i, SK_PROMISE_EARLIEST);
}

/* --- from scratch --- */

static void
check_ranks (SkCheck *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_free_to_choose (ROW (i)) && sk_check_is_promised (ROW (i)))
      sk_check_free_add (self->base, i);

  for (guint k = 0; k < self->sequence->len; k++)
    {
      guint i = g_array_index (self->sequence, guint, k);

      if (!is_free_to_choose (ROW (i)))
        continue;

      expect_no_earlier (self, self->base, i, SK_PROMISE_RANK);
      if (!sk_check_is_promised (ROW (i)))
        sk_check_free_add (self->base, i);
    }
}

/* --- keep all --- */

/* Whether each blocker of @row was where it is before any place was chosen. */
static gboolean
waits_for_nobody (SkCheck          *self,
                  const SkCheckRow *row)
{
  for (guint i = 0; i < row->n_edges; i++)
    {
      const SkCheckRow *blocker = ROW (g_array_index (self->edges, guint, row->edges + i));

      if (blocker->role == SK_CHECK_FREE && !blocker->kept)
        return FALSE;
    }

  return row->stuck == NULL && row->after <= row->source.start;
}

/* Whether what is busy, fixed or more important and kept leaves @row its place. */
static gboolean
is_left_its_place (SkCheck          *self,
                   const SkCheckRow *row)
{
  int day = sk_check_days_index (self->days, row->source.start);
  const SkCheckDay *all = g_ptr_array_index (self->days->horizon, (guint) day);
  gint64 room = sk_check_free_room (self->base, (guint) day, SK_CHECK_BUSY_ROW);
  guint *rows, n = sk_check_free_at (self->base, all->span, &rows);

  for (guint i = 0; i < n; i++)
    {
      const SkCheckRow *other = rows[i] != SK_CHECK_BUSY_ROW ? ROW (rows[i]) : NULL;
      gboolean yields = other != NULL && other->kept && other->position > row->position;

      if (yields && sk_span_contains (all->span, other->place.start))
        room += sk_span_length (other->place);
      if (!yields && other != NULL &&
          sk_span_overlaps (sk_span_widen (other->place, self->buffer), row->source))
        return FALSE;
    }

  return room >= row->length;
}

static void
check_stays (SkCheck *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (ROW (i)->kept)
      sk_check_free_add (self->base, i);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = ROW (i);

      if (row->role != SK_CHECK_FREE || sk_span_is_empty (row->source) ||
          sk_span_equal (row->source, row->place) || row->source.start <= self->at)
        continue;

      if (sk_check_may_be (self, row, row->source) && waits_for_nobody (self, row) &&
          is_left_its_place (self, row))
        sk_check_complain (self, SK_PROMISE_STAY, row, NULL, row->source);
    }
}

/* What only one of the three values of "stability" promises.  Afterwards what
 * is busy and fixed is no longer all that the base knows. */
void
sk_check_mode (SkCheck *self)
{
  switch (sk_rules_get_stability (self->rules))
    {
    case SK_STABILITY_REBUILD:
      check_ranks (self);
      break;

    case SK_STABILITY_KEEP_ALL:
      check_stays (self);
      break;

    case SK_STABILITY_STEADY:
    default:
      break;
    }
}
