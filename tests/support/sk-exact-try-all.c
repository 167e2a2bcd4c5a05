/* sk-exact-try-all.c — the best plan of a tiny case, by taking every turn there is
 *
 * Whatever the best plan is: whoever takes its tasks in the order in which
 * they begin, each at the earliest place, finds it.  That is slow and short,
 * and does not share the search's idea of how to look.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-exact-private.h"

typedef struct
{
  SkExact     *exact;
  gboolean    *taken;           /* per slot */
  SkExactPlan  plan;            /* so far */
  guint        placed;          /* a bit per job that had its turn */
  SkExactPlan *best;
  gboolean     found;
} Trial;

static gboolean
fits (Trial *self,
      int    start,
      int    length)
{
  if (start + length > self->exact->n_slots)
    return FALSE;

  for (int i = start; i < start + length; i++)
    if (!self->exact->open[i] || self->taken[i] ||
        (self->exact->fence[i] && i < start + length - 1))
      return FALSE;

  return TRUE;
}

/* Negative: nowhere. */
static int
find_place (Trial *self,
            guint  job)
{
  const SkExactJob *it = &self->exact->jobs[job];
  int start = it->earliest;

  for (guint i = 0; i < self->exact->n; i++)
    {
      if (!(it->blockers >> i & 1))
        continue;
      if (self->plan.starts[i] == SK_EXACT_NOWHERE)
        return -1;
      start = MAX (start, sk_exact_end_of (self->exact, &self->plan, i));
    }

  while (start < self->exact->n_slots && !fits (self, start, it->length))
    start++;

  return start < self->exact->n_slots ? start : -1;
}

static void
mark (Trial    *self,
      guint     job,
      int       start,
      gboolean  taken)
{
  for (int i = start; start >= 0 && i < start + self->exact->jobs[job].length; i++)
    self->taken[i] = taken;
}

static void
take_turns (Trial *self)
{
  gboolean over = TRUE;

  for (guint i = 0; i < self->exact->n; i++)
    {
      if (self->placed >> i & 1)
        continue;
      over = FALSE;
      if ((self->exact->jobs[i].blockers & ~self->placed) != 0)
        continue;

      int start = find_place (self, i);

      mark (self, i, start, TRUE);
      sk_exact_plan_put (self->exact, &self->plan, i, start);
      self->placed |= 1u << i;
      take_turns (self);
      self->placed &= ~(1u << i);
      sk_exact_plan_put (self->exact, &self->plan, i, -1);
      mark (self, i, start, FALSE);
    }

  if (over && (!self->found || sk_exact_plan_compare (&self->plan, self->best) > 0))
    {
      *self->best = self->plan;
      self->found = TRUE;
    }
}

/**
 * sk_exact_try_all:
 * @self: a case of seven tasks at the most
 * @plan: (out caller-allocates): its best plan
 */
void
sk_exact_try_all (SkExact     *self,
                  SkExactPlan *plan)
{
  g_autofree gboolean *taken = g_new0 (gboolean, self->n_slots + 1);
  Trial trial = { .exact = self, .taken = taken, .best = plan };

  sk_exact_plan_begin (self, &trial.plan);
  for (guint i = 0; i < self->n; i++)
    if (sk_exact_is_fixed (&self->jobs[i]))
      trial.placed |= 1u << i;
  take_turns (&trial);
}
