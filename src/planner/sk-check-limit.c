/* sk-check-limit.c — how much of a day is filled
 *
 * What counts are open slots that are touched, whatever touches them, and each
 * of them once.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

/* What is busy and where tasks are, in whole slots. */
static GArray *
list_touched (SkCheck  *self,
              gboolean  all)
{
  GArray *touched = g_array_new (FALSE, FALSE, sizeof (SkSpan));

  g_array_append_vals (touched, self->over->data, self->over->len);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = &g_array_index (self->rows, SkCheckRow, i);

      if (!sk_span_is_empty (row->place) && (all || sk_check_is_fixed (row)))
        g_array_append_val (touched, row->place);
    }

  for (guint i = 0; i < touched->len; i++)
    {
      SkSpan *span = &g_array_index (touched, SkSpan, i);

      span->start = sk_check_days_floor (self->days, span->start);
      span->end = sk_check_days_ceil (self->days, span->end);
    }

  sk_check_spans_merge (touched);
  return touched;
}

static void
count_span (SkCheck *self,
            SkSpan   span,
            gint64  *filled)
{
  int first = sk_check_days_index (self->days, MAX (span.start, self->days->span.start));

  for (guint i = (guint) first; first >= 0 && i < self->days->horizon->len; i++)
    {
      const SkCheckDay *day = g_ptr_array_index (self->days->horizon, i);

      if (day->span.start >= span.end)
        break;

      for (guint r = 0; r < day->n_open; r++)
        filled[i] += MAX (0, MIN (span.end, day->open[r].end) -
                             MAX (span.start, day->open[r].start));
    }
}

/* Seconds of each planned day's open slots that are filled by what is busy and
 * fixed, or by @all there is. */
gint64 *
sk_check_limit_count (SkCheck  *self,
                      gboolean  all)
{
  gint64 *filled = g_new0 (gint64, self->days->horizon->len);

  if (sk_rules_get_day_limit_percent (self->rules) < 100)
    {
      g_autoptr(GArray) touched = list_touched (self, all);

      for (guint i = 0; i < touched->len; i++)
        count_span (self, g_array_index (touched, SkSpan, i), filled);
    }

  return filled;
}

/* The least important that is judged on each planned day; or NULL. */
static const SkCheckRow **
find_least (SkCheck *self)
{
  const SkCheckRow **least = g_new0 (const SkCheckRow *, self->days->horizon->len);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SkCheckRow *row = &g_array_index (self->rows, SkCheckRow, i);
      int day = row->judged ? sk_check_days_index (self->days, row->place.start) : -1;

      if (day >= 0 && (least[day] == NULL || least[day]->position < row->position))
        least[day] = row;
    }

  return least;
}

/* A day with a place that is judged has to keep the limit. */
void
sk_check_limit (SkCheck *self)
{
  if (sk_rules_get_day_limit_percent (self->rules) >= 100)
    return;

  g_autofree gint64 *filled = sk_check_limit_count (self, TRUE);
  g_autofree const SkCheckRow **least = find_least (self);

  for (guint i = 0; i < self->days->horizon->len; i++)
    {
      const SkCheckDay *day = g_ptr_array_index (self->days->horizon, i);

      if (least[i] != NULL && filled[i] > day->allowance)
        sk_check_complain (self, SK_PROMISE_LIMIT, least[i], NULL, least[i]->place);
    }
}
