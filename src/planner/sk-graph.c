/* sk-graph.c — who waits for whom
 *
 * Tasks name their blockers; here names become edges.  A circle of blockers
 * is found (Tarjan's strongly connected components, without recursion: a
 * chain may be as long as the list) and the edges inside it are dropped.
 * What a task holds up lends it its rank and its due date.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-graph.h"

#define UNSEEN 0

typedef struct
{
  guint *number;                /* when a job was first seen, from 1 */
  guint *low;                   /* the earliest job of its circle known so far */
  int   *next;                  /* which of its blockers comes next */
  guint *path;                  /* the jobs being looked at */
  guint  n_path;
  guint *open;                  /* the jobs whose circle is not known yet */
  guint  n_open;
  guint *component;             /* which circle a job belongs to, from 1 */
  guint  n_components;
  guint *finished;              /* all jobs, blockers before what they block */
  guint  n_finished;
  guint  count;
} Walk;

/* --- names to edges --- */

static void
add_blocker (SkAgenda *agenda,
             SkJob    *job,
             guint     index)
{
  SkJob *blocker = &agenda->jobs[index];
  SkSpan held;

  if (blocker->role != SK_JOB_LEFT_ALONE)
    {
      int number = (int) index;

      g_array_append_val (agenda->blockers, number);
      job->n_blockers++;
    }
  else if (blocker->left == SK_LEFT_DONE || blocker->left == SK_LEFT_CANCELED)
    {
      return;
    }
  else if (blocker->left == SK_LEFT_OPTED_OUT && sk_task_get_held_span (blocker->task, &held))
    {
      job->floor = MAX (job->floor, sk_horizon_position_from (agenda->horizon, held.end));
    }
  else if (job->lacking < 0 ||
           strcmp (sk_task_get_id (blocker->task),
                   sk_task_get_id (agenda->jobs[job->lacking].task)) < 0)
    {
      job->lacking = (int) index;
      job->waits_in_vain = TRUE;
    }
}

static void
read_blockers (SkAgenda *agenda,
               SkJob    *job)
{
  const char *const *ids = sk_task_get_blocked_by (job->task);

  job->first_blocker = (int) agenda->blockers->len;
  if (job->role == SK_JOB_LEFT_ALONE)
    return;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      guint index;

      if (sk_snapshot_find (agenda->snapshot, ids[i], &index))
        add_blocker (agenda, job, index);
      else
        job->warnings |= SK_WARNING_BLOCKER_GONE;
    }
}

/* --- circles --- */

static void
enter (Walk  *walk,
       guint  job)
{
  walk->number[job] = walk->low[job] = ++walk->count;
  walk->path[walk->n_path++] = job;
  walk->open[walk->n_open++] = job;
}

/* Everything opened since @job can be reached from it and reaches it. */
static void
close_component (Walk  *walk,
                 guint  job)
{
  guint member;

  walk->n_components++;
  do
    {
      member = walk->open[--walk->n_open];
      walk->component[member] = walk->n_components;
      walk->finished[walk->n_finished++] = member;
    }
  while (member != job);
}

static void
leave (Walk  *walk,
       guint  job)
{
  walk->n_path--;
  if (walk->low[job] == walk->number[job])
    close_component (walk, job);
  if (walk->n_path > 0)
    {
      guint parent = walk->path[walk->n_path - 1];
      walk->low[parent] = MIN (walk->low[parent], walk->low[job]);
    }
}

static void
walk_from (SkAgenda *agenda,
           Walk     *walk,
           guint     start)
{
  enter (walk, start);

  while (walk->n_path > 0)
    {
      guint at = walk->path[walk->n_path - 1];
      const SkJob *job = &agenda->jobs[at];

      if (walk->next[at] == job->n_blockers)
        {
          leave (walk, at);
          continue;
        }

      guint blocker = g_array_index (agenda->blockers, guint,
                                     job->first_blocker + walk->next[at]++);

      if (walk->number[blocker] == UNSEEN)
        enter (walk, blocker);
      else if (walk->component[blocker] == 0)
        walk->low[at] = MIN (walk->low[at], walk->number[blocker]);
    }
}

/* Drops the edges that stay inside a circle, and says so. */
static void
break_circles (SkAgenda *agenda,
               Walk     *walk)
{
  for (int i = 0; i < agenda->n_jobs; i++)
    {
      SkJob *job = &agenda->jobs[i];
      int n = 0;

      for (int k = 0; k < job->n_blockers; k++)
        {
          guint blocker = g_array_index (agenda->blockers, guint, job->first_blocker + k);

          if (walk->component[blocker] == walk->component[i])
            {
              job->cycle = walk->component[i];
              job->warnings |= SK_WARNING_BLOCKER_CYCLE;
            }
          else
            {
              g_array_index (agenda->blockers, guint, job->first_blocker + n++) = blocker;
            }
        }
      job->n_blockers = n;
    }
}

/* --- what is held up lends its importance --- */

static void
lend (const SkClaim *held_up,
      SkClaim       *blocker)
{
  if (held_up->is_ranked && (!blocker->is_ranked || held_up->rank > blocker->rank))
    {
      blocker->is_ranked = TRUE;
      blocker->rank = held_up->rank;
    }
  blocker->due = MIN (blocker->due, held_up->due);
}

/**
 * sk_graph_link:
 * @agenda: an agenda whose tasks are read
 *
 * Fills in who waits for whom.
 */
void
sk_graph_link (SkAgenda *agenda)
{
  g_autofree guint *memory = NULL;

  for (int i = 0; i < agenda->n_jobs; i++)
    read_blockers (agenda, &agenda->jobs[i]);
  if (agenda->blockers->len == 0)
    return;

  memory = g_new0 (guint, (gsize) agenda->n_jobs * 7);

  Walk walk = {
    .number = memory,
    .low = memory + agenda->n_jobs,
    .next = (int *) memory + (gsize) agenda->n_jobs * 2,
    .path = memory + (gsize) agenda->n_jobs * 3,
    .open = memory + (gsize) agenda->n_jobs * 4,
    .component = memory + (gsize) agenda->n_jobs * 5,
    .finished = memory + (gsize) agenda->n_jobs * 6,
  };

  /* who neither waits nor is waited for is never seen */
  for (int i = 0; i < agenda->n_jobs; i++)
    if (agenda->jobs[i].n_blockers > 0 && walk.number[i] == UNSEEN)
      walk_from (agenda, &walk, i);

  break_circles (agenda, &walk);

  for (guint i = walk.n_finished; i > 0; i--)
    {
      guint number = walk.finished[i - 1];
      const SkJob *job = &agenda->jobs[number];

      for (int k = 0; k < job->n_blockers; k++)
        lend (&agenda->claims[number],
              &agenda->claims[sk_agenda_get_blocker (agenda, job, k)]);
    }
}
