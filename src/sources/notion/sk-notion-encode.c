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
#include "sk-notion-id.h"

#define PAGE_SIZE 100
#define MAX_CONDITIONS 100      /* that Notion takes in one filter */
#define OTHER_CONDITIONS 2      /* besides those about statuses */

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
               SkNotionRole    role,
               const char     *operator,
               const char     *operand)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "property");
  json_builder_add_string_value (builder, sk_notion_schema_get_column (schema, role));
  json_builder_set_member_name (builder, sk_notion_schema_get_type (schema, role));
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, operator);
  json_builder_add_string_value (builder, operand);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_filter (JsonBuilder    *builder,
            SkNotionSchema *schema,
            const char     *assignee)   /* (nullable): the id of a person */
{
  g_autoptr(GPtrArray) left_out = sk_notion_schema_dup_left_out (schema);

  if (left_out->len == 0 && assignee == NULL)
    return;

  json_builder_set_member_name (builder, "filter");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "and");
  json_builder_begin_array (builder);
  if (assignee != NULL)
    add_condition (builder, schema, SK_NOTION_ASSIGNEE, "contains", assignee);
  for (guint i = 0; i < MIN (left_out->len, MAX_CONDITIONS - OTHER_CONDITIONS); i++)
    add_condition (builder, schema, SK_NOTION_STATUS, "does_not_equal",
                   g_ptr_array_index (left_out, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* Oldest first: where Notion gives away no more, we go on with what came later. */
static void
add_sorts (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "sorts");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "timestamp");
  json_builder_add_string_value (builder, "created_time");
  json_builder_set_member_name (builder, "direction");
  json_builder_add_string_value (builder, "ascending");
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

/**
 * sk_notion_encode_query:
 * @schema: what the columns mean
 * @assignee: (nullable): whose rows; anything but the id of a person is left
 *   to sk_notion_decode_is_assigned()
 *
 * Returns: (transfer full): asks for the rows that no status leaves out
 */
JsonNode *
sk_notion_encode_query (SkNotionSchema *schema,
                        const char     *assignee)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_filter (builder, schema, sk_notion_id_equal (assignee, assignee) ? assignee : NULL);
  add_sorts (builder);
  json_builder_set_member_name (builder, "page_size");
  json_builder_add_int_value (builder, PAGE_SIZE);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static void
add_edited (JsonBuilder *builder,
            gint64       since)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (since);
  g_autofree char *text = g_date_time_format (when, "%Y-%m-%dT%H:%M:00Z");

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "timestamp");
  json_builder_add_string_value (builder, "last_edited_time");
  json_builder_set_member_name (builder, "last_edited_time");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "on_or_after");
  json_builder_add_string_value (builder, text);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/**
 * sk_notion_encode_edited:
 * @since: Unix seconds; Notion knows the minute
 *
 * Whoever filtered these by a status or a person would not see what it was
 * taken from.
 *
 * Returns: (transfer full): asks for the rows that were edited then or later
 */
JsonNode *
sk_notion_encode_edited (gint64 since)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "filter");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "and");
  json_builder_begin_array (builder);
  add_edited (builder, since);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  add_sorts (builder);
  json_builder_set_member_name (builder, "page_size");
  json_builder_add_int_value (builder, PAGE_SIZE);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static JsonArray *
get_conditions (JsonNode *filter)
{
  return json_object_get_array_member (json_node_get_object (filter), "and");
}

/* All conditions of @filter, and when a row was created. */
static JsonObject *
make_filter (JsonNode   *filter,        /* (nullable) */
             const char *since)
{
  JsonArray *old = filter != NULL ? get_conditions (filter) : NULL;
  JsonArray *all = json_array_new ();
  JsonObject *created = json_object_new ();
  JsonObject *condition = json_object_new ();
  JsonObject *whole = json_object_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    json_array_add_element (all, json_node_copy (json_array_get_element (old, i)));
  json_object_set_string_member (created, "on_or_after", since);
  json_object_set_string_member (condition, "timestamp", "created_time");
  json_object_set_object_member (condition, "created_time", created);
  json_array_add_object_element (all, condition);
  json_object_set_array_member (whole, "and", all);

  return whole;
}

/**
 * sk_notion_encode_window:
 * @query: a body of a query
 * @since: (nullable): when the first row was created that is wanted
 *
 * Returns: (transfer full): the same body, asking only for rows that were not
 *   created before
 */
JsonNode *
sk_notion_encode_window (JsonNode   *query,
                         const char *since)
{
  JsonObject *from = json_node_get_object (query);
  JsonObject *to = json_object_new ();
  JsonNode *window = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &name, &member))
    json_object_set_member (to, name, json_node_copy (member));
  if (since != NULL)
    json_object_set_object_member (to, "filter",
                                   make_filter (json_object_get_member (from, "filter"), since));

  json_node_take_object (window, to);
  return window;
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

static const char *
get_id (SkNotionSchema *schema,         /* (nullable) */
        SkNotionRole    role)
{
  return schema != NULL ? sk_notion_schema_get_column (schema, role) : NULL;
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

  sk_write_array_add_by_id (writes, change->task,
                            sk_notion_schema_get_name (schema, SK_NOTION_SCHEDULED),
                            get_id (schema, SK_NOTION_SCHEDULED),
                            sk_task_get_scheduled_json (change->task),
                            sk_json_print (scheduled, FALSE));
  if (schema == NULL || sk_notion_schema_get_column (schema, SK_NOTION_LAST_SCHEDULED) != NULL)
    sk_write_array_add_by_id (writes, change->task,
                              sk_notion_schema_get_name (schema, SK_NOTION_LAST_SCHEDULED),
                              get_id (schema, SK_NOTION_LAST_SCHEDULED),
                              sk_task_get_last_scheduled_json (change->task),
                              sk_json_print (last, FALSE));
}

static char *
dup_option (const char *name)   /* (nullable) */
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (name == NULL)
    return g_strdup ("null");

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "name", name);
  json_builder_end_object (builder);

  g_autoptr(JsonNode) root = json_builder_get_root (builder);

  return sk_json_print (root, FALSE);
}

/**
 * sk_notion_encode_describe_done:
 * @task: a task
 * @schema: what the columns mean
 * @wanted: (nullable): the status the person chose for finished tasks
 * @writes: (element-type SkWrite): what is added to
 *
 * Says what the update of the page would put where for the task to be done.
 *
 * Returns: whether there is a status that says so
 */
gboolean
sk_notion_encode_describe_done (SkTask         *task,
                                SkNotionSchema *schema,
                                const char     *wanted,
                                GArray         *writes)
{
  const char *done = sk_notion_schema_get_done (schema, wanted);
  const char *id = get_id (schema, SK_NOTION_STATUS);

  if (done == NULL || id == NULL)
    return FALSE;

  g_autofree char *before = dup_option (sk_task_get_status (task));

  sk_write_array_add_by_id (writes, task, sk_notion_schema_get_name (schema, SK_NOTION_STATUS), id,
                            before, dup_option (done));
  return TRUE;
}
