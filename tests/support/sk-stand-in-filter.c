/* sk-stand-in-filter.c — whether Notion would accept a filter
 *
 * Two levels of and/or, a hundred items each, one operator per condition,
 * the type of the column, options that exist.  What it finds is decided in
 * sk-stand-in-match.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#define MOST_ITEMS 100

/* { "<result type>": operation }; a column made by the API has no type yet. */
static gboolean
check_formula (SkColumn    *column,
               JsonNode    *node,
               GError     **error)
{
  if (!sk_is_object (node) || json_object_get_size (json_node_get_object (node)) != 1)
    return sk_refuse_value (error, "body.filter.formula", "an object with one type", node);
  if (column->result == NULL || strcmp (column->result, "unsupported") == 0)
    return sk_refuse (error, "Cannot filter by formula of unknown type: %s.", column->name);

  const char *key = strcmp (column->result, "boolean") == 0 ? "checkbox" : column->result;
  JsonNode *operation = json_object_get_member (json_node_get_object (node), key);

  if (operation == NULL)
    return sk_refuse (error, "The formula %s is expected to be filtered by %s.", column->name, key);

  return sk_operation_check (sk_family_of (key), column, operation, error);
}

static gboolean
check_rollup (SkColumn    *column,
              JsonNode    *node,
              GError     **error)
{
  if (!sk_is_object (node) || json_object_get_size (json_node_get_object (node)) != 1)
    return sk_refuse_value (error, "body.filter.rollup", "an object with one member", node);

  g_autoptr(GList) members = json_object_get_members (json_node_get_object (node));
  JsonNode *inner = json_object_get_member (json_node_get_object (node), members->data);
  const char *key = members->data;

  if (strcmp (key, "number") == 0 || strcmp (key, "date") == 0)
    return sk_operation_check (sk_family_of (key), column, inner, error);
  if (strcmp (key, "any") != 0 && strcmp (key, "every") != 0 && strcmp (key, "none") != 0)
    return sk_refuse_value (error, "body.filter.rollup", "any, every, none, number or date", node);
  if (!sk_is_object (inner) || json_object_get_size (json_node_get_object (inner)) != 1)
    return sk_refuse_value (error, "body.filter.rollup", "an object with one type", inner);

  g_autoptr(GList) types = json_object_get_members (json_node_get_object (inner));

  inner = json_object_get_member (json_node_get_object (inner), types->data);
  return sk_operation_check (sk_family_of (types->data), column, inner, error);
}

/* The member that says what is asked: neither of the others. */
const char *
sk_filter_get_key (JsonObject *condition)
{
  g_autoptr(GList) members = json_object_get_members (condition);

  for (GList *l = members; l != NULL; l = l->next)
    if (strcmp (l->data, "property") != 0 && strcmp (l->data, "timestamp") != 0 &&
        strcmp (l->data, "type") != 0)
      return l->data;

  return NULL;
}

static gboolean
check_timestamp (JsonObject  *condition,
                 GError     **error)
{
  const char *timestamp = sk_get_text (condition, "timestamp");
  const char *const keys[] = { "timestamp", "type", timestamp, NULL };

  if (g_strcmp0 (timestamp, "created_time") != 0 && g_strcmp0 (timestamp, "last_edited_time") != 0)
    return sk_refuse_value (error, "body.filter.timestamp",
                            "`\"created_time\"` or `\"last_edited_time\"`",
                            json_object_get_member (condition, "timestamp"));
  if (!sk_check_keys (condition, "body.filter", keys, error))
    return FALSE;

  return sk_operation_check (SK_FAMILY_DATE, NULL, json_object_get_member (condition, timestamp),
                             error);
}

/* The key rich_text works for every text, date for every time. */
static gboolean
fits (SkColumn   *column,
      const char *key)
{
  SkFamily family = sk_family_of (column->type);

  return strcmp (column->type, key) == 0 ||
         (family == SK_FAMILY_TEXT && strcmp (key, "rich_text") == 0) ||
         (family == SK_FAMILY_DATE && strcmp (key, "date") == 0);
}

static gboolean
check_condition (SkTable     *table,
                 JsonObject  *condition,
                 GError     **error)
{
  if (json_object_has_member (condition, "timestamp"))
    return check_timestamp (condition, error);

  const char *key = sk_filter_get_key (condition);
  const char *const keys[] = { "property", "type", key, NULL };
  const char *property = sk_get_text (condition, "property");

  if (property == NULL)
    return sk_refuse_value (error, "body.filter.property", "a string",
                            json_object_get_member (condition, "property"));
  if (key == NULL)
    return sk_refuse_value (error, "body.filter.type", "defined", NULL);
  if (!sk_check_keys (condition, "body.filter", keys, error))
    return FALSE;

  SkColumn *column = sk_table_find (table, property);

  if (column == NULL)
    return sk_refuse (error, "Could not find property with name or id: %s", property);
  if (!fits (column, key))
    return sk_refuse (error, "database property %s does not match filter %s", column->type, key);

  JsonNode *wish = json_object_get_member (condition, key);

  if (strcmp (key, "formula") == 0)
    return check_formula (column, wish, error);
  if (strcmp (key, "rollup") == 0)
    return check_rollup (column, wish, error);

  return sk_operation_check (sk_family_of (key), column, wish, error);
}

static gboolean
check_level (SkTable     *table,
             JsonNode    *node,
             int          depth,
             GError     **error)
{
  if (!sk_is_object (node))
    return sk_refuse_value (error, "body.filter", "an object or `undefined`", node);

  JsonObject *filter = json_node_get_object (node);
  const char *key = json_object_has_member (filter, "and") ? "and"
                    : json_object_has_member (filter, "or") ? "or" : NULL;
  const char *const keys[] = { key, NULL };

  if (key == NULL)
    return check_condition (table, filter, error);
  if (depth == 2)
    return sk_refuse_value (error, "body.filter", "nested at most two levels deep", node);
  if (!sk_check_keys (filter, "body.filter", keys, error) ||
      !sk_check_array (json_object_get_member (filter, key), "body.filter", MOST_ITEMS, error))
    return FALSE;

  JsonArray *items = json_object_get_array_member (filter, key);

  for (guint i = 0; i < json_array_get_length (items); i++)
    if (!check_level (table, json_array_get_element (items, i), depth + 1, error))
      return FALSE;

  return TRUE;
}

gboolean
sk_filter_check (SkTable   *table,
                 JsonNode  *filter,
                 GError   **error)
{
  return check_level (table, filter, 0, error);
}
