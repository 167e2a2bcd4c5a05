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
get_wall (gint64   instant,
          SkRules *rules)
{
  GTimeZone *zone = sk_rules_get_zone (rules);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);

  return instant + g_time_zone_get_offset (zone, interval);
}

static gint64
get_day (gint64 wall)
{
  return (wall - ((wall % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS) / DAY_SECONDS;
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
  gint64 wall = get_wall (instant, rules);
  int minutes = (int) ((wall - get_day (wall) * DAY_SECONDS) / 60);

  return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
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
  return format_day (get_day (get_wall (instant, rules)));
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
  g_autofree char *day = sk_words_dup_day (instant, rules);
  g_autofree char *clock = sk_words_dup_clock (instant, rules);

  /* Translators: a moment: %1$s is a day, %2$s a time, e.g. "Mon 23 Nov 09:30" */
  return g_strdup_printf (_("%1$s %2$s"), day, clock);
}

static gboolean
is_same_day (SkSpan   span,
             SkRules *rules)
{
  return get_day (get_wall (span.start, rules)) == get_day (get_wall (span.end - 1, rules));
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
  g_autofree char *end = is_same_day (span, rules) ? sk_words_dup_clock (span.end, rules)
                                                   : sk_words_dup_moment (span.end, rules);

  /* Translators: a stretch of time from %1$s to %2$s */
  return g_strdup_printf (_("%1$s–%2$s"), start, end);
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
