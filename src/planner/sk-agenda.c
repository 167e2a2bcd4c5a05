/* sk-agenda.c — the tasks as the planner sees them
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-agenda.h"

#include <math.h>

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
    job->n_slots = (int) MAX (ceil (hours * 60 / sk_rules_get_slot_minutes (self->rules) - 1e-9),
                                1);
}

static gint64
get_due (SkAgenda *self,
         SkWhen    due)
{
  if (due.kind == SK_WHEN_INSTANT)
    return due.value;
  if (due.kind == SK_WHEN_DAY)
    return sk_wall_clock_end_of_hours (self->horizon->clock, due.value);

  return G_MAXINT64;
}

static SkPosition
get_floor (SkAgenda *self,
           SkWhen    earliest)
{
  if (earliest.kind == SK_WHEN_INSTANT)
    return sk_horizon_position_from (self->horizon, earliest.value);
  if (earliest.kind == SK_WHEN_DAY)
    return sk_horizon_position_from (self->horizon,
                                     sk_wall_clock_start_of_day (self->horizon->clock,
                                                                 earliest.value));

  return 0;
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
    return sk_wall_clock_start_of_day (self->horizon->clock,
                                      (end.kind == SK_WHEN_DAY ? MAX (start.value, end.value)
                                                               : start.value) + 1);

  return end.kind == SK_WHEN_INSTANT ? MAX (start.value, end.value) : start.value;
}

static void
read_present (SkAgenda *self,
              SkJob    *job)
{
  SkSpan span;

  if (!sk_when_is_set (sk_task_get_scheduled_start (job->task)))
    return;

  job->has_present = TRUE;
  job->is_whole = sk_task_get_scheduled_span (job->task, &span);
  job->is_past = get_end_of_present (self, job->task) <= self->at;

  if (sk_task_is_pinned (job->task) && job->is_whole)
    job->fixed = SK_FIXED_PINNED;
  else if (job->is_whole && sk_span_contains (span, self->at))
    job->fixed = SK_FIXED_RUNNING;
}

/* A pin stays for ever, a place the person moved it to until its end; what is
 * under way where it is stays there first. */
static void
read_wish (SkAgenda *self,
           SkJob    *job)
{
  SkSpan wished, present;
  SkFixed wish = sk_task_get_wish (job->task, &wished);

  if (wish == SK_FIXED_PINNED)
    job->fixed = SK_FIXED_PINNED;
  else if (wish == SK_FIXED_MANUAL && wished.end > self->at)
    job->fixed = job->fixed == SK_FIXED_RUNNING &&
                 sk_task_get_scheduled_span (job->task, &present) &&
                 sk_span_equal (present, wished) ? SK_FIXED_RUNNING : SK_FIXED_MANUAL;
}

static void
read_due (SkAgenda *self,
          SkJob    *job)
{
  job->due = get_due (self, sk_task_get_due (job->task));
  job->limit = job->due == G_MAXINT64 ? sk_agenda_get_end (self)
                                      : sk_horizon_position_to (self->horizon, job->due);
  job->has_duty = job->due != G_MAXINT64 && job->due > self->at &&
                  sk_rules_get_due_dates (self->rules);
}

static void
read_job (SkAgenda *self,
          SkJob    *job,
          SkTask   *task)
{
  SkClaim *claim = &self->claims[job - self->jobs];

  *job = (SkJob) {
    .task = task,
    .present = SK_NOWHERE,
    .place = SK_NOWHERE,
    .lacking = -1,
    .ceiling = sk_agenda_get_end (self),
  };

  SkLeftWhy left;

  if (get_left_why (task, &left))
    {
      job->left = left;
      return;
    }

  job->role = SK_JOB_MOVABLE;
  job->floor = job->own_floor = get_floor (self, sk_task_get_earliest_start (task));
  read_due (self, job);
  claim->is_ranked = sk_task_get_rank (task, &claim->rank);
  claim->due = job->due;
  set_duration (self, job);
  read_present (self, job);
  read_wish (self, job);
  if (job->fixed != SK_FIXED_NO)
    job->role = SK_JOB_FIXED;
  if (sk_task_is_pinned (task) && job->fixed == SK_FIXED_NO)
    job->warnings |= SK_WARNING_PIN_WITHOUT_TIME;
}

static void
read_holds (SkAgenda *self)
{
  guint n_busy = sk_snapshot_get_n_busy (self->snapshot);
  guint n = 0;

  self->holds = g_array_sized_new (FALSE, FALSE, sizeof (SkSpan), n_busy);
  g_array_set_size (self->holds, n_busy);
  for (guint i = 0; i < n_busy; i++)
    {
      SkSpan span = sk_snapshot_get_busy (self->snapshot, i)->span;

      if (!sk_span_is_empty (span))
        g_array_index (self->holds, SkSpan, n++) = span;
    }
  g_array_set_size (self->holds, n);

  for (int i = 0; i < self->n_jobs; i++)
    {
      SkSpan span;

      if (sk_task_get_held_span (self->jobs[i].task, &span))
        g_array_append_val (self->holds, span);
    }
}

/**
 * sk_agenda_new:
 * @snapshot: what the sources said; must outlive the agenda
 * @rules: the person's rules; must outlive the agenda
 * @at: the planning instant, Unix seconds
 *
 * Returns: (transfer full): the tasks, read, in the snapshot's order
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
  self->steps = SK_AGENDA_STEPS;
  self->horizon = sk_horizon_new (rules, at);
  self->n_jobs = (int) sk_snapshot_get_n_tasks (snapshot);
  self->jobs = g_new (SkJob, self->n_jobs);
  self->claims = g_new0 (SkClaim, self->n_jobs);
  self->blockers = g_array_new (FALSE, FALSE, sizeof (int));
  self->bans = g_array_new (FALSE, FALSE, sizeof (SkBanned));
  for (int i = 0; i < self->n_jobs; i++)
    read_job (self, &self->jobs[i], sk_snapshot_get_task (snapshot, (guint) i));

  read_holds (self);

  return self;
}

/**
 * sk_agenda_forget_holds:
 * @self: an agenda in which what is fixed is kept
 *
 * Gives up the list of what is busy: the free time knows.
 */
void
sk_agenda_forget_holds (SkAgenda *self)
{
  g_clear_pointer (&self->holds, g_array_unref);
}

/**
 * sk_agenda_forget_time:
 * @self: an agenda in which everything is decided
 *
 * Gives up what is free: a plan only tells what is taken.
 */
void
sk_agenda_forget_time (SkAgenda *self)
{
  g_clear_pointer (&self->open, sk_free_time_free);
  g_clear_pointer (&self->base, sk_free_time_free);
  g_clear_pointer (&self->room, g_free);
}

void
sk_agenda_free (SkAgenda *self)
{
  sk_agenda_forget_holds (self);
  sk_agenda_forget_time (self);
  g_clear_pointer (&self->bans, g_array_unref);
  g_clear_pointer (&self->blockers, g_array_unref);
  g_free (self->dependents);
  g_free (self->jobs);
  g_free (self->claims);
  sk_horizon_free (self->horizon);
  g_free (self);
}

/* --- once they are in order --- */

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const SkSpan *one = a;
  const SkSpan *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

static GArray *
list_taken (SkAgenda *self)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (SkSpan));

  for (guint i = 0; i < self->holds->len; i++)
    g_array_append_val (taken, g_array_index (self->holds, SkSpan, i));

  for (int i = 0; i < self->n_eligible; i++)
    {
      SkSpan span;

      if (self->jobs[i].role == SK_JOB_FIXED &&
          sk_task_get_fixed_span (self->jobs[i].task, &span))
        g_array_append_val (taken, span);
    }

  return taken;
}

/* What is busy or fixed counts once against the limit of its day, however
 * many are there at the same time. */
static void
fill_days (SkAgenda *self)
{
  g_autoptr(GArray) taken = list_taken (self);
  gint64 until = G_MININT64;

  g_array_sort (taken, compare_spans);
  for (guint i = 0; i < taken->len; i++)
    {
      SkSpan span = sk_horizon_round (self->horizon, g_array_index (taken, SkSpan, i));

      span.start = MAX (span.start, until);
      until = MAX (until, span.end);
      sk_free_time_fill (self->base, span);
    }
}

/* A buffer counts from the grid; without one, slots that are touched are closed
 * from grid to grid anyway. */
static void
close_holds (SkAgenda *self)
{
  gboolean has_buffer = sk_rules_get_buffer_minutes (self->rules) > 0;

  for (guint i = 0; i < self->holds->len; i++)
    {
      SkSpan span = g_array_index (self->holds, SkSpan, i);

      sk_free_time_close (self->base,
                          has_buffer ? sk_horizon_round (self->horizon, span) : span);
    }
}

/* The time that no decision of ours can free. */
static void
set_base (SkAgenda *self)
{
  self->open = sk_free_time_new (self->horizon, self->rules);
  self->longest = sk_free_time_get_longest (self->open);
  self->base = sk_free_time_copy (self->open);
  sk_free_time_drop_before (self->base, sk_horizon_position_from (self->horizon, self->at));

  close_holds (self);
  for (int i = 0; i < self->n_eligible; i++)
    {
      SkSpan span;

      if (self->jobs[i].role == SK_JOB_FIXED &&
          sk_task_get_fixed_span (self->jobs[i].task, &span))
        sk_free_time_close (self->base, span);
    }

  if (sk_rules_get_day_limit_percent (self->rules) < SK_DEFAULT_DAY_LIMIT_PERCENT)
    fill_days (self);

  self->room = g_new (int, self->horizon->n_days);
  for (int day = 0; day < self->horizon->n_days; day++)
    self->room[day] = sk_free_time_get_room (self->base, day);
}

static void
read_bans (SkAgenda *self)
{
  guint n = sk_snapshot_get_n_bans (self->snapshot);

  for (int i = 0; n > 0 && i < self->n_eligible; i++)
    {
      SkJob *job = &self->jobs[i];

      job->first_ban = (int) self->bans->len;
      for (guint k = 0; k < n; k++)
        {
          const SkBan *ban = sk_snapshot_get_ban (self->snapshot, k);

          if (sk_span_is_empty (ban->span) || !g_str_equal (ban->task, sk_task_get_id (job->task)))
            continue;

          SkBanned banned = {
            sk_horizon_position_to (self->horizon, ban->span.start),
            sk_horizon_position_from (self->horizon, ban->span.end),
          };

          g_array_append_val (self->bans, banned);
          job->n_bans++;
        }
    }
}

static void
turn_edges_round (SkAgenda *self)
{
  int n = 0;

  if (self->blockers->len == 0)
    return;

  self->dependents = g_new (int, self->blockers->len);
  for (int i = 0; i < self->n_eligible; i++)
    for (int k = 0; k < self->jobs[i].n_blockers; k++)
      self->jobs[sk_agenda_get_blocker (self, &self->jobs[i], k)].n_dependents++;

  for (int i = 0; i < self->n_eligible; i++)
    {
      self->jobs[i].first_dependent = n;
      n += self->jobs[i].n_dependents;
      self->jobs[i].n_dependents = 0;
    }

  for (int i = 0; i < self->n_eligible; i++)
    for (int k = 0; k < self->jobs[i].n_blockers; k++)
      {
        SkJob *blocker = &self->jobs[sk_agenda_get_blocker (self, &self->jobs[i], k)];

        self->dependents[blocker->first_dependent + blocker->n_dependents++] = i;
      }
}

/* What is fixed waits for nobody; but who it waits for cannot slip any more. */
static void
drop_blockers (SkAgenda *self,
               SkJob    *job)
{
  SkSpan span;

  for (int k = 0; k < job->n_blockers && sk_task_get_fixed_span (job->task, &span); k++)
    {
      SkJob *blocker = &self->jobs[sk_agenda_get_blocker (self, job, k)];

      blocker->ceiling = MIN (blocker->ceiling,
                              sk_horizon_position_to (self->horizon, span.start));
    }

  job->n_blockers = 0;
}

/* Who waits for something fixed begins after it. */
static void
settle_fixed_blockers (SkAgenda *self,
                       SkJob    *job)
{
  int n = 0;

  for (int k = 0; k < job->n_blockers; k++)
    {
      int number = sk_agenda_get_blocker (self, job, k);
      SkJob *blocker = &self->jobs[number];
      SkSpan span;

      if (blocker->role == SK_JOB_FIXED &&
          sk_task_get_fixed_span (blocker->task, &span))
        job->floor = MAX (job->floor, sk_horizon_position_from (self->horizon, span.end));
      else
        g_array_index (self->blockers, int, job->first_blocker + n++) = number;
    }

  job->n_blockers = n;
}

static gboolean
is_hopeless (SkAgenda *self,
             SkJob    *job)
{
  if (job->bad_duration)
    job->unplaced = SK_UNPLACED_BAD_DURATION;
  else if (job->n_slots > self->longest)
    job->unplaced = SK_UNPLACED_TOO_LONG;
  else if (job->waits_in_vain)
    job->unplaced = SK_UNPLACED_BLOCKER_UNPLACED;
  else
    return FALSE;

  return TRUE;
}

static void
give_up (SkAgenda *self,
         SkJob    *job)
{
  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (self, job, k);

      if (self->jobs[blocker].role == SK_JOB_HOPELESS)
        {
          job->waits_in_vain = TRUE;
          if (job->lacking < 0)
            job->lacking = blocker;
        }
    }

  if (is_hopeless (self, job))
    {
      job->role = SK_JOB_HOPELESS;
      job->n_blockers = 0;
    }
}

/**
 * sk_agenda_prepare:
 * @self: an agenda whose eligible jobs are in order of importance
 *
 * Works out what no decision changes: which time is free, whom nothing can
 * help, what was refused.
 */
void
sk_agenda_prepare (SkAgenda *self)
{
  set_base (self);
  read_bans (self);

  for (int i = 0; i < self->n_eligible; i++)
    {
      SkJob *job = &self->jobs[i];

      if (job->role == SK_JOB_FIXED)
        {
          drop_blockers (self, job);
          continue;
        }

      settle_fixed_blockers (self, job);
      give_up (self, job);
    }

  turn_edges_round (self);
}

/* --- room for one job --- */

/**
 * sk_agenda_is_banned:
 * @self: an agenda
 * @job: a job
 * @position: where it might begin
 * @ban: (out) (optional): the refused place it would touch
 *
 * Returns: whether the person refused it
 */
gboolean
sk_agenda_is_banned (SkAgenda    *self,
                     const SkJob *job,
                     SkPosition   position,
                     SkBanned    *ban)
{
  for (int i = 0; i < job->n_bans; i++)
    {
      const SkBanned *banned = &g_array_index (self->bans, SkBanned, job->first_ban + i);

      if (position < banned->to && banned->from < sk_job_get_end (job, position))
        {
          if (ban != NULL)
            *ban = *banned;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * sk_agenda_find_first:
 * @self: an agenda
 * @job: a job
 * @free_time: what is free
 * @also: (nullable): what has to be free too
 * @from: it may not begin before
 * @to: it has to end there
 *
 * Returns: the earliest place it fits, or %SK_NOWHERE
 */
SkPosition
sk_agenda_find_first (SkAgenda         *self,
                      const SkJob      *job,
                      SkFreeTime       *free_time,
                      const SkFreeTime *also,
                      SkPosition        from,
                      SkPosition        to)
{
  SkPosition position;
  SkBanned ban;

  if (job->n_bans == 0)
    return sk_free_time_find_first (free_time, also, job->n_slots, from, to);

  while ((position = sk_free_time_find_first (free_time, also, job->n_slots, from, to)) >= 0)
    {
      if (!sk_agenda_is_banned (self, job, position, &ban))
        break;
      from = ban.to;
    }

  return position;
}

/**
 * sk_agenda_find_last:
 * @self: an agenda
 * @job: a job
 * @free_time: what is free
 * @also: (nullable): what has to be free too
 * @from: it may not begin before
 * @to: it has to end there
 *
 * Returns: the latest place it fits, or %SK_NOWHERE
 */
SkPosition
sk_agenda_find_last (SkAgenda         *self,
                     const SkJob      *job,
                     SkFreeTime       *free_time,
                     const SkFreeTime *also,
                     SkPosition        from,
                     SkPosition        to)
{
  SkPosition position;
  SkBanned ban;

  if (job->n_bans == 0)
    return sk_free_time_find_last (free_time, also, job->n_slots, from, to);

  while ((position = sk_free_time_find_last (free_time, also, job->n_slots, from, to)) >= 0)
    {
      if (!sk_agenda_is_banned (self, job, position, &ban))
        break;
      to = ban.from;
    }

  return position;
}

/**
 * sk_agenda_fits_at:
 * @self: an agenda
 * @job: a job
 * @free_time: what is free
 * @position: an open slot
 *
 * Returns: whether it fits just there
 */
gboolean
sk_agenda_fits_at (SkAgenda         *self,
                   const SkJob      *job,
                   const SkFreeTime *free_time,
                   SkPosition        position)
{
  return sk_free_time_has (free_time, position, job->n_slots) &&
         !sk_agenda_is_banned (self, job, position, NULL);
}
