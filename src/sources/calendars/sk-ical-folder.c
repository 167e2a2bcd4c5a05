/* sk-ical-folder.c — a calendar on this machine: a file, or a folder of them
 *
 * A folder is what vdirsyncer and khal keep: a file for each event.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-folder.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sk-error.h"
#include "sk-ical-decode.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static gboolean
fail (const char  *path,
      const char  *why,
      GError     **error)
{
  g_set_error (error, SK_ERROR, SK_ERROR_MISSING, "%s: %s", path, why);

  return FALSE;
}

/* A pipe could be waited for for ever, and a disk image fill the memory. */
static gboolean
append_file (GString     *text,
             const char  *path,
             GError     **error)
{
  g_autoptr(GError) trouble = NULL;
  g_autofree char *contents = NULL;
  gsize length, skipped;
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return fail (path, g_strerror (errno), error);
  if (!S_ISREG (info.st_mode))
    return fail (path, _("it is not a file."), error);
  if ((guint64) info.st_size + text->len > SK_ICAL_MAX_BYTES)
    return fail (path, _("the calendar is larger than 32 MiB, which we do not read."), error);
  if (!g_file_get_contents (path, &contents, &length, &trouble))
    return fail (path, trouble->message, error);
  if (!sk_ical_check (contents, length, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  skipped = g_str_has_prefix (contents, BYTE_ORDER_MARK) ? strlen (BYTE_ORDER_MARK) : 0;
  g_string_append_len (text, contents + skipped, (gssize) (length - skipped));
  g_string_append (text, "\r\n");
  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
append_folder (GString     *text,
               const char  *path,
               GError     **error)
{
  g_autoptr(GError) trouble = NULL;
  g_autoptr(GDir) dir = g_dir_open (path, 0, &trouble);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    return fail (path, trouble->message, error);

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".ics") && *name != '.')
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    if (!append_file (text, g_ptr_array_index (names, i), error))
      return FALSE;

  return TRUE;
}

/**
 * sk_ical_folder_read:
 * @path: a file, or a folder of files that end in ".ics"
 * @error: naming the file
 *
 * Returns: (transfer full) (nullable): all of it, one calendar after the other
 */
GBytes *
sk_ical_folder_read (const char  *path,
                     GError     **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean is_read = g_file_test (path, G_FILE_TEST_IS_DIR) ? append_folder (text, path, error)
                                                            : append_file (text, path, error);

  return is_read ? g_string_free_to_bytes (g_steal_pointer (&text)) : NULL;
}
