/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * SkWeekSlot:
 * @column: which day, from 0
 * @start: wall-clock minutes since that day's midnight
 * @end: likewise
 * @lane: of those beside each other, which, from 0
 * @n_lanes: how many there are beside each other
 *
 * Something that takes time on a day.
 */
typedef struct
{
  int column;
  int start;
  int end;
  int lane;
  int n_lanes;
} SkWeekSlot;

/**
 * SkWeekFrame:
 * @n_columns: how many days are shown
 * @first_minute: the time at the upper edge, minutes since midnight
 * @last_minute: the time at the lower edge
 * @gutter: pixels beside the first day, for the hours
 * @width: pixels of all of it
 * @height: pixels of all of it
 * @is_rtl: whether the first day is on the right
 *
 * Days beside each other, hours from top to bottom.
 */
typedef struct
{
  int      n_columns;
  int      first_minute;
  int      last_minute;
  int      gutter;
  int      width;
  int      height;
  gboolean is_rtl;
} SkWeekFrame;

void         sk_week_assign_lanes     (SkWeekSlot        *slots,
                                       guint              n);
int          sk_week_frame_get_y      (const SkWeekFrame *self,
                                       int                minute);
GdkRectangle sk_week_frame_get_column (const SkWeekFrame *self,
                                       int                column);
GdkRectangle sk_week_frame_get_area   (const SkWeekFrame *self,
                                       const SkWeekSlot  *slot);
GdkRectangle sk_week_frame_get_link   (const SkWeekFrame *self,
                                       const SkWeekSlot  *from,
                                       const SkWeekSlot  *to);

G_END_DECLS
