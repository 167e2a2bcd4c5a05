/* sk-why.c — what holds every earlier start
 *
 * A certificate: stretches of time, each with what is there, such that every
 * start before the chosen one, followed as far as the task is long, runs
 * into one of them.  It is made from the finished plan; the turns say who
 * was there first.  Where several things are in the way it names the one
 * that is in the way longest, so the list is as short as can be.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-why.h"

#include "sk-free-time.h"
#include "sk-wall-clock.h"

/* Something that takes time from whoever comes later than @turn. */
typedef struct
{
  SkSpan       span;
  const char  *title;           /* (nullable), borrowed */
  guint        turn;
  SkBlockedBy  by;
} Obstacle;

static void
add (GArray      *obstacles,
     SkSpan       span,
     guint        turn,
     SkBlockedBy  by,
     const char  *title)
{
  Obstacle obstacle = { span, title, turn, by };

  g_array_append_val (obstacles, obstacle);
}

/* What is lost beside @span because of @wide. */
static void
add_margins (GArray     *obstacles,
             SkSpan      span,
             SkSpan      wide,
             guint       turn,
             const char *title)
{
  if (wide.start < span.start)
    add (obstacles, (SkSpan) { wide.start, span.start }, turn, SK_BLOCKED_BY_BUFFER, title);
  if (span.end < wide.end)
    add (obstacles, (SkSpan) { span.end, wide.end }, turn, SK_BLOCKED_BY_BUFFER, title);
}

static void
add_busy (GArray           *obstacles,
          const SkFreeTime *open,
          SkSpan            span,
          gint64            buffer,
          const char       *title)
{
  if (sk_span_is_empty (span))
    return;

  add (obstacles, span, 0, SK_BLOCKED_BY_BUSY, title);
  add_margins (obstacles, span, sk_span_widen (sk_free_time_round (open, span), buffer), 0, title);
}

static void
add_closed_hours (GArray           *obstacles,
                  const SkFreeTime *open)
{
  SkSpan horizon = sk_free_time_get_horizon (open);
  gint64 from = horizon.start;

  for (guint i = 0; i < sk_free_time_get_n_stretches (open); i++)
    {
      SkSpan span = sk_free_time_get_stretch (open, i)->span;

      /* between ranges that touch it is empty, and still a fence */
      if (i > 0 || from < span.start)
        add (obstacles, (SkSpan) { from, span.start }, 0, SK_BLOCKED_BY_HOURS, NULL);
      from = span.end;
    }

  add (obstacles, (SkSpan) { from, horizon.end }, 0, SK_BLOCKED_BY_HOURS, NULL);
}

static int
compare_obstacles (gconstpointer a,
                   gconstpointer b)
{
  const Obstacle *one = a;
  const Obstacle *other = b;

  if (one->span.start != other->span.start)
    return one->span.start < other->span.start ? -1 : 1;
  if (one->span.end != other->span.end)
    return one->span.end > other->span.end ? -1 : 1;
  if (one->by != other->by)
    return one->by < other->by ? -1 : 1;

  return g_strcmp0 (one->title, other->title);
}

static GArray *
list_obstacles (SkPlan           *plan,
                const SkFreeTime *open)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  gint64 buffer = (gint64) sk_rules_get_buffer_minutes (sk_plan_get_rules (plan)) * 60;
  GArray *obstacles = g_array_new (FALSE, FALSE, sizeof (Obstacle));
  SkSpan span;

  add_closed_hours (obstacles, open);

  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (snapshot, i);

      add_busy (obstacles, open, busy->span, buffer, busy->title);
    }

  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    {
      const SkLeftAlone *left = sk_plan_get_left_alone (plan, i);

      if (sk_task_get_held_span (left->task, &span))
        add_busy (obstacles, open, span, buffer, sk_task_get_title (left->task));
    }

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);
      const char *title = sk_task_get_title (placement->task);
      SkBlockedBy by = placement->fixed == SK_FIXED_PINNED ? SK_BLOCKED_BY_PIN
                                                           : SK_BLOCKED_BY_TASK;

      add (obstacles, placement->span, placement->turn, by, title);
      add_margins (obstacles, placement->span, sk_span_widen (placement->span, buffer),
                   placement->turn, title);
    }

  g_array_sort (obstacles, compare_obstacles);
  return obstacles;
}

static void
add_earliest_start (SkPlan            *plan,
                    const SkPlacement *placement,
                    GArray            *own)
{
  SkWhen earliest = sk_task_get_earliest_start (placement->task);
  gint64 at = sk_plan_get_at (plan);
  gint64 until = at;

  if (earliest.kind == SK_WHEN_INSTANT)
    until = earliest.value;
  else if (earliest.kind == SK_WHEN_DAY)
    until = sk_wall_clock_start_of_day (sk_plan_get_rules (plan), earliest.value);

  if (until > at)
    add (own, (SkSpan) { at, until }, 0, SK_BLOCKED_BY_EARLIEST_START, NULL);
}

/* Until when the task @id, a blocker of @placement's, holds it back. */
static gboolean
get_blocker_end (SkPlan            *plan,
                 const SkPlacement *placement,
                 const char        *id,
                 gint64            *end)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  const SkPlacement *blocker = sk_plan_find_placement (plan, id);
  SkSpan span;
  guint i;

  if (blocker != NULL)
    {
      *end = blocker->span.end;
      return placement->cycle == 0 || placement->cycle != blocker->cycle;
    }
  if (!sk_snapshot_find (snapshot, id, &i) ||
      sk_task_get_standing (sk_snapshot_get_task (snapshot, i)) != SK_STANDING_OPEN ||
      !sk_task_get_held_span (sk_snapshot_get_task (snapshot, i), &span))
    return FALSE;

  *end = span.end;
  return TRUE;
}

/* What only this task is held back by. */
static GArray *
list_own_obstacles (SkPlan            *plan,
                    const SkPlacement *placement)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  const char *const *blockers = sk_task_get_blocked_by (placement->task);
  GArray *own = g_array_new (FALSE, FALSE, sizeof (Obstacle));
  gint64 at = sk_plan_get_at (plan);
  gint64 end;
  guint i;

  add_earliest_start (plan, placement, own);

  for (i = 0; blockers != NULL && blockers[i] != NULL; i++)
    if (get_blocker_end (plan, placement, blockers[i], &end) && end > at)
      {
        guint index;
        gboolean known = sk_snapshot_find (snapshot, blockers[i], &index);

        add (own, (SkSpan) { at, end }, 0, SK_BLOCKED_BY_BLOCKER,
             known ? sk_task_get_title (sk_snapshot_get_task (snapshot, index)) : NULL);
      }

  for (i = 0; i < sk_snapshot_get_n_bans (snapshot); i++)
    {
      const SkBan *ban = sk_snapshot_get_ban (snapshot, i);

      if (!sk_span_is_empty (ban->span) &&
          strcmp (ban->task, sk_task_get_id (placement->task)) == 0)
        add (own, ban->span, 0, SK_BLOCKED_BY_BAN, NULL);
    }

  g_array_sort (own, compare_obstacles);
  return own;
}

/* --- the sweep --- */

typedef struct
{
  GArray         *obstacles;    /* sorted by start */
  guint           next;
  guint           turn;         /* whose certificate it is: only who came before counts */
  const Obstacle *furthest;     /* (nullable): of those seen, the one that ends last */
} Sweep;

/* Takes in every obstacle that begins before @until. */
static void
sweep_until (Sweep  *sweep,
             gint64  until)
{
  for (; sweep->next < sweep->obstacles->len; sweep->next++)
    {
      const Obstacle *obstacle = &g_array_index (sweep->obstacles, Obstacle, sweep->next);

      if (obstacle->span.start >= until)
        break;
      if (obstacle->turn > 0 && obstacle->turn >= sweep->turn)
        continue;
      if (sweep->furthest == NULL || obstacle->span.end > sweep->furthest->span.end)
        sweep->furthest = obstacle;
    }
}

static const Obstacle *
get_furthest (const Sweep *shared,
              const Sweep *own)
{
  if (shared->furthest == NULL || own->furthest == NULL)
    return shared->furthest != NULL ? shared->furthest : own->furthest;

  return own->furthest->span.end > shared->furthest->span.end ? own->furthest : shared->furthest;
}

static GArray *
certify (SkPlan            *plan,
         const SkPlacement *placement,
         const SkFreeTime  *open,
         GArray            *obstacles)
{
  g_autoptr(GArray) own_obstacles = list_own_obstacles (plan, placement);
  GArray *blocked = sk_blocked_array_new ();
  Sweep shared = { obstacles, 0, placement->turn, NULL };
  Sweep own = { own_obstacles, 0, placement->turn, NULL };
  gint64 length = sk_span_length (placement->span);
  gint64 at = sk_plan_get_at (plan);
  gint64 start = sk_free_time_round (open, (SkSpan) { at, at }).end;

  while (start < placement->span.start)
    {
      sweep_until (&shared, start + length);
      sweep_until (&own, start + length);

      const Obstacle *furthest = get_furthest (&shared, &own);

      if (furthest == NULL || furthest->span.end <= start)
        break;

      sk_blocked_array_add (blocked, furthest->span, furthest->by, furthest->title);
      start = sk_free_time_round (open, (SkSpan) { start, furthest->span.end }).end;
    }

  return blocked;
}

/**
 * sk_why_certify:
 * @plan: a plan
 *
 * Only a task that took the earliest fit claims anything about earlier
 * starts: what is fixed or kept has no certificate.
 *
 * Returns: (transfer full): the same plan, with certificates
 */
SkPlan *
sk_why_certify (SkPlan *plan)
{
  g_autoptr(SkFreeTime) open = sk_free_time_new (sk_plan_get_rules (plan), sk_plan_get_at (plan));
  g_autoptr(GArray) obstacles = list_obstacles (plan, open);
  GArray *placements = sk_placement_array_new ();

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      SkPlacement placement;

      sk_placement_copy (sk_plan_get_placement (plan, i), &placement);
      g_clear_pointer (&placement.blocked, g_array_unref);
      if (placement.why == SK_WHY_EARLIEST_FIT)
        placement.blocked = certify (plan, &placement, open, obstacles);
      g_array_append_val (placements, placement);
    }

  return sk_plan_with_placements_take (plan, placements);
}
