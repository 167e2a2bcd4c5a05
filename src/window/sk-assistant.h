/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sk-bus-mirror.h"

G_BEGIN_DECLS

#define SK_TYPE_ASSISTANT (sk_assistant_get_type ())
G_DECLARE_FINAL_TYPE (SkAssistant, sk_assistant, SK, ASSISTANT, AdwWindow)

GtkWidget *sk_assistant_new (SkBusMirror *mirror,
                             GSettings   *store,
                             gboolean     is_first);
gboolean   sk_assistant_has_begun
                            (SkAssistant *self);

G_END_DECLS
