/* sk-keyring.c — where keys are kept
 *
 * In the desktop's keyring; where there is none, and only where the person
 * chose it, in a file that nobody else may read.  Looking never unlocks: a
 * password dialog out of nowhere is for nobody.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-keyring.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef HAVE_LIBSECRET
# include <libsecret/secret.h>
#endif

#include "sk-error.h"

#define GROUP "keys"
#define FILE_MODE 0600
#define FOLDER_MODE 0700

/* --- the keyring --- */

#ifdef HAVE_LIBSECRET

static const SecretSchema schema = {
  .name = APP_ID ".Token",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "workspace", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* The items of a workspace, with their secrets where the keyring is unlocked. */
static GList *
search (const char  *workspace,
        GError     **error)
{
  g_autoptr(GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (char *) "workspace", (char *) workspace);

  return secret_password_searchv_sync (&schema, attributes,
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
 * Puts the key into the keyring; a person who is asked to unlock it can do so.
 *
 * Returns: whether it is there
 */
gboolean
sk_keyring_store (const char  *workspace,
                  const char  *name,
                  SkSecret    *key,
                  GError     **error)
{
  /* Translators: what a keyring's own window calls the key; %s is a workspace */
  g_autofree char *label = g_strdup_printf (_("Slotkeeper’s key for %s"), name);
  g_autoptr(GError) trouble = NULL;

  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, sk_secret_peek (key),
                                  NULL, &trouble, "workspace", workspace, NULL))
    return TRUE;

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

/* --- the file --- */

/**
 * sk_keyring_dup_file:
 *
 * Returns: (transfer full): the path of the file for keys
 */
char *
sk_keyring_dup_file (void)
{
  return g_build_filename (g_get_user_config_dir (), "slotkeeper", "keys", NULL);
}

static gboolean
is_private (const char  *path,
            GError     **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0 || (info.st_mode & 077) == 0)
    return TRUE;

  g_set_error (error, SK_ERROR, SK_ERROR_DENIED,
               _("Others can read the keys in %1$s, so none is used. Run: chmod 600 %1$s"), path);
  return FALSE;
}

static gboolean
load_file (GKeyFile    *keys,
           const char  *path,
           GError     **error)
{
  g_autoptr(GError) trouble = NULL;

  if (!is_private (path, error))
    return FALSE;
  if (g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, &trouble) ||
      g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
      g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    return TRUE;

  /* what is wrong with a line may quote it */
  g_set_error (error, SK_ERROR, SK_ERROR_DENIED,
               _("The keys in %s cannot be read. Check its permissions, or run connect again."),
               path);
  return FALSE;
}

static SkSecret *
find_in_file (const char  *workspace,
              GError     **error)
{
  g_autofree char *path = sk_keyring_dup_file ();
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  SkSecret *key = NULL;
  char *text;

  if (!load_file (keys, path, error))
    return NULL;

  text = g_key_file_get_string (keys, GROUP, workspace, NULL);
  if (text != NULL)
    key = sk_secret_new (text);
  sk_secret_wipe (text);

  return key;
}

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
  g_autoptr(SkSecret) key = find_in_file (workspace, &trouble);

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
                       : _("There is no key for it in the keyring. Run “slotkeeperctl connect”."));
  return NULL;
}

static gboolean
write_file (const char  *path,
            const char  *text,
            gsize        length)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_mkdir_with_parents (folder, FOLDER_MODE) == 0 &&
         g_file_set_contents_full (path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   FILE_MODE, NULL);
}

/**
 * sk_keyring_store_file:
 * @workspace: the id of a workspace
 * @key: its key
 * @error: %SK_ERROR_DENIED, naming the file
 *
 * Puts the key into the file: only for somebody who chose that.
 *
 * Returns: whether it is there
 */
gboolean
sk_keyring_store_file (const char  *workspace,
                       SkSecret    *key,
                       GError     **error)
{
  g_autofree char *path = sk_keyring_dup_file ();
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  gboolean is_written;
  gsize length;
  char *text;

  if (!load_file (keys, path, error))
    return FALSE;

  g_key_file_set_string (keys, GROUP, workspace, sk_secret_peek (key));
  text = g_key_file_to_data (keys, &length, NULL);
  is_written = write_file (path, text, length);
  sk_secret_wipe (text);
  if (!is_written)
    g_set_error (error, SK_ERROR, SK_ERROR_DENIED, _("%s cannot be written."), path);

  return is_written;
}
