/* sk-bus-export.c — the service's state and plan on the session bus
 *
 * Registered before the name is owned, so that whoever waits for the name finds
 * something; what is asked before there is a service is refused.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-bus-export.h"

#include <glib/gi18n-lib.h>

#include "sk-bus-interface.h"
#include "sk-bus-setup.h"
#include "sk-error.h"
#include "sk-login.h"
#include "sk-state-codec.h"

#define INTERFACE APP_ID ".Service1"

struct _SkBusExport
{
  GObject          parent_instance;

  SkService       *service;     /* (nullable): not yet */
  SkBusSetup      *setup;       /* (nullable): likewise */
  GDBusConnection *bus;         /* (nullable): not registered */
  char            *path;
  guint            registration;
  char            *window;      /* (nullable): the unique name of the window */
  guint            window_watch;
};

G_DEFINE_FINAL_TYPE (SkBusExport, sk_bus_export, G_TYPE_OBJECT)

enum
{
  WINDOW_GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- what is told --- */

/* The plan is told only to who asks: it is large, and seldom looked at. */
static void
render (SkService   *service,
        GParamSpec  *pspec,
        SkBusExport *self)
{
  g_autofree char *state = sk_state_codec_write (sk_service_get_state (service));
  const char *const invalidated[] = { "Plan", NULL };
  GVariantBuilder changed;

  if (self->bus == NULL)
    return;

  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "State", g_variant_new_string (state));
  g_dbus_connection_emit_signal (self->bus, NULL, self->path, "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged",
                                 g_variant_new ("(sa{sv}^as)", INTERFACE, &changed, invalidated),
                                 NULL);
}

static GVariant *
on_get_property (GDBusConnection  *bus,
                 const char       *sender,
                 const char       *path,
                 const char       *interface,
                 const char       *name,
                 GError          **error,
                 gpointer          user_data)
{
  SkBusExport *self = user_data;

  if (g_str_equal (name, "StartsAtLogin"))
    return g_variant_new_boolean (sk_login_is_on ());
  if (self->service == NULL)
    return g_variant_new_string ("");
  if (g_str_equal (name, "State"))
    return g_variant_new_take_string (sk_state_codec_write (sk_service_get_state (self->service)));

  return g_variant_new_take_string (sk_service_dup_plan_text (self->service));
}

/* --- what is asked --- */

static void
on_window_vanished (GDBusConnection *bus,
                    const char      *name,
                    gpointer         user_data)
{
  SkBusExport *self = user_data;

  g_clear_pointer (&self->window, g_free);
  g_signal_emit (self, signals[WINDOW_GONE], 0);
}

static void
attach (SkBusExport           *self,
        GVariant              *arguments,
        GDBusMethodInvocation *invocation)
{
  g_clear_handle_id (&self->window_watch, g_bus_unwatch_name);
  g_free (self->window);
  self->window = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  self->window_watch = g_bus_watch_name_on_connection (self->bus, self->window,
                                                       G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                                       on_window_vanished, self, NULL);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
return_text (GDBusMethodInvocation *invocation,
             char                  *text,       /* (transfer full) (nullable) */
             GError                *error)      /* (transfer full) (nullable) */
{
  if (text != NULL)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", text));
  else
    g_dbus_method_invocation_take_error (invocation, error);
  g_free (text);
}

static void
what_if (SkBusExport           *self,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation)
{
  g_autofree const char **lines = NULL;
  GError *error = NULL;
  char *text;

  g_variant_get (arguments, "(^a&s)", &lines);
  text = sk_service_dup_what_if (self->service, lines, &error);
  return_text (invocation, text, error);
}

static void
places (SkBusExport           *self,
        GVariant              *arguments,
        GDBusMethodInvocation *invocation)
{
  const char *task;
  GError *error = NULL;
  char *text;

  g_variant_get (arguments, "(&s)", &task);
  text = sk_service_dup_places (self->service, task, &error);
  return_text (invocation, text, error);
}

static void
export_plan (SkBusExport           *self,
             GVariant              *arguments,
             GDBusMethodInvocation *invocation)
{
  GError *error = NULL;
  char *text = sk_service_dup_calendar (self->service, &error);

  return_text (invocation, text, error);
}

static const struct
{
  const char *name;
  void     (* run) (SkBusExport           *self,
                    GVariant              *arguments,
                    GDBusMethodInvocation *invocation);
} methods[] = {
  { "Attach", attach },
  { "WhatIf", what_if },
  { "Places", places },
  { "Export", export_plan },
};

static void
on_method_call (GDBusConnection       *bus,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *name,
                GVariant              *arguments,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  SkBusExport *self = user_data;

  if (self->service == NULL || self->setup == NULL)
    {
      g_dbus_method_invocation_return_error_literal (invocation, SK_ERROR, SK_ERROR_BUSY,
                                                     _("Slotkeeper is still starting."));
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].name, name))
      {
        methods[i].run (self, arguments, invocation);
        return;
      }

  if (sk_bus_setup_call (self->setup, name, arguments, invocation))
    return;

  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD,
                                         "No method %s", name);
}

static const GDBusInterfaceVTable vtable = { on_method_call, on_get_property, NULL };

/* --- the object --- */

static void
sk_bus_export_dispose (GObject *object)
{
  SkBusExport *self = SK_BUS_EXPORT (object);

  sk_bus_export_unregister (self);
  g_clear_object (&self->service);
  g_clear_pointer (&self->setup, sk_bus_setup_free);

  G_OBJECT_CLASS (sk_bus_export_parent_class)->dispose (object);
}

static void
sk_bus_export_class_init (SkBusExportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sk_bus_export_dispose;

  /**
   * SkBusExport::window-gone:
   * @self: what is seen
   *
   * The window was closed, or has ended otherwise.
   */
  signals[WINDOW_GONE] = g_signal_new ("window-gone", SK_TYPE_BUS_EXPORT, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sk_bus_export_init (SkBusExport *self)
{
}

/**
 * sk_bus_export_new:
 *
 * Returns: (transfer full): what will be seen on the bus
 */
SkBusExport *
sk_bus_export_new (void)
{
  return g_object_new (SK_TYPE_BUS_EXPORT, NULL);
}

/**
 * sk_bus_export_register:
 * @self: what is to be seen
 * @bus: where
 * @path: as which object
 * @error: why that is not possible
 *
 * Returns: whether it is seen
 */
gboolean
sk_bus_export_register (SkBusExport      *self,
                        GDBusConnection  *bus,
                        const char       *path,
                        GError          **error)
{
  GDBusInterfaceInfo *info =
    (GDBusInterfaceInfo *) &io_github_slotkeeper_slotkeeper_service1_interface;

  self->registration = g_dbus_connection_register_object (bus, path, info, &vtable, self, NULL,
                                                          error);
  if (self->registration == 0)
    return FALSE;

  self->bus = g_object_ref (bus);
  self->path = g_strdup (path);

  return TRUE;
}

void
sk_bus_export_unregister (SkBusExport *self)
{
  g_clear_handle_id (&self->window_watch, g_bus_unwatch_name);
  g_clear_pointer (&self->window, g_free);
  if (self->bus != NULL)
    g_dbus_connection_unregister_object (self->bus, self->registration);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->path, g_free);
}

/**
 * sk_bus_export_set_service:
 * @self: what is seen
 * @service: whose state it is
 */
void
sk_bus_export_set_service (SkBusExport *self,
                           SkService   *service)
{
  g_return_if_fail (self->service == NULL);

  self->service = g_object_ref (service);
  g_signal_connect_object (service, "notify::state", G_CALLBACK (render), self, 0);
}

/**
 * sk_bus_export_set_setup:
 * @self: what is seen
 * @connect: who sets up workspaces
 * @calendars: who adds calendars
 * @program: (nullable): what the session is to start; %NULL: what is installed
 */
void
sk_bus_export_set_setup (SkBusExport     *self,
                         SkConnect       *connect,
                         SkCalendarSetup *calendars,
                         const char      *program)
{
  g_return_if_fail (self->setup == NULL);

  self->setup = sk_bus_setup_new (connect, calendars, program);
}

/**
 * sk_bus_export_get_window:
 * @self: what is seen
 *
 * Returns: (nullable): the unique name of the window, if there is one
 */
const char *
sk_bus_export_get_window (SkBusExport *self)
{
  return self->window;
}
