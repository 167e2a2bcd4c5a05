/* sk-stand-in-write.c — a property value in a request, checked as Notion does
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#define MOST_ITEMS 100

/* What a check needs, and where it is in the body. */
typedef struct
{
  SkNotionStandIn  *world;
  SkColumn         *column;
  const char       *where;        /* "body.properties.Due date.date" */
  GError          **error;
} Write;

typedef JsonNode *(* Writer) (Write    *write,
                              JsonNode *value);

static JsonNode *
refuse (Write      *write,
        const char *should,
        JsonNode   *was)
{
  sk_refuse_value (write->error, write->where, should, was);
  return NULL;
}

static JsonNode *
write_number (Write    *write,
              JsonNode *value)
{
  return sk_is_number (value) || JSON_NODE_HOLDS_NULL (value)
           ? json_node_ref (value) : refuse (write, "a number or `null`", value);
}

static JsonNode *
write_checkbox (Write    *write,
                JsonNode *value)
{
  return sk_is_boolean (value) ? json_node_ref (value) : refuse (write, "a boolean", value);
}

static JsonNode *
write_address (Write    *write,
               JsonNode *value)
{
  gboolean good = JSON_NODE_HOLDS_NULL (value) ||
                  (sk_is_text (value) && *json_node_get_string (value) != '\0');

  return good ? json_node_ref (value) : refuse (write, "a non-empty string or `null`", value);
}

static JsonNode *
write_date (Write    *write,
            JsonNode *value)
{
  return sk_date_read (value, write->where, write->error);
}

static JsonNode *
write_rich_text (Write    *write,
                 JsonNode *value)
{
  return sk_rich_text_read (value, write->where, write->error);
}

static JsonObject *
find_option (Write      *write,
             const char *id,
             const char *name,
             const char *color)
{
  gboolean status = strcmp (write->column->type, "status") == 0;
  JsonObject *option = id != NULL ? sk_column_find_option (write->column, "id", id)
                                  : sk_column_find_option (write->column, "name", name);

  if (option != NULL)
    return option;
  if (status || name == NULL)
    sk_refuse (write->error, "%s option \"%s\" does not exist", status ? "Status" : "Select",
               id != NULL ? id : name);
  else if (strchr (name, ',') != NULL)
    sk_refuse (write->error, "Invalid select option, commas not allowed: %s", name);
  else
    option = sk_column_add_option (write->column, write->world, name, color);

  return option;
}

static JsonNode *
write_option (Write    *write,
              JsonNode *value)
{
  static const char *const keys[] = { "id", "name", "color", NULL };

  if (!sk_is_object (value))
    return refuse (write, "an object or `null`", value);

  JsonObject *wish = json_node_get_object (value);
  const char *id = sk_get_text (wish, "id");
  const char *name = sk_get_text (wish, "name");

  if (!sk_check_keys (wish, write->where, keys, write->error))
    return NULL;
  if (id == NULL && (name == NULL || *name == '\0'))
    return refuse (write, "an object with `id` or `name`", value);

  JsonObject *option = find_option (write, id, name, sk_get_text (wish, "color"));

  if (option == NULL)
    return NULL;

  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "id", json_object_get_string_member (option, "id"));
  json_object_set_string_member (answer, "name", json_object_get_string_member (option, "name"));
  json_object_set_string_member (answer, "color", json_object_get_string_member (option, "color"));

  return sk_object_node (answer);
}

static JsonNode *
write_option_or_none (Write    *write,
                      JsonNode *value)
{
  return JSON_NODE_HOLDS_NULL (value) ? sk_null_node () : write_option (write, value);
}

/* A relation names pages that exist, and of the data source it goes to. */
static JsonNode *
write_reference (Write    *write,
                 JsonNode *value)
{
  static const char *const keys[] = { "id", NULL };
  gboolean people = strcmp (write->column->type, "people") == 0;

  if (!sk_is_object (value) || sk_get_text (json_node_get_object (value), "id") == NULL)
    return refuse (write, "objects with an `id`", value);
  if (!people && !sk_check_keys (json_node_get_object (value), write->where, keys, write->error))
    return NULL;

  g_autofree char *id = sk_check_id (write->where, sk_get_text (json_node_get_object (value), "id"),
                                     write->error);
  SkRow *row = id != NULL ? sk_world_find_row (write->world, id) : NULL;
  const char *to = people ? NULL
                          : json_object_get_string_member (write->column->config, "data_source_id");

  if (id == NULL)
    return NULL;
  if (!people && (row == NULL || sk_row_is_hidden (row)))
    {
      sk_refuse_missing (write->error, "page", id);
      return NULL;
    }
  if (!people && strcmp (row->table->id, to) != 0)
    {
      sk_refuse (write->error, "Page with ID %s is not in the related data source %s.", id, to);
      return NULL;
    }

  JsonObject *answer = json_object_new ();

  if (people)
    json_object_set_string_member (answer, "object", "user");
  json_object_set_string_member (answer, "id", id);

  return sk_object_node (answer);
}

static JsonNode *
write_list (Write    *write,
            JsonNode *value)
{
  Writer item = strcmp (write->column->type, "multi_select") == 0 ? write_option : write_reference;
  g_autoptr(JsonArray) list = json_array_new ();

  if (!sk_check_array (value, write->where, MOST_ITEMS, write->error))
    return NULL;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
    {
      JsonNode *node = item (write, json_array_get_element (json_node_get_array (value), i));

      if (node == NULL)
        return NULL;
      json_array_add_element (list, node);
    }

  return sk_array_node (json_array_ref (list));
}

static JsonNode *
write_raw_list (Write    *write,
                JsonNode *value)
{
  return sk_check_array (value, write->where, MOST_ITEMS, write->error) ? json_node_ref (value)
                                                                        : NULL;
}

/* The types that can be written at all. */
static const struct
{
  const char *type;
  Writer      write;
} writers[] = {
  { "title",        write_rich_text },
  { "rich_text",    write_rich_text },
  { "number",       write_number },
  { "checkbox",     write_checkbox },
  { "url",          write_address },
  { "email",        write_address },
  { "phone_number", write_address },
  { "date",         write_date },
  { "select",       write_option_or_none },
  { "status",       write_option_or_none },
  { "multi_select", write_list },
  { "relation",     write_list },
  { "people",       write_list },
  { "files",        write_raw_list },
};

/* Of { "type": …, "<type>": value }: the value, if it is of the column's type. */
static JsonNode *
unwrap (SkColumn    *column,
        const char  *where,
        JsonNode    *value,
        GError     **error)
{
  const char *const keys[] = { "id", "type", column->type, NULL };

  if (!sk_is_object (value))
    {
      sk_refuse_value (error, where, "an object", value);
      return NULL;
    }

  JsonObject *object = json_node_get_object (value);
  JsonNode *inner = json_object_get_member (object, column->type);

  if (inner == NULL || (json_object_has_member (object, "type") &&
                        g_strcmp0 (sk_get_text (object, "type"), column->type) != 0))
    {
      sk_refuse (error, "%s is expected to be %s.", column->name, column->type);
      return NULL;
    }

  return sk_check_keys (object, where, keys, error) ? inner : NULL;
}

/* What Notion answers for @column after @value was written; NULL: refused. */
JsonNode *
sk_write_check (SkNotionStandIn  *world,
                SkColumn         *column,
                const char       *key,
                JsonNode         *value,
                GError          **error)
{
  g_autofree char *where = g_strconcat ("body.properties.", key, NULL);
  g_autofree char *where_value = g_strconcat (where, ".", column->type, NULL);
  Write write = { world, column, where_value, error };

  for (gsize i = 0; i < G_N_ELEMENTS (writers); i++)
    if (strcmp (writers[i].type, column->type) == 0)
      {
        JsonNode *inner = unwrap (column, where, value, error);

        return inner != NULL ? writers[i].write (&write, inner) : NULL;
      }

  return refuse (&write, "not present", value);
}
