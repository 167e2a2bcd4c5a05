/* test-notion-source.c — reading and writing, against a stand-in for Notion
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-json.h"
#include "sk-notion-source.h"
#include "sk-notion-stand-in.h"
#include "sk-notion-world.h"

static char *
dup_filter (SkNotionWorld *world,
            guint          nth)
{
  for (guint i = 0; i < sk_notion_stand_in_get_n_requests (world->notion); i++)
    {
      const SkStandInRequest *request = sk_notion_stand_in_get_request (world->notion, i);

      if (!g_str_has_suffix (request->path, "/query") || nth-- > 0)
        continue;

      JsonNode *filter = json_object_get_member (json_node_get_object (request->body), "filter");

      return filter != NULL ? sk_json_print (filter, FALSE) : NULL;
    }

  g_assert_not_reached ();
}

static void
test_rows (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  guint n_queries = MAX (1, (n + 99) / 100);
  g_auto(SkNotionWorld) world = { 0 };

  sk_notion_world_init (&world, SCHEMA);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *values = g_strdup_printf ("{\"Task name\": \"T%u\", \"Rank\": %u, "
                                                 "\"Auto Schedule\": true}", i, i);
      sk_notion_stand_in_add_row (world.notion, world.table, values);
    }

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autofree char *first = dup_filter (&world, 0);
  g_autofree char *last = dup_filter (&world, n_queries - 1);

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, n);
  g_assert_cmpuint (sk_snapshot_get_n_notes (snapshot), ==, 0);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "POST", QUERY), ==,
                    n_queries);
  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, last);
}

static void
test_row (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *row;
  double number;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table,
    "{\"Task name\": \"Fix bug\", \"Rank\": 95.6, \"Status\": \"In progress\", "
    "\"Est Duration Hrs\": 1.5, \"Due date\": \"2026-11-25\", \"Auto Schedule\": true, "
    "\"Pinned\": true, \"Scheduled Date\": {\"start\": \"2026-11-24T09:00:00+01:00\", "
    "\"end\": \"2026-11-24T10:30:00+01:00\"}}");

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  SkTask *task = sk_notion_world_get_task (snapshot, row);
  SkSpan span;

  g_assert_cmpstr (sk_task_get_title (task), ==, "Fix bug");
  g_assert_cmpstr (sk_task_get_source (task), ==, sk_task_source_get_id (world.source));
  g_assert_cmpstr (sk_task_get_workspace (task), ==, "Home");
  g_assert_cmpstr (sk_task_get_status (task), ==, "In progress");
  g_assert_true (sk_task_get_rank (task, &number));
  g_assert_cmpfloat (number, ==, 95.6);
  g_assert_true (sk_task_get_duration_hours (task, &number));
  g_assert_cmpfloat (number, ==, 1.5);
  g_assert_cmpint (sk_task_get_due (task).kind, ==, SK_WHEN_DAY);
  g_assert_true (sk_task_is_pinned (task));
  g_assert_true (sk_task_get_scheduled_span (task, &span));
  g_assert_cmpint (span.start, ==, sk_notion_world_instant ("2026-11-24T09:00:00+01:00"));
  g_assert_cmpint (span.end, ==, sk_notion_world_instant ("2026-11-24T10:30:00+01:00"));
}

static void
test_small_parts (void)
{
  g_auto(SkNotionWorld) world = { 0 };

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_stand_in_set_page_limit (world.notion, 7);
  for (guint i = 0; i < 20; i++)
    sk_notion_stand_in_add_row (world.notion, world.table, "{\"Task name\": \"T\"}");

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 20);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "POST", QUERY), ==, 3);
}

static void
test_left_out (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *open;

  sk_notion_world_init (&world, SCHEMA);
  open = sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"Not started\"}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"Done\"}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"Shipped\"}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"Canceled\"}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"Backlog\"}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"Waiting\"}");

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 1);
  sk_notion_world_get_task (snapshot, open);
}

static void
test_select (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *empty;

  sk_notion_world_init (&world, "{" LEAST ", \"status\": {\"type\": \"select\", \"options\": "
                      "[\"Todo\", \"done\"]}}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"status\": \"Todo\"}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"status\": \"done\"}");
  empty = sk_notion_stand_in_add_row (world.notion, world.table, "{\"status\": null}");

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autofree char *filter = dup_filter (&world, 0);

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 2);
  g_assert_false (sk_task_is_opted_out (sk_notion_world_get_task (snapshot, empty)));
  g_assert_nonnull (strstr (filter, "\"select\": {\"does_not_equal\": \"done\"}"));
}

static void
test_missing_options (void)
{
  g_auto(SkNotionWorld) world = { 0 };

  sk_notion_world_init (&world, "{" LEAST ", \"Status\": {\"type\": \"select\", "
                                "\"options\": [\"A\"]}}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"A\"}");

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 1);
  g_assert_null (dup_filter (&world, 0));
}

static void
test_missing_columns (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *row;

  sk_notion_world_init (&world, "{" LEAST "}");
  row = sk_notion_stand_in_add_row (world.notion, world.table, "{\"Task name\": \"T\"}");

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 1);
  g_assert_false (sk_task_is_opted_out (sk_notion_world_get_task (snapshot, row)));
  g_assert_true (sk_notion_world_is_noted (snapshot, "“Rank”"));
  g_assert_true (sk_notion_world_is_noted (snapshot, "“Last Scheduled”"));

  sk_notion_world_write_one (&world, row, &error);
  g_assert_no_error (error);
}

/* Its rows may still be there to read; nobody wants them planned. */
static void
test_database_in_trash (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(SkSnapshot) before = NULL;
  g_autoptr(SkSnapshot) after = NULL;
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"Task name\": \"T\"}");
  before = sk_notion_world_fetch_well (&world);
  sk_notion_stand_in_trash_database (world.notion, world.database);
  after = sk_notion_world_fetch (&world, &error);

  sk_notion_world_assert_error (error, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "trash"));
  g_assert_null (after);
}

static void
test_nothing_ticked (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, "{\"Auto Schedule\": false}");

  g_autoptr(SkSnapshot) without = sk_notion_world_fetch_well (&world);
  g_assert_true (sk_notion_world_is_noted (without, "“Auto Schedule” is not ticked"));
  g_assert_true (sk_task_is_opted_out (sk_notion_world_get_task (without, row)));

  sk_notion_stand_in_set_row (world.notion, row, "{\"Auto Schedule\": true}");
  g_autoptr(SkSnapshot) with = sk_notion_world_fetch_well (&world);
  g_assert_false (sk_notion_world_is_noted (with, "not ticked"));
}

static char *
dup_relation (const char *const *ids)
{
  g_autofree char *joined = g_strjoinv ("\", \"", (char **) ids);

  return g_strdup_printf ("{\"Task name\": \"Blocked\", \"Auto Schedule\": true, "
                          "\"Blocked by\": [\"%s\"]}", joined);
}

static void
test_blockers (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *base, *other, *done, *gone, *open, *finished, *row;

  sk_notion_world_init (&world, SCHEMA);
  base = sk_notion_stand_in_add_database (world.notion, "Elsewhere");
  other = sk_notion_stand_in_add_data_source (world.notion, base, "Elsewhere",
    "{\"Name\": {\"type\": \"title\"}, \"status\": {\"type\": \"select\", "
    "\"options\": [\"Open\", \"Done\"]}, \"Rank\": {\"type\": \"rich_text\"}, "
    "\"Scheduled Date\": {\"type\": \"date\"}}");
  done = sk_notion_stand_in_add_row (world.notion, world.table,
                                     "{\"Task name\": \"D\", \"Status\": \"Shipped\"}");
  gone = sk_notion_stand_in_add_row (world.notion, world.table, "{\"Task name\": \"G\"}");
  sk_notion_stand_in_trash_row (world.notion, gone);
  open = sk_notion_stand_in_add_row (world.notion, other,
    "{\"Name\": \"O\", \"status\": \"Open\", \"Scheduled Date\": "
    "{\"start\": \"2026-11-24T09:00:00+01:00\", \"end\": \"2026-11-24T10:00:00+01:00\"}}");
  finished = sk_notion_stand_in_add_row (world.notion, other,
                                         "{\"Name\": \"F\", \"status\": \"Done\"}");

  const char *const ids[] = {
    done, gone, open, finished, "2a90c0de-0000-4000-8000-0000000000aa", NULL
  };
  g_autofree char *values = dup_relation (ids);

  row = sk_notion_stand_in_add_row (world.notion, world.table, values);
  sk_notion_stand_in_add_row (world.notion, world.table, values);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  SkTask *stranger = sk_notion_world_get_task (snapshot, open);
  SkSpan span;

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 5);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "GET", PAGE), ==, 5);
  SkTask *task = sk_notion_world_get_task (snapshot, row);

  g_assert_cmpstrv ((char **) sk_task_get_blocked_by (task), (char **) ids);
  task = sk_notion_world_get_task (snapshot, done);
  g_assert_cmpint (sk_task_get_standing (task), ==, SK_STANDING_DONE);
  g_assert_false (sk_snapshot_find (snapshot, gone, NULL));
  task = sk_notion_world_get_task (snapshot, finished);
  g_assert_cmpint (sk_task_get_standing (task), ==, SK_STANDING_DONE);
  g_assert_cmpint (sk_task_get_standing (stranger), ==, SK_STANDING_OPEN);
  g_assert_cmpstr (sk_task_get_title (stranger), ==, "O");
  g_assert_true (sk_task_is_opted_out (stranger));
  g_assert_null (sk_task_get_source (stranger));
  g_assert_true (sk_task_get_scheduled_span (stranger, &span));
}

static void
test_many_blockers (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  for (guint i = 0; i < 130; i++)
    g_ptr_array_add (ids, (char *) sk_notion_stand_in_add_row (world.notion, world.table,
                                                               "{\"Task name\": \"B\"}"));
  g_ptr_array_add (ids, NULL);

  g_autofree char *values = dup_relation ((const char *const *) ids->pdata);

  row = sk_notion_stand_in_add_row (world.notion, world.table, values);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 131);
  g_assert_cmpstrv ((char **) sk_task_get_blocked_by (sk_notion_world_get_task (snapshot, row)),
                    (char **) ids->pdata);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "GET",
                                                       "/v1/pages/*/properties/*"), ==, 2);
}

static void
test_write (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;
  SkSpan span;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table,
                                    "{\"Task name\": \"T\", \"Status\": \"In progress\", "
                                    "\"Auto Schedule\": true}");

  g_autoptr(SkSnapshot) before = sk_notion_world_fetch_well (&world);

  g_assert_null (sk_task_get_scheduled_json (sk_notion_world_get_task (before, row)));

  const SkStandInRequest *request;

  sk_notion_world_write_one (&world, row, &error);
  g_assert_no_error (error);
  request = sk_notion_stand_in_get_request (world.notion,
    sk_notion_stand_in_get_n_requests (world.notion) - 1);
  g_assert_cmpstr (request->method, ==, "PATCH");
  g_autofree char *body = sk_json_print (request->body, FALSE);
  g_assert_true (g_str_has_prefix (body, "{\"properties\": {\"%7Ct%5C%3C\": {\"date\": "
    "{\"start\": \"2026-11-24T09:00:00\", \"end\": \"2026-11-24T10:30:00\", "
    "\"time_zone\": \"Europe/Berlin\"}}, "));

  g_autoptr(SkSnapshot) after = sk_notion_world_fetch_well (&world);
  SkTask *task = sk_notion_world_get_task (after, row);

  g_assert_true (sk_task_get_scheduled_span (task, &span));
  g_assert_cmpint (span.start, ==, sk_notion_world_instant ("2026-11-24T09:00:00+01:00"));
  g_assert_cmpint (span.end, ==, sk_notion_world_instant ("2026-11-24T10:30:00+01:00"));
  g_assert_cmpint (sk_task_get_last_scheduled (task).value, ==,
                   sk_notion_world_instant ("2026-11-23T08:01:00+01:00"));
  g_assert_cmpstr (sk_task_get_status (task), ==, "In progress");

  g_autoptr(GArray) removal = sk_notion_world_make_change (row, NULL, NULL);
  g_array_index (removal, SkChange, 0).before_start = sk_when_instant (span.start);
  g_array_index (removal, SkChange, 0).before_end = sk_when_instant (span.end);
  sk_notion_world_write (&world, removal, &error);
  g_assert_no_error (error);

  g_autoptr(SkSnapshot) removed = sk_notion_world_fetch_well (&world);
  task = sk_notion_world_get_task (removed, row);
  g_assert_false (sk_when_is_set (sk_task_get_scheduled_start (task)));
}

static void
test_write_near_clock_change (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  SkSpan span;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);

  g_autoptr(GArray) changes = sk_notion_world_make_change (row, "2026-10-25T02:30:00+02:00",
                                                           "2026-10-25T02:30:00+01:00");

  sk_notion_world_write (&world, changes, &error);
  g_assert_no_error (error);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_assert_true (sk_task_get_scheduled_span (sk_notion_world_get_task (snapshot, row), &span));
  g_assert_cmpint (sk_span_length (span), ==, 3600);
}

static void
test_write_first (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) nothing = sk_change_array_new ();
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  g_assert_true (sk_notion_world_write (&world, nothing, &error));
  g_assert_cmpuint (sk_notion_stand_in_get_n_requests (world.notion), ==, 0);
  g_assert_true (sk_notion_world_write_one (&world, row, &error));
  g_assert_no_error (error);
}

static void
test_write_renamed (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);

  sk_snapshot_unref (sk_notion_world_fetch_well (&world));

  sk_notion_stand_in_rename_property (world.notion, world.table, "Scheduled Date", "When");
  sk_notion_world_write_one (&world, row, &error);
  g_assert_no_error (error);
}

static void
test_describe (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GArray) writes = sk_write_array_new ();
  g_autoptr(GArray) changes = sk_notion_world_make_change ("x", "2026-11-24T09:00:00+01:00",
                                                           "2026-11-24T10:30:00+01:00");
  const SkWrite *write;

  sk_notion_world_init (&world, SCHEMA);
  g_assert_cmpuint (sk_task_source_get_batch (world.source), ==, 1);
  sk_task_source_describe (world.source, &g_array_index (changes, SkChange, 0), world.rules,
                           writes);
  g_assert_cmpuint (writes->len, ==, 2);
  write = &g_array_index (writes, SkWrite, 0);
  g_assert_cmpstr (write->property, ==, "Scheduled Date");
  g_assert_cmpstr (write->before, ==, "null");
  g_assert_cmpstr (write->after, ==, "{\"start\": \"2026-11-24T09:00:00\", "
                   "\"end\": \"2026-11-24T10:30:00\", \"time_zone\": \"Europe/Berlin\"}");
  write = &g_array_index (writes, SkWrite, 1);
  g_assert_cmpstr (write->property, ==, "Last Scheduled");
  g_assert_cmpstr (write->after, ==, "{\"start\": \"2026-11-23T08:01:00\", "
                   "\"time_zone\": \"Europe/Berlin\"}");
}

typedef struct
{
  const char     *name;
  SkStandInFault  fault;
  int             code;         /* -1: it works in the end */
} Trouble;

static const Trouble readings[] = {
  { "limit-once", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 429, .retry_after = 1 }, -1 },
  { "limit-for-ever", { SK_STAND_IN_ANSWER, .status = 429, .times = G_MAXUINT }, SK_ERROR_BUSY },
  { "overload-once", { SK_STAND_IN_ANSWER, .status = 529 }, -1 },
  { "blocked", { SK_STAND_IN_ANSWER, .status = 429, .reason = "public_api_request_blocked" },
    SK_ERROR_DENIED },
  { "trouble-once", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 503 }, -1 },
  { "trouble-for-ever", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 500, .times = G_MAXUINT },
    SK_ERROR_BUSY },
  { "edge-once", { SK_STAND_IN_HTML, "POST", QUERY, .status = 502 }, -1 },
  { "edge-refuses", { SK_STAND_IN_HTML, .status = 403 }, SK_ERROR_DENIED },
  { "forbidden", { SK_STAND_IN_ANSWER, .status = 403 }, SK_ERROR_DENIED },
  { "drop-once", { SK_STAND_IN_DROP, "POST", QUERY }, -1 },
  { "drop-for-ever", { SK_STAND_IN_DROP, "POST", QUERY, .times = G_MAXUINT }, SK_ERROR_OFFLINE },
  { "half-an-answer-once", { SK_STAND_IN_TRUNCATE, "POST", QUERY, .nth = 2 }, -1 },
  { "half-an-answer-for-ever", { SK_STAND_IN_TRUNCATE, "POST", QUERY, .nth = 2,
    .times = G_MAXUINT }, SK_ERROR_OFFLINE },
  { "no-json", { SK_STAND_IN_GARBAGE, "POST", QUERY, .nth = 2 }, SK_ERROR_MALFORMED },
  { "elsewhere", { SK_STAND_IN_REDIRECT, "POST", QUERY }, SK_ERROR_MALFORMED },
};

static void
test_reading (gconstpointer data)
{
  const Trouble *t = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, SCHEMA);
  for (guint i = 0; i < 120; i++)
    sk_notion_stand_in_add_row (world.notion, world.table, "{\"Task name\": \"T\"}");
  sk_notion_stand_in_add_fault (world.notion, &t->fault);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch (&world, &error);

  if (t->code < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 120);
      return;
    }

  sk_notion_world_assert_error (error, t->code);
  g_assert_null (snapshot);

  /* What went wrong leaves nothing behind. */
  sk_notion_stand_in_clear_faults (world.notion);
  g_clear_error (&error);
  snapshot = sk_notion_world_fetch (&world, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 120);
}

typedef struct
{
  const char     *name;
  SkStandInFault  fault;
  int             code;         /* -1: it works in the end */
  guint           n_sent;
} WriteTrouble;

static const WriteTrouble writings[] = {
  { "limit-once", { SK_STAND_IN_ANSWER, "PATCH", .status = 429 }, -1, 2 },
  { "overload-once", { SK_STAND_IN_ANSWER, "PATCH", .status = 529 }, -1, 2 },
  { "blocked", { SK_STAND_IN_ANSWER, "PATCH", .status = 429,
    .reason = "public_api_request_blocked", .times = G_MAXUINT }, SK_ERROR_DENIED, 1 },
  { "trouble-once", { SK_STAND_IN_ANSWER, "PATCH", .status = 500 }, -1, 2 },
  { "trouble-for-ever", { SK_STAND_IN_ANSWER, "PATCH", .status = 500, .times = G_MAXUINT },
    SK_ERROR_BUSY, 5 },
  { "collision-twice", { SK_STAND_IN_ANSWER, "PATCH", .status = 409, .times = 2 }, -1, 3 },
  { "forbidden", { SK_STAND_IN_ANSWER, "PATCH", .status = 403 }, SK_ERROR_DENIED, 1 },
  { "edge-once", { SK_STAND_IN_HTML, "PATCH", .status = 502 }, -1, 2 },
  { "dropped-once", { SK_STAND_IN_DROP, "PATCH" }, -1, 2 },
  { "dropped-for-ever", { SK_STAND_IN_DROP, "PATCH", .times = G_MAXUINT }, SK_ERROR_OFFLINE, 5 },
  { "saved-but-trouble", { SK_STAND_IN_SAVED_503, "PATCH" }, -1, 1 },
  { "saved-but-dropped", { SK_STAND_IN_SAVED_DROP, "PATCH" }, -1, 1 },
  { "saved-but-half-an-answer", { SK_STAND_IN_TRUNCATE, "PATCH" }, -1, 1 },
  { "saved-but-no-json", { SK_STAND_IN_GARBAGE, "PATCH" }, -1, 1 },
  { "elsewhere", { SK_STAND_IN_REDIRECT, "PATCH" }, SK_ERROR_MALFORMED, 1 },
  { "ignored", { SK_STAND_IN_IGNORE, "PATCH" }, SK_ERROR_CONFLICT, 1 },
  { "rows-unreadable", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 403 }, SK_ERROR_DENIED, 0 },
  { "rows-in-trouble", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 503, .times = G_MAXUINT },
    SK_ERROR_BUSY, 0 },
  { "rows-unreachable", { SK_STAND_IN_DROP, "POST", QUERY, .times = G_MAXUINT },
    SK_ERROR_OFFLINE, 0 },
};

static void
test_writing (gconstpointer data)
{
  const WriteTrouble *t = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  sk_notion_stand_in_add_fault (world.notion, &t->fault);
  g_assert_cmpint (sk_notion_world_write_one (&world, row, &error), ==, t->code < 0);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==,
                    t->n_sent);
  if (t->code < 0)
    g_assert_no_error (error);
  else
    sk_notion_world_assert_error (error, t->code);
}

/* What somebody does to the row between our reading and our writing. */
typedef struct
{
  const char *name;
  const char *values;           /* (nullable): %NULL: into the trash */
  gboolean    is_conflict;
} Edit;

static const Edit edits[] = {
  { "another-date", "{\"Scheduled Date\": {\"start\": \"2026-11-27\"}}", TRUE },
  { "done", "{\"Status\": \"Done\"}", TRUE },
  { "no-longer-ticked", "{\"Auto Schedule\": false}", TRUE },
  { "another-length", "{\"Est Duration Hrs\": 3}", TRUE },
  { "another-due-date", "{\"Due date\": \"2026-11-27\"}", TRUE },
  { "trashed", NULL, TRUE },
  { "another-title", "{\"Task name\": \"U\"}", FALSE },
};

static void
test_edited_meanwhile (gconstpointer data)
{
  const Edit *edit = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  sk_snapshot_unref (sk_notion_world_fetch_well (&world));
  if (edit->values != NULL)
    sk_notion_stand_in_set_row (world.notion, row, edit->values);
  else
    sk_notion_stand_in_trash_row (world.notion, row);

  sk_notion_world_write_one (&world, row, &error);
  if (edit->is_conflict)
    sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  else
    g_assert_no_error (error);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==,
                    edit->is_conflict ? 0 : 1);
}

static void
assert_requests (SkNotionWorld *world,
                 guint          queries,
                 guint          gets,
                 guint          patches)
{
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world->notion, "POST", QUERY), ==, queries);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world->notion, "GET", PAGE), ==, gets);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world->notion, "PATCH", PAGE), ==, patches);
  sk_notion_stand_in_clear_requests (world->notion);
}

/* One look at all rows, or at what was edited, serves any number of writes:
 * none of the pages is read, nor what blocks them. */
typedef struct
{
  const char *name;
  guint       n_rows;
  guint       n_writes;
  guint       n_queries;
} Bulk;

static const Bulk bulks[] = {
  { "none", 0, 0, 0 },
  { "one-of-one", 1, 1, 1 },
  { "all-of-a-page", 90, 90, 1 },
  { "all-of-two-pages", 150, 150, 2 },
  { "one-of-many", 250, 1, 1 },
  { "some-of-many", 250, 80, 1 },
  { "many-of-many", 250, 250, 1 },
};

static void
test_write_many (gconstpointer data)
{
  const Bulk *bulk = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  const char *done;

  sk_notion_world_init_keeping (&world);
  done = sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"Done\"}");

  const char *const blockers[] = { done, NULL };
  g_autofree char *values = dup_relation (blockers);

  for (guint i = 0; i < bulk->n_rows; i++)
    g_ptr_array_add (rows, (char *) sk_notion_stand_in_add_row (world.notion, world.table, values));
  sk_notion_stand_in_set_now (world.notion, SK_STAND_IN_NOW + 60 * 60);
  sk_snapshot_unref (sk_notion_world_fetch_well (&world));
  sk_notion_stand_in_clear_requests (world.notion);

  for (guint i = 0; i < bulk->n_writes; i++)
    {
      g_autoptr(GError) error = NULL;

      sk_notion_world_write_one (&world, g_ptr_array_index (rows, i), &error);
      g_assert_no_error (error);
    }
  assert_requests (&world, bulk->n_queries, 0, bulk->n_writes);
}

static void
test_rows_grow_stale (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *first, *second;

  sk_notion_world_init (&world, SCHEMA);
  first = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  second = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  sk_notion_world_write_one (&world, first, &error);
  g_assert_no_error (error);
  assert_requests (&world, 1, 0, 1);

  sk_notion_stand_in_set_row (world.notion, second, "{\"Pinned\": true}");
  sk_notion_world_write_one (&world, second, &error);
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  assert_requests (&world, 1, 0, 0);
}

/* A look is of what was read before it. */
static void
test_rows_are_forgotten (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *first, *second;

  sk_notion_world_init_keeping (&world);
  first = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  second = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  sk_notion_world_write_one (&world, first, &error);
  g_assert_no_error (error);
  assert_requests (&world, 1, 0, 1);

  sk_notion_stand_in_set_row (world.notion, second, "{\"Pinned\": true}");
  sk_snapshot_unref (sk_notion_world_fetch_well (&world));
  sk_notion_world_write_one (&world, second, &error);
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  assert_requests (&world, 2, 0, 0);
}

/* After our own write the row is not as it was read: the page is looked at. */
static void
test_write_twice (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init_keeping (&world);
  row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  sk_notion_world_write_one (&world, row, &error);
  g_assert_no_error (error);

  g_autoptr(GArray) removal = sk_notion_world_make_change (row, NULL, NULL);
  SkChange *change = &g_array_index (removal, SkChange, 0);

  change->before_start = sk_when_instant (sk_notion_world_instant ("2026-11-24T09:00:00+01:00"));
  change->before_end = sk_when_instant (sk_notion_world_instant ("2026-11-24T10:30:00+01:00"));
  sk_notion_world_write (&world, removal, &error);
  g_assert_no_error (error);
  assert_requests (&world, 1, 1, 2);
}

/* What the filter leaves out, or what is in the trash, only its page can tell. */
static void
test_write_unlisted (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init_keeping (&world);
  row = sk_notion_stand_in_add_row (world.notion, world.table,
                                    "{\"Status\": \"Done\", \"Auto Schedule\": true}");
  sk_notion_world_write_one (&world, row, &error);
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  assert_requests (&world, 1, 1, 0);

  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_ANSWER, .method = "GET", .path = PAGE, .status = 403 });
  g_clear_error (&error);
  sk_notion_world_write_one (&world, row, &error);
  sk_notion_world_assert_error (error, SK_ERROR_DENIED);
  assert_requests (&world, 0, 1, 0);
}

static void
test_no_id (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (sk_notion_source_new (&(SkNotionConfig) {
    .name = "Home", .key = SK_STAND_IN_TOKEN, .database = "my tasks" }, &error));
  sk_notion_world_assert_error (error, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "HOME_NOTION_DB_ID"));
}

static void
assert_fetch_says (SkNotionWorld *world,
                   int            code,
                   const char    *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch (world, &error);

  g_assert_null (snapshot);
  sk_notion_world_assert_error (error, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused_key (void)
{
  g_auto(SkNotionWorld) world = { 0 };

  sk_notion_world_init (&world, SCHEMA);
  g_clear_object (&world.source);
  world.source = sk_notion_world_make_source (&world, "ntn_another", world.database);
  assert_fetch_says (&world, SK_ERROR_DENIED, "key");
}

static void
test_choice (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *second;

  sk_notion_world_init (&world, SCHEMA);
  second = sk_notion_stand_in_add_data_source (world.notion, world.database, "Later", SCHEMA);
  sk_notion_stand_in_add_row (world.notion, second, "{\"Task name\": \"T\"}");
  assert_fetch_says (&world, SK_ERROR_MISSING, second);
  assert_fetch_says (&world, SK_ERROR_MISSING, "“Later”");
  assert_fetch_says (&world, SK_ERROR_MISSING, "HOME_NOTION_DB_ID");

  g_clear_object (&world.source);
  world.source = sk_notion_world_make_source (&world, SK_STAND_IN_TOKEN, second);
  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 1);
}

static void
test_collection (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autofree char *address = NULL;

  sk_notion_world_init (&world, SCHEMA);
  address = g_strconcat ("collection://", world.table, NULL);
  g_clear_object (&world.source);
  world.source = sk_notion_world_make_source (&world, SK_STAND_IN_TOKEN, address);
  sk_snapshot_unref (sk_notion_world_fetch_well (&world));
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "GET", "/v1/databases/*"),
                    ==, 0);
}

static void
test_wrong_things (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *linked, *page;

  sk_notion_world_init (&world, SCHEMA);
  linked = sk_notion_stand_in_add_database (world.notion, "Linked");
  page = sk_notion_stand_in_add_page (world.notion, "A page");

  g_clear_object (&world.source);
  world.source = sk_notion_world_make_source (&world, SK_STAND_IN_TOKEN, linked);
  assert_fetch_says (&world, SK_ERROR_MISSING, "original");

  g_clear_object (&world.source);
  world.source = sk_notion_world_make_source (&world, SK_STAND_IN_TOKEN, page);
  assert_fetch_says (&world, SK_ERROR_MISSING, "is a page");

  g_clear_object (&world.source);
  world.source = sk_notion_world_make_source (&world, SK_STAND_IN_TOKEN,
                                              "2a90c0de-0000-4000-8000-0000000000aa");
  assert_fetch_says (&world, SK_ERROR_MISSING, "Connections");
}

static void
test_access_lost (void)
{
  g_auto(SkNotionWorld) world = { 0 };

  sk_notion_world_init (&world, SCHEMA);
  sk_snapshot_unref (sk_notion_world_fetch_well (&world));

  sk_notion_stand_in_set_shared (world.notion, world.database, FALSE);
  sk_notion_stand_in_set_shared (world.notion, world.table, FALSE);
  assert_fetch_says (&world, SK_ERROR_MISSING, "Connections");

  /* Next time it is looked for where it was configured. */
  sk_notion_stand_in_clear_requests (world.notion);
  assert_fetch_says (&world, SK_ERROR_MISSING, "Connections");
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "GET", "/v1/databases/*"),
                    ==, 1);
}

static void
test_column_gone (void)
{
  g_auto(SkNotionWorld) world = { 0 };

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_stand_in_remove_property (world.notion, world.table, "Scheduled Date");
  assert_fetch_says (&world, SK_ERROR_MISSING, "“Scheduled Date”");
}

/* @per_minute rows are created in each minute. */
static void
add_rows (SkNotionWorld *world,
          guint          n,
          guint          per_minute)
{
  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && i % per_minute == 0)
        sk_notion_stand_in_set_now (world->notion, sk_notion_stand_in_get_now (world->notion) + 60);
      sk_notion_stand_in_add_row (world->notion, world->table, TICKED);
    }
}

typedef struct
{
  const char *name;
  guint       n_rows;
  guint       cap;
  guint       per_minute;
  guint       n_queries;        /* 0: it cannot be read whole */
} Window;

static const Window windows[] = {
  { "none", 0, 10, 1, 1 },
  { "just-not-too-many", 10, 10, 1, 1 },
  { "one-too-many", 11, 10, 1, 2 },
  { "three-windows", 25, 10, 3, 3 },
  { "too-many-in-a-minute", 11, 10, 11, 0 },
};

static void
test_window (gconstpointer data)
{
  const Window *w = data;
  g_auto(SkNotionWorld) world = { 0 };

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_stand_in_set_query_cap (world.notion, w->cap);
  add_rows (&world, w->n_rows, w->per_minute);
  if (w->n_queries == 0)
    {
      assert_fetch_says (&world, SK_ERROR_MISSING, "More open rows");
      return;
    }

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, w->n_rows);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "POST", QUERY), ==,
                    w->n_queries);
}

static void
test_cancel (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD, .method = "POST", .path = QUERY });
  sk_task_source_fetch_async (world.source, cancellable, sk_notion_world_keep_result, &result);
  while (sk_notion_stand_in_get_n_held (world.notion) == 0)
    g_main_context_iteration (NULL, TRUE);

  g_cancellable_cancel (cancellable);
  sk_notion_world_wait (&result);
  g_assert_null (sk_task_source_fetch_finish (world.source, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What no sane Notion says: the stand-in does not either. */
typedef struct
{
  const char *name;
  guint       status;
  const char *answer;           /* to every query */
  guint       n_tasks;
  const char *says;             /* (nullable): NULL: it works */
} Liar;

#define ROW "{\"object\": \"page\", \"id\": \"2a90c0de-0000-4000-8000-000000000001\", " \
            "\"properties\": {}}"

static const Liar liars[] = {
  { "the-same-row-twice", 200, "{\"results\": [" ROW ", " ROW "]}", 1, NULL },
  { "the-same-cursor-for-ever", 200, "{\"results\": [" ROW "], \"has_more\": true, "
    "\"next_cursor\": \"x\"}", 0, "circle" },
  { "the-key-in-a-message", 400, "{\"code\": \"validation_error\", "
    "\"message\": \"No ntn_stand_in here\"}", 0, "No … here" },
  { "a-very-long-message", 400, "{\"code\": \"validation_error\", \"message\": \""
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
    "the end\"}", 0, "012345678" },
};

static void
on_lie (SoupServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           user_data)
{
  const Liar *liar = user_data;
  const char *answer = "{\"id\": \"2a90c0de-0000-4000-8000-0000000000d5\", "
                       "\"properties\": {\"T\": {\"id\": \"title\", \"type\": \"title\"}, "
                       "\"Scheduled Date\": {\"id\": \"s\", \"type\": \"date\"}}}";
  gboolean is_query = g_str_has_suffix (path, "/query");

  if (is_query)
    answer = liar->answer;
  soup_server_message_set_status (message, is_query ? liar->status : 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer,
                                    strlen (answer));
}

static void
test_liar (gconstpointer data)
{
  const Liar *liar = data;
  g_autoptr(SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr(GError) error = NULL;
  SkNotionWorld world = { 0 };
  GSList *uris;

  soup_server_add_handler (server, NULL, on_lie, (gpointer) liar, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);

  g_autofree char *url = g_uri_to_string (uris->data);
  g_autoptr(SkTaskSource) source = sk_notion_source_new (&(SkNotionConfig) {
    .name = "Home", .key = SK_STAND_IN_TOKEN, .base_url = url,
    .database = "collection://2a90c0de-0000-4000-8000-0000000000d5",
  }, &error);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_assert_no_error (error);
  world.source = source;

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch (&world, &error);

  if (liar->says == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, liar->n_tasks);
      return;
    }

  sk_notion_world_assert_error (error, SK_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, liar->says));
  g_assert_null (strstr (error->message, "the end"));
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

  g_test_add_data_func ("/notion/source/rows/0", GUINT_TO_POINTER (0), test_rows);
  g_test_add_data_func ("/notion/source/rows/1", GUINT_TO_POINTER (1), test_rows);
  g_test_add_data_func ("/notion/source/rows/100", GUINT_TO_POINTER (100), test_rows);
  g_test_add_data_func ("/notion/source/rows/250", GUINT_TO_POINTER (250), test_rows);
  g_test_add_func ("/notion/source/row", test_row);
  g_test_add_func ("/notion/source/small-parts", test_small_parts);
  g_test_add_func ("/notion/source/left-out", test_left_out);
  g_test_add_func ("/notion/source/select", test_select);
  g_test_add_func ("/notion/source/missing-options", test_missing_options);
  g_test_add_func ("/notion/source/missing-columns", test_missing_columns);
  g_test_add_func ("/notion/source/database-in-trash", test_database_in_trash);
  g_test_add_func ("/notion/source/nothing-ticked", test_nothing_ticked);
  g_test_add_func ("/notion/source/blockers", test_blockers);
  g_test_add_func ("/notion/source/many-blockers", test_many_blockers);
  g_test_add_func ("/notion/source/write", test_write);
  g_test_add_func ("/notion/source/write-near-clock-change", test_write_near_clock_change);
  g_test_add_func ("/notion/source/write-first", test_write_first);
  g_test_add_func ("/notion/source/write-renamed", test_write_renamed);
  g_test_add_func ("/notion/source/describe", test_describe);
  ADD_TABLE ("/notion/source/reading", readings, test_reading)
  ADD_TABLE ("/notion/source/writing", writings, test_writing)
  ADD_TABLE ("/notion/source/edited-meanwhile", edits, test_edited_meanwhile)
  ADD_TABLE ("/notion/source/write-many", bulks, test_write_many)
  ADD_TABLE ("/notion/source/window", windows, test_window)
  g_test_add_func ("/notion/source/rows-grow-stale", test_rows_grow_stale);
  g_test_add_func ("/notion/source/rows-are-forgotten", test_rows_are_forgotten);
  g_test_add_func ("/notion/source/write-twice", test_write_twice);
  g_test_add_func ("/notion/source/write-unlisted", test_write_unlisted);
  g_test_add_func ("/notion/source/no-id", test_no_id);
  g_test_add_func ("/notion/source/refused-key", test_refused_key);
  g_test_add_func ("/notion/source/choice", test_choice);
  g_test_add_func ("/notion/source/collection", test_collection);
  g_test_add_func ("/notion/source/wrong-things", test_wrong_things);
  g_test_add_func ("/notion/source/access-lost", test_access_lost);
  g_test_add_func ("/notion/source/column-gone", test_column_gone);
  g_test_add_func ("/notion/source/cancel", test_cancel);
  ADD_TABLE ("/notion/source/liar", liars, test_liar)

  return g_test_run ();
}
