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

#define DEFAULT_WORLDS 3000

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

static void
planning_again_changes_nothing (SkWorld *world,
                                GRand   *rand)
{
  g_autoptr(SkPlan) plan = plan_world (world);
  g_autoptr(SkWorld) written = sk_world_written (world, plan);
  g_autoptr(SkPlan) again = plan_world (written);
  g_autoptr(GArray) changes = sk_diff (again);

  expect_good (written, again);
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

static const SkPlacement *
find_last_turn (SkPlan *plan)
{
  const SkPlacement *last = NULL;

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      if (placement->fixed == SK_FIXED_NO && (last == NULL || placement->turn > last->turn))
        last = placement;
    }

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

/* From scratch, whoever chose last changed nobody's place. */
static void
the_last_changes_nobody (SkWorld *world,
                         GRand   *rand)
{
  g_autoptr(SkWorld) fresh = sk_world_with_stability (world, SK_STABILITY_REBUILD);
  g_autoptr(SkPlan) plan = plan_world (fresh);
  const SkPlacement *last = find_last_turn (plan);

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
