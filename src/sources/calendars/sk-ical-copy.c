/* sk-ical-copy.c — the last good copy of a calendar
 *
 * One file each, that only its owner can read, named by a checksum: the place
 * a calendar comes from may be a secret.  What the server said of it stands
 * above it; when it was last right is when the file was last changed.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-copy.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <utime.h>

#define FORMAT "slotkeeper-calendar/1"
#define FILE_MODE 0600
#define FOLDER_MODE 0700

/* Whatever reads a calendar in a thread may end after the calendar was removed. */
G_LOCK_DEFINE_STATIC (copies);
static GHashTable *dropped;     /* (element-type utf8): paths that are not to come back */

/**
 * sk_ical_copy_dup_path:
 * @folder: where copies are kept
 * @place: where the calendar comes from; may be a secret
 *
 * Returns: (transfer full): the path of its copy, which tells nothing of @place
 */
char *
sk_ical_copy_dup_path (const char *folder,
                       const char *place)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, place, -1);

  return g_strdup_printf ("%s/%s.copy", folder, sum);
}

void
sk_ical_copy_free (SkIcalCopy *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->etag);
  g_free (self->modified);
  g_free (self);
}

/* The line at @at without its end; moves past it.  NULL: there is none. */
static char *
take_line (const char **at,
           const char  *end)
{
  const char *feed = *at < end ? memchr (*at, '\n', (gsize) (end - *at)) : NULL;
  char *line;

  if (feed == NULL)
    return NULL;

  line = g_strndup (*at, (gsize) (feed - *at));
  *at = feed + 1;
  return line;
}

static char *
take_value (const char **at,
            const char  *end)
{
  char *line = take_line (at, end);

  if (line != NULL && *line == '\0')
    g_clear_pointer (&line, g_free);

  return line;
}

/**
 * sk_ical_copy_load:
 * @path: from sk_ical_copy_dup_path()
 *
 * Returns: (transfer full) (nullable): the copy, if there is one
 */
SkIcalCopy *
sk_ical_copy_load (const char *path)
{
  g_autoptr(SkIcalCopy) self = g_new0 (SkIcalCopy, 1);
  g_autofree char *format = NULL;
  char *text;
  const char *at;
  gsize length;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;

  at = text;
  format = take_line (&at, text + length);
  self->etag = take_value (&at, text + length);
  self->modified = take_value (&at, text + length);
  self->bytes = g_bytes_new_with_free_func (at, length - (gsize) (at - text), g_free, text);
  self->read_at = (gint64) info.st_mtime;

  return g_strcmp0 (format, FORMAT) == 0 ? g_steal_pointer (&self) : NULL;
}

/**
 * sk_ical_copy_store:
 * @path: from sk_ical_copy_dup_path()
 * @bytes: the calendar
 * @etag: (nullable): what the server said of it
 * @modified: (nullable): likewise
 *
 * Keeps it in place of the one before, unless the calendar was dropped meanwhile.
 *
 * Returns: whether that was possible
 */
gboolean
sk_ical_copy_store (const char *path,
                    GBytes     *bytes,
                    const char *etag,
                    const char *modified)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GString) text = g_string_new (FORMAT "\n");
  gboolean is_kept;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_string_append_printf (text, "%s\n%s\n", etag != NULL ? etag : "",
                          modified != NULL ? modified : "");
  g_string_append_len (text, data, (gssize) length);

  G_LOCK (copies);
  is_kept = (dropped != NULL && g_hash_table_contains (dropped, path)) ||
            (g_mkdir_with_parents (folder, FOLDER_MODE) == 0 &&
             g_file_set_contents_full (path, text->str, (gssize) text->len,
                                       G_FILE_SET_CONTENTS_CONSISTENT, FILE_MODE, NULL));
  G_UNLOCK (copies);

  return is_kept;
}

/**
 * sk_ical_copy_touch:
 * @path: from sk_ical_copy_dup_path()
 *
 * Says that the copy is still right.
 */
void
sk_ical_copy_touch (const char *path)
{
  if (g_utime (path, NULL) != 0)
    g_info ("The age of a calendar’s copy could not be renewed");
}

/**
 * sk_ical_copy_expect:
 * @path: from sk_ical_copy_dup_path()
 *
 * From now on there may be a copy, also of what was dropped before.
 */
void
sk_ical_copy_expect (const char *path)
{
  G_LOCK (copies);
  if (dropped != NULL)
    g_hash_table_remove (dropped, path);
  G_UNLOCK (copies);
}

/**
 * sk_ical_copy_drop:
 * @path: from sk_ical_copy_dup_path()
 *
 * Forgets the copy, if there is one, and keeps none until it is expected again.
 */
void
sk_ical_copy_drop (const char *path)
{
  G_LOCK (copies);
  if (dropped == NULL)
    dropped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (dropped, g_strdup (path));
  if (g_unlink (path) != 0 && errno != ENOENT)
    g_message ("The copy of a calendar could not be removed");
  G_UNLOCK (copies);
}
