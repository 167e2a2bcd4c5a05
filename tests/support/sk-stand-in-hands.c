/* sk-stand-in-hands.c — what people do in Notion's app, done by a test
 *
 * A test that asks for what cannot be is ended at once.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include "sk-json.h"

static SkTable *
get_table (SkNotionStandIn *self,
           const char      *id)
{
  g_autofree char *normal = sk_normal_id (id);
  SkTable *table = normal != NULL ? sk_world_find_table (self, normal) : NULL;

  if (table == NULL)
    g_error ("The stand-in has no data source %s", id);

  return table;
}

static SkRow *
get_row (SkNotionStandIn *self,
         const char      *id)
{
  const char *named = g_hash_table_lookup (self->nicknames, id);
  g_autofree char *normal = sk_normal_id (named != NULL ? named : id);
  SkRow *row = normal != NULL ? sk_world_find_row (self, normal) : NULL;

  if (row == NULL)
    g_error ("The stand-in has no row %s", id);

  return row;
}

static SkColumn *
get_column (SkTable    *table,
            const char *name)
{
  SkColumn *column = sk_table_find (table, name);

  if (column == NULL)
    g_error ("“%s” has no column “%s”", table->title, name);

  return column;
}

const char *
sk_notion_stand_in_add_database (SkNotionStandIn *self,
                                 const char      *title)
{
  g_return_val_if_fail (SK_IS_NOTION_STAND_IN (self), NULL);

  SkBase *base = g_new0 (SkBase, 1);

  base->id = sk_world_mint_id (self);
  base->title = g_strdup (title);
  base->created = self->now;
  base->edited = self->now;
  g_ptr_array_add (self->bases, base);

  return base->id;
}

/**
 * sk_notion_stand_in_add_data_source:
 * @self: a stand-in
 * @database: (nullable): of which database; NULL: of a new one with @name
 * @name: what it is called
 * @schema: its columns, see the header
 *
 * Returns: its id
 */
const char *
sk_notion_stand_in_add_data_source (SkNotionStandIn *self,
                                    const char      *database,
                                    const char      *name,
                                    const char      *schema)
{
  g_return_val_if_fail (SK_IS_NOTION_STAND_IN (self), NULL);

  if (database == NULL)
    database = sk_notion_stand_in_add_database (self, name);

  SkBase *base = sk_world_find_base (self, database);

  if (base == NULL)
    g_error ("The stand-in has no database %s", database);

  SkTable *table = sk_world_add_table (self, base, name);

  sk_table_read_schema (table, self, schema);
  return table->id;
}

/* A page that is no row of anything. */
const char *
sk_notion_stand_in_add_page (SkNotionStandIn *self,
                             const char      *title)
{
  g_return_val_if_fail (SK_IS_NOTION_STAND_IN (self), NULL);

  SkTable *table = sk_world_add_table (self, NULL, title);
  SkColumn *column = sk_column_new (self, "title", "title", json_object_new ());

  sk_table_take_column (table, column);
  SkRow *row = sk_world_add_row (self, table, SK_STAND_IN_PERSON);

  sk_row_set (row, column, sk_rich_text_new (title));
  return row->id;
}

void
sk_notion_stand_in_add_wiki_child (SkNotionStandIn *self,
                                   const char      *wiki,
                                   const char      *child)
{
  get_table (self, child)->wiki = get_table (self, wiki);
}

const char *
sk_notion_stand_in_get_database (SkNotionStandIn *self,
                                 const char      *data_source)
{
  return get_table (self, data_source)->base->id;
}

/* As Notion answers it: encoded. */
char *
sk_notion_stand_in_dup_property_id (SkNotionStandIn *self,
                                    const char      *data_source,
                                    const char      *name)
{
  return sk_encode_id (get_column (get_table (self, data_source), name)->id);
}

void
sk_notion_stand_in_rename_property (SkNotionStandIn *self,
                                    const char      *data_source,
                                    const char      *name,
                                    const char      *new_name)
{
  SkTable *table = get_table (self, data_source);
  SkColumn *column = get_column (table, name);

  g_free (column->name);
  column->name = g_strdup (new_name);
  sk_table_touch (table, self, SK_STAND_IN_PERSON);
}

void
sk_notion_stand_in_remove_property (SkNotionStandIn *self,
                                    const char      *data_source,
                                    const char      *name)
{
  SkTable *table = get_table (self, data_source);

  g_ptr_array_remove (table->columns, get_column (table, name));
  sk_table_touch (table, self, SK_STAND_IN_PERSON);
}

/* "@ref" gives the row a nickname; relations may use it. */
static void
set_values (SkNotionStandIn *self,
            SkRow           *row,
            const char      *values)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = sk_json_parse (values, strlen (values), SK_JSON_OURS, &error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    g_error ("A row's values: %s", error != NULL ? error->message : "no object");

  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (strcmp (name, "@ref") == 0)
      g_hash_table_replace (self->nicknames, g_strdup (json_node_get_string (value)),
                            g_strdup (row->id));
    else
      sk_row_set (row, get_column (row->table, name),
                  sk_short_read (self, get_column (row->table, name), value));
}

const char *
sk_notion_stand_in_add_row (SkNotionStandIn *self,
                            const char      *data_source,
                            const char      *values)
{
  g_return_val_if_fail (SK_IS_NOTION_STAND_IN (self), NULL);

  SkRow *row = sk_world_add_row (self, get_table (self, data_source), SK_STAND_IN_PERSON);

  set_values (self, row, values);
  return row->id;
}

/* Only what @values names changes. */
void
sk_notion_stand_in_set_row (SkNotionStandIn *self,
                            const char      *row,
                            const char      *values)
{
  SkRow *found = get_row (self, row);

  set_values (self, found, values);
  sk_row_touch (found, self, SK_STAND_IN_PERSON);
}

void
sk_notion_stand_in_trash_row (SkNotionStandIn *self,
                              const char      *row)
{
  SkRow *found = get_row (self, row);

  found->in_trash = TRUE;
  sk_row_touch (found, self, SK_STAND_IN_PERSON);
}

void
sk_notion_stand_in_trash_database (SkNotionStandIn *self,
                                   const char      *database)
{
  sk_world_find_base (self, database)->in_trash = TRUE;
}

void
sk_notion_stand_in_archive_row (SkNotionStandIn *self,
                                const char      *row)
{
  SkRow *found = get_row (self, row);

  found->is_archived = TRUE;
  sk_row_touch (found, self, SK_STAND_IN_PERSON);
}

gboolean
sk_notion_stand_in_is_trashed (SkNotionStandIn *self,
                               const char      *row)
{
  return get_row (self, row)->in_trash;
}

/**
 * sk_notion_stand_in_dup_value:
 * @self: a stand-in
 * @row: a row's id
 * @property: a column's name or id
 *
 * Returns: (transfer full): the value on one line: "" where there is none,
 *   "Fix bug", "95.6", "true", "Done", a date as "start" or "start/end"
 */
char *
sk_notion_stand_in_dup_value (SkNotionStandIn *self,
                              const char      *row,
                              const char      *property)
{
  SkRow *found = get_row (self, row);
  SkColumn *column = get_column (found->table, property);
  g_autoptr(JsonNode) value = sk_row_get_value (found, column, self);

  return sk_short_print (column, value);
}

/* What stands under the property's type in Notion's answer. */
char *
sk_notion_stand_in_dup_json (SkNotionStandIn *self,
                             const char      *row,
                             const char      *property)
{
  SkRow *found = get_row (self, row);
  g_autoptr(JsonNode) value = sk_row_get_value (found, get_column (found->table, property), self);

  return sk_json_print (value, FALSE);
}

/* @id: of a row, a data source or a database.  What is not shared is not there. */
void
sk_notion_stand_in_set_shared (SkNotionStandIn *self,
                               const char      *id,
                               gboolean         shared)
{
  SkBase *base = sk_world_find_base (self, id);
  SkTable *table = sk_world_find_table (self, id);

  if (base != NULL)
    base->hidden = !shared;
  else if (table != NULL)
    table->hidden = !shared;
  else
    get_row (self, id)->hidden = !shared;
}
