/* sk-hand-over.c — a secret, read from whoever brings it
 *
 * Through a descriptor, because a text on the bus can be read by everybody who
 * watches it.  What is read is bounded in length and in time, and wiped.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-hand-over.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>

#include "sk-error.h"

/* Reading ends by itself: nobody's secret comes as slowly. */
#define PATIENCE_SECONDS 10

typedef struct
{
  const SkHandOver *what;
  GCancellable     *patience;           /* ends by itself */
  GCancellable     *cancellable;        /* (nullable): the caller's */
  gulong            handler;
  guint             timer;
  char              text[SK_HAND_OVER_MOST_BYTES + 2];  /* one too many, and the end */
} Reading;

/* Whatever is left of a secret in our memory goes with it. */
static void
reading_free (Reading *reading)
{
  volatile char *text = reading->text;

  for (gsize i = 0; i < sizeof reading->text; i++)
    text[i] = '\0';
  if (reading->handler != 0)
    g_cancellable_disconnect (reading->cancellable, reading->handler);
  g_clear_handle_id (&reading->timer, g_source_remove);
  g_object_unref (reading->patience);
  g_clear_object (&reading->cancellable);
  g_free (reading);
}

static gboolean
on_too_slow (gpointer user_data)
{
  Reading *reading = user_data;

  reading->timer = 0;
  g_cancellable_cancel (reading->patience);

  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable,
              gpointer      patience)
{
  g_cancellable_cancel (patience);
}

static void
return_error (GTask      *task,
              const char *text)
{
  g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED, "%s", text);
}

static void
return_secret (GTask   *task,
               Reading *reading,
               gsize    n)
{
  reading->text[n] = '\0';
  g_strstrip (reading->text);
  if (n > reading->what->n_bytes)
    return_error (task, _(reading->what->too_long));
  else if (*reading->text == '\0')
    return_error (task, _(reading->what->none));
  else
    g_task_return_pointer (task, sk_secret_new (reading->text), (GDestroyNotify) sk_secret_unref);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gsize n = 0;

  if (g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n, &error))
    return_secret (task, reading, n);
  else if (reading->cancellable != NULL && g_cancellable_is_cancelled (reading->cancellable))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    return_error (task, _(reading->what->broken));
}

/**
 * sk_hand_over_read_async:
 * @fd: says the secret and then ends; eaten
 * @what: (scope forever): what it is
 * @cancellable: (nullable): to give up
 * @callback: called with the secret
 * @user_data: for @callback
 */
void
sk_hand_over_read_async (int                  fd,
                         const SkHandOver    *what,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (what->n_bytes <= SK_HAND_OVER_MOST_BYTES);

  g_autoptr(GInputStream) stream = g_unix_input_stream_new (fd, TRUE);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->what = what;
  reading->patience = g_cancellable_new ();
  reading->timer = g_timeout_add_seconds (PATIENCE_SECONDS, on_too_slow, reading);
  if (cancellable != NULL)
    {
      reading->cancellable = g_object_ref (cancellable);
      reading->handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                                g_object_ref (reading->patience),
                                                g_object_unref);
    }
  g_task_set_source_tag (task, sk_hand_over_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_input_stream_read_all_async (stream, reading->text, what->n_bytes + 1, G_PRIORITY_DEFAULT,
                                 reading->patience, on_read, task);
}

/**
 * sk_hand_over_read_finish:
 * @result: what the callback was given
 * @error: %SK_ERROR_DENIED if there was none
 *
 * Returns: (transfer full) (nullable): the secret, without blanks around it
 */
SkSecret *
sk_hand_over_read_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
