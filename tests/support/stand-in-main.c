/* stand-in-main.c — notion-stand-in: the stand-in for Notion as a program
 *
 *   notion-stand-in SCENARIO [LOG]
 *
 * Prints its address, then "id NAME" lines for what the scenario named, then
 * an empty line; runs until SIGTERM or SIGINT.  LOG, if given, always has a line
 * per request that was answered: method, path, status.  Exits with 1 where a
 * request was answered with 400.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include <glib-unix.h>
#include <stdio.h>

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
print_names (SkNotionStandIn *stand_in)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (stand_in->nicknames),
                                        (GCompareFunc) strcmp);

  g_print ("%s\n", sk_notion_stand_in_get_url (stand_in));
  for (guint i = 0; i < stand_in->bases->len; i++)
    {
      SkBase *base = g_ptr_array_index (stand_in->bases, i);

      g_print ("%s database %s\n", base->id, base->title);
    }
  for (GList *l = names; l != NULL; l = l->next)
    g_print ("%s %s\n", (const char *) g_hash_table_lookup (stand_in->nicknames, l->data),
             (const char *) l->data);
  g_print ("\n");
  fflush (stdout);
}

static void
write_log (SkNotionStandIn *stand_in,
           const char      *path)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < sk_notion_stand_in_get_n_requests (stand_in); i++)
    {
      const SkStandInRequest *request = sk_notion_stand_in_get_request (stand_in, i);

      g_string_append_printf (text, "%s %s %u%s%s\n", request->method, request->path,
                              request->status, request->message != NULL ? " " : "",
                              request->message != NULL ? request->message : "");
    }

  if (!g_file_set_contents (path, text->str, (gssize) text->len, &error))
    g_error ("%s", error->message);
}

static void
on_answered (SkNotionStandIn *stand_in)
{
  write_log (stand_in, g_object_get_data (G_OBJECT (stand_in), "log"));
}

/* What was asked and answered so far, for who cannot look into us. */
static void
keep_log (SkNotionStandIn *stand_in,
          const char      *path)
{
  write_log (stand_in, path);
  g_object_set_data_full (G_OBJECT (stand_in), "log", g_strdup (path), g_free);
  g_signal_connect_swapped (stand_in->server, "request-finished", G_CALLBACK (on_answered),
                            stand_in);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(SkNotionStandIn) stand_in = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  g_autofree char *scenario = NULL;
  gsize length;

  g_log_writer_default_set_use_stderr (TRUE);
  if (argc < 2 || argc > 3)
    {
      g_printerr ("Usage: %s SCENARIO [LOG]\n", argv[0]);
      return 2;
    }

  stand_in = sk_notion_stand_in_new ();
  if (!g_file_get_contents (argv[1], &scenario, &length, &error) ||
      !sk_notion_stand_in_load (stand_in, scenario, (gssize) length, &error))
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return 2;
    }

  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  if (argc == 3)
    keep_log (stand_in, argv[2]);
  print_names (stand_in);
  g_main_loop_run (loop);

  return sk_notion_stand_in_get_n_forbidden (stand_in) > 0 ? 1 : 0;
}
