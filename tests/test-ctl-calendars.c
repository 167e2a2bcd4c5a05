/* test-ctl-calendars.c — slotkeeperctl and calendars: busy, export, what is held
 *
 * The real program in an environment of its own.
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

#define SECRET "TopSecret"
#define KEY "ntn_" SECRET "0123456789"
#define AT "2026-11-23T08:00:00+01:00"
#define SCHEMA "{\"Task name\": {\"type\": \"title\"}, \"Scheduled Date\": {\"type\": \"date\"}, " \
  "\"Last Scheduled\": {\"type\": \"date\"}}"

#define MEETINGS "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" \
  "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Stand-up\r\nDTSTART;TZID=Europe/Berlin:20261123T090000\r\n" \
  "DTEND;TZID=Europe/Berlin:20261123T100000\r\nEND:VEVENT\r\n" \
  "BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Party\r\nDTSTART:20261123T110000Z\r\nDURATION:PT1H\r\n" \
  "ATTENDEE;PARTSTAT=DECLINED:mailto:me@example.org\r\nEND:VEVENT\r\n" \
  "BEGIN:VEVENT\r\nUID:c\r\nSUMMARY:Holiday\r\nDTSTART;VALUE=DATE:20261124\r\nEND:VEVENT\r\n" \
  "END:VCALENDAR\r\n"

typedef struct
{
  char            *home;
  char            *tasks;       /* a task file */
  char            *meetings;    /* a calendar */
  char            *missing;     /* a calendar that is not there */
  SkNotionStandIn *notion;      /* (nullable) */
} World;

static char *
add_file (World      *world,
          const char *name,
          const char *text)
{
  char *path = g_build_filename (world->home, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
world_init (World *world)
{
  g_autoptr(GError) error = NULL;

  memset (world, 0, sizeof *world);
  world->home = g_dir_make_tmp ("test-ctl-calendars-XXXXXX", &error);
  g_assert_no_error (error);
  world->tasks = add_file (world, "tasks.json",
    "{\"format\": \"slotkeeper-tasks/1\", \"timezone\": \"Europe/Berlin\",\n"
    " \"tasks\": [{\"id\": \"write\", \"title\": \"Write; and, rest\", \"duration_hours\": 1,\n"
    "   \"url\": \"https://www.notion.so/write\", \"workspace\": \"Work\"}]}\n");
  world->meetings = add_file (world, "meetings.ics", MEETINGS);
  world->missing = g_build_filename (world->home, "missing.ics", NULL);
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
  remove_all (world->home);
  g_free (world->home);
  g_free (world->tasks);
  g_free (world->meetings);
  g_free (world->missing);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* A task of an hour in Notion. */
static const char *
add_notion (World *world)
{
  const char *database, *table;

  world->notion = sk_notion_stand_in_new ();
  sk_notion_stand_in_set_token (world->notion, KEY);
  database = sk_notion_stand_in_add_database (world->notion, "Tasks");
  table = sk_notion_stand_in_add_data_source (world->notion, database, "Tasks", SCHEMA);
  sk_notion_stand_in_add_row (world->notion, table, "{\"Task name\": \"Write\"}");

  return database;
}

/* --- running it --- */

static GStrv
make_environment (World             *world,
                  const char *const *more)      /* (nullable): NAME=VALUE */
{
  static const char *const ours[] = { "PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS" };
  GStrv variables = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ours); i++)
    if (g_getenv (ours[i]) != NULL)
      variables = g_environ_setenv (variables, ours[i], g_getenv (ours[i]), TRUE);
  variables = g_environ_setenv (variables, "HOME", world->home, TRUE);
  variables = g_environ_setenv (variables, "TZ", "Pacific/Chatham", TRUE);
  variables = g_environ_setenv (variables, "LC_ALL", "C.UTF-8", TRUE);
  variables = g_environ_setenv (variables, "G_DEBUG", "fatal-warnings", TRUE);
  variables = g_environ_setenv (variables, "GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  variables = g_environ_setenv (variables, "GIO_USE_VFS", "local", TRUE);

  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (more[i], "=", 2);

      variables = g_environ_setenv (variables, pair[0], pair[1], TRUE);
    }

  return variables;
}

#define WORDS(...) ((const char *const[]) { g_getenv ("SLOTKEEPERCTL"), __VA_ARGS__, NULL })
#define SET(...) ((const char *const[]) { __VA_ARGS__, NULL })

static SkProgram *
start (World             *world,
       const char *const *argv,
       const char *const *variables)
{
  g_auto(GStrv) environment = make_environment (world, variables);

  return sk_program_start (argv, (const char *const *) environment);
}

static SkProgram *
run (World             *world,
     const char *const *argv,
     const char *const *variables,
     int                status)
{
  SkProgram *program = start (world, argv, variables);

  sk_program_wait (program);
  if (program->status != status)
    g_test_message ("%s\n%s", program->out->str, program->err->str);
  g_assert_cmpint (program->status, ==, status);
  g_assert_null (strstr (program->out->str, SECRET));
  g_assert_null (strstr (program->err->str, SECRET));
  g_assert_null (strstr (program->err->str, "runtime error"));

  return program;
}

/* The same where only the end matters. */
static void
expect (World             *world,
        const char *const *argv,
        const char *const *variables,
        int                status)
{
  sk_program_free (run (world, argv, variables, status));
}

/* --- busy --- */

static void
test_busy_json (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(SkProgram) program = run (&world, WORDS ("busy", "--json", "--from", world.tasks,
    "--at", AT, "--calendar", world.meetings), SET ("SCHEDULER_MY_ADDRESSES=me@example.org"), 0);

  g_assert_cmpstr (program->out->str, ==,
    "[\n"
    "  {\n"
    "    \"start\": \"2026-11-23T09:00:00+01:00\",\n"
    "    \"end\": \"2026-11-23T10:00:00+01:00\",\n"
    "    \"title\": \"Stand-up\",\n"
    "    \"calendar\": \"meetings.ics\",\n"
    "    \"blocks\": true,\n"
    "    \"code\": \"busy\"\n"
    "  },\n"
    "  {\n"
    "    \"start\": \"2026-11-23T12:00:00+01:00\",\n"
    "    \"end\": \"2026-11-23T13:00:00+01:00\",\n"
    "    \"title\": \"Party\",\n"
    "    \"calendar\": \"meetings.ics\",\n"
    "    \"blocks\": false,\n"
    "    \"code\": \"declined\"\n"
    "  },\n"
    "  {\n"
    "    \"start\": \"2026-11-24T00:00:00+01:00\",\n"
    "    \"end\": \"2026-11-25T00:00:00+01:00\",\n"
    "    \"title\": \"Holiday\",\n"
    "    \"calendar\": \"meetings.ics\",\n"
    "    \"blocks\": false,\n"
    "    \"code\": \"all-day-free\"\n"
    "  }\n"
    "]\n");
}

static void
test_busy_table (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(SkProgram) program = run (&world, WORDS ("busy", "--from", world.tasks, "--at", AT,
    "--calendar", world.meetings), SET ("SCHEDULER_MY_ADDRESSES=me@example.org"), 0);

  g_assert_cmpstr (program->out->str, ==,
    "Mon 23 Nov\n"
    "  09:00 – 10:00  Stand-up                                  busy  meetings.ics\n"
    "  12:00 – 13:00  Party                                     free: you declined  meetings.ics\n"
    "\n"
    "Tue 24 Nov\n"
    "  all day        Holiday                                   free: all day, and not marked as "
    "busy  meetings.ics\n");
}

/* Without tasks, and in the person's own zone. */
static void
test_busy_alone (void)
{
  g_auto(World) world = { 0 };
  g_autofree char *variable = NULL;

  world_init (&world);
  variable = g_strconcat ("SCHEDULER_CALENDARS=Work=", world.meetings, NULL);
  g_autoptr(SkProgram) program = run (&world, WORDS ("busy", "--at", AT),
                                      SET (variable, "SCHEDULER_TIMEZONE=Europe/Berlin"), 0);

  g_assert_nonnull (strstr (program->out->str, "busy  Work\n"));
  g_assert_cmpstr (program->err->str, ==, "");
}

static void
test_busy_none (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(SkProgram) program = run (&world, WORDS ("busy"), NULL, 3);

  g_assert_nonnull (strstr (program->err->str, "There is no calendar yet"));
}

static void
test_busy_missing (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(SkProgram) program = run (&world, WORDS ("busy", "--json", "--at", AT, "--calendar",
    world.missing, "--calendar", world.meetings), NULL, 3);

  g_assert_nonnull (strstr (program->err->str, "“missing.ics” could not be read"));
  g_assert_nonnull (strstr (program->out->str, "Stand-up"));
}

/* --- planning around it --- */

static void
test_plan (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(SkProgram) program = run (&world, WORDS ("plan", "--from", world.tasks, "--at", AT,
                                                     "--calendar", world.meetings), NULL, 0);

  g_assert_nonnull (strstr (program->out->str, "10:00 – 11:00  Write; and, rest"));
  g_assert_cmpstr (program->err->str, ==, "");
}

/* A task file stands for all that is configured. */
static void
test_plan_from_file (void)
{
  g_auto(World) world = { 0 };
  g_autofree char *variable = NULL;

  world_init (&world);
  variable = g_strconcat ("SCHEDULER_CALENDARS=", world.meetings, NULL);
  g_autoptr(SkProgram) program = run (&world, WORDS ("plan", "--from", world.tasks, "--at", AT),
                                      SET (variable), 0);

  g_assert_nonnull (strstr (program->out->str, "09:00 – 10:00  Write; and, rest"));
}

static void
test_plan_in_doubt (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(SkProgram) program = run (&world, WORDS ("plan", "--from", world.tasks, "--at", AT,
                                                     "--calendar", world.missing), NULL, 0);

  g_assert_nonnull (strstr (program->out->str, "Write; and, rest"));
  g_assert_nonnull (strstr (program->err->str, "“missing.ics” could not be read"));
}

static void
test_apply_in_doubt (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *before = read_file (world.tasks);
  g_autoptr(SkProgram) program = run (&world, WORDS ("apply", "--yes", "--from", world.tasks,
    "--at", AT, "--calendar", world.missing), NULL, 4);
  g_autofree char *after = read_file (world.tasks);

  g_assert_nonnull (strstr (program->err->str, "“missing.ics” could not be read"));
  g_assert_nonnull (strstr (program->err->str, "Nothing was written"));
  g_assert_cmpstr (before, ==, after);
}

/* A calendar that was read once holds the plan when it is gone. */
static void
test_apply_with_old_copy (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  expect (&world, WORDS ("plan", "--from", world.tasks, "--at", AT,
                                                  "--calendar", world.meetings), NULL, 0);
  g_remove (world.meetings);
  g_autoptr(SkProgram) old = run (&world, WORDS ("plan", "--from", world.tasks, "--at", AT,
                                                 "--calendar", world.meetings), NULL, 0);
  expect (&world, WORDS ("apply", "--yes", "--from", world.tasks,
    "--at", AT, "--calendar", world.meetings), NULL, 4);

  g_assert_nonnull (strstr (old->out->str, "10:00 – 11:00  Write; and, rest"));
  g_assert_nonnull (strstr (old->err->str, "The plan goes around what it held"));

  G_GNUC_UNUSED g_autofree char *back = add_file (&world, "meetings.ics", MEETINGS);
  expect (&world, WORDS ("apply", "--yes", "--from", world.tasks,
    "--at", AT, "--calendar", world.meetings), NULL, 0);
}

/* A watch writes nothing that pass, says so, and stays. */
static void
test_watch_in_doubt (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *before = read_file (world.tasks);
  g_autoptr(SkProgram) program = start (&world, WORDS ("watch", "--from", world.tasks,
    "--calendar", world.missing), NULL);

  while (strstr (program->err->str, "Nothing was written") == NULL && program->status == -1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (program->status, ==, -1);
  sk_program_signal (program, SIGTERM);
  sk_program_wait (program);
  g_autofree char *after = read_file (world.tasks);

  g_assert_cmpint (program->status, ==, 0);
  g_assert_nonnull (strstr (program->err->str, "“missing.ics” could not be read"));
  g_assert_cmpstr (before, ==, after);
}

/* An address is a secret: it is nowhere, even where everything is told. */
static void
test_secret_address (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  expect (&world, WORDS ("plan", "--verbose", "--from", world.tasks,
    "--at", AT), SET ("G_MESSAGES_DEBUG=all",
                      "SCHEDULER_CALENDARS=Work=https://127.0.0.1:1/" SECRET ".ics"), 0);
  g_autoptr(SkProgram) busy = run (&world, WORDS ("busy", "--verbose"),
    SET ("G_MESSAGES_DEBUG=sk-http sk-calendars sk-cli sk-service",
         "SCHEDULER_CALENDARS=Work=https://127.0.0.1:1/" SECRET ".ics"), 4);
  g_autoptr(SkProgram) refused = run (&world, WORDS ("busy"),
    SET ("SCHEDULER_CALENDARS=Work=http://example.org/" SECRET ".ics"), 2);

  g_assert_nonnull (strstr (busy->err->str, "“Work” could not be read"));
  g_assert_nonnull (strstr (refused->err->str, "https://"));
}

static void
test_doctor (void)
{
  g_auto(World) world = { 0 };
  g_autofree char *variable = NULL;

  world_init (&world);
  variable = g_strconcat ("SCHEDULER_CALENDARS=Work=", world.meetings, " Gone=", world.missing,
                          NULL);
  g_autoptr(SkProgram) program = run (&world, WORDS ("doctor", "--at", AT), SET (variable), 3);

  g_assert_nonnull (strstr (program->out->str, "  Work: 3 events in the days that are planned"));
  g_assert_nonnull (strstr (program->out->str, "“Gone” could not be read"));
}

/* --- export --- */

static void
test_export (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(SkProgram) program = run (&world, WORDS ("export", "--from", world.tasks, "--at", AT),
                                      NULL, 0);

  g_assert_cmpstr (program->out->str, ==,
    "BEGIN:VCALENDAR\r\n"
    "VERSION:2.0\r\n"
    "PRODID:-//Slotkeeper//Slotkeeper " PACKAGE_VERSION "//EN\r\n"
    "CALSCALE:GREGORIAN\r\n"
    "METHOD:PUBLISH\r\n"
    "X-WR-CALNAME:Slotkeeper\r\n"
    "BEGIN:VTIMEZONE\r\n"
    "TZID:Europe/Berlin\r\n"
    "BEGIN:STANDARD\r\n"
    "DTSTART:20261123T090000\r\n"
    "TZOFFSETFROM:+0100\r\n"
    "TZOFFSETTO:+0100\r\n"
    "TZNAME:CET\r\n"
    "END:STANDARD\r\n"
    "END:VTIMEZONE\r\n"
    "BEGIN:VEVENT\r\n"
    "UID:write@io.github.slotkeeper.Slotkeeper\r\n"
    "DTSTAMP:20261123T070000Z\r\n"
    "DTSTART;TZID=Europe/Berlin:20261123T090000\r\n"
    "DTEND;TZID=Europe/Berlin:20261123T100000\r\n"
    "SUMMARY:Write\\; and\\, rest\r\n"
    "CATEGORIES:Work\r\n"
    "URL:https://www.notion.so/write\r\n"
    "END:VEVENT\r\n"
    "END:VCALENDAR\r\n");
}

/* What we exported takes no time where it is read back as @calendar. */
static void
assert_own (World      *world,
            const char *calendar)
{
  g_autoptr(SkProgram) busy = run (world, WORDS ("busy", "--json", "--from", world->tasks, "--at",
                                                 AT, "--calendar", calendar), NULL, 0);
  g_autoptr(SkProgram) plan = run (world, WORDS ("plan", "--from", world->tasks, "--at", AT,
                                                 "--calendar", calendar), NULL, 0);

  g_assert_nonnull (strstr (busy->out->str, "\"code\": \"own\""));
  g_assert_null (strstr (busy->out->str, "\"blocks\": true"));
  g_assert_nonnull (strstr (plan->out->str, "09:00 – 10:00  Write; and, rest"));
}

/* Our own calendar, read back: as a file, in a folder among others, and where
 * the task it was of is not there any more. */
static void
test_export_is_not_busy (void)
{
  g_auto(World) world = { 0 };
  g_autofree char *folder = NULL, *path = NULL, *other = NULL, *busy_file = NULL;

  world_init (&world);
  folder = g_build_filename (world.home, "calendars", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  path = g_build_filename (folder, "own.ics", NULL);
  g_autoptr(SkProgram) export = run (&world, WORDS ("export", "--from", world.tasks, "--at", AT,
                                                    "--output", path), NULL, 0);

  g_assert_cmpstr (export->out->str, ==, "");
  assert_own (&world, path);
  assert_own (&world, folder);

  other = add_file (&world, "other.json",
    "{\"format\": \"slotkeeper-tasks/1\", \"timezone\": \"Europe/Berlin\",\n"
    " \"tasks\": [{\"id\": \"else\", \"title\": \"Write; and, rest\", \"duration_hours\": 1}]}\n");
  g_free (world.tasks);
  world.tasks = g_steal_pointer (&other);
  assert_own (&world, folder);

  busy_file = add_file (&world, "calendars/work.ics", MEETINGS);
  g_autoptr(SkProgram) both = run (&world, WORDS ("plan", "--from", world.tasks, "--at", AT,
                                                  "--calendar", folder), NULL, 0);

  g_assert_nonnull (strstr (both->out->str, "10:00 – 11:00  Write; and, rest"));
}

/* After each pass a file has what is by now, and is not touched if it had. */
static void
test_export_is_kept (void)
{
  g_auto(World) world = { 0 };
  g_autofree char *path = NULL, *file = NULL, *url = NULL, *database = NULL;

  world_init (&world);
  path = g_build_filename (world.home, "plan.ics", NULL);
  file = g_strconcat ("SCHEDULER_EXPORT_FILE=", path, NULL);
  database = g_strconcat ("NOTION_DB_ID=", add_notion (&world), NULL);
  url = g_strconcat ("SLOTKEEPER_NOTION_URL=", sk_notion_stand_in_get_url (world.notion), NULL);
  const char *const *set = SET (file, url, database, "NOTION_API_KEY=" KEY,
                                "WORK_DAYS=mon,tue,wed,thu,fri,sat,sun");

  expect (&world, WORDS ("plan"), set, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  expect (&world, WORDS ("apply", "--yes"), set, 0);
  g_autofree char *first = read_file (path);
  g_assert_nonnull (first);
  g_assert_nonnull (strstr (first, "SUMMARY:Write\r\n"));

  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  expect (&world, WORDS ("apply", "--yes"), set, 0);
  GStatBuf info;

  g_autofree char *second = read_file (path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  if ((info.st_mode & 0777) != 0444)
    g_test_message ("It was:\n%s\nIt is:\n%s", first, second);
  g_assert_cmpint (info.st_mode & 0777, ==, 0444);      /* another would be ours alone */
}

static void
test_usage (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  expect (&world, WORDS ("history", "--calendar", "x"), NULL, 2);
  expect (&world, WORDS ("plan", "--output", "x"), NULL, 2);
  expect (&world, WORDS ("export", "--json"), NULL, 2);
  expect (&world, WORDS ("busy"), SET ("SCHEDULER_CALENDARS=Work="), 2);
  expect (&world, WORDS ("export", "--from", world.tasks, "--at", AT,
                                                    "--output", world.home), NULL, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/calendars/busy/json", test_busy_json);
  g_test_add_func ("/cli/calendars/busy/table", test_busy_table);
  g_test_add_func ("/cli/calendars/busy/alone", test_busy_alone);
  g_test_add_func ("/cli/calendars/busy/none", test_busy_none);
  g_test_add_func ("/cli/calendars/busy/missing", test_busy_missing);
  g_test_add_func ("/cli/calendars/plan", test_plan);
  g_test_add_func ("/cli/calendars/plan-from-file", test_plan_from_file);
  g_test_add_func ("/cli/calendars/plan-in-doubt", test_plan_in_doubt);
  g_test_add_func ("/cli/calendars/apply-in-doubt", test_apply_in_doubt);
  g_test_add_func ("/cli/calendars/apply-with-old-copy", test_apply_with_old_copy);
  g_test_add_func ("/cli/calendars/watch-in-doubt", test_watch_in_doubt);
  g_test_add_func ("/cli/calendars/secret-address", test_secret_address);
  g_test_add_func ("/cli/calendars/doctor", test_doctor);
  g_test_add_func ("/cli/calendars/export", test_export);
  g_test_add_func ("/cli/calendars/export-is-not-busy", test_export_is_not_busy);
  g_test_add_func ("/cli/calendars/export-is-kept", test_export_is_kept);
  g_test_add_func ("/cli/calendars/usage", test_usage);

  return g_test_run ();
}
