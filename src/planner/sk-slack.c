/* sk-slack.c — how far each placement could slip, and why some are late
 *
 * Both are asked of a finished plan, and neither changes it.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-slack.h"

/* --- late --- */

/* Nothing we decide can give it a place in time: what remains of the hours
 * when only what is busy, fixed or refused is taken has no such place. */
static gboolean
has_no_stretch (SkAgenda    *agenda,
                const SkJob *job,
                gint64       floor)
{
  SkSpan place, ban;

  while (sk_free_time_find_first (agenda->base, job->n_slots, floor, &place))
    {
      if (!sk_agenda_find_ban (agenda, job, place, &ban))
        return place.end > job->due;
      floor = ban.end;
    }

  return TRUE;
}

static SkLateWhy
why_late (SkAgenda    *agenda,
          const SkJob *job)
{
  gint64 floor = MAX (agenda->at, job->earliest);

  if (job->place.end <= job->due)
    return SK_LATE_NOT;
  if (job->due <= agenda->at)
    return SK_LATE_PAST_DUE;
  if (job->state == SK_JOB_FIXED || has_no_stretch (agenda, job, floor))
    return SK_LATE_NO_STRETCH;

  if (has_no_stretch (agenda, job, sk_agenda_get_floor (agenda, job)))
    return SK_LATE_BLOCKER_LATE;

  return SK_LATE_SEARCH_LIMIT;
}

/* --- slack --- */

/* For each job, the earliest start of what it holds up. */
static gint64 *
find_limits (SkAgenda *agenda)
{
  gint64 *limits = g_new (gint64, agenda->n_jobs);

  for (guint i = 0; i < agenda->n_jobs; i++)
    limits[i] = G_MAXINT64;

  for (guint i = 0; i < agenda->n_eligible; i++)
    {
      const SkJob *job = &agenda->jobs[agenda->sequence[i]];

      for (guint k = 0; job->state != SK_JOB_UNPLACED && k < job->n_blockers; k++)
        {
          gsize blocker = (gsize) (sk_agenda_get_blocker (agenda, job, k) - agenda->jobs);
          limits[blocker] = MIN (limits[blocker], job->place.start);
        }
    }

  return limits;
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const SkJob *one = *(const SkJob *const *) a;
  const SkJob *other = *(const SkJob *const *) b;

  return one->place.start < other->place.start ? -1 : one->place.start > other->place.start;
}

/* The placements that are ours, in order of time. */
static GPtrArray *
list_movable (SkAgenda *agenda)
{
  GPtrArray *array = g_ptr_array_new ();

  for (guint i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[agenda->sequence[i]];

      if (job->state == SK_JOB_KEPT || job->state == SK_JOB_PLACED)
        g_ptr_array_add (array, job);
    }

  g_ptr_array_sort (array, compare_starts);
  return array;
}

static SkSpan
get_wide_place (SkAgenda  *agenda,
                GPtrArray *movable,
                guint      i)
{
  return sk_span_widen (((const SkJob *) g_ptr_array_index (movable, i))->place, agenda->buffer);
}

/* Frees what only the @i-th of @movable takes.  A neighbour whose buffer ends
 * in the slot in which this one's begins still holds that slot. */
static void
lift (SkAgenda  *agenda,
      GPtrArray *movable,
      guint      i)
{
  SkSpan wide = get_wide_place (agenda, movable, i);
  SkSpan touched = sk_span_widen (wide, sk_rules_get_slot_seconds (agenda->rules));

  sk_free_time_give_back (agenda->free, wide, agenda->base);

  for (guint k = i; k > 0 && get_wide_place (agenda, movable, k - 1).end > touched.start; k--)
    sk_free_time_take (agenda->free, get_wide_place (agenda, movable, k - 1));

  for (guint k = i + 1;
       k < movable->len && get_wide_place (agenda, movable, k).start < touched.end;
       k++)
    sk_free_time_take (agenda->free, get_wide_place (agenda, movable, k));
}

static gint64
measure (SkAgenda    *agenda,
         const SkJob *job,
         gint64       limit)
{
  SkSpan place, ban;

  limit = MIN (limit, job->due);
  while (sk_free_time_find_last (agenda->free, job->n_slots, limit, &place) &&
         place.start > job->place.start)
    {
      if (!sk_agenda_find_ban (agenda, job, place, &ban))
        return place.start - job->place.start;
      limit = ban.start;
    }

  return 0;
}

/**
 * sk_slack_measure:
 * @agenda: an agenda in which everything is decided
 *
 * Fills in why a placement is late, or how many seconds it could slip: until
 * its own due date or, without one, the end of the horizon, all others where
 * they are.
 */
void
sk_slack_measure (SkAgenda *agenda)
{
  g_autofree gint64 *limits = find_limits (agenda);
  g_autoptr(GPtrArray) movable = list_movable (agenda);

  for (guint i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[agenda->sequence[i]];

      if (job->state != SK_JOB_UNPLACED)
        job->late_why = why_late (agenda, job);
    }

  for (guint i = 0; i < movable->len; i++)
    {
      SkJob *job = g_ptr_array_index (movable, i);

      if (job->late_why != SK_LATE_NOT)
        continue;

      lift (agenda, movable, i);
      job->slack = measure (agenda, job, limits[job - agenda->jobs]);
      sk_free_time_take (agenda->free, sk_span_widen (job->place, agenda->buffer));
    }
}
