/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SK_TYPE_STATE_BAR (sk_state_bar_get_type ())
G_DECLARE_FINAL_TYPE (SkStateBar, sk_state_bar, SK, STATE_BAR, GtkWidget)

void sk_state_bar_say  (SkStateBar *self,
                        const char *text,
                        const char *button,
                        const char *action,
                        gboolean    is_trouble);
void sk_state_bar_hush (SkStateBar *self);

G_END_DECLS
