/* sk-task-source.c — the door tasks come through, and plans go back
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-task-source.h"

G_DEFINE_INTERFACE (SkTaskSource, sk_task_source, G_TYPE_OBJECT)

static void
sk_task_source_default_init (SkTaskSourceInterface *iface)
{
}

/**
 * sk_task_source_get_id:
 * @self: a source
 *
 * Returns: the name its tasks know it by
 */
const char *
sk_task_source_get_id (SkTaskSource *self)
{
  g_return_val_if_fail (SK_IS_TASK_SOURCE (self), NULL);

  return SK_TASK_SOURCE_GET_IFACE (self)->get_id (self);
}

/**
 * sk_task_source_get_batch:
 * @self: a source
 *
 * Returns: how many changes sk_task_source_write_async() takes at once; they
 *   arrive together or not at all
 */
guint
sk_task_source_get_batch (SkTaskSource *self)
{
  g_return_val_if_fail (SK_IS_TASK_SOURCE (self), 1);

  return SK_TASK_SOURCE_GET_IFACE (self)->get_batch (self);
}

/**
 * sk_task_source_get_at_once:
 * @self: a source
 *
 * Returns: how many calls of sk_task_source_write_async() it likes to have
 *   under way at a time, each of another task: where every answer takes long,
 *   several take no longer than one
 */
guint
sk_task_source_get_at_once (SkTaskSource *self)
{
  g_return_val_if_fail (SK_IS_TASK_SOURCE (self), 1);

  SkTaskSourceInterface *iface = SK_TASK_SOURCE_GET_IFACE (self);

  return iface->get_at_once != NULL ? iface->get_at_once (self) : 1;
}

/**
 * sk_task_source_describe:
 * @self: a source
 * @change: what would be written
 * @rules: whose zone the times are told in
 * @writes: (element-type SkWrite): what is added to
 *
 * Says which properties a write would set, with their values before and
 * after in the source's own words.  Nothing is read or written.
 */
void
sk_task_source_describe (SkTaskSource   *self,
                         const SkChange *change,
                         SkRules        *rules,
                         GArray         *writes)
{
  g_return_if_fail (SK_IS_TASK_SOURCE (self));

  SK_TASK_SOURCE_GET_IFACE (self)->describe (self, change, rules, writes);
}

/**
 * sk_task_source_describe_done:
 * @self: a source
 * @task: a task of it
 * @writes: (element-type SkWrite): what is added to
 * @error: %SK_ERROR_MISSING, if there is no status that says so
 *
 * Says what would have to be put for @task to be done.  Only after a fetch.
 *
 * Returns: whether that is possible
 */
gboolean
sk_task_source_describe_done (SkTaskSource  *self,
                              SkTask        *task,
                              GArray        *writes,
                              GError       **error)
{
  g_return_val_if_fail (SK_IS_TASK_SOURCE (self), FALSE);

  return SK_TASK_SOURCE_GET_IFACE (self)->describe_done (self, task, writes, error);
}

/**
 * sk_task_source_rest:
 * @self: a source that is asked nothing at the moment
 *
 * Lets go of what is only of use while something is asked for.
 */
void
sk_task_source_rest (SkTaskSource *self)
{
  g_return_if_fail (SK_IS_TASK_SOURCE (self));

  if (SK_TASK_SOURCE_GET_IFACE (self)->rest != NULL)
    SK_TASK_SOURCE_GET_IFACE (self)->rest (self);
}

/**
 * sk_task_source_fetch_async:
 * @self: a source
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads everything the source has.
 */
void
sk_task_source_fetch_async (SkTaskSource        *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SK_IS_TASK_SOURCE (self));

  SK_TASK_SOURCE_GET_IFACE (self)->fetch_async (self, cancellable, callback, user_data);
}

/**
 * sk_task_source_fetch_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: why it could not be read, whole
 *
 * Returns: (transfer full) (nullable): everything it has; never a part of it
 */
SkSnapshot *
sk_task_source_fetch_finish (SkTaskSource  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (SK_IS_TASK_SOURCE (self), NULL);

  return SK_TASK_SOURCE_GET_IFACE (self)->fetch_finish (self, result, error);
}

/**
 * sk_task_source_poll_async:
 * @self: a source
 * @since: Unix seconds: when it was read, or asked this, the last time; a
 *   source that has a better clock of its own goes by that
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks whether anybody but us edited anything that matters to a plan since
 * everything was read.  It costs next to nothing — one request, as long as
 * hardly anything was edited — so it may be asked every minute or two.  What is
 * deleted is not seen, nor what a formula makes of the time: everything has to
 * be read now and then all the same.
 */
void
sk_task_source_poll_async (SkTaskSource        *self,
                           gint64               since,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (SK_IS_TASK_SOURCE (self));

  SK_TASK_SOURCE_GET_IFACE (self)->poll_async (self, since, cancellable, callback, user_data);
}

/**
 * sk_task_source_poll_finish:
 * @self: a source
 * @result: what the callback was given
 * @n_edited: (out): how many tasks somebody edited, as far as the source can
 *   count them: 0 if there is no use in reading everything again.  They are
 *   counted every time until that is done.
 * @error: why it could not be asked, as in sk_task_source_fetch_finish()
 *
 * Returns: whether @n_edited is known
 */
gboolean
sk_task_source_poll_finish (SkTaskSource  *self,
                            GAsyncResult  *result,
                            guint         *n_edited,
                            GError       **error)
{
  g_return_val_if_fail (SK_IS_TASK_SOURCE (self), FALSE);

  return SK_TASK_SOURCE_GET_IFACE (self)->poll_finish (self, result, n_edited, error);
}

/**
 * sk_task_source_write_async:
 * @self: a source
 * @changes: (element-type SkChange): no more than sk_task_source_get_batch()
 * @rules: whose zone the times are written in
 * @cancellable: (nullable): stops it before anything is sent, not in the middle
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes the changes, all or none.
 */
void
sk_task_source_write_async (SkTaskSource        *self,
                            GArray              *changes,
                            SkRules             *rules,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SK_IS_TASK_SOURCE (self));
  g_return_if_fail (changes->len <= sk_task_source_get_batch (self));

  SK_TASK_SOURCE_GET_IFACE (self)->write_async (self, changes, rules, cancellable,
                                                callback, user_data);
}

/**
 * sk_task_source_write_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: why nothing was written
 *
 * Returns: whether everything is written
 */
gboolean
sk_task_source_write_finish (SkTaskSource  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (SK_IS_TASK_SOURCE (self), FALSE);

  return SK_TASK_SOURCE_GET_IFACE (self)->write_finish (self, result, error);
}

/**
 * sk_task_source_put_async:
 * @self: a source
 * @writes: (element-type SkWrite): properties of one task, at least one; their
 *   tasks need no more than an id and a title
 * @cancellable: (nullable): stops it before anything is sent, not in the middle
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Where each property still means what its `before` says, sets all of them to
 * their `after`, in one step.  Both are the source's own words, as
 * sk_task_source_describe() gives them: with the two exchanged, a write is
 * taken back exactly.
 */
void
sk_task_source_put_async (SkTaskSource        *self,
                          GArray              *writes,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SK_IS_TASK_SOURCE (self));
  g_return_if_fail (writes->len > 0);

  SK_TASK_SOURCE_GET_IFACE (self)->put_async (self, writes, cancellable, callback, user_data);
}

/**
 * sk_task_source_put_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: %SK_ERROR_CONFLICT, naming the task and the property that holds
 *   something else by now, or why nothing is certain
 *
 * Returns: whether every property holds what was to be put there
 */
gboolean
sk_task_source_put_finish (SkTaskSource  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (SK_IS_TASK_SOURCE (self), FALSE);

  return SK_TASK_SOURCE_GET_IFACE (self)->put_finish (self, result, error);
}
