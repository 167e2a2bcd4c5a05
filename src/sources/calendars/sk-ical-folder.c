/* sk-ical-folder.c — a calendar on this machine: a file, or a folder of them
 *
 * A folder is what vdirsyncer and khal keep: a file for each event.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE             /* O_PATH */
#include "config.h"

#include "sk-ical-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sk-error.h"
#include "sk-ical-decode.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

#define CHUNK (64 * 1024)

static gboolean
fail (const char  *path,
      const char  *why,
      GError     **error)
{
  g_set_error (error, SK_ERROR, SK_ERROR_MISSING, "%s: %s", path, why);

  return FALSE;
}

static gboolean
fail_as_too_large (const char  *path,
                   GError     **error)
{
  return fail (path, _("the calendar is larger than 32 MiB, which we do not read."), error);
}

/* Reads on to the end, wherever that is by now. */
static gboolean
append_bytes (GString       *text,
              int            fd,
              const char    *path,
              GCancellable  *cancellable,
              GError       **error)
{
  gssize n;

  do
    {
      gsize length = text->len;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (length > SK_ICAL_MAX_BYTES)
        return fail_as_too_large (path, error);

      g_string_set_size (text, length + CHUNK);
      n = read (fd, text->str + length, CHUNK);
      g_string_set_size (text, length + (gsize) MAX (n, 0));
    }
  while (n > 0 || (n < 0 && errno == EINTR));

  return n == 0 || fail (path, g_strerror (errno), error);
}

/* A byte order mark belongs to the beginning of the whole. */
static gboolean
check_part (GString     *text,
            gsize        begin,
            const char  *path,
            GError     **error)
{
  const char *part = text->str + begin;

  if (!sk_ical_check (part, text->len - begin, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  if (g_str_has_prefix (part, BYTE_ORDER_MARK))
    g_string_erase (text, (gssize) begin, strlen (BYTE_ORDER_MARK));
  g_string_append (text, "\r\n");
  return TRUE;
}

/* A pipe could be waited for for ever, and a disk image fill the memory. */
static gboolean
may_read (int          fd,
          gsize        length,          /* of what is read already */
          const char  *path,
          GError     **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return fail (path, g_strerror (errno), error);
  if (!S_ISREG (info.st_mode))
    return fail (path, _("it is not a file."), error);
  if ((guint64) info.st_size + length > SK_ICAL_MAX_BYTES)
    return fail_as_too_large (path, error);

  return TRUE;
}

/* Opens the very thing that was looked at: under its name there may be another by
 * now.  O_NONBLOCK would do for a pipe, but fail where a file is leased. */
static int
open_file (const char  *path,
           gsize        length,         /* of what is read already */
           GError     **error)
{
  int place = g_open (path, O_PATH | O_CLOEXEC, 0);
  g_autofree char *name = NULL;
  int fd = -1;

  if (place < 0)
    {
      fail (path, g_strerror (errno), error);
      return -1;
    }

  name = g_strdup_printf ("/proc/self/fd/%d", place);
  if (may_read (place, length, path, error) && (fd = g_open (name, O_RDONLY | O_CLOEXEC, 0)) < 0)
    fail (path, g_strerror (errno), error);
  close (place);

  return fd;
}

static gboolean
append_file (GString       *text,
             const char    *path,
             GCancellable  *cancellable,
             GError       **error)
{
  gsize begin = text->len;
  int fd = open_file (path, begin, error);
  gboolean is_read;

  if (fd < 0)
    return FALSE;

  is_read = append_bytes (text, fd, path, cancellable, error);
  close (fd);

  return is_read && check_part (text, begin, path, error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
append_folder (GString       *text,
               const char    *path,
               GCancellable  *cancellable,
               GError       **error)
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
    if (!append_file (text, g_ptr_array_index (names, i), cancellable, error))
      return FALSE;

  return TRUE;
}

/**
 * sk_ical_folder_read:
 * @path: a file, or a folder of files that end in ".ics"
 * @cancellable: (nullable): stops it between two reads
 * @error: naming the file
 *
 * Takes as long as the disk does: not for the main loop.
 *
 * Returns: (transfer full) (nullable): all of it, one calendar after the other
 */
GBytes *
sk_ical_folder_read (const char    *path,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  gboolean is_read = is_folder ? append_folder (text, path, cancellable, error)
                               : append_file (text, path, cancellable, error);

  return is_read ? g_string_free_to_bytes (g_steal_pointer (&text)) : NULL;
}
