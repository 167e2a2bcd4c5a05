/* sk-plan-check.c — the gate: what a plan promises, stated once more
 *
 * It shares nothing with the planner: neither its calendar nor its idea of
 * what is free nor its order.  A plan is read, not trusted.  What a plan says
 * is judged in steps, each of which takes the one before for granted: its lists,
 * its facts and places, its reasons, what else there was to choose.  A step is
 * left out after a complaint, for one broken promise should make one.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-plan-check.h"

#include "sk-check-private.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkCheck, sk_check_clear)
typedef void (*Step) (SkCheck *check);

static void
check_facts_and_rules (SkCheck *check)
{
  sk_check_graph_apply (check);
  sk_check_facts (check);
  sk_check_rules (check);
}

/* Once every place keeps the rules: who promises what, and what is free. */
static void
survey (SkCheck *check)
{
  sk_check_order_promises (check);

  check->base = sk_check_free_new (check);
  check->whole = sk_check_free_new (check);
  for (guint i = 0; i < check->rows->len; i++)
    if (g_array_index (check->rows, SkCheckRow, i).judged)
      sk_check_free_add (check->whole, i);
}

static const Step steps[] = {
  sk_check_lists,
  check_facts_and_rules,
  survey,
  sk_check_late,
  sk_check_whys,
  sk_check_unplaced,
  sk_check_earliest,
  sk_check_certificates,
  sk_check_mode,
  sk_check_slack,
};

/**
 * sk_plan_check:
 * @plan: any plan, with certificates or without
 *
 * Holds the plan against the snapshot and the rules it was made from.
 *
 * Returns: (transfer full) (element-type SkComplaint): the promises it breaks; empty if none
 */
GArray *
sk_plan_check (SkPlan *plan)
{
  g_return_val_if_fail (plan != NULL, NULL);

  g_auto(SkCheck) check = { NULL };

  sk_check_init (&check, sk_plan_get_snapshot (plan), sk_plan_get_rules (plan),
                 sk_plan_get_at (plan));
  check.plan = plan;

  for (guint i = 0; i < G_N_ELEMENTS (steps) && check.complaints->len == 0; i++)
    steps[i] (&check);

  return g_steal_pointer (&check.complaints);
}

/* Where a task stands that is not written: a slot that has passed is void. */
static void
leave_in_place (SkCheck    *check,
                SkCheckRow *row)
{
  if (sk_check_is_fixed (row) ||
      (row->role == SK_CHECK_FREE && row->source.end > check->at))
    row->place = row->source;
}

static void
write_change (SkCheck        *check,
              const SkChange *change)
{
  guint i;

  if (!sk_snapshot_find (check->snapshot, sk_task_get_id (change->task), &i))
    {
      sk_complaint_array_add (check->complaints, SK_PROMISE_ONCE, change->task, NULL,
                              change->after);
      return;
    }

  SkCheckRow *row = &g_array_index (check->rows, SkCheckRow, i);

  if (row->listed++ > 0)
    sk_check_complain (check, SK_PROMISE_ONCE, row, NULL, change->after);
  if (row->role == SK_CHECK_LEFT_ALONE)
    sk_check_complain (check, SK_PROMISE_LEFT_ALONE, row, NULL, change->after);
  else if (row->role != SK_CHECK_FREE)
    sk_check_complain (check, SK_PROMISE_FIXED, row, NULL, change->after);
  row->place = change->after;
  row->judged = !sk_span_is_empty (change->after);
}

/**
 * sk_plan_check_world:
 * @snapshot: what the sources hold
 * @rules: by which rules
 * @at: the planning instant
 * @changes: (element-type SkChange): what would be written
 *
 * Looks at the world as it would be after the write: the changes plus
 * everything that is not written.  What is written has to keep every rule,
 * also against what is not; what is not written was not our doing, and is
 * judged by nobody.
 *
 * Returns: (transfer full) (element-type SkComplaint): the promises it breaks; empty if none
 */
GArray *
sk_plan_check_world (SkSnapshot *snapshot,
                     SkRules    *rules,
                     gint64      at,
                     GArray     *changes)
{
  g_return_val_if_fail (snapshot != NULL && rules != NULL && changes != NULL, NULL);

  g_auto(SkCheck) check = { NULL };

  sk_check_init (&check, snapshot, rules, at);
  for (guint i = 0; i < check.rows->len; i++)
    leave_in_place (&check, &g_array_index (check.rows, SkCheckRow, i));
  for (guint i = 0; i < changes->len; i++)
    write_change (&check, &g_array_index (changes, SkChange, i));

  if (check.complaints->len == 0)
    {
      sk_check_graph_apply (&check);
      sk_check_rules (&check);
    }

  return g_steal_pointer (&check.complaints);
}
