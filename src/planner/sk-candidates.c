/* sk-candidates.c — the places of a day that are worth making way for
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-candidates.h"

#define WORD_BITS 64

/* The positions of one day, and one more, as bits. */
typedef guint64 Bits[SK_HORIZON_MOST_WORDS + 1];

typedef struct
{
  SkPosition start;
  SkPosition from;              /* of it, what may be used */
  SkPosition to;
  Bits       edges;             /* where a reservation begins or ends */
} Day;

typedef struct
{
  SkCandidate *array;
  int          n;
} List;

static void
set_bit (Bits bits,
         int  at)
{
  bits[at / WORD_BITS] |= (guint64) 1 << at % WORD_BITS;
}

static gboolean
has_bit (const Bits bits,
         int        at)
{
  return bits[at / WORD_BITS] >> at % WORD_BITS & 1;
}

static void
mark_edges (SkPromises *promises,
            Day        *day)
{
  const SkHorizon *horizon = promises->agenda->horizon;
  const SkRoster *reserved = promises->reserved;
  int first = reserved->first[sk_horizon_get_day (horizon, day->start)];

  memset (day->edges, 0, sizeof (guint64) * ((gsize) horizon->n_words + 1));
  for (int i = first; i >= 0; i = reserved->next[i])
    {
      int begin = promises->reserve[i] - day->start;

      set_bit (day->edges, begin);
      set_bit (day->edges, begin + promises->agenda->jobs[i].n_slots);
    }
}

/* A place is worth trying if it lies right beside something. */
static gboolean
is_snug (SkPromises *promises,
         const Day  *day,
         SkPosition  position,
         SkPosition  after)
{
  return position == day->from || after == day->to ||
         has_bit (day->edges, position - day->start) || has_bit (day->edges, after - day->start) ||
         !sk_free_time_is_free (promises->unplaced, position - 1) ||
         !sk_free_time_is_free (promises->unplaced, after);
}

static void
insert (List        *list,
        SkCandidate  candidate)
{
  SkCandidate *array = list->array;

  if (list->n == SK_CANDIDATES_MOST && array[list->n - 1].cost <= candidate.cost)
    return;

  int i = list->n < SK_CANDIDATES_MOST ? list->n++ : SK_CANDIDATES_MOST - 1;

  for (; i > 0 && array[i - 1].cost > candidate.cost; i--)
    array[i] = array[i - 1];
  array[i] = candidate;
}

static void
consider (SkPromises  *promises,
          const SkJob *job,
          const Day   *day,
          SkPosition   position,
          List        *list)
{
  SkPosition after = sk_job_get_end (job, position);

  if (is_snug (promises, day, position, after) &&
      !sk_agenda_is_banned (promises->agenda, job, position, NULL))
    {
      int n_free = sk_free_time_count (promises->free, position, after);

      insert (list, (SkCandidate) { position, job->n_slots - n_free });
    }
}

/**
 * sk_candidates_list:
 * @promises: promises
 * @job: a job for which nothing is reserved
 * @from: it may not begin before
 * @to: it has to end there; of the same day, or its end
 * @candidates: (out): room for %SK_CANDIDATES_MOST
 *
 * Finds places that are free or reserved for others, the cheapest first.
 *
 * Returns: how many there are
 */
int
sk_candidates_list (SkPromises  *promises,
                    const SkJob *job,
                    SkPosition   from,
                    SkPosition   to,
                    SkCandidate *candidates)
{
  const SkHorizon *horizon = promises->agenda->horizon;
  List list = { candidates, 0 };
  Day day;
  Bits starts;

  if (!sk_free_time_list_starts (promises->unplaced, job->n_slots, from, to, starts))
    return 0;

  day.start = sk_horizon_get_day (horizon, from) * horizon->day_bits;
  day.from = from;
  day.to = to;
  mark_edges (promises, &day);
  for (int i = 0; i < horizon->n_words; i++)
    for (guint64 rest = starts[i]; rest != 0; rest &= rest - 1)
      consider (promises, job, &day, day.start + i * WORD_BITS + __builtin_ctzll (rest), &list);

  return list.n;
}
