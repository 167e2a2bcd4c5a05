/* test-ctl.c — slotkeeperctl as people and scripts meet it
 *
 * The real program, in an environment of its own, against task files and a
 * stand-in for Notion.  Its answers, its exit codes, and what it never says.
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

/* The stem is what must never be seen again. */
#define SECRET "TopSecret"
#define KEY "ntn_" SECRET "0123456789"
#define WRONG_KEY "ntn_" SECRET "9876543210"
#define AT "2026-11-23T08:00:00+01:00"
#define DIGEST_OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

#define PAGES "/v1/pages/?*"
#define QUERY "/v1/data_sources/?*/query"
#define FOR_EVER G_MAXUINT
#define TOO_LONG 301            /* seconds: whoever asks for more is not waited for */

#define LEAST "\"Task name\": {\"type\": \"title\"}"
#define DATES "\"Scheduled Date\": {\"type\": \"date\"}, \"Last Scheduled\": {\"type\": \"date\"}"
#define SCHEMA "{" LEAST ", " DATES ", " \
  "\"Rank\": {\"type\": \"formula\", \"result\": \"number\"}, " \
  "\"Status\": {\"type\": \"status\", \"groups\": {\"To-do\": [\"Not started\"], " \
    "\"In progress\": [\"In progress\"], \"Complete\": [\"Done\"]}}, " \
  "\"Est Duration Hrs\": {\"type\": \"number\"}, " \
  "\"Due date\": {\"type\": \"date\"}, " \
  "\"Auto Schedule\": {\"type\": \"checkbox\"}}"

/* A home of its own, a task file in it, and a stand-in for Notion. */
typedef struct
{
  char            *home;
  char            *file;        /* a copy of the sample */
  SkNotionStandIn *notion;
  const char      *database;
  const char      *table;
  GPtrArray       *names;       /* what "@name" stands for: name, value, name, value … */
} World;

/* --- the world --- */

static void
name (World      *world,
      const char *word,
      const char *value)
{
  g_ptr_array_add (world->names, g_strdup (word));
  g_ptr_array_add (world->names, g_strdup (value));
}

/* An address at which nobody listens. */
static char *
dup_dead_address (void)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return g_strdup_printf ("http://127.0.0.1:%u", port);
}

static void
write_file (const char *path,
            const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static char *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* A file in the home, known by @word from now on. */
static void
add_file (World      *world,
          const char *word,
          const char *text)
{
  g_autofree char *path = g_build_filename (world->home, word + 1, NULL);

  write_file (path, text);
  name (world, word, path);
}

static void
add_databases (World *world)
{
  const char *two = sk_notion_stand_in_add_database (world->notion, "Two");
  const char *hidden = sk_notion_stand_in_add_database (world->notion, "Hidden");
  const char *bare, *wrong;

  sk_notion_stand_in_add_data_source (world->notion, two, "One", SCHEMA);
  sk_notion_stand_in_add_data_source (world->notion, two, "Other", SCHEMA);
  sk_notion_stand_in_add_data_source (world->notion, hidden, "Hidden", SCHEMA);
  sk_notion_stand_in_set_shared (world->notion, hidden, FALSE);
  bare = sk_notion_stand_in_add_data_source (world->notion, NULL, "Bare", "{" LEAST "}");
  wrong = sk_notion_stand_in_add_data_source (world->notion, NULL, "Wrong",
    "{" LEAST ", \"Scheduled Date\": {\"type\": \"rich_text\"}}");

  name (world, "@two", two);
  name (world, "@hidden", hidden);
  name (world, "@linked", sk_notion_stand_in_add_database (world->notion, "Linked"));
  name (world, "@page", sk_notion_stand_in_add_page (world->notion, "A page"));
  name (world, "@bare", sk_notion_stand_in_get_database (world->notion, bare));
  name (world, "@wrong", sk_notion_stand_in_get_database (world->notion, wrong));
}

static void
world_init (World *world)
{
  g_autofree char *sample = read_file (g_getenv ("SLOTKEEPER_SAMPLE"));
  g_autofree char *dead = NULL;
  g_autoptr(GError) error = NULL;

  world->home = g_dir_make_tmp ("test-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  world->names = g_ptr_array_new_with_free_func (g_free);
  world->notion = sk_notion_stand_in_new ();
  dead = dup_dead_address ();
  sk_notion_stand_in_set_token (world->notion, KEY);
  world->database = sk_notion_stand_in_add_database (world->notion, "Tasks");
  world->table = sk_notion_stand_in_add_data_source (world->notion, world->database, "Tasks",
                                                     SCHEMA);

  /* names that hold others come first */
  name (world, "@notion", "SLOTKEEPER_NOTION_URL=@url NOTION_API_KEY=@key NOTION_DB_ID=@database");
  name (world, "@twice", "SLOTKEEPER_NOTION_URL=@url HOME_NOTION_API_KEY=@key "
        "HOME_NOTION_DB_ID=@database WORK_NOTION_API_KEY=@key WORK_NOTION_DB_ID=@work");
  name (world, "@sample", "--from @file --at " AT);
  name (world, "@dead", dead);
  name (world, "@url", sk_notion_stand_in_get_url (world->notion));
  name (world, "@wrong-key", WRONG_KEY);
  name (world, "@key", KEY);
  name (world, "@database", world->database);
  name (world, "@home", world->home);
  add_file (world, "@file", sample);
  world->file = g_build_filename (world->home, "file", NULL);
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
  g_ptr_array_unref (world->names);
  remove_all (world->home);
  g_free (world->home);
  g_free (world->file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
add_fault (World          *world,
           SkStandInFault  fault)
{
  sk_notion_stand_in_add_fault (world->notion, &fault);
}

static const char *
add_row (World      *world,
         const char *values)
{
  return sk_notion_stand_in_add_row (world->notion, world->table, values);
}

#define ROW(title, rank, more) \
  "{\"Task name\": \"" title "\", \"Rank\": " rank ", \"Est Duration Hrs\": 1, " \
  "\"Auto Schedule\": true" more "}"

/* --- running it --- */

/* @words as a shell would split them, with what "@name" stands for. */
static GStrv
split (World      *world,
       const char *words)
{
  g_autoptr(GString) text = g_string_new (words);
  g_autoptr(GError) error = NULL;
  GStrv parts = NULL;

  for (guint i = 0; i < world->names->len; i += 2)
    g_string_replace (text, world->names->pdata[i], world->names->pdata[i + 1], 0);

  if (!g_shell_parse_argv (text->str, NULL, &parts, &error))
    g_assert_error (error, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING);

  return parts;
}

/* Nothing of ours but what it takes to run, to run under sanitizers, and to
 * run as tests do; then what the case sets. */
static GStrv
make_environment (World      *world,
                  const char *more,     /* (nullable) */
                  const char *zone)
{
  static const char *const ours[] = { "PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS" };
  g_auto(GStrv) added = split (world, more != NULL ? more : "");
  GStrv variables = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ours); i++)
    if (g_getenv (ours[i]) != NULL)
      variables = g_environ_setenv (variables, ours[i], g_getenv (ours[i]), TRUE);
  variables = g_environ_setenv (variables, "HOME", world->home, TRUE);
  variables = g_environ_setenv (variables, "TZ", zone, TRUE);
  variables = g_environ_setenv (variables, "LC_ALL", "C.UTF-8", TRUE);
  variables = g_environ_setenv (variables, "G_DEBUG", "fatal-warnings", TRUE);
  variables = g_environ_setenv (variables, "GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  variables = g_environ_setenv (variables, "GIO_USE_VFS", "local", TRUE);

  for (guint i = 0; added != NULL && added[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (added[i], "=", 2);

      variables = g_environ_setenv (variables, pair[0], pair[1], TRUE);
    }

  return variables;
}

static SkProgram *
start_in (World      *world,
          const char *zone,
          const char *words,
          const char *variables)
{
  g_auto(GStrv) typed = split (world, words);
  g_auto(GStrv) environment = make_environment (world, variables, zone);
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (char *) g_getenv ("SLOTKEEPERCTL"));
  for (guint i = 0; typed != NULL && typed[i] != NULL; i++)
    g_ptr_array_add (argv, typed[i]);
  g_ptr_array_add (argv, NULL);

  return sk_program_start ((const char *const *) argv->pdata, (const char *const *) environment);
}

static SkProgram *
start (World      *world,
       const char *words,
       const char *variables)
{
  return start_in (world, "Pacific/Chatham", words, variables);
}

/* What holds of every run, however it ends. */
static void
assert_manners (SkProgram *program)
{
  g_assert_null (strstr (program->out->str, SECRET));
  g_assert_null (strstr (program->err->str, SECRET));
  g_assert_null (strstr (program->err->str, "runtime error"));
  g_assert_true (g_utf8_validate (program->out->str, -1, NULL));
  g_assert_true (g_utf8_validate (program->err->str, -1, NULL));
  g_assert_true (program->out->len == 0 || g_str_has_suffix (program->out->str, "\n"));
  g_assert_true (program->err->len == 0 || g_str_has_suffix (program->err->str, "\n"));
  g_assert_null (strpbrk (program->out->str, "\033\007"));
  g_assert_null (strpbrk (program->err->str, "\033\007"));
}

static void
assert_ended (SkProgram *program,
              int        status)
{
  sk_program_wait (program);
  if (program->status != status)
    g_test_message ("stdout: %s\nstderr: %s", program->out->str, program->err->str);
  g_assert_cmpint (program->status, ==, status);
  assert_manners (program);
}

static SkProgram *
run (World      *world,
     const char *words,
     const char *variables,
     int         status)
{
  SkProgram *program = start (world, words, variables);

  assert_ended (program, status);
  return program;
}

/* An answer, and not a word besides. */
static char *
ask (World      *world,
     const char *words,
     const char *variables)
{
  g_autoptr(SkProgram) program = run (world, words, variables, 0);

  g_assert_cmpstr (program->err->str, ==, "");
  return g_strdup (program->out->str);
}

/* --- answers for programs --- */

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = sk_json_parse (text, strlen (text), SK_JSON_OURS, &error);

  g_assert_no_error (error);
  return node;
}

static JsonNode *
ask_json (World      *world,
          const char *words,
          const char *variables)
{
  g_autofree char *text = ask (world, words, variables);

  return parse (text);
}

static JsonObject *
as_object (JsonNode *node)
{
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return json_node_get_object (node);
}

static const char *
get_text (JsonNode   *node,
          const char *member)
{
  return json_object_get_string_member_with_default (as_object (node), member, "");
}

static JsonArray *
get_list (JsonNode   *node,
          const char *member)
{
  JsonNode *list = json_object_get_member (as_object (node), member);

  g_assert_true (list != NULL && JSON_NODE_HOLDS_ARRAY (list));
  return json_node_get_array (list);
}

/* Of a plan: a number of its summary. */
static gint64
get_count (JsonNode   *plan,
           const char *member)
{
  JsonNode *summary = json_object_get_member (as_object (plan), "summary");

  return json_object_get_int_member (as_object (summary), member);
}

/* Of a plan: how many changes there would be. */
static gint64
count_changes (JsonNode *plan)
{
  return get_count (plan, "new") + get_count (plan, "moved") + get_count (plan, "missed") +
         get_count (plan, "removed");
}

/* Of a list of objects: the first whose @member is @value. */
static JsonNode *
find (JsonArray  *list,
      const char *member,
      const char *value)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_str_equal (get_text (json_array_get_element (list, i), member), value))
      return json_array_get_element (list, i);

  return NULL;
}

/* --- how it ends --- */

typedef struct
{
  const char *name;
  const char *words;
  const char *variables;        /* (nullable) */
  int         status;
  const char *says;             /* on stderr */
} EndCase;

static const EndCase ends[] = {
  /* usage */
  { "2/no-verb", "", NULL, 2, "A verb is missing" },
  { "2/an-unknown-verb", "paln", NULL, 2, "“paln” is no verb" },
  { "2/an-unknown-option", "plan --form x", NULL, 2, "--form" },
  { "2/an-option-without-its-value", "plan --from", NULL, 2, "--from" },
  { "2/a-missing-argument", "explain @sample", NULL, 2, "explain takes 1 argument" },
  { "2/an-argument-too-many", "plan Livepeer", NULL, 2, "plan takes 0 arguments" },
  { "2/a-mode-and-a-verb", "plan --mode test", NULL, 2, "--mode" },
  { "2/a-mode-nobody-knows", "--mode nonsense", NULL, 2, "“nonsense” is no mode" },
  { "2/a-time-without-an-offset", "plan --from @file --at 2026-11-23T08:00", NULL, 2, "--at" },
  { "2/a-day-for-a-time", "plan --from @file --at 2026-11-23", NULL, 2, "--at" },
  { "2/a-time-that-is-none", "plan --from @file --at yesterday", NULL, 2, "--at yesterday" },
  { "2/another-time-and-writing-to-notion", "apply --yes --at " AT, "@notion", 2, "--at" },
  { "2/another-time-and-mode-once", "--mode once --at " AT, "@notion", 2, "--at" },
  { "2/another-time-and-watching-notion", "watch --at " AT, "@notion", 2, "--at" },
  { "2/less-than-no-days", "plan @sample --days -1", NULL, 2, "--days" },
  { "2/no-days-at-all", "plan @sample --days 0", NULL, 2, "--days must be from 1 to 365" },
  { "2/more-days-than-a-year", "plan @sample --days 366", NULL, 2, "--days must be from 1 to 365" },
  { "2/days-that-are-no-number", "plan @sample --days many", NULL, 2, "many" },
  { "2/a-file-and-a-workspace", "plan @sample --workspace Work", NULL, 2, "--workspace" },
  { "2/nobody-to-ask", "apply --from @file", NULL, 2, "--yes" },
  { "2/nobody-to-ask-about-notion", "apply", "@notion", 2, "--yes" },
  { "2/nobody-to-ask-in-json", "apply --json --from @file", NULL, 2, "--yes" },
  { "2/verify-without-the-tasks", "verify @file", NULL, 2, "--from" },
  { "2/json-where-there-is-none", "verify @file --from @file --json", NULL, 2, "--json" },
  { "2/dates-into-a-device", "apply --yes --from /dev/null", NULL, 2, "not a regular file" },
  { "2/a-time-too-late", "plan --from @file --at 9999-12-28T10:00:00Z", NULL, 2, "9998" },
  { "2/only-where-nothing-is-written", "plan @sample --only thesis", NULL, 2, "--only" },
  { "2/only-a-task-that-is-none", "apply --yes @sample --only nonesuch", NULL, 2,
    "“nonesuch” is no task" },
  { "2/except-more-than-one-task", "apply --yes @sample --except t", NULL, 2,
    "more than one task" },
  { "2/what-if-where-nothing-is-planned", "explain thesis @sample --what-if 'busy thu'", NULL, 2,
    "--what-if" },
  { "2/what-if-and-writing", "apply --yes @sample --what-if 'busy thu'", NULL, 2, "--what-if" },
  { "2/what-if-and-watching", "watch @sample --what-if 'busy thu'", NULL, 2, "--what-if" },
  { "2/what-if-and-mode-once", "--mode once @sample --what-if 'busy thu'", NULL, 2, "--what-if" },
  { "2/what-if-without-a-line", "plan @sample --what-if", NULL, 2, "--what-if" },
  { "2/what-if-that-is-not-understood", "plan @sample --what-if 'add Talk 3q'", NULL, 2,
    "“add Talk 3q”? “3q” is not understood" },
  { "2/the-second-of-two-is-not-understood",
    "plan @sample --what-if 'busy thu' --what-if 'busy someday'", NULL, 2, "“someday” is no day" },
  { "2/what-if-a-task-that-is-none", "plan @sample --what-if 'without nonesuch'", NULL, 2,
    "“nonesuch” is no task" },
  { "2/what-if-in-json", "plan --json @sample --what-if 'without t'", NULL, 2,
    "more than one task" },
  { "2/a-task-that-is-none", "explain nonesuch @sample", NULL, 2, "“nonesuch” is no task" },
  { "2/a-prefix-of-two-tasks", "explain t @sample", NULL, 2, "more than one task" },
  { "2/a-prefix-of-all-tasks", "explain '' @sample", NULL, 2, "more than one task" },
  { "2/a-title-is-not-guessed", "explain Dent @sample", NULL, 2, "is no task" },

  /* variables out of range */
  { "2/interval-0", "plan @sample", "SCHEDULER_INTERVAL_MINUTES=0", 2,
    "SCHEDULER_INTERVAL_MINUTES is “0”" },
  { "2/interval-1441", "plan @sample", "SCHEDULER_INTERVAL_MINUTES=1441", 2,
    "SCHEDULER_INTERVAL_MINUTES is “1441”" },
  { "2/start-hour", "plan @sample", "WORK_START_HOUR=25", 2, "WORK_START_HOUR is “25”" },
  { "2/start-hour-in-words", "plan @sample", "WORK_START_HOUR=nine", 2,
    "WORK_START_HOUR is “nine”" },
  { "2/end-hour", "plan @sample", "WORK_END_HOUR=24:01", 2, "WORK_END_HOUR is “24:01”" },
  { "2/end-before-start", "plan @sample", "WORK_END_HOUR=9", 2, "WORK_END_HOUR" },
  { "2/work-days", "plan @sample", "WORK_DAYS=mon,someday", 2, "WORK_DAYS is “mon,someday”" },
  { "2/slot", "plan @sample", "SLOT_DURATION_MINUTES=7", 2, "SLOT_DURATION_MINUTES is “7”" },
  { "2/slot-90", "plan @sample", "SLOT_DURATION_MINUTES=90", 2, "SLOT_DURATION_MINUTES is “90”" },
  { "2/days-ahead-0", "plan @sample", "SCHEDULE_DAYS_AHEAD=0", 2, "SCHEDULE_DAYS_AHEAD is “0”" },
  { "2/days-ahead-366", "plan @sample", "SCHEDULE_DAYS_AHEAD=366", 2,
    "SCHEDULE_DAYS_AHEAD is “366”" },
  { "2/zone", "plan @sample", "SCHEDULER_TIMEZONE=Mars/Base", 2,
    "SCHEDULER_TIMEZONE is “Mars/Base”" },
  { "2/zone-that-is-an-offset", "plan @sample", "SCHEDULER_TIMEZONE=+01:00", 2,
    "SCHEDULER_TIMEZONE is “+01:00”" },
  { "2/log-level", "plan @sample", "SCHEDULER_LOG_LEVEL=LOUD", 2, "SCHEDULER_LOG_LEVEL is “LOUD”" },
  { "2/apply", "plan @sample", "SCHEDULER_APPLY=perhaps", 2, "SCHEDULER_APPLY is “perhaps”" },
  { "2/address-in-the-clear", "plan",
    "@notion SLOTKEEPER_NOTION_URL=http://example.org", 2, "SLOTKEEPER_NOTION_URL" },
  { "2/address-that-is-none", "plan", "@notion SLOTKEEPER_NOTION_URL=notion", 2,
    "SLOTKEEPER_NOTION_URL" },
  { "3/database-without-an-id", "plan", "@notion NOTION_DB_ID=Tasks", 3, "NOTION_DB_ID" },
  { "3/database-of-a-workspace", "plan",
    "HOME_NOTION_API_KEY=@key HOME_NOTION_DB_ID=Tasks", 3, "HOME_NOTION_DB_ID" },
  { "3/key-with-a-space", "plan", "@notion 'NOTION_API_KEY=" SECRET " x'", 3, "key" },

  /* the person must act */
  { "3/no-workspace", "plan", NULL, 3, "There is no workspace yet" },
  { "3/no-workspace-to-write", "apply --yes", NULL, 3, "There is no workspace yet" },
  { "3/no-workspace-to-watch", "watch", NULL, 3, "There is no workspace yet" },
  { "3/half-a-workspace-that-is-wanted", "plan --workspace Work",
    "@notion WORK_NOTION_API_KEY=@key", 3, "WORK_NOTION_DB_ID" },
  { "3/no-such-workspace", "plan --workspace Elsewhere", "@notion", 3, "“Elsewhere”" },
  { "3/a-key-without-a-database", "plan", "NOTION_API_KEY=@key", 3, "NOTION_DB_ID" },
  { "3/an-empty-database", "plan", "NOTION_API_KEY=@key NOTION_DB_ID=", 3, "NOTION_DB_ID" },
  { "3/a-database-without-a-key", "plan", "HOME_NOTION_DB_ID=@database", 3,
    "HOME_NOTION_API_KEY" },
  { "3/a-key-file-that-is-not-there", "plan",
    "NOTION_API_KEY_FILE=@home/nowhere NOTION_DB_ID=@database", 3, "NOTION_API_KEY_FILE" },
  { "3/an-empty-key-file", "plan", "NOTION_API_KEY_FILE=/dev/null NOTION_DB_ID=@database", 3,
    "no key" },
  { "3/a-wrong-key", "plan", "@notion NOTION_API_KEY=@wrong-key", 3,
    "Notion: Notion does not accept the key" },
  { "3/a-wrong-key-to-write", "apply --yes", "@notion NOTION_API_KEY=@wrong-key", 3,
    "does not accept the key" },
  { "3/a-wrong-key-to-watch", "watch", "@notion NOTION_API_KEY=@wrong-key", 3,
    "does not accept the key" },
  { "3/one-wrong-key-of-two", "plan",
    "@notion HOME_NOTION_API_KEY=@wrong-key HOME_NOTION_DB_ID=@database", 3, "HOME: " },
  { "3/a-database-that-is-not-shared", "plan", "@notion NOTION_DB_ID=@hidden", 3, "share it" },
  { "3/a-database-that-is-not-there", "plan",
    "@notion NOTION_DB_ID=2a90c0de000040008000000000000099", 3, "NOTION_DB_ID" },
  { "3/a-page-for-a-database", "plan", "@notion NOTION_DB_ID=@page", 3, "is a page" },
  { "3/a-linked-database", "plan", "@notion NOTION_DB_ID=@linked", 3, "linked" },
  { "3/a-database-with-two-data-sources", "plan", "@notion NOTION_DB_ID=@two", 3,
    "several data sources" },
  { "3/a-missing-column", "plan", "@notion NOTION_DB_ID=@bare", 3, "“Scheduled Date”" },
  { "3/a-column-of-another-type", "plan", "@notion NOTION_DB_ID=@wrong", 3,
    "“Scheduled Date” has the type “rich_text”" },

  /* temporary */
  { "4/nobody-listens", "plan", "@notion SLOTKEEPER_NOTION_URL=@dead", 4, "cannot be reached" },

  /* input not understood */
  { "6/no-file", "plan --from @home/nowhere", NULL, 6, "nowhere" },
  { "6/a-folder", "plan --from @home", NULL, 6, "cannot be read" },
  { "6/no-json", "plan --from @no-json", NULL, 6, "line 1, column 1" },
  { "6/half-a-file", "plan --from @half", NULL, 6, "line 2" },
  { "6/an-unknown-key", "plan --from @unknown-key", NULL, 6, "tasks[0].tittle" },
  { "6/a-number-that-is-none", "plan --from @bad-number", NULL, 6, "tasks[0].rank" },
  { "6/two-tasks-of-one-name", "plan --from @doubles", NULL, 6, "tasks[1]" },
  { "6/a-blocker-that-is-no-task", "plan --from @blocker", NULL, 6, "tasks[0].blocked_by[0]" },
  { "6/an-unknown-zone", "plan --from @zone", NULL, 6, "timezone" },
  { "6/another-format", "plan --from @format", NULL, 6, "format" },
  { "6/before-anything-is-written", "apply --yes --from @doubles", NULL, 6, "tasks[1]" },
  { "6/a-watch-that-never-worked", "watch --from @doubles", NULL, 6, "tasks[1]" },
  { "6/explain-too", "explain a --from @doubles", NULL, 6, "tasks[1]" },
  { "6/a-plan-that-is-not-there", "verify @home/nowhere --from @file", NULL, 6, "nowhere" },
  { "6/a-plan-that-is-none", "verify @file --from @file", NULL, 6, "format" },
};

#define TASKS(tasks) "{\"format\": \"slotkeeper-tasks/1\", \"tasks\": [" tasks "]}"

static void
add_malformed_files (World *world)
{
  add_file (world, "@no-json", "format: slotkeeper-tasks/1\n");
  add_file (world, "@half", "{\"format\": \"slotkeeper-tasks/1\",\n\"tasks\": [");
  add_file (world, "@unknown-key", TASKS ("{\"id\": \"a\", \"tittle\": \"A\"}"));
  add_file (world, "@bad-number", TASKS ("{\"id\": \"a\", \"title\": \"A\", \"rank\": \"1\"}"));
  add_file (world, "@doubles", TASKS ("{\"id\": \"a\", \"title\": \"A\"}, "
                                      "{\"id\": \"a\", \"title\": \"B\"}"));
  add_file (world, "@blocker", TASKS ("{\"id\": \"a\", \"title\": \"A\", "
                                      "\"blocked_by\": [\"b\"]}"));
  add_file (world, "@zone", "{\"format\": \"slotkeeper-tasks/1\", \"timezone\": \"Mars/Base\", "
            "\"tasks\": []}");
  add_file (world, "@format", "{\"format\": \"slotkeeper-tasks/9\", \"tasks\": []}");
}

static void
test_end (gconstpointer data)
{
  const EndCase *c = data;
  g_auto(World) world = { 0 };
  const char *row;

  world_init (&world);
  add_databases (&world);
  add_malformed_files (&world);
  row = add_row (&world, ROW ("Walk", "1", ""));
  g_autofree char *before = read_file (world.file);
  g_autoptr(SkProgram) program = run (&world, c->words, c->variables, c->status);
  g_autofree char *after = read_file (world.file);
  g_autofree char *date = sk_notion_stand_in_dup_value (world.notion, row, "Scheduled Date");

  if (strstr (program->err->str, c->says) == NULL)
    g_test_message ("stderr: %s", program->err->str);
  g_assert_nonnull (strstr (program->err->str, c->says));
  g_assert_true (g_str_has_prefix (program->err->str, "slotkeeperctl: "));
  g_assert_cmpstr (program->out->str, ==, "");
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (date, ==, "");
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);
  g_assert_cmpuint (sk_notion_stand_in_get_n_forbidden (world.notion), ==, 0);
}

/* What would write, and may not, does not even look. */
static void
test_nobody_to_ask (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  G_GNUC_UNUSED g_autoptr(SkProgram) program = run (&world, "apply", "@notion", 2);

  g_assert_cmpuint (sk_notion_stand_in_get_n_requests (world.notion), ==, 0);
}

typedef struct
{
  const char     *name;
  SkStandInFault  fault;
  int             status;
  const char     *says;
} TroubleCase;

/* With two rows to be written. */
static const TroubleCase reading_troubles[] = {
  { "4/a-server-that-stays-down",
    { SK_STAND_IN_ANSWER, .status = 503, .times = FOR_EVER }, 4, "trouble of its own" },
  { "4/down-for-longer-than-we-wait",
    { SK_STAND_IN_ANSWER, .status = 503, .times = FOR_EVER, .retry_after = TOO_LONG }, 4,
    "trouble of its own" },
  { "4/asked-to-slow-down-for-long",
    { SK_STAND_IN_ANSWER, .status = 429, .times = FOR_EVER, .retry_after = TOO_LONG }, 4,
    "slow down" },
  { "4/down-in-the-middle",
    { SK_STAND_IN_ANSWER, .path = QUERY, .status = 503, .times = FOR_EVER,
      .retry_after = TOO_LONG }, 4, "trouble of its own" },
  { "3/a-key-without-the-right-to-read",
    { SK_STAND_IN_ANSWER, .status = 403, .times = FOR_EVER }, 3, "does not allow it" },
  { "6/an-answer-that-is-no-json", { SK_STAND_IN_GARBAGE, .path = QUERY,
    .times = FOR_EVER }, 6, "Notion: " },
};

static void
test_reading_trouble (gconstpointer data)
{
  const TroubleCase *c = data;
  g_auto(World) world = { 0 };

  world_init (&world);
  add_row (&world, ROW ("Walk", "2", ""));
  add_fault (&world, c->fault);
  g_autoptr(SkProgram) program = run (&world, "apply --yes", "@notion", c->status);

  g_assert_nonnull (strstr (program->err->str, c->says));
  g_assert_cmpstr (program->out->str, ==, "");
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);
}

static void
test_passing_trouble (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_row (&world, ROW ("Walk", "2", ""));
  add_fault (&world, (SkStandInFault) { SK_STAND_IN_DROP, .path = QUERY });
  g_autoptr(JsonNode) plan = ask_json (&world, "plan --json", "@notion");

  g_assert_cmpint (get_count (plan, "new"), ==, 1);
}

typedef struct
{
  const char     *name;
  SkStandInFault  fault;
  int             status;
  guint           n_patches;    /* for three rows; what may not have arrived is sent again */
  const char     *outcomes;     /* Conflict, Failed, Written: all are under way at a time */
} WritingCase;

static const WritingCase writing_troubles[] = {
  { "0/saved-although-it-says-503", { SK_STAND_IN_SAVED_503, "PATCH", .nth = 2 }, 0, 3, "WWW" },
  { "0/saved-although-the-line-broke", { SK_STAND_IN_SAVED_DROP, "PATCH", .nth = 2 }, 0, 3,
    "WWW" },
  { "1/one-page-refuses",
    { SK_STAND_IN_ANSWER, "PATCH", .nth = 2, .status = 400, .code = "validation_error" }, 1, 3,
    "FWW" },
  { "3/the-key-may-not-write",
    { SK_STAND_IN_ANSWER, "PATCH", .status = 403, .times = FOR_EVER }, 3, 3, "FFF" },
  { "4/the-server-goes-down",
    { SK_STAND_IN_ANSWER, "PATCH", .nth = 2, .status = 503, .times = FOR_EVER }, 4, 11, "FFW" },
  { "0/the-line-breaks-once", { SK_STAND_IN_DROP, "PATCH", .nth = 2 }, 0, 4, "WWW" },
  { "5/a-page-is-gone",
    { SK_STAND_IN_ANSWER, "PATCH", .nth = 2, .status = 404 }, 5, 3, "CWW" },
  { "5/something-changes-it-back", { SK_STAND_IN_IGNORE, "PATCH", .nth = 1 }, 5, 3, "CWW" },
};

static int
compare_letters (const void *a,
                 const void *b)
{
  return *(const char *) a - *(const char *) b;
}

static char *
dup_outcomes (JsonNode *changes)
{
  JsonArray *list = get_list (changes, "changes");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (list); i += 2)
    {
      JsonNode *change = json_array_get_element (list, i);
      JsonNode *pair = json_array_get_element (list, i + 1);

      g_assert_cmpstr (get_text (change, "task"), ==, get_text (pair, "task"));
      g_assert_cmpstr (get_text (change, "outcome"), ==, get_text (pair, "outcome"));
      g_string_append_c (text, g_ascii_toupper (*get_text (change, "outcome")));
    }

  qsort (text->str, text->len, 1, compare_letters);
  return g_string_free (text, FALSE);
}

static void
test_writing_trouble (gconstpointer data)
{
  const WritingCase *c = data;
  g_auto(World) world = { 0 };

  world_init (&world);
  add_row (&world, ROW ("Walk", "3", ""));
  add_row (&world, ROW ("Talk", "2", ""));
  add_row (&world, ROW ("Sleep", "1", ""));
  add_fault (&world, c->fault);
  g_autoptr(SkProgram) program = run (&world, "apply --yes --json", "@notion", c->status);
  g_autoptr(JsonNode) changes = parse (program->out->str);
  g_autofree char *outcomes = dup_outcomes (changes);

  g_assert_cmpstr (outcomes, ==, c->outcomes);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", PAGES), ==,
                    c->n_patches);
  g_assert_cmpint (program->err->len > 0, ==, c->status != 0);
}

static void
test_partial_for_people (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_row (&world, ROW ("Walk", "2", ""));
  add_row (&world, ROW ("Talk", "1", ""));
  add_fault (&world, (SkStandInFault) { SK_STAND_IN_IGNORE, "PATCH" });
  g_autoptr(SkProgram) program = run (&world, "apply --yes", "@notion", 5);

  g_assert_cmpstr (program->out->str, ==, "1 of 2 changes written.\n");
  /* whichever came first */
  g_assert_true ((strstr (program->err->str, "  Walk\n") != NULL) !=
                 (strstr (program->err->str, "  Talk\n") != NULL));
}

/* --- a task file --- */

static void
test_sample (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(JsonNode) plan = ask_json (&world, "plan @sample --json", NULL);

  g_assert_cmpstr (get_text (plan, "format"), ==, "slotkeeper-plan/1");
  g_assert_cmpstr (get_text (plan, "at"), ==, AT);
  g_assert_cmpstr (get_text (plan, "timezone"), ==, "Europe/Berlin");
  g_assert_cmpuint (strlen (get_text (plan, "digest")), ==, 64);
  g_assert_cmpint (get_count (plan, "tasks"), ==, 10);
  g_assert_cmpint (get_count (plan, "placed"), ==, 9);
  g_assert_cmpint (get_count (plan, "unplaced"), ==, 1);
  g_assert_cmpuint (json_array_get_length (get_list (plan, "placements")), ==, 9);
  g_assert_cmpuint (json_array_get_length (get_list (plan, "left_alone")), ==, 3);
  g_assert_cmpstr (get_text (find (get_list (plan, "placements"), "task", "dentist"), "fixed"),
                   ==, "pinned");
  g_assert_cmpstr (get_text (find (get_list (plan, "unplaced"), "task", "thesis"), "code"),
                   ==, "too-long");
}

/* The same inputs give the same bytes, wherever the machine is. */
static void
test_same_bytes (gconstpointer data)
{
  const char *words = data;
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *once = ask (&world, words, NULL);
  g_autofree char *twice = ask (&world, words, NULL);
  g_autoptr(SkProgram) elsewhere = start_in (&world, "America/New_York", words, NULL);

  assert_ended (elsewhere, 0);
  g_assert_cmpstr (once, !=, "");
  g_assert_cmpstr (once, ==, twice);
  g_assert_cmpstr (once, ==, elsewhere->out->str);
}

/* What the person's variables say does not reach into a file with rules. */
static void
test_file_wins (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *plain = ask (&world, "plan --json @sample", NULL);
  g_autofree char *varied = ask (&world, "plan --json @sample",
                                 "SCHEDULER_TIMEZONE=Asia/Tokyo WORK_START_HOUR=12 "
                                 "SLOT_DURATION_MINUTES=60 SCHEDULE_DAYS_AHEAD=2 WORK_DAYS=sat");

  g_assert_cmpstr (plain, ==, varied);
}

static void
test_days (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(JsonNode) one = ask_json (&world, "plan --json @sample --days 1", NULL);
  g_autoptr(JsonNode) year = ask_json (&world, "plan --json @sample --days 365", NULL);
  JsonArray *placements = get_list (one, "placements");

  for (guint i = 0; i < json_array_get_length (placements); i++)
    {
      JsonNode *placement = json_array_get_element (placements, i);

      if (g_str_equal (get_text (placement, "fixed"), ""))
        g_assert_true (g_str_has_prefix (get_text (placement, "start"), "2026-11-23"));
    }
  g_assert_cmpint (get_count (year, "placed"), >=, get_count (one, "placed"));
}

static void
test_full (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(JsonNode) plan = ask_json (&world, "plan --json @sample --full", NULL);
  JsonArray *placements = get_list (plan, "placements");
  JsonNode *workshop = find (placements, "task", "prepare-workshop");

  g_assert_cmpstr (get_text (workshop, "change"), ==, "moved");
  g_assert_cmpstr (get_text (find (placements, "task", "dentist"), "change"), ==, "kept");
}

/* Who is written is who was chosen. */
static void
assert_written (JsonNode          *changes,
                const char *const *tasks)
{
  JsonArray *list = get_list (changes, "changes");

  g_assert_cmpuint (json_array_get_length (list), ==,
                    2 * g_strv_length ((char **) tasks));
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_assert_true (g_strv_contains (tasks, get_text (json_array_get_element (list, i), "task")));
}

static void
test_only (void)
{
  static const char *const chosen[] = { "call-bank", "tax-return", NULL };
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(JsonNode) changes =
    ask_json (&world, "apply --yes --json @sample --only call --only 'Tax return'", NULL);

  assert_written (changes, chosen);
}

static void
test_except (void)
{
  static const char *const rest[] = { "call-bank", "prepare-workshop", "quarterly-report",
                                      "review-contract", "tax-return", "tidy-backlog", NULL };
  g_auto(World) world = { 0 };

  /* what waits for it goes without, too */
  world_init (&world);
  g_autoptr(JsonNode) changes =
    ask_json (&world, "apply --yes --json @sample --except fix-login", NULL);

  assert_written (changes, rest);
}

static void
test_table (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *table = ask (&world, "plan @sample", NULL);

  g_assert_true (g_str_has_prefix (table, "Plan of "));
  g_assert_nonnull (strstr (table, "Europe/Berlin"));
  g_assert_nonnull (strstr (table, "Fix the login bug"));
  g_assert_nonnull (strstr (table, "Without a place\n  Write the thesis\n"));
  g_assert_nonnull (strstr (table, "10 tasks: "));
}

static void
test_apply_file (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(JsonNode) plan = ask_json (&world, "plan --json @sample", NULL);
  g_autoptr(JsonNode) changes = ask_json (&world, "apply --yes --json @sample", NULL);
  g_autoptr(JsonNode) again = ask_json (&world, "plan --json @sample", NULL);
  g_autofree char *text = read_file (world.file);
  g_autofree char *table = ask (&world, "plan @sample", NULL);
  g_autofree char *outcomes = dup_outcomes (changes);

  g_assert_cmpint (count_changes (plan), ==, strlen (outcomes));
  g_assert_cmpstr (outcomes, ==, "WWWWWWWW");
  g_assert_cmpstr (get_text (changes, "format"), ==, "slotkeeper-changes/1");
  g_assert_cmpstr (get_text (changes, "digest"), ==, get_text (plan, "digest"));
  g_assert_cmpint (count_changes (again), ==, 0);
  g_assert_cmpstr (get_text (again, "digest"), ==, DIGEST_OF_NOTHING);
  g_assert_cmpint (get_count (again, "kept"), ==, 9);
  g_assert_nonnull (strstr (text, "\"rank\": 97.5,"));
  g_assert_nonnull (strstr (table, "Nothing to change."));
}

static void
test_apply_twice (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *first = ask (&world, "apply --yes @sample", NULL);
  g_autofree char *before = read_file (world.file);
  g_autofree char *second = ask (&world, "apply --yes @sample", NULL);
  g_autofree char *after = read_file (world.file);

  g_assert_cmpstr (first, ==, "8 of 8 changes written.\n");
  g_assert_cmpstr (second, ==, "0 of 0 changes written.\n");
  g_assert_cmpstr (before, ==, after);
}

static void
test_mode_test (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *before = read_file (world.file);
  g_autofree char *verb = ask (&world, "plan --json @sample", NULL);
  g_autofree char *mode = ask (&world, "--mode test --json @sample", NULL);
  g_autofree char *after = read_file (world.file);

  g_assert_cmpstr (verb, ==, mode);
  g_assert_cmpstr (before, ==, after);
}

static void
test_mode_once (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *answer = ask (&world, "--mode once @sample", NULL);
  g_autoptr(JsonNode) again = ask_json (&world, "--mode test --json @sample", NULL);

  g_assert_cmpstr (answer, ==, "8 of 8 changes written.\n");
  g_assert_cmpstr (get_text (again, "digest"), ==, DIGEST_OF_NOTHING);
}

static void
test_version (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *version = ask (&world, "--version", NULL);
  g_autofree char *help = ask (&world, "--help", NULL);

  g_assert_cmpstr (version, ==, "slotkeeperctl " PACKAGE_VERSION "\n");
  g_assert_nonnull (strstr (help, "apply"));
  g_assert_nonnull (strstr (help, "--yes"));
}

/* --- explain --- */

#define TIGHT \
  "{\"format\": \"slotkeeper-tasks/1\", \"timezone\": \"Europe/Berlin\"," \
  " \"busy\": [{\"start\": \"2026-11-23T10:00:00+01:00\"," \
  " \"end\": \"2026-11-23T10:30:00+01:00\", \"title\": \"Stand-up\"}]," \
  " \"tasks\": [{\"id\": \"a\", \"title\": \"A\", \"duration_hours\": 2}]}"

static const struct
{
  const char *name;
  const char *words;
  const char *says;
} explanations[] = {
  { "by-id", "explain fix-login @sample", "Fix the login bug: " },
  { "by-a-prefix-of-one-id", "explain fix @sample", "Fix the login bug: " },
  { "by-title", "explain 'Fix the login bug' @sample", "Fix the login bug: " },
  { "what-holds-the-time-before", "explain fix-login @sample", "is taken by “Stand-up”" },
  { "what-would-free-an-earlier-place", "explain a --from @tight --at " AT,
    "If “Stand-up” were not there, Mon 23 Nov 09:00–11:00 would be free for it." },
  { "whether-it-is-on-time", "explain fix @sample", "It is due Tue 24 Nov, and on time." },
  { "how-far-it-can-slip", "explain call-bank @sample", "It could slip to " },
  { "what-is-pinned", "explain dentist @sample", "Dentist: " },
  { "what-has-no-place", "explain thesis @sample", "Write the thesis has no place." },
  { "what-is-left-alone", "explain gym @sample", "Gym is left alone" },
  { "what-is-done", "explain old-invoice @sample", "is left alone" },
};

static void
test_explain (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto(World) world = { 0 };

  world_init (&world);
  add_file (&world, "@tight", TIGHT);
  g_autofree char *answer = ask (&world, explanations[i].words, NULL);

  g_assert_nonnull (strstr (answer, explanations[i].says));
}

static void
test_explain_json (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(JsonNode) placed = ask_json (&world, "explain fix --json @sample", NULL);
  g_autoptr(JsonNode) unplaced = ask_json (&world, "explain thesis --json @sample", NULL);
  JsonNode *why = json_object_get_member (as_object (placed), "why");

  g_assert_cmpstr (get_text (placed, "task"), ==, "fix-login");
  g_assert_cmpuint (json_array_get_length (get_list (why, "blocked")), >, 0);
  g_assert_cmpstr (get_text (unplaced, "code"), ==, "too-long");
}

static void
test_explain_id_first (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_file (&world, "@tasks", TASKS ("{\"id\": \"a\", \"title\": \"b\"}, "
                                     "{\"id\": \"b\", \"title\": \"Second\"}, "
                                     "{\"id\": \"bb\", \"title\": \"Third\"}, "
                                     "{\"id\": \"c\", \"title\": \"Twin\"}, "
                                     "{\"id\": \"d\", \"title\": \"Twin\"}"));
  g_autofree char *answer = ask (&world, "explain b --from @tasks --at " AT, NULL);
  g_autoptr(SkProgram) twins = run (&world, "explain Twin --from @tasks --at " AT, NULL, 2);

  g_assert_true (g_str_has_prefix (answer, "Second: "));
  g_assert_nonnull (strstr (twins->err->str, "more than one task"));
}

/* A title is somebody else's text: it does not command the terminal. */
static void
test_titles (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_file (&world, "@tasks", TASKS ("{\"id\": \"a\", \"title\": \"A\\u001b[31m\\u0007\"}"));
  add_file (&world, "@odd", TASKS ("{\"id\": \"a\", \"title\": \"A\", \"\\u001b\\u0007\": 1}"));
  g_autofree char *table = ask (&world, "plan --from @tasks --at " AT, NULL);
  g_autofree char *explanation = ask (&world, "explain a --from @tasks --at " AT, NULL);
  g_autoptr(SkProgram) refused = run (&world, "plan --from @odd", NULL, 6);

  g_assert_nonnull (strstr (table, "A"));
  g_assert_nonnull (strstr (explanation, "[31m"));
  g_assert_nonnull (strstr (refused->err->str, "unknown key"));
}

/* Whatever a title holds, it stays in its line. */
static void
test_titles_of_several_lines (void)
{
  static const char *const words[] = {
    "plan --from @tasks --at " AT, "explain a --from @tasks --at " AT,
    "explain b --from @tasks --at " AT, "plan --from @tasks --at " AT " --what-if 'without b'",
    "plan --from @tasks --at " AT " --what-if 'busy today'",
  };
  g_auto(World) world = { 0 };

  world_init (&world);
  add_file (&world, "@tasks",
            TASKS ("{\"id\": \"a\", \"title\": \"One\\nEVIL\\u2028EVIL\\u0085EVIL\","
                   " \"rank\": 1, \"due\": \"2026-11-24\"}, "
                   "{\"id\": \"b\", \"title\": \"Two\\r\\nEVIL\", \"due\": \"2026-11-23\"}, "
                   "{\"id\": \"c\", \"title\": \"Three\\nEVIL\", \"duration_hours\": 99}, "
                   "{\"id\": \"d\", \"title\": \"Four\", \"blocked_by\": [\"c\"]}"));

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *answer = ask (&world, words[i], NULL);

      g_assert_null (strstr (answer, "\nEVIL"));
      g_assert_null (strstr (answer, "\u2028"));
      g_assert_null (strchr (answer, '\r'));
    }
}

/* --- what if --- */

static const struct
{
  const char *name;
  const char *lines;
  const char *says;             /* in the table, its spaces one */
} suppositions[] = {
  { "every-due-date", "--what-if 'busy 2027-01-01'",
    " Fix the login bug Tue 24 Nov Mon 23 Nov 13:15, on time Mon 23 Nov 13:15, on time " },
  { "what-stays", "--what-if 'busy 2027-01-01'",
    "Every due date would be kept or missed as it is now. Nothing was written. " },
  { "what-moves", "--what-if 'without prepare-workshop'", "Nothing was written. " },
  { "what-is-gone", "--what-if 'without fix-login'",
    " Fix the login bug Tue 24 Nov Mon 23 Nov 13:15, on time – gone " },
  { "what-becomes-late", "--what-if 'busy mon-tue'", " becomes late " },
  { "what-is-added", "--what-if 'add \"Prepare the talk\" 1h rank=99 due=fri'",
    " Prepare the talk Fri 27 Nov – Mon 23 Nov " },
  { "what-is-added-in-vain", "--what-if 'add Talk 9h due=fri'",
    " Talk Fri 27 Nov – no place added It takes 9 h, " },
  { "what-has-no-due-date", "--what-if 'without call-bank'",
    " Without a due date Call the bank Mon 23 Nov 10:30 – gone " },
  { "what-was-supposed", "--what-if 'busy thu 13-17' --what-if 'without gym'",
    " busy thu 13-17 without gym Task Due Now What if " },
};

/* @text with every stretch of space as one. */
static char *
squeeze (const char *text)
{
  g_autoptr(GRegex) space = g_regex_new ("\\s+", 0, 0, NULL);

  return g_regex_replace_literal (space, text, -1, 0, " ", 0, NULL);
}

static void
test_what_if (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *words = g_strconcat ("plan @sample ", suppositions[i].lines, NULL);
  g_autofree char *before = read_file (world.file);
  g_autofree char *answer = ask (&world, words, NULL);
  g_autofree char *squeezed = squeeze (answer);
  g_autofree char *after = read_file (world.file);

  if (strstr (squeezed, suppositions[i].says) == NULL)
    g_error ("“%s” is not in: %s", suppositions[i].says, answer);
  g_assert_cmpstr (before, ==, after);
}

/* Both plans are those that plan makes of what there is, and of what there would be. */
static void
test_what_if_json (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(JsonNode) plan = ask_json (&world, "plan --json --days 5 @sample", NULL);
  g_autoptr(JsonNode) both = ask_json (&world, "plan --json --days 5 @sample --what-if "
                                               "'without fix-login' --what-if 'busy fri'", NULL);
  JsonNode *after = json_object_get_member (as_object (both), "after");
  JsonNode *effect = find (get_list (both, "effects"), "task", "fix-login");

  g_assert_cmpstr (get_text (both, "format"), ==, "slotkeeper-what-if/1");
  g_assert_cmpuint (json_array_get_length (get_list (both, "lines")), ==, 2);
  g_assert_true (json_node_equal (json_object_get_member (as_object (both), "before"), plan));
  g_assert_null (find (get_list (after, "placements"), "task", "fix-login"));
  g_assert_cmpstr (get_text (effect, "change"), ==, "gone");
}

/* What is configured is planned the same way, and nothing is written. */
static void
test_what_if_notion (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_row (&world, ROW ("One", "1", ""));
  g_autofree char *answer = ask (&world, "plan --what-if 'add Two 1h rank=9' --at " AT, "@notion");

  g_assert_nonnull (strstr (answer, "Two"));
  g_assert_nonnull (strstr (answer, "Nothing was written."));
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", PAGES), ==, 0);
}

/* --- verify --- */

static void
test_verify (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *plan = ask (&world, "plan --json @sample", NULL);
  add_file (&world, "@plan", plan);
  g_autofree char *answer = ask (&world, "verify @plan --from @file", NULL);

  g_assert_cmpstr (answer, ==, "The plan keeps every promise.\n");
}

/* What we tell beyond the format may be left out by others. */
static void
test_verify_bare (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *plan = ask (&world, "plan --json @sample", NULL);
  g_autoptr(GRegex) more =
    g_regex_new ("\n *\"(stability|days_ahead|blocker)\": [^\n]*", 0, 0, NULL);
  g_autofree char *bare = g_regex_replace_literal (more, plan, -1, 0, "", 0, NULL);

  g_assert_cmpuint (strlen (bare), <, strlen (plan));
  add_file (&world, "@plan", bare);
  g_autofree char *answer = ask (&world, "verify @plan --from @file", NULL);

  g_assert_cmpstr (answer, ==, "The plan keeps every promise.\n");
}

static const struct
{
  const char *name;
  const char *find;
  const char *replace;
  const char *says;             /* on stdout or stderr */
} forgeries[] = {
  { "a-digest", "\"digest\": \"", "\"digest\": \"0", "digest" },
  { "a-place", "\"end\": \"2026-11-23T14:45:00+01:00\",\n      \"change\"",
    "\"end\": \"2026-11-23T14:30:00+01:00\",\n      \"change\"", "digest" },
  { "a-place-that-is-kept", "\"start\": \"2026-11-25T16:00:00+01:00\",\n      \"end\"",
    "\"start\": \"2026-11-25T15:00:00+01:00\",\n      \"end\"", "Dentist" },
  { "slack", "\"slack_minutes\": 6000", "\"slack_minutes\": 6015", "Call the bank" },
  { "a-certificate", "\"by\": \"busy\", \"title\": \"Stand-up\"",
    "\"by\": \"busy\", \"title\": \"Lunch\"", "not there" },
  { "lateness", "\"late\": false,\n      \"late_why\": null",
    "\"late\": true,\n      \"late_why\": {\"code\": \"past-due\", \"text\": \"\"}", "summary" },
  { "a-warning", "{\"code\": \"assumed-duration\"", "{\"code\": \"blocker-gone\"", "Tidy" },
};

static void
test_forgery (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *plan = ask (&world, "plan --json @sample", NULL);
  g_autoptr(GString) forged = g_string_new (plan);

  g_assert_cmpuint (g_string_replace (forged, forgeries[i].find, forgeries[i].replace, 1), ==, 1);
  add_file (&world, "@plan", forged->str);
  g_autoptr(SkProgram) program = run (&world, "verify @plan --from @file", NULL, 7);

  if (strstr (program->out->str, forgeries[i].says) == NULL)
    g_assert_nonnull (strstr (program->err->str, forgeries[i].says));
  g_assert_null (strstr (program->out->str, "keeps every promise"));
}

/* A plan is checked against the tasks it was made from. */
static void
test_verify_after (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *plan = ask (&world, "plan --json @sample", NULL);
  add_file (&world, "@plan", plan);
  G_GNUC_UNUSED g_autofree char *applied = ask (&world, "apply --yes @sample", NULL);
  g_autoptr(SkProgram) program = run (&world, "verify @plan --from @file", NULL, 7);

  g_assert_cmpuint (program->out->len + program->err->len, >, 0);
}

/* --- what it logs --- */

static const struct
{
  const char *name;
  const char *words;
  const char *variables;
} noisy[] = {
  { "option", "plan --json --verbose @sample", NULL },
  { "variable", "plan --json @sample", "SCHEDULER_LOG_LEVEL=DEBUG" },
  { "lower-case", "plan --json @sample", "SCHEDULER_LOG_LEVEL=debug" },
  { "with-glibs-own-variable", "plan --json --verbose @sample", "G_MESSAGES_DEBUG=all" },
};

static void
test_log (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *quiet = ask (&world, "plan --json @sample", NULL);
  g_autoptr(SkProgram) program = run (&world, noisy[i].words, noisy[i].variables, 0);

  g_assert_cmpstr (program->out->str, ==, quiet);
  g_assert_nonnull (strstr (program->err->str, "think took"));
  g_assert_null (strstr (program->err->str, "login bug"));
}

static void
test_log_notion (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_row (&world, ROW ("Walk the dog", "2", ""));
  g_autoptr(SkProgram) program = run (&world, "apply --yes --json --verbose", "@notion", 0);
  G_GNUC_UNUSED g_autoptr(JsonNode) changes = parse (program->out->str);

  g_assert_nonnull (strstr (program->err->str, "PATCH"));
  g_assert_null (strstr (program->err->str, "Walk the dog"));
  g_assert_null (strstr (program->err->str, "Bearer"));
}

static void
test_log_error_level (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *loud = ask (&world, "plan --json @sample", "SCHEDULER_LOG_LEVEL=INFO");
  g_autofree char *quiet = ask (&world, "plan --json @sample", "SCHEDULER_LOG_LEVEL=ERROR");
  g_autofree char *between = ask (&world, "plan --json @sample", "SCHEDULER_LOG_LEVEL=WARNING");

  g_assert_cmpstr (loud, ==, quiet);
  g_assert_cmpstr (loud, ==, between);
}

/* --- Notion --- */

/* What a write sent: the columns, by their names. */
static void
assert_both_columns (World                  *world,
                     const SkStandInRequest *request)
{
  static const char *const columns[] = { "Scheduled Date", "Last Scheduled" };
  JsonObject *body = as_object (request->body);
  JsonObject *properties = as_object (json_object_get_member (body, "properties"));

  g_assert_cmpuint (json_object_get_size (body), ==, 1);
  g_assert_cmpuint (json_object_get_size (properties), ==, G_N_ELEMENTS (columns));
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *id = sk_notion_stand_in_dup_property_id (world->notion, world->table,
                                                                columns[i]);
      JsonNode *value = json_object_get_member (properties, id);

      g_assert_true (value != NULL ||
                     (value = json_object_get_member (properties, columns[i])) != NULL);
      g_assert_true (json_object_has_member (as_object (value), "date"));
    }
}

/* How often a row was written, each time both columns. */
static guint
count_writes (World      *world,
              const char *row)
{
  guint n = 0;

  for (guint i = 0; i < sk_notion_stand_in_get_n_requests (world->notion); i++)
    {
      const SkStandInRequest *request = sk_notion_stand_in_get_request (world->notion, i);

      if (!g_str_equal (request->method, "PATCH") || !g_str_has_suffix (request->path, row))
        continue;
      assert_both_columns (world, request);
      n++;
    }

  return n;
}

static gboolean
has_date (World      *world,
          const char *row)
{
  g_autofree char *date = sk_notion_stand_in_dup_value (world->notion, row, "Scheduled Date");

  return *date != '\0';
}

static void
test_notion (void)
{
  g_auto(World) world = { 0 };
  const char *walk, *talk, *missed, *done, *mine;

  world_init (&world);
  walk = add_row (&world, ROW ("Walk", "95.6", ""));
  talk = add_row (&world, ROW ("Talk", "2", ", \"Due date\": \"2040-01-01\""));
  missed = add_row (&world, ROW ("Missed", "1", ", \"Scheduled Date\": "
                                 "{\"start\": \"2020-01-02T09:00:00+01:00\", "
                                 "\"end\": \"2020-01-02T10:00:00+01:00\"}"));
  done = add_row (&world, ROW ("Done", "9", ", \"Status\": \"Done\""));
  mine = add_row (&world, "{\"Task name\": \"Mine\", \"Auto Schedule\": false}");

  /* looking writes nothing */
  g_autoptr(JsonNode) plan = ask_json (&world, "plan --json", "@notion");
  g_assert_cmpint (count_changes (plan), ==, 3);
  g_assert_cmpint (get_count (plan, "new"), ==, 2);
  g_assert_cmpint (get_count (plan, "missed"), ==, 1);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);
  g_assert_false (has_date (&world, walk));

  /* writing writes each change once */
  g_autoptr(JsonNode) changes = ask_json (&world, "apply --yes --json", "@notion");
  g_autofree char *outcomes = dup_outcomes (changes);
  g_assert_cmpstr (outcomes, ==, "WWW");
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 3);
  g_assert_cmpuint (count_writes (&world, walk), ==, 1);
  g_assert_cmpuint (count_writes (&world, talk), ==, 1);
  g_assert_cmpuint (count_writes (&world, missed), ==, 1);
  g_assert_cmpuint (count_writes (&world, done), ==, 0);
  g_assert_true (has_date (&world, walk));
  g_assert_false (has_date (&world, mine));

  /* then there is nothing to do */
  g_autoptr(JsonNode) again = ask_json (&world, "plan --json", "@notion");
  g_assert_cmpint (count_changes (again), ==, 0);
  g_assert_cmpint (get_count (again, "kept"), ==, 3);
  g_assert_cmpstr (get_text (again, "digest"), ==, DIGEST_OF_NOTHING);

  /* until there is: what has not changed is not touched */
  sk_notion_stand_in_clear_requests (world.notion);
  const char *new_row = add_row (&world, ROW ("New", "0", ""));
  g_autofree char *answer = ask (&world, "apply --yes", "@notion");
  g_assert_cmpstr (answer, ==, "1 of 1 change written.\n");
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 1);
  g_assert_cmpuint (count_writes (&world, new_row), ==, 1);
  g_assert_cmpuint (sk_notion_stand_in_get_n_forbidden (world.notion), ==, 0);
}

static void
test_notion_modes (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  const char *row = add_row (&world, ROW ("Walk", "2", ""));
  g_autoptr(JsonNode) plan = ask_json (&world, "--mode test --json", "@notion");
  g_assert_cmpint (count_changes (plan), ==, 1);
  g_assert_false (has_date (&world, row));

  g_autofree char *answer = ask (&world, "--mode once", "@notion");
  g_assert_cmpstr (answer, ==, "1 of 1 change written.\n");
  g_assert_cmpuint (count_writes (&world, row), ==, 1);
}

/* Another time is fine as long as nothing is written. */
static void
test_notion_at (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_row (&world, ROW ("Walk", "2", ""));
  g_autoptr(JsonNode) plan = ask_json (&world, "plan --json --at " AT,
                                       "@notion SCHEDULER_TIMEZONE=Europe/Berlin");
  JsonNode *placement = json_array_get_element (get_list (plan, "placements"), 0);

  g_assert_cmpstr (get_text (placement, "title"), ==, "Walk");
  g_assert_cmpstr (get_text (placement, "workspace"), ==, "Notion");
  g_assert_cmpstr (get_text (placement, "start"), ==, "2026-11-23T09:00:00+01:00");
}

static void
test_notion_variables (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_row (&world, ROW ("Walk", "2", ""));
  g_autoptr(JsonNode) plan = ask_json (&world, "plan --json --at " AT,
                                       "@notion SCHEDULER_TIMEZONE=Europe/Berlin "
                                       "WORK_START_HOUR=10:30 WORK_END_HOUR=24:00 "
                                       "'WORK_DAYS=wed, Sat' SLOT_DURATION_MINUTES=30 "
                                       "SCHEDULE_DAYS_AHEAD=3 SCHEDULER_INTERVAL_MINUTES=1440 "
                                       "SCHEDULER_APPLY=small");
  JsonNode *placement = json_array_get_element (get_list (plan, "placements"), 0);

  g_assert_cmpstr (get_text (placement, "start"), ==, "2026-11-25T10:30:00+01:00");
}

static void
test_key_file (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_file (&world, "@secret", KEY "\n");
  g_autofree char *answer = ask (&world, "plan", "SLOTKEEPER_NOTION_URL=@url "
                                 "NOTION_API_KEY_FILE=@secret NOTION_DB_ID=@database");

  g_assert_nonnull (strstr (answer, "Nothing to change."));
}

static void
test_notes (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_row (&world, "{\"Task name\": \"Mine\", \"Auto Schedule\": false}");
  g_autoptr(SkProgram) program = run (&world, "plan --json", "@notion", 0);
  g_autoptr(JsonNode) plan = parse (program->out->str);

  g_assert_cmpint (get_count (plan, "tasks"), ==, 0);
  g_assert_true (g_str_has_prefix (program->err->str, "slotkeeperctl: “Auto Schedule”"));
}

static void
test_two_workspaces (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  const char *work = sk_notion_stand_in_add_data_source (world.notion, NULL, "Work", SCHEMA);
  const char *walk = add_row (&world, ROW ("Walk", "1", ""));
  const char *write = sk_notion_stand_in_add_row (world.notion, work, ROW ("Write", "2", ""));
  name (&world, "@work", sk_notion_stand_in_get_database (world.notion, work));

  g_autoptr(JsonNode) plan = ask_json (&world, "plan --json --at " AT, "@twice");
  JsonArray *placements = get_list (plan, "placements");
  JsonNode *first = json_array_get_element (placements, 0);
  JsonNode *second = json_array_get_element (placements, 1);

  g_assert_cmpuint (json_array_get_length (placements), ==, 2);
  g_assert_cmpstr (get_text (first, "workspace"), ==, "WORK");
  g_assert_cmpstr (get_text (second, "workspace"), ==, "HOME");
  g_assert_cmpstr (get_text (first, "end"), ==, get_text (second, "start"));

  /* one of them, by its name, whatever half there is of another */
  g_autoptr(JsonNode) home = ask_json (&world, "plan --json --workspace home",
                                       "@twice STRAY_NOTION_API_KEY=@key");
  g_assert_cmpuint (json_array_get_length (get_list (home, "placements")), ==, 1);
  g_autofree char *answer = ask (&world, "apply --yes --workspace Home", "@twice");
  g_assert_cmpstr (answer, ==, "1 of 1 change written.\n");
  g_assert_true (has_date (&world, walk));
  g_assert_false (has_date (&world, write));

  /* what one has taken, the other respects */
  g_autofree char *both = ask (&world, "apply --yes", "@twice");
  g_autoptr(JsonNode) again = ask_json (&world, "plan --json", "@twice");
  g_assert_cmpstr (both, ==, "1 of 1 change written.\n");
  g_assert_cmpint (get_count (again, "kept"), ==, 2);
}

static void
test_database_twice (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  const char *row = add_row (&world, ROW ("Walk", "1", ""));
  name (&world, "@work", world.database);
  g_autofree char *answer = ask (&world, "apply --yes", "@twice");

  g_assert_cmpstr (answer, ==, "1 of 1 change written.\n");
  g_assert_cmpuint (count_writes (&world, row), ==, 1);
}

/* --- watching --- */

/* Until something has come to pass; whatever changes it turns the main context. */
static void
wait_until (gboolean   (* is_so) (World *),
            World      *world,
            SkProgram  *program)
{
  while (!is_so (world) && program->n_open > 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (is_so (world));
}

static gboolean
is_file_written (World *world)
{
  g_autofree char *text = read_file (world->file);

  return strstr (text, "\"last_scheduled\": \"" AT "\"") != NULL;
}

static gboolean
is_page_written (World *world)
{
  return sk_notion_stand_in_count_requests (world->notion, "PATCH", PAGES) > 0;
}

static gboolean
is_answer_held (World *world)
{
  return sk_notion_stand_in_get_n_held (world->notion) > 0;
}

static void
test_watch_file (gconstpointer data)
{
  int signal_number = GPOINTER_TO_INT (data);
  g_auto(World) world = { 0 };
  g_autoptr(GFileMonitor) monitor = NULL;
  g_autoptr(GFile) home = NULL;

  world_init (&world);
  home = g_file_new_for_path (world.home);
  monitor = g_file_monitor_directory (home, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  g_autoptr(SkProgram) program = start (&world, "watch @sample", NULL);
  wait_until (is_file_written, &world, program);
  g_autoptr(JsonNode) plan = ask_json (&world, "plan --json @sample", NULL);
  sk_program_signal (program, signal_number);
  assert_ended (program, 0);

  g_assert_nonnull (strstr (program->out->str, "8 changes written\n"));
  g_assert_cmpstr (program->err->str, ==, "");
  g_assert_cmpstr (get_text (plan, "digest"), ==, DIGEST_OF_NOTHING);
}

static void
test_watch_notion (gconstpointer data)
{
  const char *words = data;
  g_auto(World) world = { 0 };

  world_init (&world);
  const char *row = add_row (&world, ROW ("Walk", "2", ""));
  g_autoptr(SkProgram) program = start (&world, words, "@notion SCHEDULER_INTERVAL_MINUTES=1440");
  wait_until (is_page_written, &world, program);
  sk_program_signal (program, SIGTERM);
  assert_ended (program, 0);

  g_assert_nonnull (strstr (program->out->str, "1 change written\n"));
  g_assert_cmpstr (program->err->str, ==, "");
  g_assert_cmpuint (count_writes (&world, row), ==, 1);
}

/* Who reads along does not have to wait for the end. */
static void
test_watch_says_at_once (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(SkProgram) program = start (&world, "watch @sample", NULL);
  g_assert_true (sk_program_wait_for_answer (program, "8 changes written\n"));
  sk_program_signal (program, SIGTERM);
  assert_ended (program, 0);
}

/* It does not wait for an answer to a question. */
static void
test_watch_ended_while_reading (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  const char *row = add_row (&world, ROW ("Walk", "2", ""));
  add_fault (&world, (SkStandInFault) { SK_STAND_IN_HOLD, .path = QUERY });
  g_autoptr(SkProgram) program = start (&world, "watch", "@notion");
  wait_until (is_answer_held, &world, program);
  sk_program_signal (program, SIGTERM);
  assert_ended (program, 0);

  g_assert_cmpstr (program->err->str, ==, "");
  g_assert_cmpuint (count_writes (&world, row), ==, 0);
}

/* A write that has left is not taken back: it waits, and tells. */
static void
test_watch_ended_while_writing (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  const char *row = add_row (&world, ROW ("Walk", "2", ""));
  add_fault (&world, (SkStandInFault) { SK_STAND_IN_HOLD, "PATCH" });
  g_autoptr(SkProgram) program = start (&world, "watch", "@notion");
  wait_until (is_answer_held, &world, program);
  sk_program_signal (program, SIGTERM);
  sk_notion_stand_in_release (world.notion);
  assert_ended (program, 0);

  g_assert_nonnull (strstr (program->out->str, "1 change written\n"));
  g_assert_cmpuint (count_writes (&world, row), ==, 1);
}

/* Trouble that passes is waited out; the second pass is an interval away. */
static void
test_watch_goes_on (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_fault (&world, (SkStandInFault) { SK_STAND_IN_ANSWER, .status = 503, .times = FOR_EVER,
                                        .retry_after = TOO_LONG });
  g_autoptr(SkProgram) program = start (&world, "watch", "@notion");
  while (program->err->len == 0 && program->n_open > 0)
    g_main_context_iteration (NULL, TRUE);
  sk_program_signal (program, SIGTERM);
  assert_ended (program, 0);

  g_assert_cmpstr (program->out->str, ==, "");
  g_assert_nonnull (strstr (program->err->str, "trouble of its own"));
}

#define ADD_CASES(prefix, cases, test)                                          \
  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)                              \
    {                                                                           \
      g_autofree char *full = g_strconcat (prefix, (cases)[k].name, NULL);      \
      g_test_add_data_func (full, &(cases)[k], test);                           \
    }

#define ADD_NUMBERS(prefix, cases, test)                                        \
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)                              \
    {                                                                           \
      g_autofree char *full = g_strconcat (prefix, (cases)[k].name, NULL);      \
      g_test_add_data_func (full, GUINT_TO_POINTER (k), test);                  \
    }

static void
add_file_tests (void)
{
  g_test_add_func ("/ctl/file/the-sample-is-planned", test_sample);
  g_test_add_data_func ("/ctl/file/same-bytes/plan", "plan @sample", test_same_bytes);
  g_test_add_data_func ("/ctl/file/same-bytes/json", "plan --json @sample", test_same_bytes);
  g_test_add_data_func ("/ctl/file/same-bytes/full", "plan --json --full --days 20 @sample",
                        test_same_bytes);
  g_test_add_data_func ("/ctl/file/same-bytes/explain", "explain fix-login @sample",
                        test_same_bytes);
  g_test_add_func ("/ctl/file/its-rules-go-before-variables", test_file_wins);
  g_test_add_func ("/ctl/file/days-count-from-today", test_days);
  g_test_add_func ("/ctl/file/from-scratch", test_full);
  g_test_add_func ("/ctl/file/apply-only", test_only);
  g_test_add_func ("/ctl/file/apply-except", test_except);
  g_test_add_func ("/ctl/file/a-table-for-people", test_table);
  g_test_add_func ("/ctl/file/what-is-planned-is-written", test_apply_file);
  g_test_add_func ("/ctl/file/nothing-is-written-twice", test_apply_twice);
  g_test_add_func ("/ctl/file/mode-test-is-plan", test_mode_test);
  g_test_add_func ("/ctl/file/mode-once-is-apply", test_mode_once);
  g_test_add_func ("/ctl/file/titles-do-not-command-the-terminal", test_titles);
  g_test_add_func ("/ctl/file/titles-stay-in-their-line", test_titles_of_several_lines);
  g_test_add_func ("/ctl/what-if/both-plans-in-json", test_what_if_json);
  g_test_add_func ("/ctl/what-if/of-what-is-configured", test_what_if_notion);
  for (gsize i = 0; i < G_N_ELEMENTS (suppositions); i++)
    {
      g_autofree char *path = g_strconcat ("/ctl/what-if/", suppositions[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_what_if);
    }
  g_test_add_func ("/ctl/version-and-help", test_version);

  ADD_NUMBERS ("/ctl/explain/", explanations, test_explain)
  g_test_add_func ("/ctl/explain/for-programs", test_explain_json);
  g_test_add_func ("/ctl/explain/a-whole-id-goes-before-all", test_explain_id_first);

  g_test_add_func ("/ctl/verify/our-own-plan", test_verify);
  g_test_add_func ("/ctl/verify/a-plan-without-our-own-additions", test_verify_bare);
  ADD_NUMBERS ("/ctl/verify/finds-", forgeries, test_forgery)
  g_test_add_func ("/ctl/verify/a-plan-of-other-tasks", test_verify_after);

  ADD_NUMBERS ("/ctl/log/stays-on-stderr/", noisy, test_log)
  g_test_add_func ("/ctl/log/names-no-task-and-no-key", test_log_notion);
  g_test_add_func ("/ctl/log/levels-change-no-answer", test_log_error_level);
}

static void
add_notion_tests (void)
{
  g_test_add_func ("/ctl/notion/planned-written-settled", test_notion);
  g_test_add_func ("/ctl/notion/modes", test_notion_modes);
  g_test_add_func ("/ctl/notion/another-time-for-looking", test_notion_at);
  g_test_add_func ("/ctl/notion/variables-are-the-rules", test_notion_variables);
  g_test_add_func ("/ctl/notion/the-key-in-a-file", test_key_file);
  g_test_add_func ("/ctl/notion/notes-stay-on-stderr", test_notes);
  g_test_add_func ("/ctl/notion/two-workspaces", test_two_workspaces);
  g_test_add_func ("/ctl/notion/one-database-twice", test_database_twice);

  g_test_add_data_func ("/ctl/watch/a-file-until-sigterm", GINT_TO_POINTER (SIGTERM),
                        test_watch_file);
  g_test_add_data_func ("/ctl/watch/a-file-until-sigint", GINT_TO_POINTER (SIGINT),
                        test_watch_file);
  g_test_add_data_func ("/ctl/watch/notion", "watch", test_watch_notion);
  g_test_add_data_func ("/ctl/watch/mode-continuous", "--mode continuous", test_watch_notion);
  g_test_add_func ("/ctl/watch/says-at-once-what-it-did", test_watch_says_at_once);
  g_test_add_func ("/ctl/watch/ended-while-reading", test_watch_ended_while_reading);
  g_test_add_func ("/ctl/watch/ended-while-writing", test_watch_ended_while_writing);
  g_test_add_func ("/ctl/watch/waits-out-passing-trouble", test_watch_goes_on);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("SLOTKEEPERCTL") == NULL || g_getenv ("SLOTKEEPER_SAMPLE") == NULL)
    g_error ("SLOTKEEPERCTL and SLOTKEEPER_SAMPLE must name the program and the sample file");

  ADD_CASES ("/ctl/ends-with-", ends, test_end)
  g_test_add_func ("/ctl/ends-with-2/before-it-looks", test_nobody_to_ask);
  ADD_CASES ("/ctl/reading-ends-with-", reading_troubles, test_reading_trouble)
  g_test_add_func ("/ctl/reading-ends-with-0/a-line-that-broke-once", test_passing_trouble);
  ADD_CASES ("/ctl/writing-ends-with-", writing_troubles, test_writing_trouble)
  g_test_add_func ("/ctl/writing-ends-with-5/people-are-told-how-much", test_partial_for_people);
  add_file_tests ();
  add_notion_tests ();

  return g_test_run ();
}
