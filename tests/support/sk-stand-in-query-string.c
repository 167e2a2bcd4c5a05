/* sk-stand-in-query-string.c — what stands behind the question mark
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

static char *
decode (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');

  return g_uri_unescape_string (spaced, NULL);
}

/* One "key=value"; FALSE: broken percent-encoding. */
static gboolean
split_pair (const char  *pair,
            char       **key,
            char       **value)
{
  g_auto(GStrv) halves = g_strsplit (pair, "=", 2);

  *key = halves[0] != NULL ? decode (halves[0]) : NULL;
  *value = halves[0] != NULL ? decode (halves[1] != NULL ? halves[1] : "") : NULL;
  if (*key != NULL && g_str_has_suffix (*key, "[]"))
    (*key)[strlen (*key) - 2] = '\0';

  return *key != NULL && *value != NULL;
}

char *
sk_query_get (const char *query,     /* (nullable) */
              const char *key)
{
  g_auto(GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (split_pair (pairs[i], &name, &value) && strcmp (name, key) == 0)
        return g_steal_pointer (&value);
    }

  return NULL;
}

gboolean
sk_query_check (const char         *query,     /* (nullable) */
                const char *const  *keys,
                GError            **error)
{
  g_auto(GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (!split_pair (pairs[i], &name, &value))
        return sk_refuse (error, "query failed validation: “%s” is not percent-encoded.", pairs[i]);
      if (!g_strv_contains (keys, name))
        {
          g_autofree char *where = g_strconcat ("query.", name, NULL);
          g_autoptr(JsonNode) was = sk_text_node (value);

          return sk_refuse_value (error, where, "not present", was);
        }
    }

  return TRUE;
}

/* Which columns an answer shall hold; NULL: all.  An id is decoded once: one
 * that was encoded twice is no longer one. */
gboolean
sk_query_columns (const char  *query,     /* (nullable) */
                  SkTable     *table,
                  GHashTable **columns,   /* (out) (nullable) (transfer full) */
                  GError     **error)
{
  g_auto(GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);
  g_autoptr(GHashTable) found = g_hash_table_new (NULL, NULL);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (!split_pair (pairs[i], &name, &value) || strcmp (name, "filter_properties") != 0)
        continue;

      SkColumn *column = sk_table_find_exact (table, value);

      if (column == NULL)
        return sk_refuse (error, "Could not find property with name or id: %s", value);
      g_hash_table_add (found, column);
    }

  if (g_hash_table_size (found) > 100)
    return sk_refuse (error, "query failed validation: query.filter_properties.length should be "
                      "≤ `100`, instead was `%u`.", g_hash_table_size (found));

  *columns = g_hash_table_size (found) > 0 ? g_steal_pointer (&found) : NULL;
  return TRUE;
}
