/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-board.h"

G_BEGIN_DECLS

#define SK_TYPE_DAY_HEADS (sk_day_heads_get_type ())
G_DECLARE_FINAL_TYPE (SkDayHeads, sk_day_heads, SK, DAY_HEADS, GtkWidget)

void sk_day_heads_set_board (SkDayHeads *self,
                             SkBoard    *board,
                             GArray     *days,
                             guint       first,
                             guint       n,
                             gint64      now);

G_END_DECLS
