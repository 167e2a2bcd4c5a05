/* sk-hold.c — part of a plan refused: the rest is planned again
 *
 * What the person does not want changed is held where it is, as if they
 * planned it by hand: its slot is busy, and without one it gets none.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-hold.h"

#include <glib/gi18n-lib.h>

#include "sk-complaint-words.h"
#include "sk-diff.h"
#include "sk-error.h"
#include "sk-plan-check.h"
#include "sk-planner.h"

/* A slot that was missed is void: what waits for the task goes on waiting. */
static SkTask *
hold_task (SkTask *task,
           gint64  at)
{
  SkSpan span;
  gboolean is_missed = sk_task_get_scheduled_span (task, &span) && span.end <= at &&
                       !sk_task_is_pinned (task);

  /* what is not planned anyway needs no holding */
  if (sk_task_get_standing (task) != SK_STANDING_OPEN)
    return sk_task_ref (task);

  return sk_task_opt_out (task, !is_missed);
}

static SkSnapshot *
hold (SkPlan     *plan,
      GHashTable *held)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  GPtrArray *tasks = sk_task_array_new ();

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    {
      SkTask *task = sk_snapshot_get_task (snapshot, i);

      if (g_hash_table_contains (held, sk_task_get_id (task)))
        g_ptr_array_add (tasks, hold_task (task, sk_plan_get_at (plan)));
      else
        g_ptr_array_add (tasks, sk_task_ref (task));
    }

  return sk_snapshot_with_tasks_take (snapshot, tasks);
}

/* What is held may be where nothing should be; what is written may not. */
static gboolean
check_world (SkPlan      *before,
             SkPlan      *after,
             GError     **error)
{
  g_autoptr(GArray) changes = sk_diff (after);
  g_autoptr(GArray) complaints = sk_plan_check_world (sk_plan_get_snapshot (before),
                                                      sk_plan_get_rules (before),
                                                      sk_plan_get_at (before), changes);

  if (complaints->len == 0)
    return TRUE;

  g_autofree char *first =
    sk_words_dup_complaint (&g_array_index (complaints, SkComplaint, 0),
                            sk_plan_get_rules (before));

  /* Translators: %s is a sentence that says which promise would be broken */
  g_set_error (error, SK_ERROR, SK_ERROR_CONFLICT,
               _("This part cannot be written without the rest. %s"), first);
  return FALSE;
}

/**
 * sk_hold_plan:
 * @plan: a plan
 * @held: (element-type utf8): the ids of tasks that are not to be changed
 * @error: %SK_ERROR_CONFLICT if the rest cannot do without them
 *
 * Returns: (transfer full) (nullable): a plan of the same tasks at the same
 *   instant, in which nothing is changed of those that are held
 */
SkPlan *
sk_hold_plan (SkPlan      *plan,
              GHashTable  *held,
              GError     **error)
{
  g_autoptr(SkSnapshot) snapshot = hold (plan, held);
  g_autoptr(SkPlan) other = sk_planner_plan (snapshot, sk_plan_get_rules (plan),
                                             sk_plan_get_at (plan));

  if (!check_world (plan, other, error))
    return NULL;

  return g_steal_pointer (&other);
}
