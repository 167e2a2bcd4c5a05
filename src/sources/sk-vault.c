/* sk-vault.c — the desktop's keyring, without ever waiting for it
 *
 * It is searched without being unlocked.  That it is locked is seen from its
 * default collection, which is listened to from the first question on; a key
 * that is not found while that is locked may be there all the same.
 *
 *   find:   search → read one after the other ─┬─ a key
 *                                              └─ look at the lock: open or locked
 *   unlock: look at the lock → ask the person
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-vault.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-vault-schema.h"

struct _SkVault
{
  GObject           parent_instance;

  SecretCollection *collection;         /* (nullable): none yet, or none at all */
  gboolean          is_locked;          /* as everybody was told */
};

static void sk_vault_key_store_init (SkKeyStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SkVault, sk_vault, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_KEY_STORE, sk_vault_key_store_init))

/* --- the lock --- */

static gboolean
is_locked (SkVault *self)
{
  return self->collection != NULL && secret_collection_get_locked (self->collection);
}

static void
tell_lock (SkVault *self)
{
  if (is_locked (self) == self->is_locked)
    return;

  self->is_locked = is_locked (self);
  sk_key_store_emit_locked_changed (SK_KEY_STORE (self), self->is_locked);
}

static void
on_locked (SecretCollection *collection,
           GParamSpec       *pspec,
           gpointer          user_data)
{
  tell_lock (user_data);
}

static void
leave_collection (SkVault *self)
{
  if (self->collection != NULL)
    g_signal_handlers_disconnect_by_data (self->collection, self);
  g_clear_object (&self->collection);
}

static void
follow_collection (SkVault          *self,
                   SecretCollection *collection)        /* (transfer full) (nullable) */
{
  leave_collection (self);
  self->collection = collection;
  if (collection != NULL)
    g_signal_connect (collection, "notify::locked", G_CALLBACK (on_locked), self);
  tell_lock (self);
}

/* Looking at it always ends well: in a sandbox there may be a keyring without
 * a service that could be locked. */
static void
on_collection (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  SecretCollection *collection = secret_collection_for_alias_finish (result, &error);

  if (error == NULL)
    follow_collection (g_task_get_source_object (task), collection);
  g_task_return_boolean (task, TRUE);
}

static void
on_service (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(SecretService) service = secret_service_get_finish (result, NULL);

  if (service == NULL)
    g_task_return_boolean (task, TRUE);
  else
    secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                 g_task_get_cancellable (task), on_collection,
                                 g_object_ref (task));
}

static void
look_at_lock_async (SkVault             *self,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, look_at_lock_async);
  secret_service_get (SECRET_SERVICE_NONE, cancellable, on_service, task);
}

static gboolean
look_at_lock_finish (SkVault       *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- finding --- */

static void read_next (GTask *task);

static void
return_answer (GTask          *task,
               SkSecret       *key,             /* (transfer full) (nullable) */
               SkKeyringState  state)
{
  g_task_return_pointer (task, sk_key_answer_new (key, state),
                         (GDestroyNotify) sk_key_answer_free);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(SecretValue) value = NULL;
  const char *text;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, NULL);
  text = value != NULL ? secret_value_get_text (value) : NULL;
  if (text != NULL)
    return_answer (task, sk_secret_new (text), SK_KEYRING_OPEN);
  else
    read_next (task);
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkVault *self = SK_VAULT (source);
  g_autoptr(GError) error = NULL;

  if (look_at_lock_finish (self, result, &error))
    return_answer (task, NULL, is_locked (self) ? SK_KEYRING_LOCKED : SK_KEYRING_OPEN);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Of a locked item the secret cannot be read; the lock says why. */
static void
read_next (GTask *task)
{
  GPtrArray *items = g_task_get_task_data (task);
  g_autoptr(SecretRetrievable) item = NULL;

  if (items->len == 0)
    {
      look_at_lock_async (g_task_get_source_object (task), g_task_get_cancellable (task), on_looked,
                          g_object_ref (task));
      return;
    }

  item = g_ptr_array_steal_index (items, 0);
  secret_retrievable_retrieve_secret (item, g_task_get_cancellable (task), on_read,
                                      g_object_ref (task));
}

static void
on_searched (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GList) found = secret_password_search_finish (result, &error);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *l = found; l != NULL; l = l->next)
    g_ptr_array_add (items, l->data);
  g_task_set_task_data (task, items, (GDestroyNotify) g_ptr_array_unref);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (error != NULL)
    return_answer (task, NULL, SK_KEYRING_NONE);
  else
    read_next (task);
}

static void
find_async (SkKeyStore          *store,
            const char          *workspace,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GHashTable) attributes = sk_vault_schema_make_attributes (workspace);
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, find_async);
  secret_password_searchv (&sk_vault_schema, attributes,
                           SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS, cancellable,
                           on_searched, task);
}

/* --- checking --- */

static void
on_found_nobody (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkKeyAnswer) answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (answer != NULL)
    g_task_return_int (task, answer->keyring);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* As if a key were looked for that nobody has. */
static void
check_async (SkKeyStore          *store,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, check_async);
  find_async (store, "", cancellable, on_found_nobody, task);
}

/* --- storing --- */

static void
on_checked_after (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  gssize state = g_task_propagate_int (G_TASK (result), NULL);

  if (state == SK_KEYRING_NONE)
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING,
                             _("There is no keyring on this machine."));
  else
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED,
                             _("The keyring did not take the key. Unlock it and try again, or keep "
                               "the key until you quit, or in a file."));
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_int (task, SK_KEY_PLACE_KEYRING);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    check_async (g_task_get_source_object (task), g_task_get_cancellable (task), on_checked_after,
                 g_object_ref (task));
}

static void
store_async (SkKeyStore          *store,
             const char          *workspace,
             const char          *name,
             SkSecret            *key,
             SkKeyPlace           place,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr(GHashTable) attributes = sk_vault_schema_make_attributes (workspace);
  g_autofree char *label = sk_vault_schema_dup_label (name);
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_async);
  secret_password_storev (&sk_vault_schema, attributes, SECRET_COLLECTION_DEFAULT, label,
                          sk_secret_peek (key), cancellable, on_stored, task);
}

/* --- clearing --- */

/* Nothing to clear is an answer of its own, without an error. */
static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED,
                             _("The keyring did not let the key go. Try again."));
}

/* Clearing in libsecret leaves out what is locked, and says it is done. */
static void
on_found_before (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkKeyAnswer) answer = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr(GHashTable) attributes = NULL;

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer->keyring == SK_KEYRING_LOCKED)
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED,
                             _("The keyring is locked, and the key may still be in it. Unlock it "
                               "and try again."));
  else if (answer->key == NULL)
    g_task_return_boolean (task, TRUE);
  else
    {
      attributes = sk_vault_schema_make_attributes (g_task_get_task_data (task));
      secret_password_clearv (&sk_vault_schema, attributes, g_task_get_cancellable (task),
                              on_cleared, g_object_ref (task));
    }
}

static void
clear_async (SkKeyStore          *store,
             const char          *workspace,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, clear_async);
  g_task_set_task_data (task, g_strdup (workspace), g_free);
  find_async (store, workspace, cancellable, on_found_before, task);
}

/* --- unlocking --- */

static void
return_unlocked (GTask *task)
{
  if (is_locked (g_task_get_source_object (task)))
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED, _("The keyring is still locked."));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_seen_again (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (look_at_lock_finish (SK_VAULT (source), result, &error))
    return_unlocked (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Whatever it says: whether it is open, the collection knows. */
static void
on_unlocked (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  GList *unlocked = NULL;

  secret_service_unlock_finish (SECRET_SERVICE (source), result, &unlocked, &error);
  g_list_free_full (unlocked, g_object_unref);
  if (error != NULL)
    g_debug ("The keyring was not unlocked");
  look_at_lock_async (g_task_get_source_object (task), g_task_get_cancellable (task),
                      on_seen_again, g_object_ref (task));
}

static void
on_seen_before (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkVault *self = SK_VAULT (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GList) collections = NULL;

  if (!look_at_lock_finish (self, result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!is_locked (self))
    return_unlocked (task);
  else
    {
      collections = g_list_prepend (NULL, self->collection);
      secret_service_unlock (secret_collection_get_service (self->collection), collections,
                             g_task_get_cancellable (task), on_unlocked, g_object_ref (task));
    }
}

static void
unlock_async (SkKeyStore          *store,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, unlock_async);
  look_at_lock_async (SK_VAULT (store), cancellable, on_seen_before, task);
}

/* --- the type --- */

static void
sk_vault_key_store_init (SkKeyStoreInterface *iface)
{
  iface->find_async = find_async;
  iface->store_async = store_async;
  iface->clear_async = clear_async;
  iface->check_async = check_async;
  iface->unlock_async = unlock_async;
}

static void
sk_vault_dispose (GObject *object)
{
  leave_collection (SK_VAULT (object));

  G_OBJECT_CLASS (sk_vault_parent_class)->dispose (object);
}

static void
sk_vault_class_init (SkVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sk_vault_dispose;
}

static void
sk_vault_init (SkVault *self)
{
}

/**
 * sk_vault_new:
 *
 * Returns: (transfer full): the desktop's keyring, which keeps keys there and
 *   nowhere else; storing fails with %SK_ERROR_MISSING if there is none
 */
SkKeyStore *
sk_vault_new (void)
{
  return g_object_new (SK_TYPE_VAULT, NULL);
}
