/* sk-notion-id.c — the id in what a person pasted
 *
 * Addresses of Notion's come in many shapes.  What the id names cannot be
 * seen from it; that is found out by asking, in sk-notion-find.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-id.h"

/* 32 hexadecimal digits, with the four dashes of a UUID or with none. */
static gboolean
take_uuid (const char *text,
           gsize       length,
           char       *id)
{
  gboolean dashed = length == 36;
  char *out = id;

  if (length != 32 && length != 36)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_dash = dashed && (i == 8 || i == 13 || i == 18 || i == 23);

      if (is_dash ? text[i] != '-' : !g_ascii_isxdigit (text[i]))
        return FALSE;
      if (is_dash)
        continue;
      if (out - id == 8 || out - id == 13 || out - id == 18 || out - id == 23)
        *out++ = '-';
      *out++ = g_ascii_tolower (text[i]);
    }

  *out = '\0';
  return TRUE;
}

/* The id at the end of a segment, alone or after a name and a dash. */
static gboolean
take_last_uuid (const char *segment,
                gsize       length,
                char       *id)
{
  const gsize lengths[] = { 36, 32 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      gsize n = lengths[i];

      if (length >= n && (length == n || segment[length - n - 1] == '-') &&
          take_uuid (segment + length - n, n, id))
        return TRUE;
    }

  return FALSE;
}

/* Never "v": that is a view. */
static gboolean
take_from_query (const char *query,
                 char       *id)
{
  static const char *const names[] = { "p=", "page_id=", "database_id=" };
  g_auto(GStrv) pairs = g_strsplit (query, "&", -1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; pairs[j] != NULL; j++)
      if (g_str_has_prefix (pairs[j], names[i]) &&
          take_uuid (pairs[j] + strlen (names[i]), strlen (pairs[j]) - strlen (names[i]), id))
        return TRUE;

  return FALSE;
}

/**
 * sk_notion_id_parse:
 * @text: the id of a database or a data source, or the address of one
 * @id: (out): what it points to
 *
 * Returns: whether there is an id in it
 */
gboolean
sk_notion_id_parse (const char *text,
                    SkNotionId *id)
{
  g_autofree char *address = g_strstrip (g_strdup (text));
  char *query;
  const char *segment;
  gsize length;

  memset (id, 0, sizeof *id);
  if (take_uuid (address, strlen (address), id->id))
    return TRUE;
  if (g_str_has_prefix (address, "collection://"))
    {
      id->is_data_source = TRUE;
      return take_uuid (address + strlen ("collection://"),
                        strlen (address) - strlen ("collection://"), id->id);
    }

  address[strcspn (address, "#")] = '\0';
  query = strchr (address, '?');
  if (query != NULL)
    *query++ = '\0';
  length = strlen (address);
  while (length > 0 && address[length - 1] == '/')
    address[--length] = '\0';
  segment = strrchr (address, '/');
  segment = segment != NULL ? segment + 1 : address;

  return take_last_uuid (segment, strlen (segment), id->id) ||
         (query != NULL && take_from_query (query, id->id));
}

/**
 * sk_notion_id_equal:
 * @a: (nullable): an id
 * @b: (nullable): another one
 *
 * Returns: whether they are the same, with dashes or without
 */
gboolean
sk_notion_id_equal (const char *a,
                    const char *b)
{
  char id_a[37], id_b[37];

  return a != NULL && b != NULL && take_uuid (a, strlen (a), id_a) &&
         take_uuid (b, strlen (b), id_b) && g_str_equal (id_a, id_b);
}
