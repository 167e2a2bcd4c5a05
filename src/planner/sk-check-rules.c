/* sk-check-rules.c — where a task may be
 *
 * It judges places, whoever chose them: a plan's, or those of the world as it
 * would be after a write.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

/* Whether @span lies inside one open range of one planned day. */
static gboolean
is_in_hours (SkCheck *self,
             SkSpan   span)
{
  int i = sk_check_days_index (self->days, span.start);

  if (i < 0)
    return FALSE;

  const SkCheckDay *day = g_ptr_array_index (self->days->horizon, i);

  for (guint r = 0; r < day->n_ranges; r++)
    if (day->ranges[r].start <= span.start && span.end <= day->ranges[r].end)
      return TRUE;

  return FALSE;
}

/* The refused place that @span runs into; or NULL. */
const SkSpan *
sk_check_find_ban (SkCheck          *self,
                   const SkCheckRow *row,
                   SkSpan            span)
{
  for (guint i = 0; i < row->n_bans; i++)
    {
      const SkSpan *ban = &g_array_index (self->bans, SkSpan, row->bans + i);

      if (sk_span_overlaps (*ban, span))
        return ban;
    }

  return NULL;
}

/* Of rules that imply each other, the first that @place breaks. */
gboolean
sk_check_frame (SkCheck          *self,
                const SkCheckRow *row,
                SkSpan            place,
                SkPromise        *promise)
{
  if (row->length == 0 || sk_span_length (place) != row->length)
    *promise = SK_PROMISE_LENGTH;
  else if (place.start < self->at)
    *promise = SK_PROMISE_PAST;
  else if (place.end > self->days->span.end)
    *promise = SK_PROMISE_HORIZON;
  else if (sk_check_days_floor (self->days, place.start) != place.start)
    *promise = SK_PROMISE_GRID;
  else if (!is_in_hours (self, place))
    *promise = SK_PROMISE_HOURS;
  else
    return FALSE;

  return TRUE;
}

/* Whether @row could be at @place if it were alone in the world. */
gboolean
sk_check_may_be (SkCheck          *self,
                 const SkCheckRow *row,
                 SkSpan            place)
{
  SkPromise promise;

  return !sk_check_frame (self, row, place, &promise) && place.start >= row->earliest &&
         sk_check_find_ban (self, row, place) == NULL &&
         !sk_check_spans_hit (self->near, place);
}

/* Who holds the busy slot by hand, if it is a task. */
static SkTask *
find_holder (SkCheck *self,
             SkSpan   place)
{
  for (guint i = 0; i < self->busy->len; i++)
    {
      const SkCheckBusy *busy = &g_array_index (self->busy, SkCheckBusy, i);

      if (sk_span_overlaps (busy->span, place) && busy->task != NULL)
        return busy->task;
    }

  return NULL;
}

static void
check_alone (SkCheck          *self,
             const SkCheckRow *row)
{
  SkPromise promise;

  if (sk_check_frame (self, row, row->place, &promise))
    sk_check_complain (self, promise, row, NULL, row->place);
  if (row->place.start < row->earliest)
    sk_check_complain (self, SK_PROMISE_EARLIEST_START, row, NULL, row->place);
  if (sk_check_find_ban (self, row, row->place) != NULL)
    sk_check_complain (self, SK_PROMISE_BAN, row, NULL, row->place);
  if (sk_check_spans_hit (self->over, row->place))
    sk_check_complain (self, SK_PROMISE_BUSY, row, find_holder (self, row->place), row->place);
  else if (sk_check_spans_hit (self->near, row->place))
    sk_check_complain (self, SK_PROMISE_BUFFER, row, NULL, row->place);
}

/* The blocker to name is one that really is in the way. */
static void
check_blockers (SkCheck          *self,
                const SkCheckRow *row)
{
  SkTask *other = row->stuck;

  for (guint i = 0; other == NULL && i < row->n_edges; i++)
    {
      guint index = g_array_index (self->edges, guint, row->edges + i);
      const SkCheckRow *blocker = &g_array_index (self->rows, SkCheckRow, index);
      SkSpan span = blocker->role == SK_CHECK_LEFT_ALONE ? blocker->source : blocker->place;

      if (span.end > row->place.start)
        other = blocker->task;
    }

  if (other != NULL)
    sk_check_complain (self, SK_PROMISE_BLOCKER, row, other, row->place);
}

/* @earlier began first, or at the same time. */
static void
check_pair (SkCheck          *self,
            const SkCheckRow *earlier,
            const SkCheckRow *later)
{
  const SkCheckRow *row = later->judged ? later : earlier;
  const SkCheckRow *other = row == later ? earlier : later;

  if (sk_span_overlaps (earlier->place, later->place))
    sk_check_complain (self, SK_PROMISE_OVERLAP, row, other->task, row->place);
  else if (sk_span_overlaps (sk_span_widen (earlier->place, self->buffer), later->place))
    sk_check_complain (self, SK_PROMISE_BUFFER, row, other->task, row->place);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const SkCheckRow *left = *(SkCheckRow *const *) a, *right = *(SkCheckRow *const *) b;

  return left->place.start < right->place.start ? -1 : left->place.start > right->place.start;
}

/* One sweep: whoever meets anyone earlier meets the one that ends last.  What
 * is not judged may meet others of its kind. */
static void
check_pairs (SkCheck   *self,
             GPtrArray *placed)
{
  const SkCheckRow *judged = NULL, *given = NULL;

  g_ptr_array_sort (placed, compare_places);
  for (guint i = 0; i < placed->len; i++)
    {
      const SkCheckRow *row = g_ptr_array_index (placed, i);
      const SkCheckRow **last = row->judged ? &judged : &given;

      if (judged != NULL)
        check_pair (self, judged, row);
      if (given != NULL && row->judged)
        check_pair (self, given, row);
      if (*last == NULL || row->place.end > (*last)->place.end)
        *last = row;
    }
}

/* The rules of planner.md §1 and §2, for every place that is judged. */
void
sk_check_rules (SkCheck *self)
{
  g_autoptr(GPtrArray) placed = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      SkCheckRow *row = &g_array_index (self->rows, SkCheckRow, i);

      if (sk_span_is_empty (row->place) && row->placement == NULL)
        continue;

      g_ptr_array_add (placed, row);
      if (!row->judged)
        continue;
      check_alone (self, row);
      check_blockers (self, row);
    }

  check_pairs (self, placed);
  sk_check_limit (self);
}
