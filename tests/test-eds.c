/* test-eds.c — the desktop's calendars, with a real Evolution Data Server
 *
 * On a bus and in a home of its own.  Skipped where there is no server.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <libecal/libecal.h>

#include "sk-blocking.h"
#include "sk-eds-source.h"
#include "sk-error.h"

#define UID "slotkeeper-test"
#define SERVICES "/usr/share/dbus-1/services"
#define ME "me@example.org"

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* --- the server --- */

static gboolean
has_server (void)
{
  g_autoptr(GDir) dir = g_dir_open (SERVICES, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "org.gnome.evolution.dataserver.Calendar"))
      return TRUE;

  return FALSE;
}

static void
add (ECalClient *client,
     const char *text)
{
  g_autoptr(GError) error = NULL;
  ICalComponent *component = i_cal_component_new_from_string (text);

  g_assert_nonnull (component);
  e_cal_client_receive_objects_sync (client, component, E_CAL_OPERATION_FLAG_NONE, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (component);
}

#define CALENDAR(events) "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nVERSION:2.0\r\nPRODID:x\r\n" events \
  "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\nDTSTAMP:20261001T000000Z\r\n" lines "END:VEVENT\r\n"

static void
fill (ECalClient *client)
{
  add (client, CALENDAR (EVENT (
    "UID:series\r\nSUMMARY:Stand-up\r\nDTSTART;TZID=Europe/Berlin:20261019T093000\r\n"
    "DTEND;TZID=Europe/Berlin:20261019T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE\r\n"
    "EXDATE;TZID=Europe/Berlin:20261028T093000\r\n")));
  add (client, CALENDAR (EVENT (
    "UID:series\r\nSUMMARY:Stand-up, moved\r\nRECURRENCE-ID;TZID=Europe/Berlin:20261026T093000\r\n"
    "DTSTART;TZID=Europe/Berlin:20261026T150000\r\n"
    "DTEND;TZID=Europe/Berlin:20261026T153000\r\n")));
  add (client, CALENDAR (EVENT (
    "UID:declined\r\nSUMMARY:Party\r\nDTSTART:20261022T180000Z\r\nDTEND:20261022T200000Z\r\n"
    "ORGANIZER:mailto:you@example.org\r\nATTENDEE;PARTSTAT=DECLINED:mailto:" ME "\r\n")));
  /* a slot of ours that was exported, and imported there */
  add (client, CALENDAR (EVENT (
    "UID:write" SK_EVENT_OWN_SUFFIX "\r\nSUMMARY:Write\r\n"
    "DTSTART;TZID=Europe/Berlin:20261023T100000\r\n"
    "DTEND;TZID=Europe/Berlin:20261023T110000\r\nURL:https://www.notion.so/write\r\n")));
  add (client, CALENDAR (EVENT (
    "UID:day\r\nSUMMARY:Holiday\r\nTRANSP:TRANSPARENT\r\nDTSTART;VALUE=DATE:20261024\r\n"
    "DTEND;VALUE=DATE:20261025\r\n")));
}

static ESource *
wait_for_source (ESourceRegistry *registry)
{
  ESource *source;

  while ((source = e_source_registry_ref_source (registry, UID)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  return source;
}

/* A local calendar with a series, an exception, a declined invitation, a day. */
static void
make_calendar (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ESourceRegistry) registry = e_source_registry_new_sync (NULL, &error);
  g_autoptr(ESource) scratch = NULL;
  g_autoptr(ESource) source = NULL;
  g_autoptr(EClient) client = NULL;

  g_assert_no_error (error);
  scratch = e_source_new_with_uid (UID, NULL, &error);
  g_assert_no_error (error);
  e_source_set_display_name (scratch, "Work");
  e_source_set_parent (scratch, "local-stub");
  e_source_backend_set_backend_name (e_source_get_extension (scratch, E_SOURCE_EXTENSION_CALENDAR),
                                     "local");
  e_source_registry_commit_source_sync (registry, scratch, NULL, &error);
  g_assert_no_error (error);

  source = wait_for_source (registry);
  client = e_cal_client_connect_sync (source, E_CAL_CLIENT_SOURCE_TYPE_EVENTS, (guint32) -1, NULL,
                                      &error);
  g_assert_no_error (error);
  fill (E_CAL_CLIENT (client));
}

/* --- what is read --- */

static SkReading *
read_calendar (const char  *uid,
               const char  *program,
               GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr(SkBusySource) source = sk_eds_source_new (&(SkEdsConfig) {
    .name = "Work", .uid = uid, .program = program,
  });
  const gint64 start = 1792447200;      /* 2026-10-20 00:00 in Berlin */

  sk_busy_source_fetch_async (source, (SkSpan) { start, start + 14 * 86400 }, zone, NULL,
                              keep_result, &result);
  wait_for (&result);

  return sk_busy_source_fetch_finish (source, result, error);
}

static char *
dup_lines (const SkReading *reading)
{
  static const char *const me[] = { ME, NULL };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < reading->events->len; i++)
    {
      SkEvent *event = g_ptr_array_index (reading->events, i);
      SkBlocking found = sk_blocking_judge (event, &(SkBlockingFacts) { .addresses = me });
      SkSpan span = sk_event_get_span (event);
      g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (span.start);
      g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
      g_autofree char *start = g_date_time_format (local, "%d %H:%M");

      g_string_append_printf (out, "%s/%d %s (%s)\n", start, (int) sk_span_length (span) / 60,
                              sk_event_get_title (event), sk_blocking_get_code (found));
    }

  return g_string_free (out, FALSE);
}

static void
test_read (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkReading) reading = read_calendar (UID, g_getenv ("SLOTKEEPER_EDS"), &error);

  g_assert_no_error (error);
  g_autofree char *lines = dup_lines (reading);
  g_assert_cmpstr (lines, ==,
                   "21 09:30/30 Stand-up (busy)\n"
                   "22 20:00/120 Party (declined)\n"
                   "23 10:00/60 Write (own)\n"
                   "24 00:00/1440 Holiday (transparent)\n"
                   "26 15:00/30 Stand-up, moved (busy)\n"
                   "02 09:30/30 Stand-up (busy)\n");
}

static void
test_list (void)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) calendars = NULL;
  gboolean is_there = FALSE;

  sk_eds_source_list_async (g_getenv ("SLOTKEEPER_EDS"), NULL, keep_result, &result);
  wait_for (&result);
  calendars = sk_eds_source_list_finish (result, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < calendars->len; i++)
    {
      const SkEdsCalendar *calendar = g_ptr_array_index (calendars, i);

      is_there |= strcmp (calendar->uid, UID) == 0 && strcmp (calendar->name, "Work") == 0;
    }
  g_assert_true (is_there);
}

static void
test_unknown (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkReading) reading = read_calendar ("nobody", g_getenv ("SLOTKEEPER_EDS"), &error);

  g_assert_null (reading);
  g_assert_error (error, SK_ERROR, SK_ERROR_BUSY);
}

static void
test_with_server (void)
{
  g_autoptr(GTestDBus) bus = NULL;

  if (!has_server ())
    {
      g_test_skip ("Evolution Data Server is not installed");
      return;
    }

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (bus, SERVICES);
  g_test_dbus_up (bus);
  make_calendar ();
  test_read ();
  test_list ();
  test_unknown ();
  g_test_dbus_stop (bus);
}

/* --- without a server --- */

/* A bus on which nobody can start one. */
static void
test_without_server (void)
{
  g_autoptr(GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr(GError) error = NULL;

  g_test_dbus_up (bus);
  g_autoptr(SkReading) reading = read_calendar (UID, g_getenv ("SLOTKEEPER_EDS"), &error);
  g_test_dbus_down (bus);

  g_assert_null (reading);
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "there is no Evolution Data Server"));
}

static void
test_without_program (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkReading) reading = read_calendar (UID, "/nonexistent/slotkeeper-eds", &error);

  g_assert_null (reading);
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
}

/* An answer that is none is no empty calendar. */
static void
test_odd_answer (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkReading) reading = read_calendar (UID, "/bin/echo", &error);

  g_assert_null (reading);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
}

static void
set_home (const char *home)
{
  static const char *const names[] = {
    "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_setenv (names[i], home, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("slotkeeper-eds-XXXXXX", NULL);
  const char *const remove[] = { "rm", "-rf", home, NULL };
  int status;

  set_home (home);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendars/eds/without-program", test_without_program);
  g_test_add_func ("/calendars/eds/odd-answer", test_odd_answer);
  g_test_add_func ("/calendars/eds/without-server", test_without_server);
  g_test_add_func ("/calendars/eds/with-server", test_with_server);

  status = g_test_run ();
  g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  return status;
}
