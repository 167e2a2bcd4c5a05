/* sk-notion-raw.c — values of properties, whatever they mean
 *
 * What Notion answers is not what it takes: a value is compared by what people
 * see of it, and stripped of what may not be sent before it is sent back.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-raw.h"

#include "sk-notion-date.h"
#include "sk-notion-id.h"
#include "sk-notion-json.h"
#include "sk-notion-value.h"

/* --- the same? --- */

static gboolean
is_same_when (SkWhen a,
              SkWhen b)
{
  if (a.kind == SK_WHEN_INSTANT && b.kind == SK_WHEN_INSTANT)
    return sk_notion_date_is_minute (a, b.value);

  return sk_when_equal (a, b);
}

static gboolean
is_same_date (JsonNode *a,
              JsonNode *b)
{
  SkWhen start_a, end_a, start_b, end_b;

  return sk_notion_date_read (a, &start_a, &end_a) && sk_notion_date_read (b, &start_b, &end_b) &&
         is_same_when (start_a, start_b) && is_same_when (end_a, end_b);
}

/* By their ids, where both have one. */
static gboolean
is_same_option (JsonNode *a,
                JsonNode *b)
{
  const char *id_a = sk_notion_json_get_text (a, "id");
  const char *id_b = sk_notion_json_get_text (b, "id");

  if (JSON_NODE_HOLDS_NULL (a) || JSON_NODE_HOLDS_NULL (b))
    return JSON_NODE_HOLDS_NULL (a) && JSON_NODE_HOLDS_NULL (b);
  if (id_a != NULL && id_b != NULL)
    return g_str_equal (id_a, id_b);

  return g_strcmp0 (sk_notion_json_get_text (a, "name"),
                    sk_notion_json_get_text (b, "name")) == 0;
}

static gboolean
is_same_reference (JsonNode *a,
                   JsonNode *b)
{
  return sk_notion_id_equal (sk_notion_json_get_text (a, "id"), sk_notion_json_get_text (b, "id"));
}

static gboolean
is_same_list (JsonNode *a,
              JsonNode *b,
              gboolean (*is_same) (JsonNode *, JsonNode *))
{
  if (!JSON_NODE_HOLDS_ARRAY (a) || !JSON_NODE_HOLDS_ARRAY (b))
    return FALSE;

  JsonArray *list_a = json_node_get_array (a);
  JsonArray *list_b = json_node_get_array (b);
  guint n = json_array_get_length (list_a);

  if (n != json_array_get_length (list_b))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_same (json_array_get_element (list_a, i), json_array_get_element (list_b, i)))
      return FALSE;

  return TRUE;
}

static gboolean
is_same_options (JsonNode *a,
                 JsonNode *b)
{
  return is_same_list (a, b, is_same_option);
}

static gboolean
is_same_references (JsonNode *a,
                    JsonNode *b)
{
  return is_same_list (a, b, is_same_reference);
}

/* As people see it, whether it was read or is to be sent; %NULL: it is no text. */
static char *
dup_text (JsonNode *value)
{
  GString *text;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
    {
      JsonNode *run = json_array_get_element (json_node_get_array (value), i);
      const char *plain = sk_notion_json_get_text (run, "plain_text");

      if (plain == NULL)
        plain = sk_notion_json_get_text (sk_notion_json_get (run, "text"), "content");
      g_string_append (text, plain != NULL ? plain : "");
    }

  return g_string_free (text, FALSE);
}

/* Notion cuts a text into runs as it likes. */
static gboolean
is_same_text (JsonNode *a,
              JsonNode *b)
{
  g_autofree char *text_a = dup_text (a);
  g_autofree char *text_b = dup_text (b);

  return text_a != NULL && g_strcmp0 (text_a, text_b) == 0;
}

static gboolean
is_same_number (JsonNode *a,
                JsonNode *b)
{
  gboolean is_set_a, is_set_b;
  double number_a = 0, number_b = 0;

  return sk_notion_value_read_number (a, &is_set_a, &number_a) &&
         sk_notion_value_read_number (b, &is_set_b, &number_b) && is_set_a == is_set_b &&
         !(number_a < number_b) && !(number_a > number_b);
}

static gboolean
is_equal (JsonNode *a,
          JsonNode *b)
{
  return json_node_equal (a, b);
}

/* --- to be sent --- */

static void
copy_member (JsonObject *to,
             JsonNode   *from,
             const char *name)
{
  JsonNode *member = sk_notion_json_get (from, name);

  if (member != NULL && !JSON_NODE_HOLDS_NULL (member))
    json_object_set_member (to, name, json_node_copy (member));
}

static JsonNode *
take_object (JsonObject *object)        /* (transfer full) */
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static JsonNode *
set_as_it_is (JsonNode *value)
{
  return json_node_copy (value);
}

/* A zone is for times without an offset. */
static JsonNode *
set_date (JsonNode *value)
{
  const char *start = sk_notion_json_get_text (value, "start");
  SkWhen when, end;
  JsonObject *date;

  if (start == NULL || !sk_notion_date_read (value, &when, &end))
    return JSON_NODE_HOLDS_NULL (value) ? json_node_new (JSON_NODE_NULL) : NULL;

  date = json_object_new ();
  copy_member (date, value, "start");
  copy_member (date, value, "end");
  if (strlen (start) <= strlen ("0000-00-00T00:00:00") && strchr (start, 'T') != NULL)
    copy_member (date, value, "time_zone");

  return take_object (date);
}

static JsonNode *
set_option (JsonNode *value)
{
  JsonObject *option;

  if (JSON_NODE_HOLDS_NULL (value))
    return json_node_new (JSON_NODE_NULL);
  if (!JSON_NODE_HOLDS_OBJECT (value))
    return NULL;

  option = json_object_new ();
  copy_member (option, value, sk_notion_json_get_text (value, "id") != NULL ? "id" : "name");

  return take_object (option);
}

static JsonNode *
set_reference (JsonNode *value)
{
  JsonObject *reference = json_object_new ();

  copy_member (reference, value, "id");

  return take_object (reference);
}

/* A mention keeps its words, and is no mention any more. */
static JsonNode *
set_run (JsonNode *value)
{
  JsonObject *run = json_object_new ();
  JsonObject *text = json_object_new ();
  JsonNode *content = sk_notion_json_get (sk_notion_json_get (value, "text"), "content");
  JsonNode *plain = content != NULL ? content : sk_notion_json_get (value, "plain_text");

  if (plain != NULL)
    json_object_set_member (text, "content", json_node_copy (plain));
  copy_member (text, sk_notion_json_get (value, "text"), "link");
  json_object_set_string_member (run, "type", "text");
  json_object_set_object_member (run, "text", text);
  copy_member (run, value, "annotations");

  return take_object (run);
}

static JsonNode *
set_list (JsonNode *value,
          JsonNode *(*set) (JsonNode *))
{
  JsonNode *node;
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return NULL;

  list = json_array_new ();
  for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
    {
      JsonNode *item = set (json_array_get_element (json_node_get_array (value), i));

      json_array_add_element (list, item != NULL ? item : json_node_new (JSON_NODE_NULL));
    }

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, list);
  return node;
}

static JsonNode *
set_options (JsonNode *value)
{
  return set_list (value, set_option);
}

static JsonNode *
set_references (JsonNode *value)
{
  return set_list (value, set_reference);
}

static JsonNode *
set_text (JsonNode *value)
{
  return set_list (value, set_run);
}

/* The one list of types that can be set. */
static const struct
{
  const char *type;
  gboolean  (*is_same) (JsonNode *a,
                        JsonNode *b);
  JsonNode *(*to_set)  (JsonNode *value);
} types[] = {
  { "checkbox",     is_equal,           set_as_it_is },
  { "date",         is_same_date,       set_date },
  { "email",        is_equal,           set_as_it_is },
  { "multi_select", is_same_options,    set_options },
  { "number",       is_same_number,     set_as_it_is },
  { "people",       is_same_references, set_references },
  { "phone_number", is_equal,           set_as_it_is },
  { "relation",     is_same_references, set_references },
  { "rich_text",    is_same_text,       set_text },
  { "select",       is_same_option,     set_option },
  { "status",       is_same_option,     set_option },
  { "title",        is_same_text,       set_text },
  { "url",          is_equal,           set_as_it_is },
};

/**
 * sk_notion_raw_is_same:
 * @type: what Notion calls the type of a property
 * @a: a value of it
 * @b: another one
 *
 * Returns: whether people would say that they are the same; times by the minute
 */
gboolean
sk_notion_raw_is_same (const char *type,
                       JsonNode   *a,
                       JsonNode   *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return types[i].is_same (a, b);

  return json_node_equal (a, b);
}

/**
 * sk_notion_raw_to_set:
 * @type: what Notion calls the type of a property
 * @value: a value of it, as it was read, or as it may be sent
 *
 * Returns: (transfer full) (nullable): it, as it may be sent; %NULL: it cannot be set
 */
JsonNode *
sk_notion_raw_to_set (const char *type,
                      JsonNode   *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return types[i].to_set (value);

  return NULL;
}
