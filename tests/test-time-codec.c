/* test-time-codec.c — dates, times and zones, read and written
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-time-codec.h"

#include <string.h>

#define SEED 20261123
#define MANY_INSTANTS 20000
#define A_DAY 86400

static GTimeZone *
zone_of (const char *name)
{
  GTimeZone *zone = sk_zone_parse (name);

  g_assert_nonnull (zone);

  return zone;
}

/* --- dates and times --- */

typedef struct
{
  const char *name;
  const char *text;
  SkWhenKind  kind;             /* none: it is refused */
  gint64      value;
} When;

static const When whens[] = {
  { "a-date", "2026-11-25", SK_WHEN_DAY, 20782 },
  { "the-first-day", "1970-01-01", SK_WHEN_DAY, 0 },
  { "a-day-before-the-first", "1969-12-31", SK_WHEN_DAY, -1 },
  { "a-leap-day", "2024-02-29", SK_WHEN_DAY, 19782 },
  { "a-leap-day-of-a-fourth-century", "2000-02-29", SK_WHEN_DAY, 11016 },
  { "the-day-after-no-leap-day", "1900-03-01", SK_WHEN_DAY, -25508 },
  { "the-day-after-no-leap-day-to-come", "2100-03-01", SK_WHEN_DAY, 47541 },
  { "the-first-of-all-dates", "0001-01-01", SK_WHEN_DAY, -719162 },
  { "the-last-of-all-dates", "9999-12-31", SK_WHEN_DAY, 2932896 },

  { "a-time-east", "2026-11-25T09:00:00+01:00", SK_WHEN_INSTANT, 1795593600 },
  { "a-time-in-utc", "2026-11-25T08:00:00Z", SK_WHEN_INSTANT, 1795593600 },
  { "a-time-without-seconds", "2026-11-25T09:00+01:00", SK_WHEN_INSTANT, 1795593600 },
  { "a-time-without-seconds-in-utc", "2026-11-25T08:00Z", SK_WHEN_INSTANT, 1795593600 },
  { "an-offset-without-a-colon", "2026-11-25T09:00:00+0100", SK_WHEN_INSTANT, 1795593600 },
  { "a-time-west", "2026-11-25T09:00:00-03:30", SK_WHEN_INSTANT, 1795609800 },
  { "a-time-far-east", "2026-11-25T09:00:00+13:45", SK_WHEN_INSTANT, 1795547700 },
  { "no-offset-with-a-sign", "2026-11-25T08:00:00-00:00", SK_WHEN_INSTANT, 1795593600 },
  { "thousandths", "2026-11-25T09:00:00.123+01:00", SK_WHEN_INSTANT, 1795593600 },
  { "thousandths-are-cut", "2026-11-25T09:00:00.999Z", SK_WHEN_INSTANT, 1795597200 },
  { "a-long-fraction", "2026-11-25T08:00:00.999999999999999999Z", SK_WHEN_INSTANT, 1795593600 },
  { "thousandths-before-1970-are-cut", "1969-12-31T23:59:59.9Z", SK_WHEN_INSTANT, -1 },
  { "the-last-second-of-a-leap-day", "2024-02-29T23:59:59Z", SK_WHEN_INSTANT, 1709251199 },
  { "the-beginning", "1970-01-01T00:00:00Z", SK_WHEN_INSTANT, 0 },
  { "the-beginning-seen-from-the-east", "1970-01-01T01:00:00+01:00", SK_WHEN_INSTANT, 0 },
  { "the-beginning-seen-from-the-west", "1969-12-31T23:00:00-01:00", SK_WHEN_INSTANT, 0 },
  { "before-the-beginning", "1969-12-31T23:59:59Z", SK_WHEN_INSTANT, -1 },
  { "long-ago", "1900-01-01T00:00:00Z", SK_WHEN_INSTANT, -2208988800 },
  { "to-come", "2100-12-31T23:59:59Z", SK_WHEN_INSTANT, 4133980799 },

  { "nothing", "" },
  { "a-word", "today" },
  { "30-february", "2026-02-30" },
  { "no-leap-day", "2026-02-29" },
  { "no-leap-day-in-1900", "1900-02-29" },
  { "no-leap-day-in-2100", "2100-02-29" },
  { "31-april", "2026-04-31" },
  { "day-0", "2026-11-00" },
  { "day-32", "2026-12-32" },
  { "month-0", "2026-00-25" },
  { "month-13", "2026-13-25" },
  { "year-0", "0000-01-01" },
  { "a-year-of-five-digits", "12026-11-25" },
  { "a-year-of-two-digits", "26-11-25" },
  { "a-year-with-a-sign", "+2026-11-25" },
  { "a-year-before-1", "-0001-11-25" },
  { "one-digit-for-a-month", "2026-1-25" },
  { "one-digit-for-a-day", "2026-11-5" },
  { "no-dashes", "20261125" },
  { "slashes", "2026/11/25" },
  { "the-day-first", "25.11.2026" },
  { "a-week-date", "2026-W48-3" },
  { "an-ordinal-date", "2026-329" },
  { "only-a-month", "2026-11" },
  { "a-dash-at-the-end", "2026-11-25-" },
  { "a-space-before", " 2026-11-25" },
  { "a-space-after", "2026-11-25 " },
  { "a-line-break-after", "2026-11-25\n" },
  { "other-digits", "२०२६-11-25" },

  { "only-a-t", "2026-11-25T" },
  { "only-a-z", "2026-11-25Z" },
  { "no-offset", "2026-11-25T09:00:00" },
  { "no-offset-and-no-seconds", "2026-11-25T09:00" },
  { "a-space-instead-of-the-t", "2026-11-25 09:00:00Z" },
  { "a-small-t", "2026-11-25t09:00:00Z" },
  { "a-small-z", "2026-11-25T09:00:00z" },
  { "only-an-hour", "2026-11-25T09Z" },
  { "one-digit-for-an-hour", "2026-11-25T9:00Z" },
  { "one-digit-for-a-minute", "2026-11-25T09:0Z" },
  { "one-digit-for-a-second", "2026-11-25T09:00:0Z" },
  { "no-colons", "2026-11-25T090000Z" },
  { "hour-24", "2026-11-25T24:00:00Z" },
  { "hour-24-without-seconds", "2026-11-25T24:00Z" },
  { "minute-60", "2026-11-25T09:60:00Z" },
  { "second-60", "2026-11-25T09:00:60Z" },
  { "a-minus-in-the-time", "2026-11-25T-1:00:00Z" },
  { "a-point-without-digits", "2026-11-25T09:00:00.Z" },
  { "a-comma-for-the-fraction", "2026-11-25T09:00:00,5Z" },
  { "half-a-minute", "2026-11-25T09:00.5Z" },
  { "an-offset-of-hours", "2026-11-25T09:00:00+01" },
  { "an-offset-of-one-digit", "2026-11-25T09:00:00+1:00" },
  { "an-offset-without-minutes", "2026-11-25T09:00:00+01:" },
  { "an-offset-with-half-the-minutes", "2026-11-25T09:00:00+01:0" },
  { "an-offset-of-a-day", "2026-11-25T09:00:00+24:00" },
  { "an-offset-of-60-minutes", "2026-11-25T09:00:00+01:60" },
  { "an-offset-with-seconds", "2026-11-25T09:00:00+01:00:00" },
  { "a-space-before-the-offset", "2026-11-25T09:00:00 +01:00" },
  { "the-name-of-a-zone", "2026-11-25T09:00:00 UTC" },
  { "the-name-of-a-zone-in-brackets", "2026-11-25T09:00:00+01:00[Europe/Berlin]" },
  { "something-after-z", "2026-11-25T09:00:00Zz" },
  { "an-offset-after-z", "2026-11-25T09:00:00Z+01:00" },
  { "a-space-after-z", "2026-11-25T09:00:00Z " },
  { "a-time-on-30-february", "2026-02-30T09:00:00Z" },
  { "two-times", "2026-11-25T09:00:00Z/2026-11-25T10:00:00Z" },
};

static void
test_when (gconstpointer data)
{
  const When *row = data;
  SkWhen when = { SK_WHEN_NONE, 0 };

  g_assert_cmpint (sk_when_parse (row->text, &when), ==, row->kind != SK_WHEN_NONE);
  if (row->kind == SK_WHEN_NONE)
    return;

  g_assert_cmpint (when.kind, ==, row->kind);
  g_assert_cmpint (when.value, ==, row->value);
}

/* What has an offset, or no time, means the same whatever the zone. */
static void
test_when_local (gconstpointer data)
{
  const When *row = data;
  g_autoptr(GTimeZone) zone = zone_of ("Asia/Kathmandu");
  SkWhen when = { SK_WHEN_NONE, 0 };

  if (row->kind == SK_WHEN_NONE)
    return;

  g_assert_true (sk_when_parse_local (row->text, zone, &when));
  g_assert_cmpint (when.kind, ==, row->kind);
  g_assert_cmpint (when.value, ==, row->value);
}

typedef struct
{
  const char *name;
  const char *zone;
  const char *text;
  const char *same;             /* with its offset; NULL: it is refused */
} Local;

static const Local locals[] = {
  { "in-winter", "Europe/Berlin", "2026-11-25T09:00:00", "2026-11-25T09:00:00+01:00" },
  { "in-summer", "Europe/Berlin", "2026-07-01T09:00", "2026-07-01T09:00:00+02:00" },
  { "with-a-fraction", "Europe/Berlin", "2026-07-01T09:00:05.9", "2026-07-01T09:00:05+02:00" },
  { "before-1970", "Europe/Berlin", "1969-07-01T00:00:01", "1969-07-01T00:00:01+01:00" },
  { "in-utc", "UTC", "2026-11-25T09:00", "2026-11-25T09:00:00+00:00" },
  { "in-quarters", "Pacific/Chatham", "2026-11-25T09:00", "2026-11-25T09:00:00+13:45" },
  { "just-before-a-gap", "Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00" },
  { "in-a-gap", "Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:00:00+02:00" },
  { "just-after-a-gap", "Europe/Berlin", "2026-03-29T03:00", "2026-03-29T03:00:00+02:00" },
  { "before-what-is-twice", "Europe/Berlin", "2026-10-25T01:59:59", "2026-10-25T01:59:59+02:00" },
  { "after-what-is-twice", "Europe/Berlin", "2026-10-25T03:00", "2026-10-25T03:00:00+01:00" },
  { "an-offset-wins", "Europe/Berlin", "2026-11-25T09:00:00-05:00", "2026-11-25T15:00:00+01:00" },
  { "z-wins", "America/New_York", "2026-11-25T09:00Z", "2026-11-25T04:00:00-05:00" },
  { "hour-24", "Europe/Berlin", "2026-11-25T24:00" },
  { "half-an-offset", "Europe/Berlin", "2026-11-25T09:00+1" },
  { "a-space", "Europe/Berlin", "2026-11-25T09:00 " },
  { "30-february", "Europe/Berlin", "2026-02-30T09:00" },
  { "half-a-minute", "Europe/Berlin", "2026-11-25T09:00.5" },
};

static void
test_local (gconstpointer data)
{
  const Local *row = data;
  g_autoptr(GTimeZone) zone = zone_of (row->zone);
  SkWhen when = { SK_WHEN_NONE, 0 };

  g_assert_cmpint (sk_when_parse_local (row->text, zone, &when), ==, row->same != NULL);
  if (row->same == NULL)
    return;

  g_autofree char *printed = sk_when_print (when, zone);

  g_assert_cmpint (when.kind, ==, SK_WHEN_INSTANT);
  g_assert_cmpstr (printed, ==, row->same);
}

/* Which of the two it is, is GDateTime's choice; but it is one of them. */
static void
test_local_twice (void)
{
  g_autoptr(GTimeZone) zone = zone_of ("Europe/Berlin");
  SkWhen when;

  g_assert_true (sk_when_parse_local ("2026-10-25T02:30:00", zone, &when));
  g_assert_cmpint (when.kind, ==, SK_WHEN_INSTANT);
  g_assert_true (when.value == 1792888200 || when.value == 1792888200 + 3600);
}

/* --- written --- */

typedef struct
{
  const char *zone;
  gint64      instant;
  const char *text;
} Printed;

static const Printed printed[] = {
  { "UTC", 0, "1970-01-01T00:00:00+00:00" },
  { "UTC", -1, "1969-12-31T23:59:59+00:00" },
  { "UTC", 253402127999, "9999-12-29T23:59:59+00:00" },
  { "Asia/Kathmandu", 1795593600, "2026-11-25T13:45:00+05:45" },
  { "Europe/Berlin", 1774745999, "2026-03-29T01:59:59+01:00" },
  { "Europe/Berlin", 1774746000, "2026-03-29T03:00:00+02:00" },
  { "Europe/Berlin", 1792889999, "2026-10-25T02:59:59+02:00" },
  { "Europe/Berlin", 1792890000, "2026-10-25T02:00:00+01:00" },
  { "Europe/Berlin", 2130019200, "2037-07-01T02:00:00+02:00" },
  { "Europe/Berlin", 4086547200, "2099-07-01T02:00:00+02:00" },
  { "America/New_York", 1793512799, "2026-11-01T01:59:59-04:00" },
  { "America/New_York", 1793512800, "2026-11-01T01:00:00-05:00" },
  { "America/St_Johns", 1772947799, "2026-03-08T01:59:59-03:30" },
  { "America/St_Johns", 1772947800, "2026-03-08T03:00:00-02:30" },
  { "America/St_Johns", 1793507399, "2026-11-01T01:59:59-02:30" },
  { "America/St_Johns", 1793507400, "2026-11-01T01:00:00-03:30" },
  { "Pacific/Chatham", 1775311199, "2026-04-05T03:44:59+13:45" },
  { "Pacific/Chatham", 1775311200, "2026-04-05T02:45:00+12:45" },
  { "Pacific/Chatham", 1790431199, "2026-09-27T02:44:59+12:45" },
  { "Pacific/Chatham", 1790431200, "2026-09-27T03:45:00+13:45" },
  { "Australia/Lord_Howe", 1775314799, "2026-04-05T01:59:59+11:00" },
  { "Australia/Lord_Howe", 1775314800, "2026-04-05T01:30:00+10:30" },
  { "Australia/Lord_Howe", 1791041399, "2026-10-04T01:59:59+10:30" },
  { "Australia/Lord_Howe", 1791041400, "2026-10-04T02:30:00+11:00" },
};

static void
test_print (gconstpointer data)
{
  const Printed *row = data;
  g_autoptr(GTimeZone) zone = zone_of (row->zone);
  g_autofree char *text = sk_instant_print (row->instant, zone);
  g_autofree char *same = sk_when_print (sk_when_instant (row->instant), zone);
  SkWhen when;

  g_assert_cmpstr (text, ==, row->text);
  g_assert_cmpstr (same, ==, row->text);
  g_assert_true (sk_when_parse (text, &when));
  g_assert_true (sk_when_equal (when, sk_when_instant (row->instant)));
}

static void
test_print_dates (void)
{
  g_autoptr(GTimeZone) zone = zone_of ("Pacific/Chatham");
  g_autofree char *first = sk_when_print (sk_when_day (-719162), zone);
  g_autofree char *beginning = sk_when_print (sk_when_day (0), zone);
  g_autofree char *day = sk_when_print (sk_when_day (20782), zone);
  g_autofree char *last = sk_when_print (sk_when_day (2932896), zone);

  g_assert_cmpstr (first, ==, "0001-01-01");
  g_assert_cmpstr (beginning, ==, "1970-01-01");
  g_assert_cmpstr (day, ==, "2026-11-25");
  g_assert_cmpstr (last, ==, "9999-12-31");
  g_assert_null (sk_when_print ((SkWhen) { SK_WHEN_NONE, 0 }, zone));
}

static void
test_print_reads_back (void)
{
  static const char *const names[] = {
    "UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Pacific/Chatham", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Pago_Pago",
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);
  GTimeZone *zones[G_N_ELEMENTS (names)];

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    zones[i] = zone_of (names[i]);

  for (guint i = 0; i < MANY_INSTANTS; i++)
    {
      gint64 day = g_rand_int_range (rand, 2500, 47500);
      gint64 instant = day * A_DAY + g_rand_int_range (rand, 0, A_DAY);
      GTimeZone *zone = zones[i % G_N_ELEMENTS (names)];
      g_autofree char *text = sk_instant_print (instant, zone);
      SkWhen when;

      g_assert_cmpuint (strlen (text), ==, strlen ("2026-11-25T09:00:00+01:00"));
      g_assert_true (sk_when_parse (text, &when));
      g_assert_cmpint (when.kind, ==, SK_WHEN_INSTANT);
      g_assert_cmpint (when.value, ==, instant);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_time_zone_unref (zones[i]);
}

/* What cannot be written again must not be taken either. */
static const char *const edges[] = {
  "0001-01-01T00:00:00Z",
  "0001-01-01T00:00:00+23:59",
  "0999-12-31T12:00:00Z",
  "1000-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  "9999-12-31T23:59:59-23:59",
};

static void
test_edge (gconstpointer data)
{
  const char *text = data;
  g_autoptr(GTimeZone) zone = zone_of ("UTC");
  SkWhen when;
  SkWhen again;

  if (!sk_when_parse (text, &when))
    return;

  g_autofree char *written = sk_when_print (when, zone);

  g_assert_true (sk_when_parse (written, &again));
  g_assert_true (sk_when_equal (when, again));
}

/* --- days --- */

/* Every day of two centuries, against GDate and against a count of our own. */
static void
test_days (void)
{
  GDate date;
  gint64 day = -25567;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1900);

  for (; g_date_get_year (&date) <= 2100; g_date_add_days (&date, 1), day++)
    {
      g_autofree char *text = sk_when_print (sk_when_day (day), NULL);
      g_autoptr(GDateTime) midnight =
        g_date_time_new_utc (g_date_get_year (&date), (int) g_date_get_month (&date),
                             g_date_get_day (&date), 0, 0, 0);
      char iso[16];
      SkWhen when;
      GDate back;

      g_assert_cmpint (sk_day_from_date (&date), ==, day);
      g_assert_cmpint (g_date_time_to_unix (midnight), ==, day * A_DAY);

      sk_day_to_date (day, &back);
      g_assert_true (g_date_valid (&back));
      g_assert_cmpint (g_date_compare (&back, &date), ==, 0);

      g_assert_cmpuint (sk_day_get_weekday (day) + 1, ==, (guint) g_date_get_weekday (&date));

      g_date_strftime (iso, sizeof iso, "%Y-%m-%d", &date);
      g_assert_cmpstr (text, ==, iso);
      g_assert_true (sk_when_parse (iso, &when));
      g_assert_true (sk_when_equal (when, sk_when_day (day)));
    }

  g_assert_cmpint (day, ==, 47847);
}

static void
test_when_compares (void)
{
  SkWhen none = { SK_WHEN_NONE, 0 };

  g_assert_false (sk_when_is_set (none));
  g_assert_true (sk_when_is_set (sk_when_day (0)));
  g_assert_true (sk_when_is_set (sk_when_instant (0)));
  g_assert_true (sk_when_equal (none, (SkWhen) { SK_WHEN_NONE, 7 }));
  g_assert_true (sk_when_equal (sk_when_day (7), sk_when_day (7)));
  g_assert_false (sk_when_equal (sk_when_day (7), sk_when_day (8)));
  g_assert_false (sk_when_equal (sk_when_day (0), none));
  g_assert_false (sk_when_equal (sk_when_day (0), sk_when_instant (0)));
}

/* --- zones --- */

static const char *const good_zones[] = {
  "UTC", "Europe/Berlin", "Etc/GMT+1", "Etc/GMT-14", "America/Argentina/Buenos_Aires",
  "America/Port-au-Prince", "Pacific/Chatham",
};

static void
test_good_zone (gconstpointer data)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse (data);

  g_assert_nonnull (zone);
  g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, data);
}

static const struct
{
  const char *name;
  const char *text;
} bad_zones[] = {
  { "nothing", "" },
  { "an-offset", "+01:00" },
  { "an-offset-west", "-05:00" },
  { "an-offset-without-a-sign", "01:00" },
  { "an-offset-with-a-name", "UTC+01:00" },
  { "a-posix-rule", "EST5EDT,M3.2.0,M11.1.0" },
  { "a-posix-rule-with-brackets", "<+0330>-3:30" },
  { "a-short-posix-rule", "FOO5" },
  { "a-short-posix-rule-east", "FOO-5" },
  { "a-military-letter", "Z" },
  { "an-abbreviation", "CEST" },
  { "a-zone-that-is-not", "Nowhere/At_All" },
  { "a-region", "Europe" },
  { "a-region-with-a-slash", "Europe/" },
  { "small-letters", "europe/berlin" },
  { "a-space-before", " Europe/Berlin" },
  { "a-space-after", "Europe/Berlin " },
  { "a-line-break-after", "Europe/Berlin\n" },
  { "a-colon-before", ":Europe/Berlin" },
  { "a-path-up", "../../etc/passwd" },
  { "a-path-up-inside", "Europe/../../../../etc/passwd" },
  { "a-path-up-to-a-zone", "Europe/../Europe/Berlin" },
  { "a-path-from-the-root", "/etc/localtime" },
  { "a-list-of-zones", "zone.tab" },
  { "a-nul-like-percent-sign", "Europe%00/Berlin" },
  { "letters-beyond-ascii", "Europe/Zürich" },
  { "another-file-beside-the-zones", "leapseconds" },
};

static void
test_bad_zone (gconstpointer data)
{
  g_assert_null (sk_zone_parse (data));
}

/* --- times of day --- */

typedef struct
{
  const char *name;
  const char *text;
  int         minute;           /* -1: it is refused */
} Minute;

static const Minute minutes[] = {
  { "an-hour", "9", 9 * 60 },
  { "an-hour-of-two-digits", "09", 9 * 60 },
  { "an-hour-and-minutes", "9:30", 9 * 60 + 30 },
  { "the-long-form", "09:30", 9 * 60 + 30 },
  { "midnight", "0", 0 },
  { "midnight-in-full", "00:00", 0 },
  { "the-last-minute", "23:59", 24 * 60 - 1 },
  { "the-end-of-the-day", "24:00", 24 * 60 },
  { "the-end-of-the-day-as-an-hour", "24", 24 * 60 },
  { "nothing", "", -1 },
  { "after-the-end-of-the-day", "24:01", -1 },
  { "hour-25", "25", -1 },
  { "minute-60", "9:60", -1 },
  { "one-digit-for-a-minute", "9:3", -1 },
  { "three-digits-for-a-minute", "9:300", -1 },
  { "three-digits-for-an-hour", "009:30", -1 },
  { "no-minutes", "9:", -1 },
  { "no-hour", ":30", -1 },
  { "no-colon", "0930", -1 },
  { "a-point", "9.30", -1 },
  { "seconds", "09:30:00", -1 },
  { "a-minus", "-9", -1 },
  { "a-plus", "+9", -1 },
  { "a-space-before", " 9", -1 },
  { "a-space-after", "9 ", -1 },
  { "a-space-inside", "9: 30", -1 },
  { "a-half", "9.5", -1 },
  { "am", "9am", -1 },
  { "a-word", "noon", -1 },
};

static void
test_minute (gconstpointer data)
{
  const Minute *row = data;
  int minute = -1;

  g_assert_cmpint (sk_minute_parse (row->text, &minute), ==, row->minute >= 0);
  if (row->minute >= 0)
    g_assert_cmpint (minute, ==, row->minute);
}

typedef struct
{
  const char *name;
  const char *text;
  SkRange     range;            /* empty: it is refused */
} Range;

static const Range ranges[] = {
  { "the-long-form", "09:00-12:30", { 540, 750 } },
  { "all-day", "00:00-24:00", { 0, 1440 } },
  { "to-the-end-of-the-day", "22:00-24:00", { 1320, 1440 } },
  { "a-minute", "09:00-09:01", { 540, 541 } },
  { "the-short-form", "9-17" },
  { "half-of-it-short", "09:00-17" },
  { "one-digit-for-an-hour", "9:00-12:30" },
  { "nothing", "" },
  { "only-a-dash", "-" },
  { "no-end", "09:00-" },
  { "no-start", "-12:30" },
  { "one-time", "09:00" },
  { "empty", "09:00-09:00" },
  { "empty-at-the-end-of-the-day", "24:00-24:00" },
  { "backwards", "17:00-09:00" },
  { "over-midnight", "22:00-02:00" },
  { "beyond-the-day", "22:00-25:00" },
  { "three-times", "09:00-12:00-17:00" },
  { "two-ranges", "09:00-12:00,13:00-17:00" },
  { "spaces", "09:00 - 12:30" },
  { "a-space-after", "09:00-12:30 " },
  { "a-long-dash", "09:00–12:30" },
  { "a-dash-too-many", "09:00--12:30" },
  { "a-word", "09:00 to 12:30" },
};

static void
test_range (gconstpointer data)
{
  const Range *row = data;
  SkRange range = { 0, 0 };
  gboolean is_good = row->range.end_minute > 0;

  g_assert_cmpint (sk_range_parse (row->text, &range), ==, is_good);
  if (!is_good)
    return;

  g_assert_cmpint (range.start_minute, ==, row->range.start_minute);
  g_assert_cmpint (range.end_minute, ==, row->range.end_minute);
}

static void
add (const char    *prefix,
     const char    *name,
     gconstpointer  data,
     GTestDataFunc  test)
{
  g_autofree char *safe = g_strdelimit (g_strdup (name), "/", '~');
  g_autofree char *path = g_strdup_printf ("/codec/time/%s/%s", prefix, safe);

  g_test_add_data_func (path, data, test);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (whens); i++)
    {
      gboolean is_good = whens[i].kind != SK_WHEN_NONE;

      add (is_good ? "reads" : "refuses", whens[i].name, &whens[i], test_when);
      if (is_good)
        add ("reads-in-a-zone", whens[i].name, &whens[i], test_when_local);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (locals); i++)
    add ("local", locals[i].name, &locals[i], test_local);
  for (gsize i = 0; i < G_N_ELEMENTS (printed); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-in-%s", printed[i].text, printed[i].zone);
      add ("writes", name, &printed[i], test_print);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    add ("can-be-written-again", edges[i], edges[i], test_edge);
  for (gsize i = 0; i < G_N_ELEMENTS (good_zones); i++)
    add ("knows-zone", good_zones[i], good_zones[i], test_good_zone);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_zones); i++)
    add ("refuses-zone", bad_zones[i].name, bad_zones[i].text, test_bad_zone);
  for (gsize i = 0; i < G_N_ELEMENTS (minutes); i++)
    add ("minute", minutes[i].name, &minutes[i], test_minute);
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    add ("range", ranges[i].name, &ranges[i], test_range);

  g_test_add_func ("/codec/time/local-twice-is-one-of-the-two", test_local_twice);
  g_test_add_func ("/codec/time/writes-dates", test_print_dates);
  g_test_add_func ("/codec/time/what-is-written-reads-back", test_print_reads_back);
  g_test_add_func ("/codec/time/days-are-those-of-the-calendar", test_days);
  g_test_add_func ("/codec/time/dates-and-instants-compare", test_when_compares);

  return g_test_run ();
}
