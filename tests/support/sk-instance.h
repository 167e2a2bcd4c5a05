/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-world.h"

G_BEGIN_DECLS

#define SK_INSTANCE_SLOT_MINUTES 15

/**
 * SkInstanceKnobs:
 * @zone: an IANA name whose clock is not put between 09:00 and 17:30
 * @n_tasks: how many tasks
 * @days_ahead: the horizon; 0: as many days as @load asks for
 * @least_days: that, but not fewer
 * @load: the length of all tasks against the free time of the horizon
 * @planted: whether a hidden plan exists that meets every due date
 * @slack_days: planted: how long after its end a task is due, on average
 * @due_share: not planted: due dates lie in this share of the horizon
 * @correlation: 0: the rank is unrelated to urgency, 1: it is urgency
 * @meetings: share of the slots that are busy
 * @due: share of tasks with a due date
 * @due_dates: share of those that are dates without a time
 * @earliest: share of tasks with an earliest start
 * @blocked: share of tasks with a blocker
 * @pinned: share of pinned tasks
 *
 * A week at the office, as planner.md §8 has it.
 */
typedef struct
{
  const char *zone;
  guint       n_tasks;
  int         days_ahead;
  int         least_days;
  double      load;
  gboolean    planted;
  double      slack_days;
  double      due_share;
  double      correlation;
  double      meetings;
  double      due;
  double      due_dates;
  double      earliest;
  double      blocked;
  double      pinned;
} SkInstanceKnobs;

void     sk_instance_knobs_usual (SkInstanceKnobs       *knobs);
void     sk_instance_knobs_small (SkInstanceKnobs       *knobs,
                                  guint                  least,
                                  guint                  most,
                                  guint32                seed);
SkWorld *sk_instance_new         (const SkInstanceKnobs *knobs,
                                  guint32                seed);
SkRules *sk_instance_rules_new   (const char            *zone,
                                  int                    days_ahead,
                                  SkStability            stability,
                                  gboolean               due_dates,
                                  gboolean               fill_today);
double   sk_instance_roll_hours  (GRand                 *rand);
int      sk_instance_roll_meeting
                                 (GRand                 *rand);

G_END_DECLS
