/* sk-discards-codec.c — changes that are not wanted, slotkeeper-discarded/1
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-discards-codec.h"

#include "sk-json-reader.h"

/**
 * sk_discard_new:
 * @source: the id of the source the task comes from
 * @task: the id of the task
 * @title: what it is called
 * @facts: what the change was decided by
 *
 * Returns: (transfer full): a change that is not wanted
 */
SkDiscard *
sk_discard_new (const char *source,
                const char *task,
                const char *title,
                const char *facts)
{
  SkDiscard *self = g_new0 (SkDiscard, 1);

  self->source = g_strdup (source);
  self->task = g_strdup (task);
  self->title = g_strdup (title);
  self->facts = g_strdup (facts);

  return self;
}

void
sk_discard_free (SkDiscard *self)
{
  g_free (self->source);
  g_free (self->task);
  g_free (self->title);
  g_free (self->facts);
  g_free (self);
}

/**
 * sk_discards_codec_write:
 * @discards: (element-type SkDiscard): changes
 *
 * Returns: (transfer full): JSON, ended by a newline
 */
char *
sk_discards_codec_write (GPtrArray *discards)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "format", SK_DISCARDS_FORMAT);
  json_builder_set_member_name (builder, "tasks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < discards->len; i++)
    {
      const SkDiscard *discard = g_ptr_array_index (discards, i);

      json_builder_begin_object (builder);
      sk_json_add_text (builder, "source", discard->source);
      sk_json_add_text (builder, "task", discard->task);
      sk_json_add_text (builder, "title", discard->title);
      sk_json_add_text (builder, "facts", discard->facts);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = sk_json_print (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

/* --- reading --- */

typedef struct
{
  const char *source;
  const char *task;
  const char *title;
  const char *facts;
} Read;

static const SkJsonField task_fields[] = {
  { "source", sk_json_read_string, G_STRUCT_OFFSET (Read, source), TRUE },
  { "task", sk_json_read_string, G_STRUCT_OFFSET (Read, task), TRUE },
  { "title", sk_json_read_string, G_STRUCT_OFFSET (Read, title), TRUE },
  { "facts", sk_json_read_string, G_STRUCT_OFFSET (Read, facts), TRUE },
};

static gboolean
read_task (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  Read read = { NULL };

  if (!sk_json_read_object (node, place, task_fields, G_N_ELEMENTS (task_fields), &read, error))
    return FALSE;

  g_ptr_array_add (into, sk_discard_new (read.source, read.task, read.title, read.facts));
  return TRUE;
}

static gboolean
read_format (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_format (node, place, SK_DISCARDS_FORMAT, error);
}

static gboolean
read_tasks (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  return sk_json_read_array (node, place, read_task, *(gpointer *) into, error);
}

static const SkJsonField fields[] = {
  { "format", read_format, 0, TRUE },
  { "tasks", read_tasks, 0, TRUE },
};

/**
 * sk_discards_codec_read:
 * @text: what sk_discards_codec_write() wrote
 * @length: its length in bytes
 * @error: %SK_ERROR_MALFORMED, naming the place
 *
 * Returns: (transfer full) (nullable) (element-type SkDiscard): the changes
 */
GPtrArray *
sk_discards_codec_read (const char  *text,
                        gsize        length,
                        GError     **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);
  g_autoptr(GPtrArray) discards =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sk_discard_free);

  if (root == NULL ||
      !sk_json_read_object (root, "", fields, G_N_ELEMENTS (fields), &discards, error))
    return NULL;

  return g_steal_pointer (&discards);
}
