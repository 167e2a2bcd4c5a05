/* main.c — slotkeeper-eds: the desktop's calendars, read once, told as JSON
 *
 *   slotkeeper-eds list                        which calendars there are
 *   slotkeeper-eds read UID START END ZONE     what one holds, Unix seconds
 *
 * Ends with 3 where there is no Evolution Data Server.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <locale.h>
#include <stdio.h>

#include "sk-eds-json.h"
#include "sk-ical-decode.h"
#include "sk-json.h"

#define SERVER "org.gnome.evolution.dataserver.Sources"     /* a version follows */
#define UNLIMITED ((guint32) -1)        /* anything else waits for a network manager */

enum
{
  EXIT_READ = 0,
  EXIT_FAILED = 1,
  EXIT_USAGE = 2,
  EXIT_NO_SERVER = 3,
};

static int
fail (const GError *error)
{
  g_printerr ("slotkeeper-eds: %s\n", error->message);

  return EXIT_FAILED;
}

/* --- the server --- */

static gboolean
knows_server (GDBusConnection *bus,
              const char      *method)
{
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", method, NULL, G_VARIANT_TYPE ("(as)"),
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_autoptr(GVariantIter) names = NULL;
  const char *name;
  gboolean is_there = FALSE;

  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(as)", &names);
  while (g_variant_iter_next (names, "&s", &name))
    is_there |= g_str_has_prefix (name, SERVER);

  return is_there;
}

/* Asked first: without a server the library knows of no calendar, and says so
 * as if that were an answer. */
static gboolean
has_server (void)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  return bus != NULL &&
         (knows_server (bus, "ListNames") || knows_server (bus, "ListActivatableNames"));
}

static int
print (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = sk_json_print (root, FALSE);

  return puts (text) >= 0 && fflush (stdout) == 0 ? EXIT_READ : EXIT_FAILED;
}

/* --- list --- */

static int
list (ESourceRegistry *registry)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  GList *sources = e_source_registry_list_enabled (registry, E_SOURCE_EXTENSION_CALENDAR);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "calendars");
  json_builder_begin_array (builder);
  for (GList *l = sources; l != NULL; l = l->next)
    sk_eds_json_add_source (builder, l->data);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  g_list_free_full (sources, g_object_unref);

  return print (builder);
}

/* --- read --- */

typedef struct
{
  JsonBuilder  *builder;
  ICalTimezone *usual;
  guint         n;
} Reader;

static gboolean
on_instance (ICalComponent  *component,
             ICalTime       *start,
             ICalTime       *end,
             gpointer        user_data,
             GCancellable   *cancellable,
             GError        **error)
{
  Reader *reader = user_data;

  sk_eds_json_add_instance (reader->builder, component, start, end, reader->usual);

  return ++reader->n <= SK_ICAL_MAX_EVENTS;     /* one too many is for the reader to see */
}

static void
add_account (JsonBuilder *builder,
             EClient     *client)
{
  g_autofree char *address = NULL;

  if (e_client_get_backend_property_sync (client, E_CAL_BACKEND_PROPERTY_CAL_EMAIL_ADDRESS,
                                          &address, NULL, NULL) && address != NULL)
    sk_json_add_text (builder, "account", address);
}

static int
read_client (EClient      *client,
             char        **args)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  Reader reader = { builder, i_cal_timezone_get_builtin_timezone (args[3]), 0 };

  if (reader.usual == NULL)
    reader.usual = i_cal_timezone_get_utc_timezone ();
  e_cal_client_set_default_timezone (E_CAL_CLIENT (client), reader.usual);

  json_builder_begin_object (builder);
  add_account (builder, client);
  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  e_cal_client_generate_instances_sync (E_CAL_CLIENT (client),
                                        (time_t) g_ascii_strtoll (args[1], NULL, 10),
                                        (time_t) g_ascii_strtoll (args[2], NULL, 10),
                                        NULL, on_instance, &reader);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return print (builder);
}

static int
read_source (ESourceRegistry  *registry,
             char            **args)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ESource) source = e_source_registry_ref_source (registry, args[0]);
  g_autoptr(EClient) client = NULL;

  if (source == NULL)
    {
      g_printerr ("slotkeeper-eds: there is no such calendar\n");
      return EXIT_FAILED;
    }

  client = e_cal_client_connect_sync (source, E_CAL_CLIENT_SOURCE_TYPE_EVENTS, UNLIMITED, NULL,
                                      &error);

  return client != NULL ? read_client (client, args) : fail (error);
}

int
main (int    argc,
      char **argv)
{
  gboolean lists = argc == 2 && strcmp (argv[1], "list") == 0;
  gboolean reads = argc == 6 && strcmp (argv[1], "read") == 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(ESourceRegistry) registry = NULL;

  setlocale (LC_ALL, "");
  g_log_writer_default_set_use_stderr (TRUE);   /* stdout is for the answer */
  if (!lists && !reads)
    {
      g_printerr ("slotkeeper-eds: list, or read UID START END ZONE\n");
      return EXIT_USAGE;
    }

  if (!has_server ())
    return EXIT_NO_SERVER;

  registry = e_source_registry_new_sync (NULL, &error);
  if (registry == NULL)
    return fail (error);

  return lists ? list (registry) : read_source (registry, argv + 2);
}
