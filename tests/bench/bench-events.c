/* bench-events.c — something happens once: how many tasks move for it
 *
 * Each policy starts from a plan it is content with.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench.h"

#include "sk-instance.h"

#define MINUTE ((gint64) 60)
#define DAY (24 * 60 * MINUTE)

/* The world to be: @at and the lists may be changed. */
typedef struct
{
  SkWorld   *from;
  GRand     *rand;
  gint64     at;
  GPtrArray *tasks;
  GArray    *busy;
} Change;

static void
wait_a_little (Change *self)
{
  self->at += 10 * MINUTE;
}

static void
add_meeting (Change *self)
{
  gint64 start = self->from->at + g_rand_int_range (self->rand, 0, 5) * DAY +
                 g_rand_int_range (self->rand, 1, 16) * 30 * MINUTE;

  wait_a_little (self);
  sk_busy_array_add (self->busy, (SkSpan) { start, start + 60 * MINUTE }, "New meeting");
}

static void
cancel_meeting (Change *self)
{
  wait_a_little (self);
  for (guint tries = 0; tries < 1000 && self->busy->len > 0; tries++)
    {
      guint i = (guint) g_rand_int_range (self->rand, 0, (gint32) self->busy->len);
      SkSpan span = g_array_index (self->busy, SkBusy, i).span;

      if (span.start > self->at && span.start < self->at + 7 * DAY)
        {
          g_array_remove_index (self->busy, i);
          return;
        }
    }
}

static void
add_task (Change *self,
          double  rank)
{
  SkTaskInit init = {
    .id = "new",
    .title = "New task",
    .ranked = TRUE,
    .rank = rank,
    .has_duration = TRUE,
    .duration_hours = g_rand_int_range (self->rand, 1, 4),
  };

  wait_a_little (self);
  if (g_rand_double (self->rand) < 0.6)
    init.due = sk_when_day (self->from->at / DAY + g_rand_int_range (self->rand, 1, 14));
  g_ptr_array_add (self->tasks, sk_task_new (&init));
}

static void
add_any_task (Change *self)
{
  add_task (self, g_rand_double_range (self->rand, 0, self->tasks->len));
}

static void
add_top_task (Change *self)
{
  add_task (self, self->tasks->len + 1);
}

static void
end_first_early (Change *self)
{
  guint first = self->tasks->len;
  SkSpan span = { G_MAXINT64, G_MAXINT64 };

  for (guint i = 0; i < self->tasks->len; i++)
    {
      SkSpan other;

      if (sk_task_get_scheduled_span (g_ptr_array_index (self->tasks, i), &other) &&
          other.start < span.start)
        {
          first = i;
          span = other;
        }
    }

  if (first == self->tasks->len)
    return;
  g_ptr_array_remove_index (self->tasks, first);
  self->at = MAX (self->at, span.start) + sk_span_length (span) / 2;
}

/* The next morning, everything of today is done. */
static void
sleep_over (Change *self)
{
  self->at += DAY;
  for (guint i = self->tasks->len; i > 0; i--)
    {
      SkSpan span;

      if (sk_task_get_scheduled_span (g_ptr_array_index (self->tasks, i - 1), &span) &&
          span.end <= self->at)
        g_ptr_array_remove_index (self->tasks, i - 1);
    }
}

typedef struct
{
  const char *says;
  void      (*happen) (Change *change);
} Event;

static const Event events[] = {
  { "ten minutes later",        wait_a_little },
  { "a meeting is added",       add_meeting },
  { "a meeting is cancelled",   cancel_meeting },
  { "a task is done early",     end_first_early },
  { "a task is added",          add_any_task },
  { "a top-ranked task is added", add_top_task },
  { "next morning, all done",   sleep_over },
};

#define N_EVENTS G_N_ELEMENTS (events)

typedef struct
{
  guint n;
  guint n_restless;
  guint moved;
  guint forced;
  guint over;
  guint late;
} Account;

static void
measure (const BenchPolicy *policy,
         SkWorld           *settled,
         const Event       *event,
         guint32            seed,
         Account           *account)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  SkSnapshotInit init = { .tasks = sk_task_array_new (), .busy = sk_busy_array_new () };
  SkSnapshot *before = settled->snapshot;
  Change change = { settled, rand, settled->at, init.tasks, init.busy };

  for (guint i = 0; i < sk_snapshot_get_n_tasks (before); i++)
    g_ptr_array_add (init.tasks, sk_task_ref (sk_snapshot_get_task (before, i)));
  for (guint i = 0; i < sk_snapshot_get_n_busy (before); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (before, i);

      sk_busy_array_add (init.busy, busy->span, busy->title);
    }
  (*event->happen) (&change);

  g_autoptr(SkSnapshot) snapshot = sk_snapshot_new_take (&init);
  g_autoptr(SkPlan) plan = (*policy->plan) (snapshot, settled->rules, change.at);
  BenchMoves moves = bench_moves_count (plan);

  account->n++;
  account->n_restless += moves.moved > 0;
  account->moved += moves.moved;
  account->forced += moves.forced;
  account->over += moves.over;
  account->late += sk_plan_summarize (plan).late;
}

static void
print_accounts (Account accounts[][BENCH_N_POLICIES])
{
  g_print ("%-28s %-26s %8s %8s %8s %8s %8s\n", "", "", "moved", "restless", "forced", "over",
           "late");
  for (gsize i = 0; i < N_EVENTS; i++)
    for (guint k = 0; k < BENCH_N_POLICIES; k++)
      {
        const Account *account = &accounts[i][k];
        double n = MAX (account->n, 1);

        g_print ("%-28s %-26s %8.2f %7.1f%% %8.2f %8.2f %8.2f\n", k == 0 ? events[i].says : "",
                 bench_policies[k].name, account->moved / n, 100 * account->n_restless / n,
                 account->forced / n, account->over / n, account->late / n);
      }
}

/**
 * bench_events:
 * @options: how many cases
 */
void
bench_events (const BenchOptions *options)
{
  Account accounts[N_EVENTS][BENCH_N_POLICIES] = { { { 0 } } };
  guint n = bench_count (options, 50, 3);

  for (guint32 seed = 1; seed <= n; seed++)
    {
      SkInstanceKnobs knobs;

      sk_instance_knobs_usual (&knobs);
      knobs.load = 0.85;
      knobs.slack_days = 1.5;
      knobs.pinned = 0.02;

      g_autoptr(SkWorld) world = sk_instance_new (&knobs, 3000 + seed);

      for (guint k = 0; k < BENCH_N_POLICIES; k++)
        {
          bench_policy_apply (&bench_policies[k], world);

          g_autoptr(SkWorld) settled = bench_settle (&bench_policies[k], world);

          for (gsize i = 0; i < N_EVENTS; i++)
            measure (&bench_policies[k], settled, &events[i], seed * 100 + (guint32) i,
                     &accounts[i][k]);
        }
    }

  g_print ("%u cases of 100 tasks.  Tasks that move for each event, %% of the cases in which\n"
           "any does, tasks whose place is no longer possible, tasks over something busy or each\n"
           "other, tasks that are late then.\n\n", n);
  print_accounts (accounts);
}
