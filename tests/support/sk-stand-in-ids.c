/* sk-stand-in-ids.c — ids that look like Notion's, from a counter
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

/* The last twelve digits are the counter times an odd number: no two are
 * equal, and they do not come in order either. */
char *
sk_mint_id (guint counter,
            guint version)
{
  guint64 mixed = ((guint64) counter + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return g_strdup_printf ("38c9ce7b-60a4-%x%03x-%04x-%012" G_GINT64_MODIFIER "x", version,
                          (guint) (mixed >> 52), 0x8000 | ((guint) (mixed >> 36) & 0x3fff),
                          mixed & G_GUINT64_CONSTANT (0xffffffffffff));
}

/* Four characters between ':' and '~', many of which need encoding. */
char *
sk_mint_property_id (guint counter)
{
  guint mixed = (guint) ((guint64) (counter + 1) * 7654321 % (69 * 69 * 69 * 69));
  char id[5] = { 0 };

  for (int i = 0; i < 4; i++, mixed /= 69)
    id[i] = (char) (':' + mixed % 69);

  return g_strdup (id);
}

static gboolean
is_dashed (const char *text)
{
  for (int i = 0; i < 36; i++)
    if ((text[i] == '-') != (i == 8 || i == 13 || i == 18 || i == 23))
      return FALSE;

  return TRUE;
}

/* With dashes and in lower case; NULL where it is no RFC 4122 uuid. */
char *
sk_normal_id (const char *text)
{
  gsize length = strlen (text);
  g_autoptr(GString) id = g_string_new (NULL);

  if (length != 32 && (length != 36 || !is_dashed (text)))
    return NULL;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '-' && length == 36)
        continue;
      if (!g_ascii_isxdigit (*p))
        return NULL;
      if (id->len == 8 || id->len == 13 || id->len == 18 || id->len == 23)
        g_string_append_c (id, '-');
      g_string_append_c (id, g_ascii_tolower (*p));
    }

  if (strcmp (id->str, "00000000-0000-0000-0000-000000000000") != 0 &&
      (id->str[14] < '1' || id->str[14] > '8' || strchr ("89ab", id->str[19]) == NULL))
    return NULL;

  return g_strdup (id->str);
}

char *
sk_check_id (const char  *where,
             const char  *text,
             GError     **error)
{
  char *id = sk_normal_id (text);

  if (id == NULL)
    {
      g_autoptr(JsonNode) was = sk_text_node (text);

      sk_refuse_value (error, where, "a valid uuid", was);
    }

  return id;
}

/* As JavaScript's encodeURIComponent() does. */
char *
sk_encode_id (const char *property_id)
{
  GString *encoded = g_string_new (NULL);

  for (const char *p = property_id; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || strchr ("-_.!~*'()", *p) != NULL)
      g_string_append_c (encoded, *p);
    else
      g_string_append_printf (encoded, "%%%02X", (guint) (guchar) *p);

  return g_string_free (encoded, FALSE);
}

char *
sk_bare_id (const char *id)
{
  g_auto(GStrv) parts = g_strsplit (id, "-", -1);

  return g_strjoinv ("", parts);
}
