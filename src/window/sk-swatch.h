/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SK_TYPE_SWATCH (sk_swatch_get_type ())
G_DECLARE_FINAL_TYPE (SkSwatch, sk_swatch, SK, SWATCH, GtkWidget)

GtkWidget *sk_swatch_new        (const char *colour);
void       sk_swatch_set_colour (SkSwatch   *self,
                                 const char *colour);

G_END_DECLS
