/* sk-diff.c — what would have to be written
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-diff.h"

/**
 * sk_diff:
 * @plan: a plan
 *
 * Returns: (transfer full) (element-type SkChange): a change for each task
 *   whose source holds something else than the plan, in the plan's order
 */
GArray *
sk_diff (SkPlan *plan)
{
  GArray *changes = sk_change_array_new ();

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);
      SkChange change = {
        .task = placement->task,
        .before_start = placement->before_start,
        .before_end = placement->before_end,
        .after = placement->span,
        .at = sk_plan_get_at (plan),
      };

      if (placement->change == SK_CHANGE_KEPT)
        continue;

      sk_task_ref (change.task);
      g_array_append_val (changes, change);
    }

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (plan, i);
      SkChange change = {
        .task = unplaced->task,
        .before_start = unplaced->before_start,
        .before_end = unplaced->before_end,
        .at = sk_plan_get_at (plan),
      };

      if (unplaced->change == SK_CHANGE_KEPT)
        continue;

      sk_task_ref (change.task);
      g_array_append_val (changes, change);
    }

  return changes;
}
