/* test-notion-guard.c — never over a newer edit, however close it comes to our write
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-notion-world.h"

#define N_MANY 201              /* rows, of which not all are read again */
#define PLACED "{\"Task name\": \"T\", \"Auto Schedule\": true, \"Scheduled Date\": " \
               "\"2026-11-20\", \"Last Scheduled\": \"2026-11-19\"}"

static guint
count (SkNotionWorld *world,
       const char    *method)
{
  return sk_notion_stand_in_count_requests (world->notion, method, NULL);
}

/* A change of @row as it was read. */
static GArray *
make_change (SkSnapshot *snapshot,
             const char *row)
{
  GArray *changes = sk_notion_world_make_change (row, "2026-11-24T09:00:00+01:00",
                                                 "2026-11-24T10:30:00+01:00");
  SkChange *change = &g_array_index (changes, SkChange, 0);

  sk_task_unref (change->task);
  change->task = sk_task_ref (sk_notion_world_get_task (snapshot, row));
  change->before_start = sk_task_get_scheduled_start (change->task);
  change->before_end = sk_task_get_scheduled_end (change->task);

  return changes;
}

static void
write_change (SkNotionWorld  *world,
              GArray         *changes,
              GAsyncResult  **result)
{
  sk_task_source_write_async (world->source, changes, world->rules, NULL,
                              sk_notion_world_keep_result, result);
}

static void
wait_until_held (SkNotionWorld *world)
{
  while (sk_notion_stand_in_get_n_held (world->notion) == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* What somebody does to a row; @values %NULL: into the trash */
static void
edit (SkNotionWorld *world,
      const char    *row,
      const char    *values)
{
  if (values != NULL)
    sk_notion_stand_in_set_row (world->notion, row, values);
  else
    sk_notion_stand_in_trash_row (world->notion, row);
}

/* --- after the look, before the write --- */

typedef struct
{
  const char *name;
  const char *values;
  gboolean    is_conflict;
} GapCase;

static const GapCase gaps[] = {
  { "done", "{\"Status\": \"Done\"}", TRUE },
  { "not-now", "{\"Status\": \"Backlog\"}", TRUE },
  { "no-longer-ticked", "{\"Auto Schedule\": false}", TRUE },
  { "pinned", "{\"Pinned\": true}", TRUE },
  { "another-length", "{\"Est Duration Hrs\": 3}", TRUE },
  { "another-due-date", "{\"Due date\": \"2026-11-27\"}", TRUE },
  { "another-place-and-pinned", "{\"Pinned\": true, \"Scheduled Date\": \"2026-11-30\"}", TRUE },
  { "in-progress", "{\"Status\": \"In progress\"}", FALSE },
  { "another-title", "{\"Task name\": \"U\"}", FALSE },
  { "another-rank", "{\"Rank\": 9}", FALSE },
};

/* The edit comes just before the write: its answer shows it, and the page gets
 * back what it held when we looked. */
static void
test_gap (gconstpointer data)
{
  const GapCase *c = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, PLACED);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autoptr(GArray) changes = make_change (snapshot, row);
  g_autofree char *place = sk_notion_stand_in_dup_json (world.notion, row, "Scheduled Date");
  g_autofree char *planned = sk_notion_stand_in_dup_json (world.notion, row, "Last Scheduled");

  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD_BEFORE, .method = "PATCH" });
  write_change (&world, changes, &result);
  wait_until_held (&world);
  edit (&world, row, c->values);
  sk_notion_stand_in_release (world.notion);
  sk_notion_world_wait (&result);

  g_assert_cmpint (sk_task_source_write_finish (world.source, result, &error), ==,
                   !c->is_conflict);
  g_assert_cmpuint (count (&world, "PATCH"), ==, c->is_conflict ? 2 : 1);
  if (!c->is_conflict)
    {
      g_assert_no_error (error);
      return;
    }

  g_autofree char *place_now = sk_notion_stand_in_dup_json (world.notion, row, "Scheduled Date");
  g_autofree char *planned_now = sk_notion_stand_in_dup_json (world.notion, row,
                                                              "Last Scheduled");

  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "taken back"));
  g_assert_cmpstr (place_now, ==, place);
  g_assert_cmpstr (planned_now, ==, planned);

  /* it is news: the pass is to be planned again */
  g_clear_error (&error);
  g_assert_cmpuint (sk_notion_world_poll (&world, 0, &error), ==, 1);
  g_assert_no_error (error);
}

/* What nobody can see: an edit of the place alone, in that moment. */
static void
test_gap_place (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, PLACED);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autoptr(GArray) changes = make_change (snapshot, row);

  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD_BEFORE, .method = "PATCH" });
  write_change (&world, changes, &result);
  wait_until_held (&world);
  edit (&world, row, "{\"Scheduled Date\": \"2026-11-30\"}");
  sk_notion_stand_in_release (world.notion);
  sk_notion_world_wait (&result);
  g_assert_true (sk_task_source_write_finish (world.source, result, &error));
  g_assert_no_error (error);
}

/* Into the trash: Notion refuses to edit it, and it is left there. */
static void
test_gap_trash (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, PLACED);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autoptr(GArray) changes = make_change (snapshot, row);

  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD_BEFORE, .method = "PATCH" });
  write_change (&world, changes, &result);
  wait_until_held (&world);
  edit (&world, row, NULL);
  sk_notion_stand_in_release (world.notion);
  sk_notion_world_wait (&result);
  g_assert_false (sk_task_source_write_finish (world.source, result, &error));
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  g_assert_cmpuint (count (&world, "PATCH"), ==, 1);
  sk_notion_stand_in_clear_requests (world.notion);     /* it was told so, by a refusal */
}

/* Whoever cannot take it back says so. */
static void
test_gap_stays (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table, PLACED);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autoptr(GArray) changes = make_change (snapshot, row);

  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD_BEFORE, .method = "PATCH" });
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_DROP, .method = "PATCH", .nth = 2, .times = G_MAXUINT });
  write_change (&world, changes, &result);
  wait_until_held (&world);
  edit (&world, row, "{\"Pinned\": true}");
  sk_notion_stand_in_release (world.notion);
  sk_notion_world_wait (&result);
  g_assert_false (sk_task_source_write_finish (world.source, result, &error));
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "could not be taken back"));
}

/* What we would write is there already, and is not ours to take back. */
static void
test_not_ours (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  row = sk_notion_stand_in_add_row (world.notion, world.table,
                                    "{\"Task name\": \"T\", \"Auto Schedule\": true}");

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autoptr(GArray) changes = make_change (snapshot, row);

  edit (&world, row, "{\"Status\": \"Done\", \"Scheduled Date\": {\"start\": "
                     "\"2026-11-24T09:00:00+01:00\", \"end\": \"2026-11-24T10:30:00+01:00\"}, "
                     "\"Last Scheduled\": \"2026-11-23T08:01:00+01:00\"}");
  write_change (&world, changes, &result);
  sk_notion_world_wait (&result);
  g_assert_false (sk_task_source_write_finish (world.source, result, &error));
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  g_assert_cmpuint (count (&world, "PATCH"), ==, 0);
}

/* --- after the reading, before the look --- */

static const GapCase lately[] = {
  { "another-place", "{\"Scheduled Date\": \"2026-11-30\"}", TRUE },
  { "done", "{\"Status\": \"Done\"}", TRUE },
  { "no-longer-ticked", "{\"Auto Schedule\": false}", TRUE },
  { "pinned", "{\"Pinned\": true}", TRUE },
  { "another-title", "{\"Task name\": \"U\"}", FALSE },
};

/* Of many rows only those are read again that were edited. */
static void
test_among_many (gconstpointer data)
{
  const GapCase *c = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row = NULL;

  sk_notion_world_init_keeping (&world);
  for (guint i = 0; i < N_MANY; i++)
    row = sk_notion_stand_in_add_row (world.notion, world.table, PLACED);
  sk_notion_stand_in_set_now (world.notion, SK_STAND_IN_NOW + 60 * 60);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autoptr(GArray) changes = make_change (snapshot, row);

  edit (&world, row, c->values);
  sk_notion_stand_in_clear_requests (world.notion);
  g_assert_cmpint (sk_notion_world_write (&world, changes, &error), ==, !c->is_conflict);
  g_assert_cmpuint (count (&world, "POST"), ==, 1);
  g_assert_cmpuint (count (&world, "GET"), ==, 0);
  g_assert_cmpuint (count (&world, "PATCH"), ==, c->is_conflict ? 0 : 1);
  if (c->is_conflict)
    sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  else
    g_assert_no_error (error);
}

/* Somebody else's by now. */
static void
test_given_away (void)
{
  static const char ann[] = "2a90c0de-0000-4000-8000-00000000a001";
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row = NULL;

  sk_notion_world_init (&world, "{" LEAST ", \"Last Scheduled\": {\"type\": \"date\"}, "
                                "\"Assignee\": {\"type\": \"people\"}}");
  sk_notion_world_configure (&world, &(SkNotionConfig) { .assignee = ann });
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *values = g_strdup_printf ("{\"Task name\": \"T\", \"Assignee\": [\"%s\"]}",
                                                 ann);

      row = sk_notion_stand_in_add_row (world.notion, world.table, values);
    }
  sk_notion_stand_in_set_now (world.notion, SK_STAND_IN_NOW + 60 * 60);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autoptr(GArray) changes = make_change (snapshot, row);

  edit (&world, row, "{\"Assignee\": []}");
  g_assert_false (sk_notion_world_write (&world, changes, &error));
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  g_assert_cmpuint (count (&world, "PATCH"), ==, 0);
}

/* --- waiting for a turn --- */

/* The turn of the write comes a minute after the look: it is not sent, but
 * everything is looked at again. */
static void
test_late_turn (gconstpointer data)
{
  gboolean is_edited = GPOINTER_TO_INT (data);
  static const SkHttpPace pace = {
    .requests = 4, .second_ms = 20, .timeout = 60, .at_once = 4
  };
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_world_configure (&world, &(SkNotionConfig) { .pace = &pace });
  row = sk_notion_stand_in_add_row (world.notion, world.table, PLACED);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);
  g_autoptr(GArray) changes = make_change (snapshot, row);

  write_change (&world, changes, &result);
  while (count (&world, "POST") < 2)
    g_main_context_iteration (NULL, TRUE);
  if (is_edited)
    edit (&world, row, "{\"Scheduled Date\": \"2026-11-30\"}");
  sk_notion_world_wait (&result);
  g_assert_cmpint (sk_task_source_write_finish (world.source, result, &error), ==, !is_edited);
  g_assert_cmpuint (count (&world, "POST"), ==, 3);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "GET", PAGE), ==, 0);
  g_assert_cmpuint (count (&world, "PATCH"), ==, is_edited ? 0 : 1);
  if (is_edited)
    sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  else
    g_assert_no_error (error);
}

/* --- several at a time --- */

/* They share one look. */
static void
test_at_once (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *rows[4];
  GAsyncResult *results[4] = { NULL };

  sk_notion_world_init (&world, SCHEMA);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = sk_notion_stand_in_add_row (world.notion, world.table, PLACED);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  sk_notion_stand_in_clear_requests (world.notion);
  edit (&world, rows[2], "{\"Pinned\": true}");
  g_assert_cmpuint (sk_task_source_get_at_once (world.source), >=, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GArray) changes = make_change (snapshot, rows[i]);

      write_change (&world, changes, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      sk_notion_world_wait (&results[i]);
      sk_task_source_write_finish (world.source, results[i], &error);
      if (i == 2)
        sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
      else
        g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (count (&world, "POST"), ==, 1);
  g_assert_cmpuint (count (&world, "GET"), ==, 0);
  g_assert_cmpuint (count (&world, "PATCH"), ==, 3);
}

/* If the look fails, it fails for all of them. */
static void
test_look_fails (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  const char *rows[2];
  GAsyncResult *results[2] = { NULL };

  sk_notion_world_init (&world, SCHEMA);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = sk_notion_stand_in_add_row (world.notion, world.table, PLACED);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_DROP, .method = "POST", .times = G_MAXUINT });
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GArray) changes = make_change (snapshot, rows[i]);

      write_change (&world, changes, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      sk_notion_world_wait (&results[i]);
      g_assert_false (sk_task_source_write_finish (world.source, results[i], &error));
      sk_notion_world_assert_error (error, SK_ERROR_OFFLINE);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (count (&world, "PATCH"), ==, 0);
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

  ADD_TABLE ("/notion/guard/just-before-the-write", gaps, test_gap)
  g_test_add_func ("/notion/guard/just-before-the-write/its-place-alone", test_gap_place);
  g_test_add_func ("/notion/guard/just-before-the-write/into-the-trash", test_gap_trash);
  g_test_add_func ("/notion/guard/just-before-the-write/and-then-offline", test_gap_stays);
  g_test_add_func ("/notion/guard/what-is-there-already-is-not-ours", test_not_ours);
  ADD_TABLE ("/notion/guard/among-many", lately, test_among_many)
  g_test_add_func ("/notion/guard/among-many/given-away", test_given_away);
  g_test_add_data_func ("/notion/guard/late-turn/nothing-happened", GINT_TO_POINTER (FALSE),
                        test_late_turn);
  g_test_add_data_func ("/notion/guard/late-turn/edited", GINT_TO_POINTER (TRUE),
                        test_late_turn);
  g_test_add_func ("/notion/guard/at-once/one-look", test_at_once);
  g_test_add_func ("/notion/guard/at-once/no-look", test_look_fails);

  return g_test_run ();
}
