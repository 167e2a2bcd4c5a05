/* test-calendar-list.c — calendars as variables and preferences name them
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "sk-error.h"
#include "sk-settings-store.h"
#include "sk-settings.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *expect;           /* name→place in turn */
} Case;

static const Case cases[] = {
  { "nothing", " \n ", "" },
  { "a-file", "/srv/home.ics", "home.ics→/srv/home.ics" },
  { "a-named-file", "Home=/srv/home.ics", "Home→/srv/home.ics" },
  { "an-address-has-no-name-of-its-own", "https://example.org/x.ics",
    "Calendar 1→https://example.org/x.ics" },
  { "an-address-with-a-question", "https://example.org/x?key=abc",
    "Calendar 1→https://example.org/x?key=abc" },
  { "a-named-address", "Work=webcal://example.org/x?a=b=c", "Work→webcal://example.org/x?a=b=c" },
  { "several", "A=/a\tB=/b\nC=/c d=e/f.ics", "A→/a B→/b C→/c d→e/f.ics" },
  { "no-name-before-the-equals", "=/a", "a→=/a" },
};

static char *
dup_list (GPtrArray *calendars)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < calendars->len; i++)
    {
      const SkCalendar *calendar = g_ptr_array_index (calendars, i);

      g_string_append_printf (out, "%s%s→%s", i > 0 ? " " : "", calendar->name,
                              calendar->place != NULL ? calendar->place : calendar->desktop);
    }

  return g_string_free (out, FALSE);
}

static void
test_text (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GPtrArray) calendars = sk_calendar_list_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (sk_calendar_list_add_text (calendars, c->text, &error));
  g_assert_no_error (error);
  g_autofree char *found = dup_list (calendars);
  g_assert_cmpstr (found, ==, c->expect);
}

static void
test_no_place (void)
{
  g_autoptr(GPtrArray) calendars = sk_calendar_list_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (sk_calendar_list_add_text (calendars, "Work=", &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
  g_assert_nonnull (strstr (error->message, "Work"));
}

/* --- variables --- */

static SkSettings *
read_settings (void)
{
  g_autoptr(GError) error = NULL;
  SkSettings *settings = sk_settings_read (FALSE, NULL, &error);

  g_assert_no_error (error);
  return settings;
}

static void
test_variables (void)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("slotkeeper-XXXXXX", &path, NULL);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, "Secret=https://example.org/s\n", -1, NULL));
  g_setenv ("SCHEDULER_CALENDARS", "Home=/a.ics", TRUE);
  g_setenv ("SCHEDULER_CALENDARS_FILE", path, TRUE);
  g_setenv ("SCHEDULER_MY_ADDRESSES", "me@example.org,us@example.org", TRUE);
  g_setenv ("SCHEDULER_EXPORT_FILE", "/plan.ics", TRUE);
  g_autoptr(SkSettings) settings = read_settings ();
  g_autofree char *found = dup_list (settings->calendars);

  g_assert_cmpstr (found, ==, "Home→/a.ics Secret→https://example.org/s");
  g_assert_cmpstrv (settings->my_addresses,
                    ((const char *[]) { "me@example.org", "us@example.org", NULL }));
  g_assert_cmpstr (settings->export_file, ==, "/plan.ics");
  g_assert_false (settings->hide_event_titles);

  g_setenv ("SCHEDULER_CALENDARS_FILE", "/nonexistent/TopSecret", TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) none = sk_settings_read (FALSE, NULL, &error);

  g_assert_null (none);
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_null (strstr (error->message, "TopSecret"));

  g_unsetenv ("SCHEDULER_CALENDARS");
  g_unsetenv ("SCHEDULER_CALENDARS_FILE");
  g_unsetenv ("SCHEDULER_MY_ADDRESSES");
  g_unsetenv ("SCHEDULER_EXPORT_FILE");
  g_unlink (path);
}

/* --- preferences --- */

static void
remember (GSettings  *store,
          SkCalendar  calendar)
{
  g_assert_true (sk_calendar_list_remember (store, &calendar));
}

static void
test_store (void)
{
  g_autoptr(GSettings) store = sk_settings_store_open ();
  g_autoptr(SkSettings) settings = NULL;
  const SkCalendar *address;

  g_assert_nonnull (store);
  remember (store, (SkCalendar) { .id = (char *) "a", .name = (char *) "Home",
                                  .place = (char *) "/a.ics" });
  remember (store, (SkCalendar) { .id = (char *) "b", .name = (char *) "Secret",
                                  .place = (char *) "https://example.org/TopSecret",
                                  .is_free = TRUE });
  remember (store, (SkCalendar) { .id = (char *) "c", .name = (char *) "Desktop",
                                  .desktop = (char *) "uid-1", .colour = (char *) "#3584e4" });
  remember (store, (SkCalendar) { .id = (char *) "a", .name = (char *) "House",
                                  .place = (char *) "/b.ics" });
  g_settings_set_boolean (store, "show-event-titles", FALSE);
  settings = read_settings ();

  g_assert_cmpuint (settings->calendars->len, ==, 3);
  g_assert_true (settings->hide_event_titles);
  g_assert_cmpstr (((SkCalendar *) settings->calendars->pdata[0])->name, ==, "House");
  g_assert_cmpstr (((SkCalendar *) settings->calendars->pdata[0])->place, ==, "/b.ics");

  address = settings->calendars->pdata[1];
  g_assert_null (address->place);               /* it is for the keyring */
  g_assert_null (address->desktop);
  g_assert_true (address->is_free);
  g_assert_cmpstr (((SkCalendar *) settings->calendars->pdata[2])->desktop, ==, "uid-1");
  g_assert_cmpstr (((SkCalendar *) settings->calendars->pdata[2])->colour, ==, "#3584e4");

  sk_calendar_list_forget (store, "b");
  g_autoptr(SkSettings) fewer = read_settings ();
  g_assert_cmpuint (fewer->calendars->len, ==, 2);
  g_assert_false (sk_calendar_list_remember (store, &(SkCalendar) {
    .id = (char *) "x/y", .name = (char *) "X", .place = (char *) "/x" }));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/service/calendar-list/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_text);
    }
  g_test_add_func ("/service/calendar-list/no-place", test_no_place);
  g_test_add_func ("/service/calendar-list/variables", test_variables);
  g_test_add_func ("/service/calendar-list/store", test_store);

  return g_test_run ();
}
