/* test-login.c — the login switch: the file it writes, and the portal it asks
 *
 * With folders of its own, and a portal that is played on a bus of its own.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sk-error.h"
#include "sk-login.h"
#include "sk-part.h"
#include "sk-scratch.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define REQUEST "org.freedesktop.portal.Request"

static char *own_file;
static char *machine_file;

/* --- the switch --- */

typedef struct
{
  gboolean  is_done;
  gboolean  is_set;
  GError   *error;
} Outcome;

static void
on_set (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->is_set = sk_login_set_finish (result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
turn (const SkLogin *login,
      gboolean       on,
      GCancellable  *cancellable,
      Outcome       *outcome)
{
  *outcome = (Outcome) { FALSE };
  sk_login_set_async (login, on, cancellable, on_set, outcome);
  while (!outcome->is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
turn_natively (gboolean on)
{
  Outcome outcome;

  turn (&(SkLogin) { .program = "/opt/our stuff/100%/slotkeeper" }, on, NULL, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (outcome.is_set);
}

static void
start_afresh (void)
{
  g_chmod (own_file, 0600);
  g_remove (own_file);
  g_remove (machine_file);
}

static void
write_file (const char *path,
            const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* --- what a file says --- */

typedef struct
{
  const char *name;
  const char *own;
  const char *machine;
  gboolean    on;
} StateCase;

#define ENTRY "[Desktop Entry]\nType=Application\nName=Slotkeeper\nExec=slotkeeper --background\n"

static const StateCase states[] = {
  { "no-file-is-off", NULL, NULL, FALSE },
  { "a-file-is-on", ENTRY, NULL, TRUE },
  { "a-hidden-one-is-off", ENTRY "Hidden=true\n", NULL, FALSE },
  { "one-that-is-not-hidden-is-on", ENTRY "Hidden=false\n", NULL, TRUE },
  { "one-switched-off-by-GNOME-is-off", ENTRY "X-GNOME-Autostart-enabled=false\n", NULL, FALSE },
  { "one-that-makes-no-sense-is-off", "Slotkeeper, please\n", NULL, FALSE },
  { "the-machine's-is-on", NULL, ENTRY, TRUE },
  { "the-machine's-hidden-one-is-off", NULL, ENTRY "Hidden=true\n", FALSE },
  { "the-person's-goes-before-the-machine's", ENTRY "Hidden=true\n", ENTRY, FALSE },
  { "the-person's-goes-before-the-machine's-hidden-one", ENTRY, ENTRY "Hidden=true\n", TRUE },
};

static void
test_state (gconstpointer data)
{
  const StateCase *c = data;

  start_afresh ();
  if (c->own != NULL)
    write_file (own_file, c->own);
  if (c->machine != NULL)
    write_file (machine_file, c->machine);

  g_assert_cmpint (sk_login_is_on (), ==, c->on);
}

/* Whatever was there, the switch says afterwards what it was turned to. */
static void
test_turn (gconstpointer data)
{
  const StateCase *c = data;

  test_state (data);
  turn_natively (TRUE);
  g_assert_true (sk_login_is_on ());
  turn_natively (TRUE);
  g_assert_true (sk_login_is_on ());

  turn_natively (FALSE);
  g_assert_false (sk_login_is_on ());
  turn_natively (FALSE);
  g_assert_false (sk_login_is_on ());

  if (c->machine == NULL)
    g_assert_false (g_file_test (own_file, G_FILE_TEST_EXISTS));
}

/* --- the file --- */

static void
assert_valid (void)
{
  const char *const argv[] = { "desktop-file-validate", own_file, NULL };
  g_autofree char *tool = g_find_program_in_path (argv[0]);
  g_autofree char *says = NULL;
  int status;

  if (tool == NULL)
    return;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &says,
                               NULL, &status, NULL));
  g_assert_cmpstr (says, ==, "");
  g_assert_cmpint (status, ==, 0);
}

static guint
count_files (void)
{
  g_autofree char *folder = g_path_get_dirname (own_file);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_file (void)
{
  g_autoptr(GKeyFile) entry = g_key_file_new ();
  g_autofree char *exec = NULL;
  g_autofree char *icon = NULL;
  g_auto(GStrv) argv = NULL;
  int argc;
  GStatBuf info;

  start_afresh ();
  turn_natively (TRUE);

  g_assert_true (g_key_file_load_from_file (entry, own_file, G_KEY_FILE_NONE, NULL));
  exec = g_key_file_get_string (entry, "Desktop Entry", "Exec", NULL);
  icon = g_key_file_get_string (entry, "Desktop Entry", "Icon", NULL);
  g_assert_cmpstr (icon, ==, APP_ID);
  g_assert_true (g_shell_parse_argv (exec, &argc, &argv, NULL));
  g_assert_cmpint (argc, ==, 2);
  g_assert_cmpstr (argv[0], ==, "/opt/our stuff/100%%/slotkeeper");
  g_assert_cmpstr (argv[1], ==, "--background");

  g_assert_cmpint (g_stat (own_file, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0644);
  g_assert_cmpuint (count_files (), ==, 1);     /* and none that was for a moment */
  assert_valid ();

  write_file (machine_file, ENTRY);
  turn_natively (FALSE);                        /* hidden now */
  assert_valid ();
}

/* Where nothing can be written, it says so and stays as it was. */
static void
test_no_room (void)
{
  g_autofree char *folder = g_path_get_dirname (own_file);
  Outcome outcome;

  start_afresh ();
  g_rmdir (folder);
  write_file (folder, "A file where the folder should be\n");
  turn (&(SkLogin) { .program = "/usr/bin/slotkeeper" }, TRUE, NULL, &outcome);

  g_assert_false (outcome.is_set);
  g_assert_error (outcome.error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_nonnull (strstr (outcome.error->message, own_file));
  g_assert_false (sk_login_is_on ());
  g_clear_error (&outcome.error);
  g_remove (folder);
}

/* --- the portal --- */

typedef struct
{
  const char *name;
  gboolean    on;
  guint32     response;
  int         autostart;        /* -1: it does not say */
  gboolean    is_old;           /* answers from a path it chose itself */
  gboolean    is_silent;        /* never answers */
  int         code;             /* -1: as wanted */
} PortalCase;

static const PortalCase portals[] = {
  { "grants-it", TRUE, 0, TRUE, FALSE, FALSE, -1 },
  { "grants-it-without-saying-what", TRUE, 0, -1, FALSE, FALSE, -1 },
  { "takes-it-back", FALSE, 0, FALSE, FALSE, FALSE, -1 },
  { "is-an-old-one", TRUE, 0, TRUE, TRUE, FALSE, -1 },
  { "does-not-allow-it", TRUE, 0, FALSE, FALSE, FALSE, SK_ERROR_DENIED },
  { "is-told-no-by-the-person", TRUE, 1, -1, FALSE, FALSE, SK_ERROR_DENIED },
  { "fails", TRUE, 2, -1, FALSE, FALSE, SK_ERROR_DENIED },
};

typedef struct
{
  const PortalCase *how;
  GDBusConnection  *bus;
  GVariant         *options;
  guint             n_closed;
} Portal;

static const char portal_xml[] =
  "<node>"
  "  <interface name='org.freedesktop.portal.Background'>"
  "    <method name='RequestBackground'>"
  "      <arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "      <arg type='o' direction='out'/>"
  "    </method>"
  "  </interface>"
  "  <interface name='org.freedesktop.portal.Request'>"
  "    <method name='Close'/>"
  "  </interface>"
  "</node>";

static void
answer (Portal     *portal,
        const char *path)
{
  g_auto(GVariantDict) results = G_VARIANT_DICT_INIT (NULL);

  if (portal->how->is_silent)
    return;

  if (portal->how->autostart >= 0)
    g_variant_dict_insert (&results, "autostart", "b", portal->how->autostart);
  g_variant_dict_insert (&results, "background", "b", TRUE);
  g_assert_true (g_dbus_connection_emit_signal (
    portal->bus, NULL, path, REQUEST, "Response",
    g_variant_new ("(u@a{sv})", portal->how->response, g_variant_dict_end (&results)), NULL));
}

static void on_call (GDBusConnection       *bus,
                     const char            *sender,
                     const char            *path,
                     const char            *interface,
                     const char            *method,
                     GVariant              *parameters,
                     GDBusMethodInvocation *invocation,
                     gpointer               user_data);

static const GDBusInterfaceVTable vtable = { .method_call = on_call };

static void
export (Portal     *portal,
        const char *path,
        guint       interface)
{
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (portal_xml, NULL);
  g_autoptr(GError) error = NULL;

  g_dbus_connection_register_object (portal->bus, path, info->interfaces[interface], &vtable,
                                     portal, NULL, &error);
  g_assert_no_error (error);
}

static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Portal *portal = user_data;
  g_autofree char *from = g_strdup (sender + 1);
  g_autofree char *request = NULL;
  const char *token;

  if (strcmp (method, "Close") == 0)
    {
      portal->n_closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }

  g_clear_pointer (&portal->options, g_variant_unref);
  g_variant_get (parameters, "(&s@a{sv})", NULL, &portal->options);
  g_assert_true (g_variant_lookup (portal->options, "handle_token", "&s", &token));
  request = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s",
                             portal->how->is_old ? "old" : g_strdelimit (from, ".", '_'), token);
  export (portal, request, 1);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  answer (portal, request);
}

static void
portal_open (Portal           *self,
             const PortalCase *how,
             const char       *address)
{
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  *self = (Portal) { .how = how };
  self->bus = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
             G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  export (self, "/org/freedesktop/portal/desktop", 0);
  reply = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", PORTAL, 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
portal_close (Portal *self)
{
  g_assert_true (g_dbus_connection_close_sync (self->bus, NULL, NULL));
  g_clear_object (&self->bus);
  g_clear_pointer (&self->options, g_variant_unref);
}

static GTestDBus *
open_bus (void)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  GTestDBus *bus;

  if (daemon == NULL)
    {
      sk_part_missing ("there is no dbus-daemon");
      return NULL;
    }

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  return bus;
}

static void
close_bus (GTestDBus *bus)
{
  g_test_dbus_down (bus);
  g_object_unref (bus);
}

static void
assert_question (GVariant *options,
                 gboolean  on)
{
  g_autofree const char **command = NULL;
  gboolean autostart;

  g_assert_true (g_variant_lookup (options, "autostart", "b", &autostart));
  g_assert_cmpint (autostart, ==, on);
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &command));
  g_assert_cmpstr (command[0], ==, "slotkeeper");
  g_assert_cmpstr (command[1], ==, "--background");
  g_assert_null (command[2]);
}

static void
test_portal (gconstpointer data)
{
  const PortalCase *c = data;
  GTestDBus *bus = open_bus ();
  gboolean before = !c->on;
  Portal portal;
  Outcome outcome;

  if (bus == NULL)
    return;

  start_afresh ();
  if (before)
    write_file (own_file, ENTRY);
  portal_open (&portal, c, g_test_dbus_get_bus_address (bus));
  turn (&(SkLogin) { .is_sandboxed = TRUE }, c->on, NULL, &outcome);

  assert_question (portal.options, c->on);
  g_assert_cmpint (outcome.is_set, ==, c->code == -1);
  if (c->code != -1)
    g_assert_error (outcome.error, SK_ERROR, c->code);
  g_assert_cmpint (sk_login_is_on (), ==, outcome.is_set ? c->on : before);
  g_clear_error (&outcome.error);
  portal_close (&portal);
  close_bus (bus);
}

static void
test_no_portal (void)
{
  GTestDBus *bus = open_bus ();
  Outcome outcome;

  if (bus == NULL)
    return;

  start_afresh ();
  turn (&(SkLogin) { .is_sandboxed = TRUE }, TRUE, NULL, &outcome);
  g_assert_error (outcome.error, SK_ERROR, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (outcome.error->message, "flatpak run"));
  g_assert_false (sk_login_is_on ());
  g_clear_error (&outcome.error);
  close_bus (bus);
}

static void
test_no_bus (void)
{
  Outcome outcome;

  start_afresh ();
  turn (&(SkLogin) { .is_sandboxed = TRUE }, TRUE, NULL, &outcome);
  g_assert_error (outcome.error, SK_ERROR, SK_ERROR_MISSING);
  g_clear_error (&outcome.error);
}

static gboolean
on_asked (gpointer user_data)
{
  Portal *portal = user_data;

  if (portal->options != NULL)
    g_cancellable_cancel (g_object_get_data (G_OBJECT (portal->bus), "cancellable"));

  return portal->options != NULL ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* A person who does not answer can be asked no longer. */
static void
test_cancelled (void)
{
  static const PortalCase silent = { "says-nothing", TRUE, 0, TRUE, FALSE, TRUE, -1 };
  GTestDBus *bus = open_bus ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Portal portal;
  Outcome outcome;

  if (bus == NULL)
    return;

  start_afresh ();
  portal_open (&portal, &silent, g_test_dbus_get_bus_address (bus));
  g_object_set_data (G_OBJECT (portal.bus), "cancellable", cancellable);
  g_idle_add (on_asked, &portal);
  turn (&(SkLogin) { .is_sandboxed = TRUE }, TRUE, cancellable, &outcome);
  while (portal.n_closed == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (sk_login_is_on ());
  g_clear_error (&outcome.error);
  portal_close (&portal);
  close_bus (bus);
}

/* --- all of it --- */

int
main (int    argc,
      char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("test-login-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (home, "own", NULL);
  g_autofree char *machine = g_build_filename (home, "machine", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", own, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", machine, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  own_file = g_build_filename (own, "autostart", APP_ID ".desktop", NULL);
  machine_file = g_build_filename (machine, "autostart", APP_ID ".desktop", NULL);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *says = g_strconcat ("/login/state/", states[i].name, NULL);
      g_autofree char *turned = g_strconcat ("/login/turned-where/", states[i].name, NULL);

      g_test_add_data_func (says, &states[i], test_state);
      g_test_add_data_func (turned, &states[i], test_turn);
    }
  g_test_add_func ("/login/the-file-is-ours-and-whole", test_file);
  g_test_add_func ("/login/no-room-for-the-file", test_no_room);
  g_test_add_func ("/login/portal/has-no-bus", test_no_bus);
  for (gsize i = 0; i < G_N_ELEMENTS (portals); i++)
    {
      g_autofree char *path = g_strconcat ("/login/portal/", portals[i].name, NULL);

      g_test_add_data_func (path, &portals[i], test_portal);
    }
  g_test_add_func ("/login/portal/is-not-there", test_no_portal);
  g_test_add_func ("/login/portal/is-asked-no-longer", test_cancelled);

  status = g_test_run ();
  sk_scratch_remove (home);
  g_free (own_file);
  g_free (machine_file);
  return status;
}
