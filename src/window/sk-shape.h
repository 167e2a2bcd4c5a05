/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SK_TYPE_SHAPE (sk_shape_get_type ())
G_DECLARE_FINAL_TYPE (SkShape, sk_shape, SK, SHAPE, AdwBin)

gboolean sk_shape_is_narrow     (SkShape   *self);
int      sk_shape_count_letters (GtkWidget *widget,
                                 guint      n);
void     sk_shape_move_child    (AdwBin    *from,
                                 AdwBin    *to);

G_END_DECLS
