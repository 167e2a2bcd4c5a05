/* sk-places-codec.c — where a task could be put, slotkeeper-places/1, written
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

#include "sk-json.h"
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
