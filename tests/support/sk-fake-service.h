/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-state.h"

G_BEGIN_DECLS

#define SK_TYPE_FAKE_SERVICE (sk_fake_service_get_type ())
G_DECLARE_FINAL_TYPE (SkFakeService, sk_fake_service, SK, FAKE_SERVICE, GObject)

SkFakeService *sk_fake_service_new       (GDBusConnection  *bus,
                                          const char       *tasks,
                                          gint64            at,
                                          GError          **error);
void           sk_fake_service_set_pace  (SkFakeService    *self,
                                          guint             milliseconds);
void           sk_fake_service_set_scene (SkFakeService    *self,
                                          const char       *scene);
void           sk_fake_service_own_name  (SkFakeService    *self);
void           sk_fake_service_drop_name (SkFakeService    *self);
const char    *sk_fake_service_get_log   (SkFakeService    *self);

G_END_DECLS
