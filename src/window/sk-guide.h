/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SK_TYPE_GUIDE (sk_guide_get_type ())
G_DECLARE_FINAL_TYPE (SkGuide, sk_guide, SK, GUIDE, AdwWindow)

GtkWidget *sk_guide_new (void);

G_END_DECLS
