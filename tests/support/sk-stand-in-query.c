/* sk-stand-in-query.c — POST /v1/data_sources/{id}/query
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include "sk-json.h"

static const char *const body_keys[] = {
  "filter", "sorts", "page_size", "start_cursor", "result_type", "is_archived", NULL,
};
static const char *const query_keys[] = { "filter_properties", NULL };

static gboolean
check_body (JsonObject  *body,
            SkTable     *table,
            GError     **error)
{
  JsonNode *filter = json_object_get_member (body, "filter");
  JsonNode *sorts = json_object_get_member (body, "sorts");
  JsonNode *result_type = json_object_get_member (body, "result_type");
  JsonNode *is_archived = json_object_get_member (body, "is_archived");
  const char *type = sk_get_text (body, "result_type");

  if (!sk_check_keys (body, "body", body_keys, error))
    return FALSE;
  if (result_type != NULL && g_strcmp0 (type, "page") != 0 && g_strcmp0 (type, "data_source") != 0)
    return sk_refuse_value (error, "body.result_type", "`\"page\"` or `\"data_source\"`",
                            result_type);
  if (is_archived != NULL && !sk_is_boolean (is_archived))
    return sk_refuse_value (error, "body.is_archived", "a boolean or `undefined`", is_archived);

  return (filter == NULL || sk_filter_check (table, filter, error)) &&
         (sorts == NULL || sk_sorts_check (table, sorts, error));
}

/* What a cursor is tied to: all of the request but the page it asks for. */
static char *
describe (JsonObject *body,
          SkTable    *table)
{
  GString *about = g_string_new (table->id);

  for (guint i = 0; body_keys[i] != NULL; i++)
    {
      JsonNode *member = json_object_get_member (body, body_keys[i]);

      if (member == NULL || strcmp (body_keys[i], "page_size") == 0 ||
          strcmp (body_keys[i], "start_cursor") == 0)
        continue;

      g_autofree char *text = sk_json_print (member, FALSE);

      g_string_append_printf (about, " %s=%s", body_keys[i], text);
    }

  return g_string_free (about, FALSE);
}

static gboolean
is_found (SkRow           *row,
          SkNotionStandIn *world,
          JsonObject      *body)
{
  JsonNode *filter = json_object_get_member (body, "filter");
  gboolean archived = json_object_has_member (body, "is_archived") &&
                      json_object_get_boolean_member (body, "is_archived");

  return !row->in_trash && !sk_row_is_hidden (row) && row->is_archived == archived &&
         g_strcmp0 (sk_get_text (body, "result_type"), "data_source") != 0 &&
         (filter == NULL || sk_filter_matches (world, row, json_node_get_object (filter)));
}

/* Ids: of rows, then of a wiki's data sources. */
static GPtrArray *
find (SkTable         *table,
      SkNotionStandIn *world,
      JsonObject      *body)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < table->rows->len; i++)
    if (is_found (g_ptr_array_index (table->rows, i), world, body))
      g_ptr_array_add (rows, g_ptr_array_index (table->rows, i));

  sk_sorts_apply (world, rows, json_object_has_member (body, "sorts")
                                 ? json_object_get_array_member (body, "sorts") : NULL);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (ids, g_strdup (((SkRow *) g_ptr_array_index (rows, i))->id));

  for (guint i = 0; i < world->tables->len; i++)
    {
      SkTable *child = g_ptr_array_index (world->tables, i);

      if (child->wiki == table && !sk_table_is_hidden (child) &&
          g_strcmp0 (sk_get_text (body, "result_type"), "page") != 0)
        g_ptr_array_add (ids, g_strdup (child->id));
    }

  return ids;
}

/* A row that went away since the first page is left out. */
static void
add_item (JsonArray  *results,
          SkCall     *call,
          const char *id,
          GHashTable *columns)
{
  SkRow *row = sk_world_find_row (call->world, id);

  if (row == NULL)
    json_array_add_element (results, sk_table_answer (sk_world_find_table (call->world, id), call));
  else if (!row->in_trash && !sk_row_is_hidden (row))
    json_array_add_element (results, sk_row_answer (row, call, columns));
}

/* Present only where a query found more than it gives. */
static JsonObject *
make_request_status (void)
{
  JsonObject *status = json_object_new ();

  json_object_set_string_member (status, "type", "incomplete");
  json_object_set_string_member (status, "incomplete_reason", "query_result_limit_reached");

  return status;
}

static SkTable *
find_table (SkCall  *call,
            GError **error)
{
  g_autofree char *id = sk_check_id ("path.data_source_id", call->path[1], error);
  SkTable *table = id != NULL ? sk_world_find_table (call->world, id) : NULL;

  if (table != NULL && !sk_table_is_hidden (table))
    return table;
  if (id != NULL)
    sk_refuse_missing (error, "database", id);

  return NULL;
}

JsonNode *
sk_answer_query (SkCall  *call,
                 GError **error)
{
  g_autoptr(JsonObject) empty = json_object_new ();
  JsonObject *body = call->body != NULL ? call->body : empty;
  g_autoptr(GHashTable) columns = NULL;
  SkTable *table = find_table (call, error);
  SkPage page;

  if (table == NULL || !sk_query_check (call->query, query_keys, error) ||
      !check_body (body, table, error) ||
      !sk_query_columns (call->query, table, &columns, error))
    return NULL;

  g_autofree char *about = describe (body, table);

  if (!sk_page_open (call, about, &page, error))
    return NULL;
  if (page.session == NULL)
    sk_page_begin (call, about, find (table, call->world, body), call->world->query_cap, &page);

  JsonArray *results = json_array_new ();
  guint end = MIN (page.first + page.n, page.session->items->len);

  for (guint i = page.first; i < end; i++)
    add_item (results, call, g_ptr_array_index (page.session->items, i), columns);

  JsonObject *answer = sk_page_answer (&page, results);

  json_object_set_string_member (answer, "type", "page_or_data_source");
  json_object_set_object_member (answer, "page_or_data_source", json_object_new ());
  if (page.session->cut)
    json_object_set_object_member (answer, "request_status", make_request_status ());

  return sk_object_node (answer);
}
