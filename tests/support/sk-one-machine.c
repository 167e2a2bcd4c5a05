/* sk-one-machine.c — the classic case: one machine, due dates, and as few late jobs as can be
 *
 * The machine is a day of 24 hours in slots of five minutes, long enough for
 * all jobs: nothing is cut by a break or by midnight.  For such cases the
 * best is known without a search, however many jobs there are: whether some
 * of them can all be on time is seen by taking them by due date (Jackson,
 * 1955).
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-one-machine.h"

#include <math.h>
#include <stdlib.h>

#define SLOT_MINUTES 5
#define SLOT ((gint64) SLOT_MINUTES * 60)
#define SLOTS_A_DAY (SK_MINUTES_A_DAY / SLOT_MINUTES)

/* Monday, 5 January 2026. */
#define MIDNIGHT ((gint64) 20458 * 24 * 60 * 60)

/* Processing times are 1 to 100, as published; that many make a slot, or the
 * jobs would not fit into one day. */
#define LONGEST 100
#define UNITS_A_SLOT 10

/**
 * sk_one_machine_rules_new:
 * @slot_minutes: the grid
 * @days_ahead: the horizon
 *
 * Returns: (transfer full): rules with hours all day long
 */
SkRules *
sk_one_machine_rules_new (int slot_minutes,
                          int days_ahead)
{
  static const SkRange range = { 0, SK_MINUTES_A_DAY };
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GArray) hours = sk_ranges_new ();
  SkRulesInit init = {
    .zone_name = "UTC",
    .zone = zone,
    .slot_minutes = slot_minutes,
    .days_ahead = days_ahead,
    .stability = SK_STABILITY_REBUILD,
    .due_dates = TRUE,
    .default_duration_hours = SK_DEFAULT_DURATION_HOURS,
    .day_limit_percent = SK_DEFAULT_DAY_LIMIT_PERCENT,
  };

  g_array_append_val (hours, range);
  for (guint i = 0; i < 7; i++)
    init.week[i] = hours;

  return sk_rules_new (&init);
}

/* --- making --- */

static int
compare_importance (gconstpointer a,
                    gconstpointer b)
{
  const SkOneMachineJob *one = a, *other = b;

  if (one->rank > other->rank || one->rank < other->rank)
    return one->rank > other->rank ? -1 : 1;
  if (one->due != other->due)
    return one->due < other->due ? -1 : 1;
  if (one->length != other->length)
    return one->length < other->length ? -1 : 1;

  return one->number < other->number ? -1 : 1;
}

static double
roll_rank (const SkOneMachineJob *job,
           SkOneMachineRanks      ranks,
           GRand                 *rand)
{
  switch (ranks)
    {
    case SK_ONE_MACHINE_ANY:
      return 1 + g_rand_int_range (rand, 0, 10);

    case SK_ONE_MACHINE_SHORT_FIRST:
      return 1 + LONGEST - job->length;

    case SK_ONE_MACHINE_EQUAL:
    default:
      return 0;
    }
}

/**
 * sk_one_machine_roll:
 * @self: (out caller-allocates): a case, always the same for both
 * @knobs: what it is made of
 * @seed: a number
 *
 * Due dates are uniform around the share of the work that can be on time; one
 * that would lie before the beginning is the beginning.
 */
void
sk_one_machine_roll (SkOneMachine            *self,
                     const SkOneMachineKnobs *knobs,
                     guint32                  seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  double work = 0;

  g_assert (knobs->n_jobs <= SK_ONE_MACHINE_MOST);
  self->n = knobs->n_jobs;
  for (guint i = 0; i < self->n; i++)
    {
      int units = g_rand_int_range (rand, 1, LONGEST + 1);

      self->jobs[i] = (SkOneMachineJob) {
        .length = (units + UNITS_A_SLOT - 1) / UNITS_A_SLOT,
        .number = i + 1,
      };
      work += self->jobs[i].length;
    }

  g_assert (work <= SLOTS_A_DAY);
  for (guint i = 0; i < self->n; i++)
    {
      double from = work * (1 - knobs->tardiness - knobs->range / 2);
      double to = work * (1 - knobs->tardiness + knobs->range / 2);
      double due = from + (to - from) * g_rand_double (rand);

      self->jobs[i].due = CLAMP ((int) lround (due), 0, SLOTS_A_DAY);
      self->jobs[i].rank = roll_rank (&self->jobs[i], knobs->ranks, rand);
    }

  qsort (self->jobs, self->n, sizeof (SkOneMachineJob), compare_importance);
}

static SkTask *
task_of (const SkOneMachineJob *job)
{
  g_autofree char *id = g_strdup_printf ("j%03u", job->number);
  SkTaskInit init = {
    .id = id,
    .title = id,
    .ranked = job->rank > 0,
    .rank = job->rank,
    .has_duration = TRUE,
    .duration_hours = job->length * SLOT_MINUTES / 60.0,
    .due = sk_when_instant (MIDNIGHT + job->due * SLOT),
  };

  return sk_task_new (&init);
}

/**
 * sk_one_machine_world_new:
 * @self: a case
 *
 * Returns: (transfer full): the same for a planner
 */
SkWorld *
sk_one_machine_world_new (const SkOneMachine *self)
{
  SkSnapshotInit init = { .tasks = sk_task_array_new () };
  SkWorld *world = g_new0 (SkWorld, 1);

  for (guint i = 0; i < self->n; i++)
    g_ptr_array_add (init.tasks, task_of (&self->jobs[i]));
  world->snapshot = sk_snapshot_new_take (&init);
  world->rules = sk_one_machine_rules_new (SLOT_MINUTES, 1);
  world->at = MIDNIGHT;

  return world;
}

/**
 * sk_one_machine_read:
 * @self: a case
 * @plan: a plan of its world
 * @on_time: (out caller-allocates): per job, whether it is
 */
void
sk_one_machine_read (const SkOneMachine *self,
                     SkPlan             *plan,
                     gboolean           *on_time)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *id = g_strdup_printf ("j%03u", self->jobs[i].number);
      const SkPlacement *placement = sk_plan_find_placement (plan, id);

      on_time[i] = placement != NULL &&
                   placement->span.end <= MIDNIGHT + self->jobs[i].due * SLOT;
    }
}

/* --- the best --- */

static void
list_by_due (const SkOneMachine     *self,
             const SkOneMachineJob **by_due)
{
  for (guint i = 0; i < self->n; i++)
    {
      guint k = i;

      for (; k > 0 && by_due[k - 1]->due > self->jobs[i].due; k--)
        by_due[k] = by_due[k - 1];
      by_due[k] = &self->jobs[i];
    }
}

/* Whether all that are marked can be on time: by due date, none is late. */
static gboolean
can_all_be (const SkOneMachine     *self,
            const SkOneMachineJob **by_due,
            const gboolean         *on_time)
{
  int end = 0;

  for (guint i = 0; i < self->n; i++)
    {
      if (!on_time[by_due[i] - self->jobs])
        continue;
      end += by_due[i]->length;
      if (end > by_due[i]->due)
        return FALSE;
    }

  return TRUE;
}

/**
 * sk_one_machine_find_best:
 * @self: a case
 * @on_time: (out caller-allocates): per job, whether it is on time in the best plan
 *
 * The most important first, each if all before it can still be on time too: no
 * other answer is better in the order of planner.md §3.
 */
void
sk_one_machine_find_best (const SkOneMachine *self,
                          gboolean           *on_time)
{
  const SkOneMachineJob *by_due[SK_ONE_MACHINE_MOST];

  list_by_due (self, by_due);
  for (guint i = 0; i < self->n; i++)
    on_time[i] = FALSE;
  for (guint i = 0; i < self->n; i++)
    {
      on_time[i] = TRUE;
      on_time[i] = can_all_be (self, by_due, on_time);
    }
}

/**
 * sk_one_machine_count_least_late:
 * @self: a case
 *
 * By due date, and whenever one would be late the longest so far is left out
 * (Moore and Hodgson, 1968).
 *
 * Returns: how many jobs are late at least, whatever is important
 */
guint
sk_one_machine_count_least_late (const SkOneMachine *self)
{
  const SkOneMachineJob *by_due[SK_ONE_MACHINE_MOST];
  gboolean is_in[SK_ONE_MACHINE_MOST] = { FALSE };
  guint n_late = 0;
  int end = 0;

  list_by_due (self, by_due);
  for (guint i = 0; i < self->n; i++)
    {
      guint longest = i;

      is_in[i] = TRUE;
      end += by_due[i]->length;
      if (end <= by_due[i]->due)
        continue;

      for (guint k = 0; k < i; k++)
        if (is_in[k] && by_due[k]->length > by_due[longest]->length)
          longest = k;
      is_in[longest] = FALSE;
      end -= by_due[longest]->length;
      n_late++;
    }

  return n_late;
}
