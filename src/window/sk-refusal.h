/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void sk_refusal_say  (AdwActionRow *row,
                      GtkWidget    *control,
                      const char   *text);
void sk_refusal_show (GtkWidget    *widget);

G_END_DECLS
