/* sk-http-call.c — one request, while it is under way
 *
 * What is needed to send it again, and what has to be undone when it ends.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-http-call.h"

#define GRACE 5                 /* seconds a cancelled write may still be answered in */

/**
 * sk_http_call_new:
 * @request: what to send; copied
 * @pace: how fast to go
 *
 * Returns: (transfer full): a call that was not tried yet
 */
SkHttpCall *
sk_http_call_new (const SkHttpRequest *request,
                  const SkHttpPace    *pace)
{
  SkHttpCall *self = g_new0 (SkHttpCall, 1);

  self->method = g_strdup (request->method);
  self->uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, NULL);
  self->headers = g_strdupv ((char **) request->headers);
  self->bearer = request->bearer != NULL ? sk_secret_ref (request->bearer) : NULL;
  self->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  self->content_type = g_strdup (request->content_type);
  self->explain = request->explain;
  self->retry.may_repeat = request->may_repeat;
  self->retry.second_ms = pace->second_ms;
  self->timeout_ms = pace->timeout_ms > 0 ? pace->timeout_ms : pace->timeout * 1000;
  if (request->patience > 0 && pace->second_ms > 0)
    self->useful_until = g_get_monotonic_time () +
                         (gint64) request->patience * pace->second_ms * 1000;

  return self;
}

void
sk_http_call_free (SkHttpCall *self)
{
  sk_http_call_end (self);
  g_free (self->method);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_strfreev (self->headers);
  g_clear_pointer (&self->bearer, sk_secret_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
  g_free (self);
}

/**
 * sk_http_call_is_useful:
 * @self: a call whose turn has come
 * @error: %G_IO_ERROR_TIMED_OUT
 *
 * Returns: whether it is still of use to send it
 */
gboolean
sk_http_call_is_useful (SkHttpCall  *self,
                        GError     **error)
{
  if (self->useful_until == 0 || g_get_monotonic_time () < self->useful_until)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The turn came too late");
  return FALSE;
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
on_wrote_headers (SoupMessage *message,
                  SkHttpCall  *self)
{
  self->is_sent = TRUE;
}

static gboolean
on_late (gpointer user_data)
{
  SkHttpCall *self = user_data;

  clear_source (&self->deadline);
  self->is_late = TRUE;
  g_cancellable_cancel (self->abort);

  return G_SOURCE_REMOVE;
}

#define AUTHORIZATION "Authorization"

static void
add_key (SkHttpCall *self)
{
  char *value = g_strconcat ("Bearer ", sk_secret_peek (self->bearer), NULL);

  soup_message_headers_replace (soup_message_get_request_headers (self->message), AUTHORIZATION,
                                value);
  sk_secret_wipe (value);
}

/* The headers keep a copy, which nobody reads any more. */
static void
wipe_key (SkHttpCall *self)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);
  const char *value = soup_message_headers_get_one (headers, AUTHORIZATION);

  if (value != NULL)
    memset ((char *) value, '*', strlen (value));
}

/**
 * sk_http_call_begin_try:
 * @self: a call
 * @context: where waiting is done
 *
 * Makes a message of it: libsoup sends each only once.  A read may go over a
 * connection that was used before, for it does no harm if libsoup finds that
 * closed and sends it again; a change always gets a connection of its own.
 */
void
sk_http_call_begin_try (SkHttpCall   *self,
                        GMainContext *context)
{
  sk_http_call_end_try (self);
  self->abort = g_cancellable_new ();
  self->message = soup_message_new_from_uri (self->method, self->uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->retry.may_repeat)
    soup_message_add_flags (self->message, SOUP_MESSAGE_IDEMPOTENT);
  for (guint i = 0; self->headers != NULL && self->headers[i] != NULL; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (self->message),
                                  self->headers[i], self->headers[i + 1]);
  if (self->bearer != NULL)
    add_key (self);
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (self->message, self->content_type, self->body);
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (on_wrote_headers), self);

  if (self->timeout_ms == 0)
    return;
  self->deadline = g_timeout_source_new (self->timeout_ms);
  g_source_set_callback (self->deadline, on_late, self, NULL);
  g_source_attach (self->deadline, context);
}

/**
 * sk_http_call_end_try:
 * @self: a call
 *
 * Forgets the message, if there is one.
 */
void
sk_http_call_end_try (SkHttpCall *self)
{
  if (self->message != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->message, self);
      wipe_key (self);
    }
  g_clear_object (&self->message);
  g_clear_object (&self->abort);
  clear_source (&self->deadline);
  self->is_sent = FALSE;
  self->is_late = FALSE;
}

static gboolean
on_grace_over (gpointer user_data)
{
  SkHttpCall *self = user_data;

  clear_source (&self->grace);
  g_cancellable_cancel (self->abort);

  return G_SOURCE_REMOVE;
}

/**
 * sk_http_call_abort_try:
 * @self: a call whose try is under way
 * @context: where waiting is done
 *
 * Ends the try without an answer.  Only a write that has left us waits a few
 * seconds for its own: without it nobody knows whether it arrived.
 */
void
sk_http_call_abort_try (SkHttpCall   *self,
                        GMainContext *context)
{
  if (self->retry.may_repeat || !self->is_sent)
    {
      g_cancellable_cancel (self->abort);
      return;
    }

  self->grace = g_timeout_source_new (GRACE * self->retry.second_ms);
  g_source_set_callback (self->grace, on_grace_over, self, NULL);
  g_source_attach (self->grace, context);
}

void
sk_http_call_stop_watch (SkHttpCall *self)
{
  clear_source (&self->watch);
}

void
sk_http_call_stop_wait (SkHttpCall *self)
{
  clear_source (&self->wait);
}

/**
 * sk_http_call_end:
 * @self: a call
 *
 * Nothing more happens to it.
 */
void
sk_http_call_end (SkHttpCall *self)
{
  sk_http_call_end_try (self);
  sk_http_call_stop_watch (self);
  sk_http_call_stop_wait (self);
  clear_source (&self->grace);
}
