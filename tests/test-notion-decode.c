/* test-notion-decode.c — Notion's words in ours, and ours in Notion's
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "sk-error.h"
#include "sk-json.h"
#include "sk-notion-check.h"
#include "sk-notion-decode.h"
#include "sk-notion-encode.h"
#include "sk-notion-find.h"
#include "sk-notion-list.h"
#include "sk-notion-schema.h"
#include "sk-time-codec.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = sk_json_parse (text, strlen (text), SK_JSON_STRANGERS, &error);

  g_assert_no_error (error);
  return node;
}

static JsonNode *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "notion", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return parse (text);
}

static const SkNotionWishes no_wishes = { NULL };

static SkNotionSchema *
load_schema (void)
{
  const char *const left_out[] = { "waiting", "On ice", NULL };
  g_autoptr(JsonNode) node = load ("data-source.json");
  g_autoptr(GError) error = NULL;
  SkNotionSchema *schema = sk_notion_schema_new (node, &(SkNotionWishes) {
    .left_out = left_out }, &error);

  g_assert_no_error (error);
  return schema;
}

static SkTask *
decode_row (guint      i,
            GPtrArray *notes)
{
  g_autoptr(JsonNode) answer = load ("rows.json");
  g_autoptr(SkNotionSchema) schema = load_schema ();
  JsonArray *rows = json_object_get_array_member (json_node_get_object (answer), "results");
  JsonNode *row = json_array_get_element (rows, i);

  g_assert_true (sk_notion_decode_is_live (row));
  return sk_notion_decode_task (row, schema, &(SkNotionOrigin) {
    .workspace = "Home", .source = "home", .notes = notes,
  });
}

static gint64
instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  g_assert_cmpint (when.kind, ==, SK_WHEN_INSTANT);
  return when.value;
}

static void
assert_when (SkWhen      when,
             const char *text)          /* (nullable) */
{
  SkWhen meant = { 0 };

  g_assert_true (text == NULL || sk_when_parse (text, &meant));
  g_assert_cmpint (when.kind, ==, meant.kind);
  g_assert_cmpint (when.value, ==, meant.value);
}

static void
test_whole_row (void)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(SkTask) task = decode_row (0, notes);
  const char *const blockers[] = {
    "2a90c0de-0000-4000-8000-000000000002", "2a90c0de-0000-4000-8000-000000000003", NULL
  };
  double number;

  g_assert_cmpuint (notes->len, ==, 0);
  g_assert_cmpstr (sk_task_get_id (task), ==, "2a90c0de-0000-4000-8000-000000000001");
  g_assert_cmpstr (sk_task_get_title (task), ==, "Write “it” down");
  g_assert_cmpstr (sk_task_get_url (task), ==, "https://www.notion.so/x1");
  g_assert_cmpstr (sk_task_get_workspace (task), ==, "Home");
  g_assert_cmpstr (sk_task_get_source (task), ==, "home");
  g_assert_cmpstr (sk_task_get_revision (task), ==, "2026-10-19T07:00:00.000Z");
  g_assert_cmpstr (sk_task_get_status (task), ==, "Not started");
  g_assert_cmpint (sk_task_get_standing (task), ==, SK_STANDING_OPEN);
  g_assert_true (sk_task_get_rank (task, &number));
  g_assert_cmpfloat (number, ==, 95.6);
  g_assert_true (sk_task_get_duration_hours (task, &number));
  g_assert_cmpfloat (number, ==, 1.5);
  assert_when (sk_task_get_due (task), "2026-11-25");
  assert_when (sk_task_get_earliest_start (task), "2026-11-20");
  assert_when (sk_task_get_scheduled_start (task), "2026-11-24T09:00:00+01:00");
  assert_when (sk_task_get_scheduled_end (task), "2026-11-24T10:30:00+01:00");
  assert_when (sk_task_get_last_scheduled (task), "2026-11-23T08:00:00+01:00");
  g_assert_cmpstr (sk_task_get_scheduled_json (task), ==,
                   "{\"start\": \"2026-11-24T09:00:00.000+01:00\", "
                   "\"end\": \"2026-11-24T10:30:00.000+01:00\", \"time_zone\": null}");
  g_assert_cmpstr (sk_task_get_last_scheduled_json (task), ==,
                   "{\"start\": \"2026-11-23T08:00:00.000+01:00\", "
                   "\"end\": null, \"time_zone\": null}");
  g_assert_false (sk_task_is_opted_out (task));
  g_assert_true (sk_task_is_pinned (task));
  g_assert_cmpstrv ((char **) sk_task_get_blocked_by (task), (char **) blockers);
}

static void
test_empty_row (void)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(SkTask) task = decode_row (1, notes);

  g_assert_cmpuint (notes->len, ==, 0);
  g_assert_cmpstr (sk_task_get_title (task), ==, "");
  g_assert_false (sk_task_get_rank (task, NULL));
  g_assert_false (sk_task_get_duration_hours (task, NULL));
  assert_when (sk_task_get_due (task), NULL);
  assert_when (sk_task_get_scheduled_start (task), NULL);
  g_assert_null (sk_task_get_scheduled_json (task));
  g_assert_null (sk_task_get_status (task));
  g_assert_cmpint (sk_task_get_standing (task), ==, SK_STANDING_OPEN);
  g_assert_true (sk_task_is_opted_out (task));
}

static gboolean
is_noted (GPtrArray  *notes,
          const char *column)
{
  for (guint i = 0; i < notes->len; i++)
    if (strstr (g_ptr_array_index (notes, i), column) != NULL &&
        strstr (g_ptr_array_index (notes, i), "Odd") != NULL)
      return TRUE;

  return FALSE;
}

static void
test_odd_row (void)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(SkTask) task = decode_row (2, notes);
  const char *const blockers[] = { "2a90c0de-0000-4000-8000-000000000001", NULL };
  double hours = 0;

  g_assert_false (sk_task_get_rank (task, NULL));
  g_assert_true (sk_task_get_duration_hours (task, &hours));
  g_assert_true (isnan (hours));
  g_assert_cmpint (sk_task_get_standing (task), ==, SK_STANDING_DONE);
  assert_when (sk_task_get_due (task), NULL);
  assert_when (sk_task_get_earliest_start (task), NULL);
  assert_when (sk_task_get_scheduled_start (task), NULL);
  assert_when (sk_task_get_scheduled_end (task), NULL);
  g_assert_cmpstr (sk_task_get_scheduled_json (task), ==, "{\"start\": \"soon\", \"end\": 7}");
  g_assert_false (sk_task_is_opted_out (task));
  g_assert_false (sk_task_is_pinned (task));
  g_assert_cmpstrv ((char **) sk_task_get_blocked_by (task), (char **) blockers);

  g_assert_cmpuint (notes->len, ==, 7);
  g_assert_true (is_noted (notes, "Est Duration Hrs"));
  g_assert_true (is_noted (notes, "Due date"));
  g_assert_true (is_noted (notes, "Scheduled Date"));
  g_assert_true (is_noted (notes, "Auto Schedule"));
  g_assert_true (is_noted (notes, "Earliest Start"));
  g_assert_true (is_noted (notes, "Blocked by"));
  g_assert_true (is_noted (notes, "Pinned"));
}

static void
test_zones (void)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(SkTask) task = decode_row (3, notes);
  double number;

  g_assert_cmpuint (notes->len, ==, 0);
  g_assert_true (sk_task_get_rank (task, &number));
  g_assert_cmpfloat (number, ==, -3);
  g_assert_true (sk_task_get_duration_hours (task, &number));
  g_assert_cmpfloat (number, ==, 2);
  assert_when (sk_task_get_due (task), "2026-07-01T09:00:00+02:00");
  assert_when (sk_task_get_earliest_start (task), "2026-07-01T09:00:00Z");
  assert_when (sk_task_get_scheduled_start (task), "2026-07-01");
  assert_when (sk_task_get_scheduled_end (task), NULL);
  g_assert_cmpint (sk_task_get_standing (task), ==, SK_STANDING_STATUS);
}

static void
test_live (void)
{
  g_autoptr(JsonNode) answer = load ("rows.json");
  g_autoptr(SkNotionSchema) schema = load_schema ();
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autoptr(GError) error = NULL;
  g_autofree char *next = NULL;

  g_assert_true (sk_notion_list_take (answer, items, &next, &error));
  g_assert_no_error (error);
  g_assert_null (next);
  g_assert_cmpuint (items->len, ==, 9);
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpint (sk_notion_decode_is_live (g_ptr_array_index (items, i)), ==, i < 4);

  g_assert_false (sk_notion_decode_is_cut (g_ptr_array_index (items, 0), schema));
  g_assert_true (sk_notion_decode_is_cut (g_ptr_array_index (items, 1), schema));
}

typedef struct
{
  const char *name;
  const char *json;
  const char *next;
  int         code;             /* -1: none */
} List;

static const List lists[] = {
  { "last", "{\"results\": [], \"has_more\": false, \"next_cursor\": \"x\"}", NULL, -1 },
  { "more", "{\"results\": [], \"has_more\": true, \"next_cursor\": \"s:1:2\"}", "s:1:2", -1 },
  { "short", "{\"results\": []}", NULL, -1 },
  { "complete", "{\"results\": [], \"request_status\": {\"type\": \"complete\"}}", NULL, -1 },
  { "more-without-cursor", "{\"results\": [], \"has_more\": true, \"next_cursor\": null}", NULL,
    SK_ERROR_MALFORMED },
  { "incomplete", "{\"results\": [], \"has_more\": false, \"request_status\": "
    "{\"type\": \"incomplete\", \"incomplete_reason\": \"query_result_limit_reached\"}}", NULL,
    -1 },
  { "no-results", "{\"object\": \"list\"}", NULL, SK_ERROR_MALFORMED },
  { "results-of-another-kind", "{\"results\": {}}", NULL, SK_ERROR_MALFORMED },
  { "a-page-without-content", "{\"results\": [{\"object\": \"page\", \"id\": \"x\"}]}", NULL,
    SK_ERROR_DENIED },
  { "no-object", "[]", NULL, SK_ERROR_MALFORMED },
};

static void
test_list (gconstpointer data)
{
  const List *c = data;
  g_autoptr(JsonNode) answer = parse (c->json);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autoptr(GError) error = NULL;
  g_autofree char *next = NULL;

  g_assert_cmpint (sk_notion_list_take (answer, items, &next, &error), ==, c->code < 0);
  if (c->code >= 0)
    g_assert_error (error, SK_ERROR, c->code);
  else
    g_assert_cmpstr (next, ==, c->next);
}

static void
test_database (void)
{
  g_autoptr(JsonNode) one = parse ("{\"data_sources\": [{\"id\": \"a1\", \"name\": \"A\"}]}");
  g_autoptr(JsonNode) two = parse ("{\"data_sources\": [{\"id\": \"a1\", \"name\": \"Ask\"}, "
                                   "{\"id\": \"b2\", \"name\": \"Bid\"}]}");
  g_autoptr(JsonNode) none = parse ("{\"data_sources\": []}");
  g_autoptr(JsonNode) odd = parse ("{\"data_sources\": [7]}");
  g_autofree char *id = sk_notion_find_only (one, "X_DB", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (id, ==, "a1");
  g_assert_null (sk_notion_find_only (two, "X_DB", &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "X_DB"));
  g_assert_nonnull (strstr (error->message, "“Ask” a1"));
  g_assert_nonnull (strstr (error->message, "“Bid” b2"));
  g_clear_error (&error);
  g_assert_null (sk_notion_find_only (none, "X_DB", &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_null (sk_notion_find_only (odd, "X_DB", &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
}

static void
test_roles (void)
{
  g_autoptr(SkNotionSchema) schema = load_schema ();

  g_assert_cmpstr (sk_notion_schema_get_name (schema, SK_NOTION_TITLE), ==, "Name");
  g_assert_cmpstr (sk_notion_schema_get_column (schema, SK_NOTION_STATUS), ==, "U%60%3BC");
  g_assert_cmpstr (sk_notion_schema_get_name (schema, SK_NOTION_STATUS), ==, "status");
  g_assert_cmpstr (sk_notion_schema_get_column (schema, SK_NOTION_DUE), ==, "due1");
  g_assert_cmpstr (sk_notion_schema_get_name (NULL, SK_NOTION_DUE), ==, "Due date");
}

typedef struct
{
  const char *name;
  const char *properties;
  const char *says;             /* (nullable): NULL: it is good */
} Columns;

#define COLUMN(name, type) \
  "\"" name "\": {\"id\": \"" name "\", \"type\": \"" type "\", \"" type "\": {}}"
#define LEAST COLUMN ("T", "title") ", " COLUMN ("Scheduled Date", "date")

static const Columns columns[] = {
  { "least", LEAST, NULL },
  { "no-scheduled-date", COLUMN ("T", "title"), "no column “Scheduled Date”" },
  { "scheduled-date-of-text", COLUMN ("T", "title") ", " COLUMN ("scheduled date", "rich_text"),
    "“scheduled date” has the type “rich_text” and must have the type “date”" },
  { "rank-of-number", LEAST ", " COLUMN ("Rank", "number"), NULL },
  { "rank-of-text", LEAST ", " COLUMN ("Rank", "rich_text"),
    "“Rank” has the type “rich_text” and must have the type “formula” or “number”" },
  { "status-of-select", LEAST ", " COLUMN ("Status", "select"), NULL },
  { "status-of-text", LEAST ", " COLUMN ("Status", "rich_text"), "“Status”" },
  { "pinned-of-date", LEAST ", " COLUMN ("Pinned", "date"), "“Pinned”" },
  { "an-exact-name-wins", LEAST ", " COLUMN ("PINNED", "date") ", " COLUMN ("Pinned", "checkbox"),
    NULL },
};

static void
test_columns (gconstpointer data)
{
  const Columns *c = data;
  g_autofree char *text = g_strdup_printf ("{\"id\": \"x\", \"properties\": {%s}}",
                                           c->properties);
  g_autoptr(JsonNode) node = parse (text);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkNotionSchema) schema = sk_notion_schema_new (node, &no_wishes, &error);

  g_assert_cmpint (schema != NULL, ==, c->says == NULL);
  if (c->says == NULL)
    {
      g_assert_no_error (error);
      return;
    }

  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, c->says));
}

static void
test_standing (void)
{
  g_autoptr(SkNotionSchema) schema = load_schema ();

  g_assert_cmpint (sk_notion_schema_get_standing (schema, "Shipped"), ==, SK_STANDING_DONE);
  g_assert_cmpint (sk_notion_schema_get_standing (schema, "DONE"), ==, SK_STANDING_DONE);
  g_assert_cmpint (sk_notion_schema_get_standing (schema, "Completed"), ==, SK_STANDING_DONE);
  g_assert_cmpint (sk_notion_schema_get_standing (schema, "Cancelled"), ==, SK_STANDING_CANCELED);
  g_assert_cmpint (sk_notion_schema_get_standing (schema, "canceled"), ==, SK_STANDING_CANCELED);
  g_assert_cmpint (sk_notion_schema_get_standing (schema, "Backlog"), ==, SK_STANDING_BACKLOG);
  g_assert_cmpint (sk_notion_schema_get_standing (schema, "WAITING"), ==, SK_STANDING_STATUS);
  g_assert_cmpint (sk_notion_schema_get_standing (schema, "Old"), ==, SK_STANDING_OPEN);
  g_assert_cmpint (sk_notion_schema_get_standing (schema, "In progress"), ==, SK_STANDING_OPEN);
  g_assert_cmpint (sk_notion_schema_get_standing (schema, NULL), ==, SK_STANDING_OPEN);
}

static void
test_query (void)
{
  g_autoptr(SkNotionSchema) schema = load_schema ();
  g_autoptr(JsonNode) body = sk_notion_encode_query (schema, NULL);
  g_autofree char *text = sk_json_print (body, FALSE);
  g_autofree char *properties = sk_notion_encode_properties (schema);

#define SORTS \
  "\"sorts\": [{\"timestamp\": \"created_time\", \"direction\": \"ascending\"}], "
#define NOT(status) "{\"property\": \"U%60%3BC\", \"status\": {\"does_not_equal\": \"" status "\"}}"
  g_assert_cmpstr (text, ==, "{\"filter\": {\"and\": [" NOT ("Shipped") ", " NOT ("Cancelled") ", "
                   NOT ("BACKLOG") ", " NOT ("Waiting") "]}, " SORTS "\"page_size\": 100}");
  g_assert_cmpstr (properties, ==,
                   "filter_properties=title&filter_properties=rk%3B1&filter_properties=U%60%3BC&"
                   "filter_properties=dur~&filter_properties=due1&filter_properties=%7Ct%5C%3C&"
                   "filter_properties=last&filter_properties=auto&filter_properties=erl1&"
                   "filter_properties=blk%40&filter_properties=pin1");
}

static void
test_query_without_filter (void)
{
  g_autoptr(JsonNode) node = parse ("{\"id\": \"x\", \"properties\": {" LEAST "}}");
  g_autoptr(SkNotionSchema) schema = sk_notion_schema_new (node, &no_wishes, NULL);
  g_autoptr(JsonNode) body = sk_notion_encode_query (schema, NULL);
  g_autofree char *text = sk_json_print (body, FALSE);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpstr (text, ==, "{" SORTS "\"page_size\": 100}");

  sk_notion_schema_add_notes (schema, notes);
  g_assert_cmpuint (notes->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (notes, 0),
                            "no columns “Rank”, “Status”, “Est Duration Hrs”, “Due date”; "
                            "tasks are planned without them."));
  g_assert_nonnull (strstr (g_ptr_array_index (notes, 1), "Last Scheduled"));
}

typedef struct
{
  const char *name;
  const char *zone;             /* as the rules call it */
  const char *tz;               /* what it is */
  const char *start;            /* NULL: removal */
  const char *end;
  const char *json;
} Written;

static const Written written[] = {
  { "wall-time-and-zone", "Europe/Berlin", "Europe/Berlin",
    "2026-11-24T09:00:00+01:00", "2026-11-24T10:30:00+01:00",
    "{\"start\": \"2026-11-24T09:00:00\", \"end\": \"2026-11-24T10:30:00\", "
    "\"time_zone\": \"Europe/Berlin\"}" },
  { "utc", "UTC", "UTC", "2026-11-24T09:00:00Z", "2026-11-24T10:30:00Z",
    "{\"start\": \"2026-11-24T09:00:00\", \"end\": \"2026-11-24T10:30:00\", "
    "\"time_zone\": \"UTC\"}" },
  { "seconds-are-cut", "Europe/Berlin", "Europe/Berlin",
    "2026-11-24T09:00:59+01:00", "2026-11-24T10:30:01+01:00",
    "{\"start\": \"2026-11-24T09:00:00\", \"end\": \"2026-11-24T10:30:00\", "
    "\"time_zone\": \"Europe/Berlin\"}" },
  { "a-zone-notion-may-refuse", "CET", "Europe/Berlin",
    "2026-11-24T09:00:00+01:00", "2026-11-24T10:30:00+01:00",
    "{\"start\": \"2026-11-24T09:00:00+01:00\", \"end\": \"2026-11-24T10:30:00+01:00\"}" },
  { "an-offset-is-no-place", "Etc/GMT-1", "Europe/Berlin",
    "2026-11-24T09:00:00+01:00", "2026-11-24T10:30:00+01:00",
    "{\"start\": \"2026-11-24T09:00:00+01:00\", \"end\": \"2026-11-24T10:30:00+01:00\"}" },
  { "the-hour-that-is-twice", "Europe/Berlin", "Europe/Berlin",
    "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00",
    "{\"start\": \"2026-10-25T02:30:00+02:00\", \"end\": \"2026-10-25T02:30:00+01:00\"}" },
  { "near-a-clock-change", "Europe/Berlin", "Europe/Berlin",
    "2026-03-29T00:30:00+01:00", "2026-03-29T01:00:00+01:00",
    "{\"start\": \"2026-03-29T00:30:00+01:00\", \"end\": \"2026-03-29T01:00:00+01:00\"}" },
  { "begins-near-a-clock-change", "Europe/Berlin", "Europe/Berlin",
    "2026-03-29T05:30:00+02:00", "2026-03-29T07:00:00+02:00",
    "{\"start\": \"2026-03-29T05:30:00+02:00\", \"end\": \"2026-03-29T07:00:00+02:00\"}" },
  { "ends-near-a-clock-change", "Europe/Berlin", "Europe/Berlin",
    "2026-03-28T22:30:00+01:00", "2026-03-28T23:30:00+01:00",
    "{\"start\": \"2026-03-28T22:30:00+01:00\", \"end\": \"2026-03-28T23:30:00+01:00\"}" },
  { "the-day-of-a-clock-change", "Europe/Berlin", "Europe/Berlin",
    "2026-03-29T09:00:00+02:00", "2026-03-29T10:00:00+02:00",
    "{\"start\": \"2026-03-29T09:00:00\", \"end\": \"2026-03-29T10:00:00\", "
    "\"time_zone\": \"Europe/Berlin\"}" },
  { "removal", "Europe/Berlin", "Europe/Berlin", NULL, NULL, "null" },
};

static SkRules *
make_rules (const char *zone_name,
            const char *tz)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse (tz);

  g_assert_nonnull (zone);
  return sk_rules_new (&(SkRulesInit) {
    .zone_name = zone_name, .zone = zone, .slot_minutes = 15, .days_ahead = 7,
    .default_duration_hours = 1, .day_limit_percent = 100,
  });
}

static void
test_written (gconstpointer data)
{
  const Written *c = data;
  g_autoptr(SkRules) rules = make_rules (c->zone, c->tz);
  g_autoptr(SkTask) task = sk_task_new (&(SkTaskInit) { .id = "t" });
  SkChange change = { .task = task, .at = instant ("2026-11-23T08:01:42+01:00") };

  if (c->start != NULL)
    change.after = (SkSpan) { instant (c->start), instant (c->end) };

  g_autoptr(JsonNode) value = sk_notion_encode_scheduled (&change, rules, SK_NOTION_TIMES_LOCAL);
  g_autofree char *text = sk_json_print (value, FALSE);

  g_assert_cmpstr (text, ==, c->json);
}

typedef struct
{
  const char *name;             /* of a zone that is UTC, or looks like it */
  gboolean    is_utc;
} ServerZone;

static const ServerZone server_zones[] = {
  { "Etc/UTC", TRUE }, { "Etc/UCT", TRUE }, { "UCT", TRUE }, { "Etc/Zulu", TRUE },
  { "Zulu", TRUE }, { "Etc/Universal", TRUE }, { "Universal", TRUE }, { "Etc/GMT", TRUE },
  { "GMT", TRUE }, { "Etc/Greenwich", TRUE }, { "Greenwich", TRUE },
  { "Etc/GMT+1", FALSE }, { "Etc/Etc/UTC", FALSE }, { "WET", FALSE },
};

static void
test_server_zone (gconstpointer data)
{
  const ServerZone *c = data;
  g_autoptr(SkRules) rules = make_rules (c->name, "UTC");
  g_autoptr(JsonNode) value = sk_notion_date_new (instant ("2026-11-24T09:00:00Z"), NULL, rules,
                                                  SK_NOTION_TIMES_LOCAL);
  g_autofree char *text = sk_json_print (value, FALSE);

  g_assert_cmpstr (text, ==, c->is_utc
                   ? "{\"start\": \"2026-11-24T09:00:00\", \"time_zone\": \"UTC\"}"
                   : "{\"start\": \"2026-11-24T09:00:00+00:00\"}");
}

static void
test_change (void)
{
  g_autoptr(SkNotionSchema) schema = load_schema ();
  g_autoptr(SkRules) rules = make_rules ("Europe/Berlin", "Europe/Berlin");
  g_autoptr(SkTask) task = sk_task_new (&(SkTaskInit) { .id = "t" });
  SkChange change = { .task = task, .at = instant ("2026-11-23T08:01:42+01:00") };
  g_autoptr(JsonNode) local = sk_notion_encode_change (&change, schema, rules,
                                                       SK_NOTION_TIMES_LOCAL);
  g_autoptr(JsonNode) offset = sk_notion_encode_change (&change, schema, rules,
                                                        SK_NOTION_TIMES_OFFSET);
  g_autofree char *local_text = sk_json_print (local, FALSE);
  g_autofree char *offset_text = sk_json_print (offset, FALSE);

  g_assert_cmpstr (local_text, ==,
                   "{\"properties\": {\"%7Ct%5C%3C\": {\"date\": null}, \"last\": {\"date\": "
                   "{\"start\": \"2026-11-23T08:01:00\", \"time_zone\": \"Europe/Berlin\"}}}}");
  g_assert_cmpstr (offset_text, ==,
                   "{\"properties\": {\"%7Ct%5C%3C\": {\"date\": null}, \"last\": {\"date\": "
                   "{\"start\": \"2026-11-23T08:01:00+01:00\"}}}}");
}

typedef struct
{
  const char *name;
  const char *scheduled;
  const char *last;
  gboolean    removes;
  const char *wrong;            /* (nullable): the column */
} Check;

#define MEANT "{\"start\": \"2026-11-24T09:00:00.000+01:00\", " \
              "\"end\": \"2026-11-24T10:30:00.000+01:00\", \"time_zone\": null}"
#define LAST "{\"start\": \"2026-11-23T07:01:00.000+00:00\", \"end\": null}"

static const Check checks[] = {
  { "as-meant", MEANT, LAST, FALSE, NULL },
  { "another-offset", "{\"start\": \"2026-11-24T08:00:00.000+00:00\", "
    "\"end\": \"2026-11-24T09:30:00.000+00:00\"}", LAST, FALSE, NULL },
  { "another-start", "{\"start\": \"2026-11-24T09:15:00.000+01:00\", "
    "\"end\": \"2026-11-24T10:30:00.000+01:00\"}", LAST, FALSE, "Scheduled Date" },
  { "another-end", "{\"start\": \"2026-11-24T09:00:00.000+01:00\", "
    "\"end\": \"2026-11-24T10:15:00.000+01:00\"}", LAST, FALSE, "Scheduled Date" },
  { "no-end", "{\"start\": \"2026-11-24T09:00:00.000+01:00\", \"end\": null}", LAST, FALSE,
    "Scheduled Date" },
  { "a-day", "{\"start\": \"2026-11-24\", \"end\": null}", LAST, FALSE, "Scheduled Date" },
  { "nothing", "null", LAST, FALSE, "Scheduled Date" },
  { "nonsense", "{\"start\": 7}", LAST, FALSE, "Scheduled Date" },
  { "last-one-not", MEANT, "null", FALSE, "Last Scheduled" },
  { "removed", "null", LAST, TRUE, NULL },
  { "not-removed", MEANT, LAST, TRUE, "Scheduled Date" },
};

static void
test_check (gconstpointer data)
{
  const Check *c = data;
  g_autoptr(SkNotionSchema) schema = load_schema ();
  g_autofree char *text = g_strdup_printf ("{\"properties\": {"
    "\"S\": {\"id\": \"|t\\\\<\", \"type\": \"date\", \"date\": %s}, "
    "\"L\": {\"id\": \"last\", \"type\": \"date\", \"date\": %s}}}", c->scheduled, c->last);
  g_autoptr(JsonNode) page = parse (text);
  g_autoptr(SkTask) task = sk_task_new (&(SkTaskInit) { .id = "t" });
  g_autoptr(GError) error = NULL;
  SkChange change = { .task = task, .at = instant ("2026-11-23T08:01:42+01:00") };

  if (!c->removes)
    change.after = (SkSpan) { instant ("2026-11-24T09:00:00+01:00"),
                              instant ("2026-11-24T10:30:00+01:00") };

  g_assert_cmpint (sk_notion_check (&change, schema, page, &error), ==, c->wrong == NULL);
  if (c->wrong == NULL)
    return;

  g_assert_error (error, SK_ERROR, SK_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, c->wrong));
}

/* Real pages hold nothing that is odd to us, and much that is not for us. */
static void
decode_anything (JsonNode *page)
{
  g_autoptr(SkNotionSchema) schema = sk_notion_schema_new_for_page (page, NULL);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (!sk_notion_decode_is_live (page))
    return;

  g_autoptr(SkTask) task = sk_notion_decode_task (page, schema, &(SkNotionOrigin) {
    .workspace = "w", .notes = notes,
  });

  g_assert_cmpstr (sk_task_get_id (task), !=, "");
  g_assert_nonnull (sk_task_get_revision (task));
  g_assert_true (sk_task_is_opted_out (task));
  g_assert_cmpuint (notes->len, ==, 0);
}

static guint
decode_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *next = NULL;
  g_autofree char *database = NULL;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  g_autoptr(JsonNode) root = parse (text);
  g_autoptr(SkNotionSchema) schema = sk_notion_schema_new (root, &no_wishes, &error);

  /* None of the recorded databases has our columns; all of them can be read. */
  g_assert_null (schema);
  g_assert_true (g_error_matches (error, SK_ERROR, SK_ERROR_MISSING) ||
                 g_error_matches (error, SK_ERROR, SK_ERROR_MALFORMED));

  database = sk_notion_find_only (root, "X", NULL);
  decode_anything (root);
  if (sk_notion_list_take (root, items, &next, NULL))
    g_ptr_array_foreach (items, (GFunc) (void (*) (void)) decode_anything, NULL);

  return items->len + (sk_notion_decode_is_live (root) ? 1 : 0);
}

static void
test_recorded (void)
{
  const char *folder = g_getenv ("SLOTKEEPER_FIXTURES");
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  guint n_pages = 0;

  if (dir == NULL)
    {
      g_test_skip ("SLOTKEEPER_FIXTURES names no folder of recorded answers");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_test_message ("%s", name);
        n_pages += decode_file (path);
      }

  g_assert_cmpuint (n_pages, >, 0);
}

#define ADD_TABLE(path, table, test)                                            \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                              \
    {                                                                           \
      g_autofree char *full = g_strconcat (path, "/", table[i].name, NULL);     \
      g_test_add_data_func (full, &table[i], test);                             \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notion/decode/row/whole", test_whole_row);
  g_test_add_func ("/notion/decode/row/empty", test_empty_row);
  g_test_add_func ("/notion/decode/row/odd", test_odd_row);
  g_test_add_func ("/notion/decode/row/zones", test_zones);
  g_test_add_func ("/notion/decode/row/live", test_live);
  ADD_TABLE ("/notion/decode/list", lists, test_list)
  g_test_add_func ("/notion/decode/database", test_database);
  g_test_add_func ("/notion/decode/recorded", test_recorded);
  g_test_add_func ("/notion/schema/roles", test_roles);
  ADD_TABLE ("/notion/schema/columns", columns, test_columns)
  g_test_add_func ("/notion/schema/standing", test_standing);
  g_test_add_func ("/notion/encode/query", test_query);
  g_test_add_func ("/notion/encode/query-without-filter", test_query_without_filter);
  ADD_TABLE ("/notion/encode/date", written, test_written)
  ADD_TABLE ("/notion/encode/server-zone", server_zones, test_server_zone)
  g_test_add_func ("/notion/encode/change", test_change);
  ADD_TABLE ("/notion/encode/check", checks, test_check)

  return g_test_run ();
}
