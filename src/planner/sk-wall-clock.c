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
#define QUARTER_SECONDS (15 * 60)

/* A stretch of time with one offset from UTC; it ends where the next begins. */
typedef struct
{
  gint64 start;
  gint64 offset;
} Piece;

/* A zone is asked some thousand times for a year of days, and its answer
 * changes twice: so the offsets of the horizon are looked up once. */
struct _SkWallClock
{
  SkRules *rules;
  SkSpan   known;
  Piece   *pieces;              /* of @known, in order of time */
  guint    n_pieces;
};

static int
find_interval (GTimeZone *zone,
               gint64     instant)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);
}

static gint64
ask_zone (GTimeZone *zone,
          gint64     instant)
{
  return g_time_zone_get_offset (zone, find_interval (zone, instant));
}

/* The first instant that is no longer in @interval, which @from is in and
 * @until is not.  Clocks change on a quarter of an hour, so those come first;
 * where they did not, as long ago, it takes longer. */
static gint64
find_end_of_interval (GTimeZone *zone,
                      int        interval,
                      gint64     from,
                      gint64     until)
{
  while (until - from > 1)
    {
      gint64 middle = from + (until - from) / 2;

      middle -= middle % QUARTER_SECONDS;
      if (middle <= from || middle >= until)
        middle = until - 1;

      if (find_interval (zone, middle) == interval)
        from = middle;
      else
        until = middle;
    }

  return until;
}

static void
add_piece (GArray *pieces,
           gint64  start,
           gint64  offset)
{
  Piece piece = { start, offset };

  if (pieces->len == 0 || g_array_index (pieces, Piece, pieces->len - 1).offset != offset)
    g_array_append_val (pieces, piece);
}

/* GLib looks through its intervals from the first on, so it is asked no more
 * often than it takes to find each change. */
static GArray *
list_pieces (GTimeZone *zone,
             SkSpan     span)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  int interval = find_interval (zone, span.start);
  int last = find_interval (zone, span.end - 1);

  add_piece (pieces, span.start, g_time_zone_get_offset (zone, interval));
  for (gint64 from = span.start; interval != last; )
    {
      from = find_end_of_interval (zone, interval, from, span.end - 1);
      interval = find_interval (zone, from);
      add_piece (pieces, from, g_time_zone_get_offset (zone, interval));
    }

  return pieces;
}

/**
 * sk_wall_clock_new:
 * @rules: rules, for their hours and zone; must outlive the clock
 * @span: the time that will mostly be asked for
 *
 * Returns: (transfer full): the clocks of the zone; other times can be asked
 *   for too, and take longer
 */
SkWallClock *
sk_wall_clock_new (SkRules *rules,
                   SkSpan   span)
{
  SkWallClock *self = g_new0 (SkWallClock, 1);

  self->rules = rules;
  self->known = sk_span_widen (span, 3 * DAY_SECONDS);

  GArray *pieces = list_pieces (sk_rules_get_zone (rules), self->known);

  self->n_pieces = pieces->len;
  self->pieces = (Piece *) (gpointer) g_array_free (pieces, FALSE);

  return self;
}

/**
 * sk_wall_clock_new_for_day:
 * @rules: rules, for their hours and zone; must outlive the clock
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): the clocks of the zone, for times of that day
 */
SkWallClock *
sk_wall_clock_new_for_day (SkRules *rules,
                           gint64   day)
{
  return sk_wall_clock_new (rules, (SkSpan) { day * DAY_SECONDS, (day + 1) * DAY_SECONDS });
}

void
sk_wall_clock_free (SkWallClock *self)
{
  g_free (self->pieces);
  g_free (self);
}

/* The last piece that begins at @instant or earlier. */
static guint
find_piece (const SkWallClock *self,
            gint64             instant)
{
  guint i = self->n_pieces - 1;

  while (i > 0 && self->pieces[i].start > instant)
    i--;

  return i;
}

static gint64
offset_at (const SkWallClock *self,
           gint64             instant)
{
  if (!sk_span_contains (self->known, instant))
    return ask_zone (sk_rules_get_zone (self->rules), instant);

  return self->pieces[find_piece (self, instant)].offset;
}

/**
 * sk_wall_clock_is_even:
 * @self: a wall clock
 * @span: a stretch of time
 *
 * Returns: whether it is known that no clock changes in it
 */
gboolean
sk_wall_clock_is_even (const SkWallClock *self,
                       SkSpan             span)
{
  return sk_span_contains (self->known, span.start) && span.end <= self->known.end &&
         find_piece (self, span.start) == find_piece (self, span.end - 1);
}

/* The first instant after @before with another offset; @after has one. */
static gint64
find_clock_change (const SkWallClock *self,
                   gint64             before,
                   gint64             after)
{
  gint64 offset = offset_at (self, before);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (offset_at (self, middle) == offset)
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
resolve (const SkWallClock *self,
         gint64             wall,
         Occurrence         which)
{
  gint64 early = wall - 2 * DAY_SECONDS;
  gint64 late = wall + 2 * DAY_SECONDS;

  if (sk_span_contains (self->known, early) && sk_span_contains (self->known, late))
    {
      guint piece = find_piece (self, early);

      if (piece + 1 == self->n_pieces || self->pieces[piece + 1].start > late)
        return wall - self->pieces[piece].offset;
    }

  gint64 one = wall - offset_at (self, early);
  gint64 other = wall - offset_at (self, late);
  gboolean is_one = offset_at (self, one) == wall - one;
  gboolean is_other = offset_at (self, other) == wall - other;

  if (is_one && is_other)
    return which == FIRST_OF_TWO ? MIN (one, other) : MAX (one, other);
  if (is_one)
    return one;
  if (is_other)
    return other;

  return find_clock_change (self, early, late);
}

/**
 * sk_wall_clock_start_of_day:
 * @self: a wall clock
 * @day: days since 1970-01-01
 *
 * Returns: the first instant of that local day, Unix seconds
 */
gint64
sk_wall_clock_start_of_day (const SkWallClock *self,
                            gint64             day)
{
  return resolve (self, day * DAY_SECONDS, FIRST_OF_TWO);
}

/**
 * sk_wall_clock_day_of:
 * @self: a wall clock
 * @instant: Unix seconds
 *
 * Returns: the local day it belongs to, days since 1970-01-01
 */
gint64
sk_wall_clock_day_of (const SkWallClock *self,
                      gint64             instant)
{
  gint64 wall = instant + offset_at (self, instant);

  return wall >= 0 ? wall / DAY_SECONDS : -((-wall + DAY_SECONDS - 1) / DAY_SECONDS);
}

static gint64
resolve_edge (const SkWallClock *self,
              gint64             day,
              int                minute,
              Occurrence         which)
{
  if (minute == SK_MINUTES_A_DAY)
    return sk_wall_clock_start_of_day (self, day + 1);

  return resolve (self, day * DAY_SECONDS + (gint64) minute * 60, which);
}

/**
 * sk_wall_clock_end_of_hours:
 * @self: a wall clock
 * @day: days since 1970-01-01
 *
 * Returns: when that day's hours end, Unix seconds; the end of the day if it
 *   has none
 */
gint64
sk_wall_clock_end_of_hours (const SkWallClock *self,
                            gint64             day)
{
  guint n_ranges;
  const SkRange *ranges = sk_rules_get_ranges (self->rules, day, &n_ranges);
  int minute = n_ranges > 0 ? ranges[n_ranges - 1].end_minute : SK_MINUTES_A_DAY;

  return resolve_edge (self, day, minute, SECOND_OF_TWO);
}

/**
 * sk_wall_clock_resolve:
 * @self: a wall clock
 * @day: days since 1970-01-01
 * @range: an open range of that day
 *
 * Returns: when it opens and closes; empty if the clocks skip all of it
 */
SkSpan
sk_wall_clock_resolve (const SkWallClock *self,
                       gint64             day,
                       const SkRange     *range)
{
  return (SkSpan) {
    resolve_edge (self, day, range->start_minute, FIRST_OF_TWO),
    resolve_edge (self, day, range->end_minute, SECOND_OF_TWO),
  };
}
