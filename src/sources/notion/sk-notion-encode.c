/* sk-notion-encode.c — what we say to Notion
 *
 * Values in, JSON out, and the answer compared with what was meant: no
 * network, no clock, and never a key that Notion did not ask for.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-encode.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-decode.h"
#include "sk-time-codec.h"

#define PAGE_SIZE 100
#define MAX_CONDITIONS 100      /* that Notion takes in one filter */
#define WALL_TIME "0000-00-00T00:00:00"
#define NEAR (3 * 60 * 60)      /* seconds around a clock change: wall time is not trusted */

/**
 * sk_notion_encode_properties:
 * @schema: what the columns mean
 *
 * Returns: (transfer full): a query string that asks for those columns only;
 *   their ids are percent-encoded already
 */
char *
sk_notion_encode_properties (SkNotionSchema *schema)
{
  GString *query = g_string_new (NULL);

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    {
      const char *id = sk_notion_schema_get_column (schema, role);

      if (id != NULL)
        g_string_append_printf (query, "%sfilter_properties=%s", query->len > 0 ? "&" : "", id);
    }

  return g_string_free (query, FALSE);
}

static void
add_condition (JsonBuilder    *builder,
               SkNotionSchema *schema,
               const char     *status)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "property");
  json_builder_add_string_value (builder, sk_notion_schema_get_column (schema, SK_NOTION_STATUS));
  json_builder_set_member_name (builder, sk_notion_schema_get_type (schema, SK_NOTION_STATUS));
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "does_not_equal");
  json_builder_add_string_value (builder, status);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/**
 * sk_notion_encode_query:
 * @schema: what the columns mean
 *
 * Returns: (transfer full): asks for the rows that no status leaves out
 */
JsonNode *
sk_notion_encode_query (SkNotionSchema *schema)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) left_out = sk_notion_schema_dup_left_out (schema);

  json_builder_begin_object (builder);
  if (left_out->len > 0)
    {
      json_builder_set_member_name (builder, "filter");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "and");
      json_builder_begin_array (builder);
      for (guint i = 0; i < MIN (left_out->len, MAX_CONDITIONS); i++)
        add_condition (builder, schema, g_ptr_array_index (left_out, i));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_set_member_name (builder, "page_size");
  json_builder_add_int_value (builder, PAGE_SIZE);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* Notion keeps a list of its own; "EST" and "CET" are not on it. */
static gboolean
is_known_zone (const char *name)
{
  static const char *const areas[] = {
    "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/",
    "Europe/", "Indian/", "Pacific/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    if (g_str_has_prefix (name, areas[i]))
      return TRUE;

  return g_str_equal (name, "UTC");
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

/* @end: (nullable) */
static JsonNode *
encode_date (gint64         start,
             const gint64  *end,
             SkRules       *rules,
             SkNotionTimes  times)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  GTimeZone *zone = sk_rules_get_zone (rules);
  const char *name = sk_rules_get_zone_name (rules);
  gboolean with_offset = times == SK_NOTION_TIMES_OFFSET || name == NULL ||
                         !is_known_zone (name) || !is_plain (zone, start) ||
                         (end != NULL && !is_plain (zone, *end));

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
 * sk_notion_encode_scheduled:
 * @change: what should be
 * @rules: whose zone the times are told in
 * @times: how they are written down
 *
 * Returns: (transfer full): the value of the date property: an object or null
 */
JsonNode *
sk_notion_encode_scheduled (const SkChange *change,
                            SkRules        *rules,
                            SkNotionTimes   times)
{
  if (sk_span_is_empty (change->after))
    return json_node_new (JSON_NODE_NULL);

  return encode_date (change->after.start, &change->after.end, rules, times);
}

/**
 * sk_notion_encode_last_scheduled:
 * @change: what should be
 * @rules: whose zone the time is told in
 * @times: how it is written down
 *
 * Returns: (transfer full): the value of the date property: when we planned
 */
JsonNode *
sk_notion_encode_last_scheduled (const SkChange *change,
                                 SkRules        *rules,
                                 SkNotionTimes   times)
{
  return encode_date (change->at, NULL, rules, times);
}

static void
add_date (JsonBuilder *builder,
          const char  *column,
          JsonNode    *value)   /* (transfer full) */
{
  json_builder_set_member_name (builder, column);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "date");
  json_builder_add_value (builder, value);
  json_builder_end_object (builder);
}

/**
 * sk_notion_encode_change:
 * @change: what should be
 * @schema: what the columns mean
 * @rules: whose zone the times are told in
 * @times: how they are written down
 *
 * Returns: (transfer full): the body of an update of the page
 */
JsonNode *
sk_notion_encode_change (const SkChange *change,
                         SkNotionSchema *schema,
                         SkRules        *rules,
                         SkNotionTimes   times)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  const char *last_scheduled = sk_notion_schema_get_column (schema, SK_NOTION_LAST_SCHEDULED);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  add_date (builder, sk_notion_schema_get_column (schema, SK_NOTION_SCHEDULED),
            sk_notion_encode_scheduled (change, rules, times));
  if (last_scheduled != NULL)
    add_date (builder, last_scheduled, sk_notion_encode_last_scheduled (change, rules, times));
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static gboolean
is_minute (SkWhen when,
           gint64 instant)
{
  return when.kind == SK_WHEN_INSTANT &&
         floor_to_minute (when.value) == floor_to_minute (instant);
}

static gboolean
check_date (SkNotionSchema *schema,
            JsonNode       *page,
            SkNotionRole    role,
            SkSpan          meant,      /* empty: no date */
            gboolean        has_end)
{
  JsonNode *property = sk_notion_schema_find (schema, page, role);
  SkWhen start, end;

  if (property == NULL || !JSON_NODE_HOLDS_OBJECT (property) ||
      !json_object_has_member (json_node_get_object (property), "date") ||
      !sk_notion_decode_date (json_object_get_member (json_node_get_object (property), "date"),
                              &start, &end))
    return FALSE;
  if (sk_span_is_empty (meant))
    return !sk_when_is_set (start);

  return is_minute (start, meant.start) &&
         (has_end ? is_minute (end, meant.end) : !sk_when_is_set (end));
}

/**
 * sk_notion_encode_check:
 * @change: what should be
 * @schema: what the columns mean
 * @page: the page, as Notion says it is now
 * @error: %SK_ERROR_CONFLICT, naming the column that holds something else
 *
 * Times are compared as instants, by the minute: Notion keeps no seconds, and
 * tells them with another offset than they came with.
 *
 * Returns: whether the page holds what was meant
 */
gboolean
sk_notion_encode_check (const SkChange  *change,
                        SkNotionSchema  *schema,
                        JsonNode        *page,
                        GError         **error)
{
  SkNotionRole wrong = SK_NOTION_N_ROLES;
  SkSpan at = { change->at, change->at + 1 };

  if (!check_date (schema, page, SK_NOTION_SCHEDULED, change->after, TRUE))
    wrong = SK_NOTION_SCHEDULED;
  else if (sk_notion_schema_get_column (schema, SK_NOTION_LAST_SCHEDULED) != NULL &&
           !check_date (schema, page, SK_NOTION_LAST_SCHEDULED, at, FALSE))
    wrong = SK_NOTION_LAST_SCHEDULED;

  if (wrong == SK_NOTION_N_ROLES)
    return TRUE;

  /* Translators: %s is the name of a column. */
  g_set_error (error, SK_ERROR, SK_ERROR_CONFLICT,
               _("Notion took the change, but “%s” holds something else than was written. "
                 "Something else changes it, too: plan again."),
               sk_notion_schema_get_name (schema, wrong));
  return FALSE;
}
