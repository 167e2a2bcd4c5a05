/* sk-http.c — the only door to the network
 *
 * One session, one user agent, one queue, one pace.  It neither logs nor
 * repeats an address, a header or a body: they may hold a secret.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-http.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-http-call.h"
#include "sk-http-exchange.h"
#include "sk-http-status.h"

#define WINDOW 60               /* seconds */

struct _SkHttp
{
  GObject      parent_instance;

  SoupSession *session;
  SkHttpPace   pace;
  GTask       *current;         /* (nullable) (owned): the request under way */
  GQueue       waiting;         /* (element-type GTask) (owned) */
  GQueue       sent;            /* (element-type gint64) (owned): when, monotonic */
};

G_DEFINE_FINAL_TYPE (SkHttp, sk_http, G_TYPE_OBJECT)

static void start (GTask *task);
static void pump  (SkHttp *self);

/* Every request ends here: with an answer, or with an error. */
static void
end (GTask  *task,
     GBytes *answer,            /* (transfer full) (nullable) */
     GError *error)             /* (transfer full) (nullable) */
{
  g_autoptr(SkHttp) self = g_object_ref (g_task_get_source_object (task));
  SkHttpCall *call = g_task_get_task_data (task);

  sk_http_call_end (call);
  if (self->current == task)
    self->current = NULL;
  else
    g_queue_remove (&self->waiting, task);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);

  g_object_unref (task);
  pump (self);
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  GTask *task = user_data;
  SkHttp *self = g_task_get_source_object (task);
  SkHttpCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  sk_http_call_stop_watch (call);

  if (self->current == task && call->wait == NULL)
    {
      sk_http_call_abort_try (call, g_task_get_context (task));
      return G_SOURCE_REMOVE;
    }

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  end (task, NULL, error);

  return G_SOURCE_REMOVE;
}

static void
watch (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  SkHttpCall *call = g_task_get_task_data (task);

  if (cancellable == NULL || call->watch != NULL)
    return;

  call->watch = g_cancellable_source_new (cancellable);
  g_source_set_callback (call->watch, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (call->watch, g_task_get_context (task));
}

static gboolean
on_waited (gpointer user_data)
{
  GTask *task = user_data;
  SkHttpCall *call = g_task_get_task_data (task);

  sk_http_call_stop_wait (call);
  start (task);

  return G_SOURCE_REMOVE;
}

static void
wait_for (GTask  *task,
          gint64  ms)
{
  SkHttpCall *call = g_task_get_task_data (task);

  sk_http_call_end_try (call);
  watch (task);
  call->wait = g_timeout_source_new ((guint) CLAMP (ms, 0, G_MAXINT));
  g_source_set_callback (call->wait, on_waited, task, NULL);
  g_source_attach (call->wait, g_task_get_context (task));
}

static void
on_refused (GTask  *task,
            GBytes *body)
{
  SkHttpCall *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  gboolean hopeless = FALSE;
  g_autofree char *text = NULL;
  gint64 ms;

  if (call->explain != NULL)
    text = call->explain (status, body, &hopeless);
  if (!hopeless && sk_http_retry_refused (&call->retry, call->message, &ms))
    {
      wait_for (task, ms);
      return;
    }

  if (text == NULL)
    text = sk_http_status_dup_text (status, g_uri_get_host (call->uri));
  end (task, NULL, g_error_new_literal (SK_ERROR, (int) sk_http_status_get_code (status), text));
}

static void
on_lost (GTask  *task,
         GError *reason)
{
  SkHttpCall *call = g_task_get_task_data (task);
  const char *host = g_uri_get_host (call->uri);
  gint64 ms;

  if (reason->domain == SK_ERROR || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (task, NULL, g_error_copy (reason));
  else if (sk_http_retry_lost (&call->retry, &ms))
    wait_for (task, ms);
  else if (!call->retry.may_repeat && call->is_sent)
    /* Translators: %1$s is the name of a server, %2$s what went wrong. */
    end (task, NULL, g_error_new (SK_ERROR, SK_ERROR_OFFLINE,
                                  _("The connection to %1$s was lost after a change was sent. "
                                    "It may have arrived: %2$s"), host, reason->message));
  else
    /* Translators: %1$s is the name of a server, %2$s what went wrong. */
    end (task, NULL, g_error_new (SK_ERROR, SK_ERROR_OFFLINE,
                                  _("%1$s cannot be reached. Check the network: %2$s"),
                                  host, reason->message));
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkHttpCall *call = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = sk_http_exchange_finish (SOUP_SESSION (source), result, &error);
  guint status = soup_message_get_status (call->message);

  if (body == NULL)
    {
      on_lost (task, error);
      return;
    }

  g_debug ("%s %s: %u, %" G_GSIZE_FORMAT " bytes", call->method, g_uri_get_host (call->uri),
           status, g_bytes_get_size (body));
  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    end (task, g_steal_pointer (&body), NULL);
  else
    on_refused (task, body);
}

/* Milliseconds until one more request keeps the pace; 0: it may go, and counts. */
static gint64
take_turn (SkHttp *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 window = (gint64) WINDOW * self->pace.second_ms * 1000;
  gint64 *oldest;

  while ((oldest = g_queue_peek_head (&self->sent)) != NULL && *oldest + window <= now)
    g_free (g_queue_pop_head (&self->sent));

  if (g_queue_get_length (&self->sent) >= self->pace.requests)
    return (*oldest + window - now + 999) / 1000;

  g_queue_push_tail (&self->sent, g_memdup2 (&now, sizeof now));
  return 0;
}

static void
start (GTask *task)
{
  SkHttp *self = g_task_get_source_object (task);
  SkHttpCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 ms;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      end (task, NULL, error);
      return;
    }

  ms = take_turn (self);
  if (ms > 0)
    {
      wait_for (task, ms);
      return;
    }

  sk_http_call_begin_try (call);
  sk_http_exchange_async (self->session, call->message, call->abort, on_answered,
                          g_object_ref (task));
}

static void
pump (SkHttp *self)
{
  if (self->current != NULL)
    return;

  self->current = g_queue_pop_head (&self->waiting);
  if (self->current != NULL)
    start (self->current);
}

/**
 * sk_http_send_async:
 * @self: a way out
 * @request: what to send
 * @cancellable: (nullable): stops it at once, but a write that has left us only
 *   when it is not answered within a few seconds
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Sends a request after those before it, at the pace.  Asked to slow down, it
 * does, and sends it again; a read is also sent again after passing trouble.
 */
void
sk_http_send_async (SkHttp              *self,
                    const SkHttpRequest *request,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_return_if_fail (SK_IS_HTTP (self));
  g_return_if_fail (request != NULL && request->method != NULL && request->url != NULL);

  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  SkHttpCall *call = sk_http_call_new (request, &self->pace);

  g_task_set_source_tag (task, sk_http_send_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, call, (GDestroyNotify) sk_http_call_free);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (call->uri == NULL || g_uri_get_host (call->uri) == NULL)
    {
      g_task_return_new_error (task, SK_ERROR, SK_ERROR_SETTING,
                               _("This is not the address of a server."));
      return;
    }

  watch (task);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  pump (self);
}

/**
 * sk_http_send_finish:
 * @self: a way out
 * @result: what the callback was given
 * @error: an SkError by its remedy, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the body of a successful answer
 */
GBytes *
sk_http_send_finish (SkHttp        *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sk_http_finalize (GObject *object)
{
  SkHttp *self = SK_HTTP (object);

  g_clear_object (&self->session);
  g_queue_clear_full (&self->sent, g_free);

  G_OBJECT_CLASS (sk_http_parent_class)->finalize (object);
}

static void
sk_http_class_init (SkHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_http_finalize;
}

static void
sk_http_init (SkHttp *self)
{
  g_queue_init (&self->waiting);
  g_queue_init (&self->sent);
}

/**
 * sk_http_new:
 * @pace: (nullable): how fast to go; %NULL: as Notion allows everybody
 *
 * One for each key: whoever shares it shares the queue and the pace.
 *
 * Returns: (transfer full): a way out
 */
SkHttp *
sk_http_new (const SkHttpPace *pace)
{
  SkHttp *self = g_object_new (SK_TYPE_HTTP, NULL);

  self->pace = pace != NULL ? *pace : (SkHttpPace) { 180, 1000, 60 };
  self->pace.requests = MAX (self->pace.requests, 1);
  self->session = soup_session_new_with_options ("user-agent", "slotkeeper/" PACKAGE_VERSION,
                                                 "timeout", self->pace.timeout,
                                                 NULL);

  return self;
}
