/* sk-wall-clock.c — wall clock to seconds
 *
 * The one place of the planner that knows summer time.  A time that the
 * clocks skip is the first moment after the gap; of one they show twice a
 * start is the first, an end the second (planner.md §1).
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-wall-clock.h"

#define DAY_SECONDS (24 * 60 * 60)

static gint64
offset_at (GTimeZone *zone,
           gint64     instant)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);

  return g_time_zone_get_offset (zone, interval);
}

/* The first instant after @before with another offset; @after has one. */
static gint64
find_clock_change (GTimeZone *zone,
                   gint64     before,
                   gint64     after)
{
  gint64 offset = offset_at (zone, before);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (offset_at (zone, middle) == offset)
        before = middle;
      else
        after = middle;
    }

  return after;
}

typedef enum
{
  FIRST_OF_TWO,
  SECOND_OF_TWO,
} Occurrence;

/* The instant at which clocks show @wall, seconds since 1970 as if in UTC.
 * More than a day on either side covers every offset there is, and every
 * change of it, Samoa's skipped day included. */
static gint64
resolve (GTimeZone  *zone,
         gint64      wall,
         Occurrence  which)
{
  gint64 early = wall - 2 * DAY_SECONDS;
  gint64 late = wall + 2 * DAY_SECONDS;
  gint64 one = wall - offset_at (zone, early);
  gint64 other = wall - offset_at (zone, late);
  gboolean is_one = offset_at (zone, one) == wall - one;
  gboolean is_other = offset_at (zone, other) == wall - other;

  if (is_one && is_other)
    return which == FIRST_OF_TWO ? MIN (one, other) : MAX (one, other);
  if (is_one)
    return one;
  if (is_other)
    return other;

  return find_clock_change (zone, early, late);
}

/**
 * sk_wall_clock_start_of_day:
 * @rules: rules, for their zone
 * @day: days since 1970-01-01
 *
 * Returns: the first instant of that local day, Unix seconds
 */
gint64
sk_wall_clock_start_of_day (SkRules *rules,
                           gint64   day)
{
  return resolve (sk_rules_get_zone (rules), day * DAY_SECONDS, FIRST_OF_TWO);
}

/**
 * sk_wall_clock_day_of:
 * @rules: rules, for their zone
 * @instant: Unix seconds
 *
 * Returns: the local day it belongs to, days since 1970-01-01
 */
gint64
sk_wall_clock_day_of (SkRules *rules,
                     gint64   instant)
{
  gint64 wall = instant + offset_at (sk_rules_get_zone (rules), instant);

  return wall >= 0 ? wall / DAY_SECONDS : -((-wall + DAY_SECONDS - 1) / DAY_SECONDS);
}

static gint64
resolve_edge (SkRules    *rules,
              gint64      day,
              int         minute,
              Occurrence  which)
{
  if (minute == SK_MINUTES_A_DAY)
    return sk_wall_clock_start_of_day (rules, day + 1);

  return resolve (sk_rules_get_zone (rules), day * DAY_SECONDS + (gint64) minute * 60, which);
}

/**
 * sk_wall_clock_end_of_hours:
 * @rules: rules, for their hours and zone
 * @day: days since 1970-01-01
 *
 * Returns: when that day's hours end, Unix seconds; the end of the day if it
 *   has none
 */
gint64
sk_wall_clock_end_of_hours (SkRules *rules,
                           gint64   day)
{
  guint n_ranges;
  const SkRange *ranges = sk_rules_get_ranges (rules, day, &n_ranges);
  int minute = n_ranges > 0 ? ranges[n_ranges - 1].end_minute : SK_MINUTES_A_DAY;

  return resolve_edge (rules, day, minute, SECOND_OF_TWO);
}

/**
 * sk_wall_clock_resolve:
 * @rules: rules, for their zone
 * @day: days since 1970-01-01
 * @range: an open range of that day
 *
 * Returns: when it opens and closes; empty if the clocks skip all of it
 */
SkSpan
sk_wall_clock_resolve (SkRules       *rules,
                       gint64         day,
                       const SkRange *range)
{
  return (SkSpan) {
    resolve_edge (rules, day, range->start_minute, FIRST_OF_TWO),
    resolve_edge (rules, day, range->end_minute, SECOND_OF_TWO),
  };
}
