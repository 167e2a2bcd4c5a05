/* sk-check-certificate.c — whether what is said to be in the way is
 *
 * A certificate is a list of stretches.  Each has to be true, and together
 * they have to hold every slot at which the task could have begun earlier, or
 * at all.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define ROW(i) (&g_array_index (self->rows, SkCheckRow, (i)))

/* A name may be left out, but not be another's. */
static gboolean
is_called (const SkBlocked *entry,
           const char      *title)
{
  return entry->title == NULL || *entry->title == '\0' || g_str_equal (entry->title, title);
}

static gboolean
is_busy (SkCheck         *self,
         const SkBlocked *entry)
{
  guint low = 0, high = self->busy->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->busy, SkCheckBusy, middle).span.start < entry->span.start)
        low = middle + 1;
      else
        high = middle;
    }

  for (; low < self->busy->len; low++)
    {
      const SkCheckBusy *busy = &g_array_index (self->busy, SkCheckBusy, low);

      if (busy->span.start != entry->span.start)
        break;
      if (busy->span.end == entry->span.end && is_called (entry, busy->title))
        return TRUE;
    }

  return FALSE;
}

/* Whether @other may be named as what @entry says is in the way of @row.  In a
 * plan from scratch the less important is in nobody's way but by its due date. */
static gboolean
may_be_named (SkCheck          *self,
              const SkCheckRow *row,
              const SkCheckRow *other,
              const SkBlocked  *entry)
{
  gboolean lesser = other->position > row->position;

  switch (entry->by)
    {
    case SK_BLOCKED_BY_PIN:
      return other->role == SK_CHECK_PINNED;

    case SK_BLOCKED_BY_PROMISE:
      return other->role == SK_CHECK_FREE && lesser && sk_check_is_promised (other);

    case SK_BLOCKED_BY_TASK:
      if (other->role != SK_CHECK_FREE)
        return other->role != SK_CHECK_PINNED;
      return !lesser ||
             (sk_rules_get_stability (self->rules) != SK_STABILITY_REBUILD &&
              (other->kept || sk_check_is_promised (other)));

    case SK_BLOCKED_BY_BUSY:
    case SK_BLOCKED_BY_HOURS:
    case SK_BLOCKED_BY_EARLIEST_START:
    case SK_BLOCKED_BY_BLOCKER:
    case SK_BLOCKED_BY_BUFFER:
    case SK_BLOCKED_BY_BAN:
    case SK_BLOCKED_BY_PAST:
    case SK_BLOCKED_BY_LIMIT:
    default:
      return FALSE;
    }
}

/* Another placement there. */
static gboolean
is_taken (SkCheck          *self,
          const SkCheckRow *row,
          const SkBlocked  *entry)
{
  guint low = 0, n = sk_plan_get_n_placements (self->plan), high = n, i;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (sk_plan_get_placement (self->plan, middle)->span.start < entry->span.start)
        low = middle + 1;
      else
        high = middle;
    }

  for (; low < n; low++)
    {
      const SkPlacement *other = sk_plan_get_placement (self->plan, low);

      if (other->span.start != entry->span.start)
        break;
      if (other == row->placement || other->span.end != entry->span.end ||
          !is_called (entry, sk_task_get_title (other->task)) ||
          !sk_snapshot_find (self->snapshot, sk_task_get_id (other->task), &i))
        continue;

      if (may_be_named (self, row, ROW (i), entry))
        return TRUE;
    }

  return FALSE;
}

/* Whether no whole slot of an open range is in @span; of an empty one, whether
 * no range goes through it. */
static gboolean
is_closed (SkCheck *self,
           SkSpan   span)
{
  int first = sk_check_days_index (self->days, MAX (span.start, self->days->span.start));

  for (guint i = (guint) first; first >= 0 && i < self->days->horizon->len; i++)
    {
      const SkCheckDay *day = g_ptr_array_index (self->days->horizon, i);

      if (day->span.start >= span.end)
        break;
      for (guint r = 0; r < day->n_open; r++)
        if (sk_span_overlaps (day->open[r], span))
          return FALSE;
    }

  return TRUE;
}

static gboolean
is_refused (SkCheck          *self,
            const SkCheckRow *row,
            SkSpan            span)
{
  for (guint i = 0; i < row->n_bans; i++)
    {
      const SkSpan *ban = &g_array_index (self->bans, SkSpan, row->bans + i);

      if (ban->start <= span.start && span.end <= ban->end)
        return TRUE;
    }

  return FALSE;
}

/* Whether @span is on one day, of which the others leave too little. */
static gboolean
is_full (SkCheck *self,
         guint    index,
         SkSpan   span)
{
  int i = sk_check_days_index (self->days, span.start);

  if (i < 0)
    return FALSE;

  const SkCheckDay *day = g_ptr_array_index (self->days->horizon, (guint) i);

  return span.end <= day->span.end &&
         sk_check_free_room (self->whole, (guint) i, index) < ROW (index)->length;
}

static gboolean
is_true (SkCheck         *self,
         guint            index,
         const SkBlocked *entry)
{
  const SkCheckRow *row = ROW (index);

  if (sk_span_is_empty (entry->span) &&
      (entry->by != SK_BLOCKED_BY_HOURS || entry->span.end < entry->span.start))
    return FALSE;

  switch (entry->by)
    {
    case SK_BLOCKED_BY_BUSY:
      return is_busy (self, entry);

    case SK_BLOCKED_BY_TASK:
    case SK_BLOCKED_BY_PROMISE:
    case SK_BLOCKED_BY_PIN:
      return is_taken (self, row, entry);

    case SK_BLOCKED_BY_HOURS:
      return is_closed (self, entry->span);

    case SK_BLOCKED_BY_EARLIEST_START:
      return entry->span.end <= row->earliest;

    case SK_BLOCKED_BY_BLOCKER:
      return entry->span.end <= row->after;

    case SK_BLOCKED_BY_BUFFER:
      return sk_check_free_covers (self->whole, entry->span, index);

    case SK_BLOCKED_BY_BAN:
      return is_refused (self, row, entry->span);

    case SK_BLOCKED_BY_PAST:
      return entry->span.end <= self->first;

    case SK_BLOCKED_BY_LIMIT:
      return is_full (self, index, entry->span);

    default:
      return FALSE;
    }
}

/* A slot at or after @from and before @to. */
static gboolean
find_slot (SkCheck *self,
           gint64   from,
           gint64   to,
           gint64  *slot)
{
  *slot = sk_check_days_ceil (self->days, from);

  return *slot < to;
}

/* A stretch holds the starts from which the task would run into it: later than
 * its own start less the task's length, earlier than its own end. */
static GArray *
list_held (const SkCheckRow *row,
           GArray           *entries)
{
  GArray *held = g_array_new (FALSE, FALSE, sizeof (SkSpan));

  for (guint i = 0; i < entries->len; i++)
    {
      SkSpan span = g_array_index (entries, SkBlocked, i).span;
      SkSpan starts = { span.start - row->length + 1, span.end };

      if (!sk_span_is_empty (starts))
        g_array_append_val (held, starts);
    }

  sk_check_spans_merge (held);

  return held;
}

/* Each start before @end is held. */
static void
check_cover (SkCheck          *self,
             const SkCheckRow *row,
             GArray           *entries,
             gint64            end)
{
  g_autoptr(GArray) held = list_held (row, entries);
  gint64 open_from = self->first, slot;

  for (guint i = 0; i < held->len && open_from < end; i++)
    {
      SkSpan starts = g_array_index (held, SkSpan, i);

      if (find_slot (self, open_from, MIN (starts.start, end), &slot))
        break;
      open_from = MAX (open_from, starts.end);
    }

  if (open_from < end && find_slot (self, open_from, end, &slot))
    sk_check_complain (self, SK_PROMISE_COVER, row, NULL,
                       (SkSpan) { slot, slot + row->length });
}

static void
check_entries (SkCheck *self,
               guint    index,
               GArray  *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const SkBlocked *entry = &g_array_index (entries, SkBlocked, i);

      if (!is_true (self, index, entry))
        sk_check_complain (self, SK_PROMISE_TRUE, ROW (index), NULL, entry->span);
    }
}

/* Who claims nothing has no certificate: it is made when it is asked for. */
void
sk_check_certificates (SkCheck *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = ROW (i);

      if (row->placement != NULL && row->placement->blocked != NULL)
        {
          check_entries (self, i, row->placement->blocked);
          if (!sk_check_is_fixed (row) && !row->kept)
            check_cover (self, row, row->placement->blocked, row->place.start);
        }
      else if (row->unplaced != NULL && row->unplaced->blocked != NULL)
        {
          check_entries (self, i, row->unplaced->blocked);
          if (row->unplaced->why == SK_UNPLACED_NO_ROOM)
            check_cover (self, row, row->unplaced->blocked, self->days->span.end);
        }
    }
}
