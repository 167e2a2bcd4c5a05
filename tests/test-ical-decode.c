/* test-ical-decode.c — every construct of iCalendar that says when
 *
 * Each row is told in three zones that change their clocks on different days,
 * in both hemispheres; "@" stands for what names the zone.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-ical-decode.h"
#include "sk-windows-zones.h"

#define DAY 86400

static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Pacific/Auckland" };

/* What is expected: start/minutes, on the clocks of the zone, in order. */
typedef struct
{
  const char *name;
  const char *from;             /* a day; two weeks of it are wanted */
  const char *events;
  const char *expect;
} Case;

#define EVENT(lines) "BEGIN:VEVENT\nUID:a\nSUMMARY:A\n" lines "END:VEVENT\n"
#define NINE "DTSTART@20261019T090000\nDTEND@20261019T093000\n"

static const Case cases[] = {
  /* --- one by one --- */
  { "a-single-event", "2026-10-19", EVENT (NINE), "2026-10-19T09:00/30" },
  { "an-event-of-another-month-is-not-wanted", "2026-11-19", EVENT (NINE), "" },
  { "a-duration-in-place-of-an-end", "2026-10-19",
    EVENT ("DTSTART@20261019T090000\nDURATION:PT1H15M\n"), "2026-10-19T09:00/75" },
  { "a-duration-of-a-week", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDURATION:P1W\n"), "2026-10-05T09:00/10080" },
  { "a-time-without-an-end-takes-none", "2026-10-19", EVENT ("DTSTART@20261019T090000\n"),
    "2026-10-19T09:00/0" },
  { "an-end-before-the-start-takes-none", "2026-10-19",
    EVENT ("DTSTART@20261019T090000\nDTEND@20261019T080000\n"), "2026-10-19T09:00/0" },
  { "past-midnight", "2026-10-19",
    EVENT ("DTSTART@20261019T230000\nDTEND@20261020T010000\n"), "2026-10-19T23:00/120" },
  { "begun-before-what-is-wanted", "2026-10-20",
    EVENT ("DTSTART@20261019T230000\nDTEND@20261020T010000\n"), "2026-10-19T23:00/120" },
  { "ended-when-what-is-wanted-begins", "2026-10-20",
    EVENT ("DTSTART@20261019T230000\nDTEND@20261020T000000\n"), "" },
  { "a-floating-time-is-the-persons-own", "2026-10-19",
    EVENT ("DTSTART:20261019T090000\nDTEND:20261019T093000\n"), "2026-10-19T09:00/30" },
  { "an-end-in-the-zone-of-the-start", "2026-10-19",
    EVENT ("DTSTART@20261019T090000\nDTEND:20261019T093000\n"), "2026-10-19T09:00/30" },
  { "an-all-day-event", "2026-10-12",
    EVENT ("DTSTART;VALUE=DATE:20261014\nDTEND;VALUE=DATE:20261015\n"), "2026-10-14T00:00/1440" },
  { "an-all-day-event-without-an-end", "2026-10-12", EVENT ("DTSTART;VALUE=DATE:20261014\n"),
    "2026-10-14T00:00/1440" },
  { "an-all-day-event-with-the-same-end", "2026-10-12",
    EVENT ("DTSTART;VALUE=DATE:20261014\nDTEND;VALUE=DATE:20261014\n"), "2026-10-14T00:00/1440" },
  { "several-days", "2026-10-12",
    EVENT ("DTSTART;VALUE=DATE:20261014\nDURATION:P3D\n"), "2026-10-14T00:00/4320" },

  /* --- again and again --- */
  { "daily", "2026-10-05", EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\n"
                                  "RRULE:FREQ=DAILY;COUNT=3\n"),
    "2026-10-05T09:00/30 2026-10-06T09:00/30 2026-10-07T09:00/30" },
  { "counted-from-the-first-even-if-it-is-long-ago", "2026-10-05",
    EVENT ("DTSTART@20261001T090000\nDTEND@20261001T093000\nRRULE:FREQ=DAILY;COUNT=6\n"),
    "2026-10-05T09:00/30 2026-10-06T09:00/30" },
  { "every-other-week-on-two-days", "2026-10-05",
    EVENT ("DTSTART@20260907T090000\nDTEND@20260907T093000\n"
           "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE\n"),
    "2026-10-05T09:00/30 2026-10-07T09:00/30" },
  { "every-fourth-week-from-a-day-beside-its-rule", "2026-10-05",
    EVENT ("DTSTART@20260904T090000\nDTEND@20260904T093000\n"
           "RRULE:FREQ=WEEKLY;INTERVAL=4;BYDAY=SU\n"),
    "" },
  { "until-in-days-means-to-the-end-of-the-day", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;UNTIL=20261006\n"),
    "2026-10-05T09:00/30 2026-10-06T09:00/30" },
  { "until-on-its-own-clock", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\n"
           "RRULE:FREQ=DAILY;UNTIL=20261006T090000\n"),
    "2026-10-05T09:00/30 2026-10-06T09:00/30" },
  { "what-is-excepted-counts", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=3\n"
           "EXDATE@20261006T090000,20261007T090000\n"),
    "2026-10-05T09:00/30" },
  { "a-start-beside-its-rule-is-one-more", "2026-10-05",
    EVENT ("DTSTART@20261006T090000\nDTEND@20261006T093000\nRRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2\n"),
    "2026-10-06T09:00/30 2026-10-09T09:00/30 2026-10-16T09:00/30" },
  { "weeks-begin-as-the-rule-says", "2026-10-05",
    EVENT ("DTSTART@20260906T090000\nDTEND@20260906T093000\n"
           "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU\n"),
    "2026-10-06T09:00/30 2026-10-18T09:00/30" },
  { "two-rules", "2026-10-05",
    EVENT ("DTSTART@20260901T090000\nDTEND@20260901T093000\n"
           "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261008\nRRULE:FREQ=MONTHLY;BYMONTHDAY=6,16\n"),
    "2026-10-06T09:00/30 2026-10-16T09:00/30" },
  { "the-last-working-day-of-the-month", "2026-10-19",
    EVENT ("DTSTART@20260130T090000\nDTEND@20260130T093000\n"
           "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1\n"),
    "2026-10-30T09:00/30" },
  { "the-second-tuesday", "2026-10-05",
    EVENT ("DTSTART@20260113T090000\nDTEND@20260113T093000\nRRULE:FREQ=MONTHLY;BYDAY=2TU\n"),
    "2026-10-13T09:00/30" },
  { "a-day-some-months-do-not-have", "2026-09-21",
    EVENT ("DTSTART@20260131T090000\nDTEND@20260131T093000\nRRULE:FREQ=MONTHLY\n"), "" },
  { "counted-from-the-end-of-the-month", "2026-09-21",
    EVENT ("DTSTART@20260130T090000\nDTEND@20260130T093000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-2\n"),
    "2026-09-29T09:00/30" },
  { "yearly-by-its-day", "2026-10-05",
    EVENT ("DTSTART@20101009T090000\nDTEND@20101009T093000\nRRULE:FREQ=YEARLY\n"),
    "2026-10-09T09:00/30" },
  { "the-hundredth-day-of-the-year", "2026-04-06",
    EVENT ("DTSTART@20200409T090000\nDTEND@20200409T093000\nRRULE:FREQ=YEARLY;BYYEARDAY=100\n"),
    "2026-04-10T09:00/30" },
  { "a-week-of-the-year", "2026-10-05",
    EVENT ("DTSTART@20250101T090000\nDTEND@20250101T093000\n"
           "RRULE:FREQ=YEARLY;BYWEEKNO=42,10;BYDAY=TU\n"),
    "2026-10-13T09:00/30" },
  { "the-twentieth-monday-of-the-year", "2026-05-11",
    EVENT ("DTSTART@20250519T090000\nDTEND@20250519T093000\nRRULE:FREQ=YEARLY;BYDAY=20MO\n"),
    "2026-05-18T09:00/30" },
  { "twice-a-day", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\n"
           "RRULE:FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,30;COUNT=5\n"),
    "2026-10-05T09:00/30 2026-10-05T09:30/30 2026-10-05T14:00/30 2026-10-05T14:30/30 "
    "2026-10-06T09:00/30" },
  { "every-seven-hours", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDURATION:PT5M\nRRULE:FREQ=HOURLY;INTERVAL=7;COUNT=3\n"),
    "2026-10-05T09:00/5 2026-10-05T16:00/5 2026-10-05T23:00/5" },
  { "every-quarter-of-one-hour", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDURATION:PT5M\n"
           "RRULE:FREQ=MINUTELY;INTERVAL=15;BYHOUR=9;UNTIL=20261005T235959\n"),
    "2026-10-05T09:00/5 2026-10-05T09:15/5 2026-10-05T09:30/5 2026-10-05T09:45/5" },
  { "a-rule-that-never-comes-true-has-its-start", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\n"
           "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\n"),
    "2026-10-05T09:00/30" },
  { "all-day-every-week", "2026-10-05",
    EVENT ("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=WEEKLY;BYDAY=FR\n"),
    "2026-10-09T00:00/1440 2026-10-16T00:00/1440" },

  /* --- but not then, and then too --- */
  { "except-on-a-day", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=3\n"
           "EXDATE@20261006T090000\n"),
    "2026-10-05T09:00/30 2026-10-07T09:00/30" },
  { "except-on-days-as-days", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=3\n"
           "EXDATE;VALUE=DATE:20261005,20261006\n"),
    "2026-10-07T09:00/30" },
  { "except-on-its-first", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=2\n"
           "EXDATE:20261005T090000\n"),
    "2026-10-06T09:00/30" },
  { "except-by-a-rule", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=4\n"
           "EXRULE:FREQ=DAILY;INTERVAL=2\n"),
    "2026-10-06T09:00/30 2026-10-08T09:00/30" },
  { "on-another-date-in-its-zone", "2026-10-19",
    EVENT (NINE "RDATE@20261026T150000,20261027T150000\n"),
    "2026-10-19T09:00/30 2026-10-26T15:00/30 2026-10-27T15:00/30" },
  { "on-another-date-as-a-day", "2026-10-19", EVENT (NINE "RDATE;VALUE=DATE:20261021\n"),
    "2026-10-19T09:00/30 2026-10-21T09:00/30" },
  { "a-date-that-the-rule-has-too-counts-once", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=2\n"
           "RDATE@20261006T090000\n"),
    "2026-10-05T09:00/30 2026-10-06T09:00/30" },
  { "except-all-day", "2026-10-05",
    EVENT ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261006\n"),
    "2026-10-05T00:00/1440 2026-10-07T00:00/1440" },

  /* --- overrides --- */
  { "one-is-moved", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=3\n")
    EVENT ("RECURRENCE-ID@20261006T090000\nDTSTART@20261006T150000\nDTEND@20261006T160000\n"),
    "2026-10-05T09:00/30 2026-10-06T15:00/60 2026-10-07T09:00/30" },
  { "one-is-moved-away", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=2\n")
    EVENT ("RECURRENCE-ID@20261006T090000\nDTSTART@20261206T150000\nDTEND@20261206T160000\n"),
    "2026-10-05T09:00/30" },
  { "one-is-moved-here", "2026-10-05",
    EVENT ("DTSTART@20260105T090000\nDTEND@20260105T093000\nRRULE:FREQ=DAILY;COUNT=2\n")
    EVENT ("RECURRENCE-ID@20260106T090000\nDTSTART@20261006T150000\nDTEND@20261006T160000\n"),
    "2026-10-06T15:00/60" },
  { "the-override-comes-first", "2026-10-05",
    EVENT ("RECURRENCE-ID@20261006T090000\nDTSTART@20261006T150000\nDTEND@20261006T160000\n")
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=2\n"),
    "2026-10-05T09:00/30 2026-10-06T15:00/60" },
  { "the-newer-override-counts", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=2\n")
    EVENT ("SEQUENCE:2\nRECURRENCE-ID@20261006T090000\nDTSTART@20261006T150000\n")
    EVENT ("SEQUENCE:1\nRECURRENCE-ID@20261006T090000\nDTSTART@20261006T180000\n"),
    "2026-10-05T09:00/30 2026-10-06T15:00/0" },
  { "an-override-without-its-series", "2026-10-05",
    EVENT ("RECURRENCE-ID@20261006T090000\nDTSTART@20261006T150000\nDTEND@20261006T160000\n"),
    "2026-10-06T15:00/60" },
  { "this-and-all-later-ones-are-moved", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=4\n")
    EVENT ("RECURRENCE-ID;RANGE=THISANDFUTURE@20261007T090000\nDTSTART@20261007T100000\n"
           "DTEND@20261007T110000\n"),
    "2026-10-05T09:00/30 2026-10-06T09:00/30 2026-10-07T10:00/60 2026-10-08T10:00/60" },
  { "later-ones-are-moved-twice-and-one-by-itself", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=6\n")
    EVENT ("RECURRENCE-ID;RANGE=THISANDFUTURE@20261006T090000\nDTSTART@20261006T100000\n"
           "DTEND@20261006T110000\n")
    EVENT ("RECURRENCE-ID@20261008T090000\nDTSTART@20261008T180000\nDTEND@20261008T181500\n")
    EVENT ("RECURRENCE-ID;RANGE=THISANDFUTURE@20261009T090000\nDTSTART@20261010T080000\n"
           "DTEND@20261010T082000\n"),
    "2026-10-05T09:00/30 2026-10-06T10:00/60 2026-10-07T10:00/60 2026-10-08T18:00/15 "
    "2026-10-10T08:00/20 2026-10-11T08:00/20" },
  { "later-days-are-moved", "2026-10-05",
    EVENT ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=WEEKLY;COUNT=2\n")
    EVENT ("RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261012\n"
           "DTSTART;VALUE=DATE:20261013\nDTEND;VALUE=DATE:20261015\n"),
    "2026-10-05T00:00/1440 2026-10-13T00:00/2880" },
  { "an-override-that-says-only-what-is-new", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=2\n")
    EVENT ("RECURRENCE-ID@20261006T090000\nDURATION:PT1H\n"),
    "2026-10-05T09:00/30 2026-10-06T09:00/60" },
  { "an-override-with-a-rule-of-its-own", "2026-10-05",
    EVENT ("DTSTART@20260928T090000\nDTEND@20260928T093000\nRRULE:FREQ=WEEKLY;UNTIL=20261004\n")
    EVENT ("RECURRENCE-ID@20261005T090000\nDTSTART@20261005T100000\nDTEND@20261005T110000\n"
           "RRULE:FREQ=WEEKLY\n"),
    "2026-10-05T10:00/60 2026-10-12T10:00/60" },
  { "an-override-with-a-copy-of-the-rule", "2026-10-05",
    EVENT ("DTSTART@20261005T090000\nDTEND@20261005T093000\nRRULE:FREQ=DAILY;COUNT=3\n")
    EVENT ("RECURRENCE-ID@20261006T090000\nDTSTART@20261006T100000\nDTEND@20261006T110000\n"
           "RRULE:FREQ=DAILY;COUNT=3\n"),
    "2026-10-05T09:00/30 2026-10-06T10:00/60 2026-10-07T09:00/30" },
  { "one-of-an-all-day-series-is-moved", "2026-10-05",
    EVENT ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=DAILY;COUNT=2\n")
    EVENT ("RECURRENCE-ID;VALUE=DATE:20261006\nDTSTART;VALUE=DATE:20261009\n"),
    "2026-10-05T00:00/1440 2026-10-09T00:00/1440" },
};

/* --- running --- */

static gint64
resolve (const char *day,
         GTimeZone  *zone)
{
  g_autofree char *text = g_strconcat (day, "T00:00:00", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

/* "@20261019T090000" → ";TZID=Europe/Berlin:20261019T090000" */
static char *
dup_calendar (const char *before,
              const char *events,
              const char *tzid)
{
  g_autofree char *zone = g_strdup_printf (";TZID=%s:2", tzid);
  g_auto(GStrv) parts = g_strsplit (events, "@2", -1);      /* not that of a mail address */
  g_autofree char *body = g_strjoinv (zone, parts);
  g_autofree char *whole = g_strconcat ("BEGIN:VCALENDAR\nVERSION:2.0\n", before, body,
                                        "END:VCALENDAR\n", NULL);
  g_auto(GStrv) lines = g_strsplit (whole, "\n", -1);

  return g_strjoinv ("\r\n", lines);
}

static char *
dup_found (GPtrArray *events,
           GTimeZone *zone)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    {
      SkSpan span = sk_event_get_span (g_ptr_array_index (events, i));
      g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (span.start);
      g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
      g_autofree char *start = g_date_time_format (local, "%Y-%m-%dT%H:%M");

      g_string_append_printf (out, "%s%s/%d", i > 0 ? " " : "", start,
                              (int) (sk_span_length (span) / 60));
    }

  return g_strdup (out->str);
}

static GPtrArray *
decode (const char *text,
        const char *from,
        GTimeZone  *zone,
        GPtrArray  *notes)
{
  g_autoptr(GError) error = NULL;
  gint64 start = resolve (from, zone);
  GPtrArray *events = sk_ical_decode (text, strlen (text), &(SkIcalWish) {
    .calendar = "Test", .span = { start, start + 14 * DAY }, .zone = zone,
  }, notes, &error);

  g_assert_no_error (error);
  return events;
}

/* What @text holds, on the clocks of @zone_name. */
static char *
run (const char *text,
     const char *from,
     const char *zone_name,
     guint       n_notes)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) events = decode (text, from, zone, notes);

  g_assert_cmpuint (notes->len, ==, n_notes);
  return dup_found (events, zone);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *text = dup_calendar ("", c->events, zones[i]);
      g_autofree char *found = run (text, c->from, zones[i], 0);

      g_assert_cmpstr (found, ==, c->expect);
    }
}

/* --- clock changes --- */

typedef struct
{
  const char *name;
  const char *zone;
  const char *from;
  const char *events;
  const char *expect;
} ChangeCase;

static const ChangeCase changes[] = {
  { "nine-stays-nine", "Europe/Berlin", "2026-10-23",
    EVENT ("DTSTART@20261023T090000\nDTEND@20261023T093000\nRRULE:FREQ=DAILY;COUNT=4\n"),
    "2026-10-23T09:00/30 2026-10-24T09:00/30 2026-10-25T09:00/30 2026-10-26T09:00/30" },
  { "a-time-that-is-not-is-later", "Europe/Berlin", "2027-03-27",
    EVENT ("DTSTART@20270327T023000\nDTEND@20270327T030000\nRRULE:FREQ=DAILY;COUNT=3\n"),
    "2027-03-27T02:30/30 2027-03-28T03:30/30 2027-03-29T02:30/30" },
  { "a-time-that-is-twice-is-the-first", "Europe/Berlin", "2026-10-25",
    EVENT ("DTSTART@20261025T023000\nDTEND@20261025T033000\n"), "2026-10-25T02:30/120" },
  { "an-end-is-so-much-time-later", "America/New_York", "2026-10-31",
    EVENT ("DTSTART@20261030T220000\nDTEND@20261031T060000\nRRULE:FREQ=DAILY;COUNT=2\n"),
    "2026-10-30T22:00/480 2026-10-31T22:00/480" },
  { "a-day-is-a-day-of-the-calendar", "America/New_York", "2026-10-31",
    EVENT ("DTSTART@20261031T220000\nDURATION:P1D\n"), "2026-10-31T22:00/1500" },
  { "a-day-of-25-hours", "Europe/Berlin", "2026-10-25",
    EVENT ("DTSTART;VALUE=DATE:20261025\n"), "2026-10-25T00:00/1500" },
  { "days-of-which-the-first-begins-at-one", "America/Santiago", "2026-09-05",
    EVENT ("DTSTART;VALUE=DATE:20260906\nDTEND;VALUE=DATE:20260908\n"), "2026-09-06T01:00/2820" },
  { "a-day-of-23-hours", "Pacific/Auckland", "2026-09-27",
    EVENT ("DTSTART;VALUE=DATE:20260927\n"), "2026-09-27T00:00/1380" },
  { "half-an-hour-is-enough", "Australia/Lord_Howe", "2026-10-03",
    EVENT ("DTSTART@20261003T090000\nDTEND@20261003T093000\nRRULE:FREQ=DAILY;COUNT=3\n"),
    "2026-10-03T09:00/30 2026-10-04T09:00/30 2026-10-05T09:00/30" },
  { "until-in-utc", "America/New_York", "2026-10-19",
    EVENT ("DTSTART@20261019T200000\nDTEND@20261019T203000\n"
           "RRULE:FREQ=DAILY;UNTIL=20261021T000000Z\n"),
    "2026-10-19T20:00/30 2026-10-20T20:00/30" },
  { "until-in-utc-east-of-it", "Pacific/Auckland", "2026-10-19",
    EVENT ("DTSTART@20261019T090000\nDTEND@20261019T093000\n"
           "RRULE:FREQ=DAILY;UNTIL=20261019T200000Z\n"),
    "2026-10-19T09:00/30 2026-10-20T09:00/30" },
  { "until-in-utc-after-a-change", "Europe/Berlin", "2026-10-24",
    EVENT ("DTSTART@20261024T090000\nDTEND@20261024T093000\n"
           "RRULE:FREQ=DAILY;UNTIL=20261026T075959Z\n"),
    "2026-10-24T09:00/30 2026-10-25T09:00/30" },
  { "days-until-a-midnight-in-utc", "Europe/Berlin", "2026-07-06",
    EVENT ("DTSTART;VALUE=DATE:20260702\nRRULE:FREQ=WEEKLY;UNTIL=20260715T220000Z\n"),
    "2026-07-09T00:00/1440 2026-07-16T00:00/1440" },
  { "days-until-the-midnight-of-another-place", "America/New_York", "2026-07-06",
    EVENT ("DTSTART;VALUE=DATE:20260702\nRRULE:FREQ=WEEKLY;UNTIL=20260715T220000Z\n"),
    "2026-07-09T00:00/1440 2026-07-16T00:00/1440" },
  { "days-until-a-midnight-in-utc-west", "America/New_York", "2026-07-06",
    EVENT ("DTSTART;VALUE=DATE:20260702\nRRULE:FREQ=WEEKLY;UNTIL=20260716T040000Z\n"),
    "2026-07-09T00:00/1440 2026-07-16T00:00/1440" },
  { "days-until-the-end-of-one-in-utc", "Europe/Berlin", "2026-07-06",
    EVENT ("DTSTART;VALUE=DATE:20260702\nRRULE:FREQ=WEEKLY;UNTIL=20260715T235959Z\n"),
    "2026-07-09T00:00/1440" },
  { "floating-all-over-a-change", "America/New_York", "2026-10-31",
    EVENT ("DTSTART:20261031T090000\nDTEND:20261031T093000\nRRULE:FREQ=DAILY;COUNT=3\n"),
    "2026-10-31T09:00/30 2026-11-01T09:00/30 2026-11-02T09:00/30" },
  { "an-end-in-another-zone", "Europe/Berlin", "2026-10-19",
    EVENT ("DTSTART@20261019T180000\nDTEND;TZID=America/New_York:20261019T200000\n"),
    "2026-10-19T18:00/480" },
  { "another-date-in-another-zone", "Europe/Berlin", "2026-10-19",
    EVENT (NINE "RDATE;TZID=America/New_York:20261020T120000\n"
           "EXDATE;TZID=America/New_York:20261019T030000\n"),
    "2026-10-20T18:00/30" },
  { "an-override-in-another-zone", "Europe/Berlin", "2026-10-24",
    EVENT ("DTSTART@20261024T090000\nDTEND@20261024T093000\nRRULE:FREQ=DAILY;COUNT=2\n")
    EVENT ("RECURRENCE-ID;TZID=America/New_York:20261025T040000\n"
           "DTSTART;TZID=America/New_York:20261025T080000\n"
           "DTEND;TZID=America/New_York:20261025T090000\n"),
    "2026-10-24T09:00/30 2026-10-25T13:00/60" },
  { "later-ones-are-moved-over-a-change", "Europe/Berlin", "2026-10-23",
    EVENT ("DTSTART@20261023T090000\nDTEND@20261023T093000\nRRULE:FREQ=DAILY;COUNT=4\n")
    EVENT ("RECURRENCE-ID;RANGE=THISANDFUTURE@20261024T090000\nDTSTART@20261024T110000\n"
           "DTEND@20261024T120000\n"),
    "2026-10-23T09:00/30 2026-10-24T11:00/60 2026-10-25T11:00/60 2026-10-26T11:00/60" },
  { "past-midnight-over-a-change", "Pacific/Auckland", "2026-09-26",
    EVENT ("DTSTART@20260925T230000\nDURATION:PT6H\nRRULE:FREQ=DAILY;COUNT=2\n"),
    "2026-09-25T23:00/360 2026-09-26T23:00/360" },
  { "every-hour-over-a-change", "America/New_York", "2026-11-01",
    EVENT ("DTSTART@20261101T000000\nDURATION:PT5M\nRRULE:FREQ=HOURLY;INTERVAL=2;COUNT=3\n"),
    "2026-11-01T00:00/5 2026-11-01T02:00/5 2026-11-01T04:00/5" },
  { "a-series-in-utc-moves-on-the-clock", "Europe/Berlin", "2026-10-24",
    EVENT ("DTSTART:20261024T080000Z\nDTEND:20261024T083000Z\nRRULE:FREQ=DAILY;COUNT=2\n"),
    "2026-10-24T10:00/30 2026-10-25T09:00/30" },
  { "an-exception-in-utc", "Europe/Berlin", "2026-10-24",
    EVENT ("DTSTART@20261024T090000\nDTEND@20261024T093000\nRRULE:FREQ=DAILY;COUNT=3\n"
           "EXDATE:20261025T080000Z\n"),
    "2026-10-24T09:00/30 2026-10-26T09:00/30" },
  { "an-override-in-utc", "Europe/Berlin", "2026-10-24",
    EVENT ("DTSTART@20261024T090000\nDTEND@20261024T093000\nRRULE:FREQ=DAILY;COUNT=2\n")
    EVENT ("RECURRENCE-ID:20261025T080000Z\nDTSTART:20261025T120000Z\nDTEND:20261025T123000Z\n"),
    "2026-10-24T09:00/30 2026-10-25T13:00/30" },
  { "a-period-has-an-end-of-its-own", "Europe/Berlin", "2026-10-19",
    EVENT (NINE "RDATE;VALUE=PERIOD:20261026T120000Z/20261026T140000Z,20261027T120000Z/PT15M\n"),
    "2026-10-19T09:00/30 2026-10-26T13:00/120 2026-10-27T13:00/15" },
};

static void
test_change (gconstpointer data)
{
  const ChangeCase *c = data;
  g_autofree char *text = dup_calendar ("", c->events, c->zone);
  g_autofree char *found = run (text, c->from, c->zone, 0);

  g_assert_cmpstr (found, ==, c->expect);
}

/* --- zones --- */

#define BERLIN_RULES \
  "BEGIN:DAYLIGHT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nDTSTART:16010325T020000\n" \
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\n" \
  "BEGIN:STANDARD\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nDTSTART:16011028T030000\n" \
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\n"
#define STUB "BEGIN:STANDARD\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nDTSTART:19700101T000000\n" \
  "END:STANDARD\n"

#define NEW_YORK_RULES \
  "BEGIN:DAYLIGHT\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nDTSTART:20070311T020000\n" \
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nEND:DAYLIGHT\n" \
  "BEGIN:STANDARD\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nDTSTART:20071104T020000\n" \
  "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nEND:STANDARD\n"
#define AUCKLAND_RULES \
  "BEGIN:DAYLIGHT\nTZOFFSETFROM:+1200\nTZOFFSETTO:+1300\nDTSTART:20070930T020000\n" \
  "RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU\nEND:DAYLIGHT\n" \
  "BEGIN:STANDARD\nTZOFFSETFROM:+1300\nTZOFFSETTO:+1200\nDTSTART:20080406T030000\n" \
  "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU\nEND:STANDARD\n"
#define CHANGED(year) "BEGIN:DAYLIGHT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n" \
  "DTSTART:" year "0329T020000\nRDATE:" year "0329T020000\nEND:DAYLIGHT\n" \
  "BEGIN:STANDARD\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nDTSTART:" year "1025T030000\n" \
  "END:STANDARD\n"

/* A zone, and the first of three days of which the second changes its clocks. */
#define BERLIN "Europe/Berlin", "20261024", "2026-10-24"
#define NEW_YORK "America/New_York", "20261031", "2026-10-31"
#define AUCKLAND "Pacific/Auckland", "20260926", "2026-09-26"

/* A daily event at nine, around a change of the clocks. */
static const struct
{
  const char *name;
  const char *zone;             /* what is meant */
  const char *first;
  const char *from;
  const char *tzid;
  const char *description;      /* what a VTIMEZONE has besides its name */
  guint       n_notes;
} zone_cases[] = {
  { "described-in-the-file", BERLIN, "Weird Berlin", BERLIN_RULES, 0 },
  { "described-in-the-file-west", NEW_YORK, "Weird York", NEW_YORK_RULES, 0 },
  { "described-in-the-file-south", AUCKLAND, "Weird Auckland", AUCKLAND_RULES, 0 },
  { "described-by-dates", BERLIN, "Weird Berlin", CHANGED ("2026"), 0 },
  { "described-under-a-known-name", BERLIN, "Europe/Berlin", BERLIN_RULES, 0 },
  { "described-under-the-name-of-another", AUCKLAND, "Europe/Berlin", AUCKLAND_RULES, 0 },
  { "described-half-under-a-known-name", BERLIN, "Europe/Berlin", STUB, 0 },
  { "an-iana-name", BERLIN, "Europe/Berlin", NULL, 0 },
  { "an-iana-name-west", NEW_YORK, "America/New_York", NULL, 0 },
  { "an-iana-name-south", AUCKLAND, "Pacific/Auckland", NULL, 0 },
  { "an-old-iana-name", NEW_YORK, "US/Eastern", NULL, 0 },
  { "an-iana-name-at-the-end", BERLIN, "/softwarestudio.org/Olson_20011030_5/Europe/Berlin",
    NULL, 0 },
  { "an-iana-name-at-the-end-of-another", NEW_YORK,
    "/freeassociation.sourceforge.net/America/New_York", NULL, 0 },
  { "a-windows-name", BERLIN, "W. Europe Standard Time", NULL, 0 },
  { "a-windows-name-west", NEW_YORK, "Eastern Standard Time", NULL, 0 },
  { "a-windows-name-south", AUCKLAND, "New Zealand Standard Time", NULL, 0 },
  { "a-name-nobody-knows-is-the-persons-own", BERLIN, "Atlantis", NULL, 1 },
  { "a-description-without-sense", BERLIN, "Europe/Berlin",
    "BEGIN:STANDARD\nDTSTART:16010101T000000\nEND:STANDARD\n", 0 },
};

static void
test_zone (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const char *description = zone_cases[i].description;
  g_autofree char *zone = description != NULL
                          ? g_strconcat ("BEGIN:VTIMEZONE\nTZID:", zone_cases[i].tzid, "\n",
                                         description, "END:VTIMEZONE\n", NULL) : g_strdup ("");
  g_autofree char *event = g_strdup_printf (EVENT ("DTSTART@%sT090000\nDURATION:PT30M\n"
                                                   "RRULE:FREQ=DAILY;COUNT=3\n"),
                                            zone_cases[i].first);
  g_autofree char *text = dup_calendar (zone, event, zone_cases[i].tzid);
  g_autofree char *found = run (text, zone_cases[i].from, zone_cases[i].zone,
                                zone_cases[i].n_notes);
  g_autofree char *own = dup_calendar ("", event, zone_cases[i].zone);
  g_autofree char *expected = run (own, zone_cases[i].from, zone_cases[i].zone, 0);

  g_assert_cmpstr (found, ==, expected);
  g_assert_true (g_str_has_prefix (found, zone_cases[i].from));
  g_auto(GStrv) times = g_strsplit (found, " ", -1);

  g_assert_cmpuint (g_strv_length (times), ==, 3);
  for (guint k = 0; times[k] != NULL; k++)
    g_assert_true (g_str_has_suffix (times[k], "T09:00/30"));
}

/* Noon in July by the clock of a zone that is named by an offset, in UTC. */
static const struct
{
  const char *name;
  const char *tzid;
  const char *expect;
  guint       n_notes;
} offsets[] = {
  { "with-brackets", "\"(GMT +01:00)\"", "2026-07-01T11:00/0", 0 },
  { "without-a-colon", "GMT-0530", "2026-07-01T17:30/0", 0 },
  { "only-hours", "utc+9", "2026-07-01T03:00/0", 0 },
  { "too-far", "UTC+99", "2026-07-01T12:00/0", 1 },
  { "with-a-place-that-has-a-summer", "\"(GMT-05:00) Eastern Time (US & Canada)\"",
    "2026-07-01T12:00/0", 1 },
};

static void
test_offset (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *text = dup_calendar ("", EVENT ("DTSTART@20260701T120000\n"), offsets[i].tzid);
  g_autofree char *found = run (text, "2026-06-30", "UTC", offsets[i].n_notes);

  g_assert_cmpstr (found, ==, offsets[i].expect);
}

/* Every name leads to a zone that this machine has, and is found. */
static void
test_windows_names (void)
{
  guint n = 0;

  for (const char *name; (name = sk_windows_zones_get (n)) != NULL; n++)
    {
      const char *iana = sk_windows_zones_find (name);
      g_autoptr(GTimeZone) zone = iana != NULL ? g_time_zone_new_identifier (iana) : NULL;

      g_assert_nonnull (zone);
    }

  g_assert_cmpuint (n, >, 130);
  g_assert_null (sk_windows_zones_find ("Middle-earth Standard Time"));
}

/* --- the text --- */

#define PLAIN "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:A\r\n" \
  "DTSTART:20261019T090000Z\r\nDTEND:20261019T093000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

static const struct
{
  const char *name;
  const char *text;
  const char *error;            /* NULL: there is the one event */
} texts[] = {
  { "lines-end-as-they-should", PLAIN, NULL },
  { "lines-end-with-a-feed",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261019T090000Z\nDTEND:20261019T093000Z\n"
    "END:VEVENT\nEND:VCALENDAR\n", NULL },
  { "a-byte-order-mark", "\xef\xbb\xbf" PLAIN, NULL },
  { "no-feed-at-the-end",
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261019T090000Z\r\n"
    "DTEND:20261019T093000Z\r\nEND:VEVENT\r\nEND:VCALENDAR", NULL },
  { "folded-lines",
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:2026101\r\n 9T090000Z\r\n"
    "DTEND:20261019T0930\r\n\t00Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL },
  { "folded-with-a-feed",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTA\n RT:20261019T090000Z\n"
    "DURATION:PT\n 30M\nEND:VEVENT\nEND:VCALENDAR\n", NULL },
  { "folded-in-a-letter",
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:\xc3\r\n \xa9t\xc3\xa9\r\n"
    "DTSTART:20261019T090000Z\r\nDURATION:PT30M\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL },
  { "an-empty-line",
    "BEGIN:VCALENDAR\r\n\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261019T090000Z\r\n\r\n"
    "DURATION:PT30M\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL },
  { "begin-in-a-folded-line",
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDESCRIPTION:x\r\n BEGIN:VEVENT\r\n"
    "DTSTART:20261019T090000Z\r\nDTEND:20261019T093000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL },
  { "lower-case",
    "begin:vcalendar\r\nbegin:vevent\r\nuid:a\r\ndtstart:20261019T090000Z\r\n"
    "dtend:20261019T093000Z\r\nend:vevent\r\nend:vcalendar\r\n", NULL },
  { "a-second-calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" PLAIN, NULL },
  { "nothing", "", "what is there is not a calendar." },
  { "a-web-page", "<html><body>Sign in</body></html>", "what is there is not a calendar." },
  { "cut-off", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261019T0900",
    "the calendar ends in the middle." },
  { "nested-deep",
    "BEGIN:VCALENDAR\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\n",
    "what it holds is not a well-formed calendar." },
  { "more-ends-than-begins", "END:VCALENDAR\nBEGIN:VCALENDAR\n",
    "what it holds is not a well-formed calendar." },
};

static void
test_text (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const char *text = texts[i].text;
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  gint64 start = resolve ("2026-10-19", zone);
  g_autoptr(GPtrArray) events = sk_ical_decode (text, strlen (text), &(SkIcalWish) {
    .calendar = "Test", .span = { start, start + DAY }, .zone = zone,
  }, notes, &error);

  if (texts[i].error != NULL)
    {
      g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
      g_assert_cmpstr (error->message, ==, texts[i].error);
      g_assert_null (events);
      return;
    }

  g_assert_no_error (error);
  g_autofree char *found = dup_found (events, zone);
  g_assert_cmpstr (found, ==, "2026-10-19T09:00/30");
  g_assert_cmpuint (notes->len, ==, 0);
}

static void
test_nul (void)
{
  const char text[] = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n\0BEGIN:VCALENDAR\r\n";
  g_autoptr(GError) error = NULL;

  g_assert_false (sk_ical_check (text, sizeof text - 1, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
}

/* --- what cannot be understood --- */

static const struct
{
  const char *name;
  const char *events;
  const char *expect;
} oddities[] = {
  { "no-start", EVENT ("DTEND:20261019T093000Z\n"), "" },
  { "a-day-that-is-not", EVENT ("DTSTART:20261340T090000Z\n"), "" },
  { "a-rule-that-is-not",
    EVENT ("DTSTART:20261019T090000Z\nDTEND:20261019T093000Z\nRRULE:FREQ=NEVER\n"),
    "2026-10-19T09:00/30" },
};

static void
test_oddity (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *text = dup_calendar ("", oddities[i].events, "UTC");
  g_autofree char *found = run (text, "2026-10-19", "UTC", 1);

  g_assert_cmpstr (found, ==, oddities[i].expect);
}

/* --- what it says --- */

static SkEvent *
decode_one (const char *lines)
{
  g_autofree char *body = g_strconcat ("BEGIN:VEVENT\nUID:a\nDTSTART:20261019T090000Z\n"
                                       "DTEND:20261019T093000Z\n", lines, "END:VEVENT\n", NULL);
  g_autofree char *text = dup_calendar ("", body, "UTC");
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) events = decode (text, "2026-10-19", zone, notes);

  g_assert_cmpuint (events->len, ==, 1);
  return sk_event_ref (g_ptr_array_index (events, 0));
}

static void
test_facts (void)
{
  g_autoptr(SkEvent) event = decode_one (
    "SUMMARY:Lunch\\, at the “Stag”\nSTATUS:TENTATIVE\nTRANSP:OPAQUE\n"
    "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Me@Example.org\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:you@example.org\n"
    "ATTENDEE;PARTSTAT=TENTATIVE:mailto:them@example.org\n");

  g_assert_cmpstr (sk_event_get_title (event), ==, "Lunch, at the “Stag”");
  g_assert_cmpstr (sk_event_get_uid (event), ==, "a");
  g_assert_cmpstr (sk_event_get_calendar (event), ==, "Test");
  g_assert_cmpint (sk_event_get_status (event), ==, SK_EVENT_TENTATIVE);
  g_assert_cmpint (sk_event_get_shown (event), ==, SK_EVENT_SHOWN_BUSY);
  g_assert_cmpstrv (sk_event_get_declined_by (event),
                    ((const char *[]) { "me@example.org", NULL }));
  g_assert_cmpstrv (sk_event_get_tentative_by (event),
                    ((const char *[]) { "them@example.org", NULL }));
}

static const struct
{
  const char    *name;
  const char    *lines;
  SkEventStatus  status;
  SkEventShown   shown;
} shows[] = {
  { "says-nothing", "", SK_EVENT_CONFIRMED, SK_EVENT_SHOWN_UNSAID },
  { "is-transparent", "TRANSP:TRANSPARENT\n", SK_EVENT_CONFIRMED, SK_EVENT_SHOWN_FREE },
  { "is-cancelled", "STATUS:CANCELLED\n", SK_EVENT_CANCELLED, SK_EVENT_SHOWN_UNSAID },
  { "outlook-says-free", "X-MICROSOFT-CDO-BUSYSTATUS:FREE\n", SK_EVENT_CONFIRMED,
    SK_EVENT_SHOWN_FREE },
  { "outlook-says-out-of-office", "X-MICROSOFT-CDO-BUSYSTATUS:OOF\n", SK_EVENT_CONFIRMED,
    SK_EVENT_SHOWN_BUSY },
  { "outlook-says-tentative", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\n", SK_EVENT_TENTATIVE,
    SK_EVENT_SHOWN_BUSY },
  { "the-standard-goes-before-outlook",
    "TRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\n", SK_EVENT_CONFIRMED,
    SK_EVENT_SHOWN_FREE },
};

static void
test_shown (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(SkEvent) event = decode_one (shows[i].lines);

  g_assert_cmpint (sk_event_get_status (event), ==, shows[i].status);
  g_assert_cmpint (sk_event_get_shown (event), ==, shows[i].shown);
}

/* A cancelled instance is told as cancelled; the others are not. */
static void
test_cancelled_instance (void)
{
  g_autofree char *text = dup_calendar ("", EVENT (NINE "RRULE:FREQ=DAILY;COUNT=2\n")
    EVENT ("RECURRENCE-ID@20261020T090000\nDTSTART@20261020T090000\nSTATUS:CANCELLED\n"), "UTC");
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) events = decode (text, "2026-10-19", zone, notes);

  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpint (sk_event_get_status (events->pdata[0]), ==, SK_EVENT_CONFIRMED);
  g_assert_cmpint (sk_event_get_status (events->pdata[1]), ==, SK_EVENT_CANCELLED);
}

/* With all later ones, they are all told so. */
static void
test_cancelled_range (void)
{
  g_autofree char *text = dup_calendar ("", EVENT (NINE "RRULE:FREQ=DAILY;COUNT=4\n")
    EVENT ("RECURRENCE-ID;RANGE=THISANDFUTURE@20261020T090000\nDTSTART@20261020T090000\n"
           "STATUS:CANCELLED\n"), "UTC");
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) events = decode (text, "2026-10-19", zone, notes);

  g_assert_cmpuint (events->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (sk_event_get_status (events->pdata[i]), ==,
                     i == 0 ? SK_EVENT_CONFIRMED : SK_EVENT_CANCELLED);
}

static void
test_free_busy (void)
{
  g_autofree char *text = dup_calendar ("",
    "BEGIN:VFREEBUSY\nFREEBUSY:20261019T090000Z/PT30M,20261019T100000Z/20261019T110000Z\n"
    "FREEBUSY;FBTYPE=FREE:20261019T120000Z/PT30M\nEND:VFREEBUSY\n", "UTC");
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) events = decode (text, "2026-10-19", zone, notes);
  g_autofree char *found = dup_found (events, zone);

  g_assert_cmpstr (found, ==, "2026-10-19T09:00/30 2026-10-19T10:00/60 2026-10-19T12:00/30");
  g_assert_cmpint (sk_event_get_shown (events->pdata[0]), ==, SK_EVENT_SHOWN_BUSY);
  g_assert_cmpint (sk_event_get_shown (events->pdata[2]), ==, SK_EVENT_SHOWN_FREE);
}

/* --- much of it --- */

static void
test_ten_thousand (void)
{
  g_autoptr(GString) body = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) events = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (body, "BEGIN:VEVENT\nUID:%u\nDTSTART@2020%02u%02uT090000\n"
                            "DURATION:PT1H\nRRULE:FREQ=%s\nEND:VEVENT\n", i, 1 + i % 12,
                            1 + i % 28, i % 4 == 0 ? "WEEKLY" : "YEARLY");
  text = dup_calendar ("", body->str, "Europe/Berlin");
  events = decode (text, "2026-10-19", zone, notes);

  g_assert_cmpuint (events->len, >, 5000);
  g_assert_cmpuint (notes->len, ==, 0);
}

/* A calendar that would keep us busy for years ends with a note, or an error. */
static void
test_hostile (void)
{
  g_autofree char *text = dup_calendar ("",
    EVENT ("DTSTART:00010101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=2000000000\n"), "UTC");
  g_autofree char *found = run (text, "2026-10-19", "UTC", 1);

  g_assert_cmpstr (found, ==, "");
}

static void
test_too_many (void)
{
  g_autofree char *text = dup_calendar ("",
    EVENT ("DTSTART:20261019T000000Z\nRRULE:FREQ=SECONDLY\n"), "UTC");
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  gint64 start = resolve ("2026-10-19", zone);
  g_autoptr(GPtrArray) events = sk_ical_decode (text, strlen (text), &(SkIcalWish) {
    .calendar = "Test", .span = { start, start + DAY }, .zone = zone,
  }, notes, &error);

  g_assert_null (events);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
}

#define ADD_ALL(table, prefix, test) \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) \
    { \
      g_autofree char *path = g_strconcat ("/calendars/decode/" prefix "/", table[i].name, NULL); \
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/calendars/decode/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/calendars/decode/change/", changes[i].name, NULL);
      g_test_add_data_func (path, &changes[i], test_change);
    }
  ADD_ALL (zone_cases, "zone", test_zone)
  ADD_ALL (offsets, "offset", test_offset)
  ADD_ALL (texts, "text", test_text)
  ADD_ALL (oddities, "odd", test_oddity)
  ADD_ALL (shows, "shown", test_shown)
  g_test_add_func ("/calendars/decode/windows-names", test_windows_names);
  g_test_add_func ("/calendars/decode/text/nul", test_nul);
  g_test_add_func ("/calendars/decode/facts", test_facts);
  g_test_add_func ("/calendars/decode/a-cancelled-instance", test_cancelled_instance);
  g_test_add_func ("/calendars/decode/a-cancelled-range", test_cancelled_range);
  g_test_add_func ("/calendars/decode/free-busy", test_free_busy);
  g_test_add_func ("/calendars/decode/ten-thousand", test_ten_thousand);
  g_test_add_func ("/calendars/decode/hostile", test_hostile);
  g_test_add_func ("/calendars/decode/too-many", test_too_many);

  return g_test_run ();
}
