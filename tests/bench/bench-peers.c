/* bench-peers.c — how others plan, on the same tasks
 *
 * Three ways that are in use, written anew after their descriptions; what
 * they share (hours, meetings, earliest starts) is asked of our own calendar.
 * None of them knows blockers.  All of them would move what is under way; here
 * it stays, as a person who plans every ten minutes would never finish
 * anything.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench.h"

#include "sk-free-time.h"

#include <math.h>

#define MINUTE ((gint64) 60)
#define DAY (24 * 60 * MINUTE)

typedef struct
{
  SkTask     *task;             /* borrowed */
  double      rank;
  gint64      due;              /* or G_MAXINT64 */
  int         n_slots;
  SkPosition  floor;
  SkPosition  found;            /* or nowhere */
  SkSpan      place;            /* empty: none */
  double      score;
} Draft;

typedef struct
{
  SkSnapshot *snapshot;
  SkRules    *rules;
  gint64      at;
  SkHorizon  *horizon;
  SkFreeTime *free_time;
  GArray     *drafts;           /* (element-type Draft) */
} Desk;

#define DRAFT(desk, i) (&g_array_index ((desk)->drafts, Draft, i))

/* --- what they share --- */

static gint64
get_instant (Desk     *self,
             SkWhen    when,
             gboolean  is_end,
             gint64    otherwise)
{
  SkWallClock *clock = self->horizon->clock;

  if (when.kind == SK_WHEN_INSTANT)
    return when.value;
  if (when.kind == SK_WHEN_DAY)
    return is_end ? sk_wall_clock_end_of_hours (clock, when.value)
                  : sk_wall_clock_start_of_day (clock, when.value);

  return otherwise;
}

static void
add_draft (Desk   *self,
           SkTask *task)
{
  Draft draft = { .task = task, .found = SK_NOWHERE };
  gint64 floor = get_instant (self, sk_task_get_earliest_start (task), FALSE, self->at);
  double hours = SK_DEFAULT_DURATION_HOURS;

  sk_task_get_rank (task, &draft.rank);
  sk_task_get_duration_hours (task, &hours);
  draft.n_slots = (int) MAX (ceil (hours * 60 / sk_rules_get_slot_minutes (self->rules)), 1);
  draft.due = get_instant (self, sk_task_get_due (task), TRUE, G_MAXINT64);
  draft.floor = sk_horizon_position_from (self->horizon, MAX (floor, self->at));
  g_array_append_val (self->drafts, draft);
}

/* It stays there, unseen: whatever else may be there by now. */
static void
keep (Desk   *self,
      Draft  *draft,
      SkSpan  present)
{
  draft->place = present;
  sk_free_time_close (self->free_time, present);
}

static void
keep_what_is_under_way (Desk *self)
{
  for (guint i = 0; i < self->drafts->len; i++)
    {
      SkSpan present;

      if (sk_task_get_scheduled_span (DRAFT (self, i)->task, &present) &&
          sk_span_contains (present, self->at))
        keep (self, DRAFT (self, i), present);
    }
}

static void
desk_open (Desk       *self,
           SkSnapshot *snapshot,
           SkRules    *rules,
           gint64      at)
{
  *self = (Desk) { snapshot, rules, at, sk_horizon_new (rules, at) };
  self->free_time = sk_free_time_new (self->horizon, rules);
  self->drafts = g_array_new (FALSE, FALSE, sizeof (Draft));

  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    sk_free_time_close (self->free_time, sk_snapshot_get_busy (snapshot, i)->span);
  sk_free_time_drop_before (self->free_time, sk_horizon_position_from (self->horizon, at));
  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    if (sk_task_get_standing (sk_snapshot_get_task (snapshot, i)) == SK_STANDING_OPEN)
      add_draft (self, sk_snapshot_get_task (snapshot, i));
  keep_what_is_under_way (self);
}

static void
put (Desk       *self,
     Draft      *draft,
     SkPosition  position)
{
  if (position == SK_NOWHERE)
    return;

  draft->place = sk_horizon_get_place (self->horizon, position, draft->n_slots);
  sk_free_time_take (self->free_time, position, draft->n_slots);
}

/* In the order they are in, each to the earliest place that fits. */
static void
place_all (Desk *self)
{
  for (guint i = 0; i < self->drafts->len; i++)
    {
      Draft *draft = DRAFT (self, i);

      if (sk_span_is_empty (draft->place))
        put (self, draft,
             sk_free_time_find_first (self->free_time, NULL, draft->n_slots, draft->floor,
                                      sk_horizon_get_end (self->horizon)));
    }
}

static SkChangeKind
get_change (const Desk  *self,
            const Draft *draft)
{
  SkSpan present;

  if (!sk_task_get_scheduled_span (draft->task, &present))
    return SK_CHANGE_NEW;
  if (sk_span_equal (present, draft->place))
    return SK_CHANGE_KEPT;

  return present.end <= self->at ? SK_CHANGE_MISSED : SK_CHANGE_MOVED;
}

static int
compare_placements (gconstpointer a,
                    gconstpointer b)
{
  return sk_placement_compare (a, b);
}

static void
tell_unplaced (Desk        *self,
               GArray      *array,
               const Draft *draft,
               guint        position)
{
  gboolean has_place = get_change (self, draft) == SK_CHANGE_MOVED;
  SkUnplaced unplaced = {
    .task = sk_task_ref (draft->task),
    .length = draft->n_slots * self->horizon->slot,
    .position = position,
    .why = SK_UNPLACED_NO_ROOM,
    .change = has_place ? SK_CHANGE_REMOVED : SK_CHANGE_KEPT,
  };

  g_array_append_val (array, unplaced);
}

static SkPlan *
desk_close (Desk *self)
{
  SkPlanInit init = {
    .snapshot = self->snapshot,
    .rules = self->rules,
    .at = self->at,
    .placements = sk_placement_array_new (),
    .unplaced = sk_unplaced_array_new (),
    .left_alone = sk_left_alone_array_new (),
  };

  for (guint i = 0; i < self->drafts->len; i++)
    {
      const Draft *draft = DRAFT (self, i);
      SkPlacement placement = {
        .span = draft->place,
        .due = draft->due,
        .position = i + 1,
        .change = get_change (self, draft),
        .late_why = draft->place.end > draft->due ? SK_LATE_NOT_ASKED : SK_LATE_NOT,
      };

      if (sk_span_is_empty (draft->place))
        {
          tell_unplaced (self, init.unplaced, draft, i + 1);
          continue;
        }
      placement.task = sk_task_ref (draft->task);
      g_array_append_val (init.placements, placement);
    }

  g_array_sort (init.placements, compare_placements);
  g_array_unref (self->drafts);
  sk_free_time_free (self->free_time);
  sk_horizon_free (self->horizon);

  return sk_plan_new_take (&init);
}

/* --- the Python script this began from --- */

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const Draft *one = a, *other = b;

  if (one->rank > other->rank || one->rank < other->rank)
    return one->rank > other->rank ? -1 : 1;

  return strcmp (sk_task_get_id (one->task), sk_task_get_id (other->task));
}

static void
keep_what_is_ahead (Desk *self)
{
  for (guint i = 0; i < self->drafts->len; i++)
    {
      SkSpan present;

      if (sk_task_get_scheduled_span (DRAFT (self, i)->task, &present) &&
          present.start >= self->at)
        keep (self, DRAFT (self, i), present);
    }
}

/* Parts of a slot are dropped. */
static void
truncate_lengths (Desk *self)
{
  for (guint i = 0; i < self->drafts->len; i++)
    {
      Draft *draft = DRAFT (self, i);
      double hours = SK_DEFAULT_DURATION_HOURS;

      sk_task_get_duration_hours (draft->task, &hours);
      draft->n_slots = MAX ((int) (hours * 60 / sk_rules_get_slot_minutes (self->rules)), 1);
    }
}

/**
 * bench_peers_plan_as_the_script:
 * @snapshot: what the sources said
 * @rules: hours and grid
 * @at: the planning instant
 *
 * Keep, then earliest fit by rank (planner.md §4): what is ahead is never
 * looked at again.
 *
 * Returns: (transfer full): the plan
 */
SkPlan *
bench_peers_plan_as_the_script (SkSnapshot *snapshot,
                                SkRules    *rules,
                                gint64      at)
{
  Desk desk;

  desk_open (&desk, snapshot, rules, at);
  truncate_lengths (&desk);
  keep_what_is_ahead (&desk);
  g_array_sort (desk.drafts, compare_ranks);
  place_all (&desk);

  return desk_close (&desk);
}

/* --- earliest due date first --- */

static int
compare_dues (gconstpointer a,
              gconstpointer b)
{
  const Draft *one = a, *other = b;

  if (one->due != other->due)
    return one->due < other->due ? -1 : 1;

  return compare_ranks (a, b);
}

/**
 * bench_peers_plan_by_due_date:
 * @snapshot: what the sources said
 * @rules: hours and grid
 * @at: the planning instant
 *
 * All anew, whoever is due first going first; without a due date, by rank.
 *
 * Returns: (transfer full): the plan
 */
SkPlan *
bench_peers_plan_by_due_date (SkSnapshot *snapshot,
                              SkRules    *rules,
                              gint64      at)
{
  Desk desk;

  desk_open (&desk, snapshot, rules, at);
  g_array_sort (desk.drafts, compare_dues);
  place_all (&desk);

  return desk_close (&desk);
}

/* --- FluidCalendar's way --- */

#define FLUID_DAYS 90
#define FLUID_MARGIN (15 * MINUTE)
#define FLUID_GRID (30 * MINUTE)
#define FLUID_N_TIERS 3

/* As its weights are, of what differs between places: to have a margin inside
 * the hours on both sides, and to be near the due date without being late. */
#define FLUID_MARGIN_WEIGHT 0.8
#define FLUID_DUE_WEIGHT 2.0

static double
score (const Draft *draft,
       SkSpan       hours,
       SkSpan       place)
{
  double near = 0.5;

  if (draft->due != G_MAXINT64)
    near = place.end > draft->due ? 0
                                  : exp (-(double) (draft->due - place.end) / (7.0 * (double) DAY));

  return FLUID_DUE_WEIGHT * near +
         (place.start - FLUID_MARGIN >= hours.start &&
          place.end + FLUID_MARGIN <= hours.end ? FLUID_MARGIN_WEIGHT : 0);
}

/* The best of those in one stretch.  Only every so many moments are looked at:
 * they are as far apart as the task is long. */
static void
look_at_stretch (Desk            *self,
                 Draft           *draft,
                 const SkStretch *stretch,
                 gint64           first)
{
  SkSpan hours = sk_horizon_get_span_of (self->horizon, stretch);
  gint64 length = draft->n_slots * self->horizon->slot;
  gint64 steps = MAX (hours.start - first + length - 1, 0) / length;

  for (gint64 start = first + steps * length; start + length <= hours.end; start += length)
    {
      SkPosition position = sk_horizon_position_from (self->horizon, start);
      double value = score (draft, hours, (SkSpan) { start, start + length });

      if (!sk_free_time_has (self->free_time, position, draft->n_slots) ||
          (draft->found != SK_NOWHERE && value <= draft->score))
        continue;
      draft->found = position;
      draft->score = value;
    }
}

static void
find_best (Desk  *self,
           Draft *draft)
{
  const SkStretch *end = self->horizon->stretches + self->horizon->n_stretches;
  gint64 first = (self->at + FLUID_MARGIN + FLUID_GRID - 1) / FLUID_GRID * FLUID_GRID;
  gint64 floor = get_instant (self, sk_task_get_earliest_start (draft->task), FALSE, first);

  first = MAX (first, floor);
  draft->found = SK_NOWHERE;
  for (const SkStretch *stretch = sk_horizon_find_stretch (self->horizon, first);
       stretch != NULL && stretch < end && stretch->start < self->at + FLUID_DAYS * DAY;
       stretch++)
    look_at_stretch (self, draft, stretch, first);
}

static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  const Draft *one = a, *other = b;

  if (one->score > other->score || one->score < other->score)
    return one->score > other->score ? -1 : 1;

  return strcmp (sk_task_get_id (one->task), sk_task_get_id (other->task));
}

/* A third of the ranks is as much as its three priorities can tell; inside one
 * of them, whoever has the best place to hope for goes first. */
static void
sort_for_fluid (Desk *self)
{
  guint n = self->drafts->len;

  g_array_sort (self->drafts, compare_ranks);
  for (guint i = 0; i < n; i++)
    find_best (self, DRAFT (self, i));
  for (guint tier = 0; tier < FLUID_N_TIERS; tier++)
    {
      guint from = n * tier / FLUID_N_TIERS, to = n * (tier + 1) / FLUID_N_TIERS;

      if (from < to)
        qsort (DRAFT (self, from), to - from, sizeof (Draft), compare_scores);
    }
}

/**
 * bench_peers_plan_by_score:
 * @snapshot: what the sources said
 * @rules: hours and grid
 * @at: the planning instant
 *
 * As FluidCalendar does: all anew; of the places that are free each task in
 * turn takes the one that scores best, the first of equals.
 *
 * Returns: (transfer full): the plan
 */
SkPlan *
bench_peers_plan_by_score (SkSnapshot *snapshot,
                           SkRules    *rules,
                           gint64      at)
{
  Desk desk;

  desk_open (&desk, snapshot, rules, at);
  sort_for_fluid (&desk);
  for (guint i = 0; i < desk.drafts->len; i++)
    {
      Draft *draft = DRAFT (&desk, i);

      if (!sk_span_is_empty (draft->place))
        continue;
      find_best (&desk, draft);
      put (&desk, draft, draft->found);
    }

  return desk_close (&desk);
}
