/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-board.h"

G_BEGIN_DECLS

#define SK_TYPE_WEEK_VIEW (sk_week_view_get_type ())
G_DECLARE_FINAL_TYPE (SkWeekView, sk_week_view, SK, WEEK_VIEW, GtkWidget)

void       sk_week_view_set_board  (SkWeekView *self,
                                    SkBoard    *board);
void       sk_week_view_set_now    (SkWeekView *self,
                                    gint64      now);
void       sk_week_view_set_narrow (SkWeekView *self,
                                    gboolean    is_narrow);
void       sk_week_view_turn       (SkWeekView *self,
                                    int         pages);
void       sk_week_view_select     (SkWeekView *self,
                                    const char *task);
void       sk_week_view_reveal     (SkWeekView *self,
                                    const char *task);
GtkWidget *sk_week_view_find       (SkWeekView *self,
                                    const char *task);
void       sk_week_view_set_places (SkWeekView   *self,
                                    const char   *task,
                                    const GArray *tries);

G_END_DECLS
