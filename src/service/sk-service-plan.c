/* sk-service-plan.c — the plan that is shown: all of it, less what is held
 *
 *   what was read ── pins, refused places, own moves ──► the whole plan
 *   the whole plan ── what was taken back, what is unchecked ──► the plan
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-service-private.h"

#include "sk-diff.h"
#include "sk-discards.h"
#include "sk-hold.h"
#include "sk-planner.h"

/**
 * sk_service_amend:
 * @self: a service
 * @snapshot: what the sources say
 * @at: now, Unix seconds
 *
 * Returns: (transfer full): that, with what the person said besides
 */
SkSnapshot *
sk_service_amend (SkService  *self,
                  SkSnapshot *snapshot,
                  gint64      at)
{
  g_autoptr(SkSnapshot) amended = sk_memory_amend (self->memory, snapshot);

  if (!self->settings->keep_my_moves)
    return g_steal_pointer (&amended);

  return sk_past_amend (self->past, amended, self->memory, at);
}

/* What nobody asks about any more need not be remembered. */
static void
forget_excepted (SkService *self)
{
  g_autoptr(GArray) changes = sk_diff (self->whole);
  g_autoptr(GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < changes->len; i++)
    g_hash_table_add (changed,
                      (char *) sk_task_get_id (g_array_index (changes, SkChange, i).task));

  g_hash_table_iter_init (&iter, self->excepted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (changed, id))
      g_hash_table_iter_remove (&iter);
}

/* The ids of tasks that are to be left alone; they live as long as both the
 * whole plan and the exceptions. */
static GHashTable *
list_held (SkService  *self,
           GError    **error)
{
  g_autoptr(SkDiscards) discards = sk_discards_load (sk_journal_get_folder (self->journal), error);
  g_autoptr(GHashTable) held = NULL;
  GHashTableIter iter;
  gpointer id;

  if (discards == NULL)
    return NULL;

  held = sk_discards_choose_held (discards, self->whole);
  self->shows_unwanted = self->shows_all && g_hash_table_size (held) > 0;
  if (self->shows_all)
    g_hash_table_remove_all (held);

  g_hash_table_iter_init (&iter, self->excepted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (held, id);

  return g_steal_pointer (&held);
}

static SkPlan *
hold (SkService  *self,
      GError    **error)
{
  g_autoptr(GHashTable) held = list_held (self, error);

  if (held == NULL)
    return NULL;
  if (g_hash_table_size (held) == 0)
    return sk_plan_ref (self->whole);

  return sk_hold_plan (self->whole, held, error);
}

/**
 * sk_service_hold_again:
 * @self: a service with a whole plan
 *
 * Makes the plan that is shown, without what is held.  Where the rest cannot
 * do without it, everything is shown, and why is said.
 */
void
sk_service_hold_again (SkService *self)
{
  g_autoptr(GError) error = NULL;
  SkPlan *plan;

  forget_excepted (self);
  plan = hold (self, &error);
  if (plan == NULL)
    {
      sk_service_add_notice (self, error->message);
      g_hash_table_remove_all (self->excepted);
      self->shows_all = self->shows_unwanted = TRUE;
      plan = sk_plan_ref (self->whole);
    }

  g_clear_pointer (&self->plan, sk_plan_unref);
  self->plan = plan;
}

/**
 * sk_service_take_plan:
 * @self: a service
 * @plan: (transfer full): the whole plan from now on
 */
void
sk_service_take_plan (SkService *self,
                      SkPlan    *plan)
{
  g_clear_pointer (&self->whole, sk_plan_unref);
  self->whole = plan;
  sk_service_hold_again (self);
}

/**
 * sk_service_plan_again:
 * @self: a service
 *
 * Plans what was read once more, after the person said something else.
 */
void
sk_service_plan_again (SkService *self)
{
  gint64 now = sk_service_now (self);

  if (self->whole == NULL)
    return;

  g_autoptr(SkSnapshot) snapshot = sk_service_amend (self, self->read, now);

  sk_service_take_plan (self, sk_planner_plan (snapshot, sk_plan_get_rules (self->whole), now));
}

/**
 * sk_service_settle:
 * @self: a service
 * @written: (element-type utf8 SkSpan): ids of tasks, and where they are by now
 *
 * Goes on from what was written without reading it again: what the sources
 * answered is what was meant.
 */
void
sk_service_settle (SkService  *self,
                   GHashTable *written)
{
  GPtrArray *tasks = sk_task_array_new ();

  for (guint i = 0; i < sk_snapshot_get_n_tasks (self->read); i++)
    {
      SkTask *task = sk_snapshot_get_task (self->read, i);
      const SkSpan *place = g_hash_table_lookup (written, sk_task_get_id (task));

      g_ptr_array_add (tasks, place != NULL ? sk_task_with_scheduled (task, *place)
                                            : sk_task_ref (task));
    }

  SkSnapshot *read = sk_snapshot_with_tasks_take (self->read, tasks);

  sk_snapshot_unref (self->read);
  self->read = read;
  sk_service_plan_again (self);
}
