/* sk-cost.c — which of two plans is better
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-cost.h"

/**
 * sk_cost_compare_due:
 * @agenda: an agenda
 * @one: a place for each job, or %SK_NOWHERE
 * @other: likewise
 *
 * Due dates, the most important task first: on time is better than late
 * (planner.md §3).
 *
 * Returns: less than 0 if @one is better, greater than 0 if @other is
 */
int
sk_cost_compare_due (SkAgenda         *agenda,
                     const SkPosition *one,
                     const SkPosition *other)
{
  for (int i = 0; i < agenda->n_eligible; i++)
    {
      const SkJob *job = &agenda->jobs[i];

      if (!job->has_duty || job->role != SK_JOB_MOVABLE)
        continue;

      gboolean is_one = sk_job_is_on_time (job, one[i]);
      gboolean is_other = sk_job_is_on_time (job, other[i]);

      if (is_one != is_other)
        return is_one ? -1 : 1;
    }

  return 0;
}

static int
get_day (SkAgenda   *agenda,
         SkPosition  position)
{
  return position == SK_NOWHERE ? G_MAXINT : sk_horizon_get_day (agenda->horizon, position);
}

/**
 * sk_cost_compare:
 * @agenda: an agenda
 * @one: a place for each job, or %SK_NOWHERE
 * @other: likewise
 *
 * Due dates, and where those are the same, days: the most important task
 * first, an earlier day is better than a later one (planner.md §6).
 *
 * Returns: less than 0 if @one is better, greater than 0 if @other is
 */
int
sk_cost_compare (SkAgenda         *agenda,
                 const SkPosition *one,
                 const SkPosition *other)
{
  int due = sk_cost_compare_due (agenda, one, other);

  for (int i = 0; due == 0 && i < agenda->n_eligible; i++)
    {
      int day_of_one = get_day (agenda, one[i]);
      int day_of_other = get_day (agenda, other[i]);

      if (day_of_one != day_of_other)
        return day_of_one < day_of_other ? -1 : 1;
    }

  return due;
}
