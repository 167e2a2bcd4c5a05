/* sk-place.c — where it goes
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-place.h"

static SkTask *
find_unplaced_blocker (SkAgenda    *agenda,
                       const SkJob *job)
{
  for (guint i = 0; i < job->n_blockers; i++)
    {
      const SkJob *blocker = sk_agenda_get_blocker (agenda, job, i);

      if (blocker->state == SK_JOB_UNPLACED)
        return blocker->task;
    }

  return job->missing_blocker;
}

/* The earliest fit that touches no place the person refused. */
static gboolean
find_earliest (SkAgenda    *agenda,
               const SkJob *job,
               gint64       floor,
               SkSpan      *place)
{
  SkSpan ban;

  while (sk_free_time_find_first (agenda->free, job->n_slots, floor, place))
    {
      if (!sk_agenda_find_ban (agenda, job, *place, &ban))
        return TRUE;
      floor = ban.end;
    }

  return FALSE;
}

/* Whether only its earliest start keeps it out of an empty calendar. */
static gboolean
starts_beyond (SkAgenda    *agenda,
               const SkJob *job)
{
  SkSpan place;

  return sk_free_time_find_first (agenda->open, job->n_slots, agenda->at, &place) &&
         !sk_free_time_find_first (agenda->open, job->n_slots, MAX (agenda->at, job->earliest),
                                   &place);
}

static void
leave_out (SkJob         *job,
           SkUnplacedWhy  why)
{
  job->state = SK_JOB_UNPLACED;
  job->unplaced = why;
}

static void
place (SkAgenda *agenda,
       SkJob    *job)
{
  SkTask *blocker = find_unplaced_blocker (agenda, job);
  SkSpan span;

  if (job->bad_duration)
    {
      leave_out (job, SK_UNPLACED_BAD_DURATION);
    }
  else if (job->n_slots > sk_free_time_get_longest (agenda->open))
    {
      leave_out (job, SK_UNPLACED_TOO_LONG);
    }
  else if (blocker != NULL)
    {
      leave_out (job, SK_UNPLACED_BLOCKER_UNPLACED);
      job->lacking = blocker;
    }
  else if (find_earliest (agenda, job, sk_agenda_get_floor (agenda, job), &span))
    {
      sk_agenda_settle (agenda, job, SK_JOB_PLACED, span);
      job->why = SK_WHY_EARLIEST_FIT;
    }
  else
    {
      leave_out (job, starts_beyond (agenda, job) ? SK_UNPLACED_EARLIEST_START_BEYOND
                                                  : SK_UNPLACED_NO_ROOM);
    }
}

/**
 * sk_place_rest:
 * @agenda: an agenda in which what stays is decided
 *
 * Everyone else takes the earliest place that fits, the most important
 * first (planner.md §4).
 */
void
sk_place_rest (SkAgenda *agenda)
{
  for (guint i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[agenda->sequence[i]];

      if (job->state == SK_JOB_WAITING)
        place (agenda, job);
    }
}
