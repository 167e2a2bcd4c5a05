/* sk-check-graph.c — who waits for whom, and what that is worth
 *
 * The graph is that of the tasks to be planned, fixed ones included.  Circles
 * are its strongly connected components (Tarjan, without recursion), which
 * come out blockers first: the one pass that hands down ranks and due dates
 * goes through them backwards.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#include <math.h>

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))
#define EDGE(i) (g_array_index (self->edges, guint, (i)))

/* Done and canceled blockers are none. */
static gboolean
is_over (SkTask *task)
{
  SkStanding standing = sk_task_get_standing (task);

  return standing == SK_STANDING_DONE || standing == SK_STANDING_CANCELED;
}

static void
read_edges (SkCheck    *self,
            SkCheckRow *row)
{
  const char *const *ids = sk_task_get_blocked_by (row->task);

  row->edges = self->edges->len;
  if (row->role == SK_CHECK_LEFT_ALONE || ids == NULL)
    return;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      guint blocker;

      if (!sk_snapshot_find (self->snapshot, ids[i], &blocker))
        row->gone = TRUE;
      else if (!is_over (ROW (blocker)->task))
        g_array_append_val (self->edges, blocker);
    }

  row->n_edges = self->edges->len - row->edges;
}

typedef struct
{
  guint  *seen;                 /* when a row was first met; 0: never */
  guint  *low;
  guint  *next;                 /* the edge to follow next */
  GArray *path;
  GArray *open;
  guint   clock;
  guint   n_components;
} Walk;

static void
enter (Walk  *walk,
       guint  i)
{
  walk->seen[i] = walk->low[i] = ++walk->clock;
  g_array_append_val (walk->path, i);
  g_array_append_val (walk->open, i);
}

static void
leave (SkCheck *self,
       Walk    *walk,
       guint    i)
{
  guint member, n = 0;

  g_array_set_size (walk->path, walk->path->len - 1);
  if (walk->path->len > 0)
    {
      guint above = g_array_index (walk->path, guint, walk->path->len - 1);

      walk->low[above] = MIN (walk->low[above], walk->low[i]);
    }

  if (walk->low[i] != walk->seen[i])
    return;

  walk->n_components++;
  do
    {
      member = g_array_index (walk->open, guint, walk->open->len - 1);
      g_array_set_size (walk->open, walk->open->len - 1);
      ROW (member)->component = walk->n_components;
      ROW (member)->cycle = i == member && n == 0 ? 0 : walk->n_components;
      n++;
    }
  while (member != i);
}

static void
find_circles (SkCheck *self,
              Walk    *walk,
              guint    root)
{
  enter (walk, root);

  while (walk->path->len > 0)
    {
      guint i = g_array_index (walk->path, guint, walk->path->len - 1);

      if (walk->next[i] == ROW (i)->n_edges)
        {
          leave (self, walk, i);
          continue;
        }

      guint to = EDGE (ROW (i)->edges + walk->next[i]++);

      if (ROW (to)->role == SK_CHECK_LEFT_ALONE)
        continue;
      if (walk->seen[to] == 0)
        enter (walk, to);
      else if (ROW (to)->component == 0)
        walk->low[i] = MIN (walk->low[i], walk->seen[to]);
    }
}

/* What stays are the edges that count. */
static void
drop_inner_edges (SkCheck    *self,
                  SkCheckRow *row)
{
  guint n = 0;

  for (guint i = 0; i < row->n_edges; i++)
    {
      SkCheckRow *blocker = ROW (EDGE (row->edges + i));

      if (blocker == row)
        row->cycle = row->component;
      if (blocker->component == row->component)
        continue;

      EDGE (row->edges + n++) = EDGE (row->edges + i);
      blocker->holds_up = TRUE;
    }

  row->n_edges = n;
}

static int
compare_components (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  SkCheck *self = user_data;
  guint left = ROW (*(const guint *) a)->component, right = ROW (*(const guint *) b)->component;

  return left > right ? -1 : left < right;
}

/* A blocker is worth as much as the best of what it holds up. */
static void
hand_down (SkCheck *self,
           GArray  *indices)
{
  g_array_sort_with_data (indices, compare_components, self);

  for (guint k = 0; k < indices->len; k++)
    {
      const SkCheckRow *row = ROW (g_array_index (indices, guint, k));

      for (guint i = 0; i < row->n_edges; i++)
        {
          SkCheckRow *blocker = ROW (EDGE (row->edges + i));

          blocker->urgent = MIN (blocker->urgent, row->urgent);
          if (isnan (blocker->rank) || row->rank > blocker->rank)
            blocker->rank = row->rank;
        }
    }
}

/* Finds edges, circles and importance. */
void
sk_check_graph_read (SkCheck *self)
{
  guint n = self->rows->len;
  g_autofree guint *numbers = g_new0 (guint, 3 * n + 1);
  g_autoptr(GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) indices = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  Walk walk = { numbers, numbers + n, numbers + 2 * n, path, open, 0, 0 };

  for (guint i = 0; i < n; i++)
    {
      read_edges (self, ROW (i));
      if (!sk_task_get_rank (ROW (i)->task, &ROW (i)->rank))
        ROW (i)->rank = (double) NAN;
    }

  for (guint i = 0; i < n; i++)
    if (ROW (i)->role != SK_CHECK_LEFT_ALONE)
      {
        if (walk.seen[i] == 0)
          find_circles (self, &walk, i);
        g_array_append_val (indices, i);
      }

  for (guint i = 0; i < n; i++)
    drop_inner_edges (self, ROW (i));
  hand_down (self, indices);
}

/* What @blocker means for what it blocks. */
static void
apply_edge (SkCheckRow *row,
            SkCheckRow *blocker)
{
  SkSpan place = blocker->place;

  if (blocker->role == SK_CHECK_LEFT_ALONE)
    place = sk_check_is_by_hand (blocker) ? blocker->source : (SkSpan) { 0, 0 };

  if (sk_span_is_empty (place))
    row->stuck = blocker->task;
  else
    row->after = MAX (row->after, place.end);

  if (!sk_span_is_empty (row->place))
    blocker->before = MIN (blocker->before, row->place.start);
}

/* Once every place is known. */
void
sk_check_graph_apply (SkCheck *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (guint k = 0; k < ROW (i)->n_edges; k++)
      apply_edge (ROW (i), ROW (EDGE (ROW (i)->edges + k)));
}
