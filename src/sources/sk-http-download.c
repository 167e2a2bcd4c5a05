/* sk-http-download.c — a file read from an address that is a secret
 *
 * Whoever has the address of a private calendar has the calendar: it is not
 * logged, not told in an error, and not shown to another server.  A server may
 * send us elsewhere a few times, but only over https.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-http-download.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "sk-error.h"
#include "sk-http-exchange.h"
#include "sk-http-status.h"

#define MAX_REDIRECTS 5

typedef struct
{
  SoupSession  *session;
  SoupMessage  *message;
  char         *etag;
  char         *modified;
  GCancellable *abort;          /* by the person, or because it is late */
  GSource      *deadline;
  GSource      *watch;          /* (nullable): of the caller's cancellable */
  gboolean      is_late;
  guint         n_redirects;
} Download;

void
sk_download_free (SkDownload *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->etag);
  g_free (self->modified);
  g_free (self);
}

static void
stop (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
download_free (Download *self)
{
  stop (&self->deadline);
  stop (&self->watch);
  g_clear_object (&self->abort);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_free (self->etag);
  g_free (self->modified);
  g_free (self);
}

/* --- addresses --- */

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return g_strcmp0 (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* Encrypted, or not leaving this machine. */
static gboolean
is_safe (GUri *uri)
{
  return g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (strcmp (g_uri_get_scheme (uri), "https") == 0 ||
          (strcmp (g_uri_get_scheme (uri), "http") == 0 && is_loopback (uri)));
}

/* "webcal" only says which program it is for. */
static GUri *
parse_address (const char *address)
{
  const char *rest = g_ascii_strncasecmp (address, "webcal://", 9) == 0 ? address + 6
                     : g_ascii_strncasecmp (address, "webcals://", 10) == 0 ? address + 7 : NULL;
  g_autofree char *secure = rest != NULL ? g_strconcat ("https", rest, NULL) : NULL;

  return g_uri_parse (secure != NULL ? secure : address, SOUP_HTTP_URI_FLAGS, NULL);
}

/* --- the end --- */

static void
fail (GTask      *task,
      SkError     code,
      const char *text)
{
  g_task_return_new_error (task, SK_ERROR, (int) code, "%s", text);
}

static void
return_lost (GTask        *task,
             const GError *reason)
{
  Download *self = g_task_get_task_data (task);
  g_autoptr(GError) cancelled = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &cancelled))
    g_task_return_error (task, g_steal_pointer (&cancelled));
  else if (self->is_late)
    fail (task, SK_ERROR_OFFLINE, _("there was no answer in time."));
  else if (g_error_matches (reason, SK_ERROR, SK_ERROR_MALFORMED))
    fail (task, SK_ERROR_MALFORMED, _("it is larger than 32 MiB, which we do not read."));
  else if (g_error_matches (reason, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    fail (task, SK_ERROR_DENIED, _("the server’s certificate is not one to trust."));
  else
    fail (task, SK_ERROR_OFFLINE, _("its server cannot be reached."));
}

static void
return_refusal (GTask *task,
                guint  status)
{
  SkError code = sk_http_status_get_code (status);

  if (code == SK_ERROR_DENIED)
    fail (task, code, _("its server turned us away. Check its address, or make a new one."));
  else if (code == SK_ERROR_MISSING)
    fail (task, code, _("there is nothing at its address any more. Check it, or make a new one."));
  else
    /* Translators: %u is the number of an HTTP status. */
    g_task_return_new_error (task, SK_ERROR, (int) code,
                             _("its server answered with an error (%u)."), status);
}

static char *
dup_header (SoupMessage *message,
            const char  *name)
{
  return g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                 name));
}

static void
return_answer (GTask  *task,
               GBytes *body)    /* (nullable) */
{
  Download *self = g_task_get_task_data (task);
  SkDownload *download = g_new0 (SkDownload, 1);

  download->is_unchanged = body == NULL;
  download->body = body != NULL ? g_bytes_ref (body) : NULL;
  download->etag = dup_header (self->message, "ETag");
  download->modified = dup_header (self->message, "Last-Modified");
  g_task_return_pointer (task, download, (GDestroyNotify) sk_download_free);
}

/* --- the way --- */

static void send_to (GTask *task,
                     GUri  *uri);

/* Only a server on this machine may send us to another on it: what else runs
 * here is nobody's business. */
static gboolean
may_follow (GUri *from,
            GUri *to)
{
  return is_safe (to) && (!is_loopback (to) || is_loopback (from));
}

static void
follow (GTask *task)
{
  Download *self = g_task_get_task_data (task);
  const char *location = soup_message_headers_get_one (
    soup_message_get_response_headers (self->message), "Location");
  g_autoptr(GUri) uri = location != NULL
                        ? g_uri_parse_relative (soup_message_get_uri (self->message), location,
                                                SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (uri == NULL || !may_follow (soup_message_get_uri (self->message), uri))
    fail (task, SK_ERROR_DENIED,
          _("its server sends us to a place that is not encrypted, and we do not go there."));
  else if (++self->n_redirects > MAX_REDIRECTS)
    fail (task, SK_ERROR_BUSY, _("its server sends us in circles."));
  else
    send_to (task, uri);
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static gboolean
is_conditional (const Download *self)
{
  return self->etag != NULL || self->modified != NULL;
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Download *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = sk_http_exchange_finish (SOUP_SESSION (source), result, &error);
  guint status = soup_message_get_status (self->message);

  if (body == NULL)
    return_lost (task, error);
  else if (is_redirect (status))
    follow (task);
  else if (status == SOUP_STATUS_NOT_MODIFIED && is_conditional (self))
    return_answer (task, NULL);
  else if (status == SOUP_STATUS_OK)
    return_answer (task, body);
  else
    return_refusal (task, status);
}

static void
send_to (GTask *task,
         GUri  *uri)
{
  Download *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  g_clear_object (&self->message);
  self->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (self->message);
  soup_message_headers_append (headers, "Accept", "text/calendar, */*;q=0.5");
  if (self->etag != NULL)
    soup_message_headers_append (headers, "If-None-Match", self->etag);
  if (self->modified != NULL)
    soup_message_headers_append (headers, "If-Modified-Since", self->modified);

  sk_http_exchange_async (self->session, self->message, self->abort, on_answered,
                          g_object_ref (task));
}

static gboolean
on_late (gpointer user_data)
{
  Download *self = user_data;

  self->is_late = TRUE;
  g_cancellable_cancel (self->abort);

  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (((Download *) user_data)->abort);

  return G_SOURCE_REMOVE;
}

static void
watch (GTask *task,
       guint  timeout_ms)
{
  Download *self = g_task_get_task_data (task);

  self->deadline = g_timeout_source_new (timeout_ms);
  g_source_set_callback (self->deadline, on_late, self, NULL);
  g_source_attach (self->deadline, g_task_get_context (task));
  if (g_task_get_cancellable (task) == NULL)
    return;

  self->watch = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_cancelled), self, NULL);
  g_source_attach (self->watch, g_task_get_context (task));
}

/**
 * sk_http_download_async:
 * @init: what to read
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads a file, unless it has not changed.  Certificates are checked; an
 * address that is neither https nor on this machine is refused, and so is a
 * redirect to one.
 */
void
sk_http_download_async (const SkDownloadInit *init,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GUri) uri = parse_address (init->address);
  Download *self = g_new0 (Download, 1);

  g_task_set_source_tag (task, sk_http_download_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) download_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (uri == NULL || !is_safe (uri))
    {
      fail (task, SK_ERROR_SETTING,
            _("its address must begin with https:// or webcal://. Add it again."));
      return;
    }

  self->session = soup_session_new_with_options ("user-agent", "slotkeeper/" PACKAGE_VERSION,
                                                 NULL);
  self->etag = g_strdup (init->etag);
  self->modified = g_strdup (init->modified);
  self->abort = g_cancellable_new ();
  watch (task, init->timeout_ms);
  send_to (task, uri);
}

/**
 * sk_http_download_finish:
 * @result: what the callback was given
 * @error: an SkError by its remedy, half a sentence to follow the name of the
 *   calendar; never the address; or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what came
 */
SkDownload *
sk_http_download_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
