/* sk-stand-in-values.c — what Notion answers for one property of one row
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#define MOST_REFERENCES 25

JsonNode *
sk_object_node (JsonObject *object)     /* (transfer full) */
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

JsonNode *
sk_array_node (JsonArray *array)     /* (transfer full) */
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

JsonNode *
sk_text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

JsonNode *
sk_null_node (void)
{
  return json_node_new (JSON_NODE_NULL);
}

/* An empty text has no piece at all. */
JsonNode *
sk_rich_text_new (const char *text)
{
  static const char *const styles[] = {
    "bold", "italic", "strikethrough", "underline", "code",
  };
  JsonArray *pieces = json_array_new ();

  if (*text == '\0')
    return sk_array_node (pieces);

  JsonObject *piece = json_object_new ();
  JsonObject *content = json_object_new ();
  JsonObject *annotations = json_object_new ();

  json_object_set_string_member (content, "content", text);
  json_object_set_null_member (content, "link");
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    json_object_set_boolean_member (annotations, styles[i], FALSE);
  json_object_set_string_member (annotations, "color", "default");

  json_object_set_string_member (piece, "type", "text");
  json_object_set_object_member (piece, "text", content);
  json_object_set_object_member (piece, "annotations", annotations);
  json_object_set_string_member (piece, "plain_text", text);
  json_object_set_null_member (piece, "href");
  json_array_add_object_element (pieces, piece);

  return sk_array_node (pieces);
}

char *
sk_rich_text_print (JsonNode *node)
{
  JsonArray *pieces = json_node_get_array (node);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (pieces); i++)
    {
      const char *piece = sk_get_text (json_array_get_object_element (pieces, i), "plain_text");

      g_string_append (text, piece != NULL ? piece : "");
    }

  return g_string_free (text, FALSE);
}

JsonObject *
sk_user_new (const char *id,
             gboolean    full)
{
  JsonObject *user = json_object_new ();
  gboolean bot = strcmp (id, SK_STAND_IN_BOT) == 0;

  json_object_set_string_member (user, "object", "user");
  json_object_set_string_member (user, "id", id);
  if (full)
    {
      json_object_set_string_member (user, "name", bot ? SK_STAND_IN_NAME : "A Person");
      json_object_set_null_member (user, "avatar_url");
      json_object_set_string_member (user, "type", bot ? "bot" : "person");
      json_object_set_object_member (user, bot ? "bot" : "person", json_object_new ());
    }

  return user;
}

static JsonNode *
make_unique_id (SkRow    *row,
                SkColumn *column)
{
  JsonObject *value = json_object_new ();

  json_object_set_member (value, "prefix",
                          json_node_ref (json_object_get_member (column->config, "prefix")));
  json_object_set_int_member (value, "number", row->number);

  return sk_object_node (value);
}

/* The first option of the first group, as Notion's own default. */
static JsonNode *
make_default_status (SkColumn *column)
{
  JsonArray *options = json_object_get_array_member (column->config, "options");

  if (json_array_get_length (options) == 0)
    return sk_null_node ();

  JsonObject *option = json_array_get_object_element (options, 0);
  JsonObject *value = json_object_new ();

  json_object_set_string_member (value, "id", json_object_get_string_member (option, "id"));
  json_object_set_string_member (value, "name", json_object_get_string_member (option, "name"));
  json_object_set_string_member (value, "color", json_object_get_string_member (option, "color"));

  return sk_object_node (value);
}

static JsonNode *
make_empty_result (const char *type,
                   gboolean    rollup)
{
  JsonObject *value = json_object_new ();

  json_object_set_string_member (value, "type", type);
  if (strcmp (type, "unsupported") == 0)
    json_object_set_object_member (value, type, json_object_new ());
  else if (strcmp (type, "array") == 0)
    json_object_set_array_member (value, type, json_array_new ());
  else
    json_object_set_null_member (value, type);
  if (rollup)
    json_object_set_string_member (value, "function", "show_original");

  return sk_object_node (value);
}

static JsonNode *
make_default (SkRow    *row,
              SkColumn *column)
{
  static const char *const lists[] = {
    "title", "rich_text", "multi_select", "people", "relation", "files", NULL,
  };
  static const char *const nulls[] = {
    "number", "select", "date", "url", "email", "phone_number", "place", "verification", NULL,
  };
  const char *type = column->type;

  if (g_strv_contains (lists, type))
    return sk_array_node (json_array_new ());
  if (g_strv_contains (nulls, type))
    return sk_null_node ();
  if (strcmp (type, "checkbox") == 0)
    return json_node_init_boolean (json_node_alloc (), FALSE);
  if (strcmp (type, "status") == 0)
    return make_default_status (column);
  if (strcmp (type, "formula") == 0)
    return make_empty_result (column->result != NULL ? column->result : "string", FALSE);
  if (strcmp (type, "rollup") == 0)
    return make_empty_result ("array", TRUE);
  if (strcmp (type, "unique_id") == 0)
    return make_unique_id (row, column);

  return sk_object_node (json_object_new ());
}

/* A formula that holds "now()": the minute in which it is read, in UTC. */
static JsonNode *
make_now (SkNotionStandIn *world)
{
  g_autofree char *text = sk_instant_print_utc (world->now);
  JsonObject *date = json_object_new ();
  JsonObject *value = json_object_new ();

  json_object_set_string_member (date, "start", text);
  json_object_set_null_member (date, "end");
  json_object_set_null_member (date, "time_zone");
  json_object_set_string_member (value, "type", "date");
  json_object_set_object_member (value, "date", date);

  return sk_object_node (value);
}

/* All of it: also references beyond those a page answers. */
JsonNode *
sk_row_get_value (SkRow           *self,
                  SkColumn        *column,
                  SkNotionStandIn *world)
{
  JsonNode *value = g_hash_table_lookup (self->values, column->id);
  gboolean created = g_str_has_prefix (column->type, "created_");

  if (value != NULL && strcmp (column->type, "formula") == 0 && sk_is_text (value))
    return make_now (world);
  if (value != NULL)
    return json_node_ref (value);
  if (strcmp (column->type, "created_time") == 0 || strcmp (column->type, "last_edited_time") == 0)
    {
      g_autofree char *stamp = sk_stamp_print (created ? self->created : self->edited);

      return sk_text_node (stamp);
    }
  if (strcmp (column->type, "created_by") == 0 || strcmp (column->type, "last_edited_by") == 0)
    return sk_object_node (sk_user_new (created ? self->author : self->editor, TRUE));

  return make_default (self, column);
}

static JsonNode *
shorten (JsonNode *references)
{
  JsonArray *all = json_node_get_array (references);
  JsonArray *some = json_array_new ();

  for (guint i = 0; i < MIN (json_array_get_length (all), MOST_REFERENCES); i++)
    json_array_add_element (some, json_node_ref (json_array_get_element (all, i)));

  return sk_array_node (some);
}

JsonNode *
sk_row_answer_value (SkRow           *self,
                     SkColumn        *column,
                     SkNotionStandIn *world)
{
  g_autofree char *id = sk_encode_id (column->id);
  g_autoptr(JsonNode) value = sk_row_get_value (self, column, world);
  JsonObject *answer = json_object_new ();
  gboolean relation = strcmp (column->type, "relation") == 0 && JSON_NODE_HOLDS_ARRAY (value);

  json_object_set_string_member (answer, "id", id);
  json_object_set_string_member (answer, "type", column->type);
  json_object_set_member (answer, column->type,
                          relation ? shorten (value) : json_node_ref (value));
  if (relation)
    json_object_set_boolean_member (answer, "has_more",
                                    json_array_get_length (json_node_get_array (value)) >
                                      MOST_REFERENCES);

  return sk_object_node (answer);
}
