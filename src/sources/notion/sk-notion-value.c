/* sk-notion-value.c — values of single properties, by their type
 *
 * Each says whether it is what it has to be; an empty one is.  What a value
 * means for a task is said in sk-notion-decode.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-value.h"

#include "sk-notion-id.h"
#include "sk-notion-json.h"
#include "sk-notion-name.h"

/**
 * sk_notion_value_read_title:
 * @value: the value of a title
 * @title: (out) (transfer full): it, without its formatting
 *
 * Returns: whether it is understood
 */
gboolean
sk_notion_value_read_title (JsonNode  *value,
                            char     **title)
{
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;

  JsonArray *runs = json_node_get_array (value);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (runs); i++)
    {
      const char *run = sk_notion_json_get_text (json_array_get_element (runs, i), "plain_text");

      g_string_append (text, run != NULL ? run : "");
    }

  *title = g_string_free (text, FALSE);
  return TRUE;
}

/**
 * sk_notion_value_read_number:
 * @value: the value of a number, or of a formula
 * @is_set: (out): whether there is one
 * @number: (out): it
 *
 * Returns: whether it is understood: a formula may also make something else
 */
gboolean
sk_notion_value_read_number (JsonNode *value,
                             gboolean *is_set,
                             double   *number)
{
  JsonNode *inner = value;

  *is_set = FALSE;
  if (JSON_NODE_HOLDS_OBJECT (value))
    inner = g_strcmp0 (sk_notion_json_get_text (value, "type"), "number") == 0
            ? sk_notion_json_get (value, "number") : NULL;
  if (inner == NULL || JSON_NODE_HOLDS_NULL (inner))
    return inner != NULL;
  if (!JSON_NODE_HOLDS_VALUE (inner) || (json_node_get_value_type (inner) != G_TYPE_INT64 &&
                                         json_node_get_value_type (inner) != G_TYPE_DOUBLE))
    return FALSE;

  *is_set = TRUE;
  *number = json_node_get_double (inner);
  return TRUE;
}

/**
 * sk_notion_value_read_option:
 * @value: the value of a status, or of a select
 * @name: (out) (transfer none) (nullable): what is chosen
 *
 * Returns: whether it is understood
 */
gboolean
sk_notion_value_read_option (JsonNode    *value,
                             const char **name)
{
  *name = sk_notion_json_get_text (value, "name");

  return JSON_NODE_HOLDS_NULL (value) || *name != NULL;
}

/**
 * sk_notion_value_read_checkbox:
 * @value: the value of a checkbox
 * @is_ticked: (out): it
 *
 * Returns: whether it is understood; if not, @is_ticked is left alone
 */
gboolean
sk_notion_value_read_checkbox (JsonNode *value,
                               gboolean *is_ticked)
{
  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_BOOLEAN)
    return FALSE;

  *is_ticked = json_node_get_boolean (value);
  return TRUE;
}

/**
 * sk_notion_value_read_relation:
 * @value: the value of a relation
 * @ids: (out) (transfer full): the ids of its pages
 *
 * Returns: whether all of them are understood
 */
gboolean
sk_notion_value_read_relation (JsonNode *value,
                               GStrv    *ids)
{
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;

  JsonArray *pages = json_node_get_array (value);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  gboolean all = TRUE;

  for (guint i = 0; i < json_array_get_length (pages); i++)
    {
      const char *id = sk_notion_json_get_text (json_array_get_element (pages, i), "id");

      if (id != NULL)
        g_strv_builder_add (builder, id);
      all = all && id != NULL;
    }

  *ids = g_strv_builder_end (builder);
  return all;
}

/**
 * sk_notion_value_is_person:
 * @user: an item of the value of a people property
 * @who: an id, a name or an e-mail address
 *
 * Returns: whether it is that person
 */
gboolean
sk_notion_value_is_person (JsonNode   *user,
                           const char *who)
{
  const char *name = sk_notion_json_get_text (user, "name");
  const char *address = sk_notion_json_get_text (sk_notion_json_get (user, "person"), "email");

  return sk_notion_id_equal (sk_notion_json_get_text (user, "id"), who) ||
         (name != NULL && sk_notion_name_equal (name, who)) ||
         (address != NULL && sk_notion_name_equal (address, who));
}

/**
 * sk_notion_value_dup_relation:
 * @items: (element-type JsonNode): a whole relation, one property item for each page
 *
 * Returns: (transfer full): the ids of its pages
 */
GStrv
sk_notion_value_dup_relation (GPtrArray *items)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < items->len; i++)
    {
      JsonNode *relation = sk_notion_json_get (g_ptr_array_index (items, i), "relation");
      const char *id = sk_notion_json_get_text (relation, "id");

      if (id != NULL)
        g_strv_builder_add (ids, id);
    }

  return g_strv_builder_end (ids);
}
