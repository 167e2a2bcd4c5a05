/* sk-tally.c — how many slots are left until the end of each day
 *
 * Work that is due on a day takes its slots from that day and every later one,
 * and what is asked is the least there is from some day on: both for each task,
 * with up to 365 days.  So the days are the leaves of a binary tree.  A node
 * knows how many slots its days add, and the least that adding them one after
 * the other comes to on the way: whatever is added before them, that is where
 * they are tightest.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-tally.h"

/* More than any day adds, and far from the largest number. */
#define PLENTY (G_MAXINT / 4)

typedef struct
{
  int sum;
  int least;
} Node;

struct _SkTally
{
  int  n_days;
  int  n_leaves;                /* a power of two, more than days; the rest change nothing */
  Node nodes[];                 /* 1 is the root; below i are 2i and 2i + 1 */
};

/**
 * sk_tally_new:
 * @n_days: how many days
 *
 * Returns: (transfer full): a tally that has to be counted first
 */
SkTally *
sk_tally_new (int n_days)
{
  int n_leaves = 1;

  while (n_leaves <= n_days)
    n_leaves *= 2;

  SkTally *self = g_malloc (sizeof (SkTally) + sizeof (Node) * 2 * (gsize) n_leaves);

  self->n_days = n_days;
  self->n_leaves = n_leaves;

  return self;
}

void
sk_tally_free (SkTally *self)
{
  g_free (self);
}

static void
add_up (SkTally *self,
        int      i)
{
  const Node *earlier = &self->nodes[2 * i];
  const Node *later = &self->nodes[2 * i + 1];

  self->nodes[i].sum = earlier->sum + later->sum;
  self->nodes[i].least = MIN (earlier->least, earlier->sum + later->least);
}

/**
 * sk_tally_count:
 * @self: a tally
 * @slots: per day, how many it adds
 *
 * Starts again, with nothing spoken for.
 */
void
sk_tally_count (SkTally   *self,
                const int *slots)
{
  Node *leaves = self->nodes + self->n_leaves;

  for (int day = 0; day < self->n_days; day++)
    leaves[day] = (Node) { slots[day], slots[day] };
  for (int day = self->n_days; day < self->n_leaves; day++)
    leaves[day] = (Node) { 0, PLENTY };

  for (int i = self->n_leaves - 1; i > 0; i--)
    add_up (self, i);
}

/* From the end of @day on there are @n_slots less. */
static void
take_from (SkTally *self,
           int      day,
           int      n_slots)
{
  int i = self->n_leaves + day;

  self->nodes[i].sum -= n_slots;
  self->nodes[i].least -= n_slots;
  while ((i /= 2) > 0)
    add_up (self, i);
}

/**
 * sk_tally_charge:
 * @self: a tally
 * @from: a day, counted from the first
 * @until: a later day, or how many days there are
 * @n_slots: how many slots
 *
 * Counts them as spoken for until the end of each day from @from to before
 * @until.
 */
void
sk_tally_charge (SkTally *self,
                 int      from,
                 int      until,
                 int      n_slots)
{
  take_from (self, from, n_slots);
  if (until < self->n_days)
    take_from (self, until, -n_slots);
}

/**
 * sk_tally_get:
 * @self: a tally
 * @day: a day, counted from the first
 *
 * Returns: what is left until the end of @day
 */
int
sk_tally_get (const SkTally *self,
              int            day)
{
  int i = self->n_leaves + day;
  int left = self->nodes[i].sum;

  for (; i > 1; i /= 2)
    if (i % 2 == 1)
      left += self->nodes[i - 1].sum;

  return left;
}

/**
 * sk_tally_get_least:
 * @self: a tally
 * @day: a day, counted from the first
 *
 * Returns: the least that is left until the end of @day, or of any later day
 */
int
sk_tally_get_least (const SkTally *self,
                    int            day)
{
  int i = self->n_leaves + day;
  int least = self->nodes[i].least;

  for (; i > 1; i /= 2)
    if (i % 2 == 0)
      least = MIN (least, self->nodes[i].sum + self->nodes[i + 1].least);
    else
      least += self->nodes[i - 1].sum;

  return least;
}

/* The last day below @i; the days before those below it come to @before. */
static int
descend (const SkTally *self,
         int            i,
         int            before,
         int            n_slots)
{
  while (i < self->n_leaves)
    {
      int halfway = before + self->nodes[2 * i].sum;
      gboolean is_later = halfway + self->nodes[2 * i + 1].least < n_slots;

      before = is_later ? halfway : before;
      i = 2 * i + is_later;
    }

  return i - self->n_leaves;
}

/**
 * sk_tally_find_last_short:
 * @self: a tally
 * @until: a day, counted from the first, or how many days there are
 * @n_slots: how many slots are wanted
 *
 * Returns: the last day before @until until whose end there are fewer, or -1
 */
int
sk_tally_find_last_short (const SkTally *self,
                          int            until,
                          int            n_slots)
{
  int end = self->n_leaves + until;
  int before = 0;

  for (int i = end; i > 1; i /= 2)
    if (i % 2 == 1)
      before += self->nodes[i - 1].sum;

  for (int i = end; i > 1; i /= 2)
    if (i % 2 == 1)
      {
        before -= self->nodes[i - 1].sum;
        if (before + self->nodes[i - 1].least < n_slots)
          return descend (self, i - 1, before, n_slots);
      }

  return -1;
}
