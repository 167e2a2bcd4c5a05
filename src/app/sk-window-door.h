/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void sk_window_door_open_async  (GDBusConnection      *bus,
                                 const char           *window,
                                 const char           *page,
                                 const char           *token,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean sk_window_door_open_finish
                                (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
