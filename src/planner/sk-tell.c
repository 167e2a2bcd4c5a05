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

  sk_task_get_fixed_span (job->task, &span);
  return span;
}

static int
get_slack (SkAgenda    *self,
           const SkJob *job)
{
  if (job->role == SK_JOB_FIXED || job->latest == job->place)
    return 0;

  return (int) (sk_horizon_get_start (self->horizon, job->latest) -
                sk_horizon_get_start (self->horizon, job->place));
}

static SkPlacement
tell_placement (SkAgenda    *self,
                const SkJob *job)
{
  SkSpan place = get_place (self, job);
  SkChangeKind change = get_change (job, place);

  return (SkPlacement) {
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
}

/* The blocker because of which there is no place for @job. */
static SkTask *
ref_lacking (SkAgenda    *self,
             const SkJob *job)
{
  if (job->unplaced != SK_UNPLACED_BLOCKER_UNPLACED)
    return NULL;

  return sk_task_ref (self->jobs[job->lacking].task);
}

static SkUnplaced
tell_unplaced (SkAgenda    *self,
               const SkJob *job)
{
  return (SkUnplaced) {
    .task = sk_task_ref (job->task),
    .blocker = ref_lacking (self, job),
    .before_start = sk_task_get_scheduled_start (job->task),
    .before_end = sk_task_get_scheduled_end (job->task),
    .length = (int) (job->n_slots * self->horizon->slot),
    .longest = (int) (self->longest * self->horizon->slot),
    .position = (guint) (job - self->jobs) + 1,
    .cycle = job->cycle,
    .warnings = job->warnings,
    .why = job->unplaced,
    .change = job->has_present && !job->is_past ? SK_CHANGE_REMOVED : SK_CHANGE_KEPT,
  };
}

static gboolean
has_place (const SkJob *job)
{
  return job->role == SK_JOB_FIXED || job->place != SK_NOWHERE;
}

/* --- in the plan's order --- */

/* As sk_placement_compare() would have it, but of numbers of jobs; what is not
 * fixed is in the order of its positions. */
static int
compare_placed (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  SkAgenda *self = user_data;
  const SkJob *one = &self->jobs[*(const int *) a];
  const SkJob *other = &self->jobs[*(const int *) b];

  if (one->role != SK_JOB_FIXED && other->role != SK_JOB_FIXED)
    return one->place < other->place ? -1 : one->place > other->place;

  gint64 start = get_place (self, one).start;
  gint64 other_start = get_place (self, other).start;

  if (start != other_start)
    return start < other_start ? -1 : 1;

  return strcmp (sk_task_get_id (one->task), sk_task_get_id (other->task));
}

static SkPlacement *
list_placements (SkAgenda *self,
                 int       n)
{
  g_autofree int *placed = g_new (int, n);

  for (int i = 0, k = 0; i < self->n_eligible; i++)
    if (has_place (&self->jobs[i]))
      placed[k++] = i;
  g_qsort_with_data (placed, n, sizeof (int), compare_placed, self);

  SkPlacement *placements = g_new (SkPlacement, n);

  for (int i = 0; i < n; i++)
    placements[i] = tell_placement (self, &self->jobs[placed[i]]);

  return placements;
}

static SkUnplaced *
list_unplaced (SkAgenda *self,
               int       n)
{
  SkUnplaced *unplaced = g_new (SkUnplaced, n);

  for (int i = 0, k = 0; i < self->n_eligible; i++)
    if (!has_place (&self->jobs[i]))
      unplaced[k++] = tell_unplaced (self, &self->jobs[i]);

  return unplaced;
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

static void
tell_capacity (SkAgenda   *self,
               SkPlanInit *init)
{
  g_autoptr(GPtrArray) due = sk_capacity_list_due (self);

  init->capacity = sk_capacity_measure (self, due);
  init->lower_bound_late = sk_capacity_get_least_late (self, due);
}

/**
 * sk_tell_plan:
 * @self: an agenda in which everything is decided; what is free is forgotten
 *
 * Returns: (transfer full): the plan
 */
SkPlan *
sk_tell_plan (SkAgenda *self)
{
  SkPlanInit init = { .snapshot = self->snapshot, .rules = self->rules, .at = self->at };
  int n_placed = 0, n_unplaced;

  for (int i = 0; i < self->n_eligible; i++)
    n_placed += has_place (&self->jobs[i]);

  n_unplaced = self->n_eligible - n_placed;
  tell_capacity (self, &init);
  sk_agenda_forget_time (self);
  init.left_alone = list_left_alone (self);

  return sk_plan_new_exactly (&init, list_placements (self, n_placed), (guint) n_placed,
                              list_unplaced (self, n_unplaced), (guint) n_unplaced);
}
