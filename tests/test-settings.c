/* test-settings.c — what environment variables decide, and what they may not
 *
 * Each case sets the variables it names and no other; afterwards the
 * environment is as it was.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-settings.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_SET 9
#define KEY "ntn_5ecret0fTheTests"
#define OTHER_KEY "ntn_an0ther5ecret"
#define DATABASE "38c9ce7b60a4813398cbc95c2a1f2b3d"
#define MONDAY 20780            /* 2026-11-23 */

/* --- the environment --- */

static const char *const our_variables[] = {
  "SCHEDULER_INTERVAL_MINUTES", "SCHEDULER_LOG_LEVEL", "SCHEDULER_TIMEZONE", "SCHEDULER_APPLY",
  "SLOT_DURATION_MINUTES", "SCHEDULE_DAYS_AHEAD", "WORK_START_HOUR", "WORK_END_HOUR", "WORK_DAYS",
  "SLOTKEEPER_NOTION_URL", "TZ", NULL,
};

static gboolean
is_ours (const char *variable)
{
  return g_strv_contains (our_variables, variable) || strstr (variable, "NOTION_") != NULL;
}

static void
clear_environment (void)
{
  g_auto(GStrv) names = g_listenv ();

  for (guint i = 0; names[i] != NULL; i++)
    if (is_ours (names[i]) && strcmp (names[i], "TZ") != 0)
      g_unsetenv (names[i]);
}

static void
restore_environment (char **saved)
{
  clear_environment ();
  g_unsetenv ("TZ");

  for (guint i = 0; saved[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (saved[i], "=", 2);

      if (is_ours (parts[0]))
        g_setenv (parts[0], parts[1], TRUE);
    }
}

/* Reads the settings with @set, "NAME=VALUE" each, and nothing else. */
static SkSettings *
read_with (const char *const  *set,
           GError            **error)
{
  g_auto(GStrv) saved = g_get_environ ();
  SkSettings *settings;

  clear_environment ();
  for (guint i = 0; i < MAX_SET && set[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (set[i], "=", 2);
      g_setenv (parts[0], parts[1], TRUE);
    }

  settings = sk_settings_read (TRUE, NULL, error);
  restore_environment (saved);

  return settings;
}

/* --- what is decided --- */

static char *
print_day (SkRules *rules,
           gint64   day)
{
  GString *text = g_string_new (NULL);
  guint n;
  const SkRange *ranges = sk_rules_get_ranges (rules, day, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%d:%02d-%d:%02d", ranges[i].start_minute / 60,
                            ranges[i].start_minute % 60, ranges[i].end_minute / 60,
                            ranges[i].end_minute % 60);

  return g_string_free (text, FALSE);
}

/* All of it in a line, so that a row can say what it changes. */
static char *
print_settings (SkSettings *settings)
{
  SkRules *rules = settings->rules;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *hours = print_day (rules, MONDAY + i);
      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", hours);
    }
  g_string_append_printf (text, " slot=%d days=%d every=%d level=%d url=%s",
                          sk_rules_get_slot_minutes (rules), sk_rules_get_days_ahead (rules),
                          settings->interval_minutes, settings->log_level,
                          settings->notion_url != NULL ? settings->notion_url : "");

  return g_string_free (text, FALSE);
}

#define FIVE(hours) hours "," hours "," hours "," hours "," hours ",,"
#define REST " slot=15 days=7 every=10 level=64 url="

G_STATIC_ASSERT (G_LOG_LEVEL_INFO == 64);

typedef struct
{
  const char *name;
  const char *set[MAX_SET];
  const char *settings;
} Good;

static const Good good[] = {
  { "defaults", { NULL }, FIVE ("9:00-17:00") REST },
  { "empty-is-not-set",
    { "SCHEDULER_INTERVAL_MINUTES=", "SCHEDULER_LOG_LEVEL=", "SLOT_DURATION_MINUTES=",
      "SCHEDULE_DAYS_AHEAD=", "WORK_START_HOUR=", "WORK_END_HOUR=", "WORK_DAYS=",
      "NOTION_API_KEY=", "SLOTKEEPER_NOTION_URL=" },
    FIVE ("9:00-17:00") REST },
  { "hours", { "WORK_START_HOUR=8", "WORK_END_HOUR=16" }, FIVE ("8:00-16:00") REST },
  { "hours-with-minutes", { "WORK_START_HOUR=8:30", "WORK_END_HOUR=16:45" },
    FIVE ("8:30-16:45") REST },
  { "hours-in-full", { "WORK_START_HOUR=08:30", "WORK_END_HOUR=16:45" },
    FIVE ("8:30-16:45") REST },
  { "only-a-start", { "WORK_START_HOUR=12" }, FIVE ("12:00-17:00") REST },
  { "only-an-end", { "WORK_END_HOUR=12" }, FIVE ("9:00-12:00") REST },
  { "all-day", { "WORK_START_HOUR=0", "WORK_END_HOUR=24" }, FIVE ("0:00-24:00") REST },
  { "some-days", { "WORK_DAYS=tue,sun" }, ",9:00-17:00,,,,,9:00-17:00" REST },
  { "days-in-any-order-and-case",
    { "WORK_DAYS= Sun , TUE,tue" }, ",9:00-17:00,,,,,9:00-17:00" REST },
  { "every-day", { "WORK_DAYS=mon,tue,wed,thu,fri,sat,sun", "WORK_END_HOUR=10" },
    "9:00-10:00,9:00-10:00,9:00-10:00,9:00-10:00,9:00-10:00,9:00-10:00,9:00-10:00" REST },
  { "slot-5", { "SLOT_DURATION_MINUTES=5" },
    FIVE ("9:00-17:00") " slot=5 days=7 every=10 level=64 url=" },
  { "slot-60", { "SLOT_DURATION_MINUTES=60" },
    FIVE ("9:00-17:00") " slot=60 days=7 every=10 level=64 url=" },
  { "days-1", { "SCHEDULE_DAYS_AHEAD=1" },
    FIVE ("9:00-17:00") " slot=15 days=1 every=10 level=64 url=" },
  { "days-365", { "SCHEDULE_DAYS_AHEAD=365" },
    FIVE ("9:00-17:00") " slot=15 days=365 every=10 level=64 url=" },
  { "every-minute", { "SCHEDULER_INTERVAL_MINUTES=1" },
    FIVE ("9:00-17:00") " slot=15 days=7 every=1 level=64 url=" },
  { "every-day-once", { "SCHEDULER_INTERVAL_MINUTES=1440" },
    FIVE ("9:00-17:00") " slot=15 days=7 every=1440 level=64 url=" },
  { "level-debug", { "SCHEDULER_LOG_LEVEL=DEBUG" },
    FIVE ("9:00-17:00") " slot=15 days=7 every=10 level=128 url=" },
  { "level-info", { "SCHEDULER_LOG_LEVEL=INFO" }, FIVE ("9:00-17:00") REST },
  { "level-warning-in-small-letters", { "SCHEDULER_LOG_LEVEL=warning" },
    FIVE ("9:00-17:00") " slot=15 days=7 every=10 level=16 url=" },
  { "level-error", { "SCHEDULER_LOG_LEVEL=ERROR" },
    FIVE ("9:00-17:00") " slot=15 days=7 every=10 level=8 url=" },
  { "another-address", { "SLOTKEEPER_NOTION_URL=http://127.0.0.1:8080" },
    FIVE ("9:00-17:00") REST "http://127.0.0.1:8080" },
  { "all-at-once",
    { "WORK_START_HOUR=10", "WORK_END_HOUR=11", "WORK_DAYS=sat", "SLOT_DURATION_MINUTES=30",
      "SCHEDULE_DAYS_AHEAD=14", "SCHEDULER_INTERVAL_MINUTES=5", "SCHEDULER_LOG_LEVEL=Debug",
      "SCHEDULER_TIMEZONE=UTC" },
    ",,,,,10:00-11:00, slot=30 days=14 every=5 level=128 url=" },
};

static void
test_good (gconstpointer data)
{
  const Good *row = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) settings = read_with (row->set, &error);

  g_assert_no_error (error);

  g_autofree char *text = print_settings (settings);

  g_assert_cmpstr (text, ==, row->settings);
  g_assert_cmpuint (settings->workspaces->len, ==, 0);
}

/* What has no variable has its default. */
static void
test_other_defaults (void)
{
  const char *const nothing[MAX_SET] = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) settings = read_with (nothing, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sk_rules_get_buffer_minutes (settings->rules), ==, 0);
  g_assert_cmpint (sk_rules_get_stability (settings->rules), ==, SK_STABILITY_STEADY);
  g_assert_true (sk_rules_get_due_dates (settings->rules));
  g_assert_true (sk_rules_get_fill_today (settings->rules));
  g_assert_cmpfloat (sk_rules_get_default_duration_hours (settings->rules), ==, 1);
  g_assert_cmpint (sk_rules_get_day_limit_percent (settings->rules), ==, 100);
  g_assert_null (settings->notion_url);
  g_assert_cmpint (settings->poll_minutes, ==, 2);
  g_assert_true (settings->keep_my_moves);
  g_assert_false (settings->notify_start);
}

/* --- when to write --- */

static const struct
{
  const char *name;
  const char *set[MAX_SET];
  SkApply     apply;
} applies[] = {
  { "nobody-said", { NULL }, SK_APPLY_REVIEW },
  { "empty", { "SCHEDULER_APPLY=" }, SK_APPLY_REVIEW },
  { "review", { "SCHEDULER_APPLY=review" }, SK_APPLY_REVIEW },
  { "small", { "SCHEDULER_APPLY=small" }, SK_APPLY_SMALL },
  { "automatic", { "SCHEDULER_APPLY=automatic" }, SK_APPLY_AUTOMATIC },
};

static void
test_apply (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) settings = read_with (applies[i].set, &error);

  g_assert_no_error (error);
  g_assert_cmpint (settings->apply, ==, applies[i].apply);
}

/* --- the zone --- */

static const struct
{
  const char *name;
  const char *set[MAX_SET];
  const char *zone;
} zones[] = {
  { "a-named-one", { "SCHEDULER_TIMEZONE=Europe/Berlin" }, "Europe/Berlin" },
  { "a-named-one-wins", { "SCHEDULER_TIMEZONE=UTC", "TZ=Asia/Kathmandu" }, "UTC" },
  { "the-machine's", { "TZ=Asia/Kathmandu" }, "Asia/Kathmandu" },
  { "the-machine's-with-a-colon", { "TZ=:America/New_York" }, "America/New_York" },
  { "empty-is-the-machine's", { "SCHEDULER_TIMEZONE=", "TZ=Asia/Kathmandu" }, "Asia/Kathmandu" },
};

static void
test_zone (gconstpointer data)
{
  const char *const *set = zones[GPOINTER_TO_UINT (data)].set;
  const char *wanted = zones[GPOINTER_TO_UINT (data)].zone;
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (wanted);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) settings = read_with (set, &error);

  g_assert_no_error (error);
  g_assert_nonnull (zone);
  g_assert_cmpstr (sk_rules_get_zone_name (settings->rules), ==, wanted);

  /* and it is that zone, not only its name */
  GTimeZone *read = sk_rules_get_zone (settings->rules);
  gint64 summer = 1782777600;
  int interval = g_time_zone_find_interval (read, G_TIME_TYPE_UNIVERSAL, summer);
  int wanted_interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, summer);

  g_assert_cmpint (g_time_zone_get_offset (read, interval), ==,
                   g_time_zone_get_offset (zone, wanted_interval));
}

static void
test_local_zone (void)
{
  const char *name;
  g_autoptr(GTimeZone) zone = sk_settings_local_zone (&name);
  g_autoptr(GTimeZone) local = g_time_zone_new_local ();

  g_assert_cmpuint (strlen (name), >, 0);
  g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, g_time_zone_get_identifier (local));
}

/* --- what cannot be --- */

typedef struct
{
  const char *name;
  const char *set[MAX_SET];
  const char *variable;         /* which the message names */
} Bad;

static const Bad bad[] = {
  { "interval-0", { "SCHEDULER_INTERVAL_MINUTES=0" }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-1441", { "SCHEDULER_INTERVAL_MINUTES=1441" }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-minus", { "SCHEDULER_INTERVAL_MINUTES=-1" }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-plus", { "SCHEDULER_INTERVAL_MINUTES=+10" }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-fraction", { "SCHEDULER_INTERVAL_MINUTES=2.5" }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-word", { "SCHEDULER_INTERVAL_MINUTES=ten" }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-unit", { "SCHEDULER_INTERVAL_MINUTES=10m" }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-space", { "SCHEDULER_INTERVAL_MINUTES=10 " }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-only-space", { "SCHEDULER_INTERVAL_MINUTES= " }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-wraps", { "SCHEDULER_INTERVAL_MINUTES=4294967306" }, "SCHEDULER_INTERVAL_MINUTES" },
  { "interval-beyond-64-bits", { "SCHEDULER_INTERVAL_MINUTES=18446744073709551626" },
    "SCHEDULER_INTERVAL_MINUTES" },
  { "level", { "SCHEDULER_LOG_LEVEL=LOUD" }, "SCHEDULER_LOG_LEVEL" },
  { "level-number", { "SCHEDULER_LOG_LEVEL=10" }, "SCHEDULER_LOG_LEVEL" },
  { "apply", { "SCHEDULER_APPLY=always" }, "SCHEDULER_APPLY" },
  { "apply-in-capitals", { "SCHEDULER_APPLY=REVIEW" }, "SCHEDULER_APPLY" },
  { "slot-0", { "SLOT_DURATION_MINUTES=0" }, "SLOT_DURATION_MINUTES" },
  { "slot-7", { "SLOT_DURATION_MINUTES=7" }, "SLOT_DURATION_MINUTES" },
  { "slot-45", { "SLOT_DURATION_MINUTES=45" }, "SLOT_DURATION_MINUTES" },
  { "slot-120", { "SLOT_DURATION_MINUTES=120" }, "SLOT_DURATION_MINUTES" },
  { "slot-word", { "SLOT_DURATION_MINUTES=quarter" }, "SLOT_DURATION_MINUTES" },
  { "days-0", { "SCHEDULE_DAYS_AHEAD=0" }, "SCHEDULE_DAYS_AHEAD" },
  { "days-366", { "SCHEDULE_DAYS_AHEAD=366" }, "SCHEDULE_DAYS_AHEAD" },
  { "days-word", { "SCHEDULE_DAYS_AHEAD=week" }, "SCHEDULE_DAYS_AHEAD" },
  { "start-25", { "WORK_START_HOUR=25" }, "WORK_START_HOUR" },
  { "start-minus", { "WORK_START_HOUR=-1" }, "WORK_START_HOUR" },
  { "start-fraction", { "WORK_START_HOUR=9.5" }, "WORK_START_HOUR" },
  { "start-word", { "WORK_START_HOUR=nine" }, "WORK_START_HOUR" },
  { "end-24:30", { "WORK_END_HOUR=24:30" }, "WORK_END_HOUR" },
  { "end-17:60", { "WORK_END_HOUR=17:60" }, "WORK_END_HOUR" },
  { "end-5pm", { "WORK_END_HOUR=5pm" }, "WORK_END_HOUR" },
  { "end-before-start", { "WORK_START_HOUR=17", "WORK_END_HOUR=9" }, "WORK_END_HOUR" },
  { "end-at-start", { "WORK_START_HOUR=9", "WORK_END_HOUR=9:00" }, "WORK_END_HOUR" },
  { "end-before-the-default-start", { "WORK_END_HOUR=8" }, "WORK_END_HOUR" },
  { "start-after-the-default-end", { "WORK_START_HOUR=18" }, "WORK_START_HOUR" },
  { "days-of-the-week", { "WORK_DAYS=monday" }, "WORK_DAYS" },
  { "days-in-german", { "WORK_DAYS=mon,die" }, "WORK_DAYS" },
  { "days-as-numbers", { "WORK_DAYS=1,2,3" }, "WORK_DAYS" },
  { "days-as-a-range", { "WORK_DAYS=mon-fri" }, "WORK_DAYS" },
  { "days-with-spaces", { "WORK_DAYS=mon tue" }, "WORK_DAYS" },
  { "days-with-a-comma-too-many", { "WORK_DAYS=mon,,tue" }, "WORK_DAYS" },
  { "days-with-a-comma-at-the-end", { "WORK_DAYS=mon," }, "WORK_DAYS" },
  { "zone-offset", { "SCHEDULER_TIMEZONE=+01:00" }, "SCHEDULER_TIMEZONE" },
  { "zone-posix", { "SCHEDULER_TIMEZONE=EST5EDT,M3.2.0,M11.1.0" }, "SCHEDULER_TIMEZONE" },
  { "zone-unknown", { "SCHEDULER_TIMEZONE=Europe/Bonn" }, "SCHEDULER_TIMEZONE" },
  { "zone-path", { "SCHEDULER_TIMEZONE=../../etc/passwd" }, "SCHEDULER_TIMEZONE" },
};

static void
test_bad (gconstpointer data)
{
  const Bad *row = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) settings = read_with (row->set, &error);

  g_assert_null (settings);
  g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
  g_assert_nonnull (strstr (error->message, row->variable));

  /* with the value it has, and in a sentence */
  g_assert_true (g_str_has_suffix (error->message, "."));
  if (row->set[1] == NULL && strcmp (row->variable, "WORK_END_HOUR") != 0 &&
      strcmp (row->variable, "WORK_START_HOUR") != 0)
    g_assert_nonnull (strstr (error->message, strchr (row->set[0], '=') + 1));
}

/* --- workspaces --- */

/* "%s" in a value is the directory with the key files. */
typedef struct
{
  const char *name;
  const char *set[MAX_SET];
  const char *workspaces;       /* "NAME=KEY@DATABASE …"; NULL: an error */
  int         code;
  const char *variable;         /* which the message names */
} Workspaces;

#define A_KEY "_NOTION_API_KEY=" KEY
#define A_FILE "_NOTION_API_KEY_FILE=%s/key"
#define A_DATABASE "_NOTION_DB_ID=" DATABASE

static const Workspaces workspaces[] = {
  { "none", { NULL }, "" },
  { "one", { "LIVEPEER" A_KEY, "LIVEPEER" A_DATABASE }, "LIVEPEER=" KEY "@" DATABASE },
  { "plain-is-notion", { "NOTION_API_KEY=" KEY, "NOTION_DB_ID=" DATABASE },
    "Notion=" KEY "@" DATABASE },
  { "a-long-name", { "MY_OTHER_JOB" A_KEY, "MY_OTHER_JOB" A_DATABASE },
    "MY_OTHER_JOB=" KEY "@" DATABASE },
  { "from-a-file", { "WORK" A_FILE, "WORK" A_DATABASE }, "WORK=" OTHER_KEY "@" DATABASE },
  { "plain-from-a-file", { "NOTION_API_KEY_FILE=%s/key", "NOTION_DB_ID=" DATABASE },
    "Notion=" OTHER_KEY "@" DATABASE },
  { "both-the-variable-wins", { "WORK" A_KEY, "WORK" A_FILE, "WORK" A_DATABASE },
    "WORK=" KEY "@" DATABASE },
  { "an-empty-variable-leaves-it-to-the-file",
    { "WORK_NOTION_API_KEY=", "WORK" A_FILE, "WORK" A_DATABASE }, "WORK=" OTHER_KEY "@" DATABASE },
  { "space-around", { "WORK_NOTION_API_KEY= " KEY "\n", "WORK_NOTION_DB_ID= " DATABASE " " },
    "WORK=" KEY "@" DATABASE },
  { "an-address-for-a-database",
    { "WORK" A_KEY, "WORK_NOTION_DB_ID=https://www.notion.so/acme/" DATABASE "?v=1" },
    "WORK=" KEY "@https://www.notion.so/acme/" DATABASE "?v=1" },
  { "by-name", { "ZETA" A_KEY, "ZETA" A_DATABASE, "ALPHA" A_FILE, "ALPHA" A_DATABASE },
    "ALPHA=" OTHER_KEY "@" DATABASE " ZETA=" KEY "@" DATABASE },
  { "by-name-one-beginning-with-the-other",
    { "AB" A_KEY, "AB" A_DATABASE, "A" A_KEY, "A" A_DATABASE, "A_B" A_KEY, "A_B" A_DATABASE },
    "A=" KEY "@" DATABASE " AB=" KEY "@" DATABASE " A_B=" KEY "@" DATABASE },
  { "by-name-with-the-plain-one",
    { "ZETA" A_KEY, "ZETA" A_DATABASE, "NOTION_API_KEY=" KEY, "NOTION_DB_ID=" DATABASE,
      "ALPHA" A_KEY, "ALPHA" A_DATABASE },
    "ALPHA=" KEY "@" DATABASE " Notion=" KEY "@" DATABASE " ZETA=" KEY "@" DATABASE },
  { "other-variables-are-none-of-ours",
    { "SLOTKEEPER_NOTION_URL=https://example.org", "NOTION_API_KEYS=1", "NOTION_DB_ID_OLD=1",
      "XNOTION_API_KEY=1", "NOTION_VERSION=1" }, "" },

  { "only-a-key", { "WORK" A_KEY }, NULL, SK_ERROR_MISSING, "WORK_NOTION_DB_ID" },
  { "only-a-plain-key", { "NOTION_API_KEY=" KEY }, NULL, SK_ERROR_MISSING, "NOTION_DB_ID" },
  { "only-a-key-file", { "WORK" A_FILE }, NULL, SK_ERROR_MISSING, "WORK_NOTION_DB_ID" },
  { "a-key-and-an-empty-database", { "WORK" A_KEY, "WORK_NOTION_DB_ID=" }, NULL,
    SK_ERROR_MISSING, "WORK_NOTION_DB_ID" },
  { "only-a-database", { "WORK" A_DATABASE }, NULL, SK_ERROR_DENIED, "WORK_NOTION_API_KEY" },
  { "only-a-plain-database", { "NOTION_DB_ID=" DATABASE }, NULL, SK_ERROR_DENIED,
    "NOTION_API_KEY" },
  { "a-database-and-an-empty-key", { "WORK_NOTION_API_KEY=", "WORK" A_DATABASE }, NULL,
    SK_ERROR_DENIED, "WORK_NOTION_API_KEY" },
  { "a-database-and-a-key-of-space", { "WORK_NOTION_API_KEY=  ", "WORK" A_DATABASE }, NULL,
    SK_ERROR_DENIED, "WORK_NOTION_API_KEY" },
  { "a-pair-of-two-halves", { "WORK" A_KEY, "HOME" A_DATABASE }, NULL, SK_ERROR_DENIED,
    "HOME_NOTION_API_KEY" },
  { "half-beside-a-whole", { "WORK" A_KEY, "WORK" A_DATABASE, "NOTION_API_KEY=" OTHER_KEY }, NULL,
    SK_ERROR_MISSING, "NOTION_DB_ID" },
  { "a-key-file-that-is-not", { "WORK_NOTION_API_KEY_FILE=%s/none", "WORK" A_DATABASE }, NULL,
    SK_ERROR_DENIED, "WORK_NOTION_API_KEY_FILE" },
  { "a-key-file-that-is-a-directory", { "WORK_NOTION_API_KEY_FILE=%s", "WORK" A_DATABASE }, NULL,
    SK_ERROR_DENIED, "WORK_NOTION_API_KEY_FILE" },
  { "a-key-file-that-is-empty", { "WORK_NOTION_API_KEY_FILE=%s/empty", "WORK" A_DATABASE }, NULL,
    SK_ERROR_DENIED, "WORK_NOTION_API_KEY" },
  { "a-key-where-a-file-is-named", { "WORK_NOTION_API_KEY_FILE=" KEY, "WORK" A_DATABASE }, NULL,
    SK_ERROR_DENIED, "WORK_NOTION_API_KEY_FILE" },
  { "a-bad-setting-beside-a-key", { "WORK" A_KEY, "WORK" A_DATABASE, "WORK_DAYS=" "nie" }, NULL,
    SK_ERROR_SETTING, "WORK_DAYS" },
};

static char *
make_key_files (void)
{
  g_autoptr(GError) error = NULL;
  char *directory = g_dir_make_tmp ("slotkeeper-settings-XXXXXX", &error);

  g_assert_no_error (error);

  g_autofree char *key = g_build_filename (directory, "key", NULL);
  g_autofree char *empty = g_build_filename (directory, "empty", NULL);

  g_assert_true (g_file_set_contents (key, "  " OTHER_KEY "\r\n", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "\n", -1, NULL));

  return directory;
}

static void
remove_key_files (const char *directory)
{
  g_autofree char *key = g_build_filename (directory, "key", NULL);
  g_autofree char *empty = g_build_filename (directory, "empty", NULL);

  g_assert_cmpint (g_remove (key), ==, 0);
  g_assert_cmpint (g_remove (empty), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

static char *
print_workspaces (SkSettings *settings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < settings->workspaces->len; i++)
    {
      const SkWorkspace *workspace = g_ptr_array_index (settings->workspaces, i);

      g_string_append_printf (text, "%s%s=%s@%s", i > 0 ? " " : "",
                              workspace->name, workspace->key, workspace->database);
    }

  return g_string_free (text, FALSE);
}

static void
test_workspaces (gconstpointer data)
{
  const Workspaces *row = data;
  g_autofree char *directory = make_key_files ();
  g_autoptr(GPtrArray) set = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < MAX_SET; i++)
    {
      g_autoptr(GString) value = g_string_new (row->set[i]);

      g_string_replace (value, "%s", directory, 0);
      g_ptr_array_add (set, row->set[i] != NULL ? g_strdup (value->str) : NULL);
    }

  g_autoptr(SkSettings) settings = read_with ((const char *const *) set->pdata, &error);

  remove_key_files (directory);

  if (row->workspaces == NULL)
    {
      g_assert_null (settings);
      g_assert_error (error, SK_ERROR, row->code);
      g_assert_nonnull (strstr (error->message, row->variable));
      g_assert_null (strstr (error->message, KEY));
      g_assert_null (strstr (error->message, OTHER_KEY));
      return;
    }

  g_assert_no_error (error);

  g_autofree char *text = print_workspaces (settings);

  g_assert_cmpstr (text, ==, row->workspaces);
}

/* Whatever else is wrong beside a key, nobody is told the key. */
static void
test_no_error_tells_a_key (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *set[MAX_SET] = { "WORK" A_KEY, "WORK" A_DATABASE, "NOTION_API_KEY=" OTHER_KEY,
                                   "NOTION_DB_ID=" DATABASE };
      g_autoptr(GError) error = NULL;

      for (guint k = 0; bad[i].set[k] != NULL; k++)
        set[4 + k] = bad[i].set[k];

      g_autoptr(SkSettings) settings = read_with (set, &error);

      g_assert_null (settings);
      g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
      g_assert_null (strstr (error->message, KEY));
      g_assert_null (strstr (error->message, OTHER_KEY));
    }
}

#define ADD_ROWS(table, prefix, test)                                                       \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                                          \
    {                                                                                       \
      g_autofree char *path = g_strconcat ("/service/settings/" prefix "/", table[i].name, NULL); \
      g_test_add_data_func (path, &table[i], test);                                         \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS (good, "takes", test_good)
  ADD_ROWS (bad, "refuses", test_bad)
  ADD_ROWS (workspaces, "workspaces", test_workspaces)

  for (guint i = 0; i < G_N_ELEMENTS (applies); i++)
    {
      g_autofree char *path = g_strconcat ("/service/settings/apply/", applies[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_apply);
    }
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *path = g_strconcat ("/service/settings/zone/", zones[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_zone);
    }

  g_test_add_func ("/service/settings/other-defaults", test_other_defaults);
  g_test_add_func ("/service/settings/zone/of-this-machine", test_local_zone);
  g_test_add_func ("/service/settings/no-error-tells-a-key", test_no_error_tells_a_key);

  return g_test_run ();
}
