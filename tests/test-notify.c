/* test-notify.c — notifications as they leave for the desktop
 *
 * Run again as "--in-session", each time on a bus of its own: with the server
 * of the freedesktop protocol, or with that of GNOME beside it.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notify.h"
#include "sk-some-state.h"

#include <string.h>

#define FREEDESKTOP "org.freedesktop.Notifications"
#define GNOME "org.gtk.Notifications"

static const char server_xml[] =
  "<node>"
  "<interface name='" FREEDESKTOP "'>"
  "<method name='Notify'>"
  "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "</interface>"
  "<interface name='" GNOME "'>"
  "<method name='AddNotification'>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "</method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "</method>"
  "</interface>"
  "</node>";

/* --- a notification server --- */

typedef struct
{
  GDBusConnection *bus;
  GVariant        *shown;       /* (nullable): what it was last asked to show */
  guint            n_shown;
  guint            n_taken_back;
  guint            replaces;    /* of the last one */
  gboolean         is_there;
} Server;

static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Server *server = user_data;
  GVariant *answer = NULL;

  if (strcmp (method, "Notify") == 0 || strcmp (method, "AddNotification") == 0)
    {
      g_clear_pointer (&server->shown, g_variant_unref);
      server->shown = g_variant_ref (arguments);
      server->n_shown++;
    }
  if (strcmp (method, "Notify") == 0)
    {
      g_variant_get_child (arguments, 1, "u", &server->replaces);
      answer = g_variant_new ("(u)", server->replaces != 0 ? server->replaces : server->n_shown);
    }
  if (strcmp (method, "GetCapabilities") == 0)
    answer = g_variant_new_parsed ("(['actions', 'body'],)");
  if (strcmp (method, "CloseNotification") == 0 || strcmp (method, "RemoveNotification") == 0)
    server->n_taken_back++;

  g_dbus_method_invocation_return_value (invocation, answer);
}

static void
on_name (GDBusConnection *bus,
         const char      *name,
         gpointer         user_data)
{
  ((Server *) user_data)->is_there = TRUE;
}

static void
serve (Server     *server,
       const char *name,
       const char *path,
       guint       which)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (server_xml, NULL);

  g_dbus_connection_register_object (server->bus, path, info->interfaces[which], &vtable, server,
                                     NULL, NULL);
  server->is_there = FALSE;
  g_bus_own_name_on_connection (server->bus, name, G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL,
                                server, NULL);
  while (!server->is_there)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  G_GNUC_UNUSED g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  *(gboolean *) user_data = TRUE;
}

/* Until the server was asked @n times, and whoever asked knows the answer. */
static void
wait_for (Server      *server,
          const guint *counter,
          guint        n)
{
  gboolean is_answered = FALSE;

  while (*counter < n)
    g_main_context_iteration (NULL, TRUE);

  g_dbus_connection_call (server->bus, FREEDESKTOP, "/org/freedesktop/Notifications", FREEDESKTOP,
                          "GetCapabilities", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          on_answered, &is_answered);
  while (!is_answered)
    g_main_context_iteration (NULL, TRUE);
}

/* --- the application --- */

static void
on_action (GSimpleAction *action,
           GVariant      *target,
           gpointer       user_data)
{
  g_autofree char *text = target != NULL ? g_variant_print (target, TRUE) : g_strdup ("");

  g_string_append_printf (user_data, "%s %s", g_action_get_name (G_ACTION (action)), text);
}

static const GActionEntry entries[] = {
  { .name = "apply", .activate = on_action, .parameter_type = "(sas)" },
  { .name = "apply-all", .activate = on_action, .parameter_type = "s" },
  { .name = "preview", .activate = on_action, .parameter_type = "s" },
  { .name = "extend", .activate = on_action, .parameter_type = "(su)" },
};

static void
render (SkNotify          *notify,
        const SkSomeState *some)
{
  g_autoptr(SkState) state = sk_some_state_new (some);

  sk_notify_render (notify, state);
}

static const SkSomeState ended = { .phase = SK_PHASE_IDLE, .ended = "x",
                                   .title = "R&D <b>draft</b>" };

/* On this way the body is markup and the title is not. */
static void
check_freedesktop (Server   *server,
                   SkNotify *notify,
                   GString  *done)
{
  const char *title;
  const char *body;
  g_autofree const char **buttons = NULL;

  render (notify, &(SkSomeState) { .phase = SK_PHASE_IDLE });
  render (notify, &ended);
  wait_for (server, &server->n_shown, 1);
  g_variant_get (server->shown, "(&su&s&s&s^a&s@a{sv}i)", NULL, NULL, NULL, &title, &body,
                 &buttons, NULL, NULL);
  g_assert_cmpstr (title, ==, "A slot has ended");
  g_assert_cmpstr (body, ==, "“R&amp;D &lt;b&gt;draft&lt;/b&gt;” ended at 10:00 and is not done.");

  /* the default, then a name and a label of each button */
  g_assert_cmpuint (g_strv_length ((char **) buttons), ==, 2 + 3 * 2);
  g_assert_cmpstr (buttons[5], ==, "15 minutes more");
  g_dbus_connection_emit_signal (server->bus, NULL, "/org/freedesktop/Notifications", FREEDESKTOP,
                                 "ActionInvoked", g_variant_new ("(us)", 1, buttons[4]), NULL);
  while (done->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (done->str, ==, "extend ('x', uint32 15)");
}

/* A notice replaces the one before it, and goes when it is stale. */
static void
check_one_of_a_kind (Server   *server,
                     SkNotify *notify)
{
  guint n = server->n_shown;
  guint n_taken_back = server->n_taken_back;

  render (notify, &(SkSomeState) { .phase = SK_PHASE_REVIEW, .changes = 2, .digest = "a" });
  wait_for (server, &server->n_shown, n + 1);
  g_assert_cmpuint (server->replaces, ==, 0);
  render (notify, &(SkSomeState) { .phase = SK_PHASE_REVIEW, .changes = 2, .digest = "b" });
  wait_for (server, &server->n_shown, n + 2);
  g_assert_cmpuint (server->replaces, !=, 0);
  render (notify, &(SkSomeState) { .phase = SK_PHASE_IDLE });
  wait_for (server, &server->n_taken_back, n_taken_back + 1);
}

/* On this way nothing is markup. */
static void
check_gnome (Server   *server,
             SkNotify *notify)
{
  g_autoptr(GVariant) all = NULL;
  const char *kind;
  const char *body;

  render (notify, &(SkSomeState) { .phase = SK_PHASE_IDLE });
  render (notify, &ended);
  wait_for (server, &server->n_shown, 1);
  g_variant_get (server->shown, "(&s&s@a{sv})", NULL, &kind, &all);
  g_assert_cmpstr (kind, ==, SK_NOTICE_ENDED);
  g_assert_true (g_variant_lookup (all, "body", "&s", &body));
  g_assert_cmpstr (body, ==, "“R&D <b>draft</b>” ended at 10:00 and is not done.");

  render (notify, &(SkSomeState) { .phase = SK_PHASE_IDLE });
  wait_for (server, &server->n_taken_back, 1);
}

static void
test_in_session (gconstpointer data)
{
  gboolean has_gnome = GPOINTER_TO_INT (data);
  Server server = { NULL };
  g_autoptr(GString) done = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GApplication) application = g_application_new (APP_ID, G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr(SkNotify) notify = NULL;

  server.bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  serve (&server, FREEDESKTOP, "/org/freedesktop/Notifications", 0);
  if (has_gnome)
    serve (&server, GNOME, "/org/gtk/Notifications", 1);

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   done);
  g_application_register (application, NULL, &error);
  g_assert_no_error (error);
  notify = sk_notify_new_for_application (application);
  if (has_gnome)
    {
      check_gnome (&server, notify);
    }
  else
    {
      check_freedesktop (&server, notify, done);
      check_one_of_a_kind (&server, notify);
    }

  g_clear_pointer (&server.shown, g_variant_unref);
  g_object_unref (server.bus);
}

/* --- a session --- */

static const char *own_path;

static void
test_session (gconstpointer data)
{
  g_autofree char *run = g_find_program_in_path ("dbus-run-session");
  const char *argv[] = { run, "--", own_path, "--in-session", data, NULL };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr(GError) error = NULL;
  int status = 0;

  if (run == NULL)
    {
      g_test_skip ("there is no dbus-run-session");
      return;
    }

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status,
                &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("%s%s", out, err);
}

int
main (int   argc,
      char *argv[])
{
  gboolean is_in_session = argc == 3 && strcmp (argv[1], "--in-session") == 0;
  gboolean has_gnome = is_in_session && strcmp (argv[2], "gnome") == 0;

  own_path = argv[0];
  if (is_in_session)
    argc = 1;
  g_test_init (&argc, &argv, NULL);

  if (is_in_session)
    {
      g_test_add_data_func ("/notify/in-session", GINT_TO_POINTER (has_gnome), test_in_session);
      return g_test_run ();
    }

  g_test_add_data_func ("/notify/with-the-freedesktop-server", "freedesktop", test_session);
  g_test_add_data_func ("/notify/with-gnome", "gnome", test_session);

  return g_test_run ();
}
