/* sk-desktop-keys.c — every place a key may be in, as one
 *
 * What the person gave us until we quit goes before the file, and the file
 * before the keyring.  A workspace has one key: keeping it in one place
 * forgets it in the others.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-desktop-keys.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-key-file.h"
#ifdef HAVE_LIBSECRET
# include "sk-vault.h"
#endif

struct _SkDesktopKeys
{
  GObject     parent_instance;

  SkKeyStore *keyring;          /* (nullable): this build has none */
  GHashTable *memory;           /* (element-type utf8 SkSecret) */
};

/* What is being stored, or cleared. */
typedef struct
{
  char     *workspace;
  SkSecret *key;                /* (nullable): it is being cleared */
} Errand;

static void sk_desktop_keys_key_store_init (SkKeyStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SkDesktopKeys, sk_desktop_keys, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_KEY_STORE,
                                                      sk_desktop_keys_key_store_init))

static void
errand_free (Errand *errand)
{
  g_free (errand->workspace);
  g_clear_pointer (&errand->key, sk_secret_unref);
  g_free (errand);
}

static GTask *
begin (SkDesktopKeys       *self,
       const char          *workspace,
       SkSecret            *key,        /* (nullable) */
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  errand->workspace = g_strdup (workspace);
  errand->key = key != NULL ? sk_secret_ref (key) : NULL;
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);

  return task;
}

/* --- finding --- */

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  SkKeyAnswer *answer = sk_key_store_find_finish (SK_KEY_STORE (source), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) sk_key_answer_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
find_async (SkKeyStore          *store,
            const char          *workspace,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  SkDesktopKeys *self = SK_DESKTOP_KEYS (store);
  g_autoptr(GTask) task = begin (self, workspace, NULL, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;
  SkSecret *kept = g_hash_table_lookup (self->memory, workspace);
  g_autoptr(SkSecret) key = kept != NULL ? sk_secret_ref (kept) : NULL;

  g_task_set_source_tag (task, find_async);
  if (key == NULL)
    key = sk_key_file_find (workspace, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (key != NULL)
    g_task_return_pointer (task, sk_key_answer_new (g_steal_pointer (&key), SK_KEYRING_OPEN),
                           (GDestroyNotify) sk_key_answer_free);
  else if (self->keyring == NULL)
    g_task_return_pointer (task, sk_key_answer_new (NULL, SK_KEYRING_NONE),
                           (GDestroyNotify) sk_key_answer_free);
  else
    sk_key_store_find_async (self->keyring, workspace, cancellable, on_found,
                             g_object_ref (task));
}

/* --- clearing --- */

static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (sk_key_store_clear_finish (SK_KEY_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
clear_async (SkKeyStore          *store,
             const char          *workspace,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  SkDesktopKeys *self = SK_DESKTOP_KEYS (store);
  g_autoptr(GTask) task = begin (self, workspace, NULL, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;

  g_task_set_source_tag (task, clear_async);
  g_hash_table_remove (self->memory, workspace);
  if (!sk_key_file_clear (workspace, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->keyring == NULL)
    g_task_return_boolean (task, TRUE);
  else
    sk_key_store_clear_async (self->keyring, workspace, cancellable, on_cleared,
                              g_object_ref (task));
}

/* --- storing --- */

/* An older key in the file would go before one in the keyring, and come back
 * after one in memory; it goes only once the new one is safe. */
static void
return_without_file (GTask      *task,
                     SkKeyPlace  place)
{
  Errand *errand = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (sk_key_file_clear (errand->workspace, &error))
    g_task_return_int (task, place);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
keep_in_memory (GTask *task)
{
  SkDesktopKeys *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);

  g_hash_table_insert (self->memory, g_strdup (errand->workspace), sk_secret_ref (errand->key));
  return_without_file (task, SK_KEY_PLACE_MEMORY);
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkDesktopKeys *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  SkKeyPlace place;

  if (sk_key_store_store_finish (SK_KEY_STORE (source), result, &place, &error))
    {
      g_hash_table_remove (self->memory, errand->workspace);
      return_without_file (task, place);
    }
  else if (g_error_matches (error, SK_ERROR, SK_ERROR_MISSING))
    keep_in_memory (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
store_in_file (GTask *task)
{
  SkDesktopKeys *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!sk_key_file_store (errand->workspace, errand->key, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_hash_table_remove (self->memory, errand->workspace);
  g_task_return_int (task, SK_KEY_PLACE_FILE);
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
  SkDesktopKeys *self = SK_DESKTOP_KEYS (store);
  g_autoptr(GTask) task = begin (self, workspace, key, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_async);
  if (place == SK_KEY_PLACE_FILE)
    store_in_file (task);
  else if (place == SK_KEY_PLACE_MEMORY || self->keyring == NULL)
    keep_in_memory (task);
  else
    sk_key_store_store_async (self->keyring, workspace, name, key, place, cancellable, on_stored,
                              g_object_ref (task));
}

/* --- the lock --- */

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  SkKeyringState state;

  if (sk_key_store_check_finish (SK_KEY_STORE (source), result, &state, &error))
    g_task_return_int (task, state);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
check_async (SkKeyStore          *store,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  SkDesktopKeys *self = SK_DESKTOP_KEYS (store);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, check_async);
  if (self->keyring == NULL)
    g_task_return_int (task, SK_KEYRING_NONE);
  else
    sk_key_store_check_async (self->keyring, cancellable, on_checked, g_object_ref (task));
}

static void
on_unlocked (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (sk_key_store_unlock_finish (SK_KEY_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
unlock_async (SkKeyStore          *store,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  SkDesktopKeys *self = SK_DESKTOP_KEYS (store);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, unlock_async);
  if (self->keyring == NULL)
    g_task_return_boolean (task, TRUE);         /* nothing is locked */
  else
    sk_key_store_unlock_async (self->keyring, cancellable, on_unlocked, g_object_ref (task));
}

static void
on_locked_changed (SkKeyStore *keyring,
                   gboolean    is_locked,
                   gpointer    user_data)
{
  sk_key_store_emit_locked_changed (SK_KEY_STORE (user_data), is_locked);
}

/* --- the type --- */

static void
sk_desktop_keys_key_store_init (SkKeyStoreInterface *iface)
{
  iface->find_async = find_async;
  iface->store_async = store_async;
  iface->clear_async = clear_async;
  iface->check_async = check_async;
  iface->unlock_async = unlock_async;
}

static void
sk_desktop_keys_finalize (GObject *object)
{
  SkDesktopKeys *self = SK_DESKTOP_KEYS (object);

  g_clear_object (&self->keyring);
  g_hash_table_unref (self->memory);

  G_OBJECT_CLASS (sk_desktop_keys_parent_class)->finalize (object);
}

static void
sk_desktop_keys_class_init (SkDesktopKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_desktop_keys_finalize;
}

static void
sk_desktop_keys_init (SkDesktopKeys *self)
{
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) sk_secret_unref);
}

/**
 * sk_desktop_keys_new_with:
 * @keyring: (nullable): the keyring to use; %NULL: there is none
 *
 * Returns: (transfer full): memory, the file and @keyring as one
 */
SkKeyStore *
sk_desktop_keys_new_with (SkKeyStore *keyring)
{
  SkDesktopKeys *self = g_object_new (SK_TYPE_DESKTOP_KEYS, NULL);

  if (keyring != NULL)
    {
      self->keyring = g_object_ref (keyring);
      g_signal_connect_object (keyring, "locked-changed", G_CALLBACK (on_locked_changed), self, 0);
    }

  return SK_KEY_STORE (self);
}

/**
 * sk_desktop_keys_new:
 *
 * Returns: (transfer full): memory, the file and the desktop's keyring as one
 */
SkKeyStore *
sk_desktop_keys_new (void)
{
#ifdef HAVE_LIBSECRET
  g_autoptr(SkKeyStore) keyring = sk_vault_new ();

  return sk_desktop_keys_new_with (keyring);
#else
  return sk_desktop_keys_new_with (NULL);
#endif
}
