/* sk-improve.c — a plan that changes no more than it has to
 *
 * Everybody has a place already, or looks for one.  They are gone through in
 * order of importance; whoever has a place that is still good keeps it, unless
 * a promise needs it, or the task is entitled to today and sits much later, or
 * time would be wasted today (planner.md §6).  The result is taken only if it
 * is strictly better than what there was, so going through it again changes
 * nothing.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-improve.h"

#include "sk-admit.h"
#include "sk-cost.h"
#include "sk-place.h"

/* Each sweep is strictly better than the last; one or two are typical. */
#define MOST_SWEEPS 64

#define JOB(i) (&sweep->agenda->jobs[i])

typedef struct
{
  SkAgenda   *agenda;
  SkPromises *promises;
  SkFreeTime *untaken;          /* base, less the present places of those who may still want them */
  SkRoster   *tenants;          /* whose present places those are, by day */
  int        *tolerated;        /* per day of entitlement, the last day that is not much later */
  SkPosition *present;          /* per job, where it is now */
  gboolean    has_moved;        /* somebody has, in this sweep */
  gboolean    was_pushed;       /* and the first did so only because a promise took its place */
} Sweep;

static int
get_day (const Sweep *sweep,
         SkPosition   position)
{
  return sk_horizon_get_day (sweep->agenda->horizon, position);
}

/* --- what is much later --- */

/* One working day, or as many again as there are until the entitlement. */
static void
find_tolerated_days (Sweep *sweep)
{
  const SkHorizon *horizon = sweep->agenda->horizon;
  g_autofree int *days = g_new (int, horizon->n_days + 1);
  int n = 0;

  sweep->tolerated = g_new (int, horizon->n_days);
  for (int day = SK_AGENDA_TODAY; day < horizon->n_days; day++)
    if (sk_horizon_count_open (horizon, day) > 0)
      days[n++] = day;

  for (int day = 0, i = 0; day < horizon->n_days; day++)
    {
      while (i < n && days[i] < day)
        i++;

      int until = i + MAX (i, 1);

      sweep->tolerated[day] = until < n ? MAX (days[until], day) : horizon->n_days - 1;
    }
}

/* --- present places --- */

static void
move_in (Sweep *sweep)
{
  sk_free_time_assign (sweep->untaken, sweep->agenda->base);
  sk_roster_clear (sweep->tenants);

  for (int i = 0; i < sweep->agenda->n_eligible; i++)
    if (sweep->present[i] != SK_NOWHERE)
      {
        sk_free_time_take (sweep->untaken, sweep->present[i], JOB (i)->n_slots);
        sk_roster_add (sweep->tenants, i);
      }
}

static void
move_out (Sweep *sweep,
          int    number)
{
  if (sweep->present[number] == SK_NOWHERE)
    return;

  sk_free_time_give (sweep->untaken, sweep->present[number], JOB (number)->n_slots);
  sk_roster_remove (sweep->tenants, number);
}

/* --- where one goes --- */

typedef struct
{
  int        number;
  SkPosition floor;
  SkPosition to;
  SkPosition entitled;          /* the earliest place, given those more important */
  SkPosition reserved;          /* what its promise holds */
  gboolean   may_stay;
} Seeker;

static SkPosition
find_untaken (Sweep        *sweep,
              const Seeker *seeker,
              SkPosition    to)
{
  return sk_agenda_find_first (sweep->agenda, JOB (seeker->number), sweep->promises->free,
                               sweep->untaken, seeker->floor, MIN (seeker->to, to));
}

/* What it costs to put those who live there out: fewer are better, then less
 * important ones, then shorter ones. */
static int
get_cost (Sweep      *sweep,
          int         number,
          SkPosition  position)
{
  const SkHorizon *horizon = sweep->agenda->horizon;
  const SkRoster *tenants = sweep->tenants;
  int n = sweep->agenda->n_eligible;
  SkPosition from, to;
  int cost = 0;

  sk_free_time_touch (sweep->untaken, position, JOB (number)->n_slots, &from, &to);
  for (int day = sk_horizon_get_day (horizon, from); day * horizon->day_bits < to; day++)
    for (int i = tenants->first[day]; i >= 0; i = tenants->next[i])
      if (sweep->present[i] < to && sk_job_get_end (JOB (i), sweep->present[i]) > from)
        cost += 64 + 64 * (n - i) / n + MIN (JOB (i)->n_slots, 63);

  return cost;
}

/* The place from @first on, until @last_day, that puts the fewest out. */
static SkPosition
find_cheapest (Sweep        *sweep,
               const Seeker *seeker,
               SkPosition    first,
               int           last_day)
{
  SkPosition end = MIN (seeker->to, (last_day + 1) * sweep->agenda->horizon->day_bits);
  SkPosition best = first;
  int best_cost = G_MAXINT;

  for (SkPosition position = first; position != SK_NOWHERE;
       position = sk_agenda_find_first (sweep->agenda, JOB (seeker->number),
                                        sweep->promises->free, NULL, position + 1, end))
    {
      int later = MIN (get_day (sweep, position) - get_day (sweep, first), 15);
      int cost = get_cost (sweep, seeker->number, position) * 16 + later;

      if (cost < best_cost)
        {
          best_cost = cost;
          best = position;
        }
    }

  return best;
}

/* It may stay; whether it does depends on whether it could be much earlier. */
static SkPosition
find_reason_to_move (Sweep        *sweep,
                     const Seeker *seeker)
{
  SkAgenda *agenda = sweep->agenda;
  SkPosition present = sweep->present[seeker->number];
  SkPosition end_of_today = (SK_AGENDA_TODAY + 1) * agenda->horizon->day_bits;

  if (get_day (sweep, present) == SK_AGENDA_TODAY || !sk_rules_get_fill_today (agenda->rules))
    return present;

  SkPosition gap = find_untaken (sweep, seeker, end_of_today);

  return gap != SK_NOWHERE ? gap : present;
}

static gboolean
is_much_too_late (Sweep        *sweep,
                  const Seeker *seeker)
{
  int today = SK_AGENDA_TODAY;

  return seeker->entitled != SK_NOWHERE && get_day (sweep, seeker->entitled) == today &&
         get_day (sweep, sweep->present[seeker->number]) > sweep->tolerated[today];
}

/* All else being equal, the gentlest of what is left. */
static SkPosition
settle_for (Sweep        *sweep,
            const Seeker *seeker,
            SkPosition    gap,
            SkPosition    place)
{
  int tolerated;

  if (place == SK_NOWHERE)
    return gap;

  tolerated = sweep->tolerated[get_day (sweep, place)];
  if (seeker->may_stay && get_day (sweep, sweep->present[seeker->number]) <= tolerated)
    return sweep->present[seeker->number];
  if (gap != SK_NOWHERE && get_day (sweep, gap) <= tolerated)
    return gap;

  return place;
}

/* A gap that costs nobody anything, if it is not much later than it is
 * entitled to; else at the cost of others.  SK_NOWHERE: it was placed here, or
 * has no place. */
static SkPosition
find_new_place (Sweep        *sweep,
                const Seeker *seeker)
{
  SkPromises *promises = sweep->promises;
  gboolean had_place = sweep->present[seeker->number] != SK_NOWHERE ||
                       (JOB (seeker->number)->has_present && !JOB (seeker->number)->is_past);
  SkPosition gap = find_untaken (sweep, seeker, seeker->to);
  int wide = sweep->agenda->horizon->n_days - 1;

  if (seeker->entitled != SK_NOWHERE)
    {
      wide = get_day (sweep, seeker->entitled);
      if (had_place)
        wide = sweep->tolerated[wide];
    }

  if (gap != SK_NOWHERE && get_day (sweep, gap) <= wide)
    return gap;

  SkPosition place = sk_agenda_find_first (sweep->agenda, JOB (seeker->number), promises->free,
                                           NULL, seeker->floor, seeker->to);

  if (place == SK_NOWHERE)
    place = seeker->reserved;
  if (place != SK_NOWHERE && get_day (sweep, place) <= wide)
    return find_cheapest (sweep, seeker, place, wide);

  SkPosition early_end = place == SK_NOWHERE ? seeker->to
                                             : sk_job_get_end (JOB (seeker->number), place) - 1;

  /* who may stay is not worth moving what is reserved for others */
  if (!seeker->may_stay &&
      sk_place_before (promises, seeker->number, seeker->floor, MIN (seeker->to, early_end)))
    return SK_NOWHERE;

  return settle_for (sweep, seeker, gap, place);
}

static void
seek (Sweep *sweep,
      int    number)
{
  SkPromises *promises = sweep->promises;
  SkPosition present = sweep->present[number];
  SkPosition from;
  Seeker seeker = {
    .number = number,
    .floor = sk_promises_get_floor (promises, number),
    .reserved = promises->reserve[number],
  };

  move_out (sweep, number);
  if (seeker.floor == SK_NOWHERE)
    {
      sk_promises_release (promises, number);
      return;
    }

  sk_promises_get_window (promises, number, &from, &seeker.to);
  promises->n_records = 0;
  sk_promises_release (promises, number);
  seeker.entitled = sk_agenda_find_first (sweep->agenda, JOB (number), promises->unplaced, NULL,
                                          seeker.floor, seeker.to);
  seeker.may_stay = present != SK_NOWHERE && present >= seeker.floor &&
                    sk_job_get_end (JOB (number), present) <= seeker.to &&
                    sk_agenda_fits_at (sweep->agenda, JOB (number), promises->free, present);

  SkPosition place = seeker.may_stay && !is_much_too_late (sweep, &seeker)
                       ? find_reason_to_move (sweep, &seeker)
                       : find_new_place (sweep, &seeker);

  if (place != SK_NOWHERE)
    sk_promises_place (promises, number, place);

  if (!sweep->has_moved && promises->place[number] != present)
    {
      sweep->has_moved = TRUE;
      sweep->was_pushed = present != SK_NOWHERE && !seeker.may_stay;
    }
}

/* Somebody may have left a place since. */
static void
place_leftovers (Sweep *sweep)
{
  SkPromises *promises = sweep->promises;

  for (int i = 0; i < sweep->agenda->n_eligible; i++)
    {
      if (JOB (i)->role != SK_JOB_MOVABLE || promises->place[i] != SK_NOWHERE)
        continue;

      SkPosition floor = sk_promises_get_floor (promises, i);
      SkPosition place = floor == SK_NOWHERE
                           ? SK_NOWHERE
                           : sk_agenda_find_first (sweep->agenda, JOB (i), promises->free, NULL,
                                                   floor, sk_agenda_get_end (sweep->agenda));

      if (place != SK_NOWHERE)
        sk_promises_place (promises, i, place);
    }
}

static void
run (Sweep *sweep)
{
  SkPromises *promises = sweep->promises;

  sk_promises_reset (promises);
  promises->steps = sweep->agenda->steps;
  sweep->has_moved = FALSE;
  sweep->was_pushed = FALSE;
  move_in (sweep);
  sk_admit_in_order (promises, sweep->untaken, sweep->present);
  sk_admit_note (promises);
  promises->steps = SK_AGENDA_PLACING_STEPS;

  for (int i = 0; i < sweep->agenda->n_eligible; i++)
    if (JOB (i)->role == SK_JOB_MOVABLE)
      seek (sweep, i);

  place_leftovers (sweep);
}

/* --- what is worth having --- */

static void
set_free (Sweep *sweep)
{
  SkFreeTime *free_time = sweep->promises->free;

  sk_free_time_assign (free_time, sweep->agenda->base);
  for (int i = 0; i < sweep->agenda->n_eligible; i++)
    if (sweep->present[i] != SK_NOWHERE)
      sk_free_time_take (free_time, sweep->present[i], JOB (i)->n_slots);
}

static SkPosition
get_floor (Sweep *sweep,
           int    number)
{
  const SkJob *job = JOB (number);
  SkPosition floor = job->floor;

  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (sweep->agenda, job, k);

      if (sweep->present[blocker] == SK_NOWHERE)
        return SK_NOWHERE;
      floor = MAX (floor, sk_job_get_end (JOB (blocker), sweep->present[blocker]));
    }

  return floor;
}

/* Whether everybody who could have a place has one, and none comes before
 * what it waits for. */
static gboolean
is_settled (Sweep *sweep)
{
  set_free (sweep);
  for (int i = 0; i < sweep->agenda->n_eligible; i++)
    {
      const SkJob *job = JOB (i);
      SkPosition floor = get_floor (sweep, i);

      if (job->role != SK_JOB_MOVABLE)
        continue;
      if (sweep->present[i] != SK_NOWHERE
            ? floor == SK_NOWHERE || sweep->present[i] < floor
            : floor != SK_NOWHERE &&
              sk_agenda_find_first (sweep->agenda, job, sweep->promises->free, NULL, floor,
                                    sk_agenda_get_end (sweep->agenda)) != SK_NOWHERE)
        return FALSE;
    }

  return TRUE;
}

/* If nobody has to move, a due date is worth it, or that somebody wanted to for
 * its own sake; that others profit from a promise kept elsewhere is not. */
static gboolean
is_better (Sweep *sweep)
{
  int due = sk_cost_compare_due (sweep->agenda, sweep->promises->place, sweep->present);

  if (due != 0 || sweep->was_pushed)
    return due < 0;

  return sk_cost_compare (sweep->agenda, sweep->promises->place, sweep->present) < 0;
}

static gboolean
accept (Sweep *sweep)
{
  if (is_settled (sweep) && !is_better (sweep))
    return FALSE;

  memcpy (sweep->present, sweep->promises->place,
          sizeof (SkPosition) * (gsize) sweep->agenda->n_eligible);
  return TRUE;
}

static SkPosition
get_ceiling (Sweep *sweep,
             int    number)
{
  const SkJob *job = JOB (number);
  SkPosition ceiling = sk_agenda_get_end (sweep->agenda);

  for (int k = 0; k < job->n_dependents; k++)
    {
      SkPosition place = sweep->present[sk_agenda_get_dependent (sweep->agenda, job, k)];

      if (place != SK_NOWHERE)
        ceiling = MIN (ceiling, place);
    }

  return ceiling;
}

/* Who moved goes back if nobody needs its old place after all, unless it gained
 * a day by moving. */
static gboolean
go_back (Sweep *sweep,
         int    number)
{
  SkFreeTime *free_time = sweep->promises->free;
  const SkJob *job = JOB (number);
  SkPosition place = sweep->present[number];
  SkPosition old = job->present;

  if (old == SK_NOWHERE || place == SK_NOWHERE || old == place ||
      get_day (sweep, old) > get_day (sweep, place) || old < get_floor (sweep, number) ||
      sk_job_get_end (job, old) > get_ceiling (sweep, number) ||
      (job->has_duty && sk_job_is_on_time (job, place) && !sk_job_is_on_time (job, old)))
    return FALSE;

  sk_free_time_give (free_time, place, job->n_slots);

  gboolean fits = sk_agenda_fits_at (sweep->agenda, job, free_time, old);

  if (fits)
    sweep->present[number] = old;
  sk_free_time_take (free_time, sweep->present[number], job->n_slots);

  return fits;
}

/* Of those that moved or are new, the more important go first: no gap that
 * opened on the way is left to others, or to nobody. */
static gboolean
tidy (Sweep *sweep)
{
  g_autofree guint8 *holds = g_new (guint8, sweep->agenda->n_eligible);
  gboolean has_changed = FALSE;

  set_free (sweep);
  for (int i = 0; i < sweep->agenda->n_eligible; i++)
    if (JOB (i)->role == SK_JOB_MOVABLE)
      has_changed |= go_back (sweep, i);

  sk_place_find_holds (sweep->agenda, sweep->present, holds);
  for (int i = 0; i < sweep->agenda->n_eligible; i++)
    if (sweep->present[i] != SK_NOWHERE && sweep->present[i] == JOB (i)->present)
      holds[i] = SK_HOLD_ON_PLACE;

  has_changed |= sk_place_tighten (sweep->agenda, sweep->promises->free, sweep->present, holds);

  return has_changed;
}

/**
 * sk_improve_steadily:
 * @promises: promises; they are made anew
 * @places: (out): a place for each job, or %SK_NOWHERE
 *
 * Changes the present plan as little as the rules, the due dates and the
 * working day ask for.
 */
void
sk_improve_steadily (SkPromises *promises,
                     SkPosition *places)
{
  SkAgenda *agenda = promises->agenda;
  Sweep sweep = {
    .agenda = agenda,
    .promises = promises,
    .untaken = sk_free_time_copy (agenda->base),
    .tenants = sk_roster_new (agenda->horizon, places, agenda->n_eligible),
    .present = places,
  };

  find_tolerated_days (&sweep);
  for (int i = 0; i < agenda->n_eligible; i++)
    places[i] = agenda->jobs[i].present;

  for (int n = 0; n < MOST_SWEEPS; n++)
    {
      run (&sweep);
      if (!accept (&sweep) && !tidy (&sweep))
        break;
    }

  sk_free_time_free (sweep.untaken);
  sk_roster_free (sweep.tenants);
  g_free (sweep.tolerated);
}
