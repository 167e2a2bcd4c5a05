/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-busy-source.h"
#include "sk-secret.h"
#include "sk-settings.h"

G_BEGIN_DECLS

SkBusySource *sk_wiring_new_calendar   (const SkCalendar  *calendar,
                                        const SkSettings  *settings);
GListModel   *sk_wiring_new_calendars  (GPtrArray         *calendars,
                                        const SkSettings  *settings);
void          sk_wiring_drop_copy      (const SkCalendar  *calendar,
                                        const SkSettings  *settings);
gboolean      sk_wiring_store_address  (const SkCalendar  *calendar,
                                        SkSecret          *address,
                                        GError           **error);
void          sk_wiring_list_desktop_async
                                       (GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray    *sk_wiring_list_desktop_finish
                                       (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
