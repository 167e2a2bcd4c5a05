/* sk-places-codec.c — where a task could be put, slotkeeper-places/1
 *
 *   {"format": "slotkeeper-places/1", "task": "…",
 *    "places": [{"start", "end", "possible": true, "by": null, "title": null}]}
 *
 * "by" is a code of `blocked.by` where it is not possible.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-places-codec.h"

#include "sk-json-reader.h"
#include "sk-plan-codes.h"
#include "sk-time-codec.h"

static void
add_place (JsonBuilder *builder,
           const SkTry *try,
           GTimeZone   *zone)
{
  g_autofree char *start = sk_instant_print (try->span.start, zone);
  g_autofree char *end = sk_instant_print (try->span.end, zone);

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "start", start);
  sk_json_add_text (builder, "end", end);
  sk_json_add_flag (builder, "possible", try->is_possible);
  sk_json_add_text (builder, "by",
                    try->is_possible ? NULL : sk_codes_get (&sk_blocked_by_codes, try->by));
  sk_json_add_text (builder, "title", try->title);
  json_builder_end_object (builder);
}

/**
 * sk_places_codec_write:
 * @task: a task
 * @tries: (element-type SkTry): places that were looked at
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): JSON, ended by a newline
 */
char *
sk_places_codec_write (SkTask       *task,
                       const GArray *tries,
                       SkRules      *rules)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "format", SK_PLACES_FORMAT);
  sk_json_add_text (builder, "task", sk_task_get_id (task));
  json_builder_set_member_name (builder, "places");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tries->len; i++)
    add_place (builder, &g_array_index (tries, SkTry, i), sk_rules_get_zone (rules));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = sk_json_print (root, FALSE);

  return g_strconcat (text, "\n", NULL);
}

/* --- reading --- */

static gboolean
read_format (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_format (node, place, SK_PLACES_FORMAT, error);
}

typedef struct
{
  SkSpan      span;
  gboolean    is_possible;
  guint       by;
  const char *title;
} TryRead;

static gboolean
read_by (JsonNode    *node,
         const char  *place,
         gpointer     into,
         GError     **error)
{
  return sk_json_read_code (node, place, sk_blocked_by_codes.codes, sk_blocked_by_codes.n, into,
                            error);
}

static const SkJsonField try_fields[] = {
  { "start", sk_json_read_instant, G_STRUCT_OFFSET (TryRead, span.start), TRUE },
  { "end", sk_json_read_instant, G_STRUCT_OFFSET (TryRead, span.end), TRUE },
  { "possible", sk_json_read_boolean, G_STRUCT_OFFSET (TryRead, is_possible), TRUE },
  { "by", read_by, G_STRUCT_OFFSET (TryRead, by), FALSE },
  { "title", sk_json_read_string, G_STRUCT_OFFSET (TryRead, title), FALSE },
};

static gboolean
read_try (JsonNode    *node,
          const char  *place,
          gpointer     into,
          GError     **error)
{
  TryRead read = { { 0, 0 }, FALSE, 0, NULL };

  if (!sk_json_read_known (node, place, try_fields, G_N_ELEMENTS (try_fields), &read, error))
    return FALSE;

  SkTry try = { read.span, read.is_possible, (SkBlockedBy) read.by, g_strdup (read.title) };

  g_array_append_val (*(GArray **) into, try);
  return TRUE;
}

static gboolean
read_places (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_array (node, place, read_try, into, error);
}

static const SkJsonField fields[] = {
  { "format", read_format, 0, TRUE },
  { "places", read_places, 0, TRUE },
};

/**
 * sk_places_codec_read:
 * @text: what sk_places_codec_write() wrote
 * @length: its length in bytes
 * @error: %SK_ERROR_MALFORMED, naming the place
 *
 * Returns: (transfer full) (nullable) (element-type SkTry): the places
 */
GArray *
sk_places_codec_read (const char  *text,
                      gsize        length,
                      GError     **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);
  g_autoptr(GArray) tries = sk_try_array_new ();

  if (root == NULL ||
      !sk_json_read_known (root, "", fields, G_N_ELEMENTS (fields), &tries, error))
    return NULL;

  return g_steal_pointer (&tries);
}
