/* sk-fake-keys.c — a store of keys that a test opens and locks
 *
 * A locked one takes no key and gives none; asking to unlock it opens it.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-fake-keys.h"

#include "sk-error.h"

struct _SkFakeKeys
{
  GObject         parent_instance;

  GHashTable     *keys;         /* (element-type utf8 utf8) */
  SkKeyringState  keyring;
  SkKeyPlace      place;        /* where the last one was wanted */
};

static void
find_async (SkKeyStore          *store,
            const char          *workspace,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  SkFakeKeys *self = SK_FAKE_KEYS (store);
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);
  const char *key = self->keyring == SK_KEYRING_OPEN
                    ? g_hash_table_lookup (self->keys, workspace) : NULL;

  g_task_return_pointer (task, sk_key_answer_new (key != NULL ? sk_secret_new (key) : NULL,
                                                  self->keyring),
                         (GDestroyNotify) sk_key_answer_free);
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
  SkFakeKeys *self = SK_FAKE_KEYS (store);
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);

  if (self->keyring == SK_KEYRING_LOCKED && place == SK_KEY_PLACE_KEYRING)
    {
      g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED, "locked");
      return;
    }

  self->place = self->keyring == SK_KEYRING_NONE ? SK_KEY_PLACE_MEMORY : place;
  sk_fake_keys_put (self, workspace, sk_secret_peek (key));
  g_task_return_int (task, self->place);
}

static void
clear_async (SkKeyStore          *store,
             const char          *workspace,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_hash_table_remove (SK_FAKE_KEYS (store)->keys, workspace);
  g_task_return_boolean (task, TRUE);
}

static void
check_async (SkKeyStore          *store,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_return_int (task, SK_FAKE_KEYS (store)->keyring);
}

static void
unlock_async (SkKeyStore          *store,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);

  sk_fake_keys_set_keyring (SK_FAKE_KEYS (store), SK_KEYRING_OPEN);
  g_task_return_boolean (task, TRUE);
}

static void
sk_fake_keys_iface_init (SkKeyStoreInterface *iface)
{
  iface->find_async = find_async;
  iface->store_async = store_async;
  iface->clear_async = clear_async;
  iface->check_async = check_async;
  iface->unlock_async = unlock_async;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SkFakeKeys, sk_fake_keys, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_KEY_STORE, sk_fake_keys_iface_init))

static void
sk_fake_keys_finalize (GObject *object)
{
  g_hash_table_unref (SK_FAKE_KEYS (object)->keys);

  G_OBJECT_CLASS (sk_fake_keys_parent_class)->finalize (object);
}

static void
sk_fake_keys_class_init (SkFakeKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_fake_keys_finalize;
}

static void
sk_fake_keys_init (SkFakeKeys *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SkFakeKeys *
sk_fake_keys_new (void)
{
  return g_object_new (SK_TYPE_FAKE_KEYS, NULL);
}

void
sk_fake_keys_set_keyring (SkFakeKeys     *self,
                          SkKeyringState  keyring)
{
  gboolean was_locked = self->keyring == SK_KEYRING_LOCKED;

  self->keyring = keyring;
  if (was_locked != (keyring == SK_KEYRING_LOCKED))
    sk_key_store_emit_locked_changed (SK_KEY_STORE (self), !was_locked);
}

/* Returns: (nullable): the key of a workspace */
const char *
sk_fake_keys_get (SkFakeKeys *self,
                  const char *workspace)
{
  return g_hash_table_lookup (self->keys, workspace);
}

void
sk_fake_keys_put (SkFakeKeys *self,
                  const char *workspace,
                  const char *key)
{
  g_hash_table_insert (self->keys, g_strdup (workspace), g_strdup (key));
}

guint
sk_fake_keys_get_n (SkFakeKeys *self)
{
  return g_hash_table_size (self->keys);
}

/* Returns: where the last key that was stored is */
SkKeyPlace
sk_fake_keys_get_place (SkFakeKeys *self)
{
  return self->place;
}
