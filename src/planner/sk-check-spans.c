/* sk-check-spans.c — many stretches of time as one
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const SkSpan *left = a, *right = b;

  return left->start < right->start ? -1 : left->start > right->start;
}

/* Sorts @spans and joins what overlaps or touches. */
void
sk_check_spans_merge (GArray *spans)
{
  guint n = 0;

  g_array_sort (spans, compare_starts);
  for (guint i = 0; i < spans->len; i++)
    {
      SkSpan span = g_array_index (spans, SkSpan, i);
      SkSpan *last = n > 0 ? &g_array_index (spans, SkSpan, n - 1) : NULL;

      if (last != NULL && span.start <= last->end)
        last->end = MAX (last->end, span.end);
      else
        g_array_index (spans, SkSpan, n++) = span;
    }

  g_array_set_size (spans, n);
}

/* Whether @span overlaps any of the merged @spans. */
gboolean
sk_check_spans_hit (GArray *spans,
                    SkSpan  span)
{
  guint low = 0, high = spans->len;

  /* the first one that ends after @span begins */
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (spans, SkSpan, middle).end <= span.start)
        low = middle + 1;
      else
        high = middle;
    }

  return low < spans->len && sk_span_overlaps (g_array_index (spans, SkSpan, low), span);
}
