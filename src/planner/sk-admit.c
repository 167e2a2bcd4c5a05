/* sk-admit.c — whose due date becomes a promise
 *
 * The most important first: a promise is made if all those made before can
 * still be kept (planner.md §5).
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-admit.h"

#include "sk-search.h"

/* What one search of everything at once may cost. */
#define SEARCH_BUDGET 3000

/* That all promises can still be kept is asked often, and worth less. */
#define KEEPING_BUDGET 300
#define MOST_TOGETHER 20

#define JOB(i) (&promises->agenda->jobs[i])

/* --- looking at all of them together --- */

typedef struct
{
  int      numbers[SK_SEARCH_MOST];
  int      n;
  gboolean is_complete;         /* nobody was left out */
} Party;

static gboolean
is_in (const Party *party,
       int          number)
{
  for (int i = 0; i < party->n; i++)
    if (party->numbers[i] == number)
      return TRUE;

  return FALSE;
}

static void
add (Party *party,
     int    number)
{
  if (party->n < SK_SEARCH_MOST)
    party->numbers[party->n++] = number;
  else
    party->is_complete = FALSE;
}

static void
add_chain (SkPromises *promises,
           Party      *party,
           int         number)
{
  const SkJob *job = JOB (number);

  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (promises->agenda, job, k);

      if (promises->place[blocker] != SK_NOWHERE || is_in (party, blocker))
        continue;
      add (party, blocker);
      add_chain (promises, party, blocker);
    }
}

/* Those whose reservations lie from @from until @to, the last first: they are
 * in the way of a late one. */
static void
add_reserved (SkPromises *promises,
              Party      *party,
              SkPosition  from,
              SkPosition  to)
{
  const SkHorizon *horizon = promises->agenda->horizon;
  const SkRoster *reserved = promises->reserved;

  if (from >= to)
    return;

  for (int day = sk_horizon_get_day (horizon, to - 1);
       day >= sk_horizon_get_day (horizon, from); day--)
    for (int i = reserved->first[day]; i >= 0; i = reserved->next[i])
      if (promises->reserve[i] < to && sk_job_get_end (JOB (i), promises->reserve[i]) > from &&
          !is_in (party, i))
        add (party, i);
}

static void
gather (SkPromises *promises,
        Party      *party,
        int         number)
{
  SkPosition end = sk_agenda_get_end (promises->agenda);
  SkPosition from = 0, to = 0;

  if (number >= 0)
    {
      add (party, number);
      add_chain (promises, party, number);
      from = promises->earliest[number];
      to = MIN (JOB (number)->limit, end);
      add_reserved (promises, party, from, to);
    }

  if (number >= 0 && promises->n_reserved > SK_SEARCH_MOST - party->n)
    {
      party->is_complete = FALSE;
      return;
    }

  add_reserved (promises, party, to, end);
  add_reserved (promises, party, 0, from);
}

static SkSearchResult
search (SkPromises *promises,
        Party      *party,
        int         budget)
{
  int mark = promises->n_records;

  for (int i = 0; i < party->n; i++)
    sk_promises_release (promises, party->numbers[i]);

  SkSearchResult result = sk_search_reserve (promises, party->numbers, party->n, budget);

  if (result != SK_SEARCH_FOUND)
    sk_promises_undo (promises, mark);
  if (result == SK_SEARCH_NONE && !party->is_complete)
    result = SK_SEARCH_GAVE_UP;

  return result;
}

/**
 * sk_admit_keeps_all:
 * @promises: promises
 * @number: of a job for which nothing is reserved
 * @position: a place that is at most reserved for others
 *
 * Gives @number its place there if a search finds a way to keep all promises.
 *
 * Returns: whether it did; if not, nothing is changed
 */
gboolean
sk_admit_keeps_all (SkPromises *promises,
                    int         number,
                    SkPosition  position)
{
  Party party = { .is_complete = TRUE };
  int mark = promises->n_records;

  if (promises->steps <= 0 || promises->n_reserved > MOST_TOGETHER)
    return FALSE;

  gather (promises, &party, -1);

  for (int i = 0; i < party.n; i++)
    sk_promises_release (promises, party.numbers[i]);

  if (sk_free_time_has (promises->free, position, JOB (number)->n_slots))
    {
      sk_promises_place (promises, number, position);
      if (sk_search_reserve (promises, party.numbers, party.n, KEEPING_BUDGET) ==
          SK_SEARCH_FOUND)
        return TRUE;
      sk_promises_take_back (promises, number);
    }

  sk_promises_undo (promises, mark);
  return FALSE;
}

/* --- all anew, one after the other --- */

typedef struct
{
  SkPromises *promises;
  gboolean    is_forward;
} Repack;

/* Forward, those due first; backward, those due last; of one moment, the longest. */
static int
compare_for_repack (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  const Repack *repack = user_data;
  int number = *(const int *) a;
  int other_number = *(const int *) b;
  const SkJob *one = &repack->promises->agenda->jobs[number];
  const SkJob *other = &repack->promises->agenda->jobs[other_number];

  if (one->limit != other->limit)
    return (one->limit < other->limit) == repack->is_forward ? -1 : 1;
  if (one->n_slots != other->n_slots)
    return one->n_slots > other->n_slots ? -1 : 1;

  return number - other_number;
}

static GArray *
list_reserved (SkPromises *promises,
               int         number)
{
  const SkRoster *reserved = promises->reserved;
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (int));
  Party party = { .is_complete = TRUE };

  add (&party, number);
  add_chain (promises, &party, number);
  g_array_append_vals (numbers, party.numbers, (guint) party.n);
  for (int day = 0; day < promises->agenda->horizon->n_days; day++)
    for (int i = reserved->first[day]; i >= 0; i = reserved->next[i])
      if (!is_in (&party, i))
        g_array_append_val (numbers, i);

  return numbers;
}

static gboolean
reserve_anew (SkPromises *promises,
              int         number,
              gboolean    is_forward)
{
  SkPosition from, to;

  promises->steps--;
  sk_promises_get_window (promises, number, &from, &to);

  SkPosition place = is_forward
                       ? sk_agenda_find_first (promises->agenda, JOB (number), promises->free,
                                               NULL, from, to)
                       : sk_agenda_find_last (promises->agenda, JOB (number), promises->free,
                                              NULL, from, to);

  if (place != SK_NOWHERE)
    {
      sk_promises_reserve_at (promises, number, place);
      return TRUE;
    }

  int budget = SK_PROMISES_BUDGET;

  return sk_promises_reserve (promises, number, SK_PROMISES_DEPTH, &budget);
}

/* Forgets where everything is reserved, and reserves it once more in another
 * order: what was laid out one by one can be laid out better at once. */
static gboolean
repack (SkPromises *promises,
        int         number,
        gboolean    is_forward)
{
  g_autoptr(GArray) numbers = list_reserved (promises, number);
  Repack order = { promises, is_forward };
  int mark = promises->n_records;
  gboolean done = TRUE;

  for (guint i = 0; i < numbers->len; i++)
    sk_promises_release (promises, g_array_index (numbers, int, i));

  g_array_sort_with_data (numbers, compare_for_repack, &order);
  for (guint i = 0; i < numbers->len && done; i++)
    done = reserve_anew (promises, g_array_index (numbers, int, i), is_forward);

  if (!done)
    sk_promises_undo (promises, mark);

  return done;
}

/* --- one after the other --- */

/* Nothing we do can have it on time: no search is needed.  @known: where it has
 * been, or SK_NOWHERE; that mostly says it could be. */
static gboolean
is_beyond_help (SkPromises *promises,
                int         number,
                SkPosition  known)
{
  const SkJob *job = JOB (number);
  SkPosition from = promises->earliest[number];

  if (!sk_duties_has_time (promises->duties, number, job->limit))
    return TRUE;

  return !(known >= from && sk_job_is_on_time (job, known) &&
           sk_agenda_fits_at (promises->agenda, job, promises->unplaced, known)) &&
         sk_agenda_find_first (promises->agenda, job, promises->unplaced, NULL, from,
                               job->limit) == SK_NOWHERE;
}

/* A place it has now, or would like, needs no searching. */
static gboolean
reserve_wish (SkPromises *promises,
              int         number,
              SkPosition  wish)
{
  SkPosition from, to;

  sk_promises_get_window (promises, number, &from, &to);
  if (wish == SK_NOWHERE || wish < from || sk_job_get_end (JOB (number), wish) > to ||
      !sk_agenda_fits_at (promises->agenda, JOB (number), promises->free, wish))
    return FALSE;

  sk_promises_reserve_at (promises, number, wish);
  return TRUE;
}

/* Rather a place that nobody has now. */
static gboolean
reserve_one (SkPromises       *promises,
             int               number,
             const SkFreeTime *preferred,
             const SkPosition *wish,
             int              *budget)
{
  SkPosition from, to;

  if (wish != NULL && reserve_wish (promises, number, wish[number]))
    return TRUE;

  if (preferred != NULL)
    {
      sk_promises_get_window (promises, number, &from, &to);

      SkPosition last = sk_agenda_find_last (promises->agenda, JOB (number), promises->free,
                                             preferred, from, to);

      if (last != SK_NOWHERE)
        {
          sk_promises_reserve_at (promises, number, last);
          return TRUE;
        }
    }

  return sk_promises_reserve (promises, number, SK_PROMISES_DEPTH, budget);
}

static gboolean
reserve_wished_chain (SkPromises       *promises,
                      int               number,
                      const SkFreeTime *preferred,
                      const SkPosition *wish,
                      int              *budget)
{
  const SkJob *job = JOB (number);

  for (int k = 0; k < job->n_blockers; k++)
    {
      int blocker = sk_agenda_get_blocker (promises->agenda, job, k);

      if (promises->place[blocker] != SK_NOWHERE || promises->reserve[blocker] != SK_NOWHERE)
        continue;
      if (!reserve_one (promises, blocker, preferred, wish, budget) ||
          !reserve_wished_chain (promises, blocker, preferred, wish, budget))
        return FALSE;
    }

  return TRUE;
}

static gboolean
admit (SkPromises       *promises,
       int               number,
       const SkFreeTime *preferred,
       const SkPosition *wish)
{
  int budget = MIN (SK_PROMISES_BUDGET, promises->steps);
  SkPosition reserved = promises->reserve[number];

  /* already there, as somebody's blocker, and in time */
  if (reserved != SK_NOWHERE && sk_job_is_on_time (JOB (number), reserved))
    return TRUE;

  sk_promises_release (promises, number);
  if (reserve_one (promises, number, preferred, wish, &budget) &&
      reserve_wished_chain (promises, number, preferred, wish, &budget))
    return TRUE;

  sk_promises_undo (promises, 0);
  sk_promises_release (promises, number);
  sk_promises_release_chain (promises, number);
  if (sk_promises_reserve (promises, number, SK_PROMISES_DEPTH, &budget) &&
      sk_promises_reserve_chain (promises, number, &budget))
    return TRUE;

  sk_promises_undo (promises, 0);
  if (promises->steps <= 0)
    return FALSE;
  if (repack (promises, number, FALSE) || repack (promises, number, TRUE))
    return TRUE;

  Party party = { .is_complete = TRUE };

  gather (promises, &party, number);

  SkSearchResult result = search (promises, &party, SEARCH_BUDGET);

  JOB (number)->is_proved_late = result == SK_SEARCH_NONE;
  return result == SK_SEARCH_FOUND;
}

/**
 * sk_admit_in_order:
 * @promises: promises, just reset, and placed by rank if there are no wishes
 * @preferred: (nullable): free time to be used rather than other
 * @wish: (nullable): per job, the place it would like, or %SK_NOWHERE
 *
 * Promises as many due dates as can be kept, the most important first.
 */
void
sk_admit_in_order (SkPromises       *promises,
                   const SkFreeTime *preferred,
                   const SkPosition *wish)
{
  SkAgenda *agenda = promises->agenda;

  sk_promises_survey (promises);
  for (int i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[i];

      if (!job->has_duty || job->role != SK_JOB_MOVABLE || promises->place[i] != SK_NOWHERE)
        continue;

      job->is_beyond_help = is_beyond_help (promises, i,
                                            wish != NULL ? wish[i] : promises->by_rank[i]);
      if (job->is_beyond_help)
        continue;

      promises->n_records = 0;
      promises->promised[i] = TRUE;
      if (admit (promises, i, preferred, wish))
        sk_duties_promise (promises->duties, i, job->limit);
      else
        promises->promised[i] = FALSE;
    }
}

/**
 * sk_admit_note:
 * @promises: promises, just made
 *
 * Notes what was promised: what a search proved holds beside that.
 */
void
sk_admit_note (SkPromises *promises)
{
  for (int i = 0; i < promises->agenda->n_eligible; i++)
    JOB (i)->was_promised = promises->promised[i];
}
