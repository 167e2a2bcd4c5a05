/* test-http.c — how requests fail, wait and are sent again
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-http.h"

/* A server that says, one after the other, what a test wrote down for it:
 * statuses, 0 for a connection that breaks, and the last one for ever. */
typedef struct
{
  SoupServer *server;
  SkHttp     *http;
  guint       answers[8];
  guint       n_answers;
  guint       n_seen;
  const char *retry_after;
  const char *location;
  gsize       size;             /* of the body; 0: "hello" */
  gboolean    holds;            /* it never answers */
  guint       patience;         /* of what is sent */
  char       *user_agent;
  char       *query;
  char       *body;
} World;

static void
answer (World             *world,
        SoupServerMessage *message,
        guint              status)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, status, NULL);
  if (world->retry_after != NULL)
    soup_message_headers_replace (headers, "Retry-After", world->retry_after);
  if (world->location != NULL)
    soup_message_headers_replace (headers, "Location", world->location);
  if (world->size > 0)
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_TAKE,
                                      g_malloc0 (world->size), world->size);
  else
    soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "hello", 5);
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  World *world = user_data;
  guint i = MIN (world->n_seen, world->n_answers - 1);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  world->n_seen++;
  g_free (world->user_agent);
  world->user_agent = g_strdup (soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "User-Agent"));
  g_free (world->query);
  world->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  g_free (world->body);
  world->body = g_strndup (body->data, (gsize) body->length);

  if (world->holds)
    soup_server_message_pause (message);
  else if (world->answers[i] == 0)
    g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
  else
    answer (world, message, world->answers[i]);
}

static void
world_init (World       *world,
            const guint *answers,
            guint        n_answers)
{
  g_autoptr(GError) error = NULL;

  memset (world, 0, sizeof *world);
  world->n_answers = n_answers;
  for (guint i = 0; i < n_answers; i++)
    world->answers[i] = answers[i];
  world->http = sk_http_new (&(SkHttpPace) { .requests = 180, .second_ms = 0, .timeout = 60 });
  world->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (world->server, NULL, on_request, world, NULL);
  soup_server_listen_local (world->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
}

static void
world_clear (World *world)
{
  g_clear_object (&world->http);
  g_clear_object (&world->server);
  g_free (world->user_agent);
  g_free (world->query);
  g_free (world->body);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
send (World         *world,
      const char    *method,
      SkHttpExplain  explain,
      GCancellable  *cancellable,
      GAsyncResult **result)
{
  GSList *uris = soup_server_get_uris (world->server);
  g_autofree char *base = g_uri_to_string (uris->data);
  g_autofree char *url = g_strconcat (base, "path?a=%7Ct%5C%3C&b=x~", NULL);
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  sk_http_send_async (world->http, &(SkHttpRequest) {
                        .method = method,
                        .url = url,
                        .body = g_str_equal (method, "GET") ? NULL : body,
                        .content_type = "application/json",
                        .explain = explain,
                        .may_repeat = !g_str_equal (method, "PATCH"),
                        .patience = world->patience,
                      }, cancellable, keep_result, result);
}

static GBytes *
finish (World         *world,
        GAsyncResult **result,
        GError       **error)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_autoptr(GAsyncResult) done = g_steal_pointer (result);
  return sk_http_send_finish (world->http, done, error);
}

typedef struct
{
  const char *name;
  const char *method;
  guint       answers[4];       /* 0: a connection that breaks; the last one for ever */
  guint       n_answers;
  int         code;             /* -1: it works in the end */
  guint       n_sent;
} Case;

static const Case cases[] = {
  { "good", "GET", { 200 }, 1, -1, 1 },
  { "created", "POST", { 201 }, 1, -1, 1 },
  { "key-refused", "GET", { 401 }, 1, SK_ERROR_DENIED, 1 },
  { "forbidden", "PATCH", { 403 }, 1, SK_ERROR_DENIED, 1 },
  { "missing", "GET", { 404 }, 1, SK_ERROR_MISSING, 1 },
  { "bad-request", "GET", { 400 }, 1, SK_ERROR_MALFORMED, 1 },
  { "redirect", "GET", { 302, 200 }, 2, SK_ERROR_MALFORMED, 1 },
  { "redirect-of-a-write", "PATCH", { 307, 200 }, 2, SK_ERROR_MALFORMED, 1 },
  { "slow-down-once", "GET", { 429, 200 }, 2, -1, 2 },
  { "slow-down-a-write", "PATCH", { 429, 529, 200 }, 3, -1, 3 },
  { "slow-down-for-ever", "PATCH", { 429 }, 1, SK_ERROR_BUSY, 6 },
  { "overload-for-ever", "GET", { 529 }, 1, SK_ERROR_BUSY, 6 },
  { "trouble-passes", "GET", { 502, 503, 200 }, 3, -1, 3 },
  { "trouble-passes-for-a-query", "POST", { 500, 522, 200 }, 3, -1, 3 },
  { "trouble-stays", "GET", { 504 }, 1, SK_ERROR_BUSY, 3 },
  { "conflict-passes", "GET", { 409, 200 }, 2, -1, 2 },
  { "conflict-of-a-write", "PATCH", { 409, 200 }, 2, SK_ERROR_BUSY, 1 },
  { "trouble-of-a-write", "PATCH", { 503, 200 }, 2, SK_ERROR_BUSY, 1 },
  { "not-implemented", "GET", { 501, 200 }, 2, SK_ERROR_BUSY, 1 },
  { "break-then-good", "POST", { 0, 200 }, 2, -1, 2 },
  { "breaks-for-ever", "POST", { 0 }, 1, SK_ERROR_OFFLINE, 3 },
  { "write-that-breaks", "PATCH", { 0, 200 }, 2, SK_ERROR_OFFLINE, 1 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world, c->answers, c->n_answers);
  world.location = "/elsewhere";
  send (&world, c->method, NULL, NULL, &result);

  g_autoptr(GBytes) body = finish (&world, &result, &error);

  g_assert_cmpuint (world.n_seen, ==, c->n_sent);
  g_assert_cmpstr (world.user_agent, ==, "slotkeeper/" PACKAGE_VERSION);
  g_assert_cmpstr (world.query, ==, "a=%7Ct%5C%3C&b=x~");
  g_assert_cmpstr (world.body, ==, g_str_equal (c->method, "GET") ? "" : "{}");
  if (c->code >= 0)
    {
      g_assert_error (error, SK_ERROR, c->code);
      g_assert_null (strstr (error->message, "hello"));
      g_assert_cmpint (strstr (error->message, "may have arrived") != NULL, ==,
                       g_str_equal (c->name, "write-that-breaks"));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "hello", 5);
}

static void
test_offline (void)
{
  const guint good = 200;
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GSList *uris;

  world_init (&world, &good, 1);
  uris = soup_server_get_uris (world.server);
  g_autofree char *url = g_uri_to_string (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  soup_server_disconnect (world.server);
  sk_http_send_async (world.http, &(SkHttpRequest) { .method = "GET", .url = url,
                                                     .may_repeat = TRUE },
                      NULL, keep_result, &result);
  g_assert_null (finish (&world, &result, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_OFFLINE);
}

static void
test_too_long (void)
{
  const guint good = 200;
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world, &good, 1);
  world.size = 32 * 1024 * 1024 + 1;
  send (&world, "GET", NULL, NULL, &result);
  g_assert_null (finish (&world, &result, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_cmpuint (world.n_seen, ==, 1);

  /* The way out is good for the next one. */
  world.size = 0;
  g_clear_error (&error);
  send (&world, "GET", NULL, NULL, &result);
  g_autoptr(GBytes) body = finish (&world, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (body), ==, 5);
}

static char *
explain_hopeless (guint     status,
                  GBytes   *body,
                  gboolean *hopeless)
{
  *hopeless = TRUE;
  return g_strdup_printf ("%u: %" G_GSIZE_FORMAT " bytes", status, g_bytes_get_size (body));
}

static void
test_hopeless (void)
{
  const guint limit = 429;
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world, &limit, 1);
  send (&world, "GET", explain_hopeless, NULL, &result);
  g_assert_null (finish (&world, &result, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_cmpstr (error->message, ==, "429: 5 bytes");
  g_assert_cmpuint (world.n_seen, ==, 1);
}

static void
test_too_patient (void)
{
  const guint limit = 429;
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world, &limit, 1);
  world.retry_after = "301";
  send (&world, "GET", NULL, NULL, &result);
  g_assert_null (finish (&world, &result, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_BUSY);
  g_assert_cmpuint (world.n_seen, ==, 1);
}

/* With a second of one millisecond: at least that long, and no test waits. */
static void
test_waits (gconstpointer retry_after)
{
  const guint answers[] = { 429, 200 };
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  world_init (&world, answers, 2);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 180, .second_ms = 1, .timeout = 60 });
  world.retry_after = retry_after;
  send (&world, "PATCH", NULL, NULL, &result);
  g_autoptr(GBytes) body = finish (&world, &result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (body);
  g_assert_cmpuint (world.n_seen, ==, 2);
  if (g_str_equal (retry_after, "30"))
    g_assert_cmpint (g_get_monotonic_time () - began, >=, 30 * 1000);
}

/* What has to wait too long for its turn is not sent at all. */
static void
test_patience (void)
{
  const guint good = 200;
  g_auto(World) world;
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) late = NULL;

  world_init (&world, &good, 1);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 1, .second_ms = 1, .timeout = 60 });
  world.patience = 60000;
  send (&world, "PATCH", NULL, NULL, &first);
  g_autoptr(GBytes) body = finish (&world, &first, &error);
  g_assert_no_error (error);
  g_assert_nonnull (body);

  world.patience = 1;
  send (&world, "PATCH", NULL, NULL, &second);
  g_assert_null (finish (&world, &second, &late));
  g_assert_error (late, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpuint (world.n_seen, ==, 1);
}

/* By the answer's own date, whatever it answers. */
static void
test_server_time (void)
{
  const guint answers[] = { 404 };
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world, answers, 1);
  g_assert_cmpint (sk_http_get_server_time (world.http), ==, 0);
  send (&world, "GET", NULL, NULL, &result);
  g_assert_null (finish (&world, &result, &error));
  g_assert_cmpint (ABS (sk_http_get_server_time (world.http) -
                        g_get_real_time () / G_USEC_PER_SEC), <, 60);
}

static void
test_pace (void)
{
  const guint good = 200;
  g_auto(World) world;
  GAsyncResult *results[7] = { NULL };
  gint64 began = g_get_monotonic_time ();

  world_init (&world, &good, 1);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 3, .second_ms = 1, .timeout = 60 });
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    send (&world, "GET", NULL, NULL, &results[i]);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) body = finish (&world, &results[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (body);
      g_assert_cmpuint (world.n_seen, >=, i + 1);
      if (i == 3)
        g_assert_cmpint (g_get_monotonic_time () - began, >=, 60 * 1000);
    }

  g_assert_cmpint (g_get_monotonic_time () - began, >=, 120 * 1000);
}

static void
test_cancel_waiting (void)
{
  const guint limit = 429;
  g_auto(World) world;
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  world_init (&world, &limit, 1);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 180, .second_ms = 1000, .timeout = 60 });
  world.retry_after = "300";
  send (&world, "PATCH", NULL, cancellable, &first);
  send (&world, "GET", NULL, cancellable, &second);
  while (world.n_seen == 0)
    g_main_context_iteration (NULL, TRUE);

  g_cancellable_cancel (cancellable);
  g_assert_null (finish (&world, &second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* The write was under way when that happened: its answer counts, but it is not sent again. */
  g_assert_null (finish (&world, &first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (world.n_seen, ==, 1);
}

static void
test_cancel_read (void)
{
  const guint good = 200;
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  world_init (&world, &good, 1);
  world.holds = TRUE;
  send (&world, "GET", NULL, cancellable, &result);
  while (world.n_seen == 0)
    g_main_context_iteration (NULL, TRUE);

  g_cancellable_cancel (cancellable);
  g_assert_null (finish (&world, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_error (&error);
  send (&world, "GET", NULL, cancellable, &result);
  g_assert_null (finish (&world, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (world.n_seen, ==, 1);
}

/* A write that is under way is given a moment, and its success is a success. */
static void
test_cancel_write (void)
{
  const guint good = 200;
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  world_init (&world, &good, 1);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 180, .second_ms = 1000, .timeout = 60 });
  send (&world, "PATCH", NULL, cancellable, &result);
  while (world.n_seen == 0)
    g_main_context_iteration (NULL, TRUE);

  g_cancellable_cancel (cancellable);
  g_autoptr(GBytes) body = finish (&world, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (body), ==, 5);
}

/* With a second of one millisecond: five of them, not the sixty of the time-out. */
static void
test_cancel_held_write (void)
{
  const guint good = 200;
  g_auto(World) world;
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  gint64 began;

  world_init (&world, &good, 1);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 180, .second_ms = 1, .timeout = 60 });
  world.holds = TRUE;
  send (&world, "PATCH", NULL, cancellable, &first);
  send (&world, "PATCH", NULL, cancellable, &second);
  while (world.n_seen == 0)
    g_main_context_iteration (NULL, TRUE);

  began = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (&world, &first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 5 * 1000);

  g_clear_error (&error);
  g_assert_null (finish (&world, &second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (world.n_seen, ==, 1);

  /* The way out is good for the next one. */
  world.holds = FALSE;
  g_clear_error (&error);
  send (&world, "PATCH", NULL, NULL, &first);
  G_GNUC_UNUSED g_autoptr(GBytes) body = finish (&world, &first, &error);
  g_assert_no_error (error);
}

/* So many may be under way, and no more. */
static void
test_at_once (void)
{
  const guint good = 200;
  g_auto(World) world;
  GAsyncResult *results[6] = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  world_init (&world, &good, 1);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 180, .timeout = 60, .at_once = 4 });
  world.holds = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    send (&world, "GET", NULL, cancellable, &results[i]);
  while (world.n_seen < 4)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    g_assert_cmpuint (world.n_seen, ==, 4);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (finish (&world, &results[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_assert_cmpuint (world.n_seen, ==, 4);
}

/* One is told to wait, and all do: with a second of one millisecond. */
static void
test_all_wait (void)
{
  const guint answers[] = { 429, 200 };
  g_auto(World) world;
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GError) error = NULL;
  gint64 began;

  world_init (&world, answers, 2);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 180, .second_ms = 1, .timeout = 60,
                                            .at_once = 4 });
  world.retry_after = "50";
  began = g_get_monotonic_time ();
  send (&world, "PATCH", NULL, NULL, &first);
  while (world.n_seen == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_get_monotonic_time () - began < 10 * 1000)
    g_main_context_iteration (NULL, FALSE);

  send (&world, "GET", NULL, NULL, &second);
  g_autoptr(GBytes) body = finish (&world, &second, &error);
  g_assert_no_error (error);
  g_assert_nonnull (body);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 50 * 1000);

  g_autoptr(GBytes) other = finish (&world, &first, &error);
  g_assert_no_error (error);
  g_assert_nonnull (other);
  g_assert_cmpuint (world.n_seen, ==, 3);
}

/* Whoever has blocked us is not even asked, for a while. */
static void
test_closed (void)
{
  const guint limit = 429;
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world, &limit, 1);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 180, .second_ms = 1000, .timeout = 60 });
  for (guint i = 0; i < 3; i++)
    {
      send (&world, "GET", explain_hopeless, NULL, &result);
      g_assert_null (finish (&world, &result, &error));
      g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
      g_assert_cmpstr (error->message, ==, "429: 5 bytes");
      g_clear_error (&error);
    }
  g_assert_cmpuint (world.n_seen, ==, 1);
}

/* An answer that does not come in time is lost: a read is tried again, a
 * change is not. */
static void
test_late (gconstpointer method)
{
  const guint good = 200;
  gboolean is_read = g_str_equal (method, "GET");
  g_auto(World) world;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world, &good, 1);
  g_object_unref (world.http);
  world.http = sk_http_new (&(SkHttpPace) { .requests = 180, .timeout = 60, .timeout_ms = 100 });
  world.holds = TRUE;
  send (&world, method, NULL, NULL, &result);
  g_assert_null (finish (&world, &result, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_OFFLINE);
  g_assert_nonnull (strstr (error->message, "no answer in time"));
  g_assert_cmpint (strstr (error->message, "may have arrived") != NULL, ==, !is_read);
  g_assert_cmpuint (world.n_seen, ==, is_read ? 3 : 1);
}

/* The key is sent, and not with what is left of a request. */
static void
on_headers (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  char **seen = user_data;

  g_free (*seen);
  *seen = g_strdup (soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "Authorization"));
  soup_server_message_set_status (message, 200, NULL);
}

static void
test_bearer (void)
{
  const guint good = 200;
  g_auto(World) world;
  g_autofree char *seen = NULL;
  g_autoptr(SkSecret) secret = sk_secret_new ("ntn_secret");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GSList *uris;

  world_init (&world, &good, 1);
  soup_server_add_handler (world.server, "/key", on_headers, &seen, NULL);
  uris = soup_server_get_uris (world.server);
  g_autofree char *base = g_uri_to_string (uris->data);
  g_autofree char *url = g_strconcat (base, "key", NULL);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  sk_http_send_async (world.http, &(SkHttpRequest) { .method = "GET", .url = url,
                                                     .bearer = secret, .may_repeat = TRUE },
                      NULL, keep_result, &result);
  g_autoptr(GBytes) body = finish (&world, &result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (body);
  g_assert_cmpstr (seen, ==, "Bearer ntn_secret");
}

#ifndef __has_feature
#define __has_feature(x) 0
#endif

/* The leak checker cannot look at what a TLS library keeps from it. */
#if defined (__SANITIZE_ADDRESS__) || __has_feature (address_sanitizer)
#define IS_WATCHED TRUE
#else
#define IS_WATCHED FALSE
#endif

/* Signed by nobody but itself. */
static const char certificate[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBjzCCATagAwIBAgIUVb0HtFRqoyX5glwe1QgGglz4434wCgYIKoZIzj0EAwIw\n"
  "FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMzExMzA0NVoYDzIxMjYxMDMw\n"
  "MTEzMDQ1WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO\n"
  "PQMBBwNCAAQ3xJ5DEBo5MO+zNIlP/T7n4nG19NJzBpagM7QV+IfFJay17T6cgvjW\n"
  "oKTzLzmN8+xmrx0cAcQ0fdcffseZS+TYo2QwYjAdBgNVHQ4EFgQU6Ual0Qvg9EG8\n"
  "NL98xBO9fFt4PtswHwYDVR0jBBgwFoAU6Ual0Qvg9EG8NL98xBO9fFt4PtswDwYD\n"
  "VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0cAMEQC\n"
  "ICnaFZEWSILpDCvsBcid1dqKaAR5JESPY/X096f0Trv4AiBgHnwKyN9i0KvJvSsj\n"
  "WMeaHpCKYGk1hOW1gzL2t8ArLg==\n"
  "-----END CERTIFICATE-----\n"
  "-----BEGIN PRIVATE KEY-----\n"
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+Bq+xXXyfoqdCMor\n"
  "6obC9XmytSFGWpk82NfrYN0HN2WhRANCAAQ3xJ5DEBo5MO+zNIlP/T7n4nG19NJz\n"
  "BpagM7QV+IfFJay17T6cgvjWoKTzLzmN8+xmrx0cAcQ0fdcffseZS+TY\n"
  "-----END PRIVATE KEY-----\n";

static void
test_certificate (void)
{
  const guint good = 200;
  g_auto(World) world = { 0 };
  g_autoptr(GTlsCertificate) own = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GSList *uris;

  if (IS_WATCHED || !g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("there is no TLS to try here");
      return;
    }

  world_init (&world, &good, 1);
  soup_server_disconnect (world.server);
  own = g_tls_certificate_new_from_pem (certificate, -1, &error);
  g_assert_no_error (error);
  soup_server_set_tls_certificate (world.server, own);
  soup_server_listen_local (world.server, 0, SOUP_SERVER_LISTEN_HTTPS |
                            SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (world.server);
  g_autofree char *url = g_uri_to_string (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  sk_http_send_async (world.http, &(SkHttpRequest) { .method = "GET", .url = url,
                                                     .may_repeat = TRUE },
                      NULL, keep_result, &result);
  g_assert_null (finish (&world, &result, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "certificate"));
  g_assert_cmpuint (world.n_seen, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http/answers/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/http/offline", test_offline);
  g_test_add_func ("/http/too-long", test_too_long);
  g_test_add_func ("/http/hopeless", test_hopeless);
  g_test_add_func ("/http/too-patient", test_too_patient);
  g_test_add_data_func ("/http/waits/seconds", "30", test_waits);
  g_test_add_data_func ("/http/waits/nonsense", "soon", test_waits);
  g_test_add_data_func ("/http/waits/date", "Wed, 21 Oct 2015 07:28:00 GMT", test_waits);
  g_test_add_func ("/http/pace", test_pace);
  g_test_add_func ("/http/patience", test_patience);
  g_test_add_func ("/http/server-time", test_server_time);
  g_test_add_func ("/http/at-once", test_at_once);
  g_test_add_func ("/http/all-wait", test_all_wait);
  g_test_add_func ("/http/closed", test_closed);
  g_test_add_data_func ("/http/late/read", "GET", test_late);
  g_test_add_data_func ("/http/late/write", "PATCH", test_late);
  g_test_add_func ("/http/bearer", test_bearer);
  g_test_add_func ("/http/certificate", test_certificate);
  g_test_add_func ("/http/cancel/waiting", test_cancel_waiting);
  g_test_add_func ("/http/cancel/read", test_cancel_read);
  g_test_add_func ("/http/cancel/write", test_cancel_write);
  g_test_add_func ("/http/cancel/held-write", test_cancel_held_write);

  return g_test_run ();
}
