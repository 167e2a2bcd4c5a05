/* sk-exact-search.c — the best plan of a small case: all of them are considered
 *
 * Whatever can be kept can be kept by a plan in which each task begins after
 * the one before it has ended, as early as it can.  So the question whether
 * some promises can be kept needs one number per set of tasks: how early that
 * set can be behind us.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-exact-private.h"

/* The free time beside what is placed: per job, where it fits from a slot on. */
typedef struct
{
  SkExact  *exact;
  gboolean *taken;              /* per slot */
  int      *room;               /* per slot: free slots from there on in its range */
  int      *fits[SK_EXACT_MOST];  /* per slot: the first start from there on, or NEVER */
} Room;

static void
room_measure (Room *self)
{
  SkExact *exact = self->exact;
  int n = exact->n_slots;

  self->room[n] = 0;
  for (int i = n - 1; i >= 0; i--)
    {
      if (!exact->open[i] || self->taken[i])
        self->room[i] = 0;
      else
        self->room[i] = exact->fence[i] ? 1 : self->room[i + 1] + 1;
    }

  for (guint job = 0; job < exact->n; job++)
    {
      self->fits[job][n] = SK_EXACT_NEVER;
      for (int i = n - 1; i >= 0; i--)
        self->fits[job][i] = self->room[i] >= exact->jobs[job].length ? i
                                                                      : self->fits[job][i + 1];
    }
}

static void
room_init (Room    *self,
           SkExact *exact)
{
  *self = (Room) {
    .exact = exact,
    .taken = g_new0 (gboolean, exact->n_slots + 1),
    .room = g_new0 (int, exact->n_slots + 1),
  };
  for (guint i = 0; i < exact->n; i++)
    self->fits[i] = g_new (int, exact->n_slots + 1);
  room_measure (self);
}

static void
room_clear (Room *self)
{
  g_free (self->taken);
  g_free (self->room);
  for (guint i = 0; i < self->exact->n; i++)
    g_free (self->fits[i]);
}

static void
room_take (Room     *self,
           guint     job,
           int       start,
           gboolean  taken)
{
  for (int i = start; i < start + self->exact->jobs[job].length; i++)
    self->taken[i] = taken;
  room_measure (self);
}

static int
room_find (Room  *self,
           guint  job,
           int    from)
{
  return self->fits[job][MIN (from, self->exact->n_slots)];
}

static guint
mask_of_n (guint n)
{
  return (1u << n) - 1;
}

/* Not before its earliest start nor the end of a placed blocker; never, if a
 * blocker is neither placed nor among @coming. */
static int
earliest_of (SkExact           *self,
             const SkExactPlan *plan,
             guint              job,
             guint              coming)
{
  int earliest = self->jobs[job].earliest;

  for (guint i = 0; i < self->n; i++)
    {
      if (!(self->jobs[job].blockers >> i & 1) || coming >> i & 1)
        continue;
      if (plan->starts[i] == SK_EXACT_NOWHERE)
        return SK_EXACT_NEVER;
      earliest = MAX (earliest, sk_exact_end_of (self, plan, i));
    }

  return earliest;
}

/* Tasks that are still to be placed, as a puzzle of their own. */
typedef struct
{
  Room  *room;
  guint  n;
  guint  jobs[SK_EXACT_MOST];
  int    earliest[SK_EXACT_MOST];
  int    latest_end[SK_EXACT_MOST];
  guint  blockers[SK_EXACT_MOST];       /* among these */
} Puzzle;

/* @promised says whose due dates count. */
static void
puzzle_init (Puzzle            *self,
             Room              *room,
             const SkExactPlan *plan,
             guint              wanted,
             guint              promised)
{
  SkExact *exact = room->exact;

  *self = (Puzzle) { .room = room };
  for (guint i = 0; i < exact->n; i++)
    if (wanted >> i & 1)
      {
        self->earliest[self->n] = earliest_of (exact, plan, i, wanted);
        self->latest_end[self->n] = promised >> i & 1 ? exact->jobs[i].latest_end
                                                      : SK_EXACT_NEVER;
        self->jobs[self->n++] = i;
      }

  for (guint i = 0; i < self->n; i++)
    for (guint k = 0; k < self->n; k++)
      if (exact->jobs[self->jobs[i]].blockers >> self->jobs[k] & 1)
        self->blockers[i] |= 1u << k;
}

/* When @i is over if it begins at @from at the earliest. */
static int
puzzle_end (Puzzle *self,
            guint   i,
            int     from)
{
  if (self->earliest[i] == SK_EXACT_NEVER)
    return SK_EXACT_NEVER;

  int start = room_find (self->room, self->jobs[i], MAX (from, self->earliest[i]));

  return start == SK_EXACT_NEVER ? start
                                 : start + self->room->exact->jobs[self->jobs[i]].length;
}

static gboolean
puzzle_is_lost (Puzzle *self,
                guint   set,
                int     from)
{
  for (guint i = 0; i < self->n; i++)
    if (!(set >> i & 1))
      {
        int end = puzzle_end (self, i, from);

        if (end == SK_EXACT_NEVER || end > self->latest_end[i])
          return TRUE;
      }

  return FALSE;
}

/* Whether all can be placed, each by its latest end. */
static gboolean
puzzle_is_solvable (Puzzle *self)
{
  guint all = mask_of_n (self->n);
  g_autofree int *behind = g_new (int, (gsize) all + 1);

  behind[0] = 0;
  for (guint set = 1; set <= all; set++)
    behind[set] = SK_EXACT_NEVER;

  for (guint set = 0; set < all; set++)
    {
      if (behind[set] == SK_EXACT_NEVER || puzzle_is_lost (self, set, behind[set]))
        continue;
      for (guint i = 0; i < self->n; i++)
        if (!(set >> i & 1) && (self->blockers[i] & ~set) == 0)
          {
            int end = puzzle_end (self, i, behind[set]);

            behind[set | 1u << i] = MIN (behind[set | 1u << i], end);
          }
    }

  return behind[all] != SK_EXACT_NEVER;
}

static guint
with_blockers (SkExact *self,
               guint    job)
{
  guint set = 1u << job;

  for (guint i = 0; i < self->n; i++)
    if (self->jobs[job].blockers >> i & 1 && !sk_exact_is_fixed (&self->jobs[i]))
      set |= with_blockers (self, i);

  return set;
}

static gboolean
may_be_promised (const SkExactJob *job)
{
  return !sk_exact_is_fixed (job) && !job->hopeless && job->due != G_MAXINT64;
}

/* Most important first, whoever can be on time beside those before. */
static guint
promise (Room              *room,
         const SkExactPlan *plan,
         guint             *needed)
{
  SkExact *self = room->exact;
  guint promised = 0;

  *needed = 0;
  for (guint i = 0; i < self->n; i++)
    {
      guint wanted = *needed | with_blockers (self, i);
      Puzzle puzzle;

      if (!may_be_promised (&self->jobs[i]))
        continue;
      puzzle_init (&puzzle, room, plan, wanted, promised | 1u << i);
      if (puzzle_is_solvable (&puzzle))
        {
          promised |= 1u << i;
          *needed = wanted;
        }
    }

  return promised;
}

/* The earliest start at which all that is promised can still be kept. */
static void
place (Room        *room,
       SkExactPlan *plan,
       guint        job,
       guint        needed,
       guint        promised)
{
  SkExact *self = room->exact;
  int latest_end = promised >> job & 1 ? self->jobs[job].latest_end : SK_EXACT_NEVER;
  int from = earliest_of (self, plan, job, 0);

  if (from == SK_EXACT_NEVER)
    return;

  for (int start = room_find (room, job, from); start != SK_EXACT_NEVER;
       start = room_find (room, job, start + 1))
    {
      Puzzle puzzle;

      if (start + self->jobs[job].length > latest_end)
        break;
      sk_exact_plan_put (self, plan, job, start);
      room_take (room, job, start, TRUE);
      puzzle_init (&puzzle, room, plan, needed & ~mask_of_n (job + 1), promised);
      if (puzzle_is_solvable (&puzzle))
        return;
      room_take (room, job, start, FALSE);
      sk_exact_plan_put (self, plan, job, -1);
    }

  g_assert_false (needed >> job & 1);
}

static void
place_all (SkExact     *self,
           SkExactPlan *plan,
           gboolean     due_dates)
{
  guint needed = 0, promised = 0;
  Room room;

  sk_exact_plan_begin (self, plan);
  room_init (&room, self);
  if (due_dates)
    promised = promise (&room, plan, &needed);
  for (guint i = 0; i < self->n; i++)
    if (!sk_exact_is_fixed (&self->jobs[i]))
      place (&room, plan, i, needed, promised);
  room_clear (&room);
}

/**
 * sk_exact_solve:
 * @self: a case
 * @plan: (out caller-allocates): its best plan
 *
 * The one whose due dates no plan keeps better, and among those the one in
 * which the most important tasks are as early as they can be.
 */
void
sk_exact_solve (SkExact     *self,
                SkExactPlan *plan)
{
  place_all (self, plan, TRUE);
}

/**
 * sk_exact_plan_by_rank:
 * @self: a case
 * @plan: (out caller-allocates): the plan that does not know of due dates
 *
 * Each task in turn takes the earliest place that fits.
 */
void
sk_exact_plan_by_rank (SkExact     *self,
                       SkExactPlan *plan)
{
  place_all (self, plan, FALSE);
}

/* How early a set can be behind us with so many of it on time. */
static int *
behind_of (int   *table,
           guint  set,
           guint  n_on_time)
{
  return &table[set * (SK_EXACT_MOST + 1) + n_on_time];
}

static void
append_each (Puzzle *puzzle,
             int    *table,
             guint   set,
             guint   n_on_time)
{
  int from = *behind_of (table, set, n_on_time);

  for (guint i = 0; i < puzzle->n; i++)
    if (!(set >> i & 1) && (puzzle->blockers[i] & ~set) == 0)
      {
        const SkExactJob *job = &puzzle->room->exact->jobs[puzzle->jobs[i]];
        int end = puzzle_end (puzzle, i, from);
        gboolean on_time = may_be_promised (job) && end <= job->latest_end;
        int *behind = behind_of (table, set | 1u << i, n_on_time + on_time);

        *behind = MIN (*behind, end);
      }
}

static guint
count_most_on_time (Puzzle *puzzle)
{
  guint n_sets = 1u << puzzle->n, most = 0;
  gsize size = (gsize) n_sets * (SK_EXACT_MOST + 1);
  g_autofree int *table = g_new (int, size);

  for (gsize i = 0; i < size; i++)
    table[i] = SK_EXACT_NEVER;
  *behind_of (table, 0, 0) = 0;

  for (guint set = 0; set < n_sets; set++)
    for (guint k = 0; k <= puzzle->n; k++)
      if (*behind_of (table, set, k) != SK_EXACT_NEVER)
        {
          most = MAX (most, k);
          append_each (puzzle, table, set, k);
        }

  return most;
}

/**
 * sk_exact_count_least_late:
 * @self: a case
 *
 * Returns: the least number of due dates that any plan misses, whatever the
 *   ranks
 */
guint
sk_exact_count_least_late (SkExact *self)
{
  SkExactPlan plan;
  Puzzle puzzle;
  Room room;
  guint wanted = 0;

  for (guint i = 0; i < self->n; i++)
    if (may_be_promised (&self->jobs[i]))
      wanted |= with_blockers (self, i);

  room_init (&room, self);
  sk_exact_plan_begin (self, &plan);
  puzzle_init (&puzzle, &room, &plan, wanted, 0);

  guint n_late = sk_exact_plan_count_late (&plan) - count_most_on_time (&puzzle);

  room_clear (&room);

  return n_late;
}
