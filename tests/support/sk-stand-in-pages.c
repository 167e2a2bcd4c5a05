/* sk-stand-in-pages.c — GET, PATCH and POST of pages
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

static const char *const query_keys[] = { "filter_properties", NULL };

static SkRow *
find_row (SkCall  *call,
          GError **error)
{
  g_autofree char *id = sk_check_id ("path.page_id", call->path[1], error);
  SkRow *row = id != NULL ? sk_world_find_row (call->world, id) : NULL;

  if (row != NULL && !sk_row_is_hidden (row))
    return row;
  if (id != NULL)
    sk_refuse_missing (error, "page", id);

  return NULL;
}

JsonNode *
sk_answer_page (SkCall  *call,
                GError **error)
{
  g_autoptr(GHashTable) columns = NULL;
  SkRow *row = find_row (call, error);

  if (row == NULL || !sk_query_check (call->query, query_keys, error) ||
      !sk_query_columns (call->query, row->table, &columns, error))
    return NULL;

  return sk_row_answer (row, call, columns);
}

/* Column → value, all of them checked before any is set; NULL: refused. */
static GHashTable *
read_properties (SkCall      *call,
                 SkTable     *table,
                 JsonNode    *node,     /* (nullable) */
                 GError     **error)
{
  g_autoptr(GHashTable) values = g_hash_table_new_full (NULL, NULL, NULL,
                                                        (GDestroyNotify) json_node_unref);
  JsonObjectIter iter;
  const char *key;
  JsonNode *wish;

  if (node == NULL)
    return g_steal_pointer (&values);
  if (!sk_is_object (node))
    {
      sk_refuse_value (error, "body.properties", "an object or `undefined`", node);
      return NULL;
    }

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, &wish))
    {
      SkColumn *column = sk_table_find (table, key);
      JsonNode *value = NULL;

      if (column == NULL)
        sk_refuse (error, "%s is not a property that exists.", key);
      else if (g_hash_table_contains (values, column))
        sk_refuse (error, "%s is given twice, by name and by id.", column->name);
      else
        value = sk_write_check (call->world, column, key, wish, error);

      if (value == NULL)
        return NULL;
      g_hash_table_insert (values, column, value);
    }

  return g_steal_pointer (&values);
}

/* A status that is cleared has its default again. */
static void
set_values (SkRow      *row,
            GHashTable *values)
{
  GHashTableIter iter;
  gpointer column;
  gpointer value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &column, &value))
    if (strcmp (((SkColumn *) column)->type, "status") == 0 && JSON_NODE_HOLDS_NULL (value))
      g_hash_table_remove (row->values, ((SkColumn *) column)->id);
    else
      sk_row_set (row, column, json_node_ref (value));
}

static gboolean
check_flag (JsonObject  *body,
            const char  *member,
            GError     **error)
{
  JsonNode *node = json_object_get_member (body, member);
  g_autofree char *where = g_strconcat ("body.", member, NULL);

  return node == NULL || sk_is_boolean (node) ||
         sk_refuse_value (error, where, "a boolean or `undefined`", node);
}

static gboolean
check_picture (JsonObject  *body,
               const char  *member,
               GError     **error)
{
  JsonNode *node = json_object_get_member (body, member);
  g_autofree char *where = g_strconcat ("body.", member, NULL);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) || sk_is_object (node) ||
         sk_refuse_value (error, where, "an object or `null`", node);
}

static void
take_flag (JsonObject *body,
           const char *member,
           gboolean   *flag)
{
  if (json_object_has_member (body, member))
    *flag = json_object_get_boolean_member (body, member);
}

static void
take_picture (JsonObject  *body,
              const char  *member,
              JsonNode   **picture)
{
  JsonNode *node = json_object_get_member (body, member);

  if (node == NULL)
    return;

  g_clear_pointer (picture, json_node_unref);
  if (!JSON_NODE_HOLDS_NULL (node))
    *picture = json_node_ref (node);
}

/* In the trash a page can be restored, but not edited. */
static gboolean
check_trash (SkRow       *row,
             JsonObject  *body,
             GError     **error)
{
  gboolean stays = row->in_trash;

  take_flag (body, "in_trash", &stays);

  return !row->in_trash || !stays || !json_object_has_member (body, "properties") ||
         sk_refuse (error, "Can't edit block that is archived. You must unarchive the block before "
                    "editing.");
}

static gboolean
check_edit (JsonObject  *body,
            GError     **error)
{
  static const char *const keys[] = {
    "properties", "icon", "cover", "is_locked", "template", "erase_content", "in_trash",
    "is_archived", NULL,
  };

  return sk_check_keys (body, "body", keys, error) && check_flag (body, "in_trash", error) &&
         check_flag (body, "is_locked", error) && check_flag (body, "is_archived", error) &&
         check_flag (body, "erase_content", error) && check_picture (body, "icon", error) &&
         check_picture (body, "cover", error);
}

JsonNode *
sk_answer_page_edit (SkCall  *call,
                     GError **error)
{
  g_autoptr(GHashTable) columns = NULL;
  SkRow *row = find_row (call, error);

  if (row == NULL || !sk_query_check (call->query, query_keys, error) ||
      !sk_query_columns (call->query, row->table, &columns, error) ||
      !check_edit (call->body, error) || !check_trash (row, call->body, error))
    return NULL;

  g_autoptr(GHashTable) values =
    read_properties (call, row->table, json_object_get_member (call->body, "properties"), error);

  if (values == NULL)
    return NULL;

  if (!call->ignore && json_object_get_size (call->body) > 0)
    {
      set_values (row, values);
      take_flag (call->body, "in_trash", &row->in_trash);
      take_flag (call->body, "is_locked", &row->is_locked);
      take_flag (call->body, "is_archived", &row->is_archived);
      take_picture (call->body, "icon", &row->icon);
      take_picture (call->body, "cover", &row->cover);
      sk_row_touch (row, call->world, SK_STAND_IN_BOT);
    }

  return sk_row_answer (row, call, columns);
}

/* Only data sources get pages here. */
static SkTable *
find_parent (SkCall    *call,
             JsonNode  *node,
             GError   **error)
{
  static const char *const keys[] = { "type", "data_source_id", NULL };

  if (!sk_is_object (node))
    {
      sk_refuse_value (error, "body.parent", "defined", node);
      return NULL;
    }

  JsonObject *parent = json_node_get_object (node);
  const char *text = sk_get_text (parent, "data_source_id");

  if (!sk_check_keys (parent, "body.parent", keys, error))
    return NULL;
  if (text == NULL || (json_object_has_member (parent, "type") &&
                       g_strcmp0 (sk_get_text (parent, "type"), "data_source_id") != 0))
    {
      sk_refuse_value (error, "body.parent.data_source_id", "defined", node);
      return NULL;
    }

  g_autofree char *id = sk_check_id ("body.parent.data_source_id", text, error);
  SkTable *table = id != NULL ? sk_world_find_table (call->world, id) : NULL;

  if (table != NULL && !sk_table_is_hidden (table))
    return table;
  if (id != NULL)
    sk_refuse_missing (error, "database", id);

  return NULL;
}

JsonNode *
sk_answer_page_create (SkCall  *call,
                       GError **error)
{
  static const char *const keys[] = {
    "parent", "properties", "icon", "cover", "children", "content", "template", "position", NULL,
  };
  JsonObject *body = call->body;

  if (!sk_query_check (call->query, query_keys, error) ||
      !sk_check_keys (body, "body", keys, error) || !check_picture (body, "icon", error) ||
      !check_picture (body, "cover", error))
    return NULL;

  SkTable *table = find_parent (call, json_object_get_member (body, "parent"), error);
  g_autoptr(GHashTable) columns = NULL;
  g_autoptr(GHashTable) values = NULL;

  if (table == NULL || !sk_query_columns (call->query, table, &columns, error))
    return NULL;

  values = read_properties (call, table, json_object_get_member (body, "properties"), error);
  if (values == NULL)
    return NULL;

  SkRow *row = sk_world_add_row (call->world, table, SK_STAND_IN_BOT);

  set_values (row, values);
  take_picture (body, "icon", &row->icon);
  take_picture (body, "cover", &row->cover);

  return sk_row_answer (row, call, columns);
}
