/* sk-notion-encode.c — what we say to Notion
 *
 * Values in, JSON out: no network and no clock, and no member of an object that
 * Notion does not know.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-encode.h"

#include "sk-json.h"

#define PAGE_SIZE 100
#define MAX_CONDITIONS 100      /* that Notion takes in one filter */

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

  return sk_notion_date_new (change->after.start, &change->after.end, rules, times);
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
  return sk_notion_date_new (change->at, NULL, rules, times);
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

/**
 * sk_notion_encode_describe:
 * @change: what should be
 * @schema: (nullable): what the columns mean; %NULL: not known yet
 * @rules: whose zone the times are told in
 * @writes: (element-type SkWrite): what is added to
 *
 * Says what the update of the page would put where.
 */
void
sk_notion_encode_describe (const SkChange *change,
                           SkNotionSchema *schema,
                           SkRules        *rules,
                           GArray         *writes)
{
  g_autoptr(JsonNode) scheduled = sk_notion_encode_scheduled (change, rules,
                                                              SK_NOTION_TIMES_LOCAL);
  g_autoptr(JsonNode) last = sk_notion_encode_last_scheduled (change, rules,
                                                              SK_NOTION_TIMES_LOCAL);

  sk_write_array_add (writes, change->task,
                      sk_notion_schema_get_name (schema, SK_NOTION_SCHEDULED),
                      sk_task_get_scheduled_json (change->task), sk_json_print (scheduled, FALSE));
  if (schema == NULL || sk_notion_schema_get_column (schema, SK_NOTION_LAST_SCHEDULED) != NULL)
    sk_write_array_add (writes, change->task,
                        sk_notion_schema_get_name (schema, SK_NOTION_LAST_SCHEDULED),
                        sk_task_get_last_scheduled_json (change->task),
                        sk_json_print (last, FALSE));
}
