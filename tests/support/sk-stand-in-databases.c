/* sk-stand-in-databases.c — who we are, and what was shared with us
 *
 * GET /v1/users/me, POST /v1/search, GET /v1/databases/{id} and
 * GET /v1/data_sources/{id}.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

static const char *const no_keys[] = { NULL };

JsonNode *
sk_answer_me (SkCall  *call,
              GError **error)
{
  JsonObject *answer = sk_user_new (SK_STAND_IN_BOT, TRUE);
  JsonObject *bot = json_object_get_object_member (answer, "bot");
  JsonObject *owner = json_object_new ();
  JsonObject *limits = json_object_new ();

  json_object_set_string_member (owner, "type", "workspace");
  json_object_set_boolean_member (owner, "workspace", TRUE);
  json_object_set_int_member (limits, "max_file_upload_size_in_bytes", 5242880);
  json_object_set_object_member (bot, "owner", owner);
  json_object_set_string_member (bot, "workspace_name", "Test Workspace");
  json_object_set_string_member (bot, "workspace_id", SK_STAND_IN_SPACE);
  json_object_set_object_member (bot, "workspace_limits", limits);

  g_autoptr(JsonNode) node = sk_object_node (answer);

  return sk_query_check (call->query, no_keys, error) ? g_steal_pointer (&node) : NULL;
}

JsonNode *
sk_answer_database (SkCall  *call,
                    GError **error)
{
  g_autofree char *id = sk_check_id ("path.database_id", call->path[1], error);
  SkBase *base = id != NULL ? sk_world_find_base (call->world, id) : NULL;

  if (id == NULL || !sk_query_check (call->query, no_keys, error))
    return NULL;
  if (base != NULL && !base->hidden)
    return sk_base_answer (base, call);

  sk_refuse_missing (error, "database", id);
  return NULL;
}

/* Notion says "database" of a missing data source, too. */
JsonNode *
sk_answer_data_source (SkCall  *call,
                       GError **error)
{
  g_autofree char *id = sk_check_id ("path.data_source_id", call->path[1], error);
  SkTable *table = id != NULL ? sk_world_find_table (call->world, id) : NULL;

  if (id == NULL || !sk_query_check (call->query, no_keys, error))
    return NULL;
  if (table != NULL && !sk_table_is_hidden (table))
    return sk_table_answer (table, call);

  sk_refuse_missing (error, "database", id);
  return NULL;
}

static gboolean
check_search_filter (JsonNode  *node,
                     GError   **error)
{
  static const char *const keys[] = { "property", "value", NULL };

  if (node == NULL)
    return TRUE;
  if (!sk_is_object (node))
    return sk_refuse_value (error, "body.filter", "an object or `undefined`", node);

  JsonObject *filter = json_node_get_object (node);
  const char *value = sk_get_text (filter, "value");

  if (!sk_check_keys (filter, "body.filter", keys, error))
    return FALSE;
  if (g_strcmp0 (sk_get_text (filter, "property"), "object") != 0)
    return sk_refuse_value (error, "body.filter.property", "`\"object\"`",
                            json_object_get_member (filter, "property"));

  return g_strcmp0 (value, "page") == 0 || g_strcmp0 (value, "data_source") == 0 ||
         sk_refuse_value (error, "body.filter.value", "`\"page\"` or `\"data_source\"`",
                          json_object_get_member (filter, "value"));
}

static gboolean
check_search_sort (JsonNode  *node,
                   GError   **error)
{
  static const char *const keys[] = { "timestamp", "direction", NULL };

  if (node == NULL)
    return TRUE;
  if (!sk_is_object (node))
    return sk_refuse_value (error, "body.sort", "an object or `undefined`", node);

  JsonObject *sort = json_node_get_object (node);
  const char *direction = sk_get_text (sort, "direction");

  if (!sk_check_keys (sort, "body.sort", keys, error))
    return FALSE;
  if (g_strcmp0 (sk_get_text (sort, "timestamp"), "last_edited_time") != 0)
    return sk_refuse_value (error, "body.sort.timestamp", "`\"last_edited_time\"`",
                            json_object_get_member (sort, "timestamp"));

  return g_strcmp0 (direction, "ascending") == 0 || g_strcmp0 (direction, "descending") == 0 ||
         sk_refuse_value (error, "body.sort.direction", "`\"ascending\"` or `\"descending\"`",
                          json_object_get_member (sort, "direction"));
}

/* "<when edited> <id>", so that their order is the order asked for. */
static char *
make_hit (gint64      edited,
          const char *id)
{
  return g_strdup_printf ("%020" G_GINT64_FORMAT " %s", edited / 60, id);
}

static gint
compare_hits (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  gboolean ascending = GPOINTER_TO_INT (user_data);
  int order = strcmp (*(const char *const *) a, *(const char *const *) b);

  return ascending ? order : -order;
}

/* Whatever is looked for: a search in Notion finds more than was meant. */
static GPtrArray *
find_all (SkNotionStandIn *world,
          const char      *what,     /* (nullable) */
          gboolean         ascending)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < world->tables->len; i++)
    {
      SkTable *table = g_ptr_array_index (world->tables, i);

      if (table->base != NULL && !sk_table_is_hidden (table) && g_strcmp0 (what, "page") != 0)
        g_ptr_array_add (hits, make_hit (table->edited, table->id));
      for (guint j = 0; j < table->rows->len && g_strcmp0 (what, "data_source") != 0; j++)
        {
          SkRow *row = g_ptr_array_index (table->rows, j);

          if (!row->in_trash && !sk_row_is_hidden (row))
            g_ptr_array_add (hits, make_hit (row->edited, row->id));
        }
    }
  g_ptr_array_sort_with_data (hits, compare_hits, GINT_TO_POINTER (ascending));

  return hits;
}

static JsonNode *
answer_hit (SkCall     *call,
            const char *hit)
{
  SkRow *row = sk_world_find_row (call->world, strchr (hit, ' ') + 1);

  return row != NULL ? sk_row_answer (row, call, NULL)
                     : sk_table_answer (sk_world_find_table (call->world, strchr (hit, ' ') + 1),
                                        call);
}

JsonNode *
sk_answer_search (SkCall  *call,
                  GError **error)
{
  static const char *const keys[] = {
    "query", "filter", "sort", "page_size", "start_cursor", NULL,
  };
  g_autoptr(JsonObject) empty = json_object_new ();
  JsonObject *body = call->body != NULL ? call->body : empty;
  JsonNode *filter = json_object_get_member (body, "filter");
  JsonNode *sort = json_object_get_member (body, "sort");
  JsonNode *query = json_object_get_member (body, "query");
  SkPage page;

  if (!sk_query_check (call->query, no_keys, error) ||
      !sk_check_keys (body, "body", keys, error) || !check_search_filter (filter, error) ||
      !check_search_sort (sort, error))
    return NULL;
  if (query != NULL && !sk_is_text (query))
    {
      sk_refuse_value (error, "body.query", "a string or `undefined`", query);
      return NULL;
    }

  const char *what = filter != NULL ? sk_get_text (json_node_get_object (filter), "value") : NULL;
  gboolean ascending = sort != NULL && g_strcmp0 (sk_get_text (json_node_get_object (sort),
                                                               "direction"), "ascending") == 0;
  g_autofree char *about = g_strdup_printf ("search %s %d %s", what != NULL ? what : "", ascending,
                                            query != NULL ? json_node_get_string (query) : "");

  if (!sk_page_open (call, about, &page, error))
    return NULL;
  if (page.session == NULL)
    sk_page_begin (call, about, find_all (call->world, what, ascending), G_MAXUINT, &page);

  JsonArray *results = json_array_new ();
  guint end = MIN (page.first + page.n, page.session->items->len);

  for (guint i = page.first; i < end; i++)
    json_array_add_element (results,
                            answer_hit (call, g_ptr_array_index (page.session->items, i)));

  JsonObject *answer = sk_page_answer (&page, results);

  json_object_set_string_member (answer, "type", "page_or_data_source");
  json_object_set_object_member (answer, "page_or_data_source", json_object_new ());

  return sk_object_node (answer);
}
