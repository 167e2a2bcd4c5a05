/* test-json.c — what is JSON to us, and how we write it
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-json.h"

#include <math.h>
#include <string.h>

#define SEED 20261123
#define MANY_DOUBLES 100000
#define DOUBLES_AT_ONCE 1000
#define MANY_MUTATIONS 20000

/* A bit of everything, in the layout of people. */
static const char sample[] =
  "{\n"
  "  \"format\": \"slotkeeper-tasks/1\", \"timezone\": \"Europe/Berlin\",\n"
  "  \"hours\": {\"mon\": [\"09:00-12:30\", \"13:30-17:00\"], \"sat\": []},\r\n"
  "\t\"rules\": {\"stability\": \"steady\", \"due_dates\": true, \"fill_today\": false},\n"
  "  \"busy\": [{\"start\": \"2026-11-24T10:00:00+01:00\", \"title\": \"Übung – “heute”\"}],\n"
  "  \"tasks\": [\n"
  "    {\"id\": \"fix-bug\", \"rank\": 95.6, \"due\": null, \"duration_hours\": 1.5e0,\n"
  "     \"title\": \"a \\\"b\\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00e9 \\ud83d\\ude00 {[,:]}\"},\n"
  "    {\"id\": \"\", \"rank\": -0.25E-2, \"n\": [0, -1, 9007199254740993, 12345678901234567890]}\n"
  "  ], \"empty\": {}, \"none\": [[], [{}]]\n"
  "}";

/* Parses a copy that ends where it ends, so that a reader who goes on is seen. */
static JsonNode *
parse (const char   *text,
       gsize         length,
       SkJsonFlags   flags,
       GError      **error)
{
  g_autofree char *copy = g_malloc (MAX (length, 1));

  memcpy (copy, text, length);

  return sk_json_parse (copy, length, flags, error);
}

static JsonNode *
parse_well (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = parse (text, strlen (text), SK_JSON_OURS, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);

  return node;
}

/* Whether @message names the place: after the path of keys, if there is one. */
static gboolean
names_place (const char *message,
             const char *place)
{
  const char *at = strstr (message, place);

  return at != NULL && (at == message || (at > message + 2 && memcmp (at - 2, ": ", 2) == 0));
}

static void
assert_refused (const char  *text,
                gsize        length,
                SkJsonFlags  flags,
                guint        line,
                guint        column)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = parse (text, length, flags, &error);
  g_autofree char *place = g_strdup_printf ("line %u, column %u: ", line, column);

  g_assert_null (node);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  if (!names_place (error->message, place))
    g_assert_cmpstr (error->message, ==, place);
  g_assert_false (g_str_has_suffix (error->message, place));
}

/* --- what is refused --- */

typedef struct
{
  const char *name;
  const char *text;
  guint       line;
  guint       column;
  gsize       length;           /* 0: up to the NUL */
  gboolean    is_tolerated;     /* from strangers */
} Refused;

static const Refused refused[] = {
  { "nothing", "", 1, 1 },
  { "only-space", " \n\t\r\n ", 3, 2 },
  { "only-a-byte-order-mark", "\xef\xbb\xbf", 1, 1 },
  { "two-byte-order-marks", "\xef\xbb\xbf\xef\xbb\xbf{}", 1, 1 },
  { "half-a-byte-order-mark", "\xef\xbb", 1, 1 },
  { "a-word", "nothing", 1, 1 },
  { "a-word-cut", "nul", 1, 1 },
  { "a-word-in-capitals", "[True]", 1, 2 },
  { "a-word-that-goes-on", "[nullable]", 1, 6 },
  { "undefined", "{\"a\": undefined}", 1, 7 },
  { "single-quotes", "['a']", 1, 2 },
  { "a-key-in-single-quotes", "{'a': 1}", 1, 2 },
  { "a-key-without-quotes", "{a: 1}", 1, 2 },
  { "a-key-that-is-a-number", "{1: 1}", 1, 2 },
  { "a-line-comment", "[1] // one", 1, 5 },
  { "a-comment-inside", "[/* none */]", 1, 2 },
  { "a-hash-comment", "# tasks\n{}", 1, 1 },
  { "a-comma-at-the-end-of-a-list", "[1,]", 1, 4 },
  { "a-comma-at-the-end-of-an-object", "{\"a\": 1,}", 1, 9 },
  { "a-comma-alone", "[,]", 1, 2 },
  { "two-commas", "[1,,2]", 1, 4 },
  { "no-comma", "[1 2]", 1, 4 },
  { "no-comma-on-the-line-before", "{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3 },
  { "no-colon", "{\"a\" 1}", 1, 6 },
  { "an-equals-sign", "{\"a\"=1}", 1, 5 },
  { "a-colon-in-a-list", "[\"a\": 1]", 1, 5 },
  { "no-value", "{\"a\":}", 1, 6 },
  { "no-value-before-a-comma", "{\"a\":,\"b\":1}", 1, 6 },
  { "only-a-key", "{\"a\"}", 1, 5 },
  { "the-wrong-bracket", "[1}", 1, 3 },
  { "the-wrong-brace", "{\"a\": 1]", 1, 8 },
  { "a-bracket-too-many", "[1]]", 1, 4 },
  { "two-texts", "{} {}", 1, 4 },
  { "a-word-after-the-end", "{}\nend", 2, 1 },
  { "a-comma-after-the-end", "[],", 1, 3 },
  { "a-nul-after-the-end", "[]\0", 1, 3, 3 },
  { "a-nul-inside", "[\0]", 1, 2, 3 },
  { "a-nul-in-a-string", "[\"a\0b\"]", 1, 4, 7 },
  { "a-nul-after-a-backslash", "[\"\\\0\"]", 1, 4, 6 },

  { "a-number-above-all", "1e400", 1, 1 },
  { "a-number-below-all", "[0, -1e999]", 1, 5 },
  { "a-number-above-all-with-a-point", "{\"rank\": 1.8E+308}", 1, 10 },
  { "not-a-number", "[NaN]", 1, 2 },
  { "infinity", "[Infinity]", 1, 2 },
  { "minus-infinity", "[-Infinity]", 1, 3 },
  { "inf", "[inf.0]", 1, 2 },
  { "a-zero-before-digits", "[012]", 1, 3 },
  { "a-zero-before-digits-and-a-minus", "[-01]", 1, 4 },
  { "two-zeros", "[00]", 1, 3 },
  { "a-plus", "[+1]", 1, 2 },
  { "a-point-first", "[.5]", 1, 2 },
  { "a-point-last", "[5.]", 1, 4 },
  { "a-point-before-an-exponent", "[5.e1]", 1, 4 },
  { "two-points", "[1.2.3]", 1, 5 },
  { "an-exponent-without-digits", "[1e]", 1, 4 },
  { "an-exponent-with-a-sign-only", "[1e+]", 1, 5 },
  { "an-exponent-with-a-point", "[1e1.5]", 1, 5 },
  { "a-minus-alone", "[-]", 1, 3 },
  { "two-minuses", "[--1]", 1, 3 },
  { "hexadecimal", "[0x10]", 1, 3 },
  { "a-thousands-mark", "[1_000]", 1, 3 },
  { "a-decimal-comma", "{\"rank\": 95,6}", 1, 13 },

  { "no-such-escape", "[\"\\a\"]", 1, 4 },
  { "a-hexadecimal-escape", "[\"\\x41\"]", 1, 4 },
  { "an-escaped-quote", "[\"\\'\"]", 1, 4 },
  { "an-escaped-line-break", "[\"\\\n\"]", 1, 4 },
  { "the-character-0", "[\"\\u0000\"]", 1, 9 },
  { "the-character-0-in-a-key", "{\"a\\u0000\": 1}", 1, 10 },
  { "an-escape-with-three-digits", "[\"\\u12\"]", 1, 7 },
  { "an-escape-with-other-letters", "[\"\\u12g4\"]", 1, 7 },
  { "a-high-surrogate-alone", "[\"\\ud83d\"]", 1, 9 },
  { "a-high-surrogate-before-a-letter", "[\"\\ud83dx\"]", 1, 9 },
  { "a-high-surrogate-before-an-escape", "[\"\\ud83d\\n\"]", 1, 10 },
  { "two-high-surrogates", "[\"\\ud83d\\ud83d\"]", 1, 15 },
  { "a-low-surrogate-alone", "[\"\\ude00\"]", 1, 9 },
  { "a-high-surrogate-before-a-letter-escape", "[\"\\ud83d\\u0041\"]", 1, 15 },
  { "a-line-break-in-a-string", "[\"a\nb\"]", 1, 4 },
  { "a-tab-in-a-string", "[\"a\tb\"]", 1, 4 },
  { "a-control-character-in-a-string", "[\"\x1f\"]", 1, 3 },
  { "a-control-character-in-a-key", "{\"\x01\": 1}", 1, 3 },
  { "a-string-without-an-end", "[\"a]", 1, 5 },
  { "a-vertical-tab-as-space", "[\v1]", 1, 2 },
  { "a-no-break-space", "[\xc2\xa0\x31]", 1, 2 },
  { "columns-count-characters", "[\"äöü\", x]", 1, 9 },

  { "a-byte-that-is-not-utf-8", "[\"\xff\"]", 1, 3 },
  { "latin-1", "[\n\"\xfc" "ber\"]", 2, 2 },
  { "a-character-cut", "[\"\xc3\"]", 1, 3 },
  { "a-continuation-alone", "[\"\x80\"]", 1, 3 },
  { "an-overlong-form", "[\"\xc0\xaf\"]", 1, 3 },
  { "a-surrogate-in-utf-8", "[\"\xed\xa0\xbd\"]", 1, 3 },
  { "beyond-unicode", "[\"\xf4\x90\x80\x80\"]", 1, 3 },
  { "utf-16", "\xff\xfe[\0]\0", 1, 1, 6 },

  { "a-key-twice", "{\"a\": 1, \"a\": 2}", 1, 10, 0, TRUE },
  { "a-key-twice-far-apart", "{\"a\": 1,\n \"b\": {\"a\": 1},\n \"a\": 1}", 3, 2, 0, TRUE },
  { "a-key-twice-inside", "[{\"b\": {\"a\": 1, \"a\": 1}}]", 1, 17, 0, TRUE },
  { "a-key-twice-once-with-an-escape", "{\"a\": 1, \"\\u0061\": 2}", 1, 10, 0, TRUE },
  { "a-key-twice-with-two-escapes", "{\"\\n\": 1, \"\\u000A\": 2}", 1, 11, 0, TRUE },
};

static void
test_refused (gconstpointer data)
{
  const Refused *row = data;
  gsize length = row->length > 0 ? row->length : strlen (row->text);

  assert_refused (row->text, length, SK_JSON_OURS, row->line, row->column);
  if (!row->is_tolerated)
    assert_refused (row->text, length, SK_JSON_STRANGERS, row->line, row->column);
}

/* The path of keys comes first, as people would say it. */
static const struct
{
  const char *text;
  const char *message;          /* how it begins */
} paths[] = {
  { "nul", "line 1, column 1: " },
  { "[1, 1e400]", "[1]: line 1, column 5: " },
  { "{\"a\": x}", "a: line 1, column 7: " },
  { "{\"a\": 1, \"b\": [{}, {\"c\": .1}]}", "b[1].c: line 1, column 26: " },
  { "{\"a\": {\"b\": [[1, 2], [3, 4, '5']]}}", "a.b[1][2]: line 1, column 29: " },
  { "{\"tasks\": [{}, {}, {},\n {\"duration_hours\": 1e999}]}",
    "tasks[3].duration_hours: line 2, column 21: " },
  { "{\"tasks\": [{\"rank\": 1, \"r\\u0061nk\": 2}]}", "tasks[0].rank: line 1, column 24: " },
  { "{\"a\": [1, 2]} x", "line 1, column 15: " },
};

static void
test_paths (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      const char *text = paths[i].text;
      g_autoptr(JsonNode) node = parse (text, strlen (text), SK_JSON_OURS, &error);

      g_assert_null (node);
      g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
      if (!g_str_has_prefix (error->message, paths[i].message))
        g_assert_cmpstr (error->message, ==, paths[i].message);
    }
}

static void
test_strangers_may_repeat_keys (void)
{
  static const char text[] = "{\"a\": 1, \"b\": 3, \"a\": 2}";
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = parse (text, strlen (text), SK_JSON_STRANGERS, &error);

  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "a"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "b"), ==, 3);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (node)), ==, 2);
}

static void
test_same_key_in_two_objects (void)
{
  g_autoptr(JsonNode) node = parse_well ("[{\"a\": {\"a\": 1}}, {\"a\": 2}]");

  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 2);
}

/* No beginning of a text is a text. */
static void
test_truncated (void)
{
  g_autoptr(JsonNode) whole = parse_well (sample);

  g_assert_nonnull (whole);

  for (gsize length = 0; length < strlen (sample); length++)
    for (SkJsonFlags flags = SK_JSON_STRANGERS; flags <= SK_JSON_OURS; flags++)
      {
        g_autoptr(GError) error = NULL;
        g_autoptr(JsonNode) node = parse (sample, length, flags, &error);

        g_assert_null (node);
        g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
        g_assert_true (names_place (error->message, "line "));
      }
}

/* --- how deep --- */

static char *
dup_nested (guint       n,
            const char *open,
            const char *inner,
            const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, open);
  g_string_append (text, inner);
  for (guint i = 0; i < n; i++)
    g_string_append (text, close);

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  guint       n;
  const char *open;
  const char *inner;
  const char *close;
  guint       column;           /* of the one too many; 0: none is */
} Deep;

static const Deep deep[] = {
  { "64-lists", 64, "[", "", "]", 0 },
  { "64-objects", 64, "{\"a\":", "1", "}", 0 },
  { "32-lists-of-objects", 32, "[{\"a\":", "1", "}]", 0 },
  { "65-lists", 65, "[", "", "]", 65 },
  { "65-objects", 65, "{\"a\":", "1", "}", 64 * 5 + 1 },
  { "64-lists-and-an-object", 64, "[", "{}", "]", 65 },
  { "33-lists-of-objects", 33, "[{\"a\":", "1", "}]", 32 * 6 + 1 },
  { "100000-lists", 100000, "[", "", "]", 65 },
  { "100000-objects", 100000, "{\"a\":", "1", "}", 64 * 5 + 1 },
  { "100000-brackets-that-never-close", 100000, "[", "", "", 65 },
  { "100000-braces-that-never-close", 100000, "{\"a\":", "", "", 64 * 5 + 1 },
};

static void
test_deep (gconstpointer data)
{
  const Deep *row = data;
  g_autofree char *text = dup_nested (row->n, row->open, row->inner, row->close);

  if (row->column > 0)
    {
      assert_refused (text, strlen (text), SK_JSON_OURS, 1, row->column);
      assert_refused (text, strlen (text), SK_JSON_STRANGERS, 1, row->column);
      return;
    }

  g_autoptr(JsonNode) node = parse_well (text);
  g_autofree char *printed = sk_json_print (node, TRUE);
  g_autoptr(JsonNode) again = parse_well (printed);

  g_assert_true (json_node_equal (node, again));
}

/* Beside each other is not inside each other. */
static void
test_wide (void)
{
  g_autofree char *lists = dup_nested (50000, "[],", "[]", "");
  g_autofree char *text = g_strdup_printf ("[%s]", lists);
  g_autoptr(JsonNode) node = parse_well (text);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 50001);
}

/* --- what is accepted --- */

typedef struct
{
  const char *name;
  const char *text;
  const char *printed;
} Accepted;

static const Accepted accepted[] = {
  { "an-object", "{}", "{}" },
  { "a-list", "[]", "[]" },
  { "a-string", "\"a\"", "\"a\"" },
  { "a-number", "1", "1" },
  { "true", "true", "true" },
  { "null", "null", "null" },
  { "a-byte-order-mark", "\xef\xbb\xbf[1]", "[1]" },
  { "space-everywhere", "\r\n\t [ 1 , { \"a\" : 2 } ] \n", "[1, {\"a\": 2}]" },
  { "an-empty-key", "{\"\": 1}", "{\"\": 1}" },
  { "an-empty-string", "[\"\"]", "[\"\"]" },
  { "every-escape", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\"]" },
  { "escapes-of-letters", "[\"\\u0041\\u00e9\\u20AC\"]", "[\"Aé€\"]" },
  { "a-pair-of-surrogates", "[\"\\ud83d\\uDE00\"]", "[\"😀\"]" },
  { "the-last-character", "[\"\\udbff\\udffd\"]", "[\"\xf4\x8f\xbf\xbd\"]" },
  { "the-characters-beside-the-surrogates", "[\"\\ud7ff\\ue000\"]",
    "[\"\xed\x9f\xbf\xee\x80\x80\"]" },
  { "an-escape-in-a-key", "{\"\\u0061\\n\": 1}", "{\"a\\n\": 1}" },
  { "delete-is-no-control-character", "[\"\x7f\"]", "[\"\\u007f\"]" },
  { "line-separators", "[\"\xe2\x80\xa8\"]", "[\"\xe2\x80\xa8\"]" },
  { "a-comment-in-a-string", "[\"/* a */ // b\"]", "[\"/* a */ // b\"]" },
  { "brackets-in-a-string", "[\"[{]}\"]", "[\"[{]}\"]" },
  { "percent-signs", "{\"%s%n\": \"%s%n\"}", "{\"%s%n\": \"%s%n\"}" },
  { "exponents", "[1e0, 1E2, 1e+2, 1e-2, 1.5e3]", "[1, 100, 100, 0.01, 1500]" },
  { "minus-zero", "[-0]", "[0]" },
  { "too-small-to-tell", "[1e-400]", "[0]" },
  { "digits-without-end", "[0.1000000000000000055511151231257827021181583404541015625]", "[0.1]" },
  { "an-integer-no-double-has", "[9007199254740993, -9007199254740993]",
    "[9007199254740993, -9007199254740993]" },
  { "long-digits-in-a-string", "[12345678901234567890, \"12345678901234567890\"]", NULL },
  { "keys-in-their-order", "{\"z\": 1, \"a\": 2, \"m\": {\"y\": 1, \"b\": 2}}",
    "{\"z\": 1, \"a\": 2, \"m\": {\"y\": 1, \"b\": 2}}" },
};

static void
test_accepted (gconstpointer data)
{
  const Accepted *row = data;
  g_autoptr(JsonNode) node = parse_well (row->text);
  g_autofree char *printed = sk_json_print (node, FALSE);

  if (row->printed != NULL)
    g_assert_cmpstr (printed, ==, row->printed);

  g_autoptr(JsonNode) again = parse_well (printed);
  g_autofree char *printed_again = sk_json_print (again, FALSE);

  g_assert_cmpstr (printed_again, ==, printed);
}

typedef struct
{
  const char *name;
  const char *text;
  double      value;
} Long;

static const Long longs[] = {
  { "the-largest-of-64-bits", "9223372036854775807", 9223372036854775807.0 },
  { "the-smallest-of-64-bits", "-9223372036854775808", -9223372036854775808.0 },
  { "one-beyond-64-bits", "9223372036854775808", 9223372036854775808.0 },
  { "one-below-64-bits", "-9223372036854775809", -9223372036854775809.0 },
  { "20-digits", "12345678901234567890", 1.2345678901234567e19 },
  { "minus-20-digits", "-12345678901234567890", -1.2345678901234567e19 },
  { "the-largest-without-a-sign", "18446744073709551615", 18446744073709551615.0 },
  { "30-digits", "123456789012345678901234567890", 1.2345678901234568e29 },
  { "18-digits", "123456789012345678", 123456789012345678.0 },
  { "with-a-point", "12345678901234567890.5", 1.2345678901234567e19 },
  { "with-an-exponent", "12345678901234567890e2", 1.2345678901234567e21 },
};

/* Alone, and among others that must stay what they are. */
static void
test_long (gconstpointer data)
{
  const Long *row = data;
  g_autofree char *text =
    g_strdup_printf ("\xef\xbb\xbf[7, %s, \"%s\", {\"a\": [%s], \"b\": 8}, %s]",
                     row->text, row->text, row->text, row->text);
  g_autoptr(JsonNode) node = parse_well (text);
  JsonArray *array = json_node_get_array (node);
  JsonObject *inner = json_array_get_object_element (array, 3);

  g_assert_cmpuint (json_array_get_length (array), ==, 5);
  g_assert_cmpint (json_array_get_int_element (array, 0), ==, 7);
  g_assert_cmpfloat (json_array_get_double_element (array, 1), ==, row->value);
  g_assert_cmpstr (json_array_get_string_element (array, 2), ==, row->text);
  g_assert_cmpfloat (json_array_get_double_element (json_object_get_array_member (inner, "a"), 0),
                     ==, row->value);
  g_assert_cmpint (json_object_get_int_member (inner, "b"), ==, 8);
  g_assert_cmpfloat (json_array_get_double_element (array, 4), ==, row->value);
}

static void
test_digits_without_end (void)
{
  g_autofree char *nines = g_strnfill (308, '9');
  g_autofree char *too_many = g_strnfill (400, '9');
  g_autoptr(JsonNode) node = parse_well (nines);

  g_assert_cmpfloat (json_node_get_double (node), ==, 1e308);
  assert_refused (too_many, strlen (too_many), SK_JSON_OURS, 1, 1);
}

/* --- numbers, written --- */

typedef struct
{
  double      number;
  const char *text;
} Number;

static const Number numbers[] = {
  { 0, "0" },
  { 1, "1" },
  { -1, "-1" },
  { 20, "20" },
  { 1.5, "1.5" },
  { 95.6, "95.6" },
  { -95.6, "-95.6" },
  { 0.1, "0.1" },
  { 0.3333, "0.3333" },
  { 0.1 + 0.2, "0.30000000000000004" },
  { 1.0 / 3, "0.3333333333333333" },
  { 2.0 / 3, "0.6666666666666666" },
  { 123456.789, "123456.789" },
  { 100000.5, "100000.5" },
  { 1e15, "1000000000000000" },
  { 9007199254740992.0, "9007199254740992" },
  { 5e-324, "5e-324" },
  { 2.2250738585072014e-308, "2.2250738585072014e-308" },
  { 1e-100, "1e-100" },
  { 1e-7, "1e-7" },
  { 1.5e-7, "1.5e-7" },
  { 1e22, "1e22" },
  { 1e300, "1e300" },
  { -1.7976931348623157e308, "-1.7976931348623157e308" },
};

static void
test_number (gconstpointer data)
{
  const Number *row = data;
  g_autofree char *text = sk_json_dup_number (row->number);
  g_autoptr(JsonNode) node = json_node_init_double (json_node_alloc (), row->number);
  g_autofree char *printed = sk_json_print (node, FALSE);

  g_assert_cmpstr (text, ==, row->text);
  g_assert_cmpstr (printed, ==, row->text);
}

static guint64
take_bits (GRand *rand)
{
  guint64 high = g_rand_int (rand);

  return high << 32 | g_rand_int (rand);
}

/* Wild ones, short decimals, whole ones of any length, and neighbours of those. */
static double
make_double (GRand *rand)
{
  double number;
  guint64 bits;

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      do
        {
          bits = take_bits (rand);
          memcpy (&number, &bits, sizeof number);
        }
      while (!isfinite (number));
      break;

    case 1:
      number = g_rand_int_range (rand, -1000000, 1000000) /
               pow (10, g_rand_int_range (rand, 0, 9));
      break;

    case 2:
      number = ldexp ((double) (take_bits (rand) >> 11), g_rand_int_range (rand, -52, 40));
      break;

    default:
      number = nextafter (g_rand_int_range (rand, -1000, 1000) / 10.0,
                          g_rand_boolean (rand) ? 1e9 : -1e9);
      break;
    }

  return memcmp (&number, &(double) { -0.0 }, sizeof number) == 0 ? 0 : number;
}

static void
assert_read_back (const double *wanted,
                  const char   *text)
{
  g_autoptr(JsonNode) node = parse_well (text);
  JsonArray *array = json_node_get_array (node);

  g_assert_cmpuint (json_array_get_length (array), ==, DOUBLES_AT_ONCE);

  for (guint i = 0; i < DOUBLES_AT_ONCE; i++)
    {
      double number = json_array_get_double_element (array, i);

      g_assert_cmpmem (&number, sizeof number, &wanted[i], sizeof wanted[i]);
    }
}

/* One digit less would be another number. */
static void
assert_shortest (double number)
{
  g_autofree char *text = sk_json_dup_number (number);
  int digits = 0;

  if (floor (number) == number)
    return;

  for (const char *p = text; *p != '\0' && *p != 'e'; p++)
    digits += g_ascii_isdigit (*p) && (digits > 0 || *p != '0');

  if (digits > 1)
    {
      char shorter[64];

      g_snprintf (shorter, sizeof shorter, "%.*e", digits - 2, number);
      g_assert_cmpfloat (g_ascii_strtod (shorter, NULL), !=, number);
    }
}

static void
test_doubles (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < MANY_DOUBLES / DOUBLES_AT_ONCE; i++)
    {
      g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
      JsonArray *array = json_array_sized_new (DOUBLES_AT_ONCE);
      double wanted[DOUBLES_AT_ONCE];

      for (guint k = 0; k < DOUBLES_AT_ONCE; k++)
        {
          wanted[k] = make_double (rand);
          assert_shortest (wanted[k]);
          json_array_add_double_element (array, wanted[k]);
        }
      json_node_take_array (node, array);

      g_autofree char *text = sk_json_print (node, i % 2 == 0);

      assert_read_back (wanted, text);
    }
}

static void
test_integers (void)
{
  static const gint64 integers[] = {
    0, 1, -1, G_MAXINT32, G_MININT32, G_MAXINT64 / 10, 999999999999999999, 9007199254740993,
    -9007199254740993,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_autoptr(JsonNode) node = json_node_init_int (json_node_alloc (), integers[i]);
      g_autofree char *text = sk_json_print (node, FALSE);
      g_autofree char *wanted = g_strdup_printf ("%" G_GINT64_FORMAT, integers[i]);

      g_assert_cmpstr (text, ==, wanted);

      g_autoptr(JsonNode) again = parse_well (text);

      g_assert_cmpint (json_node_get_int (again), ==, integers[i]);
    }
}

/* --- strings, written --- */

static void
assert_string_survives (const char *string)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, string, string);
  json_node_take_object (node, object);

  g_autofree char *text = sk_json_print (node, FALSE);

  for (const char *p = text; *p != '\0'; p++)
    g_assert_cmpuint ((guchar) *p, >=, 0x20);

  g_autoptr(JsonNode) again = parse_well (text);

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (again), string),
                   ==, string);
}

static void
test_strings (void)
{
  GString *all = g_string_new (NULL);

  for (gunichar c = 1; c < 0x3000; c++)
    {
      char string[16] = { 0 };

      g_unichar_to_utf8 (c, string);
      assert_string_survives (string);
      g_string_append (all, string);
    }

  assert_string_survives ("");
  assert_string_survives (all->str);
  assert_string_survives ("\\u0041 \\\\u0041 \\\" \"\" \\");
  assert_string_survives ("😀 \xf4\x8f\xbf\xbf \xef\xbf\xbf");
  g_string_free (all, TRUE);
}

/* --- layout --- */

static void
test_layout (void)
{
  static const char compact[] =
    "{\"b\": 1, \"a\": [1, \"x\"], \"flat\": {\"y\": null, \"x\": true}, "
    "\"deep\": [{\"p\": [1]}, {}, []], "
    "\"many\": {\"e\": 1, \"d\": 2, \"c\": 3, \"b\": 4, \"a\": 5}}";
  static const char pretty[] =
    "{\n"
    "  \"b\": 1,\n"
    "  \"a\": [1, \"x\"],\n"
    "  \"flat\": {\"y\": null, \"x\": true},\n"
    "  \"deep\": [\n"
    "    {\n"
    "      \"p\": [1]\n"
    "    },\n"
    "    {},\n"
    "    []\n"
    "  ],\n"
    "  \"many\": {\n"
    "    \"e\": 1,\n"
    "    \"d\": 2,\n"
    "    \"c\": 3,\n"
    "    \"b\": 4,\n"
    "    \"a\": 5\n"
    "  }\n"
    "}";
  g_autoptr(JsonNode) node = parse_well (pretty);
  g_autofree char *on_a_line = sk_json_print (node, FALSE);
  g_autofree char *indented = sk_json_print (node, TRUE);

  g_assert_cmpstr (on_a_line, ==, compact);
  g_assert_cmpstr (indented, ==, pretty);
}

/* --- whatever comes --- */

static void
mutate (GString *text,
        GRand   *rand)
{
  static const char pieces[] = "{}[]\",:\\/0123456789-+.eEtrufalsn \n\t'\xc3\xa9\xed\x00\x1f";
  gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) text->len);
  gsize length = (gsize) g_rand_int_range (rand, 1, 12);
  char piece = pieces[g_rand_int_range (rand, 0, sizeof pieces - 1)];
  g_autofree char *slice = NULL;

  length = MIN (length, text->len - at);
  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      text->str[at] = piece;
      break;

    case 1:
      text->str[at] ^= (char) (1 << g_rand_int_range (rand, 0, 8));
      break;

    case 2:
      g_string_insert_len (text, (gssize) at, &piece, 1);
      break;

    case 3:
      g_string_erase (text, (gssize) at, (gssize) length);
      break;

    case 4:
      slice = g_strndup (text->str + at, length);
      g_string_insert (text, g_rand_int_range (rand, 0, (gint32) text->len), slice);
      break;

    default:
      if (g_ascii_isdigit (text->str[at]))
        text->str[at] = (char) ('0' + g_rand_int_range (rand, 0, 10));
      break;
    }
}

static void
assert_stable (JsonNode *node,
               gboolean  pretty)
{
  g_autofree char *once = sk_json_print (node, pretty);
  g_autoptr(JsonNode) again = parse_well (once);
  g_autofree char *twice = sk_json_print (again, pretty);

  g_assert_cmpstr (twice, ==, once);
}

static void
test_mutations (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);
  guint n_accepted = 0;

  for (guint i = 0; i < MANY_MUTATIONS; i++)
    {
      g_autoptr(GString) text = g_string_new (sample);
      g_autoptr(GError) error = NULL;
      gint32 n = g_rand_int_range (rand, 1, 5);

      while (n-- > 0 && text->len > 0)
        mutate (text, rand);

      SkJsonFlags flags = i % 2 == 0 ? SK_JSON_OURS : SK_JSON_STRANGERS;
      g_autoptr(JsonNode) node = parse (text->str, text->len, flags, &error);

      if (node != NULL)
        {
          n_accepted++;
          g_assert_no_error (error);
          assert_stable (node, i % 4 < 2);
          continue;
        }

      g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
      g_assert_true (names_place (error->message, "line "));
    }

  /* both ways were gone often enough to mean something */
  g_assert_cmpuint (n_accepted, >, MANY_MUTATIONS / 20);
  g_assert_cmpuint (n_accepted, <, MANY_MUTATIONS * 19 / 20);
}

#define ADD_ROWS(table, prefix, test)                                              \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                                 \
    {                                                                              \
      g_autofree char *path = g_strconcat ("/codec/json/" prefix "/", table[i].name, NULL); \
      g_test_add_data_func (path, &table[i], test);                                \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS (refused, "refuses", test_refused)
  ADD_ROWS (deep, "nested", test_deep)
  ADD_ROWS (accepted, "accepts", test_accepted)
  ADD_ROWS (longs, "reads-long-integer", test_long)

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *path = g_strconcat ("/codec/json/writes-number/", numbers[i].text, NULL);
      g_test_add_data_func (path, &numbers[i], test_number);
    }

  g_test_add_func ("/codec/json/names-the-path-of-keys", test_paths);
  g_test_add_func ("/codec/json/strangers-may-repeat-keys", test_strangers_may_repeat_keys);
  g_test_add_func ("/codec/json/two-objects-may-share-a-key", test_same_key_in_two_objects);
  g_test_add_func ("/codec/json/no-beginning-is-a-text", test_truncated);
  g_test_add_func ("/codec/json/wide-is-not-deep", test_wide);
  g_test_add_func ("/codec/json/digits-without-end", test_digits_without_end);
  g_test_add_func ("/codec/json/doubles-read-back-bit-by-bit", test_doubles);
  g_test_add_func ("/codec/json/integers-read-back", test_integers);
  g_test_add_func ("/codec/json/strings-read-back", test_strings);
  g_test_add_func ("/codec/json/layout", test_layout);
  g_test_add_func ("/codec/json/mutations-never-crash", test_mutations);

  return g_test_run ();
}
