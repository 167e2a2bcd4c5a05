/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SK_TYPE_WINDOW_APPLICATION (sk_window_application_get_type ())
G_DECLARE_FINAL_TYPE (SkWindowApplication, sk_window_application, SK, WINDOW_APPLICATION,
                      AdwApplication)

SkWindowApplication *sk_window_application_new (const char *service);

G_END_DECLS
