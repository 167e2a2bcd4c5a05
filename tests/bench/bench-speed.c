/* bench-speed.c — how long a pass takes, against merely sorting the tasks
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench.h"

#include "sk-graph.h"
#include "sk-improve.h"
#include "sk-instance.h"
#include "sk-keep.h"
#include "sk-order.h"
#include "sk-place.h"
#include "sk-planner.h"

#define MOST_RUNS 51
#define LEAST_SAMPLE 200        /* microseconds: shorter runs are measured in bundles */

typedef void (*Run) (gpointer data);

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* The median of as many runs as fit into @budget microseconds, in microseconds. */
static double
measure (Run      run,
         gpointer data,
         gint64   budget)
{
  double times[MOST_RUNS];
  gint64 begin = g_get_monotonic_time ();
  guint n_runs = 0, bundle = 1;

  do
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < bundle; i++)
        (*run) (data);

      gint64 time = g_get_monotonic_time () - start;

      if (time < LEAST_SAMPLE)
        bundle *= 2;
      else
        times[n_runs++] = (double) time / bundle;
    }
  while (n_runs == 0 || (n_runs < MOST_RUNS && g_get_monotonic_time () - begin < budget));

  qsort (times, n_runs, sizeof (double), compare_times);

  return times[n_runs / 2];
}

/* --- what is aimed at --- */

#define MOST_BYTES 200          /* a task, with the plan */
#define LEAST_TASKS_FOR_BYTES 1000 /* a calendar takes its memory for a single task too */

typedef enum
{
  SCRATCH,
  DISTURBED,
  SETTLED,
} Pass;

static const char *const pass_names[] = {
  "from scratch",
  "3 % of the meetings moved",
  "nothing changed",
};

typedef struct
{
  Pass        pass;
  guint       n_tasks;
  double      most;
  gboolean    in_sorts;         /* times merely sorting; else microseconds */
} Aim;

static const Aim aims[] = {
  { SCRATCH, 100, 100, FALSE },
  { SETTLED, 100, 100, FALSE },
  { SCRATCH, 10000, 15, TRUE },
};

static void
print_aim (Pass   pass,
           guint  n_tasks,
           double time,
           double sorted)
{
  for (gsize i = 0; i < G_N_ELEMENTS (aims); i++)
    {
      const Aim *aim = &aims[i];
      double value = aim->in_sorts ? time / sorted : time;

      if (aim->pass == pass && aim->n_tasks == n_tasks)
        g_print ("   aim %g %s: %s", aim->most, aim->in_sorts ? "x" : "us",
                 bench_judge (value, aim->most));
    }
}

/* --- merely sorting --- */

/* Good enough to compare by. */
static gint64
due_of (SkTask *task)
{
  SkWhen due = sk_task_get_due (task);

  if (due.kind == SK_WHEN_NONE)
    return G_MAXINT64;

  return due.kind == SK_WHEN_DAY ? (due.value + 1) * 24 * 60 * 60 : due.value;
}

static int
compare_tasks (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  SkTask *one = *(SkTask *const *) a, *other = *(SkTask *const *) b;
  double rank = 0, other_rank = 0, hours = 0, other_hours = 0;

  sk_task_get_rank (one, &rank);
  sk_task_get_rank (other, &other_rank);
  if (rank > other_rank || rank < other_rank)
    return rank > other_rank ? -1 : 1;
  if (due_of (one) != due_of (other))
    return due_of (one) < due_of (other) ? -1 : 1;
  sk_task_get_duration_hours (one, &hours);
  sk_task_get_duration_hours (other, &other_hours);
  if (hours > other_hours || hours < other_hours)
    return hours < other_hours ? -1 : 1;

  return g_strcmp0 (sk_task_get_id (one), sk_task_get_id (other));
}

static void
sort (gpointer data)
{
  SkWorld *world = data;
  guint n = sk_snapshot_get_n_tasks (world->snapshot);
  g_autofree SkTask **tasks = g_new (SkTask *, n);

  for (guint i = 0; i < n; i++)
    tasks[i] = sk_snapshot_get_task (world->snapshot, i);
  g_qsort_with_data (tasks, (int) n, sizeof (SkTask *), compare_tasks, NULL);
}

/* --- planning --- */

static void
plan (gpointer data)
{
  SkWorld *world = data;

  sk_plan_unref (sk_planner_plan (world->snapshot, world->rules, world->at));
}

/* --- what the table of planner.md §9 counts --- */

/* Tasks and calendar as numbers, in order: there the work begins, and it ends
 * with a place for each, before any of it is told. */
static SkAgenda *
prepare (SkWorld *world)
{
  SkAgenda *agenda = sk_agenda_new (world->snapshot, world->rules, world->at);

  sk_graph_link (agenda);
  sk_order_sort (agenda);
  sk_agenda_prepare (agenda);
  sk_keep_fixed (agenda);
  sk_keep_legal (agenda);

  return agenda;
}

static void
choose_places (gpointer data)
{
  SkAgenda *agenda = data;
  g_autoptr(SkPromises) promises = sk_promises_new (agenda);
  g_autofree SkPosition *places = g_new (SkPosition, agenda->n_eligible + 1);

  if (sk_rules_get_stability (agenda->rules) == SK_STABILITY_STEADY)
    sk_improve_steadily (promises, places);
  else
    sk_place_from_scratch (promises, places);
}

/* Its figures for 365 days, in microseconds; the least where it has several. */
typedef struct
{
  guint  n_tasks;
  double scratch;
  double settled;
} Entry;

static const Entry table[] = {
  { 100, 16, 32 },
  { 1000, 670, 410 },
  { 10000, 2490, 3600 },
  { 100000, 14900, 40000 },
};

static void
print_choice (Pass     pass,
              SkWorld *world,
              gint64   budget,
              double   most)
{
  g_autoptr(SkAgenda) agenda = prepare (world);
  double time = measure (choose_places, agenda, budget);

  g_print ("    %-26s %10.1f", pass_names[pass], time);
  if (most > 0)
    g_print ("   table %g us: %s", most, bench_judge (time, most));
  g_print ("\n");
}

static void
print_choices (SkWorld *fresh,
               SkWorld *settled,
               int      days_ahead,
               gint64   budget)
{
  guint n_tasks = sk_snapshot_get_n_tasks (fresh->snapshot);
  Entry entry = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (days_ahead == 365 && table[i].n_tasks == n_tasks)
      entry = table[i];

  g_print ("  of that, choosing the places:\n");
  print_choice (SCRATCH, fresh, budget, entry.scratch);
  print_choice (SETTLED, settled, budget, entry.settled);
}

/* The same world, but some of the meetings are an hour later. */
static SkWorld *
with_other_meetings (SkWorld *world)
{
  SkSnapshotInit init = { .tasks = sk_task_array_new (), .busy = sk_busy_array_new () };
  SkSnapshot *snapshot = world->snapshot;

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    g_ptr_array_add (init.tasks, sk_task_ref (sk_snapshot_get_task (snapshot, i)));
  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (snapshot, i);
      gint64 later = i % 33 == 5 ? 60 * 60 : 0;

      sk_busy_array_add (init.busy, (SkSpan) { busy->span.start + later, busy->span.end + later },
                         busy->title);
    }

  SkWorld *self = g_new0 (SkWorld, 1);

  self->snapshot = sk_snapshot_new_take (&init);
  self->rules = sk_rules_ref (world->rules);
  self->at = world->at;

  return self;
}

/* What planning so many from scratch takes. */
typedef struct
{
  guint       n_tasks;
  BenchMemory memory;
} Size;

static void
print_pass (Pass         pass,
            SkWorld     *world,
            double       sorted,
            gint64       budget,
            BenchMemory *memory)
{
  double time = measure (plan, world, budget);
  guint n = MAX (sk_snapshot_get_n_tasks (world->snapshot), 1);

  g_print ("    %-26s %10.1f %7.1f", pass_names[pass], time, time / sorted);

  gboolean counted = bench_memory_begin ();
  g_autoptr(SkPlan) made = sk_planner_plan (world->snapshot, world->rules, world->at);

  bench_memory_end (memory);
  if (counted)
    g_print (" %9.1f %9.1f %7.3f", (double) memory->peak / n, (double) memory->kept / n,
             (double) memory->n_allocations / n);

  SkSummary summary = sk_plan_summarize (made);

  g_print ("   %u placed, %u moved, %u late", summary.placed, summary.moved, summary.late);
  print_aim (pass, n, time, sorted);
  if (counted && n >= LEAST_TASKS_FOR_BYTES)
    g_print ("   aim %d bytes: %s", MOST_BYTES,
             bench_judge ((double) memory->peak / n, MOST_BYTES));
  g_print ("\n");
}

/* That it is linear: what another task takes is seen between two sizes. */
static void
print_growth (const Size *small,
              const Size *large)
{
  double more = large->n_tasks - small->n_tasks;
  double peak = (double) (large->memory.peak - small->memory.peak) / more;
  double kept = (double) (large->memory.kept - small->memory.kept) / more;

  g_print ("    bytes that one more task takes, from %u to %u: %.1f, of which %.1f in the plan"
           "   aim %d: %s\n", small->n_tasks, large->n_tasks, peak, kept, MOST_BYTES,
           bench_judge (peak, MOST_BYTES));
}

/* Returns how long measuring took, in microseconds. */
static double
measure_size (Size   *size,
              int     days_ahead,
              gint64  budget)
{
  SkInstanceKnobs knobs;
  BenchMemory memory;

  sk_instance_knobs_usual (&knobs);
  knobs.n_tasks = size->n_tasks;
  knobs.days_ahead = days_ahead;
  knobs.planted = FALSE;
  knobs.due_share = 1;

  g_autoptr(SkWorld) fresh = sk_instance_new (&knobs, 77);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(SkWorld) steady = sk_world_with_stability (fresh, SK_STABILITY_STEADY);
  g_autoptr(SkWorld) settled = bench_settle (&bench_policies[BENCH_STEADY], steady);
  g_autoptr(SkWorld) disturbed = with_other_meetings (settled);
  double sorted = measure (sort, fresh, budget);

  g_print ("%u tasks, %d days, merely sorting: %.1f us\n", size->n_tasks, days_ahead, sorted);
  print_pass (SCRATCH, fresh, sorted, budget, &size->memory);
  print_pass (DISTURBED, disturbed, sorted, budget, &memory);
  print_pass (SETTLED, settled, sorted, budget, &memory);
  print_choices (fresh, settled, days_ahead, budget);

  return (double) (g_get_monotonic_time () - start);
}

static void
measure_horizon (int    days_ahead,
                 gint64 budget,
                 double patience)
{
  static const guint n_tasks[] = { 100, 1000, 10000, 100000 };
  Size sizes[G_N_ELEMENTS (n_tasks)];
  double time = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (n_tasks); i++)
    {
      sizes[i] = (Size) { .n_tasks = n_tasks[i] };

      /* ten times as many take about twenty times as long */
      if ((time - 3 * (double) budget) * 20 > patience)
        {
          g_print ("%u tasks, %d days: left out, it would take too long\n", n_tasks[i], days_ahead);
          continue;
        }

      time = measure_size (&sizes[i], days_ahead, budget);
      if (i > 0 && sizes[i].memory.kept > 0)
        print_growth (&sizes[i - 1], &sizes[i]);
    }
}

/**
 * bench_speed:
 * @options: whether it is a smoke test
 */
void
bench_speed (const BenchOptions *options)
{
  static const int horizons[] = { 7, 28, 365 };

  g_print ("Medians in microseconds, and how many times that of merely sorting.  Bytes a task:\n"
           "at the worst moment of the call, with the plan, and of the plan alone; then how\n"
           "often memory is asked for, per task.  Aims in microseconds are for a machine that\n"
           "has nothing else to do.  The table of planner.md counts neither the reading of\n"
           "tasks and calendar nor the telling of the plan: that part is shown by itself.\n\n");
  g_print ("    %-26s %10s %7s %9s %9s %7s\n", "", "us", "x sort", "peak", "plan", "allocs");
  for (gsize i = 0; i < G_N_ELEMENTS (horizons); i++)
    measure_horizon (horizons[i], options->quick ? 20000 : 1000000, options->quick ? 2e6 : 40e6);
}
