/* sk-agenda.c — the tasks as the planner sees them, and the plan it leaves
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-agenda.h"

#include <math.h>

#include "sk-wall-clock.h"

#define LONGEST_DURATION_HOURS (24.0 * 365)

/* --- from tasks --- */

static gboolean
get_left_why (SkTask    *task,
              SkLeftWhy *why)
{
  switch (sk_task_get_standing (task))
    {
    case SK_STANDING_DONE:
      *why = SK_LEFT_DONE;
      return TRUE;

    case SK_STANDING_CANCELED:
      *why = SK_LEFT_CANCELED;
      return TRUE;

    case SK_STANDING_BACKLOG:
      *why = SK_LEFT_BACKLOG;
      return TRUE;

    case SK_STANDING_STATUS:
      *why = SK_LEFT_STATUS;
      return TRUE;

    case SK_STANDING_OPEN:
    default:
      *why = SK_LEFT_OPTED_OUT;
      return sk_task_is_opted_out (task);
    }
}

/* Whole slots, rounded up; a hair more than whole is whole. */
static void
set_duration (SkAgenda *self,
              SkJob    *job)
{
  double hours;

  if (!sk_task_get_duration_hours (job->task, &hours))
    {
      hours = sk_rules_get_default_duration_hours (self->rules);
      job->warnings |= SK_WARNING_ASSUMED_DURATION;
    }

  job->bad_duration = !(hours > 0 && hours <= LONGEST_DURATION_HOURS);
  if (!job->bad_duration)
    job->n_slots = (guint) MAX (ceil (hours * 60 / sk_rules_get_slot_minutes (self->rules) - 1e-9),
                                1);
}

static gint64
get_due (SkAgenda *self,
         SkWhen    due)
{
  if (due.kind == SK_WHEN_INSTANT)
    return due.value;
  if (due.kind == SK_WHEN_DAY)
    return sk_wall_clock_end_of_hours (self->rules, due.value);

  return G_MAXINT64;
}

static gint64
get_earliest (SkAgenda *self,
              SkWhen    earliest)
{
  if (earliest.kind == SK_WHEN_INSTANT)
    return earliest.value;
  if (earliest.kind == SK_WHEN_DAY)
    return sk_wall_clock_start_of_day (self->rules, earliest.value);

  return G_MININT64;
}

/* When what the source holds is over: its end; the start where there is no
 * end; the end of the last day where there are only dates. */
static gint64
get_end_of_present (SkAgenda *self,
                    SkTask   *task)
{
  SkWhen start = sk_task_get_scheduled_start (task);
  SkWhen end = sk_task_get_scheduled_end (task);

  if (start.kind == SK_WHEN_DAY)
    return sk_wall_clock_start_of_day (self->rules,
                                      (end.kind == SK_WHEN_DAY ? MAX (start.value, end.value)
                                                               : start.value) + 1);

  return end.kind == SK_WHEN_INSTANT ? MAX (start.value, end.value) : start.value;
}

static void
set_present (SkAgenda *self,
             SkJob    *job)
{
  if (!sk_when_is_set (sk_task_get_scheduled_start (job->task)))
    return;

  job->has_present = TRUE;
  job->is_whole = sk_task_get_scheduled_span (job->task, &job->present);
  job->is_past = get_end_of_present (self, job->task) <= self->at;

  if (sk_task_is_pinned (job->task) && job->is_whole)
    job->fixed = SK_FIXED_PINNED;
  else if (job->is_whole && sk_span_contains (job->present, self->at))
    job->fixed = SK_FIXED_RUNNING;
}

static void
read_job (SkAgenda *self,
          SkJob    *job,
          SkTask   *task)
{
  *job = (SkJob) {
    .task = task,
    .due = G_MAXINT64,
    .earliest = G_MININT64,
    .blockers_end = G_MININT64,
  };

  if (get_left_why (task, &job->left))
    return;

  job->state = SK_JOB_WAITING;
  job->ranked = sk_task_get_rank (task, &job->rank);
  job->due = job->order_due = get_due (self, sk_task_get_due (task));
  job->earliest = get_earliest (self, sk_task_get_earliest_start (task));
  set_duration (self, job);
  set_present (self, job);
  if (sk_task_is_pinned (task) && !job->is_whole)
    job->warnings |= SK_WARNING_PIN_WITHOUT_TIME;
}

static void
read_holds (SkAgenda *self)
{
  self->holds = sk_busy_array_new ();

  for (guint i = 0; i < sk_snapshot_get_n_busy (self->snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (self->snapshot, i);

      if (!sk_span_is_empty (busy->span))
        sk_busy_array_add (self->holds, busy->span, busy->title);
    }

  for (guint i = 0; i < self->n_jobs; i++)
    {
      SkTask *task = self->jobs[i].task;
      SkSpan span;

      if (sk_task_get_held_span (task, &span))
        sk_busy_array_add (self->holds, span, sk_task_get_title (task));
    }
}

/* The time that no decision of ours can free: hours less what is busy or fixed. */
static void
set_base (SkAgenda *self)
{
  self->base = sk_free_time_copy (self->open);

  for (guint i = 0; i < self->holds->len; i++)
    {
      SkSpan span = g_array_index (self->holds, SkBusy, i).span;

      sk_free_time_take (self->base,
                         sk_span_widen (sk_free_time_round (self->open, span), self->buffer));
    }

  for (guint i = 0; i < self->n_jobs; i++)
    if (self->jobs[i].fixed != SK_FIXED_NO)
      sk_free_time_take (self->base, sk_span_widen (self->jobs[i].present, self->buffer));
}

/**
 * sk_agenda_new:
 * @snapshot: what the sources said; must outlive the agenda
 * @rules: the person's rules; must outlive the agenda
 * @at: the planning instant, Unix seconds
 *
 * Returns: (transfer full): the tasks, read, with nothing decided
 */
SkAgenda *
sk_agenda_new (SkSnapshot *snapshot,
               SkRules    *rules,
               gint64      at)
{
  SkAgenda *self = g_new0 (SkAgenda, 1);

  self->snapshot = snapshot;
  self->rules = rules;
  self->at = at;
  self->buffer = (gint64) sk_rules_get_buffer_minutes (rules) * 60;
  self->n_jobs = sk_snapshot_get_n_tasks (snapshot);
  self->jobs = g_new (SkJob, self->n_jobs);
  self->sequence = g_new (guint, self->n_jobs);
  self->blockers = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->n_jobs; i++)
    read_job (self, &self->jobs[i], sk_snapshot_get_task (snapshot, i));

  read_holds (self);
  self->open = sk_free_time_new (rules, at);
  set_base (self);
  self->free = sk_free_time_copy (self->base);

  return self;
}

void
sk_agenda_free (SkAgenda *self)
{
  g_clear_pointer (&self->open, sk_free_time_free);
  g_clear_pointer (&self->base, sk_free_time_free);
  g_clear_pointer (&self->free, sk_free_time_free);
  g_clear_pointer (&self->holds, g_array_unref);
  g_clear_pointer (&self->blockers, g_array_unref);
  g_free (self->sequence);
  g_free (self->jobs);
  g_free (self);
}

/* --- deciding --- */

/**
 * sk_agenda_restart:
 * @self: an agenda
 *
 * Takes back every decision, but not what was learnt (`may_not_keep`).
 */
void
sk_agenda_restart (SkAgenda *self)
{
  g_clear_pointer (&self->free, sk_free_time_free);
  self->free = sk_free_time_copy (self->base);
  self->turn = 0;

  for (guint i = 0; i < self->n_eligible; i++)
    {
      SkJob *job = &self->jobs[self->sequence[i]];

      job->state = SK_JOB_WAITING;
      job->lost = SK_LOST_NOTHING;
      job->lacking = NULL;
    }
}

/**
 * sk_agenda_settle:
 * @self: an agenda
 * @job: a job that waits
 * @state: what becomes of it: fixed, kept or placed
 * @place: where
 *
 * Gives @job a place, and takes it from those who come later.
 */
void
sk_agenda_settle (SkAgenda   *self,
                  SkJob      *job,
                  SkJobState  state,
                  SkSpan      place)
{
  job->state = state;
  job->place = place;
  job->turn = state == SK_JOB_FIXED ? 0 : ++self->turn;
  sk_free_time_take (self->free, sk_span_widen (place, self->buffer));
}

/**
 * sk_agenda_find_ban:
 * @self: an agenda
 * @job: a job
 * @place: where it might go
 * @ban: (out): the refused place it would touch
 *
 * Returns: whether the person refused it
 */
gboolean
sk_agenda_find_ban (SkAgenda    *self,
                    const SkJob *job,
                    SkSpan       place,
                    SkSpan      *ban)
{
  for (guint i = 0; i < sk_snapshot_get_n_bans (self->snapshot); i++)
    {
      const SkBan *candidate = sk_snapshot_get_ban (self->snapshot, i);

      if (!sk_span_is_empty (candidate->span) && sk_span_overlaps (candidate->span, place) &&
          strcmp (candidate->task, sk_task_get_id (job->task)) == 0)
        {
          *ban = candidate->span;
          return TRUE;
        }
    }

  return FALSE;
}

/* --- to a plan --- */

static SkChangeKind
get_change (const SkJob *job)
{
  if (job->is_whole && sk_span_equal (job->place, job->present))
    return SK_CHANGE_KEPT;
  if (!job->has_present)
    return SK_CHANGE_NEW;

  return job->is_past ? SK_CHANGE_MISSED : SK_CHANGE_MOVED;
}

/**
 * sk_agenda_get_floor:
 * @self: an agenda
 * @job: a job whose blockers all have a place
 *
 * Returns: Unix seconds before which @job cannot begin: now, its earliest
 *   start, the end of its blockers
 */
gint64
sk_agenda_get_floor (SkAgenda    *self,
                     const SkJob *job)
{
  gint64 floor = MAX (MAX (self->at, job->earliest), job->blockers_end);

  for (guint i = 0; i < job->n_blockers; i++)
    floor = MAX (floor, sk_agenda_get_blocker (self, job, i)->place.end);

  return floor;
}

static void
add_placement (SkAgenda    *self,
               const SkJob *job,
               GArray      *placements)
{
  SkChangeKind change = get_change (job);
  SkPlacement placement = {
    .task = sk_task_ref (job->task),
    .span = job->place,
    .before_start = sk_task_get_scheduled_start (job->task),
    .before_end = sk_task_get_scheduled_end (job->task),
    .due = job->due,
    .slack = job->slack,
    .turn = job->turn,
    .position = job->position,
    .cycle = job->cycle,
    .warnings = job->warnings,
    .change = change,
    .fixed = job->fixed,
    .why = job->why,
    .lost = change == SK_CHANGE_KEPT ? SK_LOST_NOTHING : job->lost,
    .late_why = job->late_why,
  };

  g_array_append_val (placements, placement);
}

static void
add_unplaced (SkAgenda    *self,
              const SkJob *job,
              GArray      *array)
{
  gint64 slot = sk_rules_get_slot_seconds (self->rules);
  SkUnplaced unplaced = {
    .task = sk_task_ref (job->task),
    .blocker = job->lacking != NULL ? sk_task_ref (job->lacking) : NULL,
    .before_start = sk_task_get_scheduled_start (job->task),
    .before_end = sk_task_get_scheduled_end (job->task),
    .length = job->n_slots * slot,
    .longest = sk_free_time_get_longest (self->open) * slot,
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

  for (guint i = 0; i < self->n_jobs; i++)
    {
      const SkJob *job = &self->jobs[i];

      if (job->state == SK_JOB_LEFT_ALONE)
        {
          SkLeftAlone left = { sk_task_ref (job->task), job->left };
          g_array_append_val (array, left);
        }
    }

  g_array_sort (array, compare_left_alone);
  return array;
}

/**
 * sk_agenda_tell:
 * @self: an agenda in which everything is decided
 *
 * Returns: (transfer full): the plan
 */
SkPlan *
sk_agenda_tell (SkAgenda *self)
{
  SkPlanInit init = {
    .snapshot = self->snapshot,
    .rules = self->rules,
    .at = self->at,
    .placements = sk_placement_array_new (),
    .unplaced = sk_unplaced_array_new (),
    .left_alone = list_left_alone (self),
  };

  for (guint i = 0; i < self->n_eligible; i++)
    {
      const SkJob *job = &self->jobs[self->sequence[i]];

      if (job->state == SK_JOB_UNPLACED)
        add_unplaced (self, job, init.unplaced);
      else
        add_placement (self, job, init.placements);
    }

  g_array_sort (init.placements, compare_placements);

  return sk_plan_new_take (&init);
}
