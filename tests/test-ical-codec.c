/* test-ical-codec.c — a plan as iCalendar, byte by byte where it matters
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "sk-blocking.h"
#include "sk-ical-codec.h"
#include "sk-ical-decode.h"
#include "sk-planner.h"
#include "sk-time-codec.h"

#define HOUR 3600

static gint64
instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  return when.value;
}

static SkRules *
make_rules (const char *zone_name)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse (zone_name);
  const SkRange hours = { 9 * 60, 17 * 60 };
  SkRulesInit init = {
    .zone_name = zone_name, .zone = zone, .slot_minutes = 15, .days_ahead = 14,
    .default_duration_hours = 1, .day_limit_percent = 100,
  };
  SkRules *rules;

  for (guint i = 0; i < G_N_ELEMENTS (init.week); i++)
    {
      init.week[i] = sk_ranges_new ();
      g_array_append_val (init.week[i], hours);
    }
  rules = sk_rules_new (&init);
  for (guint i = 0; i < G_N_ELEMENTS (init.week); i++)
    g_array_unref (init.week[i]);

  return rules;
}

/* A plan of one task on each of @n_days days, eight hours each. */
static SkPlan *
make_plan (const char *zone,
           const char *at,
           const char *title,
           guint       n_days)
{
  g_autoptr(SkRules) rules = make_rules (zone);
  GPtrArray *tasks = sk_task_array_new ();
  g_autoptr(SkSnapshot) snapshot = NULL;

  for (guint i = 0; i < n_days; i++)
    {
      g_autofree char *id = g_strdup_printf ("task-%02u", i);

      g_ptr_array_add (tasks, sk_task_new (&(SkTaskInit) {
        .id = id, .title = title, .has_duration = TRUE, .duration_hours = 8,
        .url = "https://www.notion.so/x",
      }));
    }
  snapshot = sk_snapshot_new_take (&(SkSnapshotInit) { .tasks = tasks });

  return sk_planner_plan (snapshot, rules, instant (at));
}

/* RFC 5545, 3.1: no line is longer than 75 octets, and each ends properly. */
static void
assert_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint n = g_strv_length (lines);

  g_assert_cmpstr (lines[n - 1], ==, "");
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strpbrk (lines[i], "\r\n"));
    }
}

/* --- what is written is what is read --- */

static const struct
{
  const char *zone;
  const char *at;               /* before a clock change, if there are any */
} places[] = {
  { "Europe/Berlin", "2026-10-19T06:00:00Z" },
  { "Europe/Berlin", "2027-03-22T06:00:00Z" },
  { "America/New_York", "2026-10-26T06:00:00Z" },
  { "Australia/Lord_Howe", "2027-03-29T00:00:00Z" },
  { "Asia/Kathmandu", "2026-10-19T00:00:00Z" },
  { "America/St_Johns", "2026-10-26T06:00:00Z" },
  { "UTC", "2026-10-19T06:00:00Z" },
};

/* Every placement comes back at its own time, in a reader that knows nothing
 * but the file: its zone is given another name, so that the description counts. */
static void
test_round_trip (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(SkPlan) plan = make_plan (places[i].zone, places[i].at, "Write", 14);
  g_autoptr(GTimeZone) elsewhere = g_time_zone_new_identifier ("Pacific/Chatham");
  g_autofree char *text = sk_ical_codec_write (plan);
  g_autoptr(GString) strange = g_string_new (text);
  gint64 at = sk_plan_get_at (plan);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  assert_lines (text);
  g_string_replace (strange, places[i].zone, "Nowhere", 0);
  g_autoptr(GPtrArray) events = sk_ical_decode (strange->str, strange->len, &(SkIcalWish) {
    .calendar = "Own", .span = { at, at + 20 * 24 * HOUR }, .zone = elsewhere,
  }, notes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 0);
  g_assert_cmpuint (events->len, >=, 13);
  g_assert_cmpuint (events->len, ==, sk_plan_get_n_placements (plan));
  for (guint k = 0; k < events->len; k++)
    {
      SkEvent *event = g_ptr_array_index (events, k);

      g_assert_true (sk_span_equal (sk_event_get_span (event),
                                    sk_plan_get_placement (plan, k)->span));
      g_assert_cmpint (sk_blocking_judge (event, &(SkBlockingFacts) { NULL }), ==,
                       SK_BLOCKING_OWN);
    }
}

/* --- text --- */

static const struct
{
  const char *name;
  const char *title;
  const char *line;             /* nothing folded */
} titles[] = {
  { "plain", "Write", "SUMMARY:Write\r\n" },
  { "separators", "a;b,c\\d:e", "SUMMARY:a\\;b\\,c\\\\d:e\r\n" },
  { "a-line-break", "a\nBEGIN:VEVENT\r\nb", "SUMMARY:a\\nBEGIN:VEVENT\\nb\r\n" },
  { "controls", "a\001\033[31mb\177", "SUMMARY:a[31mb\r\n" },
  { "not-utf-8", "a\xff" "b", "SUMMARY:a\xef\xbf\xbd" "b\r\n" },
  { "long",
    "A title that is so long that it does not fit into a line of seventy-five octets at all",
    "SUMMARY:A title that is so long that it does not fit into a line of seventy-five octets at "
    "all\r\n" },
  { "long-and-wide", "ÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜ 日本語日本語日本語日本語日本語日本語",
    "SUMMARY:ÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜ 日本語日本語日本語日本語日本語日本語\r\n" },
};

static void
test_title (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(SkPlan) plan = make_plan ("UTC", "2026-10-19T06:00:00Z", titles[i].title, 1);
  g_autofree char *text = sk_ical_codec_write (plan);
  g_autoptr(GString) unfolded = g_string_new (text);

  assert_lines (text);
  g_string_replace (unfolded, "\r\n ", "", 0);
  g_assert_nonnull (strstr (unfolded->str, titles[i].line));
}

static void
test_empty (void)
{
  g_autoptr(SkPlan) plan = make_plan ("Europe/Berlin", "2026-10-19T06:00:00Z", "Write", 0);
  g_autofree char *text = sk_ical_codec_write (plan);

  assert_lines (text);
  g_assert_true (sk_ical_check (text, strlen (text), NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_strdup_printf ("/codec/ical/round-trip/%s/%s", places[i].zone,
                                               places[i].at);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_round_trip);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *path = g_strconcat ("/codec/ical/title/", titles[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_title);
    }
  g_test_add_func ("/codec/ical/empty", test_empty);

  return g_test_run ();
}
