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

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sk-error.h"

typedef struct
{
  const char  *begin;
  const char  *at;
  const char  *end;
  GString     *normal;          /* (nullable): the text with long integers made readable */
  const char  *copied;          /* up to where @normal has it */
  SkJsonFlags  flags;
  GError     **error;
} Check;

static gboolean check_value (Check *check,
                             guint  depth);

static gboolean
fail (Check      *check,
      const char *problem)
{
  guint line = 1;
  guint column = 1;

  for (const char *p = check->begin; p < check->at && p < check->end; p++)
    {
      column = *p == '\n' ? 1 : column + (((guchar) *p & 0xc0) != 0x80);
      line += *p == '\n';
    }

  /* Translators: %1$u is a line, %2$u a column, %3$s what is wrong there. */
  g_set_error (check->error, SK_ERROR, SK_ERROR_MALFORMED, _("line %1$u, column %2$u: %3$s"),
               line, column, problem);
  return FALSE;
}

static void
skip_space (Check *check)
{
  while (check->at < check->end &&
         (*check->at == ' ' || *check->at == '\t' || *check->at == '\n' || *check->at == '\r'))
    check->at++;
}

static gboolean
take (Check *check,
      char   c)
{
  if (check->at >= check->end || *check->at != c)
    return FALSE;

  check->at++;
  return TRUE;
}

static gboolean
check_word (Check      *check,
            const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (check->end - check->at) < length || memcmp (check->at, word, length) != 0)
    return fail (check, _("this is not JSON"));

  check->at += length;
  return TRUE;
}

static gboolean
take_hex (Check  *check,
          guint  *unit)
{
  *unit = 0;

  for (int i = 0; i < 4; i++, check->at++)
    {
      if (check->at >= check->end || !g_ascii_isxdigit (*check->at))
        return FALSE;
      *unit = *unit * 16 + (guint) g_ascii_xdigit_value (*check->at);
    }

  return TRUE;
}

/* A half of a surrogate pair has no UTF-8 form, and NUL would end a string early. */
static gboolean
check_unicode_escape (Check *check)
{
  guint first;
  guint second;

  if (!take_hex (check, &first))
    return fail (check, _("\\u needs four hexadecimal digits"));
  if (first == 0)
    return fail (check, _("a text cannot hold the character \\u0000"));
  if (first < 0xd800 || first > 0xdfff)
    return TRUE;
  if (first > 0xdbff || !take (check, '\\') || !take (check, 'u') || !take_hex (check, &second) ||
      second < 0xdc00 || second > 0xdfff)
    return fail (check, _("half of a surrogate pair"));

  return TRUE;
}

static gboolean
check_escape (Check *check)
{
  if (check->at >= check->end)
    return fail (check, _("the text ends in the middle"));
  if (*check->at == 'u')
    {
      check->at++;
      return check_unicode_escape (check);
    }
  if (strchr ("\"\\/bfnrt", *check->at) == NULL)
    return fail (check, _("no such escape"));

  check->at++;
  return TRUE;
}

static gboolean
check_string (Check *check)
{
  if (!take (check, '"'))
    return fail (check, _("a text in double quotes is expected"));

  while (check->at < check->end)
    {
      guchar c = (guchar) *check->at;

      if (c < 0x20)
        return fail (check, _("a control character inside a text"));

      check->at++;
      if (c == '"')
        return TRUE;
      if (c == '\\' && !check_escape (check))
        return FALSE;
    }

  return fail (check, _("the text ends in the middle"));
}

static gboolean
skip_digits (Check *check)
{
  const char *first = check->at;

  while (check->at < check->end && g_ascii_isdigit (*check->at))
    check->at++;

  return check->at > first;
}

/* JavaScript writes integers up to 1e21 in full; json-glib would wrap them
 * around.  With an exponent it reads them as the doubles they are. */
static void
make_readable (Check      *check,
               const char *first)
{
  if (check->at - first <= 18)
    return;

  if (check->normal == NULL)
    check->normal = g_string_new (NULL);
  g_string_append_len (check->normal, check->copied, check->at - check->copied);
  g_string_append (check->normal, "e0");
  check->copied = check->at;
}

static gboolean
check_number (Check *check)
{
  const char *first = check->at;
  gboolean whole = TRUE;

  take (check, '-');
  if (!take (check, '0') && !skip_digits (check))
    return fail (check, _("this is not JSON"));
  if (take (check, '.'))
    {
      whole = FALSE;
      if (!skip_digits (check))
        return fail (check, _("a number needs a digit after its point"));
    }
  if (take (check, 'e') || take (check, 'E'))
    {
      whole = FALSE;
      if (!take (check, '+'))
        take (check, '-');
      if (!skip_digits (check))
        return fail (check, _("a number needs a digit in its exponent"));
    }

  g_autofree char *text = g_strndup (first, (gsize) (check->at - first));

  if (!isfinite (g_ascii_strtod (text, NULL)))
    {
      check->at = first;
      return fail (check, _("a number that is not finite"));
    }
  if (whole)
    make_readable (check, first);

  return TRUE;
}

static gboolean
check_key (Check      *check,
           GHashTable *seen)
{
  const char *first = check->at;

  if (!check_string (check))
    return FALSE;
  if (seen == NULL)
    return TRUE;

  char *key = g_strndup (first + 1, (gsize) (check->at - first) - 2);

  if (g_hash_table_add (seen, key))
    return TRUE;

  /* Translators: %s is a key of a JSON object. */
  g_autofree char *problem = g_strdup_printf (_("the key “%s” appears twice"), key);

  check->at = first;
  return fail (check, problem);
}

static gboolean
check_members (Check *check,
               guint  depth)
{
  g_autoptr(GHashTable) seen = NULL;

  if (check->flags == SK_JSON_OURS)
    seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  do
    {
      skip_space (check);
      if (!check_key (check, seen))
        return FALSE;
      skip_space (check);
      if (!take (check, ':'))
        return fail (check, _("a colon is expected"));
      if (!check_value (check, depth))
        return FALSE;
    }
  while (take (check, ','));

  return take (check, '}') || fail (check, _("a comma or a closing brace is expected"));
}

static gboolean
check_object (Check *check,
              guint  depth)
{
  check->at++;
  skip_space (check);

  return take (check, '}') || check_members (check, depth);
}

static gboolean
check_array (Check *check,
             guint  depth)
{
  check->at++;
  skip_space (check);
  if (take (check, ']'))
    return TRUE;

  do
    {
      if (!check_value (check, depth))
        return FALSE;
    }
  while (take (check, ','));

  return take (check, ']') || fail (check, _("a comma or a closing bracket is expected"));
}

static gboolean
check_bare_value (Check *check,
                  guint  depth)
{
  skip_space (check);
  if (check->at >= check->end)
    return fail (check, _("the text ends in the middle"));

  switch (*check->at)
    {
    case '{':
    case '[':
      if (depth >= SK_JSON_MAX_DEPTH)
        return fail (check, _("the nesting is too deep"));
      return *check->at == '{' ? check_object (check, depth + 1) : check_array (check, depth + 1);

    case '"':
      return check_string (check);

    case 't':
      return check_word (check, "true");

    case 'f':
      return check_word (check, "false");

    case 'n':
      return check_word (check, "null");

    default:
      return check_number (check);
    }
}

static gboolean
check_value (Check *check,
             guint  depth)
{
  if (!check_bare_value (check, depth))
    return FALSE;

  skip_space (check);
  return TRUE;
}

/* Whether it is JSON, no deeper than we allow, with finite numbers only. */
static gboolean
check_text (Check *check)
{
  const char *invalid;

  if (!g_utf8_validate_len (check->begin, (gsize) (check->end - check->begin), &invalid))
    {
      check->at = invalid;
      return fail (check, _("this is not UTF-8"));
    }
  if (!check_value (check, 0))
    return FALSE;

  return check->at == check->end || fail (check, _("something follows after the end"));
}

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
  Check check = { text, text, text + length, NULL, text, flags, error };

  if (!check_text (&check))
    {
      if (check.normal != NULL)
        g_string_free (check.normal, TRUE);
      return NULL;
    }

  if (check.normal != NULL)
    g_string_append_len (check.normal, check.copied, check.end - check.copied);

  g_autofree char *normal = check.normal != NULL ? g_string_free (check.normal, FALSE) : NULL;

  if (!json_parser_load_from_data (parser, normal != NULL ? normal : text,
                                   normal != NULL ? -1 : (gssize) length, &parse_error))
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED, parse_error->message);
      return NULL;
    }

  return json_parser_steal_root (parser);
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

  return g_strdup (text);
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
