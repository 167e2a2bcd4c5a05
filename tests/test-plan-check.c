/* test-plan-check.c — the checker finds each broken promise, and no other
 *
 * One good plan with a bit of everything; each row spoils one thing in it, and
 * names the one promise that this breaks.  Then days on which the clock is put,
 * and the world after a write.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-complaint-words.h"
#include "sk-plan-check.h"

#include <math.h>

#define MANY 12
#define MOST_ENTRIES 4
#define HOUR 60                 /* in minutes, as everything here */
#define DAY (24 * HOUR)

typedef struct
{
  const char  *start, *end;
  SkBlockedBy  by;
  const char  *title;
} Entry;

/* A placement, its times as text. */
typedef struct
{
  const char   *id;
  const char   *start, *end;
  const char   *due;            /* NULL: none */
  int           slack;          /* minutes */
  SkChangeKind  change;
  SkWhy         why;
  SkFixed       fixed;
  SkLost        lost;
  SkLateWhy     late;
  guint         position;
  guint         warnings;
  guint         cycle;
  SkWhen        forged_before;
  Entry         blocked[MOST_ENTRIES];
} Line;

typedef struct
{
  const char    *id;
  SkUnplacedWhy  why;
  int            minutes;
  SkChangeKind   change;
  const char    *blocker;
  int            longest;
  Entry          blocked[MOST_ENTRIES];
} Unplaced;

typedef struct
{
  const char *id;
  SkLeftWhy   why;
} Left;

/* All that a plan is made from; small enough to be copied and spoiled. */
typedef struct
{
  const char  *zone;
  const char  *at;
  int          slot, days, buffer;
  int          limit;           /* percent; 0: none */
  guint        bound;
  SkStability  stability;
  gboolean     no_due_dates, no_fill_today;
  SkRange      ranges[4];
  SkTaskInit   tasks[MANY];
  Line         lines[MANY];
  Unplaced     unplaced[MANY];
  Left         left[MANY];
  Entry        busy[MANY];
  Entry        bans[MANY];      /* the title is the task's id */
  gboolean     unsorted;
} Scene;

static gint64
iso (const char *text)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);

  return g_date_time_to_unix (time);
}

static SkWhen
when (const char *text)
{
  return sk_when_instant (iso (text));
}

static SkWhen
date (int year,
      int month,
      int day)
{
  GDate value;

  g_date_clear (&value, 1);
  g_date_set_dmy (&value, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return sk_when_day (sk_day_from_date (&value));
}

static SkSpan
span (const char *start,
      const char *end)
{
  return (SkSpan) { iso (start), iso (end) };
}

static SkRules *
make_rules (const Scene *scene)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (scene->zone);
  g_autoptr(GArray) ranges = sk_ranges_new ();

  g_assert_nonnull (zone);
  for (guint i = 0; scene->ranges[i].end_minute > 0; i++)
    g_array_append_val (ranges, scene->ranges[i]);

  SkRulesInit init = {
    .zone_name = scene->zone,
    .zone = zone,
    .slot_minutes = scene->slot,
    .days_ahead = scene->days,
    .buffer_minutes = scene->buffer,
    .stability = scene->stability,
    .due_dates = !scene->no_due_dates,
    .fill_today = !scene->no_fill_today,
    .default_duration_hours = 1,
    .day_limit_percent = scene->limit > 0 ? scene->limit : 100,
  };

  for (guint i = 0; i < G_N_ELEMENTS (init.week); i++)
    init.week[i] = ranges;

  return sk_rules_new (&init);
}

static SkSnapshot *
make_snapshot (const Scene *scene)
{
  SkSnapshotInit init = {
    .tasks = sk_task_array_new (),
    .busy = sk_busy_array_new (),
    .bans = sk_ban_array_new (),
  };

  for (guint i = 0; i < MANY && scene->tasks[i].id != NULL; i++)
    g_ptr_array_add (init.tasks, sk_task_new (&scene->tasks[i]));
  for (guint i = 0; i < MANY && scene->busy[i].start != NULL; i++)
    sk_busy_array_add (init.busy, span (scene->busy[i].start, scene->busy[i].end),
                       scene->busy[i].title);
  for (guint i = 0; i < MANY && scene->bans[i].start != NULL; i++)
    sk_ban_array_add (init.bans, scene->bans[i].title,
                      span (scene->bans[i].start, scene->bans[i].end));

  return sk_snapshot_new_take (&init);
}

/* Some rows name a task that is not there. */
static SkTask *
find_task (SkSnapshot *snapshot,
           const char *id)
{
  guint i;

  if (id == NULL)
    return NULL;
  if (sk_snapshot_find (snapshot, id, &i))
    return sk_task_ref (sk_snapshot_get_task (snapshot, i));

  return sk_task_new (&(SkTaskInit) { .id = id });
}

/* Nothing is claimed where nothing is listed. */
static GArray *
make_blocked (const Entry *entries)
{
  GArray *blocked = entries[0].start != NULL ? sk_blocked_array_new () : NULL;

  for (guint i = 0; i < MOST_ENTRIES && entries[i].start != NULL; i++)
    sk_blocked_array_add (blocked, span (entries[i].start, entries[i].end), entries[i].by,
                          entries[i].title);

  return blocked;
}

static void
add_line (GArray     *placements,
          SkSnapshot *snapshot,
          const Line *line)
{
  SkPlacement placement = {
    .task = find_task (snapshot, line->id),
    .span = span (line->start, line->end),
    .blocked = make_blocked (line->blocked),
    .due = line->due != NULL ? iso (line->due) : G_MAXINT64,
    .slack = line->slack * 60,
    .cycle = line->cycle,
    .warnings = line->warnings,
    .change = line->change,
    .fixed = line->fixed,
    .why = line->why,
    .lost = line->lost,
    .position = line->position,
    .late_why = line->late,
  };

  placement.before_start = sk_task_get_scheduled_start (placement.task);
  placement.before_end = sk_task_get_scheduled_end (placement.task);
  if (sk_when_is_set (line->forged_before))
    placement.before_end = line->forged_before;
  g_array_append_val (placements, placement);
}

static int
compare_placements (gconstpointer a,
                    gconstpointer b)
{
  return sk_placement_compare (a, b);
}

static SkPlan *
make_plan (const Scene *scene)
{
  g_autoptr(SkRules) rules = make_rules (scene);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (scene);
  SkPlanInit init = {
    .snapshot = snapshot,
    .rules = rules,
    .at = iso (scene->at),
    .placements = sk_placement_array_new (),
    .unplaced = sk_unplaced_array_new (),
    .left_alone = sk_left_alone_array_new (),
    .lower_bound_late = scene->bound,
  };

  for (guint i = 0; i < MANY && scene->lines[i].id != NULL; i++)
    add_line (init.placements, snapshot, &scene->lines[i]);
  if (!scene->unsorted)
    g_array_sort (init.placements, compare_placements);

  for (guint i = 0; i < MANY && scene->unplaced[i].id != NULL; i++)
    {
      const Unplaced *line = &scene->unplaced[i];
      SkUnplaced unplaced = {
        .task = find_task (snapshot, line->id),
        .blocker = find_task (snapshot, line->blocker),
        .blocked = make_blocked (line->blocked),
        .length = line->minutes * 60,
        .longest = line->longest * 60,
        .why = line->why,
        .change = line->change,
      };

      unplaced.before_start = sk_task_get_scheduled_start (unplaced.task);
      unplaced.before_end = sk_task_get_scheduled_end (unplaced.task);
      g_array_append_val (init.unplaced, unplaced);
    }

  for (guint i = 0; i < MANY && scene->left[i].id != NULL; i++)
    {
      SkLeftAlone left = { find_task (snapshot, scene->left[i].id), scene->left[i].why };

      g_array_append_val (init.left_alone, left);
    }

  return sk_plan_new_take (&init);
}

/* Says all of them, for whoever reads a failure. */
static void
say (GArray  *complaints,
     SkRules *rules)
{
  for (guint i = 0; i < complaints->len; i++)
    {
      g_autofree char *text =
        sk_words_dup_complaint (&g_array_index (complaints, SkComplaint, i), rules);

      g_test_message ("%s", text);
    }
}

static void
expect_none (const Scene *scene)
{
  g_autoptr(SkPlan) plan = make_plan (scene);
  g_autoptr(GArray) complaints = sk_plan_check (plan);

  say (complaints, sk_plan_get_rules (plan));
  g_assert_cmpuint (complaints->len, ==, 0);
}

static void
expect_one (const Scene *scene,
            SkPromise    promise,
            const char  *id)
{
  g_autoptr(SkPlan) plan = make_plan (scene);
  g_autoptr(GArray) complaints = sk_plan_check (plan);

  say (complaints, sk_plan_get_rules (plan));
  g_assert_cmpuint (complaints->len, ==, 1);
  g_assert_cmpint (g_array_index (complaints, SkComplaint, 0).promise, ==, promise);

  SkTask *task = g_array_index (complaints, SkComplaint, 0).task;

  g_assert_cmpstr (task != NULL ? sk_task_get_id (task) : NULL, ==, id);
}

#define AT(day, time) "2026-11-" day "T" time ":00+01:00"

static const char *const after_beta[] = { "beta", NULL };
static const char *const after_gamma[] = { "gamma", NULL };
static const char *const after_stranger[] = { "nobody-knows", NULL };
static const char *const after_omega[] = { "omega", NULL };
static const char *const after_epsilon[] = { "epsilon", NULL };

/* Monday, 23 November 2026, eight in the morning; seven days. */
static Scene
good_scene (void)
{
  return (Scene) {
    .zone = "Europe/Berlin", .at = AT ("23", "08:00"), .slot = 15, .days = 5,
    .ranges = { { 9 * 60, 12 * 60 + 30 }, { 13 * 60 + 30, 17 * 60 } },
    .busy = { { AT ("23", "10:00"), AT ("23", "11:00"), 0, "Stand-up" } },
    .tasks = {
      { .id = "alpha", .title = "Alpha", .ranked = TRUE, .rank = 9 },
      { .id = "beta", .title = "Beta", .ranked = TRUE, .rank = 5, .has_duration = TRUE,
        .duration_hours = 1.5, .due = date (2026, 11, 24) },
      { .id = "delta", .title = "Delta", .pinned = TRUE, .has_duration = TRUE,
        .duration_hours = 2, .scheduled_start = when (AT ("26", "18:00")),
        .scheduled_end = when (AT ("26", "19:07")) },
      { .id = "epsilon", .title = "Epsilon", .ranked = TRUE, .rank = 4, .has_duration = TRUE,
        .duration_hours = 0.4, .blocked_by = after_beta },
      { .id = "gamma", .title = "Gamma", .ranked = TRUE, .rank = 1, .has_duration = TRUE,
        .duration_hours = 2, .scheduled_start = when (AT ("25", "09:00")),
        .scheduled_end = when (AT ("25", "11:00")) },
      { .id = "old", .title = "Old", .has_duration = TRUE, .duration_hours = 0.25,
        .due = date (2026, 11, 20), .scheduled_start = when (AT ("20", "09:00")) },
      { .id = "omega", .title = "Omega", .has_duration = TRUE, .duration_hours = 8,
        .scheduled_start = date (2026, 11, 25) },
      { .id = "yankee", .title = "Yankee", .opted_out = TRUE,
        .scheduled_start = when (AT ("24", "09:00")),
        .scheduled_end = when (AT ("24", "10:00")) },
      { .id = "zeta", .title = "Zeta", .standing = SK_STANDING_DONE },
    },
    .lines = {
      { .id = "alpha", .start = AT ("23", "09:00"), .end = AT ("23", "10:00"),
        .slack = 4 * DAY + 7 * HOUR, .change = SK_CHANGE_NEW,
        .warnings = SK_WARNING_ASSUMED_DURATION,
        .blocked = { { AT ("23", "00:00"), AT ("23", "09:00"), SK_BLOCKED_BY_HOURS, NULL } } },
      { .id = "beta", .start = AT ("23", "11:00"), .end = AT ("23", "12:30"),
        .due = AT ("24", "17:00"), .change = SK_CHANGE_NEW,
        .blocked = { { AT ("22", "17:00"), AT ("23", "09:00"), SK_BLOCKED_BY_HOURS, NULL },
                     { AT ("23", "09:00"), AT ("23", "10:00"), SK_BLOCKED_BY_TASK, "Alpha" },
                     { AT ("23", "10:00"), AT ("23", "11:00"), SK_BLOCKED_BY_BUSY,
                       "Stand-up" } } },
      { .id = "delta", .start = AT ("26", "18:00"), .end = AT ("26", "19:07"),
        .fixed = SK_FIXED_PINNED, .why = SK_WHY_PINNED },
      { .id = "epsilon", .start = AT ("23", "13:30"), .end = AT ("23", "14:00"),
        .slack = 4 * DAY + 3 * HOUR, .change = SK_CHANGE_NEW },
      { .id = "gamma", .start = AT ("25", "09:00"), .end = AT ("25", "11:00"),
        .slack = 2 * DAY + 6 * HOUR, .why = SK_WHY_KEPT },
      { .id = "old", .start = AT ("23", "14:00"), .end = AT ("23", "14:15"),
        .due = AT ("20", "17:00"), .change = SK_CHANGE_MISSED, .why = SK_WHY_MISSED,
        .late = SK_LATE_PAST_DUE },
    },
    .unplaced = { { "omega", SK_UNPLACED_TOO_LONG, 8 * 60, SK_CHANGE_REMOVED, NULL } },
    .left = { { "yankee", SK_LEFT_OPTED_OUT }, { "zeta", SK_LEFT_DONE } },
  };
}

static Line *
line (Scene      *scene,
      const char *id)
{
  for (guint i = 0; i < MANY && scene->lines[i].id != NULL; i++)
    if (g_str_equal (scene->lines[i].id, id))
      return &scene->lines[i];

  g_assert_not_reached ();
}

static SkTaskInit *
task (Scene      *scene,
      const char *id)
{
  for (guint i = 0; i < MANY && scene->tasks[i].id != NULL; i++)
    if (g_str_equal (scene->tasks[i].id, id))
      return &scene->tasks[i];

  g_assert_not_reached ();
}

static void
put (Scene      *scene,
     const char *id,
     const char *start,
     const char *end)
{
  line (scene, id)->start = start;
  line (scene, id)->end = end;
}

static void
add_ban (Scene      *scene,
         const char *id,
         const char *start,
         const char *end)
{
  scene->bans[0] = (Entry) { start, end, 0, id };
}

#define SPOIL(name, code) static void name (Scene *s) { code; }

SPOIL (forget_a_task, s->left[1].id = NULL)
SPOIL (name_a_task_twice, s->left[2] = s->left[1])
SPOIL (name_a_stranger, s->left[2] = ((Left) { "zulu", SK_LEFT_DONE }))
SPOIL (give_a_wrong_code, s->left[1].why = SK_LEFT_CANCELED)
SPOIL (leave_an_open_one_alone, s->unplaced[0].id = NULL;
       s->left[0] = ((Left) { "omega", SK_LEFT_OPTED_OUT });
       s->left[1] = ((Left) { "yankee", SK_LEFT_OPTED_OUT });
       s->left[2] = ((Left) { "zeta", SK_LEFT_DONE }))
SPOIL (list_out_of_order, s->left[0] = ((Left) { "zeta", SK_LEFT_DONE });
       s->left[1] = ((Left) { "yankee", SK_LEFT_OPTED_OUT }))
SPOIL (move_a_pin, put (s, "delta", AT ("26", "18:15"), AT ("26", "19:22")))
SPOIL (call_a_pin_running, line (s, "delta")->fixed = SK_FIXED_RUNNING)
SPOIL (fix_what_is_free, line (s, "gamma")->fixed = SK_FIXED_PINNED)
SPOIL (call_new_moved, line (s, "alpha")->change = SK_CHANGE_MOVED)
SPOIL (call_missed_moved, line (s, "old")->change = SK_CHANGE_MOVED)
SPOIL (do_not_remove, s->unplaced[0].change = SK_CHANGE_KEPT)
SPOIL (forge_what_was, line (s, "gamma")->forged_before = when (AT ("25", "12:00")))
SPOIL (keep_what_is_new, line (s, "alpha")->why = SK_WHY_KEPT)
SPOIL (call_it_running, line (s, "alpha")->why = SK_WHY_RUNNING)
SPOIL (keep_in_a_rebuild, s->stability = SK_STABILITY_REBUILD)
SPOIL (take_another_due, line (s, "beta")->due = AT ("24", "23:59"))
SPOIL (call_it_late, line (s, "beta")->late = SK_LATE_SEARCH_LIMIT)
SPOIL (hide_lateness, line (s, "old")->late = SK_LATE_NOT)
SPOIL (late_for_another_reason, line (s, "old")->late = SK_LATE_NO_TIME)
SPOIL (hide_a_guess, line (s, "alpha")->warnings = 0)
SPOIL (hide_a_missing_blocker, task (s, "gamma")->blocked_by = after_stranger)
SPOIL (cry_wolf, line (s, "delta")->warnings = SK_WARNING_OVER_BUSY)
SPOIL (hide_a_meeting_under_a_pin,
       s->busy[1] = ((Entry) { AT ("26", "19:05"), AT ("26", "19:10"), 0, "Late call" }))
SPOIL (pinned_without_a_time, task (s, "gamma")->pinned = TRUE;
       task (s, "gamma")->scheduled_end = ((SkWhen) { 0 });
       line (s, "gamma")->change = SK_CHANGE_MOVED;
       line (s, "gamma")->why = SK_WHY_EARLIEST_FIT)
SPOIL (make_it_short, line (s, "beta")->end = AT ("23", "12:15"))
SPOIL (begin_before_now, put (s, "alpha", AT ("23", "07:00"), AT ("23", "08:00")))
SPOIL (go_beyond, put (s, "alpha", AT ("30", "09:00"), AT ("30", "10:00")))
SPOIL (leave_the_grid, put (s, "alpha", AT ("25", "13:35"), AT ("25", "14:35")))
SPOIL (cross_lunch, put (s, "alpha", AT ("25", "12:00"), AT ("25", "13:00")))
SPOIL (work_at_night, put (s, "alpha", AT ("25", "03:00"), AT ("25", "04:00")))
SPOIL (touching_ranges_are_two, s->ranges[0].end_minute = 13 * 60 + 30;
       put (s, "alpha", AT ("25", "13:00"), AT ("25", "14:00")))
SPOIL (begin_too_early, task (s, "alpha")->earliest_start = when (AT ("23", "09:01")))
SPOIL (begin_a_day_too_early, task (s, "alpha")->earliest_start = date (2026, 11, 24))
SPOIL (do_not_wait, task (s, "alpha")->blocked_by = after_gamma)
SPOIL (wait_for_nothing, task (s, "gamma")->blocked_by = after_omega)
SPOIL (go_where_refused, add_ban (s, "alpha", AT ("23", "09:45"), AT ("23", "09:50")))
SPOIL (book_over_a_meeting,
       s->busy[1] = ((Entry) { AT ("23", "09:59"), AT ("23", "10:05"), 0, "Call" }))
SPOIL (book_over_a_held_slot, put (s, "alpha", AT ("24", "09:30"), AT ("24", "10:30")))
SPOIL (book_twice, put (s, "alpha", AT ("23", "11:30"), AT ("23", "12:30")))
SPOIL (book_over_a_pin, task (s, "delta")->scheduled_start = when (AT ("25", "10:50"));
       task (s, "delta")->scheduled_end = when (AT ("25", "11:57"));
       put (s, "delta", AT ("25", "10:50"), AT ("25", "11:57")))
SPOIL (say_no_room_for_the_too_long, s->unplaced[0].why = SK_UNPLACED_NO_ROOM)
SPOIL (say_too_long_of_the_short, task (s, "omega")->duration_hours = 3;
       s->unplaced[0].minutes = 180)
SPOIL (say_it_makes_no_sense, s->unplaced[0].why = SK_UNPLACED_BAD_DURATION)
SPOIL (say_it_begins_beyond, s->unplaced[0].why = SK_UNPLACED_EARLIEST_START_BEYOND)
SPOIL (blame_a_placed_blocker, task (s, "omega")->blocked_by = after_gamma;
       s->unplaced[0].why = SK_UNPLACED_BLOCKER_UNPLACED;
       s->unplaced[0].blocker = "gamma")
SPOIL (take_another_length, s->unplaced[0].minutes = 60)
SPOIL (overlook_room, task (s, "omega")->duration_hours = 3; s->unplaced[0].minutes = 180;
       s->unplaced[0].why = SK_UNPLACED_NO_ROOM)
SPOIL (promise_too_much, line (s, "alpha")->slack += 15)
SPOIL (promise_too_little, line (s, "gamma")->slack -= 15)
SPOIL (let_a_blocker_slip, line (s, "beta")->slack = DAY)
SPOIL (let_a_pin_slip, line (s, "delta")->slack = 15)
SPOIL (leave_a_gap, line (s, "beta")->blocked[1] = line (s, "beta")->blocked[2];
       line (s, "beta")->blocked[2].start = NULL;
       line (s, "beta")->blocked[0].end = AT ("23", "08:00"))
SPOIL (invent_a_meeting, line (s, "beta")->blocked[2].end = AT ("23", "11:15"))
SPOIL (misname_a_meeting, line (s, "beta")->blocked[2].title = "Lunch")
SPOIL (invent_a_task, line (s, "beta")->blocked[1].start = AT ("23", "09:15"))
SPOIL (blame_who_came_later, line (s, "beta")->blocked[3] =
       ((Entry) { AT ("23", "13:30"), AT ("23", "14:00"), SK_BLOCKED_BY_TASK, "Epsilon" }))
SPOIL (close_the_office, line (s, "alpha")->blocked[0].end = AT ("23", "09:15"))
SPOIL (invent_a_fence, line (s, "beta")->blocked[3] =
       ((Entry) { AT ("23", "10:00"), AT ("23", "10:00"), SK_BLOCKED_BY_HOURS, NULL }))
SPOIL (invent_a_ban, line (s, "beta")->blocked[3] =
       ((Entry) { AT ("23", "09:00"), AT ("23", "10:00"), SK_BLOCKED_BY_BAN, NULL }))
SPOIL (invent_a_buffer, line (s, "beta")->blocked[3] =
       ((Entry) { AT ("23", "10:45"), AT ("23", "11:15"), SK_BLOCKED_BY_BUFFER, NULL }))
SPOIL (overlook_a_hole, put (s, "epsilon", AT ("23", "14:15"), AT ("23", "14:45"));
       put (s, "old", AT ("23", "13:30"), AT ("23", "13:45")))
SPOIL (move_what_may_stay, put (s, "gamma", AT ("23", "14:00"), AT ("23", "16:00"));
       line (s, "gamma")->change = SK_CHANGE_MOVED;
       line (s, "gamma")->why = SK_WHY_EARLIEST_FIT;
       put (s, "old", AT ("23", "16:00"), AT ("23", "16:15")))
SPOIL (move_what_is_to_be_kept, move_what_may_stay (s); s->stability = SK_STABILITY_KEEP_ALL)
SPOIL (miscount, line (s, "beta")->position = 3)
SPOIL (call_missed_a_fit, line (s, "old")->why = SK_WHY_EARLIEST_FIT)
SPOIL (call_new_missed, line (s, "alpha")->why = SK_WHY_MISSED)
SPOIL (give_up_too_early, s->bound = 2)

typedef struct
{
  const char  *name;
  void       (*spoil) (Scene *scene);
  SkPromise    promise;
  const char  *id;              /* NULL: the plan as a whole */
} Row;

static const Row rows[] = {
  { "a-task-is-forgotten", forget_a_task, SK_PROMISE_ONCE, "zeta" },
  { "a-task-is-named-twice", name_a_task_twice, SK_PROMISE_ONCE, "zeta" },
  { "a-task-nobody-knows", name_a_stranger, SK_PROMISE_ONCE, "zulu" },
  { "left-alone-for-another-reason", give_a_wrong_code, SK_PROMISE_LEFT_ALONE, "zeta" },
  { "left-alone-though-open", leave_an_open_one_alone, SK_PROMISE_LEFT_ALONE, "omega" },
  { "listed-out-of-order", list_out_of_order, SK_PROMISE_LISTED, "yankee" },
  { "a-pin-is-moved", move_a_pin, SK_PROMISE_FIXED, "delta" },
  { "a-pin-is-called-running", call_a_pin_running, SK_PROMISE_FIXED, "delta" },
  { "a-free-task-is-fixed", fix_what_is_free, SK_PROMISE_FIXED, "gamma" },
  { "new-is-called-moved", call_new_moved, SK_PROMISE_CHANGE, "alpha" },
  { "missed-is-called-moved", call_missed_moved, SK_PROMISE_CHANGE, "old" },
  { "what-finds-no-place-is-not-removed", do_not_remove, SK_PROMISE_CHANGE, "omega" },
  { "what-was-before-is-forged", forge_what_was, SK_PROMISE_BEFORE, "gamma" },
  { "new-is-called-kept", keep_what_is_new, SK_PROMISE_WHY, "alpha" },
  { "free-is-called-running", call_it_running, SK_PROMISE_WHY, "alpha" },
  { "kept-in-a-rebuild", keep_in_a_rebuild, SK_PROMISE_WHY, "gamma" },
  { "another-due-date", take_another_due, SK_PROMISE_DUE, "beta" },
  { "called-late-though-on-time", call_it_late, SK_PROMISE_LATE, "beta" },
  { "late-and-not-called-so", hide_lateness, SK_PROMISE_LATE, "old" },
  { "past-due-and-not-called-so", late_for_another_reason, SK_PROMISE_LATE_WHY, "old" },
  { "a-guess-is-not-told", hide_a_guess, SK_PROMISE_WARNING, "alpha" },
  { "a-missing-blocker-is-not-told", hide_a_missing_blocker, SK_PROMISE_WARNING, "gamma" },
  { "a-warning-without-a-cause", cry_wolf, SK_PROMISE_WARNING, "delta" },
  { "a-meeting-under-a-pin", hide_a_meeting_under_a_pin, SK_PROMISE_WARNING, "delta" },
  { "a-pin-without-a-time", pinned_without_a_time, SK_PROMISE_WARNING, "gamma" },
  { "too-short", make_it_short, SK_PROMISE_LENGTH, "beta" },
  { "before-now", begin_before_now, SK_PROMISE_PAST, "alpha" },
  { "beyond-the-horizon", go_beyond, SK_PROMISE_HORIZON, "alpha" },
  { "off-the-grid", leave_the_grid, SK_PROMISE_GRID, "alpha" },
  { "across-lunch", cross_lunch, SK_PROMISE_HOURS, "alpha" },
  { "at-night", work_at_night, SK_PROMISE_HOURS, "alpha" },
  { "across-the-edge-of-two-ranges", touching_ranges_are_two, SK_PROMISE_HOURS, "alpha" },
  { "a-minute-too-early", begin_too_early, SK_PROMISE_EARLIEST_START, "alpha" },
  { "a-day-too-early", begin_a_day_too_early, SK_PROMISE_EARLIEST_START, "alpha" },
  { "before-its-blocker", do_not_wait, SK_PROMISE_BLOCKER, "alpha" },
  { "its-blocker-has-no-place", wait_for_nothing, SK_PROMISE_BLOCKER, "gamma" },
  { "where-it-was-refused", go_where_refused, SK_PROMISE_BAN, "alpha" },
  { "over-a-meeting", book_over_a_meeting, SK_PROMISE_BUSY, "alpha" },
  { "over-a-slot-held-by-hand", book_over_a_held_slot, SK_PROMISE_BUSY, "alpha" },
  { "over-another-task", book_twice, SK_PROMISE_OVERLAP, "alpha" },
  { "over-a-pin", book_over_a_pin, SK_PROMISE_OVERLAP, "gamma" },
  { "no-room-for-the-too-long", say_no_room_for_the_too_long, SK_PROMISE_UNPLACED_WHY, "omega" },
  { "too-long-but-is-not", say_too_long_of_the_short, SK_PROMISE_UNPLACED_WHY, "omega" },
  { "senseless-but-is-not", say_it_makes_no_sense, SK_PROMISE_UNPLACED_WHY, "omega" },
  { "beyond-but-is-not", say_it_begins_beyond, SK_PROMISE_UNPLACED_WHY, "omega" },
  { "blocked-but-is-not", blame_a_placed_blocker, SK_PROMISE_UNPLACED_WHY, "omega" },
  { "another-length", take_another_length, SK_PROMISE_UNPLACED_WHY, "omega" },
  { "no-room-but-there-is", overlook_room, SK_PROMISE_NO_ROOM, "omega" },
  { "more-slack-than-there-is", promise_too_much, SK_PROMISE_SLACK, "alpha" },
  { "less-slack-than-there-is", promise_too_little, SK_PROMISE_SLACK, "gamma" },
  { "slack-over-what-waits", let_a_blocker_slip, SK_PROMISE_SLACK, "beta" },
  { "slack-of-a-pin", let_a_pin_slip, SK_PROMISE_SLACK, "delta" },
  { "an-earlier-start-is-not-explained", leave_a_gap, SK_PROMISE_COVER, "beta" },
  { "a-meeting-that-is-not-there", invent_a_meeting, SK_PROMISE_TRUE, "beta" },
  { "a-meeting-by-another-name", misname_a_meeting, SK_PROMISE_TRUE, "beta" },
  { "a-task-that-is-not-there", invent_a_task, SK_PROMISE_TRUE, "beta" },
  { "a-task-that-came-later", blame_who_came_later, SK_PROMISE_TRUE, "beta" },
  { "hours-that-are-open", close_the_office, SK_PROMISE_TRUE, "alpha" },
  { "a-fence-in-the-open", invent_a_fence, SK_PROMISE_TRUE, "beta" },
  { "a-ban-nobody-spoke", invent_a_ban, SK_PROMISE_TRUE, "beta" },
  { "a-buffer-of-nothing", invent_a_buffer, SK_PROMISE_TRUE, "beta" },
  { "a-hole-is-overlooked", overlook_a_hole, SK_PROMISE_EARLIEST, "epsilon" },
  { "what-may-stay-is-moved", move_what_is_to_be_kept, SK_PROMISE_STAY, "gamma" },
  { "what-may-stay-moves-for-nothing", move_what_may_stay, SK_PROMISE_WHY, "gamma" },
  { "a-number-that-is-not-its", miscount, SK_PROMISE_POSITION, "beta" },
  { "missed-is-an-earliest-fit", call_missed_a_fit, SK_PROMISE_WHY, "old" },
  { "new-was-missed", call_new_missed, SK_PROMISE_WHY, "alpha" },
  { "more-are-hopeless-than-late", give_up_too_early, SK_PROMISE_BOUND, NULL },
};

static void
test_spoiled (gconstpointer data)
{
  const Row *row = data;
  Scene scene = good_scene ();

  row->spoil (&scene);
  expect_one (&scene, row->promise, row->id);
}

static void
test_unsorted (void)
{
  Scene scene = good_scene ();

  scene.unsorted = TRUE;

  /* alpha, beta; delta on Thursday; epsilon on Monday: one step back; then
   * gamma on Wednesday, and old on Monday: another */
  g_autoptr(SkPlan) plan = make_plan (&scene);
  g_autoptr(GArray) complaints = sk_plan_check (plan);

  g_assert_cmpuint (complaints->len, ==, 2);
  g_assert_cmpint (g_array_index (complaints, SkComplaint, 0).promise, ==, SK_PROMISE_LISTED);
  g_assert_cmpint (g_array_index (complaints, SkComplaint, 1).promise, ==, SK_PROMISE_LISTED);
}

/* A circle of two, one of which has a place. */
static void
circle (Scene *s)
{
  task (s, "beta")->blocked_by = after_epsilon;
  line (s, "beta")->warnings = line (s, "epsilon")->warnings = SK_WARNING_BLOCKER_CYCLE;
  line (s, "beta")->cycle = line (s, "epsilon")->cycle = 1;
  line (s, "beta")->slack = DAY + 4 * HOUR + 30;
}

SPOIL (hide_a_circle, circle (s); line (s, "beta")->warnings = 0)

static void
test_circles (void)
{
  Scene scene = good_scene ();

  circle (&scene);
  expect_none (&scene);
  hide_a_circle (&scene);
  expect_one (&scene, SK_PROMISE_WARNING, "beta");
}

/* It began before now, and a meeting came in over it; a pin lies over it. */
static void
test_running (void)
{
  Scene scene = good_scene ();

  task (&scene, "gamma")->scheduled_start = when (AT ("23", "07:10"));
  task (&scene, "gamma")->scheduled_end = when (AT ("23", "08:20"));
  put (&scene, "gamma", AT ("23", "07:10"), AT ("23", "08:20"));
  line (&scene, "gamma")->why = SK_WHY_RUNNING;
  line (&scene, "gamma")->fixed = SK_FIXED_RUNNING;
  line (&scene, "gamma")->slack = 0;
  expect_none (&scene);

  scene.busy[1] = (Entry) { AT ("23", "08:15"), AT ("23", "08:45"), 0, "Call" };
  expect_one (&scene, SK_PROMISE_WARNING, "gamma");
  line (&scene, "gamma")->warnings = SK_WARNING_OVER_BUSY;
  expect_none (&scene);

  task (&scene, "delta")->scheduled_start = when (AT ("23", "08:19"));
  task (&scene, "delta")->scheduled_end = when (AT ("23", "08:25"));
  put (&scene, "delta", AT ("23", "08:19"), AT ("23", "08:25"));
  line (&scene, "delta")->warnings = SK_WARNING_OVER_BUSY | SK_WARNING_PINS_OVERLAP;
  expect_one (&scene, SK_PROMISE_WARNING, "gamma");
  line (&scene, "gamma")->warnings |= SK_WARNING_PINS_OVERLAP;
  expect_none (&scene);
}

/* Two tasks and a meeting, a quarter of an hour apart. */
static Scene
buffer_scene (void)
{
  return (Scene) {
    .zone = "Europe/Berlin", .at = AT ("23", "08:00"), .slot = 15, .days = 1, .buffer = 10,
    .ranges = { { 9 * 60, 12 * 60 } },
    .busy = { { AT ("23", "10:31"), AT ("23", "10:44"), 0, "Call" } },
    .tasks = {
      { .id = "one", .ranked = TRUE, .rank = 2, .has_duration = TRUE, .duration_hours = 0.5 },
      { .id = "two", .ranked = TRUE, .rank = 1, .has_duration = TRUE, .duration_hours = 0.5 },
    },
    .lines = {
      { .id = "one", .start = AT ("23", "09:00"), .end = AT ("23", "09:30"),
        .slack = 2 * HOUR + 30, .change = SK_CHANGE_NEW },
      { .id = "two", .start = AT ("23", "09:45"), .end = AT ("23", "10:15"),
        .slack = HOUR + 45, .change = SK_CHANGE_NEW,
        .blocked = { { AT ("23", "08:00"), AT ("23", "09:00"), SK_BLOCKED_BY_HOURS, NULL },
                     { AT ("23", "09:00"), AT ("23", "09:30"), SK_BLOCKED_BY_TASK, NULL },
                     { AT ("23", "09:30"), AT ("23", "09:40"), SK_BLOCKED_BY_BUFFER, NULL } } },
    },
  };
}

static void
test_buffers (void)
{
  Scene scene = buffer_scene ();

  expect_none (&scene);
  put (&scene, "two", AT ("23", "09:30"), AT ("23", "10:00"));
  expect_one (&scene, SK_PROMISE_BUFFER, "two");
  put (&scene, "two", AT ("23", "10:00"), AT ("23", "10:30"));
  expect_one (&scene, SK_PROMISE_BUFFER, "two");
  put (&scene, "two", AT ("23", "10:45"), AT ("23", "11:15"));
  expect_one (&scene, SK_PROMISE_BUFFER, "two");
}

static void
test_unplaced_for_a_reason (void)
{
  Scene scene = good_scene ();
  Unplaced *line = &scene.unplaced[0];
  SkTaskInit *omega = task (&scene, "omega");

  omega->duration_hours = (double) NAN;
  *line = (Unplaced) { "omega", SK_UNPLACED_BAD_DURATION, 0, SK_CHANGE_REMOVED, NULL };
  expect_none (&scene);

  omega->duration_hours = 3.5;
  omega->earliest_start = when (AT ("27", "13:31"));
  *line = (Unplaced) { "omega", SK_UNPLACED_EARLIEST_START_BEYOND, 210, SK_CHANGE_REMOVED, NULL };
  expect_none (&scene);

  omega->earliest_start = when (AT ("27", "13:30"));
  line->why = SK_UNPLACED_NO_ROOM;
  expect_one (&scene, SK_PROMISE_NO_ROOM, "omega");
  scene.busy[1] = (Entry) { AT ("27", "16:59"), AT ("27", "18:00"), 0, "Farewell" };
  line->why = SK_UNPLACED_NO_ROOM;
  scene.lines[0].slack -= 15;
  scene.lines[3].slack -= 15;
  scene.lines[4].slack -= 15;
  expect_none (&scene);

  omega->earliest_start = (SkWhen) { 0 };
  omega->blocked_by = (const char *const[]) { "yankee", "backlog", NULL };
  scene.tasks[9] = (SkTaskInit) { .id = "backlog", .standing = SK_STANDING_BACKLOG };
  scene.left[2] = scene.left[1];
  scene.left[1] = scene.left[0];
  scene.left[0] = (Left) { "backlog", SK_LEFT_BACKLOG };
  *line = (Unplaced) { "omega", SK_UNPLACED_BLOCKER_UNPLACED, 210, SK_CHANGE_REMOVED, "backlog" };
  expect_none (&scene);
  line->blocker = "yankee";
  expect_one (&scene, SK_PROMISE_UNPLACED_WHY, "omega");
}

/* One task that fills all there is of a day on which the clock is put. */
typedef struct
{
  const char *name;
  const char *zone, *at;
  SkRange     range;
  int         slot;
  double      hours;
  const char *start, *end;      /* NULL: it is too long */
  const char *wrong;            /* a start that breaks the promise below; or NULL */
  const char *wrong_end;
  SkPromise   promise;
} ClockRow;

static const ClockRow clock_rows[] = {
  { "an-hour-more-in-Berlin", "Europe/Berlin", "2026-10-25T00:00:00+02:00",
    { 60, 240 }, 15, 4, "2026-10-25T01:00:00+02:00", "2026-10-25T04:00:00+01:00",
    "2026-10-25T01:15:00+02:00", "2026-10-25T04:15:00+01:00", SK_PROMISE_HOURS },
  { "not-two-hours-more", "Europe/Berlin", "2026-10-25T00:00:00+02:00",
    { 60, 240 }, 15, 4.25, NULL, NULL, NULL, NULL, 0 },
  { "an-hour-less-in-Berlin", "Europe/Berlin", "2026-03-29T00:00:00+01:00",
    { 60, 240 }, 15, 2, "2026-03-29T01:00:00+01:00", "2026-03-29T04:00:00+02:00",
    "2026-03-29T00:45:00+01:00", "2026-03-29T03:45:00+02:00", SK_PROMISE_HOURS },
  { "a-start-that-is-skipped", "America/New_York", "2026-03-08T00:00:00-05:00",
    { 150, 300 }, 30, 2, "2026-03-08T03:00:00-04:00", "2026-03-08T05:00:00-04:00",
    "2026-03-08T01:30:00-05:00", "2026-03-08T04:30:00-04:00", SK_PROMISE_HOURS },
  { "an-end-that-comes-twice", "America/New_York", "2026-11-01T00:00:00-04:00",
    { 0, 90 }, 30, 2.5, "2026-11-01T00:00:00-04:00", "2026-11-01T01:30:00-05:00",
    "2026-11-01T00:30:00-04:00", "2026-11-01T02:00:00-05:00", SK_PROMISE_HOURS },
  { "a-start-that-comes-twice", "America/New_York", "2026-11-01T00:00:00-04:00",
    { 60, 180 }, 60, 3, "2026-11-01T01:00:00-04:00", "2026-11-01T03:00:00-05:00",
    "2026-11-01T01:30:00-04:00", "2026-11-01T03:30:00-05:00", SK_PROMISE_GRID },
  { "half-an-hour-in-Lord-Howe", "Australia/Lord_Howe", "2026-04-05T00:00:00+11:00",
    { 0, 180 }, 30, 3.5, "2026-04-05T00:00:00+11:00", "2026-04-05T03:00:00+10:30",
    NULL, NULL, 0 },
  { "the-grid-counts-elapsed-time", "Australia/Lord_Howe", "2026-04-05T00:00:00+11:00",
    { 150, 360 }, 60, 3, "2026-04-05T02:30:00+10:30", "2026-04-05T05:30:00+10:30",
    "2026-04-05T03:00:00+10:30", "2026-04-05T06:00:00+10:30", SK_PROMISE_GRID },
  { "a-day-without-midnight", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00",
    { 0, 180 }, 15, 2, "2018-11-04T01:00:00-02:00", "2018-11-04T03:00:00-02:00",
    NULL, NULL, 0 },
  { "the-end-of-a-long-evening", "America/Sao_Paulo", "2018-02-17T12:00:00-02:00",
    { 22 * 60, 1440 }, 15, 3, "2018-02-17T22:00:00-02:00", "2018-02-18T00:00:00-03:00",
    NULL, NULL, 0 },
  { "quarters-in-Chatham", "Pacific/Chatham", "2026-09-27T00:00:00+12:45",
    { 165, 285 }, 15, 1, "2026-09-27T03:45:00+13:45", "2026-09-27T04:45:00+13:45",
    NULL, NULL, 0 },
};

static void
test_clock (gconstpointer data)
{
  const ClockRow *row = data;
  gboolean fits = row->start != NULL;
  Scene scene = {
    .zone = row->zone, .at = row->at, .slot = row->slot, .days = 1, .ranges = { row->range },
    .tasks = { { .id = "all", .has_duration = TRUE, .duration_hours = row->hours } },
  };

  if (fits)
    scene.lines[0] = (Line) { .id = "all", .start = row->start, .end = row->end,
                              .change = SK_CHANGE_NEW };
  else
    scene.unplaced[0] = (Unplaced) { "all", SK_UNPLACED_TOO_LONG, (int) (row->hours * 60),
                                     SK_CHANGE_KEPT, NULL };
  expect_none (&scene);

  if (row->wrong == NULL)
    return;

  put (&scene, "all", row->wrong, row->wrong_end);
  expect_one (&scene, row->promise, "all");
}

static void
change (GArray     *changes,
        SkSnapshot *snapshot,
        const char *id,
        SkSpan      after)
{
  SkChange one = { .task = find_task (snapshot, id), .after = after };

  g_array_append_val (changes, one);
}

static void
expect_world (const Scene *scene,
              const char  *id,
              SkSpan       after,
              int          promise)
{
  g_autoptr(SkRules) rules = make_rules (scene);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (scene);
  g_autoptr(GArray) changes = sk_change_array_new ();

  change (changes, snapshot, id, after);

  g_autoptr(GArray) complaints = sk_plan_check_world (snapshot, rules, iso (scene->at), changes);

  say (complaints, rules);
  if (promise < 0)
    {
      g_assert_cmpuint (complaints->len, ==, 0);
      return;
    }

  g_assert_cmpuint (complaints->len, ==, 1);
  g_assert_cmpint (g_array_index (complaints, SkComplaint, 0).promise, ==, promise);
}

/* --- due dates, from scratch --- */

static const char *const after_prep[] = { "prep", NULL };

/* Three hours of one day.  High would begin at nine, if Low and what it waits
 * for did not have to be done by ten; Least finds no room. */
static Scene
promise_scene (void)
{
  return (Scene) {
    .zone = "Europe/Berlin", .at = AT ("23", "08:00"), .slot = 15, .days = 1,
    .stability = SK_STABILITY_REBUILD, .ranges = { { 9 * 60, 12 * 60 } },
    .tasks = {
      { .id = "high", .title = "High", .ranked = TRUE, .rank = 9, .has_duration = TRUE,
        .duration_hours = 2 },
      { .id = "least", .title = "Least", .has_duration = TRUE, .duration_hours = 1 },
      { .id = "low", .title = "Low", .ranked = TRUE, .rank = 1, .has_duration = TRUE,
        .duration_hours = 0.5, .due = when (AT ("23", "10:00")), .blocked_by = after_prep },
      { .id = "prep", .title = "Prep", .has_duration = TRUE, .duration_hours = 0.5 },
    },
    .lines = {
      { .id = "prep", .start = AT ("23", "09:00"), .end = AT ("23", "09:30"), .position = 2,
        .change = SK_CHANGE_NEW, .why = SK_WHY_DUE_RESCUE },
      { .id = "low", .start = AT ("23", "09:30"), .end = AT ("23", "10:00"), .position = 3,
        .due = AT ("23", "10:00"), .change = SK_CHANGE_NEW, .why = SK_WHY_DUE_RESCUE },
      { .id = "high", .start = AT ("23", "10:00"), .end = AT ("23", "12:00"), .position = 1,
        .change = SK_CHANGE_NEW,
        .blocked = { { AT ("23", "00:00"), AT ("23", "09:00"), SK_BLOCKED_BY_HOURS, NULL },
                     { AT ("23", "09:00"), AT ("23", "09:30"), SK_BLOCKED_BY_PROMISE, "Prep" },
                     { AT ("23", "09:30"), AT ("23", "10:00"), SK_BLOCKED_BY_PROMISE, "Low" } } },
    },
    .unplaced = {
      { .id = "least", .why = SK_UNPLACED_NO_ROOM, .minutes = 60, .change = SK_CHANGE_KEPT,
        .blocked = { { AT ("23", "00:00"), AT ("23", "09:00"), SK_BLOCKED_BY_HOURS, NULL },
                     { AT ("23", "09:30"), AT ("23", "10:00"), SK_BLOCKED_BY_TASK, "Low" },
                     { AT ("23", "10:00"), AT ("23", "12:00"), SK_BLOCKED_BY_TASK, "High" },
                     { AT ("23", "12:00"), AT ("24", "00:00"), SK_BLOCKED_BY_HOURS, NULL } } },
    },
  };
}

SPOIL (say_nothing, (void) s)
SPOIL (call_a_promise_a_task, line (s, "high")->blocked[2].by = SK_BLOCKED_BY_TASK)
SPOIL (call_the_important_a_promise, s->unplaced[0].blocked[1].by = SK_BLOCKED_BY_PROMISE)
SPOIL (call_a_task_a_pin, s->unplaced[0].blocked[2].by = SK_BLOCKED_BY_PIN)
SPOIL (leave_noon_open, s->unplaced[0].blocked[3].start = NULL;
       s->ranges[0].end_minute = 12 * 60 + 45)
SPOIL (rescue_the_undue, line (s, "high")->why = SK_WHY_DUE_RESCUE)
SPOIL (rescue_from_nobody, task (s, "high")->rank = 0.5; line (s, "high")->position = 3;
       line (s, "prep")->position = 1; line (s, "low")->position = 2;
       line (s, "prep")->why = SK_WHY_EARLIEST_FIT)
SPOIL (rescue_without_due_dates, s->no_due_dates = TRUE;
       line (s, "prep")->why = SK_WHY_EARLIEST_FIT)
SPOIL (wait_without_due_dates, s->no_due_dates = TRUE;
       line (s, "prep")->why = line (s, "low")->why = SK_WHY_EARLIEST_FIT;
       line (s, "high")->blocked[0].start = NULL)
SPOIL (wait_for_the_undue, task (s, "low")->due = ((SkWhen) { 0 }); line (s, "low")->due = NULL;
       line (s, "prep")->why = line (s, "low")->why = SK_WHY_EARLIEST_FIT;
       line (s, "high")->blocked[0].start = NULL)

static const Row promise_rows[] = {
  { "the-promised-go-first", say_nothing, SK_N_PROMISES, NULL },
  { "the-less-important-is-in-the-way", call_a_promise_a_task, SK_PROMISE_TRUE, "high" },
  { "the-more-important-is-a-promise", call_the_important_a_promise, SK_PROMISE_TRUE, "least" },
  { "a-task-is-called-a-pin", call_a_task_a_pin, SK_PROMISE_TRUE, "least" },
  { "a-start-without-room-is-not-explained", leave_noon_open, SK_PROMISE_COVER, "least" },
  { "rescued-without-a-due-date", rescue_the_undue, SK_PROMISE_WHY, "high" },
  { "rescued-from-nobody", rescue_from_nobody, SK_PROMISE_WHY, "low" },
  { "rescued-though-due-dates-are-off", rescue_without_due_dates, SK_PROMISE_WHY, "low" },
  { "waits-though-due-dates-are-off", wait_without_due_dates, SK_PROMISE_RANK, "high" },
  { "waits-for-the-undue", wait_for_the_undue, SK_PROMISE_RANK, "high" },
};

/* --- moves of a steady plan --- */

/* Move had a place on Tuesday that it could have kept, and goes to Monday. */
static Scene
steady_scene (void)
{
  return (Scene) {
    .zone = "Europe/Berlin", .at = AT ("23", "08:00"), .slot = 15, .days = 2,
    .ranges = { { 9 * 60, 11 * 60 } },
    .tasks = {
      { .id = "boss", .title = "Boss", .ranked = TRUE, .rank = 9, .has_duration = TRUE,
        .duration_hours = 1 },
      { .id = "move", .title = "Move", .ranked = TRUE, .rank = 1, .has_duration = TRUE,
        .duration_hours = 1, .scheduled_start = when (AT ("24", "09:00")),
        .scheduled_end = when (AT ("24", "10:00")) },
    },
    .lines = {
      { .id = "boss", .start = AT ("23", "09:00"), .end = AT ("23", "10:00"),
        .slack = DAY + HOUR, .change = SK_CHANGE_NEW },
      { .id = "move", .start = AT ("23", "10:00"), .end = AT ("23", "11:00"),
        .slack = DAY, .change = SK_CHANGE_MOVED, .why = SK_WHY_FILL_TODAY },
    },
  };
}

/* Move had Monday at nine, which Boss took. */
static void
take_its_place (Scene *s)
{
  task (s, "move")->scheduled_start = when (AT ("23", "09:00"));
  task (s, "move")->scheduled_end = when (AT ("23", "10:00"));
  line (s, "move")->why = SK_WHY_DISPLACED;
}

SPOIL (come_earlier, line (s, "move")->why = SK_WHY_EARLIER)
SPOIL (fit_for_no_reason, line (s, "move")->why = SK_WHY_EARLIEST_FIT)
SPOIL (fit_after_a_loss, fit_for_no_reason (s); line (s, "move")->lost = SK_LOST_TASK)
SPOIL (lose_to_a_meeting, fit_for_no_reason (s); line (s, "move")->lost = SK_LOST_BUSY)
SPOIL (lose_to_an_empty_day, fit_for_no_reason (s); line (s, "move")->lost = SK_LOST_DAY_FULL)
SPOIL (be_displaced_by_nobody, line (s, "move")->why = SK_WHY_DISPLACED)
SPOIL (fill_nothing, s->no_fill_today = TRUE)
SPOIL (fill_the_same_day, task (s, "move")->scheduled_start = when (AT ("23", "09:30"));
       task (s, "move")->scheduled_end = when (AT ("23", "10:30")))
SPOIL (come_earlier_by_being_later, take_its_place (s); line (s, "move")->why = SK_WHY_EARLIER)
SPOIL (leave_what_was_not_possible, come_earlier (s);
       task (s, "move")->scheduled_start = when (AT ("24", "09:05"));
       task (s, "move")->scheduled_end = when (AT ("24", "10:05")))
SPOIL (come_earlier_and_keep_all, come_earlier (s); s->stability = SK_STABILITY_KEEP_ALL)

static const Row steady_rows[] = {
  { "today-is-filled", say_nothing, SK_N_PROMISES, NULL },
  { "it-comes-earlier", come_earlier, SK_N_PROMISES, NULL },
  { "it-is-displaced", take_its_place, SK_N_PROMISES, NULL },
  { "it-lost-its-place", fit_after_a_loss, SK_N_PROMISES, NULL },
  { "moved-for-no-reason", fit_for_no_reason, SK_PROMISE_WHY, "move" },
  { "lost-to-a-meeting-that-is-not-there", lose_to_a_meeting, SK_PROMISE_WHY, "move" },
  { "lost-to-a-limit-that-is-not-there", lose_to_an_empty_day, SK_PROMISE_WHY, "move" },
  { "displaced-by-nobody", be_displaced_by_nobody, SK_PROMISE_WHY, "move" },
  { "today-is-not-to-be-filled", fill_nothing, SK_PROMISE_WHY, "move" },
  { "it-was-today-before", fill_the_same_day, SK_PROMISE_WHY, "move" },
  { "earlier-is-later", come_earlier_by_being_later, SK_PROMISE_WHY, "move" },
  { "it-could-not-stay", leave_what_was_not_possible, SK_PROMISE_WHY, "move" },
  { "all-are-to-be-kept", come_earlier_and_keep_all, SK_PROMISE_WHY, "move" },
};

/* --- the limit of a day --- */

/* Two hours of four may be filled, a quarter of one on Monday is busy. */
static Scene
limit_scene (void)
{
  return (Scene) {
    .zone = "Europe/Berlin", .at = AT ("23", "08:00"), .slot = 15, .days = 2, .limit = 50,
    .stability = SK_STABILITY_REBUILD, .ranges = { { 9 * 60, 13 * 60 } },
    .busy = { { AT ("23", "09:03"), AT ("23", "09:07"), 0, "Call" } },
    .tasks = {
      { .id = "one", .title = "One", .ranked = TRUE, .rank = 9, .has_duration = TRUE,
        .duration_hours = 1 },
      { .id = "three", .title = "Three", .has_duration = TRUE, .duration_hours = 0.5 },
      { .id = "two", .title = "Two", .ranked = TRUE, .rank = 5, .has_duration = TRUE,
        .duration_hours = 1 },
    },
    .lines = {
      { .id = "one", .start = AT ("23", "09:15"), .end = AT ("23", "10:15"),
        .slack = DAY + 2 * HOUR + 45, .change = SK_CHANGE_NEW },
      { .id = "three", .start = AT ("23", "10:15"), .end = AT ("23", "10:45"),
        .slack = DAY + 2 * HOUR + 15, .change = SK_CHANGE_NEW },
      { .id = "two", .start = AT ("24", "09:00"), .end = AT ("24", "10:00"),
        .slack = 3 * HOUR, .change = SK_CHANGE_NEW,
        .blocked = { { AT ("23", "00:00"), AT ("24", "00:00"), SK_BLOCKED_BY_LIMIT, NULL },
                     { AT ("24", "00:00"), AT ("24", "09:00"), SK_BLOCKED_BY_HOURS, NULL } } },
    },
  };
}

SPOIL (find_no_room_for_two_hours,
       s->tasks[3] = ((SkTaskInit) { .id = "zoo", .has_duration = TRUE, .duration_hours = 2 });
       s->unplaced[0] = ((Unplaced) {
         .id = "zoo", .why = SK_UNPLACED_NO_ROOM, .minutes = 2 * HOUR, .change = SK_CHANGE_KEPT,
         .blocked = { { AT ("23", "00:00"), AT ("24", "00:00"), SK_BLOCKED_BY_LIMIT, NULL },
                      { AT ("24", "00:00"), AT ("25", "00:00"), SK_BLOCKED_BY_LIMIT, NULL } } }))
SPOIL (be_longer_than_a_day, find_no_room_for_two_hours (s); s->tasks[3].duration_hours = 2.25;
       s->unplaced[0].minutes = 2 * HOUR + 15; s->unplaced[0].why = SK_UNPLACED_TOO_LONG;
       s->unplaced[0].longest = 2 * HOUR)
SPOIL (call_the_hours_the_longest, be_longer_than_a_day (s); s->unplaced[0].longest = 4 * HOUR)
SPOIL (call_two_hours_too_long, find_no_room_for_two_hours (s);
       s->unplaced[0].why = SK_UNPLACED_TOO_LONG)
SPOIL (overlook_half_an_hour, find_no_room_for_two_hours (s);
       s->tasks[3].duration_hours = 1; s->unplaced[0].minutes = HOUR)
SPOIL (overfill_a_day, put (s, "two", AT ("23", "10:15"), AT ("23", "11:15"));
       put (s, "three", AT ("23", "11:15"), AT ("23", "11:45")))
SPOIL (forget_a_minute_of_busy, overfill_a_day (s); put (s, "three", AT ("24", "09:00"),
       AT ("24", "09:30")))
SPOIL (overlook_what_is_left, put (s, "three", AT ("24", "10:00"), AT ("24", "10:30")))
SPOIL (slip_into_a_full_day, s->tasks[3] = ((SkTaskInit) { .id = "zoo", .has_duration = TRUE,
                                                           .duration_hours = 1 });
       s->lines[3] = ((Line) { .id = "zoo", .start = AT ("24", "10:00"),
                               .end = AT ("24", "11:00"), .slack = 2 * HOUR,
                               .change = SK_CHANGE_NEW });
       line (s, "three")->slack = 2 * HOUR + 15)
SPOIL (call_a_day_full, line (s, "two")->blocked[1].by = SK_BLOCKED_BY_LIMIT)
SPOIL (call_two_days_full, line (s, "two")->blocked[0].end = AT ("24", "00:15"))

static const Row limit_rows[] = {
  { "a-day-is-filled-so-far", say_nothing, SK_N_PROMISES, NULL },
  { "no-day-has-room", find_no_room_for_two_hours, SK_N_PROMISES, NULL },
  { "longer-than-a-day", be_longer_than_a_day, SK_N_PROMISES, NULL },
  { "the-longest-is-not-the-hours", call_the_hours_the_longest, SK_PROMISE_UNPLACED_WHY, "zoo" },
  { "not-too-long-for-an-empty-day", call_two_hours_too_long, SK_PROMISE_UNPLACED_WHY, "zoo" },
  { "room-is-overlooked", overlook_half_an_hour, SK_PROMISE_NO_ROOM, "zoo" },
  { "a-day-is-too-full", overfill_a_day, SK_PROMISE_LIMIT, "three" },
  { "a-touched-slot-counts", forget_a_minute_of_busy, SK_PROMISE_LIMIT, "two" },
  { "what-is-left-is-overlooked", overlook_what_is_left, SK_PROMISE_EARLIEST, "three" },
  { "slack-stops-at-a-full-day", slip_into_a_full_day, SK_PROMISE_SLACK, "one" },
  { "a-day-is-not-full", call_a_day_full, SK_PROMISE_TRUE, "two" },
  { "a-limit-is-that-of-one-day", call_two_days_full, SK_PROMISE_TRUE, "two" },
};

/* --- why due dates are missed --- */

/* Two free hours on Monday, and three tasks that would all like one. */
static Scene
late_scene (void)
{
  return (Scene) {
    .zone = "Europe/Berlin", .at = AT ("23", "08:00"), .slot = 15, .days = 2, .bound = 1,
    .stability = SK_STABILITY_REBUILD, .ranges = { { 9 * 60, 12 * 60 } },
    .busy = { { AT ("23", "10:00"), AT ("23", "11:00"), 0, "Call" } },
    .tasks = {
      { .id = "a", .title = "A", .ranked = TRUE, .rank = 9, .has_duration = TRUE,
        .duration_hours = 1, .due = date (2026, 11, 23) },
      { .id = "b", .title = "B", .ranked = TRUE, .rank = 8, .has_duration = TRUE,
        .duration_hours = 1, .due = date (2026, 11, 23) },
      { .id = "c", .title = "C", .ranked = TRUE, .rank = 1, .has_duration = TRUE,
        .duration_hours = 1, .due = when (AT ("23", "11:30")) },
    },
    .lines = {
      { .id = "a", .start = AT ("23", "09:00"), .end = AT ("23", "10:00"),
        .due = AT ("23", "12:00"), .change = SK_CHANGE_NEW },
      { .id = "b", .start = AT ("23", "11:00"), .end = AT ("23", "12:00"),
        .due = AT ("23", "12:00"), .change = SK_CHANGE_NEW },
      { .id = "c", .start = AT ("24", "09:00"), .end = AT ("24", "10:00"),
        .due = AT ("23", "11:30"), .change = SK_CHANGE_NEW, .late = SK_LATE_NO_TIME },
    },
  };
}

static void
forget_due (Scene      *s,
            const char *id,
            int         slack)
{
  task (s, id)->due = (SkWhen) { 0 };
  line (s, id)->due = NULL;
  line (s, id)->slack = slack;
}

/* It would take an hour and a half. */
static void
take_too_long (Scene *s)
{
  task (s, "c")->duration_hours = 1.5;
  line (s, "c")->end = AT ("24", "10:30");
  line (s, "c")->late = SK_LATE_NO_STRETCH;
}

/* It waits for B, which by itself could be done by ten. */
static const char *const after_b[] = { "b", NULL };

static void
wait_too_long (Scene *s)
{
  task (s, "c")->blocked_by = after_b;
  task (s, "c")->due = when (AT ("23", "11:45"));
  line (s, "c")->due = AT ("23", "11:45");
  line (s, "c")->late = SK_LATE_BLOCKER_LATE;
}

#define CALL(what) line (s, "c")->late = SK_LATE_ ## what

SPOIL (give_it_to_others, CALL (PROMISED_TO_OTHERS))
SPOIL (give_up, CALL (SEARCH_LIMIT))
SPOIL (say_there_is_no_stretch, CALL (NO_STRETCH))
SPOIL (say_blockers_are_late, CALL (BLOCKER_LATE))
SPOIL (say_it_was_due_before, CALL (PAST_DUE))
SPOIL (say_nobody_asked, CALL (NOT_ASKED))
SPOIL (ask_nobody, s->no_due_dates = TRUE; CALL (NOT_ASKED))
SPOIL (ask_nobody_and_have_no_time, s->no_due_dates = TRUE)
SPOIL (have_time, s->bound = 0; forget_due (s, "b", DAY))
SPOIL (leave_it_to_b, have_time (s); give_it_to_others (s))
SPOIL (leave_it_to_nobody, have_time (s); forget_due (s, "a", DAY + 2 * HOUR);
       give_it_to_others (s))
SPOIL (call_the_avoidable_hopeless, leave_it_to_b (s); s->bound = 1)
SPOIL (give_up_too_many, s->bound = 2)
SPOIL (give_up_the_long, take_too_long (s); give_up (s))
SPOIL (give_up_the_waiting, wait_too_long (s); give_up (s))
SPOIL (be_due_at_once, task (s, "c")->due = when (s->at);
       line (s, "c")->due = s->at; CALL (PAST_DUE))
SPOIL (count_what_waits, /* B is due when what waits for it is */
       s->bound = 0; forget_due (s, "b", 0); task (s, "b")->rank = 0.5;
       s->tasks[3] = ((SkTaskInit) { .id = "d", .ranked = TRUE, .rank = 8, .has_duration = TRUE,
                                     .duration_hours = 0.5, .blocked_by = after_b,
                                     .due = date (2026, 11, 23) });
       s->ranges[0].end_minute = 12 * 60 + 30;
       s->busy[1] = ((Entry) { AT ("24", "12:00"), AT ("24", "12:30"), 0, "Call" });
       s->lines[3] = ((Line) { .id = "d", .start = AT ("23", "12:00"), .end = AT ("23", "12:30"),
                               .due = AT ("23", "12:30"), .change = SK_CHANGE_NEW });
       line (s, "a")->due = AT ("23", "12:30"))

static const Row late_rows[] = {
  { "there-is-no-time", say_nothing, SK_N_PROMISES, NULL },
  { "it-is-promised-to-others", give_it_to_others, SK_N_PROMISES, NULL },
  { "the-search-was-given-up", give_up, SK_N_PROMISES, NULL },
  { "there-is-no-stretch", take_too_long, SK_N_PROMISES, NULL },
  { "it-waits-too-long", wait_too_long, SK_N_PROMISES, NULL },
  { "it-was-due-already", be_due_at_once, SK_N_PROMISES, NULL },
  { "nobody-asked", ask_nobody, SK_N_PROMISES, NULL },
  { "what-waits-counts", count_what_waits, SK_N_PROMISES, NULL },
  { "there-is-a-stretch", say_there_is_no_stretch, SK_PROMISE_LATE_WHY, "c" },
  { "it-waits-for-nobody", say_blockers_are_late, SK_PROMISE_LATE_WHY, "c" },
  { "it-was-not-due-yet", say_it_was_due_before, SK_PROMISE_LATE_WHY, "c" },
  { "somebody-asked", say_nobody_asked, SK_PROMISE_LATE_WHY, "c" },
  { "nobody-asked-and-that-is-why", ask_nobody_and_have_no_time, SK_PROMISE_LATE_WHY, "c" },
  { "there-is-time", have_time, SK_PROMISE_LATE_WHY, "c" },
  { "one-other-will-do", leave_it_to_b, SK_N_PROMISES, NULL },
  { "no-other-has-a-promise", leave_it_to_nobody, SK_PROMISE_LATE_WHY, "c" },
  { "no-stretch-comes-first", give_up_the_long, SK_PROMISE_LATE_WHY, "c" },
  { "late-blockers-come-first", give_up_the_waiting, SK_PROMISE_LATE_WHY, "c" },
  { "not-hopeless-in-every-plan", call_the_avoidable_hopeless, SK_PROMISE_BOUND, NULL },
  { "more-hopeless-than-late", give_up_too_many, SK_PROMISE_BOUND, NULL },
};

typedef struct
{
  const char  *name;
  Scene      (*make) (void);
  const Row   *rows;
  gsize        n_rows;
} Table;

#define TABLE(name) { #name, name ## _scene, name ## _rows, G_N_ELEMENTS (name ## _rows) }

static const Table tables[] = {
  TABLE (promise),
  TABLE (steady),
  TABLE (limit),
  TABLE (late),
};

static void
test_table (gconstpointer data)
{
  const Table *table = data;

  for (gsize i = 0; i < table->n_rows; i++)
    {
      const Row *row = &table->rows[i];
      Scene scene = table->make ();

      g_test_message ("%s", row->name);
      row->spoil (&scene);
      if (row->promise == SK_N_PROMISES)
        expect_none (&scene);
      else
        expect_one (&scene, row->promise, row->id);
    }
}

/* One line is written, everything else stays as the source has it. */
static void
test_world (void)
{
  Scene scene = good_scene ();

  expect_world (&scene, "alpha", span (AT ("23", "09:00"), AT ("23", "10:00")), -1);
  expect_world (&scene, "omega", (SkSpan) { 0, 0 }, -1);
  expect_world (&scene, "alpha", span (AT ("23", "10:00"), AT ("23", "11:00")), SK_PROMISE_BUSY);
  expect_world (&scene, "alpha", span (AT ("25", "10:00"), AT ("25", "11:00")),
                SK_PROMISE_OVERLAP);
  expect_world (&scene, "epsilon", span (AT ("23", "13:30"), AT ("23", "14:00")),
                SK_PROMISE_BLOCKER);
  expect_world (&scene, "delta", span (AT ("26", "18:00"), AT ("26", "19:00")),
                SK_PROMISE_FIXED);
  expect_world (&scene, "zeta", span (AT ("26", "15:00"), AT ("26", "16:00")),
                SK_PROMISE_LEFT_ALONE);
  expect_world (&scene, "zulu", span (AT ("26", "15:00"), AT ("26", "16:00")), SK_PROMISE_ONCE);
}

/* Gamma's two hours on Wednesday and Yankee's one on Tuesday are there whatever
 * we write; a day that somebody else filled is only judged if we add to it. */
static void
test_world_with_limit (void)
{
  Scene scene = good_scene ();

  scene.limit = 40;
  expect_world (&scene, "alpha", span (AT ("23", "09:00"), AT ("23", "10:00")), -1);
  expect_world (&scene, "beta", span (AT ("24", "10:00"), AT ("24", "11:30")), -1);
  expect_world (&scene, "alpha", span (AT ("25", "11:00"), AT ("25", "12:00")),
                SK_PROMISE_LIMIT);
  scene.limit = 20;
  expect_world (&scene, "epsilon", (SkSpan) { 0, 0 }, -1);
  expect_world (&scene, "beta", span (AT ("24", "10:00"), AT ("24", "11:30")),
                SK_PROMISE_LIMIT);
}

/* Each promise has a sentence of its own, with names and local times. */
static void
test_words (void)
{
  Scene scene = good_scene ();
  g_autoptr(SkRules) rules = make_rules (&scene);
  g_autoptr(SkTask) one = sk_task_new (&(SkTaskInit) { .id = "x", .title = "50%2$s off" });
  g_autoptr(SkTask) two = sk_task_new (&(SkTaskInit) { .id = "the-id", .title = "" });
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int promise = 0; promise < SK_N_PROMISES; promise++)
    {
      SkComplaint complaint = { (SkPromise) promise, one, two,
                                span (AT ("23", "09:00"), AT ("23", "10:30")) };
      char *text = sk_words_dup_complaint (&complaint, rules);

      g_assert_true (promise == SK_PROMISE_BOUND || strstr (text, "“50%2$s off”") != NULL);
      g_assert_true (g_str_has_suffix (text, "."));
      if (promise == SK_PROMISE_OVERLAP)
        g_assert_cmpstr (text, ==, "“50%2$s off” (Mon 23 Nov 09:00–10:30) overlaps “the-id”.");
      g_assert_true (g_hash_table_add (seen, text));
    }
}

static void
test_good (void)
{
  Scene scene = good_scene ();

  expect_none (&scene);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-check/a-good-plan-passes", test_good);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/plan-check/finds/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_spoiled);
    }

  g_test_add_func ("/plan-check/finds/placements-out-of-order", test_unsorted);
  g_test_add_func ("/plan-check/circles-are-named", test_circles);
  g_test_add_func ("/plan-check/what-runs-is-fixed", test_running);
  g_test_add_func ("/plan-check/buffers-are-kept", test_buffers);
  g_test_add_func ("/plan-check/reasons-not-to-place-are-true", test_unplaced_for_a_reason);

  for (gsize i = 0; i < G_N_ELEMENTS (clock_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/plan-check/clock/", clock_rows[i].name, NULL);

      g_test_add_data_func (path, &clock_rows[i], test_clock);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strconcat ("/plan-check/table/", tables[i].name, NULL);

      g_test_add_data_func (path, &tables[i], test_table);
    }

  g_test_add_func ("/plan-check/the-world-after-a-write", test_world);
  g_test_add_func ("/plan-check/the-world-with-a-limit", test_world_with_limit);
  g_test_add_func ("/plan-check/says-what-is-wrong", test_words);

  return g_test_run ();
}
