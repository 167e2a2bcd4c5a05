/* sk-hand-off.c — a secret on its way to the service, through a pipe
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-hand-off.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#define MAX_BYTES 4096          /* a pipe takes that at once; the service refuses more */

/**
 * sk_hand_off_open:
 * @text: a secret
 *
 * Returns: a file descriptor that says it and then ends, to be closed by the
 *   caller; -1: there is none to be had
 */
int
sk_hand_off_open (const char *text)
{
  gsize length = MIN (strlen (text), MAX_BYTES + 1);
  int ends[2];
  gboolean is_written;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, NULL))
    return -1;

  is_written = write (ends[1], text, length) == (gssize) length;
  close (ends[1]);
  if (is_written)
    return ends[0];

  close (ends[0]);
  return -1;
}
