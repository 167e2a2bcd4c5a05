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

void bench_quality (const BenchOptions *options);
void bench_planted (const BenchOptions *options);
void bench_week    (const BenchOptions *options);
void bench_events  (const BenchOptions *options);
void bench_speed   (const BenchOptions *options);

guint bench_count  (const BenchOptions *options,
                    guint               usual,
                    guint               quick);

/**
 * BenchPolicy:
 *
 * What is compared: rules under which the same things happen.
 */
typedef struct
{
  const char  *name;
  SkStability  stability;
  gboolean     due_dates;
  gboolean     fill_today;
} BenchPolicy;

#define BENCH_N_POLICIES 5

extern const BenchPolicy bench_policies[BENCH_N_POLICIES];

/**
 * BenchMoves:
 * @moved: had a place that was still possible, and has another or none
 * @forced: had a place that no longer was
 */
typedef struct
{
  guint moved;
  guint forced;
} BenchMoves;

void        bench_policy_apply (const BenchPolicy *self,
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
