/* sk-notion-json.c — members of what Notion says
 *
 * Nothing is taken for granted: what is not there, or of another type, is
 * nothing, and nothing has no members.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-json.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-json.h"

/**
 * sk_notion_json_parse:
 * @body: an answer
 * @error: %SK_ERROR_MALFORMED
 *
 * Returns: (transfer full) (nullable): the object it is
 */
JsonNode *
sk_notion_json_parse (GBytes  *body,
                      GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr(JsonNode) root = sk_json_parse (length > 0 ? data : "", length, SK_JSON_STRANGERS,
                                            error);

  if (root == NULL)
    {
      g_prefix_error (error, _("Notion’s answer cannot be read: "));
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED,
                           _("Notion’s answer is not an object."));
      return NULL;
    }

  return g_steal_pointer (&root);
}

/**
 * sk_notion_json_get:
 * @node: (nullable): an object, or something else
 * @name: (nullable): the name of a member
 *
 * Returns: (transfer none) (nullable): that member, whatever it is
 */
JsonNode *
sk_notion_json_get (JsonNode   *node,
                    const char *name)
{
  if (node == NULL || name == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  return json_object_get_member (json_node_get_object (node), name);
}

/**
 * sk_notion_json_get_object:
 * @node: (nullable): an object, or something else
 * @name: (nullable): the name of a member
 *
 * Returns: (transfer none) (nullable): that member, if it is an object
 */
JsonObject *
sk_notion_json_get_object (JsonNode   *node,
                           const char *name)
{
  JsonNode *member = sk_notion_json_get (node, name);

  return member != NULL && JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
}

/**
 * sk_notion_json_get_array:
 * @node: (nullable): an object, or something else
 * @name: (nullable): the name of a member
 *
 * Returns: (transfer none) (nullable): that member, if it is an array
 */
JsonArray *
sk_notion_json_get_array (JsonNode   *node,
                          const char *name)
{
  JsonNode *member = sk_notion_json_get (node, name);

  return member != NULL && JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;
}

/**
 * sk_notion_json_get_text:
 * @node: (nullable): an object, or something else
 * @name: (nullable): the name of a member
 *
 * Returns: (transfer none) (nullable): that member, if it is a string
 */
const char *
sk_notion_json_get_text (JsonNode   *node,
                         const char *name)
{
  JsonNode *member = sk_notion_json_get (node, name);

  return member != NULL && JSON_NODE_HOLDS_VALUE (member) ? json_node_get_string (member) : NULL;
}

/**
 * sk_notion_json_get_flag:
 * @node: (nullable): an object, or something else
 * @name: (nullable): the name of a member
 *
 * Returns: whether that member is true
 */
gboolean
sk_notion_json_get_flag (JsonNode   *node,
                         const char *name)
{
  JsonNode *member = sk_notion_json_get (node, name);

  return member != NULL && JSON_NODE_HOLDS_VALUE (member) &&
         json_node_get_value_type (member) == G_TYPE_BOOLEAN && json_node_get_boolean (member);
}
