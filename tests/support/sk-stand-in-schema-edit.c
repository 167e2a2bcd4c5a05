/* sk-stand-in-schema-edit.c — PATCH /v1/data_sources/{id}
 *
 * Columns are added and renamed.  Notion would also delete a column or turn it
 * into another type, losing what it held; no client of ours may ask for that,
 * so here it is refused.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#define MOST_COLUMNS 500

static gboolean
check_options (SkColumn    *column,
               JsonObject  *config,
               const char  *where,
               GError     **error)
{
  static const char *const keys[] = { "name", "color", "description", NULL };
  JsonNode *options = json_object_get_member (config, "options");

  if (options == NULL)
    return TRUE;
  if (!sk_check_array (options, where, 100, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (options)); i++)
    {
      JsonNode *option = json_array_get_element (json_node_get_array (options), i);

      if (!sk_is_object (option) || sk_get_text (json_node_get_object (option), "name") == NULL)
        return sk_refuse_value (error, where, "objects with a `name`", option);
      if (!sk_check_keys (json_node_get_object (option), where, keys, error))
        return FALSE;
      if (strchr (sk_get_text (json_node_get_object (option), "name"), ',') != NULL)
        return sk_refuse (error, "Invalid select option, commas not allowed: %s",
                          sk_get_text (json_node_get_object (option), "name"));
    }

  return TRUE;
}

/* The types that can be added, and what may stand under them. */
static const struct
{
  const char *type;
  const char *keys[3];
} kinds[] = {
  { "checkbox",         { NULL } },
  { "created_by",       { NULL } },
  { "created_time",     { NULL } },
  { "date",             { NULL } },
  { "email",            { NULL } },
  { "files",            { NULL } },
  { "formula",          { "expression" } },
  { "last_edited_by",   { NULL } },
  { "last_edited_time", { NULL } },
  { "multi_select",     { "options" } },
  { "number",           { "format" } },
  { "people",           { NULL } },
  { "phone_number",     { NULL } },
  { "rich_text",        { NULL } },
  { "select",           { "options" } },
  { "status",           { "options" } },
  { "unique_id",        { "prefix" } },
  { "url",              { NULL } },
};

static void
fill_config (SkColumn        *column,
             SkNotionStandIn *world,
             JsonObject      *config)
{
  JsonArray *options = json_object_has_member (config, "options")
                         ? json_object_get_array_member (config, "options") : NULL;

  if (strcmp (column->type, "number") == 0)
    json_object_set_string_member (column->config, "format",
                                   sk_get_text (config, "format") != NULL
                                     ? sk_get_text (config, "format") : "number");
  else if (strcmp (column->type, "unique_id") == 0)
    json_object_set_member (column->config, "prefix",
                            json_object_has_member (config, "prefix")
                              ? json_node_ref (json_object_get_member (config, "prefix"))
                              : sk_null_node ());
  else if (strcmp (column->type, "formula") == 0)
    json_object_set_string_member (column->config, "expression",
                                   sk_get_text (config, "expression"));
  else if (g_str_has_suffix (column->type, "select") || strcmp (column->type, "status") == 0)
    json_object_set_array_member (column->config, "options", json_array_new ());

  for (guint i = 0; options != NULL && i < json_array_get_length (options); i++)
    {
      JsonObject *option = json_array_get_object_element (options, i);

      sk_column_add_option (column, world, sk_get_text (option, "name"),
                            sk_get_text (option, "color"));
    }
  if (strcmp (column->type, "status") == 0)
    json_object_set_array_member (column->config, "groups", json_array_new ());
}

/* The member that names the type: neither of the others. */
static const char *
get_type (JsonObject *wish)
{
  g_autoptr(GList) members = json_object_get_members (wish);

  for (GList *l = members; l != NULL; l = l->next)
    if (strcmp (l->data, "type") != 0 && strcmp (l->data, "name") != 0 &&
        strcmp (l->data, "description") != 0)
      return l->data;

  return NULL;
}

/* A column that would be added; NULL: refused. */
static SkColumn *
read_column (SkCall      *call,
             const char  *name,
             JsonObject  *wish,
             const char  *where,
             GError     **error)
{
  const char *type = get_type (wish);
  const char *const keys[] = { "type", "name", "description", type, NULL };
  JsonNode *config = type != NULL ? json_object_get_member (wish, type) : NULL;
  gsize kind = 0;

  while (kind < G_N_ELEMENTS (kinds) && g_strcmp0 (kinds[kind].type, type) != 0)
    kind++;

  if (type == NULL)
    sk_refuse (error, "%s is not a property that exists.", name);
  else if (kind == G_N_ELEMENTS (kinds))
    sk_refuse (error, "body failed validation: %s.%s should be not present.", where, type);
  else if (!sk_is_object (config))
    sk_refuse_value (error, where, "an object", config);
  else if (json_object_has_member (wish, "type") &&
           g_strcmp0 (sk_get_text (wish, "type"), type) != 0)
    sk_refuse_value (error, where, "of the type it names", json_object_get_member (wish, "type"));
  else if (strcmp (type, "formula") == 0 &&
           sk_get_text (json_node_get_object (config), "expression") == NULL)
    sk_refuse_value (error, where, "a formula with an `expression`", config);
  else if (sk_check_keys (wish, where, keys, error) &&
           sk_check_keys (json_node_get_object (config), where, kinds[kind].keys, error))
    {
      SkColumn *column = sk_column_new (call->world, name, type, json_object_new ());

      if (check_options (column, json_node_get_object (config), where, error))
        {
          fill_config (column, call->world, json_node_get_object (config));
          return column;
        }
      sk_column_free (column);
    }

  return NULL;
}

/* Whether @name is free; Notion's own rule about case is not known, so a
 * client must not depend on it. */
static gboolean
check_name (SkTable     *table,
            SkColumn    *but,
            const char  *name,
            GError     **error)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  if (*name == '\0')
    return sk_refuse (error, "body failed validation: a property's name should not be empty.");

  for (guint i = 0; i < table->columns->len; i++)
    {
      SkColumn *column = g_ptr_array_index (table->columns, i);
      g_autofree char *other = g_utf8_casefold (column->name, -1);

      if (column != but && strcmp (folded, other) == 0)
        return sk_refuse (error, "Cannot create property \"%s\": a property with the name \"%s\" "
                          "exists.", name, column->name);
    }

  return TRUE;
}

static gboolean
check_edit (SkTable     *table,
            SkColumn    *column,
            JsonObject  *wish,
            GError     **error)
{
  const char *const keys[] = { "type", "name", "description", column->type, NULL };
  const char *type = get_type (wish);
  const char *name = sk_get_text (wish, "name");

  if (type != NULL && strcmp (type, column->type) != 0)
    return sk_refuse (error, "%s is a property of type %s; turning it into %s may lose its values.",
                      column->name, column->type, type);

  return sk_check_keys (wish, "body.properties", keys, error) &&
         (name == NULL || check_name (table, column, name, error));
}

static void
rename_column (gpointer column,
               gpointer name,
               gpointer user_data)
{
  g_free (((SkColumn *) column)->name);
  ((SkColumn *) column)->name = g_strdup (name);
}

/* Everything is checked before anything is changed. */
static gboolean
edit_columns (SkCall      *call,
              SkTable     *table,
              JsonNode    *properties,
              GError     **error)
{
  g_autoptr(GPtrArray) added = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_column_free);
  g_autoptr(GHashTable) names = g_hash_table_new (NULL, NULL);
  JsonObjectIter iter;
  const char *key;
  JsonNode *wish;

  if (!sk_is_object (properties))
    return sk_refuse_value (error, "body.properties", "an object or `undefined`", properties);

  json_object_iter_init_ordered (&iter, json_node_get_object (properties));
  while (json_object_iter_next_ordered (&iter, &key, &wish))
    {
      g_autofree char *where = g_strconcat ("body.properties.", key, NULL);
      SkColumn *column = sk_table_find (table, key);

      if (JSON_NODE_HOLDS_NULL (wish))
        return sk_refuse (error, "%s would be deleted with all its values.", key);
      if (!sk_is_object (wish))
        return sk_refuse_value (error, where, "an object", wish);
      if (column != NULL)
        {
          const char *name = sk_get_text (json_node_get_object (wish), "name");

          if (!check_edit (table, column, json_node_get_object (wish), error))
            return FALSE;
          if (name != NULL)
            g_hash_table_insert (names, column, (char *) name);
          continue;
        }
      if (!check_name (table, NULL, key, error))
        return FALSE;

      column = read_column (call, key, json_node_get_object (wish), where, error);
      if (column == NULL)
        return FALSE;
      g_ptr_array_add (added, column);
    }

  if (table->columns->len + added->len > MOST_COLUMNS)
    return sk_refuse (error, "A database may have %d properties at most.", MOST_COLUMNS);
  if (call->ignore)
    return TRUE;

  g_hash_table_foreach (names, rename_column, NULL);
  while (added->len > 0)
    sk_table_take_column (table, g_ptr_array_steal_index (added, added->len - 1));

  return TRUE;
}

JsonNode *
sk_answer_data_source_edit (SkCall  *call,
                            GError **error)
{
  static const char *const keys[] = { "properties", NULL };
  static const char *const no_keys[] = { NULL };
  g_autofree char *id = sk_check_id ("path.data_source_id", call->path[1], error);
  SkTable *table = id != NULL ? sk_world_find_table (call->world, id) : NULL;

  if (id == NULL || !sk_query_check (call->query, no_keys, error) ||
      !sk_check_keys (call->body, "body", keys, error))
    return NULL;
  if (table == NULL || sk_table_is_hidden (table))
    {
      sk_refuse_missing (error, "database", id);
      return NULL;
    }

  JsonNode *properties = json_object_get_member (call->body, "properties");

  if (properties != NULL && !edit_columns (call, table, properties, error))
    return NULL;
  if (properties != NULL && json_object_get_size (json_node_get_object (properties)) > 0 &&
      !call->ignore)
    sk_table_touch (table, call->world, SK_STAND_IN_BOT);

  return sk_table_answer (table, call);
}
