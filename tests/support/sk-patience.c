/* sk-patience.c — waiting for what happens through the main context
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-patience.h"

/* Longer than anything takes that is waited for: only a failure waits so long. */
#define PATIENCE_SECONDS 20

static gboolean
on_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Until @counter is @n or more; a test fails that waits in vain. */
void
sk_patience_wait (const guint *counter,
                  guint        n)
{
  gboolean is_over = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE_SECONDS, on_over, &is_over);

  while (!is_over && *counter < n)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (is_over);
  g_source_remove (timer);
}
