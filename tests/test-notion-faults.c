/* test-notion-faults.c — what happens to a pass when Notion, or the world, gets in its way
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-notion-world.h"

static void
add_rows (SkNotionWorld *world,
          guint          n,
          guint          per_minute)
{
  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && i % per_minute == 0)
        sk_notion_stand_in_set_now (world->notion, sk_notion_stand_in_get_now (world->notion) + 60);
      sk_notion_stand_in_add_row (world->notion, world->table, "{\"Task name\": \"T\"}");
    }
}

static guint
count_queries (SkNotionWorld *world)
{
  return sk_notion_stand_in_count_requests (world->notion, "POST", QUERY);
}

/* --- very many rows --- */

typedef struct
{
  const char *name;
  guint       n_rows;
  guint       n_queries;        /* one for a hundred; the windows are told apart by minutes */
} Size;

static const Size sizes[] = {
  { "0", 0, 1 },
  { "10000", 10000, 100 },
  { "25000", 25000, 251 },
};

static void
test_size (gconstpointer data)
{
  const Size *size = data;
  g_auto(SkNotionWorld) world = { 0 };

  sk_notion_world_init (&world, "{" LEAST "}");
  add_rows (&world, size->n_rows, 50);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, size->n_rows);
  g_assert_cmpuint (count_queries (&world), ==, size->n_queries);
  for (guint i = 0; i < sk_notion_stand_in_get_n_requests (world.notion); i++)
    {
      const SkStandInRequest *request = sk_notion_stand_in_get_request (world.notion, i);

      if (g_str_has_suffix (request->path, "/query"))
        g_assert_cmpstr (request->query, ==,
                         "filter_properties=title&filter_properties=%7Ct%5C%3C");
    }
}

/* --- what somebody does between two parts of a list --- */

typedef struct
{
  const char *name;
  void      (*act) (SkNotionWorld *world,
                    const char    *row);
  int         code;             /* -1: it works in the end */
  const char *says;             /* (nullable) */
  guint       n_tasks;
  gboolean    is_told;          /* by a refusal, that what we asked for is gone */
} Midway;

static void
trash_row (SkNotionWorld *world,
           const char    *row)
{
  sk_notion_stand_in_trash_row (world->notion, row);
}

static void
archive_row (SkNotionWorld *world,
             const char    *row)
{
  sk_notion_stand_in_archive_row (world->notion, row);
}

static void
rename_columns (SkNotionWorld *world,
                const char    *row)
{
  sk_notion_stand_in_rename_property (world->notion, world->table, "Scheduled Date", "When");
  sk_notion_stand_in_rename_property (world->notion, world->table, "Due date", "Until");
}

static void
remove_optional (SkNotionWorld *world,
                 const char    *row)
{
  sk_notion_stand_in_remove_property (world->notion, world->table, "Rank");
}

static void
remove_required (SkNotionWorld *world,
                 const char    *row)
{
  sk_notion_stand_in_remove_property (world->notion, world->table, "Scheduled Date");
}

static void
add_another (SkNotionWorld *world,
             const char    *row)
{
  sk_notion_stand_in_add_row (world->notion, world->table, TICKED);
}

static void
take_access (SkNotionWorld *world,
             const char    *row)
{
  sk_notion_stand_in_set_shared (world->notion, world->database, FALSE);
  sk_notion_stand_in_set_shared (world->notion, world->table, FALSE);
}

static const Midway midways[] = {
  { "row-trashed", trash_row, -1, NULL, 149, FALSE },
  { "row-archived", archive_row, -1, NULL, 149, FALSE },
  { "columns-renamed", rename_columns, -1, NULL, 150, FALSE },
  { "column-removed", remove_optional, -1, NULL, 150, TRUE },
  { "needed-column-removed", remove_required, SK_ERROR_MISSING, "“Scheduled Date”", 0, TRUE },
  { "row-added", add_another, -1, NULL, 150, FALSE },
  { "access-taken", take_access, SK_ERROR_MISSING, "Share it with the connection", 0, FALSE },
};

static void
test_midway (gconstpointer data)
{
  const Midway *midway = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *row = NULL;

  sk_notion_world_init (&world, SCHEMA);
  for (guint i = 0; i < 150; i++)
    row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD_BEFORE, .method = "POST", .path = QUERY, .nth = 2 });
  sk_task_source_fetch_async (world.source, NULL, sk_notion_world_keep_result, &result);
  while (sk_notion_stand_in_get_n_held (world.notion) == 0)
    g_main_context_iteration (NULL, TRUE);
  midway->act (&world, row);
  sk_notion_stand_in_release (world.notion);
  sk_notion_world_wait (&result);

  g_autoptr(SkSnapshot) snapshot = sk_task_source_fetch_finish (world.source, result, &error);

  g_assert_cmpint (sk_notion_stand_in_get_n_forbidden (world.notion) > 0, ==, midway->is_told);
  if (midway->is_told)
    sk_notion_stand_in_clear_requests (world.notion);
  if (midway->code < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, midway->n_tasks);
      return;
    }

  g_assert_null (snapshot);
  sk_notion_world_assert_error (error, midway->code);
  g_assert_nonnull (strstr (error->message, midway->says));
}

/* --- answers --- */

typedef struct
{
  const char     *name;
  SkStandInFault  fault;
  int             code;         /* -1: it works in the end */
  const char     *says;         /* (nullable) */
} Answer;

#define FOR_EVER .times = G_MAXUINT
#define BAD_CURSOR "The start_cursor provided is invalid: s:1:2"

static const Answer answers[] = {
  { "cursor-goes-bad", { SK_STAND_IN_ANSWER, "POST", QUERY, .nth = 2, .status = 400,
    .code = "validation_error", .message = BAD_CURSOR }, -1, NULL },
  { "cursor-always-bad", { SK_STAND_IN_ANSWER, "POST", QUERY, .nth = 2, FOR_EVER, .status = 400,
    .code = "validation_error", .message = BAD_CURSOR }, SK_ERROR_MALFORMED, "start_cursor" },
  { "answers-late-once", { SK_STAND_IN_HOLD, "POST", QUERY, .nth = 2 }, -1, NULL },
  { "never-answers", { SK_STAND_IN_HOLD, "POST", QUERY, .nth = 2, FOR_EVER }, SK_ERROR_OFFLINE,
    "no answer in time" },
  { "columns-late", { SK_STAND_IN_HOLD, "GET", "/v1/data_sources/*" }, -1, NULL },
  { "bad-gateway", { SK_STAND_IN_HTML, "POST", QUERY, FOR_EVER, .status = 502 }, SK_ERROR_BUSY,
    "trouble of its own (502)" },
  { "edge", { SK_STAND_IN_HTML, "POST", QUERY, FOR_EVER, .status = 403 }, SK_ERROR_DENIED,
    "before Notion saw" },
  { "overloaded", { SK_STAND_IN_ANSWER, "POST", QUERY, FOR_EVER, .status = 529 }, SK_ERROR_BUSY,
    "slow down" },
  { "not-understood", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 400,
    .code = "validation_error", .message = "body failed validation: no." }, SK_ERROR_MALFORMED,
    "does not accept what we sent" },
  { "no-such-address", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 400,
    .code = "invalid_request_url" }, SK_ERROR_MALFORMED, "report this as a bug" },
  { "key-refused", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 401 }, SK_ERROR_DENIED, "key" },
  { "forbidden", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 403 }, SK_ERROR_DENIED,
    "edit access" },
  { "not-shown", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 404 }, SK_ERROR_MISSING,
    "Share it" },
  { "collides-once", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 409 }, -1, NULL },
  { "too-large", { SK_STAND_IN_HTML, "POST", QUERY, .status = 413 }, SK_ERROR_MALFORMED, "413" },
  { "in-trouble-once", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 500 }, -1, NULL },
  { "without-its-store-once", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 503,
    .code = "database_connection_unavailable" }, -1, NULL },
  { "gateway-late-once", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 504 }, -1, NULL },
  { "edge-in-trouble-once", { SK_STAND_IN_HTML, "POST", QUERY, .status = 522 }, -1, NULL },
  { "wait-an-hour", { SK_STAND_IN_ANSWER, "POST", QUERY, .status = 429, .retry_after = 3600 },
    SK_ERROR_BUSY, "slow down" },
  { "garbage", { SK_STAND_IN_GARBAGE, "POST", QUERY, FOR_EVER }, SK_ERROR_MALFORMED,
    "cannot be read" },
  { "half-of-what-was-zipped", { SK_STAND_IN_TRUNCATE_GZIP, "POST", QUERY, .nth = 2 },
    SK_ERROR_MALFORMED, "ends in the middle" },
  { "half-the-columns", { SK_STAND_IN_TRUNCATE, "GET", "/v1/data_sources/*" }, -1, NULL },
};

static void
test_answer (gconstpointer data)
{
  const Answer *answer = data;
  static const SkHttpPace pace = { .requests = 100000, .timeout = 60, .timeout_ms = 300 };
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_world_configure (&world, &(SkNotionConfig) { .pace = &pace });
  add_rows (&world, 150, 150);
  sk_notion_stand_in_add_fault (world.notion, &answer->fault);

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch (&world, &error);

  if (answer->code < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 150);
      return;
    }

  g_assert_null (snapshot);
  sk_notion_world_assert_error (error, answer->code);
  g_assert_nonnull (strstr (error->message, answer->says));
}

/* --- a write of which nobody knows whether it arrived --- */

typedef struct
{
  const char     *name;
  SkStandInFault  fault;
  int             code;         /* -1: it is written */
  guint           n_sent;
  gboolean        arrives;
} Loss;

static const Loss losses[] = {
  { "late-but-saved", { SK_STAND_IN_HOLD, "PATCH" }, -1, 1, TRUE },
  { "late-and-not-saved", { SK_STAND_IN_HOLD_BEFORE, "PATCH" }, -1, 2, TRUE },
  { "reset-before", { SK_STAND_IN_DROP, "PATCH" }, -1, 2, TRUE },
  { "reset-after", { SK_STAND_IN_SAVED_DROP, "PATCH" }, -1, 1, TRUE },
  { "half-an-answer", { SK_STAND_IN_TRUNCATE, "PATCH" }, -1, 1, TRUE },
  { "garbage", { SK_STAND_IN_GARBAGE, "PATCH" }, -1, 1, TRUE },
  { "half-of-what-was-zipped", { SK_STAND_IN_TRUNCATE_GZIP, "PATCH" }, -1, 1, TRUE },
  { "saved-503", { SK_STAND_IN_SAVED_503, "PATCH" }, -1, 1, TRUE },
  { "five-collisions", { SK_STAND_IN_ANSWER, "PATCH", FOR_EVER, .status = 409 }, SK_ERROR_BUSY, 5,
    FALSE },
  { "four-collisions", { SK_STAND_IN_ANSWER, "PATCH", .times = 4, .status = 409 }, -1, 5, TRUE },
  { "edge", { SK_STAND_IN_HTML, "PATCH", FOR_EVER, .status = 403 }, SK_ERROR_DENIED, 1, FALSE },
  { "gone", { SK_STAND_IN_ANSWER, "PATCH", .status = 404 }, SK_ERROR_MISSING, 1, FALSE },
  { "key-taken", { SK_STAND_IN_ANSWER, "PATCH", .status = 401 }, SK_ERROR_DENIED, 1, FALSE },
  { "ignored", { SK_STAND_IN_IGNORE, "PATCH" }, SK_ERROR_CONFLICT, 1, FALSE },
  { "elsewhere", { SK_STAND_IN_REDIRECT, "PATCH" }, SK_ERROR_MALFORMED, 1, FALSE },
};

static void
test_loss (gconstpointer data)
{
  const Loss *loss = data;
  static const SkHttpPace pace = { .requests = 100000, .timeout = 60, .timeout_ms = 300 };
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_world_configure (&world, &(SkNotionConfig) { .pace = &pace });
  row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  sk_notion_stand_in_add_fault (world.notion, &loss->fault);
  g_assert_cmpint (sk_notion_world_write_one (&world, row, &error), ==, loss->code < 0);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==,
                    loss->n_sent);
  if (loss->code < 0)
    g_assert_no_error (error);
  else
    sk_notion_world_assert_error (error, loss->code);

  g_autofree char *date = sk_notion_stand_in_dup_json (world.notion, row, "Scheduled Date");

  g_assert_cmpint (strstr (date, "2026-11-24T09:00") != NULL, ==, loss->arrives);
}

/* Somebody moves the row while our write is lost: it is not moved back. */
static void
test_moved_while_lost (void)
{
  static const SkHttpPace pace = { .requests = 100000, .timeout = 60, .timeout_ms = 300 };
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GArray) changes = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *row;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_world_configure (&world, &(SkNotionConfig) { .pace = &pace });
  row = sk_notion_stand_in_add_row (world.notion, world.table, TICKED);
  changes = sk_notion_world_make_change (row, "2026-11-24T09:00:00+01:00",
                                         "2026-11-24T10:30:00+01:00");
  sk_notion_stand_in_add_fault (world.notion, &(SkStandInFault) {
    .trouble = SK_STAND_IN_HOLD_BEFORE, .method = "PATCH" });
  sk_task_source_write_async (world.source, changes, world.rules, NULL,
                              sk_notion_world_keep_result, &result);
  while (sk_notion_stand_in_get_n_held (world.notion) == 0)
    g_main_context_iteration (NULL, TRUE);
  sk_notion_stand_in_set_row (world.notion, row, "{\"Scheduled Date\": \"2026-11-30\"}");
  sk_notion_world_wait (&result);
  g_assert_false (sk_task_source_write_finish (world.source, result, &error));
  sk_notion_world_assert_error (error, SK_ERROR_CONFLICT);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 1);
}

/* --- nobody else is asked --- */

/* Knows no host, and counts who asks. */
#define SK_TYPE_NOWHERE (sk_nowhere_get_type ())
G_DECLARE_FINAL_TYPE (SkNowhere, sk_nowhere, SK, NOWHERE, GResolver)

struct _SkNowhere
{
  GResolver parent_instance;
  guint     n_lookups;
};

G_DEFINE_FINAL_TYPE (SkNowhere, sk_nowhere, G_TYPE_RESOLVER)

static void
sk_nowhere_lookup_async (GResolver                *resolver,
                         const char               *name,
                         GResolverNameLookupFlags  flags,
                         GCancellable             *cancellable,
                         GAsyncReadyCallback       callback,
                         gpointer                  user_data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  SK_NOWHERE (resolver)->n_lookups++;
  g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "%s", name);
}

static GList *
sk_nowhere_lookup_finish (GResolver     *resolver,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sk_nowhere_class_init (SkNowhereClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = sk_nowhere_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = sk_nowhere_lookup_finish;
}

static void
sk_nowhere_init (SkNowhere *self)
{
}

static void
on_lure (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  const char *method = soup_server_message_get_method (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *answer =
    "{\"object\": \"data_source\", \"id\": \"2a90c0de-0000-4000-8000-0000000000d5\", "
    "\"url\": \"http://elsewhere.example/\", \"next_url\": \"http://elsewhere.example/\", "
    "\"properties\": {\"T\": {\"id\": \"title\", \"type\": \"title\"}, "
    "\"Scheduled Date\": {\"id\": \"s\", \"type\": \"date\"}}, \"results\": []}";

  soup_message_headers_replace (headers, "Location", "http://elsewhere.example/");
  soup_message_headers_replace (headers, "Link", "<http://elsewhere.example/>; rel=preload");
  soup_message_headers_replace (headers, "Refresh", "0; url=http://elsewhere.example/");
  soup_server_message_set_status (message, g_str_equal (method, user_data) ? 307 : 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer,
                                    strlen (answer));
}

/* @method: what is answered with another address */
static void
test_no_other_host (gconstpointer method)
{
  g_autoptr(SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr(GResolver) usual = g_resolver_get_default ();
  g_autoptr(SkNowhere) resolver = g_object_new (SK_TYPE_NOWHERE, NULL);
  g_autoptr(GError) error = NULL;
  SkNotionWorld world = { 0 };
  GSList *uris;

  g_resolver_set_default (G_RESOLVER (resolver));
  soup_server_add_handler (server, NULL, on_lure, (gpointer) method, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);

  g_autofree char *url = g_uri_to_string (uris->data);
  g_autoptr(SkTaskSource) source = sk_notion_source_new (&(SkNotionConfig) {
    .name = "Home", .key = SK_STAND_IN_TOKEN, .base_url = url,
    .database = "collection://2a90c0de-0000-4000-8000-0000000000d5",
    .pace = &(SkHttpPace) { .requests = 180, .timeout = 60 },
  }, &error);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  world.source = source;
  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch (&world, &error);

  g_assert_cmpint (snapshot != NULL, ==, g_str_equal (method, "NONE"));
  g_assert_cmpuint (resolver->n_lookups, ==, 0);

  /* It would have been seen. */
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(SkHttp) http = sk_http_new (&(SkHttpPace) { .requests = 1, .timeout = 60 });

  sk_http_send_async (http, &(SkHttpRequest) { .method = "PATCH",
                                               .url = "http://elsewhere.example/" },
                      NULL, sk_notion_world_keep_result, &result);
  sk_notion_world_wait (&result);
  g_assert_cmpuint (resolver->n_lookups, >, 0);
  g_resolver_set_default (usual);
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

  ADD_TABLE ("/notion/faults/size", sizes, test_size)
  ADD_TABLE ("/notion/faults/midway", midways, test_midway)
  ADD_TABLE ("/notion/faults/answer", answers, test_answer)
  ADD_TABLE ("/notion/faults/loss", losses, test_loss)
  g_test_add_func ("/notion/faults/moved-while-lost", test_moved_while_lost);
  g_test_add_data_func ("/notion/faults/no-other-host/answers", "NONE", test_no_other_host);
  g_test_add_data_func ("/notion/faults/no-other-host/redirects", "GET", test_no_other_host);
  g_test_add_data_func ("/notion/faults/no-other-host/redirected-queries", "POST",
                        test_no_other_host);

  return g_test_run ();
}
