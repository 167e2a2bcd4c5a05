/* sk-notion-date.c — the value of a date property
 *
 * Notion keeps minutes.  Where that is unambiguous it is told a wall time and
 * a zone, so that its app shows local time; its answers hold offsets.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-date.h"

#include "sk-notion-json.h"
#include "sk-time-codec.h"

#define WALL_TIME "0000-00-00T00:00:00"
#define NEAR (3 * 60 * 60)      /* seconds around a clock change: wall time is not trusted */

/**
 * sk_notion_date_read:
 * @value: the value of a date property
 * @start: (out): when it begins
 * @end: (out): when it ends, if it says so
 *
 * A time without an offset is meant in the value's own zone, or in UTC.
 *
 * Returns: whether it is a date or none at all
 */
gboolean
sk_notion_date_read (JsonNode *value,
                     SkWhen   *start,
                     SkWhen   *end)
{
  const char *start_text = sk_notion_json_get_text (value, "start");
  const char *end_text = sk_notion_json_get_text (value, "end");
  const char *zone_name = sk_notion_json_get_text (value, "time_zone");
  g_autoptr(GTimeZone) zone = zone_name != NULL ? sk_zone_parse (zone_name)
                                                : g_time_zone_new_utc ();

  *start = *end = (SkWhen) { 0 };
  if (JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (start_text != NULL && sk_when_parse_local (start_text, zone, start) &&
      (end_text == NULL || sk_when_parse_local (end_text, zone, end)))
    return TRUE;

  *start = *end = (SkWhen) { 0 };
  return FALSE;
}

/* A server's usual names for UTC. */
static gboolean
is_utc (const char *name)
{
  static const char *const names[] = {
    "GMT", "Greenwich", "UCT", "UTC", "Universal", "Zulu", NULL
  };

  return g_strv_contains (names, g_str_has_prefix (name, "Etc/") ? name + strlen ("Etc/") : name);
}

/* Notion keeps a list of its own; "EST" and "CET" are not on it. */
static const char *
get_known_name (const char *name)       /* (nullable) */
{
  static const char *const areas[] = {
    "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/",
    "Europe/", "Indian/", "Pacific/",
  };

  if (name == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    if (g_str_has_prefix (name, areas[i]))
      return name;

  return is_utc (name) ? "UTC" : NULL;
}

static int
get_offset (GTimeZone *zone,
            gint64     instant)
{
  return g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                                                  instant));
}

/* Near a clock change a wall time may stand for no instant, or for two. */
static gboolean
is_plain (GTimeZone *zone,
          gint64     instant)
{
  return get_offset (zone, instant - NEAR) == get_offset (zone, instant + NEAR);
}

static gint64
floor_to_minute (gint64 instant)
{
  return instant - ((instant % 60) + 60) % 60;
}

static void
add_time (JsonBuilder *builder,
          const char  *member,
          gint64       instant,
          GTimeZone   *zone,
          gboolean     with_offset)
{
  g_autofree char *text = sk_instant_print (floor_to_minute (instant), zone);

  if (!with_offset && strlen (text) > strlen (WALL_TIME))
    text[strlen (WALL_TIME)] = '\0';
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

/**
 * sk_notion_date_new:
 * @start: when it begins
 * @end: (nullable): when it ends
 * @rules: whose zone the times are told in
 * @times: how they are written down
 *
 * Returns: (transfer full): the value of a date property
 */
JsonNode *
sk_notion_date_new (gint64         start,
                    const gint64  *end,
                    SkRules       *rules,
                    SkNotionTimes  times)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  GTimeZone *zone = sk_rules_get_zone (rules);
  const char *name = get_known_name (sk_rules_get_zone_name (rules));
  gboolean with_offset = times == SK_NOTION_TIMES_OFFSET || name == NULL ||
                         !is_plain (zone, start) || (end != NULL && !is_plain (zone, *end));

  json_builder_begin_object (builder);
  add_time (builder, "start", start, zone, with_offset);
  if (end != NULL)
    add_time (builder, "end", *end, zone, with_offset);
  if (!with_offset)
    {
      json_builder_set_member_name (builder, "time_zone");
      json_builder_add_string_value (builder, name);
    }
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/**
 * sk_notion_date_is_minute:
 * @when: what Notion says
 * @instant: what it was told
 *
 * Returns: whether these are the same, to Notion
 */
gboolean
sk_notion_date_is_minute (SkWhen when,
                          gint64 instant)
{
  return when.kind == SK_WHEN_INSTANT &&
         floor_to_minute (when.value) == floor_to_minute (instant);
}
