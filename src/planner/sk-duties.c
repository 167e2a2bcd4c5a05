/* sk-duties.c — whether there is time enough for another promise
 *
 * If time could be cut into pieces, work that is due by some moment would need
 * as many free slots until then, and no more: so where there are fewer, no
 * search is needed to see that a promise cannot be made, and that is a proof.
 * It is asked of the moments on the day a task is due, and of the end of every
 * later day.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-duties.h"

/**
 * sk_duties_new:
 * @agenda: an agenda; must outlive the duties
 *
 * Returns: (transfer full): duties that have to begin first
 */
SkDuties *
sk_duties_new (SkAgenda *agenda)
{
  SkDuties *self = g_new0 (SkDuties, 1);

  self->agenda = agenda;
  self->left = sk_tally_new (agenda->horizon->n_days);
  self->last = g_new (SkPosition, agenda->n_eligible + 1);
  self->due = sk_roster_new (agenda->horizon, self->last, agenda->n_eligible + 1);

  return self;
}

void
sk_duties_free (SkDuties *self)
{
  sk_tally_free (self->left);
  sk_roster_free (self->due);
  g_free (self->last);
  g_free (self->own_room);
  g_free (self);
}

/* Mostly nothing is placed yet, and that was counted before. */
static const int *
get_room (SkDuties         *self,
          const SkFreeTime *free_time)
{
  int n_days = self->agenda->horizon->n_days;

  if (free_time == self->agenda->base)
    return self->agenda->room;

  if (self->own_room == NULL)
    self->own_room = g_new (int, n_days);
  for (int day = 0; day < n_days; day++)
    self->own_room[day] = sk_free_time_get_room (free_time, day);

  return self->own_room;
}

/**
 * sk_duties_begin:
 * @self: duties
 * @free_time: what is free for them; has to stay as it is while promises are made
 *
 * Starts again, with nothing promised.
 */
void
sk_duties_begin (SkDuties         *self,
                 const SkFreeTime *free_time)
{
  self->free_time = free_time;
  self->room = get_room (self, free_time);
  sk_tally_count (self->left, self->room);
  sk_roster_clear (self->due);
}

/**
 * sk_duties_promise:
 * @self: duties
 * @number: of a job that is promised now
 * @limit: it has to end there
 */
void
sk_duties_promise (SkDuties   *self,
                   int         number,
                   SkPosition  limit)
{
  const SkHorizon *horizon = self->agenda->horizon;

  sk_tally_charge (self->left, sk_horizon_get_day_before (horizon, limit), horizon->n_days,
                   self->agenda->jobs[number].n_slots);
  self->last[number] = MAX (limit - 1, 0);
  sk_roster_add (self->due, number);
}

/* Whether no slot of @day begins at @limit or later. */
static gboolean
is_end_of_day (const SkDuties *self,
               int             day,
               SkPosition      limit)
{
  const SkHorizon *horizon = self->agenda->horizon;
  guint first = horizon->first_stretch[day], next = horizon->first_stretch[day + 1];

  return first == next || limit >= horizon->stretches[next - 1].first +
                                   horizon->stretches[next - 1].n_slots;
}

/**
 * sk_duties_has_time:
 * @self: duties
 * @number: of a job that is not promised
 * @limit: it would have to end there
 *
 * Returns: whether the time until @limit, and until any later moment, may
 *   suffice beside what was promised
 */
gboolean
sk_duties_has_time (const SkDuties *self,
                    int             number,
                    SkPosition      limit)
{
  int day = sk_horizon_get_day_before (self->agenda->horizon, limit);
  int n_slots = self->agenda->jobs[number].n_slots;

  if (sk_tally_get_least (self->left, day) < n_slots)
    return FALSE;
  if (is_end_of_day (self, day, limit))
    return TRUE;

  /* from the end of that day back to @limit: what is free between counts no
   * more, and what is due after neither */
  int left = sk_tally_get (self->left, day) - self->room[day];
  int i = self->due->first[day];

  for (; i >= 0 && self->last[i] >= limit; i = self->due->next[i])
    {
      if (left + sk_free_time_get_room_until (self->free_time, self->last[i] + 1) < n_slots)
        return FALSE;
      left += self->agenda->jobs[i].n_slots;
    }

  return left + sk_free_time_get_room_until (self->free_time, limit) >= n_slots;
}
