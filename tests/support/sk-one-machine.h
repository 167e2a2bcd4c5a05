/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-world.h"

G_BEGIN_DECLS

#define SK_ONE_MACHINE_MOST 40

/**
 * SkOneMachineRanks:
 * @SK_ONE_MACHINE_EQUAL: none: the earliest due is the most important
 * @SK_ONE_MACHINE_ANY: unrelated to anything
 * @SK_ONE_MACHINE_SHORT_FIRST: the shortest is the most important
 */
typedef enum
{
  SK_ONE_MACHINE_EQUAL,
  SK_ONE_MACHINE_ANY,
  SK_ONE_MACHINE_SHORT_FIRST,
} SkOneMachineRanks;

/**
 * SkOneMachineKnobs:
 * @n_jobs: how many jobs, up to %SK_ONE_MACHINE_MOST
 * @tardiness: which share of them cannot be on time, roughly
 * @range: over which share of the whole work the due dates are spread
 * @ranks: which jobs are important
 *
 * Potts and Van Wassenhove's (1982) factors, which the published cases are made with.
 */
typedef struct
{
  guint             n_jobs;
  double            tardiness;
  double            range;
  SkOneMachineRanks ranks;
} SkOneMachineKnobs;

/**
 * SkOneMachineJob:
 * @length: in slots
 * @due: in slots, from the beginning
 * @rank: higher is more important; 0: none
 * @number: it is the task "j" and this number
 */
typedef struct
{
  int    length;
  int    due;
  double rank;
  guint  number;
} SkOneMachineJob;

/**
 * SkOneMachine:
 * @jobs: the most important first, as planner.md §2 has it
 * @n: how many
 *
 * One machine that never rests, and jobs that are all there from the beginning.
 */
typedef struct
{
  SkOneMachineJob jobs[SK_ONE_MACHINE_MOST];
  guint           n;
} SkOneMachine;

SkRules *sk_one_machine_rules_new        (int                      slot_minutes,
                                          int                      days_ahead);
void     sk_one_machine_roll             (SkOneMachine            *self,
                                          const SkOneMachineKnobs *knobs,
                                          guint32                  seed);
SkWorld *sk_one_machine_world_new        (const SkOneMachine      *self);
void     sk_one_machine_read             (const SkOneMachine      *self,
                                          SkPlan                  *plan,
                                          gboolean                *on_time);
void     sk_one_machine_find_best        (const SkOneMachine      *self,
                                          gboolean                *on_time);
guint    sk_one_machine_count_least_late (const SkOneMachine      *self);

G_END_DECLS
