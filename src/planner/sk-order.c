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

typedef struct
{
  guint job;
  guint next;                   /* which of its blockers comes next */
} Step;

static void
step_into (SkAgenda *agenda,
           GArray   *steps,
           gboolean *entered,
           guint     job)
{
  Step step = { job, 0 };

  if (entered[job])
    return;

  /* of several blockers the more important goes first */
  g_qsort_with_data (&g_array_index (agenda->blockers, guint, agenda->jobs[job].first_blocker),
                     (int) agenda->jobs[job].n_blockers, sizeof (guint), compare_indices, agenda);
  entered[job] = TRUE;
  g_array_append_val (steps, step);
}

/* Appends @job to the sequence, what it waits for before it. */
static void
append_with_blockers (SkAgenda *agenda,
                      GArray   *steps,
                      gboolean *entered,
                      guint     job)
{
  step_into (agenda, steps, entered, job);

  while (steps->len > 0)
    {
      Step *step = &g_array_index (steps, Step, steps->len - 1);
      SkJob *at = &agenda->jobs[step->job];

      if (step->next < at->n_blockers)
        {
          step_into (agenda, steps, entered,
                     g_array_index (agenda->blockers, guint, at->first_blocker + step->next++));
          continue;
        }

      agenda->sequence[agenda->n_eligible++] = step->job;
      at->position = agenda->n_eligible;
      g_array_set_size (steps, steps->len - 1);
    }
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
  g_autofree gboolean *entered = g_new0 (gboolean, agenda->n_jobs);
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  guint n = 0;

  for (guint i = 0; i < agenda->n_jobs; i++)
    if (agenda->jobs[i].state != SK_JOB_LEFT_ALONE)
      sorted[n++] = i;

  g_qsort_with_data (sorted, (int) n, sizeof (guint), compare_indices, agenda);
  for (guint i = 0; i < n; i++)
    append_with_blockers (agenda, steps, entered, sorted[i]);

  number_circles (agenda);
}
