/* sk-keep.c — what stays where it is
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-keep.h"

/* --- fixed: not ours to move --- */

typedef struct
{
  SkJob *job;
  SkSpan place;
} Fixed;

static gboolean
is_over_busy (SkAgenda    *agenda,
              const Fixed *fixed)
{
  for (guint i = 0; i < agenda->holds->len; i++)
    if (sk_span_overlaps (g_array_index (agenda->holds, SkSpan, i), fixed->place))
      return TRUE;

  return FALSE;
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const Fixed *one = a;
  const Fixed *other = b;

  if (one->place.start != other->place.start)
    return one->place.start < other->place.start ? -1 : 1;

  return strcmp (sk_task_get_id (one->job->task), sk_task_get_id (other->job->task));
}

/* @fixed is sorted by start: whoever begins before the furthest end so far
 * overlaps the one that reaches there. */
static void
warn_of_overlaps (GArray *fixed)
{
  const Fixed *furthest = NULL;

  for (guint i = 0; i < fixed->len; i++)
    {
      const Fixed *one = &g_array_index (fixed, Fixed, i);

      if (furthest != NULL && one->place.start < furthest->place.end)
        {
          one->job->warnings |= SK_WARNING_PINS_OVERLAP;
          furthest->job->warnings |= SK_WARNING_PINS_OVERLAP;
        }
      if (furthest == NULL || one->place.end > furthest->place.end)
        furthest = one;
    }
}

static SkWhy
why_fixed (SkFixed fixed)
{
  switch (fixed)
    {
    case SK_FIXED_PINNED:
      return SK_WHY_PINNED;

    case SK_FIXED_MANUAL:
      return SK_WHY_MANUAL;

    case SK_FIXED_RUNNING:
    case SK_FIXED_NO:
    default:
      return SK_WHY_RUNNING;
    }
}

/**
 * sk_keep_fixed:
 * @agenda: an agenda that is prepared
 *
 * Pinned and running tasks stay exactly where they are, over anything; what
 * that means is said.
 */
void
sk_keep_fixed (SkAgenda *agenda)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (Fixed));

  for (int i = 0; i < agenda->n_eligible; i++)
    {
      Fixed fixed = { .job = &agenda->jobs[i] };

      if (fixed.job->role != SK_JOB_FIXED ||
          !sk_task_get_fixed_span (fixed.job->task, &fixed.place))
        continue;

      fixed.job->warnings &= (guint8) ~SK_WARNING_ASSUMED_DURATION;
      fixed.job->why = why_fixed (fixed.job->fixed);
      if (is_over_busy (agenda, &fixed))
        fixed.job->warnings |= SK_WARNING_OVER_BUSY;
      g_array_append_val (all, fixed);
    }

  g_array_sort (all, compare_starts);
  warn_of_overlaps (all);
}

/* --- kept: still possible where it is --- */

/* Where @span lies, if that is whole slots of one stretch. */
static SkLost
find_position (SkAgenda   *agenda,
               SkSpan      span,
               SkPosition *position)
{
  const SkStretch *stretch = sk_horizon_find_stretch (agenda->horizon, span.start);

  if (span.end > sk_horizon_get_span (agenda->horizon).end)
    return SK_LOST_HORIZON;
  if (stretch == NULL || span.start < stretch->start ||
      span.end > sk_horizon_get_span_of (agenda->horizon, stretch).end)
    return SK_LOST_HOURS;
  if ((span.start - stretch->start) % agenda->horizon->slot != 0)
    return SK_LOST_GRID;

  *position = sk_horizon_position_from (agenda->horizon, span.start);
  return SK_LOST_NOTHING;
}

/* Blockers come first: whether they can stay is known. */
static gboolean
begins_before_a_blocker_ends (SkAgenda    *agenda,
                              const SkJob *job,
                              SkPosition   position)
{
  if (job->may_not_keep)
    return TRUE;

  for (int k = 0; k < job->n_blockers; k++)
    {
      const SkJob *blocker = &agenda->jobs[sk_agenda_get_blocker (agenda, job, k)];

      if (blocker->present != SK_NOWHERE && position < sk_job_get_end (blocker, blocker->present))
        return TRUE;
    }

  return FALSE;
}

static SkLost
find_fault_there (SkAgenda    *agenda,
                  SkFreeTime  *kept,
                  const SkJob *job,
                  SkPosition   position)
{
  int day = sk_horizon_get_day (agenda->horizon, position);

  if (position < job->floor)
    return position < job->own_floor ? SK_LOST_EARLIEST_START : SK_LOST_BLOCKER;
  if (begins_before_a_blocker_ends (agenda, job, position))
    return SK_LOST_BLOCKER;
  if (sk_free_time_count (agenda->base, position, sk_job_get_end (job, position)) < job->n_slots)
    return SK_LOST_BUSY;
  if (sk_free_time_count (kept, position, sk_job_get_end (job, position)) < job->n_slots)
    return SK_LOST_TASK;
  if (sk_agenda_is_banned (agenda, job, position, NULL))
    return SK_LOST_BANNED;
  if (!sk_free_time_has_left (kept, day, job->n_slots))
    return SK_LOST_DAY_FULL;

  return SK_LOST_NOTHING;
}

static SkLost
find_fault (SkAgenda   *agenda,
            SkFreeTime *kept,
            SkJob      *job,
            SkPosition *position)
{
  SkSpan span;
  SkLost fault;

  if (job->is_past)
    return SK_LOST_PAST;
  if (sk_rules_get_stability (agenda->rules) == SK_STABILITY_REBUILD)
    return SK_LOST_FORGOTTEN;
  if (!sk_task_get_scheduled_span (job->task, &span))
    return SK_LOST_NO_END;
  if (job->bad_duration || sk_span_length (span) != job->n_slots * agenda->horizon->slot)
    return SK_LOST_LENGTH;
  if (job->waits_in_vain)
    return SK_LOST_BLOCKER;

  fault = find_position (agenda, span, position);

  return fault != SK_LOST_NOTHING ? fault : find_fault_there (agenda, kept, job, *position);
}

/**
 * sk_keep_legal:
 * @agenda: an agenda that is prepared
 *
 * Finds out whose present place is still possible, the more important first;
 * the others learn why it is not.  With the rule to keep all of them, they are
 * held there.
 */
void
sk_keep_legal (SkAgenda *agenda)
{
  g_autoptr(SkFreeTime) kept = sk_free_time_copy (agenda->base);
  gboolean holds = sk_rules_get_stability (agenda->rules) == SK_STABILITY_KEEP_ALL;

  for (int i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[i];
      SkPosition position = SK_NOWHERE;

      job->present = SK_NOWHERE;
      job->is_held = FALSE;
      if (job->role == SK_JOB_FIXED || !job->has_present)
        continue;

      job->lost = find_fault (agenda, kept, job, &position);
      if (job->lost != SK_LOST_NOTHING || job->role == SK_JOB_HOPELESS)
        continue;

      job->present = position;
      job->is_held = holds;
      sk_free_time_take (kept, position, job->n_slots);
    }
}

/**
 * sk_keep_let_go:
 * @agenda: an agenda in which present places are held
 * @places: a place for each job, or %SK_NOWHERE
 *
 * Something held can leave no room for what it waits for.  Then it may not be
 * kept, and everything has to be decided again.
 *
 * Returns: whether there was such a task
 */
gboolean
sk_keep_let_go (SkAgenda         *agenda,
                const SkPosition *places)
{
  gboolean has_let_go = FALSE;

  for (int i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[i];

      for (int k = 0; job->is_held && k < job->n_blockers; k++)
        if (places[sk_agenda_get_blocker (agenda, job, k)] == SK_NOWHERE)
          job->may_not_keep = has_let_go = TRUE;
    }

  if (has_let_go)
    sk_keep_legal (agenda);

  return has_let_go;
}
