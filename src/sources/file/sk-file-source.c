/* sk-file-source.c — tasks in a JSON file
 *
 * The sample workspace, tests, bug reports, people without Notion.  Dates go
 * back into the file in one step that happens whole or not at all, and never
 * over a date somebody else wrote there in the meantime.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-file-source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sk-error.h"
#include "sk-json.h"
#include "sk-tasks-codec.h"

struct _SkFileSource
{
  GObject    parent_instance;

  GFile     *file;
  char      *id;
  char      *zone_name;
  GTimeZone *zone;
  gboolean   leaves_rules;      /* whether the person's are planned by */
  char      *stamp;             /* (nullable): of the file as we last read or wrote it */
};

static void sk_file_source_task_source_init (SkTaskSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SkFileSource, sk_file_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_TASK_SOURCE,
                                                      sk_file_source_task_source_init))

static const char *
sk_file_source_get_id (SkTaskSource *source)
{
  return SK_FILE_SOURCE (source)->id;
}

static guint
sk_file_source_get_batch (SkTaskSource *source)
{
  return G_MAXUINT;
}

static void
sk_file_source_describe (SkTaskSource   *source,
                         const SkChange *change,
                         SkRules        *rules,
                         GArray         *writes)
{
  sk_write_array_add (writes, change->task, "scheduled",
                      sk_task_get_scheduled_json (change->task),
                      sk_tasks_codec_dup_scheduled (change, rules));
  sk_write_array_add (writes, change->task, "last_scheduled",
                      sk_task_get_last_scheduled_json (change->task),
                      sk_tasks_codec_dup_last_scheduled (change, rules));
}

/* --- reading --- */

#define STAMP_ATTRIBUTES                                                                      \
  G_FILE_ATTRIBUTE_ETAG_VALUE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_UNIX_INODE

/* The time alone is not enough: it goes by ticks, and two edits fit into one. */
static char *
make_stamp (GFileInfo *info)
{
  return g_strdup_printf ("%s %" G_GOFFSET_FORMAT " %" G_GUINT64_FORMAT,
                          g_file_info_get_etag (info), g_file_info_get_size (info),
                          g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_UNIX_INODE));
}

/* A name for the file as it is now. */
static char *
dup_stamp (SkFileSource *self)
{
  g_autoptr(GFileInfo) info = g_file_query_info (self->file, STAMP_ATTRIBUTES,
                                                 G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL ? make_stamp (info) : NULL;
}

static SkSnapshot *
decode (SkFileSource  *self,
        const char    *text,
        gsize          length,
        GError       **error)
{
  SkSnapshot *snapshot = sk_tasks_codec_read (text, length, self->id, self->zone_name,
                                              self->zone, error);

  if (snapshot == NULL)
    g_prefix_error (error, "%s: ", self->id);

  return snapshot;
}

static SkSnapshot *
read_all (SkFileSource  *self,
          const char    *text,
          gsize          length,
          GError       **error)
{
  g_autoptr(SkSnapshot) snapshot = decode (self, text, length, error);

  return snapshot != NULL && self->leaves_rules ? sk_snapshot_without_rules (snapshot)
                                                : g_steal_pointer (&snapshot);
}

static void
return_unreadable (GTask        *task,
                   SkFileSource *self,
                   const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    /* Translators: %1$s is a file, %2$s why it cannot be read */
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MALFORMED,
                             _("%1$s cannot be read: %2$s"), self->id, error->message);
}

static void
on_loaded (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkFileSource *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_load_contents_finish (G_FILE (object), result, &text, &length, NULL, &error))
    {
      return_unreadable (task, self, error);
      return;
    }

  SkSnapshot *snapshot = read_all (self, text, length, &error);

  if (snapshot == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_free (self->stamp);
  self->stamp = g_strdup (g_task_get_task_data (task));
  g_task_return_pointer (task, snapshot, (GDestroyNotify) sk_snapshot_unref);
}

static void
sk_file_source_fetch_async (SkTaskSource        *source,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SkFileSource *self = SK_FILE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_file_source_fetch_async);
  /* before it is read: what is edited meanwhile is news */
  g_task_set_task_data (task, dup_stamp (self), g_free);
  g_file_load_contents_async (self->file, cancellable, on_loaded, task);
}

static SkSnapshot *
sk_file_source_fetch_finish (SkTaskSource  *source,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- news --- */

/* What was never read is news if it is newer. */
static gboolean
is_edited (SkFileSource *self,
           GFileInfo    *info,
           gint64        since)
{
  g_autofree char *stamp = make_stamp (info);

  if (self->stamp != NULL)
    return strcmp (stamp, self->stamp) != 0;

  return g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) >=
         (guint64) MAX (since, 0);
}

static void
on_queried (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkFileSource *self = g_task_get_source_object (task);
  const gint64 *since = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);

  if (info == NULL)
    return_unreadable (task, self, error);
  else
    g_task_return_int (task, is_edited (self, info, *since));
}

static void
sk_file_source_poll_async (SkTaskSource        *source,
                           gint64               since,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  SkFileSource *self = SK_FILE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_file_source_poll_async);
  g_task_set_task_data (task, g_memdup2 (&since, sizeof since), g_free);
  g_file_query_info_async (self->file, STAMP_ATTRIBUTES "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
                           G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, cancellable, on_queried, task);
}

static gboolean
sk_file_source_poll_finish (SkTaskSource  *source,
                            GAsyncResult  *result,
                            guint         *n_edited,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  gssize n = g_task_propagate_int (G_TASK (result), error);

  *n_edited = (guint) MAX (n, 0);
  return n >= 0;
}

/* --- writing --- */

/* Our own writing is no news; what was edited before it, and not read yet, is. */
static void
keep_stamp (SkFileSource *self,
            const char   *before)       /* (nullable): of the file just before we wrote it */
{
  if (g_strcmp0 (self->stamp, before) != 0)
    return;

  g_free (self->stamp);
  self->stamp = dup_stamp (self);
}

static gboolean
is_as_believed (SkSnapshot     *now,
                const SkChange *change)
{
  guint i;

  if (!sk_snapshot_find (now, sk_task_get_id (change->task), &i))
    return FALSE;

  return sk_change_still_holds (change, sk_snapshot_get_task (now, i));
}

static gboolean
refuse_conflicts (SkFileSource  *self,
                  SkSnapshot    *now,
                  GArray        *changes,
                  GError       **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const SkChange *change = &g_array_index (changes, SkChange, i);

      if (!is_as_believed (now, change))
        {
          g_set_error (error, SK_ERROR, SK_ERROR_CONFLICT,
                       _("%1$s: “%2$s” changed since it was read. Nothing was written; plan "
                         "again."), self->id, sk_task_get_title (change->task));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
fail_to_write (SkFileSource  *self,
               const char    *why,
               GError       **error)
{
  /* Translators: %1$s is a file, %2$s why it cannot be written */
  g_set_error (error, SK_ERROR, SK_ERROR_DENIED, _("%1$s cannot be written: %2$s"),
               self->id, why);
  return FALSE;
}

/* What the umask took away, and root's own hand on somebody else's file. */
static void
restore_owner (const char     *path,
               const GStatBuf *info)
{
  if (geteuid () == 0 && lchown (path, info->st_uid, info->st_gid) != 0)
    g_info ("The owner of the file could not be restored");
  g_chmod (path, (int) (info->st_mode & 07777));
}

/* Readers see the old file or the new one, with the permissions it had. */
static gboolean
replace_contents (SkFileSource  *self,
                  const char    *path,
                  const char    *text,
                  GError       **error)
{
  g_autoptr(GError) write_error = NULL;
  g_autofree char *before = dup_stamp (self);
  GStatBuf info;

  if (g_stat (path, &info) != 0 || faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
    return fail_to_write (self, g_strerror (errno), error);
  if (!g_file_set_contents_full (path, text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 (int) (info.st_mode & 0777), &write_error))
    return fail_to_write (self, write_error->message, error);

  restore_owner (path, &info);
  keep_stamp (self, before);
  return TRUE;
}

/* A link is followed: the file it names is replaced, not the link. */
static char *
dup_real_path (SkFileSource *self)
{
  const char *path = g_file_peek_path (self->file);
  char *found = path != NULL ? realpath (path, NULL) : NULL;
  char *real = g_strdup (found);

  free (found);
  return real;
}

/* The file as it is now; its text, and what that says. */
static SkSnapshot *
read_now (SkFileSource  *self,
          const char    *path,
          char         **text,
          GError       **error)
{
  g_autoptr(GError) read_error = NULL;
  gsize length;

  if (path == NULL)
    {
      fail_to_write (self, _("it is not there any more, or not a local file"), error);
      return NULL;
    }
  if (!g_file_get_contents (path, text, &length, &read_error))
    {
      fail_to_write (self, read_error->message, error);
      return NULL;
    }

  return decode (self, *text, length, error);
}

static gboolean
write_changes (SkFileSource  *self,
               GArray        *changes,
               SkRules       *rules,
               GError       **error)
{
  g_autofree char *path = dup_real_path (self);
  g_autofree char *text = NULL;
  g_autoptr(SkSnapshot) now = read_now (self, path, &text, error);

  if (now == NULL || !refuse_conflicts (self, now, changes, error))
    return FALSE;

  g_autofree char *spliced = sk_tasks_splice (text, now, changes, rules);

  return replace_contents (self, path, spliced, error);
}

static void
sk_file_source_write_async (SkTaskSource        *source,
                            GArray              *changes,
                            SkRules             *rules,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SkFileSource *self = SK_FILE_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;

  g_task_set_source_tag (task, sk_file_source_write_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (write_changes (self, changes, rules, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
sk_file_source_write_finish (SkTaskSource  *source,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- raw values --- */

/* A status that the file leaves out is none, whatever it means. */
static gboolean
sk_file_source_describe_done (SkTaskSource  *source,
                              SkTask        *task,
                              GArray        *writes,
                              GError       **error)
{
  SkFileSource *self = SK_FILE_SOURCE (source);
  g_autofree char *path = dup_real_path (self);
  g_autofree char *text = NULL;
  g_autoptr(SkSnapshot) now = read_now (self, path, &text, error);
  g_autofree char *before = NULL;

  if (now == NULL)
    return FALSE;

  before = sk_tasks_get_raw (text, now, sk_task_get_id (task), "status");
  if (before == NULL)
    {
      /* Translators: %1$s is a file, %2$s the title of a task */
      g_set_error (error, SK_ERROR, SK_ERROR_MISSING, _("%1$s: there is no “%2$s” any more."),
                   self->id, sk_task_get_title (task));
      return FALSE;
    }

  sk_write_array_add (writes, task, "status", before, g_strdup ("\"Done\""));
  return TRUE;
}

static gboolean
is_same (const char *a,
         const char *b)
{
  g_autoptr(JsonNode) node_a = sk_json_parse (a, strlen (a), SK_JSON_STRANGERS, NULL);
  g_autoptr(JsonNode) node_b = sk_json_parse (b, strlen (b), SK_JSON_STRANGERS, NULL);

  return node_a != NULL && node_b != NULL && json_node_equal (node_a, node_b);
}

/* The keys that sk_file_source_describe() and _describe_done() name; no other is
 * ours to set. */
static gboolean
is_ours (const SkWrite *write)
{
  return g_str_equal (write->property, "scheduled") ||
         g_str_equal (write->property, "last_scheduled") ||
         g_str_equal (write->property, "status");
}

static gboolean
refuse_put (SkFileSource   *self,
            const SkWrite  *write,
            GError        **error)
{
  /* Translators: %1$s is a file, %2$s the title of a task, %3$s a key in the file. */
  g_set_error (error, SK_ERROR, SK_ERROR_CONFLICT,
               _("%1$s: somebody changed “%3$s” of “%2$s” meanwhile. The task was left as it "
                 "is."), self->id, sk_task_get_title (write->task), write->property);
  return FALSE;
}

/* Whether all of them hold what they should: after the writes, or before them. */
static gboolean
hold (SkSnapshot  *now,
      const char  *text,
      GArray      *writes,
      gboolean     after,
      guint       *wrong)
{
  for (*wrong = 0; *wrong < writes->len; (*wrong)++)
    {
      const SkWrite *write = &g_array_index (writes, SkWrite, *wrong);
      g_autofree char *value = sk_tasks_get_raw (text, now, sk_task_get_id (write->task),
                                                 write->property);

      if (value == NULL || !is_ours (write) ||
          !is_same (value, after ? write->after : write->before))
        return FALSE;
    }

  return TRUE;
}

static gboolean
put (SkFileSource  *self,
     GArray        *writes,
     GError       **error)
{
  g_autofree char *path = dup_real_path (self);
  g_autofree char *text = NULL;
  g_autoptr(SkSnapshot) now = read_now (self, path, &text, error);
  guint wrong;

  if (now == NULL)
    return FALSE;
  if (hold (now, text, writes, TRUE, &wrong))
    return TRUE;
  if (!hold (now, text, writes, FALSE, &wrong))
    return refuse_put (self, &g_array_index (writes, SkWrite, wrong), error);

  g_autofree char *spliced = sk_tasks_splice_raw (text, now, writes);

  return replace_contents (self, path, spliced, error);
}

static void
sk_file_source_put_async (SkTaskSource        *source,
                          GArray              *writes,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  SkFileSource *self = SK_FILE_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, sk_file_source_put_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (put (self, writes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
sk_file_source_put_finish (SkTaskSource  *source,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- the object --- */

static void
sk_file_source_task_source_init (SkTaskSourceInterface *iface)
{
  iface->get_id = sk_file_source_get_id;
  iface->get_batch = sk_file_source_get_batch;
  iface->describe = sk_file_source_describe;
  iface->describe_done = sk_file_source_describe_done;
  iface->fetch_async = sk_file_source_fetch_async;
  iface->fetch_finish = sk_file_source_fetch_finish;
  iface->poll_async = sk_file_source_poll_async;
  iface->poll_finish = sk_file_source_poll_finish;
  iface->write_async = sk_file_source_write_async;
  iface->write_finish = sk_file_source_write_finish;
  iface->put_async = sk_file_source_put_async;
  iface->put_finish = sk_file_source_put_finish;
}

static void
sk_file_source_finalize (GObject *object)
{
  SkFileSource *self = SK_FILE_SOURCE (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->zone_name, g_free);
  g_clear_pointer (&self->stamp, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (sk_file_source_parent_class)->finalize (object);
}

static void
sk_file_source_class_init (SkFileSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_file_source_finalize;
}

static void
sk_file_source_init (SkFileSource *self)
{
}

/**
 * sk_file_source_new:
 * @file: a task file (formats.md §1)
 * @zone_name: the name of @zone
 * @zone: the zone to use where the file names none
 *
 * Returns: (transfer full): a source of its tasks
 */
SkTaskSource *
sk_file_source_new (GFile      *file,
                    const char *zone_name,
                    GTimeZone  *zone)
{
  SkFileSource *self = g_object_new (SK_TYPE_FILE_SOURCE, NULL);

  self->file = g_object_ref (file);
  self->id = g_file_get_parse_name (file);
  self->zone_name = g_strdup (zone_name);
  self->zone = g_time_zone_ref (zone);

  return SK_TASK_SOURCE (self);
}

/**
 * sk_file_source_leave_rules:
 * @self: a source
 *
 * For a file among the person's workspaces: it is planned by the preferences,
 * whatever hours it was written with.
 */
void
sk_file_source_leave_rules (SkFileSource *self)
{
  g_return_if_fail (SK_IS_FILE_SOURCE (self));

  self->leaves_rules = TRUE;
}
