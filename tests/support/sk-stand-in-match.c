/* sk-stand-in-match.c — what a filter that Notion accepts finds
 *
 * As recorded: "not" includes empties, dates compare by the minute, a date
 * without a time is that day in UTC.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include <math.h>

static gboolean
is_empty (JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;

  return JSON_NODE_HOLDS_NULL (value) ||
         (sk_is_text (value) && *json_node_get_string (value) == '\0');
}

/* Whether an option is the one named, or of the group named. */
static gboolean
is_option (SkColumn *column,
           JsonNode *value,
           JsonNode *name)
{
  if (!sk_is_object (value))
    return FALSE;

  JsonObject *option = json_node_get_object (value);
  const char *wanted = json_node_get_string (name);

  if (sk_column_find_option (column, "name", wanted) == NULL)
    return sk_column_is_group (column, wanted, sk_get_text (option, "id"));

  return g_strcmp0 (sk_get_text (option, "name"), wanted) == 0;
}

static gboolean
is_any_option (SkColumn *column,
               JsonNode *value,
               JsonNode *names)
{
  if (!JSON_NODE_HOLDS_ARRAY (names))
    return is_option (column, value, names);

  for (guint i = 0; i < json_array_get_length (json_node_get_array (names)); i++)
    if (is_option (column, value, json_array_get_element (json_node_get_array (names), i)))
      return TRUE;

  return FALSE;
}

static gboolean
holds_any_option (SkColumn *column,
                  JsonNode *values,
                  JsonNode *names)
{
  for (guint i = 0; i < json_array_get_length (json_node_get_array (values)); i++)
    if (is_any_option (column, json_array_get_element (json_node_get_array (values), i), names))
      return TRUE;

  return FALSE;
}

/* Of people or pages; "me" is nobody, for a connection of its own. */
static gboolean
holds_id (JsonNode *value,
          JsonNode *operand)
{
  g_autofree char *wanted = sk_normal_id (json_node_get_string (operand));
  g_autoptr(JsonArray) list = NULL;

  if (JSON_NODE_HOLDS_ARRAY (value))
    list = json_array_ref (json_node_get_array (value));
  else
    json_array_add_element ((list = json_array_new ()), json_node_ref (value));

  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_strcmp0 (sk_get_text (json_array_get_object_element (list, i), "id"), wanted) == 0 &&
        wanted != NULL)
      return TRUE;

  return FALSE;
}

static double
get_number (JsonNode *value)
{
  if (sk_is_object (value))     /* a unique id */
    return (double) json_object_get_int_member (json_node_get_object (value), "number");

  return sk_is_number (value) ? json_node_get_double (value) : (double) NAN;
}

/* Comparisons with an empty number are all false. */
static gboolean
match_number (const char *operator,
              JsonNode   *value,
              JsonNode   *operand)
{
  double number = get_number (value);
  double wanted = json_node_get_double (operand);

  if (strcmp (operator, "equals") == 0)
    return number >= wanted && number <= wanted;
  if (strcmp (operator, "does_not_equal") == 0)
    return !(number >= wanted && number <= wanted);
  if (strcmp (operator, "greater_than") == 0)
    return number > wanted;
  if (strcmp (operator, "less_than") == 0)
    return number < wanted;

  return strcmp (operator, "greater_than_or_equal_to") == 0 ? number >= wanted : number <= wanted;
}

static gboolean
match_text (const char *operator,
            const char *text,
            const char *wanted)
{
  if (strcmp (operator, "equals") == 0)
    return strcmp (text, wanted) == 0;
  if (strcmp (operator, "does_not_equal") == 0)
    return strcmp (text, wanted) != 0;
  if (strcmp (operator, "contains") == 0)
    return strstr (text, wanted) != NULL;
  if (strcmp (operator, "does_not_contain") == 0)
    return strstr (text, wanted) == NULL;

  return strcmp (operator, "starts_with") == 0 ? g_str_has_prefix (text, wanted)
                                               : g_str_has_suffix (text, wanted);
}

static char *
get_text (JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    return sk_rich_text_print (value);

  return g_strdup (sk_is_text (value) ? json_node_get_string (value) : "");
}

/* One value of @type against { "<operator>": operand }. */
gboolean
sk_match_value (SkNotionStandIn *world,
                SkColumn        *column,
                const char      *type,
                JsonNode        *value,
                JsonObject      *operation)
{
  g_autoptr(GList) members = json_object_get_members (operation);
  const char *operator = members->data;
  JsonNode *operand = json_object_get_member (operation, operator);
  gboolean denies = strcmp (operator, "does_not_equal") == 0 ||
                    strcmp (operator, "does_not_contain") == 0;
  g_autofree char *text = NULL;

  if (strcmp (operator, "is_empty") == 0 || strcmp (operator, "is_not_empty") == 0)
    return is_empty (value) == (strcmp (operator, "is_empty") == 0);

  switch (sk_family_of (type))
    {
    case SK_FAMILY_OPTION:
      return is_any_option (column, value, operand) != denies;

    case SK_FAMILY_OPTIONS:
      return holds_any_option (column, value, operand) != denies;

    case SK_FAMILY_CHECKBOX:
      return ((sk_is_boolean (value) && json_node_get_boolean (value)) ==
              json_node_get_boolean (operand)) != denies;

    case SK_FAMILY_PEOPLE:
    case SK_FAMILY_RELATION:
      return holds_id (value, operand) != denies;

    case SK_FAMILY_NUMBER:
      return match_number (operator, value, operand);

    case SK_FAMILY_TEXT:
      text = get_text (value);
      return match_text (operator, text, json_node_get_string (operand));

    case SK_FAMILY_DATE:
      return sk_match_date (world->now, value, operator, operand);

    case SK_FAMILY_FILES:
    case SK_FAMILY_NONE:
    default:
      return FALSE;
    }
}

/* { "type": "number", "number": 3 }: what stands under its type. */
static JsonNode *
get_result (JsonNode *value)
{
  JsonObject *result = json_node_get_object (value);

  return json_object_get_member (result, json_object_get_string_member (result, "type"));
}

static gboolean
match_formula (SkNotionStandIn *world,
               SkColumn        *column,
               JsonNode        *value,
               JsonObject      *wish)
{
  g_autoptr(GList) members = json_object_get_members (wish);

  return sk_match_value (world, column, members->data, get_result (value),
                         json_object_get_object_member (wish, members->data));
}

/* any, every or none of the values a rollup shows. */
static gboolean
match_items (SkNotionStandIn *world,
             SkColumn        *column,
             JsonNode        *value,
             const char      *how,
             JsonObject      *wish)
{
  g_autoptr(GList) types = json_object_get_members (wish);
  JsonObject *operation = json_object_get_object_member (wish, types->data);
  JsonNode *result = get_result (value);
  JsonArray *items = JSON_NODE_HOLDS_ARRAY (result) ? json_node_get_array (result) : NULL;
  guint n = items != NULL ? json_array_get_length (items) : 0;
  guint n_matches = 0;

  for (guint i = 0; i < n; i++)
    n_matches += sk_match_value (world, column, types->data,
                                 get_result (json_array_get_element (items, i)), operation) ? 1 : 0;

  if (strcmp (how, "any") == 0)
    return n_matches > 0;

  return strcmp (how, "every") == 0 ? n_matches == n : n_matches == 0;
}

static gboolean
match_rollup (SkNotionStandIn *world,
              SkColumn        *column,
              JsonNode        *value,
              JsonObject      *wish)
{
  g_autoptr(GList) members = json_object_get_members (wish);
  const char *how = members->data;
  JsonObject *inner = json_object_get_object_member (wish, how);

  return strcmp (how, "number") == 0 || strcmp (how, "date") == 0
           ? sk_match_value (world, column, how, get_result (value), inner)
           : match_items (world, column, value, how, inner);
}

static gboolean
match_condition (SkNotionStandIn *world,
                 SkRow           *row,
                 JsonObject      *condition)
{
  const char *key = sk_filter_get_key (condition);
  JsonObject *wish = json_object_get_object_member (condition, key);
  const char *timestamp = sk_get_text (condition, "timestamp");

  if (timestamp != NULL)
    {
      gboolean created = strcmp (timestamp, "created_time") == 0;
      g_autofree char *stamp = sk_stamp_print (created ? row->created : row->edited);
      g_autoptr(JsonNode) time = sk_text_node (stamp);

      return sk_match_value (world, NULL, timestamp, time, wish);
    }

  SkColumn *column = sk_table_find (row->table, sk_get_text (condition, "property"));
  g_autoptr(JsonNode) value = sk_row_get_value (row, column, world);

  if (strcmp (key, "formula") == 0)
    return match_formula (world, column, value, wish);
  if (strcmp (key, "rollup") == 0)
    return match_rollup (world, column, value, wish);

  return sk_match_value (world, column, column->type, value, wish);
}

gboolean
sk_filter_matches (SkNotionStandIn *world,
                   SkRow           *row,
                   JsonObject      *filter)     /* sk_filter_check() accepted it */
{
  gboolean all = json_object_has_member (filter, "and");

  if (!all && !json_object_has_member (filter, "or"))
    return match_condition (world, row, filter);

  JsonArray *items = json_object_get_array_member (filter, all ? "and" : "or");

  for (guint i = 0; i < json_array_get_length (items); i++)
    if (sk_filter_matches (world, row, json_array_get_object_element (items, i)) != all)
      return !all;

  return all;
}
