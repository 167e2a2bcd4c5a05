/* sk-relief.c — what would have to go for an earlier place
 *
 * Of the finished plan: one thing is taken away, everything else stays where
 * it is, and the task goes to the first place that is free then.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-relief.h"

#include "sk-free-time.h"

/* The first ones decide: what lies later frees a later place. */
#define MOST_TRIED 16

typedef struct
{
  SkPlan       *plan;
  SkTask       *task;
  const GArray *blocked;        /* (element-type SkBlocked) */
  SkHorizon    *horizon;
  SkFreeTime   *open;
  gint64        length;
  gint64        not_before;
  gint64        sooner_than;    /* a place is better only before that */
  guint         circle;         /* the circle of blockers it is in; 0: none */
} Search;

/* --- what is there --- */

/* Whether @obstacle is about this thing: itself, or what is kept free beside it. */
static gboolean
is_about (const SkBlocked *obstacle,
          SkSpan           span,
          const char      *title)
{
  return g_strcmp0 (obstacle->title, title) == 0 &&
         obstacle->span.start <= span.end && span.start <= obstacle->span.end;
}

static void
take (const Search    *search,
      SkFreeTime      *free_time,
      SkSpan           span,
      const char      *title,
      const SkBlocked *without)
{
  if (sk_span_is_empty (span) || is_about (without, span, title))
    return;

  span = sk_horizon_round (search->horizon, span);
  sk_free_time_close (free_time, span);
  sk_free_time_fill (free_time, span);
}

static SkFreeTime *
make_free_time (const Search    *search,
                const SkBlocked *without)
{
  SkPlan *plan = search->plan;
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  SkFreeTime *free_time = sk_free_time_copy (search->open);
  SkSpan held;

  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    take (search, free_time, sk_snapshot_get_busy (snapshot, i)->span,
          sk_snapshot_get_busy (snapshot, i)->title, without);

  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    {
      SkTask *left = sk_plan_get_left_alone (plan, i)->task;

      if (sk_task_get_held_span (left, &held))
        take (search, free_time, held, sk_task_get_title (left), without);
    }

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      if (placement->task != search->task)
        take (search, free_time, placement->span, sk_task_get_title (placement->task), without);
    }

  return free_time;
}

/* --- the search --- */

/* Whether the person refused @place; @end: until when. */
static gboolean
is_refused (const Search *search,
            SkSpan        place,
            gint64       *end)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (search->plan);

  for (guint i = 0; i < sk_snapshot_get_n_bans (snapshot); i++)
    {
      const SkBan *ban = sk_snapshot_get_ban (snapshot, i);

      if (!sk_span_is_empty (ban->span) && sk_span_overlaps (ban->span, place) &&
          strcmp (ban->task, sk_task_get_id (search->task)) == 0)
        {
          *end = ban->span.end;
          return TRUE;
        }
    }

  return FALSE;
}

/* What is counted twice against the limit of a day makes this too strict
 * rather than not true. */
static gboolean
find_place (const Search    *search,
            const SkBlocked *without,
            SkSpan          *place)
{
  g_autoptr(SkFreeTime) free_time = make_free_time (search, without);
  int n_slots = (int) (search->length / search->horizon->slot);
  SkPosition end = sk_horizon_get_end (search->horizon);
  gint64 from = search->not_before;
  SkPosition found;

  while ((found = sk_free_time_find_first (free_time, NULL, n_slots,
                                           sk_horizon_position_from (search->horizon, from),
                                           end)) != SK_NOWHERE)
    {
      *place = sk_horizon_get_place (search->horizon, found, n_slots);
      if (!is_refused (search, *place, &from))
        return place->start < search->sooner_than;
    }

  return FALSE;
}

/* When what it waits for has ended; the beginning of time if it waits for nothing. */
static gint64
get_blocker_end (SkPlan     *plan,
                 guint       circle,
                 const char *id)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  const SkPlacement *blocker = sk_plan_find_placement (plan, id);
  SkSpan held;
  guint i;

  /* in a circle nobody waits */
  if (blocker != NULL)
    return circle == 0 || circle != blocker->cycle ? blocker->span.end : G_MININT64;
  if (!sk_snapshot_find (snapshot, id, &i) ||
      sk_task_get_standing (sk_snapshot_get_task (snapshot, i)) != SK_STANDING_OPEN ||
      !sk_task_get_held_span (sk_snapshot_get_task (snapshot, i), &held))
    return G_MININT64;

  return held.end;
}

static gint64
get_not_before (const Search *search)
{
  SkPlan *plan = search->plan;
  const char *const *blockers = sk_task_get_blocked_by (search->task);
  SkWhen earliest = sk_task_get_earliest_start (search->task);
  gint64 from = sk_plan_get_at (plan);

  if (earliest.kind == SK_WHEN_INSTANT)
    from = MAX (from, earliest.value);
  else if (earliest.kind == SK_WHEN_DAY)
    from = MAX (from, sk_wall_clock_start_of_day (search->horizon->clock, earliest.value));

  for (guint i = 0; blockers != NULL && blockers[i] != NULL; i++)
    from = MAX (from, get_blocker_end (plan, search->circle, blockers[i]));

  return from;
}

/* Its certificate, how long it is, and until when a place is better. */
static gboolean
look_up (Search *search)
{
  const SkPlacement *placement =
    sk_plan_find_placement (search->plan, sk_task_get_id (search->task));

  if (placement != NULL)
    {
      search->blocked = placement->blocked;
      search->length = sk_span_length (placement->span);
      search->sooner_than = placement->span.start;
      search->circle = placement->cycle;
    }

  for (guint i = 0; i < sk_plan_get_n_unplaced (search->plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (search->plan, i);

      if (unplaced->task != search->task)
        continue;
      search->blocked = unplaced->blocked;
      search->length = unplaced->length;
      search->sooner_than = G_MAXINT64;
      search->circle = unplaced->cycle;
    }

  return search->blocked != NULL && search->length > 0;
}

/* Hours, days and what the task waits for do not go away. */
static gboolean
may_go (const SkBlocked *obstacle)
{
  return obstacle->title != NULL &&
         (obstacle->by == SK_BLOCKED_BY_BUSY || obstacle->by == SK_BLOCKED_BY_TASK ||
          obstacle->by == SK_BLOCKED_BY_PROMISE || obstacle->by == SK_BLOCKED_BY_PIN ||
          obstacle->by == SK_BLOCKED_BY_BUFFER);
}

/**
 * sk_relief_find:
 * @plan: a plan with certificates
 * @task: one of its tasks
 * @relief: (out caller-allocates): what would have to go
 *
 * Returns: whether a single thing holds the task from a better place
 */
gboolean
sk_relief_find (SkPlan   *plan,
                SkTask   *task,
                SkRelief *relief)
{
  SkRules *rules = sk_plan_get_rules (plan);
  Search search = { .plan = plan, .task = task };
  gboolean found = FALSE;
  guint n_tried = 0;

  if (!look_up (&search))
    return FALSE;

  g_autoptr(SkHorizon) horizon = sk_horizon_new (rules, sk_plan_get_at (plan));
  g_autoptr(SkFreeTime) open = sk_free_time_new (horizon, rules);

  search.horizon = horizon;
  search.open = open;
  search.not_before = get_not_before (&search);

  for (guint i = 0; i < search.blocked->len && n_tried < MOST_TRIED; i++)
    {
      const SkBlocked *obstacle = &g_array_index (search.blocked, SkBlocked, i);
      SkSpan place;

      if (!may_go (obstacle))
        continue;
      n_tried++;
      if (!find_place (&search, obstacle, &place))
        continue;

      *relief = (SkRelief) { obstacle, place };
      search.sooner_than = place.start;
      found = TRUE;
    }

  return found;
}
