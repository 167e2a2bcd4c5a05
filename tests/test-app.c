/* test-app.c — the resident program, as a session starts, asks, ends and kills it
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>

#include "sk-app-world.h"
#include "sk-board-codec.h"
#include "sk-json.h"
#include "sk-state-codec.h"

#define PATH "/io/github/slotkeeper/Slotkeeper"
#define PAGES "/v1/pages/?*"
#define N_ROWS 12

#define WORDS(...) ((const char *const[]) { __VA_ARGS__, NULL })

static SkState *
get_state (SkAppWorld *world)
{
  return sk_bus_mirror_get_state (world->mirror);
}

static void
apply_all (SkAppWorld *world)
{
  sk_app_world_tell (world, "apply",
                     g_variant_new ("(sas)", sk_state_get_digest (get_state (world)), NULL));
}

static void
end (SkAppWorld *world,
     SkProgram  *program)
{
  sk_app_world_tell (world, "quit", NULL);
  sk_program_wait (program);
  if (program->status != 0)
    g_test_message ("%s", program->err->str);
  g_assert_cmpint (program->status, ==, 0);
}

/* --- one of it --- */

static gboolean
has_one_window (SkAppWorld *world)
{
  return sk_app_world_count_windows (world) == 1;
}

static gboolean
has_two_windows (SkAppWorld *world)
{
  return sk_app_world_count_windows (world) == 2;
}

static void
assert_ends (SkProgram *program)
{
  sk_program_wait (program);
  if (program->status != 0)
    g_test_message ("%s", program->err->str);
  g_assert_cmpint (program->status, ==, 0);
}

/* A window that "--background" had opened would have noted it before the one
 * that is asked for, or by the end. */
static void
test_one_instance (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  sk_app_world_use_sample (world);
  g_autoptr(SkProgram) first = sk_app_world_start (world, "--background");
  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);

  g_autoptr(SkProgram) second = sk_app_world_start (world, "--background");
  assert_ends (second);
  g_autoptr(SkProgram) third = sk_app_world_start (world, "-b");
  assert_ends (third);
  g_assert_cmpuint (sk_app_world_count_windows (world), ==, 0);

  g_autoptr(SkProgram) plain = sk_app_world_start (world, NULL);
  assert_ends (plain);
  sk_app_world_wait (world, has_one_window);
  g_assert_cmpint (first->n_open, >, 0);
  g_assert_true (sk_app_world_is_up (world));

  end (world, first);
  g_assert_cmpuint (sk_app_world_count_windows (world), ==, 1);
}

/* Without one that runs, a plain start is the one that stays. */
static void
test_plain_start (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  g_autoptr(SkProgram) program = sk_app_world_start (world, NULL);

  sk_app_world_wait_for_phase (world, SK_PHASE_SETUP);
  sk_app_world_wait (world, has_one_window);
  end (world, program);
}

static void
call (SkAppWorld *world,
      const char *method,
      GVariant   *arguments)
{
  g_autoptr(GError) error = NULL;
  G_GNUC_UNUSED g_autoptr(GVariant) answer =
    g_dbus_connection_call_sync (world->bus, APP_ID, PATH, "org.freedesktop.Application", method,
                                 arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

/* As a launcher does, and a notification whose sender has ended. */
static void
test_bus_starts_it (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  GVariant *nothing = g_variant_new ("(a{sv})", NULL);

  sk_app_world_use_sample (world);
  call (world, "ActivateAction", g_variant_new ("(sava{sv})", "reschedule", NULL, NULL));
  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);
  g_assert_cmpuint (sk_app_world_count_windows (world), ==, 0);
  call (world, "Activate", nothing);
  sk_app_world_wait (world, has_one_window);
  call (world, "ActivateAction", g_variant_new ("(sava{sv})", "preferences", NULL, NULL));
  sk_app_world_wait (world, has_two_windows);

  sk_app_world_tell (world, "quit", NULL);
  sk_app_world_wait (world, sk_app_world_is_down);
}

/* --- a window that is there --- */

static const char application_xml[] =
  "<node><interface name='org.freedesktop.Application'>"
  "<method name='Activate'><arg type='a{sv}' direction='in'/></method>"
  "</interface></node>";

static char *raised_with;       /* the token of the last request to come forward */

static void
on_raise (GDBusConnection       *bus,
          const char            *sender,
          const char            *path,
          const char            *interface,
          const char            *method,
          GVariant              *arguments,
          GDBusMethodInvocation *invocation,
          gpointer               user_data)
{
  g_autoptr(GVariant) data = g_variant_get_child_value (arguments, 0);

  g_variant_lookup (data, "activation-token", "s", &raised_with);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static gboolean
is_raised (SkAppWorld *world)
{
  return raised_with != NULL;
}

static void
test_window_comes_forward (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (application_xml, NULL);
  g_autoptr(SkProgram) program = sk_app_world_start (world, "--background");
  guint object = g_dbus_connection_register_object (world->bus, PATH, node->interfaces[0],
                                                    &(GDBusInterfaceVTable) { on_raise }, NULL,
                                                    NULL, NULL);

  sk_app_world_wait_for_phase (world, SK_PHASE_SETUP);
  sk_bus_mirror_attach (world->mirror);
  sk_app_world_set_variable (world, "XDG_ACTIVATION_TOKEN", "the-right-to-show");
  g_autoptr(SkProgram) plain = sk_app_world_start (world, NULL);
  sk_app_world_wait (world, is_raised);
  g_assert_cmpstr (raised_with, ==, "the-right-to-show");
  g_clear_pointer (&raised_with, g_free);
  assert_ends (plain);

  end (world, program);
  g_assert_cmpuint (sk_app_world_count_windows (world), ==, 0);
  g_dbus_connection_unregister_object (world->bus, object);
}

/* --- what it says --- */

static char *
dup_property (SkAppWorld *world,
              const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_sync (world->bus, APP_ID, PATH, "org.freedesktop.DBus.Properties",
                                 "Get", g_variant_new ("(ss)", APP_ID ".Service1", name),
                                 G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                                 NULL, &error);
  g_autoptr(GVariant) value = NULL;

  g_assert_no_error (error);
  g_variant_get (answer, "(v)", &value);

  return g_variant_dup_string (value, NULL);
}

static void
test_formats (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  sk_app_world_use_sample (world);
  g_autoptr(SkProgram) program = sk_app_world_start (world, "--background");
  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);

  g_autofree char *state_text = dup_property (world, "State");
  g_autofree char *plan_text = dup_property (world, "Plan");
  g_autoptr(GError) error = NULL;
  g_autoptr(SkState) state = sk_state_codec_read (state_text, strlen (state_text), &error);
  g_assert_no_error (error);
  g_autoptr(SkBoard) board = sk_board_codec_read (plan_text, strlen (plan_text), &error);
  g_assert_no_error (error);

  g_assert_nonnull (strstr (state_text, "\"format\": \"slotkeeper-state/1\""));
  g_assert_nonnull (strstr (plan_text, "\"format\": \"slotkeeper-plan/1\""));
  g_assert_cmpstr (sk_state_get_digest (state), ==, sk_board_get_digest (board));
  g_assert_cmpuint (sk_board_get_n_cards (board), ==, sk_state_get_counts (state)->tasks);
  g_assert_cmpuint (sk_board_get_n_open (board), >, 0);
  end (world, program);
}

/* --- ended while it writes --- */

static gboolean
is_held (SkAppWorld *world)
{
  return sk_notion_stand_in_get_n_held (world->notion) > 0;
}

/* In the middle: some pages are written, one of them without its knowing. */
static SkProgram *
write_half (SkAppWorld *world)
{
  SkProgram *program;

  sk_app_world_use_notion (world, N_ROWS);
  program = sk_app_world_start (world, "--background");
  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);
  sk_notion_stand_in_add_fault (world->notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD, .method = "PATCH", .path = PAGES, .nth = 2,
  });
  apply_all (world);
  sk_app_world_wait (world, is_held);

  return program;
}

/* How many rows have a place; each of those is written as a whole. */
static guint
count_places (SkAppWorld *world)
{
  guint n = 0;

  for (guint i = 0; i < world->rows->len; i++)
    {
      const char *row = g_ptr_array_index (world->rows, i);
      g_autofree char *place = sk_notion_stand_in_dup_json (world->notion, row, "Scheduled Date");
      g_autofree char *stamp = sk_notion_stand_in_dup_json (world->notion, row, "Last Scheduled");
      gboolean has_place = strstr (place, "\"start\"") != NULL;

      g_assert_cmpint (has_place, ==, strstr (stamp, "\"start\"") != NULL);
      n += has_place;
    }

  return n;
}

/* How many columns, two for a place, the journal has with that outcome. */
static guint
count_journalled (SkAppWorld *world,
                  const char *outcome)
{
  g_autoptr(SkProgram) history = sk_app_world_run_ctl (world, WORDS ("history", "--json"), 0);
  g_autofree char *line = g_strdup_printf ("\"outcome\": \"%s\"", outcome);
  guint n = 0;

  for (const char *at = history->out->str; (at = strstr (at, line)) != NULL; at++)
    n++;

  return n;
}

typedef void (* EndIt) (SkAppWorld *world,
                        SkProgram  *program);

static void
ask_to_quit (SkAppWorld *world,
             SkProgram  *program)
{
  sk_app_world_tell (world, "quit", NULL);
}

static void
terminate (SkAppWorld *world,
           SkProgram  *program)
{
  sk_program_signal (program, SIGTERM);
}

static void
interrupt (SkAppWorld *world,
           SkProgram  *program)
{
  sk_program_signal (program, SIGINT);
}

static const struct
{
  const char *name;
  EndIt       end_it;
} ends[] = {
  { "quit", ask_to_quit },
  { "sigterm", terminate },
  { "sigint", interrupt },
};

static void
test_ends_between_writes (gconstpointer data)
{
  EndIt end_it = ends[GPOINTER_TO_UINT (data)].end_it;
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  g_autoptr(SkProgram) program = write_half (world);

  end_it (world, program);
  sk_notion_stand_in_release (world->notion);
  assert_ends (program);

  guint n = sk_notion_stand_in_count_requests (world->notion, "PATCH", PAGES);

  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (n, <, N_ROWS);
  g_assert_cmpuint (count_places (world), ==, n);
  g_assert_cmpuint (count_journalled (world, "written"), ==, 2 * n);
}

static gboolean
tells_of_interruption (SkAppWorld *world)
{
  const char *const *notices = sk_state_get_notices (get_state (world));

  return notices != NULL && strstr (notices[0], "interrupted while it wrote") != NULL;
}

static void
test_killed (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  g_autoptr(SkProgram) program = write_half (world);

  sk_program_signal (program, SIGKILL);
  sk_program_wait (program);
  sk_app_world_wait (world, sk_app_world_is_down);
  sk_notion_stand_in_release (world->notion);
  g_autoptr(SkProgram) next = sk_app_world_start (world, "--background");
  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);
  sk_app_world_wait (world, tells_of_interruption);

  /* what had left it before it was killed arrived, whoever knows of it */
  guint n = sk_notion_stand_in_count_requests (world->notion, "PATCH", PAGES);

  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (n, <, N_ROWS);
  g_assert_cmpuint (count_places (world), ==, n);
  g_assert_cmpuint (count_journalled (world, "written"), ==, 2 * n);
  g_assert_cmpuint (count_journalled (world, "planned"), ==, 0);

  apply_all (world);
  sk_app_world_wait_for_phase (world, SK_PHASE_IDLE);
  g_assert_cmpuint (count_places (world), ==, N_ROWS);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world->notion, "PATCH", PAGES), ==, N_ROWS);
  end (world, next);
}

/* --- what was not seen is not written --- */

static gboolean
has_notice (SkAppWorld *world)
{
  return sk_state_get_notices (get_state (world)) != NULL;
}

static void
test_old_digest (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  sk_app_world_use_notion (world, N_ROWS);
  g_autoptr(SkProgram) program = sk_app_world_start (world, "--background");
  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);

  g_autofree char *seen = g_strdup (sk_state_get_digest (get_state (world)));
  sk_notion_stand_in_set_row (world->notion, g_ptr_array_index (world->rows, 0),
                              "{\"Est Duration Hrs\": 3}");
  sk_app_world_reschedule (world);
  g_assert_cmpstr (sk_state_get_digest (get_state (world)), !=, seen);

  sk_app_world_tell (world, "apply", g_variant_new ("(sas)", seen, NULL));
  sk_app_world_wait (world, has_notice);
  g_assert_nonnull (strstr (sk_state_get_notices (get_state (world))[0], "Nothing was written"));
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world->notion, "PATCH", PAGES), ==, 0);
  end (world, program);
}

/* --- the key --- */

static void
assert_unsaid (SkAppWorld *world)
{
  g_autofree char *state = dup_property (world, "State");
  g_autofree char *plan = dup_property (world, "Plan");

  g_assert_null (strstr (state, SK_APP_WORLD_KEY));
  g_assert_null (strstr (plan, SK_APP_WORLD_KEY));
}

/* Not in a good day's debug output, and not where the key is refused. */
static void
test_key_is_nowhere (void)
{
  g_autoptr(SkAppWorld) world = sk_app_world_new ();
  sk_app_world_use_notion (world, N_ROWS);
  sk_app_world_set_variable (world, "G_MESSAGES_DEBUG", "all");
  g_autoptr(SkProgram) program = sk_app_world_start (world, "--background");
  sk_app_world_wait_for_phase (world, SK_PHASE_REVIEW);
  assert_unsaid (world);
  apply_all (world);
  sk_app_world_wait_for_phase (world, SK_PHASE_IDLE);
  assert_unsaid (world);

  sk_notion_stand_in_set_token (world->notion, "ntn_another");
  sk_app_world_reschedule (world);
  sk_app_world_wait_for_phase (world, SK_PHASE_FAILED);
  assert_unsaid (world);
  end (world, program);

  g_assert_nonnull (strstr (program->err->str, "DEBUG"));
  g_assert_null (strstr (program->err->str, SK_APP_WORLD_KEY));
  g_assert_cmpstr (program->out->str, ==, "");
  g_autofree char *file = sk_app_world_find_text (world, SK_APP_WORLD_KEY);
  g_assert_cmpstr (file, ==, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!sk_app_world_is_possible ())
    return g_test_run ();

  g_test_add_func ("/app/one-instance-and-background-opens-nothing", test_one_instance);
  g_test_add_func ("/app/a-plain-start-stays-and-opens-the-window", test_plain_start);
  g_test_add_func ("/app/the-bus-starts-it", test_bus_starts_it);
  g_test_add_func ("/app/a-window-that-is-there-comes-forward", test_window_comes_forward);
  g_test_add_func ("/app/state-and-plan-are-what-they-are-called", test_formats);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat ("/app/ends-between-two-writes/", ends[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_ends_between_writes);
    }
  g_test_add_func ("/app/killed-while-it-writes-it-looks-after-it", test_killed);
  g_test_add_func ("/app/what-was-not-seen-is-not-written", test_old_digest);
  g_test_add_func ("/app/the-key-is-nowhere", test_key_is_nowhere);

  return g_test_run ();
}
