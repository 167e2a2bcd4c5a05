/* sk-tell.c — the plan, once everything is decided
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-tell.h"

#include "sk-capacity.h"

static SkChangeKind
get_change (const SkJob *job,
            SkSpan       place)
{
  SkSpan present;

  if (sk_task_get_scheduled_span (job->task, &present) && sk_span_equal (place, present))
    return SK_CHANGE_KEPT;
  if (!job->has_present)
    return SK_CHANGE_NEW;

  return job->is_past ? SK_CHANGE_MISSED : SK_CHANGE_MOVED;
}

static SkSpan
get_place (SkAgenda    *self,
           const SkJob *job)
{
  SkSpan span = { 0, 0 };

  if (job->role != SK_JOB_FIXED)
    return sk_horizon_get_place (self->horizon, job->place, job->n_slots);

  sk_task_get_scheduled_span (job->task, &span);
  return span;
}

static gint64
get_slack (SkAgenda    *self,
           const SkJob *job)
{
  if (job->role == SK_JOB_FIXED || job->latest == job->place)
    return 0;

  return sk_horizon_get_start (self->horizon, job->latest) -
         sk_horizon_get_start (self->horizon, job->place);
}

static void
add_placement (SkAgenda    *self,
               const SkJob *job,
               GArray      *placements)
{
  SkSpan place = get_place (self, job);
  SkChangeKind change = get_change (job, place);
  SkPlacement placement = {
    .task = sk_task_ref (job->task),
    .span = place,
    .before_start = sk_task_get_scheduled_start (job->task),
    .before_end = sk_task_get_scheduled_end (job->task),
    .due = job->due,
    .slack = get_slack (self, job),
    .position = (guint) (job - self->jobs) + 1,
    .cycle = job->cycle,
    .warnings = job->warnings,
    .change = change,
    .fixed = job->fixed,
    .why = job->why,
    .lost = change == SK_CHANGE_KEPT ? SK_LOST_NOTHING : job->lost,
    .late_why = job->late_why,
    .is_promised = job->is_promised,
  };

  g_array_append_val (placements, placement);
}

/* The blocker because of which there is no place for @job. */
static SkTask *
get_lacking (SkAgenda    *self,
             const SkJob *job)
{
  if (job->unplaced != SK_UNPLACED_BLOCKER_UNPLACED)
    return NULL;

  return job->lacking >= 0 ? self->jobs[job->lacking].task : job->missing_blocker;
}

static void
add_unplaced (SkAgenda    *self,
              const SkJob *job,
              GArray      *array)
{
  SkTask *lacking = get_lacking (self, job);
  SkUnplaced unplaced = {
    .task = sk_task_ref (job->task),
    .blocker = lacking != NULL ? sk_task_ref (lacking) : NULL,
    .before_start = sk_task_get_scheduled_start (job->task),
    .before_end = sk_task_get_scheduled_end (job->task),
    .length = job->n_slots * self->horizon->slot,
    .longest = sk_free_time_get_longest (self->open) * self->horizon->slot,
    .position = (guint) (job - self->jobs) + 1,
    .cycle = job->cycle,
    .warnings = job->warnings,
    .why = job->unplaced,
    .change = job->has_present && !job->is_past ? SK_CHANGE_REMOVED : SK_CHANGE_KEPT,
  };

  g_array_append_val (array, unplaced);
}

static int
compare_placements (gconstpointer a,
                    gconstpointer b)
{
  return sk_placement_compare (a, b);
}

static int
compare_left_alone (gconstpointer a,
                    gconstpointer b)
{
  const SkLeftAlone *one = a;
  const SkLeftAlone *other = b;

  return strcmp (sk_task_get_id (one->task), sk_task_get_id (other->task));
}

static GArray *
list_left_alone (SkAgenda *self)
{
  GArray *array = sk_left_alone_array_new ();

  for (int i = self->n_eligible; i < self->n_jobs; i++)
    {
      SkLeftAlone left = { sk_task_ref (self->jobs[i].task), self->jobs[i].left };

      g_array_append_val (array, left);
    }

  g_array_sort (array, compare_left_alone);
  return array;
}

/**
 * sk_tell_plan:
 * @self: an agenda in which everything is decided
 *
 * Returns: (transfer full): the plan
 */
SkPlan *
sk_tell_plan (SkAgenda *self)
{
  g_autoptr(GPtrArray) due = sk_capacity_list_due (self);
  SkPlanInit init = {
    .snapshot = self->snapshot,
    .rules = self->rules,
    .at = self->at,
    .placements = sk_placement_array_new (),
    .unplaced = sk_unplaced_array_new (),
    .left_alone = list_left_alone (self),
    .capacity = sk_capacity_measure (self, due),
    .lower_bound_late = sk_capacity_get_least_late (self, due),
  };

  for (int i = 0; i < self->n_eligible; i++)
    {
      const SkJob *job = &self->jobs[i];

      if (job->role != SK_JOB_FIXED && job->place == SK_NOWHERE)
        add_unplaced (self, job, init.unplaced);
      else
        add_placement (self, job, init.placements);
    }

  g_array_sort (init.placements, compare_placements);

  return sk_plan_new_take (&init);
}
