/* sk-stand-in-world.c — the databases, data sources and rows a stand-in holds
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

char *
sk_world_mint_id (SkNotionStandIn *self)
{
  return sk_mint_id (self->n_ids++, 8);
}

SkBase *
sk_world_find_base (SkNotionStandIn *self,
                    const char      *id)
{
  for (guint i = 0; i < self->bases->len; i++)
    {
      SkBase *base = g_ptr_array_index (self->bases, i);

      if (strcmp (base->id, id) == 0)
        return base;
    }

  return NULL;
}

SkTable *
sk_world_find_table (SkNotionStandIn *self,
                     const char      *id)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      SkTable *table = g_ptr_array_index (self->tables, i);

      if (table->base != NULL && strcmp (table->id, id) == 0)
        return table;
    }

  return NULL;
}

SkRow *
sk_world_find_row (SkNotionStandIn *self,
                   const char      *id)
{
  return g_hash_table_lookup (self->rows, id);
}

static void
sk_row_free (SkRow *self)
{
  g_clear_pointer (&self->icon, json_node_unref);
  g_clear_pointer (&self->cover, json_node_unref);
  g_hash_table_unref (self->values);
  g_free (self->id);
  g_free (self);
}

void
sk_base_free (SkBase *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

void
sk_table_free (SkTable *self)
{
  g_clear_pointer (&self->icon, json_node_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

/* Without a @base: what a plain page has instead of a data source. */
SkTable *
sk_world_add_table (SkNotionStandIn *self,
                    SkBase          *base,
                    const char      *title)
{
  SkTable *table = g_new0 (SkTable, 1);

  table->id = sk_world_mint_id (self);
  table->title = g_strdup (title);
  table->base = base;
  table->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_column_free);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_row_free);
  table->created = self->now;
  table->edited = self->now;
  table->editor = SK_STAND_IN_PERSON;
  g_ptr_array_add (self->tables, table);

  return table;
}

SkRow *
sk_world_add_row (SkNotionStandIn *self,
                  SkTable         *table,
                  const char      *author)
{
  SkRow *row = g_new0 (SkRow, 1);

  row->id = sk_world_mint_id (self);
  row->table = table;
  row->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) json_node_unref);
  row->author = author;
  row->editor = author;
  row->created = self->now;
  row->edited = self->now;
  row->number = ++table->n_numbered;
  g_ptr_array_add (table->rows, row);
  g_hash_table_insert (self->rows, row->id, row);

  return row;
}

void
sk_table_touch (SkTable         *self,
                SkNotionStandIn *world,
                const char      *editor)
{
  self->edited = world->now;
  self->editor = editor;
}

gboolean
sk_table_is_hidden (SkTable *self)
{
  return self->hidden || (self->base != NULL && self->base->hidden);
}

SkColumn *
sk_table_get_title (SkTable *self)
{
  return sk_table_find_exact (self, "title");
}

/* By id or by name, both as they are. */
SkColumn *
sk_table_find_exact (SkTable    *self,
                     const char *key)
{
  SkColumn *named = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      SkColumn *column = g_ptr_array_index (self->columns, i);

      if (strcmp (column->id, key) == 0)
        return column;
      if (strcmp (column->name, key) == 0)
        named = column;
    }

  return named;
}

/* By id, as answered or decoded, or by name. */
SkColumn *
sk_table_find (SkTable    *self,
               const char *key)
{
  SkColumn *column = sk_table_find_exact (self, key);

  for (guint i = 0; column == NULL && i < self->columns->len; i++)
    {
      SkColumn *candidate = g_ptr_array_index (self->columns, i);
      g_autofree char *encoded = sk_encode_id (candidate->id);

      if (strcmp (encoded, key) == 0)
        column = candidate;
    }

  return column;
}

gboolean
sk_row_is_hidden (SkRow *self)
{
  return self->hidden || sk_table_is_hidden (self->table);
}

void
sk_row_touch (SkRow           *self,
              SkNotionStandIn *world,
              const char      *editor)
{
  self->edited = world->now;
  self->editor = editor;
}

void
sk_row_set (SkRow    *self,
            SkColumn *column,
            JsonNode *value)      /* (transfer full) */
{
  g_hash_table_replace (self->values, g_strdup (column->id), value);
}
