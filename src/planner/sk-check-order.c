/* sk-check-order.c — who is more important than whom, and what is promised
 *
 * The order of importance is total.  The sequence is that order, but each task
 * comes after what it waits for: of those that wait for nobody any more, the
 * most important is next.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#include <math.h>

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))
#define EDGE(i) (g_array_index (self->edges, guint, (i)))

/* Higher rank, then earlier due, then shorter, then by id; no rank comes last. */
static int
compare_importance (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  SkCheck *self = user_data;
  const SkCheckRow *left = ROW (*(const guint *) a), *right = ROW (*(const guint *) b);
  gboolean ranked = !isnan (left->rank);

  if (ranked != !isnan (right->rank))
    return ranked ? -1 : 1;
  if (ranked && (left->rank > right->rank || left->rank < right->rank))
    return left->rank > right->rank ? -1 : 1;
  if (left->urgent != right->urgent)
    return left->urgent < right->urgent ? -1 : 1;
  if (left->length != right->length)
    return left->length < right->length ? -1 : 1;

  return strcmp (sk_task_get_id (left->task), sk_task_get_id (right->task));
}

/* Of each row, how many it waits for and who waits for it: a chain of edges
 * whose first is @first[row], each followed by @next[edge]; 0 ends it. */
typedef struct
{
  guint *n_waiting;
  guint *first;
  guint *next;
  guint *waiter;                /* of an edge, the row it is one of */
} Waiting;

static void
list_waiting (SkCheck *self,
              Waiting *waiting)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (guint k = 0; k < ROW (i)->n_edges; k++)
      {
        guint edge = ROW (i)->edges + k, blocker = EDGE (edge);

        if (ROW (blocker)->role == SK_CHECK_LEFT_ALONE)
          continue;

        waiting->n_waiting[i]++;
        waiting->waiter[edge + 1] = i;
        waiting->next[edge + 1] = waiting->first[blocker];
        waiting->first[blocker] = edge + 1;
      }
}

static void
take_in_turn (SkCheck *self,
              Waiting *waiting,
              GArray  *sorted,
              GArray  *ready)
{
  for (guint k = 0; k < sorted->len; k++)
    {
      guint i = g_array_index (sorted, guint, k);

      ROW (i)->position = k;
      if (waiting->n_waiting[i] == 0)
        sk_check_heap_push (ready, k);
    }

  while (ready->len > 0)
    {
      guint i = g_array_index (sorted, guint, (guint) sk_check_heap_pop (ready));

      g_array_append_val (self->sequence, i);
      for (guint edge = waiting->first[i]; edge != 0; edge = waiting->next[edge])
        if (--waiting->n_waiting[waiting->waiter[edge]] == 0)
          sk_check_heap_push (ready, ROW (waiting->waiter[edge])->position);
    }

  for (guint k = 0; k < self->sequence->len; k++)
    ROW (g_array_index (self->sequence, guint, k))->position = k + 1;
}

/* Finds the sequence, and each row's position in it. */
void
sk_check_order_read (SkCheck *self)
{
  guint n = self->rows->len, n_edges = self->edges->len + 1;
  g_autoptr(GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  g_autoptr(GArray) ready = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree guint *numbers = g_new0 (guint, 2 * (gsize) n + 2 * (gsize) n_edges);
  Waiting waiting = { numbers, numbers + n, numbers + 2 * n, numbers + 2 * n + n_edges };

  for (guint i = 0; i < n; i++)
    if (ROW (i)->role != SK_CHECK_LEFT_ALONE)
      g_array_append_val (sorted, i);

  g_array_sort_with_data (sorted, compare_importance, self);
  list_waiting (self, &waiting);
  take_in_turn (self, &waiting, sorted, ready);
}

/* A due date that is met counts for all that had to be done before, whether
 * or not they meet their own.  Once every place is known. */
void
sk_check_order_promises (SkCheck *self)
{
  if (!sk_rules_get_due_dates (self->rules))
    return;

  for (guint k = self->sequence->len; k > 0; k--)
    {
      SkCheckRow *row = ROW (g_array_index (self->sequence, guint, k - 1));

      if (row->placement != NULL && row->due > self->at && row->place.end <= row->due)
        row->promise = MIN (row->promise, row->due);

      for (guint i = 0; i < row->n_edges; i++)
        {
          SkCheckRow *blocker = ROW (EDGE (row->edges + i));

          blocker->promise = MIN (blocker->promise, row->promise);
        }
    }
}
