/* sk-keep.c — what stays where it is
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-keep.h"

/* --- fixed: not ours to move --- */

static gboolean
is_over_busy (SkAgenda    *agenda,
              const SkJob *job)
{
  for (guint i = 0; i < agenda->holds->len; i++)
    if (sk_span_overlaps (g_array_index (agenda->holds, SkBusy, i).span, job->place))
      return TRUE;

  return FALSE;
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const SkJob *one = *(const SkJob *const *) a;
  const SkJob *other = *(const SkJob *const *) b;

  if (one->place.start != other->place.start)
    return one->place.start < other->place.start ? -1 : 1;

  return strcmp (sk_task_get_id (one->task), sk_task_get_id (other->task));
}

/* @fixed is sorted by start: whoever begins before the furthest end so far
 * overlaps the one that reaches there. */
static void
warn_of_overlaps (GPtrArray *fixed)
{
  SkJob *furthest = NULL;

  for (guint i = 0; i < fixed->len; i++)
    {
      SkJob *job = g_ptr_array_index (fixed, i);

      if (furthest != NULL && job->place.start < furthest->place.end)
        {
          job->warnings |= SK_WARNING_PINS_OVERLAP;
          furthest->warnings |= SK_WARNING_PINS_OVERLAP;
        }
      if (furthest == NULL || job->place.end > furthest->place.end)
        furthest = job;
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
 * @agenda: an agenda in which nothing is decided
 *
 * Pinned and running tasks stay exactly where they are, over anything.
 */
void
sk_keep_fixed (SkAgenda *agenda)
{
  g_autoptr(GPtrArray) fixed = g_ptr_array_new ();

  for (guint i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[agenda->sequence[i]];

      if (job->fixed == SK_FIXED_NO)
        continue;

      sk_agenda_settle (agenda, job, SK_JOB_FIXED, job->present);
      job->warnings &= ~(guint) SK_WARNING_ASSUMED_DURATION;
      job->why = why_fixed (job->fixed);
      if (is_over_busy (agenda, job))
        job->warnings |= SK_WARNING_OVER_BUSY;
      g_ptr_array_add (fixed, job);
    }

  g_ptr_array_sort (fixed, compare_starts);
  warn_of_overlaps (fixed);
}

/* --- kept: still possible where it is --- */

static SkLost
find_place_fault (SkAgenda    *agenda,
                  const SkJob *job)
{
  gint64 slot = sk_rules_get_slot_seconds (agenda->rules);
  const SkStretch *stretch = sk_free_time_find_stretch (agenda->open, job->present);
  SkSpan ban;

  if (job->present.end > sk_free_time_get_horizon (agenda->open).end)
    return SK_LOST_HORIZON;
  if (stretch == NULL)
    return SK_LOST_HOURS;
  if ((job->present.start - stretch->span.start) % slot != 0)
    return SK_LOST_GRID;
  if (!sk_free_time_is_free (agenda->base, job->present))
    return SK_LOST_BUSY;
  if (!sk_free_time_is_free (agenda->free, job->present))
    return SK_LOST_TASK;
  if (sk_agenda_find_ban (agenda, job, job->present, &ban))
    return SK_LOST_BANNED;

  return SK_LOST_NOTHING;
}

/* A blocker that still waits for a place may find one early enough. */
static gboolean
begins_before_a_blocker_ends (SkAgenda    *agenda,
                              const SkJob *job)
{
  if (job->present.start < job->blockers_end)
    return TRUE;

  for (guint i = 0; i < job->n_blockers; i++)
    {
      const SkJob *blocker = sk_agenda_get_blocker (agenda, job, i);

      if (blocker->state != SK_JOB_WAITING && job->present.start < blocker->place.end)
        return TRUE;
    }

  return FALSE;
}

static SkLost
find_fault (SkAgenda    *agenda,
            const SkJob *job)
{
  gint64 slot = sk_rules_get_slot_seconds (agenda->rules);

  if (job->is_past)
    return SK_LOST_PAST;
  if (sk_rules_get_stability (agenda->rules) == SK_STABILITY_REBUILD)
    return SK_LOST_FORGOTTEN;
  if (!job->is_whole)
    return SK_LOST_NO_END;
  if (job->bad_duration || sk_span_length (job->present) != (gint64) job->n_slots * slot)
    return SK_LOST_LENGTH;
  if (job->present.start < job->earliest)
    return SK_LOST_EARLIEST_START;
  if (job->missing_blocker != NULL || job->may_not_keep ||
      begins_before_a_blocker_ends (agenda, job))
    return SK_LOST_BLOCKER;

  return find_place_fault (agenda, job);
}

/**
 * sk_keep_legal:
 * @agenda: an agenda in which only what is fixed is decided
 *
 * A task whose present place is still possible keeps it, the more important
 * first; the others learn why not.
 */
void
sk_keep_legal (SkAgenda *agenda)
{
  for (guint i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[agenda->sequence[i]];

      if (job->state != SK_JOB_WAITING || !job->has_present)
        continue;

      job->lost = find_fault (agenda, job);
      if (job->lost == SK_LOST_NOTHING)
        {
          sk_agenda_settle (agenda, job, SK_JOB_KEPT, job->present);
          job->why = SK_WHY_KEPT;
        }
    }
}

static gboolean
blocker_came_too_late (SkAgenda    *agenda,
                       const SkJob *job)
{
  for (guint i = 0; i < job->n_blockers; i++)
    {
      const SkJob *blocker = sk_agenda_get_blocker (agenda, job, i);

      if (blocker->state == SK_JOB_UNPLACED || blocker->place.end > job->place.start)
        return TRUE;
    }

  return FALSE;
}

/* From here on they go together: each alone would cost a plan of its own. */
#define MANY 32

static gboolean
let_go (SkJob *job)
{
  job->may_not_keep = TRUE;
  return TRUE;
}

/**
 * sk_keep_let_go:
 * @agenda: an agenda in which everything is decided
 *
 * A kept task was given the benefit of the doubt about blockers that were
 * still to be placed.  Where that was wrong the task may not be kept, and
 * everything has to be decided again: others went round its old place.  A few
 * go one at a time, the least important first: its time may be all another
 * needs.
 *
 * Returns: whether there was such a task
 */
gboolean
sk_keep_let_go (SkAgenda *agenda)
{
  SkJob *least = NULL;
  guint n = 0;

  for (guint i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[agenda->sequence[i]];

      if (job->state == SK_JOB_KEPT && blocker_came_too_late (agenda, job))
        {
          least = job;
          n++;
        }
    }

  if (n == 0)
    {
      agenda->on_trial = NULL;
      return FALSE;
    }
  if (agenda->on_trial != NULL)
    return let_go (g_steal_pointer (&agenda->on_trial));
  if (n < MANY)
    return let_go (least);

  for (guint i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[agenda->sequence[i]];

      if (job->state == SK_JOB_KEPT && blocker_came_too_late (agenda, job))
        let_go (job);
    }

  return TRUE;
}

/* A plan is made again for each; beyond that many moves nobody counts. */
#define MOST_RECONSIDERED 32

/**
 * sk_keep_reconsider:
 * @agenda: an agenda in which everything is decided, and nothing has to go
 *
 * A task that was let go may have been so for the sake of another that went
 * later, and could stay after all.  Each is tried once, the most important
 * first; sk_keep_let_go() takes the trial back if it does not work.
 *
 * Returns: whether there is one to try
 */
gboolean
sk_keep_reconsider (SkAgenda *agenda)
{
  while (agenda->n_reconsidered < agenda->n_eligible && agenda->n_trials < MOST_RECONSIDERED)
    {
      SkJob *job = &agenda->jobs[agenda->sequence[agenda->n_reconsidered++]];

      if (!job->may_not_keep)
        continue;

      job->may_not_keep = FALSE;
      agenda->on_trial = job;
      agenda->n_trials++;
      return TRUE;
    }

  return FALSE;
}
