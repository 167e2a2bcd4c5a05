/* sk-week-geometry.c — days and minutes to pixels
 *
 * Pure: it knows no widget and no plan.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-week-geometry.h"

#include <stdlib.h>

#define COLUMN_GAP 4            /* between the cards of two days */
#define LANE_GAP 2              /* between cards beside each other */
#define SLOT_GAP 1              /* between a card and the next */

/* --- lanes --- */

static int
compare_slots (gconstpointer a,
               gconstpointer b)
{
  const SkWeekSlot *one = *(const SkWeekSlot *const *) a;
  const SkWeekSlot *other = *(const SkWeekSlot *const *) b;

  if (one->column != other->column)
    return one->column - other->column;
  if (one->start != other->start)
    return one->start - other->start;
  if (one->end != other->end)
    return other->end - one->end;

  return one < other ? -1 : one > other;
}

/* The first lane that is free again at @start; @ends grows by need. */
static int
take_lane (GArray *ends,
           int     start,
           int     end)
{
  for (guint lane = 0; lane < ends->len; lane++)
    if (g_array_index (ends, int, lane) <= start)
      {
        g_array_index (ends, int, lane) = end;
        return (int) lane;
      }

  g_array_append_val (ends, end);
  return (int) ends->len - 1;
}

static void
close_cluster (SkWeekSlot **sorted,
               guint        first,
               guint        end,
               GArray      *ends)
{
  for (guint i = first; i < end; i++)
    sorted[i]->n_lanes = (int) ends->len;
  g_array_set_size (ends, 0);
}

/**
 * sk_week_assign_lanes:
 * @slots: (array length=n): what is on the days; their lanes are filled in
 * @n: how many there are
 *
 * What overlaps, also through others, is put side by side; what only touches
 * is not.
 */
void
sk_week_assign_lanes (SkWeekSlot *slots,
                      guint       n)
{
  g_autofree SkWeekSlot **sorted = g_new (SkWeekSlot *, n);
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (int));
  guint first = 0;
  int busy_until = G_MININT;

  for (guint i = 0; i < n; i++)
    sorted[i] = &slots[i];
  qsort (sorted, n, sizeof *sorted, compare_slots);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && (sorted[i]->column != sorted[i - 1]->column || sorted[i]->start >= busy_until))
        {
          close_cluster (sorted, first, i, ends);
          first = i;
          busy_until = G_MININT;
        }
      sorted[i]->lane = take_lane (ends, sorted[i]->start, sorted[i]->end);
      busy_until = MAX (busy_until, sorted[i]->end);
    }
  close_cluster (sorted, first, n, ends);
}

/* --- pixels --- */

/**
 * sk_week_frame_get_y:
 * @self: a frame
 * @minute: wall-clock minutes since midnight
 *
 * Returns: where that is, in pixels from the top; never outside the frame
 */
int
sk_week_frame_get_y (const SkWeekFrame *self,
                     int                minute)
{
  int length = MAX (self->last_minute - self->first_minute, 1);
  int from_top = CLAMP (minute - self->first_minute, 0, length);

  return (int) ((gint64) from_top * self->height / length);
}

static int
get_edge (const SkWeekFrame *self,
          int                column)
{
  int room = MAX (self->width - self->gutter, 0);

  return self->gutter + (int) ((gint64) room * column / MAX (self->n_columns, 1));
}

static GdkRectangle
mirror (const SkWeekFrame *self,
        GdkRectangle       area)
{
  if (self->is_rtl)
    area.x = self->width - area.x - area.width;

  return area;
}

/**
 * sk_week_frame_get_column:
 * @self: a frame
 * @column: which day
 *
 * Returns: where that day is, from top to bottom
 */
GdkRectangle
sk_week_frame_get_column (const SkWeekFrame *self,
                          int                column)
{
  int x = get_edge (self, column);

  return mirror (self, (GdkRectangle) { x, 0, get_edge (self, column + 1) - x, self->height });
}

/**
 * sk_week_frame_get_area:
 * @self: a frame
 * @slot: what takes time
 *
 * Returns: where it is
 */
GdkRectangle
sk_week_frame_get_area (const SkWeekFrame *self,
                        const SkWeekSlot  *slot)
{
  int left = get_edge (self, slot->column) + COLUMN_GAP / 2;
  int room = get_edge (self, slot->column + 1) - COLUMN_GAP / 2 - left;
  int n_lanes = MAX (slot->n_lanes, 1);
  int from = left + room * slot->lane / n_lanes;
  int to = left + room * (slot->lane + 1) / n_lanes;
  int top = sk_week_frame_get_y (self, slot->start);
  int bottom = sk_week_frame_get_y (self, slot->end);
  int gap = slot->lane + 1 < n_lanes ? LANE_GAP : 0;

  return mirror (self, (GdkRectangle) {
    from, top + SLOT_GAP, MAX (to - from - gap, 1), MAX (bottom - top - SLOT_GAP * 2, 1),
  });
}

/* From @from sideways to the middle of @to, then up or down to its edge: an
 * elbow, of which two sides are drawn. */
GdkRectangle
sk_week_frame_get_link (const SkWeekFrame *self,
                        const SkWeekSlot  *from,
                        const SkWeekSlot  *to)
{
  GdkRectangle a = sk_week_frame_get_area (self, from);
  GdkRectangle b = sk_week_frame_get_area (self, to);
  int middle = a.y + a.height / 2;
  int target = b.x + b.width / 2;
  int edge = b.y > middle ? b.y : b.y + b.height < middle ? b.y + b.height : middle;
  int start = target >= a.x + a.width ? a.x + a.width : target <= a.x ? a.x : target;

  /* level with it: to its side, not to its middle */
  if (edge == middle && target != start)
    target = target > start ? MAX (b.x, start) : MIN (b.x + b.width, start);
  if (start == target)
    middle = edge == b.y ? a.y + a.height : a.y;

  return (GdkRectangle) {
    MIN (start, target), MIN (middle, edge),
    MAX (ABS (target - start), 2), MAX (ABS (edge - middle), 2),
  };
}
