/* test-settings-store.c — what the preferences decide, and which of them variables overrule
 *
 * With the schema of the build tree, and settings in memory.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "sk-error.h"
#include "sk-preferences-store.h"
#include "sk-settings-store.h"
#include "sk-settings-watch.h"

#define MONDAY 20780            /* 2026-11-23 */

/* As the schema has it, whatever a test before this one set. */
static GSettings *
open_store (void)
{
  GSettings *store = sk_settings_store_open ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_auto(GStrv) keys = NULL;

  g_assert_nonnull (store);
  g_object_get (store, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (store, keys[i]);

  return store;
}

static SkSettings *
read_settings (void)
{
  g_autoptr(GError) error = NULL;
  SkSettings *settings = sk_settings_read (TRUE, NULL, &error);

  g_assert_no_error (error);
  return settings;
}

static void
assert_day (SkRules    *rules,
            gint64      day,
            const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n;
  const SkRange *ranges = sk_rules_get_ranges (rules, day, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%d-%d", i > 0 ? " " : "", ranges[i].start_minute,
                            ranges[i].end_minute);
  g_assert_cmpstr (text->str, ==, expected);
}

/* What the schema says when nobody said anything is what variables say then. */
static void
test_defaults (void)
{
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(SkSettings) settings = read_settings ();

  g_assert_false (sk_settings_store_is_lasting (store));
  g_assert_cmpint (settings->interval_minutes, ==, 10);
  g_assert_cmpint (settings->poll_minutes, ==, 2);
  g_assert_cmpint (settings->apply, ==, SK_APPLY_REVIEW);
  g_assert_true (settings->keep_my_moves);
  g_assert_false (settings->notify_start);
  g_assert_cmpint (settings->log_level, ==, G_LOG_LEVEL_INFO);
  g_assert_cmpint (sk_rules_get_slot_minutes (settings->rules), ==, SK_DEFAULT_SLOT_MINUTES);
  g_assert_cmpint (sk_rules_get_days_ahead (settings->rules), ==, SK_DEFAULT_DAYS_AHEAD);
  g_assert_cmpint (sk_rules_get_buffer_minutes (settings->rules), ==, 0);
  g_assert_cmpint (sk_rules_get_stability (settings->rules), ==, SK_STABILITY_STEADY);
  g_assert_true (sk_rules_get_due_dates (settings->rules));
  g_assert_true (sk_rules_get_fill_today (settings->rules));
  g_assert_cmpint (sk_rules_get_day_limit_percent (settings->rules), ==, 100);
  g_assert_cmpint ((int) (sk_rules_get_default_duration_hours (settings->rules) * 60), ==, 60);
  g_assert_cmpuint (settings->workspaces->len, ==, 0);
  for (guint i = 0; i < 7; i++)
    assert_day (settings->rules, MONDAY + i, i < 5 ? "540-1020" : "");
}

static void
test_preferences (void)
{
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(SkSettings) settings = NULL;

  g_settings_set_uint (store, "interval-minutes", 30);
  g_settings_set_value (store, "hours",
    g_variant_new_parsed ("{'mon': ['13:30-17:00', '09:00-12:30'], 'sat': ['20:00-24:00']}"));
  g_settings_set_value (store, "exceptions",
    g_variant_new_parsed ("{'2026-11-30': ['10:00-11:00'], '2026-12-07': @as []}"));
  g_settings_set_uint (store, "slot-minutes", 30);
  g_settings_set_uint (store, "days-ahead", 14);
  g_settings_set_uint (store, "buffer-minutes", 5);
  g_settings_set_string (store, "timezone", "Europe/Berlin");
  g_settings_set_string (store, "log-level", "ERROR");
  g_settings_set_string (store, "stability", "keep-all");
  g_settings_set_boolean (store, "due-dates", FALSE);
  g_settings_set_boolean (store, "fill-today", FALSE);
  g_settings_set_uint (store, "default-duration-minutes", 90);
  g_settings_set_uint (store, "day-limit-percent", 80);
  g_settings_set_string (store, "apply", "small");
  g_settings_set_boolean (store, "keep-my-moves", FALSE);
  g_settings_set_uint (store, "poll-minutes", 0);
  g_settings_set_boolean (store, "notify-start", TRUE);
  settings = read_settings ();

  g_assert_cmpint (settings->interval_minutes, ==, 30);
  g_assert_cmpint (settings->poll_minutes, ==, 0);
  g_assert_cmpint (settings->apply, ==, SK_APPLY_SMALL);
  g_assert_false (settings->keep_my_moves);
  g_assert_true (settings->notify_start);
  g_assert_false (sk_rules_get_fill_today (settings->rules));
  g_assert_cmpint (sk_rules_get_day_limit_percent (settings->rules), ==, 80);
  g_assert_cmpint (settings->log_level, ==, G_LOG_LEVEL_CRITICAL);
  assert_day (settings->rules, MONDAY, "540-750 810-1020");
  assert_day (settings->rules, MONDAY + 1, "");
  assert_day (settings->rules, MONDAY + 5, "1200-1440");
  assert_day (settings->rules, MONDAY + 7, "600-660");
  assert_day (settings->rules, MONDAY + 14, "");
  g_assert_cmpint (sk_rules_get_slot_minutes (settings->rules), ==, 30);
  g_assert_cmpint (sk_rules_get_days_ahead (settings->rules), ==, 14);
  g_assert_cmpint (sk_rules_get_buffer_minutes (settings->rules), ==, 5);
  g_assert_cmpstr (sk_rules_get_zone_name (settings->rules), ==, "Europe/Berlin");
  g_assert_cmpint (sk_rules_get_stability (settings->rules), ==, SK_STABILITY_KEEP_ALL);
  g_assert_false (sk_rules_get_due_dates (settings->rules));
  g_assert_cmpint ((int) (sk_rules_get_default_duration_hours (settings->rules) * 60), ==, 90);
}

static void
test_variables_win (void)
{
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(SkSettings) settings = NULL;

  g_settings_set_uint (store, "interval-minutes", 30);
  g_settings_set_uint (store, "slot-minutes", 30);
  g_settings_set_string (store, "timezone", "Europe/Berlin");
  g_settings_set_string (store, "apply", "automatic");
  g_settings_set_string (store, "log-level", "ERROR");
  g_settings_set_value (store, "hours", g_variant_new_parsed ("{'sun': ['09:00-12:30']}"));
  g_setenv ("SCHEDULER_INTERVAL_MINUTES", "7", TRUE);
  g_setenv ("SLOT_DURATION_MINUTES", "20", TRUE);
  g_setenv ("SCHEDULER_TIMEZONE", "Asia/Tokyo", TRUE);
  g_setenv ("SCHEDULER_APPLY", "review", TRUE);
  g_setenv ("SCHEDULER_LOG_LEVEL", "DEBUG", TRUE);
  g_setenv ("WORK_DAYS", "mon", TRUE);
  settings = read_settings ();
  g_unsetenv ("SCHEDULER_APPLY");
  g_unsetenv ("SCHEDULER_LOG_LEVEL");
  g_unsetenv ("SCHEDULER_INTERVAL_MINUTES");
  g_unsetenv ("SLOT_DURATION_MINUTES");
  g_unsetenv ("SCHEDULER_TIMEZONE");
  g_unsetenv ("WORK_DAYS");

  g_assert_cmpint (settings->interval_minutes, ==, 7);
  g_assert_cmpint (settings->apply, ==, SK_APPLY_REVIEW);
  g_assert_cmpint (settings->log_level, ==, G_LOG_LEVEL_DEBUG);
  g_assert_cmpint (sk_rules_get_slot_minutes (settings->rules), ==, 20);
  g_assert_cmpstr (sk_rules_get_zone_name (settings->rules), ==, "Asia/Tokyo");
  assert_day (settings->rules, MONDAY, "540-1020");
  assert_day (settings->rules, MONDAY + 6, "");
}

typedef struct
{
  const char *name;
  const char *key;
  const char *value;
  const char *says;
} WrongCase;

static const WrongCase wrongs[] = {
  { "a-day-that-is-none", "hours", "{'monday': ['09:00-17:00']}", "monday" },
  { "a-range-that-is-none", "hours", "{'mon': ['9 to 5']}", "9 to 5" },
  { "ranges-that-overlap", "hours", "{'mon': ['09:00-12:00', '11:00-13:00']}", "overlap" },
  { "a-date-that-is-none", "exceptions", "{'Christmas': ['09:00-12:00']}", "Christmas" },
  { "a-grid-that-is-none", "slot-minutes", "uint32 7", "slot-minutes" },
  { "a-zone-that-is-none", "timezone", "'Europe/Atlantis'", "Europe/Atlantis" },
};

static void
test_wrong (gconstpointer data)
{
  const WrongCase *c = data;
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(SkSettings) settings = NULL;
  g_autoptr(GError) error = NULL;

  g_settings_set_value (store, c->key, g_variant_new_parsed (c->value));
  settings = sk_settings_read (FALSE, NULL, &error);
  g_settings_reset (store, c->key);

  g_assert_null (settings);
  g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
  g_assert_nonnull (strstr (error->message, c->says));
  g_assert_nonnull (strstr (error->message, c->key));
}

static void
test_workspaces (void)
{
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(SkSettings) settings = NULL;
  const SkWorkspace home = {
    .id = (char *) "home-1", .name = (char *) "Home", .database = (char *) "abc",
    .is_data_source = TRUE,
  };
  const SkWorkspace *read;

  g_assert_true (sk_settings_store_add_workspace (store, &home));
  g_assert_true (sk_settings_store_add_workspace (store, &home));
  settings = read_settings ();
  g_assert_cmpuint (settings->workspaces->len, ==, 1);
  read = g_ptr_array_index (settings->workspaces, 0);
  g_assert_cmpstr (read->id, ==, "home-1");
  g_assert_cmpstr (read->name, ==, "Home");
  g_assert_cmpstr (read->database, ==, "abc");
  g_assert_true (read->is_data_source);
  g_assert_null (read->key);
  g_assert_null (read->file);
  g_assert_null (read->assignee);
  g_assert_null (read->done_status);
  g_assert_cmpfloat (read->weight, ==, 1);
}

/* Every key of a workspace, and an id that would leave its place. */
static void
test_workspace_in_full (void)
{
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(GSettings) home = sk_settings_store_open_workspace ("home-2");
  g_autoptr(SkSettings) settings = NULL;
  const char *const ids[] = { "home-2", "", "../other", NULL };
  const char *const left_out[] = { "Someday", NULL };
  const SkWorkspace *read;

  g_assert_null (sk_settings_store_open_workspace ("../other"));
  g_settings_set_strv (store, "workspaces", ids);
  g_settings_set_string (home, "name", "Home");
  g_settings_set_string (home, "database-id", "def");
  g_settings_set_value (home, "columns", g_variant_new_parsed ("{'rank': 'abc'}"));
  g_settings_set_strv (home, "left-out-statuses", left_out);
  g_settings_set_string (home, "assignee", "me");
  g_settings_set_string (home, "done-status", "Shipped");
  g_settings_set_double (home, "weight", 2.5);
  settings = read_settings ();

  g_assert_cmpuint (settings->workspaces->len, ==, 1);
  read = g_ptr_array_index (settings->workspaces, 0);
  g_assert_cmpstr (read->database, ==, "def");
  g_assert_false (read->is_data_source);
  g_assert_cmpstrv (read->columns, ((const char *const []) { "rank", "abc", NULL }));
  g_assert_cmpstrv (read->left_out, left_out);
  g_assert_cmpstr (read->assignee, ==, "me");
  g_assert_cmpstr (read->done_status, ==, "Shipped");
  g_assert_cmpfloat (read->weight, ==, 2.5);
}

static void
test_workspace_of_a_file (void)
{
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(GSettings) sample = sk_settings_store_open_workspace ("sample");
  g_autoptr(SkSettings) settings = NULL;
  const char *const ids[] = { "sample", NULL };
  const SkWorkspace *read;

  g_settings_set_strv (store, "workspaces", ids);
  g_settings_set_string (sample, "kind", "file");
  g_settings_set_string (sample, "file", "/tasks.json");
  settings = read_settings ();

  read = g_ptr_array_index (settings->workspaces, 0);
  g_assert_cmpstr (read->name, ==, "sample");
  g_assert_cmpstr (read->file, ==, "/tasks.json");
}

/* A pair of variables with the same name is that workspace. */
static void
test_workspace_of_variables (void)
{
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(SkSettings) settings = NULL;
  const SkWorkspace home = {
    .id = (char *) "home-1", .name = (char *) "Home", .database = (char *) "abc",
  };
  const SkWorkspace *read;

  g_assert_true (sk_settings_store_add_workspace (store, &home));
  g_setenv ("HOME_NOTION_API_KEY", "ntn_test", TRUE);
  g_setenv ("HOME_NOTION_DB_ID", "def", TRUE);
  settings = read_settings ();
  g_unsetenv ("HOME_NOTION_API_KEY");
  g_unsetenv ("HOME_NOTION_DB_ID");

  g_assert_cmpuint (settings->workspaces->len, ==, 1);
  read = g_ptr_array_index (settings->workspaces, 0);
  g_assert_cmpstr (read->database, ==, "def");
  g_assert_null (read->id);
}

/* --- changes --- */

static void
on_changed (gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
run_until_quiet (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Ten keys at once are one change, and none is none. */
static void
test_watch (void)
{
  guint n_changes = 0;
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(SkSettingsWatch) watch = NULL;

  run_until_quiet ();
  watch = sk_settings_watch (on_changed, &n_changes);
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 0);

  g_settings_set_uint (store, "interval-minutes", 20);
  g_settings_set_boolean (store, "notify-start", TRUE);
  g_settings_set_value (store, "hours", g_variant_new_parsed ("{'sun': ['09:00-12:30']}"));
  g_assert_cmpuint (n_changes, ==, 0);
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 1);

  g_settings_set_uint (store, "interval-minutes", 25);
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 2);
}

/* A workspace is listened to from when it is listed until it is not. */
static void
test_watch_workspaces (void)
{
  guint n_changes = 0;
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(GSettings) home = sk_settings_store_open_workspace ("home-3");
  g_autoptr(SkSettingsWatch) watch = NULL;
  const char *const ids[] = { "home-3", NULL };

  run_until_quiet ();
  watch = sk_settings_watch (on_changed, &n_changes);
  g_settings_set_string (home, "name", "Nobody listens");
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 0);

  g_settings_set_strv (store, "workspaces", ids);
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 1);
  g_settings_set_string (home, "name", "Home");
  g_settings_set_double (home, "weight", 2);
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 2);

  g_settings_reset (store, "workspaces");
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 3);
  g_settings_set_string (home, "name", "Nobody listens any more");
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 3);
}

static void
test_watch_calendars (void)
{
  guint n_changes = 0;
  const char *const ids[] = { "team", NULL };
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(GSettings) team = sk_settings_store_open_calendar ("team");
  g_autoptr(SkSettingsWatch) watch = NULL;

  g_settings_set_strv (store, "calendars", ids);
  run_until_quiet ();
  watch = sk_settings_watch (on_changed, &n_changes);
  g_settings_set_boolean (team, "blocks", FALSE);
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 1);

  g_settings_reset (store, "calendars");
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 2);
  g_settings_reset (team, "blocks");
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 2);
}

static void
test_watch_freed (void)
{
  guint n_changes = 0;
  g_autoptr(GSettings) store = open_store ();
  SkSettingsWatch *watch = sk_settings_watch (on_changed, &n_changes);

  g_settings_set_uint (store, "interval-minutes", 30);
  sk_settings_watch_free (watch);
  g_settings_set_uint (store, "interval-minutes", 35);
  run_until_quiet ();
  g_assert_cmpuint (n_changes, ==, 0);
}

/* --- what the page of calendars sets --- */

typedef struct
{
  const char *text;
  const char *set;              /* (nullable): it is refused */
} Typed;

static const Typed addresses[] = {
  { "me@example.org", "me@example.org" },
  { " me@example.org;you@example.net,  ", "me@example.org, you@example.net" },
  { "", "" },
  { "me", NULL },
  { "@example.org", NULL },
  { "me@", NULL },
  { "me@example.org, a@b@c", NULL },
};

/* Sets one after the other; what is refused leaves what was there before. */
static void
type_all (const char   *key,
          const Typed  *rows,
          gsize         n_rows,
          char      *(* dup) (GSettings *),
          gboolean   (* set) (GSettings *, const char *, GError **))
{
  g_autoptr(GSettings) store = open_store ();

  for (gsize i = 0; i < n_rows; i++)
    {
      const Typed *typed = &rows[i];
      g_autofree char *before = dup (store);
      g_autoptr(GError) error = NULL;
      gboolean is_set = set (store, typed->text, &error);
      g_autofree char *after = dup (store);

      g_assert_cmpint (is_set, ==, typed->set != NULL);
      g_assert_cmpstr (after, ==, typed->set != NULL ? typed->set : before);
      if (!is_set)
        g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
    }
  g_settings_reset (store, key);
}

static void
test_addresses (void)
{
  type_all ("my-addresses", addresses, G_N_ELEMENTS (addresses),
            sk_preferences_store_dup_addresses, sk_preferences_store_set_addresses);
}

static const Typed exports[] = {
  { "/plan.ics", "/plan.ics" },
  { "", "" },
  { "plan.ics", NULL },
  { "/plan.txt", NULL },
  { "/no/such/folder/plan.ics", NULL },
};

static void
test_exports (void)
{
  type_all ("export-file", exports, G_N_ELEMENTS (exports), sk_preferences_store_dup_export,
            sk_preferences_store_set_export);
}

static void
test_calendar_names (void)
{
  const char *const ids[] = { "team", "home", NULL };
  g_autoptr(GSettings) store = open_store ();
  g_autoptr(GSettings) team = sk_settings_store_open_calendar ("team");
  g_autoptr(GSettings) home = sk_settings_store_open_calendar ("home");
  g_autoptr(GError) empty = NULL;
  g_autoptr(GError) taken = NULL;

  g_settings_set_strv (store, "calendars", ids);
  g_assert_true (sk_preferences_store_set_calendar_name (store, team, " Team ", NULL));
  g_assert_false (sk_preferences_store_set_calendar_name (store, home, "team", &taken));
  g_assert_error (taken, SK_ERROR, SK_ERROR_SETTING);
  g_assert_false (sk_preferences_store_set_calendar_name (store, home, " ", &empty));
  g_assert_error (empty, SK_ERROR, SK_ERROR_SETTING);
  g_assert_true (sk_preferences_store_set_calendar_name (store, team, "team", NULL));

  /* an address is a secret: it is not said where it is */
  g_settings_set_string (home, "kind", "address");
  g_autofree char *place = sk_preferences_store_dup_place (home);
  g_assert_cmpstr (place, ==, "An address, kept in the keyring");

  g_settings_reset (home, "kind");
  g_settings_reset (team, "name");
  g_settings_reset (store, "calendars");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings-store/defaults-are-those-of-variables", test_defaults);
  g_test_add_func ("/settings-store/preferences-are-rules", test_preferences);
  g_test_add_func ("/settings-store/variables-win", test_variables_win);
  for (gsize i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autofree char *path = g_strconcat ("/settings-store/refuses-", wrongs[i].name, NULL);
      g_test_add_data_func (path, &wrongs[i], test_wrong);
    }
  g_test_add_func ("/settings-store/workspaces", test_workspaces);
  g_test_add_func ("/settings-store/workspaces-have-many-keys", test_workspace_in_full);
  g_test_add_func ("/settings-store/workspaces-may-be-files", test_workspace_of_a_file);
  g_test_add_func ("/settings-store/workspaces-of-variables-win", test_workspace_of_variables);
  g_test_add_func ("/settings-store/watch/together-is-once", test_watch);
  g_test_add_func ("/settings-store/watch/workspaces-too", test_watch_workspaces);
  g_test_add_func ("/settings-store/watch/calendars-too", test_watch_calendars);
  g_test_add_func ("/settings-store/my-addresses-look-like-some", test_addresses);
  g_test_add_func ("/settings-store/a-kept-plan-has-a-place", test_exports);
  g_test_add_func ("/settings-store/calendars-have-names-of-their-own", test_calendar_names);
  g_test_add_func ("/settings-store/watch/not-after-it-was-freed", test_watch_freed);

  return g_test_run ();
}
