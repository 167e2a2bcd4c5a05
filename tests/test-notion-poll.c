/* test-notion-poll.c — whether there is anything new, asked of a stand-in for Notion
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-json.h"
#include "sk-notion-world.h"

#define ANN "2a90c0de-0000-4000-8000-00000000a001"
#define BEN "2a90c0de-0000-4000-8000-00000000b001"
#define OURS "{\"Task name\": \"T\", \"Rank\": 5, \"Auto Schedule\": true, " \
             "\"Owner\": [\"" ANN "\"]}"

static const char people_schema[] =
  "{" LEAST ", \"Rank\": {\"type\": \"formula\", \"result\": \"number\"}, "
  "\"Status\": {\"type\": \"status\", \"groups\": {\"To-do\": [\"Not started\", \"Waiting\"], "
  "\"In progress\": [], \"Complete\": [\"Done\"]}}, "
  "\"Est Duration Hrs\": {\"type\": \"number\"}, \"Due date\": {\"type\": \"date\"}, "
  "\"Last Scheduled\": {\"type\": \"date\"}, \"Auto Schedule\": {\"type\": \"checkbox\"}, "
  "\"Earliest Start\": {\"type\": \"date\"}, \"Blocked by\": {\"type\": \"relation\"}, "
  "\"Pinned\": {\"type\": \"checkbox\"}, \"Owner\": {\"type\": \"people\"}, "
  "\"Remarks\": {\"type\": \"rich_text\"}}";

typedef struct
{
  SkNotionWorld world;
  const char   *first;
  const char   *second;
  const char   *done;           /* is not among what is read */
} Desk;

static void
pass_time (Desk *desk,
           int   seconds)
{
  sk_notion_stand_in_set_now (desk->world.notion,
                              sk_notion_stand_in_get_now (desk->world.notion) + seconds);
}

/* Three rows, of which two are read; an hour later. */
static void
desk_init (Desk *desk)
{
  static const char *const columns[] = { "assignee", "Owner", NULL };

  sk_notion_world_init (&desk->world, people_schema);
  sk_notion_world_configure (&desk->world, &(SkNotionConfig) {
    .columns = columns, .assignee = ANN });
  desk->first = sk_notion_stand_in_add_row (desk->world.notion, desk->world.table, OURS);
  desk->second = sk_notion_stand_in_add_row (desk->world.notion, desk->world.table, OURS);
  desk->done = sk_notion_stand_in_add_row (desk->world.notion, desk->world.table,
    "{\"Task name\": \"D\", \"Status\": \"Done\", \"Owner\": [\"" ANN "\"]}");
  pass_time (desk, 60 * 60);
  sk_snapshot_unref (sk_notion_world_fetch_well (&desk->world));
  sk_notion_stand_in_clear_requests (desk->world.notion);
}

static void
desk_clear (Desk *desk)
{
  sk_notion_world_clear (&desk->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

/* As the service does, by a clock that agrees with Notion's. */
static guint
poll (Desk *desk)
{
  g_autoptr(GError) error = NULL;
  guint n = sk_notion_world_poll (&desk->world, sk_notion_stand_in_get_now (desk->world.notion),
                                  &error);

  g_assert_no_error (error);

  return n;
}

static void
assert_cost (Desk *desk,
             guint n_requests)
{
  g_assert_cmpuint (sk_notion_stand_in_get_n_requests (desk->world.notion), ==, n_requests);
  sk_notion_stand_in_clear_requests (desk->world.notion);
}

/* --- what is no news --- */

static void
test_quiet (void)
{
  g_auto(Desk) desk = { 0 };

  desk_init (&desk);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (poll (&desk), ==, 0);
      assert_cost (&desk, 1);
      pass_time (&desk, 120);
    }
}

/* Only of the columns we use, and only what was edited lately. */
static void
test_question (void)
{
  g_auto(Desk) desk = { 0 };
  const SkStandInRequest *request;

  desk_init (&desk);
  poll (&desk);
  request = sk_notion_stand_in_get_request (desk.world.notion, 0);

  g_autofree char *body = sk_json_print (request->body, FALSE);

  g_assert_true (g_str_has_suffix (request->path, "/query"));
  g_assert_null (strstr (request->query, "Remarks"));
  g_assert_nonnull (strstr (request->query, "filter_properties=%7Ct%5C%3C"));
  /* the hour at which everything was read, less two minutes */
  g_assert_nonnull (strstr (body, "\"filter\": {\"and\": [{\"timestamp\": \"last_edited_time\", "
                                  "\"last_edited_time\": {\"on_or_after\": "
                                  "\"2026-10-19T07:58:00Z\"}}]}"));
}

/* Our write is an edit, and is there for as long as the minutes overlap. */
static void
test_own_write (void)
{
  g_auto(Desk) desk = { 0 };
  g_autoptr(GError) error = NULL;

  desk_init (&desk);
  sk_notion_world_write_one (&desk.world, desk.first, &error);
  g_assert_no_error (error);
  sk_notion_stand_in_clear_requests (desk.world.notion);
  g_assert_cmpuint (poll (&desk), ==, 0);
  assert_cost (&desk, 1);
  pass_time (&desk, 90);
  g_assert_cmpuint (poll (&desk), ==, 0);

  /* and somebody's edit in the minute of our write is seen all the same */
  sk_notion_stand_in_set_row (desk.world.notion, desk.first, "{\"Due date\": \"2026-11-27\"}");
  g_assert_cmpuint (poll (&desk), ==, 1);
}

/* A formula follows the clock, and our own write shows it. */
static void
test_own_write_of_a_moving_rank (void)
{
  g_auto(Desk) desk = { 0 };
  g_autoptr(GError) error = NULL;

  desk_init (&desk);
  sk_notion_stand_in_set_row (desk.world.notion, desk.first, "{\"Rank\": 6}");
  sk_snapshot_unref (sk_notion_world_fetch_well (&desk.world));
  sk_notion_stand_in_set_row (desk.world.notion, desk.first, "{\"Rank\": 7}");
  sk_notion_world_write_one (&desk.world, desk.first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (poll (&desk), ==, 0);
}

static void
test_own_put (void)
{
  g_auto(Desk) desk = { 0 };
  g_autoptr(GArray) writes = sk_write_array_new ();
  g_autoptr(SkTask) task = NULL;
  g_autoptr(GError) error = NULL;

  desk_init (&desk);
  task = sk_task_new (&(SkTaskInit) { .id = desk.first, .title = "T" });
  sk_write_array_add (writes, task, "Pinned", "false", g_strdup ("true"));
  g_assert_true (sk_notion_world_put (&desk.world, writes, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (poll (&desk), ==, 0);
}

/* --- what is --- */

typedef struct
{
  const char *name;
  const char *values;           /* of the first row */
  guint       n_edited;
} EditCase;

static const EditCase edits[] = {
  { "a-column-that-is-nothing-to-us", "{\"Remarks\": \"Hm\"}", 0 },
  { "the-same-value-again", "{\"Pinned\": false}", 0 },
  { "its-title", "{\"Task name\": \"U\"}", 1 },
  { "its-rank", "{\"Rank\": 6}", 1 },
  { "its-status", "{\"Status\": \"Waiting\"}", 1 },
  { "that-it-is-done", "{\"Status\": \"Done\"}", 1 },
  { "its-length", "{\"Est Duration Hrs\": 2}", 1 },
  { "its-due-date", "{\"Due date\": \"2026-11-27\"}", 1 },
  { "its-place", "{\"Scheduled Date\": {\"start\": \"2026-11-27T09:00:00+01:00\", "
    "\"end\": \"2026-11-27T10:00:00+01:00\"}}", 1 },
  { "when-it-was-planned", "{\"Last Scheduled\": \"2026-11-27\"}", 1 },
  { "that-it-is-ours-to-plan", "{\"Auto Schedule\": false}", 1 },
  { "its-earliest-start", "{\"Earliest Start\": \"2026-11-27\"}", 1 },
  { "what-blocks-it", "{\"Blocked by\": [\"" ANN "\"]}", 1 },
  { "that-it-is-pinned", "{\"Pinned\": true}", 1 },
  { "whose-it-is", "{\"Owner\": [\"" BEN "\"]}", 1 },
};

static void
test_edit (gconstpointer data)
{
  const EditCase *c = data;
  g_auto(Desk) desk = { 0 };

  desk_init (&desk);
  pass_time (&desk, 90);
  sk_notion_stand_in_set_row (desk.world.notion, desk.first, c->values);
  g_assert_cmpuint (poll (&desk), ==, c->n_edited);
  assert_cost (&desk, 1);

  /* it is news until everything is read */
  pass_time (&desk, 600);
  g_assert_cmpuint (poll (&desk), ==, c->n_edited);
  sk_snapshot_unref (sk_notion_world_fetch_well (&desk.world));
  g_assert_cmpuint (poll (&desk), ==, 0);
}

/* Those that are not read: only what joins them is news. */
static void
test_others (void)
{
  g_auto(Desk) desk = { 0 };

  desk_init (&desk);
  sk_notion_stand_in_set_row (desk.world.notion, desk.done, "{\"Task name\": \"E\"}");
  sk_notion_stand_in_add_row (desk.world.notion, desk.world.table,
                              "{\"Task name\": \"B\", \"Owner\": [\"" BEN "\"]}");
  g_assert_cmpuint (poll (&desk), ==, 0);

  sk_notion_stand_in_set_row (desk.world.notion, desk.done, "{\"Status\": \"Not started\"}");
  g_assert_cmpuint (poll (&desk), ==, 1);
  sk_notion_stand_in_add_row (desk.world.notion, desk.world.table, OURS);
  g_assert_cmpuint (poll (&desk), ==, 2);
}

/* A machine whose clock is fast asks for too little, a slow one for too much. */
static void
test_wrong_clock (void)
{
  g_auto(Desk) desk = { 0 };
  g_autoptr(GError) error = NULL;
  gint64 now;

  desk_init (&desk);
  now = sk_notion_stand_in_get_now (desk.world.notion);
  sk_notion_stand_in_set_row (desk.world.notion, desk.second, "{\"Pinned\": true}");
  g_assert_cmpuint (sk_notion_world_poll (&desk.world, now + 24 * 60 * 60, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpuint (sk_notion_world_poll (&desk.world, 0, &error), ==, 1);
  g_assert_no_error (error);
}

/* Before anything was read everything is new. */
static void
test_first (void)
{
  g_auto(Desk) desk = { 0 };
  static const char *const columns[] = { "assignee", "Owner", NULL };

  desk_init (&desk);
  sk_notion_world_configure (&desk.world, &(SkNotionConfig) {
    .columns = columns, .assignee = ANN });
  g_assert_cmpuint (poll (&desk), ==, 0);
  pass_time (&desk, -60 * 60);
  g_assert_cmpuint (poll (&desk), ==, 2);
}

/* --- trouble --- */

typedef struct
{
  const char     *name;
  SkStandInFault  fault;
  int             code;         /* -1: it works in the end */
} TroubleCase;

static const TroubleCase troubles[] = {
  { "limit-once", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 429, .retry_after = 1 }, -1 },
  { "drop-once", { SK_STAND_IN_DROP, "POST", QUERY }, -1 },
  { "offline", { SK_STAND_IN_DROP, .times = G_MAXUINT }, SK_ERROR_OFFLINE },
  { "in-trouble", { SK_STAND_IN_ANSWER, .status = 503, .times = G_MAXUINT }, SK_ERROR_BUSY },
  { "key-refused", { SK_STAND_IN_ANSWER, .status = 401 }, SK_ERROR_DENIED },
  { "garbage", { SK_STAND_IN_GARBAGE, "POST", QUERY }, SK_ERROR_MALFORMED },
};

static void
test_trouble (gconstpointer data)
{
  const TroubleCase *c = data;
  g_auto(Desk) desk = { 0 };
  g_autoptr(GError) error = NULL;

  desk_init (&desk);
  sk_notion_stand_in_set_row (desk.world.notion, desk.first, "{\"Pinned\": true}");
  sk_notion_stand_in_add_fault (desk.world.notion, &c->fault);
  g_assert_cmpuint (sk_notion_world_poll (&desk.world, 0, &error), ==, c->code < 0);
  if (c->code < 0)
    g_assert_no_error (error);
  else
    sk_notion_world_assert_error (error, c->code);

  sk_notion_stand_in_clear_faults (desk.world.notion);
  g_clear_error (&error);
  if (c->code != SK_ERROR_DENIED)
    g_assert_cmpuint (poll (&desk), ==, 1);
}

/* A column went since: which there are is asked once more. */
static void
test_column_gone (void)
{
  g_auto(Desk) desk = { 0 };

  desk_init (&desk);
  sk_notion_stand_in_remove_property (desk.world.notion, desk.world.table, "Pinned");
  sk_notion_stand_in_set_row (desk.world.notion, desk.first, "{\"Est Duration Hrs\": 2}");
  g_assert_cmpuint (poll (&desk), ==, 1);
  assert_cost (&desk, 3);
}

static void
test_stopped (void)
{
  g_auto(Desk) desk = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint n_edited;

  desk_init (&desk);
  sk_notion_stand_in_add_fault (desk.world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD, .method = "POST", .path = QUERY });
  sk_task_source_poll_async (desk.world.source, 1, cancellable, sk_notion_world_keep_result,
                             &result);
  while (sk_notion_stand_in_get_n_held (desk.world.notion) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  sk_notion_world_wait (&result);
  g_assert_false (sk_task_source_poll_finish (desk.world.source, result, &n_edited, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
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

  g_test_add_func ("/notion/poll/costs-one-request-where-nothing-is-new", test_quiet);
  g_test_add_func ("/notion/poll/asks-for-what-was-edited-lately", test_question);
  g_test_add_func ("/notion/poll/our-own-write-is-no-news", test_own_write);
  g_test_add_func ("/notion/poll/our-own-write-of-a-moving-rank-is-no-news",
                   test_own_write_of_a_moving_rank);
  g_test_add_func ("/notion/poll/what-we-put-is-no-news", test_own_put);
  ADD_TABLE ("/notion/poll/tells", edits, test_edit)
  g_test_add_func ("/notion/poll/rows-that-are-not-read", test_others);
  g_test_add_func ("/notion/poll/does-not-trust-our-clock", test_wrong_clock);
  g_test_add_func ("/notion/poll/before-anything-was-read", test_first);
  ADD_TABLE ("/notion/poll/trouble", troubles, test_trouble)
  g_test_add_func ("/notion/poll/trouble/column-gone", test_column_gone);
  g_test_add_func ("/notion/poll/trouble/stopped", test_stopped);

  return g_test_run ();
}
