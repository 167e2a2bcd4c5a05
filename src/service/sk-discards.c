/* sk-discards.c — what was undone or discarded, and is not done again by itself
 *
 * A change that the person took back would be made again by the next pass:
 * the same tasks and the same rules give the same plan.  So it is remembered
 * by what it was decided by (sk-facts.c), and its task is held where it is
 * until that is different.  Written while the lock is held.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-discards.h"

#include <glib/gi18n-lib.h>

#include "sk-diff.h"
#include "sk-discards-codec.h"
#include "sk-error.h"
#include "sk-facts.h"

#define FILE_MODE 0600
#define MOST 1000               /* the oldest are forgotten */

struct _SkDiscards
{
  char      *path;
  GPtrArray *discards;          /* (element-type SkDiscard), the newest last */
};

void
sk_discards_free (SkDiscards *self)
{
  g_free (self->path);
  g_clear_pointer (&self->discards, g_ptr_array_unref);
  g_free (self);
}

/**
 * sk_discards_load:
 * @folder: the folder they are kept in
 * @error: %SK_ERROR_MALFORMED if the file is none of ours
 *
 * Returns: (transfer full) (nullable): what is remembered
 */
SkDiscards *
sk_discards_load (const char  *folder,
                  GError     **error)
{
  g_autoptr(SkDiscards) self = g_new0 (SkDiscards, 1);
  g_autoptr(GError) trouble = NULL;
  g_autofree char *text = NULL;
  gsize length;

  self->path = g_build_filename (folder, "discarded.json", NULL);
  if (g_file_get_contents (self->path, &text, &length, &trouble))
    self->discards = sk_discards_codec_read (text, length, &trouble);
  else if (g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
           g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    self->discards = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_discard_free);

  if (self->discards == NULL)
    {
      /* Translators: %1$s is a file, %2$s why it cannot be read */
      g_set_error (error, SK_ERROR, SK_ERROR_MALFORMED, _("%1$s cannot be read: %2$s"),
                   self->path, trouble->message);
      return NULL;
    }

  return g_steal_pointer (&self);
}

static gboolean
is_about (const SkDiscard *discard,
          SkTask          *task)
{
  return strcmp (discard->task, sk_task_get_id (task)) == 0 &&
         g_strcmp0 (discard->source, sk_task_get_source (task)) == 0;
}

/**
 * sk_discards_add:
 * @self: what is remembered
 * @task: a task
 * @facts: what the change was decided by that is not wanted
 */
void
sk_discards_add (SkDiscards *self,
                 SkTask     *task,
                 const char *facts)
{
  for (guint i = self->discards->len; i > 0; i--)
    if (is_about (g_ptr_array_index (self->discards, i - 1), task))
      g_ptr_array_remove_index (self->discards, i - 1);

  g_ptr_array_add (self->discards, sk_discard_new (sk_task_get_source (task),
                                                   sk_task_get_id (task),
                                                   sk_task_get_title (task), facts));
  if (self->discards->len > MOST)
    g_ptr_array_remove_index (self->discards, 0);
}

/**
 * sk_discards_save:
 * @self: what is remembered
 * @error: %SK_ERROR_DENIED, naming the file
 *
 * Returns: whether it will be remembered the next time
 */
gboolean
sk_discards_save (SkDiscards  *self,
                  GError     **error)
{
  g_autofree char *text = sk_discards_codec_write (self->discards);
  g_autoptr(GError) trouble = NULL;

  if (g_file_set_contents_full (self->path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                FILE_MODE, &trouble))
    return TRUE;

  /* Translators: %1$s is a file, %2$s why it cannot be written */
  g_set_error (error, SK_ERROR, SK_ERROR_DENIED, _("%1$s cannot be written: %2$s"),
               self->path, trouble->message);
  return FALSE;
}

static gboolean
is_unwanted (SkDiscards *self,
             SkSnapshot *snapshot,
             SkTask     *task)
{
  for (guint i = 0; i < self->discards->len; i++)
    {
      const SkDiscard *discard = g_ptr_array_index (self->discards, i);

      if (is_about (discard, task))
        return sk_facts_hold (discard->facts, snapshot, task);
    }

  return FALSE;
}

/**
 * sk_discards_choose_held:
 * @self: what is remembered
 * @plan: a plan
 *
 * Returns: (transfer full) (element-type utf8): the ids of the tasks that it
 *   would change, though the person took that back and nothing is different;
 *   they live as long as @plan
 */
GHashTable *
sk_discards_choose_held (SkDiscards *self,
                         SkPlan     *plan)
{
  GHashTable *held = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) changes = sk_diff (plan);

  for (guint i = 0; i < changes->len; i++)
    {
      SkTask *task = g_array_index (changes, SkChange, i).task;

      if (is_unwanted (self, sk_plan_get_snapshot (plan), task))
        g_hash_table_add (held, (char *) sk_task_get_id (task));
    }

  return held;
}
