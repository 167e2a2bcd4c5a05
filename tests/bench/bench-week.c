/* bench-week.c — a week at the office: who moves how much, and misses what
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-week.h"

#include "sk-instance.h"

static void
item_clear (gpointer data)
{
  WeekItem *item = data;

  g_clear_pointer (&item->task, sk_task_unref);
}

static SkSnapshot *
take_snapshot (Week *self)
{
  SkSnapshotInit init = { .tasks = sk_task_array_new (), .busy = sk_busy_array_new () };

  for (guint i = 0; i < self->items->len; i++)
    {
      WeekItem *item = &g_array_index (self->items, WeekItem, i);

      if (!item->done)
        g_ptr_array_add (init.tasks, sk_task_ref (item->task));
    }
  for (guint i = 0; i < self->busy->len; i++)
    {
      const SkBusy *busy = &g_array_index (self->busy, SkBusy, i);

      sk_busy_array_add (init.busy, busy->span, busy->title);
    }

  return sk_snapshot_new_take (&init);
}

static WeekItem *
find_item (Week   *self,
           SkTask *task)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, WeekItem, i).task == task)
      return &g_array_index (self->items, WeekItem, i);

  g_assert_not_reached ();
}

static void
put (Week   *self,
     SkTask *task,
     SkWhen  start,
     SkWhen  end)
{
  WeekItem *item = find_item (self, task);

  item->task = sk_task_with_place (task, start, end);
  item->waits = FALSE;
  sk_task_unref (task);
}

static void
write_plan (Week   *self,
            SkPlan *plan)
{
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      if (placement->change != SK_CHANGE_KEPT)
        put (self, placement->task, sk_when_instant (placement->span.start),
             sk_when_instant (placement->span.end));
    }
  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (plan, i);

      if (unplaced->change == SK_CHANGE_REMOVED)
        put (self, unplaced->task, (SkWhen) { 0 }, (SkWhen) { 0 });
    }
}

static void
pass (Week   *self,
      gint64  now)
{
  g_autoptr(SkSnapshot) snapshot = take_snapshot (self);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(SkPlan) plan = (*self->policy->plan) (snapshot, self->world->rules, now);
  gint64 end = g_get_monotonic_time ();

  if (now > self->monday)
    {
      BenchMoves moves = bench_moves_count (plan);

      self->account->n_passes++;
      self->account->moved += moves.moved;
      self->account->forced += moves.forced;
      self->account->over += moves.over;
      self->account->n_quiet += moves.moved == 0;
      self->account->microseconds += end - start;
    }
  write_plan (self, plan);
}

static void
live (const BenchPolicy *policy,
      guint32            seed,
      WeekAccount       *account)
{
  SkInstanceKnobs knobs;

  sk_instance_knobs_usual (&knobs);
  knobs.n_tasks = WEEK_N_TASKS;
  knobs.slack_days = 1.5;
  knobs.least_days = 28;
  knobs.pinned = 0;

  g_autoptr(SkWorld) world = sk_instance_new (&knobs, 7000 + seed);
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (WeekItem));
  g_autoptr(GArray) busy = sk_busy_array_new ();
  Week week = {
    .seed = seed,
    .monday = world->at,
    .first_day = world->at / WEEK_DAY,
    .world = world,
    .policy = policy,
    .items = items,
    .busy = busy,
    .account = account,
  };

  g_array_set_clear_func (items, item_clear);
  bench_policy_apply (policy, world);
  week_begin (&week);
  for (int day = 0; day < WEEK_N_DAYS; day++)
    for (gint64 at = 0; at < WEEK_WORKING_DAY; at += WEEK_PASS)
      {
        gint64 now = week.monday + day * WEEK_DAY + at;

        week_work (&week, now);
        if (now > week.monday)
          week_let_happen (&week, now);
        if (at == 0 || !policy->each_morning)
          pass (&week, now);
      }

  gint64 friday = week.monday + (WEEK_N_DAYS - 1) * WEEK_DAY + WEEK_WORKING_DAY;

  week_work (&week, friday);
  for (guint i = 0; i < items->len; i++)
    {
      WeekItem *item = &g_array_index (items, WeekItem, i);

      account->n_missed += !item->done && item->due <= friday;
    }
}

static void
print_account (const char        *name,
               const WeekAccount *account,
               guint              n)
{
  double passes = MAX (account->n_passes, 1), days = n * WEEK_N_DAYS;

  g_print ("%-26s %9.3f %9.2f %9.2f %7.3f %7.1f %9.2f %9.2f %7.1f %8.3f\n", name,
           account->moved / passes, account->moved / days, account->forced / days,
           account->over / passes, bench_percent (account->n_quiet, account->n_passes),
           (double) account->n_due / n, (double) account->n_missed / n,
           (double) account->n_done / n, (double) account->microseconds / passes / 1000);
}

/* A quarter of the moves, and no more misses. */
static void
print_aim (const WeekAccount *steady,
           const WeekAccount *rebuild,
           guint              n)
{
  double days = n * WEEK_N_DAYS;

  g_print ("\nsteady against rebuild: %.2f moves a day   aim %.2f, a quarter of its: %s\n"
           "                        %.2f missed a week   aim %.2f, no more than its: %s\n",
           steady->moved / days, rebuild->moved / days / 4,
           bench_judge (steady->moved, rebuild->moved / 4.0), (double) steady->n_missed / n,
           (double) rebuild->n_missed / n, bench_judge (steady->n_missed, rebuild->n_missed));
}

/**
 * bench_week:
 * @options: how many weeks
 */
void
bench_week (const BenchOptions *options)
{
  WeekAccount accounts[BENCH_N_POLICIES] = { { 0 } };
  guint n = bench_count (options, 20, 1);

  g_print ("%u weeks, %u tasks, ranks half related to urgency.  moved: had a place that was\n"
           "still possible; forced: something busy is there now, or the task takes another\n"
           "time; over: tasks that lie over something busy or over each other; quiet: %% of\n"
           "passes that move nothing; missed: due dates of this week.  FluidCalendar's way is\n"
           "taken once a day, in the morning.\n\n", n, WEEK_N_TASKS);
  g_print ("%-26s %9s %9s %9s %7s %7s %9s %9s %7s %8s\n", "", "moved", "moved", "forced", "over",
           "quiet", "due", "missed", "done", "ms");
  g_print ("%-26s %9s %9s %9s %7s %7s %9s %9s %7s %8s\n", "", "a pass", "a day", "a day", "a pass",
           "%", "a week", "a week", "a week", "a pass");
  for (guint i = 0; i < BENCH_N_POLICIES; i++)
    {
      for (guint32 seed = 1; seed <= n; seed++)
        live (&bench_policies[i], seed, &accounts[i]);
      print_account (bench_policies[i].name, &accounts[i], n);
    }

  print_aim (&accounts[BENCH_STEADY], &accounts[BENCH_REBUILD], n);
}
