/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SkWindowWish:
 * @page: (nullable): what is to be shown: "preferences"; %NULL: the week
 * @task: (nullable): the id of a task that is to be selected in it
 */
typedef struct
{
  const char *page;
  const char *task;
} SkWindowWish;

void sk_window_door_open_async  (GDBusConnection      *bus,
                                 const char           *window,
                                 const SkWindowWish   *wish,
                                 const char           *token,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean sk_window_door_open_finish
                                (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
