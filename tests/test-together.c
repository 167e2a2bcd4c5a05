/* test-together.c — two who write at once, people who edit meanwhile, and kill -9
 *
 * The real program, against a stand-in for Notion that tells afterwards who
 * wrote what.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "sk-json.h"
#include "sk-notion-stand-in.h"
#include "sk-program.h"

#define KEY "ntn_TogetherSecret"
#define PAGES "/v1/pages/?*"
#define N_ROWS 5

#define SCHEMA "{\"Task name\": {\"type\": \"title\"}, " \
  "\"Scheduled Date\": {\"type\": \"date\"}, \"Last Scheduled\": {\"type\": \"date\"}, " \
  "\"Rank\": {\"type\": \"number\"}, \"Est Duration Hrs\": {\"type\": \"number\"}, " \
  "\"Due date\": {\"type\": \"date\"}}"

/* Two homes, and a stand-in for Notion with some rows. */
typedef struct
{
  char            *homes[2];
  SkNotionStandIn *notion;
  const char      *database;
  const char      *rows[N_ROWS];
} World;

static void
world_init (World *world)
{
  const char *table;

  for (guint i = 0; i < 2; i++)
    world->homes[i] = g_dir_make_tmp ("test-together-XXXXXX", NULL);
  world->notion = sk_notion_stand_in_new ();
  sk_notion_stand_in_set_token (world->notion, KEY);
  world->database = sk_notion_stand_in_add_database (world->notion, "Tasks");
  table = sk_notion_stand_in_add_data_source (world->notion, world->database, "Tasks", SCHEMA);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *values =
        g_strdup_printf ("{\"Task name\": \"Task %u\", \"Rank\": %u, \"Est Duration Hrs\": 1}", i,
                         100 - i);

      world->rows[i] = sk_notion_stand_in_add_row (world->notion, table, values);
    }
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
  g_clear_object (&world->notion);
  for (guint i = 0; i < 2; i++)
    {
      remove_all (world->homes[i]);
      g_free (world->homes[i]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* --- running it --- */

static GStrv
make_environment (World *world,
                  guint  home)
{
  static const char *const ours[] = { "PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS" };
  GStrv variables = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ours); i++)
    if (g_getenv (ours[i]) != NULL)
      variables = g_environ_setenv (variables, ours[i], g_getenv (ours[i]), TRUE);
  variables = g_environ_setenv (variables, "HOME", world->homes[home], TRUE);
  variables = g_environ_setenv (variables, "TZ", "Pacific/Chatham", TRUE);
  variables = g_environ_setenv (variables, "LC_ALL", "C.UTF-8", TRUE);
  variables = g_environ_setenv (variables, "G_DEBUG", "fatal-warnings", TRUE);
  variables = g_environ_setenv (variables, "GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  variables = g_environ_setenv (variables, "GIO_USE_VFS", "local", TRUE);
  variables = g_environ_setenv (variables, "SLOTKEEPER_NOTION_URL",
                                sk_notion_stand_in_get_url (world->notion), TRUE);
  variables = g_environ_setenv (variables, "NOTION_API_KEY", KEY, TRUE);
  variables = g_environ_setenv (variables, "NOTION_DB_ID", world->database, TRUE);

  return variables;
}

static SkProgram *
start (World      *world,
       guint       home,
       const char *words)
{
  g_auto(GStrv) environment = make_environment (world, home);
  g_autofree char *line = g_strdup_printf ("%s %s", g_getenv ("SLOTKEEPERCTL"), words);
  g_auto(GStrv) argv = g_strsplit (line, " ", -1);

  return sk_program_start ((const char *const *) argv, (const char *const *) environment);
}

static void
assert_ended (SkProgram *program,
              int        status)
{
  sk_program_wait (program);
  if (program->status != status)
    g_test_message ("stdout: %s\nstderr: %s", program->out->str, program->err->str);
  g_assert_cmpint (program->status, ==, status);
  g_assert_null (strstr (program->out->str, KEY));
  g_assert_null (strstr (program->err->str, KEY));
}

static SkProgram *
run (World      *world,
     const char *words,
     int         status)
{
  SkProgram *program = start (world, 0, words);

  assert_ended (program, status);
  return program;
}

static JsonNode *
ask (World      *world,
     const char *words)
{
  g_autoptr(SkProgram) program = run (world, words, 0);
  g_autoptr(GError) error = NULL;
  JsonNode *node = sk_json_parse (program->out->str, program->out->len, SK_JSON_OURS, &error);

  g_assert_no_error (error);
  return node;
}

/* --- who wrote what --- */

/* What a write put into the column of that name or id, as text. */
static char *
dup_written (const SkStandInRequest *request)
{
  JsonNode *properties = json_object_get_member (json_node_get_object (request->body),
                                                 "properties");
  g_autoptr(GList) values = json_object_get_values (json_node_get_object (properties));

  /* the place is what comes first */
  return sk_json_print (values->data, FALSE);
}

/* No page is written twice with another place. */
static void
assert_one_value_each (World *world)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < sk_notion_stand_in_get_n_requests (world->notion); i++)
    {
      const SkStandInRequest *request = sk_notion_stand_in_get_request (world->notion, i);
      g_autofree char *value = NULL;
      const char *before;

      if (strcmp (request->method, "PATCH") != 0)
        continue;
      value = dup_written (request);
      before = g_hash_table_lookup (seen, request->path);
      if (before != NULL)
        g_assert_cmpstr (value, ==, before);
      g_hash_table_insert (seen, g_strdup (request->path), g_steal_pointer (&value));
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, N_ROWS);
  g_assert_cmpuint (sk_notion_stand_in_get_n_forbidden (world->notion), ==, 0);
}

/* Every row has a place of its own, and there is nothing left to change. */
static void
assert_settled (World *world)
{
  g_autoptr(GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(JsonNode) plan = ask (world, "plan --json");
  JsonObject *summary = json_object_get_object_member (json_node_get_object (plan), "summary");

  for (guint i = 0; i < N_ROWS; i++)
    {
      char *place = sk_notion_stand_in_dup_json (world->notion, world->rows[i], "Scheduled Date");

      g_assert_nonnull (strstr (place, "\"start\""));
      g_assert_true (g_hash_table_add (places, place));
    }

  g_assert_cmpint (json_object_get_int_member (summary, "kept"), ==, N_ROWS);
}

static gboolean
is_held (World     *world,
         SkProgram *program)
{
  while (sk_notion_stand_in_get_n_held (world->notion) == 0 && program->n_open > 0)
    g_main_context_iteration (NULL, TRUE);

  return sk_notion_stand_in_get_n_held (world->notion) > 0;
}

/* --- two at once --- */

static void
test_two_processes (void)
{
  g_auto(World) world = { { NULL } };

  world_init (&world);
  g_autoptr(SkProgram) one = start (&world, 0, "apply --yes");
  g_autoptr(SkProgram) other = start (&world, 0, "apply --yes");
  assert_ended (one, 0);
  assert_ended (other, 0);

  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", PAGES), ==, N_ROWS);
  assert_one_value_each (&world);
  assert_settled (&world);
}

/* The second plans while the first is in the middle of writing. */
static void
test_waits_for_the_other (void)
{
  g_auto(World) world = { { NULL } };

  world_init (&world);
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD, .method = "PATCH", .nth = 2,
  });
  g_autoptr(SkProgram) one = start (&world, 0, "apply --yes");
  g_assert_true (is_held (&world, one));

  guint n_before = sk_notion_stand_in_get_n_requests (world.notion);
  g_autoptr(SkProgram) other = start (&world, 0, "apply --yes --verbose");

  /* it reads nothing before what the first left open is certain */
  g_assert_cmpuint (sk_notion_stand_in_get_n_requests (world.notion), ==, n_before);
  sk_notion_stand_in_release (world.notion);
  assert_ended (one, 0);
  assert_ended (other, 0);
  assert_one_value_each (&world);
  assert_settled (&world);
}

/* Two machines share nothing but Notion. */
static void
test_two_machines (void)
{
  g_auto(World) world = { { NULL } };

  world_init (&world);
  g_autoptr(SkProgram) one = start (&world, 0, "apply --yes");
  g_autoptr(SkProgram) other = start (&world, 1, "apply --yes");
  sk_program_wait (one);
  sk_program_wait (other);
  g_assert_true (one->status == 0 || one->status == 5);
  g_assert_true (other->status == 0 || other->status == 5);

  assert_one_value_each (&world);
  assert_settled (&world);
}

/* --- people who edit meanwhile --- */

/* The edit of a person while we write wins, is told, and is planned around:
 * even one that comes after we looked, and before our write. */
static void
test_watch_plans_again (void)
{
  g_auto(World) world = { { NULL } };
  g_autofree char *last = NULL;

  world_init (&world);
  last = g_strconcat ("/v1/pages/", world.rows[N_ROWS - 1], NULL);
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD_BEFORE, .method = "PATCH", .path = last,
  });
  g_autoptr(SkProgram) program = start (&world, 0, "watch");
  g_assert_true (is_held (&world, program));
  sk_notion_stand_in_set_now (world.notion, sk_notion_stand_in_get_now (world.notion) + 120);
  sk_notion_stand_in_set_row (world.notion, world.rows[N_ROWS - 1], "{\"Est Duration Hrs\": 3}");
  sk_notion_stand_in_release (world.notion);

  g_assert_true (sk_program_wait_for_answer (program, "4 kept"));
  sk_program_signal (program, SIGTERM);
  assert_ended (program, 0);
  g_assert_nonnull (strstr (program->err->str, "Task 4"));
  assert_settled (&world);
}

/* --- kill -9 --- */

/* The write had arrived; nobody knew. */
static void
test_killed_after_sending (void)
{
  g_auto(World) world = { { NULL } };
  g_autoptr(JsonNode) history = NULL;

  world_init (&world);
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD, .method = "PATCH", .nth = 2,
  });
  g_autoptr(SkProgram) killed = start (&world, 0, "apply --yes");
  g_assert_true (is_held (&world, killed));
  sk_program_signal (killed, SIGKILL);
  sk_program_wait (killed);
  sk_notion_stand_in_release (world.notion);

  g_autoptr(SkProgram) next = run (&world, "apply --yes", 0);
  g_assert_nonnull (strstr (next->err->str, "interrupted; "));
  g_assert_nonnull (strstr (next->err->str, " of it "));
  assert_one_value_each (&world);
  assert_settled (&world);

  history = ask (&world, "history --json");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (history)), >=, 1);
}

/* The write never arrived. */
static void
test_killed_before_sending (void)
{
  g_auto(World) world = { { NULL } };

  world_init (&world);
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_DROP, .method = "PATCH", .nth = 2, .times = 1,
  });
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD, .method = "GET", .path = PAGES, .times = G_MAXUINT,
  });
  g_autoptr(SkProgram) killed = start (&world, 0, "apply --yes");
  g_assert_true (is_held (&world, killed));
  sk_program_signal (killed, SIGKILL);
  sk_program_wait (killed);
  sk_notion_stand_in_clear_faults (world.notion);
  sk_notion_stand_in_release (world.notion);

  g_autoptr(SkProgram) next = run (&world, "apply --yes", 0);
  g_assert_nonnull (strstr (next->err->str, "interrupted; "));
  g_assert_nonnull (strstr (next->err->str, " not written"));
  assert_settled (&world);
}

/* --- taken back --- */

static void
test_undo (void)
{
  g_auto(World) world = { { NULL } };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  world_init (&world);
  sk_notion_stand_in_set_row (world.notion, world.rows[0], "{\"Scheduled Date\": \"2020-02-03\"}");
  before = sk_notion_stand_in_dup_json (world.notion, world.rows[0], "Scheduled Date");
  G_GNUC_UNUSED g_autoptr(SkProgram) applied = run (&world, "apply --yes", 0);
  g_autoptr(SkProgram) undone = run (&world, "undo", 0);
  after = sk_notion_stand_in_dup_json (world.notion, world.rows[0], "Scheduled Date");
  g_assert_cmpstr (after, ==, before);
  g_assert_nonnull (strstr (undone->out->str, "5 of 5 changes"));

  /* not again by itself, but shown */
  guint n_writes = sk_notion_stand_in_count_requests (world.notion, "PATCH", PAGES);
  g_autoptr(SkProgram) again = run (&world, "apply --yes", 0);
  g_assert_nonnull (strstr (again->out->str, "0 of 0 changes"));
  g_assert_nonnull (strstr (again->err->str, "“Task 1” stays where it is"));
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", PAGES), ==, n_writes);
  g_autoptr(SkProgram) shown = run (&world, "plan", 0);
  g_assert_nonnull (strstr (shown->out->str, "Task 1"));
  g_assert_nonnull (strstr (shown->err->str, "“Task 1” was taken back"));

  /* by name, or once it is another task */
  g_autofree char *words = g_strdup_printf ("apply --yes --only %s", world.rows[1]);
  g_autoptr(SkProgram) named = run (&world, words, 0);
  g_assert_nonnull (strstr (named->out->str, "1 of 1 change"));
  sk_notion_stand_in_set_row (world.notion, world.rows[2], "{\"Due date\": \"2036-01-01\"}");
  g_autoptr(SkProgram) changed = run (&world, "apply --yes", 0);
  g_assert_nonnull (strstr (changed->out->str, "1 of 1 change"));
}

static void
test_undo_refuses (void)
{
  g_auto(World) world = { { NULL } };

  world_init (&world);
  G_GNUC_UNUSED g_autoptr(SkProgram) applied = run (&world, "apply --yes", 0);
  sk_notion_stand_in_set_row (world.notion, world.rows[1], "{\"Scheduled Date\": \"2020-02-03\"}");
  g_autoptr(SkProgram) undone = run (&world, "undo --json", 5);
  g_autoptr(JsonNode) root = sk_json_parse (undone->out->str, undone->out->len, SK_JSON_OURS, NULL);
  g_autofree char *kept = sk_notion_stand_in_dup_json (world.notion, world.rows[1],
                                                       "Scheduled Date");
  g_autofree char *gone = sk_notion_stand_in_dup_json (world.notion, world.rows[2],
                                                       "Scheduled Date");

  g_assert_nonnull (root);
  g_assert_nonnull (strstr (undone->err->str, "Task 1"));
  g_assert_null (strstr (undone->err->str, "Task 2"));
  g_assert_nonnull (strstr (kept, "2020-02-03"));
  g_assert_null (strstr (gone, "\"start\""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("SLOTKEEPERCTL") == NULL)
    g_error ("SLOTKEEPERCTL must name the program");

  g_test_add_func ("/together/two-processes-at-once", test_two_processes);
  g_test_add_func ("/together/the-second-waits-for-the-first", test_waits_for_the_other);
  g_test_add_func ("/together/two-machines", test_two_machines);
  g_test_add_func ("/together/a-person-edits-meanwhile", test_watch_plans_again);
  g_test_add_func ("/together/killed-after-sending", test_killed_after_sending);
  g_test_add_func ("/together/killed-before-sending", test_killed_before_sending);
  g_test_add_func ("/together/taken-back", test_undo);
  g_test_add_func ("/together/taken-back-but-what-changed", test_undo_refuses);

  return g_test_run ();
}
