/* sk-time-words.c — how we say when, and how long
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-time-words.h"

#include <glib/gi18n-lib.h>

#define DAY_SECONDS (24 * 60 * 60)

/**
 * sk_words_dup_duration:
 * @seconds: a length of time
 *
 * Returns: (transfer full): "45 min", "2 h", "1 h 30 min"
 */
char *
sk_words_dup_duration (gint64 seconds)
{
  gint64 minutes = seconds / 60;

  if (minutes < 60)
    /* Translators: a length of time, e.g. "45 min" */
    return g_strdup_printf (_("%d min"), (int) minutes);
  if (minutes % 60 == 0)
    /* Translators: a length of time, e.g. "2 h" */
    return g_strdup_printf (_("%d h"), (int) (minutes / 60));

  /* Translators: a length of time, e.g. "1 h 30 min" */
  return g_strdup_printf (_("%1$d h %2$d min"), (int) (minutes / 60), (int) (minutes % 60));
}

/* Names come from our own catalogue, not from LC_TIME: a sentence is in one
 * language, and the same plan has the same words on every machine. */
static const char *const weekdays[] = {
  NC_("weekday", "Mon"), NC_("weekday", "Tue"), NC_("weekday", "Wed"), NC_("weekday", "Thu"),
  NC_("weekday", "Fri"), NC_("weekday", "Sat"), NC_("weekday", "Sun"),
};
static const char *const months[] = {
  NC_("month", "Jan"), NC_("month", "Feb"), NC_("month", "Mar"), NC_("month", "Apr"),
  NC_("month", "May"), NC_("month", "Jun"), NC_("month", "Jul"), NC_("month", "Aug"),
  NC_("month", "Sep"), NC_("month", "Oct"), NC_("month", "Nov"), NC_("month", "Dec"),
};

/**
 * sk_words_get_weekday:
 * @day: days since 1970-01-01
 *
 * Returns: "Mon"
 */
const char *
sk_words_get_weekday (gint64 day)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "weekday", weekdays[sk_day_get_weekday (day)]);
}

static char *
format_day (gint64 day)
{
  GDate date;

  sk_day_to_date (day, &date);
  /* Translators: a day, e.g. "Mon 23 Nov": %1$s is the weekday, %2$d the day of the month,
   * %3$s the month */
  return g_strdup_printf (_("%1$s %2$d %3$s"),
                          sk_words_get_weekday (day), g_date_get_day (&date),
                          g_dpgettext2 (GETTEXT_PACKAGE, "month",
                                        months[g_date_get_month (&date) - 1]));
}

/* What clocks show, as if it were UTC. */
static gint64
get_wall (gint64     instant,
          GTimeZone *zone)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);

  return instant + g_time_zone_get_offset (zone, interval);
}

static gint64
get_day (gint64 wall)
{
  return (wall - ((wall % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS) / DAY_SECONDS;
}

static gint64
get_local_day (gint64     instant,
               GTimeZone *zone)
{
  return get_day (get_wall (instant, zone));
}

static char *
format_clock (gint64     instant,
              GTimeZone *zone)
{
  gint64 wall = get_wall (instant, zone);
  int minutes = (int) ((wall - get_day (wall) * DAY_SECONDS) / 60);

  return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

static char *
format_moment (gint64     instant,
               GTimeZone *zone)
{
  g_autofree char *day = format_day (get_local_day (instant, zone));
  g_autofree char *clock = format_clock (instant, zone);

  /* Translators: a moment: %1$s is a day, %2$s a time, e.g. "Mon 23 Nov 09:30" */
  return g_strdup_printf (_("%1$s %2$s"), day, clock);
}

/* The end as short as the start allows. */
static char *
format_span (const char *start,
             SkSpan      span,
             GTimeZone  *zone)
{
  gboolean is_one_day = get_local_day (span.start, zone) == get_local_day (span.end - 1, zone);
  g_autofree char *end = is_one_day ? format_clock (span.end, zone)
                                    : format_moment (span.end, zone);

  /* Translators: a stretch of time from %1$s to %2$s */
  return g_strdup_printf (_("%1$s–%2$s"), start, end);
}

/**
 * sk_words_dup_clock:
 * @instant: Unix seconds
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "09:30"
 */
char *
sk_words_dup_clock (gint64   instant,
                    SkRules *rules)
{
  return format_clock (instant, sk_rules_get_zone (rules));
}

/**
 * sk_words_dup_day:
 * @instant: Unix seconds
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "Mon 23 Nov"
 */
char *
sk_words_dup_day (gint64   instant,
                  SkRules *rules)
{
  return format_day (get_local_day (instant, sk_rules_get_zone (rules)));
}

/**
 * sk_words_dup_moment:
 * @instant: Unix seconds
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "Mon 23 Nov 09:30"
 */
char *
sk_words_dup_moment (gint64   instant,
                     SkRules *rules)
{
  return format_moment (instant, sk_rules_get_zone (rules));
}

/**
 * sk_words_dup_moment_near:
 * @instant: Unix seconds
 * @now: Unix seconds of a moment on the day that need not be named
 * @zone: where
 *
 * Returns: (transfer full): "09:30", or "Mon 23 Nov 09:30" if it is on another day
 */
char *
sk_words_dup_moment_near (gint64     instant,
                          gint64     now,
                          GTimeZone *zone)
{
  if (get_local_day (instant, zone) == get_local_day (now, zone))
    return format_clock (instant, zone);

  return format_moment (instant, zone);
}

/**
 * sk_words_dup_moment_soon:
 * @instant: Unix seconds
 * @now: Unix seconds
 * @zone: where
 *
 * Returns: (transfer full): "today 10:00", "tomorrow 10:00", or "Mon 23 Nov
 *   10:00" if it is on another day
 */
char *
sk_words_dup_moment_soon (gint64     instant,
                          gint64     now,
                          GTimeZone *zone)
{
  gint64 days = get_local_day (instant, zone) - get_local_day (now, zone);
  g_autofree char *clock = format_clock (instant, zone);

  if (days == 0)
    /* Translators: within a sentence, %s is a time, e.g. "today 10:00" */
    return g_strdup_printf (_("today %s"), clock);
  if (days == 1)
    /* Translators: within a sentence, %s is a time, e.g. "tomorrow 10:00" */
    return g_strdup_printf (_("tomorrow %s"), clock);

  return format_moment (instant, zone);
}

/**
 * sk_words_dup_span:
 * @span: a stretch of time
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "Mon 23 Nov 09:30–11:00"
 */
char *
sk_words_dup_span (SkSpan   span,
                   SkRules *rules)
{
  g_autofree char *start = sk_words_dup_moment (span.start, rules);

  return format_span (start, span, sk_rules_get_zone (rules));
}

/**
 * sk_words_dup_span_near:
 * @span: a stretch of time
 * @now: Unix seconds of a moment on the day that need not be named
 * @zone: where
 *
 * Returns: (transfer full): "09:30–11:00", or "Mon 23 Nov 09:30–11:00" if it
 *   begins on another day
 */
char *
sk_words_dup_span_near (SkSpan     span,
                        gint64     now,
                        GTimeZone *zone)
{
  g_autofree char *start = sk_words_dup_moment_near (span.start, now, zone);

  return format_span (start, span, zone);
}

/**
 * sk_words_dup_when:
 * @when: a date or a moment
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "Mon 23 Nov", or with a time; empty if there is neither
 */
char *
sk_words_dup_when (SkWhen   when,
                   SkRules *rules)
{
  if (when.kind == SK_WHEN_INSTANT)
    return sk_words_dup_moment (when.value, rules);
  if (when.kind == SK_WHEN_DAY)
    return format_day (when.value);

  return g_strdup ("");
}
