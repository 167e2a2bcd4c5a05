/* fake-service-main.c — a service over a task file, for faces to be tried with
 *
 * fake-service TASKS AT [SCENE [PACE]]; any further arguments are ignored, so
 * that a wrapper may be started as the service is.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib-unix.h>
#include <stdlib.h>

#include "sk-fake-service.h"
#include "sk-time-codec.h"

static gboolean
on_term (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static SkFakeService *
make_service (int              argc,
              char           **argv,
              GDBusConnection *bus)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *tasks = NULL;
  SkFakeService *service = NULL;
  SkWhen at;

  if (argc < 3 || !sk_when_parse (argv[2], &at) || at.kind != SK_WHEN_INSTANT)
    g_printerr ("fake-service TASKS AT [SCENE [PACE]]\n");
  else if (g_file_get_contents (argv[1], &tasks, NULL, &error))
    service = sk_fake_service_new (bus, tasks, at.value, &error);
  if (error != NULL)
    g_printerr ("%s\n", error->message);

  return service;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (bus == NULL)
    return EXIT_FAILURE;

  g_autoptr(SkFakeService) service = make_service (argc, argv, bus);

  if (service == NULL)
    return EXIT_FAILURE;
  if (argc > 3)
    sk_fake_service_set_scene (service, argv[3]);
  if (argc > 4)
    sk_fake_service_set_pace (service, (guint) atoi (argv[4]));

  sk_fake_service_own_name (service);
  g_unix_signal_add (SIGTERM, on_term, loop);
  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}
