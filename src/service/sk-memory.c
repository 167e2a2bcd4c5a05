/* sk-memory.c — what the person said, and expects us to know tomorrow
 *
 * Pins, refused places, own moves that were let go, and how long to rest: a
 * file in the state folder.  A place that has passed is forgotten.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-memory.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-memory-codec.h"

#define FILE_MODE 0600
#define FOLDER_MODE 0700

struct _SkMemory
{
  char         *path;
  SkMemoryInit  told;
};

void
sk_memory_free (SkMemory *self)
{
  g_free (self->path);
  sk_memory_init_clear (&self->told);
  g_free (self);
}

/**
 * sk_memory_load:
 * @folder: the folder it is kept in
 * @error: %SK_ERROR_MALFORMED if the file is none of ours
 *
 * Returns: (transfer full) (nullable): what is remembered
 */
SkMemory *
sk_memory_load (const char  *folder,
                GError     **error)
{
  g_autoptr(SkMemory) self = g_new0 (SkMemory, 1);
  g_autoptr(GError) trouble = NULL;
  g_autofree char *text = NULL;
  gsize length;

  self->path = g_build_filename (folder, "remembered.json", NULL);
  sk_memory_init_begin (&self->told);

  if (g_file_get_contents (self->path, &text, &length, &trouble))
    sk_memory_codec_read (text, length, &self->told, &trouble);
  else if (g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
           g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    g_clear_error (&trouble);

  if (trouble != NULL)
    {
      /* Translators: %1$s is a file, %2$s why it cannot be read */
      g_set_error (error, SK_ERROR, SK_ERROR_MALFORMED, _("%1$s cannot be read: %2$s"),
                   self->path, trouble->message);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * sk_memory_save:
 * @self: what is remembered
 * @error: %SK_ERROR_DENIED, naming the file
 *
 * Returns: whether it will be remembered the next time
 */
gboolean
sk_memory_save (SkMemory  *self,
                GError   **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *text = sk_memory_codec_write (&self->told);
  g_autoptr(GError) trouble = NULL;

  g_mkdir_with_parents (folder, FOLDER_MODE);
  if (g_file_set_contents_full (self->path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                FILE_MODE, &trouble))
    return TRUE;

  /* Translators: %1$s is a file, %2$s why it cannot be written */
  g_set_error (error, SK_ERROR, SK_ERROR_DENIED, _("%1$s cannot be written: %2$s"),
               self->path, trouble->message);
  return FALSE;
}

/**
 * sk_memory_get_paused_until:
 * @self: what is remembered
 *
 * Returns: Unix seconds; 0: not paused; %G_MAXINT64: until the person says so
 */
gint64
sk_memory_get_paused_until (SkMemory *self)
{
  return self->told.paused_until;
}

void
sk_memory_set_paused_until (SkMemory *self,
                            gint64    paused_until)
{
  self->told.paused_until = paused_until;
}

/* --- marks --- */

static gboolean
is_about (const SkMark *mark,
          SkTask       *task)
{
  return strcmp (mark->task, sk_task_get_id (task)) == 0 &&
         g_strcmp0 (mark->source, sk_task_get_source (task)) == 0;
}

static gboolean
drop (GArray *marks,
      SkTask *task)
{
  guint before = marks->len;

  for (guint i = marks->len; i > 0; i--)
    if (is_about (&g_array_index (marks, SkMark, i - 1), task))
      g_array_remove_index (marks, i - 1);

  return marks->len < before;
}

static void
add (GArray *marks,
     SkTask *task,
     SkSpan  span)
{
  sk_mark_array_add (marks, sk_task_get_source (task), sk_task_get_id (task), span);
}

/**
 * sk_memory_pin:
 * @self: what is remembered
 * @task: a task
 * @span: where it is to be until that has passed, instead of any earlier pin
 */
void
sk_memory_pin (SkMemory *self,
               SkTask   *task,
               SkSpan    span)
{
  drop (self->told.pins, task);
  add (self->told.pins, task, span);
}

/**
 * sk_memory_ban:
 * @self: what is remembered
 * @task: a task
 * @span: where it is not to be; a pin of it is gone
 */
void
sk_memory_ban (SkMemory *self,
               SkTask   *task,
               SkSpan    span)
{
  drop (self->told.pins, task);
  add (self->told.bans, task, span);
}

/**
 * sk_memory_release:
 * @self: what is remembered
 * @task: a task
 *
 * It may be planned like any other: no pin, no refused places, and where the
 * person moved it counts no longer.
 */
void
sk_memory_release (SkMemory *self,
                   SkTask   *task)
{
  SkSpan present;

  drop (self->told.pins, task);
  drop (self->told.bans, task);
  drop (self->told.released, task);
  if (sk_task_get_scheduled_span (task, &present))
    add (self->told.released, task, present);
}

/**
 * sk_memory_is_released:
 * @self: what is remembered
 * @task: a task
 * @span: where it is
 *
 * Returns: whether the person let it go from there
 */
gboolean
sk_memory_is_released (SkMemory *self,
                       SkTask   *task,
                       SkSpan    span)
{
  for (guint i = 0; i < self->told.released->len; i++)
    {
      const SkMark *mark = &g_array_index (self->told.released, SkMark, i);

      if (is_about (mark, task) && sk_span_equal (mark->span, span))
        return TRUE;
    }

  return FALSE;
}

static gboolean
drop_past (GArray *marks,
           gint64  at)
{
  guint before = marks->len;

  for (guint i = marks->len; i > 0; i--)
    if (g_array_index (marks, SkMark, i - 1).span.end <= at)
      g_array_remove_index (marks, i - 1);

  return marks->len < before;
}

/**
 * sk_memory_forget_past:
 * @self: what is remembered
 * @at: now, Unix seconds
 *
 * Returns: whether there was anything of no more use
 */
gboolean
sk_memory_forget_past (SkMemory *self,
                       gint64    at)
{
  gboolean has_dropped = drop_past (self->told.pins, at);

  has_dropped |= drop_past (self->told.bans, at);
  has_dropped |= drop_past (self->told.released, at);
  if (self->told.paused_until != 0 && self->told.paused_until <= at)
    {
      self->told.paused_until = 0;
      has_dropped = TRUE;
    }

  return has_dropped;
}

/* --- the plan hears of it --- */

static SkTask *
amend_task (SkMemory *self,
            SkTask   *task)
{
  for (guint i = 0; i < self->told.pins->len; i++)
    {
      const SkMark *pin = &g_array_index (self->told.pins, SkMark, i);

      if (is_about (pin, task))
        return sk_task_with_wish (task, SK_FIXED_PINNED, pin->span);
    }

  return sk_task_ref (task);
}

static GArray *
list_bans (SkMemory   *self,
           SkSnapshot *snapshot)
{
  GArray *bans = sk_ban_array_new ();

  for (guint i = 0; i < self->told.bans->len; i++)
    {
      const SkMark *mark = &g_array_index (self->told.bans, SkMark, i);
      guint index;

      if (sk_snapshot_find (snapshot, mark->task, &index) &&
          is_about (mark, sk_snapshot_get_task (snapshot, index)))
        sk_ban_array_add (bans, mark->task, mark->span);
    }

  return bans;
}

/**
 * sk_memory_amend:
 * @self: what is remembered
 * @snapshot: what the sources say
 *
 * Returns: (transfer full): that, with the pins and refused places
 */
SkSnapshot *
sk_memory_amend (SkMemory   *self,
                 SkSnapshot *snapshot)
{
  GPtrArray *tasks = sk_task_array_new ();

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    g_ptr_array_add (tasks, amend_task (self, sk_snapshot_get_task (snapshot, i)));

  return sk_snapshot_amend_take (snapshot, tasks, list_bans (self, snapshot));
}
