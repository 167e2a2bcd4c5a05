/* sk-json-reader.c — values out of a JSON tree, or an error that names the place
 *
 * For our own formats, where a key we do not know is a typo that would plan
 * the wrong week, unless a program wrote it.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-json-reader.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sk-error.h"
#include "sk-time-codec.h"

/**
 * sk_json_fail:
 * @error: return location
 * @place: where it stands; empty for the whole text
 * @format: what is wrong with it, and what would be right
 * @...: for @format
 *
 * Returns: %FALSE
 */
gboolean
sk_json_fail (GError     **error,
              const char  *place,
              const char  *format,
              ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *problem = g_strdup_vprintf (format, args);
  va_end (args);

  if (*place != '\0')
    g_set_error (error, SK_ERROR, SK_ERROR_MALFORMED, "%s: %s", place, problem);
  else
    g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED, problem);

  return FALSE;
}

static const SkJsonField *
find_field (const SkJsonField *fields,
            gsize              n_fields,
            const char        *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, key) == 0)
      return &fields[i];

  return NULL;
}

static gboolean
fail_unknown_key (const SkJsonField  *fields,
                  gsize               n_fields,
                  const char         *place,
                  GError            **error)
{
  g_autoptr(GString) known = g_string_new (NULL);

  for (gsize i = 0; i < n_fields; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", fields[i].key);

  /* Translators: %s is a list of keys of a file format */
  return sk_json_fail (error, place, _("unknown key; known here are %s"), known->str);
}

static char *
dup_place_of (const char *place,
              const char *key)
{
  return *place != '\0' ? g_strdup_printf ("%s.%s", place, key) : g_strdup (key);
}

static gboolean
read_member (const SkJsonField  *field,
             JsonNode           *node,
             const char         *place,
             gpointer            into,
             GError            **error)
{
  if (JSON_NODE_HOLDS_NULL (node) && field->required)
    return sk_json_fail (error, place, _("may not be null"));
  if (JSON_NODE_HOLDS_NULL (node) || field->read == NULL)
    return TRUE;

  return field->read (node, place, G_STRUCT_MEMBER_P (into, field->offset), error);
}

static gboolean
has_required (JsonObject         *object,
              const char         *place,
              const SkJsonField  *fields,
              gsize               n_fields,
              GError            **error)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].required && !json_object_has_member (object, fields[i].key))
      {
        g_autofree char *missing = dup_place_of (place, fields[i].key);
        return sk_json_fail (error, missing, _("is missing"));
      }

  return TRUE;
}

static gboolean
read_members (JsonNode           *node,
              const char         *place,
              const SkJsonField  *fields,
              gsize               n_fields,
              gboolean            all_known,
              gpointer            into,
              GError            **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return sk_json_fail (error, place, _("must be an object in braces"));

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, &member))
    {
      const SkJsonField *field = find_field (fields, n_fields, key);
      g_autofree char *inner = dup_place_of (place, key);

      if (field == NULL && all_known)
        return fail_unknown_key (fields, n_fields, inner, error);
      if (field != NULL && !read_member (field, member, inner, into, error))
        return FALSE;
    }

  return has_required (json_node_get_object (node), place, fields, n_fields, error);
}

/**
 * sk_json_read_object:
 * @node: a value
 * @place: where it stands
 * @fields: (array length=n_fields): the keys it may have
 * @n_fields: how many there are
 * @into: the struct to fill in
 * @error: %SK_ERROR_MALFORMED
 *
 * A member that is null counts as left out.
 *
 * Returns: whether all of it is understood
 */
gboolean
sk_json_read_object (JsonNode           *node,
                     const char         *place,
                     const SkJsonField  *fields,
                     gsize               n_fields,
                     gpointer            into,
                     GError            **error)
{
  return read_members (node, place, fields, n_fields, TRUE, into, error);
}

/**
 * sk_json_read_known:
 * @node: a value
 * @place: where it stands
 * @fields: (array length=n_fields): the keys that are looked at
 * @n_fields: how many there are
 * @into: the struct to fill in
 * @error: %SK_ERROR_MALFORMED
 *
 * As sk_json_read_object(), for what another version of this program may have
 * written: a key that is not known is passed over.
 *
 * Returns: whether what is looked at is understood
 */
gboolean
sk_json_read_known (JsonNode           *node,
                    const char         *place,
                    const SkJsonField  *fields,
                    gsize               n_fields,
                    gpointer            into,
                    GError            **error)
{
  return read_members (node, place, fields, n_fields, FALSE, into, error);
}

/**
 * sk_json_read_array:
 * @node: a value
 * @place: where it stands
 * @read: reads one element
 * @into: what to fill in; for @read
 * @error: %SK_ERROR_MALFORMED
 *
 * Returns: whether all of it is understood
 */
gboolean
sk_json_read_array (JsonNode    *node,
                    const char  *place,
                    SkJsonRead   read,
                    gpointer     into,
                    GError     **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return sk_json_fail (error, place, _("must be a list in brackets"));

  JsonArray *array = json_node_get_array (node);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *inner = g_strdup_printf ("%s[%u]", place, i);

      if (JSON_NODE_HOLDS_NULL (element))
        return sk_json_fail (error, inner, _("may not be null"));
      if (!read (element, inner, into, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
sk_json_read_string (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return sk_json_fail (error, place, _("must be a text in quotes"));

  *(const char **) into = json_node_get_string (node);
  return TRUE;
}

gboolean
sk_json_read_boolean (JsonNode    *node,
                      const char  *place,
                      gpointer     into,
                      GError     **error)
{
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return sk_json_fail (error, place, _("must be true or false"));

  *(gboolean *) into = json_node_get_boolean (node);
  return TRUE;
}

gboolean
sk_json_read_number (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  GType type = json_node_get_value_type (node);

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return sk_json_fail (error, place, _("must be a number"));

  *(double *) into = json_node_get_double (node);
  return TRUE;
}

/**
 * sk_json_read_integer:
 * @node: a value
 * @place: where it stands
 * @least: the smallest that is allowed
 * @most: the largest that is allowed
 * @value: (out): the number
 * @error: %SK_ERROR_MALFORMED
 *
 * Returns: whether it is a whole number in that range
 */
gboolean
sk_json_read_integer (JsonNode    *node,
                      const char  *place,
                      int          least,
                      int          most,
                      int         *value,
                      GError     **error)
{
  double number = 0;

  if (!sk_json_read_number (node, place, &number, error))
    return FALSE;
  if (number < least || number > most || floor (number) < number)
    return sk_json_fail (error, place, _("must be a whole number from %1$d to %2$d"), least, most);

  *value = (int) number;
  return TRUE;
}

gboolean
sk_json_read_count (JsonNode    *node,
                    const char  *place,
                    gpointer     into,
                    GError     **error)
{
  int count = 0;

  if (!sk_json_read_integer (node, place, 0, G_MAXINT, &count, error))
    return FALSE;

  *(guint *) into = (guint) count;
  return TRUE;
}

gboolean
sk_json_read_when (JsonNode    *node,
                   const char  *place,
                   gpointer     into,
                   GError     **error)
{
  const char *text = NULL;

  if (!sk_json_read_string (node, place, &text, error))
    return FALSE;
  if (!sk_when_parse (text, into))
    return sk_json_fail (error, place,
                         _("must be a date such as 2026-11-25, or a time with its offset such as "
                           "2026-11-25T09:00:00+01:00"));

  return TRUE;
}

gboolean
sk_json_read_day (JsonNode    *node,
                  const char  *place,
                  gpointer     into,
                  GError     **error)
{
  SkWhen when = { 0 };

  if (!sk_json_read_when (node, place, &when, error))
    return FALSE;
  if (when.kind != SK_WHEN_DAY)
    return sk_json_fail (error, place, _("must be a date such as 2026-11-25"));

  *(gint64 *) into = when.value;
  return TRUE;
}

gboolean
sk_json_read_instant (JsonNode    *node,
                      const char  *place,
                      gpointer     into,
                      GError     **error)
{
  SkWhen when = { 0 };

  if (!sk_json_read_when (node, place, &when, error))
    return FALSE;
  if (when.kind != SK_WHEN_INSTANT)
    return sk_json_fail (error, place, _("must be a time with its offset such as "
                                         "2026-11-25T09:00:00+01:00"));

  *(gint64 *) into = when.value;
  return TRUE;
}

/**
 * sk_json_read_format:
 * @node: a value
 * @place: where it stands
 * @format: the name and number of the only format that is understood
 * @error: %SK_ERROR_MALFORMED
 *
 * Returns: whether it is that format
 */
gboolean
sk_json_read_format (JsonNode    *node,
                     const char  *place,
                     const char  *format,
                     GError     **error)
{
  const char *text = NULL;

  if (!sk_json_read_string (node, place, &text, error))
    return FALSE;
  if (strcmp (text, format) != 0)
    return sk_json_fail (error, place, _("must be “%s”"), format);

  return TRUE;
}

/**
 * sk_json_read_code:
 * @node: a value
 * @place: where it stands
 * @codes: (array length=n_codes): the words it may be
 * @n_codes: how many there are
 * @value: (out): which of them it is
 * @error: %SK_ERROR_MALFORMED
 *
 * Returns: whether it is one of them
 */
gboolean
sk_json_read_code (JsonNode           *node,
                   const char         *place,
                   const char *const  *codes,
                   guint               n_codes,
                   guint              *value,
                   GError            **error)
{
  g_autoptr(GString) known = g_string_new (NULL);
  const char *text = NULL;

  if (!sk_json_read_string (node, place, &text, error))
    return FALSE;

  for (guint i = 0; i < n_codes; i++)
    {
      /* what stands for "none" is null in JSON, not a word */
      if (*codes[i] == '\0')
        continue;
      if (strcmp (codes[i], text) == 0)
        {
          *value = i;
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", codes[i]);
    }

  /* Translators: %s is a list of words of a file format */
  return sk_json_fail (error, place, _("must be one of %s"), known->str);
}
