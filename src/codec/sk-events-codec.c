/* sk-events-codec.c — events and what they do to the plan, as JSON
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-events-codec.h"

#include "sk-json.h"
#include "sk-time-codec.h"

static void
add_line (JsonBuilder       *builder,
          const SkEventLine *line,
          GTimeZone         *zone)
{
  SkSpan span = sk_event_get_span (line->event);
  g_autofree char *start = sk_instant_print (span.start, zone);
  g_autofree char *end = sk_instant_print (span.end, zone);

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "start", start);
  sk_json_add_text (builder, "end", end);
  sk_json_add_text (builder, "title", sk_event_get_title (line->event));
  sk_json_add_text (builder, "calendar", sk_event_get_calendar (line->event));
  json_builder_set_member_name (builder, "blocks");
  json_builder_add_boolean_value (builder, line->blocks);
  sk_json_add_text (builder, "code", line->code);
  json_builder_end_object (builder);
}

/**
 * sk_events_codec_write:
 * @lines: (element-type SkEventLine): events, in order
 * @rules: whose zone their times are told in
 *
 * Returns: (transfer full): formats.md §3, JSON, ended by a newline
 */
char *
sk_events_codec_write (GArray  *lines,
                       SkRules *rules)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    add_line (builder, &g_array_index (lines, SkEventLine, i), sk_rules_get_zone (rules));
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = sk_json_print (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}
