/* test-calendars.c — calendars in a pass: what is planned around, what is held
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-board-codec.h"
#include "sk-calendars.h"
#include "sk-cycle.h"
#include "sk-error.h"
#include "sk-fake-calendar.h"
#include "sk-fake-source.h"
#include "sk-plan-codec.h"
#include "sk-time-codec.h"

#define HOUR 3600

/* --- the world: a task of an hour, Monday morning, a calendar --- */

typedef struct
{
  SkFakeSource   *tasks;
  SkFakeCalendar *calendar;
  GListStore     *sources;
  GListStore     *calendars;
  SkRules        *rules;
  gint64          at;
} World;

static gint64
instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  return when.value;
}

static SkRules *
make_rules (const char *zone_name,
            int         days_ahead)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse (zone_name);
  const SkRange hours = { 9 * 60, 17 * 60 };
  SkRulesInit init = {
    .zone_name = zone_name, .zone = zone, .slot_minutes = 15, .days_ahead = days_ahead,
    .default_duration_hours = 1, .day_limit_percent = 100,
  };
  SkRules *rules;

  for (guint i = 0; i < 5; i++)
    {
      init.week[i] = sk_ranges_new ();
      g_array_append_val (init.week[i], hours);
    }
  rules = sk_rules_new (&init);
  for (guint i = 0; i < 5; i++)
    g_array_unref (init.week[i]);

  return rules;
}

static void
world_init (World *world)
{
  world->tasks = sk_fake_source_new ("home", NULL);
  sk_fake_source_add_task (world->tasks, &(SkTaskInit) {
    .id = "a", .title = "Write", .has_duration = TRUE, .duration_hours = 1,
  });
  world->sources = g_list_store_new (SK_TYPE_TASK_SOURCE);
  g_list_store_append (world->sources, world->tasks);
  world->calendar = g_object_new (SK_TYPE_FAKE_CALENDAR, NULL);
  world->calendars = g_list_store_new (SK_TYPE_BUSY_SOURCE);
  g_list_store_append (world->calendars, world->calendar);
  world->rules = make_rules ("Europe/Berlin", 7);
  world->at = instant ("2026-11-23T08:00:00+01:00");
}

static void
world_clear (World *world)
{
  g_clear_object (&world->sources);
  g_clear_object (&world->tasks);
  g_clear_object (&world->calendars);
  g_clear_object (&world->calendar);
  g_clear_pointer (&world->rules, sk_rules_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* An event from nine to eleven. */
static void
add_event (World       *world,
           SkEventInit  init)
{
  init.span = (SkSpan) { world->at + HOUR, world->at + 3 * HOUR };
  init.calendar = "Work";
  g_ptr_array_add (world->calendar->events, sk_event_new (&init));
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static SkPlan *
run (World         *world,
     SkCycleInit    wish,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  wish.sources = G_LIST_MODEL (world->sources);
  wish.calendars = G_LIST_MODEL (world->calendars);
  wish.rules = world->rules;
  wish.at = world->at;
  sk_cycle_run_async (&wish, cancellable, keep_result, &result);
  memset (&wish, 0, sizeof wish);       /* it is ours again */
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sk_cycle_run_finish (result, error);
}

static SkPlan *
run_well (World       *world,
          SkCycleInit  wish)
{
  g_autoptr(GError) error = NULL;
  SkPlan *plan = run (world, wish, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

/* Whether the task had to go after the event. */
static gboolean
is_displaced (SkPlan *plan)
{
  g_assert_cmpuint (sk_plan_get_n_placements (plan), ==, 1);

  return sk_plan_get_placement (plan, 0)->span.start != sk_plan_get_at (plan) + HOUR;
}

/* --- what is planned around --- */

static void
test_around (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_event (&world, (SkEventInit) { .title = "Stand-up" });
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);

  g_assert_cmpint (sk_plan_get_placement (plan, 0)->span.start, ==, world.at + 3 * HOUR);
  g_assert_cmpuint (sk_snapshot_get_n_busy (snapshot), ==, 1);
  g_assert_cmpstr (sk_snapshot_get_busy (snapshot, 0)->title, ==, "Stand-up");
  g_assert_cmpstr (sk_snapshot_get_busy (snapshot, 0)->calendar, ==, "Work");
  g_assert_cmpstr (sk_snapshot_get_busy (snapshot, 0)->colour, ==, "#e01b24");
  g_assert_cmpuint (sk_snapshot_get_n_doubts (snapshot), ==, 0);
  g_assert_cmpuint (sk_snapshot_get_n_notes (snapshot), ==, 1);
  g_assert_cmpstr (sk_snapshot_get_note (snapshot, 0), ==, "Work: One event is odd.");
}

static void
test_free (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_event (&world, (SkEventInit) { .shown = SK_EVENT_SHOWN_FREE });
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_false (is_displaced (plan));
}

static void
test_declined (void)
{
  static const char *const me[] = { "me@example.org", NULL };
  g_auto(World) world = { 0 };

  world_init (&world);
  add_event (&world, (SkEventInit) { .declined_by = me });
  g_autoptr(SkPlan) stranger = run_well (&world, (SkCycleInit) { 0 });
  g_autoptr(SkPlan) mine = run_well (&world, (SkCycleInit) { .addresses = me });

  world.calendar->account = g_strdup ("me@example.org");
  g_autoptr(SkPlan) desktop = run_well (&world, (SkCycleInit) { 0 });

  g_assert_true (is_displaced (stranger));
  g_assert_false (is_displaced (mine));
  g_assert_false (is_displaced (desktop));
}

/* Our own slot, come back through a calendar, does not push itself away. */
static void
test_echo (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  sk_fake_source_add_task (world.tasks, &(SkTaskInit) {
    .id = "b", .title = "Read", .has_duration = TRUE, .duration_hours = 2, .ranked = TRUE,
    .rank = 9, .scheduled_start = sk_when_instant (world.at + HOUR),
    .scheduled_end = sk_when_instant (world.at + 3 * HOUR),
  });
  add_event (&world, (SkEventInit) { .title = "Read" });
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_cmpuint (sk_snapshot_get_n_busy (sk_plan_get_snapshot (plan)), ==, 0);
  g_assert_false (sk_plan_has_changes (plan) && sk_plan_get_n_placements (plan) < 2);
  g_assert_cmpint (sk_plan_get_placement (plan, 0)->change, ==, SK_CHANGE_KEPT);
}

static void
test_privacy (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  add_event (&world, (SkEventInit) { .title = "Doctor" });
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { .hide_titles = TRUE });

  g_assert_true (is_displaced (plan));
  g_assert_cmpstr (sk_snapshot_get_busy (sk_plan_get_snapshot (plan), 0)->title, ==, "");
}

/* A face is told which calendar an event is of, and how that is shown; what it
 * is called, only where nobody minds. */
static void
test_told_to_faces (void)
{
  for (guint hidden = FALSE; hidden <= TRUE; hidden++)
    {
      g_auto(World) world = { 0 };
      g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (SkSpan));
      g_autoptr(GError) error = NULL;

      world_init (&world);
      add_event (&world, (SkEventInit) { .title = "Doctor" });
      g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { .hide_titles = hidden,
                                                                 .certify = TRUE });
      g_autofree char *text = sk_plan_codec_write_for_faces (
        plan, "", &(SkPlanFaces) { .whole = plan, .open = open });
      g_autoptr(SkBoard) board = sk_board_codec_read (text, strlen (text), &error);

      g_assert_no_error (error);
      g_assert_cmpuint (sk_board_get_n_events (board), ==, 1);
      g_assert_cmpstr (sk_board_get_event (board, 0)->title, ==, hidden ? "" : "Doctor");
      g_assert_cmpstr (sk_board_get_event (board, 0)->calendar, ==, "Work");
      g_assert_cmpstr (sk_board_get_event (board, 0)->colour, ==, "#e01b24");
      g_assert_true ((strstr (text, "Doctor") == NULL) == hidden);
    }
}

/* --- what is asked --- */

static void
test_asks_for_the_horizon (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  G_GNUC_UNUSED g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { .days_ahead = 3 });

  g_assert_cmpstr (world.calendar->asked_zone, ==, "Europe/Berlin");
  g_assert_cmpint (world.calendar->asked.start, ==, instant ("2026-11-22T00:00:00+01:00"));
  g_assert_cmpint (world.calendar->asked.end, ==, instant ("2026-11-27T00:00:00+01:00"));
}

static void
test_span_across_a_change (void)
{
  g_autoptr(SkRules) rules = make_rules ("Europe/Berlin", 7);
  SkSpan span = sk_calendars_choose_span (rules, instant ("2026-10-20T23:59:00+02:00"));

  g_assert_cmpint (span.start, ==, instant ("2026-10-20T00:00:00+02:00"));
  g_assert_cmpint (span.end, ==, instant ("2026-10-27T00:00:00+01:00"));
}

/* --- doubts --- */

typedef struct
{
  const char *name;
  gint64      age;              /* seconds; less than 0: there never was a copy */
  const char *doubt;
} Doubt;

static const Doubt doubts[] = {
  { "never-read", -1,
    "The calendar “Work” could not be read: its server is away. The plan does not know what it "
    "holds." },
  { "minutes", 60, "The calendar “Work” could not be read: its server is away. The plan goes "
    "around what it held 1 minute ago." },
  { "hours", 3 * HOUR, "The calendar “Work” could not be read: its server is away. The plan goes "
    "around what it held 3 hours ago." },
  { "days", 50 * HOUR, "Warning: the calendar “Work” could not be read for 2 days: its server is "
    "away. What was added since is not in the plan." },
};

static void
test_doubt (gconstpointer data)
{
  const Doubt *doubt = data;
  g_auto(World) world = { 0 };

  world_init (&world);
  add_event (&world, (SkEventInit) { .title = "Stand-up" });
  world.calendar->trouble = g_error_new_literal (SK_ERROR, SK_ERROR_OFFLINE,
                                                 "its server is away.");
  world.calendar->read_at = doubt->age >= 0 ? world.at - doubt->age : 0;
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);

  g_assert_cmpuint (sk_snapshot_get_n_doubts (snapshot), ==, 1);
  g_assert_cmpstr (sk_snapshot_get_doubt (snapshot, 0), ==, doubt->doubt);
  g_assert_cmpint (is_displaced (plan), ==, doubt->age >= 0);
}

/* One that fails hides nothing of another. */
static void
test_two_calendars (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(SkFakeCalendar) broken = g_object_new (SK_TYPE_FAKE_CALENDAR, NULL);

  world_init (&world);
  add_event (&world, (SkEventInit) { .title = "Stand-up" });
  broken->trouble = g_error_new_literal (SK_ERROR, SK_ERROR_DENIED, "no.");
  g_list_store_insert (world.calendars, 0, broken);
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_true (is_displaced (plan));
  g_assert_cmpuint (sk_snapshot_get_n_doubts (sk_plan_get_snapshot (plan)), ==, 1);
}

static void
test_cancelled (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  world_init (&world);
  g_cancellable_cancel (cancellable);
  g_autoptr(SkPlan) plan = run (&world, (SkCycleInit) { 0 }, cancellable, &error);

  g_assert_null (plan);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/calendars/around", test_around);
  g_test_add_func ("/service/calendars/free", test_free);
  g_test_add_func ("/service/calendars/declined", test_declined);
  g_test_add_func ("/service/calendars/echo", test_echo);
  g_test_add_func ("/service/calendars/privacy", test_privacy);
  g_test_add_func ("/service/calendars/told-to-faces", test_told_to_faces);
  g_test_add_func ("/service/calendars/asks-for-the-horizon", test_asks_for_the_horizon);
  g_test_add_func ("/service/calendars/span-across-a-change", test_span_across_a_change);
  for (gsize i = 0; i < G_N_ELEMENTS (doubts); i++)
    {
      g_autofree char *path = g_strconcat ("/service/calendars/doubt/", doubts[i].name, NULL);
      g_test_add_data_func (path, &doubts[i], test_doubt);
    }
  g_test_add_func ("/service/calendars/two", test_two_calendars);
  g_test_add_func ("/service/calendars/cancelled", test_cancelled);

  return g_test_run ();
}
