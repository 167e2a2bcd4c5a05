/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-state.h"

G_BEGIN_DECLS

#define SK_TYPE_TRAY (sk_tray_get_type ())
G_DECLARE_FINAL_TYPE (SkTray, sk_tray, SK, TRAY, GObject)

SkTray   *sk_tray_new        (GActionGroup *actions,
                              const char   *icon_folder);
gboolean  sk_tray_open       (SkTray       *self,
                              GError      **error);
void      sk_tray_render     (SkTray       *self,
                              SkState      *state);
gboolean  sk_tray_is_shown   (SkTray       *self);
char     *sk_tray_take_token (SkTray       *self);

G_END_DECLS
