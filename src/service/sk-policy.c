/* sk-policy.c — what may be written without being shown first
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-policy.h"

/* Nobody is surprised by what was nowhere, or where nobody can go any more. */
static gboolean
is_small (SkPlan *plan)
{
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      if (placement->change == SK_CHANGE_MOVED ||
          (placement->change != SK_CHANGE_KEPT && sk_placement_is_late (placement)))
        return FALSE;
    }

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    if (sk_plan_get_unplaced (plan, i)->change == SK_CHANGE_REMOVED)
      return FALSE;

  return TRUE;
}

/**
 * sk_policy_may_write:
 * @apply: the person's standing rule
 * @plan: a plan
 *
 * Returns: whether that rule allows its changes (formats.md §4, "apply")
 */
gboolean
sk_policy_may_write (SkApply  apply,
                     SkPlan  *plan)
{
  switch (apply)
    {
    case SK_APPLY_AUTOMATIC:
      return TRUE;

    case SK_APPLY_SMALL:
      return is_small (plan);

    case SK_APPLY_REVIEW:
    default:
      return FALSE;
    }
}
