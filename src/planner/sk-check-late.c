/* sk-check-late.c — why due dates are missed, and how many have to be
 *
 * Of the reasons the first that is true has to be given.  Two of them are proved
 * for a task by itself, whatever else is planned: nothing that is not busy or
 * fixed is long enough in time; or what it waits for takes too long, even if
 * each of those had the world to itself.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkCheckTime, sk_check_time_free)

/* --- by itself --- */

/* When row number @index can begin at the earliest, if all that it waits for
 * ends as early as @alone says; without that, only what is fixed counts. */
static gint64
find_floor (SkCheck      *self,
            guint         index,
            const gint64 *alone)
{
  const SkCheckRow *row = ROW (index);
  gint64 floor = MAX (self->first, row->earliest);

  for (guint i = 0; i < row->n_edges; i++)
    {
      guint number = g_array_index (self->edges, guint, row->edges + i);
      const SkCheckRow *blocker = ROW (number);

      if (sk_check_is_fixed (blocker))
        floor = MAX (floor, blocker->place.end);
      else if (blocker->role == SK_CHECK_FREE)
        floor = MAX (floor, alone != NULL ? alone[number] : G_MININT64);
      else if (sk_check_is_by_hand (blocker))
        floor = MAX (floor, blocker->source.end);
    }

  return floor;
}

/* Of each row that anything waits for, when it would end if only what it waits
 * for itself were there.  Blockers come first in the sequence. */
static gint64 *
find_ends (SkCheck *self)
{
  gint64 *alone = g_new0 (gint64, self->rows->len + 1);

  for (guint k = 0; k < self->sequence->len; k++)
    {
      guint i = g_array_index (self->sequence, guint, k);
      SkSpan found, starts = { find_floor (self, i, alone), self->days->span.end };

      if (ROW (i)->holds_up && ROW (i)->role == SK_CHECK_FREE)
        alone[i] = sk_check_search_first (self, self->base, i, starts, &found) ? found.end
                                                                               : G_MAXINT64;
    }

  return alone;
}

static gboolean
may_meet_its_date (SkCheck *self,
                   guint    index,
                   gint64   floor)
{
  const SkCheckRow *row = ROW (index);
  SkSpan found, starts = { floor, row->due - row->length + 1 };

  return row->length > 0 && sk_check_search_first (self, self->base, index, starts, &found);
}

static SkLateWhy
find_proof (SkCheck      *self,
            guint         index,
            const gint64 *alone)
{
  const SkCheckRow *row = ROW (index);

  if (row->due <= self->at)
    return SK_LATE_PAST_DUE;
  if (sk_check_is_fixed (row) || !may_meet_its_date (self, index, find_floor (self, index, NULL)))
    return SK_LATE_NO_STRETCH;
  if (row->n_edges > 0 && !may_meet_its_date (self, index, find_floor (self, index, alone)))
    return SK_LATE_BLOCKER_LATE;

  return SK_LATE_NOT;
}

static gboolean
misses_its_date (const SkCheckRow *row)
{
  if (row->due == G_MAXINT64)
    return FALSE;

  return row->placement != NULL ? row->place.end > row->due : row->unplaced != NULL;
}

/* --- beside others --- */

/* @time is what those before @row in the sequence leave that meet a due date;
 * @others, whether there are any. */
static gboolean
is_right_reason (SkCheck          *self,
                 const SkCheckRow *row,
                 SkCheckTime      *time,
                 gboolean          others)
{
  SkLateWhy why = row->placement->late_why;

  if (row->proof == SK_LATE_PAST_DUE)
    return why == SK_LATE_PAST_DUE;
  if (!sk_rules_get_due_dates (self->rules))
    return why == SK_LATE_NOT_ASKED;
  if (row->proof != SK_LATE_NOT)
    return why == row->proof;

  switch (why)
    {
    case SK_LATE_NO_TIME:
      return sk_check_time_left (time, row->due) < row->length;

    case SK_LATE_PROMISED_TO_OTHERS:
      return others;

    case SK_LATE_BLOCKER_LATE:
      /* each of them alone is no proof, but all of them may be */
      return row->n_edges > 0 && !others;

    case SK_LATE_SEARCH_LIMIT:
      return TRUE;

    case SK_LATE_NOT:
    case SK_LATE_PAST_DUE:
    case SK_LATE_NO_STRETCH:
    case SK_LATE_NOT_ASKED:
    default:
      return FALSE;
    }
}

static void
check_reasons (SkCheck     *self,
               SkCheckTime *time)
{
  gboolean others = FALSE;

  for (guint k = 0; k < self->sequence->len; k++)
    {
      const SkCheckRow *row = ROW (g_array_index (self->sequence, guint, k));

      if (row->placement == NULL)
        continue;
      if (misses_its_date (row) && !is_right_reason (self, row, time, others))
        sk_check_complain (self, SK_PROMISE_LATE_WHY, row, NULL, row->place);
      if (!sk_check_is_promised (row) || sk_check_is_fixed (row))
        continue;

      sk_check_time_speak_for (time, row->promise, row->length);
      others = TRUE;
    }
}

/* --- in all --- */

typedef struct
{
  gint64 due;
  gint64 length;
} Work;

static int
compare_work (gconstpointer a,
              gconstpointer b)
{
  const Work *left = a, *right = b;

  return left->due < right->due ? -1 : left->due > right->due;
}

/* Moore and Hodgson: in order of due dates, whenever the time is short the
 * longest so far is given up.  Nobody has to give up fewer. */
static guint
count_given_up (SkCheckTime *time,
                GArray      *work)
{
  g_autoptr(GArray) heap = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 load = 0;
  guint n = 0;

  g_array_sort (work, compare_work);
  for (guint i = 0; i < work->len; i++)
    {
      const Work *next = &g_array_index (work, Work, i);

      load += next->length;
      sk_check_heap_push (heap, -next->length);
      if (load <= sk_check_time_until (time, next->due))
        continue;

      load += sk_check_heap_pop (heap);
      n++;
    }

  return n;
}

/* How many due dates any plan misses, as far as can be proved. */
static guint
count_hopeless (SkCheck     *self,
                SkCheckTime *time)
{
  g_autoptr(GArray) work = g_array_new (FALSE, FALSE, sizeof (Work));
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = ROW (i);
      Work one = { row->due, row->length };

      if (row->proof != SK_LATE_NOT)
        n++;
      else if (row->role == SK_CHECK_FREE && row->due < G_MAXINT64)
        g_array_append_val (work, one);
    }

  return n + count_given_up (time, work);
}

/* A plan is one of those that cannot have fewer. */
static void
check_bound (SkCheck     *self,
             SkCheckTime *time)
{
  SkSummary summary = sk_plan_summarize (self->plan);

  if (summary.lower_bound_late > 0 &&
      summary.lower_bound_late > MIN (summary.late, count_hopeless (self, time)))
    sk_complaint_array_add (self->complaints, SK_PROMISE_BOUND, NULL, NULL, (SkSpan) { 0, 0 });
}

/* Why a due date is missed, and how many are said to be missed by any plan. */
void
sk_check_late (SkCheck *self)
{
  g_autoptr(SkCheckTime) time = sk_check_time_new (self);
  g_autofree gint64 *alone = find_ends (self);

  for (guint i = 0; i < self->rows->len; i++)
    if (misses_its_date (ROW (i)))
      ROW (i)->proof = find_proof (self, i, alone);

  check_reasons (self, time);
  check_bound (self, time);
}
