/* sk-order.c — who goes first
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-order.h"

/**
 * sk_order_compare:
 * @a: a job
 * @b: another one
 *
 * Higher rank first, no rank last; then earlier due, none last; then shorter;
 * then the id.  A total order, so a plan never depends on the order in which
 * the tasks were read (planner.md §2).
 *
 * Returns: less than 0 if @a goes first, greater than 0 if @b does
 */
int
sk_order_compare (const SkJob *a,
                  const SkJob *b)
{
  if (a->ranked != b->ranked)
    return a->ranked ? -1 : 1;
  if (a->ranked && (a->rank > b->rank || a->rank < b->rank))
    return a->rank > b->rank ? -1 : 1;
  if (a->order_due != b->order_due)
    return a->order_due < b->order_due ? -1 : 1;
  if (a->n_slots != b->n_slots)
    return a->n_slots < b->n_slots ? -1 : 1;

  return strcmp (sk_task_get_id (a->task), sk_task_get_id (b->task));
}

static int
compare_indices (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  SkAgenda *agenda = user_data;

  return sk_order_compare (&agenda->jobs[*(const guint *) a], &agenda->jobs[*(const guint *) b]);
}

/* The jobs that wait for nobody any more, the most important on top: a binary
 * heap of places in the order of importance. */
typedef struct
{
  guint *places;
  guint  n;
} Ready;

static void
push (Ready *ready,
      guint  place)
{
  guint i = ready->n++;

  for (; i > 0 && ready->places[(i - 1) / 2] > place; i = (i - 1) / 2)
    ready->places[i] = ready->places[(i - 1) / 2];
  ready->places[i] = place;
}

static guint
pop (Ready *ready)
{
  guint top = ready->places[0];
  guint last = ready->places[--ready->n];
  guint i = 0;

  for (guint child = 1; child < ready->n; child = 2 * i + 1)
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
  guint *first;                 /* per job, into @held_up; one more at the end */
  guint *held_up;
} Dependents;

static void
find_dependents (SkAgenda   *agenda,
                 Dependents *dependents)
{
  dependents->first = g_new0 (guint, (gsize) agenda->n_jobs + 2);
  dependents->held_up = g_new (guint, agenda->blockers->len);

  for (guint i = 0; i < agenda->n_jobs; i++)
    for (guint k = 0; k < agenda->jobs[i].n_blockers; k++)
      dependents->first[sk_agenda_get_blocker (agenda, &agenda->jobs[i], k) - agenda->jobs + 2]++;
  for (guint i = 2; i < agenda->n_jobs + 2; i++)
    dependents->first[i] += dependents->first[i - 1];
  for (guint i = 0; i < agenda->n_jobs; i++)
    for (guint k = 0; k < agenda->jobs[i].n_blockers; k++)
      {
        gsize blocker = (gsize) (sk_agenda_get_blocker (agenda, &agenda->jobs[i], k) -
                                 agenda->jobs);
        dependents->held_up[dependents->first[blocker + 1]++] = i;
      }
}

/* Takes the most important of those that are ready, until all are taken. */
static void
take_in_turn (SkAgenda    *agenda,
              const guint *sorted,
              guint        n)
{
  Dependents dependents;
  g_autofree guint *place_of = g_new0 (guint, agenda->n_jobs);
  g_autofree guint *n_waiting = g_new (guint, agenda->n_jobs);
  g_autofree guint *heap = g_new (guint, agenda->n_jobs);
  Ready ready = { heap, 0 };

  find_dependents (agenda, &dependents);
  for (guint i = 0; i < n; i++)
    {
      place_of[sorted[i]] = i;
      n_waiting[sorted[i]] = agenda->jobs[sorted[i]].n_blockers;
      if (n_waiting[sorted[i]] == 0)
        push (&ready, i);
    }

  while (ready.n > 0)
    {
      guint taken = sorted[pop (&ready)];

      agenda->sequence[agenda->n_eligible++] = taken;
      agenda->jobs[taken].position = agenda->n_eligible;
      for (guint i = dependents.first[taken]; i < dependents.first[taken + 1]; i++)
        if (--n_waiting[dependents.held_up[i]] == 0)
          push (&ready, place_of[dependents.held_up[i]]);
    }

  g_free (dependents.first);
  g_free (dependents.held_up);
}

/* Circles are numbered by their most important member, not by the order in
 * which the tasks were read. */
static void
number_circles (SkAgenda *agenda)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < agenda->n_eligible; i++)
    {
      SkJob *job = &agenda->jobs[agenda->sequence[i]];
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
 * Fills in the sequence: the eligible jobs, most important first, but each
 * after what it waits for.
 */
void
sk_order_sort (SkAgenda *agenda)
{
  g_autofree guint *sorted = g_new (guint, agenda->n_jobs);
  guint n = 0;

  for (guint i = 0; i < agenda->n_jobs; i++)
    if (agenda->jobs[i].state != SK_JOB_LEFT_ALONE)
      sorted[n++] = i;

  g_qsort_with_data (sorted, (int) n, sizeof (guint), compare_indices, agenda);
  take_in_turn (agenda, sorted, n);
  number_circles (agenda);
}
