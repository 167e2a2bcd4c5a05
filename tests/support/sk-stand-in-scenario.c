/* sk-stand-in-scenario.c — a whole stand-in, written in a file
 *
 * {"token": "ntn_…", "now": "2026-10-19T07:00:00Z", "page_limit": 10,
 *  "pages": ["Notes"],
 *  "databases": [{"title": "Tasks", "data_sources": [{"name": "Tasks",
 *    "schema": {"Task name": {"type": "title"}, …},
 *    "rows": [{"@ref": "bug", "Task name": "Fix bug", …}]}]}],
 *  "faults": [{"trouble": "answer", "method": "PATCH", "path": "/v1/pages/?*",
 *    "nth": 2, "times": 1, "status": 429, "retry_after": 1}]}
 *
 * All members may be left out.  Rows may name rows that come later, and a
 * relation's "to" the name of a data source, by then known.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include "sk-json.h"

static const char *const troubles[] = {
  [SK_STAND_IN_ANSWER] = "answer",
  [SK_STAND_IN_SAVED_503] = "saved-503",
  [SK_STAND_IN_HTML] = "html",
  [SK_STAND_IN_DROP] = "drop",
  [SK_STAND_IN_SAVED_DROP] = "saved-drop",
  [SK_STAND_IN_TRUNCATE] = "truncate",
  [SK_STAND_IN_TRUNCATE_GZIP] = "truncate-gzip",
  [SK_STAND_IN_GARBAGE] = "garbage",
  [SK_STAND_IN_REDIRECT] = "redirect",
  [SK_STAND_IN_IGNORE] = "ignore",
  [SK_STAND_IN_HOLD] = "hold",
  [SK_STAND_IN_HOLD_BEFORE] = "hold-before",
};

/* A member that is a list; none is an empty one. */
static JsonArray *
get_list (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_ref (json_node_get_array (node))
                                                      : json_array_new ();
}

static guint
get_number (JsonObject *object,
            const char *member)
{
  return (guint) json_object_get_int_member_with_default (object, member, 0);
}

/* A column that goes "to" a data source by name goes to its id. */
static char *
print_schema (SkNotionStandIn *self,
              JsonObject      *schema)
{
  g_autoptr(JsonNode) resolved = sk_object_node (json_object_new ());
  JsonObjectIter iter;
  const char *name;
  JsonNode *column;

  json_object_iter_init_ordered (&iter, schema);
  while (json_object_iter_next_ordered (&iter, &name, &column))
    {
      JsonObject *copy = json_object_new ();
      JsonObjectIter members;
      const char *member;
      JsonNode *value;

      json_object_iter_init_ordered (&members, json_node_get_object (column));
      while (json_object_iter_next_ordered (&members, &member, &value))
        {
          const char *id = strcmp (member, "to") == 0
                             ? g_hash_table_lookup (self->nicknames, json_node_get_string (value))
                             : NULL;

          json_object_set_member (copy, member, id != NULL ? sk_text_node (id)
                                                           : json_node_ref (value));
        }
      json_object_set_object_member (json_node_get_object (resolved), name, copy);
    }

  return sk_json_print (resolved, FALSE);
}

/* Rows first get their ids and nicknames, for others to refer to. */
static void
load_rows (SkNotionStandIn *self,
           const char      *table,
           JsonArray       *rows,
           GPtrArray       *later)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      const char *id = sk_notion_stand_in_add_row (self, table, "{}");
      const char *nickname = sk_get_text (json_array_get_object_element (rows, i), "@ref");

      if (nickname != NULL)
        g_hash_table_replace (self->nicknames, g_strdup (nickname), g_strdup (id));
      g_ptr_array_add (later, g_strdup (id));
      g_ptr_array_add (later, sk_json_print (json_array_get_element (rows, i), FALSE));
    }
}

static void
load_database (SkNotionStandIn *self,
               JsonObject      *wish,
               GPtrArray       *later)
{
  const char *title = sk_get_text (wish, "title");
  const char *base = sk_notion_stand_in_add_database (self, title != NULL ? title : "Untitled");
  g_autoptr(JsonArray) tables = get_list (wish, "data_sources");

  for (guint i = 0; i < json_array_get_length (tables); i++)
    {
      JsonObject *table = json_array_get_object_element (tables, i);
      const char *name = sk_get_text (table, "name");
      g_autoptr(JsonArray) rows = get_list (table, "rows");
      g_autofree char *schema =
        json_object_has_member (table, "schema")
          ? print_schema (self, json_object_get_object_member (table, "schema")) : g_strdup ("{}");
      const char *id = sk_notion_stand_in_add_data_source (self, base, name != NULL ? name : title,
                                                           schema);

      if (name != NULL)
        g_hash_table_replace (self->nicknames, g_strdup (name), g_strdup (id));
      load_rows (self, id, rows, later);
    }
}

static gboolean
load_fault (SkNotionStandIn  *self,
            JsonObject       *wish,
            GError          **error)
{
  const char *trouble = sk_get_text (wish, "trouble");
  SkStandInFault fault = {
    .method = sk_get_text (wish, "method"),
    .path = sk_get_text (wish, "path"),
    .nth = get_number (wish, "nth"),
    .times = get_number (wish, "times"),
    .status = get_number (wish, "status"),
    .code = sk_get_text (wish, "code"),
    .reason = sk_get_text (wish, "reason"),
    .retry_after = get_number (wish, "retry_after"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    if (g_strcmp0 (troubles[i], trouble) == 0)
      {
        fault.trouble = (SkStandInTrouble) i;
        sk_notion_stand_in_add_fault (self, &fault);
        return TRUE;
      }

  return sk_refuse (error, "There is no trouble “%s”", trouble != NULL ? trouble : "");
}

static gboolean
load_settings (SkNotionStandIn  *self,
               JsonObject       *wish,
               GError          **error)
{
  static const char *const keys[] = {
    "token", "now", "page_limit", "query_cap", "pages", "databases", "faults", NULL,
  };
  const char *now = sk_get_text (wish, "now");
  SkMoment moment;

  if (!sk_check_keys (wish, "scenario", keys, error))
    return FALSE;
  if (now != NULL && !sk_moment_parse (now, &moment))
    return sk_refuse (error, "“%s” is no time", now);

  if (now != NULL)
    self->now = sk_moment_at (moment);
  if (sk_get_text (wish, "token") != NULL)
    sk_notion_stand_in_set_token (self, sk_get_text (wish, "token"));
  if (json_object_has_member (wish, "page_limit"))
    sk_notion_stand_in_set_page_limit (self, get_number (wish, "page_limit"));
  if (json_object_has_member (wish, "query_cap"))
    sk_notion_stand_in_set_query_cap (self, get_number (wish, "query_cap"));

  return TRUE;
}

/**
 * sk_notion_stand_in_load:
 * @self: a stand-in
 * @scenario: JSON, see the head of this file
 * @length: its length in bytes, or -1
 * @error: what is wrong with it
 *
 * Adds to what there is.  A mistake within a schema or a row ends the program.
 *
 * Returns: whether it could be read
 */
gboolean
sk_notion_stand_in_load (SkNotionStandIn  *self,
                         const char       *scenario,
                         gssize            length,
                         GError          **error)
{
  g_autoptr(JsonNode) root =
    sk_json_parse (scenario, length < 0 ? strlen (scenario) : (gsize) length, SK_JSON_OURS, error);

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return sk_refuse (error, "A scenario is an object");

  JsonObject *wish = json_node_get_object (root);
  g_autoptr(JsonArray) pages = get_list (wish, "pages");
  g_autoptr(JsonArray) databases = get_list (wish, "databases");
  g_autoptr(JsonArray) faults = get_list (wish, "faults");
  g_autoptr(GPtrArray) later = g_ptr_array_new_with_free_func (g_free);

  if (!load_settings (self, wish, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (pages); i++)
    sk_notion_stand_in_add_page (self, json_array_get_string_element (pages, i));
  for (guint i = 0; i < json_array_get_length (databases); i++)
    load_database (self, json_array_get_object_element (databases, i), later);
  for (guint i = 0; i < later->len; i += 2)
    sk_notion_stand_in_set_row (self, later->pdata[i], later->pdata[i + 1]);
  for (guint i = 0; i < json_array_get_length (faults); i++)
    if (!load_fault (self, json_array_get_object_element (faults, i), error))
      return FALSE;

  return TRUE;
}
