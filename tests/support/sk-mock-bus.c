/* sk-mock-bus.c — a system bus of our own, with stand-ins for system services
 *
 * The services are those of python3-dbusmock.  The host's bus is never touched.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-mock-bus.h"

#include "sk-patience.h"

struct _SkMockBus
{
  GTestDBus       *daemon;
  GDBusConnection *connection;
  const char      *python;
  GPtrArray       *services;    /* (element-type GSubprocess) */
};

static gboolean
can_import (const char *python,
            const char *module)
{
  g_autofree char *line = g_strconcat ("import ", module, NULL);
  const char *argv[] = { python, "-c", line, NULL };
  int status = -1;

  return g_spawn_sync (NULL, (char **) argv, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
                       G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, NULL) &&
         g_spawn_check_wait_status (status, NULL);
}

/* The system's first: packages are installed for that one. */
static const char *
find_python (void)
{
  static const char * const pythons[] = { "/usr/bin/python3", "python3" };

  for (guint i = 0; i < G_N_ELEMENTS (pythons); i++)
    if (can_import (pythons[i], "dbusmock"))
      return pythons[i];

  return NULL;
}

/**
 * sk_mock_bus_new:
 * @why_not: (out): the part that is missing
 *
 * Starts a bus, which from now on is the system bus of this process.
 *
 * Returns: (transfer full) (nullable): the bus
 */
SkMockBus *
sk_mock_bus_new (const char **why_not)
{
  g_autofree char *dbus_daemon = g_find_program_in_path ("dbus-daemon");
  g_autoptr(GError) error = NULL;
  const char *python = find_python ();

  *why_not = dbus_daemon == NULL ? "no dbus-daemon" : "no python3-dbusmock";
  if (dbus_daemon == NULL || python == NULL)
    return NULL;

  SkMockBus *self = g_new0 (SkMockBus, 1);

  self->python = python;
  self->services = g_ptr_array_new_with_free_func (g_object_unref);
  self->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->daemon);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (self->daemon), TRUE);
  self->connection = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (self->connection, FALSE);

  return self;
}

void
sk_mock_bus_free (SkMockBus *self)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      g_subprocess_force_exit (g_ptr_array_index (self->services, i));
      g_subprocess_wait (g_ptr_array_index (self->services, i), NULL, NULL);
    }
  g_ptr_array_unref (self->services);
  g_object_unref (self->connection);
  g_test_dbus_stop (self->daemon);
  g_object_unref (self->daemon);
  g_free (self);
}

GDBusConnection *
sk_mock_bus_get_connection (SkMockBus *self)
{
  return self->connection;
}

static void
on_name_appeared (GDBusConnection *connection,
                  const char      *name,
                  const char      *owner,
                  gpointer         user_data)
{
  *(guint *) user_data += 1;
}

static void
wait_for_name (SkMockBus  *self,
               const char *name)
{
  guint n_appeared = 0;
  guint watch = g_bus_watch_name_on_connection (self->connection, name,
                                                G_BUS_NAME_WATCHER_FLAGS_NONE, on_name_appeared,
                                                NULL, &n_appeared, NULL);

  sk_patience_wait (&n_appeared, 1);
  g_bus_unwatch_name (watch);
}

/**
 * sk_mock_bus_add:
 * @self: a bus
 * @template: the service, as dbusmock calls it
 * @name: the bus name it takes
 *
 * Returns: whether there is such a service; it is on the bus now
 */
gboolean
sk_mock_bus_add (SkMockBus  *self,
                 const char *template,
                 const char *name)
{
  g_autofree char *module = g_strconcat ("dbusmock.templates.", template, NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *service;

  if (!can_import (self->python, module))
    return FALSE;

  service = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, self->python, "-m",
                              "dbusmock", "--system", "--template", template, NULL);
  g_assert_no_error (error);
  g_ptr_array_add (self->services, service);
  wait_for_name (self, name);

  return TRUE;
}

/**
 * sk_mock_bus_call:
 * @self: a bus
 * @name: a service
 * @path: an object of it
 * @method: one of dbusmock's own methods
 * @parameters: (transfer floating): its parameters
 */
void
sk_mock_bus_call (SkMockBus  *self,
                  const char *name,
                  const char *path,
                  const char *method,
                  GVariant   *parameters)
{
  g_autoptr(GError) error = NULL;
  G_GNUC_UNUSED g_autoptr(GVariant) answer =
    g_dbus_connection_call_sync (self->connection, name, path, "org.freedesktop.DBus.Mock",
                                 method, parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                 &error);

  g_assert_no_error (error);
}
