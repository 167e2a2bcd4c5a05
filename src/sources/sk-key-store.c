/* sk-key-store.c — the door behind which keys are kept
 *
 * Whoever looks for a key asks here, and never for a dialog: only
 * sk_key_store_unlock_async(), and storing, which follow a click, may let one
 * appear.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-key-store.h"

G_DEFINE_INTERFACE (SkKeyStore, sk_key_store, G_TYPE_OBJECT)

static guint locked_changed;

static void
sk_key_store_default_init (SkKeyStoreInterface *iface)
{
  locked_changed = g_signal_new ("locked-changed", SK_TYPE_KEY_STORE, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

/**
 * sk_key_answer_new:
 * @key: (transfer full) (nullable): a key
 * @keyring: how it is with the keyring
 *
 * Returns: (transfer full): the answer
 */
SkKeyAnswer *
sk_key_answer_new (SkSecret       *key,
                   SkKeyringState  keyring)
{
  SkKeyAnswer *self = g_new0 (SkKeyAnswer, 1);

  self->key = key;
  self->keyring = keyring;

  return self;
}

void
sk_key_answer_free (SkKeyAnswer *self)
{
  g_clear_pointer (&self->key, sk_secret_unref);
  g_free (self);
}

/**
 * sk_key_store_find_async:
 * @self: a store
 * @workspace: the id of a workspace
 * @cancellable: (nullable): to give up
 * @callback: called with what came of it
 * @user_data: for @callback
 *
 * Looks for a key.  Nothing is unlocked for it.
 */
void
sk_key_store_find_async (SkKeyStore          *self,
                         const char          *workspace,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (SK_IS_KEY_STORE (self));
  g_return_if_fail (workspace != NULL);

  SK_KEY_STORE_GET_IFACE (self)->find_async (self, workspace, cancellable, callback, user_data);
}

/**
 * sk_key_store_find_finish:
 * @self: a store
 * @result: what the callback got
 * @error: %SK_ERROR_DENIED if there is a file with keys that cannot be used
 *
 * Returns: (transfer full) (nullable): the answer, also where there is no key
 */
SkKeyAnswer *
sk_key_store_find_finish (SkKeyStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sk_key_store_store_async:
 * @self: a store
 * @workspace: the id of a workspace
 * @name: what it is called
 * @key: its key
 * @place: where the person wants it
 * @cancellable: (nullable): to give up
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Keeps a key, in place of any other of that workspace.  The person may be
 * asked to unlock the keyring.
 */
void
sk_key_store_store_async (SkKeyStore          *self,
                          const char          *workspace,
                          const char          *name,
                          SkSecret            *key,
                          SkKeyPlace           place,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SK_IS_KEY_STORE (self));
  g_return_if_fail (workspace != NULL && name != NULL && key != NULL);

  SK_KEY_STORE_GET_IFACE (self)->store_async (self, workspace, name, key, place, cancellable,
                                              callback, user_data);
}

/**
 * sk_key_store_store_finish:
 * @self: a store
 * @result: what the callback got
 * @place: (out) (optional): where it is: %SK_KEY_PLACE_MEMORY if there is no keyring
 * @error: %SK_ERROR_DENIED, saying what else can be done
 *
 * Returns: whether it is kept
 */
gboolean
sk_key_store_store_finish (SkKeyStore    *self,
                           GAsyncResult  *result,
                           SkKeyPlace    *place,
                           GError       **error)
{
  gssize kept;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  kept = g_task_propagate_int (G_TASK (result), error);
  if (kept >= 0 && place != NULL)
    *place = (SkKeyPlace) kept;

  return kept >= 0;
}

/**
 * sk_key_store_clear_async:
 * @self: a store
 * @workspace: the id of a workspace
 * @cancellable: (nullable): to give up
 * @callback: called when it is forgotten
 * @user_data: for @callback
 *
 * Forgets the key of a workspace, wherever it is.  The person may be asked to
 * unlock the keyring.
 */
void
sk_key_store_clear_async (SkKeyStore          *self,
                          const char          *workspace,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SK_IS_KEY_STORE (self));
  g_return_if_fail (workspace != NULL);

  SK_KEY_STORE_GET_IFACE (self)->clear_async (self, workspace, cancellable, callback, user_data);
}

/**
 * sk_key_store_clear_finish:
 * @self: a store
 * @result: what the callback got
 * @error: %SK_ERROR_DENIED, saying where it still is
 *
 * Returns: whether there is no such key any more
 */
gboolean
sk_key_store_clear_finish (SkKeyStore    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sk_key_store_check_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called with the state
 * @user_data: for @callback
 *
 * Asks how it is with the keyring, and listens from then on.
 */
void
sk_key_store_check_async (SkKeyStore          *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SK_IS_KEY_STORE (self));

  SK_KEY_STORE_GET_IFACE (self)->check_async (self, cancellable, callback, user_data);
}

/**
 * sk_key_store_check_finish:
 * @self: a store
 * @result: what the callback got
 * @state: (out): how it is with the keyring
 * @error: only cancellation
 *
 * Returns: whether @state is set
 */
gboolean
sk_key_store_check_finish (SkKeyStore      *self,
                           GAsyncResult    *result,
                           SkKeyringState  *state,
                           GError         **error)
{
  gssize found;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  found = g_task_propagate_int (G_TASK (result), error);
  if (found >= 0)
    *state = (SkKeyringState) found;

  return found >= 0;
}

/**
 * sk_key_store_unlock_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called when the person has answered
 * @user_data: for @callback
 *
 * Lets the desktop ask for the keyring's password.  Only for the person's click.
 */
void
sk_key_store_unlock_async (SkKeyStore          *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (SK_IS_KEY_STORE (self));

  SK_KEY_STORE_GET_IFACE (self)->unlock_async (self, cancellable, callback, user_data);
}

/**
 * sk_key_store_unlock_finish:
 * @self: a store
 * @result: what the callback got
 * @error: %SK_ERROR_DENIED if it is still locked
 *
 * Returns: whether it is open
 */
gboolean
sk_key_store_unlock_finish (SkKeyStore    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sk_key_store_emit_locked_changed:
 * @self: a store
 * @is_locked: whether the keyring is locked now
 *
 * For stores: tells everybody.
 */
void
sk_key_store_emit_locked_changed (SkKeyStore *self,
                                  gboolean    is_locked)
{
  g_signal_emit (self, locked_changed, 0, is_locked);
}
