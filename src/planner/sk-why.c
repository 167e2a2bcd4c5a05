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

/* Something that takes time from others. */
typedef struct
{
  SkSpan             span;
  const char        *title;     /* (nullable), borrowed */
  const SkPlacement *placement; /* (nullable): whose place it is */
  SkBlockedBy        by;
} Obstacle;

/* What all certificates of a plan are made from. */
typedef struct
{
  SkPlan     *plan;
  SkHorizon  *horizon;
  GArray     *obstacles;        /* (element-type Obstacle): sorted by start */
  SkFreeTime *limits;           /* (nullable): how full the days are; only with a day limit */
} Certifier;

static void
add (GArray      *obstacles,
     SkSpan       span,
     const SkPlacement *placement,
     SkBlockedBy  by,
     const char  *title)
{
  Obstacle obstacle = { span, title, placement, by };

  g_array_append_val (obstacles, obstacle);
}

/* What is lost beside @span because of @wide. */
static void
add_margins (GArray     *obstacles,
             SkSpan      span,
             SkSpan      wide,
             const SkPlacement *placement,
             const char *title)
{
  if (wide.start < span.start)
    add (obstacles, (SkSpan) { wide.start, span.start }, placement, SK_BLOCKED_BY_BUFFER, title);
  if (span.end < wide.end)
    add (obstacles, (SkSpan) { span.end, wide.end }, placement, SK_BLOCKED_BY_BUFFER, title);
}

static void
add_busy (GArray           *obstacles,
          const SkHorizon  *horizon,
          SkSpan            span,
          gint64            buffer,
          const char       *title)
{
  if (sk_span_is_empty (span))
    return;

  add (obstacles, span, NULL, SK_BLOCKED_BY_BUSY, title);
  add_margins (obstacles, span, sk_span_widen (sk_horizon_round (horizon, span), buffer), NULL,
               title);
}

static void
add_closed_hours (GArray           *obstacles,
                  const SkHorizon  *horizon)
{
  SkSpan all = sk_horizon_get_span (horizon);
  gint64 from = all.start;

  for (guint i = 0; i < horizon->n_stretches; i++)
    {
      SkSpan span = sk_horizon_get_span_of (horizon, &horizon->stretches[i]);

      /* between ranges that touch it is empty, and still a fence */
      if (i > 0 || from < span.start)
        add (obstacles, (SkSpan) { from, span.start }, NULL, SK_BLOCKED_BY_HOURS, NULL);
      from = span.end;
    }

  add (obstacles, (SkSpan) { from, all.end }, NULL, SK_BLOCKED_BY_HOURS, NULL);
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
list_obstacles (SkPlan          *plan,
                const SkHorizon *horizon)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  gint64 buffer = (gint64) sk_rules_get_buffer_minutes (sk_plan_get_rules (plan)) * 60;
  GArray *obstacles = g_array_new (FALSE, FALSE, sizeof (Obstacle));
  SkSpan span;

  add_closed_hours (obstacles, horizon);

  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (snapshot, i);

      add_busy (obstacles, horizon, busy->span, buffer, busy->title);
    }

  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    {
      const SkLeftAlone *left = sk_plan_get_left_alone (plan, i);

      if (sk_task_get_held_span (left->task, &span))
        add_busy (obstacles, horizon, span, buffer, sk_task_get_title (left->task));
    }

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);
      const char *title = sk_task_get_title (placement->task);
      SkBlockedBy by = placement->fixed == SK_FIXED_PINNED ? SK_BLOCKED_BY_PIN
                                                           : SK_BLOCKED_BY_TASK;

      add (obstacles, placement->span, placement, by, title);
      add_margins (obstacles, placement->span, sk_span_widen (placement->span, buffer),
                   placement, title);
    }

  g_array_sort (obstacles, compare_obstacles);
  return obstacles;
}

static void
add_earliest_start (const Certifier *certifier,
                    SkTask          *task,
                    GArray          *own)
{
  SkWhen earliest = sk_task_get_earliest_start (task);
  gint64 at = sk_plan_get_at (certifier->plan);
  gint64 until = at;

  if (earliest.kind == SK_WHEN_INSTANT)
    until = earliest.value;
  else if (earliest.kind == SK_WHEN_DAY)
    until = sk_wall_clock_start_of_day (certifier->horizon->clock, earliest.value);

  if (until > at)
    add (own, (SkSpan) { at, until }, NULL, SK_BLOCKED_BY_EARLIEST_START, NULL);
}

/* Until when the task @id, a blocker of a task in circle @cycle, holds it back. */
static gboolean
get_blocker_end (SkPlan     *plan,
                 guint       cycle,
                 const char *id,
                 gint64     *end)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  const SkPlacement *blocker = sk_plan_find_placement (plan, id);
  SkSpan span;
  guint i;

  if (blocker != NULL)
    {
      *end = blocker->span.end;
      return cycle == 0 || cycle != blocker->cycle;
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
list_own_obstacles (const Certifier *certifier,
                    SkTask          *task,
                    guint            cycle)
{
  SkPlan *plan = certifier->plan;
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  const char *const *blockers = sk_task_get_blocked_by (task);
  GArray *own = g_array_new (FALSE, FALSE, sizeof (Obstacle));
  gint64 at = sk_plan_get_at (plan);
  gint64 end;
  guint i;

  add_earliest_start (certifier, task, own);

  for (i = 0; blockers != NULL && blockers[i] != NULL; i++)
    if (get_blocker_end (plan, cycle, blockers[i], &end) && end > at)
      {
        guint index;
        gboolean known = sk_snapshot_find (snapshot, blockers[i], &index);

        add (own, (SkSpan) { at, end }, NULL, SK_BLOCKED_BY_BLOCKER,
             known ? sk_task_get_title (sk_snapshot_get_task (snapshot, index)) : NULL);
      }

  for (i = 0; i < sk_snapshot_get_n_bans (snapshot); i++)
    {
      const SkBan *ban = sk_snapshot_get_ban (snapshot, i);

      if (!sk_span_is_empty (ban->span) && strcmp (ban->task, sk_task_get_id (task)) == 0)
        add (own, ban->span, NULL, SK_BLOCKED_BY_BAN, NULL);
    }

  g_array_sort (own, compare_obstacles);
  return own;
}

/* --- the sweep --- */

typedef struct
{
  GArray         *obstacles;    /* sorted by start */
  guint           next;
  const Obstacle *furthest;     /* (nullable): of those seen, the one that ends last */
} Sweep;

/* Whose certificate it is. */
typedef struct
{
  SkTask            *task;
  const SkPlacement *placement; /* (nullable): it has a place */
  guint              position;  /* in the order of importance */
  gint64             length;
  gint64             until;     /* each start before is impossible */
  guint              cycle;
} Claim;

/* Whoever is less important has to make way, unless it was there before, or a
 * promise was made. */
static gboolean
counts (const Claim    *claim,
        const Obstacle *obstacle)
{
  const SkPlacement *other = obstacle->placement;

  if (other == NULL)
    return TRUE;
  if (other == claim->placement)
    return FALSE;

  return other->is_promised || other->fixed != SK_FIXED_NO || other->why == SK_WHY_KEPT ||
         other->position < claim->position;
}

/* Takes in every obstacle that begins before @until. */
static void
sweep_until (Sweep       *sweep,
             const Claim *claim,
             gint64       until)
{
  for (; sweep->next < sweep->obstacles->len; sweep->next++)
    {
      const Obstacle *obstacle = &g_array_index (sweep->obstacles, Obstacle, sweep->next);

      if (obstacle->span.start >= until)
        break;
      if (!counts (claim, obstacle))
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

/* Whether the limit of the day of @start is what keeps the task out; @day: that day. */
static gboolean
is_day_full (const Certifier *certifier,
             const Claim     *claim,
             gint64           start,
             SkSpan          *day)
{
  const SkHorizon *horizon = certifier->horizon;
  int index = sk_horizon_find_day (horizon, start);
  int own = 0;

  if (certifier->limits == NULL)
    return FALSE;

  *day = (SkSpan) { horizon->day_starts[index], horizon->day_starts[index + 1] };
  if (claim->placement != NULL && sk_span_contains (*day, claim->placement->span.start))
    own = (int) (claim->length / horizon->slot);

  return !sk_free_time_has_left (certifier->limits, index,
                                 (int) (claim->length / horizon->slot) - own);
}

static SkBlockedBy
get_by (const Claim    *claim,
        const Obstacle *obstacle)
{
  const SkPlacement *other = obstacle->placement;

  if (obstacle->by != SK_BLOCKED_BY_TASK)
    return obstacle->by;
  if (other->is_promised && other->fixed == SK_FIXED_NO && other->why != SK_WHY_KEPT &&
      other->position > claim->position)
    return SK_BLOCKED_BY_PROMISE;

  return SK_BLOCKED_BY_TASK;
}

static GArray *
certify (const Certifier *certifier,
         const Claim     *claim)
{
  g_autoptr(GArray) own_obstacles = list_own_obstacles (certifier, claim->task, claim->cycle);
  GArray *blocked = sk_blocked_array_new ();
  Sweep shared = { certifier->obstacles, 0, NULL };
  Sweep own = { own_obstacles, 0, NULL };
  gint64 at = sk_plan_get_at (certifier->plan);
  gint64 start = sk_horizon_next_slot (certifier->horizon, at);
  SkSpan day;

  while (start < claim->until)
    {
      sweep_until (&shared, claim, start + claim->length);
      sweep_until (&own, claim, start + claim->length);

      const Obstacle *furthest = get_furthest (&shared, &own);
      gint64 end;

      if (furthest != NULL && furthest->span.end > start)
        {
          end = furthest->span.end;
          sk_blocked_array_add (blocked, furthest->span, get_by (claim, furthest),
                                furthest->title);
        }
      else if (is_day_full (certifier, claim, start, &day))
        {
          end = day.end;
          sk_blocked_array_add (blocked, day, SK_BLOCKED_BY_LIMIT, NULL);
        }
      else
        {
          break;
        }

      start = sk_horizon_next_slot (certifier->horizon, end);
    }

  return blocked;
}

/* --- the whole plan --- */

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const SkSpan *one = a;
  const SkSpan *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

static void
measure_days (Certifier *certifier)
{
  SkRules *rules = sk_plan_get_rules (certifier->plan);
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (SkSpan));
  gint64 until = G_MININT64;

  if (sk_rules_get_day_limit_percent (rules) >= SK_DEFAULT_DAY_LIMIT_PERCENT)
    return;

  certifier->limits = sk_free_time_new (certifier->horizon, rules);
  for (guint i = 0; i < certifier->obstacles->len; i++)
    {
      const Obstacle *obstacle = &g_array_index (certifier->obstacles, Obstacle, i);

      if (obstacle->by == SK_BLOCKED_BY_BUSY || obstacle->by == SK_BLOCKED_BY_TASK ||
          obstacle->by == SK_BLOCKED_BY_PIN)
        g_array_append_val (spans, obstacle->span);
    }

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      SkSpan span = sk_horizon_round (certifier->horizon, g_array_index (spans, SkSpan, i));

      span.start = MAX (span.start, until);
      until = MAX (until, span.end);
      sk_free_time_fill (certifier->limits, span);
    }
}

static gboolean
claims_something (const SkPlacement *placement)
{
  return placement->fixed == SK_FIXED_NO && placement->why != SK_WHY_KEPT;
}

static GArray *
certify_placements (const Certifier *certifier)
{
  SkPlan *plan = certifier->plan;
  GArray *placements = sk_placement_array_new ();

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *original = sk_plan_get_placement (plan, i);
      Claim claim = {
        .task = original->task,
        .placement = original,
        .position = original->position,
        .length = sk_span_length (original->span),
        .until = original->span.start,
        .cycle = original->cycle,
      };
      SkPlacement placement;

      sk_placement_copy (original, &placement);
      g_clear_pointer (&placement.blocked, g_array_unref);
      if (claims_something (original))
        placement.blocked = certify (certifier, &claim);
      g_array_append_val (placements, placement);
    }

  return placements;
}

static GArray *
certify_unplaced (const Certifier *certifier)
{
  SkPlan *plan = certifier->plan;
  GArray *array = sk_unplaced_array_new ();

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      SkUnplaced unplaced;

      sk_unplaced_copy (sk_plan_get_unplaced (plan, i), &unplaced);
      g_clear_pointer (&unplaced.blocked, g_array_unref);
      if (unplaced.why == SK_UNPLACED_NO_ROOM)
        unplaced.blocked = certify (certifier, &(Claim) {
          .task = unplaced.task,
          .position = unplaced.position,
          .length = unplaced.length,
          .until = sk_horizon_get_span (certifier->horizon).end,
          .cycle = unplaced.cycle,
        });
      g_array_append_val (array, unplaced);
    }

  return array;
}

/**
 * sk_why_certify:
 * @plan: a plan
 *
 * What is fixed or kept claims nothing about earlier starts and has no
 * certificate; what found no room has one that covers all of the horizon.
 *
 * Returns: (transfer full): the same plan, with certificates
 */
SkPlan *
sk_why_certify (SkPlan *plan)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autoptr(SkHorizon) horizon = sk_horizon_new (rules, sk_plan_get_at (plan));
  g_autoptr(GArray) obstacles = list_obstacles (plan, horizon);
  Certifier certifier = {
    .plan = plan,
    .horizon = horizon,
    .obstacles = obstacles,
  };

  measure_days (&certifier);

  SkPlan *certified = sk_plan_with_reasons_take (plan, certify_placements (&certifier),
                                                 certify_unplaced (&certifier));

  g_clear_pointer (&certifier.limits, sk_free_time_free);
  return certified;
}
