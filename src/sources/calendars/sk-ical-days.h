/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-ical-time.h"

G_BEGIN_DECLS

/**
 * SkIcalDays:
 * @rule: (unowned): the rule
 * @week_start: on which weekday weeks begin; Monday is 0
 * @by_month: bit n: month n is named
 * @by_week_day: bit n: weekday n is named, Monday is 0
 * @has_nth: whether weekdays are named by their place in the month or year
 * @implied_month_day: the day of the month the series began on, where that
 *   decides; else 0
 * @implied_week_day: likewise the weekday; else -1
 * @year: the year that the next two are about
 * @year_begin: its first day
 * @year_length: how many days it has
 *
 * Which days a rule names, one by one.
 */
typedef struct
{
  const struct icalrecurrencetype *rule;
  int    week_start;
  guint  by_month;
  guint  by_week_day;
  gboolean has_nth;
  int    implied_month_day;
  int    implied_week_day;
  int    year;
  gint64 year_begin;
  int    year_length;
} SkIcalDays;

void     sk_ical_days_init     (SkIcalDays                      *self,
                                const struct icalrecurrencetype *rule,
                                gint64                           start);
gboolean sk_ical_days_contains (SkIcalDays                      *self,
                                gint64                           day);
gint64   sk_ical_days_get_year (int                              year);
gint64   sk_ical_days_get_month (gint64                          month);
int      sk_ical_days_split    (gint64                           day,
                                int                             *month,
                                int                             *month_day);

G_END_DECLS
