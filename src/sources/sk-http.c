/* sk-http.c — the only door to the network
 *
 * One session, one user agent, one queue, one pace for each key.  It neither
 * logs nor repeats an address, a header or a body: they may hold a secret.
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
#include "sk-http-turns.h"

#define CLOSED 300              /* seconds for which nobody who blocked us is asked again */

struct _SkHttp
{
  GObject      parent_instance;

  SoupSession *session;         /* (nullable): while it rests */
  SkHttpTurns  turns;
  GQueue       waiting;         /* (element-type GTask) (owned): for their turn */
  guint        n_under_way;
  gint64       server_time;     /* Unix seconds; 0: not known */
  GSource     *alarm;           /* (nullable): the next turn */
};

G_DEFINE_FINAL_TYPE (SkHttp, sk_http, G_TYPE_OBJECT)

static void pump (SkHttp *self);

static void
leave (GTask *task)
{
  SkHttp *self = g_task_get_source_object (task);
  SkHttpCall *call = g_task_get_task_data (task);

  if (call->place == SK_HTTP_WAITING)
    g_queue_remove (&self->waiting, task);
  else if (call->place == SK_HTTP_UNDER_WAY)
    self->n_under_way--;
}

/* Every request ends here: with an answer, or with an error. */
static void
end (GTask  *task,
     GBytes *answer,            /* (transfer full) (nullable) */
     GError *error)             /* (transfer full) (nullable) */
{
  g_autoptr(SkHttp) self = g_object_ref (g_task_get_source_object (task));

  leave (task);
  sk_http_call_end (g_task_get_task_data (task));
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
  SkHttpCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  sk_http_call_stop_watch (call);
  if (call->place == SK_HTTP_UNDER_WAY)
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

/* What was tried before goes before what was not. */
static void
line_up (GTask    *task,
         gboolean  in_front)
{
  SkHttp *self = g_task_get_source_object (task);
  SkHttpCall *call = g_task_get_task_data (task);

  leave (task);
  sk_http_call_end_try (call);
  call->place = SK_HTTP_WAITING;
  watch (task);
  if (in_front)
    g_queue_push_head (&self->waiting, task);
  else
    g_queue_push_tail (&self->waiting, task);
  pump (self);
}

static gboolean
on_rested (gpointer user_data)
{
  GTask *task = user_data;

  sk_http_call_stop_wait (g_task_get_task_data (task));
  line_up (task, TRUE);

  return G_SOURCE_REMOVE;
}

/* Others go on meanwhile. */
static void
rest (GTask  *task,
      gint64  ms)
{
  SkHttp *self = g_task_get_source_object (task);
  SkHttpCall *call = g_task_get_task_data (task);

  leave (task);
  sk_http_call_end_try (call);
  call->place = SK_HTTP_RESTING;
  watch (task);
  call->wait = g_timeout_source_new ((guint) CLAMP (ms, 0, G_MAXINT));
  g_source_set_callback (call->wait, on_rested, task, NULL);
  g_source_attach (call->wait, g_task_get_context (task));
  pump (self);
}

/* Says what a refusal means, and whether it means everybody with this key. */
static GError *
make_refusal (GTask  *task,
              GBytes *body)
{
  SkHttp *self = g_task_get_source_object (task);
  SkHttpCall *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  SkError code = sk_http_status_get_code (status);
  gboolean hopeless = FALSE;
  g_autofree char *text = NULL;
  gint64 seconds;
  GError *error;

  if (call->explain != NULL)
    text = call->explain (status, body, &hopeless);
  if (text == NULL)
    text = sk_http_status_dup_text (status, g_uri_get_host (call->uri));

  error = g_error_new_literal (SK_ERROR, (int) (hopeless ? SK_ERROR_DENIED : code), text);
  if (hopeless)
    sk_http_turns_close (&self->turns, CLOSED, error);
  else if (sk_http_retry_is_put_off (call->message, &seconds))
    sk_http_turns_close (&self->turns, seconds, error);

  return error;
}

static void
on_refused (GTask  *task,
            GBytes *body)
{
  SkHttp *self = g_task_get_source_object (task);
  SkHttpCall *call = g_task_get_task_data (task);
  gboolean is_limit = sk_http_status_is_limit (soup_message_get_status (call->message));
  g_autoptr(GError) refusal = make_refusal (task, body);
  gint64 ms;

  if (refusal->code == SK_ERROR_DENIED ||
      !sk_http_retry_refused (&call->retry, call->message, &ms))
    {
      end (task, NULL, g_steal_pointer (&refusal));
    }
  else if (is_limit)
    {
      sk_http_turns_rest (&self->turns, ms);
      line_up (task, TRUE);
    }
  else
    {
      rest (task, ms);
    }
}

static GError *
make_loss (SkHttpCall   *call,
           const GError *reason)
{
  const char *host = g_uri_get_host (call->uri);
  const char *why = call->is_late ? _("there was no answer in time") : reason->message;

  if (!call->retry.may_repeat && call->is_sent)
    /* Translators: %1$s is the name of a server, %2$s what went wrong. */
    return g_error_new (SK_ERROR, SK_ERROR_OFFLINE,
                        _("The connection to %1$s was lost after a change was sent. "
                          "It may have arrived: %2$s"), host, why);
  if (g_error_matches (reason, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    /* Translators: %s is the name of a server. */
    return g_error_new (SK_ERROR, SK_ERROR_DENIED,
                        _("The certificate of %s is not one to trust, so nothing was sent. Check "
                          "this machine’s clock, and whether a proxy stands in between."), host);

  /* Translators: %1$s is the name of a server, %2$s what went wrong. */
  return g_error_new (SK_ERROR, SK_ERROR_OFFLINE,
                      _("%1$s cannot be reached. Check the network: %2$s"), host, why);
}

static void
on_lost (GTask  *task,
         GError *reason)
{
  SkHttpCall *call = g_task_get_task_data (task);
  gboolean is_over = reason->domain == SK_ERROR ||
                     (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
                      !call->is_late);
  gint64 ms;

  if (is_over)
    end (task, NULL, g_error_copy (reason));
  else if (reason->domain != G_TLS_ERROR && sk_http_retry_lost (&call->retry, &ms))
    rest (task, ms);
  else
    end (task, NULL, make_loss (call, reason));
}

/* What the other side's clock shows. */
static void
note_time (SkHttp      *self,
           SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                   "Date");
  g_autoptr(GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  if (date != NULL)
    self->server_time = g_date_time_to_unix (date);
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

  note_time (g_task_get_source_object (task), call->message);
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

static SoupSession *
new_session (SkHttp *self)
{
  return soup_session_new_with_options ("user-agent", "slotkeeper/" PACKAGE_VERSION,
                                        "timeout", self->turns.pace.timeout,
                                        "max-conns-per-host", (int) self->turns.pace.at_once + 1,
                                        NULL);
}

static void
start (GTask *task)
{
  SkHttp *self = g_task_get_source_object (task);
  SkHttpCall *call = g_task_get_task_data (task);

  call->place = SK_HTTP_UNDER_WAY;
  self->n_under_way++;
  if (self->session == NULL)
    self->session = new_session (self);
  sk_http_call_begin_try (call, g_task_get_context (task));
  sk_http_exchange_async (self->session, call->message, call->abort, on_answered,
                          g_object_ref (task));
}

static void
stop_alarm (SkHttp *self)
{
  if (self->alarm != NULL)
    g_source_destroy (self->alarm);
  g_clear_pointer (&self->alarm, g_source_unref);
}

static gboolean
on_alarm (gpointer user_data)
{
  SkHttp *self = user_data;

  stop_alarm (self);
  pump (self);

  return G_SOURCE_REMOVE;
}

static void
set_alarm (SkHttp       *self,
           gint64        ms,
           GMainContext *context)
{
  self->alarm = g_timeout_source_new ((guint) CLAMP (ms, 0, G_MAXINT));
  g_source_set_callback (self->alarm, on_alarm, self, NULL);
  g_source_attach (self->alarm, context);
}

/* Ends what is of no use; else %FALSE. */
static gboolean
give_up (GTask *task)
{
  SkHttp *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error) &&
      !sk_http_turns_is_closed (&self->turns, &error) &&
      sk_http_call_is_useful (g_task_get_task_data (task), &error))
    return FALSE;

  end (task, NULL, error);
  return TRUE;
}

static void
pump (SkHttp *self)
{
  GTask *task;

  stop_alarm (self);
  while (self->n_under_way < self->turns.pace.at_once &&
         (task = g_queue_peek_head (&self->waiting)) != NULL)
    {
      gint64 ms;

      if (give_up (task))
        return;                 /* that has pumped */

      ms = sk_http_turns_take (&self->turns);
      if (ms > 0)
        {
          set_alarm (self, ms, g_task_get_context (task));
          return;
        }

      g_queue_pop_head (&self->waiting);
      start (task);
    }
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
 * and everything else does, and sends it again; a read is also sent again after
 * passing trouble.
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
  SkHttpCall *call = sk_http_call_new (request, &self->turns.pace);

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

  call->place = SK_HTTP_RESTING;
  if (request->n_failed > 0)
    rest (g_steal_pointer (&task), sk_http_retry_get_wait (&call->retry, request->n_failed));
  else
    line_up (g_steal_pointer (&task), FALSE);
}

/**
 * sk_http_send_finish:
 * @self: a way out
 * @result: what the callback was given
 * @error: an SkError by its remedy, %G_IO_ERROR_CANCELLED, or
 *   %G_IO_ERROR_TIMED_OUT if it was not sent for lack of @patience
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

/**
 * sk_http_get_server_time:
 * @self: a way out
 *
 * Returns: Unix seconds: what the other side said the time was when it last
 *   answered; 0: it never did
 */
gint64
sk_http_get_server_time (SkHttp *self)
{
  g_return_val_if_fail (SK_IS_HTTP (self), 0);

  return self->server_time;
}

static void
sk_http_finalize (GObject *object)
{
  SkHttp *self = SK_HTTP (object);

  stop_alarm (self);
  g_clear_object (&self->session);
  sk_http_turns_clear (&self->turns);

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
  static const SkHttpPace usual = {
    .requests = 180, .second_ms = 1000, .timeout = 60, .at_once = 8,
  };
  SkHttp *self = g_object_new (SK_TYPE_HTTP, NULL);

  sk_http_turns_init (&self->turns, pace != NULL ? pace : &usual);

  return self;
}

/**
 * sk_http_rest:
 * @self: a way out
 *
 * Closes what is open, certificates and all, if nobody waits: some megabytes
 * that are made anew by the next request.  The pace is kept.
 */
void
sk_http_rest (SkHttp *self)
{
  if (self->n_under_way == 0 && g_queue_is_empty (&self->waiting))
    g_clear_object (&self->session);
}
