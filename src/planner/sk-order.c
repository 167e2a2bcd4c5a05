/* sk-order.c — who goes first
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-order.h"

typedef struct
{
  guint64 key;
  int     number;               /* of a job */
} Key;

/* Higher rank first, no rank last; then earlier due, none last; then shorter;
 * then the id.  A total order, so a plan never depends on the order in which
 * the tasks were read (planner.md §2). */
static int
compare_numbers (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  SkAgenda *agenda = user_data;
  int one = ((const Key *) a)->number;
  int other = ((const Key *) b)->number;
  const SkClaim *claim = &agenda->claims[one];
  const SkClaim *other_claim = &agenda->claims[other];
  const SkJob *job = &agenda->jobs[one];
  const SkJob *other_job = &agenda->jobs[other];

  if (claim->is_ranked != other_claim->is_ranked)
    return claim->is_ranked ? -1 : 1;
  if (claim->is_ranked && (claim->rank > other_claim->rank || claim->rank < other_claim->rank))
    return claim->rank > other_claim->rank ? -1 : 1;
  if (claim->due != other_claim->due)
    return claim->due < other_claim->due ? -1 : 1;
  if (job->n_slots != other_job->n_slots)
    return job->n_slots < other_job->n_slots ? -1 : 1;

  return strcmp (sk_task_get_id (job->task), sk_task_get_id (other_job->task));
}

/* --- sorting --- */

/* Smaller is more important.  Doubles compare like the integers they are made
 * of, once the sign is turned over. */
static guint64
get_key (const SkClaim *claim)
{
  double rank = claim->rank + 0.0; /* one zero, not two */
  guint64 bits;

  if (!claim->is_ranked)
    return G_MAXUINT64;

  memcpy (&bits, &rank, sizeof bits);
  return bits >> 63 ? bits : ~(bits | (guint64) 1 << 63);
}

#define DIGIT_BITS 8
#define N_DIGITS (1 << DIGIT_BITS)

/* Radix sort, from the last digit on; digits in which all agree are skipped. */
static void
sort_keys (Key **keys,
           Key **spare,
           int   n)
{
  guint64 all = ~(guint64) 0;
  guint64 any = 0;

  for (int i = 0; i < n; i++)
    {
      all &= (*keys)[i].key;
      any |= (*keys)[i].key;
    }

  for (int shift = 0; shift < 64; shift += DIGIT_BITS)
    {
      int starts[N_DIGITS + 1] = { 0 };
      Key *sorted = *spare;

      if (((all ^ any) >> shift & (N_DIGITS - 1)) == 0)
        continue;

      for (int i = 0; i < n; i++)
        starts[((*keys)[i].key >> shift & (N_DIGITS - 1)) + 1]++;
      for (int digit = 0; digit < N_DIGITS; digit++)
        starts[digit + 1] += starts[digit];
      for (int i = 0; i < n; i++)
        sorted[starts[(*keys)[i].key >> shift & (N_DIGITS - 1)]++] = (*keys)[i];

      *spare = *keys;
      *keys = sorted;
    }
}

/* Of equal rank: the due date, the length and the id decide. */
static void
sort_ties (SkAgenda *agenda,
           Key      *keys,
           int       n)
{
  for (int first = 0, end = 0; first < n; first = end)
    {
      end = first + 1;
      while (end < n && keys[end].key == keys[first].key)
        end++;

      if (end - first > 1)
        g_qsort_with_data (keys + first, end - first, sizeof (Key), compare_numbers, agenda);
    }
}

/* --- but blockers first --- */

/* The jobs that wait for nobody any more, the most important on top: a binary
 * heap of places in the order of importance. */
typedef struct
{
  int *places;
  int  n;
} Ready;

static void
push (Ready *ready,
      int    place)
{
  int i = ready->n++;

  for (; i > 0 && ready->places[(i - 1) / 2] > place; i = (i - 1) / 2)
    ready->places[i] = ready->places[(i - 1) / 2];
  ready->places[i] = place;
}

static int
pop (Ready *ready)
{
  int top = ready->places[0];
  int last = ready->places[--ready->n];
  int i = 0;

  for (int child = 1; child < ready->n; child = 2 * i + 1)
    {
      if (child + 1 < ready->n && ready->places[child + 1] < ready->places[child])
        child++;
      if (ready->places[child] >= last)
        break;
      ready->places[i] = ready->places[child];
      i = child;
    }
  ready->places[i] = last;

  return top;
}

/* The edges the other way round: who waits for a job. */
typedef struct
{
  int *first;                   /* per job, into @held_up; one more at the end */
  int *held_up;
} Dependents;

static void
find_dependents (SkAgenda   *agenda,
                 Dependents *dependents)
{
  dependents->first = g_new0 (int, agenda->n_jobs + 2);
  dependents->held_up = g_new (int, agenda->blockers->len);

  for (int i = 0; i < agenda->n_jobs; i++)
    for (int k = 0; k < agenda->jobs[i].n_blockers; k++)
      dependents->first[sk_agenda_get_blocker (agenda, &agenda->jobs[i], k) + 2]++;
  for (int i = 2; i < agenda->n_jobs + 2; i++)
    dependents->first[i] += dependents->first[i - 1];
  for (int i = 0; i < agenda->n_jobs; i++)
    for (int k = 0; k < agenda->jobs[i].n_blockers; k++)
      {
        int blocker = sk_agenda_get_blocker (agenda, &agenda->jobs[i], k);

        dependents->held_up[dependents->first[blocker + 1]++] = i;
      }
}

/* Takes the most important of those that are ready, until all are taken. */
static void
take_in_turn (SkAgenda *agenda,
              Key      *keys,
              int       n)
{
  Dependents dependents;
  g_autofree int *sorted = g_new (int, n);
  g_autofree int *place_of = g_new0 (int, agenda->n_jobs);
  g_autofree int *n_waiting = g_new (int, agenda->n_jobs);
  g_autofree int *heap = g_new (int, agenda->n_jobs);
  Ready ready = { heap, 0 };
  int n_taken = 0;

  find_dependents (agenda, &dependents);
  for (int i = 0; i < n; i++)
    {
      sorted[i] = keys[i].number;
      place_of[sorted[i]] = i;
      n_waiting[sorted[i]] = agenda->jobs[sorted[i]].n_blockers;
      if (n_waiting[sorted[i]] == 0)
        push (&ready, i);
    }

  while (ready.n > 0)
    {
      int taken = sorted[pop (&ready)];

      keys[n_taken++].number = taken;
      for (int i = dependents.first[taken]; i < dependents.first[taken + 1]; i++)
        if (--n_waiting[dependents.held_up[i]] == 0)
          push (&ready, place_of[dependents.held_up[i]]);
    }

  g_free (dependents.first);
  g_free (dependents.held_up);
}

/* --- numbering --- */

/* Lays the jobs out in the order of @sequence, which names all of them. */
static void
arrange (SkAgenda *agenda,
         Key      *sequence)
{
  g_autofree int *number_of = g_new (int, agenda->n_jobs);

  for (int i = 0; i < agenda->n_jobs; i++)
    number_of[sequence[i].number] = i;

  for (guint i = 0; i < agenda->blockers->len; i++)
    g_array_index (agenda->blockers, int, i) = number_of[g_array_index (agenda->blockers, int, i)];

  for (int i = 0; i < agenda->n_jobs; i++)
    if (agenda->jobs[i].lacking >= 0)
      agenda->jobs[i].lacking = number_of[agenda->jobs[i].lacking];

  /* circle by circle, so no second table is needed */
  for (int i = 0; i < agenda->n_jobs; i++)
    while (number_of[i] != i)
      {
        int to = number_of[i];
        SkJob job = agenda->jobs[to];

        agenda->jobs[to] = agenda->jobs[i];
        agenda->jobs[i] = job;
        number_of[i] = number_of[to];
        number_of[to] = to;
      }
}

/* Circles of blockers are numbered by their most important member, not by the
 * order in which the tasks were read. */
static void
number_circles (SkAgenda *agenda)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);

  for (int i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[i];
      gpointer key = GUINT_TO_POINTER (job->cycle);

      if (job->cycle == 0)
        continue;
      if (!g_hash_table_contains (numbers, key))
        g_hash_table_insert (numbers, key, GUINT_TO_POINTER (g_hash_table_size (numbers) + 1));
      job->cycle = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, key));
    }
}

/**
 * sk_order_sort:
 * @agenda: an agenda whose graph is linked
 *
 * Lays the jobs out anew: first the eligible ones, most important first but
 * each after what it waits for, then those that are left alone.  What they
 * claimed is forgotten.
 */
void
sk_order_sort (SkAgenda *agenda)
{
  g_autofree Key *memory = g_new (Key, (gsize) agenda->n_jobs * 2 + 1);
  Key *keys = memory;
  Key *spare = memory + agenda->n_jobs;
  int n = 0;
  int n_left = 0;

  for (int i = 0; i < agenda->n_jobs; i++)
    if (agenda->jobs[i].role != SK_JOB_LEFT_ALONE)
      keys[n++] = (Key) { get_key (&agenda->claims[i]), i };

  sort_keys (&keys, &spare, n);
  sort_ties (agenda, keys, n);
  if (agenda->blockers->len > 0)
    take_in_turn (agenda, keys, n);

  for (int i = 0; i < agenda->n_jobs; i++)
    if (agenda->jobs[i].role == SK_JOB_LEFT_ALONE)
      keys[n + n_left++].number = i;

  agenda->n_eligible = n;
  g_clear_pointer (&agenda->claims, g_free);
  arrange (agenda, keys);
  if (agenda->blockers->len > 0)
    number_circles (agenda);
}
