/* sk-clock.c — what time it is
 *
 * The only file that asks the machine.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-clock.h"

/**
 * sk_clock_now:
 * @self: a clock
 *
 * Returns: Unix seconds
 */
gint64
sk_clock_now (SkClock self)
{
  if (self.hand != NULL)
    return *self.hand;

  return self.stopped ? self.at : g_get_real_time () / G_USEC_PER_SEC;
}
