/* sk-stand-in-match-date.c — dates in filters
 *
 * By the minute; a date without a time is that day in UTC.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#define DAY 86400

/* Seconds since the epoch; @end belongs to it no more. */
typedef struct
{
  gint64 start;
  gint64 end;
} Stretch;

static gint64
floor_to (gint64 at,
          gint64 unit)
{
  return at - (at % unit + unit) % unit;
}

static gint64
shift (gint64 day,
       int    days,
       int    months,
       int    years)
{
  g_autoptr(GDateTime) from = g_date_time_new_from_unix_utc (day);
  g_autoptr(GDateTime) to = g_date_time_add_full (from, years, months, days, 0, 0, 0);

  return g_date_time_to_unix (to);
}

/* A word, a day or a minute. */
static Stretch
read_operand (gint64      now,
              const char *text)
{
  static const struct
  {
    const char *word;
    int         days;
    int         months;
  } words[] = {
    { "today", 0, 0 },
    { "tomorrow", 1, 0 },
    { "yesterday", -1, 0 },
    { "one_week_ago", -7, 0 },
    { "one_week_from_now", 7, 0 },
    { "one_month_ago", 0, -1 },
    { "one_month_from_now", 0, 1 },
  };
  SkMoment moment;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].word, text) == 0)
      {
        gint64 day = shift (floor_to (now, DAY), words[i].days, words[i].months, 0);

        return (Stretch) { day, day + DAY };
      }

  sk_moment_parse (text, &moment);
  gint64 at = floor_to (sk_moment_at (moment), moment.timed ? 60 : DAY);

  return (Stretch) { at, at + (moment.timed ? 60 : DAY) };
}

/* past_week and its like; both ends' days belong to it. */
static Stretch
read_period (gint64      now,
             const char *operator)
{
  static const struct
  {
    const char *operator;
    int         days;
    int         months;
    int         years;
  } periods[] = {
    { "past_week", -7, 0, 0 },
    { "past_month", 0, -1, 0 },
    { "past_year", 0, 0, -1 },
    { "next_week", 7, 0, 0 },
    { "next_month", 0, 1, 0 },
    { "next_year", 0, 0, 1 },
  };
  gint64 today = floor_to (now, DAY);

  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    if (strcmp (periods[i].operator, operator) == 0)
      {
        gint64 other = shift (today, periods[i].days, periods[i].months, periods[i].years);

        return (Stretch) { MIN (today, other), MAX (today, other) + DAY };
      }

  /* this_week, from Sunday on: the epoch began on a Thursday. */
  gint64 sunday = floor_to (today + 4 * DAY, 7 * DAY) - 4 * DAY;

  return (Stretch) { sunday, sunday + 7 * DAY };
}

/* @value: a date, its start counts; or the text of a time. */
gboolean
sk_match_date (gint64      now,
               JsonNode   *value,
               const char *operator,
               JsonNode   *operand)
{
  const char *text = NULL;
  SkMoment moment;

  if (sk_is_text (value))
    text = json_node_get_string (value);
  else if (sk_is_object (value))
    text = sk_get_text (json_node_get_object (value), "start");
  if (text == NULL || !sk_moment_parse (text, &moment))
    return FALSE;

  gint64 at = floor_to (sk_moment_at (moment), 60);
  Stretch wanted = sk_is_text (operand) ? read_operand (now, json_node_get_string (operand))
                                        : read_period (now, operator);

  if (strcmp (operator, "before") == 0)
    return at < wanted.start;
  if (strcmp (operator, "after") == 0)
    return at >= wanted.end;
  if (strcmp (operator, "on_or_before") == 0)
    return at < wanted.end;
  if (strcmp (operator, "on_or_after") == 0)
    return at >= wanted.start;

  return at >= wanted.start && at < wanted.end;
}
