/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sk-bus-mirror.h"

G_BEGIN_DECLS

#define SK_TYPE_PREFERENCES (sk_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SkPreferences, sk_preferences, SK, PREFERENCES, AdwWindow)

GtkWidget *sk_preferences_new (SkBusMirror *mirror,
                               GSettings   *store);

G_END_DECLS
