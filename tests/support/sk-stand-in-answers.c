/* sk-stand-in-answers.c — databases, data sources and pages as Notion shows them
 *
 * Members stand in the order that was recorded.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

static void
set_user (JsonObject *answer,
          const char *member,
          const char *id)
{
  json_object_set_object_member (answer, member, sk_user_new (id, FALSE));
}

static void
set_stamp (JsonObject *answer,
           const char *member,
           gint64      at)
{
  g_autofree char *stamp = sk_stamp_print (at);

  json_object_set_string_member (answer, member, stamp);
}

static void
set_exact_stamp (JsonObject *answer,
                 const char *member,
                 gint64      at)
{
  g_autofree char *stamp = sk_exact_stamp_print (at);

  json_object_set_string_member (answer, member, stamp);
}

static void
set_node (JsonObject *answer,
          const char *member,
          JsonNode   *node)     /* (nullable) */
{
  json_object_set_member (answer, member, node != NULL ? json_node_ref (node) : sk_null_node ());
}

/* {"type": "<what>", "<what>": id} */
static JsonObject *
make_parent (const char *what,
             const char *id)
{
  JsonObject *parent = json_object_new ();

  json_object_set_string_member (parent, "type", what);
  json_object_set_string_member (parent, what, id);

  return parent;
}

/* Words and dashes before the id: never a way to find the id. */
static void
set_url (JsonObject *answer,
         const char *title,
         const char *id)
{
  g_autofree char *bare = sk_bare_id (id);
  g_autoptr(GString) url = g_string_new ("https://www.notion.so/");

  for (const char *p = title; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (url, *p);
    else if (url->str[url->len - 1] != '-' && url->str[url->len - 1] != '/')
      g_string_append_c (url, '-');
  if (url->str[url->len - 1] != '-' && url->str[url->len - 1] != '/')
    g_string_append_c (url, '-');
  g_string_append (url, bare);

  json_object_set_string_member (answer, "url", url->str);
  json_object_set_null_member (answer, "public_url");
}

static JsonNode *
finish (JsonObject *answer,     /* (transfer full) */
        SkCall     *call,
        gboolean    in_trash)
{
  if (call->dated)
    json_object_set_boolean_member (answer, "archived", in_trash);

  return sk_object_node (answer);
}

static JsonArray *
list_tables (SkBase          *self,
             SkNotionStandIn *world)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < world->tables->len; i++)
    {
      SkTable *table = g_ptr_array_index (world->tables, i);

      if (table->base == self && !sk_table_is_hidden (table))
        {
          JsonObject *entry = json_object_new ();

          json_object_set_string_member (entry, "id", table->id);
          json_object_set_string_member (entry, "name", table->title);
          json_array_add_object_element (list, entry);
        }
    }

  return list;
}

JsonNode *
sk_base_answer (SkBase *self,
                SkCall *call)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "object", "database");
  json_object_set_string_member (answer, "id", self->id);
  json_object_set_member (answer, "title", sk_rich_text_new (self->title));
  json_object_set_array_member (answer, "description", json_array_new ());
  json_object_set_object_member (answer, "parent", make_parent ("page_id", SK_STAND_IN_ROOT));
  json_object_set_boolean_member (answer, "is_inline", FALSE);
  json_object_set_boolean_member (answer, "in_trash", self->in_trash);
  json_object_set_boolean_member (answer, "is_locked", FALSE);
  set_exact_stamp (answer, "created_time", self->created);
  set_exact_stamp (answer, "last_edited_time", self->edited);
  json_object_set_array_member (answer, "data_sources", list_tables (self, call->world));
  json_object_set_null_member (answer, "icon");
  json_object_set_null_member (answer, "cover");
  set_url (answer, "", self->id);

  return finish (answer, call, self->in_trash);
}

JsonNode *
sk_table_answer (SkTable *self,
                 SkCall  *call)
{
  JsonObject *answer = json_object_new ();
  JsonObject *properties = json_object_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      SkColumn *column = g_ptr_array_index (self->columns, i);

      json_object_set_member (properties, column->name, sk_column_answer (column));
    }

  json_object_set_string_member (answer, "object", "data_source");
  json_object_set_string_member (answer, "id", self->id);
  json_object_set_null_member (answer, "cover");
  set_node (answer, "icon", self->icon);
  set_stamp (answer, "created_time", self->created);
  set_user (answer, "created_by", SK_STAND_IN_PERSON);
  set_user (answer, "last_edited_by", self->editor);
  set_stamp (answer, "last_edited_time", self->edited);
  json_object_set_member (answer, "title", sk_rich_text_new (self->title));
  json_object_set_array_member (answer, "description", json_array_new ());
  json_object_set_boolean_member (answer, "is_inline", FALSE);
  json_object_set_object_member (answer, "properties", properties);
  json_object_set_object_member (answer, "parent", make_parent ("database_id", self->base->id));
  json_object_set_object_member (answer, "database_parent",
                                 make_parent ("page_id", SK_STAND_IN_ROOT));
  set_url (answer, "", self->base->id);
  json_object_set_boolean_member (answer, "in_trash", self->base->in_trash);

  return finish (answer, call, self->base->in_trash);
}

static JsonObject *
list_values (SkRow           *self,
             SkNotionStandIn *world,
             GHashTable      *columns)     /* (nullable): all */
{
  JsonObject *values = json_object_new ();

  for (guint i = 0; i < self->table->columns->len; i++)
    {
      SkColumn *column = g_ptr_array_index (self->table->columns, i);

      if (columns == NULL || g_hash_table_contains (columns, column))
        json_object_set_member (values, column->name, sk_row_answer_value (self, column, world));
    }

  return values;
}

static JsonObject *
make_row_parent (SkTable *table)
{
  if (table->base == NULL)
    return make_parent ("page_id", SK_STAND_IN_ROOT);

  JsonObject *parent = make_parent ("data_source_id", table->id);

  json_object_set_string_member (parent, "database_id", table->base->id);
  return parent;
}

JsonNode *
sk_row_answer (SkRow      *self,
               SkCall     *call,
               GHashTable *columns)     /* (nullable): all */
{
  SkColumn *column = sk_table_get_title (self->table);
  g_autoptr(JsonNode) pieces = sk_row_get_value (self, column, call->world);
  g_autofree char *title = JSON_NODE_HOLDS_ARRAY (pieces) ? sk_rich_text_print (pieces)
                                                          : g_strdup ("");
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "object", "page");
  json_object_set_string_member (answer, "id", self->id);
  set_stamp (answer, "created_time", self->created);
  set_stamp (answer, "last_edited_time", self->edited);
  set_user (answer, "created_by", self->author);
  set_user (answer, "last_edited_by", self->editor);
  set_node (answer, "cover", self->cover);
  set_node (answer, "icon", self->icon);
  json_object_set_object_member (answer, "parent", make_row_parent (self->table));
  json_object_set_boolean_member (answer, "in_trash", self->in_trash);
  json_object_set_boolean_member (answer, "is_archived", self->is_archived);
  json_object_set_boolean_member (answer, "is_locked", self->is_locked);
  json_object_set_object_member (answer, "properties", list_values (self, call->world, columns));
  set_url (answer, title, self->id);

  return finish (answer, call, self->in_trash);
}
