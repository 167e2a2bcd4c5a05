/* sk-check-free.c — which stretches are still free, day by day
 *
 * A day is a list of what is taken, by start; two entries may overlap.  The
 * longest free stretch of a day is remembered, so that looking for a place
 * skips the days that are too full.
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
  gint64            longest;
  gboolean          stale;
} Day;

struct _SkCheckFree
{
  SkCheck *check;
  Day     *days;
  GArray  *gaps;                /* (element-type SkSpan): scratch */
  GArray  *rows;                /* (element-type guint): scratch */
};

/* Everything is free but what is busy. */
SkCheckFree *
sk_check_free_new (SkCheck *check)
{
  SkCheckFree *self = g_new0 (SkCheckFree, 1);
  guint n = check->days->horizon->len;

  self->check = check;
  self->days = g_new0 (Day, n);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (SkSpan));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    {
      self->days[i].day = g_ptr_array_index (check->days->horizon, i);
      self->days[i].taken = g_array_new (FALSE, FALSE, sizeof (Taken));
      self->days[i].stale = TRUE;
    }

  for (guint i = 0; i < check->near->len; i++)
    sk_check_free_add (self, g_array_index (check->near, SkSpan, i), SK_CHECK_BUSY_ROW);

  return self;
}

void
sk_check_free_free (SkCheckFree *self)
{
  for (guint i = 0; i < self->check->days->horizon->len; i++)
    g_array_unref (self->days[i].taken);
  g_array_unref (self->gaps);
  g_array_unref (self->rows);
  g_free (self->days);
  g_free (self);
}

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

/* From now on @span, with its buffers, belongs to @row. */
void
sk_check_free_add (SkCheckFree *self,
                   SkSpan       span,
                   guint        row)
{
  int i = first_day (self, span.start);

  for (int n = (int) self->check->days->horizon->len;
       i >= 0 && i < n && self->days[i].day->span.start < span.end; i++)
    insert (&self->days[i], (Taken) { span, row });
}

static gint64
align_up (const SkCheckFree *self,
          const Day         *day,
          gint64             moment)
{
  gint64 slot = self->check->days->slot, since = moment - day->day->span.start;

  return since <= 0 ? day->day->span.start : moment + (slot - since % slot) % slot;
}

static gint64
align_down (const SkCheckFree *self,
            const Day         *day,
            gint64             moment)
{
  gint64 since = moment - day->day->span.start;

  return since <= 0 ? moment : moment - since % self->check->days->slot;
}

static void
add_gap (SkCheckFree *self,
         const Day   *day,
         gint64       start,
         gint64       end)
{
  SkSpan gap = { align_up (self, day, start), align_down (self, day, end) };

  if (!sk_span_is_empty (gap))
    g_array_append_val (self->gaps, gap);
}

/* Lists what is free on @day, in whole slots, as if @skip were not there. */
static void
list_gaps (SkCheckFree *self,
           const Day   *day,
           guint        skip)
{
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
}

static gint64
longest (SkCheckFree *self,
         Day         *day)
{
  if (!day->stale)
    return day->longest;

  list_gaps (self, day, SK_CHECK_BUSY_ROW);
  day->longest = 0;
  day->stale = FALSE;
  for (guint i = 0; i < self->gaps->len; i++)
    day->longest = MAX (day->longest,
                        sk_span_length (g_array_index (self->gaps, SkSpan, i)));

  return day->longest;
}

/* The ban that @span runs into; or NULL. */
static const SkSpan *
find_ban (const SkCheckFree *self,
          const SkCheckRow  *row,
          SkSpan             span)
{
  for (guint i = 0; i < row->n_bans; i++)
    {
      const SkSpan *ban = &g_array_index (self->check->bans, SkSpan, row->bans + i);

      if (sk_span_overlaps (*ban, span))
        return ban;
    }

  return NULL;
}

static gint64
first_in_gap (SkCheckFree      *self,
              const Day        *day,
              const SkCheckRow *row,
              SkSpan            gap)
{
  gint64 from = MAX (gap.start, align_up (self, day, sk_check_floor (self->check, row)));
  const SkSpan *ban;

  while ((ban = find_ban (self, row, (SkSpan) { from, from + row->length })) != NULL)
    from = align_up (self, day, ban->end);

  return from + row->length <= gap.end ? from : G_MAXINT64;
}

/* The first place for @row that begins before @until. */
gboolean
sk_check_free_first (SkCheckFree      *self,
                     const SkCheckRow *row,
                     gint64            until,
                     SkSpan           *found)
{
  int i = first_day (self, sk_check_floor (self->check, row));
  gint64 best = until;

  for (int n = (int) self->check->days->horizon->len;
       i >= 0 && i < n && best == until && self->days[i].day->span.start < until; i++)
    {
      Day *day = &self->days[i];

      if (longest (self, day) < row->length)
        continue;

      list_gaps (self, day, SK_CHECK_BUSY_ROW);
      for (guint g = 0; g < self->gaps->len; g++)
        best = MIN (best, first_in_gap (self, day, row, g_array_index (self->gaps, SkSpan, g)));
    }

  *found = (SkSpan) { best, best + row->length };
  return best < until;
}

static gint64
last_in_gap (SkCheckFree      *self,
             const Day        *day,
             const SkCheckRow *row,
             SkSpan            gap,
             gint64            limit)
{
  gint64 start = align_down (self, day, MIN (gap.end, limit) - row->length);
  const SkSpan *ban;

  while ((ban = find_ban (self, row, (SkSpan) { start, start + row->length })) != NULL)
    start = align_down (self, day, ban->start - row->length);

  return start >= gap.start ? start : G_MININT64;
}

/* The last place for row number @index that ends by @limit, if it begins no
 * earlier than the one it has. */
gboolean
sk_check_free_last (SkCheckFree *self,
                    guint        index,
                    gint64       limit,
                    SkSpan      *found)
{
  const SkCheckRow *row = &g_array_index (self->check->rows, SkCheckRow, index);
  int own = sk_check_days_index (self->check->days, row->place.start);
  gint64 reach = row->place.end + self->check->buffer;
  gint64 best = G_MININT64;

  for (int i = (int) self->check->days->horizon->len - 1; i >= own && best < 0; i--)
    {
      Day *day = &self->days[i];

      if (day->day->span.start >= limit)
        continue;
      /* what is remembered of a day counts the row's own buffer too */
      if (day->day->span.start >= reach && longest (self, day) < row->length)
        continue;

      list_gaps (self, day, index);
      for (guint g = 0; g < self->gaps->len; g++)
        best = MAX (best, last_in_gap (self, day, row, g_array_index (self->gaps, SkSpan, g),
                                       limit));
    }

  *found = (SkSpan) { best, best + row->length };
  return best >= row->place.start;
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
