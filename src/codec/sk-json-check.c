/* sk-json-check.c — is it JSON, and JSON that json-glib reads as it was meant?
 *
 * The grammar of RFC 8259, no more and no less, with a limit to the nesting
 * and to the size of numbers.  An error names the place as people see it: the
 * path of keys where there is one, the line and the column.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-json-check.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "sk-error.h"

typedef struct
{
  const char  *begin;
  const char  *at;
  const char  *end;
  GString     *place;           /* the path of keys: "tasks[3].due" */
  GString     *normal;          /* (nullable): the text with long integers made readable */
  const char  *copied;          /* up to where @normal has it */
  gboolean     unique_keys;
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

  /* Translators: %1$s is nothing, or a path of keys; %2$s a colon behind it; %3$u is a line,
   * %4$u a column, %5$s what is wrong there. */
  g_set_error (check->error, SK_ERROR, SK_ERROR_MALFORMED,
               _("%1$s%2$sline %3$u, column %4$u: %5$s"),
               check->place->str, check->place->len > 0 ? ": " : "", line, column, problem);
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
               const char *text)
{
  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL))
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
    make_readable (check, text);

  return TRUE;
}

/* The key between @first and here as it is meant: without its quotes, and
 * with its escapes undone, for "r\u0061nk" is "rank". */
static char *
dup_key (Check      *check,
         const char *first)
{
  g_autofree char *text = g_strndup (first, (gsize) (check->at - first));
  g_autoptr(JsonNode) node = NULL;

  if (strchr (text, '\\') == NULL)
    return g_strndup (first + 1, (gsize) (check->at - first) - 2);

  node = json_from_string (text, NULL);

  return node != NULL ? json_node_dup_string (node) : g_strdup (text);
}

static gboolean
check_key (Check      *check,
           GHashTable *seen)
{
  const char *first = check->at;

  if (!check_string (check))
    return FALSE;

  char *key = dup_key (check, first);

  g_string_append_printf (check->place, "%s%s", check->place->len > 0 ? "." : "", key);
  if (g_hash_table_add (seen, key) || !check->unique_keys)
    return TRUE;

  check->at = first;
  return fail (check, _("this key appears twice"));
}

static gboolean
check_members (Check *check,
               guint  depth)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize outer = check->place->len;

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
      g_string_truncate (check->place, outer);
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
  gsize outer = check->place->len;
  guint i = 0;

  check->at++;
  skip_space (check);
  if (take (check, ']'))
    return TRUE;

  do
    {
      g_string_append_printf (check->place, "[%u]", i++);
      if (!check_value (check, depth))
        return FALSE;
      g_string_truncate (check->place, outer);
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
 * sk_json_check:
 * @text: a text
 * @length: its length in bytes
 * @unique_keys: whether a key that appears twice in an object is an error
 * @normal: (out) (transfer full) (nullable): the text for json-glib to read,
 *   where that is another: integers it would wrap around are written so that
 *   it reads them as doubles
 * @error: %SK_ERROR_MALFORMED, naming the place
 *
 * Returns: whether it is JSON, no deeper than %SK_JSON_MAX_DEPTH, with finite
 *   numbers only
 */
gboolean
sk_json_check (const char  *text,
               gsize        length,
               gboolean     unique_keys,
               char       **normal,
               GError     **error)
{
  g_autoptr(GString) place = g_string_new (NULL);
  Check check = {
    .begin = text,
    .at = text,
    .end = text + length,
    .place = place,
    .copied = text,
    .unique_keys = unique_keys,
    .error = error,
  };
  gboolean passed = check_text (&check);

  *normal = NULL;
  if (check.normal == NULL)
    return passed;

  g_string_append_len (check.normal, check.copied, check.end - check.copied);
  *normal = g_string_free (check.normal, FALSE);
  if (!passed)
    g_clear_pointer (normal, g_free);

  return passed;
}
