/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-board.h"

G_BEGIN_DECLS

#define SK_TYPE_WHY_POPOVER (sk_why_popover_get_type ())
G_DECLARE_FINAL_TYPE (SkWhyPopover, sk_why_popover, SK, WHY_POPOVER, GtkPopover)

GtkWidget  *sk_why_popover_new      (void);
void        sk_why_popover_set_card (SkWhyPopover *self,
                                     SkBoard      *board,
                                     const SkCard *card);

G_END_DECLS
