/* test-service.c — days in the life of the resident service
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "sk-diff.h"
#include "sk-error.h"
#include "sk-fake-alarm.h"
#include "sk-fake-calendar.h"
#include "sk-fake-keys.h"
#include "sk-fake-source.h"
#include "sk-service.h"
#include "sk-time-codec.h"

#define MINUTE 60
#define HOUR 3600
#define DAY (24 * HOUR)
#define KEY "ntn_ServiceSecret"
#define START "2026-11-23T08:00:00+01:00"       /* a Monday in Berlin, before the hours */

typedef struct
{
  char         *folder;
  SkFakeAlarm  *alarm;
  SkFakeSource *source;
  GListModel   *sources;
  SkFakeCalendar *calendar;     /* (nullable) */
  SkService    *service;

  /* what the settings say */
  SkApply       apply;
  gboolean      keep_my_moves;
  int           interval_minutes;
  int           poll_minutes;
  guint         n_workspaces;
  gboolean      is_garbled;

  SkFakeKeys   *keys;
  guint         n_opened;
  guint         n_states;
} World;

/* --- the parts --- */

static gint64
instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  return when.value;
}

static SkRules *
make_rules (void)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse ("Europe/Berlin");
  const SkRange hours = { 9 * 60, 17 * 60 };
  SkRulesInit init = {
    .zone_name = "Europe/Berlin", .zone = zone, .slot_minutes = 15, .days_ahead = 7,
    .due_dates = TRUE, .fill_today = TRUE, .default_duration_hours = 1,
    .day_limit_percent = 100,
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

static SkSettings *
read_settings (gpointer   data,
               GError   **error)
{
  World *world = data;
  SkSettings *settings;

  if (world->is_garbled)
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING, "garbled");
      return NULL;
    }

  settings = g_new0 (SkSettings, 1);
  *settings = (SkSettings) {
    .rules = make_rules (),
    .interval_minutes = world->interval_minutes,
    .poll_minutes = world->poll_minutes,
    .apply = world->apply,
    .keep_my_moves = world->keep_my_moves,
    .workspaces = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_workspace_free),
    .state_folder = g_strdup (world->folder),
  };
  for (guint i = 0; i < world->n_workspaces; i++)
    {
      SkWorkspace *workspace = g_new0 (SkWorkspace, 1);

      workspace->id = g_strdup ("home");
      workspace->name = g_strdup ("home");
      g_ptr_array_add (settings->workspaces, workspace);
    }

  return settings;
}

static GListModel *
open_sources (const SkSettings  *settings,
              gpointer           data,
              GError           **error)
{
  World *world = data;

  world->n_opened++;
  if (settings->workspaces->len > 0)
    {
      g_assert_cmpstr (((SkWorkspace *) settings->workspaces->pdata[0])->key, ==, KEY);
      return g_object_ref (world->sources);
    }

  g_set_error_literal (error, SK_ERROR, SK_ERROR_MISSING, "no sources");
  return NULL;
}

static GListModel *
open_calendars (const SkSettings *settings,
                gpointer          data)
{
  GListStore *calendars = g_list_store_new (SK_TYPE_BUSY_SOURCE);

  if (((World *) data)->calendar != NULL)
    g_list_store_append (calendars, ((World *) data)->calendar);

  return G_LIST_MODEL (calendars);
}

static void
on_state (SkService  *service,
          GParamSpec *pspec,
          gpointer    user_data)
{
  ((World *) user_data)->n_states++;
}

/* --- the world --- */

static void
start (World *world)
{
  world->service = sk_service_new (&(SkServiceParts) {
    .read_settings = read_settings,
    .open_sources = open_sources,
    .open_calendars = open_calendars,
    .data = world,
    .keys = SK_KEY_STORE (world->keys),
    .clock = sk_fake_alarm_get_clock (world->alarm),
    .alarm = SK_ALARM (world->alarm),
  }, world->folder);
  g_signal_connect (world->service, "notify::state", G_CALLBACK (on_state), world);
  sk_service_start (world->service);
}

static void
world_init (World   *world,
            SkApply  apply)
{
  static const char *const ids[] = { "a", "b", "c" };
  g_autoptr(GListStore) sources = g_list_store_new (SK_TYPE_TASK_SOURCE);

  *world = (World) { .apply = apply, .keep_my_moves = TRUE, .interval_minutes = 10,
                     .poll_minutes = 2, .n_workspaces = 1 };
  world->folder = g_dir_make_tmp ("test-service-XXXXXX", NULL);
  world->alarm = sk_fake_alarm_new (instant (START));
  world->keys = sk_fake_keys_new ();
  sk_fake_keys_put (world->keys, "home", KEY);
  world->source = sk_fake_source_new ("home", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    sk_fake_source_add_task (world->source, &(SkTaskInit) {
      .id = ids[i], .title = ids[i], .ranked = TRUE, .rank = 100 - i,
      .has_duration = TRUE, .duration_hours = 1,
    });
  g_list_store_append (sources, world->source);
  world->sources = G_LIST_MODEL (g_steal_pointer (&sources));
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
world_clear (World *world)
{
  g_clear_object (&world->service);
  g_clear_object (&world->sources);
  g_clear_object (&world->source);
  g_clear_object (&world->calendar);
  g_clear_object (&world->alarm);
  g_clear_object (&world->keys);
  remove_folder (world->folder);
  g_free (world->folder);
}

static SkState *
state (World *world)
{
  return sk_service_get_state (world->service);
}

/* Whatever is under way, and what it leads to at this moment. */
static void
settle (World *world)
{
  gint64 now = sk_fake_alarm_get_now (world->alarm);

  for (;;)
    {
      sk_fake_alarm_advance (world->alarm, now);
      if (g_main_context_iteration (NULL, FALSE) ||
          sk_fake_alarm_get_when (world->alarm) <= now)
        continue;
      if (!sk_state_is_busy (state (world)))
        break;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
pass_time (World  *world,
           gint64  until)
{
  settle (world);
  while (sk_fake_alarm_get_when (world->alarm) <= until)
    {
      sk_fake_alarm_advance (world->alarm, sk_fake_alarm_get_when (world->alarm));
      settle (world);
    }
  sk_fake_alarm_advance (world->alarm, until);
  settle (world);
}

static void
begin (World   *world,
       SkApply  apply)
{
  world_init (world, apply);
  start (world);
  settle (world);
}

/* Where the source holds a task: "a@09:00-10:00". */
static void
assert_held (World      *world,
             const char *id,
             const char *start,
             const char *end)
{
  SkSpan span = { 0, 0 };

  sk_task_get_scheduled_span (sk_fake_source_get_task (world->source, id), &span);
  g_assert_cmpint (span.start, ==, instant (start));
  g_assert_cmpint (span.end, ==, instant (end));
}

static void
assert_not_held (World      *world,
                 const char *id)
{
  SkSpan span;

  g_assert_false (sk_task_get_scheduled_span (sk_fake_source_get_task (world->source, id), &span));
}

static const SkPlacement *
place_of (World      *world,
          const char *id)
{
  return sk_plan_find_placement (sk_service_get_plan (world->service), id);
}

static void
apply_all (World *world)
{
  g_autofree char *digest = g_strdup (sk_state_get_digest (state (world)));

  sk_service_apply (world->service, digest, NULL);
  settle (world);
}

#define AT(clock) "2026-11-23T" clock ":00+01:00"

/* --- show, then write --- */

static void
test_shows_first (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);

  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 3);
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), ==, 0);
  g_assert_cmpstr (sk_state_get_next (state (&world), 0)->task, ==, "a");
  g_assert_false (sk_state_can_undo (state (&world)));
  g_assert_cmpint (sk_state_get_next_pass (state (&world)), ==, instant (START) + 10 * MINUTE);
  g_assert_cmpuint (sk_fake_source_get_n_rests (world.source), >=, 1);

  pass_time (&world, instant (AT ("20:00")));
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), ==, 0);

  world_clear (&world);
}

static void
test_writes_what_was_seen (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  apply_all (&world);

  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));
  assert_held (&world, "c", AT ("11:00"), AT ("12:00"));
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);
  g_assert_cmpuint (sk_state_get_last_written (state (&world)), ==, 3);
  g_assert_nonnull (sk_state_get_last_set (state (&world)));
  g_assert_true (sk_state_can_undo (state (&world)));
  /* what the source answered is what was meant: it is not read again for that */
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.source), ==, 1);

  world_clear (&world);
}

static void
test_writes_nothing_else (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  sk_service_apply (world.service, "another digest", NULL);
  settle (&world);

  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), ==, 0);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);
  g_assert_nonnull (sk_state_get_notices (state (&world)));

  world_clear (&world);
}

static void
test_writes_a_part (void)
{
  const char *const ids[] = { "a", NULL };
  World world;

  begin (&world, SK_APPLY_REVIEW);

  g_autofree char *digest = g_strdup (sk_state_get_digest (state (&world)));

  sk_service_apply (world.service, digest, ids);
  settle (&world);

  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));
  assert_not_held (&world, "b");
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 2);

  world_clear (&world);
}

/* Without "a", "b" would go where "a" was seen: that has to be seen first. */
static void
test_writes_no_part_that_was_not_seen (void)
{
  const char *const ids[] = { "b", NULL };
  World world;

  begin (&world, SK_APPLY_REVIEW);

  g_autofree char *digest = g_strdup (sk_state_get_digest (state (&world)));

  sk_service_apply (world.service, digest, ids);
  settle (&world);

  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), ==, 0);
  g_assert_nonnull (sk_state_get_notices (state (&world)));
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 1);
  g_assert_cmpint (place_of (&world, "b")->span.start, ==, instant (AT ("09:00")));
  apply_all (&world);
  assert_held (&world, "b", AT ("09:00"), AT ("10:00"));
  assert_not_held (&world, "c");

  world_clear (&world);
}

/* In a pause nothing is planned again: what was shown then is over by now. */
static void
test_writes_nothing_that_is_over (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  sk_service_pause (world.service, 0);
  pass_time (&world, instant (AT ("13:00")));
  apply_all (&world);

  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), ==, 0);
  g_assert_nonnull (sk_state_get_notices (state (&world)));
  g_assert_cmpint (place_of (&world, "a")->span.start, ==, instant (AT ("13:00")));
  apply_all (&world);
  assert_held (&world, "a", AT ("13:00"), AT ("14:00"));

  world_clear (&world);
}

/* Its tasks are shown until another plan is there, which takes the network. */
static void
test_writes_nothing_of_a_workspace_that_is_gone (void)
{
  g_autoptr(SkFakeSource) other = sk_fake_source_new ("other", NULL);
  World world;

  begin (&world, SK_APPLY_REVIEW);
  sk_fake_source_fail_fetch (other, SK_ERROR, SK_ERROR_OFFLINE);
  g_list_store_remove_all (G_LIST_STORE (world.sources));
  g_list_store_append (G_LIST_STORE (world.sources), other);
  sk_service_reload (world.service);
  settle (&world);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 3);
  apply_all (&world);

  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), ==, 0);
  g_assert_cmpuint (sk_fake_source_get_n_writes (other), ==, 0);
  g_assert_nonnull (sk_state_get_notices (state (&world)));

  world_clear (&world);
}

static void
test_leaves_out_what_is_unchecked (void)
{
  const char *const ids[] = { "a", NULL };
  World world;

  begin (&world, SK_APPLY_REVIEW);
  sk_service_except (world.service, ids);

  /* at once, and the rest moves up */
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 2);
  g_assert_null (place_of (&world, "a"));
  g_assert_cmpint (place_of (&world, "b")->span.start, ==, instant (AT ("09:00")));

  g_autofree char *text = sk_service_dup_plan_text (world.service);

  g_assert_nonnull (strstr (text, "\"off\": true"));
  apply_all (&world);
  assert_not_held (&world, "a");
  assert_held (&world, "b", AT ("09:00"), AT ("10:00"));

  /* it is still to be decided */
  sk_service_except (world.service, NULL);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), >=, 1);

  world_clear (&world);
}

static void
test_writes_by_itself (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);

  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);

  world_clear (&world);
}

/* Asked for, it does no less than by itself. */
static void
test_writes_what_is_asked_for (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  sk_fake_source_add_busy (world.source, (SkSpan) { instant (AT ("09:30")),
                                                    instant (AT ("10:00")) }, "Stand-up");
  sk_service_reschedule (world.service, FALSE);
  settle (&world);

  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), >, 3);

  world_clear (&world);
}

/* Everything may be written, but one calendar is away. */
static void
begin_in_doubt (World *world)
{
  world_init (world, SK_APPLY_AUTOMATIC);
  world->calendar = g_object_new (SK_TYPE_FAKE_CALENDAR, NULL);
  world->calendar->trouble = g_error_new_literal (SK_ERROR, SK_ERROR_OFFLINE,
                                                  "its server is away.");
  start (world);
  settle (world);
}

/* Where a calendar could not be read there may be a meeting: whatever was
 * allowed, the person looks first; once it can be read, nobody has to. */
static void
test_holds_what_is_in_doubt (void)
{
  World world;

  begin_in_doubt (&world);
  assert_not_held (&world, "a");
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 3);
  g_assert_nonnull (strstr (sk_state_get_notices (state (&world))[0],
                            "“Work” could not be read: its server is away."));

  pass_time (&world, instant (START) + 15 * MINUTE);
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), ==, 0);

  g_clear_error (&world.calendar->trouble);
  pass_time (&world, instant (START) + 30 * MINUTE);
  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);

  world_clear (&world);
}

/* What the person looked at may be written all the same. */
static void
test_writes_in_doubt_what_was_seen (void)
{
  World world;

  begin_in_doubt (&world);
  apply_all (&world);
  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));

  world_clear (&world);
}

static void
test_asks_before_a_move (void)
{
  World world;

  begin (&world, SK_APPLY_SMALL);
  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));

  sk_fake_source_add_busy (world.source, (SkSpan) { instant (AT ("09:30")),
                                                    instant (AT ("10:00")) }, "Stand-up");
  pass_time (&world, instant (START) + 15 * MINUTE);

  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);

  world_clear (&world);
}

/* --- back --- */

static void
test_undone_stays_undone (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  sk_service_undo (world.service);
  settle (&world);
  assert_not_held (&world, "a");
  g_assert_false (sk_state_can_undo (state (&world)));

  pass_time (&world, instant (START) + 45 * MINUTE);
  assert_not_held (&world, "a");
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);

  /* asked for, it is shown again, and not written by itself */
  sk_service_reschedule (world.service, FALSE);
  settle (&world);
  assert_not_held (&world, "a");
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 3);
  apply_all (&world);
  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));

  world_clear (&world);
}

static void
test_discarded_stays_discarded (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  sk_service_discard (world.service);
  settle (&world);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 0);

  pass_time (&world, instant (START) + 45 * MINUTE);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 0);

  /* until the task changes */
  sk_fake_source_change_due (world.source, "b", sk_when_day (20790));
  pass_time (&world, instant (START) + 60 * MINUTE);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 1);

  world_clear (&world);
}

/* What was read meanwhile nobody has seen. */
static void
test_discards_what_was_seen (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  sk_fake_source_add_busy (world.source, (SkSpan) { instant (AT ("09:00")),
                                                    instant (AT ("10:00")) }, "Stand-up");
  sk_service_reschedule (world.service, FALSE);
  while (!sk_state_is_busy (state (&world)))
    sk_fake_alarm_advance (world.alarm, sk_fake_alarm_get_now (world.alarm));
  sk_service_discard (world.service);
  settle (&world);

  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 3);
  g_assert_nonnull (sk_state_get_notices (state (&world)));

  world_clear (&world);
}

/* --- what the person does elsewhere --- */

static void
test_keeps_the_persons_moves (void)
{
  SkSpan moved = { instant (AT ("14:00")), instant (AT ("15:00")) };
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  sk_fake_source_move_task (world.source, "a", moved);

  /* seen by the poll, long before the interval */
  pass_time (&world, instant (START) + 3 * MINUTE);
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.source), ==, 2);
  g_assert_cmpint (place_of (&world, "a")->fixed, ==, SK_FIXED_MANUAL);
  assert_held (&world, "a", AT ("14:00"), AT ("15:00"));

  pass_time (&world, instant (AT ("13:00")));
  assert_held (&world, "a", AT ("14:00"), AT ("15:00"));

  world_clear (&world);
}

static void
test_lets_a_move_go (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  apply_all (&world);
  sk_fake_source_move_task (world.source, "a", (SkSpan) { instant (AT ("07:00")),
                                                          instant (AT ("08:30")) });
  pass_time (&world, instant (START) + 3 * MINUTE);
  g_assert_cmpint (place_of (&world, "a")->fixed, ==, SK_FIXED_RUNNING);

  sk_fake_source_move_task (world.source, "a", (SkSpan) { instant (AT ("18:00")),
                                                          instant (AT ("19:00")) });
  pass_time (&world, instant (START) + 6 * MINUTE);
  g_assert_cmpint (place_of (&world, "a")->fixed, ==, SK_FIXED_MANUAL);

  sk_service_release (world.service, "a");
  g_assert_cmpint (place_of (&world, "a")->fixed, ==, SK_FIXED_NO);
  g_assert_cmpint (place_of (&world, "a")->span.start, ==, instant (AT ("09:00")));

  /* also the next time it is read */
  pass_time (&world, instant (START) + 20 * MINUTE);
  g_assert_cmpint (place_of (&world, "a")->fixed, ==, SK_FIXED_NO);

  world_clear (&world);
}

static void
test_moves_need_not_be_kept (void)
{
  World world;

  world_init (&world, SK_APPLY_AUTOMATIC);
  world.keep_my_moves = FALSE;
  start (&world);
  settle (&world);
  sk_fake_source_move_task (world.source, "a", (SkSpan) { instant (AT ("18:00")),
                                                          instant (AT ("19:00")) });
  pass_time (&world, instant (START) + 3 * MINUTE);

  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));

  world_clear (&world);
}

static void
test_never_over_a_newer_edit (void)
{
  World world;

  world_init (&world, SK_APPLY_REVIEW);
  world.poll_minutes = 0;
  start (&world);
  settle (&world);
  sk_fake_source_fail_write (world.source, 1, SK_ERROR, SK_ERROR_CONFLICT);
  apply_all (&world);

  /* read again at once, and said */
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.source), ==, 2);
  g_assert_nonnull (sk_state_get_notices (state (&world)));
  assert_not_held (&world, "a");
  assert_held (&world, "b", AT ("10:00"), AT ("11:00"));
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);

  world_clear (&world);
}

static void
test_shows_what_failed (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  sk_fake_source_fail_write (world.source, 2, SK_ERROR, SK_ERROR_SETTING);
  apply_all (&world);

  g_autofree char *text = sk_service_dup_plan_text (world.service);

  g_assert_nonnull (strstr (text, "\"failed\""));
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 1);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);

  /* and it can be tried again */
  apply_all (&world);
  assert_held (&world, "b", AT ("10:00"), AT ("11:00"));
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);

  world_clear (&world);
}

/* --- places by hand --- */

static void
test_pins_and_bans (void)
{
  SkSpan afternoon = { instant (AT ("15:00")), instant (AT ("16:00")) };
  SkSpan morning = { instant (AT ("09:00")), instant (AT ("10:00")) };
  World world;

  begin (&world, SK_APPLY_REVIEW);
  sk_service_pin (world.service, "a", afternoon);
  g_assert_cmpint (place_of (&world, "a")->fixed, ==, SK_FIXED_PINNED);
  g_assert_cmpint (place_of (&world, "a")->span.start, ==, afternoon.start);
  sk_service_ban (world.service, "b", morning);
  g_assert_cmpint (place_of (&world, "b")->span.start, >=, morning.end);
  g_assert_cmpint (place_of (&world, "c")->span.start, ==, morning.start);

  /* known also to the next program */
  g_clear_object (&world.service);
  start (&world);
  settle (&world);
  g_assert_cmpint (place_of (&world, "a")->span.start, ==, afternoon.start);
  g_assert_cmpint (place_of (&world, "b")->span.start, >=, morning.end);

  sk_service_release (world.service, "a");
  g_assert_cmpint (place_of (&world, "a")->span.start, ==, morning.start);
  sk_service_pin (world.service, "nobody", afternoon);

  world_clear (&world);
}

/* Whoever is on the session bus can ask for any. */
static void
test_odd_places (void)
{
  static const SkSpan odd[] = {
    { 0, G_MAXINT64 }, { G_MININT64, G_MAXINT64 }, { G_MAXINT64 - 60, G_MAXINT64 },
    { G_MININT64, G_MININT64 + 1 }, { -1, 1 }, { 5, 4 }, { 1795417200, 1795417200 + 2 * DAY },
  };
  World world;

  begin (&world, SK_APPLY_REVIEW);
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      sk_service_pin (world.service, "a", odd[i]);
      sk_service_ban (world.service, "b", odd[i]);
      settle (&world);
      g_assert_cmpint (place_of (&world, "a")->fixed, ==, SK_FIXED_NO);
      g_assert_cmpint (place_of (&world, "b")->span.start, ==, instant (AT ("10:00")));
    }

  world_clear (&world);
}

/* --- the running slot --- */

static void
test_done (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  pass_time (&world, instant (AT ("09:20")));
  g_assert_cmpstr (sk_state_get_running (state (&world))->task, ==, "a");

  g_assert_nonnull (sk_state_get_last_set (state (&world)));
  sk_service_finish_task (world.service, "a");
  settle (&world);
  g_assert_cmpint (sk_task_get_standing (sk_fake_source_get_task (world.source, "a")), ==,
                   SK_STANDING_DONE);
  /* what an undo takes back now is no longer what was written then */
  g_assert_null (sk_state_get_last_set (state (&world)));
  g_assert_null (sk_state_get_running (state (&world)));

  sk_service_undo (world.service);
  settle (&world);
  g_assert_cmpint (sk_task_get_standing (sk_fake_source_get_task (world.source, "a")), ==,
                   SK_STANDING_OPEN);

  world_clear (&world);
}

static void
test_fifteen_minutes_more (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  pass_time (&world, instant (AT ("09:50")));
  sk_service_extend (world.service, "a", 15);
  settle (&world);

  assert_held (&world, "a", AT ("09:00"), AT ("10:15"));
  /* nobody else makes room for it: it goes round them */
  assert_held (&world, "b", AT ("12:00"), AT ("13:00"));
  assert_held (&world, "c", AT ("11:00"), AT ("12:00"));

  /* what has not begun cannot be made longer */
  sk_service_extend (world.service, "c", 15);
  settle (&world);
  g_assert_nonnull (sk_state_get_notices (state (&world)));

  world_clear (&world);
}

/* The second is asked for before the first was read. */
static void
test_fifteen_minutes_twice (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  pass_time (&world, instant (AT ("09:50")));
  sk_service_extend (world.service, "a", 15);
  sk_service_extend (world.service, "a", 15);
  settle (&world);

  assert_held (&world, "a", AT ("09:00"), AT ("10:30"));

  world_clear (&world);
}

/* Nor is a poll in its way that falls due while the first is written. */
static void
test_fifteen_minutes_twice_at_a_poll (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  pass_time (&world, instant (AT ("09:50")));
  sk_service_extend (world.service, "a", 15);
  sk_service_extend (world.service, "a", 15);
  sk_fake_alarm_advance (world.alarm, instant (AT ("09:53")));
  settle (&world);

  assert_held (&world, "a", AT ("09:00"), AT ("10:30"));

  world_clear (&world);
}

static void
test_slots_end (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  apply_all (&world);
  pass_time (&world, instant (AT ("09:59")));
  g_assert_null (sk_state_get_ended (state (&world)));

  pass_time (&world, instant (AT ("10:00")));
  g_assert_cmpstr (sk_state_get_ended (state (&world))->task, ==, "a");
  g_assert_cmpstr (sk_state_get_running (state (&world))->task, ==, "b");
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);
  g_assert_cmpint (place_of (&world, "a")->change, ==, SK_CHANGE_MISSED);

  world_clear (&world);
}

/* Also where no interval ends with it. */
static void
test_looks_when_a_slot_ends (void)
{
  World world;
  guint n;

  world_init (&world, SK_APPLY_REVIEW);
  world.interval_minutes = 45;
  world.poll_minutes = 0;
  start (&world);
  settle (&world);
  apply_all (&world);
  pass_time (&world, instant (AT ("09:59")));
  n = sk_fake_source_get_n_fetches (world.source);
  pass_time (&world, instant (AT ("10:00")));

  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.source), ==, n + 1);
  g_assert_cmpint (place_of (&world, "a")->change, ==, SK_CHANGE_MISSED);

  world_clear (&world);
}

/* A button of yesterday's is no reason for a slot of a day. */
static void
test_what_ended_long_ago_stays (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  apply_all (&world);
  pass_time (&world, instant (AT ("11:01")));
  sk_service_extend (world.service, "a", 15);
  settle (&world);

  assert_held (&world, "a", AT ("09:00"), AT ("10:00"));
  g_assert_nonnull (sk_state_get_notices (state (&world)));

  world_clear (&world);
}

/* --- rest --- */

static void
test_pause (void)
{
  World world;
  guint n;

  begin (&world, SK_APPLY_AUTOMATIC);
  n = sk_fake_source_get_n_fetches (world.source);
  sk_service_pause (world.service, 60);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_PAUSED);

  /* also over a restart */
  g_clear_object (&world.service);
  start (&world);
  pass_time (&world, instant (START) + 59 * MINUTE);
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.source), <=, n + 1);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_PAUSED);

  pass_time (&world, instant (START) + 61 * MINUTE);
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.source), >, n);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);
  g_assert_cmpint (sk_state_get_paused_until (state (&world)), ==, 0);

  world_clear (&world);
}

static void
test_pause_until_tomorrow (void)
{
  World world;

  begin (&world, SK_APPLY_REVIEW);
  sk_service_pause_until_tomorrow (world.service);
  g_assert_cmpint (sk_state_get_paused_until (state (&world)), ==,
                   instant ("2026-11-24T00:00:00+01:00"));
  sk_service_pause (world.service, 0);
  g_assert_cmpint (sk_state_get_paused_until (state (&world)), ==, SK_PAUSED_UNTIL_RESUMED);
  g_assert_cmpint (sk_state_get_next_pass (state (&world)), ==, 0);

  /* who asks is heard all the same, and nothing is written */
  sk_fake_source_change_due (world.source, "b", sk_when_day (20790));
  sk_service_reschedule (world.service, FALSE);
  settle (&world);
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.source), ==, 2);
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), ==, 0);

  sk_service_resume (world.service);
  settle (&world);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);

  world_clear (&world);
}

/* What is asked for is seen at once, whatever else rests. */
static void
test_undo_in_a_pause (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  sk_service_pause (world.service, 0);
  sk_service_undo (world.service);
  settle (&world);

  assert_not_held (&world, "a");
  g_assert_false (sk_state_can_undo (state (&world)));
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_PAUSED);

  world_clear (&world);
}

/* A folder is in the way of the file: it holds as long as we run. */
static void
test_what_cannot_be_remembered (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);

  g_autofree char *path = g_build_filename (world.folder, "remembered.json", NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  sk_service_pause (world.service, 0);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_PAUSED);
  g_assert_cmpint (sk_state_get_next_pass (state (&world)), ==, 0);
  g_assert_nonnull (sk_state_get_notices (state (&world)));

  world_clear (&world);
}

/* --- trouble --- */

/* The last ones that could be read are in force, and that is said as long. */
static void
test_settings_that_cannot_be_read (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  world.is_garbled = TRUE;
  sk_service_reload (world.service);
  g_assert_error (sk_state_get_error (state (&world)), SK_ERROR, SK_ERROR_SETTING);
  pass_time (&world, instant (START) + 15 * MINUTE);
  g_assert_cmpstr (sk_state_get_notices (state (&world))[0], ==, "garbled");

  world.is_garbled = FALSE;
  sk_service_reload (world.service);
  settle (&world);
  g_assert_null (sk_state_get_notices (state (&world)));
  g_assert_null (sk_state_get_error (state (&world)));

  world_clear (&world);
}

static void
test_offline (void)
{
  World world;

  begin (&world, SK_APPLY_AUTOMATIC);
  sk_fake_source_fail_fetch (world.source, SK_ERROR, SK_ERROR_OFFLINE);
  pass_time (&world, instant (START) + 15 * MINUTE);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_OFFLINE);
  g_assert_nonnull (place_of (&world, "a"));
  g_assert_cmpint (sk_state_get_at (state (&world)), ==, instant (START));

  sk_fake_source_heal (world.source);
  sk_service_note_network (world.service);
  pass_time (&world, instant (START) + 16 * MINUTE);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);

  world_clear (&world);
}

static void
test_refused (void)
{
  World world;

  world_init (&world, SK_APPLY_AUTOMATIC);
  sk_fake_source_fail_fetch (world.source, SK_ERROR, SK_ERROR_DENIED);
  start (&world);
  settle (&world);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_FAILED);
  g_assert_error (sk_state_get_error (state (&world)), SK_ERROR, SK_ERROR_DENIED);

  world_clear (&world);
}

static void
test_locked (void)
{
  World world;

  world_init (&world, SK_APPLY_AUTOMATIC);
  sk_fake_keys_set_keyring (world.keys, SK_KEYRING_LOCKED);
  start (&world);
  settle (&world);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_LOCKED);
  g_assert_cmpuint (world.n_opened, ==, 0);

  /* by our click, which asks the desktop */
  sk_service_unlock (world.service);
  settle (&world);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);

  /* or by anybody else's */
  sk_fake_keys_set_keyring (world.keys, SK_KEYRING_LOCKED);
  sk_service_reload (world.service);
  settle (&world);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_LOCKED);
  sk_fake_keys_set_keyring (world.keys, SK_KEYRING_OPEN);
  settle (&world);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);

  world_clear (&world);
}

/* Only where it is in use: locked, and wiped. */
static void
test_keeps_no_key (void)
{
  const SkSettings *settings;
  World world;

  begin (&world, SK_APPLY_REVIEW);
  settings = sk_service_get_settings (world.service);
  g_assert_cmpuint (world.n_opened, ==, 1);
  g_assert_null (((SkWorkspace *) settings->workspaces->pdata[0])->key);

  world_clear (&world);
}

static void
test_set_up (void)
{
  World world;

  world_init (&world, SK_APPLY_REVIEW);
  world.n_workspaces = 0;
  start (&world);
  settle (&world);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_SETUP);

  world.n_workspaces = 1;
  sk_service_reload (world.service);
  settle (&world);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_REVIEW);
  g_assert_cmpuint (sk_state_get_n_workspaces (state (&world)), ==, 1);

  world_clear (&world);
}

static void
on_ended (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(gboolean *) user_data = sk_service_end_finish (SK_SERVICE (source), result, NULL);
}

/* Asked to end while it writes, it ends between two writes, and what it wrote
 * is known to the next program. */
static void
test_ends_between_two_writes (void)
{
  World world;
  gboolean has_ended = FALSE;
  guint n = 0;

  begin (&world, SK_APPLY_REVIEW);

  g_autofree char *digest = g_strdup (sk_state_get_digest (state (&world)));

  sk_service_apply (world.service, digest, NULL);
  while (sk_state_get_done (state (&world)) == 0)
    g_main_context_iteration (NULL, TRUE);
  sk_service_end_async (world.service, on_ended, &has_ended);
  while (!has_ended)
    g_main_context_iteration (NULL, TRUE);

  n = sk_fake_source_get_n_writes (world.source);
  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <, 3);
  g_assert_cmpint (sk_fake_alarm_get_when (world.alarm), ==, SK_ALARM_NEVER);

  g_clear_object (&world.service);
  start (&world);
  settle (&world);
  g_assert_cmpuint (sk_state_get_n_changes (state (&world)), ==, 3 - n);
  g_assert_true (sk_state_can_undo (state (&world)));

  world_clear (&world);
}

/* --- long --- */

/* Nobody does anything for a month: what is missed moves on, nothing runs
 * away, and no pass is left out. */
static void
test_a_month (void)
{
  World world;
  guint n_days = 28;

  begin (&world, SK_APPLY_AUTOMATIC);
  pass_time (&world, instant (START) + n_days * DAY);

  /* every ten minutes, and at slots' ends and midnights */
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.source), >=, n_days * 144);
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.source), <=, n_days * (144 + 24));
  /* three tasks, of which none is missed more than a few times a day */
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), <=, n_days * 3 * 8);
  g_assert_cmpint (sk_state_get_phase (state (&world)), ==, SK_PHASE_IDLE);

  world_clear (&world);
}

/* A quiet hour: six passes and their polls, and no state but theirs. */
static void
test_a_quiet_hour (void)
{
  World world;
  guint n_states, n_polls;

  begin (&world, SK_APPLY_AUTOMATIC);
  pass_time (&world, instant (AT ("08:05")));
  n_states = world.n_states;
  n_polls = sk_fake_source_get_n_polls (world.source);
  pass_time (&world, instant (AT ("08:55")));

  g_assert_cmpuint (world.n_states - n_states, <=, 2 * 5);
  g_assert_cmpuint (sk_fake_source_get_n_polls (world.source) - n_polls, ==, 4 * 5);

  world_clear (&world);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/shows-first", test_shows_first);
  g_test_add_func ("/service/writes-what-was-seen", test_writes_what_was_seen);
  g_test_add_func ("/service/writes-nothing-else", test_writes_nothing_else);
  g_test_add_func ("/service/writes-a-part", test_writes_a_part);
  g_test_add_func ("/service/writes-no-part-that-was-not-seen",
                   test_writes_no_part_that_was_not_seen);
  g_test_add_func ("/service/writes-nothing-that-is-over", test_writes_nothing_that_is_over);
  g_test_add_func ("/service/writes-nothing-of-a-workspace-that-is-gone",
                   test_writes_nothing_of_a_workspace_that_is_gone);
  g_test_add_func ("/service/leaves-out-what-is-unchecked", test_leaves_out_what_is_unchecked);
  g_test_add_func ("/service/writes-by-itself", test_writes_by_itself);
  g_test_add_func ("/service/writes-what-is-asked-for", test_writes_what_is_asked_for);
  g_test_add_func ("/service/holds-what-is-in-doubt", test_holds_what_is_in_doubt);
  g_test_add_func ("/service/writes-in-doubt-what-was-seen", test_writes_in_doubt_what_was_seen);
  g_test_add_func ("/service/asks-before-a-move", test_asks_before_a_move);
  g_test_add_func ("/service/undone-stays-undone", test_undone_stays_undone);
  g_test_add_func ("/service/discarded-stays-discarded", test_discarded_stays_discarded);
  g_test_add_func ("/service/discards-what-was-seen", test_discards_what_was_seen);
  g_test_add_func ("/service/keeps-the-persons-moves", test_keeps_the_persons_moves);
  g_test_add_func ("/service/lets-a-move-go", test_lets_a_move_go);
  g_test_add_func ("/service/moves-need-not-be-kept", test_moves_need_not_be_kept);
  g_test_add_func ("/service/never-over-a-newer-edit", test_never_over_a_newer_edit);
  g_test_add_func ("/service/shows-what-failed", test_shows_what_failed);
  g_test_add_func ("/service/pins-and-bans", test_pins_and_bans);
  g_test_add_func ("/service/odd-places", test_odd_places);
  g_test_add_func ("/service/done", test_done);
  g_test_add_func ("/service/fifteen-minutes-more", test_fifteen_minutes_more);
  g_test_add_func ("/service/fifteen-minutes-twice", test_fifteen_minutes_twice);
  g_test_add_func ("/service/fifteen-minutes-twice-at-a-poll",
                   test_fifteen_minutes_twice_at_a_poll);
  g_test_add_func ("/service/slots-end", test_slots_end);
  g_test_add_func ("/service/looks-when-a-slot-ends", test_looks_when_a_slot_ends);
  g_test_add_func ("/service/what-ended-long-ago-stays", test_what_ended_long_ago_stays);
  g_test_add_func ("/service/pause", test_pause);
  g_test_add_func ("/service/pause-until-tomorrow", test_pause_until_tomorrow);
  g_test_add_func ("/service/settings-that-cannot-be-read", test_settings_that_cannot_be_read);
  g_test_add_func ("/service/undo-in-a-pause", test_undo_in_a_pause);
  g_test_add_func ("/service/what-cannot-be-remembered", test_what_cannot_be_remembered);
  g_test_add_func ("/service/offline", test_offline);
  g_test_add_func ("/service/refused", test_refused);
  g_test_add_func ("/service/locked", test_locked);
  g_test_add_func ("/service/keeps-no-key", test_keeps_no_key);
  g_test_add_func ("/service/set-up", test_set_up);
  g_test_add_func ("/service/ends-between-two-writes", test_ends_between_two_writes);
  g_test_add_func ("/service/a-month", test_a_month);
  g_test_add_func ("/service/a-quiet-hour", test_a_quiet_hour);

  return g_test_run ();
}
