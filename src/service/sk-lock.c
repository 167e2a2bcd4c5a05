/* sk-lock.c — one commit at a time on a machine
 *
 * The lock is on an open file, so the system lets it go when its process ends,
 * however that ends.  Nobody can be woken by it without a thread that waits,
 * so it is tried again and again while the main context turns.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE             /* F_OFD_SETLK */
#include "config.h"

#include "sk-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "sk-error.h"

#define FILE_MODE 0600
#define FOLDER_MODE 0700

struct _SkLock
{
  int fd;
};

/* Somebody who waits. */
typedef struct
{
  char   *path;
  int     fd;
  guint   tries;                /* left */
} Waiting;

/**
 * sk_lock_free:
 * @self: (transfer full): a lock
 *
 * Lets it go.
 */
void
sk_lock_free (SkLock *self)
{
  close (self->fd);
  g_free (self);
}

static void
waiting_free (Waiting *waiting)
{
  if (waiting->fd >= 0)
    close (waiting->fd);
  g_free (waiting->path);
  g_free (waiting);
}

static void
return_trouble (GTask *task,
                int    why)
{
  Waiting *waiting = g_task_get_task_data (task);

  /* Translators: %1$s is a file, %2$s why it cannot be locked */
  g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED, _("%1$s cannot be locked: %2$s."),
                           waiting->path, g_strerror (why));
}

static void
return_lock (GTask *task)
{
  Waiting *waiting = g_task_get_task_data (task);
  SkLock *lock = g_new0 (SkLock, 1);

  lock->fd = g_steal_fd (&waiting->fd);
  g_task_return_pointer (task, lock, (GDestroyNotify) sk_lock_free);
}

/* Whether that was the end of it. */
static gboolean
try_once (GTask *task)
{
  Waiting *waiting = g_task_get_task_data (task);
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  if (g_task_return_error_if_cancelled (task))
    return TRUE;
  if (fcntl (waiting->fd, F_OFD_SETLK, &whole) == 0)
    return_lock (task);
  else if (errno != EAGAIN && errno != EACCES && errno != EINTR)
    return_trouble (task, errno);
  else if (waiting->tries == 0)
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_BUSY,
                             _("Another Slotkeeper is writing on this machine and has not "
                               "finished. Nothing was written; try again later."));
  else
    return FALSE;

  return TRUE;
}

static gboolean
on_retry (gpointer user_data)
{
  GTask *task = user_data;
  Waiting *waiting = g_task_get_task_data (task);

  waiting->tries--;

  return try_once (task) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static int
open_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    return -1;

  return open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, FILE_MODE);
}

/**
 * sk_lock_take_async:
 * @init: which lock, and how to wait for it
 * @cancellable: (nullable): stops it; noticed with the next try
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes the lock, as soon as nobody else has it.
 */
void
sk_lock_take_async (const SkLockInit    *init,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->path = g_strdup (init->path);
  waiting->fd = open_file (init->path);
  waiting->tries = init->patience_ms / MAX (init->retry_ms, 1);
  g_task_set_source_tag (task, sk_lock_take_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, waiting, (GDestroyNotify) waiting_free);

  if (waiting->fd < 0)
    return_trouble (task, errno);
  else if (!try_once (task))
    g_timeout_add_full (G_PRIORITY_DEFAULT, MAX (init->retry_ms, 1), on_retry,
                        g_object_ref (task), g_object_unref);
}

/**
 * sk_lock_take_finish:
 * @result: what the callback was given
 * @error: %SK_ERROR_BUSY if somebody else has it all the time
 *
 * Returns: (transfer full) (nullable): the lock
 */
SkLock *
sk_lock_take_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
