/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

/**
 * SkWorldKnobs:
 * @zone: an IANA name
 * @day: the local day of the planning instant, since 1970-01-01
 * @slot_minutes: the grid
 * @days_ahead: the horizon
 * @buffer_minutes: kept free around everything
 * @stability: what present placements are worth
 * @due_dates_count: whether due dates are promises
 * @fill_today: whether idle time today attracts later work
 * @day_limit_percent: how much of a day may be filled
 * @n_tasks: how many tasks
 * @n_busy: how many busy times
 * @odd_hours: hours at night, off the grid, touching, on all days
 * @exceptions: share of days with other hours
 * @due: share of tasks with a due date
 * @due_dates: share of those that are dates without a time
 * @earliest: share of tasks with an earliest start
 * @blocked: share of tasks with blockers
 * @gone: share of blockers that do not exist
 * @pinned: share of pinned tasks
 * @present: share of tasks with a placement
 * @garbage: share of those that cannot be right
 * @opted_out: share of tasks someone plans by hand
 * @closed: share of tasks that are done, canceled, in the backlog or otherwise left out
 * @no_duration: share of tasks without an estimate
 * @odd_duration: share of tasks with an estimate that makes no sense, or is enormous
 * @banned: share of tasks with refused places
 *
 * What a random world is made of; shares are 0 to 1.
 */
typedef struct
{
  const char  *zone;
  gint64       day;
  int          slot_minutes;
  int          days_ahead;
  int          buffer_minutes;
  SkStability  stability;
  gboolean     due_dates_count;
  gboolean     fill_today;
  int          day_limit_percent;
  guint        n_tasks;
  guint        n_busy;
  gboolean     odd_hours;
  double       exceptions;
  double       due;
  double       due_dates;
  double       earliest;
  double       blocked;
  double       gone;
  double       pinned;
  double       present;
  double       garbage;
  double       opted_out;
  double       closed;
  double       no_duration;
  double       odd_duration;
  double       banned;
} SkWorldKnobs;

/**
 * SkWorld:
 * @snapshot: (owned): tasks, busy times, bans
 * @rules: (owned): hours and grid
 * @at: the planning instant
 *
 * All that a planner is told.
 */
typedef struct
{
  SkSnapshot *snapshot;
  SkRules    *rules;
  gint64      at;
} SkWorld;

void      sk_world_knobs_roll      (SkWorldKnobs       *knobs,
                                    GRand              *rand);
SkWorld  *sk_world_new             (const SkWorldKnobs *knobs,
                                    GRand              *rand);
SkWorld  *sk_world_new_seeded      (guint32             seed);
void      sk_world_free            (SkWorld            *self);

SkWorld  *sk_world_shifted         (SkWorld            *self,
                                    int                 weeks,
                                    gint64             *seconds);
SkWorld  *sk_world_shuffled        (SkWorld            *self,
                                    GRand              *rand);
SkWorld  *sk_world_written         (SkWorld            *self,
                                    SkPlan             *plan);
SkWorld  *sk_world_with_stability  (SkWorld            *self,
                                    SkStability         stability);
SkWorld  *sk_world_without_due_dates
                                   (SkWorld            *self);
gboolean  sk_world_runs_evenly     (SkWorld            *self);

SkTask   *sk_task_with_place       (SkTask             *task,
                                    SkWhen              start,
                                    SkWhen              end);

char     *sk_world_dup_dump        (SkWorld            *self);
char     *sk_world_dup_plan        (SkPlan             *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkWorld, sk_world_free)

G_END_DECLS
