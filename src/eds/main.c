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
  gboolean is_missing = g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
                        g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
                        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  g_printerr ("slotkeeper-eds: %s\n", error->message);

  return is_missing ? EXIT_NO_SERVER : EXIT_FAILED;
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

  registry = e_source_registry_new_sync (NULL, &error);
  if (registry == NULL)
    return fail (error);

  return lists ? list (registry) : read_source (registry, argv + 2);
}
