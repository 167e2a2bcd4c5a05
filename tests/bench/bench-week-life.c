/* bench-week-life.c — what happens in a week at the office, whatever the plan
 *
 * What is rolled for a task or for an instant does not depend on the plan: the
 * same things happen under every policy.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-week.h"

#include "sk-instance.h"

/* Per pass. */
#define MEETING_COMES 0.0133
#define MEETING_GOES 0.0067
#define TASK_COMES 0.02

/* Per task. */
#define ENDS_EARLY 0.2
#define TAKES_LONGER 0.1

static gint64
due_of (Week   *self,
        SkTask *task)
{
  SkWhen due = sk_task_get_due (task);

  if (due.kind == SK_WHEN_NONE)
    return G_MAXINT64;

  return due.kind == SK_WHEN_INSTANT
         ? due.value
         : self->monday + (due.value - self->first_day) * WEEK_DAY + WEEK_WORKING_DAY;
}

static void
add_item (Week   *self,
          SkTask *task)
{
  g_autoptr(GRand) rand =
    g_rand_new_with_seed (self->seed * 1000003u + g_str_hash (sk_task_get_id (task)));
  WeekItem item = {
    .task = task,
    .due = due_of (self, task),
    .ends_early = g_rand_double (rand) < ENDS_EARLY,
    .takes_longer = g_rand_double (rand) < TAKES_LONGER,
  };

  if (item.due <= self->monday + (WEEK_N_DAYS - 1) * WEEK_DAY + WEEK_WORKING_DAY)
    self->account->n_due++;
  g_array_append_val (self->items, item);
}

void
week_begin (Week *self)
{
  SkSnapshot *snapshot = self->world->snapshot;

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    add_item (self, sk_task_ref (sk_snapshot_get_task (snapshot, i)));
  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (snapshot, i);

      sk_busy_array_add (self->busy, busy->span, busy->title);
    }
}

static void
finish (Week     *self,
        WeekItem *item,
        gint64    end)
{
  item->done = TRUE;
  self->account->n_done++;
  self->account->n_missed += end > item->due;
}

/* Half of it is left to do; the place it had stays, in the past. */
static SkTask *
task_for_the_rest (SkTask *task)
{
  SkTaskInit init = {
    .id = sk_task_get_id (task),
    .title = sk_task_get_title (task),
    .due = sk_task_get_due (task),
    .scheduled_start = sk_task_get_scheduled_start (task),
    .scheduled_end = sk_task_get_scheduled_end (task),
    .has_duration = TRUE,
  };

  init.ranked = sk_task_get_rank (task, &init.rank);
  sk_task_get_duration_hours (task, &init.duration_hours);
  init.duration_hours = MAX (init.duration_hours / 2, 0.25);

  return sk_task_new (&init);
}

void
week_work (Week   *self,
           gint64  now)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      WeekItem *item = &g_array_index (self->items, WeekItem, i);
      SkSpan span;

      if (item->done || item->waits ||
          !sk_task_get_scheduled_span (item->task, &span) || span.start >= now)
        continue;

      if (span.end <= now && item->takes_longer)
        {
          SkTask *rest = task_for_the_rest (item->task);

          sk_task_unref (item->task);
          item->task = rest;
          item->takes_longer = FALSE;
          item->waits = TRUE;
        }
      else if (span.end <= now)
        finish (self, item, span.end);
      else if (item->ends_early && now >= span.start + sk_span_length (span) / 2)
        finish (self, item, now);
    }
}

static gint64
any_open_day (GRand *rand,
              gint64 now,
              gint64 monday)
{
  gint64 day = (now - monday) / WEEK_DAY + g_rand_int_range (rand, 0, 5);

  return day % 7 >= 5 ? day + 2 : day;
}

static void
add_meeting (Week   *self,
             GRand  *rand,
             gint64  now)
{
  gint64 start = self->monday + any_open_day (rand, now, self->monday) * WEEK_DAY +
                 g_rand_int_range (rand, 0, 17) * 30 * WEEK_MINUTE;
  gint64 length = sk_instance_roll_meeting (rand) * WEEK_MINUTE;

  if (start > now)
    sk_busy_array_add (self->busy, (SkSpan) { start, start + length }, "New meeting");
}

static void
cancel_meeting (Week   *self,
                GRand  *rand,
                gint64  now)
{
  guint i = (guint) g_rand_int_range (rand, 0, (gint32) self->busy->len);
  SkSpan span = g_array_index (self->busy, SkBusy, i).span;

  if (span.start > now && span.start < now + 7 * WEEK_DAY)
    g_array_remove_index (self->busy, i);
}

static void
add_task (Week   *self,
          GRand  *rand,
          gint64  now)
{
  g_autofree char *id = g_strdup_printf ("n%05u", self->items->len);
  SkTaskInit init = {
    .id = id,
    .title = "New task",
    .ranked = TRUE,
    .rank = g_rand_int_range (rand, 0, WEEK_N_TASKS) + 0.5,
    .has_duration = TRUE,
    .duration_hours = sk_instance_roll_hours (rand),
  };
  gint64 due = (now - self->monday) / WEEK_DAY + g_rand_int_range (rand, 1, 13);

  if (g_rand_double (rand) < 0.6)
    init.due = sk_when_day (self->first_day + due);
  add_item (self, sk_task_new (&init));
}

void
week_let_happen (Week   *self,
                 gint64  now)
{
  g_autoptr(GRand) rand =
    g_rand_new_with_seed (self->seed * 7919u + (guint32) ((now - self->monday) / WEEK_PASS));
  gboolean comes = g_rand_double (rand) < MEETING_COMES;
  gboolean goes = g_rand_double (rand) < MEETING_GOES;
  gboolean task = g_rand_double (rand) < TASK_COMES;

  if (comes)
    add_meeting (self, rand, now);
  if (goes && self->busy->len > 0)
    cancel_meeting (self, rand, now);
  if (task)
    add_task (self, rand, now);
}
