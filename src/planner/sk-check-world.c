/* sk-check-world.c — what the data say before any plan is looked at
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#include <math.h>

#define MAX_HOURS (24.0 * 365.0)

/* Seconds @task takes, in whole slots; 0 if its estimate makes no sense. */
static gint64
read_length (SkTask  *task,
             SkRules *rules)
{
  double hours = sk_rules_get_default_duration_hours (rules);

  sk_task_get_duration_hours (task, &hours);
  if (!isfinite (hours) || hours <= 0 || hours > MAX_HOURS)
    return 0;

  double slots = ceil (hours * 60 / sk_rules_get_slot_minutes (rules) - 1e-9);

  return (gint64) MAX (slots, 1) * sk_rules_get_slot_seconds (rules);
}

static gint64
read_earliest (SkCheckDays *days,
               SkWhen       earliest)
{
  if (earliest.kind == SK_WHEN_NONE)
    return G_MININT64;
  if (earliest.kind == SK_WHEN_DAY)
    return sk_check_days_get (days, earliest.value)->span.start;

  return sk_check_days_ceil (days, earliest.value);
}

static SkCheckRole
read_role (SkTask *task,
           SkSpan  source,
           gint64  at)
{
  SkSpan wished;
  SkFixed wish = sk_task_get_wish (task, &wished);

  if (sk_task_get_standing (task) != SK_STANDING_OPEN || sk_task_is_opted_out (task))
    return SK_CHECK_LEFT_ALONE;
  if (wish == SK_FIXED_PINNED)
    return SK_CHECK_PINNED;
  if (wish == SK_FIXED_MANUAL && wished.end > at)
    return !sk_task_is_pinned (task) && sk_span_equal (source, wished) &&
           sk_span_contains (source, at) ? SK_CHECK_RUNNING : SK_CHECK_MANUAL;
  if (sk_task_is_pinned (task))
    return sk_span_is_empty (source) ? SK_CHECK_FREE : SK_CHECK_PINNED;

  return sk_span_contains (source, at) ? SK_CHECK_RUNNING : SK_CHECK_FREE;
}

static void
read_row (SkCheck *self,
          SkTask  *task)
{
  SkCheckRow row = {
    .task = task,
    .length = read_length (task, self->rules),
    .earliest = read_earliest (self->days, sk_task_get_earliest_start (task)),
    .after = G_MININT64,
    .before = G_MAXINT64,
    .due = sk_check_days_due (self->days, sk_task_get_due (task)),
    .promise = G_MAXINT64,
  };

  sk_task_get_scheduled_span (task, &row.source);
  sk_task_get_fixed_span (task, &row.stand);
  row.role = read_role (task, row.source, self->at);
  row.urgent = row.due;
  g_array_append_val (self->rows, row);
}

static void
add_busy (SkCheck    *self,
          SkSpan      span,
          const char *title,
          SkTask     *task)
{
  SkCheckBusy busy = { span, title, task };

  if (sk_span_is_empty (span))
    return;

  SkSpan rounded = { sk_check_days_floor (self->days, span.start),
                     sk_check_days_ceil (self->days, span.end) };

  rounded = sk_span_widen (rounded, self->buffer);
  g_array_append_val (self->busy, busy);
  g_array_append_val (self->over, span);
  g_array_append_val (self->near, rounded);
}

static int
compare_busy (gconstpointer a,
              gconstpointer b)
{
  const SkCheckBusy *left = a, *right = b;

  return left->span.start < right->span.start ? -1 : left->span.start > right->span.start;
}

/* A slot that someone holds by hand is as busy as a meeting. */
static void
read_busy (SkCheck *self)
{
  for (guint i = 0; i < sk_snapshot_get_n_busy (self->snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (self->snapshot, i);

      add_busy (self, busy->span, busy->title, NULL);
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = &g_array_index (self->rows, SkCheckRow, i);
      SkStanding standing = sk_task_get_standing (row->task);

      if (sk_task_is_opted_out (row->task) && standing != SK_STANDING_DONE &&
          standing != SK_STANDING_CANCELED)
        add_busy (self, row->source, sk_task_get_title (row->task), row->task);
    }

  g_array_sort (self->busy, compare_busy);
  sk_check_spans_merge (self->over);
  sk_check_spans_merge (self->near);
}

/* Counted first, so that each row's bans stand together. */
static void
read_bans (SkCheck *self)
{
  guint n = sk_snapshot_get_n_bans (self->snapshot), first = 0, i;

  g_array_set_size (self->bans, n);
  for (guint b = 0; b < n; b++)
    if (sk_snapshot_find (self->snapshot, sk_snapshot_get_ban (self->snapshot, b)->task, &i))
      g_array_index (self->rows, SkCheckRow, i).n_bans++;

  for (i = 0; n > 0 && i < self->rows->len; i++)
    {
      SkCheckRow *row = &g_array_index (self->rows, SkCheckRow, i);

      row->bans = first;
      first += row->n_bans;
      row->n_bans = 0;
    }

  for (guint b = 0; b < n; b++)
    {
      const SkBan *ban = sk_snapshot_get_ban (self->snapshot, b);

      if (!sk_snapshot_find (self->snapshot, ban->task, &i) || sk_span_is_empty (ban->span))
        continue;

      SkCheckRow *row = &g_array_index (self->rows, SkCheckRow, i);

      g_array_index (self->bans, SkSpan, row->bans + row->n_bans++) = ban->span;
    }
}

void
sk_check_init (SkCheck    *self,
               SkSnapshot *snapshot,
               SkRules    *rules,
               gint64      at)
{
  *self = (SkCheck) {
    .snapshot = snapshot,
    .rules = rules,
    .at = at,
    .buffer = (gint64) sk_rules_get_buffer_minutes (rules) * 60,
    .days = sk_check_days_new (rules, at),
    .rows = g_array_sized_new (FALSE, TRUE, sizeof (SkCheckRow),
                               sk_snapshot_get_n_tasks (snapshot)),
    .edges = g_array_new (FALSE, FALSE, sizeof (guint)),
    .bans = g_array_new (FALSE, TRUE, sizeof (SkSpan)),
    .busy = g_array_new (FALSE, FALSE, sizeof (SkCheckBusy)),
    .over = g_array_new (FALSE, FALSE, sizeof (SkSpan)),
    .near = g_array_new (FALSE, FALSE, sizeof (SkSpan)),
    .sequence = g_array_sized_new (FALSE, FALSE, sizeof (guint),
                                   sk_snapshot_get_n_tasks (snapshot)),
    .complaints = sk_complaint_array_new (),
  };

  self->first = sk_check_days_ceil (self->days, at);
  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    read_row (self, sk_snapshot_get_task (snapshot, i));
  read_busy (self);
  read_bans (self);
  sk_check_graph_read (self);
  sk_check_order_read (self);
}

void
sk_check_clear (SkCheck *self)
{
  g_clear_pointer (&self->base, sk_check_free_free);
  g_clear_pointer (&self->whole, sk_check_free_free);
  g_clear_pointer (&self->days, sk_check_days_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->edges, g_array_unref);
  g_clear_pointer (&self->bans, g_array_unref);
  g_clear_pointer (&self->busy, g_array_unref);
  g_clear_pointer (&self->over, g_array_unref);
  g_clear_pointer (&self->near, g_array_unref);
  g_clear_pointer (&self->sequence, g_array_unref);
  g_clear_pointer (&self->complaints, g_array_unref);
}

void
sk_check_complain (SkCheck          *self,
                   SkPromise         promise,
                   const SkCheckRow *row,
                   SkTask           *other,
                   SkSpan            span)
{
  sk_complaint_array_add (self->complaints, promise, row->task, other, span);
}
