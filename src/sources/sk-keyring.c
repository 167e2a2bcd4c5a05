/* sk-keyring.c — where keys are kept, for who can wait
 *
 * In the desktop's keyring; where there is none, and only where the person
 * chose it, in a file that nobody else may read.  Looking never unlocks: a
 * password dialog out of nowhere is for nobody.  Who cannot wait has
 * sk-key-store.h.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-keyring.h"

#include <glib/gi18n-lib.h>
#ifdef HAVE_LIBSECRET
# include "sk-vault-schema.h"
#endif

#include "sk-error.h"
#include "sk-key-file.h"

/* --- the keyring --- */

#ifdef HAVE_LIBSECRET

/* The items of a workspace, with their secrets where the keyring is unlocked. */
static GList *
search (const char  *workspace,
        GError     **error)
{
  g_autoptr(GHashTable) attributes = sk_vault_schema_make_attributes (workspace);

  return secret_password_searchv_sync (&sk_vault_schema, attributes,
                                       SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS, NULL,
                                       error);
}

/* In a sandbox there may be a keyring without a service that could be locked. */
static SkKeyringState
get_lock_state (void)
{
  g_autoptr(SecretService) service = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS,
                                                              NULL, NULL);
  g_autoptr(SecretCollection) collection = NULL;

  if (service == NULL)
    return SK_KEYRING_OPEN;

  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, NULL);

  return collection != NULL && secret_collection_get_locked (collection) ? SK_KEYRING_LOCKED
                                                                         : SK_KEYRING_OPEN;
}

static SkSecret *
take_secret (GList     *items,
             gboolean  *is_locked)
{
  *is_locked = FALSE;
  for (GList *l = items; l != NULL; l = l->next)
    {
      g_autoptr(SecretValue) value = secret_retrievable_retrieve_secret_sync (l->data, NULL, NULL);
      const char *text = value != NULL ? secret_value_get_text (value) : NULL;

      if (text != NULL)
        return sk_secret_new (text);
      *is_locked = TRUE;
    }

  return NULL;
}

static SkSecret *
find_in_keyring (const char *workspace,
                 gboolean   *is_locked)
{
  g_autoptr(GError) error = NULL;
  GList *items = search (workspace, &error);
  SkSecret *key = take_secret (items, is_locked);

  g_list_free_full (items, g_object_unref);
  if (error != NULL)
    g_debug ("The keyring cannot be asked");    /* a message might say what for */

  return key;
}

/**
 * sk_keyring_check:
 *
 * Returns: how it is with the keyring
 */
SkKeyringState
sk_keyring_check (void)
{
  g_autoptr(GError) error = NULL;

  g_list_free_full (search ("", &error), g_object_unref);

  return error != NULL ? SK_KEYRING_NONE : get_lock_state ();
}

/**
 * sk_keyring_store:
 * @workspace: the id of a workspace
 * @name: what it is called
 * @key: its key
 * @error: %SK_ERROR_DENIED, saying what else can be done
 *
 * Puts the key into the keyring, and takes an older one out of the file, which
 * would go before it; a person who is asked to unlock it can do so.
 *
 * Returns: whether it is there
 */
gboolean
sk_keyring_store (const char  *workspace,
                  const char  *name,
                  SkSecret    *key,
                  GError     **error)
{
  g_autofree char *label = sk_vault_schema_dup_label (name);
  g_autoptr(GError) trouble = NULL;

  if (secret_password_store_sync (&sk_vault_schema, SECRET_COLLECTION_DEFAULT, label,
                                  sk_secret_peek (key), NULL, &trouble, "workspace", workspace,
                                  NULL))
    return sk_key_file_clear (workspace, error);

  g_set_error_literal (error, SK_ERROR, SK_ERROR_DENIED,
                       _("The keyring did not take the key: it is locked, or there is none. Unlock "
                         "it and try again, keep the key in a file with --key-file, or set it in "
                         "the environment."));
  return FALSE;
}

#else

static SkSecret *
find_in_keyring (const char *workspace,
                 gboolean   *is_locked)
{
  *is_locked = FALSE;

  return NULL;
}

SkKeyringState
sk_keyring_check (void)
{
  return SK_KEYRING_NONE;
}

gboolean
sk_keyring_store (const char  *workspace,
                  const char  *name,
                  SkSecret    *key,
                  GError     **error)
{
  g_set_error_literal (error, SK_ERROR, SK_ERROR_DENIED,
                       _("This build has no keyring. Keep the key in a file with --key-file, or "
                         "set it in the environment."));
  return FALSE;
}

#endif

/**
 * sk_keyring_find:
 * @workspace: the id of a workspace
 * @error: %SK_ERROR_DENIED, saying what can be done
 *
 * Returns: (transfer full) (nullable): its key
 */
SkSecret *
sk_keyring_find (const char  *workspace,
                 GError     **error)
{
  gboolean is_locked;
  g_autoptr(GError) trouble = NULL;
  g_autoptr(SkSecret) key = sk_key_file_find (workspace, &trouble);

  if (key != NULL)
    return g_steal_pointer (&key);
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return NULL;
    }

  key = find_in_keyring (workspace, &is_locked);
  if (key != NULL)
    return g_steal_pointer (&key);

  g_set_error_literal (error, SK_ERROR, SK_ERROR_DENIED,
                       is_locked
                       ? _("The keyring is locked. Unlock it and try again.")
                       : _("There is no key for it in the keyring. Give it one in the "
                           "preferences, or run “slotkeeperctl connect”."));
  return NULL;
}
