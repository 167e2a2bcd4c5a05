/* test-ical-source.c — calendars in files and at addresses, and when they fail
 *
 * A server that answers as a row says, a folder for copies, and never a word
 * of the address, which is a secret.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define _GNU_SOURCE             /* leases */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sk-error.h"
#include "sk-ical-copy.h"
#include "sk-ical-source.h"

#define SECRET "TopSecretPath"
#define START 1792396800        /* 2026-10-19 08:00 UTC */
#define HOUR 3600
#define CALENDAR(start, title) "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:" title "\r\n" \
  "DTSTART:" start "\r\nDURATION:PT30M\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define GOOD CALENDAR ("20261019T090000Z", "Stand-up")
#define OTHER CALENDAR ("20261019T100000Z", "Moved")

typedef struct
{
  SoupServer *server;
  char       *home;
  char       *copies;
  guint       status;
  const char *body;
  const char *type;
  const char *location;
  const char *etag;
  gboolean    holds;            /* it never answers */
  gboolean    floods;           /* it sends a hundred megabytes */
  guint64     n_sent;
  guint       n_seen;
  char       *asked_etag;
} World;

static void
on_chunk_sent (SoupServerMessage *message,
               gpointer           user_data)
{
  static const char chunk[64 * 1024];
  World *world = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  if (world->n_sent >= 100u * 1024 * 1024)
    {
      soup_message_body_complete (body);
      return;
    }

  world->n_sent += sizeof chunk;
  soup_message_body_append (body, SOUP_MEMORY_STATIC, chunk, sizeof chunk);
}

static void
flood (World             *world,
       SoupServerMessage *message)
{
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (on_chunk_sent), world);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_chunk_sent), world);
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  World *world = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gboolean is_other = g_str_has_suffix (path, "/other");

  world->n_seen++;
  g_free (world->asked_etag);
  world->asked_etag = g_strdup (soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "If-None-Match"));
  if (world->holds)
    {
      soup_server_message_pause (message);
      return;
    }

  soup_server_message_set_status (message, is_other ? 200 : world->status, NULL);
  if (world->etag != NULL)
    soup_message_headers_replace (headers, "ETag", world->etag);
  if (world->location != NULL && !is_other)
    soup_message_headers_replace (headers, "Location", world->location);
  if (world->floods)
    flood (world, message);
  else if (world->status != 304)
    soup_server_message_set_response (message, world->type, SOUP_MEMORY_STATIC, world->body,
                                      strlen (world->body));
}

static void
world_init (World *world)
{
  g_autoptr(GError) error = NULL;

  memset (world, 0, sizeof *world);
  world->status = 200;
  world->body = GOOD;
  world->type = "text/calendar";
  world->home = g_dir_make_tmp ("slotkeeper-XXXXXX", &error);
  g_assert_no_error (error);
  world->copies = g_build_filename (world->home, "calendars", NULL);
  world->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (world->server, NULL, on_request, world, NULL);
  soup_server_listen_local (world->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}

static void
world_clear (World *world)
{
  g_clear_object (&world->server);
  remove_folder (world->home);
  g_free (world->home);
  g_free (world->copies);
  g_free (world->asked_etag);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static char *
dup_address (World *world)
{
  GSList *uris = soup_server_get_uris (world->server);
  g_autofree char *base = g_uri_to_string (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_strconcat (base, SECRET "/basic.ics", NULL);
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static SkReading *
fetch (SkBusySource  *source,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GAsyncResult) result = NULL;

  sk_busy_source_fetch_async (source, (SkSpan) { START, START + 10 * HOUR }, zone, cancellable,
                              keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sk_busy_source_fetch_finish (source, result, error);
}

static SkReading *
read_address (World       *world,
              const char  *address,
              guint        timeout_ms,
              GError     **error)
{
  g_autoptr(SkSecret) secret = sk_secret_new (address);
  g_autoptr(SkBusySource) source = sk_ical_source_new (&(SkIcalConfig) {
    .name = "Work", .address = secret, .copies = world->copies, .timeout_ms = timeout_ms,
  });

  return fetch (source, NULL, error);
}

static SkReading *
read_server (World   *world,
             GError **error)
{
  g_autofree char *address = dup_address (world);

  return read_address (world, address, world->holds ? 50 : 0, error);
}

static SkReading *
read_well (World *world)
{
  g_autoptr(GError) error = NULL;
  SkReading *reading = read_server (world, &error);

  g_assert_no_error (error);
  return reading;
}

static void
assert_holds (SkReading  *reading,
              const char *title)
{
  g_assert_cmpuint (reading->events->len, ==, 1);
  g_assert_cmpstr (sk_event_get_title (reading->events->pdata[0]), ==, title);
}

/* --- answers --- */

static void
test_good (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autoptr(SkReading) reading = read_well (&world);

  assert_holds (reading, "Stand-up");
  g_assert_no_error (reading->trouble);
}

/* What has not changed is not sent again. */
static void
test_unchanged (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  world.etag = "\"one\"";
  G_GNUC_UNUSED g_autoptr(SkReading) first = read_well (&world);
  g_assert_null (world.asked_etag);

  world.status = 304;
  g_autoptr(SkReading) second = read_well (&world);

  g_assert_cmpstr (world.asked_etag, ==, "\"one\"");
  assert_holds (second, "Stand-up");
  g_assert_no_error (second->trouble);

  world.status = 200;
  world.body = OTHER;
  world.etag = "\"two\"";
  g_autoptr(SkReading) third = read_well (&world);

  assert_holds (third, "Moved");
  G_GNUC_UNUSED g_autoptr(SkReading) fourth = read_well (&world);
  g_assert_cmpstr (world.asked_etag, ==, "\"two\"");
}

typedef struct
{
  const char *name;
  guint       status;
  const char *body;
  const char *location;         /* "/other": on the same server */
  gboolean    holds;
  gboolean    floods;
  SkError     code;
} Failure;

static const Failure failures[] = {
  { "401", 401, "no", NULL, FALSE, FALSE, SK_ERROR_DENIED },
  { "403", 403, "no", NULL, FALSE, FALSE, SK_ERROR_DENIED },
  { "404", 404, "no", NULL, FALSE, FALSE, SK_ERROR_MISSING },
  { "410", 410, "no", NULL, FALSE, FALSE, SK_ERROR_MISSING },
  { "429", 429, "no", NULL, FALSE, FALSE, SK_ERROR_BUSY },
  { "500", 500, "no", NULL, FALSE, FALSE, SK_ERROR_BUSY },
  { "304-to-a-first-read", 304, "", NULL, FALSE, FALSE, SK_ERROR_MALFORMED },
  { "204", 204, "", NULL, FALSE, FALSE, SK_ERROR_MALFORMED },
  { "a-web-page", 200, "<html>Sign in</html>", NULL, FALSE, FALSE, SK_ERROR_MALFORMED },
  { "nothing", 200, "", NULL, FALSE, FALSE, SK_ERROR_MALFORMED },
  { "half-of-it", 200, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", NULL, FALSE, FALSE,
    SK_ERROR_MALFORMED },
  { "a-redirect-that-is-not-encrypted", 302, "", "http://example.org/x.ics", FALSE, FALSE,
    SK_ERROR_DENIED },
  { "a-redirect-to-a-file", 302, "", "file:///etc/passwd", FALSE, FALSE, SK_ERROR_DENIED },
  { "a-redirect-to-nowhere", 302, "", NULL, FALSE, FALSE, SK_ERROR_DENIED },
  { "a-redirect-in-circles", 302, "", "/" SECRET, FALSE, FALSE, SK_ERROR_BUSY },
  { "a-stall", 200, "", NULL, TRUE, FALSE, SK_ERROR_OFFLINE },
  { "a-hundred-megabytes", 200, "", NULL, FALSE, TRUE, SK_ERROR_MALFORMED },
};

static void
set (World         *world,
     const Failure *failure)
{
  world->status = failure->status;
  world->body = failure->body;
  world->location = failure->location;
  world->holds = failure->holds;
  world->floods = failure->floods;
}

/* A failed read is an error where nothing is known, and else what was known. */
static void
test_failure (gconstpointer data)
{
  const Failure *failure = data;
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world);
  set (&world, failure);
  g_autoptr(SkReading) none = read_server (&world, &error);

  g_assert_null (none);
  g_assert_error (error, SK_ERROR, (int) failure->code);
  g_assert_null (strstr (error->message, SECRET));
  g_assert_null (strstr (error->message, "127.0.0.1"));
  g_assert_cmpuint (world.n_sent, <, 64u * 1024 * 1024);
  if (failure->status == 304)
    return;                     /* with a copy it is no failure */

  set (&world, &(Failure) { .status = 200, .body = GOOD });
  G_GNUC_UNUSED g_autoptr(SkReading) good = read_well (&world);

  set (&world, failure);
  g_autoptr(SkReading) old = read_well (&world);

  assert_holds (old, "Stand-up");
  g_assert_error (old->trouble, SK_ERROR, (int) failure->code);
  g_assert_cmpint (old->read_at, >, 0);

  set (&world, &(Failure) { .status = 200, .body = OTHER });
  g_autoptr(SkReading) again = read_well (&world);

  assert_holds (again, "Moved");
  g_assert_no_error (again->trouble);
}

static void
test_redirect (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  world.status = 307;
  world.location = "/other";
  g_autoptr(SkReading) reading = read_well (&world);

  assert_holds (reading, "Stand-up");
  g_assert_cmpuint (world.n_seen, ==, 2);
}

static void
test_nobody_there (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world);
  g_autofree char *address = dup_address (&world);
  soup_server_disconnect (world.server);
  g_autoptr(SkReading) reading = read_address (&world, address, 0, &error);

  g_assert_null (reading);
  g_assert_error (error, SK_ERROR, SK_ERROR_OFFLINE);
  g_assert_null (strstr (error->message, "127.0.0.1"));
}

/* An address that is not encrypted is not even looked up. */
static void
test_not_encrypted (void)
{
  static const char *const addresses[] = {
    "http://calendar.example.org/" SECRET, "webcal://", "https:///" SECRET, "http://10.0.0.1/x",
  };
  g_auto(World) world = { 0 };

  world_init (&world);
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SkReading) reading = read_address (&world, addresses[i], 0, &error);

      g_assert_null (reading);
      g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
      g_assert_null (strstr (error->message, SECRET));
    }
}

static void
test_cancelled (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  world_init (&world);
  G_GNUC_UNUSED g_autoptr(SkReading) good = read_well (&world);
  g_autofree char *address = dup_address (&world);
  g_autoptr(SkSecret) secret = sk_secret_new (address);
  g_autoptr(SkBusySource) source = sk_ical_source_new (&(SkIcalConfig) {
    .name = "Work", .address = secret, .copies = world.copies,
  });

  world.holds = TRUE;
  g_cancellable_cancel (cancellable);
  g_autoptr(SkReading) reading = fetch (source, cancellable, &error);

  g_assert_null (reading);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- copies --- */

/* Who was still reading when it was removed does not bring it back. */
static void
test_dropped_copy (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autofree char *path = NULL;

  world_init (&world);
  path = sk_ical_copy_dup_path (world.copies, "https://a.test/secret.ics");
  g_assert_true (sk_ical_copy_store (path, bytes, NULL, NULL));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  sk_ical_copy_drop (path);
  g_assert_true (sk_ical_copy_store (path, bytes, NULL, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  sk_ical_copy_expect (path);
  g_assert_true (sk_ical_copy_store (path, bytes, NULL, NULL));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}


/* Nobody else may read it, and its name tells nothing. */
static void
test_copy_is_private (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  G_GNUC_UNUSED g_autoptr(SkReading) reading = read_well (&world);
  g_autoptr(GDir) dir = g_dir_open (world.copies, 0, NULL);
  const char *name = g_dir_read_name (dir);
  g_autofree char *path = g_build_filename (world.copies, name, NULL);
  GStatBuf info;

  g_assert_nonnull (name);
  g_assert_null (strstr (name, SECRET));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (world.copies, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, SECRET));
}

/* A copy that is no copy is none. */
static void
test_copy_is_broken (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world);
  G_GNUC_UNUSED g_autoptr(SkReading) reading = read_well (&world);
  g_autoptr(GDir) dir = g_dir_open (world.copies, 0, NULL);
  g_autofree char *path = g_build_filename (world.copies, g_dir_read_name (dir), NULL);

  g_assert_true (g_file_set_contents (path, "slotkeeper-calendar/1\n\n\nBEGIN:VCAL", -1, NULL));
  world.status = 500;
  g_autoptr(SkReading) none = read_server (&world, &error);

  g_assert_null (none);
  g_assert_error (error, SK_ERROR, SK_ERROR_BUSY);
}

/* Where the address cannot be had the copy is told, by the calendar's id. */
static void
test_no_address (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) trouble = g_error_new_literal (SK_ERROR, SK_ERROR_DENIED, "locked.");

  world_init (&world);
  g_autofree char *address = dup_address (&world);
  g_autoptr(SkSecret) secret = sk_secret_new (address);
  g_autoptr(SkBusySource) open = sk_ical_source_new (&(SkIcalConfig) {
    .name = "Work", .id = "work", .address = secret, .copies = world.copies,
  });
  g_autoptr(SkReading) good = fetch (open, NULL, NULL);
  g_autoptr(SkBusySource) locked = sk_ical_source_new (&(SkIcalConfig) {
    .name = "Work", .id = "work", .trouble = trouble, .copies = world.copies,
  });
  g_autoptr(SkReading) old = fetch (locked, NULL, NULL);

  assert_holds (good, "Stand-up");
  assert_holds (old, "Stand-up");
  g_assert_error (old->trouble, SK_ERROR, SK_ERROR_DENIED);
}

/* --- on this machine --- */

static SkReading *
read_path (World       *world,
           const char  *path,
           gboolean     is_free,
           GError     **error)
{
  g_autoptr(SkBusySource) source = sk_ical_source_new (&(SkIcalConfig) {
    .name = "Home", .path = path, .copies = world->copies, .is_free = is_free,
  });

  return fetch (source, NULL, error);
}

static char *
write_file (World      *world,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (world->home, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_file (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world);
  g_autofree char *path = write_file (&world, "a.ics", GOOD);
  g_autoptr(SkReading) reading = read_path (&world, path, FALSE, &error);

  g_assert_no_error (error);
  assert_holds (reading, "Stand-up");

  g_remove (path);
  g_autoptr(SkReading) old = read_path (&world, path, FALSE, &error);

  g_assert_no_error (error);
  assert_holds (old, "Stand-up");
  g_assert_error (old->trouble, SK_ERROR, SK_ERROR_MISSING);
}

static void
test_folder (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world);
  G_GNUC_UNUSED g_autofree char *a = write_file (&world, "a.ics", GOOD);
  G_GNUC_UNUSED g_autofree char *b = write_file (&world, "b.ics", "\xef\xbb\xbf" OTHER);
  G_GNUC_UNUSED g_autofree char *c = write_file (&world, "c.txt", "not a calendar");
  g_autoptr(SkReading) reading = read_path (&world, world.home, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reading->events->len, ==, 2);

  G_GNUC_UNUSED g_autofree char *half = write_file (&world, "d.ics", "BEGIN:VCALENDAR\r\n");
  g_autoptr(SkReading) old = read_path (&world, world.home, FALSE, &error);

  g_assert_cmpuint (old->events->len, ==, 2);
  g_assert_error (old->trouble, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_nonnull (strstr (old->trouble->message, "d.ics"));
}

/* A pipe would be waited for for ever. */
static void
test_no_file (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world);
  g_autofree char *path = g_build_filename (world.home, "pipe.ics", NULL);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_autoptr(SkReading) reading = read_path (&world, path, FALSE, &error);

  g_assert_null (reading);
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
}

/* A folder of many: as much of it as we read, and not a byte more. */
static void
test_many_files (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *large = g_strnfill (17 * 1024 * 1024, 'x');
  g_autofree char *half = g_strconcat ("BEGIN:VCALENDAR\r\nX-A:", large, "\r\nEND:VCALENDAR\r\n",
                                       NULL);

  world_init (&world);
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04u.ics", i);
      g_autofree char *text = g_strdup_printf (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:%u\r\nDTSTART:20261019T090000Z\r\n"
        "DURATION:PT30M\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", i);
      G_GNUC_UNUSED g_autofree char *path = write_file (&world, name, text);
    }
  g_autoptr(SkReading) reading = read_path (&world, world.home, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reading->events->len, ==, 2000);

  G_GNUC_UNUSED g_autofree char *one = write_file (&world, "x.ics", half);
  G_GNUC_UNUSED g_autofree char *other = write_file (&world, "y.ics", half);
  g_autoptr(SkReading) old = read_path (&world, world.home, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (old->events->len, ==, 2000);
  g_assert_nonnull (strstr (old->trouble->message, "32 MiB"));
}

static gboolean
on_tick (gpointer user_data)
{
  ++*(guint *) user_data;

  return G_SOURCE_CONTINUE;
}

/* Whoever opens the file has to wait until the lease is given back. */
static int
take_lease (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  signal (SIGIO, SIG_IGN);
  g_assert_cmpint (fd, >=, 0);
  if (fcntl (fd, F_SETLEASE, F_WRLCK) == 0)
    return fd;

  g_assert_cmpint (close (fd), ==, 0);
  return -1;
}

/* While a disk does not answer everything else goes on, and whoever gives up
 * does not wait for it. */
static void
test_slow_disk (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GAsyncResult) given_up = NULL;
  g_autoptr(GAsyncResult) waited = NULL;
  guint n_ticks = 0;
  guint ticking = g_timeout_add (1, on_tick, &n_ticks);

  world_init (&world);
  g_autofree char *path = write_file (&world, "a.ics", GOOD);
  g_autoptr(SkBusySource) source = sk_ical_source_new (&(SkIcalConfig) {
    .name = "Home", .path = path, .copies = world.copies,
  });
  int fd = take_lease (path);

  if (fd < 0)
    {
      g_source_remove (ticking);
      g_test_skip ("this folder knows no leases");
      return;
    }

  sk_busy_source_fetch_async (source, (SkSpan) { START, START + HOUR * 10 }, zone, cancellable,
                              keep_result, &given_up);
  sk_busy_source_fetch_async (source, (SkSpan) { START, START + HOUR * 10 }, zone, NULL,
                              keep_result, &waited);
  while (n_ticks < 20)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (given_up);

  g_cancellable_cancel (cancellable);
  while (given_up == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sk_busy_source_fetch_finish (source, given_up, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (waited);

  g_assert_cmpint (fcntl (fd, F_SETLEASE, F_UNLCK), ==, 0);
  while (waited == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_autoptr(SkReading) reading = sk_busy_source_fetch_finish (source, waited, NULL);

  assert_holds (reading, "Stand-up");
  g_assert_no_error (reading->trouble);
  g_assert_cmpint (close (fd), ==, 0);
  g_source_remove (ticking);
}

static void
test_free_calendar (void)
{
  g_auto(World) world = { 0 };

  world_init (&world);
  g_autofree char *path = write_file (&world, "a.ics", GOOD);
  g_autoptr(SkReading) reading = read_path (&world, path, TRUE, NULL);

  g_assert_cmpint (sk_event_get_shown (reading->events->pdata[0]), ==, SK_EVENT_SHOWN_FREE);
}

static void
test_is_address (void)
{
  g_assert_true (sk_ical_source_is_address ("https://example.org/x.ics"));
  g_assert_true (sk_ical_source_is_address ("WebCal://example.org/x.ics"));
  g_assert_false (sk_ical_source_is_address ("https"));
  g_assert_false (sk_ical_source_is_address ("/home/me/x.ics"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendars/source/good", test_good);
  g_test_add_func ("/calendars/source/unchanged", test_unchanged);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/calendars/source/fails/", failures[i].name, NULL);
      g_test_add_data_func (path, &failures[i], test_failure);
    }
  g_test_add_func ("/calendars/source/redirect", test_redirect);
  g_test_add_func ("/calendars/source/nobody-there", test_nobody_there);
  g_test_add_func ("/calendars/source/not-encrypted", test_not_encrypted);
  g_test_add_func ("/calendars/source/cancelled", test_cancelled);
  g_test_add_func ("/calendars/source/copy/is-private", test_copy_is_private);
  g_test_add_func ("/calendars/source/copy/is-broken", test_copy_is_broken);
  g_test_add_func ("/calendars/source/copy/no-address", test_no_address);
  g_test_add_func ("/calendars/source/copy/is-dropped", test_dropped_copy);
  g_test_add_func ("/calendars/source/file", test_file);
  g_test_add_func ("/calendars/source/folder", test_folder);
  g_test_add_func ("/calendars/source/no-file", test_no_file);
  g_test_add_func ("/calendars/source/many-files", test_many_files);
  g_test_add_func ("/calendars/source/slow-disk", test_slow_disk);
  g_test_add_func ("/calendars/source/free-calendar", test_free_calendar);
  g_test_add_func ("/calendars/source/is-address", test_is_address);

  return g_test_run ();
}
