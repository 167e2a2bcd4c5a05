/* sk-stand-in-short.c — a test's short form of a value, and back
 *
 * What is written here is a person's doing in Notion's app: it is not checked
 * as a request is.  A mistake in a test ends the test.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include "sk-json.h"

static JsonNode *
read_option (SkNotionStandIn *world,
             SkColumn        *column,
             JsonNode        *value)
{
  if (JSON_NODE_HOLDS_NULL (value))
    return sk_null_node ();
  if (!sk_is_text (value))
    g_error ("The option of “%s” is no text", column->name);

  const char *name = json_node_get_string (value);
  JsonObject *option = sk_column_find_option (column, "name", name);

  if (option == NULL && strcmp (column->type, "status") == 0)
    g_error ("The status “%s” has no option “%s”", column->name, name);
  if (option == NULL)
    option = sk_column_add_option (column, world, name, NULL);

  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "id", json_object_get_string_member (option, "id"));
  json_object_set_string_member (answer, "name", name);
  json_object_set_string_member (answer, "color", json_object_get_string_member (option, "color"));

  return sk_object_node (answer);
}

static JsonNode *
read_date (SkColumn *column,
           JsonNode *value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) wish = NULL;

  if (sk_is_text (value))
    {
      JsonObject *date = json_object_new ();

      json_object_set_string_member (date, "start", json_node_get_string (value));
      wish = sk_object_node (date);
    }

  JsonNode *answer = sk_date_read (wish != NULL ? wish : value, "body.date", &error);

  if (answer == NULL)
    g_error ("The date of “%s”: %s", column->name, error->message);

  return answer;
}

static JsonNode *
read_reference (SkNotionStandIn *world,
                SkColumn        *column,
                JsonNode        *value)
{
  JsonObject *reference = json_object_new ();
  const char *text = sk_is_text (value) ? json_node_get_string (value) : "";
  const char *named = g_hash_table_lookup (world->nicknames, text);
  g_autofree char *id = sk_normal_id (named != NULL ? named : text);

  if (id == NULL)
    g_error ("“%s” in “%s” is neither an id nor a nickname", text, column->name);
  if (strcmp (column->type, "people") == 0)
    json_object_set_string_member (reference, "object", "user");
  json_object_set_string_member (reference, "id", id);

  return sk_object_node (reference);
}

static JsonNode *
read_list (SkNotionStandIn *world,
           SkColumn        *column,
           JsonNode        *value)
{
  gboolean options = strcmp (column->type, "multi_select") == 0;
  JsonArray *list = json_array_new ();
  JsonArray *wishes = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint n = wishes != NULL ? json_array_get_length (wishes) : !JSON_NODE_HOLDS_NULL (value);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *wish = wishes != NULL ? json_array_get_element (wishes, i) : value;

      json_array_add_element (list, options ? read_option (world, column, wish)
                                            : read_reference (world, column, wish));
    }

  return sk_array_node (list);
}

static const char *
name_result (SkColumn *column,
             JsonNode *value)
{
  if (sk_is_number (value))
    return "number";
  if (sk_is_boolean (value))
    return "boolean";
  if (sk_is_object (value))
    return "date";
  if (sk_is_text (value))
    return g_strcmp0 (column->result, "date") == 0 ? "date" : "string";

  return column->result != NULL ? column->result : "string";
}

static JsonNode *
read_formula (SkColumn *column,
              JsonNode *value)
{
  if (sk_is_object (value) && json_object_has_member (json_node_get_object (value), "formula"))
    value = json_object_get_member (json_node_get_object (value), "formula");
  if (sk_is_text (value) && strcmp (json_node_get_string (value), "now()") == 0)
    return json_node_ref (value);
  if (sk_is_object (value) && json_object_has_member (json_node_get_object (value), "type"))
    return json_node_ref (value);

  JsonObject *answer = json_object_new ();
  const char *result = name_result (column, value);
  gboolean date = strcmp (result, "date") == 0;

  json_object_set_string_member (answer, "type", result);
  json_object_set_member (answer, result,
                          date ? read_date (column, value) : json_node_ref (value));

  return sk_object_node (answer);
}

/* A value as Notion answers it. */
JsonNode *
sk_short_read (SkNotionStandIn *world,
               SkColumn        *column,
               JsonNode        *value)
{
  const char *type = column->type;

  if (sk_is_object (value) && json_object_has_member (json_node_get_object (value), "raw"))
    return json_node_ref (json_object_get_member (json_node_get_object (value), "raw"));
  if ((strcmp (type, "title") == 0 || strcmp (type, "rich_text") == 0) && sk_is_text (value))
    return sk_rich_text_new (json_node_get_string (value));
  if (strcmp (type, "status") == 0 || strcmp (type, "select") == 0)
    return read_option (world, column, value);
  if (strcmp (type, "multi_select") == 0 || strcmp (type, "relation") == 0 ||
      strcmp (type, "people") == 0)
    return read_list (world, column, value);
  if (strcmp (type, "date") == 0)
    return read_date (column, value);
  if (strcmp (type, "formula") == 0)
    return read_formula (column, value);
  if (strcmp (type, "number") == 0 && !sk_is_number (value) && !JSON_NODE_HOLDS_NULL (value))
    g_error ("The number of “%s” is none", column->name);
  if (strcmp (type, "checkbox") == 0 && !sk_is_boolean (value))
    g_error ("The checkbox “%s” is neither true nor false", column->name);

  return json_node_ref (value);
}

static char *
print_object (JsonObject *object)
{
  const char *result = sk_get_text (object, "type");
  const char *start = sk_get_text (object, "start");
  const char *end = sk_get_text (object, "end");
  const char *name = sk_get_text (object, "name");
  const char *id = sk_get_text (object, "id");

  if (start != NULL)
    return end != NULL ? g_strconcat (start, "/", end, NULL) : g_strdup (start);
  if (result != NULL && json_object_has_member (object, result))
    return sk_short_print (NULL, json_object_get_member (object, result));
  if (name != NULL || id != NULL)
    return g_strdup (name != NULL ? name : id);

  g_autoptr(JsonNode) node = sk_object_node (json_object_ref (object));

  return sk_json_print (node, FALSE);
}

static char *
print_array (JsonArray *array)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *item = sk_short_print (NULL, json_array_get_element (array, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", item);
    }

  return g_string_free (text, FALSE);
}

/* One readable line: "", "Fix bug", "95.6", "true", "Done", a date's start
 * or "start/end", ids or names after one another. */
char *
sk_short_print (SkColumn *column,     /* (nullable) */
                JsonNode *value)
{
  if (column != NULL &&
      (strcmp (column->type, "title") == 0 || strcmp (column->type, "rich_text") == 0))
    return sk_rich_text_print (value);
  if (JSON_NODE_HOLDS_NULL (value))
    return g_strdup ("");
  if (sk_is_text (value))
    return g_strdup (json_node_get_string (value));
  if (sk_is_object (value))
    return print_object (json_node_get_object (value));
  if (JSON_NODE_HOLDS_ARRAY (value))
    return print_array (json_node_get_array (value));

  return sk_json_print (value, FALSE);
}
