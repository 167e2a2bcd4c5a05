/* test-ctl-bus.c — slotkeeperctl status and tell, with a slotkeeper that runs
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-app-world.h"
#include "sk-state-codec.h"

#define WORDS(...) ((const char *const[]) { __VA_ARGS__, NULL })

static SkProgram *
come_up (SkAppWorld *world)
{
  SkProgram *program;

  sk_app_world_use_sample (world);
  program = sk_app_world_start (world, "--background");
  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);

  return program;
}

/* What it says does not matter. */
static void
do_it (SkAppWorld        *world,
       const char *const *words,
       int                status)
{
  G_GNUC_UNUSED g_autoptr(SkProgram) ctl = sk_app_world_run_ctl (world, words, status);
}

/* As a person reads it in the answer of "status --json". */
static SkState *
ask_state (SkAppWorld *world)
{
  g_autoptr(SkProgram) status = sk_app_world_run_ctl (world, WORDS ("status", "--json"), 0);
  g_autoptr(GError) error = NULL;
  SkState *state = sk_state_codec_read (status->out->str, status->out->len, &error);

  g_assert_no_error (error);
  return state;
}

static void
test_nobody_is_started (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  g_autoptr(SkProgram) status = sk_app_world_run_ctl (world, WORDS ("status"), 4);
  g_autoptr(SkProgram) json = sk_app_world_run_ctl (world, WORDS ("status", "--json"), 4);
  g_autoptr(SkProgram) tell = sk_app_world_run_ctl (world, WORDS ("tell", "preview", ""), 4);

  g_assert_cmpstr (status->out->str, ==, "");
  g_assert_cmpstr (json->out->str, ==, "");
  g_assert_nonnull (strstr (status->err->str, "slotkeeper --background"));
  g_assert_nonnull (strstr (tell->err->str, "not running"));
  g_assert_true (sk_app_world_is_down (world));

  sk_app_world_set_variable (world, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
  g_autoptr(SkProgram) no_bus = sk_app_world_run_ctl (world, WORDS ("status"), 4);
  g_assert_nonnull (strstr (no_bus->err->str, "not running"));
}

static void
test_status_for_people (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  G_GNUC_UNUSED g_autoptr(SkProgram) program = come_up (world);
  g_autoptr(SkProgram) status = sk_app_world_run_ctl (world, WORDS ("status"), 0);
  SkState *state = sk_bus_mirror_get_state (world->mirror);

  g_assert_nonnull (strstr (status->out->str, "wait for review\n"));
  g_assert_nonnull (strstr (status->out->str, "\nNext\n"));
  g_assert_nonnull (strstr (status->out->str, " Fix the login bug\n"));
  g_assert_nonnull (strstr (status->out->str, "\nWorkspace: Sample (a task file)\n"));
  g_assert_nonnull (strstr (status->out->str, sk_state_get_digest (state)));
  g_assert_null (strchr (status->out->str, '\033'));
  g_assert_cmpstr (status->err->str, ==, "");
}

static void
test_status_for_programs (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  G_GNUC_UNUSED g_autoptr(SkProgram) program = come_up (world);
  g_autoptr(SkProgram) status = sk_app_world_run_ctl (world, WORDS ("status", "--json"), 0);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_sync (world->bus, APP_ID, "/io/github/slotkeeper/Slotkeeper",
                                 "org.freedesktop.DBus.Properties", "Get",
                                 g_variant_new ("(ss)", APP_ID ".Service1", "State"),
                                 G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                                 NULL, &error);
  g_autoptr(GVariant) state = NULL;

  g_assert_no_error (error);
  g_variant_get (answer, "(v)", &state);
  g_assert_cmpstr (status->out->str, ==, g_variant_get_string (state, NULL));
}

/* --- telling --- */

typedef struct
{
  const char *name;
  const char *words[5];
  const char *says;
} Wrong;

static const Wrong wrongs[] = {
  { "unknown-action-is-answered-with-all", { "cook" }, "\n  pin TASK TIME TIME\n" },
  { "no-action", { NULL }, "tell takes" },
  { "an-argument-too-few", { "pause" }, "tell pause MINUTES" },
  { "an-argument-too-many", { "undo", "it" }, "“it” is one argument too many" },
  { "minutes-that-are-none", { "pause", "soon" }, "“soon” is no number of minutes" },
  { "minutes-below-none", { "extend", "fix-login", "4294967296" }, "is no number of minutes" },
  { "a-time-that-is-none", { "pin", "fix-login", "noon", "2030-01-01T10:00" },
    "“noon” is no time" },
  { "a-day-is-no-time", { "ban", "fix-login", "2030-01-01", "2030-01-02" }, "is no time" },
  { "an-end-before-its-start", { "pin", "fix-login", "2030-01-01T10:00", "2030-01-01T09:00" },
    "must be after" },
  { "a-task-that-is-none", { "release", "no-such-task" }, "“no-such-task” is no task" },
  { "one-of-several-tasks-is-none", { "except", "fix-login", "no-such-task" },
    "“no-such-task” is no task" },
  { "options-of-other-verbs", { "undo", "--full" }, "leave out" },
  { "no-answer-for-programs", { "undo", "--json" }, "--json" },
};

/* One service hears nothing of them all. */
static void
test_wrong (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  G_GNUC_UNUSED g_autoptr(SkProgram) program = come_up (world);
  guint64 revision = sk_state_get_revision (sk_bus_mirror_get_state (world->mirror));

  for (gsize i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      const Wrong *wrong = &wrongs[i];
      const char *const *w = wrong->words;

      g_test_message ("%s", wrong->name);
      g_autoptr(SkProgram) tell =
        sk_app_world_run_ctl (world, WORDS ("tell", w[0], w[1], w[2], w[3]), 2);
      if (strstr (tell->err->str, wrong->says) == NULL)
        g_test_message ("%s", tell->err->str);
      g_assert_nonnull (strstr (tell->err->str, wrong->says));
      g_assert_cmpstr (tell->out->str, ==, "");
    }

  g_autoptr(SkState) state = ask_state (world);

  g_assert_cmpuint (sk_state_get_revision (state), ==, revision);
}

static void
test_rest (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  G_GNUC_UNUSED g_autoptr(SkProgram) program = come_up (world);
  g_autoptr(SkProgram) early = sk_app_world_run_ctl (world, WORDS ("tell", "resume"), 4);
  g_autoptr(SkProgram) pause = sk_app_world_run_ctl (world, WORDS ("tell", "pause", "0"), 0);
  g_autoptr(SkState) paused = ask_state (world);

  g_assert_nonnull (strstr (early->err->str, "not possible now"));
  g_assert_nonnull (strstr (pause->out->str, "Paused until you resume it"));
  g_assert_cmpint (sk_state_get_paused_until (paused), ==, SK_PAUSED_UNTIL_RESUMED);

  do_it (world, WORDS ("tell", "resume"), 0);
  g_autoptr(SkState) resumed = ask_state (world);

  g_assert_cmpint (sk_state_get_paused_until (resumed), ==, 0);
}

/* By title, with a time as people write it and one as programs do. */
static void
test_pin (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  G_GNUC_UNUSED g_autoptr(SkProgram) program = come_up (world);
  g_autoptr(GTimeZone) zone = sk_state_dup_zone (sk_bus_mirror_get_state (world->mirror));
  g_autoptr(GDateTime) now = g_date_time_new_now (zone);
  g_autoptr(GDateTime) then = g_date_time_add_days (now, 2);
  g_autofree char *start = g_date_time_format (then, "%Y-%m-%dT12:00");
  g_autoptr(GDateTime) noon = g_date_time_new (zone, g_date_time_get_year (then),
                                               g_date_time_get_month (then),
                                               g_date_time_get_day_of_month (then), 12, 0, 0);
  gint64 at = g_date_time_to_unix (noon);
  g_autofree char *end = g_strdup_printf ("%" G_GINT64_FORMAT, at + 3600);

  do_it (world, WORDS ("tell", "pin", "Fix the login bug", start, end), 0);

  g_autoptr(SkState) state = ask_state (world);
  gboolean is_there = FALSE;

  for (guint i = 0; i < sk_state_get_n_next (state); i++)
    is_there |= g_str_equal (sk_state_get_next (state, i)->task, "fix-login") &&
                sk_state_get_next (state, i)->span.start == at;
  g_assert_true (is_there);
}

static void
test_write (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  G_GNUC_UNUSED g_autoptr(SkProgram) program = come_up (world);
  g_autoptr(SkState) seen = ask_state (world);
  const char *digest = sk_state_get_digest (seen);
  g_autoptr(SkProgram) other = sk_app_world_run_ctl (world, WORDS ("tell", "apply", "0123"), 5);
  g_autoptr(SkState) untouched = ask_state (world);

  g_assert_nonnull (strstr (other->err->str, "Nothing was written"));
  g_assert_cmpstr (sk_state_get_digest (untouched), ==, digest);
  g_assert_false (sk_state_can_undo (untouched));

  g_autoptr(SkProgram) apply = sk_app_world_run_ctl (world, WORDS ("tell", "apply", digest), 0);
  g_autoptr(SkState) applied = ask_state (world);

  g_assert_cmpstr (apply->out->str, ==, "Your week is in order\n");
  g_assert_cmpuint (sk_state_get_n_changes (applied), ==, 0);
  g_assert_cmpuint (sk_state_get_last_written (applied), ==, sk_state_get_n_changes (seen));

  do_it (world, WORDS ("tell", "apply", digest), 4);
  do_it (world, WORDS ("tell", "undo"), 0);
  g_autoptr(SkProgram) look = sk_app_world_run_ctl (world, WORDS ("tell", "reschedule"), 0);

  g_assert_nonnull (strstr (look->out->str, "wait for review"));
}

static void
test_quit (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  g_autoptr(SkProgram) program = come_up (world);
  do_it (world, WORDS ("tell", "quit"), 0);
  do_it (world, WORDS ("status"), 4);

  sk_program_wait (program);
  g_assert_cmpint (program->status, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!sk_app_world_is_possible ())
    return g_test_run ();

  g_test_add_func ("/ctl-bus/nobody-is-started", test_nobody_is_started);
  g_test_add_func ("/ctl-bus/status/for-people", test_status_for_people);
  g_test_add_func ("/ctl-bus/status/for-programs-as-it-is", test_status_for_programs);
  g_test_add_func ("/ctl-bus/tell/what-is-wrong-is-refused", test_wrong);
  g_test_add_func ("/ctl-bus/tell/pause-and-resume", test_rest);
  g_test_add_func ("/ctl-bus/tell/pin-by-title", test_pin);
  g_test_add_func ("/ctl-bus/tell/apply-what-was-seen-and-undo", test_write);
  g_test_add_func ("/ctl-bus/tell/quit-waits-until-it-is-gone", test_quit);

  return g_test_run ();
}
