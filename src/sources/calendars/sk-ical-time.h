/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libical/ical.h>

#include "sk-when.h"

G_BEGIN_DECLS

#define SK_DAY_SECONDS 86400

/* A clock's face as a number: the seconds since 1970 there would be if it
 * showed UTC.  A day is its midnight.  FALSE: there is no such time. */
static inline gboolean
sk_ical_time_read (struct icaltimetype  time,
                   gint64              *wall)
{
  GDate date;

  if (time.year < 1 || time.year > 9999 ||
      !g_date_valid_dmy ((GDateDay) CLAMP (time.day, 0, 255), (GDateMonth) time.month,
                         (GDateYear) time.year))
    return FALSE;
  if (!time.is_date && (time.hour < 0 || time.hour > 24 || time.minute < 0 || time.minute > 59 ||
                        time.second < 0 || time.second > 60))
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) time.day, (GDateMonth) time.month, (GDateYear) time.year);
  *wall = sk_day_from_date (&date) * SK_DAY_SECONDS;
  if (!time.is_date)
    *wall += time.hour * 3600 + time.minute * 60 + time.second;

  return TRUE;
}

/* The day since 1970 that a clock's face belongs to. */
static inline gint64
sk_ical_time_get_day (gint64 wall)
{
  return wall / SK_DAY_SECONDS - (wall % SK_DAY_SECONDS < 0);
}

/* The other way round, for the years 1 to 9999. */
static inline struct icaltimetype
sk_ical_time_make (gint64   wall,
                   gboolean is_date)
{
  struct icaltimetype time = icaltime_null_time ();
  gint64 day = sk_ical_time_get_day (wall);
  int second = (int) (wall - day * SK_DAY_SECONDS);
  GDate date;

  sk_day_to_date (day, &date);
  time.year = g_date_get_year (&date);
  time.month = (int) g_date_get_month (&date);
  time.day = g_date_get_day (&date);
  time.is_date = is_date;
  if (!is_date)
    {
      time.hour = second / 3600;
      time.minute = second / 60 % 60;
      time.second = second % 60;
    }

  return time;
}

#define SK_WALL_FIRST G_GINT64_CONSTANT (-62135596800)  /* the year 1 begins */
#define SK_WALL_LAST G_GINT64_CONSTANT (253402214400)   /* the last day of 9999 */

G_END_DECLS
