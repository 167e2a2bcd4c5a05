/* sk-time-codec.c — dates, times and zones, as text
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-time-codec.h"

/* What can be written again, in every zone: years of four digits. */
#define FIRST_INSTANT (G_GINT64_CONSTANT (-30610224000) + 2 * 86400)
#define LAST_INSTANT (G_GINT64_CONSTANT (253402300799) - 2 * 86400)

/* Exactly @n digits, moving @at past them. */
static gboolean
take_digits (const char **at,
             int          n,
             int         *value)
{
  *value = 0;

  for (int i = 0; i < n; i++, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *value = *value * 10 + (**at - '0');
    }

  return TRUE;
}

static gboolean
take_char (const char **at,
           char         c)
{
  if (**at != c)
    return FALSE;

  (*at)++;
  return TRUE;
}

static gboolean
take_day (const char **at,
          gint64      *day)
{
  int year, month, dom;

  if (!take_digits (at, 4, &year) || !take_char (at, '-') ||
      !take_digits (at, 2, &month) || !take_char (at, '-') ||
      !take_digits (at, 2, &dom) ||
      !g_date_valid_dmy ((GDateDay) dom, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) dom, (GDateMonth) month, (GDateYear) year);
  *day = sk_day_from_date (&date);
  return TRUE;
}

/* hh:mm, hh:mm:ss or hh:mm:ss.fff; a fraction is cut off. */
static gboolean
take_clock (const char **at,
            int         *seconds)
{
  int hour, minute, second = 0, fraction;

  if (!take_digits (at, 2, &hour) || !take_char (at, ':') || !take_digits (at, 2, &minute) ||
      hour > 23 || minute > 59)
    return FALSE;
  if (take_char (at, ':'))
    {
      if (!take_digits (at, 2, &second) || second > 59)
        return FALSE;
      if (take_char (at, '.'))
        {
          if (!take_digits (at, 1, &fraction))
            return FALSE;
          while (g_ascii_isdigit (**at))
            (*at)++;
        }
    }

  *seconds = hour * 3600 + minute * 60 + second;
  return TRUE;
}

/* Z, +hh:mm or +hhmm. */
static gboolean
take_offset (const char **at,
             int         *seconds)
{
  int sign = **at == '-' ? -1 : 1;
  int hours, minutes;

  *seconds = 0;
  if (take_char (at, 'Z'))
    return TRUE;
  if (!take_char (at, '+') && !take_char (at, '-'))
    return FALSE;
  if (!take_digits (at, 2, &hours))
    return FALSE;
  take_char (at, ':');
  if (!take_digits (at, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;

  *seconds = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

/* The instant at which clocks in @zone show @wall (seconds since 1970 as if
 * it were UTC); GDateTime chooses where that is none or two. */
static gint64
resolve_local (GTimeZone *zone,
               gint64     wall)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (wall);
  g_autoptr(GDateTime) local = NULL;

  if (utc != NULL)
    local = g_date_time_new (zone,
                             g_date_time_get_year (utc), g_date_time_get_month (utc),
                             g_date_time_get_day_of_month (utc), g_date_time_get_hour (utc),
                             g_date_time_get_minute (utc), g_date_time_get_seconds (utc));

  return local != NULL ? g_date_time_to_unix (local) : wall;
}

static gboolean
parse (const char *text,
       GTimeZone  *zone,
       SkWhen     *when)
{
  const char *at = text;
  gint64 day;
  int clock, offset;

  if (!take_day (&at, &day))
    return FALSE;
  if (*at == '\0')
    {
      *when = sk_when_day (day);
      return TRUE;
    }
  if (!take_char (&at, 'T') || !take_clock (&at, &clock))
    return FALSE;

  if (*at == '\0' && zone != NULL)
    {
      *when = sk_when_instant (resolve_local (zone, day * 86400 + clock));
      return TRUE;
    }
  if (!take_offset (&at, &offset) || *at != '\0')
    return FALSE;

  *when = sk_when_instant (day * 86400 + clock - offset);
  return when->value >= FIRST_INSTANT && when->value <= LAST_INSTANT;
}

/**
 * sk_when_parse:
 * @text: ISO 8601: a date, or a time with an offset
 * @when: (out): what it says
 *
 * Returns: whether it is one of the two
 */
gboolean
sk_when_parse (const char *text,
               SkWhen     *when)
{
  return parse (text, NULL, when);
}

/**
 * sk_when_parse_local:
 * @text: ISO 8601: a date, or a time, with an offset or without
 * @zone: the zone of a time without an offset
 * @when: (out): what it says
 *
 * Returns: whether it is one of the three
 */
gboolean
sk_when_parse_local (const char *text,
                     GTimeZone  *zone,
                     SkWhen     *when)
{
  return parse (text, zone, when);
}

/**
 * sk_instant_print:
 * @instant: Unix seconds
 * @zone: the zone whose wall time and offset are shown
 *
 * Returns: (transfer full): ISO 8601 with an offset
 */
char *
sk_instant_print (gint64     instant,
                  GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z") : g_strdup ("");
}

/**
 * sk_when_print:
 * @when: a date or an instant
 * @zone: the zone whose wall time and offset are shown
 *
 * Returns: (transfer full) (nullable): ISO 8601; %NULL if there is nothing to say
 */
char *
sk_when_print (SkWhen     when,
               GTimeZone *zone)
{
  GDate date;

  switch (when.kind)
    {
    case SK_WHEN_DAY:
      sk_day_to_date (when.value, &date);
      return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date),
                              g_date_get_month (&date), g_date_get_day (&date));

    case SK_WHEN_INSTANT:
      return sk_instant_print (when.value, zone);

    case SK_WHEN_NONE:
    default:
      return NULL;
    }
}

/* The areas of the IANA database, and its names without one. */
static const char *const areas[] = {
  "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Brazil/",
  "Canada/", "Chile/", "Etc/", "Europe/", "Indian/", "Mexico/", "Pacific/", "US/",
};
static const char *const lone_names[] = {
  "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT",
  "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein",
  "Libya", "MET", "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland",
  "Portugal", "ROC", "ROK", "Singapore", "Turkey", "UCT", "UTC", "Universal", "W-SU", "WET",
  "Zulu", NULL
};

static gboolean
is_zone_name (const char *name)
{
  if (g_strv_contains (lone_names, name))
    return TRUE;

  for (const char *p = name; *p != '\0'; p++)
    if ((!g_ascii_isalnum (*p) && strchr ("/_+-", *p) == NULL) || (p[0] == '/' && p[1] == '/'))
      return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (areas); i++)
    if (g_str_has_prefix (name, areas[i]))
      return TRUE;

  return FALSE;
}

/**
 * sk_zone_parse:
 * @name: an IANA zone name, such as "Europe/Berlin"
 *
 * Offsets, POSIX rules and other files beside the zones, which GTimeZone
 * would take too, are refused: they know nothing of clock changes, or of
 * what others will make of them.
 *
 * Returns: (transfer full) (nullable): the zone, if this machine knows it
 */
GTimeZone *
sk_zone_parse (const char *name)
{
  return is_zone_name (name) ? g_time_zone_new_identifier (name) : NULL;
}

/**
 * sk_minute_parse:
 * @text: a time of day: "9", "9:30", "09:30" or "24:00"
 * @minute: (out): minutes since midnight
 *
 * Returns: whether it is a time of day
 */
gboolean
sk_minute_parse (const char *text,
                 int        *minute)
{
  const char *colon = strchr (text, ':');
  gsize hour_digits = colon != NULL ? (gsize) (colon - text) : strlen (text);
  const char *at = text;
  int hours, minutes = 0;

  if (hour_digits < 1 || hour_digits > 2 || !take_digits (&at, (int) hour_digits, &hours))
    return FALSE;
  if (colon != NULL)
    {
      at++;
      if (!take_digits (&at, 2, &minutes))
        return FALSE;
    }
  if (*at != '\0' || minutes > 59 || hours * 60 + minutes > SK_MINUTES_A_DAY)
    return FALSE;

  *minute = hours * 60 + minutes;
  return TRUE;
}

/**
 * sk_range_parse:
 * @text: a range of a day: "09:00-12:30", both in full
 * @range: (out): the same in minutes since midnight
 *
 * Returns: whether it is one, and ends after it begins
 */
gboolean
sk_range_parse (const char *text,
                SkRange    *range)
{
  g_auto(GStrv) edges = g_strsplit (text, "-", 2);

  return g_strv_length (edges) == 2 &&
         strlen (edges[0]) == strlen ("00:00") && strlen (edges[1]) == strlen ("00:00") &&
         sk_minute_parse (edges[0], &range->start_minute) &&
         sk_minute_parse (edges[1], &range->end_minute) &&
         range->start_minute < range->end_minute;
}
