/* sk-exact.c — a small case in slots and bits, for whoever solves it
 *
 * Shares nothing with the planner, so that both can be wrong on their own: it
 * has its own calendar, its own order of importance and its own idea of a due
 * date.  Only what small cases need: a zone whose clock is not put, no buffer,
 * no bans, no circles, nobody opted out, every estimate a sensible one.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-exact-private.h"

#include <math.h>

#define DAY ((gint64) 24 * 60 * 60)

static gint64
floor_divide (gint64 a,
              gint64 b)
{
  return a / b - (a % b < 0);
}

static int
slot_before (SkExact *self,
             gint64   instant)
{
  return (int) CLAMP (floor_divide (instant - self->origin, self->slot), 0, self->n_slots);
}

static int
slot_after (SkExact *self,
            gint64   instant)
{
  return slot_before (self, instant + self->slot - 1);
}

gint64
sk_exact_instant (SkExact *self,
                  int      slot)
{
  return self->origin + slot * self->slot;
}

gboolean
sk_exact_is_fixed (const SkExactJob *job)
{
  return !sk_span_is_empty (job->fixed);
}

static void
close_span (SkExact *self,
            SkSpan   span)
{
  if (sk_span_is_empty (span))
    return;

  int end = slot_after (self, span.end);

  for (int i = slot_before (self, span.start); i < end; i++)
    self->open[i] = FALSE;
}

static void
open_hours (SkExact *self,
            SkRules *rules)
{
  int minutes = sk_rules_get_slot_minutes (rules);

  for (int i = 0; i < sk_rules_get_days_ahead (rules); i++)
    {
      guint n;
      const SkRange *ranges = sk_rules_get_ranges (rules, self->origin / DAY + i, &n);
      int midnight = (int) (i * DAY / self->slot);

      for (guint k = 0; k < n; k++)
        {
          int start = (ranges[k].start_minute + minutes - 1) / minutes;
          int end = ranges[k].end_minute / minutes;

          for (int at = start; at < end; at++)
            self->open[midnight + at] = TRUE;
          if (end > start)
            self->fence[midnight + end - 1] = TRUE;
        }
    }
}

/* The instant a date-time names, or the end of that day's hours. */
static gint64
due_of (SkTask  *task,
        SkRules *rules)
{
  SkWhen due = sk_task_get_due (task);
  guint n;

  if (due.kind != SK_WHEN_DAY)
    return due.kind == SK_WHEN_NONE ? G_MAXINT64 : due.value;

  const SkRange *ranges = sk_rules_get_ranges (rules, due.value, &n);

  return due.value * DAY + (n > 0 ? ranges[n - 1].end_minute : SK_MINUTES_A_DAY) * 60;
}

static SkSpan
fixed_span (SkTask *task,
            gint64  at)
{
  SkSpan span;

  if (!sk_task_get_scheduled_span (task, &span))
    return (SkSpan) { 0 };

  return sk_task_is_pinned (task) || sk_span_contains (span, at) ? span : (SkSpan) { 0 };
}

static void
describe (SkExact    *self,
          SkExactJob *job,
          SkTask     *task,
          SkRules    *rules,
          gint64      at)
{
  SkWhen earliest = sk_task_get_earliest_start (task);
  double hours;

  g_assert_false (sk_task_is_opted_out (task));
  job->task = task;
  if (!sk_task_get_rank (task, &job->rank))
    job->rank = -INFINITY;
  if (!sk_task_get_duration_hours (task, &hours))
    hours = sk_rules_get_default_duration_hours (rules);
  job->length = MAX ((int) ceil (hours * 3600 / (double) self->slot - 1e-9), 1);
  job->due = due_of (task, rules);
  job->order_due = job->due;
  job->hopeless = job->due <= at;
  job->latest_end = job->due == G_MAXINT64 || job->hopeless ? SK_EXACT_NEVER
                                                            : slot_before (self, job->due);
  job->earliest = slot_after (self, at);
  if (sk_when_is_set (earliest))
    job->earliest = MAX (job->earliest,
                         slot_after (self, earliest.kind == SK_WHEN_DAY ? earliest.value * DAY
                                                                        : earliest.value));
  job->fixed = fixed_span (task, at);
}

static guint
find_job (SkExact    *self,
          const char *id)
{
  for (guint i = 0; i < self->n; i++)
    if (g_str_equal (sk_task_get_id (self->jobs[i].task), id))
      return i;

  return self->n;
}

/* Who is done or unknown holds up nobody; who is fixed waits for nobody. */
static void
link_jobs (SkExact *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      const char *const *ids = sk_task_get_blocked_by (self->jobs[i].task);

      self->jobs[i].blockers = 0;
      for (; ids != NULL && *ids != NULL && !sk_exact_is_fixed (&self->jobs[i]); ids++)
        {
          guint blocker = find_job (self, *ids);

          g_assert_cmpuint (blocker, !=, i);
          if (blocker < self->n)
            self->jobs[i].blockers |= 1u << blocker;
        }
    }
}

/* Chains are no longer than there are tasks. */
static void
inherit (SkExact *self)
{
  for (guint round = 0; round < self->n; round++)
    for (guint i = 0; i < self->n; i++)
      for (guint k = 0; k < self->n; k++)
        if (self->jobs[i].blockers >> k & 1)
          {
            self->jobs[k].rank = MAX (self->jobs[k].rank, self->jobs[i].rank);
            self->jobs[k].order_due = MIN (self->jobs[k].order_due, self->jobs[i].order_due);
          }
}

static gboolean
goes_first (const SkExactJob *a,
            const SkExactJob *b)
{
  if (a->rank > b->rank || a->rank < b->rank)
    return a->rank > b->rank;
  if (a->order_due != b->order_due)
    return a->order_due < b->order_due;
  if (a->length != b->length)
    return a->length < b->length;

  return strcmp (sk_task_get_id (a->task), sk_task_get_id (b->task)) < 0;
}

/* Again and again the most important one of those that wait for nobody. */
static void
sort_jobs (SkExact *self)
{
  SkExactJob *sorted = g_new0 (SkExactJob, SK_EXACT_MOST);
  guint done = 0;

  for (guint i = 0; i < self->n; i++)
    {
      guint best = self->n;

      for (guint k = 0; k < self->n; k++)
        if (!(done >> k & 1) && (self->jobs[k].blockers & ~done) == 0 &&
            (best == self->n || goes_first (&self->jobs[k], &self->jobs[best])))
          best = k;

      g_assert_cmpuint (best, <, self->n);      /* or there is a circle */
      sorted[i] = self->jobs[best];
      done |= 1u << best;
    }

  g_free (self->jobs);
  self->jobs = sorted;
  link_jobs (self);
}

/**
 * sk_exact_new:
 * @snapshot: a small case; must outlive the answer
 * @rules: hours and grid
 * @at: the planning instant
 *
 * Returns: (transfer full): the case, ready to be solved
 */
SkExact *
sk_exact_new (SkSnapshot *snapshot,
              SkRules    *rules,
              gint64      at)
{
  SkExact *self = g_new0 (SkExact, 1);

  g_assert_cmpstr (sk_rules_get_zone_name (rules), ==, "UTC");
  g_assert_cmpint (sk_rules_get_buffer_minutes (rules), ==, 0);
  g_assert_cmpuint (sk_snapshot_get_n_bans (snapshot), ==, 0);
  self->origin = floor_divide (at, DAY) * DAY;
  self->slot = sk_rules_get_slot_seconds (rules);
  self->n_slots = (int) (sk_rules_get_days_ahead (rules) * DAY / self->slot);
  self->open = g_new0 (gboolean, self->n_slots + 1);
  self->fence = g_new0 (gboolean, self->n_slots + 1);
  self->jobs = g_new0 (SkExactJob, SK_EXACT_MOST);

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    {
      SkTask *task = sk_snapshot_get_task (snapshot, i);

      if (sk_task_get_standing (task) != SK_STANDING_OPEN)
        continue;
      g_assert_cmpuint (self->n, <, SK_EXACT_MOST);
      describe (self, &self->jobs[self->n++], task, rules, at);
    }

  open_hours (self, rules);
  close_span (self, (SkSpan) { self->origin, at });
  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    close_span (self, sk_snapshot_get_busy (snapshot, i)->span);
  for (guint i = 0; i < self->n; i++)
    close_span (self, self->jobs[i].fixed);

  link_jobs (self);
  inherit (self);
  sort_jobs (self);

  return self;
}

void
sk_exact_free (SkExact *self)
{
  g_free (self->jobs);
  g_free (self->open);
  g_free (self->fence);
  g_free (self);
}

/* The first slot after a placed job. */
int
sk_exact_end_of (SkExact           *self,
                 const SkExactPlan *plan,
                 guint              job)
{
  if (sk_exact_is_fixed (&self->jobs[job]))
    return slot_after (self, self->jobs[job].fixed.end);

  return slot_before (self, plan->starts[job]) + self->jobs[job].length;
}

static void
put_at (SkExact     *self,
        SkExactPlan *plan,
        guint        i,
        SkSpan       span)
{
  plan->starts[i] = span.start;
  plan->on_time[i] = span.end <= self->jobs[i].due;
}

/* Everything that is fixed in its place, everything else nowhere. */
void
sk_exact_plan_begin (SkExact     *self,
                     SkExactPlan *plan)
{
  *plan = (SkExactPlan) { .n = self->n };
  for (guint i = 0; i < self->n; i++)
    {
      plan->tasks[i] = self->jobs[i].task;
      plan->has_due[i] = self->jobs[i].due != G_MAXINT64;
      plan->starts[i] = SK_EXACT_NOWHERE;
      if (sk_exact_is_fixed (&self->jobs[i]))
        put_at (self, plan, i, self->jobs[i].fixed);
    }
}

/* A job at a slot; a negative one is nowhere. */
void
sk_exact_plan_put (SkExact     *self,
                   SkExactPlan *plan,
                   guint        job,
                   int          start)
{
  plan->starts[job] = SK_EXACT_NOWHERE;
  plan->on_time[job] = FALSE;
  if (start >= 0)
    put_at (self, plan, job,
            (SkSpan) { sk_exact_instant (self, start),
                       sk_exact_instant (self, start + self->jobs[job].length) });
}

/**
 * sk_exact_read:
 * @self: a case
 * @from: the planner's plan for it
 * @plan: (out caller-allocates): the same, as far as its worth is concerned
 */
void
sk_exact_read (SkExact     *self,
               SkPlan      *from,
               SkExactPlan *plan)
{
  sk_exact_plan_begin (self, plan);
  for (guint i = 0; i < self->n; i++)
    {
      const SkPlacement *placement =
        sk_plan_find_placement (from, sk_task_get_id (self->jobs[i].task));

      sk_exact_plan_put (self, plan, i, -1);
      if (placement != NULL)
        put_at (self, plan, i, placement->span);
    }
}

/**
 * sk_exact_plan_compare_dues:
 * @a: a plan
 * @b: another one for the same case
 *
 * Returns: greater than 0 if @a keeps the better due dates, less than 0 if
 *   @b does: the most important task that makes a difference decides
 */
int
sk_exact_plan_compare_dues (const SkExactPlan *a,
                            const SkExactPlan *b)
{
  for (guint i = 0; i < a->n; i++)
    if (a->has_due[i] && a->on_time[i] != b->on_time[i])
      return a->on_time[i] ? 1 : -1;

  return 0;
}

/**
 * sk_exact_plan_compare:
 * @a: a plan
 * @b: another one for the same case
 *
 * Returns: greater than 0 if @a is better, less than 0 if @b is: due dates
 *   first, then how early the most important tasks are
 */
int
sk_exact_plan_compare (const SkExactPlan *a,
                       const SkExactPlan *b)
{
  int better = sk_exact_plan_compare_dues (a, b);

  for (guint i = 0; better == 0 && i < a->n; i++)
    if (a->starts[i] != b->starts[i])
      better = a->starts[i] < b->starts[i] ? 1 : -1;

  return better;
}

/**
 * sk_exact_plan_count_late:
 * @self: a plan
 *
 * Returns: how many due dates are missed, by being late or by having no place
 */
guint
sk_exact_plan_count_late (const SkExactPlan *self)
{
  guint n_late = 0;

  for (guint i = 0; i < self->n; i++)
    n_late += self->has_due[i] && !self->on_time[i];

  return n_late;
}

/**
 * sk_exact_plan_dup_dump:
 * @self: a plan
 *
 * Returns: (transfer full): a line per task, for a failed test
 */
char *
sk_exact_plan_dup_dump (const SkExactPlan *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    {
      const char *due = !self->has_due[i] ? "" : self->on_time[i] ? " on time" : " late";

      if (self->starts[i] == SK_EXACT_NOWHERE)
        g_string_append_printf (text, "  %s nowhere%s\n", sk_task_get_id (self->tasks[i]), due);
      else
        g_string_append_printf (text, "  %s day %" G_GINT64_FORMAT " minute %d%s\n",
                                sk_task_get_id (self->tasks[i]), self->starts[i] / DAY,
                                (int) (self->starts[i] % DAY / 60), due);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
