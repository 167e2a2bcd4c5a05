/* sk-http-exchange.c — one message sent, and its answer read to the end
 *
 * What soup_session_send_and_read_async() does, but with an upper bound to
 * what it reads.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-http-exchange.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"

#define MAX_ANSWER (32u * 1024 * 1024)
#define CHUNK (64 * 1024)

typedef struct
{
  SoupMessage  *message;
  GInputStream *stream;         /* (nullable): the answer */
  GByteArray   *answer;         /* what came of it so far */
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->message);
  g_clear_pointer (&exchange->answer, g_byte_array_unref);
  g_free (exchange);
}

static void
return_too_long (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  soup_session_abort (g_task_get_source_object (task));
  /* Translators: %s is the name of a server. */
  g_task_return_new_error (task, SK_ERROR, SK_ERROR_MALFORMED,
                           _("%s answered with more than 32 MiB, which we do not read."),
                           g_uri_get_host (soup_message_get_uri (exchange->message)));
}

static void on_read (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data);

static void
read_on (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_read, g_object_ref (task));
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
  Exchange *exchange = g_task_get_task_data (task);

  if (chunk == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (g_bytes_get_size (chunk) == 0)
    {
      g_task_return_pointer (task,
                             g_byte_array_free_to_bytes (g_steal_pointer (&exchange->answer)),
                             (GDestroyNotify) g_bytes_unref);
    }
  else if (exchange->answer->len + g_bytes_get_size (chunk) > MAX_ANSWER)
    {
      return_too_long (task);
    }
  else
    {
      g_byte_array_append (exchange->answer, g_bytes_get_data (chunk, NULL),
                           (guint) g_bytes_get_size (chunk));
      read_on (task);
    }
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Exchange *exchange = g_task_get_task_data (task);

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream != NULL)
    read_on (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sk_http_exchange_async:
 * @session: what sends it
 * @message: what is sent
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Sends a message once.
 */
void
sk_http_exchange_async (SoupSession         *session,
                        SoupMessage         *message,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (session, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->message = g_object_ref (message);
  exchange->answer = g_byte_array_new ();
  g_task_set_source_tag (task, sk_http_exchange_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, on_answered,
                           g_object_ref (task));
}

/**
 * sk_http_exchange_finish:
 * @session: what sent it
 * @result: what the callback was given
 * @error: %SK_ERROR_MALFORMED if the answer is too long, or why there is none
 *
 * Returns: (transfer full) (nullable): the body of the answer, whatever its status
 */
GBytes *
sk_http_exchange_finish (SoupSession   *session,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
