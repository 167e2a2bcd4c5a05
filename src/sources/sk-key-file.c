/* sk-key-file.c — keys in a file that nobody else may read
 *
 * Only for who chose it.  A file that others can read is not used at all.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-key-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "sk-error.h"

#define GROUP "keys"
#define FILE_MODE 0600
#define FOLDER_MODE 0700

/**
 * sk_key_file_dup_path:
 *
 * Returns: (transfer full): the path of the file for keys
 */
char *
sk_key_file_dup_path (void)
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

/**
 * sk_key_file_find:
 * @workspace: the id of a workspace
 * @error: %SK_ERROR_DENIED if others can read the file, or nobody can
 *
 * Returns: (transfer full) (nullable): its key; %NULL without an error: there
 *   is none
 */
SkSecret *
sk_key_file_find (const char  *workspace,
                  GError     **error)
{
  g_autofree char *path = sk_key_file_dup_path ();
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

static gboolean
save (GKeyFile    *keys,
      const char  *path,
      GError     **error)
{
  gsize length;
  char *text = g_key_file_to_data (keys, &length, NULL);
  gboolean is_written = write_file (path, text, length);

  sk_secret_wipe (text);
  if (!is_written)
    g_set_error (error, SK_ERROR, SK_ERROR_DENIED, _("%s cannot be written."), path);

  return is_written;
}

/**
 * sk_key_file_store:
 * @workspace: the id of a workspace
 * @key: its key
 * @error: %SK_ERROR_DENIED, naming the file
 *
 * Puts the key into the file: only for somebody who chose that.
 *
 * Returns: whether it is there
 */
gboolean
sk_key_file_store (const char  *workspace,
                   SkSecret    *key,
                   GError     **error)
{
  g_autofree char *path = sk_key_file_dup_path ();
  g_autoptr(GKeyFile) keys = g_key_file_new ();

  if (!load_file (keys, path, error))
    return FALSE;

  g_key_file_set_string (keys, GROUP, workspace, sk_secret_peek (key));
  return save (keys, path, error);
}

/**
 * sk_key_file_clear:
 * @workspace: the id of a workspace
 * @error: %SK_ERROR_DENIED, naming the file
 *
 * Takes the key out of the file; the file goes with the last one.
 *
 * Returns: whether it is not there any more
 */
gboolean
sk_key_file_clear (const char  *workspace,
                   GError     **error)
{
  g_autofree char *path = sk_key_file_dup_path ();
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  g_auto(GStrv) left = NULL;

  if (!load_file (keys, path, error))
    return FALSE;
  if (!g_key_file_remove_key (keys, GROUP, workspace, NULL))
    return TRUE;

  left = g_key_file_get_keys (keys, GROUP, NULL, NULL);
  if (left == NULL || left[0] == NULL)
    return g_unlink (path) == 0 || save (keys, path, error);

  return save (keys, path, error);
}
