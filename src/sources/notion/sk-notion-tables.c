/* sk-notion-tables.c — what a key opens, read from what Notion says
 *
 * JSON in, values out: no network.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-tables.h"

#include "sk-notion-json.h"
#include "sk-notion-value.h"

#define PAGE_SIZE 100

/**
 * sk_notion_tables_read_owner:
 * @user: whom Notion takes us for
 *
 * Returns: (transfer full): whose the key is
 */
SkAccountOwner *
sk_notion_tables_read_owner (JsonNode *user)
{
  SkAccountOwner *self = g_new0 (SkAccountOwner, 1);
  JsonNode *bot = sk_notion_json_get (user, "bot");
  const char *name = sk_notion_json_get_text (user, "name");
  const char *type = sk_notion_json_get_text (sk_notion_json_get (bot, "owner"), "type");

  self->name = g_strdup (name != NULL ? name : "");
  self->workspace = g_strdup (sk_notion_json_get_text (bot, "workspace_name"));
  self->is_personal = g_strcmp0 (type, "user") == 0;

  return self;
}

/**
 * sk_notion_tables_encode_search:
 *
 * Returns: (transfer full): asks for all data sources, the latest first
 */
JsonNode *
sk_notion_tables_encode_search (void)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "filter");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "property");
  json_builder_add_string_value (builder, "object");
  json_builder_set_member_name (builder, "value");
  json_builder_add_string_value (builder, "data_source");
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "page_size");
  json_builder_add_int_value (builder, PAGE_SIZE);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static char *
dup_title (JsonNode *object)
{
  JsonNode *runs = sk_notion_json_get (object, "title");
  char *title = NULL;

  if (runs == NULL || !sk_notion_value_read_title (runs, &title))
    return g_strdup ("");

  return title;
}

static SkAccountTable *
read_data_source (JsonNode *object)
{
  SkAccountTable *self = g_new0 (SkAccountTable, 1);
  JsonNode *parent = sk_notion_json_get (object, "parent");

  self->id = g_strdup (sk_notion_json_get_text (object, "id"));
  self->title = dup_title (object);
  self->database = g_strdup (sk_notion_json_get_text (parent, "database_id"));
  self->url = g_strdup (sk_notion_json_get_text (object, "url"));

  return self;
}

static gboolean
is_usable (JsonNode *hit)
{
  return g_strcmp0 (sk_notion_json_get_text (hit, "object"), "data_source") == 0 &&
         sk_notion_json_get_text (hit, "id") != NULL &&
         !sk_notion_json_get_flag (hit, "in_trash") &&
         !sk_notion_json_get_flag (hit, "is_archived") &&
         !sk_notion_json_get_flag (hit, "archived");
}

static GPtrArray *
make_tables (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sk_account_table_free);
}

/* Those with the same database are several of one. */
static void
mark_siblings (GPtrArray *tables)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tables->len; i++)
    {
      SkAccountTable *table = g_ptr_array_index (tables, i);
      SkAccountTable *sibling = table->database != NULL
                                ? g_hash_table_lookup (seen, table->database) : NULL;

      if (sibling != NULL)
        sibling->is_one_of_several = table->is_one_of_several = TRUE;
      else if (table->database != NULL)
        g_hash_table_insert (seen, table->database, table);
    }
}

/**
 * sk_notion_tables_from_hits:
 * @hits: (element-type JsonNode): what a search found
 *
 * Returns: (transfer full) (element-type SkAccountTable): the data sources among it
 */
GPtrArray *
sk_notion_tables_from_hits (GPtrArray *hits)
{
  GPtrArray *tables = make_tables ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < hits->len; i++)
    {
      JsonNode *hit = g_ptr_array_index (hits, i);

      if (is_usable (hit) &&
          g_hash_table_add (seen, (char *) sk_notion_json_get_text (hit, "id")))
        g_ptr_array_add (tables, read_data_source (hit));
    }
  mark_siblings (tables);

  return tables;
}

static SkAccountTable *
read_member (JsonNode *database,
             JsonNode *source)  /* (nullable) */
{
  SkAccountTable *self = g_new0 (SkAccountTable, 1);
  const char *name = sk_notion_json_get_text (source, "name");

  self->id = g_strdup (sk_notion_json_get_text (source, "id"));
  self->database = g_strdup (sk_notion_json_get_text (database, "id"));
  self->database_title = dup_title (database);
  self->title = name != NULL ? g_strdup (name) : g_strdup (self->database_title);
  self->url = g_strdup (sk_notion_json_get_text (database, "url"));

  return self;
}

/**
 * sk_notion_tables_from_object:
 * @object: a database or a data source
 *
 * Returns: (transfer full) (element-type SkAccountTable): the data sources
 *   there; a linked database has none, and says so
 */
GPtrArray *
sk_notion_tables_from_object (JsonNode *object)
{
  GPtrArray *tables = make_tables ();
  JsonArray *sources = sk_notion_json_get_array (object, "data_sources");

  if (sources == NULL)
    {
      g_ptr_array_add (tables, read_data_source (object));
      return tables;
    }

  for (guint i = 0; i < json_array_get_length (sources); i++)
    g_ptr_array_add (tables, read_member (object, json_array_get_element (sources, i)));
  mark_siblings (tables);
  if (tables->len > 0)
    return tables;

  SkAccountTable *linked = read_member (object, NULL);

  linked->is_linked = TRUE;
  g_ptr_array_add (tables, linked);
  return tables;
}
