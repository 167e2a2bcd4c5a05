/* bench-one-machine.c — the published single-machine cases
 *
 * Processing times, and due dates by tardiness factor and range, as Potts and
 * Van Wassenhove (1982) made them; 25 kinds, and what each of them costs.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench.h"

#include "sk-one-machine.h"
#include "sk-planner.h"

#define N_STEPS 5
#define STEP 0.2

typedef struct
{
  guint n;
  guint n_best;                 /* the on-time vector is the best there is */
  guint n_least;                /* nobody has fewer late jobs, whatever is important */
  guint late;
  guint least_late;
  guint bound;
} Tally;

static void
tally (Tally                   *self,
       const SkOneMachineKnobs *knobs,
       guint32                  seed)
{
  SkOneMachine machine;
  gboolean ours[SK_ONE_MACHINE_MOST], best[SK_ONE_MACHINE_MOST];
  guint least, late = 0;
  gboolean is_best = TRUE;

  sk_one_machine_roll (&machine, knobs, seed);

  g_autoptr(SkWorld) world = sk_one_machine_world_new (&machine);
  g_autoptr(SkPlan) plan = sk_planner_plan (world->snapshot, world->rules, world->at);

  sk_one_machine_read (&machine, plan, ours);
  sk_one_machine_find_best (&machine, best);
  for (guint i = 0; i < machine.n; i++)
    {
      is_best &= ours[i] == best[i];
      late += !ours[i];
    }

  least = sk_one_machine_count_least_late (&machine);
  self->n++;
  self->n_best += is_best;
  self->n_least += late == least;
  self->late += late;
  self->least_late += least;
  self->bound += sk_plan_summarize (plan).lower_bound_late;
}

static void
print_tally (const char  *says,
             const Tally *self)
{
  double n = MAX (self->n, 1);

  g_print ("%-24s %6u   %7.2f %7.2f   %7.2f %7.2f %7.2f\n", says, self->n,
           bench_percent (self->n_best, self->n), bench_percent (self->n_least, self->n),
           self->late / n, self->least_late / n, self->bound / n);
}

static void
add (Tally       *self,
     const Tally *other)
{
  self->n += other->n;
  self->n_best += other->n_best;
  self->n_least += other->n_least;
  self->late += other->late;
  self->least_late += other->least_late;
  self->bound += other->bound;
}

static void
measure_ranks (SkOneMachineRanks  ranks,
               const char        *name,
               guint              n)
{
  Tally all = { 0 };

  for (guint i = 1; i <= N_STEPS; i++)
    {
      g_autofree char *says = g_strdup_printf ("%s, factor %.1f", name, i * STEP);
      Tally some = { 0 };

      for (guint k = 1; k <= N_STEPS; k++)
        for (guint seed = 1; seed <= n; seed++)
          {
            SkOneMachineKnobs knobs = { SK_ONE_MACHINE_MOST, i * STEP, k * STEP, ranks };

            tally (&some, &knobs, (i * N_STEPS + k) * 1000 + seed);
          }

      print_tally (says, &some);
      add (&all, &some);
    }

  print_tally (name, &all);
}

/**
 * bench_one_machine:
 * @options: how many cases of each kind
 */
void
bench_one_machine (const BenchOptions *options)
{
  guint n = bench_count (options, 20, 1);

  g_print ("One machine without a break, %u jobs, by tardiness factor; %u cases of each of %u\n"
           "kinds.  best: %% of cases in which the on-time vector is the best there is in the\n"
           "order of importance (exact); least: %% in which no other order of importance has\n"
           "fewer late jobs (Moore and Hodgson); late: jobs per case, ours, least, our bound.\n\n",
           SK_ONE_MACHINE_MOST, n, N_STEPS * N_STEPS);
  g_print ("%-24s %6s   %7s %7s   %7s %7s %7s\n", "ranks", "cases", "best", "least", "late",
           "least", "bound");
  measure_ranks (SK_ONE_MACHINE_EQUAL, "equal", n);
  measure_ranks (SK_ONE_MACHINE_ANY, "any", n);
  measure_ranks (SK_ONE_MACHINE_SHORT_FIRST, "short jobs first", n);
}
