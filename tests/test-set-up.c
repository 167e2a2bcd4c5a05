/* test-set-up.c — a workspace from a key to its first plan
 *
 * SkConnect over the real adapter and a stand-in for Notion, with preferences
 * in a file of the test's own and keys that are played.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sk-columns-codec.h"
#include "sk-connect.h"
#include "sk-databases-codec.h"
#include "sk-error.h"
#include "sk-fake-keys.h"
#include "sk-notion-stand-in.h"
#include "sk-settings-store.h"
#include "sk-wiring.h"

#define KEY "ntn_SetUpSecret"
#define PLAIN "{\"Name\": {\"type\": \"title\"}, " \
  "\"Status\": {\"type\": \"status\", \"groups\": {\"To-do\": [\"Not started\"], " \
    "\"Complete\": [\"Done\"]}}}"
#define ODD "{\"Name\": {\"type\": \"title\"}, \"Priority\": {\"type\": \"number\"}, " \
  "\"Rank\": {\"type\": \"rich_text\"}, " \
  "\"Status\": {\"type\": \"status\", \"groups\": {\"To-do\": [\"Not started\"], " \
    "\"Complete\": [\"Done\"]}}}"

typedef struct
{
  SkNotionStandIn *notion;
  SkFakeKeys      *keys;
  SkConnect       *connect;
  char            *folder;
  const char      *table;
  guint            n_changed;
} World;

/* --- the parts --- */

static SkSettings *
read_settings (gpointer   data,
               GError   **error)
{
  World *world = data;
  SkSettings *settings = sk_settings_read (TRUE, NULL, error);

  if (settings != NULL)
    {
      g_free (settings->notion_url);
      settings->notion_url = g_strdup (sk_notion_stand_in_get_url (world->notion));
    }

  return settings;
}

static SkAccountSource *
open_account (const SkWorkspace  *workspace,
              const SkSettings   *settings,
              gpointer            data,
              GError            **error)
{
  return sk_wiring_new_account (workspace, settings, error);
}

static GListModel *
open_sources (const SkSettings  *settings,
              gpointer           data,
              GError           **error)
{
  return sk_wiring_new_sources (&(SkWiring) { NULL, NULL }, settings, error);
}

static void
on_changed (gpointer data)
{
  ((World *) data)->n_changed++;
}

static void
forget_all (void)
{
  g_autoptr(GSettings) store = sk_settings_store_open ();
  g_auto(GStrv) ids = g_settings_get_strv (store, "workspaces");

  for (guint i = 0; ids[i] != NULL; i++)
    sk_settings_store_remove_workspace (store, ids[i]);
}

static void
world_init_with (World      *world,
                 const char *schema)
{
  const char *database;

  forget_all ();
  *world = (World) { .notion = sk_notion_stand_in_new (), .keys = sk_fake_keys_new () };
  world->folder = g_dir_make_tmp ("test-set-up-XXXXXX", NULL);
  sk_notion_stand_in_set_token (world->notion, KEY);
  database = sk_notion_stand_in_add_database (world->notion, "Home");
  world->table = sk_notion_stand_in_add_data_source (world->notion, database, "Tasks", schema);
  world->connect = sk_connect_new (&(SkConnectParts) {
    .read_settings = read_settings,
    .open_account = open_account,
    .open_sources = open_sources,
    .changed = on_changed,
    .data = world,
    .keys = SK_KEY_STORE (world->keys),
    .clock = { .stopped = TRUE, .at = SK_STAND_IN_NOW },
  }, world->folder);
}

static void
world_init (World *world)
{
  world_init_with (world, PLAIN);
}

static void
remove_all (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, entry, NULL);
      remove_all (inner);
    }

  g_remove (path);
}

static void
world_clear (World *world)
{
  g_clear_object (&world->connect);
  g_clear_object (&world->keys);
  g_clear_object (&world->notion);
  remove_all (world->folder);
  g_free (world->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* --- asking --- */

static void
on_result (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static int
say (const char *text,
     gsize       length)
{
  int ends[2];
  g_autoptr(GError) error = NULL;

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, &error));
  g_assert_cmpint (write (ends[1], text, length), ==, (gssize) length);
  close (ends[1]);

  return ends[0];
}

static SkAccountOffer *
begin (World       *world,
       const char  *key,
       char       **workspace,
       GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  *workspace = NULL;
  sk_connect_begin_async (world->connect, say (key, strlen (key)), NULL, on_result, &result);
  text = sk_connect_begin_finish (world->connect, wait_for (&result), workspace, error);
  if (text == NULL)
    return NULL;

  g_assert_null (strstr (text, KEY));
  return sk_databases_codec_read (text, strlen (text), error);
}

static char *
begin_well (World *world)
{
  g_autoptr(GError) error = NULL;
  char *workspace;
  g_autoptr(SkAccountOffer) offer = begin (world, KEY "\n", &workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (offer->tables->len, >, 0);

  return workspace;
}

static GPtrArray *
check (World       *world,
       const char  *workspace,
       const char  *database,
       GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  sk_connect_check_async (world->connect, workspace, database, NULL, on_result, &result);
  text = sk_connect_text_finish (world->connect, wait_for (&result), error);

  return text != NULL ? sk_columns_codec_read (text, strlen (text), error) : NULL;
}

static const SkAccountColumn *
find_column (GPtrArray  *columns,
             const char *role)
{
  for (guint i = 0; i < columns->len; i++)
    if (strcmp (((SkAccountColumn *) columns->pdata[i])->role, role) == 0)
      return columns->pdata[i];

  g_assert_not_reached ();
}

static gboolean
use (World              *world,
     const char         *workspace,
     const char         *database,
     const char *const  *columns,
     const char *const  *add,
     GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_connect_use_async (world->connect, workspace,
                        &(SkConnectChoice) { database, columns, add }, NULL, on_result, &result);

  return sk_connect_done_finish (world->connect, wait_for (&result), error);
}

static gboolean
forget (World       *world,
        const char  *workspace,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_connect_forget_async (world->connect, workspace, NULL, on_result, &result);

  return sk_connect_done_finish (world->connect, wait_for (&result), error);
}

static void
keep (World      *world,
      const char *workspace,
      SkKeyPlace  place)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  sk_connect_keep_async (world->connect, workspace, place, NULL, on_result, &result);
  g_assert_true (sk_connect_done_finish (world->connect, wait_for (&result), &error));
  g_assert_no_error (error);
}

static SkSettings *
read_well (World *world)
{
  g_autoptr(GError) error = NULL;
  SkSettings *settings = read_settings (world, &error);

  g_assert_no_error (error);
  return settings;
}

static const char *const date[] = { SK_ROLE_SCHEDULED, NULL };

/* --- the tests --- */

static void
test_whole_way (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *workspace = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) columns = NULL;
  g_autoptr(SkSettings) settings = NULL;
  const SkAccountColumn *rank;
  const SkWorkspace *kept;

  world_init_with (&world, ODD);
  workspace = begin_well (&world);
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 0);

  columns = check (&world, workspace, world.table, &error);
  g_assert_no_error (error);
  g_assert_cmpint (find_column (columns, "scheduled")->fit, ==, SK_ACCOUNT_FIT_MISSING);
  g_assert_cmpstr (find_column (columns, "status")->options[1], ==, "Done");
  rank = find_column (columns, "rank");
  g_assert_cmpint (rank->fit, ==, SK_ACCOUNT_FIT_WRONG_TYPE);
  g_assert_cmpuint (rank->choices->len, ==, 1);
  g_assert_cmpstr (((SkAccountChoice *) rank->choices->pdata[0])->name, ==, "Priority");

  const char *const chosen[] = { "rank", ((SkAccountChoice *) rank->choices->pdata[0])->id, NULL };

  g_assert_false (use (&world, workspace, world.table, chosen, NULL, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 0);
  g_clear_error (&error);

  g_assert_true (use (&world, workspace, world.table, chosen, date, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sk_fake_keys_get (world.keys, workspace), ==, KEY);
  g_assert_cmpuint (world.n_changed, ==, 1);
  settings = read_well (&world);
  g_assert_cmpuint (settings->workspaces->len, ==, 1);
  kept = g_ptr_array_index (settings->workspaces, 0);
  g_assert_cmpstr (kept->id, ==, workspace);
  g_assert_cmpstr (kept->database, ==, world.table);
  g_assert_cmpstr (kept->columns[1], ==, chosen[1]);
  g_assert_null (kept->key);
}

static const struct
{
  const char *name;
  const char *key;
} wrong_keys[] = {
  { "a-wrong-key", "ntn_wrong" },
  { "no-key", " \n" },
  { "a-key-of-two-lines", "ntn_a\nntn_b" },
};

static void
test_wrong_key (gconstpointer data)
{
  const char *key = ((const char *const *) data)[1];
  g_auto(World) world = { NULL };
  g_autofree char *workspace = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  g_assert_null (begin (&world, key, &workspace, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_null (workspace);
  g_assert_null (strstr (error->message, "ntn_"));
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 0);
}

static void
test_long_key (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *key = g_strnfill (5000, 'k');
  g_autofree char *workspace = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  g_assert_null (begin (&world, key, &workspace, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_cmpuint (sk_notion_stand_in_get_n_requests (world.notion), ==, 0);
}

static void
test_ticks (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *workspace = NULL;
  g_autofree char *ticked = NULL;
  g_autofree char *done = NULL;
  g_autoptr(GError) error = NULL;
  const char *const add[] = { SK_ROLE_SCHEDULED, SK_ROLE_AUTO_SCHEDULE, NULL };
  const char *open, *closed;

  world_init (&world);
  open = sk_notion_stand_in_add_row (world.notion, world.table,
                                     "{\"Name\": \"A\", \"Status\": \"Not started\"}");
  closed = sk_notion_stand_in_add_row (world.notion, world.table,
                                       "{\"Name\": \"B\", \"Status\": \"Done\"}");
  workspace = begin_well (&world);
  g_assert_true (use (&world, workspace, world.table, NULL, add, &error));
  g_assert_no_error (error);
  ticked = sk_notion_stand_in_dup_json (world.notion, open, "Auto Schedule");
  done = sk_notion_stand_in_dup_json (world.notion, closed, "Auto Schedule");
  g_assert_nonnull (strstr (ticked, "true"));
  g_assert_null (strstr (done, "true"));
}

static void
test_nothing_is_kept_half_way (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *workspace = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  workspace = begin_well (&world);
  g_assert_true (forget (&world, workspace, &error));
  g_assert_null (check (&world, workspace, world.table, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 0);
}

static void
test_again (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) settings = NULL;

  world_init (&world);
  first = begin_well (&world);
  g_assert_true (use (&world, first, world.table, NULL, date, &error));
  sk_fake_keys_put (world.keys, first, "ntn_old");

  second = begin_well (&world);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (use (&world, second, world.table, NULL, NULL, &error));
  g_assert_no_error (error);
  settings = read_well (&world);
  g_assert_cmpuint (settings->workspaces->len, ==, 1);
  g_assert_cmpstr (sk_fake_keys_get (world.keys, first), ==, KEY);
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 1);
}

static void
test_forget (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *workspace = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) settings = NULL;

  world_init (&world);
  workspace = begin_well (&world);
  g_assert_true (use (&world, workspace, world.table, NULL, date, &error));
  g_assert_true (forget (&world, workspace, &error));
  g_assert_no_error (error);
  g_assert_null (sk_fake_keys_get (world.keys, workspace));
  settings = read_well (&world);
  g_assert_cmpuint (settings->workspaces->len, ==, 0);

  g_assert_false (forget (&world, workspace, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
}

static void
test_locked (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *workspace = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkAccountOffer) offer = NULL;

  world_init (&world);
  sk_fake_keys_set_keyring (world.keys, SK_KEYRING_LOCKED);
  offer = begin (&world, KEY, &workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpint (offer->keyring, ==, SK_KEYRING_LOCKED);
  g_assert_false (use (&world, workspace, world.table, NULL, date, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_clear_error (&error);

  /* nothing is lost: the person may unlock it, or choose another place */
  keep (&world, workspace, SK_KEY_PLACE_FILE);
  g_assert_true (use (&world, workspace, world.table, NULL, date, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sk_fake_keys_get_place (world.keys), ==, SK_KEY_PLACE_FILE);

  sk_fake_keys_set_keyring (world.keys, SK_KEYRING_OPEN);
  keep (&world, workspace, SK_KEY_PLACE_KEYRING);
  g_assert_cmpint (sk_fake_keys_get_place (world.keys), ==, SK_KEY_PLACE_KEYRING);
}

static void
test_linked (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *workspace = NULL;
  g_autoptr(GError) error = NULL;
  const char *linked;

  world_init (&world);
  linked = sk_notion_stand_in_add_database (world.notion, "A view");
  workspace = begin_well (&world);
  g_assert_false (use (&world, workspace, linked, NULL, date, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "view"));
}

static void
test_several (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *workspace = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkAccountOffer) offer = NULL;
  const char *database;

  world_init (&world);
  database = sk_notion_stand_in_get_database (world.notion, world.table);
  sk_notion_stand_in_add_data_source (world.notion, database, "People", PLAIN);
  workspace = begin_well (&world);
  sk_connect_list_async (world.connect, workspace, database, NULL, on_result, &result);
  text = sk_connect_text_finish (world.connect, wait_for (&result), &error);
  g_assert_no_error (error);
  offer = sk_databases_codec_read (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offer->tables->len, ==, 2);
  g_assert_true (((SkAccountTable *) offer->tables->pdata[1])->is_one_of_several);

  g_assert_false (use (&world, workspace, database, NULL, date, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_true (use (&world, workspace, world.table, NULL, date, &error));
  g_assert_no_error (error);
}

static void
test_sample (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) settings = NULL;
  const SkWorkspace *sample;

  world_init (&world);
  g_assert_true (sk_connect_try_sample (world.connect, &error));
  g_assert_true (sk_connect_try_sample (world.connect, &error));
  g_assert_no_error (error);
  settings = read_well (&world);
  g_assert_cmpuint (settings->workspaces->len, ==, 1);
  sample = g_ptr_array_index (settings->workspaces, 0);
  g_assert_true (g_file_test (sample->file, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (world.n_changed, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("test-set-up-home-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/set-up/the-whole-way", test_whole_way);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_keys); i++)
    {
      g_autofree char *path = g_strconcat ("/set-up/refuses/", wrong_keys[i].name, NULL);
      g_test_add_data_func (path, &wrong_keys[i], test_wrong_key);
    }
  g_test_add_func ("/set-up/refuses/a-key-without-end", test_long_key);
  g_test_add_func ("/set-up/ticks-open-rows", test_ticks);
  g_test_add_func ("/set-up/nothing-is-kept-half-way", test_nothing_is_kept_half_way);
  g_test_add_func ("/set-up/again-brings-a-new-key", test_again);
  g_test_add_func ("/set-up/forgets", test_forget);
  g_test_add_func ("/set-up/a-locked-keyring-loses-nothing", test_locked);
  g_test_add_func ("/set-up/a-view-is-explained", test_linked);
  g_test_add_func ("/set-up/one-of-several-is-chosen", test_several);
  g_test_add_func ("/set-up/sample-tasks", test_sample);

  status = g_test_run ();
  remove_all (home);

  return status;
}
