/* test-connect.c — a database is set up, and what the doctor says of it
 *
 * The real program with settings, keys and a terminal of its own, against a
 * stand-in for Notion.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE             /* forkpty */
#include "config.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sk-json.h"
#include "sk-notion-stand-in.h"
#include "sk-program.h"

#define SECRET "ConnectSecret"
#define KEY "ntn_" SECRET "0123456789"
#define PAGES "/v1/pages/?*"

#define BARE "{\"Task name\": {\"type\": \"title\"}, \"Rank\": {\"type\": \"number\"}}"
#define WHOLE "{\"Task name\": {\"type\": \"title\"}, \"Rank\": {\"type\": \"number\"}, " \
  "\"Scheduled Date\": {\"type\": \"date\"}, \"Last Scheduled\": {\"type\": \"date\"}}"

typedef struct
{
  char            *home;
  SkNotionStandIn *notion;
  const char      *table;       /* the last that was added */
} World;

static void
world_init (World *world)
{
  world->home = g_dir_make_tmp ("test-connect-XXXXXX", NULL);
  world->notion = sk_notion_stand_in_new ();
  sk_notion_stand_in_set_token (world->notion, KEY);
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
  if (world->home != NULL)
    remove_all (world->home);
  g_free (world->home);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
add_table (World      *world,
           const char *name,
           const char *schema)
{
  const char *database = sk_notion_stand_in_add_database (world->notion, name);

  world->table = sk_notion_stand_in_add_data_source (world->notion, database, name, schema);
}

static const char *
add_row (World      *world,
         const char *values)
{
  return sk_notion_stand_in_add_row (world->notion, world->table, values);
}

/* --- running it --- */

static GStrv
make_environment (World    *world,
                  gboolean  has_settings)
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
  variables = g_environ_setenv (variables, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent",
                                TRUE);
  variables = g_environ_setenv (variables, "SLOTKEEPER_NOTION_URL",
                                sk_notion_stand_in_get_url (world->notion), TRUE);
  if (has_settings)
    {
      variables = g_environ_setenv (variables, "GSETTINGS_SCHEMA_DIR",
                                    g_getenv ("SLOTKEEPER_SCHEMAS"), TRUE);
      variables = g_environ_setenv (variables, "GSETTINGS_BACKEND", "keyfile", TRUE);
    }

  return variables;
}

static SkProgram *
start_in (World      *world,
          gboolean    has_settings,
          const char *words,
          const char *input)    /* (nullable) */
{
  g_auto(GStrv) environment = make_environment (world, has_settings);
  g_autofree char *line = g_strdup_printf ("%s %s", g_getenv ("SLOTKEEPERCTL"), words);
  g_auto(GStrv) argv = g_strsplit (line, " ", -1);

  return sk_program_start_with ((const char *const *) argv, (const char *const *) environment,
                                input);
}

static SkProgram *
run_in (World      *world,
        gboolean    has_settings,
        const char *words,
        const char *input,      /* (nullable) */
        int         status)
{
  SkProgram *program = start_in (world, has_settings, words, input);

  sk_program_wait (program);
  if (program->status != status)
    g_test_message ("stdout: %s\nstderr: %s", program->out->str, program->err->str);
  g_assert_cmpint (program->status, ==, status);
  g_assert_null (strstr (program->out->str, SECRET));
  g_assert_null (strstr (program->err->str, SECRET));
  g_assert_cmpuint (sk_notion_stand_in_get_n_forbidden (world->notion), ==, 0);

  return program;
}

static SkProgram *
run (World      *world,
     const char *words,
     const char *input,
     int         status)
{
  return run_in (world, TRUE, words, input, status);
}

static void
assert_says (SkProgram  *program,
             const char *words)
{
  if (strstr (program->out->str, words) == NULL && strstr (program->err->str, words) == NULL)
    g_error ("“%s” is not in\n%s\n%s", words, program->out->str, program->err->str);
}

/* --- connecting --- */

/* Everything in one go; afterwards it works without any variable. */
static void
test_whole (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *place = NULL;
  GStatBuf info;

  world_init (&world);
  add_table (&world, "Tasks", WHOLE);
  const char *row = add_row (&world, "{\"Task name\": \"Walk\", \"Rank\": 3}");
  g_autoptr(SkProgram) connected = run (&world, "connect --key-file --workspace Home", KEY "\n", 0);

  assert_says (connected, "The key belongs to");
  assert_says (connected, "Tasks");
  assert_says (connected, "“Home” is connected.");
  assert_says (connected, "Walk");
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);

  path = g_build_filename (world.home, ".config", "slotkeeper", "keys", NULL);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);

  G_GNUC_UNUSED g_autoptr(SkProgram) applied = run (&world, "apply --yes", NULL, 0);
  place = sk_notion_stand_in_dup_json (world.notion, row, "Scheduled Date");
  g_assert_nonnull (strstr (place, "start"));

  /* nobody else may read it */
  g_chmod (path, 0644);
  g_autoptr(SkProgram) refused = run (&world, "plan", NULL, 3);
  assert_says (refused, "chmod 600");
}

static void
test_columns (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  add_table (&world, "Tasks", BARE);
  add_row (&world, "{\"Task name\": \"Walk\", \"Rank\": 3}");
  g_autoptr(SkProgram) missing = run (&world, "connect --key-file", KEY, 3);
  assert_says (missing, "--add-columns");
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);

  g_autoptr(SkProgram) added = run (&world, "connect --key-file --add-columns", KEY, 0);
  assert_says (added, "2 columns added.");
  assert_says (added, "Walk");
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", PAGES), ==, 0);
}

/* A new checkbox is ticked nowhere: so it is ticked, and that can be taken back. */
static void
test_auto_schedule (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *ticked = NULL;
  g_autofree char *unticked = NULL;

  world_init (&world);
  add_table (&world, "Tasks", BARE);
  const char *row = add_row (&world, "{\"Task name\": \"Walk\", \"Rank\": 3}");
  add_row (&world, "{\"Task name\": \"Talk\", \"Rank\": 2}");
  g_autoptr(SkProgram) added =
    run (&world, "connect --key-file --add-columns --auto-schedule", KEY, 0);

  assert_says (added, "3 columns added.");
  assert_says (added, "2 of 2 open rows ticked.");
  ticked = sk_notion_stand_in_dup_json (world.notion, row, "Auto Schedule");
  g_assert_nonnull (strstr (ticked, "true"));

  g_autoptr(SkProgram) history = run (&world, "history", NULL, 0);
  assert_says (history, "2 written");
  G_GNUC_UNUSED g_autoptr(SkProgram) undone = run (&world, "undo", NULL, 0);
  unticked = sk_notion_stand_in_dup_json (world.notion, row, "Auto Schedule");
  g_assert_nonnull (strstr (unticked, "false"));

  g_autoptr(SkProgram) planned = run (&world, "plan", NULL, 0);
  assert_says (planned, "is not ticked in any open row");
  g_autoptr(SkProgram) doctor = run (&world, "doctor", NULL, 0);
  assert_says (doctor, "is not ticked in any open row");
}

/* --- ended in between --- */

#define TICKING "connect --key-file --add-columns --auto-schedule"
#define TABLES "/v1/data_sources/?*"

typedef struct
{
  const char     *name;
  SkStandInFault  fault;        /* what it waits for when it is killed */
} KillCase;

static const KillCase kills[] = {
  { "before-the-column-is-added", { SK_STAND_IN_HOLD_BEFORE, "PATCH", TABLES } },
  { "when-the-column-is-added", { SK_STAND_IN_HOLD, "PATCH", TABLES } },
  { "before-the-first-tick", { SK_STAND_IN_HOLD_BEFORE, "PATCH", PAGES } },
  { "between-two-ticks", { SK_STAND_IN_HOLD, "GET", PAGES, .nth = 2 } },
  { "after-the-last-tick", { SK_STAND_IN_HOLD, "PATCH", PAGES, .nth = 3 } },
};

/* Whatever is left, the next run ticks every row that was open. */
static void
test_killed (gconstpointer data)
{
  const KillCase *c = data;
  g_auto(World) world = { NULL };
  const char *rows[3];

  world_init (&world);
  add_table (&world, "Tasks", BARE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = add_row (&world, "{\"Task name\": \"Walk\", \"Rank\": 3}");
  sk_notion_stand_in_add_fault (world.notion, &c->fault);

  g_autoptr(SkProgram) killed = start_in (&world, TRUE, TICKING, KEY);
  while (sk_notion_stand_in_get_n_held (world.notion) == 0)
    g_main_context_iteration (NULL, TRUE);
  sk_program_signal (killed, SIGKILL);
  sk_program_wait (killed);
  sk_notion_stand_in_clear_faults (world.notion);
  sk_notion_stand_in_release (world.notion);

  g_autoptr(SkProgram) next = run (&world, TICKING, KEY, 0);

  assert_says (next, "An earlier run was interrupted");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *ticked = sk_notion_stand_in_dup_json (world.notion, rows[i],
                                                             "Auto Schedule");

      g_assert_nonnull (strstr (ticked, "true"));
    }

  /* and nothing is left open; all of it can be taken back */
  g_autoptr(SkProgram) again = run (&world, "plan", NULL, 0);
  g_assert_null (strstr (again->err->str, "interrupted"));
  G_GNUC_UNUSED g_autoptr(SkProgram) undone = run (&world, "undo", NULL, 0);
  g_autofree char *unticked = sk_notion_stand_in_dup_json (world.notion, rows[0],
                                                           "Auto Schedule");
  g_assert_nonnull (strstr (unticked, "false"));
}

/* What Notion refuses is not left open. */
static void
test_columns_refused (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  add_table (&world, "Tasks", BARE);
  add_row (&world, "{\"Task name\": \"Walk\", \"Rank\": 3}");
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    SK_STAND_IN_ANSWER, "PATCH", TABLES, .status = 403 });
  g_autoptr(SkProgram) refused = run (&world, TICKING, KEY, 3);
  assert_says (refused, "edit access");

  g_autoptr(SkProgram) next = run (&world, TICKING, KEY, 0);
  g_assert_null (strstr (next->err->str, "interrupted"));
  assert_says (next, "1 of 1 open row ticked.");
}

static void
test_several (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *words = NULL;

  world_init (&world);
  add_table (&world, "Tasks", WHOLE);
  add_table (&world, "Errands", WHOLE);
  g_autoptr(SkProgram) asked = run (&world, "connect --key-file", KEY, 3);
  assert_says (asked, "There are several");
  assert_says (asked, "Tasks");
  assert_says (asked, "Errands");

  words = g_strdup_printf ("connect --key-file %s", world.table);
  g_autoptr(SkProgram) chosen = run (&world, words, KEY, 0);
  assert_says (chosen, "is connected");
}

static void
test_server (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  add_table (&world, "Tasks", WHOLE);
  g_autoptr(SkProgram) connected = run_in (&world, FALSE, "connect --workspace Work", KEY, 0);
  assert_says (connected, "WORK_NOTION_API_KEY");
  assert_says (connected, "WORK_NOTION_DB_ID=collection://");
  assert_says (connected, world.table);
}

static void
test_no_keyring (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  add_table (&world, "Tasks", WHOLE);
  g_autoptr(SkProgram) refused = run (&world, "connect", KEY, 3);
  assert_says (refused, "--key-file");
}

typedef struct
{
  const char *name;
  const char *words;
  const char *input;
  int         status;
  const char *says;
} EndCase;

static const EndCase ends[] = {
  { "a-wrong-key", "connect", "ntn_" SECRET "wrong", 3, "key" },
  { "no-key", "connect", "", 2, "There was no key" },
  { "an-empty-line", "connect", "\n", 2, "There was no key" },
  { "nothing-shared", "connect", KEY, 3, "opens no database" },
  { "a-file-too", "connect --from x", KEY, 2, "leave out --from" },
  { "its-options-elsewhere", "plan --add-columns", NULL, 2, "for connect" },
  { "the-doctor-s-options-elsewhere", "plan --network", NULL, 2, "for doctor" },
  { "no-workspace-for-the-doctor", "doctor", NULL, 3, "There is no workspace yet" },
};

static void
test_end (gconstpointer data)
{
  const EndCase *c = data;
  g_auto(World) world = { NULL };

  world_init (&world);
  g_autoptr(SkProgram) program = run (&world, c->words, c->input, c->status);
  assert_says (program, c->says);
}

/* --- the doctor --- */

static void
test_doctor (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  add_table (&world, "Tasks", WHOLE);
  add_row (&world, "{\"Task name\": \"Walk\", \"Rank\": 3}");
  G_GNUC_UNUSED g_autoptr(SkProgram) connected =
    run (&world, "connect --key-file", KEY, 0);
  sk_notion_stand_in_set_now (world.notion, g_get_real_time () / G_USEC_PER_SEC);
  g_autoptr(SkProgram) doctor = run (&world, "doctor --network", NULL, 0);

  assert_says (doctor, "Key: it works");
  assert_says (doctor, "1 open task can be read");
  assert_says (doctor, "Keyring:");
  assert_says (doctor, "Clock:");
  assert_says (doctor, "127.0.0.1 — to read tasks");
  assert_says (doctor, "All is well.");

  sk_notion_stand_in_remove_property (world.notion, world.table, "Scheduled Date");
  g_autoptr(SkProgram) missing = run (&world, "doctor", NULL, 3);
  assert_says (missing, "Scheduled Date");
  assert_says (missing, "connect --add-columns");
}

typedef struct
{
  const char *name;
  int         minutes;          /* that Notion's clock is ahead */
  gboolean    is_offline;
  int         status;
  const char *says;
  const char *ends;
} ClockCase;

static const ClockCase clocks[] = {
  { "agrees", 0, FALSE, 0, "It agrees with Notion’s.", "All is well." },
  { "behind", 10, FALSE, 0, "behind Notion’s. Set it", "All but the clock is well." },
  { "ahead", -60 * 24, FALSE, 0, "ahead of Notion’s. Set it", "All but the clock is well." },
  { "offline", 0, TRUE, 4, "could not be compared", "cannot be reached" },
};

static void
test_clock (gconstpointer data)
{
  const ClockCase *c = data;
  g_auto(World) world = { NULL };

  world_init (&world);
  add_table (&world, "Tasks", WHOLE);
  G_GNUC_UNUSED g_autoptr(SkProgram) connected = run (&world, "connect --key-file", KEY, 0);
  sk_notion_stand_in_set_now (world.notion, g_get_real_time () / G_USEC_PER_SEC + c->minutes * 60);
  if (c->is_offline)
    sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
      SK_STAND_IN_DROP, .times = G_MAXUINT });
  g_autoptr(SkProgram) doctor = run (&world, "doctor", NULL, c->status);

  assert_says (doctor, c->says);
  assert_says (doctor, c->ends);
}

/* --- a terminal --- */

typedef struct
{
  GString *text;                /* what the terminal shows */
  gboolean is_open;
} Screen;

static gboolean
on_shown (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  Screen *screen = user_data;
  char bytes[1024];
  ssize_t n = read (fd, bytes, sizeof bytes);

  screen->is_open = n > 0;
  if (n > 0)
    g_string_append_len (screen->text, bytes, n);

  return screen->is_open ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* A container without /dev/pts has none. */
static gboolean
has_terminals (void)
{
  int master, slave;

  if (openpty (&master, &slave, NULL, NULL, NULL) != 0)
    {
      g_test_skip ("no pseudo-terminal can be opened here");
      return FALSE;
    }

  close (master);
  close (slave);
  return TRUE;
}

static pid_t
start_on_terminal (World *world,
                   int   *master)
{
  g_auto(GStrv) environment = make_environment (world, TRUE);
  const char *const argv[] = { g_getenv ("SLOTKEEPERCTL"), "connect", "--key-file", NULL };
  pid_t child = forkpty (master, NULL, NULL, NULL);

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      execve (argv[0], (char **) argv, environment);
      _exit (127);
    }

  return child;
}

static void
type (int         master,
      const char *text)
{
  g_assert_cmpint (write (master, text, strlen (text)), ==, strlen (text));
}

static void
wait_for_words (Screen     *screen,
                const char *words)
{
  while (strstr (screen->text->str, words) == NULL && screen->is_open)
    g_main_context_iteration (NULL, TRUE);
  if (strstr (screen->text->str, words) == NULL)
    g_error ("“%s” is not in\n%s", words, screen->text->str);
}

static void
test_terminal (void)
{
  g_auto(World) world = { NULL };
  Screen screen = { g_string_new (NULL), TRUE };
  int master, status;

  if (!has_terminals ())
    {
      g_string_free (screen.text, TRUE);
      return;
    }

  world_init (&world);
  add_table (&world, "Tasks", WHOLE);
  add_table (&world, "Errands", WHOLE);

  pid_t child = start_on_terminal (&world, &master);
  g_unix_fd_add (master, G_IO_IN | G_IO_HUP, on_shown, &screen);
  wait_for_words (&screen, "it is not shown");
  type (master, KEY "\n");
  wait_for_words (&screen, "Which one?");
  type (master, "2\n");
  wait_for_words (&screen, "is connected");
  while (screen.is_open)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_null (strstr (screen.text->str, SECRET));
  g_string_free (screen.text, TRUE);
  close (master);
}

/* Whoever interrupts it gets a terminal back that shows what is typed. */
static void
test_interrupted (void)
{
  g_auto(World) world = { NULL };
  Screen screen = { g_string_new (NULL), TRUE };
  struct termios terminal;
  int master, status;

  if (!has_terminals ())
    {
      g_string_free (screen.text, TRUE);
      return;
    }

  world_init (&world);
  pid_t child = start_on_terminal (&world, &master);
  g_unix_fd_add (master, G_IO_IN | G_IO_HUP, on_shown, &screen);
  wait_for_words (&screen, "it is not shown");
  do
    g_assert_cmpint (tcgetattr (master, &terminal), ==, 0);
  while ((terminal.c_lflag & ECHO) != 0);
  kill (child, SIGINT);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);

  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGINT);
  g_assert_cmpint (tcgetattr (master, &terminal), ==, 0);
  g_assert_true ((terminal.c_lflag & ECHO) != 0);
  while (screen.is_open)
    g_main_context_iteration (NULL, TRUE);
  g_string_free (screen.text, TRUE);
  close (master);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("SLOTKEEPERCTL") == NULL || g_getenv ("SLOTKEEPER_SCHEMAS") == NULL)
    g_error ("SLOTKEEPERCTL and SLOTKEEPER_SCHEMAS must name the program and its schemas");

  g_test_add_func ("/connect/from-a-key-to-a-dry-run", test_whole);
  g_test_add_func ("/connect/adds-what-is-missing-when-asked-to", test_columns);
  g_test_add_func ("/connect/ticks-what-it-adds", test_auto_schedule);
  for (gsize i = 0; i < G_N_ELEMENTS (kills); i++)
    {
      g_autofree char *path = g_strconcat ("/connect/killed/", kills[i].name, NULL);
      g_test_add_data_func (path, &kills[i], test_killed);
    }
  g_test_add_func ("/connect/columns-refused", test_columns_refused);
  g_test_add_func ("/connect/asks-which-of-several", test_several);
  g_test_add_func ("/connect/says-what-a-server-sets", test_server);
  g_test_add_func ("/connect/says-what-else-than-a-keyring", test_no_keyring);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat ("/connect/ends/", ends[i].name, NULL);
      g_test_add_data_func (path, &ends[i], test_end);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autofree char *path = g_strconcat ("/doctor/clock/", clocks[i].name, NULL);
      g_test_add_data_func (path, &clocks[i], test_clock);
    }
  g_test_add_func ("/doctor/says-what-is-and-what-to-do", test_doctor);
  g_test_add_func ("/connect/terminal/shows-no-key", test_terminal);
  g_test_add_func ("/connect/terminal/is-given-back", test_interrupted);

  return g_test_run ();
}
