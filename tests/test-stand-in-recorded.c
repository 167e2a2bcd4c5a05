/* test-stand-in-recorded.c — the stand-in beside recorded answers of Notion
 *
 * SLOTKEEPER_FIXTURES names a directory of them; without it there is nothing to
 * compare with.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-visit.h"

#include "sk-json.h"

static JsonNode *
load_fixture (const char *name)
{
  const char *directory = g_getenv ("SLOTKEEPER_FIXTURES");
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  JsonNode *node = sk_json_parse (text, length, SK_JSON_STRANGERS, &error);

  g_assert_no_error (error);
  return node;
}

static void compare (JsonNode   *ours,
                     JsonNode   *theirs,
                     const char *where);

static void
compare_objects (JsonObject *ours,
                 JsonObject *theirs,
                 const char *where)
{
  g_autoptr(GList) members = json_object_get_members (ours);
  g_autoptr(GList) expected = json_object_get_members (theirs);
  GList *l = members;
  GList *e = expected;

  for (; l != NULL && e != NULL; l = l->next, e = e->next)
    {
      g_autofree char *place = g_strconcat (where, ".", e->data, NULL);

      if (strcmp (l->data, e->data) != 0)
        g_error ("%s: ours is %s", place, (char *) l->data);
      compare (json_object_get_member (ours, l->data), json_object_get_member (theirs, e->data),
               place);
    }

  if (l != NULL || e != NULL)
    g_error ("%s: %s %s", where, l != NULL ? "ours has also" : "ours lacks",
             (char *) (l != NULL ? l->data : e->data));
}

/* The same members in the same order, all the way down; values may differ. */
static void
compare (JsonNode   *ours,
         JsonNode   *theirs,
         const char *where)
{
  if (JSON_NODE_HOLDS_NULL (ours) || JSON_NODE_HOLDS_NULL (theirs))
    return;
  if (json_node_get_node_type (ours) != json_node_get_node_type (theirs))
    g_error ("%s: ours is of another kind", where);
  if (JSON_NODE_HOLDS_OBJECT (ours))
    compare_objects (json_node_get_object (ours), json_node_get_object (theirs), where);
  else if (JSON_NODE_HOLDS_ARRAY (ours))
    {
      JsonArray *first = json_node_get_array (ours);
      JsonArray *second = json_node_get_array (theirs);
      guint n = MIN (json_array_get_length (first), json_array_get_length (second));

      for (guint i = 0; i < n; i++)
        compare (json_array_get_element (first, i), json_array_get_element (second, i), where);
    }
  else if (json_node_get_value_type (ours) != json_node_get_value_type (theirs))
    g_error ("%s: ours is another kind of value", where);
}

static const char *
get_name (JsonArray *array,
          guint      i)
{
  return json_object_get_string_member (json_array_get_object_element (array, i), "name");
}

static void
add_groups (JsonObject *wish,
            JsonObject *status)
{
  JsonArray *groups = json_object_get_array_member (status, "groups");
  JsonArray *options = json_object_get_array_member (status, "options");
  JsonObject *copy = json_object_new ();

  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonArray *names = json_array_new ();

      for (guint j = 0; i == 0 && j < json_array_get_length (options); j++)
        json_array_add_string_element (names, get_name (options, j));
      json_object_set_array_member (copy, get_name (groups, i), names);
    }
  json_object_set_object_member (wish, "groups", copy);
}

/* Our short form of recorded columns, or of a recorded row's values. */
static char *
make_schema (JsonObject *properties)
{
  g_autoptr(JsonNode) schema = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_node_take_object (schema, json_object_new ());
  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *property = json_node_get_object (node);
      const char *type = json_object_get_string_member (property, "type");
      g_autofree char *id = g_uri_unescape_string (json_object_get_string_member (property, "id"),
                                                   NULL);
      JsonObject *wish = json_object_new ();

      json_object_set_string_member (wish, "type", type);
      json_object_set_string_member (wish, "id", id);
      if (strcmp (type, "status") == 0 && json_object_has_member (property, "name"))
        add_groups (wish, json_object_get_object_member (property, type));
      json_object_set_object_member (json_node_get_object (schema), name, wish);
    }

  return sk_json_print (schema, FALSE);
}

/* A row that holds what a recorded page holds. */
static char *
make_values (JsonObject *properties)
{
  g_autoptr(JsonNode) values = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_node_take_object (values, json_object_new ());
  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *property = json_node_get_object (node);
      const char *type = json_object_get_string_member (property, "type");
      JsonObject *raw = json_object_new ();

      json_object_set_member (raw, "raw", json_node_ref (json_object_get_member (property, type)));
      json_object_set_object_member (json_node_get_object (values), name, raw);
    }

  return sk_json_print (values, FALSE);
}

static JsonObject *
get_first (JsonNode *list)
{
  return json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (list), "results"), 0);
}

/* A data source and one row, as in the recorded @page. */
static void
rebuild (SkVisit    *visit,
         JsonObject *page,
         JsonObject *columns)     /* (nullable) */
{
  JsonObject *properties = json_object_get_object_member (page, "properties");
  g_autofree char *schema = make_schema (columns != NULL ? columns : properties);
  g_autofree char *values = make_values (properties);

  visit->table = sk_notion_stand_in_add_data_source (visit->notion, NULL, "Recorded", schema);
  visit->row = sk_notion_stand_in_add_row (visit->notion, visit->table, values);
}

static void
compare_answer (SkVisit    *visit,
                const char *method,
                const char *path,
                const char *body,
                JsonNode   *recorded,
                const char *name)
{
  g_autofree char *filled = sk_visit_fill (visit, path);
  guint status;
  g_autoptr(JsonNode) ours = sk_visit_ask (visit, method, filled, body, &status);

  g_assert_nonnull (ours);
  compare (ours, recorded, name);
}

static gboolean
has_fixtures (void)
{
  if (g_getenv ("SLOTKEEPER_FIXTURES") != NULL)
    return TRUE;

  g_test_skip ("SLOTKEEPER_FIXTURES is not set");
  return FALSE;
}

static void
test_recorded_databases (SkVisit      *visit,
                         gconstpointer data)
{
  if (!has_fixtures ())
    return;

  g_autoptr(JsonNode) me = load_fixture ("01_users_me.json");
  g_autoptr(JsonNode) hits = load_fixture ("02_search_data_sources.json");
  g_autoptr(JsonNode) two = load_fixture ("03_database_two_data_sources.json");
  g_autoptr(JsonNode) linked = load_fixture ("04_database_linked_empty_data_sources.json");
  g_autoptr(JsonNode) schema = load_fixture ("05_data_source_schema.json");
  g_autoptr(JsonNode) added = load_fixture ("11_data_source_add_date_property.json");
  g_autofree char *base =
    g_strconcat ("/v1/databases/", sk_notion_stand_in_get_database (visit->notion, visit->table),
                 NULL);
  const char *untitled = sk_notion_stand_in_add_database (visit->notion, "Untitled");
  g_autofree char *empty = g_strconcat ("/v1/databases/", untitled, NULL);
  g_autofree char *columns =
    make_schema (json_object_get_object_member (json_node_get_object (schema), "properties"));
  g_autofree char *first =
    make_schema (json_object_get_object_member (get_first (hits), "properties"));

  compare_answer (visit, "GET", "/v1/users/me", NULL, me, "01");
  compare_answer (visit, "GET", base, NULL, two, "03");
  compare_answer (visit, "GET", empty, NULL, linked, "04");
  visit->table = sk_notion_stand_in_add_data_source (visit->notion, NULL, "Task DB", columns);
  compare_answer (visit, "GET", "/v1/data_sources/%T", NULL, schema, "05");

  sk_notion_stand_in_set_shared (visit->notion, visit->table, FALSE);
  visit->table = sk_notion_stand_in_add_data_source (
    visit->notion, NULL, "Employee DB",
    "{\"Name\": {\"type\": \"title\"}, \"Salary\": {\"type\": \"number\", \"id\": \"~~~~\"}}");
  g_autofree char *path = sk_visit_fill (visit, "/v1/data_sources/%T");
  g_autoptr(JsonNode) ours =
    sk_visit_ask_well (visit, "PATCH", path,
                       "{\"properties\": {\"Hiring Date\": {\"type\": \"date\", \"date\": {}}}}");

  compare (ours, added, "11");
  sk_notion_stand_in_set_now (visit->notion, SK_STAND_IN_NOW + 60);
  visit->table = sk_notion_stand_in_add_data_source (visit->notion, NULL, "Formula DB", first);
  g_autoptr(JsonNode) found =
    sk_visit_ask_well (visit, "POST", "/v1/search",
                       "{\"query\": \"Task DB\", \"page_size\": 1,"
                       " \"filter\": {\"property\": \"object\", \"value\": \"data_source\"}}");

  compare (found, hits, "02");
}

static void
test_recorded_rows (SkVisit      *visit,
                    gconstpointer data)
{
  if (!has_fixtures ())
    return;

  g_autoptr(JsonNode) formulas = load_fixture ("06_query_rows_formula_date.json");
  g_autoptr(JsonNode) more = load_fixture ("07_query_has_more_cursor.json");
  g_autoptr(JsonNode) all = load_fixture ("12_page_all_property_types.json");
  g_autoptr(JsonNode) references = load_fixture ("13_page_relation_has_more.json");
  g_autoptr(JsonNode) restored = load_fixture ("20_page_restored.json");

  rebuild (visit, get_first (formulas), NULL);
  compare_answer (visit, "POST", "/v1/data_sources/%T/query", "{}", formulas, "06");
  rebuild (visit, get_first (more), NULL);
  compare_answer (visit, "POST", "/v1/data_sources/%T/query", "{\"page_size\": 1}", more, "07");
  rebuild (visit, get_first (all), NULL);
  compare_answer (visit, "POST", "/v1/data_sources/%T/query", "{}", all, "12");
  rebuild (visit, json_node_get_object (references), NULL);
  compare_answer (visit, "GET", "/v1/pages/%R", NULL, references, "13");
  visit->row = sk_notion_stand_in_add_page (visit->notion, "");
  compare_answer (visit, "PATCH", "/v1/pages/%R", "{\"in_trash\": false}", restored, "20");

  visit->table = sk_notion_stand_in_add_data_source (
    visit->notion, NULL, "F",
    "{\"F\": {\"type\": \"formula\", \"id\": \"]~iZ\", \"result\": \"date\"}}");
  visit->row = sk_notion_stand_in_add_row (visit->notion, visit->table,
                                           "{\"F\": \"2025-09-01T06:05:00+00:00\"}");
  g_autoptr(JsonNode) item = load_fixture ("19_property_item_formula_date.json");

  compare_answer (visit, "GET", "/v1/pages/%R/properties/%5D~iZ", NULL, item, "19");
}

/* The recorded request gives the recorded date. */
static void
check_recorded_write (SkVisit    *visit,
                      const char *request_name,
                      const char *answer_name)
{
  g_autoptr(JsonNode) schema = load_fixture ("05_data_source_schema.json");
  g_autoptr(JsonNode) request = load_fixture (request_name);
  g_autoptr(JsonNode) answer = load_fixture (answer_name);
  g_autofree char *body = sk_json_print (request, FALSE);
  JsonObject *columns = json_object_get_object_member (json_node_get_object (schema), "properties");

  rebuild (visit, json_node_get_object (answer), columns);
  g_autofree char *path = sk_visit_fill (visit, "/v1/pages/%R");
  g_autoptr(JsonNode) ours = sk_visit_ask_well (visit, "PATCH", path, body);
  JsonObject *values = json_object_get_object_member (json_node_get_object (ours), "properties");
  JsonObject *theirs = json_object_get_object_member (json_node_get_object (answer), "properties");

  compare (ours, answer, answer_name);
  g_assert_true (json_node_equal (json_object_get_member (values, "Due Date"),
                                  json_object_get_member (theirs, "Due Date")));
}

static void
test_recorded_writes (SkVisit      *visit,
                      gconstpointer data)
{
  if (!has_fixtures ())
    return;

  check_recorded_write (visit, "08_page_patch_date_utc.request.json",
                        "08_page_patch_date_utc.json");
  check_recorded_write (visit, "09_page_patch_date_only.request.json",
                        "09_page_patch_date_only.json");

  g_autoptr(JsonNode) request = load_fixture ("10_page_create_date_time_zone.request.json");
  g_autoptr(JsonNode) answer = load_fixture ("10_page_create_date_time_zone.json");
  JsonObject *theirs = json_object_get_object_member (json_node_get_object (answer), "properties");
  g_autofree char *schema = make_schema (theirs);
  g_autoptr(GString) body = g_string_new (NULL);
  g_autofree char *text = sk_json_print (request, FALSE);

  visit->table = sk_notion_stand_in_add_data_source (visit->notion, NULL, "Recorded", schema);
  g_string_append (body, text);
  g_string_replace (body, "8fa2abc3-f6d8-42fc-a41c-1f9c61f7d1ba", visit->table, 0);
  g_autoptr(JsonNode) ours = sk_visit_ask_well (visit, "POST", "/v1/pages", body->str);
  JsonObject *values = json_object_get_object_member (json_node_get_object (ours), "properties");

  compare (ours, answer, "10");
  g_assert_true (json_node_equal (json_object_get_member (values, "Due Date"),
                                  json_object_get_member (theirs, "Due Date")));
}

static const char *
get_message (JsonNode *error)
{
  return json_object_get_string_member (json_node_get_object (error), "message");
}

static void
test_recorded_errors (SkVisit      *visit,
                      gconstpointer data)
{
  static const struct
  {
    const char *fixture;
    const char *path;
    gboolean    same_text;
    const char *token;
  } cases[] = {
    { "14_error_404_page.json", "/v1/pages/7855b161-f63e-4683-b7c7-8ca6e97ee266", FALSE },
    { "15_error_400_uuid.json", "/v1/pages/12345678-1234-1234-1234-123456789abc", TRUE },
    { "17_error_400_invalid_request_url.json", "/v1/invalid", TRUE },
    { "16_error_401.json", "/v1/users/me", TRUE, "ntn_other" },
  };

  if (!has_fixtures ())
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) recorded = load_fixture (cases[i].fixture);
      guint status;

      if (cases[i].token != NULL)
        sk_notion_stand_in_set_token (visit->notion, cases[i].token);
      g_autoptr(JsonNode) ours = sk_visit_ask (visit, "GET", cases[i].path, NULL, &status);

      compare (ours, recorded, cases[i].fixture);
      if (cases[i].same_text)
        g_assert_cmpstr (get_message (ours), ==, get_message (recorded));
    }
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
    { "/stand-in/recorded/databases", test_recorded_databases },
    { "/stand-in/recorded/rows", test_recorded_rows },
    { "/stand-in/recorded/writes", test_recorded_writes },
    { "/stand-in/recorded/errors", test_recorded_errors },
  };

  g_log_writer_default_set_use_stderr (TRUE);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SkVisit, NULL, sk_visit_begin, tests[i].test, sk_visit_end);

  return g_test_run ();
}
