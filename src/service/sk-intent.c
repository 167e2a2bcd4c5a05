/* sk-intent.c — a whole change set, journalled before anything of it is done
 *
 * For what begins with something that is no change of a task: a column has to
 * be added before it can be ticked.  Whoever is ended in between has said what
 * was to follow, and sk-recovery.c makes it so.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-intent.h"

#include "sk-lock.h"

static void
on_locked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  const SkIntentInit *init = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(SkLock) lock = sk_lock_take_finish (result, &error);

  if (lock != NULL &&
      sk_journal_append_writes (init->journal, init->set, 0, init->set->writes->len, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sk_intent_note_async:
 * @init: what to say, and where
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes a line for each change of the set, once nobody else on this machine
 * is writing.
 */
void
sk_intent_note_async (const SkIntentInit  *init,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_intent_note_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_memdup2 (init, sizeof *init), g_free);
  sk_lock_take_async (&(SkLockInit) {
    .path = sk_journal_get_lock_path (init->journal),
    .patience_ms = init->patience_ms,
    .retry_ms = SK_LOCK_RETRY_MS,
  }, cancellable, on_locked, g_object_ref (task));
}

/**
 * sk_intent_note_finish:
 * @result: what the callback was given
 * @error: why it is not written
 *
 * Returns: whether the disk has a line for each change
 */
gboolean
sk_intent_note_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
