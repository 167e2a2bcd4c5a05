/* sk-http-turns.c — when the next request may go
 *
 * So many in any minute, all at once if need be: that is what Notion counts,
 * and its average.  Whoever asks us to wait makes everybody wait who uses the
 * same key; whoever has blocked us is left alone for a while.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-http-turns.h"

#define WINDOW 60               /* seconds */

void
sk_http_turns_init (SkHttpTurns      *self,
                    const SkHttpPace *pace)
{
  *self = (SkHttpTurns) { .pace = *pace };
  self->pace.requests = MAX (self->pace.requests, 1);
  self->pace.at_once = MAX (self->pace.at_once, 1);
  g_queue_init (&self->sent);
}

void
sk_http_turns_clear (SkHttpTurns *self)
{
  g_queue_clear_full (&self->sent, g_free);
  g_clear_error (&self->closed_by);
}

static gint64
get_microseconds (SkHttpTurns *self,
                  gint64       seconds)
{
  return seconds * self->pace.second_ms * 1000;
}

/* Rounded up: whoever comes too early has to come again. */
static gint64
get_ms_until (gint64 when,
              gint64 now)
{
  return (when - now + 999) / 1000;
}

/**
 * sk_http_turns_take:
 * @self: the turns of a key
 *
 * Returns: milliseconds until one more request keeps the pace; 0: it may go,
 *   and counts
 */
gint64
sk_http_turns_take (SkHttpTurns *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 window = get_microseconds (self, WINDOW);
  gint64 *oldest;

  if (now < self->rest_until)
    return get_ms_until (self->rest_until, now);

  while ((oldest = g_queue_peek_head (&self->sent)) != NULL && *oldest + window <= now)
    g_free (g_queue_pop_head (&self->sent));

  if (g_queue_get_length (&self->sent) >= self->pace.requests)
    return get_ms_until (*oldest + window, now);

  g_queue_push_tail (&self->sent, g_memdup2 (&now, sizeof now));
  return 0;
}

/**
 * sk_http_turns_rest:
 * @self: the turns of a key
 * @ms: how long nothing goes; what is asked for in the meantime waits
 */
void
sk_http_turns_rest (SkHttpTurns *self,
                    gint64       ms)
{
  self->rest_until = MAX (self->rest_until, g_get_monotonic_time () + ms * 1000);
}

/**
 * sk_http_turns_close:
 * @self: the turns of a key
 * @seconds: how long nothing is even tried
 * @why: what whoever asks in the meantime is told
 */
void
sk_http_turns_close (SkHttpTurns  *self,
                     gint64        seconds,
                     const GError *why)
{
  g_clear_error (&self->closed_by);
  self->closed_by = g_error_copy (why);
  self->closed_until = g_get_monotonic_time () + get_microseconds (self, seconds);
}

/**
 * sk_http_turns_is_closed:
 * @self: the turns of a key
 * @why: why nothing is tried
 *
 * Returns: whether nothing is tried for now
 */
gboolean
sk_http_turns_is_closed (SkHttpTurns  *self,
                         GError      **why)
{
  if (g_get_monotonic_time () >= self->closed_until)
    return FALSE;

  g_propagate_error (why, g_error_copy (self->closed_by));
  return TRUE;
}
