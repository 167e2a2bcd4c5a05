/* sk-check-free.c — which stretches are still free, day by day
 *
 * A day is a list of what is taken, by start; two entries may overlap.  The
 * longest free stretch of a day is remembered, so that looking for a place
 * skips the days that are too full; so is how much of it is filled.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

typedef struct
{
  SkSpan span;
  guint  row;                   /* or SK_CHECK_BUSY_ROW */
} Taken;

typedef struct
{
  const SkCheckDay *day;
  GArray           *taken;      /* (element-type Taken) */
  gint64            filled;     /* seconds of its open slots */
  gint64            longest;
  gboolean          stale;
} Day;

struct _SkCheckFree
{
  SkCheck *check;
  Day     *days;
  guint8  *added;               /* of each row, whether it was */
  GArray  *gaps;                /* (element-type SkSpan): scratch */
  GArray  *rows;                /* (element-type guint): scratch */
};

#define ROW(i) (&g_array_index (self->check->rows, SkCheckRow, (i)))

static int
first_day (SkCheckFree *self,
           gint64       moment)
{
  return moment < self->check->days->span.start
         ? 0 : sk_check_days_index (self->check->days, moment);
}

static void
insert (Day   *day,
        Taken  taken)
{
  guint low = 0, high = day->taken->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (day->taken, Taken, middle).span.start <= taken.span.start)
        low = middle + 1;
      else
        high = middle;
    }

  g_array_insert_val (day->taken, low, taken);
  day->stale = TRUE;
}

static void
take (SkCheckFree *self,
      SkSpan       span,
      guint        row)
{
  int i = first_day (self, span.start);

  for (int n = (int) self->check->days->horizon->len;
       i >= 0 && i < n && self->days[i].day->span.start < span.end; i++)
    insert (&self->days[i], (Taken) { span, row });
}

/* Everything is free but what is busy or fixed. */
SkCheckFree *
sk_check_free_new (SkCheck *check)
{
  SkCheckFree *self = g_new0 (SkCheckFree, 1);
  guint n = check->days->horizon->len;
  g_autofree gint64 *filled = sk_check_limit_count (check, FALSE);

  self->check = check;
  self->days = g_new0 (Day, n);
  self->added = g_new0 (guint8, check->rows->len);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (SkSpan));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    self->days[i] = (Day) {
      .day = g_ptr_array_index (check->days->horizon, i),
      .taken = g_array_new (FALSE, FALSE, sizeof (Taken)),
      .filled = filled[i],
      .stale = TRUE,
    };

  for (guint i = 0; i < check->near->len; i++)
    take (self, g_array_index (check->near, SkSpan, i), SK_CHECK_BUSY_ROW);
  for (guint i = 0; i < check->rows->len; i++)
    if (sk_check_is_fixed (ROW (i)))
      take (self, sk_span_widen (ROW (i)->place, check->buffer), i);

  return self;
}

void
sk_check_free_free (SkCheckFree *self)
{
  for (guint i = 0; i < self->check->days->horizon->len; i++)
    g_array_unref (self->days[i].taken);
  g_array_unref (self->gaps);
  g_array_unref (self->rows);
  g_free (self->added);
  g_free (self->days);
  g_free (self);
}

/* From now on the place of row number @index, which keeps the rules, is
 * taken, with its buffers. */
void
sk_check_free_add (SkCheckFree *self,
                   guint        index)
{
  const SkCheckRow *row = ROW (index);
  int day = sk_check_days_index (self->check->days, row->place.start);

  take (self, sk_span_widen (row->place, self->check->buffer), index);
  self->added[index] = TRUE;
  if (day >= 0)
    self->days[day].filled += sk_span_length (row->place);
}

static void
add_gap (SkCheckFree *self,
         const Day   *day,
         gint64       start,
         gint64       end)
{
  SkSpan gap = {
    sk_check_days_align_up (self->check->days, day->day, start),
    sk_check_days_align_down (self->check->days, day->day, end),
  };

  if (!sk_span_is_empty (gap))
    g_array_append_val (self->gaps, gap);
}

/* What is free on that day, in whole slots, as if row number @skip were not
 * there: (element-type SkSpan), good until the next call. */
GArray *
sk_check_free_gaps (SkCheckFree *self,
                    guint        number,
                    guint        skip)
{
  const Day *day = &self->days[number];

  g_array_set_size (self->gaps, 0);

  for (guint r = 0; r < day->day->n_open; r++)
    {
      SkSpan open = day->day->open[r];
      gint64 free_from = open.start;

      for (guint i = 0; i < day->taken->len; i++)
        {
          const Taken *taken = &g_array_index (day->taken, Taken, i);

          if (taken->row == skip && skip != SK_CHECK_BUSY_ROW)
            continue;
          if (taken->span.start >= open.end)
            break;
          add_gap (self, day, free_from, taken->span.start);
          free_from = MAX (free_from, taken->span.end);
        }

      add_gap (self, day, free_from, open.end);
    }

  return self->gaps;
}

static gint64
longest (SkCheckFree *self,
         guint        number)
{
  Day *day = &self->days[number];

  if (!day->stale)
    return day->longest;

  GArray *gaps = sk_check_free_gaps (self, number, SK_CHECK_BUSY_ROW);

  day->longest = 0;
  day->stale = FALSE;
  for (guint i = 0; i < gaps->len; i++)
    day->longest = MAX (day->longest, sk_span_length (g_array_index (gaps, SkSpan, i)));

  return day->longest;
}

/* How many seconds of that day the limit leaves to row number @index, or to
 * anybody new. */
gint64
sk_check_free_room (SkCheckFree *self,
                    guint        number,
                    guint        index)
{
  const Day *day = &self->days[number];
  gint64 filled = day->filled;

  if (index != SK_CHECK_BUSY_ROW && self->added[index] &&
      sk_span_contains (day->day->span, ROW (index)->place.start))
    filled -= sk_span_length (ROW (index)->place);

  return day->day->allowance - filled;
}

/* Whether it is worth to look for a place for row number @index that day. */
gboolean
sk_check_free_may_fit (SkCheckFree *self,
                       guint        number,
                       guint        index)
{
  const SkCheckRow *row = ROW (index);
  SkSpan reach = sk_span_widen (row->place, self->check->buffer);

  if (sk_check_free_room (self, number, index) < row->length)
    return FALSE;

  /* what is remembered of a day counts what the row itself takes */
  return (self->added[index] && sk_span_overlaps (reach, self->days[number].day->span)) ||
         longest (self, number) >= row->length;
}

/* Whether each second of @span, within the horizon, is taken by something
 * other than row number @skip. */
gboolean
sk_check_free_covers (SkCheckFree *self,
                      SkSpan       span,
                      guint        skip)
{
  int i = first_day (self, span.start);
  gint64 until = MAX (span.start, self->check->days->span.start);

  for (int n = (int) self->check->days->horizon->len;
       i >= 0 && i < n && self->days[i].day->span.start < span.end; i++)
    {
      const Day *day = &self->days[i];

      for (guint k = 0; k < day->taken->len; k++)
        {
          const Taken *taken = &g_array_index (day->taken, Taken, k);

          if (taken->row != skip && taken->span.start <= until)
            until = MAX (until, taken->span.end);
        }

      if (until < MIN (span.end, day->day->span.end))
        return FALSE;
    }

  return TRUE;
}

/* Whose time @span would take; the array is good until the next call. */
guint
sk_check_free_at (SkCheckFree  *self,
                  SkSpan        span,
                  guint       **rows)
{
  const Day *day = &self->days[MAX (first_day (self, span.start), 0)];

  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < day->taken->len; i++)
    {
      const Taken *taken = &g_array_index (day->taken, Taken, i);

      if (sk_span_overlaps (taken->span, span))
        g_array_append_val (self->rows, taken->row);
    }

  *rows = (guint *) (gpointer) self->rows->data;
  return self->rows->len;
}
