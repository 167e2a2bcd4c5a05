/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-board.h"
#include "sk-week-geometry.h"

G_BEGIN_DECLS

#define SK_TYPE_WEEK_GRID (sk_week_grid_get_type ())
G_DECLARE_FINAL_TYPE (SkWeekGrid, sk_week_grid, SK, WEEK_GRID, GtkWidget)

void       sk_week_grid_set_board (SkWeekGrid *self,
                                   SkBoard    *board,
                                   GArray     *days,
                                   guint       first,
                                   guint       n);
void       sk_week_grid_set_now   (SkWeekGrid *self,
                                   gint64      now);
void       sk_week_grid_select    (SkWeekGrid *self,
                                   const char *task);
GtkWidget *sk_week_grid_find      (SkWeekGrid *self,
                                   const char *task);
gboolean   sk_week_grid_find_slot (SkWeekGrid *self,
                                   SkSpan      span,
                                   SkWeekSlot *slot);
SkBoard   *sk_week_grid_get_board (SkWeekGrid *self);
void       sk_week_grid_set_places (SkWeekGrid   *self,
                                    const char   *task,
                                    const GArray *tries);

G_END_DECLS
