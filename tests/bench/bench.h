/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-world.h"

G_BEGIN_DECLS

/**
 * BenchOptions:
 * @quick: a smoke test of some seconds, whose figures say little
 * @cases: how many cases per row; 0: as many as usual
 */
typedef struct
{
  gboolean quick;
  guint    cases;
} BenchOptions;

void bench_quality     (const BenchOptions *options);
void bench_one_machine (const BenchOptions *options);
void bench_planted     (const BenchOptions *options);
void bench_week        (const BenchOptions *options);
void bench_events      (const BenchOptions *options);
void bench_speed       (const BenchOptions *options);

guint       bench_count   (const BenchOptions *options,
                           guint               usual,
                           guint               quick);
double      bench_percent (guint               n,
                           guint               of);
const char *bench_judge   (double              value,
                           double              most);

/**
 * BenchPolicy:
 * @plan: who plans
 * @each_morning: in a week it plans once a day: it never begins anything within
 *   the next quarter of an hour, so with a pass every ten minutes it never would
 *
 * What is compared: rules, or planners, under which the same things happen.
 */
typedef struct
{
  const char  *name;
  SkPlan    *(*plan) (SkSnapshot *snapshot,
                      SkRules    *rules,
                      gint64      at);
  SkStability  stability;
  gboolean     due_dates;
  gboolean     fill_today;
  gboolean     each_morning;
} BenchPolicy;

typedef enum
{
  BENCH_SCRIPT,
  BENCH_BY_SCORE,
  BENCH_BY_DUE_DATE,
  BENCH_KEEP_ALL,
  BENCH_REBUILD_BY_RANK,
  BENCH_REBUILD,
  BENCH_STEADY_NOT_FILLED,
  BENCH_STEADY,
  BENCH_N_POLICIES,
} BenchPolicyId;

extern const BenchPolicy bench_policies[BENCH_N_POLICIES];

/**
 * BenchMoves:
 * @moved: had a place that was still possible, and has another or none
 * @forced: had a place that no longer was
 * @over: lies over something busy, or over another task
 */
typedef struct
{
  guint moved;
  guint forced;
  guint over;
} BenchMoves;

SkPlan     *bench_peers_plan_as_the_script
                               (SkSnapshot        *snapshot,
                                SkRules           *rules,
                                gint64             at);
SkPlan     *bench_peers_plan_by_score
                               (SkSnapshot        *snapshot,
                                SkRules           *rules,
                                gint64             at);
SkPlan     *bench_peers_plan_by_due_date
                               (SkSnapshot        *snapshot,
                                SkRules           *rules,
                                gint64             at);

void        bench_policy_apply (const BenchPolicy *self,
                                SkWorld           *world);
SkWorld    *bench_settle       (const BenchPolicy *policy,
                                SkWorld           *world);
BenchMoves  bench_moves_count  (SkPlan            *plan);

/**
 * BenchMemory:
 * @n_allocations: how often memory was asked for
 * @peak: bytes in use at the worst moment, less those at the beginning
 * @kept: bytes in use at the end, less those at the beginning
 */
typedef struct
{
  gsize  n_allocations;
  gssize peak;
  gssize kept;
} BenchMemory;

gboolean bench_memory_begin (void);
void     bench_memory_end   (BenchMemory *memory);

G_END_DECLS
