/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-board.h"

G_BEGIN_DECLS

#define SK_TYPE_PLAN_LIST (sk_plan_list_get_type ())
G_DECLARE_FINAL_TYPE (SkPlanList, sk_plan_list, SK, PLAN_LIST, GtkWidget)

/**
 * SkListed:
 * @card: a task
 *
 * Returns: whether a list has it
 */
typedef gboolean (* SkListed) (const SkCard *card);

void       sk_plan_list_set_board (SkPlanList  *self,
                                   SkBoard     *board,
                                   SkListed     listed,
                                   gboolean     is_asked);
void       sk_plan_list_set_empty (SkPlanList  *self,
                                   const char  *icon,
                                   const char  *title,
                                   const char  *text);
void       sk_plan_list_select    (SkPlanList  *self,
                                   const char  *task);
GtkWidget *sk_plan_list_find      (SkPlanList  *self,
                                   const char  *task);

G_END_DECLS
