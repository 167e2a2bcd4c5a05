/* sk-check-heap.c — numbers, of which the least is next
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define KEY(i) (g_array_index (heap, gint64, (i)))

void
sk_check_heap_push (GArray *heap,
                    gint64  key)
{
  guint i = heap->len;

  g_array_append_val (heap, key);
  while (i > 0 && KEY ((i - 1) / 2) > key)
    {
      KEY (i) = KEY ((i - 1) / 2);
      i = (i - 1) / 2;
    }
  KEY (i) = key;
}

/* The least; there has to be one. */
gint64
sk_check_heap_pop (GArray *heap)
{
  gint64 least = KEY (0), last = KEY (heap->len - 1);
  guint i = 0, n = heap->len - 1;

  g_array_set_size (heap, n);
  while (2 * i + 1 < n)
    {
      guint child = 2 * i + 1;

      if (child + 1 < n && KEY (child + 1) < KEY (child))
        child++;
      if (KEY (child) >= last)
        break;

      KEY (i) = KEY (child);
      i = child;
    }
  if (n > 0)
    KEY (i) = last;

  return least;
}
