/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SkMockBus SkMockBus;

SkMockBus       *sk_mock_bus_new            (const char **why_not);
void             sk_mock_bus_free           (SkMockBus   *self);
GDBusConnection *sk_mock_bus_get_connection (SkMockBus   *self);
gboolean         sk_mock_bus_add            (SkMockBus   *self,
                                             const char  *template,
                                             const char  *name);
void             sk_mock_bus_call           (SkMockBus   *self,
                                             const char  *name,
                                             const char  *path,
                                             const char  *method,
                                             GVariant    *parameters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkMockBus, sk_mock_bus_free)

G_END_DECLS
