/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sk-bus-mirror.h"

G_BEGIN_DECLS

#define SK_TYPE_WINDOW (sk_window_get_type ())
G_DECLARE_FINAL_TYPE (SkWindow, sk_window, SK, WINDOW, AdwApplicationWindow)

GtkWidget *sk_window_new    (GtkApplication *application,
                             SkBusMirror    *mirror);
void       sk_window_select (SkWindow       *self,
                             const char     *task);

G_END_DECLS
