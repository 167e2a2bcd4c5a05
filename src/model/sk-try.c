/* sk-try.c — a place that was looked at, and what is in the way
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-try.h"

static void
sk_try_clear (gpointer data)
{
  SkTry *self = data;

  g_clear_pointer (&self->title, g_free);
}

/**
 * sk_try_array_new:
 *
 * Returns: (transfer full) (element-type SkTry): nothing looked at yet
 */
GArray *
sk_try_array_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (SkTry));

  g_array_set_clear_func (array, sk_try_clear);

  return array;
}
