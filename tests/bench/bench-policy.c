/* bench-policy.c — the rules that are compared, and what a move is
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench.h"

#include "sk-instance.h"
#include "sk-planner.h"

#define MOST_PASSES 5

/* Three peers, and then our own planner under different rules. */
const BenchPolicy bench_policies[BENCH_N_POLICIES] = {
  [BENCH_SCRIPT] =
    { "the Python script", bench_peers_plan_as_the_script },
  [BENCH_BY_SCORE] =
    { "FluidCalendar's way", bench_peers_plan_by_score, .each_morning = TRUE },
  [BENCH_BY_DUE_DATE] =
    { "earliest due date first", bench_peers_plan_by_due_date },
  [BENCH_KEEP_ALL] =
    { "keep all, no due dates", sk_planner_plan, SK_STABILITY_KEEP_ALL, FALSE, FALSE },
  [BENCH_REBUILD_BY_RANK] =
    { "rebuild, no due dates", sk_planner_plan, SK_STABILITY_REBUILD, FALSE, FALSE },
  [BENCH_REBUILD] =
    { "rebuild", sk_planner_plan, SK_STABILITY_REBUILD, TRUE, FALSE },
  [BENCH_STEADY_NOT_FILLED] =
    { "steady, today not filled", sk_planner_plan, SK_STABILITY_STEADY, TRUE, FALSE },
  [BENCH_STEADY] =
    { "steady", sk_planner_plan, SK_STABILITY_STEADY, TRUE, TRUE },
};

/**
 * bench_policy_apply:
 * @self: a policy
 * @world: (inout): an instance; gets these rules
 */
void
bench_policy_apply (const BenchPolicy *self,
                    SkWorld           *world)
{
  SkRules *rules = sk_instance_rules_new (sk_rules_get_zone_name (world->rules),
                                          sk_rules_get_days_ahead (world->rules),
                                          self->stability, self->due_dates, self->fill_today);

  sk_rules_unref (world->rules);
  world->rules = rules;
}

/**
 * bench_settle:
 * @policy: who plans
 * @world: an instance with the rules of @policy
 *
 * Plans, and writes the plan, until nothing is left to change.
 *
 * Returns: (transfer full): the world then
 */
SkWorld *
bench_settle (const BenchPolicy *policy,
              SkWorld           *world)
{
  SkWorld *settled = NULL;

  for (guint i = 0; i < MOST_PASSES; i++)
    {
      SkWorld *now = settled != NULL ? settled : world;
      g_autoptr(SkPlan) plan = (*policy->plan) (now->snapshot, now->rules, now->at);
      SkWorld *next;

      if (settled != NULL && !sk_plan_has_changes (plan))
        break;
      next = sk_world_written (now, plan);
      g_clear_pointer (&settled, sk_world_free);
      settled = next;
    }

  return settled;
}

static gboolean
is_over_something_busy (SkSnapshot *snapshot,
                        SkSpan      span)
{
  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    if (sk_span_overlaps (span, sk_snapshot_get_busy (snapshot, i)->span))
      return TRUE;

  return FALSE;
}

static void
count_one (BenchMoves *moves,
           SkPlan     *plan,
           SkTask     *task,
           gint64      length)
{
  SkSpan before;

  if (!sk_task_get_scheduled_span (task, &before) ||
      sk_span_length (before) != length ||
      is_over_something_busy (sk_plan_get_snapshot (plan), before))
    moves->forced++;
  else
    moves->moved++;
}

/* Placements are in order of time: whoever begins before the furthest end so
 * far lies over the one that reaches there. */
static guint
count_over (SkPlan *plan)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  const SkPlacement *furthest = NULL;
  guint n = 0;

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      n += is_over_something_busy (snapshot, placement->span) ||
           (furthest != NULL && placement->span.start < furthest->span.end);
      if (furthest == NULL || placement->span.end > furthest->span.end)
        furthest = placement;
    }

  return n;
}

/**
 * bench_moves_count:
 * @plan: a plan
 *
 * A place that has passed is no move, and neither is a first one.
 *
 * Returns: how many tasks lose a place that was still ahead, and how many lie
 *   over something
 */
BenchMoves
bench_moves_count (SkPlan *plan)
{
  BenchMoves moves = { .over = count_over (plan) };

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      if (placement->change == SK_CHANGE_MOVED)
        count_one (&moves, plan, placement->task, sk_span_length (placement->span));
    }

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (plan, i);

      if (unplaced->change == SK_CHANGE_REMOVED)
        count_one (&moves, plan, unplaced->task, unplaced->length);
    }

  return moves;
}
