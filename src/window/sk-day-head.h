/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-week-days.h"

G_BEGIN_DECLS

#define SK_TYPE_DAY_HEAD (sk_day_head_get_type ())
G_DECLARE_FINAL_TYPE (SkDayHead, sk_day_head, SK, DAY_HEAD, GtkWidget)

GtkWidget *sk_day_head_new     (void);
void       sk_day_head_set_day (SkDayHead       *self,
                                SkBoard         *board,
                                const SkWeekDay *day,
                                gboolean         is_today);

G_END_DECLS
