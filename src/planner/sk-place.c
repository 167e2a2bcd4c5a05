/* sk-place.c — where it goes
 *
 * First everybody in order of importance to the earliest place that fits: if
 * that keeps every due date there is nothing to improve.  If not, due dates
 * become promises, and everybody takes, again in order, the earliest place at
 * which all of them can still be kept (planner.md §5).
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-place.h"

#include "sk-admit.h"
#include "sk-cost.h"

/* For one task: how many places are tried, and how much is moved for each. */
#define MOST_TRIES 8
#define TRY_BUDGET 16

#define JOB(i) (&agenda->jobs[i])

/* --- by rank alone --- */

static SkPosition
get_floor (SkAgenda         *agenda,
           const SkPosition *places,
           int               number)
{
  const SkJob *job = JOB (number);
  SkPosition floor = job->floor;

  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (agenda, job, k);

      if (places[blocker] == SK_NOWHERE)
        return SK_NOWHERE;
      floor = MAX (floor, sk_job_get_end (JOB (blocker), places[blocker]));
    }

  return floor;
}

/* What waits for it and has a place already has to begin after it. */
static SkPosition
get_ceiling (SkAgenda         *agenda,
             const SkPosition *places,
             int               number)
{
  const SkJob *job = JOB (number);
  SkPosition ceiling = sk_agenda_get_end (agenda);

  for (int k = 0; k < job->n_dependents; k++)
    {
      SkPosition place = places[sk_agenda_get_dependent (agenda, job, k)];

      if (place != SK_NOWHERE)
        ceiling = MIN (ceiling, place);
    }

  return ceiling;
}

/* The most important first, to the earliest place that fits (planner.md §4).
 * In @promises nothing is reserved, and they stay as they are but for what is
 * found. */
static void
place_by_rank (SkPromises *promises)
{
  SkAgenda *agenda = promises->agenda;
  SkPosition *places = promises->by_rank;

  memcpy (places, promises->place, sizeof (SkPosition) * (gsize) agenda->n_eligible);

  for (int i = 0; i < agenda->n_eligible; i++)
    {
      if (JOB (i)->role != SK_JOB_MOVABLE || places[i] != SK_NOWHERE)
        continue;

      SkPosition floor = get_floor (agenda, places, i);

      if (floor == SK_NOWHERE)
        continue;

      places[i] = sk_agenda_find_first (agenda, JOB (i), promises->free, NULL, floor,
                                        get_ceiling (agenda, places, i));
      if (places[i] != SK_NOWHERE)
        sk_free_time_take (promises->free, places[i], JOB (i)->n_slots);
    }

  sk_free_time_assign (promises->free, promises->unplaced);
}

/* --- under promises --- */

/* Counts its time; from its due day on that was done when it was promised. */
static void
charge (SkPromises *promises,
        int         number)
{
  const SkHorizon *horizon = promises->agenda->horizon;
  int day = sk_horizon_get_day (horizon, promises->place[number]);
  int until = promises->promised[number] ? sk_promises_get_due_day (promises, number)
                                         : horizon->n_days;

  if (day < until)
    sk_tally_charge (promises->duties->left, day, until, promises->agenda->jobs[number].n_slots);
}

/* Only now, as it is rarely asked: those more important have their places. */
static void
charge_those_before (SkPromises *promises,
                     int         number)
{
  SkAgenda *agenda = promises->agenda;

  for (; promises->n_charged < number; promises->n_charged++)
    {
      int i = promises->n_charged;

      if (JOB (i)->role == SK_JOB_MOVABLE && !JOB (i)->is_held &&
          promises->place[i] != SK_NOWHERE)
        charge (promises, i);
    }
}

/* No place that ends on a day that is full of promises will do: the first
 * position after the last such day. */
static SkPosition
skip_full_days (SkPromises *promises,
                int         number,
                SkPosition  from)
{
  SkAgenda *agenda = promises->agenda;
  int n_slots = JOB (number)->n_slots;
  int first = sk_horizon_get_day (agenda->horizon, from);
  int until = promises->promised[number] ? sk_promises_get_due_day (promises, number)
                                         : agenda->horizon->n_days;

  int last = sk_tally_find_last_short (promises->duties->left, until, n_slots);

  return last >= first ? (last + 1) * agenda->horizon->day_bits : from;
}

/**
 * sk_place_before:
 * @promises: promises
 * @number: of a job for which nothing is reserved
 * @from: it may not begin before
 * @to: it has to end there
 *
 * Gives @number the earliest place at which all promises can still be kept,
 * as far as that can be found out with few steps.
 *
 * Returns: whether there is one
 */
gboolean
sk_place_before (SkPromises *promises,
                 int         number,
                 SkPosition  from,
                 SkPosition  to)
{
  SkAgenda *agenda = promises->agenda;
  const SkJob *job = JOB (number);

  if (promises->steps <= 0)
    return FALSE;

  SkPosition position = sk_agenda_find_first (agenda, job, promises->unplaced, NULL, from, to);

  for (int tries = 0; position != SK_NOWHERE && tries < MOST_TRIES && promises->steps > 0; tries++)
    {
      int budget = TRY_BUDGET;

      charge_those_before (promises, number);
      from = skip_full_days (promises, number, position);
      if (from > position)
        {
          position = sk_agenda_find_first (agenda, job, promises->unplaced, NULL, from, to);
          continue;
        }

      promises->steps--;
      promises->n_records = 0;
      if (sk_promises_place_over (promises, number, position, SK_PROMISES_DEPTH, &budget) ||
          sk_admit_keeps_all (promises, number, position))
        return TRUE;

      position = sk_agenda_find_first (agenda, job, promises->unplaced, NULL, position + 1, to);
    }

  return FALSE;
}

static void
place_one (SkPromises *promises,
           int         number)
{
  SkAgenda *agenda = promises->agenda;
  const SkJob *job = JOB (number);
  SkPosition reserved = promises->reserve[number];
  SkPosition floor = sk_promises_get_floor (promises, number);
  SkPosition from, to;

  if (floor == SK_NOWHERE)
    return;

  sk_promises_get_window (promises, number, &from, &to);
  promises->n_records = 0;
  sk_promises_release (promises, number);

  SkPosition entitled = sk_agenda_find_first (agenda, job, promises->unplaced, NULL, floor, to);

  /* for most, nothing is reserved for others there */
  if (entitled != SK_NOWHERE && sk_free_time_has (promises->free, entitled, job->n_slots))
    {
      sk_promises_place (promises, number, entitled);
      return;
    }

  SkPosition safe = entitled == SK_NOWHERE ? SK_NOWHERE
                                           : sk_agenda_find_first (agenda, job, promises->free,
                                                                   NULL, entitled, to);

  if (safe == SK_NOWHERE)
    safe = reserved;

  SkPosition early_end = safe == SK_NOWHERE ? to : MIN (to, sk_job_get_end (job, safe) - 1);

  if (!sk_place_before (promises, number, floor, early_end) && safe != SK_NOWHERE)
    sk_promises_place (promises, number, safe);
}

/* --- what is left over --- */

/* Everything that has to stay takes its time from those that may move. */
static void
take_what_holds_on (SkAgenda         *agenda,
                 SkFreeTime       *free_time,
                 const SkPosition *places,
                 const guint8     *holds)
{
  sk_free_time_assign (free_time, agenda->base);
  for (int i = 0; i < agenda->n_eligible; i++)
    if (places[i] != SK_NOWHERE && holds[i] != SK_HOLD_ON_NOT)
      sk_free_time_take (free_time, places[i], JOB (i)->n_slots);
}

/**
 * sk_place_tighten:
 * @agenda: an agenda
 * @free_time: any, to work with
 * @places: (inout): a place for each job, or %SK_NOWHERE
 * @holds: per job, what it may be made to do (#SkHoldOn)
 *
 * Goes through the jobs once more, the most important first: whoever can
 * begin earlier, given those more important and those that hold on, does.
 *
 * Returns: whether anything has changed
 */
gboolean
sk_place_tighten (SkAgenda     *agenda,
                  SkFreeTime   *free_time,
                  SkPosition   *places,
                  const guint8 *holds)
{
  gboolean has_changed = FALSE;

  take_what_holds_on (agenda, free_time, places, holds);
  for (int i = 0; i < agenda->n_eligible; i++)
    {
      const SkJob *job = JOB (i);
      SkPosition before = places[i];

      if (job->role != SK_JOB_MOVABLE ||
          (holds[i] == SK_HOLD_ON_PLACE && before != SK_NOWHERE))
        continue;

      SkPosition floor = get_floor (agenda, places, i);
      SkPosition to = sk_agenda_get_end (agenda);

      if (holds[i] != SK_HOLD_ON_NOT)
        to = before != SK_NOWHERE ? sk_job_get_end (job, before) : get_ceiling (agenda, places, i);

      gboolean is_lent = holds[i] != SK_HOLD_ON_NOT && before != SK_NOWHERE;

      if (is_lent)
        sk_free_time_lend (free_time, before, job->n_slots);
      places[i] = floor == SK_NOWHERE ? SK_NOWHERE
                                      : sk_agenda_find_first (agenda, job, free_time, NULL,
                                                              floor, to);
      if (is_lent && places[i] == before)
        sk_free_time_take_back (free_time, before, job->n_slots);
      else if (places[i] != SK_NOWHERE)
        sk_free_time_take (free_time, places[i], job->n_slots);
      has_changed |= places[i] != before;
    }

  return has_changed;
}

/**
 * sk_place_find_holds:
 * @agenda: an agenda
 * @places: a place for each job, or %SK_NOWHERE
 * @holds: (out): per job, a #SkHoldOn
 *
 * What is on time, or needed by something that is, makes way for nobody.
 */
void
sk_place_find_holds (SkAgenda         *agenda,
                     const SkPosition *places,
                     guint8           *holds)
{
  for (int i = agenda->n_eligible - 1; i >= 0; i--)
    {
      const SkJob *job = JOB (i);

      holds[i] = SK_HOLD_ON_NOT;
      if (job->has_duty && sk_job_is_on_time (job, places[i]))
        holds[i] = SK_HOLD_ON_LIMIT;
      for (int k = 0; k < job->n_dependents; k++)
        if (holds[sk_agenda_get_dependent (agenda, job, k)] != SK_HOLD_ON_NOT)
          holds[i] = SK_HOLD_ON_LIMIT;
      if (job->is_held)
        holds[i] = SK_HOLD_ON_PLACE;
    }
}

static gboolean
is_all_on_time (SkAgenda         *agenda,
                const SkPosition *places)
{
  for (int i = 0; i < agenda->n_eligible; i++)
    if (JOB (i)->has_duty && JOB (i)->role == SK_JOB_MOVABLE &&
        !sk_job_is_on_time (JOB (i), places[i]))
      return FALSE;

  return TRUE;
}

/**
 * sk_place_from_scratch:
 * @promises: promises; they are made anew
 * @places: (out): a place for each job, or %SK_NOWHERE
 *
 * Where plain rank order keeps every due date, or as many, it is the answer:
 * no other plan has the important ones earlier.
 */
void
sk_place_from_scratch (SkPromises *promises,
                       SkPosition *places)
{
  SkAgenda *agenda = promises->agenda;
  g_autofree guint8 *holds = NULL;

  sk_promises_reset (promises);
  promises->steps = agenda->steps;
  place_by_rank (promises);
  memcpy (places, promises->by_rank, sizeof (SkPosition) * (gsize) agenda->n_eligible);
  if (is_all_on_time (agenda, places))
    return;

  sk_admit_in_order (promises, NULL, NULL);
  sk_admit_note (promises);
  promises->steps = SK_AGENDA_PLACING_STEPS;
  for (int i = 0; i < agenda->n_eligible; i++)
    if (JOB (i)->role == SK_JOB_MOVABLE && promises->place[i] == SK_NOWHERE)
      place_one (promises, i);

  holds = g_new (guint8, agenda->n_eligible);
  do
    sk_place_find_holds (agenda, promises->place, holds);
  while (sk_place_tighten (agenda, promises->free, promises->place, holds));

  if (sk_cost_compare_due (agenda, promises->place, places) < 0)
    memcpy (places, promises->place, sizeof (SkPosition) * (gsize) agenda->n_eligible);
}

static gboolean
is_worth_asking (SkAgenda         *agenda,
                 const SkPosition *places)
{
  for (int i = 0; i < agenda->n_eligible; i++)
    if (JOB (i)->has_duty && JOB (i)->role == SK_JOB_MOVABLE && places[i] != JOB (i)->present &&
        sk_job_is_on_time (JOB (i), places[i]))
      return TRUE;

  return FALSE;
}

/* What is by rank alone around the places that tasks have already; from scratch
 * that was the first thing that was tried. */
static const SkPosition *
find_by_rank (SkPromises *promises)
{
  SkAgenda *agenda = promises->agenda;

  if (sk_rules_get_stability (agenda->rules) == SK_STABILITY_STEADY)
    {
      sk_promises_reset (promises);
      for (int i = 0; i < agenda->n_eligible; i++)
        if (JOB (i)->present != SK_NOWHERE)
          sk_promises_place (promises, i, JOB (i)->present);

      place_by_rank (promises);
    }

  return promises->by_rank;
}

/**
 * sk_place_note_rescued:
 * @promises: promises; they are made anew
 * @places: the place decided for each job, or %SK_NOWHERE
 *
 * Finds who is on time only because due dates count: by rank alone, around
 * what has a place already, it would be late.
 */
void
sk_place_note_rescued (SkPromises       *promises,
                       const SkPosition *places)
{
  SkAgenda *agenda = promises->agenda;

  if (!is_worth_asking (agenda, places))
    return;

  const SkPosition *by_rank = find_by_rank (promises);

  for (int i = agenda->n_eligible - 1; i >= 0; i--)
    {
      SkJob *job = JOB (i);

      job->is_rescued = job->has_duty && sk_job_is_on_time (job, places[i]) &&
                        !sk_job_is_on_time (job, by_rank[i]);
      for (int k = 0; k < job->n_dependents; k++)
        job->is_rescued |= JOB (sk_agenda_get_dependent (agenda, job, k))->is_rescued;
    }
}
