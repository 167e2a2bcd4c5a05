/* sk-promises.c — the witness that promises can be kept, and its repair
 *
 * A reservation that is in the way is moved, and what is in its way too, two
 * deep; what does not work is undone step by step.  Every count is one of
 * steps, so the same tasks give the same plan on any machine.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-promises.h"

#include "sk-candidates.h"

/* How many reservations may have to make way for one. */
#define MOST_DISPLACED 32

/* As many changes as most repairs take. */
#define FEW_RECORDS 64

#define JOB(i) (&self->agenda->jobs[i])

/* --- making --- */

/**
 * sk_promises_new:
 * @agenda: an agenda that is prepared; must outlive the promises
 *
 * Returns: (transfer full): nothing promised, and only what is held placed
 */
SkPromises *
sk_promises_new (SkAgenda *agenda)
{
  SkPromises *self = g_new0 (SkPromises, 1);
  /* one more: a table of nothing is none, and memset() wants one; four tables of
   * positions and two of flags share their memory */
  int n = agenda->n_eligible + 1;

  self->agenda = agenda;
  self->unplaced = sk_free_time_copy (agenda->base);
  self->free = sk_free_time_copy (agenda->base);
  self->place = g_new (SkPosition, (gsize) n * 4);
  self->reserve = self->place + n;
  self->earliest = self->reserve + n;
  self->by_rank = self->earliest + n;
  self->promised = g_new0 (guint8, (gsize) n * 2);
  self->locked = self->promised + n;
  self->reserved = sk_roster_new (agenda->horizon, self->reserve, n);
  self->duties = sk_duties_new (agenda);
  self->most_records = FEW_RECORDS;
  self->records = g_new (SkRecord, self->most_records);

  return self;
}

void
sk_promises_free (SkPromises *self)
{
  sk_free_time_free (self->unplaced);
  sk_free_time_free (self->free);
  g_free (self->place);
  g_free (self->promised);
  sk_roster_free (self->reserved);
  sk_duties_free (self->duties);
  g_free (self->records);
  g_free (self->memories);
  g_free (self);
}

/**
 * sk_promises_reset:
 * @self: promises
 *
 * Takes every promise and every place back, but those of tasks that are held.
 */
void
sk_promises_reset (SkPromises *self)
{
  SkAgenda *agenda = self->agenda;

  sk_free_time_assign (self->unplaced, agenda->base);
  for (int i = 0; i < agenda->n_eligible; i++)
    {
      self->place[i] = JOB (i)->is_held ? JOB (i)->present : SK_NOWHERE;
      self->reserve[i] = SK_NOWHERE;
      self->promised[i] = FALSE;
      if (JOB (i)->is_held)
        sk_free_time_take (self->unplaced, self->place[i], JOB (i)->n_slots);
    }

  sk_free_time_assign (self->free, self->unplaced);
  sk_roster_clear (self->reserved);
  self->n_reserved = 0;
  self->n_charged = 0;
  self->n_records = 0;
}

/* What blocks a task takes its time even if it is alone in the world. */
static void
find_earliest (SkPromises *self,
               int         number)
{
  SkPosition end = sk_agenda_get_end (self->agenda);
  const SkJob *job = JOB (number);

  self->earliest[number] = job->floor;
  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (self->agenda, job, k);
      SkPosition place = self->place[blocker];

      if (place == SK_NOWHERE)
        place = sk_agenda_find_first (self->agenda, JOB (blocker), self->unplaced, NULL,
                                      self->earliest[blocker], end);
      self->earliest[number] = MAX (self->earliest[number],
                                    place == SK_NOWHERE ? end
                                                        : sk_job_get_end (JOB (blocker), place));
    }
}

/**
 * sk_promises_survey:
 * @self: promises, just reset
 *
 * Finds out what is possible at all, before the first of them is made.
 */
void
sk_promises_survey (SkPromises *self)
{
  for (int i = 0; i < self->agenda->n_eligible; i++)
    find_earliest (self, i);

  sk_duties_begin (self->duties,
                   sk_rules_get_stability (self->agenda->rules) == SK_STABILITY_KEEP_ALL
                     ? self->unplaced
                     : self->agenda->base);
}

/* --- reservations --- */

static void
put (SkPromises *self,
     int         number,
     SkPosition  position)
{
  if (self->reserve[number] != SK_NOWHERE)
    {
      sk_free_time_give (self->free, self->reserve[number], JOB (number)->n_slots);
      sk_roster_remove (self->reserved, number);
      self->n_reserved--;
    }

  self->reserve[number] = position;
  if (position != SK_NOWHERE)
    {
      sk_free_time_take (self->free, position, JOB (number)->n_slots);
      sk_roster_add (self->reserved, number);
      self->n_reserved++;
    }
}

static void
record (SkPromises *self,
        int         number)
{
  if (self->n_records == self->most_records)
    {
      self->most_records *= 2;
      self->records = g_renew (SkRecord, self->records, self->most_records);
    }

  self->records[self->n_records++] = (SkRecord) { number, self->reserve[number] };
}

/**
 * sk_promises_reserve_at:
 * @self: promises
 * @number: of a job
 * @position: where it would fit
 *
 * Reserves a place instead of what was reserved before; can be undone.
 */
void
sk_promises_reserve_at (SkPromises *self,
                        int         number,
                        SkPosition  position)
{
  record (self, number);
  put (self, number, position);
}

/**
 * sk_promises_release:
 * @self: promises
 * @number: of a job
 *
 * Gives up what is reserved for it; can be undone.
 */
void
sk_promises_release (SkPromises *self,
                     int         number)
{
  if (self->reserve[number] != SK_NOWHERE)
    sk_promises_reserve_at (self, number, SK_NOWHERE);
}

/**
 * sk_promises_undo:
 * @self: promises
 * @mark: how many records there were
 *
 * Undoes every change of reservations since.
 */
void
sk_promises_undo (SkPromises *self,
                  int         mark)
{
  while (self->n_records > mark)
    {
      const SkRecord *last = &self->records[--self->n_records];

      put (self, last->job, last->before);
    }
}

/**
 * sk_promises_place:
 * @self: promises
 * @number: of a job for which nothing is reserved
 * @position: where it fits
 *
 * Gives it its place.
 */
void
sk_promises_place (SkPromises *self,
                   int         number,
                   SkPosition  position)
{
  self->place[number] = position;
  sk_free_time_take (self->unplaced, position, JOB (number)->n_slots);
  sk_free_time_take (self->free, position, JOB (number)->n_slots);
}

/**
 * sk_promises_take_back:
 * @self: promises
 * @number: of a job that was given its place last
 *
 * Undoes sk_promises_place().
 */
void
sk_promises_take_back (SkPromises *self,
                       int         number)
{
  sk_free_time_give (self->unplaced, self->place[number], JOB (number)->n_slots);
  sk_free_time_give (self->free, self->place[number], JOB (number)->n_slots);
  self->place[number] = SK_NOWHERE;
}

static SkPosition
get_known (SkPromises *self,
           int         number)
{
  return self->place[number] != SK_NOWHERE ? self->place[number] : self->reserve[number];
}

/**
 * sk_promises_get_window:
 * @self: promises
 * @number: of a job
 * @from: (out): it may not begin before
 * @to: (out): it has to end there
 *
 * Where the others, as they are now, leave it.
 */
void
sk_promises_get_window (SkPromises *self,
                        int         number,
                        SkPosition *from,
                        SkPosition *to)
{
  const SkJob *job = JOB (number);

  *from = self->earliest[number];
  *to = self->promised[number] ? job->limit : sk_agenda_get_end (self->agenda);

  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (self->agenda, job, k);
      SkPosition known = get_known (self, blocker);

      if (known != SK_NOWHERE)
        *from = MAX (*from, sk_job_get_end (JOB (blocker), known));
    }

  for (int k = 0; k < job->n_dependents; k++)
    {
      SkPosition known = get_known (self, sk_agenda_get_dependent (self->agenda, job, k));

      if (known != SK_NOWHERE)
        *to = MIN (*to, known);
    }
}

/**
 * sk_promises_get_floor:
 * @self: promises
 * @number: of a job
 *
 * Returns: where it may begin after its blockers, or %SK_NOWHERE if one of
 *   them has no place
 */
SkPosition
sk_promises_get_floor (SkPromises *self,
                       int         number)
{
  const SkJob *job = JOB (number);
  SkPosition floor = job->floor;

  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (self->agenda, job, k);

      if (self->place[blocker] == SK_NOWHERE)
        return SK_NOWHERE;
      floor = MAX (floor, sk_job_get_end (JOB (blocker), self->place[blocker]));
    }

  return floor;
}

/* --- making way --- */

/* Whose reservations keep @number from beginning at @position. */
static int
list_owners (SkPromises *self,
             int         number,
             SkPosition  position,
             int        *owners)
{
  const SkHorizon *horizon = self->agenda->horizon;
  SkPosition from, to;
  int n = 0;

  sk_free_time_touch (self->free, position, JOB (number)->n_slots, &from, &to);
  for (int day = sk_horizon_get_day (horizon, from); day * horizon->day_bits < to; day++)
    for (int i = self->reserved->first[day]; i >= 0; i = self->reserved->next[i])
      {
        if (self->reserve[i] >= to || i == number)
          continue;
        if (sk_job_get_end (JOB (i), self->reserve[i]) <= from)
          break;
        if (n == MOST_DISPLACED || self->locked[i])
          return -1;
        owners[n++] = i;
      }

  return n;
}

/* The longest first: it is the hardest to find a place for. */
static void
sort_owners (SkPromises *self,
             int        *owners,
             int         n)
{
  for (int i = 1; i < n; i++)
    {
      int owner = owners[i];
      int k = i;

      for (; k > 0; k--)
        {
          int other = owners[k - 1];
          int longer = JOB (owner)->n_slots - JOB (other)->n_slots;

          if (longer < 0 || (longer == 0 && owner > other))
            break;
          owners[k] = other;
        }
      owners[k] = owner;
    }
}

static gboolean
reserve_all (SkPromises *self,
             const int  *numbers,
             int         n,
             int         depth,
             int        *budget)
{
  for (int i = 0; i < n; i++)
    if (!sk_promises_reserve (self, numbers[i], depth, budget))
      return FALSE;

  return TRUE;
}

static gboolean
reserve_over (SkPromises *self,
              int         number,
              SkPosition  position,
              int         depth,
              int        *budget)
{
  int owners[MOST_DISPLACED];
  int n = list_owners (self, number, position, owners);
  int mark = self->n_records;

  if (n < 0)
    return FALSE;

  for (int i = 0; i < n; i++)
    sk_promises_release (self, owners[i]);

  gboolean done = sk_free_time_has (self->free, position, JOB (number)->n_slots);

  if (done)
    {
      sk_promises_reserve_at (self, number, position);
      sort_owners (self, owners, n);
      self->locked[number]++;
      done = reserve_all (self, owners, n, depth, budget);
      self->locked[number]--;
    }
  if (!done)
    sk_promises_undo (self, mark);

  return done;
}

static gboolean
reserve_on_day (SkPromises *self,
                int         number,
                SkPosition  first,
                SkPosition  end,
                int         depth,
                int        *budget)
{
  SkCandidate candidates[SK_CANDIDATES_MOST];
  const SkJob *job = JOB (number);
  int n = sk_candidates_list (self, job, first, end, candidates);

  for (int i = 0; i < n; i++)
    {
      if (*budget <= 0 || self->steps <= 0)
        return FALSE;
      if (job->n_slots > 1 && candidates[i].cost >= 2 * job->n_slots)
        break;

      --*budget;
      self->steps--;
      if (reserve_over (self, number, candidates[i].position, depth, budget))
        return TRUE;
    }

  return FALSE;
}

/**
 * sk_promises_reserve:
 * @self: promises
 * @number: of a job for which nothing is reserved
 * @depth: how many others deep reservations may be moved
 * @budget: (inout): how many steps it may take
 *
 * Reserves the latest place in its window; if there is none, one whose
 * reservations can be moved elsewhere, from the last day on and where it
 * moves the fewest slots.
 *
 * Returns: whether it was possible; if not, nothing is changed
 */
gboolean
sk_promises_reserve (SkPromises *self,
                     int         number,
                     int         depth,
                     int        *budget)
{
  const SkJob *job = JOB (number);
  const SkHorizon *horizon = self->agenda->horizon;
  SkPosition from, to;

  --*budget;
  self->steps--;
  sk_promises_get_window (self, number, &from, &to);
  if (to - from < job->n_slots)
    return FALSE;

  SkPosition last = sk_agenda_find_last (self->agenda, job, self->free, NULL, from, to);

  if (last != SK_NOWHERE)
    {
      sk_promises_reserve_at (self, number, last);
      return TRUE;
    }

  if (depth == 0 || *budget <= 0)
    return FALSE;

  for (int day = sk_horizon_get_day (horizon, to - 1);
       day >= sk_horizon_get_day (horizon, from); day--)
    {
      SkPosition first = MAX (from, day * horizon->day_bits);
      SkPosition end = MIN (to, (day + 1) * horizon->day_bits);

      if (*budget <= 0 || self->steps <= 0)
        return FALSE;
      if (sk_free_time_may_fit (self->unplaced, day, job->n_slots) &&
          reserve_on_day (self, number, first, end, depth - 1, budget))
        return TRUE;
    }

  return FALSE;
}

/**
 * sk_promises_place_over:
 * @self: promises
 * @number: of a job for which nothing is reserved
 * @position: a place that is at most reserved for others
 * @depth: how many others deep reservations may be moved
 * @budget: (inout): how many steps it may take
 *
 * Gives it its place if all promises can still be kept.
 *
 * Returns: whether that is so; if not, nothing is changed
 */
gboolean
sk_promises_place_over (SkPromises *self,
                        int         number,
                        SkPosition  position,
                        int         depth,
                        int        *budget)
{
  int owners[MOST_DISPLACED];
  int n = list_owners (self, number, position, owners);
  int mark = self->n_records;

  if (n < 0)
    return FALSE;

  for (int i = 0; i < n; i++)
    sk_promises_release (self, owners[i]);

  if (sk_free_time_has (self->free, position, JOB (number)->n_slots))
    {
      sk_promises_place (self, number, position);
      sort_owners (self, owners, n);
      if (reserve_all (self, owners, n, depth, budget))
        return TRUE;
      sk_promises_take_back (self, number);
    }

  sk_promises_undo (self, mark);
  return FALSE;
}

/**
 * sk_promises_reserve_chain:
 * @self: promises
 * @number: of a job for which something is reserved
 * @budget: (inout): how many steps it may take
 *
 * Reserves places for what it waits for, the last of the chain first.
 *
 * Returns: whether it was possible
 */
gboolean
sk_promises_reserve_chain (SkPromises *self,
                           int         number,
                           int        *budget)
{
  const SkJob *job = JOB (number);

  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (self->agenda, job, k);

      if (get_known (self, blocker) != SK_NOWHERE)
        continue;
      if (!sk_promises_reserve (self, blocker, SK_PROMISES_DEPTH, budget) ||
          !sk_promises_reserve_chain (self, blocker, budget))
        return FALSE;
    }

  return TRUE;
}

/**
 * sk_promises_release_chain:
 * @self: promises
 * @number: of a job
 *
 * Gives up what is reserved for all it waits for.
 */
void
sk_promises_release_chain (SkPromises *self,
                           int         number)
{
  const SkJob *job = JOB (number);

  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (self->agenda, job, k);

      if (self->place[blocker] != SK_NOWHERE)
        continue;
      sk_promises_release (self, blocker);
      sk_promises_release_chain (self, blocker);
    }
}

/* --- how much is promised --- */

/**
 * sk_promises_get_due_day:
 * @self: promises
 * @number: of a job
 *
 * Returns: the day on which it is due, counted from the first
 */
int
sk_promises_get_due_day (SkPromises *self,
                         int         number)
{
  return sk_horizon_get_day_before (self->agenda->horizon, JOB (number)->limit);
}
