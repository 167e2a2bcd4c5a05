/* sk-capacity.c — hours due against hours free
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-capacity.h"

#define JOB(i) (&agenda->jobs[i])

static int
compare_limits (gconstpointer a,
                gconstpointer b)
{
  const SkJob *one = *(const SkJob *const *) a;
  const SkJob *other = *(const SkJob *const *) b;

  if (one->limit != other->limit)
    return one->limit < other->limit ? -1 : 1;

  return one->n_slots - other->n_slots;
}

/**
 * sk_capacity_list_due:
 * @agenda: an agenda that is prepared
 *
 * Returns: (transfer full) (element-type SkJob): those that are due and still
 *   ours to place, by when they are due
 */
GPtrArray *
sk_capacity_list_due (SkAgenda *agenda)
{
  GPtrArray *due = g_ptr_array_new ();

  for (int i = 0; i < agenda->n_eligible; i++)
    if (JOB (i)->due != G_MAXINT64 && JOB (i)->role == SK_JOB_MOVABLE)
      g_ptr_array_add (due, JOB (i));

  g_ptr_array_sort (due, compare_limits);
  return due;
}

/**
 * sk_capacity_measure:
 * @agenda: an agenda that is prepared
 * @due: (element-type SkJob): from sk_capacity_list_due()
 *
 * Returns: (transfer full) (element-type SkCapacity): for each date on which
 *   something is due, how much time there is until the end of its hours, and
 *   how much work is due by then
 */
GArray *
sk_capacity_measure (SkAgenda        *agenda,
                     const GPtrArray *due)
{
  GArray *capacities = g_array_new (FALSE, FALSE, sizeof (SkCapacity));
  const SkHorizon *horizon = agenda->horizon;
  SkSpan span = sk_horizon_get_span (horizon);
  int room = 0;
  int next_day = 0;
  int needed = 0;

  for (guint i = 0; i < due->len; i++)
    {
      const SkJob *job = g_ptr_array_index (due, i);
      int day = sk_horizon_find_day (horizon, job->due - 1);

      needed += job->n_slots;
      if (job->due <= agenda->at || job->due > span.end)
        continue;

      for (; next_day <= day; next_day++)
        room += agenda->room[next_day];

      SkCapacity capacity = {
        .day = horizon->first_day + day,
        .free = room * horizon->slot,
        .due = needed * horizon->slot,
      };

      if (capacities->len > 0 &&
          g_array_index (capacities, SkCapacity, capacities->len - 1).day == capacity.day)
        g_array_index (capacities, SkCapacity, capacities->len - 1) = capacity;
      else
        g_array_append_val (capacities, capacity);
    }

  return capacities;
}

/* Without looking at any other task that is due. */
static gboolean
is_late_anyhow (const SkJob *job)
{
  return job->late_why == SK_LATE_PAST_DUE || job->late_why == SK_LATE_NO_STRETCH ||
         (job->late_why == SK_LATE_BLOCKER_LATE && !job->is_proved_late);
}

/* Of those chosen so far the longest goes; lengths are few, so they are counted. */
static int
drop_longest (int *by_length,
              int  longest)
{
  while (by_length[longest] == 0)
    longest--;

  by_length[longest]--;
  return longest;
}

/**
 * sk_capacity_get_least_late:
 * @agenda: an agenda in which late is judged
 * @due: (element-type SkJob): from sk_capacity_list_due()
 *
 * If time could be cut into pieces, the fewest late tasks would be found by
 * taking the tasks by due date and dropping the longest whenever they no
 * longer fit (Moore and Hodgson, 1968).  In one piece it cannot get better.
 *
 * Returns: how many due dates any plan misses, whatever it holds important
 */
guint
sk_capacity_get_least_late (SkAgenda        *agenda,
                            const GPtrArray *due)
{
  g_autofree int *by_length = g_new0 (int, agenda->horizon->longest + 1);
  guint n_late = 0;
  guint n_told = 0;
  int needed = 0;
  int room = 0;
  int next_day = 0;

  for (int i = 0; i < agenda->n_eligible; i++)
    if (JOB (i)->late_why != SK_LATE_NOT)
      {
        n_told++;
        n_late += is_late_anyhow (JOB (i));
      }

  for (guint i = 0; n_told > 0 && i < due->len; i++)
    {
      const SkJob *job = g_ptr_array_index (due, i);

      if (is_late_anyhow (job) || job->due <= agenda->at)
        continue;

      for (; (next_day + 1) * agenda->horizon->day_bits < job->limit; next_day++)
        room += agenda->room[next_day];

      needed += job->n_slots;
      by_length[job->n_slots]++;
      if (needed > room + sk_free_time_get_room_until (agenda->base, job->limit))
        {
          needed -= drop_longest (by_length, agenda->horizon->longest);
          n_late++;
        }
    }

  /* what finds no place at all is not called late */
  return MIN (n_late, n_told);
}
