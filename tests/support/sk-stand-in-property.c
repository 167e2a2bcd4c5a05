/* sk-stand-in-property.c — GET /v1/pages/{id}/properties/{id}
 *
 * The way to all references of a relation: a page shows 25.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include "sk-json.h"

static gboolean
is_list (SkColumn *column)
{
  static const char *const types[] = { "title", "rich_text", "people", "relation", NULL };

  return g_strv_contains (types, column->type);
}

static JsonObject *
make_item (SkColumn *column,
           JsonNode *value)     /* (transfer full) */
{
  g_autofree char *id = sk_encode_id (column->id);
  JsonObject *item = json_object_new ();

  json_object_set_string_member (item, "object", "property_item");
  json_object_set_string_member (item, "type", column->type);
  json_object_set_string_member (item, "id", id);
  json_object_set_member (item, column->type, value);

  return item;
}

/* JSON texts, one for each piece, person or reference. */
static GPtrArray *
split (JsonNode *value)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array = json_node_get_array (value);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (items, sk_json_print (json_array_get_element (array, i), FALSE));

  return items;
}

static JsonArray *
list_items (SkColumn *column,
            SkPage   *page)
{
  JsonArray *results = json_array_new ();
  guint end = MIN (page->first + page->n, page->session->items->len);

  for (guint i = page->first; i < end; i++)
    {
      const char *text = g_ptr_array_index (page->session->items, i);
      JsonNode *item = sk_json_parse (text, strlen (text), SK_JSON_OURS, NULL);

      json_array_add_object_element (results, make_item (column, item));
    }

  return results;
}

static JsonObject *
describe_list (SkCall     *call,
               SkColumn   *column,
               JsonObject *answer)
{
  g_autofree char *id = sk_encode_id (column->id);
  JsonNode *cursor = json_object_get_member (answer, "next_cursor");
  g_autofree char *url =
    JSON_NODE_HOLDS_NULL (cursor)
      ? NULL : g_strdup_printf ("https://api.notion.com/v1/pages/%s/properties/%s?start_cursor=%s",
                                call->path[1], id, json_node_get_string (cursor));
  JsonObject *about = json_object_new ();

  json_object_set_string_member (about, "id", id);
  json_object_set_member (about, "next_url", url != NULL ? sk_text_node (url) : sk_null_node ());
  json_object_set_string_member (about, "type", column->type);
  json_object_set_object_member (about, column->type, json_object_new ());

  return about;
}

static JsonNode *
answer_list (SkCall    *call,
             SkRow     *row,
             SkColumn  *column,
             GError   **error)
{
  g_autofree char *about = g_strdup_printf ("property %s %s", row->id, column->id);
  SkPage page;

  if (!sk_page_open (call, about, &page, error))
    return NULL;
  if (page.session == NULL)
    {
      g_autoptr(JsonNode) value = sk_row_get_value (row, column, call->world);

      sk_page_begin (call, about, split (value), G_MAXUINT, &page);
    }

  JsonObject *answer = sk_page_answer (&page, list_items (column, &page));

  json_object_set_string_member (answer, "type", "property_item");
  json_object_set_object_member (answer, "property_item", describe_list (call, column, answer));

  return sk_object_node (answer);
}

JsonNode *
sk_answer_property (SkCall  *call,
                    GError **error)
{
  static const char *const keys[] = { "page_size", "start_cursor", NULL };
  g_autofree char *id = sk_check_id ("path.page_id", call->path[1], error);
  SkRow *row = id != NULL ? sk_world_find_row (call->world, id) : NULL;

  if (id == NULL || !sk_query_check (call->query, keys, error))
    return NULL;
  if (row == NULL || sk_row_is_hidden (row))
    {
      sk_refuse_missing (error, "page", id);
      return NULL;
    }

  SkColumn *column = sk_table_find_exact (row->table, call->path[3]);

  if (column == NULL)
    {
      sk_refuse_missing (error, "property", call->path[3]);
      return NULL;
    }
  if (is_list (column))
    return answer_list (call, row, column, error);

  return sk_object_node (make_item (column, sk_row_get_value (row, column, call->world)));
}
