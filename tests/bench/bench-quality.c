/* bench-quality.c — how many due dates are kept that could be
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench.h"

#include "sk-exact.h"
#include "sk-instance.h"
#include "sk-planner.h"

#define LEAST_TASKS 6
#define MOST_TASKS 14

/* One kind of small case. */
typedef struct
{
  guint n;
  guint ours_best;
  guint by_rank_best;
  guint ours_worse_than_by_rank;
  guint ours_late;
  guint by_rank_late;
  guint best_late;
  guint avoidable_wrongly;      /* says all misses are unavoidable; they are not */
  guint bound_wrong;
} Tally;

static void
tally (Tally   *self,
       SkWorld *world)
{
  g_autoptr(SkExact) exact = sk_exact_new (world->snapshot, world->rules, world->at);
  g_autoptr(SkPlan) plan = sk_planner_plan (world->snapshot, world->rules, world->at);
  SkSummary summary = sk_plan_summarize (plan);
  SkExactPlan ours, by_rank, best;

  sk_exact_read (exact, plan, &ours);
  sk_exact_plan_by_rank (exact, &by_rank);
  sk_exact_solve (exact, &best);

  gboolean is_best = sk_exact_plan_compare_dues (&ours, &best) == 0;

  self->n++;
  self->ours_best += is_best;
  self->by_rank_best += sk_exact_plan_compare_dues (&by_rank, &best) == 0;
  self->ours_worse_than_by_rank += sk_exact_plan_compare_dues (&ours, &by_rank) < 0;
  self->ours_late += sk_exact_plan_count_late (&ours);
  self->by_rank_late += sk_exact_plan_count_late (&by_rank);
  self->best_late += sk_exact_plan_count_late (&best);
  self->avoidable_wrongly += !is_best && summary.late_avoidable == 0 && summary.unplaced == 0;
  self->bound_wrong += summary.lower_bound_late > sk_exact_count_least_late (exact);
}

static void
print_tally (const char  *says,
             const Tally *self)
{
  g_print ("%-12s %6u   %7.2f %7.2f   %7.2f %7.2f %7.2f   %6u %6u %6u\n", says, self->n,
           bench_percent (self->ours_best, self->n), bench_percent (self->by_rank_best, self->n),
           (double) self->ours_late / MAX (self->n, 1),
           (double) self->by_rank_late / MAX (self->n, 1),
           (double) self->best_late / MAX (self->n, 1), self->ours_worse_than_by_rank,
           self->avoidable_wrongly, self->bound_wrong);
}

static void
add (Tally       *self,
     const Tally *other)
{
  self->n += other->n;
  self->ours_best += other->ours_best;
  self->by_rank_best += other->by_rank_best;
  self->ours_worse_than_by_rank += other->ours_worse_than_by_rank;
  self->ours_late += other->ours_late;
  self->by_rank_late += other->by_rank_late;
  self->best_late += other->best_late;
  self->avoidable_wrongly += other->avoidable_wrongly;
  self->bound_wrong += other->bound_wrong;
}

/**
 * bench_quality:
 * @options: how many cases
 *
 * Against an exact solver: small cases, from easy to hopeless.
 */
void
bench_quality (const BenchOptions *options)
{
  Tally tallies[MOST_TASKS + 1] = { { 0 } }, all = { 0 };
  guint n = bench_count (options, 2000, 200);

  for (guint seed = 1; seed <= n; seed++)
    {
      SkInstanceKnobs knobs;

      sk_instance_knobs_small (&knobs, LEAST_TASKS, MOST_TASKS, seed);

      g_autoptr(SkWorld) world = sk_instance_new (&knobs, seed);

      tally (&tallies[knobs.n_tasks], world);
    }

  g_print ("From scratch.  best: %% of cases in which the on-time vector is the best there is;\n"
           "late: due dates missed per case; worse: cases worse than plain rank order; proof:\n"
           "cases said to have no avoidable miss that have one; bound: lower bounds too high.\n\n");
  g_print ("%-12s %6s   %7s %7s   %7s %7s %7s   %6s %6s %6s\n", "", "cases", "best", "best",
           "late", "late", "late", "worse", "proof", "bound");
  g_print ("%-12s %6s   %7s %7s   %7s %7s %7s\n", "tasks", "", "ours", "by rank", "ours",
           "by rank", "least");
  for (guint i = LEAST_TASKS; i <= MOST_TASKS; i++)
    {
      g_autofree char *says = g_strdup_printf ("%u", i);

      print_tally (says, &tallies[i]);
      add (&all, &tallies[i]);
    }
  print_tally ("all", &all);
}

/* --- cases with a plan that misses nothing --- */

#define N_CORRELATIONS 3

static const double correlations[N_CORRELATIONS] = { 0, 0.5, 0.9 };

/* In a hundred cases that all can be kept, some may be missed in so many. */
#define MOST_PERCENT 1

static gboolean
misses_any (SkPlan *plan)
{
  if (sk_plan_summarize (plan).late > 0)
    return TRUE;

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    if (sk_when_is_set (sk_task_get_due (sk_plan_get_unplaced (plan, i)->task)))
      return TRUE;

  return FALSE;
}

static gboolean
misses_any_by (SkWorld  *world,
               gboolean  due_dates)
{
  g_autoptr(SkRules) rules =
    sk_instance_rules_new (sk_rules_get_zone_name (world->rules),
                           sk_rules_get_days_ahead (world->rules), SK_STABILITY_REBUILD,
                           due_dates, TRUE);
  g_autoptr(SkPlan) plan = sk_planner_plan (world->snapshot, rules, world->at);

  return misses_any (plan);
}

/* Returns how many cases miss anything, ours. */
static guint
print_planted (guint  n_tasks,
               double load,
               double slack,
               guint  n)
{
  guint all = 0;

  g_print ("%5u %5.2f %5.1f ", n_tasks, load, slack);
  for (gsize i = 0; i < N_CORRELATIONS; i++)
    {
      guint ours = 0, by_rank = 0;

      for (guint seed = 1; seed <= n; seed++)
        {
          SkInstanceKnobs knobs;

          sk_instance_knobs_usual (&knobs);
          knobs.n_tasks = n_tasks;
          knobs.load = load;
          knobs.slack_days = slack;
          knobs.correlation = correlations[i];

          g_autoptr(SkWorld) world = sk_instance_new (&knobs, 1000 + seed);

          ours += misses_any_by (world, TRUE);
          by_rank += misses_any_by (world, FALSE);
        }

      g_print ("   %7.2f %7.2f", bench_percent (ours, n), bench_percent (by_rank, n));
      all += ours;
    }
  g_print ("\n");

  return all;
}

/**
 * bench_planted:
 * @options: how many cases
 *
 * Larger cases of which it is known that nothing needs to be missed.
 */
void
bench_planted (const BenchOptions *options)
{
  static const guint sizes[] = { 20, 50, 100, 200 };
  static const double loads[] = { 0.8, 0.95 };
  static const double slacks[] = { 0.3, 1, 3 };
  guint n = bench_count (options, 200, 4), n_cases = 0, n_missing = 0;

  g_print ("%% of %u cases that miss anything: ours, and plain rank order (due dates off), by\n"
           "how much the ranks follow the due dates (0, 0.5, 0.9); slack in days.\n\n", n);
  g_print ("%5s %5s %5s    %-15s   %-15s   %-15s\n", "", "", "", "  unrelated", "  half",
           "  nearly");
  g_print ("%5s %5s %5s ", "tasks", "load", "slack");
  for (guint i = 0; i < N_CORRELATIONS; i++)
    g_print ("   %7s %7s", "ours", "by rank");
  g_print ("\n");
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (loads); k++)
      for (gsize m = 0; m < G_N_ELEMENTS (slacks); m++)
        {
          n_missing += print_planted (sizes[i], loads[k], slacks[m], n);
          n_cases += N_CORRELATIONS * n;
        }

  g_print ("\nall: %u of %u cases, %.2f %%   aim %d %%: %s\n", n_missing, n_cases,
           bench_percent (n_missing, n_cases), MOST_PERCENT,
           bench_judge (bench_percent (n_missing, n_cases), MOST_PERCENT));
}
