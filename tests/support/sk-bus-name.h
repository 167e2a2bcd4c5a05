/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

static inline void
sk_on_bus_name (GDBusConnection *bus,
                const char      *name,
                const char      *owner,
                gpointer         user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Asked before it is there, the bus would start another one. */
static inline void
sk_wait_for_bus_name (const char *name)
{
  gboolean is_there = FALSE;
  guint watch = g_bus_watch_name (G_BUS_TYPE_SESSION, name, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                  sk_on_bus_name, NULL, &is_there, NULL);

  while (!is_there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}
