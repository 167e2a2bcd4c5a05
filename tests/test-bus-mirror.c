/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sk-bus-mirror.h"
#include "sk-fake-service.h"

#define MONDAY 1795417200       /* 2026-11-23 08:00 in Berlin */

/* A bus of its own, the service on one connection, the mirror on another. */
typedef struct
{
  GTestDBus       *daemon;
  GDBusConnection *ours;
  GDBusConnection *theirs;
  SkFakeService   *service;
  SkBusMirror     *mirror;
} World;

static GDBusConnection *
connect_to (GTestDBus *daemon)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *bus =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (daemon),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);

  g_assert_no_error (error);

  return bus;
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *tasks = NULL;

  g_file_get_contents (g_getenv ("SLOTKEEPER_SAMPLE"), &tasks, NULL, &error);
  g_assert_no_error (error);

  world->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (world->daemon);
  world->ours = connect_to (world->daemon);
  world->theirs = connect_to (world->daemon);
  world->service = sk_fake_service_new (world->theirs, tasks, MONDAY, &error);
  g_assert_no_error (error);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  g_clear_object (&world->mirror);
  g_clear_object (&world->service);
  g_clear_object (&world->ours);
  g_clear_object (&world->theirs);
  g_test_dbus_down (world->daemon);
  g_clear_object (&world->daemon);
}

static void
come_up (World *world)
{
  sk_fake_service_own_name (world->service);
  world->mirror = sk_bus_mirror_new (world->ours, NULL);
  while (sk_bus_mirror_get_board (world->mirror) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_phase (World   *world,
                SkPhase  phase)
{
  SkState *state;

  while ((state = sk_bus_mirror_get_state (world->mirror)) == NULL ||
         sk_state_get_phase (state) != phase)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_change (World   *world,
                 SkBoard *than)
{
  while (sk_bus_mirror_get_board (world->mirror) == than)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_says_what_the_service_says (World         *world,
                                 gconstpointer  data)
{
  come_up (world);

  SkBoard *board = sk_bus_mirror_get_board (world->mirror);

  g_assert_true (sk_bus_mirror_is_connected (world->mirror));
  g_assert_cmpint (sk_state_get_phase (sk_bus_mirror_get_state (world->mirror)), ==,
                   SK_PHASE_REVIEW);
  g_assert_cmpuint (sk_board_get_n_cards (board), ==, 10);
  g_assert_cmpuint (sk_board_get_n_events (board), ==, 7);
  g_assert_cmpuint (sk_board_get_n_open (board), ==, 10);
  g_assert_cmpstr (sk_board_get_digest (board), ==,
                   sk_state_get_digest (sk_bus_mirror_get_state (world->mirror)));
}

static void
test_fetches_a_plan_that_changed (World         *world,
                                  gconstpointer  data)
{
  come_up (world);

  SkBoard *before = sk_board_ref (sk_bus_mirror_get_board (world->mirror));
  const char *const ids[] = { "fix-login", NULL };

  g_assert_false (sk_board_find_card (before, "fix-login")->is_off);
  sk_bus_mirror_activate (world->mirror, "except", g_variant_new_strv (ids, -1));
  wait_for_change (world, before);

  SkBoard *after = sk_bus_mirror_get_board (world->mirror);

  g_assert_true (sk_board_find_card (after, "fix-login")->is_off);
  g_assert_cmpstr (sk_board_get_digest (after), !=, sk_board_get_digest (before));
  sk_board_unref (before);
}

static void
test_applies_and_takes_back (World         *world,
                             gconstpointer  data)
{
  const char *const all[] = { NULL };

  come_up (world);
  sk_bus_mirror_activate (
    world->mirror, "apply",
    g_variant_new ("(s^as)", sk_board_get_digest (sk_bus_mirror_get_board (world->mirror)), all));
  wait_for_phase (world, SK_PHASE_APPLYING);
  g_assert_cmpuint (sk_state_get_total (sk_bus_mirror_get_state (world->mirror)), ==, 8);
  wait_for_phase (world, SK_PHASE_IDLE);
  g_assert_cmpuint (sk_state_get_last_written (sk_bus_mirror_get_state (world->mirror)), ==, 8);
  sk_bus_mirror_activate (world->mirror, "undo", NULL);
  wait_for_phase (world, SK_PHASE_REVIEW);
}

static void
test_keeps_what_it_knows (World         *world,
                          gconstpointer  data)
{
  come_up (world);
  sk_fake_service_drop_name (world->service);
  while (sk_bus_mirror_is_connected (world->mirror))
    g_main_context_iteration (NULL, TRUE);

  g_assert_nonnull (sk_bus_mirror_get_state (world->mirror));
  g_assert_nonnull (sk_bus_mirror_get_board (world->mirror));
  g_assert_null (sk_bus_mirror_get_actions (world->mirror));

  SkBoard *before = sk_board_ref (sk_bus_mirror_get_board (world->mirror));

  sk_fake_service_own_name (world->service);
  wait_for_change (world, before);
  g_assert_true (sk_bus_mirror_is_connected (world->mirror));
  g_assert_nonnull (sk_bus_mirror_get_actions (world->mirror));
  sk_board_unref (before);
}

static void
test_no_plan_is_no_board (World         *world,
                          gconstpointer  data)
{
  come_up (world);
  sk_fake_service_set_scene (world->service, "setup");
  while (sk_bus_mirror_get_board (world->mirror) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (sk_state_get_phase (sk_bus_mirror_get_state (world->mirror)), ==,
                   SK_PHASE_SETUP);
}

static void
test_says_that_nobody_is_there (World         *world,
                                gconstpointer  data)
{
  world->mirror = sk_bus_mirror_new (world->ours, NULL);
  g_assert_true (sk_bus_mirror_is_starting (world->mirror));
  while (sk_bus_mirror_is_starting (world->mirror))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (sk_bus_mirror_is_connected (world->mirror));
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_asks (World         *world,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = NULL;
  const char *text;

  come_up (world);
  sk_bus_mirror_places_async (world->mirror, "fix-login", NULL, on_answer, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = sk_bus_mirror_call_finish (world->mirror, result, &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(&s)", &text);
  g_assert_nonnull (strstr (text, "slotkeeper-places/1"));
}

static void
test_says_why_not (World         *world,
                   gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *const lines[] = { "x", NULL };

  come_up (world);
  sk_bus_mirror_what_if_async (world->mirror, lines, NULL, on_answer, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sk_bus_mirror_call_finish (world->mirror, result, &error));
  g_assert_cmpstr (error->message, ==, "“WhatIf” is not what this service does.");
}

#define ADD(name, function) \
  g_test_add ("/bus/mirror/" name, World, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("says-what-the-service-says", test_says_what_the_service_says);
  ADD ("fetches-a-plan-that-changed", test_fetches_a_plan_that_changed);
  ADD ("applies-and-takes-back", test_applies_and_takes_back);
  ADD ("keeps-what-it-knows-of-a-service-that-went", test_keeps_what_it_knows);
  ADD ("no-plan-is-no-board", test_no_plan_is_no_board);
  ADD ("says-that-nobody-is-there", test_says_that_nobody_is_there);
  ADD ("asks-what-no-state-says", test_asks);
  ADD ("says-why-not", test_says_why_not);

  return g_test_run ();
}
