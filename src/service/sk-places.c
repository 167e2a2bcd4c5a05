/* sk-places.c — where a task could be put by hand
 *
 * Every slot of the open hours is looked at.  What the planner may move gives
 * way; what is busy, fixed or comes first does not.  A pin is possible all the
 * same: this is what a face should warn of.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-places.h"

#include "sk-horizon.h"

typedef struct
{
  SkPlan          *plan;
  SkTask          *task;
  SkHorizon       *horizon;
  gint64           buffer;
  gint64           length;
  gint64           earliest;    /* not before */
} Search;

static gint64
get_length (SkPlan *plan,
            SkTask *task)
{
  const SkPlacement *placement = sk_plan_find_placement (plan, sk_task_get_id (task));

  if (placement != NULL)
    return sk_span_length (placement->span);

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    if (sk_plan_get_unplaced (plan, i)->task == task)
      return sk_plan_get_unplaced (plan, i)->length;

  return 0;
}

static gint64
get_earliest (SkHorizon *horizon,
              SkTask    *task)
{
  SkWhen earliest = sk_task_get_earliest_start (task);

  if (earliest.kind == SK_WHEN_DAY)
    return sk_wall_clock_start_of_day (horizon->clock, earliest.value);

  return earliest.kind == SK_WHEN_INSTANT ? earliest.value : G_MININT64;
}

static gboolean
refuse (SkTry       *try,
        SkBlockedBy  by,
        const char  *title)
{
  try->is_possible = FALSE;
  try->by = by;
  try->title = g_strdup (title);

  return TRUE;
}

static gboolean
is_over_busy (const Search *search,
              SkTry        *try)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (search->plan);
  SkSpan wide = sk_span_widen (try->span, search->buffer);

  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (snapshot, i);

      if (!sk_span_is_empty (busy->span) && sk_span_overlaps (busy->span, wide))
        return refuse (try, SK_BLOCKED_BY_BUSY, busy->title);
    }

  return FALSE;
}

static gboolean
is_over_fixed (const Search *search,
               SkTry        *try)
{
  SkSpan wide = sk_span_widen (try->span, search->buffer);

  for (guint i = 0; i < sk_plan_get_n_placements (search->plan); i++)
    {
      const SkPlacement *other = sk_plan_get_placement (search->plan, i);

      if (other->fixed != SK_FIXED_NO && other->task != search->task &&
          sk_span_overlaps (other->span, wide))
        return refuse (try, other->fixed == SK_FIXED_PINNED ? SK_BLOCKED_BY_PIN
                                                            : SK_BLOCKED_BY_TASK,
                       sk_task_get_title (other->task));
    }

  return FALSE;
}

static gboolean
is_before_blocker (const Search *search,
                   SkTry        *try)
{
  const char *const *blockers = sk_task_get_blocked_by (search->task);

  for (guint i = 0; blockers != NULL && blockers[i] != NULL; i++)
    {
      const SkPlacement *blocker = sk_plan_find_placement (search->plan, blockers[i]);

      if (blocker != NULL && blocker->span.end > try->span.start)
        return refuse (try, SK_BLOCKED_BY_BLOCKER, sk_task_get_title (blocker->task));
    }

  return FALSE;
}

static SkTry
look_at (const Search    *search,
         const SkStretch *stretch,
         gint64           start)
{
  SkTry try = { { start, start + search->length }, TRUE, SK_BLOCKED_BY_HOURS, NULL };

  if (try.span.end > sk_horizon_get_span_of (search->horizon, stretch).end)
    refuse (&try, SK_BLOCKED_BY_HOURS, NULL);
  else if (start < sk_plan_get_at (search->plan))
    refuse (&try, SK_BLOCKED_BY_PAST, NULL);
  else if (start < search->earliest)
    refuse (&try, SK_BLOCKED_BY_EARLIEST_START, NULL);
  else if (!is_over_busy (search, &try) && !is_over_fixed (search, &try))
    is_before_blocker (search, &try);

  return try;
}

/**
 * sk_places_list:
 * @plan: a plan
 * @task: one of its tasks
 *
 * Returns: (transfer full) (element-type SkTry): every slot it could begin at, in
 *   order of time; empty if nobody knows how long it takes
 */
GArray *
sk_places_list (SkPlan *plan,
                SkTask *task)
{
  g_autoptr(SkHorizon) horizon = sk_horizon_new (sk_plan_get_rules (plan), sk_plan_get_at (plan));
  GArray *tries = sk_try_array_new ();
  Search search = {
    .plan = plan,
    .task = task,
    .horizon = horizon,
    .buffer = (gint64) sk_rules_get_buffer_minutes (sk_plan_get_rules (plan)) * 60,
    .length = get_length (plan, task),
    .earliest = get_earliest (horizon, task),
  };

  for (guint i = 0; search.length > 0 && i < horizon->n_stretches; i++)
    for (int k = 0; k < horizon->stretches[i].n_slots; k++)
      {
        SkTry try = look_at (&search, &horizon->stretches[i],
                             horizon->stretches[i].start + k * horizon->slot);

        g_array_append_val (tries, try);
      }

  return tries;
}
