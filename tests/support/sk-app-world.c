/* sk-app-world.c — a session of its own for the real program
 *
 * The program is a copy of the one that was built, in a folder that looks like
 * a build tree; the window beside it only notes that it was opened.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-app-world.h"

#include <glib/gstdio.h>

#include "sk-part.h"
#include "sk-state-codec.h"

#define PATIENCE_SECONDS 60     /* only a failure waits so long */

#define SCHEMA "{\"Task name\": {\"type\": \"title\"}, " \
  "\"Status\": {\"type\": \"status\", \"groups\": {\"To-do\": [\"Not started\"], " \
  "\"In progress\": [], \"Complete\": [\"Done\"]}}, " \
  "\"Scheduled Date\": {\"type\": \"date\"}, \"Last Scheduled\": {\"type\": \"date\"}, " \
  "\"Rank\": {\"type\": \"number\"}, \"Est Duration Hrs\": {\"type\": \"number\"}, " \
  "\"Due date\": {\"type\": \"date\"}}"

#define WINDOW "#!/bin/sh\necho \"window $1 $XDG_ACTIVATION_TOKEN\" >> \"$HOME/windows\"\n"

#define SAMPLE "[io/github/slotkeeper/Slotkeeper]\nworkspaces=['sample']\n" \
  "[io/github/slotkeeper/Slotkeeper/workspaces/sample]\n" \
  "name='Sample'\nkind='file'\nfile='%s/tasks.json'\n"

/* --- files --- */

static char *
make_path (SkAppWorld *self,
           const char *name)
{
  g_autofree char *path = g_build_filename (self->home, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);

  return g_steal_pointer (&path);
}

static void
write_file (SkAppWorld *self,
            const char *name,
            const char *text,
            int         mode)
{
  g_autofree char *path = make_path (self, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, &error);
  g_assert_no_error (error);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);
  g_autoptr(GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  g_autoptr(GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL
                                                                   : g_dir_open (path, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, entry, NULL);
      remove_all (inner);
    }

  g_remove (path);
}

static gboolean
file_has_text (const char *path,
               const char *text)
{
  g_autofree char *held = NULL;
  gsize length;

  if (!g_file_get_contents (path, &held, &length, NULL))
    return FALSE;

  /* piece by piece: a zero ends a text */
  for (const char *at = held; at < held + length; at += strlen (at) + 1)
    if (strstr (at, text) != NULL)
      return TRUE;

  return FALSE;
}

static char *
find_text_below (const char *folder,
                 const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  char *found = NULL;
  const char *entry;

  while (found == NULL && dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (folder, entry, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        found = find_text_below (inner, text);
      else if (g_file_test (inner, G_FILE_TEST_IS_REGULAR) && file_has_text (inner, text))
        found = g_steal_pointer (&inner);
    }

  return found;
}

/**
 * sk_app_world_find_text:
 * @self: a world
 * @text: what should be nowhere
 *
 * Returns: (transfer full) (nullable): the path of a file in its home that has it
 */
char *
sk_app_world_find_text (SkAppWorld *self,
                        const char *text)
{
  return find_text_below (self->home, text);
}

/* --- the world --- */

void
sk_app_world_set_variable (SkAppWorld *self,
                           const char *name,
                           const char *value)
{
  self->environment = g_environ_setenv (self->environment, name, value, TRUE);
}

static void
make_environment (SkAppWorld *self)
{
  static const char *const ours[] = { "PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS" };
  static const char *const folders[] = {
    "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ours); i++)
    if (g_getenv (ours[i]) != NULL)
      sk_app_world_set_variable (self, ours[i], g_getenv (ours[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (self->home, folders[i], NULL);

      g_mkdir (folder, 0700);
      sk_app_world_set_variable (self, folders[i], folder);
    }

  sk_app_world_set_variable (self, "HOME", self->home);
  sk_app_world_set_variable (self, "TZ", "Pacific/Chatham");
  sk_app_world_set_variable (self, "LC_ALL", "C.UTF-8");
  sk_app_world_set_variable (self, "G_DEBUG", "fatal-criticals");
  sk_app_world_set_variable (self, "GIO_USE_PROXY_RESOLVER", "dummy");
  sk_app_world_set_variable (self, "GIO_USE_VFS", "local");
  sk_app_world_set_variable (self, "GSETTINGS_BACKEND", "keyfile");
  sk_app_world_set_variable (self, "GSETTINGS_SCHEMA_DIR", g_getenv ("SLOTKEEPER_SCHEMAS"));
  sk_app_world_set_variable (self, "DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere");
}

/* As it is installed, but for where the program is. */
static char *
make_bus_service (SkAppWorld *self)
{
  g_autofree char *text = NULL;
  g_autofree char *program = g_strdup_printf ("Exec=%s ", self->program);
  g_autoptr(GRegex) exec = g_regex_new ("Exec=\\S*/slotkeeper ", 0, 0, NULL);
  g_autoptr(GError) error = NULL;

  g_file_get_contents (g_getenv ("SLOTKEEPER_BUS_SERVICE"), &text, NULL, &error);
  g_assert_no_error (error);

  return g_regex_replace_literal (exec, text, -1, 0, program, 0, NULL);
}

static void
pass_environment (SkAppWorld *self)
{
  GVariantBuilder variables;
  g_autoptr(GError) error = NULL;
  G_GNUC_UNUSED g_autoptr(GVariant) answer = NULL;

  g_variant_builder_init (&variables, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; self->environment[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (self->environment[i], "=", 2);

      g_variant_builder_add (&variables, "{ss}", parts[0], parts[1]);
    }
  answer = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "UpdateActivationEnvironment",
                                        g_variant_new ("(a{ss})", &variables), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
start_bus (SkAppWorld *self)
{
  g_autofree char *services = g_build_filename (self->home, "services", NULL);
  g_autofree char *service = make_bus_service (self);
  g_autoptr(GError) error = NULL;

  write_file (self, "services/" APP_ID ".service", service, 0600);
  self->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (self->daemon, services);
  g_test_dbus_up (self->daemon);
  self->bus =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->daemon),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);
  g_assert_no_error (error);
  sk_app_world_set_variable (self, "DBUS_SESSION_BUS_ADDRESS",
                             g_test_dbus_get_bus_address (self->daemon));
  pass_environment (self);
}

static void
test_no_bus (void)
{
  sk_part_missing ("no dbus-daemon");
}

/**
 * sk_app_world_is_possible:
 *
 * Returns: whether there is what a session needs; if not, a test says so
 */
gboolean
sk_app_world_is_possible (void)
{
  g_autofree char *dbus_daemon = g_find_program_in_path ("dbus-daemon");

  if (dbus_daemon == NULL)
    g_test_add_func ("/session", test_no_bus);

  return dbus_daemon != NULL;
}

/**
 * sk_app_world_new:
 *
 * Returns: (transfer full): a session in which nothing is configured
 */
SkAppWorld *
sk_app_world_new (void)
{
  SkAppWorld *self = g_new0 (SkAppWorld, 1);

  self->home = g_dir_make_tmp ("slotkeeper-session-XXXXXX", NULL);
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->program = make_path (self, "build/src/app/slotkeeper");
  copy_file (g_getenv ("SLOTKEEPER"), self->program);
  write_file (self, "build/src/window/slotkeeper-window", WINDOW, 0700);
  make_environment (self);
  start_bus (self);
  self->mirror = sk_bus_mirror_new_for_running (self->bus);

  return self;
}

void
sk_app_world_free (SkAppWorld *self)
{
  g_clear_object (&self->mirror);
  g_clear_object (&self->bus);
  g_test_dbus_stop (self->daemon);
  g_clear_object (&self->daemon);
  g_clear_object (&self->notion);
  remove_all (self->home);
  g_strfreev (self->environment);
  g_ptr_array_unref (self->rows);
  g_free (self->program);
  g_free (self->home);
  g_free (self);
}

/**
 * sk_app_world_use_sample:
 * @self: a world
 *
 * Plans a copy of the sample tasks, configured as the window does it.
 */
void
sk_app_world_use_sample (SkAppWorld *self)
{
  g_autofree char *tasks = make_path (self, "tasks.json");
  g_autofree char *settings = g_strdup_printf (SAMPLE, self->home);

  copy_file (g_getenv ("SLOTKEEPER_SAMPLE"), tasks);
  write_file (self, "XDG_CONFIG_HOME/glib-2.0/settings/keyfile", settings, 0600);
}

/**
 * sk_app_world_use_notion:
 * @self: a world
 * @n_rows: how many tasks there are, an hour each, without a place
 *
 * Plans the rows of a stand-in for Notion.
 */
void
sk_app_world_use_notion (SkAppWorld *self,
                         guint       n_rows)
{
  const char *database;
  const char *table;

  self->notion = sk_notion_stand_in_new ();
  sk_notion_stand_in_set_token (self->notion, SK_APP_WORLD_KEY);
  database = sk_notion_stand_in_add_database (self->notion, "Tasks");
  table = sk_notion_stand_in_add_data_source (self->notion, database, "Tasks", SCHEMA);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *values =
        g_strdup_printf ("{\"Task name\": \"Task %u\", \"Rank\": %u, \"Status\": \"Not started\", "
                         "\"Est Duration Hrs\": 1}", i, n_rows - i);

      g_ptr_array_add (self->rows,
                       g_strdup (sk_notion_stand_in_add_row (self->notion, table, values)));
    }

  sk_app_world_set_variable (self, "SLOTKEEPER_NOTION_URL",
                             sk_notion_stand_in_get_url (self->notion));
  sk_app_world_set_variable (self, "NOTION_API_KEY", SK_APP_WORLD_KEY);
  sk_app_world_set_variable (self, "NOTION_DB_ID", database);
}

/* --- programs --- */

/**
 * sk_app_world_start:
 * @self: a world
 * @option: (nullable): such as "--background"
 *
 * Returns: (transfer full): slotkeeper, started
 */
SkProgram *
sk_app_world_start (SkAppWorld *self,
                    const char *option)
{
  const char *const argv[] = { self->program, option, NULL };

  return sk_program_start (argv, (const char *const *) self->environment);
}

/**
 * sk_app_world_run_ctl:
 * @self: a world
 * @words: what stands after slotkeeperctl
 * @status: how it has to end
 *
 * Returns: (transfer full): slotkeeperctl, ended
 */
SkProgram *
sk_app_world_run_ctl (SkAppWorld        *self,
                      const char *const *words,
                      int                status)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  SkProgram *program;

  g_ptr_array_add (argv, (char *) g_getenv ("SLOTKEEPERCTL"));
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) words[i]);
  g_ptr_array_add (argv, NULL);

  program = sk_program_start ((const char *const *) argv->pdata,
                              (const char *const *) self->environment);
  sk_program_wait (program);
  if (program->status != status)
    g_test_message ("stdout: %s\nstderr: %s", program->out->str, program->err->str);
  g_assert_cmpint (program->status, ==, status);

  return program;
}

/* --- what happens --- */

static gboolean
on_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

/* Files change without telling anybody: look again, often. */
static gboolean
on_look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
tell_state (SkAppWorld *self)
{
  SkState *state = sk_bus_mirror_get_state (self->mirror);
  g_autofree char *text = state != NULL ? sk_state_codec_write (state) : NULL;

  g_test_message ("It is %s: %s", sk_bus_mirror_is_connected (self->mirror) ? "there" : "gone",
                  text != NULL ? text : "nothing was heard of it");
}

/**
 * sk_app_world_wait_for:
 * @self: a world
 * @check: what has to become true; a test fails that waits in vain
 * @seconds: how long that may take
 */
void
sk_app_world_wait_for (SkAppWorld      *self,
                       SkAppWorldCheck  check,
                       guint            seconds)
{
  gboolean is_over = FALSE;
  guint timer = g_timeout_add_seconds (seconds, on_over, &is_over);
  guint look = g_timeout_add (20, on_look_again, NULL);

  while (!check (self) && !is_over)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (look);
  g_source_remove (timer);
  if (is_over)
    tell_state (self);
  g_assert_true (check (self));
}

void
sk_app_world_wait (SkAppWorld      *self,
                   SkAppWorldCheck  check)
{
  sk_app_world_wait_for (self, check, PATIENCE_SECONDS);
}

gboolean
sk_app_world_is_up (SkAppWorld *self)
{
  return sk_bus_mirror_is_connected (self->mirror);
}

gboolean
sk_app_world_is_down (SkAppWorld *self)
{
  return !sk_bus_mirror_is_connected (self->mirror);
}

/**
 * sk_app_world_wait_for_phase:
 * @self: a world
 * @phase: what the service that runs has to be about
 */
void
sk_app_world_wait_for_phase (SkAppWorld *self,
                             SkPhase     phase)
{
  gboolean is_over = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE_SECONDS, on_over, &is_over);
  SkState *state;

  while (!is_over && (!sk_bus_mirror_is_connected (self->mirror) ||
                      (state = sk_bus_mirror_get_state (self->mirror)) == NULL ||
                      sk_state_get_phase (state) != phase))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timer);
  if (is_over)
    tell_state (self);
  g_assert_false (is_over);
}

static gboolean
has_failed (SkAppWorld *self)
{
  SkState *state = sk_bus_mirror_get_state (self->mirror);

  return state != NULL && sk_state_get_error (state) != NULL;
}

/* Until it says what is wrong. */
void
sk_app_world_wait_for_failure (SkAppWorld *self)
{
  sk_app_world_wait (self, has_failed);
}

static void
on_told (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  G_GNUC_UNUSED g_autoptr(GVariant) answer =
    sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);

  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Until it was heard. */
void
sk_app_world_tell (SkAppWorld *self,
                   const char *action,
                   GVariant   *parameter)
{
  gboolean is_told = FALSE;

  sk_bus_mirror_tell_async (self->mirror, action, parameter, NULL, on_told, &is_told);
  while (!is_told)
    g_main_context_iteration (NULL, TRUE);
}

/* Two states are told of a pass: that it works, and what came of it. */
static gboolean
has_passed (SkAppWorld *self)
{
  SkState *state = sk_bus_mirror_get_state (self->mirror);

  return sk_state_get_revision (state) > self->revision + 1 && !sk_state_is_busy (state);
}

/* A pass, from asking for it to its end. */
void
sk_app_world_reschedule (SkAppWorld *self)
{
  self->revision = sk_state_get_revision (sk_bus_mirror_get_state (self->mirror));
  sk_app_world_tell (self, "reschedule", NULL);
  sk_app_world_wait (self, has_passed);
}

/**
 * sk_app_world_count_windows:
 * @self: a world
 *
 * Returns: how often the window's program was started
 */
guint
sk_app_world_count_windows (SkAppWorld *self)
{
  g_autofree char *path = g_build_filename (self->home, "windows", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;

  lines = g_strsplit (text, "\n", -1);

  return g_strv_length (lines) - 1;
}
