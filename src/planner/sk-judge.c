/* sk-judge.c — why each is where it is, why late, and how far it could slip
 *
 * All of it is asked of a finished plan, and none of it changes the plan.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-judge.h"

#include "sk-duties.h"

#define JOB(i) (&agenda->jobs[i])

/* --- late --- */

typedef struct
{
  SkAgenda   *agenda;
  SkPosition *earliest;         /* per job, if it and what it waits for were alone */
  SkDuties   *duties;           /* how much of the time is promised */
  int        *limit;            /* per job, by when it is promised, or G_MAXINT */
  gboolean    is_searched;      /* what the search proved still counts */
  gboolean    has_promised;     /* something more important is promised */
} Late;

/* It, or something it holds up, is on time. */
static void
find_promised_limits (Late *late)
{
  SkAgenda *agenda = late->agenda;

  for (int i = agenda->n_eligible - 1; i >= 0; i--)
    {
      const SkJob *job = JOB (i);

      late->limit[i] = G_MAXINT;
      if (job->role != SK_JOB_MOVABLE || job->place == SK_NOWHERE)
        continue;
      if (job->has_duty && sk_job_is_on_time (job, job->place))
        late->limit[i] = job->limit;
      for (int k = 0; k < job->n_dependents; k++)
        late->limit[i] = MIN (late->limit[i],
                              late->limit[sk_agenda_get_dependent (agenda, job, k)]);
    }
}

static void
find_earliest (Late *late,
               int   number)
{
  SkAgenda *agenda = late->agenda;
  SkPosition end = sk_agenda_get_end (agenda);
  const SkJob *job = JOB (number);

  late->earliest[number] = job->floor;
  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (agenda, job, k);
      SkPosition place = sk_agenda_find_first (agenda, JOB (blocker), agenda->base, NULL,
                                               late->earliest[blocker], end);

      late->earliest[number] = MAX (late->earliest[number],
                                    place == SK_NOWHERE ? end
                                                        : sk_job_get_end (JOB (blocker), place));
    }
}

static SkLateWhy
why_late (Late *late,
          int   number)
{
  SkAgenda *agenda = late->agenda;
  const SkJob *job = JOB (number);

  if (job->due <= agenda->at)
    return SK_LATE_PAST_DUE;
  if (!sk_rules_get_due_dates (agenda->rules))
    return SK_LATE_NOT_ASKED;
  if (job->role == SK_JOB_FIXED ||
      sk_agenda_find_first (agenda, job, agenda->base, NULL, job->floor,
                            job->limit) == SK_NOWHERE)
    return SK_LATE_NO_STRETCH;
  if (sk_agenda_find_first (agenda, job, agenda->base, NULL, late->earliest[number],
                            job->limit) == SK_NOWHERE)
    return SK_LATE_BLOCKER_LATE;
  if (!sk_duties_has_time (late->duties, number, job->limit))
    return SK_LATE_NO_TIME;
  if (job->is_proved_late && late->is_searched)
    return late->has_promised ? SK_LATE_PROMISED_TO_OTHERS : SK_LATE_BLOCKER_LATE;

  return SK_LATE_SEARCH_LIMIT;
}

static gboolean
is_late (SkAgenda    *agenda,
         const SkJob *job)
{
  SkSpan span;

  if (job->due == G_MAXINT64)
    return FALSE;
  if (job->role == SK_JOB_FIXED)
    return sk_task_get_fixed_span (job->task, &span) && span.end > job->due;

  return job->place != SK_NOWHERE && !sk_job_is_on_time (job, job->place);
}

static void
charge (Late *late,
        int   number)
{
  if (late->limit[number] == G_MAXINT)
    return;

  late->has_promised = TRUE;
  sk_duties_promise (late->duties, number, late->limit[number]);
}

static gboolean
has_any_late (SkAgenda *agenda)
{
  for (int i = 0; i < agenda->n_eligible; i++)
    if (is_late (agenda, JOB (i)))
      return TRUE;

  return FALSE;
}

/**
 * sk_judge_late:
 * @agenda: an agenda in which everything is decided
 *
 * Says why due dates are missed: with a proof if there is one.
 */
void
sk_judge_late (SkAgenda *agenda)
{
  Late late = { .agenda = agenda, .is_searched = TRUE };

  for (int i = 0; i < agenda->n_eligible; i++)
    JOB (i)->late_why = SK_LATE_NOT;
  if (!has_any_late (agenda))
    return;

  late.earliest = g_new (SkPosition, agenda->n_eligible);
  late.duties = sk_duties_new (agenda);
  late.limit = g_new (int, agenda->n_eligible);
  find_promised_limits (&late);
  sk_duties_begin (late.duties, agenda->base);

  for (int i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = JOB (i);

      find_earliest (&late, i);
      if (is_late (agenda, job))
        job->late_why = why_late (&late, i);

      /* a proof holds beside those promises it was made with */
      if (job->is_held || (job->was_promised && !sk_job_is_on_time (job, job->place)))
        late.is_searched = FALSE;
      charge (&late, i);
    }

  g_free (late.earliest);
  sk_duties_free (late.duties);
  g_free (late.limit);
}

/* --- slack --- */

static SkPosition
get_ceiling (SkAgenda    *agenda,
             const SkJob *job)
{
  SkPosition ceiling = MIN (job->limit, job->ceiling);

  for (int k = 0; k < job->n_dependents; k++)
    {
      SkPosition place = JOB (sk_agenda_get_dependent (agenda, job, k))->place;

      if (place != SK_NOWHERE)
        ceiling = MIN (ceiling, place);
    }

  return ceiling;
}

/**
 * sk_judge_slack:
 * @agenda: an agenda in which everything is decided, and late is judged
 *
 * Finds how far each could slip with its own due date kept, all others where
 * they are; without a due date, to the end of the horizon.
 */
void
sk_judge_slack (SkAgenda *agenda)
{
  g_autoptr(SkFreeTime) free_time = sk_free_time_copy (agenda->base);

  for (int i = 0; i < agenda->n_eligible; i++)
    if (JOB (i)->place != SK_NOWHERE)
      sk_free_time_take (free_time, JOB (i)->place, JOB (i)->n_slots);

  for (int i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = JOB (i);

      job->latest = job->place;
      if (job->place == SK_NOWHERE || job->late_why != SK_LATE_NOT)
        continue;

      sk_free_time_lend (free_time, job->place, job->n_slots);
      job->latest = sk_agenda_find_last (agenda, job, free_time, NULL, job->place,
                                         get_ceiling (agenda, job));
      if (job->latest == SK_NOWHERE)
        job->latest = job->place;
      sk_free_time_take_back (free_time, job->place, job->n_slots);
    }
}

/* --- reasons --- */

/* Whether somebody else is where it was, or so close that it could not be. */
static gboolean
is_displaced (SkAgenda         *agenda,
              const SkFreeTime *others,
              const SkJob      *job)
{
  return !sk_free_time_has (others, job->present, job->n_slots);
}

/* @overtaken: whether anything more important begins later, or found no room. */
static SkWhy
why (SkAgenda         *agenda,
     const SkFreeTime *others,
     const SkJob      *job,
     gboolean          overtaken)
{
  int today = SK_AGENDA_TODAY;

  if (job->place == job->present)
    return SK_WHY_KEPT;
  if (overtaken && job->is_promised && job->is_rescued)
    return SK_WHY_DUE_RESCUE;
  if (job->present == SK_NOWHERE)
    return job->is_past ? SK_WHY_MISSED : SK_WHY_EARLIEST_FIT;
  if (is_displaced (agenda, others, job))
    return SK_WHY_DISPLACED;
  if (sk_rules_get_fill_today (agenda->rules) &&
      sk_horizon_get_day (agenda->horizon, job->place) == today &&
      sk_horizon_get_day (agenda->horizon, job->present) > today)
    return SK_WHY_FILL_TODAY;

  return SK_WHY_EARLIER;
}

/* A blocker that got a new place can have made the old one impossible. */
static gboolean
was_before_a_blocker (SkAgenda    *agenda,
                      const SkJob *job)
{
  for (int k = 0; k < job->n_blockers; k++)
    {
      const SkJob *blocker = JOB (sk_agenda_get_blocker (agenda, job, k));

      if (job->present < sk_job_get_end (blocker, blocker->place))
        return TRUE;
    }

  return FALSE;
}

static void
find_promised (SkAgenda *agenda)
{
  for (int i = agenda->n_eligible - 1; i >= 0; i--)
    {
      SkJob *job = JOB (i);

      job->is_promised = job->role == SK_JOB_MOVABLE && job->has_duty &&
                         sk_job_is_on_time (job, job->place);
      for (int k = 0; !job->is_promised && k < job->n_dependents; k++)
        job->is_promised = JOB (sk_agenda_get_dependent (agenda, job, k))->is_promised;
    }
}

/**
 * sk_judge_reasons:
 * @agenda: an agenda in which everything is decided
 *
 * Says why each is where it is.
 */
void
sk_judge_reasons (SkAgenda *agenda)
{
  g_autoptr(SkFreeTime) taken = sk_free_time_copy (agenda->base);
  SkPosition latest = SK_NOWHERE;

  find_promised (agenda);
  for (int i = 0; i < agenda->n_eligible; i++)
    if (JOB (i)->place != SK_NOWHERE)
      sk_free_time_take (taken, JOB (i)->place, JOB (i)->n_slots);

  for (int i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = JOB (i);

      if (job->place == SK_NOWHERE)
        {
          if (job->role == SK_JOB_MOVABLE && job->unplaced == SK_UNPLACED_NO_ROOM)
            latest = G_MAXINT;
          continue;
        }

      if (job->present != SK_NOWHERE && was_before_a_blocker (agenda, job))
        {
          job->lost = SK_LOST_BLOCKER;
          job->present = SK_NOWHERE;
        }

      /* its own new place is not what drove it out */
      if (job->present != SK_NOWHERE && job->place != job->present)
        sk_free_time_give (taken, job->place, job->n_slots);
      job->why = why (agenda, taken, job, latest > job->place);
      if (job->present != SK_NOWHERE && job->place != job->present)
        sk_free_time_take (taken, job->place, job->n_slots);
      latest = MAX (latest, job->place);
    }
}

/* --- refusals --- */

/* Whether only its earliest start keeps it out of an empty calendar. */
static gboolean
starts_beyond (SkAgenda    *agenda,
               const SkJob *job)
{
  SkPosition now = sk_horizon_position_from (agenda->horizon, agenda->at);
  SkPosition end = sk_agenda_get_end (agenda);
  SkWhen earliest = sk_task_get_earliest_start (job->task);

  return sk_when_is_set (earliest) &&
         sk_free_time_find_first (agenda->open, NULL, job->n_slots, now, end) != SK_NOWHERE &&
         sk_free_time_find_first (agenda->open, NULL, job->n_slots, MAX (now, job->own_floor),
                                  end) == SK_NOWHERE;
}

/**
 * sk_judge_refusals:
 * @agenda: an agenda in which everything is decided
 *
 * Says why some have no place.
 */
void
sk_judge_refusals (SkAgenda *agenda)
{
  for (int i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = JOB (i);

      if (job->role != SK_JOB_MOVABLE || job->place != SK_NOWHERE)
        continue;

      job->unplaced = starts_beyond (agenda, job) ? SK_UNPLACED_EARLIEST_START_BEYOND
                                                  : SK_UNPLACED_NO_ROOM;
      for (int k = 0; k < job->n_blockers; k++)
        {
          int blocker = sk_agenda_get_blocker (agenda, job, k);

          if (JOB (blocker)->place == SK_NOWHERE)
            {
              job->unplaced = SK_UNPLACED_BLOCKER_UNPLACED;
              job->lacking = blocker;
              break;
            }
        }
    }
}
