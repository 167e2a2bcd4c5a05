/* sk-stand-in-write-text.c — a title or a text in a request
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#define MOST_ITEMS 100
#define MOST_TEXT 2000

static glong
count_utf16 (const char *text)
{
  glong n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += g_utf8_get_char (p) > 0xffff ? 2 : 1;

  return n;
}

static gboolean
check_piece (JsonObject  *piece,
             const char  *where,
             GError     **error)
{
  static const char *const keys[] = {
    "type", "text", "annotations", "plain_text", "href", NULL,
  };
  static const char *const text_keys[] = { "content", "link", NULL };
  g_autofree char *where_type = g_strconcat (where, ".type", NULL);
  g_autofree char *where_text = g_strconcat (where, ".text", NULL);
  JsonNode *type = json_object_get_member (piece, "type");
  JsonNode *text = json_object_get_member (piece, "text");

  if (!sk_check_keys (piece, where, keys, error))
    return FALSE;
  if (type != NULL && g_strcmp0 (sk_get_text (piece, "type"), "text") != 0)
    return sk_refuse_value (error, where_type, "`\"text\"`", type);
  if (!sk_is_object (text))
    return sk_refuse_value (error, where_text, "an object", text);

  return sk_check_keys (json_node_get_object (text), where_text, text_keys, error);
}

/* The text of one piece; NULL: refused. */
static const char *
read_piece (JsonNode    *node,
            const char  *where,
            GError     **error)
{
  g_autofree char *where_content = g_strconcat (where, ".text.content", NULL);

  if (!sk_is_object (node))
    {
      sk_refuse_value (error, where, "an object", node);
      return NULL;
    }
  if (!check_piece (json_node_get_object (node), where, error))
    return NULL;

  JsonObject *text = json_object_get_object_member (json_node_get_object (node), "text");
  const char *content = sk_get_text (text, "content");

  if (content == NULL)
    sk_refuse_value (error, where_content, "a string", json_object_get_member (text, "content"));
  else if (count_utf16 (content) > MOST_TEXT)
    sk_refuse (error, "body failed validation: %s.length should be ≤ `%d`, instead was `%ld`.",
               where_content, MOST_TEXT, count_utf16 (content));
  else
    return content;

  return NULL;
}

/* The value Notion answers after @value was written, its pieces joined;
 * NULL: refused. */
JsonNode *
sk_rich_text_read (JsonNode    *value,
                   const char  *where,
                   GError     **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!sk_check_array (value, where, MOST_ITEMS, error))
    return NULL;

  JsonArray *pieces = json_node_get_array (value);

  for (guint i = 0; i < json_array_get_length (pieces); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", where, i);
      const char *piece = read_piece (json_array_get_element (pieces, i), place, error);

      if (piece == NULL)
        return NULL;
      g_string_append (text, piece);
    }

  return sk_rich_text_new (text->str);
}
