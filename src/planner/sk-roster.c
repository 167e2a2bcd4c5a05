/* sk-roster.c — who is on which day
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-roster.h"

/**
 * sk_roster_new:
 * @horizon: the days; must outlive the roster
 * @places: per job, where it is; must outlive the roster
 * @n_jobs: how many jobs there are
 *
 * Returns: (transfer full): a roster with nobody on it
 */
SkRoster *
sk_roster_new (const SkHorizon  *horizon,
               const SkPosition *places,
               int               n_jobs)
{
  SkRoster *self = g_new (SkRoster, 1);

  self->horizon = horizon;
  self->places = places;
  self->first = g_new (int, horizon->n_days);
  self->next = g_new (int, n_jobs);
  sk_roster_clear (self);

  return self;
}

void
sk_roster_free (SkRoster *self)
{
  g_free (self->first);
  g_free (self->next);
  g_free (self);
}

/**
 * sk_roster_clear:
 * @self: a roster
 *
 * Takes everybody off.
 */
void
sk_roster_clear (SkRoster *self)
{
  /* all bits set: nobody */
  memset (self->first, 0xff, sizeof (int) * (gsize) self->horizon->n_days);
}

/**
 * sk_roster_add:
 * @self: a roster
 * @number: of a job that is not on it, and has a place
 *
 * Puts it on the day of its place.
 */
void
sk_roster_add (SkRoster *self,
               int       number)
{
  SkPosition place = self->places[number];
  int *link = &self->first[sk_horizon_get_day (self->horizon, place)];

  while (*link >= 0 && self->places[*link] > place)
    link = &self->next[*link];

  self->next[number] = *link;
  *link = number;
}

/**
 * sk_roster_remove:
 * @self: a roster
 * @number: of a job that is on it, its place still being the same
 *
 * Takes it off.
 */
void
sk_roster_remove (SkRoster *self,
                  int       number)
{
  int *link = &self->first[sk_horizon_get_day (self->horizon, self->places[number])];

  while (*link != number)
    link = &self->next[*link];

  *link = self->next[number];
}
