/* sk-ical-days.c — which days a recurrence rule names
 *
 * Every BY part that speaks of days is a question to a day, and a day has to
 * pass them all (RFC 5545, 3.3.10).
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-days.h"

#define IS_END(value) ((value) == ICAL_RECURRENCE_ARRAY_MAX)

/**
 * sk_ical_days_get_year:
 * @year: a year, of any size
 *
 * Returns: its first day, since 1970
 */
gint64
sk_ical_days_get_year (int year)
{
  gint64 before = (gint64) year - 1;

  return before * 365 + before / 4 - before / 100 + before / 400 + SK_DAY_OF_GDATE_ONE;
}

/**
 * sk_ical_days_get_month:
 * @month: months since the year 0
 *
 * Returns: its first day, since 1970
 */
gint64
sk_ical_days_get_month (gint64 month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, (GDateMonth) (month % 12 + 1), (GDateYear) (month / 12));

  return sk_day_from_date (&date);
}

/**
 * sk_ical_days_split:
 * @day: days since 1970
 * @month: (out): its month, from 1
 * @month_day: (out): its day, from 1
 *
 * Returns: its year
 */
int
sk_ical_days_split (gint64  day,
                    int    *month,
                    int    *month_day)
{
  GDate date;

  sk_day_to_date (day, &date);
  *month = (int) g_date_get_month (&date);
  *month_day = g_date_get_day (&date);

  return g_date_get_year (&date);
}

/* --- what the rule says --- */

static gboolean
has (const short *list)
{
  return !IS_END (list[0]);
}

/* Sunday is 1 to libical. */
static int
get_week_day (enum icalrecurrencetype_weekday day)
{
  return day == ICAL_NO_WEEKDAY ? 0 : ((int) day + 5) % 7;
}

static void
read_week_days (SkIcalDays *self)
{
  for (int i = 0; i < ICAL_BY_DAY_SIZE && !IS_END (self->rule->by_day[i]); i++)
    {
      short value = self->rule->by_day[i];

      self->by_week_day |= 1u << get_week_day (icalrecurrencetype_day_day_of_week (value));
      self->has_nth |= icalrecurrencetype_day_position (value) != 0;
    }
}

static void
read_months (SkIcalDays *self)
{
  for (int i = 0; i < ICAL_BY_MONTH_SIZE && !IS_END (self->rule->by_month[i]); i++)
    if (self->rule->by_month[i] >= 1 && self->rule->by_month[i] <= 12)
      self->by_month |= 1u << self->rule->by_month[i];
}

/* What a rule leaves open, the start of its series says. */
static void
imply (SkIcalDays *self,
       gint64      start)
{
  const struct icalrecurrencetype *rule = self->rule;
  int month, month_day;

  sk_ical_days_split (start, &month, &month_day);
  if (has (rule->by_day) || has (rule->by_month_day) || has (rule->by_year_day))
    return;

  if (rule->freq == ICAL_WEEKLY_RECURRENCE || has (rule->by_week_no))
    self->implied_week_day = (int) sk_day_get_weekday (start);
  else if (rule->freq >= ICAL_MONTHLY_RECURRENCE)
    self->implied_month_day = month_day;

  if (rule->freq == ICAL_YEARLY_RECURRENCE && !has (rule->by_month) && !has (rule->by_week_no))
    self->by_month = 1u << month;
}

/**
 * sk_ical_days_init:
 * @self: where it goes
 * @rule: a rule; borrowed
 * @start: the day its series begins
 *
 * Understands which days the rule names.
 */
void
sk_ical_days_init (SkIcalDays                      *self,
                   const struct icalrecurrencetype *rule,
                   gint64                           start)
{
  *self = (SkIcalDays) {
    .rule = rule,
    .week_start = get_week_day (rule->week_start),
    .implied_week_day = -1,
    .year = G_MININT,
  };

  read_months (self);
  read_week_days (self);
  imply (self, start);
}

/* --- questions --- */

/* @number and its place counted from the end, both from 1. */
static gboolean
is_listed (const short *list,
           int          size,
           int          number,
           int          length)
{
  for (int i = 0; i < size && !IS_END (list[i]); i++)
    if (list[i] == number || list[i] == number - length - 1)
      return TRUE;

  return FALSE;
}

static void
enter_year (SkIcalDays *self,
            int         year)
{
  if (self->year == year)
    return;

  self->year = year;
  self->year_begin = sk_ical_days_get_year (year);
  self->year_length = (int) (sk_ical_days_get_year (year + 1) - self->year_begin);
}

/* The first day of a year's week 1: the first with four days in the year. */
static gint64
get_week_one (SkIcalDays *self,
              int         year)
{
  gint64 first = sk_ical_days_get_year (year);
  int into = ((int) sk_day_get_weekday (first) - self->week_start + 7) % 7;

  return into <= 3 ? first - into : first + 7 - into;
}

static gboolean
is_in_week (SkIcalDays *self,
            gint64      day)
{
  int year = self->year;
  gint64 begin = get_week_one (self, year);
  gint64 end = get_week_one (self, year + 1);

  if (day < begin)
    {
      end = begin;
      begin = get_week_one (self, year - 1);
    }
  else if (day >= end)
    {
      begin = end;
      end = get_week_one (self, year + 2);
    }

  return is_listed (self->rule->by_week_no, ICAL_BY_WEEKNO_SIZE, (int) (day - begin) / 7 + 1,
                    (int) (end - begin) / 7);
}

/* "2TU": in the month where months are what is counted, else in the year. */
static gboolean
is_nth (SkIcalDays *self,
        gint64      day,
        gint64      begin,
        int         length)
{
  int before = (int) (day - begin) / 7 + 1;
  int after = (int) (begin + length - 1 - day) / 7 + 1;

  for (int i = 0; i < ICAL_BY_DAY_SIZE && !IS_END (self->rule->by_day[i]); i++)
    {
      short value = self->rule->by_day[i];
      int nth = icalrecurrencetype_day_position (value);

      if (get_week_day (icalrecurrencetype_day_day_of_week (value)) ==
          (int) sk_day_get_weekday (day) && (nth == 0 || nth == before || nth == -after))
        return TRUE;
    }

  return FALSE;
}

static gboolean
passes_week_days (SkIcalDays *self,
                  gint64      day,
                  int         month_day,
                  int         month_length)
{
  gboolean in_months = self->rule->freq == ICAL_MONTHLY_RECURRENCE ||
                       (self->rule->freq == ICAL_YEARLY_RECURRENCE && has (self->rule->by_month));
  gboolean counts = in_months || (self->rule->freq == ICAL_YEARLY_RECURRENCE &&
                                  !has (self->rule->by_week_no));

  if ((self->by_week_day & 1u << sk_day_get_weekday (day)) == 0)
    return FALSE;
  if (!self->has_nth || !counts)
    return TRUE;

  return in_months ? is_nth (self, day, day - month_day + 1, month_length)
                   : is_nth (self, day, self->year_begin, self->year_length);
}

/**
 * sk_ical_days_contains:
 * @self: the days of a rule
 * @day: days since 1970
 *
 * Returns: whether the rule names it
 */
gboolean
sk_ical_days_contains (SkIcalDays *self,
                       gint64      day)
{
  const struct icalrecurrencetype *rule = self->rule;
  int month, month_day, month_length;

  if (self->implied_week_day >= 0 && (int) sk_day_get_weekday (day) != self->implied_week_day)
    return FALSE;

  enter_year (self, sk_ical_days_split (day, &month, &month_day));
  month_length = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) self->year);

  return (self->by_month == 0 || (self->by_month & 1u << month) != 0) &&
         (self->implied_month_day == 0 || month_day == self->implied_month_day) &&
         (!has (rule->by_month_day) ||
          is_listed (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE, month_day, month_length)) &&
         (!has (rule->by_year_day) ||
          is_listed (rule->by_year_day, ICAL_BY_YEARDAY_SIZE, (int) (day - self->year_begin) + 1,
                     self->year_length)) &&
         (!has (rule->by_week_no) || is_in_week (self, day)) &&
         (!has (rule->by_day) || passes_week_days (self, day, month_day, month_length));
}
