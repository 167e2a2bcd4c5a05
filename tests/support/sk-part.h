/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A test cannot run because a real part is missing here.  Where
 * SLOTKEEPER_REQUIRE is set, that is a failure: see the header of ./run. */
static inline void
sk_part_missing (const char *why)
{
  const char *required = g_getenv ("SLOTKEEPER_REQUIRE");

  if (required != NULL && *required != '\0' && *required != '0')
    g_test_fail_printf ("%s", why);
  else
    g_test_skip (why);
}
