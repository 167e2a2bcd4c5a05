/* sk-ical-rule.c — a recurrence rule, within bounds
 *
 * RFC 5545, 3.3.10.  libical has an iterator, but it does not know when to
 * stop, loses weeks where a series begins beside its rule, and crashes on some
 * lists of weeks: so it is only asked about calendars other than the Gregorian
 * one (RFC 7529), and everything else is found here, a period at a time.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-rule.h"

#include <stdlib.h>

#include "sk-ical-days.h"

#define MAX_IN_PERIOD 20000     /* times of one period that are put in order */

typedef struct
{
  const struct icalrecurrencetype *rule;
  SkIcalDays  days;
  gint64      start;
  gint64      until;            /* the last second that is wanted */
  int         hours[24];
  int         n_hours;
  int         minutes[60];
  int         n_minutes;
  int         seconds[61];
  int         n_seconds;
  GArray     *times;            /* (element-type gint64): of the period at hand */
  gint64     *budget;
} Walk;

/* --- times of a day --- */

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* The values of a BY part, in order and each once; without one, @usual. */
static int
read_list (const short *list,
           int          size,
           int          most,
           int          usual,
           int         *values)
{
  int n = 0, n_unlike = 0;

  for (int i = 0; i < size && list[i] != ICAL_RECURRENCE_ARRAY_MAX && n <= most; i++)
    if (list[i] >= 0 && list[i] <= most)
      values[n++] = list[i];
  if (list[0] == ICAL_RECURRENCE_ARRAY_MAX)
    values[n++] = usual;

  qsort (values, (gsize) n, sizeof *values, compare_ints);
  for (int i = 0; i < n; i++)
    if (i == 0 || values[i] != values[i - 1])
      values[n_unlike++] = values[i];

  return n_unlike;
}

static void
read_times (Walk *self)
{
  const struct icalrecurrencetype *rule = self->rule;
  int second = (int) (self->start - sk_ical_time_get_day (self->start) * SK_DAY_SECONDS);

  self->n_hours = read_list (rule->by_hour, ICAL_BY_HOUR_SIZE, 23, second / 3600, self->hours);
  self->n_minutes = read_list (rule->by_minute, ICAL_BY_MINUTE_SIZE, 59, second / 60 % 60,
                               self->minutes);
  self->n_seconds = read_list (rule->by_second, ICAL_BY_SECOND_SIZE, 59, second % 60,
                               self->seconds);
}

static void
add_time (Walk   *self,
          gint64  wall)
{
  (*self->budget)--;
  if (self->times->len < MAX_IN_PERIOD)
    g_array_append_val (self->times, wall);
}

static void
add_minutes (Walk   *self,
             gint64  hour)
{
  for (int m = 0; m < self->n_minutes; m++)
    for (int s = 0; s < self->n_seconds; s++)
      add_time (self, hour + self->minutes[m] * 60 + self->seconds[s]);
}

static void
add_day (Walk   *self,
         gint64  day)
{
  (*self->budget)--;
  if (!sk_ical_days_contains (&self->days, day))
    return;

  for (int h = 0; h < self->n_hours; h++)
    add_minutes (self, day * SK_DAY_SECONDS + self->hours[h] * 3600);
}

/* --- periods --- */

static gint64
floor_divide (gint64 a,
              gint64 b)
{
  return a / b - (a % b < 0);
}

/* How many seconds there are in a period of less than a day; 0: it is more. */
static gint64
get_seconds (icalrecurrencetype_frequency freq)
{
  switch (freq)
    {
    case ICAL_SECONDLY_RECURRENCE:
      return 1;

    case ICAL_MINUTELY_RECURRENCE:
      return 60;

    case ICAL_HOURLY_RECURRENCE:
      return 3600;

    case ICAL_DAILY_RECURRENCE:
    case ICAL_WEEKLY_RECURRENCE:
    case ICAL_MONTHLY_RECURRENCE:
    case ICAL_YEARLY_RECURRENCE:
    case ICAL_NO_RECURRENCE:
    default:
      return 0;
    }
}

/* The number of the period that @wall is in: years, months, weeks, days … */
static gint64
get_period (const Walk *self,
            gint64      wall)
{
  gint64 day = sk_ical_time_get_day (wall);
  int year, month, month_day;

  switch (self->rule->freq)
    {
    case ICAL_YEARLY_RECURRENCE:
      return sk_ical_days_split (day, &month, &month_day);

    case ICAL_MONTHLY_RECURRENCE:
      year = sk_ical_days_split (day, &month, &month_day);
      return (gint64) year * 12 + month - 1;

    case ICAL_WEEKLY_RECURRENCE:
      return floor_divide (day + 3 - self->days.week_start, 7);   /* 1970 began on a Thursday */

    case ICAL_DAILY_RECURRENCE:
      return day;

    case ICAL_SECONDLY_RECURRENCE:
    case ICAL_MINUTELY_RECURRENCE:
    case ICAL_HOURLY_RECURRENCE:
    case ICAL_NO_RECURRENCE:
    default:
      return floor_divide (wall, get_seconds (self->rule->freq));
    }
}

static SkSpan
get_days (const Walk *self,
          gint64      period)
{
  switch (self->rule->freq)
    {
    case ICAL_YEARLY_RECURRENCE:
      return (SkSpan) { sk_ical_days_get_year ((int) period),
                        sk_ical_days_get_year ((int) period + 1) };

    case ICAL_MONTHLY_RECURRENCE:
      return (SkSpan) { sk_ical_days_get_month (period), sk_ical_days_get_month (period + 1) };

    case ICAL_WEEKLY_RECURRENCE:
      return (SkSpan) { period * 7 - 3 + self->days.week_start,
                        period * 7 + 4 + self->days.week_start };

    case ICAL_SECONDLY_RECURRENCE:
    case ICAL_MINUTELY_RECURRENCE:
    case ICAL_HOURLY_RECURRENCE:
    case ICAL_DAILY_RECURRENCE:
    case ICAL_NO_RECURRENCE:
    default:
      return (SkSpan) { period, period + 1 };
    }
}

static gboolean
contains (const int *values,
          int        n,
          gint64     value)
{
  for (int i = 0; i < n; i++)
    if (values[i] == value)
      return TRUE;

  return FALSE;
}

/* Where the rule names hours or minutes, they limit what is shorter. */
static gboolean
passes_times (const Walk *self,
              gint64      wall)
{
  const struct icalrecurrencetype *rule = self->rule;
  gint64 second = wall - sk_ical_time_get_day (wall) * SK_DAY_SECONDS;

  return (rule->by_hour[0] == ICAL_RECURRENCE_ARRAY_MAX ||
          contains (self->hours, self->n_hours, second / 3600)) &&
         (rule->freq == ICAL_HOURLY_RECURRENCE ||
          rule->by_minute[0] == ICAL_RECURRENCE_ARRAY_MAX ||
          contains (self->minutes, self->n_minutes, second / 60 % 60)) &&
         (rule->freq != ICAL_SECONDLY_RECURRENCE ||
          rule->by_second[0] == ICAL_RECURRENCE_ARRAY_MAX ||
          contains (self->seconds, self->n_seconds, second % 60));
}

static void
list_short_period (Walk   *self,
                   gint64  wall)
{
  (*self->budget)--;
  if (!passes_times (self, wall) ||
      !sk_ical_days_contains (&self->days, sk_ical_time_get_day (wall)))
    return;

  if (self->rule->freq == ICAL_HOURLY_RECURRENCE)
    add_minutes (self, wall);
  else if (self->rule->freq == ICAL_MINUTELY_RECURRENCE)
    for (int s = 0; s < self->n_seconds; s++)
      add_time (self, wall + self->seconds[s]);
  else
    add_time (self, wall);
}

static void
add_days (Walk   *self,
          SkSpan  days)
{
  for (gint64 day = days.start; day < days.end; day++)
    add_day (self, day);
}

/* A year's days, but only of the months that are named, if any are. */
static void
add_months (Walk   *self,
            gint64  year)
{
  for (int m = 0; m < 12; m++)
    if ((self->days.by_month & 2u << m) != 0)
      add_days (self, (SkSpan) { sk_ical_days_get_month (year * 12 + m),
                                 sk_ical_days_get_month (year * 12 + m + 1) });
}

/* Everything the rule names in a period, in order. */
static void
list_period (Walk   *self,
             gint64  period)
{
  gint64 length = get_seconds (self->rule->freq);

  g_array_set_size (self->times, 0);
  if (length > 0)
    list_short_period (self, period * length);
  else if (self->rule->freq == ICAL_YEARLY_RECURRENCE && self->days.by_month != 0)
    add_months (self, period);
  else
    add_days (self, get_days (self, period));
}

/* --- positions --- */

/* Whether BYSETPOS, if there is one, chooses the time of that index. */
static gboolean
is_chosen (const Walk *self,
           guint       i)
{
  const short *list = self->rule->by_set_pos;

  if (list[0] == ICAL_RECURRENCE_ARRAY_MAX)
    return TRUE;

  for (int k = 0; k < ICAL_BY_SETPOS_SIZE && list[k] != ICAL_RECURRENCE_ARRAY_MAX; k++)
    if (list[k] == (int) i + 1 || list[k] == (int) i - (int) self->times->len)
      return TRUE;

  return FALSE;
}

/* Adds what is wanted of the period at hand; how many the rule's count may
 * still have after that, or less than 0: that was the end. */
static gint64
choose (const Walk *self,
        gint64      from,
        gint64      left,
        GArray     *found)
{
  for (guint i = 0; i < self->times->len; i++)
    {
      gint64 wall = g_array_index (self->times, gint64, i);

      if (wall < self->start || !is_chosen (self, i))
        continue;
      if (wall > self->until || left == 0)
        return -1;

      left--;
      if (wall >= from)
        g_array_append_val (found, wall);
    }

  return left;
}

/* --- the whole --- */

/* The first period that matters: a count has to be counted from the start. */
static gint64
choose_first (const Walk *self,
              gint64      from)
{
  gint64 first = get_period (self, self->start);
  gint64 interval = MAX (self->rule->interval, 1);

  if (self->rule->count != 0 || from <= self->start)
    return first;

  return first + MAX ((get_period (self, from) - first) / interval - 1, 0) * interval;
}

/* A day that a rule of hours or less does not name is left in one step. */
static gint64
get_next (Walk   *self,
          gint64  period)
{
  gint64 interval = MAX (self->rule->interval, 1);
  gint64 length = get_seconds (self->rule->freq);
  gint64 day, next;

  if (length == 0 || self->times->len > 0)
    return period + interval;

  day = sk_ical_time_get_day (period * length);
  if (sk_ical_days_contains (&self->days, day))
    return period + interval;

  next = floor_divide ((day + 1) * SK_DAY_SECONDS, length);
  return period + MAX ((next - period + interval - 1) / interval, 1) * interval;
}

static gboolean
walk (Walk   *self,
      gint64  from,
      GArray *found)
{
  gint64 last = get_period (self, self->until);
  gint64 left = self->rule->count != 0 ? self->rule->count : G_MAXINT64;

  for (gint64 p = choose_first (self, from); p <= last && left >= 0; p = get_next (self, p))
    {
      if (*self->budget <= 0)
        return FALSE;

      list_period (self, p);
      left = choose (self, from, left, found);
      if (left == 0)
        break;
    }

  return TRUE;
}

static gboolean
is_gregorian (const struct icalrecurrencetype *rule)
{
  return rule->rscale == NULL || *rule->rscale == '\0';
}

/* Calendars that only libical, and ICU behind it, knows. */
static gboolean
ask_libical (const struct icalrecurrencetype *rule,
             gint64                           start,
             gboolean                         is_date,
             gint64                           from,
             gint64                           until,
             gint64                          *budget,
             GArray                          *found)
{
  struct icalrecurrencetype bounded = *rule;
  icalrecur_iterator *iterator;
  gint64 wall;

  if (rule->by_week_no[0] != ICAL_RECURRENCE_ARRAY_MAX || rule->freq < ICAL_DAILY_RECURRENCE)
    return FALSE;

  bounded.until = sk_ical_time_make (until, is_date);
  iterator = icalrecur_iterator_new (bounded, sk_ical_time_make (start, is_date));
  while (iterator != NULL && --*budget > 0 &&
         sk_ical_time_read (icalrecur_iterator_next (iterator), &wall) && wall <= until)
    if (wall >= from)
      g_array_append_val (found, wall);
  g_clear_pointer (&iterator, icalrecur_iterator_free);

  return *budget > 0;
}

/**
 * sk_ical_rule_expand:
 * @rule: a rule; its end, if it has one, in the same clock's time as @start
 * @start: when the series begins, on the clock of its zone
 * @is_date: whether it is a series of days
 * @walls: what is wanted, on the same clock
 * @budget: (inout): how many steps may still be taken
 * @found: (element-type gint64): what is added to, in order
 *
 * Times are what a clock in the series' zone shows, as seconds.
 *
 * Returns: whether all of it was found, and not only what the budget allowed
 */
gboolean
sk_ical_rule_expand (const struct icalrecurrencetype *rule,
                     gint64                           start,
                     gboolean                         is_date,
                     SkSpan                           walls,
                     gint64                          *budget,
                     GArray                          *found)
{
  Walk self = { .rule = rule, .start = start, .budget = budget };
  gint64 until;
  gboolean is_whole;

  self.until = MIN (walls.end - 1, SK_WALL_LAST);
  if (!icaltime_is_null_time (rule->until) && sk_ical_time_read (rule->until, &until))
    self.until = MIN (self.until, until);
  if (rule->freq == ICAL_NO_RECURRENCE || self.until < start)
    return TRUE;
  if (!is_gregorian (rule))
    return ask_libical (rule, start, is_date, walls.start, self.until, budget, found);

  sk_ical_days_init (&self.days, rule, sk_ical_time_get_day (start));
  read_times (&self);
  self.times = g_array_new (FALSE, FALSE, sizeof (gint64));
  is_whole = walk (&self, walls.start, found);
  g_array_unref (self.times);

  return is_whole;
}
