/* sk-http-retry.c — whether a request that went wrong is sent again
 *
 * It decides and counts; who waits and sends is sk-http.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-http-retry.h"

#include "sk-http-status.h"

#define MAX_LIMITED 6           /* tries of a request we were asked to slow down with */
#define MAX_FAILED 3            /* tries of a read that went wrong */
#define MAX_WAIT 300            /* seconds; whoever asks for more is asked again later */
#define MAX_BACK_OFF 60         /* seconds */

/* With up to a quarter of a second more, so that not all clients come back at once. */
static gint64
get_wait (SkHttpRetry *self,
          gint64       seconds)
{
  return seconds * self->second_ms + g_random_int_range (0, (gint32) self->second_ms / 4 + 1);
}

/**
 * sk_http_retry_get_wait:
 * @self: what has become of the request so far
 * @n: how often it came to nothing, at least once
 *
 * Returns: milliseconds to wait before the next try
 */
gint64
sk_http_retry_get_wait (SkHttpRetry *self,
                        guint        n)
{
  return get_wait (self, MIN (MAX_BACK_OFF, (gint64) 1 << MIN (n - 1, 10)));
}

/* Seconds, or a date to be told from the answer's own: we have no clock. */
static gboolean
read_retry_after (SoupMessage *message,
                  gint64      *seconds)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  const char *date = soup_message_headers_get_one (headers, "Date");
  guint64 number;

  if (text == NULL)
    return FALSE;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL))
    {
      *seconds = (gint64) number;
      return TRUE;
    }

  g_autoptr(GDateTime) until = soup_date_time_new_from_http_string (text);
  g_autoptr(GDateTime) now = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  if (until == NULL || now == NULL)
    return FALSE;

  *seconds = MAX (0, g_date_time_difference (until, now) / G_TIME_SPAN_SECOND);
  return TRUE;
}

/**
 * sk_http_retry_is_put_off:
 * @message: a message that was refused
 * @seconds: (out): for how long
 *
 * Returns: whether we are asked to wait longer than anybody likes to
 */
gboolean
sk_http_retry_is_put_off (SoupMessage *message,
                          gint64      *seconds)
{
  return read_retry_after (message, seconds) && *seconds > MAX_WAIT;
}

/**
 * sk_http_retry_refused:
 * @self: what has become of the request so far
 * @message: the latest try, answered with a refusal
 * @ms: (out): milliseconds to wait before the next one
 *
 * Returns: whether there is a next one
 */
gboolean
sk_http_retry_refused (SkHttpRetry *self,
                       SoupMessage *message,
                       gint64      *ms)
{
  guint status = soup_message_get_status (message);
  gint64 seconds = 0;
  gboolean is_told = read_retry_after (message, &seconds);

  if (is_told && seconds > MAX_WAIT)
    return FALSE;
  if (sk_http_status_is_passing (status))
    {
      gboolean is_next = sk_http_retry_lost (self, ms);

      if (is_next && is_told)
        *ms = get_wait (self, seconds);
      return is_next;
    }
  if (!sk_http_status_is_limit (status) || ++self->n_limited >= MAX_LIMITED)
    return FALSE;

  *ms = is_told ? get_wait (self, seconds) : sk_http_retry_get_wait (self, self->n_limited);
  return TRUE;
}

/**
 * sk_http_retry_lost:
 * @self: what has become of the request so far
 * @ms: (out): milliseconds to wait before the next try
 *
 * Counts a try that came to nothing; what it did there is not known.
 *
 * Returns: whether there is a next one
 */
gboolean
sk_http_retry_lost (SkHttpRetry *self,
                    gint64      *ms)
{
  if (!self->may_repeat || ++self->n_failed >= MAX_FAILED)
    return FALSE;

  *ms = sk_http_retry_get_wait (self, self->n_failed);
  return TRUE;
}
