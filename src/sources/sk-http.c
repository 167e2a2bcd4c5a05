/* sk-http.c — the only door to the network
 *
 * One session, one user agent, one queue, one pace, and the one translation
 * from "what HTTP said" to "what can be done about it" (SkError).  It neither
 * logs nor repeats an address, a header or a body: they may hold a secret.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-http.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"

#define MAX_ANSWER (32u * 1024 * 1024)
#define CHUNK (64 * 1024)
#define MAX_LIMITED 6           /* tries of a request we were asked to slow down with */
#define MAX_FAILED 3            /* tries of a read that went wrong */
#define MAX_WAIT 300            /* seconds; whoever asks for more is asked again later */
#define MAX_BACK_OFF 60         /* seconds */
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

typedef struct
{
  char           *method;
  GUri           *uri;
  char          **headers;
  GBytes         *body;
  char           *content_type;
  SkHttpExplain   explain;
  gboolean        may_repeat;

  SoupMessage    *message;      /* the try under way */
  GInputStream   *stream;       /* its answer */
  GByteArray     *answer;       /* what came of it so far */
  gboolean        is_sent;      /* it left us, whatever became of it */
  GSource        *watch;        /* (nullable): tells, between two tries, that we were cancelled */
  GSource        *wait;         /* (nullable): tells that it is time to go on */
  guint           n_limited;
  guint           n_failed;
} Call;

static void start (GTask *task);
static void pump  (SkHttp *self);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
call_clear_try (Call *call)
{
  if (call->message != NULL)
    g_signal_handlers_disconnect_by_data (call->message, call);
  g_clear_object (&call->stream);
  g_clear_object (&call->message);
  g_clear_pointer (&call->answer, g_byte_array_unref);
  call->is_sent = FALSE;
}

static void
call_free (Call *call)
{
  call_clear_try (call);
  clear_source (&call->watch);
  clear_source (&call->wait);
  g_free (call->method);
  g_clear_pointer (&call->uri, g_uri_unref);
  g_strfreev (call->headers);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call->content_type);
  g_free (call);
}

/* Every request ends here: with an answer, or with an error. */
static void
end (GTask  *task,
     GBytes *answer,            /* (transfer full) (nullable) */
     GError *error)             /* (transfer full) (nullable) */
{
  g_autoptr(SkHttp) self = g_object_ref (g_task_get_source_object (task));
  Call *call = g_task_get_task_data (task);

  clear_source (&call->watch);
  clear_source (&call->wait);
  call_clear_try (call);
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
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  clear_source (&call->watch);

  /* One under way is told by the session itself. */
  if (self->current == task && call->wait == NULL)
    return G_SOURCE_REMOVE;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  end (task, NULL, error);

  return G_SOURCE_REMOVE;
}

static void
watch (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Call *call = g_task_get_task_data (task);

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
  Call *call = g_task_get_task_data (task);

  clear_source (&call->wait);
  start (task);

  return G_SOURCE_REMOVE;
}

static void
wait_for (GTask  *task,
          gint64  ms)
{
  Call *call = g_task_get_task_data (task);

  call_clear_try (call);
  watch (task);
  call->wait = g_timeout_source_new ((guint) CLAMP (ms, 0, G_MAXINT));
  g_source_set_callback (call->wait, on_waited, task, NULL);
  g_source_attach (call->wait, g_task_get_context (task));
}

/* Up to a quarter of a second, so that many clients do not come back at once. */
static gint64
get_jitter (SkHttp *self)
{
  return g_random_int_range (0, (gint32) self->pace.second_ms / 4 + 1);
}

static gint64
get_back_off (SkHttp *self,
              guint   n_failed)
{
  gint64 seconds = MIN (MAX_BACK_OFF, (gint64) 1 << MIN (n_failed - 1, 10));

  return seconds * self->pace.second_ms + get_jitter (self);
}

/* Seconds, or a date to be told from the answer's own: we have no clock. */
static gboolean
get_retry_after (SoupMessage *message,
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

static gboolean
is_limit (guint status)
{
  return status == 429 || status == 529;
}

/* Trouble that passes: worth another try, where that does no harm. */
static gboolean
is_passing (guint status)
{
  return status == 409 || status == 500 || (status >= 502 && status <= 504) ||
         (status >= 520 && status <= 526);
}

static SkError
get_code (guint status)
{
  if (status == 401 || status == 403)
    return SK_ERROR_DENIED;
  if (status == 404 || status == 410)
    return SK_ERROR_MISSING;
  if (status == 408 || status == 409 || status == 429 || status >= 500)
    return SK_ERROR_BUSY;

  return SK_ERROR_MALFORMED;
}

static char *
dup_refusal (const char *host,
             guint       status)
{
  if (status >= 300 && status < 400)
    /* Translators: %1$s is the name of a server, %2$u the number of an HTTP status. */
    return g_strdup_printf (_("%1$s sends us elsewhere (%2$u), and we do not follow. "
                              "Check the address."), host, status);
  if (status == 401 || status == 403)
    return g_strdup_printf (_("%1$s turned us away (%2$u). Check the key, and whether a proxy "
                              "or a firewall stands in between."), host, status);
  if (status == 404 || status == 410)
    return g_strdup_printf (_("%1$s has nothing at this address (%2$u). Check it."), host, status);
  if (get_code (status) == SK_ERROR_BUSY)
    return g_strdup_printf (_("%1$s has trouble of its own (%2$u). Try again later."),
                            host, status);

  return g_strdup_printf (_("%1$s did not accept the request (%2$u). "
                            "Please report this as a bug."), host, status);
}

static void
on_refused (GTask  *task,
            GBytes *body)
{
  SkHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  gboolean hopeless = FALSE;
  g_autofree char *text = NULL;
  gint64 seconds = 0;
  gboolean told = get_retry_after (call->message, &seconds);

  if (call->explain != NULL)
    text = call->explain (status, body, &hopeless);
  if (text == NULL)
    text = dup_refusal (g_uri_get_host (call->uri), status);
  if (told && seconds > MAX_WAIT)
    hopeless = TRUE;

  if (is_limit (status) && !hopeless && ++call->n_limited < MAX_LIMITED)
    wait_for (task, told ? seconds * self->pace.second_ms + get_jitter (self)
                         : get_back_off (self, call->n_limited));
  else if (is_passing (status) && !hopeless && call->may_repeat && ++call->n_failed < MAX_FAILED)
    wait_for (task, get_back_off (self, call->n_failed));
  else
    end (task, NULL, g_error_new_literal (SK_ERROR, (int) get_code (status), text));
}

static void
on_lost (GTask  *task,
         GError *error)         /* (transfer full) */
{
  g_autoptr(GError) reason = error;
  SkHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  const char *host = g_uri_get_host (call->uri);

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (task, NULL, g_steal_pointer (&reason));
  else if (call->may_repeat && ++call->n_failed < MAX_FAILED)
    wait_for (task, get_back_off (self, call->n_failed));
  else if (!call->may_repeat && call->is_sent)
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
on_too_long (GTask *task)
{
  SkHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  soup_session_abort (self->session);
  /* Translators: %s is the name of a server. */
  end (task, NULL, g_error_new (SK_ERROR, SK_ERROR_MALFORMED,
                                _("%s answered with more than 32 MiB, which we do not read."),
                                g_uri_get_host (call->uri)));
}

static void
on_answered (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  g_autoptr(GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&call->answer));

  g_debug ("%s %s: %u, %" G_GSIZE_FORMAT " bytes", call->method, g_uri_get_host (call->uri),
           status, g_bytes_get_size (body));

  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    end (task, g_steal_pointer (&body), NULL);
  else
    on_refused (task, body);
}

/* A write that has left us is not taken back half-way. */
static GCancellable *
get_cancellable (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  return call->may_repeat ? g_task_get_cancellable (task) : NULL;
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                              &error);
  Call *call = g_task_get_task_data (task);

  if (chunk == NULL)
    {
      on_lost (task, g_steal_pointer (&error));
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      on_answered (task);
      return;
    }
  if (call->answer->len + g_bytes_get_size (chunk) > MAX_ANSWER)
    {
      on_too_long (task);
      return;
    }

  g_byte_array_append (call->answer, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  g_input_stream_read_bytes_async (call->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   get_cancellable (task), on_read, g_object_ref (task));
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Call *call = g_task_get_task_data (task);

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (call->stream == NULL)
    {
      on_lost (task, g_steal_pointer (&error));
      return;
    }

  call->answer = g_byte_array_new ();
  g_input_stream_read_bytes_async (call->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   get_cancellable (task), on_read, g_object_ref (task));
}

static void
on_wrote_headers (SoupMessage *message,
                  Call        *call)
{
  call->is_sent = TRUE;
}

static void
prepare (Call *call)
{
  call_clear_try (call);
  call->message = soup_message_new_from_uri (call->method, call->uri);
  soup_message_add_flags (call->message, SOUP_MESSAGE_NO_REDIRECT);
  for (guint i = 0; call->headers != NULL && call->headers[i] != NULL; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (call->message),
                                  call->headers[i], call->headers[i + 1]);
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (call->message, call->content_type, call->body);
  g_signal_connect (call->message, "wrote-headers", G_CALLBACK (on_wrote_headers), call);
}

/* Milliseconds until one more request keeps the pace. */
static gint64
get_delay (SkHttp *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 window = (gint64) WINDOW * self->pace.second_ms * 1000;
  gint64 *oldest;

  while ((oldest = g_queue_peek_head (&self->sent)) != NULL && *oldest + window <= now)
    g_free (g_queue_pop_head (&self->sent));

  if (g_queue_get_length (&self->sent) < self->pace.requests)
    return 0;

  return (*oldest + window - now + 999) / 1000;
}

static void
start (GTask *task)
{
  SkHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  gint64 delay = get_delay (self);
  gint64 now = g_get_monotonic_time ();

  if (delay > 0)
    {
      wait_for (task, delay);
      return;
    }

  g_queue_push_tail (&self->sent, g_memdup2 (&now, sizeof now));
  prepare (call);
  soup_session_send_async (self->session, call->message, G_PRIORITY_DEFAULT,
                           get_cancellable (task), on_sent, g_object_ref (task));
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

static Call *
call_new (const SkHttpRequest *request)
{
  Call *call = g_new0 (Call, 1);

  call->method = g_strdup (request->method);
  call->uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, NULL);
  call->headers = g_strdupv ((char **) request->headers);
  call->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  call->content_type = g_strdup (request->content_type);
  call->explain = request->explain;
  call->may_repeat = request->may_repeat;

  return call;
}

/**
 * sk_http_send_async:
 * @self: a way out
 * @request: what to send
 * @cancellable: (nullable): stops a read at once, a write only before it is sent
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

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = call_new (request);

  g_task_set_source_tag (task, sk_http_send_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  g_queue_push_tail (&self->waiting, task);
  if (g_cancellable_is_cancelled (cancellable))
    {
      GError *error = NULL;

      g_cancellable_set_error_if_cancelled (cancellable, &error);
      end (task, NULL, error);
    }
  else if (call->uri == NULL || g_uri_get_host (call->uri) == NULL)
    {
      end (task, NULL, g_error_new_literal (SK_ERROR, SK_ERROR_SETTING,
                                            _("This is not the address of a server.")));
    }
  else
    {
      watch (task);
      pump (self);
    }
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
