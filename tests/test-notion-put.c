/* test-notion-put.c — raw values, put where other raw values still are; and columns found again
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-json.h"
#include "sk-notion-raw.h"
#include "sk-notion-world.h"

#define ID "3a90c0de-0000-4000-8000-00000000000"

/* A line of a journal needs no more than this of its task. */
static void
add_write (GArray     *writes,
           const char *row,
           const char *property,
           const char *id,
           const char *before,
           const char *after)
{
  g_autoptr(SkTask) task = sk_task_new (&(SkTaskInit) { .id = row, .title = "Fix bug" });

  sk_write_array_add_by_id (writes, task, property, id, before, g_strdup (after));
}

/* The same writes, taken back. */
static GArray *
invert (GArray *writes)
{
  GArray *inverse = sk_write_array_new ();

  for (guint i = 0; i < writes->len; i++)
    {
      const SkWrite *write = &g_array_index (writes, SkWrite, i);

      add_write (inverse, sk_task_get_id (write->task), write->property, write->property_id,
                 write->after, write->before);
    }

  return inverse;
}

/* What a row holds before we write, as its source says it. */
typedef struct
{
  const char *name;
  const char *values;
} Past;

static const Past pasts[] = {
  { "nothing", "{\"Auto Schedule\": true}" },
  { "a-day", "{\"Auto Schedule\": true, \"Scheduled Date\": \"2026-11-27\"}" },
  { "days", "{\"Auto Schedule\": true, \"Scheduled Date\": {\"start\": \"2026-11-27\", "
    "\"end\": \"2026-11-29\"}}" },
  { "no-end", "{\"Auto Schedule\": true, \"Scheduled Date\": "
    "{\"start\": \"2026-11-27T09:00:00+09:00\"}}" },
  { "whole", "{\"Auto Schedule\": true, \"Scheduled Date\": {\"start\": "
    "\"2026-11-27T09:00:00+01:00\", \"end\": \"2026-11-27T10:00:00+01:00\"}, "
    "\"Last Scheduled\": \"2026-11-20T08:00:00+01:00\"}" },
};

/* What was written is described, written and taken back: the row holds again
 * what it held, also when its columns are renamed meanwhile. */
static void
test_take_back (gconstpointer data)
{
  const Past *past = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, past->values);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  SkTask *task = sk_notion_world_get_task (snapshot, row);
  g_autofree char *scheduled = sk_notion_stand_in_dup_json (world.notion, row, "Scheduled Date");
  g_autofree char *last = sk_notion_stand_in_dup_json (world.notion, row, "Last Scheduled");
  g_autoptr(GArray) changes = sk_change_array_new ();
  g_autoptr(GArray) writes = sk_write_array_new ();
  SkChange change = {
    .task = sk_task_ref (task),
    .before_start = sk_task_get_scheduled_start (task),
    .before_end = sk_task_get_scheduled_end (task),
    .after = { sk_notion_world_instant ("2026-11-24T09:00:00+01:00"),
               sk_notion_world_instant ("2026-11-24T10:30:00+01:00") },
    .at = sk_notion_world_instant ("2026-11-23T08:01:42+01:00"),
  };

  g_array_append_val (changes, change);
  sk_task_source_describe (world.source, &change, world.rules, writes);
  g_assert_cmpuint (writes->len, ==, 2);
  g_assert_cmpstr (g_array_index (writes, SkWrite, 0).property_id, ==, "%7Ct%5C%3C");
  g_assert_nonnull (g_array_index (writes, SkWrite, 1).property_id);
  sk_notion_world_write (&world, changes, &error);
  g_assert_no_error (error);

  /* Whether it arrived can be asked without writing. */
  g_autoptr(GArray) asked = sk_write_array_new ();

  for (guint i = 0; i < writes->len; i++)
    {
      const SkWrite *write = &g_array_index (writes, SkWrite, i);

      add_write (asked, row, write->property, write->property_id, write->after, write->after);
    }
  sk_notion_stand_in_clear_requests (world.notion);
  sk_notion_world_put (&world, asked, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);

  sk_notion_stand_in_rename_property (world.notion, world.table, "Scheduled Date", "When");
  g_autoptr(GArray) inverse = invert (writes);

  sk_notion_world_put (&world, inverse, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 1);

  g_autofree char *scheduled_again = sk_notion_stand_in_dup_json (world.notion, row, "When");
  g_autofree char *last_again = sk_notion_stand_in_dup_json (world.notion, row, "Last Scheduled");

  g_assert_cmpstr (scheduled_again, ==, scheduled);
  g_assert_cmpstr (last_again, ==, last);
}

typedef struct
{
  const char *name;
  const char *property;
  const char *before;
  const char *after;
  int         code;             /* -1: it is put */
  const char *says;
  guint       n_patches;
} Put;

static const Put put_cases[] = {
  { "status", "Status", "{\"name\": \"In progress\"}", "{\"name\": \"Done\"}", -1, NULL, 1 },
  { "checkbox", "Pinned", "false", "true", -1, NULL, 1 },
  { "number", "Est Duration Hrs", "1.5", "2", -1, NULL, 1 },
  { "number-gone", "Est Duration Hrs", "1.50", "null", -1, NULL, 1 },
  { "title", "Task name", "[{\"plain_text\": \"T\"}]",
    "[{\"type\": \"text\", \"text\": {\"content\": \"U\", \"link\": null}, \"annotations\": "
    "{\"bold\": true}, \"plain_text\": \"U\", \"href\": null}]", -1, NULL, 1 },
  { "date", "Due date", "{\"start\": \"2026-11-25\", \"end\": null, \"time_zone\": null}",
    "{\"start\": \"2026-11-26T09:00:00.000+01:00\", \"end\": null, \"time_zone\": null}",
    -1, NULL, 1 },
  { "already-there", "Pinned", "true", "false", -1, NULL, 0 },
  { "status-unknown", "Status", "{\"name\": \"In progress\"}", "{\"name\": \"Finished\"}",
    SK_ERROR_MISSING, "has no option “Finished”", 0 },
  { "somebody-else", "Status", "{\"name\": \"Not started\"}", "{\"name\": \"Done\"}",
    SK_ERROR_CONFLICT, "“Fix bug”: somebody changed “Status”", 0 },
  { "no-such-column", "Size", "null", "1", SK_ERROR_CONFLICT, "“Size” is not there", 0 },
  { "formula", "Rank", "{\"type\": \"number\", \"number\": 7}", "8", SK_ERROR_CONFLICT,
    "“Rank” is of another type", 0 },
};

static void
test_put (gconstpointer data)
{
  const Put *put = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GArray) writes = sk_write_array_new ();
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table,
    "{\"Task name\": \"T\", \"Status\": \"In progress\", \"Est Duration Hrs\": 1.5, "
    "\"Rank\": 7, \"Due date\": \"2026-11-25\"}");
  add_write (writes, row, put->property, NULL, put->before, put->after);

  g_assert_cmpint (sk_notion_world_put (&world, writes, &error), ==, put->code < 0);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==,
                    put->n_patches);
  if (put->code < 0)
    {
      g_assert_no_error (error);
      return;
    }

  sk_notion_world_assert_error (error, put->code);
  g_assert_nonnull (strstr (error->message, put->says));
}

/* All of a task's properties, or none. */
static void
test_put_all_or_none (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GArray) writes = sk_write_array_new ();
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, "{\"Task name\": \"T\"}");
  add_write (writes, row, "Pinned", NULL, "false", "true");
  add_write (writes, row, "Est Duration Hrs", NULL, "1", "2");
  sk_notion_world_put (&world, writes, &error);
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);
}

static void
test_put_in_the_trash (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GArray) writes = sk_write_array_new ();
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, "{\"Task name\": \"T\"}");
  add_write (writes, row, "Pinned", NULL, "false", "true");
  sk_notion_stand_in_trash_row (world.notion, row);
  sk_notion_world_put (&world, writes, &error);
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "trash"));
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);
}

/* --- values --- */

typedef struct
{
  const char *type;
  const char *a;
  const char *b;
  gboolean    is_same;
  const char *to_set;           /* (nullable): of @a */
} Raw;

static const Raw raws[] = {
  { "date", "null", "null", TRUE, "null" },
  { "date", "{\"start\": \"2026-11-24\", \"end\": null, \"time_zone\": null}",
    "{\"start\": \"2026-11-24\"}", TRUE, "{\"start\": \"2026-11-24\"}" },
  { "date", "{\"start\": \"2026-11-24T09:00:42.000+01:00\"}",
    "{\"start\": \"2026-11-24T09:00:00\", \"time_zone\": \"Europe/Berlin\"}", TRUE,
    "{\"start\": \"2026-11-24T09:00:42.000+01:00\"}" },
  { "date", "{\"start\": \"2026-11-24T09:00:00\", \"end\": \"2026-11-24T10:00:00\", "
    "\"time_zone\": \"Europe/Berlin\"}", "{\"start\": \"2026-11-24T09:00:00+01:00\"}", FALSE,
    "{\"start\": \"2026-11-24T09:00:00\", \"end\": \"2026-11-24T10:00:00\", "
    "\"time_zone\": \"Europe/Berlin\"}" },
  { "date", "{\"start\": \"2026-11-24T09:00:00.000+01:00\", \"time_zone\": \"Europe/Berlin\"}",
    "{\"start\": \"2026-11-24\"}", FALSE, "{\"start\": \"2026-11-24T09:00:00.000+01:00\"}" },
  { "date", "7", "null", FALSE, NULL },
  { "status", "{\"id\": \"F<XA\", \"name\": \"Done\", \"color\": \"green\"}",
    "{\"id\": \"F<XA\", \"name\": \"Finished\"}", TRUE, "{\"id\": \"F<XA\"}" },
  { "status", "{\"name\": \"Done\"}", "{\"id\": \"x\", \"name\": \"Done\"}", TRUE,
    "{\"name\": \"Done\"}" },
  { "select", "null", "{\"name\": \"Done\"}", FALSE, "null" },
  { "number", "1", "1.0", TRUE, "1" },
  { "number", "null", "0", FALSE, "null" },
  { "checkbox", "true", "false", FALSE, "true" },
  { "people", "[{\"object\": \"user\", \"id\": \"" ID "1\", \"name\": \"A\"}]",
    "[{\"id\": \"" ID "1\"}]", TRUE, "[{\"id\": \"" ID "1\"}]" },
  { "relation", "[{\"id\": \"" ID "1\"}, {\"id\": \"" ID "2\"}]", "[{\"id\": \"" ID "1\"}]", FALSE,
    "[{\"id\": \"" ID "1\"}, {\"id\": \"" ID "2\"}]" },
  { "multi_select", "[{\"id\": \"a\", \"name\": \"A\", \"color\": \"red\"}]", "[]", FALSE,
    "[{\"id\": \"a\"}]" },
  { "rich_text", "[{\"type\": \"text\", \"text\": {\"content\": \"a\", \"link\": null}, "
    "\"plain_text\": \"a\"}, {\"type\": \"mention\", \"mention\": {}, \"plain_text\": \"b\"}]",
    "[{\"plain_text\": \"ab\"}]", TRUE,
    "[{\"type\": \"text\", \"text\": {\"content\": \"a\"}}, "
    "{\"type\": \"text\", \"text\": {\"content\": \"b\"}}]" },
  { "formula", "1", "1", TRUE, NULL },
  { "something-new", "{\"a\": 1}", "{\"a\": 2}", FALSE, NULL },
};

static void
test_raw (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (raws); i++)
    {
      const Raw *raw = &raws[i];
      g_autoptr(JsonNode) a = sk_json_parse (raw->a, strlen (raw->a), SK_JSON_STRANGERS, NULL);
      g_autoptr(JsonNode) b = sk_json_parse (raw->b, strlen (raw->b), SK_JSON_STRANGERS, NULL);
      g_autoptr(JsonNode) to_set = sk_notion_raw_to_set (raw->type, a);
      g_autofree char *text = to_set != NULL ? sk_json_print (to_set, FALSE) : NULL;

      g_test_message ("%s %s", raw->type, raw->a);
      g_assert_cmpint (sk_notion_raw_is_same (raw->type, a, b), ==, raw->is_same);
      g_assert_cmpint (sk_notion_raw_is_same (raw->type, b, a), ==, raw->is_same);
      g_assert_cmpstr (text, ==, raw->to_set);
    }
}

/* --- columns --- */

#define OTHER_NAMES \
  "{\"Aufgabe\": {\"type\": \"title\"}, \"Wann\": {\"type\": \"date\", \"id\": \"|t\\\\<\"}, " \
  "\"Prio\": {\"type\": \"number\"}, \"Scheduled Date\": {\"type\": \"rich_text\"}}"

static void
test_mapping (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;
  double rank;

  sk_notion_world_init (&world, OTHER_NAMES);
  row = sk_notion_stand_in_add_row (world.notion, world.table,
                                    "{\"Aufgabe\": \"T\", \"Prio\": 7}");
  g_assert_null (sk_notion_world_fetch (&world, &error));
  sk_notion_world_assert_error (error, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "connect --add-columns"));
  g_clear_error (&error);

  /* An id may be written as Notion gives it, or plain; a name will do. */
  sk_notion_world_configure (&world, &(SkNotionConfig) { .columns = (const char *const []) {
    "scheduled", "|t\\<", "rank", "Prio", NULL } });

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  g_assert_true (sk_task_get_rank (sk_notion_world_get_task (snapshot, row), &rank));
  g_assert_cmpfloat (rank, ==, 7);
  sk_notion_world_write_one (&world, row, &error);
  g_assert_no_error (error);
  g_autofree char *date = sk_notion_stand_in_dup_json (world.notion, row, "Wann");
  g_assert_nonnull (strstr (date, "2026-11-24T09:00"));

  /* What the person chose is gone: that is said, and nothing else is taken instead. */
  sk_notion_world_configure (&world, &(SkNotionConfig) { .columns = (const char *const []) {
    "scheduled", "%7Ct%5C%3C", "due", "Bis", NULL } });
  g_assert_null (sk_notion_world_fetch (&world, &error));
  sk_notion_world_assert_error (error, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "“Bis”"));
}

/* A column that was found once is the same under any name. */
static void
test_renamed (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  sk_snapshot_unref (sk_notion_world_fetch_well (&world));
  sk_notion_stand_in_rename_property (world.notion, world.table, "Scheduled Date", "When");
  sk_notion_stand_in_rename_property (world.notion, world.table, "Auto Schedule", "Plan it");

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  g_assert_false (sk_task_is_opted_out (sk_notion_world_get_task (snapshot, row)));
  sk_notion_world_write_one (&world, row, &error);
  g_assert_no_error (error);
}

#define PERSON "2a90c0de-0000-4000-8000-0000000000b1"
#define OTHER_PERSON "2a90c0de-0000-4000-8000-0000000000b2"

static void
test_assignee (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *mine, *theirs;

  sk_notion_world_init (&world, "{" LEAST ", \"Assignee\": {\"type\": \"people\"}}");
  mine = sk_notion_stand_in_add_row (world.notion, world.table,
                                     "{\"Task name\": \"M\", \"Assignee\": [\"" PERSON "\"]}");
  theirs = sk_notion_stand_in_add_row (world.notion, world.table,
    "{\"Task name\": \"T\", \"Assignee\": [\"" OTHER_PERSON "\"]}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"Task name\": \"N\"}");

  g_autoptr(SkSnapshot) all = sk_notion_world_fetch_well (&world);
  g_assert_cmpuint (sk_snapshot_get_n_tasks (all), ==, 3);

  sk_notion_world_configure (&world, &(SkNotionConfig) { .assignee = PERSON });
  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 1);
  sk_notion_world_get_task (snapshot, mine);

  /* What is not that person's any more is not written. */
  sk_notion_world_write_one (&world, theirs, &error);
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);
}

static void
test_assignee_without_column (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_world_configure (&world, &(SkNotionConfig) { .assignee = PERSON });
  g_assert_null (sk_notion_world_fetch (&world, &error));
  sk_notion_world_assert_error (error, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "“Assignee”"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pasts); i++)
    {
      g_autofree char *path = g_strconcat ("/notion/put/take-back/", pasts[i].name, NULL);
      g_test_add_data_func (path, &pasts[i], test_take_back);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (put_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/notion/put/one/", put_cases[i].name, NULL);
      g_test_add_data_func (path, &put_cases[i], test_put);
    }
  g_test_add_func ("/notion/put/all-or-none", test_put_all_or_none);
  g_test_add_func ("/notion/put/in-the-trash", test_put_in_the_trash);
  g_test_add_func ("/notion/put/raw", test_raw);
  g_test_add_func ("/notion/columns/mapping", test_mapping);
  g_test_add_func ("/notion/columns/renamed", test_renamed);
  g_test_add_func ("/notion/columns/assignee", test_assignee);
  g_test_add_func ("/notion/columns/assignee-without-column", test_assignee_without_column);

  return g_test_run ();
}
