/* sk-cycle.c — one turn: sources → snapshot → plan
 *
 * A cycle has no memory.  It is given everything it needs, reads each
 * source once, all at the same time, and answers with a plan.  Calendars come
 * after the tasks, which may say whose days are planned, and how many.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-cycle.h"

#include "sk-calendars.h"
#include "sk-error.h"
#include "sk-planner.h"
#include "sk-task-source.h"
#include "sk-trace.h"
#include "sk-why.h"

typedef struct
{
  SkCycleInit   init;           /* what it points to is owned */
  SkSnapshot  **parts;          /* one per source, in their order */
  guint         n_parts;
  SkSnapshot   *busy;           /* (nullable): what calendars say */
  GError       *worst;
  guint         n_pending;
} Cycle;

static void
cycle_free (Cycle *cycle)
{
  g_clear_object (&cycle->init.sources);
  g_clear_object (&cycle->init.calendars);
  g_strfreev ((char **) cycle->init.addresses);
  g_clear_pointer (&cycle->init.rules, sk_rules_unref);
  for (guint i = 0; i < cycle->n_parts; i++)
    g_clear_pointer (&cycle->parts[i], sk_snapshot_unref);
  g_free (cycle->parts);
  g_clear_pointer (&cycle->busy, sk_snapshot_unref);
  g_clear_error (&cycle->worst);
  g_free (cycle);
}

/* The rules to plan by: those the tasks came with, else the person's, with
 * what was asked for this once. */
static SkRules *
choose_rules (const SkCycleInit *init,
              SkSnapshot        *snapshot)
{
  SkRules *own = sk_snapshot_get_rules (snapshot);
  g_autoptr(SkRules) rules = sk_rules_ref (own != NULL ? own : init->rules);

  if (init->full)
    {
      g_autoptr(SkRules) others = g_steal_pointer (&rules);
      rules = sk_rules_with_stability (others, SK_STABILITY_REBUILD);
    }
  if (init->days_ahead > 0)
    {
      g_autoptr(SkRules) others = g_steal_pointer (&rules);
      rules = sk_rules_with_days_ahead (others, init->days_ahead);
    }

  return g_steal_pointer (&rules);
}

static GPtrArray *
list_parts (Cycle *cycle)
{
  GPtrArray *parts = g_ptr_array_new ();

  for (guint i = 0; i < cycle->n_parts; i++)
    g_ptr_array_add (parts, cycle->parts[i]);
  if (cycle->busy != NULL)
    g_ptr_array_add (parts, cycle->busy);

  return parts;
}

/* The whole program, in a few lines. */
static SkPlan *
think (Cycle *cycle)
{
  SK_TRACE ("think");
  g_autoptr(GPtrArray) parts = list_parts (cycle);
  g_autoptr(SkSnapshot) merged = sk_snapshot_merge (parts);
  g_autoptr(SkSnapshot) snapshot =
    cycle->init.amend != NULL
      ? cycle->init.amend (merged, cycle->init.at, cycle->init.amend_data)
      : sk_snapshot_ref (merged);
  g_autoptr(SkRules) rules = choose_rules (&cycle->init, snapshot);
  g_autoptr(SkPlan) plan = sk_planner_plan (snapshot, rules, cycle->init.at);

  return cycle->init.certify ? sk_why_certify (plan) : g_steal_pointer (&plan);
}

/* --- calendars --- */

static void
on_calendars_read (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Cycle *cycle = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) readings = sk_calendars_read_finish (result, &error);
  g_autoptr(GPtrArray) parts = list_parts (cycle);
  g_autoptr(GHashTable) placements = sk_blocking_list_placements (parts);

  if (readings == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  cycle->busy = sk_calendars_judge (cycle->init.calendars, readings, &(SkCalendarsRules) {
    .addresses = cycle->init.addresses,
    .placements = placements,
    .hide_titles = cycle->init.hide_titles,
    .at = cycle->init.at,
  });
  g_task_return_pointer (task, think (cycle), (GDestroyNotify) sk_plan_unref);
}

/* A day more on either side: what ends there may keep a buffer free here. */
static void
read_calendars (GTask *task)
{
  Cycle *cycle = g_task_get_task_data (task);
  g_autoptr(GPtrArray) parts = list_parts (cycle);
  g_autoptr(SkSnapshot) tasks = sk_snapshot_merge (parts);
  g_autoptr(SkRules) rules = choose_rules (&cycle->init, tasks);
  SkSpan span = sk_span_widen (sk_calendars_choose_span (rules, cycle->init.at), 86400);

  sk_calendars_read_async (cycle->init.calendars, span, sk_rules_get_zone (rules),
                           g_task_get_cancellable (task), on_calendars_read, g_object_ref (task));
}

/* --- tasks --- */

/* Called once per source, and once more by the function that started them:
 * the count begins at one, so the task cannot return while we still loop. */
static void
finish_one (GTask  *task,
            GError *error)     /* (transfer full) (nullable) */
{
  Cycle *cycle = g_task_get_task_data (task);

  if (error != NULL && sk_error_is_worse (error, cycle->worst))
    {
      g_clear_error (&cycle->worst);
      cycle->worst = g_steal_pointer (&error);
    }
  g_clear_error (&error);

  g_assert (cycle->n_pending > 0);
  if (--cycle->n_pending > 0)
    return;

  if (cycle->worst != NULL)
    g_task_return_error (task, g_steal_pointer (&cycle->worst));
  else if (cycle->init.calendars != NULL)
    read_calendars (task);
  else
    g_task_return_pointer (task, think (cycle), (GDestroyNotify) sk_plan_unref);
}

/* Whose answer it is: the part of that number is its place. */
typedef struct
{
  GTask *task;
  guint  part;
} Fetch;

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Fetch *fetch = user_data;
  g_autoptr(GTask) task = fetch->task;
  Cycle *cycle = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  cycle->parts[fetch->part] = sk_task_source_fetch_finish (SK_TASK_SOURCE (source), result, &error);
  finish_one (task, g_steal_pointer (&error));
}

/**
 * sk_cycle_run_async:
 * @init: everything it needs
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all sources and plans what they hold.  One source that cannot be
 * read fails the whole: a plan without its tasks would take their time.  A
 * calendar that cannot be read is a doubt of the plan's snapshot.
 */
void
sk_cycle_run_async (const SkCycleInit   *init,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Cycle *cycle = g_new0 (Cycle, 1);

  cycle->init = *init;
  g_object_ref (cycle->init.sources);
  if (init->calendars != NULL)
    g_object_ref (cycle->init.calendars);
  cycle->init.addresses = (const char *const *) g_strdupv ((char **) init->addresses);
  sk_rules_ref (cycle->init.rules);
  cycle->n_parts = g_list_model_get_n_items (init->sources);
  cycle->parts = g_new0 (SkSnapshot *, cycle->n_parts);
  cycle->n_pending = 1;
  g_task_set_source_tag (task, sk_cycle_run_async);
  g_task_set_task_data (task, cycle, (GDestroyNotify) cycle_free);

  for (guint i = 0; i < cycle->n_parts; i++)
    {
      g_autoptr(SkTaskSource) source = g_list_model_get_item (init->sources, i);
      Fetch *fetch = g_new (Fetch, 1);

      *fetch = (Fetch) { g_object_ref (task), i };
      cycle->n_pending++;
      sk_task_source_fetch_async (source, cancellable, on_fetched, fetch);
    }

  finish_one (task, NULL);
}

/**
 * sk_cycle_run_finish:
 * @result: what the callback was given
 * @error: the worst of what went wrong
 *
 * Returns: (transfer full) (nullable): the plan
 */
SkPlan *
sk_cycle_run_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
