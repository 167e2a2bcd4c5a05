/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-calendar-setup.h"
#include "sk-connect.h"
#include "sk-service.h"

G_BEGIN_DECLS

#define SK_TYPE_BUS_EXPORT (sk_bus_export_get_type ())
G_DECLARE_FINAL_TYPE (SkBusExport, sk_bus_export, SK, BUS_EXPORT, GObject)

SkBusExport *sk_bus_export_new          (void);
gboolean     sk_bus_export_register     (SkBusExport      *self,
                                         GDBusConnection  *bus,
                                         const char       *path,
                                         GError          **error);
void         sk_bus_export_unregister   (SkBusExport      *self);
void         sk_bus_export_set_service  (SkBusExport      *self,
                                         SkService        *service);
void         sk_bus_export_set_setup   (SkBusExport      *self,
                                        SkConnect        *connect,
                                        SkCalendarSetup  *calendars,
                                        const char       *program);
const char  *sk_bus_export_get_window   (SkBusExport      *self);

G_END_DECLS
