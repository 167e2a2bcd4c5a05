/* test-stand-in.c — whether the stand-in for Notion does as Notion does
 *
 * See also test-stand-in-refusals.c and test-stand-in-recorded.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-visit.h"

/* What is written, and what is read back. */
static const struct
{
  const char *property;
  const char *value;
  const char *expect;
} writes[] = {
  { "Due", "{\"date\": {\"start\": \"2026-07-01\"}}", "2026-07-01" },
  { "Due", "{\"date\": {\"start\": \"2026-07-01\", \"end\": \"2026-07-02\"}}",
    "2026-07-01/2026-07-02" },
  { "Due", "{\"date\": null}", "" },
  { "Due", "{\"date\": {\"start\": \"2026-07-21T18:58:04.659200\","
           " \"time_zone\": \"Europe/Berlin\"}}", "2026-07-21T18:58:00.000+02:00" },
  { "Due", "{\"type\": \"date\", \"date\": {\"start\": \"2026-10-25T01:30:00\","
           " \"end\": \"2026-10-25T03:30:00\", \"time_zone\": \"Europe/Berlin\"}}",
    "2026-10-25T01:30:00.000+02:00/2026-10-25T03:30:00.000+01:00" },
  { "Due", "{\"date\": {\"start\": \"2024-01-08T12:00:00Z\", \"time_zone\": \"UTC\"}}",
    "2024-01-08T12:00:00.000+00:00" },
  { "Due", "{\"date\": {\"start\": \"2026-09-15T09:00:59-07:00\", \"end\": null}}",
    "2026-09-15T09:00:00.000-07:00" },
  { "Due", "{\"date\": {\"start\": \"2026-09-15T09:00\"}}", "2026-09-15T09:00:00.000+00:00" },
  { "Due", "{\"date\": {\"start\": \"1969-12-31T23:59:30Z\"}}", "1969-12-31T23:59:00.000+00:00" },
  { "U%60%3BC", "{\"status\": {\"name\": \"Done\"}}", "Done" },
  { "U`;C", "{\"status\": {\"name\": \"In progress\"}}", "In progress" },
  { "Status", "{\"status\": null}", "Not started" },
  { "Size", "{\"select\": {\"name\": \"XL\"}}", "XL" },
  { "Size", "{\"select\": null}", "" },
  { "Tags", "{\"multi_select\": [{\"name\": \"y\"}, {\"name\": \"z\"}]}", "y, z" },
  { "Hours", "{\"number\": 1.5}", "1.5" },
  { "Auto", "{\"checkbox\": false}", "false" },
  { "title", "{\"title\": [{\"text\": {\"content\": \"A \"}},"
             " {\"type\": \"text\", \"text\": {\"content\": \"task\"}}]}", "A task" },
  { "Task", "{\"title\": []}", "" },
};

static void
test_writes (SkVisit      *visit,
             gconstpointer data)
{
  g_autofree char *path = sk_visit_fill (visit, "/v1/pages/%R");

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"properties\": {\"%s\": %s}}", writes[i].property,
                                               writes[i].value);
      g_autoptr(JsonNode) written = sk_visit_ask_well (visit, "PATCH", path, body);
      g_autoptr(JsonNode) read = sk_visit_ask_well (visit, "GET", path, NULL);
      g_autofree char *value = sk_notion_stand_in_dup_value (visit->notion, visit->row,
                                                             writes[i].property);

      g_assert_cmpstr (value, ==, writes[i].expect);
      json_object_remove_member (json_node_get_object (written), "request_id");
      json_object_remove_member (json_node_get_object (read), "request_id");
      g_assert_true (json_node_equal (written, read));
    }

  g_assert_cmpuint (sk_notion_stand_in_get_n_forbidden (visit->notion), ==, 0);
}

static const struct
{
  const char *name;
  const char *filter;
  const char *expect;             /* nicknames, sorted */
} filters[] = {
  { "all", "{\"and\": []}", "abcd" },
  { "status", "{\"property\": \"Status\", \"status\": {\"equals\": \"Done\"}}", "c" },
  { "status-array",
    "{\"property\": \"Status\", \"status\": {\"equals\": [\"Done\", \"Not started\"]}}",
    "acd" },
  { "status-group", "{\"property\": \"U%60%3BC\", \"status\": {\"does_not_equal\": \"Complete\"}}",
    "abd" },
  { "select-not-includes-empty",
    "{\"property\": \"Size\", \"select\": {\"does_not_equal\": \"S\"}}", "bcd" },
  { "select-empty", "{\"property\": \"Size\", \"select\": {\"is_empty\": true}}", "cd" },
  { "tags", "{\"property\": \"Tags\", \"multi_select\": {\"contains\": \"x\"}}", "a" },
  { "tags-not",
    "{\"property\": \"Tags\", \"multi_select\": {\"does_not_contain\": \"x\"}}", "bcd" },
  { "checkbox", "{\"property\": \"Auto\", \"checkbox\": {\"equals\": true}}", "a" },
  { "checkbox-not", "{\"property\": \"Auto\", \"checkbox\": {\"does_not_equal\": true}}", "bcd" },
  { "number-not", "{\"property\": \"Hours\", \"number\": {\"does_not_equal\": 1}}", "bcd" },
  { "number-most",
    "{\"property\": \"Hours\", \"number\": {\"less_than_or_equal_to\": 2.5}}", "ab" },
  { "number-empty", "{\"property\": \"Hours\", \"number\": {\"is_empty\": true}}", "cd" },
  { "formula", "{\"property\": \"Rank\", \"formula\": {\"number\": {\"greater_than\": 90}}}", "a" },
  { "formula-empty",
    "{\"property\": \"Rank\", \"formula\": {\"number\": {\"is_empty\": true}}}", "bcd" },
  { "text", "{\"property\": \"title\", \"rich_text\": {\"starts_with\": \"Task \"}}", "abc" },
  { "title", "{\"property\": \"Task\", \"title\": {\"does_not_contain\": \"A\"}}", "bcd" },
  { "relation", "{\"property\": \"Blocked by\", \"relation\": {\"contains\": \"%R\"}}", "b" },
  { "relation-empty", "{\"property\": \"Blocked by\", \"relation\": {\"is_empty\": true}}", "acd" },
  { "date-by-the-minute",
    "{\"property\": \"Due\", \"date\": {\"equals\": \"2026-10-20T18:01:15Z\"}}", "a" },
  { "date-on-or-after",
    "{\"property\": \"Due\", \"date\": {\"on_or_after\": \"2026-10-20T18:01:15Z\"}}", "ab" },
  { "date-after", "{\"property\": \"Due\", \"date\": {\"after\": \"2026-10-20T18:01:15Z\"}}", "b" },
  { "date-of-the-day", "{\"property\": \"Due\", \"date\": {\"equals\": \"2026-10-20\"}}", "a" },
  { "date-tomorrow", "{\"property\": \"Due\", \"date\": {\"equals\": \"tomorrow\"}}", "a" },
  { "date-next-week", "{\"property\": \"Due\", \"date\": {\"next_week\": {}}}", "ab" },
  { "date-past-week", "{\"property\": \"Due\", \"date\": {\"past_week\": {}}}", "c" },
  { "date-this-week", "{\"property\": \"Due\", \"date\": {\"this_week\": {}}}", "a" },
  { "date-empty", "{\"property\": \"Due\", \"date\": {\"is_empty\": true}}", "d" },
  { "edited", "{\"timestamp\": \"last_edited_time\","
              " \"last_edited_time\": {\"on_or_after\": \"2026-10-19T07:03:59Z\"}}", "d" },
  { "edited-column", "{\"property\": \"Edited\", \"date\": {\"before\": \"2026-10-19T07:03:00Z\"}}",
    "abc" },
  { "two-levels", "{\"and\": [{\"property\": \"Auto\", \"checkbox\": {\"equals\": false}},"
                  " {\"or\": [{\"property\": \"Status\", \"status\": {\"equals\": \"Done\"}},"
                  " {\"property\": \"Hours\", \"number\": {\"equals\": 2.5}}]}]}", "bc" },
};

/* Of a list: what the titles end in. */
static char *
list_titles (JsonNode *list)
{
  JsonArray *results = json_object_get_array_member (json_node_get_object (list), "results");
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *page = json_array_get_object_element (results, i);
      JsonObject *values = json_object_get_object_member (page, "properties");
      JsonObject *task = json_object_get_object_member (values, "Task");
      JsonArray *title = json_object_get_array_member (task, "title");
      const char *text = json_object_get_string_member (json_array_get_object_element (title, 0),
                                                        "plain_text");

      g_string_append_c (titles, g_ascii_tolower (text[strlen (text) - 1]));
    }

  return g_string_free (titles, FALSE);
}

static int
compare_chars (gconstpointer a,
               gconstpointer b)
{
  return *(const char *) a - *(const char *) b;
}

static void
fill_table (SkVisit *visit)
{
  static const char *const rows[] = {
    "{\"Task\": \"Task A\", \"Size\": \"S\", \"Tags\": [\"x\", \"y\"], \"Rank\": 95.6,"
    " \"Hours\": 1, \"Auto\": true, \"Due\": {\"start\": \"2026-10-20T20:01:00+02:00\"}}",
    "{\"Task\": \"Task B\", \"Status\": \"In progress\", \"Size\": \"L\", \"Hours\": 2.5,"
    " \"Due\": {\"start\": \"2026-10-25\", \"end\": \"2026-10-31\"}}",
    "{\"Task\": \"Task C\", \"Status\": \"Done\", \"Due\": \"2026-10-12\"}",
    "{\"Task\": \"D\"}",
  };

  visit->table = sk_notion_stand_in_add_data_source (visit->notion, NULL, "More", SK_VISIT_SCHEMA);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *row = sk_notion_stand_in_add_row (visit->notion, visit->table, rows[i]);

      if (i == 0)
        visit->row = row;
      if (i == 1)
        {
          g_autofree char *values = g_strdup_printf ("{\"Blocked by\": [\"%s\"]}", visit->row);

          sk_notion_stand_in_set_row (visit->notion, row, values);
        }
      if (i == 3)
        {
          sk_notion_stand_in_set_now (visit->notion, SK_STAND_IN_NOW + 3 * 60 + 20);
          sk_notion_stand_in_set_row (visit->notion, row, "{}");
        }
    }
}

static void
test_filters (SkVisit      *visit,
              gconstpointer data)
{
  fill_table (visit);
  g_autofree char *path = sk_visit_fill (visit, "/v1/data_sources/%T/query");

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *filter = sk_visit_fill (visit, filters[i].filter);
      g_autofree char *body = g_strdup_printf ("{\"filter\": %s}", filter);
      g_autoptr(JsonNode) list = sk_visit_ask_well (visit, "POST", path, body);
      g_autofree char *titles = list_titles (list);

      qsort (titles, strlen (titles), 1, compare_chars);
      if (strcmp (titles, filters[i].expect) != 0)
        g_error ("%s: finds “%s”, not “%s”", filters[i].name, titles, filters[i].expect);
    }
}

static void
test_sorts (SkVisit      *visit,
            gconstpointer data)
{
  static const struct
  {
    const char *sorts;
    const char *expect;
  } cases[] = {
    { "[]", "dcba" },
    { "[{\"property\": \"Due\", \"direction\": \"ascending\"}]", "cabd" },
    { "[{\"property\": \"Due\", \"direction\": \"descending\"}]", "bacd" },
    { "[{\"property\": \"Task\", \"direction\": \"ascending\"}]", "dabc" },
    { "[{\"property\": \"Size\", \"direction\": \"descending\"},"
      " {\"property\": \"title\", \"direction\": \"descending\"}]", "bacd" },
    { "[{\"timestamp\": \"last_edited_time\", \"direction\": \"descending\"},"
      " {\"property\": \"Status\", \"direction\": \"descending\"}]", "dcba" },
  };

  fill_table (visit);
  g_autofree char *path = sk_visit_fill (visit, "/v1/data_sources/%T/query");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"sorts\": %s}", cases[i].sorts);
      g_autoptr(JsonNode) list = sk_visit_ask_well (visit, "POST", path, body);
      g_autofree char *titles = list_titles (list);

      g_assert_cmpstr (titles, ==, cases[i].expect);
    }
}

static const char *
get_cursor (JsonNode *list)
{
  JsonNode *cursor = json_object_get_member (json_node_get_object (list), "next_cursor");

  g_assert_true (json_object_get_boolean_member (json_node_get_object (list), "has_more") !=
                 JSON_NODE_HOLDS_NULL (cursor));

  return JSON_NODE_HOLDS_NULL (cursor) ? NULL : json_node_get_string (cursor);
}

static guint
count_results (JsonNode *list)
{
  return json_array_get_length (json_object_get_array_member (json_node_get_object (list),
                                                              "results"));
}

static void
test_pages (SkVisit      *visit,
            gconstpointer data)
{
  g_autofree char *path = sk_visit_fill (visit, "/v1/data_sources/%T/query");
  g_autofree char *next = NULL;
  guint n = 0;

  for (guint i = 0; i < 249; i++)
    sk_notion_stand_in_add_row (visit->notion, visit->table, "{\"Task\": \"A\"}");

  do
    {
      g_autofree char *body =
        next != NULL ? g_strdup_printf ("{\"sorts\": [], \"start_cursor\": \"%s\"}", next)
                     : g_strdup ("{\"sorts\": []}");
      g_autoptr(JsonNode) list = sk_visit_ask_well (visit, "POST", path, body);

      g_free (next);
      next = g_strdup (get_cursor (list));
      n += count_results (list);
      g_assert_true (next == NULL ||
                     g_regex_match_simple ("^s:[0-9a-f-]{36}:[0-9a-f-]{36}$", next, 0, 0));
      g_assert_false (json_object_has_member (json_node_get_object (list), "request_status"));

      if (next != NULL)     /* tied to what was asked */
        {
          g_autofree char *other = g_strdup_printf ("{\"start_cursor\": \"%s\"}", next);

          g_assert_cmpuint (sk_visit_ask_status (visit, "POST", path, other), ==, 400);
        }
    }
  while (next != NULL);
  g_assert_cmpuint (n, ==, 250);

  /* The cap is said on every page. */
  sk_notion_stand_in_set_query_cap (visit->notion, 120);
  sk_notion_stand_in_set_page_limit (visit->notion, 70);
  g_autoptr(JsonNode) first = sk_visit_ask_well (visit, "POST", path, "{\"page_size\": 100}");
  g_autofree char *body = g_strdup_printf ("{\"start_cursor\": \"%s\"}", get_cursor (first));
  g_autoptr(JsonNode) second = sk_visit_ask_well (visit, "POST", path, body);

  g_assert_cmpuint (count_results (first), ==, 70);
  g_assert_cmpuint (count_results (second), ==, 50);
  g_assert_null (get_cursor (second));
  g_assert_true (json_object_has_member (json_node_get_object (first), "request_status"));
  g_assert_true (json_object_has_member (json_node_get_object (second), "request_status"));
}

static void
test_filter_properties (SkVisit      *visit,
                        gconstpointer data)
{
  g_autofree char *path =
    sk_visit_fill (visit, "/v1/data_sources/%T/query?filter_properties=title"
                   "&filter_properties=U%60%3BC&filter_properties%5B%5D=Due");
  g_autoptr(JsonNode) list = sk_visit_ask_well (visit, "POST", path, "{}");
  JsonArray *results = json_object_get_array_member (json_node_get_object (list), "results");
  JsonObject *values = json_object_get_object_member (json_array_get_object_element (results, 0),
                                                      "properties");

  g_assert_cmpuint (json_object_get_size (values), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (values, "Status"),
                                                  "id"), ==, "U%60%3BC");
}

static void
test_relations (SkVisit      *visit,
                gconstpointer data)
{
  g_autoptr(GString) ids = g_string_new ("");

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (ids, "%s\"%s\"", i > 0 ? ", " : "",
                            sk_notion_stand_in_add_row (visit->notion, visit->table, "{}"));

  g_autofree char *values = g_strdup_printf ("{\"Blocked by\": [%s]}", ids->str);
  g_autofree char *path = sk_visit_fill (visit, "/v1/pages/%R");
  g_autofree char *id = sk_notion_stand_in_dup_property_id (visit->notion, visit->table,
                                                            "Blocked by");

  sk_notion_stand_in_set_row (visit->notion, visit->row, values);
  g_autoptr(JsonNode) page = sk_visit_ask_well (visit, "GET", path, NULL);
  JsonObject *relation =
    json_object_get_object_member (json_object_get_object_member (json_node_get_object (page),
                                                                  "properties"), "Blocked by");

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (relation, "relation")), ==,
                    25);
  g_assert_true (json_object_get_boolean_member (relation, "has_more"));

  g_autofree char *item = g_strdup_printf ("%s/properties/%s?page_size=20", path, id);
  g_autoptr(JsonNode) first = sk_visit_ask_well (visit, "GET", item, NULL);
  g_autofree char *more = g_strdup_printf ("%s&start_cursor=%s", item, get_cursor (first));
  g_autoptr(JsonNode) second = sk_visit_ask_well (visit, "GET", more, NULL);

  g_assert_cmpuint (count_results (first), ==, 20);
  g_assert_cmpuint (count_results (second), ==, 10);
  g_assert_null (get_cursor (second));
}

static void
test_schema_edit (SkVisit      *visit,
                  gconstpointer data)
{
  g_autofree char *path = sk_visit_fill (visit, "/v1/data_sources/%T");
  g_autoptr(JsonNode) node =
    sk_visit_ask_well (visit, "PATCH", path,
                       "{\"properties\": {\"When\": {\"date\": {}}, \"Keep\":"
                       " {\"type\": \"checkbox\", \"checkbox\": {}},"
                       " \"Due\": {\"name\": \"Deadline\"}, \"Auto\": {\"checkbox\": {}}}}");
  JsonObject *columns = json_object_get_object_member (json_node_get_object (node), "properties");
  g_autofree char *when = sk_notion_stand_in_dup_property_id (visit->notion, visit->table, "When");
  g_autofree char *value = sk_notion_stand_in_dup_value (visit->notion, visit->row, "Deadline");
  g_autofree char *keep = sk_notion_stand_in_dup_json (visit->notion, visit->row, "Keep");

  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (columns, "When"),
                                                  "id"), ==, when);
  g_assert_false (json_object_has_member (columns, "Due"));
  g_assert_cmpstr (value, ==, "2026-11-25");
  g_assert_cmpstr (keep, ==, "false");

  g_autoptr(JsonNode) same = sk_visit_ask_well (visit, "PATCH", path, "{\"properties\": {}}");

  g_assert_true (json_object_has_member (json_node_get_object (same), "properties"));
}

static void
test_create_and_trash (SkVisit      *visit,
                       gconstpointer data)
{
  g_autofree char *body =
    sk_visit_fill (visit, "{\"parent\": {\"type\": \"data_source_id\", \"data_source_id\": \"%T\"},"
                   " \"properties\": {\"title\": {\"title\":"
                   " [{\"text\": {\"content\": \"New\"}}]}}}");
  g_autoptr(JsonNode) page = sk_visit_ask_well (visit, "POST", "/v1/pages", body);
  const char *id = json_object_get_string_member (json_node_get_object (page), "id");
  g_autofree char *title = sk_notion_stand_in_dup_value (visit->notion, id, "Task");
  g_autofree char *path = g_strconcat ("/v1/pages/", id, NULL);
  g_autofree char *query = sk_visit_fill (visit, "/v1/data_sources/%T/query");
  const char *edit = "{\"properties\": {\"Hours\": {\"number\": 1}}}";

  g_assert_cmpstr (title, ==, "New");
  g_assert_cmpuint (sk_visit_ask_status (visit, "PATCH", path, "{\"in_trash\": true}"), ==, 200);
  g_autoptr(JsonNode) list = sk_visit_ask_well (visit, "POST", query, "{}");

  g_assert_true (sk_notion_stand_in_is_trashed (visit->notion, id));
  g_assert_cmpuint (count_results (list), ==, 1);
  g_assert_cmpuint (sk_visit_ask_status (visit, "PATCH", path, edit), ==, 400);
  g_autoptr(JsonNode) restored = sk_visit_ask_well (visit, "PATCH", path, "{\"in_trash\": false}");

  g_assert_false (json_object_get_boolean_member (json_node_get_object (restored), "in_trash"));

  sk_notion_stand_in_set_shared (visit->notion, visit->table, FALSE);
  g_assert_cmpuint (sk_visit_ask_status (visit, "GET", path, NULL), ==, 404);
}

/* Every kind of result, as a formula column gives it. */
static void
test_formulas (SkVisit      *visit,
               gconstpointer data)
{
  static const struct
  {
    const char *value;
    const char *expect;
  } cases[] = {
    { "95.6", "{\"type\": \"number\", \"number\": 95.6}" },
    { "\"now\"", "{\"type\": \"string\", \"string\": \"now\"}" },
    { "{\"formula\": true}", "{\"type\": \"boolean\", \"boolean\": true}" },
    { "{\"start\": \"2026-10-20T09:00Z\"}",
      "{\"type\": \"date\", \"date\": {\"start\": \"2026-10-20T09:00:00.000+00:00\","
      " \"end\": null, \"time_zone\": null}}" },
    { "null", "{\"type\": \"number\", \"number\": null}" },
    { "{\"formula\": {\"type\": \"unsupported\", \"unsupported\": {}}}",
      "{\"type\": \"unsupported\", \"unsupported\": {}}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *values = g_strdup_printf ("{\"Rank\": %s}", cases[i].value);

      sk_notion_stand_in_set_row (visit->notion, visit->row, values);
      g_autofree char *value = sk_notion_stand_in_dup_json (visit->notion, visit->row, "Rank");

      g_assert_cmpstr (value, ==, cases[i].expect);
    }
}

static const char *
get_edited (JsonNode *page)
{
  return json_object_get_string_member (json_node_get_object (page), "last_edited_time");
}

static void
test_clock (SkVisit      *visit,
            gconstpointer data)
{
  g_autofree char *path = sk_visit_fill (visit, "/v1/pages/%R");

  sk_notion_stand_in_set_row (visit->notion, visit->row, "{\"Rank\": {\"formula\": \"now()\"}}");
  sk_notion_stand_in_set_now (visit->notion, SK_STAND_IN_NOW + 3599);
  g_autofree char *rank = sk_notion_stand_in_dup_value (visit->notion, visit->row, "Rank");
  g_autoptr(JsonNode) page = sk_visit_ask_well (visit, "GET", path, NULL);
  g_autoptr(JsonNode) edited = sk_visit_ask_well (visit, "PATCH", path,
                                                  "{\"properties\": {\"Hours\": {\"number\": 1}}}");

  g_assert_cmpstr (rank, ==, "2026-10-19T07:59:00.000+00:00");
  g_assert_cmpstr (get_edited (page), ==, "2026-10-19T07:00:00.000Z");
  g_assert_cmpstr (get_edited (edited), ==, "2026-10-19T07:59:00.000Z");
}

static void
test_doors (SkVisit      *visit,
            gconstpointer data)
{
  guint status;
  SoupMessage *message = sk_visit_message (visit, "GET", "/v1/users/me", NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                "Bearer other");
  g_autoptr(JsonNode) denied = sk_visit_send (visit, message, &status);

  g_assert_cmpuint (status, ==, 401);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (denied), "message"), ==,
                   "API token is invalid.");

  visit->version = NULL;
  g_autoptr(JsonNode) missing = sk_visit_ask (visit, "GET", "/v1/users/me", NULL, &status);

  g_assert_cmpuint (status, ==, 400);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (missing), "code"), ==,
                   "missing_version");

  visit->version = "2022-06-28";
  g_assert_cmpuint (sk_visit_ask_status (visit, "GET", "/v1/users/me", NULL), ==, 400);

  visit->version = "2025-09-03";
  g_autofree char *path = sk_visit_fill (visit, "/v1/pages/%R");
  g_autoptr(JsonNode) dated = sk_visit_ask_well (visit, "GET", path, NULL);
  g_autoptr(GList) members = json_object_get_members (json_node_get_object (dated));

  g_assert_cmpstr (g_list_last (members)->prev->data, ==, "archived");

  message = sk_visit_message (visit, "PATCH", path, "{}");
  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Type",
                                "text/plain");
  g_autoptr(JsonNode) plain = sk_visit_send (visit, message, &status);

  g_assert_nonnull (plain);
  g_assert_cmpuint (status, ==, 400);
}

static void
test_kinds (SkVisit      *visit,
            gconstpointer data)
{
  const char *linked = sk_notion_stand_in_add_database (visit->notion, "Untitled");
  const char *wiki = sk_notion_stand_in_add_data_source (visit->notion, NULL, "Wiki", "{}");
  const char *page = sk_notion_stand_in_add_page (visit->notion, "Notes");
  g_autofree char *path = g_strconcat ("/v1/databases/", linked, NULL);
  g_autofree char *query = g_strdup_printf ("/v1/data_sources/%s/query", wiki);
  g_autofree char *page_path = g_strconcat ("/v1/pages/", page, NULL);
  g_autoptr(JsonNode) base = sk_visit_ask_well (visit, "GET", path, NULL);

  g_assert_cmpuint (json_array_get_length (
                      json_object_get_array_member (json_node_get_object (base), "data_sources")),
                    ==, 0);

  sk_notion_stand_in_add_wiki_child (visit->notion, wiki, visit->table);
  g_autoptr(JsonNode) both = sk_visit_ask_well (visit, "POST", query, "{}");
  g_autoptr(JsonNode) pages = sk_visit_ask_well (visit, "POST", query,
                                                 "{\"result_type\": \"page\"}");
  g_autoptr(JsonNode) plain = sk_visit_ask_well (visit, "GET", page_path, NULL);
  g_autoptr(JsonNode) hits = sk_visit_ask_well (visit, "POST", "/v1/search", "{}");
  g_autoptr(JsonNode) tables =
    sk_visit_ask_well (visit, "POST", "/v1/search",
                       "{\"query\": \"x\","
                       " \"filter\": {\"property\": \"object\", \"value\": \"data_source\"}}");

  g_assert_cmpuint (count_results (both), ==, 1);
  g_assert_cmpuint (count_results (pages), ==, 0);
  g_assert_cmpuint (count_results (hits), ==, 4);
  g_assert_cmpuint (count_results (tables), ==, 2);
  g_assert_true (json_object_has_member (
                   json_object_get_object_member (json_node_get_object (plain), "properties"),
                   "title"));
}

/* What a client sees of each trouble, and whether the write was done. */
static const struct
{
  SkStandInFault  fault;
  guint           status;         /* 0: no answer */
  gboolean        json;
  gboolean        written;
} faults[] = {
  { { .trouble = SK_STAND_IN_ANSWER, .status = 429, .retry_after = 7 }, 429, TRUE, FALSE },
  { { .trouble = SK_STAND_IN_ANSWER, .status = 529 }, 529, TRUE, FALSE },
  { { .trouble = SK_STAND_IN_ANSWER, .status = 409 }, 409, TRUE, FALSE },
  { { .trouble = SK_STAND_IN_ANSWER, .status = 500, .code = "conflict_error" }, 500, TRUE, FALSE },
  { { .trouble = SK_STAND_IN_SAVED_503 }, 503, TRUE, TRUE },
  { { .trouble = SK_STAND_IN_HTML, .status = 502 }, 502, FALSE, FALSE },
  { { .trouble = SK_STAND_IN_HTML, .status = 403 }, 403, FALSE, FALSE },
  { { .trouble = SK_STAND_IN_DROP }, 0, FALSE, FALSE },
  { { .trouble = SK_STAND_IN_SAVED_DROP }, 0, FALSE, TRUE },
  { { .trouble = SK_STAND_IN_TRUNCATE }, 0, FALSE, TRUE },
  { { .trouble = SK_STAND_IN_GARBAGE }, 200, FALSE, TRUE },
  { { .trouble = SK_STAND_IN_REDIRECT }, 302, FALSE, FALSE },
  { { .trouble = SK_STAND_IN_IGNORE }, 200, TRUE, FALSE },
};

static void
test_faults (SkVisit      *visit,
             gconstpointer data)
{
  g_autofree char *path = sk_visit_fill (visit, "/v1/pages/%R");

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      SkStandInFault fault = faults[i].fault;
      g_autofree char *body = g_strdup_printf ("{\"properties\": {\"Hours\": {\"number\": %"
                                               G_GSIZE_FORMAT "}}}", i + 1);
      g_autofree char *expect = g_strdup_printf ("%" G_GSIZE_FORMAT, i + 1);
      guint status;

      fault.method = "PATCH";
      fault.path = "/v1/pages/?*";
      fault.nth = 2;
      sk_notion_stand_in_set_row (visit->notion, visit->row, "{\"Hours\": null}");
      sk_notion_stand_in_add_fault (visit->notion, &fault);
      g_assert_cmpuint (sk_visit_ask_status (visit, "PATCH", path, "{}"), ==, 200);
      g_autoptr(JsonNode) node = sk_visit_ask (visit, "PATCH", path, body, &status);
      g_autofree char *value = sk_notion_stand_in_dup_value (visit->notion, visit->row, "Hours");

      g_assert_cmpuint (sk_visit_ask_status (visit, "PATCH", path, "{}"), ==, 200);
      g_assert_cmpuint (status, ==, faults[i].status);
      g_assert_true ((node != NULL) == faults[i].json);
      g_assert_cmpstr (value, ==, faults[i].written ? expect : "");
    }

  g_assert_cmpuint (sk_notion_stand_in_get_n_forbidden (visit->notion), ==, 0);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (visit->notion, "PATCH", "/v1/pages/*"), ==,
                    3 * G_N_ELEMENTS (faults));
}

static void
test_retry_after (SkVisit      *visit,
                  gconstpointer data)
{
  SkStandInFault fault = { .trouble = SK_STAND_IN_ANSWER, .status = 429, .retry_after = 7,
                           .reason = "public_api_space_request_rate_limit", .times = 2 };
  SoupMessage *message = sk_visit_message (visit, "GET", "/v1/users/me", NULL);
  guint status;

  sk_notion_stand_in_add_fault (visit->notion, &fault);
  g_object_ref (message);
  g_autoptr(JsonNode) node = sk_visit_send (visit, message, &status);
  JsonObject *additional = json_object_get_object_member (json_node_get_object (node),
                                                          "additional_data");

  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                 "Retry-After"), ==, "7");
  g_assert_cmpstr (json_object_get_string_member (additional, "rate_limit_reason"), ==,
                   "public_api_space_request_rate_limit");
  g_assert_cmpstr (json_object_get_string_member (additional, "retry_after"), ==, "7");
  g_object_unref (message);

  g_assert_cmpuint (sk_visit_ask_status (visit, "GET", "/v1/users/me", NULL), ==, 429);
  g_assert_cmpuint (sk_visit_ask_status (visit, "GET", "/v1/users/me", NULL), ==, 200);
}

/* Held answers wait; a client that gave up does no harm. */
static void
test_hold (SkVisit      *visit,
           gconstpointer data)
{
  g_autofree char *path = sk_visit_fill (visit, "/v1/pages/%R");
  const char *body = "{\"properties\": {\"Hours\": {\"number\": 3}}}";
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(SoupMessage) first = sk_visit_message (visit, "PATCH", path, body);
  g_autoptr(SoupMessage) second = sk_visit_message (visit, "PATCH", path, body);
  SkVisitReply early = { 0 };
  SkVisitReply late = { 0 };

  sk_notion_stand_in_add_fault (visit->notion,
                                &(SkStandInFault) { .trouble = SK_STAND_IN_HOLD_BEFORE });
  sk_notion_stand_in_add_fault (visit->notion, &(SkStandInFault) { .trouble = SK_STAND_IN_HOLD });

  soup_session_send_and_read_async (visit->session, first, G_PRIORITY_DEFAULT, cancellable,
                                    sk_visit_on_sent, &early);
  while (sk_notion_stand_in_get_n_held (visit->notion) < 1)
    g_main_context_iteration (NULL, TRUE);
  g_autofree char *before = sk_notion_stand_in_dup_value (visit->notion, visit->row, "Hours");

  g_assert_cmpstr (before, ==, "");
  soup_session_send_and_read_async (visit->session, second, G_PRIORITY_DEFAULT, NULL,
                                    sk_visit_on_sent, &late);
  while (sk_notion_stand_in_get_n_held (visit->notion) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_autofree char *after = sk_notion_stand_in_dup_value (visit->notion, visit->row, "Hours");

  g_assert_cmpstr (after, ==, "3");
  g_cancellable_cancel (cancellable);
  sk_visit_finish (&early);
  g_assert_error (early.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (late.done);

  sk_notion_stand_in_release (visit->notion);
  sk_visit_finish (&late);
  g_assert_no_error (late.error);
  g_assert_cmpuint (soup_message_get_status (second), ==, 200);
  g_assert_cmpuint (sk_notion_stand_in_get_n_held (visit->notion), ==, 0);
  g_clear_error (&early.error);
  g_bytes_unref (late.body);
}

static void
test_ends_while_holding (SkVisit      *visit,
                         gconstpointer data)
{
  g_autofree char *path = sk_visit_fill (visit, "/v1/pages/%R");
  g_autoptr(SoupMessage) message = sk_visit_message (visit, "GET", path, NULL);
  SkVisitReply reply = { 0 };

  sk_notion_stand_in_add_fault (visit->notion, &(SkStandInFault) { .trouble = SK_STAND_IN_HOLD });
  soup_session_send_and_read_async (visit->session, message, G_PRIORITY_DEFAULT, NULL,
                                    sk_visit_on_sent, &reply);
  while (sk_notion_stand_in_get_n_held (visit->notion) < 1)
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&visit->notion);
  visit->notion = sk_notion_stand_in_new ();
  sk_visit_finish (&reply);
  g_assert_nonnull (reply.error);
  g_clear_error (&reply.error);
}

static void
test_scenario (SkVisit      *visit,
               gconstpointer data)
{
  const char *text =
    "{\"token\": \"ntn_other\", \"now\": \"2026-11-01T00:00:00Z\", \"pages\": [\"Notes\"],"
    " \"databases\": [{\"title\": \"Work\", \"data_sources\": ["
    "   {\"name\": \"People\", \"rows\": [{\"@ref\": \"ann\", \"Name\": \"Ann\"}]},"
    "   {\"name\": \"Work\", \"schema\": {\"Needs\": {\"type\": \"relation\"},"
    "     \"Who\": {\"type\": \"relation\", \"to\": \"People\"}},"
    "     \"rows\": [{\"@ref\": \"one\", \"Name\": \"One\", \"Needs\": [\"two\"],"
    "                 \"Who\": [\"ann\"]},"
    "                {\"@ref\": \"two\", \"Name\": \"Two\"}]}]},"
    "   {\"title\": \"Linked\"}],"
    " \"faults\": [{\"trouble\": \"answer\", \"status\": 429}]}";
  g_autoptr(GError) error = NULL;

  g_assert_true (sk_notion_stand_in_load (visit->notion, text, -1, &error));
  g_assert_no_error (error);
  g_autofree char *needs = sk_notion_stand_in_dup_value (visit->notion, "one", "Needs");
  g_autofree char *name = sk_notion_stand_in_dup_value (visit->notion, needs, "Name");

  g_assert_cmpstr (name, ==, "Two");
  g_assert_cmpint (sk_notion_stand_in_get_now (visit->notion), ==, 1793491200);
  g_assert_false (sk_notion_stand_in_load (visit->notion, "{\"tokn\": 1}", -1, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (* test) (SkVisit *visit, gconstpointer data);
  } tests[] = {
    { "/stand-in/doors", test_doors },
    { "/stand-in/keeps-what-is-written", test_writes },
    { "/stand-in/filters", test_filters },
    { "/stand-in/sorts", test_sorts },
    { "/stand-in/pages-and-cap", test_pages },
    { "/stand-in/filter-properties", test_filter_properties },
    { "/stand-in/relations-of-30", test_relations },
    { "/stand-in/edits-the-schema", test_schema_edit },
    { "/stand-in/creates-and-trashes", test_create_and_trash },
    { "/stand-in/formulas", test_formulas },
    { "/stand-in/clock", test_clock },
    { "/stand-in/kinds-of-databases", test_kinds },
    { "/stand-in/faults", test_faults },
    { "/stand-in/retry-after", test_retry_after },
    { "/stand-in/hold", test_hold },
    { "/stand-in/ends-while-holding", test_ends_while_holding },
    { "/stand-in/scenario", test_scenario },
  };

  g_log_writer_default_set_use_stderr (TRUE);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SkVisit, NULL, sk_visit_begin, tests[i].test, sk_visit_end);

  return g_test_run ();
}
