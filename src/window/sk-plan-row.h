/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-board.h"

G_BEGIN_DECLS

#define SK_TYPE_PLAN_ROW (sk_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (SkPlanRow, sk_plan_row, SK, PLAN_ROW, GtkListBoxRow)

GtkWidget  *sk_plan_row_new       (void);
void        sk_plan_row_set_card  (SkPlanRow    *self,
                                   SkBoard      *board,
                                   const SkCard *card,
                                   gboolean      is_asked);
const char *sk_plan_row_get_task  (SkPlanRow    *self);
gint64      sk_plan_row_get_when  (SkPlanRow    *self);
const char *sk_plan_row_get_group (SkPlanRow    *self);

G_END_DECLS
