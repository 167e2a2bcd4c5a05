/* sk-json.c — JSON in and out, without json-glib's traps
 *
 * json-glib 1.6 crashes on deep nesting, accepts single quotes and comments,
 * reads 1e400 as infinity, wraps integers beyond 64 bits and writes 95.6 as
 * 95.599999999999994.  So a text is checked against RFC 8259 before it is
 * parsed, and numbers are written by us.  What lies between is json-glib's.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-json.h"

#include <math.h>

#include "sk-error.h"
#include "sk-json-check.h"

/**
 * sk_json_parse:
 * @text: a JSON text in UTF-8; a byte order mark is skipped
 * @length: its length in bytes
 * @flags: whose it is
 * @error: %SK_ERROR_MALFORMED, naming line and column
 *
 * Returns: (transfer full) (nullable): what it says
 */
JsonNode *
sk_json_parse (const char   *text,
               gsize         length,
               SkJsonFlags   flags,
               GError      **error)
{
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }

  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) parse_error = NULL;
  g_autofree char *normal = NULL;

  if (!sk_json_check (text, length, flags == SK_JSON_OURS, &normal, error))
    return NULL;

  if (!json_parser_load_from_data (parser, normal != NULL ? normal : text,
                                   normal != NULL ? -1 : (gssize) length, &parse_error))
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED, parse_error->message);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

/* "1e+07" and "1e-07" are "1e7" and "1e-7". */
static char *
shorten_exponent (char *text)
{
  char *exponent = strchr (text, 'e');
  char *digits;

  if (exponent == NULL)
    return text;

  digits = exponent + 1 + (exponent[1] == '+' || exponent[1] == '-');
  while (*digits == '0')
    digits++;
  exponent += 1 + (exponent[1] == '-');
  memmove (exponent, digits, strlen (digits) + 1);

  return text;
}

/* As JavaScript does: whole numbers in full as long as a reader can take them in. */
#define LONGEST_WHOLE 1e21

/**
 * sk_json_dup_number:
 * @number: a finite number
 *
 * Returns: (transfer full): as few digits as read back as @number
 */
char *
sk_json_dup_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (floor (number) == number && fabs (number) < LONGEST_WHOLE)
    return g_strdup_printf ("%.0f", number + 0.0);

  for (int digits = 1; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, number);
      if (memcmp (&(double) { g_ascii_strtod (text, NULL) }, &number, sizeof number) == 0)
        break;
    }

  return g_strdup (shorten_exponent (text));
}

static void
print_string (GString    *out,
              const char *text)
{
  g_string_append_c (out, '"');

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (out, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (out, "\\n");
      else if (*p == '\r')
        g_string_append (out, "\\r");
      else if (*p == '\t')
        g_string_append (out, "\\t");
      else if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (out, *p);
    }

  g_string_append_c (out, '"');
}

static void
print_value (GString  *out,
             JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    {
      print_string (out, json_node_get_string (node));
    }
  else if (type == G_TYPE_BOOLEAN)
    {
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
    }
  else if (type == G_TYPE_DOUBLE)
    {
      g_autofree char *number = sk_json_dup_number (json_node_get_double (node));
      g_string_append (out, number);
    }
  else
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
    }
}

static gboolean
is_flat (JsonNode *node)
{
  return !JSON_NODE_HOLDS_OBJECT (node) && !JSON_NODE_HOLDS_ARRAY (node);
}

/* Short things stay on one line: an object or array of plain values. */
static gboolean
fits_a_line (JsonNode *node)
{
  g_autoptr(GList) values = NULL;

  if (is_flat (node))
    return TRUE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      if (json_object_get_size (json_node_get_object (node)) > 4)
        return FALSE;
      values = json_object_get_values (json_node_get_object (node));
    }
  else
    {
      values = json_array_get_elements (json_node_get_array (node));
    }

  for (GList *l = values; l != NULL; l = l->next)
    if (!is_flat (l->data))
      return FALSE;

  return TRUE;
}

static void
print_break (GString  *out,
             int       indent,
             gboolean  first)
{
  if (!first)
    g_string_append_c (out, ',');
  if (indent >= 0)
    g_string_append_printf (out, "\n%*s", indent, "");
  else if (!first)
    g_string_append_c (out, ' ');
}

static void print_node (GString  *out,
                        JsonNode *node,
                        int       indent);

static void
print_object (GString    *out,
              JsonObject *object,
              int         indent)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      print_break (out, indent, first);
      print_string (out, name);
      g_string_append (out, ": ");
      print_node (out, member, indent);
      first = FALSE;
    }
  if (indent >= 0 && !first)
    g_string_append_printf (out, "\n%*s", indent - 2, "");
  g_string_append_c (out, '}');
}

static void
print_array (GString   *out,
             JsonArray *array,
             int        indent)
{
  guint n = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      print_break (out, indent, i == 0);
      print_node (out, json_array_get_element (array, i), indent);
    }
  if (indent >= 0 && n > 0)
    g_string_append_printf (out, "\n%*s", indent - 2, "");
  g_string_append_c (out, ']');
}

/* A negative @indent: all on one line. */
static void
print_node (GString  *out,
            JsonNode *node,
            int       indent)
{
  int inner = indent < 0 || fits_a_line (node) ? -1 : indent + 2;

  if (JSON_NODE_HOLDS_OBJECT (node))
    print_object (out, json_node_get_object (node), inner);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    print_array (out, json_node_get_array (node), inner);
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (out, "null");
  else
    print_value (out, node);
}

/**
 * sk_json_add_text:
 * @builder: an object in the making
 * @key: a key
 * @text: (nullable): its value; %NULL: null
 */
void
sk_json_add_text (JsonBuilder *builder,
                  const char  *key,
                  const char  *text)
{
  json_builder_set_member_name (builder, key);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

/**
 * sk_json_add_flag:
 * @builder: an object in the making
 * @key: a key
 * @flag: its value
 */
void
sk_json_add_flag (JsonBuilder *builder,
                  const char  *key,
                  gboolean     flag)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, flag);
}

/**
 * sk_json_append:
 * @out: a text
 * @node: what to add
 * @indent: how far the line is indented that it begins on
 *
 * Adds @node, with breaks where it is too much for a line.
 */
void
sk_json_append (GString  *out,
                JsonNode *node,
                int       indent)
{
  print_node (out, node, indent);
}

/**
 * sk_json_print:
 * @node: what to say
 * @pretty: whether to break lines and indent
 *
 * Returns: (transfer full): JSON, numbers in the shortest form that reads
 *   back the same, members in the order in which they were added
 */
char *
sk_json_print (JsonNode *node,
               gboolean  pretty)
{
  GString *out = g_string_new (NULL);

  print_node (out, node, pretty ? 0 : -1);

  return g_string_free (out, FALSE);
}
