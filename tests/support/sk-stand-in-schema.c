/* sk-stand-in-schema.c — the columns of a data source
 *
 * Read from a test's short form, answered as Notion does.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include "sk-json.h"

static const char *const colors[] = { "gray", "blue", "green", "red", "yellow", "pink" };

SkColumn *
sk_column_new (SkNotionStandIn *world,
               const char      *name,
               const char      *type,
               JsonObject      *config)     /* (transfer full) */
{
  SkColumn *self = g_new0 (SkColumn, 1);

  self->id = strcmp (type, "title") == 0 ? g_strdup ("title")
                                         : sk_mint_property_id (world->n_ids++);
  self->name = g_strdup (name);
  self->type = g_strdup (type);
  self->config = config;

  return self;
}

void
sk_column_free (SkColumn *self)
{
  json_object_unref (self->config);
  g_free (self->result);
  g_free (self->type);
  g_free (self->name);
  g_free (self->id);
  g_free (self);
}

JsonObject *
sk_column_add_option (SkColumn        *self,
                      SkNotionStandIn *world,
                      const char      *name,
                      const char      *color)
{
  if (!json_object_has_member (self->config, "options"))
    json_object_set_array_member (self->config, "options", json_array_new ());

  JsonArray *options = json_object_get_array_member (self->config, "options");
  JsonObject *option = json_object_new ();
  g_autofree char *id = sk_world_mint_id (world);

  if (color == NULL)
    color = colors[json_array_get_length (options) % G_N_ELEMENTS (colors)];

  json_object_set_string_member (option, "id", id);
  json_object_set_string_member (option, "name", name);
  json_object_set_string_member (option, "color", color);
  json_object_set_null_member (option, "description");
  json_array_add_object_element (options, option);

  return option;
}

JsonObject *
sk_column_find_option (SkColumn   *self,
                       const char *member,
                       const char *value)
{
  JsonArray *options = json_object_has_member (self->config, "options")
                         ? json_object_get_array_member (self->config, "options") : NULL;

  for (guint i = 0; options != NULL && i < json_array_get_length (options); i++)
    {
      JsonObject *option = json_array_get_object_element (options, i);

      if (g_strcmp0 (json_object_get_string_member (option, member), value) == 0)
        return option;
    }

  return NULL;
}

/* Where it stands among the options: select and status sort by it. */
guint
sk_column_get_position (SkColumn   *self,
                        const char *option_id)
{
  JsonArray *options = json_object_get_array_member (self->config, "options");
  guint i = 0;

  while (i < json_array_get_length (options) &&
         strcmp (json_object_get_string_member (json_array_get_object_element (options, i), "id"),
                 option_id) != 0)
    i++;

  return i;
}

/* With @option_id NULL: whether there is such a group at all. */
gboolean
sk_column_is_group (SkColumn   *self,
                    const char *name,
                    const char *option_id)
{
  JsonArray *groups = json_object_has_member (self->config, "groups")
                        ? json_object_get_array_member (self->config, "groups") : NULL;

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      JsonArray *ids = json_object_get_array_member (group, "option_ids");

      if (strcmp (json_object_get_string_member (group, "name"), name) != 0)
        continue;

      for (guint j = 0; option_id != NULL && j < json_array_get_length (ids); j++)
        if (strcmp (json_array_get_string_element (ids, j), option_id) == 0)
          return TRUE;
      return option_id == NULL;
    }

  return FALSE;
}

static void
add_group (SkColumn        *self,
           SkNotionStandIn *world,
           const char      *name,
           JsonArray       *options)
{
  JsonArray *groups = json_object_get_array_member (self->config, "groups");
  const char *color = colors[json_array_get_length (groups) % G_N_ELEMENTS (colors)];
  JsonObject *group = json_object_new ();
  JsonArray *ids = json_array_new ();
  g_autofree char *id = sk_world_mint_id (world);

  for (guint i = 0; i < json_array_get_length (options); i++)
    {
      JsonObject *option =
        sk_column_add_option (self, world, json_array_get_string_element (options, i), color);

      json_array_add_string_element (ids, json_object_get_string_member (option, "id"));
    }

  json_object_set_string_member (group, "id", id);
  json_object_set_string_member (group, "name", name);
  json_object_set_string_member (group, "color", color);
  json_object_set_array_member (group, "option_ids", ids);
  json_array_add_object_element (groups, group);
}

#define DEFAULT_GROUPS \
  "{\"To-do\": [\"Not started\"], \"In progress\": [\"In progress\"], \"Complete\": [\"Done\"]}"

static void
read_groups (SkColumn        *self,
             SkNotionStandIn *world,
             JsonNode        *groups)
{
  g_autoptr(JsonNode) fallback = sk_json_parse (DEFAULT_GROUPS, strlen (DEFAULT_GROUPS),
                                                SK_JSON_OURS, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *options;

  json_object_set_array_member (self->config, "options", json_array_new ());
  json_object_set_array_member (self->config, "groups", json_array_new ());
  json_object_iter_init_ordered (&iter, json_node_get_object (groups != NULL ? groups : fallback));
  while (json_object_iter_next_ordered (&iter, &name, &options))
    add_group (self, world, name, json_node_get_array (options));
}

static void
read_options (SkColumn        *self,
              SkNotionStandIn *world,
              JsonNode        *options)
{
  JsonArray *names = options != NULL ? json_node_get_array (options) : NULL;

  json_object_set_array_member (self->config, "options", json_array_new ());
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    sk_column_add_option (self, world, json_array_get_string_element (names, i), NULL);
}

static void
read_relation (SkColumn        *self,
               SkNotionStandIn *world,
               SkTable         *table,
               const char      *to)
{
  SkTable *target = to != NULL ? sk_world_find_table (world, to) : table;

  if (target == NULL)
    g_error ("No data source %s for the relation “%s”", to, self->name);

  json_object_set_string_member (self->config, "database_id", target->base->id);
  json_object_set_string_member (self->config, "data_source_id", target->id);
  json_object_set_string_member (self->config, "type", "single_property");
  json_object_set_object_member (self->config, "single_property", json_object_new ());
}

static void
read_formula (SkColumn   *self,
              SkTable    *table,
              const char *result)
{
  g_autofree char *expression =
    g_strdup_printf ("{{notion:block_property:title:%s:" SK_STAND_IN_SPACE "}}", table->id);

  self->result = g_strdup (result);
  json_object_set_string_member (self->config, "expression", expression);
}

static void
read_column (SkTable         *self,
             SkNotionStandIn *world,
             const char      *name,
             JsonObject      *wish)
{
  const char *type = sk_get_text (wish, "type");
  SkColumn *column = sk_column_new (world, name, type, json_object_new ());

  if (sk_get_text (wish, "id") != NULL)
    {
      g_free (column->id);
      column->id = g_strdup (sk_get_text (wish, "id"));
    }

  if (strcmp (type, "status") == 0)
    read_groups (column, world, json_object_get_member (wish, "groups"));
  else if (strcmp (type, "select") == 0 || strcmp (type, "multi_select") == 0)
    read_options (column, world, json_object_get_member (wish, "options"));
  else if (strcmp (type, "relation") == 0)
    read_relation (column, world, self, sk_get_text (wish, "to"));
  else if (strcmp (type, "formula") == 0)
    read_formula (column, self, sk_get_text (wish, "result"));
  else if (strcmp (type, "number") == 0)
    json_object_set_string_member (column->config, "format", "number");
  else if (strcmp (type, "unique_id") == 0)
    json_object_set_member (column->config, "prefix",
                            sk_get_text (wish, "prefix") != NULL
                              ? sk_text_node (sk_get_text (wish, "prefix")) : sk_null_node ());

  sk_table_take_column (self, column);
}

static gint
compare_columns (gconstpointer a,
                 gconstpointer b)
{
  const SkColumn *first = *(SkColumn *const *) a;
  const SkColumn *second = *(SkColumn *const *) b;
  gsize length = strlen (first->id);

  return length != strlen (second->id) ? (length < strlen (second->id) ? -1 : 1)
                                       : strcmp (first->id, second->id);
}

/* Notion lists properties by id, the title's (it is longer) last. */
void
sk_table_take_column (SkTable  *self,
                      SkColumn *column)     /* (transfer full) */
{
  g_ptr_array_add (self->columns, column);
  g_ptr_array_sort (self->columns, compare_columns);
}

void
sk_table_read_schema (SkTable         *self,
                      SkNotionStandIn *world,
                      const char      *schema)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = sk_json_parse (schema, strlen (schema), SK_JSON_OURS, &error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *wish;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    g_error ("A stand-in's schema: %s", error != NULL ? error->message : "no object");

  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &name, &wish))
    {
      if (!sk_is_object (wish) || sk_get_text (json_node_get_object (wish), "type") == NULL)
        g_error ("A stand-in's schema: the column “%s” has no type", name);
      read_column (self, world, name, json_node_get_object (wish));
    }

  if (sk_table_get_title (self) == NULL)
    sk_table_take_column (self, sk_column_new (world, "Name", "title", json_object_new ()));
}

JsonNode *
sk_column_answer (SkColumn *self)
{
  g_autofree char *id = sk_encode_id (self->id);
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "id", id);
  json_object_set_string_member (answer, "name", self->name);
  json_object_set_null_member (answer, "description");
  json_object_set_string_member (answer, "type", self->type);
  json_object_set_object_member (answer, self->type, json_object_ref (self->config));

  return sk_object_node (answer);
}
