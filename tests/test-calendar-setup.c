/* test-calendar-setup.c — calendars are added if they can be read, and leave nothing
 *
 * Preferences in memory, keys that are played, and a calendar that says what
 * it is told to.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "sk-calendar-setup.h"
#include "sk-calendar-words.h"
#include "sk-error.h"
#include "sk-fake-calendar.h"
#include "sk-fake-keys.h"
#include "sk-settings-store.h"
#include "sk-setup.h"
#include "sk-time-codec.h"

#define HOUR 3600
#define DAY (24 * HOUR)
#define SECRET "https://example.org/private-abc123/basic.ics"

typedef struct
{
  SkCalendarSetup *setup;
  SkFakeCalendar  *calendar;
  SkFakeKeys      *keys;
  GSettings       *store;
  GPtrArray       *desktop;     /* (nullable) (element-type SkCalendar): what the desktop has */
  char            *opened;      /* (nullable): where the last that was opened is */
  guint            n_dropped;
  gint64           at;
} World;

/* --- the parts --- */

static SkSettings *
read_settings (gpointer   data,
               GError   **error)
{
  return sk_settings_read (TRUE, NULL, error);
}

static SkBusySource *
open_calendar (const SkCalendar *calendar,
               const SkSettings *settings,
               gpointer          data)
{
  World *world = data;

  g_free (world->opened);
  world->opened = g_strdup (calendar->place != NULL ? calendar->place : calendar->desktop);

  return SK_BUSY_SOURCE (g_object_ref (world->calendar));
}

static void
drop_copy (const SkCalendar *calendar,
           const SkSettings *settings,
           gpointer          data)
{
  ((World *) data)->n_dropped++;
}

static World *listed;

static void
list_async (GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  if (listed->desktop != NULL)
    g_task_return_pointer (task, g_ptr_array_ref (listed->desktop),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING, "there is none.");
}

static GPtrArray *
list_finish (GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
world_init (World *world)
{
  SkWhen at;

  g_assert_true (sk_when_parse ("2026-11-23T08:00:00+00:00", &at));
  *world = (World) {
    .calendar = g_object_new (SK_TYPE_FAKE_CALENDAR, NULL),
    .keys = sk_fake_keys_new (),
    .store = sk_settings_store_open (),
    .at = at.value,
  };
  listed = world;
  g_settings_set_string (world->store, "timezone", "UTC");
  world->setup = sk_calendar_setup_new (&(SkCalendarSetupParts) {
    .read_settings = read_settings,
    .open_calendar = open_calendar,
    .drop_copy = drop_copy,
    .list_async = list_async,
    .list_finish = list_finish,
    .data = world,
    .keys = SK_KEY_STORE (world->keys),
    .clock = { .stopped = TRUE, .at = world->at },
  });
}

static void
world_clear (World *world)
{
  g_auto(GStrv) ids = g_settings_get_strv (world->store, "calendars");

  for (guint i = 0; ids[i] != NULL; i++)
    sk_calendar_list_forget (world->store, ids[i]);
  g_settings_reset (world->store, "show-event-titles");
  g_clear_object (&world->setup);
  g_clear_object (&world->calendar);
  g_clear_object (&world->keys);
  g_clear_object (&world->store);
  g_clear_pointer (&world->desktop, g_ptr_array_unref);
  g_free (world->opened);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
add_event (World         *world,
           const char    *title,
           gint64         after,
           SkEventStatus  status)
{
  g_ptr_array_add (world->calendar->events, sk_event_new (&(SkEventInit) {
    .span = { world->at + after, world->at + after + HOUR },
    .title = title,
    .calendar = "Work",
    .status = status,
  }));
}

/* --- asking --- */

static void
on_result (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static int
say (const char *text)
{
  int ends[2];
  g_autoptr(GError) error = NULL;

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, &error));
  g_assert_cmpint (write (ends[1], text, strlen (text)), ==, (gssize) strlen (text));
  close (ends[1]);

  return ends[0];
}

static char *
add (World           *world,
     SkCalendarKind   kind,
     const char      *name,
     const char      *place,
     char           **id,
     GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  *id = NULL;
  sk_calendar_setup_add_async (world->setup, name, kind, say (place), NULL, on_result, &result);

  return sk_calendar_setup_add_finish (world->setup, wait_for (&result), id, error);
}

static gboolean
take_out (World       *world,
          const char  *id,
          GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_calendar_setup_remove_async (world->setup, id, NULL, on_result, &result);

  return sk_calendar_setup_remove_finish (world->setup, wait_for (&result), error);
}

static guint
count_kept (World *world)
{
  g_auto(GStrv) ids = g_settings_get_strv (world->store, "calendars");

  return g_strv_length (ids);
}

static void
assert_set (const char *id,
            const char *key,
            const char *value)
{
  g_autoptr(GSettings) settings = sk_settings_store_open_calendar (id);
  g_autofree char *set = g_settings_get_string (settings, key);

  g_assert_cmpstr (set, ==, value);
}

/* --- adding --- */

static void
test_file (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *sum = NULL;

  world_init (&world);
  add_event (&world, "Over", -HOUR / 2, SK_EVENT_CONFIRMED);
  add_event (&world, "Off", HOUR, SK_EVENT_CANCELLED);
  add_event (&world, "Stand-up", DAY + 2 * HOUR, SK_EVENT_CONFIRMED);
  sum = add (&world, SK_CALENDAR_FILE, "", "/srv/work.ics\n", &id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sum, ==, "2 events, next: Stand-up, tomorrow 10:00");
  g_assert_cmpstr (world.opened, ==, "/srv/work.ics");
  g_assert_cmpint (world.calendar->asked.start, ==, world.at);
  assert_set (id, "name", "work");
  assert_set (id, "kind", "file");
  assert_set (id, "location", "/srv/work.ics");
  assert_set (id, "colour", "#3584e4");
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 0);

  /* once is enough */
  g_autofree char *again = NULL;
  g_assert_null (add (&world, SK_CALENDAR_FILE, "Other", "file:///srv/work.ics", &again, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
  g_assert_cmpuint (count_kept (&world), ==, 1);
}

static void
test_address (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *key = NULL;

  world_init (&world);
  sum = add (&world, SK_CALENDAR_ADDRESS, " Team ", SECRET, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sum, ==, "no events in the coming year");
  key = g_strconcat ("calendar-", id, NULL);
  g_assert_cmpstr (sk_fake_keys_get (world.keys, key), ==, SECRET);
  g_assert_cmpint (sk_fake_keys_get_place (world.keys), ==, SK_KEY_PLACE_KEYRING);
  assert_set (id, "name", "Team");
  assert_set (id, "kind", "address");
  assert_set (id, "location", "");

  /* another of that name has a name, and an address, of its own */
  g_free (sum);
  sum = add (&world, SK_CALENDAR_ADDRESS, "team", "webcal://example.org/x", &other, &error);
  g_assert_no_error (error);
  assert_set (other, "name", "team 2");
  assert_set (other, "colour", "#33d17a");
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 2);
}

typedef struct
{
  const char     *name;
  SkCalendarKind  kind;
  const char     *place;
  SkKeyringState  keyring;
  gboolean        is_broken;
  gboolean        is_old;
  const char     *says;
} Refusal;

static const Refusal refusals[] = {
  { "nothing", SK_CALENDAR_FILE, " \n", SK_KEYRING_OPEN, FALSE, FALSE, "Write where the" },
  { "a-path-without-a-beginning", SK_CALENDAR_FILE, "work.ics", SK_KEYRING_OPEN, FALSE, FALSE,
    "from the beginning" },
  { "an-address-without-a-scheme", SK_CALENDAR_ADDRESS, "example.org/x", SK_KEYRING_OPEN, FALSE,
    FALSE, "https://" },
  { "what-cannot-be-read", SK_CALENDAR_ADDRESS, SECRET, SK_KEYRING_OPEN, TRUE, FALSE,
    "The calendar could not be read: its server cannot be reached." },
  { "an-old-copy", SK_CALENDAR_ADDRESS, SECRET, SK_KEYRING_OPEN, TRUE, TRUE,
    "The calendar could not be read: its server cannot be reached." },
  { "a-locked-keyring", SK_CALENDAR_ADDRESS, SECRET, SK_KEYRING_LOCKED, FALSE, FALSE, "locked" },
  { "no-keyring", SK_CALENDAR_ADDRESS, SECRET, SK_KEYRING_NONE, FALSE, FALSE,
    "There is no keyring" },
};

static void
test_refused (gconstpointer data)
{
  const Refusal *c = data;
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  world_init (&world);
  sk_fake_keys_set_keyring (world.keys, c->keyring);
  if (c->is_broken)
    world.calendar->trouble = g_error_new_literal (SK_ERROR, SK_ERROR_OFFLINE,
                                                   "its server cannot be reached.");
  world.calendar->read_at = c->is_old ? world.at - DAY : 0;
  g_assert_null (add (&world, c->kind, "", c->place, &id, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, c->says));
  g_assert_null (strstr (error->message, "private"));

  /* and nothing is left of it */
  g_assert_cmpuint (count_kept (&world), ==, 0);
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 0);
  g_assert_cmpuint (world.n_dropped, ==, world.opened != NULL ? 1 : 0);
}

static void
test_hidden_titles (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *sum = NULL;

  world_init (&world);
  g_settings_set_boolean (world.store, "show-event-titles", FALSE);
  add_event (&world, "Stand-up", HOUR, SK_EVENT_CONFIRMED);
  sum = add (&world, SK_CALENDAR_FILE, "", "/srv/work.ics", &id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sum, ==, "1 event, next: today 09:00");
}

/* --- removing --- */

static void
test_remove (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *sum = NULL;

  world_init (&world);
  sum = add (&world, SK_CALENDAR_ADDRESS, "Team", SECRET, &id, &error);
  g_assert_no_error (error);
  g_assert_true (take_out (&world, id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_kept (&world), ==, 0);
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 0);
  g_assert_cmpuint (world.n_dropped, ==, 1);
  assert_set (id, "name", "");

  g_assert_false (take_out (&world, id, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
}

/* --- the desktop's --- */

static GPtrArray *
list (World   *world,
      GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_calendar_setup_list_async (world->setup, NULL, on_result, &result);

  return sk_calendar_setup_list_finish (world->setup, wait_for (&result), error);
}

static void
test_desktop (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *sum = NULL;
  SkCalendar *offer = g_new0 (SkCalendar, 1);

  world_init (&world);
  *offer = (SkCalendar) {
    .id = sk_setup_dup_id ("uid-1"),
    .name = g_strdup ("Personal"),
    .desktop = g_strdup ("uid-1"),
    .colour = g_strdup ("#62a0ea"),
  };
  world.desktop = sk_calendar_list_new ();
  g_ptr_array_add (world.desktop, offer);
  g_autoptr(GPtrArray) offers = list (&world, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offers->len, ==, 1);

  sum = add (&world, SK_CALENDAR_DESKTOP, "", "uid-1", &id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, offer->id);
  assert_set (id, "name", "Personal");
  assert_set (id, "kind", "eds");
  assert_set (id, "location", "uid-1");
  assert_set (id, "colour", "#62a0ea");
  g_assert_cmpuint (sk_fake_keys_get_n (world.keys), ==, 0);
}

static void
test_no_desktop (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;

  world_init (&world);
  g_assert_null (list (&world, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "Add the address of a calendar instead."));
}

/* --- in words --- */

typedef struct
{
  guint       n;
  const char *title;
  gint64      after;            /* seconds; 0: there is no next one */
  const char *expect;
} Sum;

static const Sum sums[] = {
  { 0, NULL, 0, "no events in the coming year" },
  { 1, NULL, 0, "1 event" },
  { 412, "Stand-up", DAY + 2 * HOUR, "412 events, next: Stand-up, tomorrow 10:00" },
  { 2, "Stand-up", HOUR, "2 events, next: Stand-up, today 09:00" },
  { 2, "", 2 * DAY, "2 events, next: Wed 25 Nov 08:00" },
};

static void
test_sums (void)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  const gint64 now = 1795420800;        /* 2026-11-23 08:00 UTC */

  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_autofree char *sum =
        sk_words_dup_calendar_sum (sums[i].n, sums[i].title,
                                   sums[i].after != 0 ? now + sums[i].after : 0, now, utc);

      g_assert_cmpstr (sum, ==, sums[i].expect);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendar-setup/a-file-is-added-once", test_file);
  g_test_add_func ("/calendar-setup/an-address-goes-to-the-keyring", test_address);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/calendar-setup/refused/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refused);
    }
  g_test_add_func ("/calendar-setup/hidden-titles-stay-hidden", test_hidden_titles);
  g_test_add_func ("/calendar-setup/removing-leaves-nothing", test_remove);
  g_test_add_func ("/calendar-setup/one-of-the-desktop", test_desktop);
  g_test_add_func ("/calendar-setup/no-desktop-calendars", test_no_desktop);
  g_test_add_func ("/calendar-setup/what-it-holds-in-words", test_sums);

  return g_test_run ();
}
