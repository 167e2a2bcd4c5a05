/* test-planner-worlds.c — the promises, in thousands of random worlds
 *
 * The worlds are the same on every run.  SLOTKEEPER_WORLDS says how many,
 * SLOTKEEPER_WORLD names the only one to look at, after a failure.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-complaint-words.h"
#include "sk-diff.h"
#include "sk-plan-check.h"
#include "sk-planner.h"
#include "sk-why.h"
#include "sk-world.h"

#include <stdlib.h>

#define DEFAULT_WORLDS 20000

typedef void (*Promise) (SkWorld *world,
                         GRand   *rand);

static guint32 current_seed;

/* Says which world it was and what it looked like, then fails. */
static void
fail (SkWorld    *world,
      SkPlan     *plan,
      const char *why)
{
  g_autofree char *dump = sk_world_dup_dump (world);
  g_autofree char *text = sk_world_dup_plan (plan);

  g_printerr ("SLOTKEEPER_WORLD=%u: %s\n%s%s", current_seed, why, dump, text);
  g_error ("world %u: %s", current_seed, why);
}

static void
expect_none (SkWorld *world,
             SkPlan  *plan,
             GArray  *complaints)
{
  if (complaints->len == 0)
    return;

  g_autofree char *why =
    sk_words_dup_complaint (&g_array_index (complaints, SkComplaint, 0), world->rules);

  fail (world, plan, why);
}

static void
expect_good (SkWorld *world,
             SkPlan  *plan)
{
  g_autoptr(GArray) complaints = sk_plan_check (plan);

  expect_none (world, plan, complaints);
}

static void
expect_same (SkWorld    *world,
             SkPlan     *plan,
             SkPlan     *other,
             const char *why)
{
  g_autofree char *text = sk_world_dup_plan (plan);
  g_autofree char *other_text = sk_world_dup_plan (other);

  if (g_str_equal (text, other_text))
    return;

  g_printerr ("%s", other_text);
  fail (world, plan, why);
}

static SkPlan *
plan_world (SkWorld *world)
{
  return sk_planner_plan (world->snapshot, world->rules, world->at);
}

static void
keeps_every_promise (SkWorld *world,
                     GRand   *rand)
{
  g_autoptr(SkPlan) plan = plan_world (world);

  expect_good (world, plan);
}

static void
certificates_hold (SkWorld *world,
                   GRand   *rand)
{
  g_autoptr(SkPlan) plan = plan_world (world);
  g_autoptr(SkPlan) certified = sk_why_certify (plan);

  for (guint i = 0; i < sk_plan_get_n_placements (certified); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (certified, i);

      if (placement->fixed == SK_FIXED_NO && placement->why != SK_WHY_KEPT &&
          placement->blocked == NULL)
        fail (world, certified, "a placement has no certificate");
    }

  expect_good (world, certified);
}

static void
what_would_be_written_is_good (SkWorld *world,
                               GRand   *rand)
{
  g_autoptr(SkPlan) plan = plan_world (world);
  g_autoptr(GArray) changes = sk_diff (plan);
  g_autoptr(GArray) complaints =
    sk_plan_check_world (world->snapshot, world->rules, world->at, changes);

  expect_none (world, plan, complaints);
}

static void
says_the_same_twice (SkWorld *world,
                     GRand   *rand)
{
  g_autoptr(SkPlan) plan = plan_world (world);
  g_autoptr(SkPlan) again = plan_world (world);

  expect_same (world, plan, again, "two plans differ");
}

static void
order_of_input_is_nothing (SkWorld *world,
                           GRand   *rand)
{
  g_autoptr(SkWorld) shuffled = sk_world_shuffled (world, rand);
  g_autoptr(SkPlan) plan = plan_world (world);
  g_autoptr(SkPlan) other = plan_world (shuffled);

  expect_same (world, plan, other, "the order of the input shows");
}

static gboolean
changes_nothing (SkPlan *plan)
{
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    if (sk_plan_get_placement (plan, i)->change != SK_CHANGE_KEPT)
      return FALSE;

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    if (sk_plan_get_unplaced (plan, i)->change != SK_CHANGE_KEPT)
      return FALSE;

  return TRUE;
}

/* Writing can make something fixed, and that is another task: a pin without a
 * time gets one; from scratch, what begins at once is running. */
static gboolean
is_another_task (SkWorld *world,
                 SkPlan  *plan)
{
  gboolean from_scratch = sk_rules_get_stability (world->rules) == SK_STABILITY_REBUILD;

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      if (placement->fixed == SK_FIXED_NO &&
          (sk_task_is_pinned (placement->task) ||
           (from_scratch && placement->span.start == world->at)))
        return TRUE;
    }

  return FALSE;
}

static void
planning_again_changes_nothing (SkWorld *world,
                                GRand   *rand)
{
  g_autoptr(SkPlan) plan = plan_world (world);
  g_autoptr(SkWorld) written = sk_world_written (world, plan);
  g_autoptr(SkPlan) again = plan_world (written);
  g_autoptr(GArray) changes = sk_diff (again);

  expect_good (written, again);
  if (is_another_task (world, plan))
    return;
  if (!changes_nothing (again) || changes->len > 0 ||
      sk_plan_get_n_placements (again) != sk_plan_get_n_placements (plan))
    fail (written, again, "planning again changes something");
}

/* Some time later, nothing ahead moves that waits for nobody: what moves was
 * not finished in time, or waits for such a task. */
static void
the_clock_alone_moves_nothing (SkWorld *world,
                               GRand   *rand)
{
  g_autoptr(SkWorld) steady = sk_world_with_stability (world, SK_STABILITY_KEEP_ALL);
  g_autoptr(SkPlan) plan = plan_world (steady);
  g_autoptr(SkWorld) later = sk_world_written (steady, plan);

  later->at += g_rand_int_range (rand, 0, 2 * 24 * 60) * 60;

  g_autoptr(SkPlan) again = plan_world (later);

  expect_good (later, again);
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *was = sk_plan_get_placement (plan, i);
      const SkPlacement *is = sk_plan_find_placement (again, sk_task_get_id (was->task));

      if (was->span.end > later->at && sk_task_get_blocked_by (was->task) == NULL &&
          (is == NULL || !sk_span_equal (is->span, was->span)))
        fail (later, again, "the clock alone moved something");
    }
}

/* Whether the most important task that is late in one of them and not in the
 * other was late before because a search had been given up. */
static gboolean
was_found_after_all (SkPlan *plan,
                     SkPlan *again)
{
  const SkPlacement *first = NULL;

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *was = sk_plan_get_placement (plan, i);
      const SkPlacement *is = sk_plan_find_placement (again, sk_task_get_id (was->task));

      if (is != NULL && sk_placement_is_late (is) != sk_placement_is_late (was) &&
          (first == NULL || was->position < first->position))
        first = was;
    }

  return first != NULL && first->late_why == SK_LATE_SEARCH_LIMIT;
}

/* Until the first slot ends, on the same day, nothing moves at all, unless the
 * plan is made from scratch each time, or a due date that a search had given up
 * can be kept after all. */
static void
a_quiet_day_moves_nothing (SkWorld *world,
                           GRand   *rand)
{
  g_autoptr(SkPlan) plan = plan_world (world);
  g_autoptr(SkWorld) later = sk_world_written (world, plan);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (world->at);
  g_autoptr(GDateTime) local =
    g_date_time_to_timezone (now, sk_rules_get_zone (world->rules));
  gint64 minutes_left = 24 * 60 - g_date_time_get_hour (local) * 60 -
                        g_date_time_get_minute (local) - 61;
  gint64 until = world->at + MAX (minutes_left, 0) * 60;

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    until = MIN (until, MAX (sk_plan_get_placement (plan, i)->span.end - 60, world->at));

  if (sk_rules_get_stability (world->rules) == SK_STABILITY_REBUILD)
    return;

  later->at += until > world->at
                 ? g_rand_int_range (rand, 0, (gint32) (until - world->at)) / 60 * 60 : 0;

  g_autoptr(SkPlan) again = plan_world (later);

  expect_good (later, again);
  if (!is_another_task (world, plan) && !changes_nothing (again) &&
      !was_found_after_all (plan, again))
    fail (later, again, "the clock alone moved something on a quiet day");
}

/* --- due dates --- */

/* Where rank order has a task on time, and the other plan, which has all more
 * important ones as rank order has them, has not. */
static void
is_never_worse_than_rank_order (SkWorld *world,
                                GRand   *rand)
{
  g_autoptr(SkWorld) fresh = sk_world_with_stability (world, SK_STABILITY_REBUILD);
  g_autoptr(SkWorld) ranked = sk_world_without_due_dates (fresh);
  g_autoptr(SkPlan) plan = plan_world (fresh);
  g_autoptr(SkPlan) other = plan_world (ranked);
  gboolean misses = FALSE, differs = FALSE;
  guint first = G_MAXUINT;
  gboolean is_better = FALSE;

  for (guint i = 0; i < sk_snapshot_get_n_tasks (world->snapshot); i++)
    {
      const char *id = sk_task_get_id (sk_snapshot_get_task (world->snapshot, i));
      const SkPlacement *ours = sk_plan_find_placement (plan, id);
      const SkPlacement *theirs = sk_plan_find_placement (other, id);
      gboolean due = (ours != NULL && ours->due != G_MAXINT64) ||
                     (theirs != NULL && theirs->due != G_MAXINT64);
      gboolean ours_late = ours == NULL || sk_placement_is_late (ours);
      gboolean theirs_late = theirs == NULL || sk_placement_is_late (theirs);
      guint position = ours != NULL ? ours->position : theirs != NULL ? theirs->position : 0;

      differs |= (ours == NULL) != (theirs == NULL) ||
                 (ours != NULL && !sk_span_equal (ours->span, theirs->span));
      misses |= due && theirs_late && (theirs == NULL || theirs->late_why == SK_LATE_NOT_ASKED);
      if (due && ours_late != theirs_late && position < first)
        {
          first = position;
          is_better = !ours_late;
        }
    }

  if (!sk_rules_get_due_dates (world->rules))
    return;
  if (first != G_MAXUINT && !is_better)
    fail (fresh, plan, "rank order keeps due dates better");
  if (!misses && differs && sk_plan_get_n_unplaced (other) == 0)
    fail (fresh, plan, "rank order misses nothing, and is not the plan");
}

static gboolean
is_shifted (const SkPlacement *a,
            const SkPlacement *b,
            gint64             seconds)
{
  return g_str_equal (sk_task_get_id (a->task), sk_task_get_id (b->task)) &&
         a->span.start + seconds == b->span.start && a->span.end + seconds == b->span.end &&
         a->change == b->change && a->fixed == b->fixed && a->why == b->why &&
         a->late_why == b->late_why && a->slack == b->slack && a->warnings == b->warnings;
}

static void
weeks_later_is_the_same (SkWorld *world,
                         GRand   *rand)
{
  gint64 seconds;
  int weeks = g_rand_int_range (rand, -20, 20);
  g_autoptr(SkWorld) shifted = sk_world_shifted (world, weeks, &seconds);

  if (!sk_world_runs_evenly (world) || !sk_world_runs_evenly (shifted))
    return;

  g_autoptr(SkPlan) plan = plan_world (world);
  g_autoptr(SkPlan) other = plan_world (shifted);

  if (sk_plan_get_n_placements (plan) != sk_plan_get_n_placements (other))
    fail (shifted, other, "weeks later, other tasks are placed");
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    if (!is_shifted (sk_plan_get_placement (plan, i), sk_plan_get_placement (other, i), seconds))
      fail (shifted, other, "weeks later, the plan is another");
}

/* The least important of those that promise nothing. */
static const SkPlacement *
find_last (SkPlan *plan)
{
  const SkPlacement *last = NULL;
  gboolean due_dates = sk_rules_get_due_dates (sk_plan_get_rules (plan));

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      if (last == NULL || placement->position > last->position)
        last = placement;
    }

  if (last != NULL && (last->fixed != SK_FIXED_NO || (due_dates && last->due != G_MAXINT64)))
    return NULL;

  return last;
}

static SkWorld *
without (SkWorld *world,
         SkTask  *task)
{
  SkSnapshotInit init = { .tasks = sk_task_array_new (), .busy = sk_busy_array_new (),
                          .bans = sk_ban_array_new () };

  for (guint i = 0; i < sk_snapshot_get_n_tasks (world->snapshot); i++)
    {
      SkTask *other = sk_snapshot_get_task (world->snapshot, i);

      if (other != task)
        g_ptr_array_add (init.tasks, sk_task_ref (other));
    }

  for (guint i = 0; i < sk_snapshot_get_n_busy (world->snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (world->snapshot, i);

      sk_busy_array_add (init.busy, busy->span, busy->title);
    }

  for (guint i = 0; i < sk_snapshot_get_n_bans (world->snapshot); i++)
    {
      const SkBan *ban = sk_snapshot_get_ban (world->snapshot, i);

      sk_ban_array_add (init.bans, ban->task, ban->span);
    }

  SkWorld *self = g_new0 (SkWorld, 1);

  self->snapshot = sk_snapshot_new_take (&init);
  self->rules = sk_rules_ref (world->rules);
  self->at = world->at;

  return self;
}

/* From scratch, the least important task, without a due date, changes nobody. */
static void
the_last_changes_nobody (SkWorld *world,
                         GRand   *rand)
{
  g_autoptr(SkWorld) fresh = sk_world_with_stability (world, SK_STABILITY_REBUILD);
  g_autoptr(SkPlan) plan = plan_world (fresh);
  const SkPlacement *last = find_last (plan);

  if (last == NULL || sk_task_get_blocked_by (last->task) != NULL)
    return;

  g_autoptr(SkWorld) fewer = without (fresh, last->task);
  g_autoptr(SkPlan) other = plan_world (fewer);

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *was = sk_plan_get_placement (plan, i);
      const SkPlacement *is = sk_plan_find_placement (other, sk_task_get_id (was->task));

      if (was != last && (is == NULL || !sk_span_equal (is->span, was->span)))
        fail (fewer, other, "the least important task changed another");
    }
}

/* Without circles only: who leaves a circle may open it. */
static gboolean
has_circles (SkPlan *plan)
{
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    if (sk_plan_get_placement (plan, i)->cycle != 0)
      return TRUE;

  return FALSE;
}

static void
the_last_changes_nobody_without_circles (SkWorld *world,
                                         GRand   *rand)
{
  g_autoptr(SkPlan) plan = plan_world (world);

  if (!has_circles (plan))
    the_last_changes_nobody (world, rand);
}

static guint32
read_number (const char *name,
             guint32     fallback)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint32) strtoul (text, NULL, 10) : fallback;
}

static void
test_worlds (gconstpointer data)
{
  const Promise *promise = data;
  guint32 only = read_number ("SLOTKEEPER_WORLD", 0);
  guint32 n = read_number ("SLOTKEEPER_WORLDS", DEFAULT_WORLDS);

  for (current_seed = only > 0 ? only : 1; current_seed <= (only > 0 ? only : n); current_seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (current_seed ^ 0x5107);
      g_autoptr(SkWorld) world = sk_world_new_seeded (current_seed);

      (*promise) (world, rand);
    }
}

typedef struct
{
  const char *name;
  Promise     promise;
} Row;

static const Row rows[] = {
  { "keeps-every-promise",            keeps_every_promise },
  { "certificates-hold",              certificates_hold },
  { "what-would-be-written-is-good",  what_would_be_written_is_good },
  { "says-the-same-twice",            says_the_same_twice },
  { "order-of-input-is-nothing",      order_of_input_is_nothing },
  { "planning-again-changes-nothing", planning_again_changes_nothing },
  { "the-clock-alone-moves-nothing",  the_clock_alone_moves_nothing },
  { "a-quiet-day-moves-nothing",      a_quiet_day_moves_nothing },
  { "is-never-worse-than-rank-order", is_never_worse_than_rank_order },
  { "weeks-later-is-the-same",        weeks_later_is_the_same },
  { "the-last-changes-nobody",        the_last_changes_nobody_without_circles },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/worlds/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i].promise, test_worlds);
    }

  return g_test_run ();
}
