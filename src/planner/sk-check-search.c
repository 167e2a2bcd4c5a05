/* sk-check-search.c — the first and the last place for a task
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))

static gint64
first_in_gap (SkCheck          *self,
              const SkCheckDay *day,
              const SkCheckRow *row,
              SkSpan            gap,
              gint64            from)
{
  gint64 start = MAX (gap.start, sk_check_days_align_up (self->days, day, from));
  const SkSpan *ban;

  while ((ban = sk_check_find_ban (self, row, (SkSpan) { start, start + row->length })) != NULL)
    start = sk_check_days_align_up (self->days, day, ban->end);

  return start + row->length <= gap.end ? start : G_MAXINT64;
}

/* The first place for row number @index that begins within @starts. */
gboolean
sk_check_search_first (SkCheck     *self,
                       SkCheckFree *free_time,
                       guint        index,
                       SkSpan       starts,
                       SkSpan      *found)
{
  const SkCheckRow *row = ROW (index);
  gint64 from = MAX (starts.start, self->days->span.start), best = starts.end;
  int first = sk_check_days_index (self->days, from);

  for (guint i = (guint) first; first >= 0 && i < self->days->horizon->len; i++)
    {
      const SkCheckDay *day = g_ptr_array_index (self->days->horizon, i);

      if (best < starts.end || day->span.start >= starts.end)
        break;
      if (!sk_check_free_may_fit (free_time, i, index))
        continue;

      GArray *gaps = sk_check_free_gaps (free_time, i, index);

      for (guint g = 0; g < gaps->len; g++)
        best = MIN (best, first_in_gap (self, day, row, g_array_index (gaps, SkSpan, g), from));
    }

  *found = (SkSpan) { best, best + row->length };
  return best < starts.end;
}

static gint64
last_in_gap (SkCheck          *self,
             const SkCheckDay *day,
             const SkCheckRow *row,
             SkSpan            gap,
             gint64            limit)
{
  gint64 start = sk_check_days_align_down (self->days, day, MIN (gap.end, limit) - row->length);
  const SkSpan *ban;

  while ((ban = sk_check_find_ban (self, row, (SkSpan) { start, start + row->length })) != NULL)
    start = sk_check_days_align_down (self->days, day, ban->start - row->length);

  return start >= gap.start ? start : G_MININT64;
}

/* The last place for row number @index that ends by @limit, if it begins no
 * earlier than the one it has. */
gboolean
sk_check_search_last (SkCheck     *self,
                      SkCheckFree *free_time,
                      guint        index,
                      gint64       limit,
                      SkSpan      *found)
{
  const SkCheckRow *row = ROW (index);
  int own = sk_check_days_index (self->days, row->place.start);
  gint64 best = G_MININT64;

  for (int i = (int) self->days->horizon->len - 1; i >= own && best < row->place.start; i--)
    {
      const SkCheckDay *day = g_ptr_array_index (self->days->horizon, i);

      if (day->span.start >= limit || !sk_check_free_may_fit (free_time, (guint) i, index))
        continue;

      GArray *gaps = sk_check_free_gaps (free_time, (guint) i, index);

      for (guint g = 0; g < gaps->len; g++)
        best = MAX (best, last_in_gap (self, day, row, g_array_index (gaps, SkSpan, g), limit));
    }

  *found = (SkSpan) { best, best + row->length };
  return best >= row->place.start;
}
