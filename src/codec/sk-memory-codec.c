/* sk-memory-codec.c — what the person asked us to remember, slotkeeper-memory/1
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-memory-codec.h"

#include "sk-json-reader.h"
#include "sk-time-codec.h"

#define UNTIL_RESUMED "until-resumed"

static void
sk_mark_clear (gpointer data)
{
  SkMark *self = data;

  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->task, g_free);
}

/**
 * sk_mark_array_new:
 *
 * Returns: (transfer full) (element-type SkMark): nothing said yet
 */
GArray *
sk_mark_array_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (SkMark));

  g_array_set_clear_func (array, sk_mark_clear);

  return array;
}

void
sk_mark_array_add (GArray     *array,
                   const char *source,
                   const char *task,
                   SkSpan      span)
{
  SkMark mark = { g_strdup (source), g_strdup (task), span };

  g_array_append_val (array, mark);
}

/**
 * sk_memory_init_begin:
 * @init: (out): what is remembered: nothing
 */
void
sk_memory_init_begin (SkMemoryInit *init)
{
  *init = (SkMemoryInit) {
    .pins = sk_mark_array_new (),
    .bans = sk_mark_array_new (),
    .released = sk_mark_array_new (),
  };
}

void
sk_memory_init_clear (SkMemoryInit *init)
{
  g_clear_pointer (&init->pins, g_array_unref);
  g_clear_pointer (&init->bans, g_array_unref);
  g_clear_pointer (&init->released, g_array_unref);
}

/* --- writing --- */

static void
add_instant (JsonBuilder *builder,
             const char  *key,
             gint64       instant)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *text = sk_instant_print (instant, utc);

  sk_json_add_text (builder, key, text);
}

static void
add_marks (JsonBuilder  *builder,
           const char   *key,
           const GArray *marks)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < marks->len; i++)
    {
      const SkMark *mark = &g_array_index (marks, SkMark, i);

      json_builder_begin_object (builder);
      sk_json_add_text (builder, "source", mark->source);
      sk_json_add_text (builder, "task", mark->task);
      add_instant (builder, "start", mark->span.start);
      add_instant (builder, "end", mark->span.end);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * sk_memory_codec_write:
 * @init: what is to be remembered
 *
 * Returns: (transfer full): JSON, ended by a newline
 */
char *
sk_memory_codec_write (const SkMemoryInit *init)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "format", SK_MEMORY_FORMAT);
  if (init->paused_until == SK_MEMORY_UNTIL_RESUMED)
    sk_json_add_text (builder, "paused_until", UNTIL_RESUMED);
  else if (init->paused_until != 0)
    add_instant (builder, "paused_until", init->paused_until);
  add_marks (builder, "pins", init->pins);
  add_marks (builder, "bans", init->bans);
  add_marks (builder, "released", init->released);
  json_builder_end_object (builder);

  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = sk_json_print (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

/* --- reading --- */

static gboolean
read_format (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_format (node, place, SK_MEMORY_FORMAT, error);
}

static gboolean
read_paused (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  if (json_node_get_value_type (node) == G_TYPE_STRING &&
      strcmp (json_node_get_string (node), UNTIL_RESUMED) == 0)
    {
      *(gint64 *) into = SK_MEMORY_UNTIL_RESUMED;
      return TRUE;
    }

  return sk_json_read_instant (node, place, into, error);
}

typedef struct
{
  const char *source;
  const char *task;
  SkSpan      span;
} MarkRead;

static const SkJsonField mark_fields[] = {
  { "source", sk_json_read_string, G_STRUCT_OFFSET (MarkRead, source), FALSE },
  { "task", sk_json_read_string, G_STRUCT_OFFSET (MarkRead, task), TRUE },
  { "start", sk_json_read_instant, G_STRUCT_OFFSET (MarkRead, span.start), TRUE },
  { "end", sk_json_read_instant, G_STRUCT_OFFSET (MarkRead, span.end), TRUE },
};

static gboolean
read_mark (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  MarkRead read = { NULL };

  if (!sk_json_read_object (node, place, mark_fields, G_N_ELEMENTS (mark_fields), &read, error))
    return FALSE;

  sk_mark_array_add (into, read.source, read.task, read.span);
  return TRUE;
}

static gboolean
read_marks (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  return sk_json_read_array (node, place, read_mark, *(gpointer *) into, error);
}

static const SkJsonField fields[] = {
  { "format", read_format, 0, TRUE },
  { "paused_until", read_paused, G_STRUCT_OFFSET (SkMemoryInit, paused_until), FALSE },
  { "pins", read_marks, G_STRUCT_OFFSET (SkMemoryInit, pins), TRUE },
  { "bans", read_marks, G_STRUCT_OFFSET (SkMemoryInit, bans), TRUE },
  { "released", read_marks, G_STRUCT_OFFSET (SkMemoryInit, released), TRUE },
};

/**
 * sk_memory_codec_read:
 * @text: what sk_memory_codec_write() wrote
 * @length: its length in bytes
 * @init: from sk_memory_init_begin(); filled in
 * @error: %SK_ERROR_MALFORMED, naming the place
 *
 * Returns: whether it is understood
 */
gboolean
sk_memory_codec_read (const char    *text,
                      gsize          length,
                      SkMemoryInit  *init,
                      GError       **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);

  return root != NULL &&
         sk_json_read_object (root, "", fields, G_N_ELEMENTS (fields), init, error);
}
