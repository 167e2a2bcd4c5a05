/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-week-grid.h"

G_BEGIN_DECLS

#define SK_TYPE_WEEK_DRAG (sk_week_drag_get_type ())
G_DECLARE_FINAL_TYPE (SkWeekDrag, sk_week_drag, SK, WEEK_DRAG, GObject)

SkWeekDrag *sk_week_drag_new        (SkWeekGrid   *grid);
void        sk_week_drag_add_card   (SkWeekDrag   *self,
                                     GtkWidget    *card);
void        sk_week_drag_set_places (SkWeekDrag   *self,
                                     const char   *task,
                                     const GArray *tries);
void        sk_week_drag_stop       (SkWeekDrag   *self);

G_END_DECLS
