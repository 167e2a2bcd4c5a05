/* test-planner-exact.c — how good a plan is, measured against the best there is
 *
 * Small random cases are solved exactly, by a search that shares nothing with
 * the planner, and known cases from the books are answered.  SLOTKEEPER_EXACT
 * says how many random cases; `./run bench` judges more and larger ones.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-exact.h"
#include "sk-instance.h"
#include "sk-one-machine.h"
#include "sk-planner.h"

#include <stdlib.h>

#define DEFAULT_CASES 5000
#define TINY_CASES 400
#define PERMUTED_CASES 200
#define ONE_MACHINE_CASES 4      /* of each kind */

/* In a thousand cases: as many due dates as there can be are kept in so many. */
#define OPTIMAL_PER_MILLE 995

typedef struct
{
  SkExactPlan ours;
  SkExactPlan by_rank;
  SkExactPlan best;
  SkSummary   summary;
  guint       least_late;
} Verdict;

static guint
count_cases (void)
{
  const char *text = g_getenv ("SLOTKEEPER_EXACT");

  return text != NULL ? (guint) strtoul (text, NULL, 10) : DEFAULT_CASES;
}

static void
judge (SkWorld *world,
       Verdict *verdict)
{
  g_autoptr(SkExact) exact = sk_exact_new (world->snapshot, world->rules, world->at);
  g_autoptr(SkPlan) plan = sk_planner_plan (world->snapshot, world->rules, world->at);

  sk_exact_read (exact, plan, &verdict->ours);
  sk_exact_plan_by_rank (exact, &verdict->by_rank);
  sk_exact_solve (exact, &verdict->best);
  verdict->summary = sk_plan_summarize (plan);
  verdict->least_late = sk_exact_count_least_late (exact);
}

typedef gboolean (*Claim) (const Verdict *verdict);

static SkWorld *
small_world (guint seed)
{
  SkInstanceKnobs knobs;

  sk_instance_knobs_small (&knobs, 5, 10, seed);

  return sk_instance_new (&knobs, seed);
}

static void
report (guint          seed,
        const Verdict *verdict)
{
  g_autofree char *ours = sk_exact_plan_dup_dump (&verdict->ours);
  g_autofree char *best = sk_exact_plan_dup_dump (&verdict->best);
  g_autofree char *by_rank = sk_exact_plan_dup_dump (&verdict->by_rank);

  g_test_message ("case %u, late %u, avoidable %u, bound %u, least %u\nours\n%sbest\n%sby rank\n%s",
                  seed, verdict->summary.late, verdict->summary.late_avoidable,
                  verdict->summary.lower_bound_late, verdict->least_late, ours, best, by_rank);
}

/* How many cases there are of which it is not true. */
static guint
count_failures (Claim claim)
{
  guint n = count_cases (), n_failures = 0;

  for (guint seed = 1; seed <= n; seed++)
    {
      g_autoptr(SkWorld) world = small_world (seed);
      Verdict verdict;

      judge (world, &verdict);
      if (!(*claim) (&verdict) && n_failures++ == 0)
        report (seed, &verdict);
    }

  return n_failures;
}

static gboolean
is_no_worse_than_by_rank (const Verdict *verdict)
{
  return sk_exact_plan_compare_dues (&verdict->ours, &verdict->by_rank) >= 0;
}

static gboolean
keeps_the_best_due_dates (const Verdict *verdict)
{
  g_assert_cmpint (sk_exact_plan_compare_dues (&verdict->ours, &verdict->best), <=, 0);

  return sk_exact_plan_compare_dues (&verdict->ours, &verdict->best) == 0;
}

static gboolean
is_honest_about_misses (const Verdict *verdict)
{
  return verdict->summary.late_avoidable > 0 || verdict->summary.unplaced > 0 ||
         keeps_the_best_due_dates (verdict);
}

static gboolean
bounds_from_below (const Verdict *verdict)
{
  return verdict->summary.lower_bound_late <= verdict->least_late;
}

static gboolean
is_by_rank_where_that_suffices (const Verdict *verdict)
{
  return sk_exact_plan_compare_dues (&verdict->by_rank, &verdict->best) != 0 ||
         sk_exact_plan_compare (&verdict->ours, &verdict->by_rank) == 0;
}

static void
test_claim (gconstpointer data)
{
  const Claim *claim = data;

  g_assert_cmpuint (count_failures (*claim), ==, 0);
}

static void
test_optimal (void)
{
  guint n_failures = count_failures (keeps_the_best_due_dates);

  g_test_message ("%u of %u cases miss a due date that could be kept", n_failures,
                  count_cases ());
  g_assert_cmpuint (n_failures * 1000, <=, count_cases () * (1000 - OPTIMAL_PER_MILLE));
}

/* By an oracle that knows nothing but turns: every order of five to eight tasks. */
static void
test_every_permutation (void)
{
  guint n_failures = 0;

  for (guint seed = 1; seed <= PERMUTED_CASES; seed++)
    {
      SkInstanceKnobs knobs;

      sk_instance_knobs_small (&knobs, 5, 8, seed);

      g_autoptr(SkWorld) world = sk_instance_new (&knobs, 9000 + seed);
      g_autoptr(SkExact) exact = sk_exact_new (world->snapshot, world->rules, world->at);
      g_autoptr(SkPlan) plan = sk_planner_plan (world->snapshot, world->rules, world->at);
      SkExactPlan ours, best;

      sk_exact_read (exact, plan, &ours);
      sk_exact_try_all (exact, &best);
      g_assert_cmpint (sk_exact_plan_compare_dues (&ours, &best), <=, 0);
      n_failures += sk_exact_plan_compare_dues (&ours, &best) != 0;
    }

  g_test_message ("%u of %u cases of 5 to 8 tasks miss a due date that some permutation keeps",
                  n_failures, PERMUTED_CASES);
  g_assert_cmpuint (n_failures, ==, 0);
}

/* The measure itself: two ways to the best plan, which share little. */
static void
test_measure (void)
{
  for (guint seed = 1; seed <= TINY_CASES; seed++)
    {
      SkInstanceKnobs knobs;

      sk_instance_knobs_small (&knobs, 3, 6, seed);
      knobs.pinned = 0.15;
      knobs.blocked = 0.4;
      knobs.earliest = 0.3;

      g_autoptr(SkWorld) world = sk_instance_new (&knobs, seed);
      g_autoptr(SkExact) exact = sk_exact_new (world->snapshot, world->rules, world->at);
      SkExactPlan solved, tried, by_rank;

      sk_exact_solve (exact, &solved);
      sk_exact_try_all (exact, &tried);
      sk_exact_plan_by_rank (exact, &by_rank);
      if (sk_exact_plan_compare (&solved, &tried) != 0)
        {
          g_autofree char *one = sk_exact_plan_dup_dump (&solved);
          g_autofree char *other = sk_exact_plan_dup_dump (&tried);

          g_error ("case %u\nsolved\n%stried\n%s", seed, one, other);
        }
      g_assert_cmpint (sk_exact_plan_compare_dues (&solved, &by_rank), >=, 0);
      g_assert_cmpuint (sk_exact_count_least_late (exact), <=,
                        sk_exact_plan_count_late (&solved));
    }
}

/* The measure itself: where a plan without a miss was hidden, one is found. */
static void
test_planted (void)
{
  for (guint seed = 1; seed <= TINY_CASES; seed++)
    {
      SkInstanceKnobs knobs;

      sk_instance_knobs_small (&knobs, 4, 12, seed);
      knobs.planted = TRUE;
      knobs.load = 0.95;
      knobs.slack_days = 0.05;
      knobs.earliest = 0.3;
      knobs.due = 0.9;

      g_autoptr(SkWorld) world = sk_instance_new (&knobs, seed);
      g_autoptr(SkExact) exact = sk_exact_new (world->snapshot, world->rules, world->at);
      SkExactPlan best;

      sk_exact_solve (exact, &best);
      g_assert_cmpuint (sk_exact_plan_count_late (&best), ==, 0);
      g_assert_cmpuint (sk_exact_count_least_late (exact), ==, 0);
    }
}

/* --- published cases: one machine, as many jobs as the literature has --- */

static void
test_one_machine (gconstpointer data)
{
  SkOneMachineRanks ranks = GPOINTER_TO_INT (data);

  for (guint seed = 0; seed < 25 * ONE_MACHINE_CASES; seed++)
    {
      SkOneMachineKnobs knobs = {
        .n_jobs = SK_ONE_MACHINE_MOST,
        .tardiness = 0.2 * (1 + seed % 5),
        .range = 0.2 * (1 + seed / 5 % 5),
        .ranks = ranks,
      };
      SkOneMachine machine;
      gboolean ours[SK_ONE_MACHINE_MOST], best[SK_ONE_MACHINE_MOST];

      sk_one_machine_roll (&machine, &knobs, seed);

      g_autoptr(SkWorld) world = sk_one_machine_world_new (&machine);
      g_autoptr(SkPlan) plan = sk_planner_plan (world->snapshot, world->rules, world->at);

      sk_one_machine_read (&machine, plan, ours);
      sk_one_machine_find_best (&machine, best);
      g_assert_cmpmem (ours, sizeof ours, best, sizeof best);
      g_assert_cmpuint (sk_plan_summarize (plan).lower_bound_late, ==,
                        sk_one_machine_count_least_late (&machine));
    }
}

/* --- cases from the books: one machine, no breaks, a quarter of an hour is one --- */

#define MIDNIGHT ((gint64) 20458 * 24 * 60 * 60)
#define MOST_JOBS 8

typedef struct
{
  int length;
  int due;
  int release;
  int after;                    /* the number of a job, the first being 1; 0: none */
} Job;

typedef struct
{
  const char *says;
  Job         jobs[MOST_JOBS];  /* most important first */
  guint       least_late;       /* whatever the ranks */
  const char *on_time;          /* as the ranks want it: a sign per job */
} Row;

static const Row rows[] = {
  /* Pinedo, "Scheduling", the example of Moore and Hodgson's algorithm: on
   * time are 3, 4 and 5.  With the first two more important, they and the last. */
  { "pinedo-number-of-tardy-jobs",
    { { 7, 9 }, { 8, 17 }, { 4, 18 }, { 6, 19 }, { 6, 21 } }, 2, "++--+" },
  { "pinedo-with-the-best-set-important",
    { { 4, 18 }, { 6, 19 }, { 6, 21 }, { 7, 9 }, { 8, 17 } }, 2, "+++--" },
  /* Jackson: the order of due dates keeps all of them, that of ranks only some. */
  { "jackson-all-can-be-kept-against-all-ranks",
    { { 6, 20 }, { 5, 14 }, { 4, 9 }, { 3, 5 }, { 2, 2 } }, 0, "+++++" },
  { "one-slot-too-much-costs-the-least-important",
    { { 6, 19 }, { 5, 14 }, { 4, 9 }, { 3, 5 }, { 2, 2 } }, 1, "++++-" },
  /* Moore's rule drops the longest; the rank wants just that one. */
  { "a-long-important-job-costs-three-short-ones",
    { { 9, 9 }, { 3, 3 }, { 3, 6 }, { 3, 9 } }, 1, "+---" },
  /* Kise, Ibaraki and Mine: with releases, waiting for the one to come is right. */
  { "an-idle-machine-waits-for-a-tight-job",
    { { 8, 0 }, { 2, 5, 3 }, { 3, 3 } }, 0, "+++" },
  { "a-release-and-a-due-date-that-pin-a-job",
    { { 5, 12 }, { 4, 8, 4 }, { 4, 4 } }, 1, "+-+" },
  /* Lawler: what comes before an urgent job is urgent. */
  { "a-chain-is-as-urgent-as-its-last-job",
    { { 8, 20 }, { 2, 0, 0, 4 }, { 3, 9, 0, 2 }, { 2, 0 } }, 0, "++++" },
  { "a-chain-that-cannot-be-in-time",
    { { 5, 5 }, { 4, 8, 0, 3 }, { 5, 0 } }, 1, "+-+" },
};

static SkTask *
task_of (const Row *row,
         guint      i)
{
  const Job *job = &row->jobs[i];
  g_autofree char *id = g_strdup_printf ("j%u", i + 1);
  g_autofree char *blocker = g_strdup_printf ("j%d", job->after);
  const char *blockers[] = { blocker, NULL };
  SkTaskInit init = {
    .id = id,
    .title = id,
    .ranked = TRUE,
    .rank = MOST_JOBS - i,
    .has_duration = TRUE,
    .duration_hours = job->length / 4.0,
    .blocked_by = job->after > 0 ? blockers : NULL,
  };

  if (job->due > 0)
    init.due = sk_when_instant (MIDNIGHT + job->due * 900);
  if (job->release > 0)
    init.earliest_start = sk_when_instant (MIDNIGHT + job->release * 900);

  return sk_task_new (&init);
}

static SkWorld *
world_of (const Row *row)
{
  SkSnapshotInit init = { .tasks = sk_task_array_new () };
  SkWorld *self = g_new0 (SkWorld, 1);

  for (guint i = 0; i < MOST_JOBS && row->jobs[i].length > 0; i++)
    g_ptr_array_add (init.tasks, task_of (row, i));
  self->snapshot = sk_snapshot_new_take (&init);
  self->rules = sk_one_machine_rules_new (15, 1);
  self->at = MIDNIGHT;

  return self;
}

/* A sign per job, in the order of the row. */
static char *
dup_signs (const SkExactPlan *plan)
{
  char *signs = g_strnfill (plan->n, '?');

  for (guint i = 0; i < plan->n; i++)
    signs[sk_task_get_id (plan->tasks[i])[1] - '1'] = plan->on_time[i] ? '+' : '-';

  return signs;
}

static void
test_measure_of_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(SkWorld) world = world_of (row);
  g_autoptr(SkExact) exact = sk_exact_new (world->snapshot, world->rules, world->at);
  SkExactPlan solved, tried;

  sk_exact_solve (exact, &solved);
  sk_exact_try_all (exact, &tried);

  g_autofree char *signs = dup_signs (&solved);

  g_assert_cmpstr (signs, ==, row->on_time);
  g_assert_cmpint (sk_exact_plan_compare (&solved, &tried), ==, 0);
  g_assert_cmpuint (sk_exact_count_least_late (exact), ==, row->least_late);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(SkWorld) world = world_of (row);
  Verdict verdict;

  judge (world, &verdict);

  g_autofree char *signs = dup_signs (&verdict.ours);

  g_assert_cmpstr (signs, ==, row->on_time);
  g_assert_cmpuint (verdict.summary.late, ==, sk_exact_plan_count_late (&verdict.best));
  g_assert_cmpuint (verdict.summary.late_avoidable, ==, 0);
  g_assert_cmpuint (verdict.summary.lower_bound_late, <=, row->least_late);
}

static void
add_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *measure = g_strconcat ("/planner/exact/measure/", rows[i].says, NULL);
      g_autofree char *plan = g_strconcat ("/planner/exact/books/", rows[i].says, NULL);

      g_test_add_data_func (measure, &rows[i], test_measure_of_row);
      g_test_add_data_func (plan, &rows[i], test_row);
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    Claim       claim;
  } claims[] = {
    { "/planner/exact/never-worse-than-by-rank",        is_no_worse_than_by_rank },
    { "/planner/exact/nothing-avoidable-is-the-best",   is_honest_about_misses },
    { "/planner/exact/no-plan-is-below-the-bound",      bounds_from_below },
    { "/planner/exact/by-rank-where-that-suffices",     is_by_rank_where_that_suffices },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/exact/measure/two-ways-agree", test_measure);
  g_test_add_func ("/planner/exact/measure/what-was-hidden-is-found", test_planted);
  add_rows ();
  g_test_add_data_func ("/planner/exact/one-machine/equal-ranks",
                        GINT_TO_POINTER (SK_ONE_MACHINE_EQUAL), test_one_machine);
  g_test_add_data_func ("/planner/exact/one-machine/any-ranks",
                        GINT_TO_POINTER (SK_ONE_MACHINE_ANY), test_one_machine);
  g_test_add_func ("/planner/exact/every-permutation", test_every_permutation);
  g_test_add_func ("/planner/exact/best-due-dates", test_optimal);
  for (gsize i = 0; i < G_N_ELEMENTS (claims); i++)
    g_test_add_data_func (claims[i].path, &claims[i].claim, test_claim);

  return g_test_run ();
}
