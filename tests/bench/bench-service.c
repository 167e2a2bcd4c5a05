/* bench-service.c — what the resident program costs, beside one that is installed anyway
 *
 *   bench-service [--quick]
 *
 * The real program in a session of its own, with 200 tasks in a stand-in for
 * Notion.  Memory is proportional (PSS): what others map too is shared out.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sk-app-world.h"
#include "sk-fake-watcher.h"

#define N_TASKS 200
#define N_STARTS 15
#define N_PASSES 20             /* as print_memory() is told */
#define POLLS_AN_HOUR 30
#define CALENDAR "org.gnome.Calendar"

static guint settle_seconds = 20;       /* until idle threads have ended: 15 seconds */
static guint quiet_seconds = 30;

/* --- what the kernel knows --- */

static double
read_megabytes (const char *pid,
                const char *field)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/smaps_rollup", pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (line = strstr (text, field)) == NULL)
    return 0;

  return g_ascii_strtod (strchr (line, ':') + 1, NULL) / 1024;
}

/* Of all threads: what they asked for, and what was done to them. */
static guint64
count_switches (const char *pid)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%s/task", pid);
  g_autoptr(GDir) tasks = g_dir_open (folder, 0, NULL);
  const char *task;
  guint64 n = 0;

  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, task, "status", NULL);
      g_autofree char *text = NULL;

      if (!g_file_get_contents (path, &text, NULL, NULL))
        continue;
      for (const char *at = text; (at = strstr (at, "_ctxt_switches:")) != NULL;)
        {
          at += strlen ("_ctxt_switches:");
          n += g_ascii_strtoull (at, NULL, 10);
        }
    }

  return n;
}

static double
read_cpu_ms (const char *pid)
{
  clockid_t clock;
  struct timespec spent;

  if (clock_getcpuclockid (atoi (pid), &clock) != 0 || clock_gettime (clock, &spent) != 0)
    return 0;

  return (double) spent.tv_sec * 1e3 + (double) spent.tv_nsec / 1e6;
}

static gboolean
on_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
let_pass (guint seconds)
{
  gboolean is_over = FALSE;

  g_timeout_add_seconds (seconds, on_over, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

/* --- parts --- */

static const char *
get_pid (SkProgram *program)
{
  return g_subprocess_get_identifier (program->process);
}

static void
end (SkAppWorld *world,
     SkProgram  *program)
{
  sk_app_world_tell (world, "quit", NULL);
  sk_program_wait (program);
  sk_program_free (program);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* What a start costs that does nothing: it is what the machine makes of it now. */
static void
measure_load (SkAppWorld *world)
{
  double times[N_STARTS];

  for (guint i = 0; i < N_STARTS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(SkProgram) program = sk_app_world_start (world, "--version");

      sk_program_wait (program);
      times[i] = (double) (g_get_monotonic_time () - start) / 1e3;
    }

  qsort (times, N_STARTS, sizeof *times, compare_doubles);
  g_print ("%-28s %6.1f ms   (median of %u; libraries, and the end)\n", "start with --version",
           times[N_STARTS / 2], N_STARTS);
}

/* From its start to the icon in the hands of a panel. */
static void
measure_starts (SkAppWorld *world)
{
  double times[N_STARTS];
  double spent = 0;

  for (guint i = 0; i < N_STARTS; i++)
    {
      g_autoptr(SkFakeWatcher) watcher =
        sk_fake_watcher_new (g_environ_getenv (world->environment, "DBUS_SESSION_BUS_ADDRESS"));
      gint64 start = g_get_monotonic_time ();
      SkProgram *program = sk_app_world_start (world, "--background");

      sk_fake_watcher_wait_for_item (watcher);
      times[i] = (double) (g_get_monotonic_time () - start) / 1e3;
      spent += read_cpu_ms (get_pid (program)) / N_STARTS;
      sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);
      end (world, program);
    }

  qsort (times, N_STARTS, sizeof *times, compare_doubles);
  g_print ("%-28s %6.1f ms   (aim 50; median of %u, best %.1f, worst %.1f; %.1f ms of "
           "processor)\n", "start to registered icon", times[N_STARTS / 2], N_STARTS, times[0],
           times[N_STARTS - 1], spent);
}

static void
print_memory (const char *when,
              const char *pid,
              const char *aim)
{
  g_print ("%-28s %6.1f MB   (%sRSS %.1f, private %.1f)\n", when, read_megabytes (pid, "Pss:"), aim,
           read_megabytes (pid, "Rss:"),
           read_megabytes (pid, "Private_Clean:") + read_megabytes (pid, "Private_Dirty:"));
}

static guint n_wanted;          /* queries */

static gboolean
has_polled (SkAppWorld *world)
{
  return sk_notion_stand_in_count_requests (world->notion, "POST", "*/query") >= n_wanted;
}

static double
measure_poll (SkAppWorld *world,
              const char *pid)
{
  double before;

  n_wanted = sk_notion_stand_in_count_requests (world->notion, "POST", "*/query") + 1;
  before = read_cpu_ms (pid);
  sk_app_world_wait_for (world, has_polled, 150);
  let_pass (1);

  return read_cpu_ms (pid) - before;
}

static void
measure_rest (SkAppWorld *world,
              gboolean    is_quick)
{
  SkProgram *program = sk_app_world_start (world, "--background");
  const char *pid = get_pid (program);
  guint64 switches;
  double quiet, poll, pass;

  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);
  let_pass (settle_seconds);
  print_memory ("memory after a pass", pid, "PSS, aim 16; ");

  switches = count_switches (pid);
  quiet = read_cpu_ms (pid);
  let_pass (quiet_seconds);
  switches = count_switches (pid) - switches;
  quiet = read_cpu_ms (pid) - quiet;
  g_print ("wake-ups in %2u s of rest      %6" G_GUINT64_FORMAT "      "
           "(aim 0; context switches of all threads)\n", quiet_seconds, switches);

  poll = is_quick ? 0 : measure_poll (world, pid);
  pass = read_cpu_ms (pid);
  for (guint i = 0; i < N_PASSES; i++)
    sk_app_world_reschedule (world);
  pass = (read_cpu_ms (pid) - pass) / N_PASSES;
  if (!is_quick)
    g_print ("processor in a quiet hour    %6.1f ms   (%u polls of %.1f ms, 6 passes of %.1f ms, "
             "%.2f ms in %u s of rest)\n",
             POLLS_AN_HOUR * poll + 6 * pass + quiet * 3600 / quiet_seconds, POLLS_AN_HOUR, poll,
             pass, quiet, quiet_seconds);
  let_pass (settle_seconds);
  print_memory ("memory after 20 more passes", pid, "PSS; ");
  end (world, program);
}

/* --- a change that the person unchecks --- */

static char *refused;           /* the id of a task */

static const SkCard *
find_refused (SkAppWorld *world)
{
  SkBoard *board = sk_bus_mirror_get_board (world->mirror);

  if (board == NULL)
    return NULL;
  if (refused == NULL)
    refused = g_strdup (sk_board_get_card (board, 0)->task);

  return sk_board_find_card (board, refused);
}

static gboolean
has_unchecked (SkAppWorld *world)
{
  return find_refused (world) != NULL && find_refused (world)->is_off;
}

static gboolean
has_checked (SkAppWorld *world)
{
  return find_refused (world) != NULL && !find_refused (world)->is_off;
}

/* From the mark to the plan without it in the hands of the window. */
static void
measure_unchecking (SkAppWorld *world)
{
  SkProgram *program = sk_app_world_start (world, "--background");
  double times[N_STARTS];

  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);
  for (guint i = 0; i < N_STARTS; i++)
    {
      gint64 start;

      sk_app_world_tell (world, "except", g_variant_new_strv (NULL, 0));
      sk_app_world_wait (world, has_checked);
      start = g_get_monotonic_time ();
      sk_app_world_tell (world, "except", g_variant_new_strv ((const char *const *) &refused, 1));
      sk_app_world_wait (world, has_unchecked);
      times[i] = (double) (g_get_monotonic_time () - start) / 1e3;
    }

  end (world, program);
  g_clear_pointer (&refused, g_free);
  qsort (times, N_STARTS, sizeof *times, compare_doubles);
  g_print ("%-28s %6.1f ms   (aim 100; median of %u, best %.1f, worst %.1f; the plan without it "
           "at the window)\n", "a change unchecked", times[N_STARTS / 2], N_STARTS, times[0],
           times[N_STARTS - 1]);
}

/* --- with TLS --- */

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  soup_server_message_set_status (message, 503, NULL);
}

static GTlsCertificate *
make_certificate (SkAppWorld *world)
{
  g_autofree char *pem = g_build_filename (world->home, "server.pem", NULL);
  const char *const argv[] = { "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days",
                               "2", "-subj", "/CN=localhost", "-keyout", pem, "-out", pem, NULL };
  g_autoptr(GSubprocess) openssl =
    g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                       NULL);

  if (openssl == NULL || !g_subprocess_wait_check (openssl, NULL, NULL))
    return NULL;

  return g_tls_certificate_new_from_file (pem, NULL);
}

/* A server whose certificate nobody signed: refused, but only after everything
 * that a good one needs was loaded. */
static void
measure_tls (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  g_autoptr(GTlsCertificate) certificate = make_certificate (world);
  g_autoptr(SoupServer) server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autofree char *url = NULL;
  GSList *uris;
  SkProgram *program;

  if (certificate == NULL ||
      !soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                                 NULL))
    {
      g_print ("memory after HTTPS           not measured: no openssl, or no TLS\n");
      return;
    }

  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  uris = soup_server_get_uris (server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  sk_app_world_use_notion (world, 1);
  sk_app_world_set_variable (world, "SLOTKEEPER_NOTION_URL", url);
  program = sk_app_world_start (world, "--background");
  sk_app_world_wait_for_failure (world);
  let_pass (settle_seconds);
  print_memory ("memory after HTTPS, no tasks", get_pid (program), "PSS; ");
  end (world, program);
}

/* --- beside --- */

static gboolean
is_calendar_there (SkAppWorld *world)
{
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_sync (world->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "NameHasOwner",
                                 g_variant_new ("(s)", CALENDAR), G_VARIANT_TYPE ("(b)"),
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean is_there = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &is_there);

  return is_there;
}

static void
measure_calendar (SkAppWorld *world,
                  const char *display)  /* (nullable): the person's; a world has none */
{
  g_autofree char *calendar = g_find_program_in_path ("gnome-calendar");
  const char *const argv[] = { calendar, "--gapplication-service", NULL };
  g_autoptr(SkProgram) program = NULL;

  if (calendar == NULL || display == NULL)
    {
      g_print ("gnome-calendar               %s\n", calendar == NULL ? "not installed"
                                                                     : "not measured: no display");
      return;
    }

  sk_app_world_set_variable (world, "DISPLAY", display);
  sk_app_world_set_variable (world, "GSETTINGS_SCHEMA_DIR", "");
  sk_app_world_set_variable (world, "G_DEBUG", "");
  program = sk_program_start (argv, (const char *const *) world->environment);
  sk_app_world_wait (world, is_calendar_there);
  let_pass (3);         /* it ends by itself before long */
  print_memory ("gnome-calendar, no window", get_pid (program), "PSS; ");
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  gboolean is_quick = argc > 1 && g_str_equal (argv[1], "--quick");
  g_autoptr(SkAppWorld) world = NULL;

  if (g_getenv ("SLOTKEEPER") == NULL)
    {
      g_printerr ("“./run bench” starts this: it says where the program is.\n");
      return 2;
    }
  if (is_quick)
    settle_seconds = quiet_seconds = 3;

  g_print ("=== The resident program, %u tasks (service)\n\n", N_TASKS);
  world = sk_app_world_new ();
  sk_app_world_use_notion (world, N_TASKS);
  measure_load (world);
  measure_starts (world);
  measure_unchecking (world);
  measure_rest (world, is_quick);
  measure_tls ();
  measure_calendar (world, display);

  return 0;
}
