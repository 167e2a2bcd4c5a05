/* test-tasks-codec.c — the task file, read, refused, and written into
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-json.h"
#include "sk-tasks-codec.h"
#include "sk-time-codec.h"

#include <string.h>

#define SEED 20261123
#define MANY_FILES 400

/* A file with more keys, and a file whose fourth task has more keys. */
#define FILE_WITH(keys) \
  "{\"format\": \"slotkeeper-tasks/1\", " keys ", \"tasks\": []}"
#define TASK_WITH(keys) \
  "{\"format\": \"slotkeeper-tasks/1\", \"tasks\": [" \
  "{\"id\": \"a\", \"title\": \"A\"}, {\"id\": \"b\", \"title\": \"B\"}, " \
  "{\"id\": \"c\", \"title\": \"C\"}, {\"id\": \"d\", \"title\": \"D\", " keys "}]}"

/* --- helpers --- */

static SkSnapshot *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Kathmandu");

  return sk_tasks_codec_read (text, strlen (text), "file", "Asia/Kathmandu", zone, error);
}

static SkSnapshot *
read_well (const char *text)
{
  g_autoptr(GError) error = NULL;
  SkSnapshot *snapshot = read_text (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (snapshot);

  return snapshot;
}

static SkWhen
when (const char *text)
{
  SkWhen parsed = { SK_WHEN_NONE, 0 };

  if (text != NULL)
    g_assert_true (sk_when_parse (text, &parsed));

  return parsed;
}

static gint64
moment (const char *text)
{
  SkWhen parsed = when (text);

  g_assert_cmpint (parsed.kind, ==, SK_WHEN_INSTANT);

  return parsed.value;
}

static void
assert_when (SkWhen      actual,
             const char *wanted)
{
  SkWhen expected = when (wanted);

  g_assert_cmpint (actual.kind, ==, expected.kind);
  g_assert_true (sk_when_equal (actual, expected));
}

static void
assert_ranges (SkRules    *rules,
               const char *date,
               const char *wanted)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n;
  const SkRange *ranges = sk_rules_get_ranges (rules, when (date).value, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%02d:%02d-%02d:%02d", i > 0 ? " " : "",
                            ranges[i].start_minute / 60, ranges[i].start_minute % 60,
                            ranges[i].end_minute / 60, ranges[i].end_minute % 60);

  g_assert_cmpstr (text->str, ==, wanted);
}

/* --- the example of the format --- */

static const char example[] =
  "{\n"
  "  \"format\": \"slotkeeper-tasks/1\",\n"
  "  \"timezone\": \"Europe/Berlin\",\n"
  "  \"hours\": {\"mon\": [\"09:00-12:30\", \"13:30-17:00\"], \"tue\": [\"09:00-17:00\"],"
  " \"sat\": [], \"sun\": []},\n"
  "  \"exceptions\": [{\"date\": \"2026-12-24\", \"hours\": [\"09:00-12:00\"]},"
  " {\"date\": \"2026-12-25\", \"hours\": []}],\n"
  "  \"slot_minutes\": 15, \"days_ahead\": 7, \"buffer_minutes\": 0,\n"
  "  \"rules\": {\"stability\": \"steady\", \"due_dates\": true, \"fill_today\": true,"
  " \"default_duration_hours\": 1, \"day_limit_percent\": 100},\n"
  "  \"busy\": [{\"start\": \"2026-11-24T10:00:00+01:00\", \"end\": \"2026-11-24T11:00:00+01:00\","
  " \"title\": \"Stand-up\"}],\n"
  "  \"bans\": [{\"task\": \"fix-bug\", \"start\": \"2026-11-24T09:00:00+01:00\","
  " \"end\": \"2026-11-24T10:30:00+01:00\"}],\n"
  "  \"tasks\": [\n"
  "    {\n"
  "      \"id\": \"fix-bug\", \"title\": \"Fix bug\", \"url\": \"https://…\","
  " \"workspace\": \"Livepeer\", \"revision\": \"…\",\n"
  "      \"rank\": 95.6, \"status\": \"Not started\", \"duration_hours\": 1.5,"
  " \"due\": \"2026-11-25\", \"earliest_start\": null,\n"
  "      \"auto_schedule\": true, \"pinned\": false,\n"
  "      \"scheduled\": {\"start\": \"2026-11-24T09:00:00+01:00\","
  " \"end\": \"2026-11-24T10:30:00+01:00\"},\n"
  "      \"last_scheduled\": \"2026-11-23T08:00:00+01:00\", \"blocked_by\": [\"write-test\"]\n"
  "    },\n"
  "    {\"id\": \"write-test\", \"title\": \"\"}\n"
  "  ]\n"
  "}\n";

static void
test_example_rules (void)
{
  g_autoptr(SkSnapshot) snapshot = read_well (example);
  SkRules *rules = sk_snapshot_get_rules (snapshot);

  g_assert_cmpstr (sk_rules_get_zone_name (rules), ==, "Europe/Berlin");
  g_assert_cmpstr (g_time_zone_get_identifier (sk_rules_get_zone (rules)), ==, "Europe/Berlin");
  assert_ranges (rules, "2026-11-23", "09:00-12:30 13:30-17:00");
  assert_ranges (rules, "2026-11-24", "09:00-17:00");
  assert_ranges (rules, "2026-11-25", "");
  assert_ranges (rules, "2026-11-28", "");
  assert_ranges (rules, "2026-12-24", "09:00-12:00");
  assert_ranges (rules, "2026-12-25", "");
  g_assert_cmpint (sk_rules_get_slot_minutes (rules), ==, 15);
  g_assert_cmpint (sk_rules_get_days_ahead (rules), ==, 7);
  g_assert_cmpint (sk_rules_get_buffer_minutes (rules), ==, 0);
  g_assert_cmpint (sk_rules_get_stability (rules), ==, SK_STABILITY_STEADY);
  g_assert_true (sk_rules_get_due_dates (rules));
  g_assert_true (sk_rules_get_fill_today (rules));
  g_assert_cmpfloat (sk_rules_get_default_duration_hours (rules), ==, 1);
  g_assert_cmpint (sk_rules_get_day_limit_percent (rules), ==, 100);
  g_assert_cmpuint (sk_snapshot_get_n_notes (snapshot), ==, 0);
}

static void
test_example_spans (void)
{
  g_autoptr(SkSnapshot) snapshot = read_well (example);

  g_assert_cmpuint (sk_snapshot_get_n_busy (snapshot), ==, 1);

  const SkBusy *busy = sk_snapshot_get_busy (snapshot, 0);

  g_assert_cmpint (busy->span.start, ==, moment ("2026-11-24T10:00:00+01:00"));
  g_assert_cmpint (busy->span.end, ==, moment ("2026-11-24T11:00:00+01:00"));
  g_assert_cmpstr (busy->title, ==, "Stand-up");
  g_assert_cmpuint (sk_snapshot_get_n_bans (snapshot), ==, 1);

  const SkBan *ban = sk_snapshot_get_ban (snapshot, 0);

  g_assert_cmpstr (ban->task, ==, "fix-bug");
  g_assert_cmpint (ban->span.start, ==, moment ("2026-11-24T09:00:00+01:00"));
  g_assert_cmpint (ban->span.end, ==, moment ("2026-11-24T10:30:00+01:00"));
  g_assert_cmpuint (sk_snapshot_get_n_notes (snapshot), ==, 0);
}

static void
test_example_tasks (void)
{
  g_autoptr(SkSnapshot) snapshot = read_well (example);
  double rank, hours;
  guint i;

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 2);
  g_assert_true (sk_snapshot_find (snapshot, "fix-bug", &i));
  g_assert_cmpuint (i, ==, 0);

  SkTask *task = sk_snapshot_get_task (snapshot, 0);

  g_assert_cmpstr (sk_task_get_id (task), ==, "fix-bug");
  g_assert_cmpstr (sk_task_get_title (task), ==, "Fix bug");
  g_assert_cmpstr (sk_task_get_url (task), ==, "https://…");
  g_assert_cmpstr (sk_task_get_workspace (task), ==, "Livepeer");
  g_assert_cmpstr (sk_task_get_source (task), ==, "file");
  g_assert_cmpstr (sk_task_get_revision (task), ==, "…");
  g_assert_cmpstr (sk_task_get_status (task), ==, "Not started");
  g_assert_cmpint (sk_task_get_standing (task), ==, SK_STANDING_OPEN);
  g_assert_true (sk_task_get_rank (task, &rank));
  g_assert_cmpfloat (rank, ==, 95.6);
  g_assert_true (sk_task_get_duration_hours (task, &hours));
  g_assert_cmpfloat (hours, ==, 1.5);
  assert_when (sk_task_get_due (task), "2026-11-25");
  assert_when (sk_task_get_earliest_start (task), NULL);
  g_assert_false (sk_task_is_opted_out (task));
  g_assert_false (sk_task_is_pinned (task));
  assert_when (sk_task_get_scheduled_start (task), "2026-11-24T09:00:00+01:00");
  assert_when (sk_task_get_scheduled_end (task), "2026-11-24T10:30:00+01:00");
  assert_when (sk_task_get_last_scheduled (task), "2026-11-23T08:00:00+01:00");
  g_assert_cmpstr (sk_task_get_scheduled_json (task), ==,
                   "{\"start\": \"2026-11-24T09:00:00+01:00\", "
                   "\"end\": \"2026-11-24T10:30:00+01:00\"}");
  g_assert_cmpstr (sk_task_get_last_scheduled_json (task), ==, "\"2026-11-23T08:00:00+01:00\"");
  g_assert_cmpstr (sk_task_get_blocked_by (task)[0], ==, "write-test");
  g_assert_null (sk_task_get_blocked_by (task)[1]);
}

/* --- what is not said --- */

static void
assert_bare_task (SkTask *task)
{
  g_assert_null (sk_task_get_url (task));
  g_assert_null (sk_task_get_workspace (task));
  g_assert_null (sk_task_get_revision (task));
  g_assert_cmpstr (sk_task_get_status (task), ==, "Not started");
  g_assert_cmpint (sk_task_get_standing (task), ==, SK_STANDING_OPEN);
  g_assert_false (sk_task_get_rank (task, NULL));
  g_assert_false (sk_task_get_duration_hours (task, NULL));
  g_assert_false (sk_when_is_set (sk_task_get_due (task)));
  g_assert_false (sk_when_is_set (sk_task_get_earliest_start (task)));
  g_assert_false (sk_when_is_set (sk_task_get_scheduled_start (task)));
  g_assert_false (sk_when_is_set (sk_task_get_scheduled_end (task)));
  g_assert_false (sk_when_is_set (sk_task_get_last_scheduled (task)));
  g_assert_null (sk_task_get_scheduled_json (task));
  g_assert_null (sk_task_get_last_scheduled_json (task));
  g_assert_false (sk_task_is_opted_out (task));
  g_assert_false (sk_task_is_pinned (task));
  g_assert_null (sk_task_get_blocked_by (task)[0]);
}

static void
assert_bare (SkSnapshot *snapshot)
{
  SkRules *rules = sk_snapshot_get_rules (snapshot);

  g_assert_cmpstr (sk_rules_get_zone_name (rules), ==, "Asia/Kathmandu");
  g_assert_cmpstr (g_time_zone_get_identifier (sk_rules_get_zone (rules)), ==, "Asia/Kathmandu");
  assert_ranges (rules, "2026-11-23", "09:00-17:00");
  assert_ranges (rules, "2026-11-27", "09:00-17:00");
  assert_ranges (rules, "2026-11-28", "");
  assert_ranges (rules, "2026-11-29", "");
  g_assert_cmpint (sk_rules_get_slot_minutes (rules), ==, 15);
  g_assert_cmpint (sk_rules_get_days_ahead (rules), ==, 7);
  g_assert_cmpint (sk_rules_get_buffer_minutes (rules), ==, 0);
  g_assert_cmpint (sk_rules_get_stability (rules), ==, SK_STABILITY_STEADY);
  g_assert_true (sk_rules_get_due_dates (rules));
  g_assert_true (sk_rules_get_fill_today (rules));
  g_assert_cmpfloat (sk_rules_get_default_duration_hours (rules), ==, 1);
  g_assert_cmpint (sk_rules_get_day_limit_percent (rules), ==, 100);
  g_assert_cmpuint (sk_snapshot_get_n_busy (snapshot), ==, 0);
  g_assert_cmpuint (sk_snapshot_get_n_bans (snapshot), ==, 0);
  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 1);
  assert_bare_task (sk_snapshot_get_task (snapshot, 0));
}

static void
test_left_out (void)
{
  g_autoptr(SkSnapshot) snapshot = read_well (
    "{\"format\": \"slotkeeper-tasks/1\", \"tasks\": [{\"id\": \"a\", \"title\": \"A\"}]}");

  assert_bare (snapshot);
}

static void
test_null_is_left_out (void)
{
  g_autoptr(SkSnapshot) snapshot = read_well (
    "{\"format\": \"slotkeeper-tasks/1\", \"timezone\": null, \"hours\": null,"
    " \"exceptions\": null, \"slot_minutes\": null, \"days_ahead\": null,"
    " \"buffer_minutes\": null, \"rules\": null, \"busy\": null, \"bans\": null, \"tasks\": ["
    "{\"id\": \"a\", \"title\": \"A\", \"url\": null, \"workspace\": null, \"revision\": null,"
    " \"rank\": null, \"status\": null, \"duration_hours\": null, \"due\": null,"
    " \"earliest_start\": null, \"auto_schedule\": null, \"pinned\": null, \"scheduled\": null,"
    " \"last_scheduled\": null, \"blocked_by\": null}]}");

  assert_bare (snapshot);
}

static void
test_rules_left_out (void)
{
  static const char *const texts[] = {
    FILE_WITH ("\"rules\": {}"),
    FILE_WITH ("\"rules\": {\"stability\": null, \"due_dates\": null, \"fill_today\": null,"
               " \"default_duration_hours\": null, \"day_limit_percent\": null}"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(SkSnapshot) snapshot = read_well (texts[i]);
      SkRules *rules = sk_snapshot_get_rules (snapshot);

      g_assert_cmpint (sk_rules_get_stability (rules), ==, SK_STABILITY_STEADY);
      g_assert_true (sk_rules_get_due_dates (rules));
      g_assert_true (sk_rules_get_fill_today (rules));
      g_assert_cmpfloat (sk_rules_get_default_duration_hours (rules), ==, 1);
      g_assert_cmpint (sk_rules_get_day_limit_percent (rules), ==, 100);
    }
}

static void
test_other_rules (void)
{
  g_autoptr(SkSnapshot) snapshot = read_well (
    FILE_WITH ("\"slot_minutes\": 60, \"days_ahead\": 365, \"buffer_minutes\": 5e0,"
               " \"rules\": {\"stability\": \"rebuild\", \"due_dates\": false,"
               " \"fill_today\": false, \"default_duration_hours\": 0.25,"
               " \"day_limit_percent\": 80}"));
  g_autoptr(SkSnapshot) keeping =
    read_well (FILE_WITH ("\"rules\": {\"stability\": \"keep-all\"}"));
  SkRules *rules = sk_snapshot_get_rules (snapshot);

  g_assert_cmpint (sk_rules_get_slot_minutes (rules), ==, 60);
  g_assert_cmpint (sk_rules_get_days_ahead (rules), ==, 365);
  g_assert_cmpint (sk_rules_get_buffer_minutes (rules), ==, 5);
  g_assert_cmpint (sk_rules_get_stability (rules), ==, SK_STABILITY_REBUILD);
  g_assert_false (sk_rules_get_due_dates (rules));
  g_assert_false (sk_rules_get_fill_today (rules));
  g_assert_cmpfloat (sk_rules_get_default_duration_hours (rules), ==, 0.25);
  g_assert_cmpint (sk_rules_get_day_limit_percent (rules), ==, 80);
  g_assert_cmpuint (sk_snapshot_get_n_notes (snapshot), ==, 0);
  g_assert_cmpint (sk_rules_get_stability (sk_snapshot_get_rules (keeping)), ==,
                   SK_STABILITY_KEEP_ALL);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *date;
  const char *ranges;
} Hours;

static const Hours hours_rows[] = {
  { "touching-ranges-are-two",
    FILE_WITH ("\"hours\": {\"mon\": [\"09:00-12:00\", \"12:00-17:00\"]}"),
    "2026-11-23", "09:00-12:00 12:00-17:00" },
  { "to-the-end-of-the-day", FILE_WITH ("\"hours\": {\"mon\": [\"22:00-24:00\"]}"),
    "2026-11-23", "22:00-24:00" },
  { "all-day", FILE_WITH ("\"hours\": {\"mon\": [\"00:00-24:00\"]}"), "2026-11-23", "00:00-24:00" },
  { "in-any-order",
    FILE_WITH ("\"hours\": {\"mon\": [\"13:00-17:00\", \"05:00-06:00\", \"09:00-12:00\"]}"),
    "2026-11-23", "05:00-06:00 09:00-12:00 13:00-17:00" },
  { "a-weekday-left-out-is-closed", FILE_WITH ("\"hours\": {\"sun\": [\"09:00-12:00\"]}"),
    "2026-11-23", "" },
  { "a-weekday-that-is-null-is-closed", FILE_WITH ("\"hours\": {\"mon\": null}"),
    "2026-11-23", "" },
  { "no-weekday-at-all", FILE_WITH ("\"hours\": {}"), "2026-11-24", "" },
  { "each-weekday-is-its-own",
    FILE_WITH ("\"hours\": {\"sun\": [\"01:00-02:00\"], \"sat\": [\"02:00-03:00\"],"
               " \"fri\": [\"03:00-04:00\"], \"wed\": [\"05:00-06:00\"]}"),
    "2026-11-29", "01:00-02:00" },
  { "an-exception-without-hours-given",
    FILE_WITH ("\"exceptions\": [{\"date\": \"2026-11-28\","
               " \"hours\": [\"10:00-11:00\", \"09:00-10:00\"]}]"),
    "2026-11-28", "09:00-10:00 10:00-11:00" },
  { "an-exception-before-the-hours", FILE_WITH ("\"exceptions\": [{\"hours\": [],"
                                                " \"date\": \"2026-11-23\"}],"
                                                " \"hours\": {\"mon\": [\"09:00-12:00\"]}"),
    "2026-11-23", "" },
};

static void
test_hours (gconstpointer data)
{
  const Hours *row = data;
  g_autoptr(SkSnapshot) snapshot = read_well (row->text);

  assert_ranges (sk_snapshot_get_rules (snapshot), row->date, row->ranges);
}

static void
test_standings (void)
{
  static const struct
  {
    const char *status;
    SkStanding  standing;
  } rows[] = {
    { "Completed", SK_STANDING_DONE },
    { "Done", SK_STANDING_DONE },
    { "Canceled", SK_STANDING_CANCELED },
    { "Cancelled", SK_STANDING_CANCELED },
    { "Backlog", SK_STANDING_BACKLOG },
    { "done", SK_STANDING_DONE },
    { "BACKLOG", SK_STANDING_BACKLOG },
    { "Not started", SK_STANDING_OPEN },
    { "In progress", SK_STANDING_OPEN },
    { "Done?", SK_STANDING_OPEN },
    { "Not done", SK_STANDING_OPEN },
    { "", SK_STANDING_OPEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (TASK_WITH ("\"status\": \"%s\""), rows[i].status);
      g_autoptr(SkSnapshot) snapshot = read_well (text);
      SkTask *task = sk_snapshot_get_task (snapshot, 3);

      g_assert_cmpstr (sk_task_get_status (task), ==, rows[i].status);
      g_assert_cmpint (sk_task_get_standing (task), ==, rows[i].standing);
    }
}

/* --- odd, but no error --- */

static const struct
{
  const char *name;
  const char *text;
} odd[] = {
  { "no-tasks", FILE_WITH ("\"busy\": []") },
  { "an-empty-busy-time", FILE_WITH ("\"busy\": [{\"start\": \"2026-11-24T10:00Z\","
                                     " \"end\": \"2026-11-24T11:00+01:00\"}]") },
  { "an-empty-ban", FILE_WITH ("\"bans\": [{\"task\": \"a\", \"start\": \"2026-11-24T10:00Z\","
                               " \"end\": \"2026-11-24T10:00Z\"}]") },
  { "a-busy-time-without-a-title", FILE_WITH ("\"busy\": [{\"start\": \"2026-11-24T10:00Z\","
                                              " \"end\": \"2026-11-24T11:00Z\"}]") },
  { "an-empty-title", TASK_WITH ("\"rank\": 1, \"status\": \"\"") },
  { "a-rank-of-any-size", TASK_WITH ("\"rank\": -1e300") },
  { "a-negative-duration", TASK_WITH ("\"duration_hours\": -1") },
  { "a-duration-of-0", TASK_WITH ("\"duration_hours\": 0") },
  { "scheduled-on-a-date", TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24\"}") },
  { "scheduled-for-nothing", TASK_WITH ("\"scheduled\": {}") },
  { "scheduled-for-null", TASK_WITH ("\"scheduled\": {\"start\": null, \"end\": null}") },
  { "scheduled-on-two-dates", TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24\","
                                         " \"end\": \"2026-11-24\"}") },
  { "scheduled-without-an-end", TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24T09:00Z\","
                                           " \"end\": null}") },
  { "scheduled-for-no-time", TASK_WITH ("\"scheduled\": {\"end\": \"2026-11-24T09:00Z\","
                                        " \"start\": \"2026-11-24T09:00Z\"}") },
  { "scheduled-from-a-date-to-a-time", TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24\","
                                                  " \"end\": \"2026-11-26T09:00Z\"}") },
  { "last-scheduled-on-a-date", TASK_WITH ("\"last_scheduled\": \"2026-11-24\"") },
  { "blocked-by-itself", TASK_WITH ("\"blocked_by\": [\"d\"]") },
  { "blocked-by-a-task-before", TASK_WITH ("\"blocked_by\": [\"a\", \"b\"]") },
  { "blocked-by-nothing", TASK_WITH ("\"blocked_by\": []") },
  { "pinned-without-a-time", TASK_WITH ("\"pinned\": true") },
};

static void
test_odd (gconstpointer data)
{
  g_autoptr(SkSnapshot) snapshot = read_well (data);

  g_assert_nonnull (sk_snapshot_get_rules (snapshot));
}

static void
test_forward_blocker (void)
{
  g_autoptr(SkSnapshot) snapshot = read_well (
    "{\"format\": \"slotkeeper-tasks/1\", \"tasks\": ["
    "{\"blocked_by\": [\"b\"], \"title\": \"A\", \"id\": \"a\"},"
    " {\"id\": \"b\", \"title\": \"B\"}]}");

  g_assert_cmpstr (sk_task_get_blocked_by (sk_snapshot_get_task (snapshot, 0))[0], ==, "b");
}

static void
test_byte_order_mark (void)
{
  g_autofree char *text = g_strconcat ("\xef\xbb\xbf", example, NULL);
  g_autoptr(SkSnapshot) snapshot = read_well (text);

  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, 2);
}

/* --- errors --- */

typedef struct
{
  const char *name;
  const char *text;
  const char *message;          /* how it begins: the place, and what is wrong there */
} Wrong;

#define A_TASK "{\"id\": \"a\", \"title\": \"A\"}"
#define TASKS(tasks) "{\"format\": \"slotkeeper-tasks/1\", \"tasks\": " tasks "}"

static const Wrong wrong[] = {
  /* not JSON */
  { "empty", "", "line 1, column 1: " },
  { "cut", "{\"format\": \"slotkeeper-tasks/1\",", "line 1, column 33: " },
  { "a-key-twice", "{\"tasks\": [],\n \"tasks\": []}", "tasks: line 2, column 2: " },
  { "a-rank-twice", TASK_WITH ("\"rank\": 1, \"rank\": 2"), "tasks[3].rank: line 1, column 162: " },
  { "a-rank-that-is-not-finite", TASK_WITH ("\"rank\": 1e400"),
    "tasks[3].rank: line 1, column 159: " },
  { "a-duration-that-is-not-finite", TASK_WITH ("\"duration_hours\": -1e999"),
    "tasks[3].duration_hours: line 1, column 169: " },

  /* the whole */
  { "a-list", "[]", "must be an object" },
  { "null", "null", "must be an object" },
  { "a-text", "\"tasks\"", "must be an object" },
  { "no-format", "{\"tasks\": []}", "format: is missing" },
  { "null-format", "{\"format\": null, \"tasks\": []}", "format: may not be null" },
  { "another-format", "{\"format\": \"slotkeeper-plan/1\", \"tasks\": []}",
    "format: must be “slotkeeper-tasks/1”" },
  { "a-later-format", "{\"format\": \"slotkeeper-tasks/2\", \"tasks\": []}", "format: must be “" },
  { "a-format-number", "{\"format\": 1, \"tasks\": []}", "format: must be a text" },
  { "no-tasks", "{\"format\": \"slotkeeper-tasks/1\"}", "tasks: is missing" },
  { "null-tasks", TASKS ("null"), "tasks: may not be null" },
  { "tasks-by-id", TASKS ("{}"), "tasks: must be a list" },
  { "unknown-key", FILE_WITH ("\"time_zone\": \"UTC\""), "time_zone: unknown key" },
  { "unknown-key-with-null", FILE_WITH ("\"notes\": null"), "notes: unknown key" },
  { "a-key-in-capitals", FILE_WITH ("\"Busy\": []"), "Busy: unknown key" },
  { "an-empty-key", FILE_WITH ("\"\": 1"), "" },

  /* rules */
  { "zone-offset", FILE_WITH ("\"timezone\": \"+01:00\""), "timezone: “+01:00” is no time zone" },
  { "zone-unknown", FILE_WITH ("\"timezone\": \"Europe/Bonn\""), "timezone: “Europe/Bonn” is no" },
  { "zone-empty", FILE_WITH ("\"timezone\": \"\""), "timezone: “” is no time zone" },
  { "zone-path", FILE_WITH ("\"timezone\": \"../../etc/passwd\""),
    "timezone: “../../etc/passwd” is" },
  { "zone-number", FILE_WITH ("\"timezone\": 1"), "timezone: must be a text" },
  { "zone-list", FILE_WITH ("\"timezone\": [\"UTC\"]"), "timezone: must be a text" },
  { "hours-list", FILE_WITH ("\"hours\": []"), "hours: must be an object" },
  { "hours-text", FILE_WITH ("\"hours\": \"09:00-17:00\""), "hours: must be an object" },
  { "hours-weekday", FILE_WITH ("\"hours\": {\"monday\": []}"), "hours.monday: unknown key" },
  { "hours-of-a-day-as-text", FILE_WITH ("\"hours\": {\"mon\": \"09:00-17:00\"}"),
    "hours.mon: must be a list" },
  { "hours-null-range", FILE_WITH ("\"hours\": {\"mon\": [null]}"),
    "hours.mon[0]: may not be null" },
  { "hours-number", FILE_WITH ("\"hours\": {\"mon\": [9]}"), "hours.mon[0]: must be a text" },
  { "hours-short", FILE_WITH ("\"hours\": {\"mon\": [\"9-17\"]}"),
    "hours.mon[0]: must be a range of a day" },
  { "hours-backwards", FILE_WITH ("\"hours\": {\"mon\": [\"17:00-09:00\"]}"),
    "hours.mon[0]: must be a range of a day" },
  { "hours-empty-range", FILE_WITH ("\"hours\": {\"tue\": [\"09:00-10:00\", \"12:00-12:00\"]}"),
    "hours.tue[1]: must be a range of a day" },
  { "hours-beyond-the-day", FILE_WITH ("\"hours\": {\"sun\": [\"22:00-24:15\"]}"),
    "hours.sun[0]: must be a range of a day" },
  { "hours-overlap", FILE_WITH ("\"hours\": {\"wed\": [\"09:00-12:00\", \"11:45-17:00\"]}"),
    "hours.wed[1]: overlaps" },
  { "hours-overlap-the-other-way",
    FILE_WITH ("\"hours\": {\"wed\": [\"11:45-17:00\", \"09:00-12:00\"]}"),
    "hours.wed[1]: overlaps" },
  { "hours-inside",
    FILE_WITH ("\"hours\": {\"wed\": [\"09:00-17:00\", \"08:00-09:00\", \"12:00-13:00\"]}"),
    "hours.wed[2]: overlaps" },
  { "hours-twice", FILE_WITH ("\"hours\": {\"wed\": [\"09:00-17:00\", \"09:00-17:00\"]}"),
    "hours.wed[1]: overlaps" },
  { "exceptions-object", FILE_WITH ("\"exceptions\": {\"2026-12-24\": []}"),
    "exceptions: must be a list" },
  { "exceptions-null", FILE_WITH ("\"exceptions\": [null]"), "exceptions[0]: may not be null" },
  { "exceptions-text", FILE_WITH ("\"exceptions\": [\"2026-12-24\"]"),
    "exceptions[0]: must be an object" },
  { "exceptions-no-date", FILE_WITH ("\"exceptions\": [{\"hours\": []}]"),
    "exceptions[0].date: is missing" },
  { "exceptions-no-hours", FILE_WITH ("\"exceptions\": [{\"date\": \"2026-12-24\"}]"),
    "exceptions[0].hours: is missing" },
  { "exceptions-null-hours",
    FILE_WITH ("\"exceptions\": [{\"date\": \"2026-12-24\", \"hours\": null}]"),
    "exceptions[0].hours: may not be null" },
  { "exceptions-bad-date",
    FILE_WITH ("\"exceptions\": [{\"date\": \"2026-02-30\", \"hours\": []}]"),
    "exceptions[0].date: must be a date" },
  { "exceptions-time",
    FILE_WITH ("\"exceptions\": [{\"date\": \"2026-12-24T09:00Z\", \"hours\": []}]"),
    "exceptions[0].date: must be a date" },
  { "exceptions-bad-range",
    FILE_WITH ("\"exceptions\": [{\"date\": \"2026-12-24\", \"hours\": [\"9\"]}]"),
    "exceptions[0].hours[0]: must be a range" },
  { "exceptions-overlap", FILE_WITH ("\"exceptions\": [{\"date\": \"2026-12-24\","
                                     " \"hours\": [\"09:00-12:00\", \"10:00-11:00\"]}]"),
    "exceptions[0].hours[1]: overlaps" },
  { "exceptions-unknown-key",
    FILE_WITH ("\"exceptions\": [{\"date\": \"2026-12-24\", \"hours\": [],"
               " \"title\": \"Xmas\"}]"),
    "exceptions[0].title: unknown key" },
  { "exceptions-twice", FILE_WITH ("\"exceptions\": [{\"date\": \"2026-12-24\", \"hours\": []},"
                                   " {\"date\": \"2026-12-25\", \"hours\": []},"
                                   " {\"hours\": [\"09:00-12:00\"], \"date\": \"2026-12-24\"}]"),
    "exceptions[2]: another exception has the same date" },
  { "slot-7", FILE_WITH ("\"slot_minutes\": 7"), "slot_minutes: must be 5, 10, 15, 20, 30 or 60" },
  { "slot-0", FILE_WITH ("\"slot_minutes\": 0"), "slot_minutes: must be" },
  { "slot-90", FILE_WITH ("\"slot_minutes\": 90"), "slot_minutes: must be" },
  { "slot-minus", FILE_WITH ("\"slot_minutes\": -15"), "slot_minutes: must be" },
  { "slot-huge", FILE_WITH ("\"slot_minutes\": 1e300"), "slot_minutes: must be" },
  { "slot-beyond-64-bits", FILE_WITH ("\"slot_minutes\": 18446744073709551631"),
    "slot_minutes: must be" },
  { "slot-beyond-32-bits", FILE_WITH ("\"slot_minutes\": 4294967311"), "slot_minutes: must be" },
  { "slot-fraction", FILE_WITH ("\"slot_minutes\": 15.5"), "slot_minutes: must be" },
  { "slot-text", FILE_WITH ("\"slot_minutes\": \"15\""), "slot_minutes: must be a number" },
  { "slot-true", FILE_WITH ("\"slot_minutes\": true"), "slot_minutes: must be a number" },
  { "days-0", FILE_WITH ("\"days_ahead\": 0"), "days_ahead: must be a whole number from 1 to 365" },
  { "days-366", FILE_WITH ("\"days_ahead\": 366"), "days_ahead: must be a whole number from 1" },
  { "days-fraction", FILE_WITH ("\"days_ahead\": 6.5"), "days_ahead: must be a whole number" },
  { "days-list", FILE_WITH ("\"days_ahead\": [7]"), "days_ahead: must be a number" },
  { "buffer-minus", FILE_WITH ("\"buffer_minutes\": -1"),
    "buffer_minutes: must be a whole number" },
  { "buffer-over-a-day", FILE_WITH ("\"buffer_minutes\": 1441"),
    "buffer_minutes: must be a whole" },
  { "buffer-object", FILE_WITH ("\"buffer_minutes\": {}"), "buffer_minutes: must be a number" },
  { "rules-list", FILE_WITH ("\"rules\": []"), "rules: must be an object" },
  { "rules-unknown-key", FILE_WITH ("\"rules\": {\"slot_minutes\": 15}"),
    "rules.slot_minutes: unknown key" },
  { "stability-nonsense", FILE_WITH ("\"rules\": {\"stability\": \"nonsense\"}"),
    "rules.stability: must be one of steady, keep-all, rebuild" },
  { "stability-in-capitals", FILE_WITH ("\"rules\": {\"stability\": \"Steady\"}"),
    "rules.stability: must be one of" },
  { "stability-empty", FILE_WITH ("\"rules\": {\"stability\": \"\"}"),
    "rules.stability: must be one" },
  { "stability-number", FILE_WITH ("\"rules\": {\"stability\": 1}"),
    "rules.stability: must be a text" },
  { "due-dates-number", FILE_WITH ("\"rules\": {\"due_dates\": 1}"),
    "rules.due_dates: must be true or false" },
  { "fill-today-text", FILE_WITH ("\"rules\": {\"fill_today\": \"yes\"}"),
    "rules.fill_today: must be true or false" },
  { "default-duration-0", FILE_WITH ("\"rules\": {\"default_duration_hours\": 0}"),
    "rules.default_duration_hours: must be a number of hours above 0" },
  { "default-duration-minus", FILE_WITH ("\"rules\": {\"default_duration_hours\": -1}"),
    "rules.default_duration_hours: must be" },
  { "default-duration-over-a-year", FILE_WITH ("\"rules\": {\"default_duration_hours\": 8761}"),
    "rules.default_duration_hours: must be" },
  { "default-duration-text", FILE_WITH ("\"rules\": {\"default_duration_hours\": \"1\"}"),
    "rules.default_duration_hours: must be a number" },
  { "day-limit-0", FILE_WITH ("\"rules\": {\"day_limit_percent\": 0}"),
    "rules.day_limit_percent: must be a whole number" },
  { "day-limit-101", FILE_WITH ("\"rules\": {\"day_limit_percent\": 101}"),
    "rules.day_limit_percent: must be a whole number" },

  /* busy times and bans */
  { "busy-object", FILE_WITH ("\"busy\": {}"), "busy: must be a list" },
  { "busy-null", FILE_WITH ("\"busy\": [null]"), "busy[0]: may not be null" },
  { "busy-text", FILE_WITH ("\"busy\": [\"09:00-17:00\"]"), "busy[0]: must be an object" },
  { "busy-no-start", FILE_WITH ("\"busy\": [{\"end\": \"2026-11-24T10:00Z\"}]"),
    "busy[0].start: is missing" },
  { "busy-no-end", FILE_WITH ("\"busy\": [{\"start\": \"2026-11-24T10:00Z\"}]"),
    "busy[0].end: is missing" },
  { "busy-null-end", FILE_WITH ("\"busy\": [{\"start\": \"2026-11-24T10:00Z\", \"end\": null}]"),
    "busy[0].end: may not be null" },
  { "busy-date", FILE_WITH ("\"busy\": [{\"start\": \"2026-11-24\", \"end\": \"2026-11-25\"}]"),
    "busy[0].start: must be a time with its offset" },
  { "busy-no-offset", FILE_WITH ("\"busy\": [{\"start\": \"2026-11-24T10:00\","
                                 " \"end\": \"2026-11-25T10:00Z\"}]"),
    "busy[0].start: must be a date such as 2026-11-25, or a time with its offset" },
  { "busy-number", FILE_WITH ("\"busy\": [{\"start\": 0, \"end\": 3600}]"),
    "busy[0].start: must be a text" },
  { "busy-backwards", FILE_WITH ("\"busy\": [{\"start\": \"2026-11-24T10:00Z\","
                                 " \"end\": \"2026-11-24T10:01Z\"},"
                                 " {\"end\": \"2026-11-24T10:00Z\","
                                 " \"start\": \"2026-11-24T10:00:01Z\"}]"),
    "busy[1]: ends before it starts" },
  { "busy-title-number", FILE_WITH ("\"busy\": [{\"start\": \"2026-11-24T10:00Z\","
                                    " \"end\": \"2026-11-24T10:01Z\", \"title\": 1}]"),
    "busy[0].title: must be a text" },
  { "busy-unknown-key", FILE_WITH ("\"busy\": [{\"start\": \"2026-11-24T10:00Z\","
                                   " \"end\": \"2026-11-24T10:01Z\", \"task\": \"a\"}]"),
    "busy[0].task: unknown key" },
  { "bans-object", FILE_WITH ("\"bans\": {}"), "bans: must be a list" },
  { "bans-no-task", FILE_WITH ("\"bans\": [{\"start\": \"2026-11-24T10:00Z\","
                               " \"end\": \"2026-11-24T10:01Z\"}]"),
    "bans[0].task: is missing" },
  { "bans-task-number", FILE_WITH ("\"bans\": [{\"task\": 1, \"start\": \"2026-11-24T10:00Z\","
                                   " \"end\": \"2026-11-24T10:01Z\"}]"),
    "bans[0].task: must be a text" },
  { "bans-backwards", FILE_WITH ("\"bans\": [{\"task\": \"a\", \"start\": \"2026-11-24T10:00Z\","
                                 " \"end\": \"2026-11-24T09:59Z\"}]"),
    "bans[0]: ends before it starts" },
  { "bans-unknown-key", FILE_WITH ("\"bans\": [{\"task\": \"a\", \"start\": \"2026-11-24T10:00Z\","
                                   " \"end\": \"2026-11-24T10:01Z\", \"title\": \"\"}]"),
    "bans[0].title: unknown key" },

  /* tasks */
  { "task-null", TASKS ("[" A_TASK ", null]"), "tasks[1]: may not be null" },
  { "task-text", TASKS ("[\"a\"]"), "tasks[0]: must be an object" },
  { "task-list", TASKS ("[[]]"), "tasks[0]: must be an object" },
  { "task-empty", TASKS ("[{}]"), "tasks[0].id: is missing" },
  { "task-no-title", TASKS ("[" A_TASK ", {\"id\": \"b\"}]"), "tasks[1].title: is missing" },
  { "task-null-id", TASKS ("[{\"id\": null, \"title\": \"\"}]"), "tasks[0].id: may not be null" },
  { "task-null-title", TASKS ("[{\"id\": \"a\", \"title\": null}]"),
    "tasks[0].title: may not be null" },
  { "task-number-for-an-id", TASKS ("[{\"id\": 1, \"title\": \"\"}]"),
    "tasks[0].id: must be a text" },
  { "task-empty-id", TASKS ("[{\"id\": \"\", \"title\": \"\"}]"), "tasks[0].id: may not be empty" },
  { "task-tab-in-an-id", TASKS ("[{\"id\": \"a\\tb\", \"title\": \"\"}]"),
    "tasks[0].id: may not hold a tab" },
  { "task-line-break-in-an-id", TASKS ("[{\"id\": \"a\\n\", \"title\": \"\"}]"),
    "tasks[0].id: may not hold a tab" },
  { "task-same-id", TASKS ("[" A_TASK ", {\"id\": \"b\", \"title\": \"\"}, " A_TASK "]"),
    "tasks[2].id: “a” is the id of tasks[0] already" },
  { "task-unknown-key", TASK_WITH ("\"priority\": 1"), "tasks[3].priority: unknown key" },
  { "task-unknown-key-that-nests", TASK_WITH ("\"notes\": {\"a\": [{\"b\": [1]}]}"),
    "tasks[3].notes: unknown key" },
  { "task-title-number", TASKS ("[{\"id\": \"a\", \"title\": 1}]"),
    "tasks[0].title: must be a text" },
  { "task-url-number", TASK_WITH ("\"url\": 1"), "tasks[3].url: must be a text" },
  { "task-workspace-list", TASK_WITH ("\"workspace\": [\"W\"]"),
    "tasks[3].workspace: must be a text" },
  { "task-revision-number", TASK_WITH ("\"revision\": 7"), "tasks[3].revision: must be a text" },
  { "task-rank-text", TASK_WITH ("\"rank\": \"95.6\""), "tasks[3].rank: must be a number" },
  { "task-rank-true", TASK_WITH ("\"rank\": true"), "tasks[3].rank: must be a number" },
  { "task-rank-list", TASK_WITH ("\"rank\": [1]"), "tasks[3].rank: must be a number" },
  { "task-status-false", TASK_WITH ("\"status\": false"), "tasks[3].status: must be a text" },
  { "task-duration-text", TASK_WITH ("\"duration_hours\": \"1.5\""),
    "tasks[3].duration_hours: must be a number" },
  { "task-duration-object", TASK_WITH ("\"duration_hours\": {\"hours\": 1}"),
    "tasks[3].duration_hours: must be a number" },
  { "task-due-number", TASK_WITH ("\"due\": 20261125"), "tasks[3].due: must be a text" },
  { "task-due-object", TASK_WITH ("\"due\": {\"start\": \"2026-11-25\"}"),
    "tasks[3].due: must be a text" },
  { "task-due-empty", TASK_WITH ("\"due\": \"\""), "tasks[3].due: must be a date" },
  { "task-due-bad-date", TASK_WITH ("\"due\": \"2026-02-29\""), "tasks[3].due: must be a date" },
  { "task-due-without-offset", TASK_WITH ("\"due\": \"2026-11-25T09:00:00\""),
    "tasks[3].due: must be a date such as 2026-11-25, or a time with its offset" },
  { "task-earliest-start-word", TASK_WITH ("\"earliest_start\": \"tomorrow\""),
    "tasks[3].earliest_start: must be a date" },
  { "task-auto-schedule-number", TASK_WITH ("\"auto_schedule\": 1"),
    "tasks[3].auto_schedule: must be true or false" },
  { "task-pinned-text", TASK_WITH ("\"pinned\": \"true\""),
    "tasks[3].pinned: must be true or false" },
  { "task-scheduled-text", TASK_WITH ("\"scheduled\": \"2026-11-25\""),
    "tasks[3].scheduled: must be an object" },
  { "task-scheduled-list", TASK_WITH ("\"scheduled\": []"),
    "tasks[3].scheduled: must be an object" },
  { "task-scheduled-without-a-start", TASK_WITH ("\"scheduled\": {\"end\": \"2026-11-24\"}"),
    "tasks[3].scheduled: has an end without a start" },
  { "task-scheduled-null-start", TASK_WITH ("\"scheduled\": {\"start\": null,"
                                            " \"end\": \"2026-11-24T09:00Z\"}"),
    "tasks[3].scheduled: has an end without a start" },
  { "task-scheduled-bad-start", TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24T24:00Z\"}"),
    "tasks[3].scheduled.start: must be a date" },
  { "task-scheduled-bad-end", TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24\", \"end\": 5}"),
    "tasks[3].scheduled.end: must be a text" },
  { "task-scheduled-unknown-key", TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24\","
                                             " \"time_zone\": null}"),
    "tasks[3].scheduled.time_zone: unknown key" },
  { "task-scheduled-backwards", TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24T09:00+01:00\","
                                           " \"end\": \"2026-11-24T08:59+01:00\"}"),
    "tasks[3].scheduled: ends before it starts" },
  { "task-scheduled-backwards-end-first",
    TASK_WITH ("\"scheduled\": {\"end\": \"2026-11-24T08:59Z\","
               " \"start\": \"2026-11-24T09:00Z\"}"),
    "tasks[3].scheduled: ends before it starts" },
  { "task-scheduled-backwards-by-offset", TASK_WITH ("\"scheduled\": {"
                                                     "\"start\": \"2026-11-24T09:00+01:00\","
                                                     " \"end\": \"2026-11-24T09:30+02:00\"}"),
    "tasks[3].scheduled: ends before it starts" },
  { "task-scheduled-backwards-dates", TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24\","
                                                 " \"end\": \"2026-11-23\"}"),
    "tasks[3].scheduled: ends before it starts" },
  { "task-scheduled-from-a-date-back-to-a-time",
    TASK_WITH ("\"scheduled\": {\"start\": \"2026-11-24\", \"end\": \"2026-11-20T09:00Z\"}"),
    "tasks[3].scheduled: ends before it starts" },
  { "task-last-scheduled-number", TASK_WITH ("\"last_scheduled\": 0"),
    "tasks[3].last_scheduled: must be a text" },
  { "task-last-scheduled-word", TASK_WITH ("\"last_scheduled\": \"never\""),
    "tasks[3].last_scheduled: must be a date" },
  { "task-blocked-by-text", TASK_WITH ("\"blocked_by\": \"a\""),
    "tasks[3].blocked_by: must be a list" },
  { "task-blocked-by-number", TASK_WITH ("\"blocked_by\": [\"a\", 1]"),
    "tasks[3].blocked_by[1]: must be a text" },
  { "task-blocked-by-null", TASK_WITH ("\"blocked_by\": [null]"),
    "tasks[3].blocked_by[0]: may not be null" },
  { "task-blocked-by-nobody", TASK_WITH ("\"blocked_by\": [\"a\", \"e\"]"),
    "tasks[3].blocked_by[1]: “e” is no task of this file" },
};

static void
test_wrong (gconstpointer data)
{
  const Wrong *row = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSnapshot) snapshot = read_text (row->text, &error);

  g_assert_null (snapshot);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  if (!g_str_has_prefix (error->message, row->message))
    g_assert_cmpstr (error->message, ==, row->message);
}

/* A file that is cut anywhere is never half a file. */
static void
test_truncated (void)
{
  gsize whole = strlen (example) - strlen ("\n");

  for (gsize length = 0; length < whole; length++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = g_strndup (example, length);
      g_autoptr(SkSnapshot) snapshot = read_text (text, &error);

      g_assert_null (snapshot);
      g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
    }
}

/* --- dates written into a file --- */

#define AT "2026-11-23T08:00:00+01:00"
#define NEW_LAST "\"" AT "\""
#define NEW_SPAN \
  "{\"start\": \"2026-11-25T09:00:00+01:00\", \"end\": \"2026-11-25T10:30:00+01:00\"}"

typedef struct
{
  const char *name;
  const char *before;
  const char *after;
  gboolean    is_removed;
} Splice;

#define HEAD "\"format\": \"slotkeeper-tasks/1\", \"timezone\": \"Europe/Berlin\""
#define COMPACT_HEAD "{\"format\":\"slotkeeper-tasks/1\",\"timezone\":\"Europe/Berlin\",\"tasks\":["

/* In each, the task "it" gets a new place. */
static const Splice splices[] = {
  { "one-line",
    "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\", \"scheduled\": null,"
    " \"last_scheduled\": null}]}",
    "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\", \"scheduled\": " NEW_SPAN ","
    " \"last_scheduled\": " NEW_LAST "}]}" },
  { "compact",
    COMPACT_HEAD "{\"scheduled\":{\"start\":\"2026-11-24\",\"end\":null},\"id\":\"it\","
    "\"last_scheduled\":\"2026-11-20\",\"title\":\"T\"}]}",
    COMPACT_HEAD "{\"scheduled\":" NEW_SPAN ",\"id\":\"it\",\"last_scheduled\":" NEW_LAST ","
    "\"title\":\"T\"}]}" },
  { "compact-without-the-two",
    COMPACT_HEAD "{\"id\":\"it\",\"title\":\"T\"}]}",
    COMPACT_HEAD "{\"id\":\"it\",\"title\":\"T\",\"scheduled\": " NEW_SPAN ","
    "\"last_scheduled\": " NEW_LAST "}]}" },
  { "one-line-without-the-two",
    "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\" }]}",
    "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\", \"scheduled\": " NEW_SPAN ","
    " \"last_scheduled\": " NEW_LAST " }]}" },
  { "one-key-per-line",
    "{\n  " HEAD ",\n  \"tasks\": [\n    {\n      \"id\": \"it\",\n      \"title\": \"T\",\n"
    "      \"rank\": 95.60\n    }\n  ]\n}\n",
    "{\n  " HEAD ",\n  \"tasks\": [\n    {\n      \"id\": \"it\",\n      \"title\": \"T\",\n"
    "      \"rank\": 95.60,\n      \"scheduled\": " NEW_SPAN ",\n      \"last_scheduled\": "
    NEW_LAST "\n    }\n  ]\n}\n" },
  { "one-key-per-line-with-the-first",
    "{\n" HEAD ",\n\"tasks\": [\n{\n\"scheduled\": {\n\"start\": \"2026-11-24\"\n},\n"
    "\"id\": \"it\",\n\"title\": \"T\"\n}\n]\n}",
    "{\n" HEAD ",\n\"tasks\": [\n{\n\"scheduled\": " NEW_SPAN ",\n"
    "\"id\": \"it\",\n\"title\": \"T\",\n\"last_scheduled\": " NEW_LAST "\n}\n]\n}" },
  { "one-key-per-line-with-the-last",
    "{" HEAD ", \"tasks\": [{\"last_scheduled\" : \"2026-11-01\" , \"id\": \"it\","
    " \"title\": \"T\"}]}",
    "{" HEAD ", \"tasks\": [{\"last_scheduled\" : " NEW_LAST " , \"id\": \"it\", \"title\": \"T\","
    " \"scheduled\": " NEW_SPAN "}]}" },
  { "the-scheduled-date-comes-last",
    "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\", \"scheduled\": null}]}",
    "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\", \"scheduled\": " NEW_SPAN ","
    " \"last_scheduled\": " NEW_LAST "}]}" },
  { "carriage-returns",
    "{\r\n\t" HEAD ",\r\n\t\"tasks\":\t[\r\n\t{\r\n\t\t\"id\": \"it\",\r\n\t\t\"title\": \"T\"\r\n"
    "\t}\r\n\t]\r\n}\r\n",
    "{\r\n\t" HEAD ",\r\n\t\"tasks\":\t[\r\n\t{\r\n\t\t\"id\": \"it\",\r\n\t\t\"title\": \"T\",\r\n"
    "\t\t\"scheduled\": " NEW_SPAN ",\r\n\t\t\"last_scheduled\": " NEW_LAST "\r\n"
    "\t}\r\n\t]\r\n}\r\n" },
  { "a-byte-order-mark",
    "\xef\xbb\xbf{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\", \"scheduled\": null,"
    " \"last_scheduled\": null}]}",
    "\xef\xbb\xbf{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\","
    " \"scheduled\": " NEW_SPAN ", \"last_scheduled\": " NEW_LAST "}]}" },
  { "the-tasks-first",
    "{\"tasks\": [{\"title\": \"T\", \"id\": \"it\", \"scheduled\": null,"
    " \"last_scheduled\": null}], " HEAD "}",
    "{\"tasks\": [{\"title\": \"T\", \"id\": \"it\", \"scheduled\": " NEW_SPAN ","
    " \"last_scheduled\": " NEW_LAST "}], " HEAD "}" },
  { "among-others",
    "{" HEAD ", \"busy\": [{\"start\": \"2026-11-24T10:00Z\", \"end\": \"2026-11-24T11:00Z\","
    " \"title\": \"tasks\"}], \"tasks\": [\n"
    "  {\"id\": \"before\", \"title\": \"\", \"scheduled\": null, \"last_scheduled\": null},\n"
    "  {\"id\": \"it\", \"title\": \"\", \"scheduled\": null, \"last_scheduled\": null},\n"
    "  {\"id\": \"after\", \"title\": \"\", \"scheduled\": null, \"last_scheduled\": null}\n]}",
    "{" HEAD ", \"busy\": [{\"start\": \"2026-11-24T10:00Z\", \"end\": \"2026-11-24T11:00Z\","
    " \"title\": \"tasks\"}], \"tasks\": [\n"
    "  {\"id\": \"before\", \"title\": \"\", \"scheduled\": null, \"last_scheduled\": null},\n"
    "  {\"id\": \"it\", \"title\": \"\", \"scheduled\": " NEW_SPAN ", \"last_scheduled\": "
    NEW_LAST "},\n"
    "  {\"id\": \"after\", \"title\": \"\", \"scheduled\": null, \"last_scheduled\": null}\n]}" },
  { "brackets-and-quotes-in-strings",
    "{" HEAD ", \"tasks\": [{\"id\": \"}],[{\", \"title\": \"{\\\"scheduled\\\": null}\"},"
    "{\"url\": \"\\\\\", \"title\": \"\\\\\\\"}, {\\\"\\\\\", \"scheduled\": null, \"id\": \"it\","
    " \"blocked_by\": [\"}],[{\"], \"revision\": \"\\\"scheduled\\\": 1,\\u0022\"}, "
    "{\"id\": \"scheduled\", \"title\": \"last_scheduled\"}]}",
    "{" HEAD ", \"tasks\": [{\"id\": \"}],[{\", \"title\": \"{\\\"scheduled\\\": null}\"},"
    "{\"url\": \"\\\\\", \"title\": \"\\\\\\\"}, {\\\"\\\\\", \"scheduled\": " NEW_SPAN ","
    " \"id\": \"it\", \"blocked_by\": [\"}],[{\"], \"revision\": \"\\\"scheduled\\\": 1,\\u0022\","
    " \"last_scheduled\": " NEW_LAST "}, "
    "{\"id\": \"scheduled\", \"title\": \"last_scheduled\"}]}" },
  { "tasks-in-other-strings",
    "{\"timezone\": \"Europe/Berlin\", \"bans\": [{\"task\": \"tasks\", \"start\": "
    "\"2026-11-24T10:00Z\", \"end\": \"2026-11-24T11:00Z\"}], \"tasks\" : [ {\"id\": \"it\","
    " \"title\": \"tasks\", \"scheduled\" :null ,\"last_scheduled\":null } ] ,"
    " \"format\": \"slotkeeper-tasks/1\"}",
    "{\"timezone\": \"Europe/Berlin\", \"bans\": [{\"task\": \"tasks\", \"start\": "
    "\"2026-11-24T10:00Z\", \"end\": \"2026-11-24T11:00Z\"}], \"tasks\" : [ {\"id\": \"it\","
    " \"title\": \"tasks\", \"scheduled\" :" NEW_SPAN " ,\"last_scheduled\":" NEW_LAST " } ] ,"
    " \"format\": \"slotkeeper-tasks/1\"}" },
  { "a-place-is-removed",
    "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\", \"scheduled\": {\"start\":"
    " \"2026-11-24T10:00Z\", \"end\": \"2026-11-24T11:00Z\"}}]}",
    "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\", \"scheduled\": null,"
    " \"last_scheduled\": " NEW_LAST "}]}", TRUE },
};

static GArray *
make_changes (SkSnapshot *snapshot,
              gboolean    is_removed)
{
  GArray *changes = sk_change_array_new ();
  SkChange change = { .at = moment (AT) };
  guint i;

  g_assert_true (sk_snapshot_find (snapshot, "it", &i));
  change.task = sk_task_ref (sk_snapshot_get_task (snapshot, i));
  if (!is_removed)
    change.after = (SkSpan) { moment ("2026-11-25T09:00:00+01:00"),
                              moment ("2026-11-25T10:30:00+01:00") };
  g_array_append_val (changes, change);

  return changes;
}

static char *
splice (const char *text,
        gboolean    is_removed)
{
  g_autoptr(SkSnapshot) said = read_well (text);
  g_autoptr(GArray) changes = make_changes (said, is_removed);

  return sk_tasks_splice (text, said, changes, sk_snapshot_get_rules (said));
}

static void
assert_new_place (const char *text,
                  gboolean    is_removed)
{
  g_autoptr(SkSnapshot) snapshot = read_well (text);
  guint i;

  g_assert_true (sk_snapshot_find (snapshot, "it", &i));

  SkTask *task = sk_snapshot_get_task (snapshot, i);

  assert_when (sk_task_get_scheduled_start (task),
               is_removed ? NULL : "2026-11-25T09:00:00+01:00");
  assert_when (sk_task_get_scheduled_end (task),
               is_removed ? NULL : "2026-11-25T10:30:00+01:00");
  assert_when (sk_task_get_last_scheduled (task), AT);
}

static void
test_splice (gconstpointer data)
{
  const Splice *row = data;
  g_autofree char *after = splice (row->before, row->is_removed);

  g_assert_cmpstr (after, ==, row->after);
  assert_new_place (after, row->is_removed);

  /* once more changes nothing more */
  g_autofree char *again = splice (after, row->is_removed);

  g_assert_cmpstr (again, ==, after);
}

static void
test_splice_nothing (void)
{
  g_autoptr(SkSnapshot) said = read_well (example);
  g_autoptr(GArray) changes = sk_change_array_new ();
  g_autofree char *after = sk_tasks_splice (example, said, changes, sk_snapshot_get_rules (said));

  g_assert_cmpstr (after, ==, example);
}

/* Keys may be spelled with escapes: either that is refused, or it is written as well. */
static const struct
{
  const char *name;
  const char *text;
} escaped[] = {
  { "scheduled", "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\","
                 " \"\\u0073cheduled\": null, \"last_scheduled\": null}]}" },
  { "last-scheduled", "{" HEAD ", \"tasks\": [{\"id\": \"it\", \"title\": \"T\","
                      " \"scheduled\": null, \"last\\u005fscheduled\": \"2026-11-01\"}]}" },
  { "tasks", "{" HEAD ", \"t\\u0061sks\": [{\"id\": \"it\", \"title\": \"T\"}]}" },
};

static void
test_escaped_keys (gconstpointer data)
{
  const char *text = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSnapshot) said = read_text (text, &error);

  if (said == NULL)
    {
      g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
      return;
    }

  g_autofree char *after = splice (text, FALSE);

  assert_new_place (after, FALSE);

  /* nor is anything said twice */
  g_autoptr(JsonNode) root = sk_json_parse (after, strlen (after), SK_JSON_OURS, NULL);
  JsonObject *task = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (root), "tasks"), 0);
  g_auto(GStrv) parts = g_strsplit (strstr (after, "["), "\": ", -1);

  g_assert_cmpuint (json_object_get_size (task), ==, 4);
  /* a colon after each of its keys, and after those of the span */
  g_assert_cmpuint (g_strv_length (parts), ==, 4 + 2 + 1);
}

/* --- random files --- */

/* What a random task should be read as. */
typedef struct
{
  char     *id;
  char     *title;
  gboolean  ranked, has_duration, opted_out, pinned, has_scheduled, has_last_scheduled;
  double    rank, hours;
  SkWhen    due, earliest_start, start, end, last_scheduled;
  char     *blocker;            /* (nullable) */
  gboolean  is_changed;
} Wanted;

/* A file in the making, as it is and as it shall be once it is spliced. */
typedef struct
{
  GRand     *rand;
  GPtrArray *wanted;
  GString   *before;
  GString   *after;
} World;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->id);
  g_free (wanted->title);
  g_free (wanted->blocker);
  g_free (wanted);
}

static gboolean
chance (World *world,
        double probability)
{
  return g_rand_double (world->rand) < probability;
}

static void
put (World      *world,
     const char *text)
{
  g_string_append (world->before, text);
  g_string_append (world->after, text);
}

static const char *
random_space (World *world)
{
  static const char *const spaces[] = { "", "", " ", "  ", "\n", "\r\n    ", "\n\t", " \n " };

  return spaces[g_rand_int_range (world->rand, 0, G_N_ELEMENTS (spaces))];
}

/* A title, and the same in quotes. */
static char *
random_title (World  *world,
              char  **quoted)
{
  static const struct
  {
    const char *text, *json;
  } pieces[] = {
    { "a", "a" }, { " ", " " }, { "{", "{" }, { "}", "}" }, { "[", "[" }, { "]", "]" },
    { ",", "," }, { ":", ":" }, { "\"", "\\\"" }, { "\\", "\\\\" }, { "/", "\\/" },
    { "\n", "\\n" }, { "\t", "\\u0009" }, { "é", "\\u00e9" }, { "é", "é" },
    { "😀", "\\ud83d\\ude00" }, { "\"scheduled\": null", "\\\"scheduled\\\": null" },
    { "scheduled", "\\u0073cheduled" }, { "%s", "%s" }, { "// ", "// " },
  };
  GString *title = g_string_new (NULL);
  g_autoptr(GString) json = g_string_new ("\"");

  for (gint32 n = g_rand_int_range (world->rand, 0, 9); n > 0; n--)
    {
      gint32 i = g_rand_int_range (world->rand, 0, G_N_ELEMENTS (pieces));

      g_string_append (title, pieces[i].text);
      g_string_append (json, pieces[i].json);
    }

  g_string_append_c (json, '"');
  *quoted = g_strdup (json->str);

  return g_string_free (title, FALSE);
}

/* A date or a time, with any offset, and the same in quotes. */
static SkWhen
random_when (World   *world,
             gboolean may_be_day,
             char   **quoted)
{
  gint64 minute = g_rand_int_range (world->rand, 28000000, 32000000);
  int offset = g_rand_int_range (world->rand, -48, 57) * 15;
  gboolean has_seconds = chance (world, 0.5);
  g_autoptr(GDateTime) wall = g_date_time_new_from_unix_utc ((minute + offset) * 60);
  g_autofree char *text = NULL;

  if (may_be_day && chance (world, 0.3))
    {
      gint64 day = (minute + offset) / (24 * 60);

      *quoted = g_date_time_format (wall, "\"%Y-%m-%d\"");
      return sk_when_day (day);
    }

  text = g_date_time_format (wall, has_seconds ? "%Y-%m-%dT%H:%M:%S" : "%Y-%m-%dT%H:%M");
  if (offset == 0)
    *quoted = g_strdup_printf ("\"%sZ\"", text);
  else
    *quoted = g_strdup_printf ("\"%s%c%02d%s%02d\"", text, offset < 0 ? '-' : '+',
                               ABS (offset) / 60, chance (world, 0.5) ? ":" : "",
                               ABS (offset) % 60);

  return sk_when_instant (minute * 60);
}

static char *
random_scheduled (World  *world,
                  Wanted *wanted)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  wanted->has_scheduled = TRUE;
  if (chance (world, 0.2))
    return g_strdup ("null");

  wanted->start = random_when (world, TRUE, &start);
  if (chance (world, 0.3))
    return g_strdup_printf ("{%s\"start\"%s:%s%s}", random_space (world), random_space (world),
                            random_space (world), start);

  do
    {
      g_clear_pointer (&end, g_free);
      wanted->end = random_when (world, TRUE, &end);
    }
  while (wanted->end.kind != wanted->start.kind || wanted->end.value < wanted->start.value);

  return g_strdup_printf ("{\"end\": %s,%s\"start\":%s%s}", end, random_space (world), start,
                          random_space (world));
}

/* A number of the form that people write, and as text. */
static double
random_number (World  *world,
               char  **text)
{
  gint32 n = g_rand_int_range (world->rand, 0, 10000);

  *text = chance (world, 0.5) ? g_strdup_printf ("%d.%02d", n / 100, n % 100)
                              : g_strdup_printf ("%de-2", n);

  return g_ascii_strtod (*text, NULL);
}

enum
{
  KEY_ID,
  KEY_TITLE,
  KEY_RANK,
  KEY_DURATION,
  KEY_DUE,
  KEY_EARLIEST_START,
  KEY_AUTO_SCHEDULE,
  KEY_PINNED,
  KEY_BLOCKED_BY,
  KEY_SCHEDULED,
  KEY_LAST_SCHEDULED,
  N_KEYS
};

static const char *const key_names[N_KEYS] = {
  "id", "title", "rank", "duration_hours", "due", "earliest_start", "auto_schedule", "pinned",
  "blocked_by", "scheduled", "last_scheduled",
};

static char *
random_blocker (World  *world,
                Wanted *wanted)
{
  gint32 i = g_rand_int_range (world->rand, 0, (gint32) world->wanted->len);
  const Wanted *other = g_ptr_array_index (world->wanted, i);

  wanted->blocker = g_strdup (other->id);

  return g_strdup_printf ("[%s\"%s\"%s]", random_space (world), other->id, random_space (world));
}

static char *
random_value (World  *world,
              Wanted *wanted,
              int     key)
{
  char *text = NULL;

  switch (key)
    {
    case KEY_ID:
      return g_strdup_printf ("\"%s\"", wanted->id);

    case KEY_TITLE:
      wanted->title = random_title (world, &text);
      return text;

    case KEY_RANK:
      wanted->ranked = TRUE;
      wanted->rank = random_number (world, &text);
      return text;

    case KEY_DURATION:
      wanted->has_duration = TRUE;
      wanted->hours = random_number (world, &text);
      return text;

    case KEY_DUE:
      wanted->due = random_when (world, TRUE, &text);
      return text;

    case KEY_EARLIEST_START:
      wanted->earliest_start = random_when (world, TRUE, &text);
      return text;

    case KEY_AUTO_SCHEDULE:
      wanted->opted_out = chance (world, 0.5);
      return g_strdup (wanted->opted_out ? "false" : "true");

    case KEY_PINNED:
      wanted->pinned = chance (world, 0.5);
      return g_strdup (wanted->pinned ? "true" : "false");

    case KEY_BLOCKED_BY:
      return random_blocker (world, wanted);

    case KEY_SCHEDULED:
      return random_scheduled (world, wanted);

    case KEY_LAST_SCHEDULED:
    default:
      wanted->has_last_scheduled = TRUE;
      wanted->last_scheduled = random_when (world, TRUE, &text);
      return text;
    }
}

/* New dates; and how they are told in the zone of the file, which is UTC. */
static void
change_task (World  *world,
             Wanted *wanted,
             char  **scheduled)
{
  gint64 start = (gint64) g_rand_int_range (world->rand, 28000000, 32000000) * 60;
  g_autoptr(GDateTime) from = g_date_time_new_from_unix_utc (start);
  g_autoptr(GDateTime) to = g_date_time_new_from_unix_utc (start + 5400);
  g_autofree char *from_text = g_date_time_format (from, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *to_text = g_date_time_format (to, "%Y-%m-%dT%H:%M:%S");

  wanted->is_changed = TRUE;
  wanted->last_scheduled = sk_when_instant (0);
  if (chance (world, 0.2))
    {
      wanted->start = wanted->end = (SkWhen) { SK_WHEN_NONE, 0 };
      *scheduled = g_strdup ("null");
      return;
    }

  wanted->start = sk_when_instant (start);
  wanted->end = sk_when_instant (start + 5400);
  *scheduled = g_strdup_printf ("{\"start\": \"%s+00:00\", \"end\": \"%s+00:00\"}",
                                from_text, to_text);
}

#define EPOCH "\"1970-01-01T00:00:00+00:00\""

/* The values of the task's members, in any order, with any space between. */
static void
put_task (World  *world,
          Wanted *wanted)
{
  int keys[N_KEYS];
  char *values[N_KEYS] = { NULL };
  g_autofree char *gap = g_strdup (random_space (world));
  g_autofree char *scheduled = NULL;
  guint n = 0;

  for (int key = 0; key < N_KEYS; key++)
    if (key == KEY_ID || key == KEY_TITLE || chance (world, 0.5))
      {
        values[key] = random_value (world, wanted, key);
        keys[n++] = key;
      }
  for (guint i = n - 1; i > 0; i--)
    {
      guint k = (guint) g_rand_int_range (world->rand, 0, (gint32) i + 1);
      int key = keys[i];

      keys[i] = keys[k];
      keys[k] = key;
    }
  if (chance (world, 0.5))
    change_task (world, wanted, &scheduled);

  put (world, "{");
  for (guint i = 0; i < n; i++)
    {
      gboolean is_new = wanted->is_changed &&
                        (keys[i] == KEY_SCHEDULED || keys[i] == KEY_LAST_SCHEDULED);

      put (world, i > 0 ? "," : "");
      put (world, gap);
      put (world, "\"");
      put (world, key_names[keys[i]]);
      put (world, "\"");
      put (world, random_space (world));
      put (world, ":");
      put (world, random_space (world));
      g_string_append (world->before, values[keys[i]]);
      if (is_new)
        g_string_append (world->after, keys[i] == KEY_SCHEDULED ? scheduled : EPOCH);
      else
        g_string_append (world->after, values[keys[i]]);

      if (i + 1 < n)
        put (world, random_space (world));
    }
  if (wanted->is_changed && !wanted->has_scheduled)
    g_string_append_printf (world->after, ",%s\"scheduled\": %s", gap, scheduled);
  if (wanted->is_changed && !wanted->has_last_scheduled)
    g_string_append_printf (world->after, ",%s\"last_scheduled\": " EPOCH, gap);
  put (world, random_space (world));
  put (world, "}");

  for (int key = 0; key < N_KEYS; key++)
    g_free (values[key]);
}

static void
put_file (World *world)
{
  gint32 n = g_rand_int_range (world->rand, 0, 6);

  for (gint32 i = 0; i < n; i++)
    {
      Wanted *wanted = g_new0 (Wanted, 1);

      wanted->id = g_strdup_printf ("%c%d}", (char) g_rand_int_range (world->rand, 'a', 'z'), i);
      g_ptr_array_add (world->wanted, wanted);
    }

  put (world, chance (world, 0.1) ? "\xef\xbb\xbf" : "");
  put (world, random_space (world));
  put (world, "{\"format\": \"slotkeeper-tasks/1\",");
  put (world, random_space (world));
  put (world, "\"timezone\": \"UTC\", \"busy\": [], \"tasks\"");
  put (world, random_space (world));
  put (world, ":");
  put (world, random_space (world));
  put (world, "[");
  for (gint32 i = 0; i < n; i++)
    {
      put (world, i > 0 ? "," : "");
      put (world, random_space (world));
      put_task (world, g_ptr_array_index (world->wanted, i));
      put (world, random_space (world));
    }
  put (world, random_space (world));
  put (world, chance (world, 0.5) ? "]}" : "], \"hours\": {\"mon\": [\"09:00-17:00\"]}\n}\r\n");
}

static void
assert_task (SkTask       *task,
             const Wanted *wanted,
             gboolean      is_spliced)
{
  double number;

  g_assert_cmpstr (sk_task_get_id (task), ==, wanted->id);
  g_assert_cmpstr (sk_task_get_title (task), ==, wanted->title);
  g_assert_cmpint (sk_task_get_rank (task, &number), ==, wanted->ranked);
  if (wanted->ranked)
    g_assert_cmpfloat (number, ==, wanted->rank);
  g_assert_cmpint (sk_task_get_duration_hours (task, &number), ==, wanted->has_duration);
  if (wanted->has_duration)
    g_assert_cmpfloat (number, ==, wanted->hours);
  g_assert_true (sk_when_equal (sk_task_get_due (task), wanted->due));
  g_assert_true (sk_when_equal (sk_task_get_earliest_start (task), wanted->earliest_start));
  g_assert_cmpint (sk_task_is_opted_out (task), ==, wanted->opted_out);
  g_assert_cmpint (sk_task_is_pinned (task), ==, wanted->pinned);
  g_assert_cmpstr (sk_task_get_blocked_by (task)[0], ==, wanted->blocker);
  if (is_spliced || !wanted->is_changed)
    {
      g_assert_true (sk_when_equal (sk_task_get_scheduled_start (task), wanted->start));
      g_assert_true (sk_when_equal (sk_task_get_scheduled_end (task), wanted->end));
      g_assert_true (sk_when_equal (sk_task_get_last_scheduled (task), wanted->last_scheduled));
    }
}

static void
assert_file (SkSnapshot *snapshot,
             World      *world,
             gboolean    is_spliced)
{
  g_assert_cmpuint (sk_snapshot_get_n_tasks (snapshot), ==, world->wanted->len);

  for (guint i = 0; i < world->wanted->len; i++)
    assert_task (sk_snapshot_get_task (snapshot, i), g_ptr_array_index (world->wanted, i),
                 is_spliced);
}

static GArray *
list_changes (SkSnapshot *snapshot,
              World      *world)
{
  GArray *changes = sk_change_array_new ();

  /* from the last to the first: their order does not matter */
  for (guint i = world->wanted->len; i-- > 0;)
    {
      const Wanted *wanted = g_ptr_array_index (world->wanted, i);
      SkChange change = { .after = { wanted->start.value, wanted->end.value }, .at = 0 };

      if (!wanted->is_changed)
        continue;
      change.task = sk_task_ref (sk_snapshot_get_task (snapshot, i));
      g_array_append_val (changes, change);
    }

  return changes;
}

static void
test_random_files (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < MANY_FILES; i++)
    {
      g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func (wanted_free);
      g_autoptr(GString) before = g_string_new (NULL);
      g_autoptr(GString) after = g_string_new (NULL);
      World world = { rand, wanted, before, after };

      put_file (&world);

      g_autoptr(SkSnapshot) said = read_well (before->str);

      assert_file (said, &world, FALSE);

      g_autoptr(GArray) changes = list_changes (said, &world);
      g_autofree char *spliced = sk_tasks_splice (before->str, said, changes,
                                                  sk_snapshot_get_rules (said));

      g_assert_cmpstr (spliced, ==, after->str);

      g_autoptr(SkSnapshot) read = read_well (spliced);

      assert_file (read, &world, TRUE);
    }
}

static void
add (const char    *prefix,
     const char    *name,
     gconstpointer  data,
     GTestDataFunc  test)
{
  g_autofree char *path = g_strdup_printf ("/codec/tasks/%s/%s", prefix, name);

  g_test_add_data_func (path, data, test);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/codec/tasks/example/rules", test_example_rules);
  g_test_add_func ("/codec/tasks/example/busy-times-and-bans", test_example_spans);
  g_test_add_func ("/codec/tasks/example/tasks", test_example_tasks);
  g_test_add_func ("/codec/tasks/left-out/all-that-can-be", test_left_out);
  g_test_add_func ("/codec/tasks/left-out/null-is-the-same", test_null_is_left_out);
  g_test_add_func ("/codec/tasks/left-out/rules", test_rules_left_out);
  g_test_add_func ("/codec/tasks/other-rules", test_other_rules);
  g_test_add_func ("/codec/tasks/standing-of-a-status", test_standings);
  g_test_add_func ("/codec/tasks/takes/a-blocker-further-down", test_forward_blocker);
  g_test_add_func ("/codec/tasks/takes/a-byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/codec/tasks/refuses/what-is-cut-anywhere", test_truncated);
  g_test_add_func ("/codec/tasks/splice/nothing-changes-nothing", test_splice_nothing);
  g_test_add_func ("/codec/tasks/random-files", test_random_files);

  for (gsize i = 0; i < G_N_ELEMENTS (hours_rows); i++)
    add ("hours", hours_rows[i].name, &hours_rows[i], test_hours);
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    add ("takes", odd[i].name, odd[i].text, test_odd);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    add ("refuses", wrong[i].name, &wrong[i], test_wrong);
  for (gsize i = 0; i < G_N_ELEMENTS (splices); i++)
    add ("splice", splices[i].name, &splices[i], test_splice);
  for (gsize i = 0; i < G_N_ELEMENTS (escaped); i++)
    add ("splice-escaped-key", escaped[i].name, escaped[i].text, test_escaped_keys);

  return g_test_run ();
}
