/* test-stand-in-refusals.c — what the stand-in for Notion refuses, and how
 *
 * Each row is a request that no correct client sends.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-visit.h"

typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *body;
  guint       status;
  const char *message;            /* within it */
} Refusal;

#define QUERY "POST", "/v1/data_sources/%T/query"
#define EDIT "PATCH", "/v1/pages/%R"
#define SCHEMA_EDIT "PATCH", "/v1/data_sources/%T"
#define FILTER(filter) "{\"filter\": " filter "}"
#define VALUE(value) "{\"properties\": " value "}"

static const Refusal refusals[] = {
  { "no-such-path", "GET", "/v1/invalid", NULL, 400, "Invalid request URL." },
  { "no-such-method", "DELETE", "/v1/pages/%R", NULL, 400, "Invalid request URL." },
  { "old-query", "POST", "/v1/databases/%T/query", "{}", 400, "Invalid request URL." },
  { "no-uuid", "GET", "/v1/pages/AAA", NULL, 400,
    "path failed validation: path.page_id should be a valid uuid, instead was `\"AAA\"`." },
  { "wrong-variant", "GET", "/v1/pages/12345678-1234-1234-1234-123456789abc", NULL, 400,
    "path.page_id should be a valid uuid" },
  { "no-page", "GET", "/v1/pages/00000000-0000-0000-0000-000000000000", NULL, 404,
    "Could not find page with ID: 00000000-0000-0000-0000-000000000000. Make sure" },
  { "data-source-is-no-page", "GET", "/v1/pages/%T", NULL, 404, "Could not find page" },
  { "data-source-is-no-database", "GET", "/v1/databases/%T", NULL, 404, "Could not find database" },
  { "no-data-source", "GET", "/v1/data_sources/%R", NULL, 404, "Could not find database with ID" },
  { "strange-parameter", "GET", "/v1/pages/%R?x=1", NULL, 400, "query.x should be not present" },
  { "body-on-get", "GET", "/v1/pages/%R", "{}", 400, "body should be not present" },
  { "no-json", EDIT, "{", 400, "Error parsing JSON body." },
  { "no-object", EDIT, "[]", 400, "body should be an object" },
  { "no-body", EDIT, NULL, 400, "body should be defined, instead was `undefined`" },
  { "archived", EDIT, "{\"archived\": false}", 400,
    "body failed validation: body.archived should be not present, instead was `false`." },

  { "no-such-property", EDIT, VALUE ("{\"Nope\": {\"number\": 1}}"), 400,
    "Nope is not a property that exists." },
  { "wrong-type", EDIT, VALUE ("{\"Due\": {\"number\": 1}}"), 400, "Due is expected to be date." },
  { "formula", EDIT, VALUE ("{\"Rank\": {\"formula\": {\"number\": 1}}}"), 400,
    "body.properties.Rank" },
  { "unknown-type", EDIT, VALUE ("{\"Odd\": {\"hologram\": {}}}"), 400, "should be not present" },
  { "extra-key", EDIT, VALUE ("{\"Auto\": {\"checkbox\": true, \"x\": 1}}"), 400,
    "x should be not" },
  { "twice", EDIT, VALUE ("{\"Status\": {\"status\": null}, \"U%60%3BC\": {\"status\": null}}"),
    400, "given twice" },
  { "no-checkbox", EDIT, VALUE ("{\"Auto\": {\"checkbox\": \"yes\"}}"), 400, "a boolean" },
  { "no-number", EDIT, VALUE ("{\"Hours\": {\"number\": \"1\"}}"), 400, "a number or `null`" },
  { "status-is-not-made", EDIT, VALUE ("{\"Status\": {\"status\": {\"name\": \"Nope\"}}}"), 400,
    "Status option \"Nope\" does not exist" },
  { "comma-in-option", EDIT, VALUE ("{\"Size\": {\"select\": {\"name\": \"a,b\"}}}"), 400,
    "commas" },
  { "relation-to-nothing", EDIT,
    VALUE ("{\"Blocked by\": {\"relation\":"
           " [{\"id\": \"7855b161-f63e-4683-b7c7-8ca6e97ee266\"}]}}"), 404, "Could not find page" },
  { "relation-to-no-uuid", EDIT, VALUE ("{\"Blocked by\": {\"relation\": [{\"id\": \"a\"}]}}"), 400,
    "a valid uuid" },
  { "title-is-no-text", EDIT, VALUE ("{\"title\": {\"title\": \"x\"}}"), 400, "an array" },

  { "date-text", EDIT, VALUE ("{\"Due\": {\"date\": {\"start\": \"2022/01/02\"}}}"), 400,
    "body failed validation: body.properties.Due.date.start should be a valid ISO 8601 date "
    "string, instead was `\"2022/01/02\"`." },
  { "date-31-february", EDIT, VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-02-31\"}}}"), 400,
    "ISO 8601" },
  { "date-without-start", EDIT, VALUE ("{\"Due\": {\"date\": {\"end\": \"2026-02-01\"}}}"), 400,
    "date.start should be" },
  { "date-extra-key", EDIT,
    VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-02-01\", \"x\": 1}}}"), 400, "not present" },
  { "offset-and-zone", EDIT,
    VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-02-01T09:00:00+01:00\","
           " \"time_zone\": \"Europe/Berlin\"}}}"), 400, "UTC offset" },
  { "z-and-zone", EDIT,
    VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-02-01T09:00:00Z\","
           " \"time_zone\": \"Europe/Berlin\"}}}"), 400, "UTC offset" },
  { "zone-without-time", EDIT,
    VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-02-01\", \"time_zone\": \"Europe/Berlin\"}}}"),
    400, "include a time" },
  { "no-zone", EDIT,
    VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-02-01T09:00\", \"time_zone\": \"EST\"}}}"), 400,
    "date.time_zone should be" },
  { "end-before-start", EDIT,
    VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-02-02\", \"end\": \"2026-02-01\"}}}"), 400,
    "should not be before" },
  { "mixed-range", EDIT,
    VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-02-02\", \"end\": \"2026-02-03T09:00Z\"}}}"),
    400, "include a time" },
  { "no-such-local-time", EDIT,
    VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-03-29T02:30\","
           " \"time_zone\": \"Europe/Berlin\"}}}"), 400, "has not" },
  { "local-time-twice", EDIT,
    VALUE ("{\"Due\": {\"date\": {\"start\": \"2026-10-25T02:30\","
           " \"time_zone\": \"Europe/Berlin\"}}}"), 400, "has twice" },

  { "query-extra-key", QUERY, "{\"in_trash\": true}", 400, "body.in_trash should be not present" },
  { "page-size-101", QUERY, "{\"page_size\": 101}", 400, "body.page_size should be ≤ `100`" },
  { "page-size-0", QUERY, "{\"page_size\": 0}", 400, "body.page_size should be ≥ `1`" },
  { "no-cursor", QUERY, "{\"start_cursor\": \"x\"}", 400, "The start_cursor provided is invalid" },
  { "null-cursor", QUERY, "{\"start_cursor\": null}", 400, "body.start_cursor should be a string" },
  { "no-such-filter-property", "POST", "/v1/data_sources/%T/query?filter_properties=U%2560%253BC",
    "{}", 400, "Could not find property with name or id: U%60%3BC" },
  { "filter-by-nothing", QUERY, FILTER ("{\"property\": \"Nope\", \"number\": {\"equals\": 1}}"),
    400, "Could not find property with name or id: Nope" },
  { "filter-of-wrong-type", QUERY,
    FILTER ("{\"property\": \"Size\", \"status\": {\"equals\": \"S\"}}"),
    400, "database property select does not match filter status" },
  { "filter-by-no-option", QUERY,
    FILTER ("{\"property\": \"Status\", \"status\": {\"does_not_equal\": [\"Done\", \"Nope\"]}}"),
    400, "status option \"Nope\" not found for property \"Status\"" },
  { "no-such-operator", QUERY, FILTER ("{\"property\": \"Hours\", \"number\": {\"is\": 1}}"), 400,
    "an operator of its type" },
  { "checkbox-is-never-empty", QUERY,
    FILTER ("{\"property\": \"Auto\", \"checkbox\": {\"is_empty\": true}}"), 400, "an operator" },
  { "two-operators", QUERY,
    FILTER ("{\"property\": \"Hours\", \"number\": {\"less_than\": 1, \"greater_than\": 0}}"), 400,
    "one operator" },
  { "untyped-formula", QUERY,
    FILTER ("{\"property\": \"Any\", \"formula\": {\"number\": {\"equals\": 1}}}"), 400,
    "formula of unknown type" },
  { "formula-of-other-type", QUERY,
    FILTER ("{\"property\": \"Rank\", \"formula\": {\"string\": {\"equals\": \"x\"}}}"), 400,
    "to be filtered by number" },
  { "timestamp-with-property", QUERY,
    FILTER ("{\"timestamp\": \"created_time\", \"property\": \"Due\","
            " \"created_time\": {\"past_week\": {}}}"), 400, "not present" },
  { "three-levels", QUERY,
    FILTER ("{\"and\": [{\"or\": [{\"and\": []}]}]}"), 400, "two levels" },
  { "and-with-or", QUERY, FILTER ("{\"and\": [], \"or\": []}"), 400, "not present" },
  { "sort-by-nothing", QUERY,
    "{\"sorts\": [{\"property\": \"Nope\", \"direction\": \"ascending\"}]}", 400, "sort property" },
  { "sort-without-direction", QUERY, "{\"sorts\": [{\"property\": \"Due\"}]}", 400, "direction" },

  { "delete-column", SCHEMA_EDIT, VALUE ("{\"Due\": null}"), 400, "would be deleted" },
  { "turn-column", SCHEMA_EDIT, VALUE ("{\"Due\": {\"number\": {}}}"), 400, "lose its values" },
  { "add-other-case", SCHEMA_EDIT, VALUE ("{\"due\": {\"date\": {}}}"), 400, "exists" },
  { "add-title", SCHEMA_EDIT, VALUE ("{\"T2\": {\"title\": {}}}"), 400, "not present" },
  { "add-nothing", SCHEMA_EDIT, VALUE ("{\"T2\": {}}"), 400, "T2 is not a property that exists." },
  { "rename-to-other", SCHEMA_EDIT, VALUE ("{\"Due\": {\"name\": \"Auto\"}}"), 400, "exists" },
  { "schema-extra-key", SCHEMA_EDIT, "{\"archived\": true}", 400, "not present" },

  { "create-nowhere", "POST", "/v1/pages", "{\"properties\": {}}", 400, "body.parent" },
  { "create-in-database", "POST", "/v1/pages", "{\"parent\": {\"database_id\": \"%T\"}}", 400,
    "not present" },
  { "search-databases", "POST", "/v1/search",
    "{\"filter\": {\"property\": \"object\", \"value\": \"database\"}}", 400, "body.filter.value" },
  { "no-such-item", "GET", "/v1/pages/%R/properties/nope", NULL, 404, "property" },
};

static void
test_refusal (SkVisit      *visit,
              gconstpointer data)
{
  const Refusal *c = data;
  g_autofree char *path = sk_visit_fill (visit, c->path);
  g_autofree char *body = c->body != NULL ? sk_visit_fill (visit, c->body) : NULL;
  guint status;
  g_autoptr(JsonNode) node = sk_visit_ask (visit, c->method, path, body, &status);
  g_autofree char *before = sk_notion_stand_in_dup_value (visit->notion, visit->row, "Due");

  g_assert_cmpuint (status, ==, c->status);
  JsonObject *error = json_node_get_object (node);
  const char *message = json_object_get_string_member (error, "message");

  if (strstr (message, c->message) == NULL)
    g_error ("“%s” does not hold “%s”", message, c->message);
  g_assert_cmpstr (json_object_get_string_member (error, "object"), ==, "error");
  g_assert_cmpint (json_object_get_int_member (error, "status"), ==, c->status);
  g_assert_cmpuint (sk_notion_stand_in_get_n_forbidden (visit->notion), ==, c->status == 400);
  g_assert_cmpstr (sk_notion_stand_in_get_request (visit->notion, 0)->message, ==, message);
  g_assert_cmpstr (before, ==, "2026-11-25");
}

int
main (int    argc,
      char **argv)
{
  g_log_writer_default_set_use_stderr (TRUE);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/stand-in/refuses/", refusals[i].name, NULL);

      g_test_add (path, SkVisit, &refusals[i], sk_visit_begin, test_refusal, sk_visit_end);
    }

  return g_test_run ();
}
