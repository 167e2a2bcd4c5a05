/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-week-geometry.h"

G_BEGIN_DECLS

#define SK_TYPE_WEEK_LAYOUT (sk_week_layout_get_type ())
G_DECLARE_FINAL_TYPE (SkWeekLayout, sk_week_layout, SK, WEEK_LAYOUT, GtkLayoutManager)

/**
 * SkWeekPart:
 * @SK_WEEK_SLOT: takes its time on its day; moves there when its place changes
 * @SK_WEEK_SHADE: fills its time on its day, from edge to edge
 * @SK_WEEK_EDGE: the line before a day
 * @SK_WEEK_HEAD: fills its day from top to bottom
 * @SK_WEEK_HOUR: stands beside the first day, at a time
 * @SK_WEEK_LINE: goes through all days, at a time
 * @SK_WEEK_NOW: goes through its day, at a time
 * @SK_WEEK_LINK: goes from one place to another
 *
 * How a child is laid out.
 */
typedef enum
{
  SK_WEEK_SLOT,
  SK_WEEK_SHADE,
  SK_WEEK_EDGE,
  SK_WEEK_HEAD,
  SK_WEEK_HOUR,
  SK_WEEK_LINE,
  SK_WEEK_NOW,
  SK_WEEK_LINK,
} SkWeekPart;

GtkLayoutManager *sk_week_layout_new         (void);
void              sk_week_layout_set_days    (SkWeekLayout     *self,
                                              int               n_columns,
                                              int               first_minute,
                                              int               last_minute);
void              sk_week_layout_set_hours   (SkWeekLayout     *self,
                                              int               gutter,
                                              int               hour_height);
void              sk_week_layout_set_settled (SkWeekLayout     *self,
                                              double            settled);
void              sk_week_layout_place       (SkWeekLayout     *self,
                                              GtkWidget        *child,
                                              SkWeekPart        part,
                                              const SkWeekSlot *slot);
void              sk_week_layout_link        (SkWeekLayout     *self,
                                              GtkWidget        *child,
                                              const SkWeekSlot *from,
                                              const SkWeekSlot *to);
const SkWeekSlot *sk_week_layout_get_slot    (SkWeekLayout     *self,
                                              GtkWidget        *child);
GdkRectangle      sk_week_layout_get_area    (SkWeekLayout     *self,
                                              const SkWeekSlot *slot);
void              sk_week_layout_carry       (SkWeekLayout     *self,
                                              GtkWidget        *child,
                                              int               x,
                                              int               y);
void              sk_week_layout_get_carried (SkWeekLayout     *self,
                                              GtkWidget        *child,
                                              double           *x,
                                              double           *y);

G_END_DECLS
