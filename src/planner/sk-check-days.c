/* sk-check-days.c — a calendar for the checker, read off the wall
 *
 * It never asks at which instant the clock shows a time.  It walks along the
 * instants around a day, looks at what the wall clock shows there, and takes
 * the first (or the last) that shows enough.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define HOUR ((gint64) 60 * 60)
#define DAY (24 * HOUR)

/* No clock on Earth is further from UTC than that. */
#define EAST (15 * HOUR)
#define WEST (13 * HOUR)

/* A stretch in which the wall clock runs evenly. */
typedef struct
{
  SkSpan span;
  gint64 ahead;                 /* of UTC, in seconds */
} Piece;

static gint64
how_far_ahead (GTimeZone *zone,
               gint64     moment)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, moment);

  return g_time_zone_get_offset (zone, interval);
}

/* The instant between @from and @to at which the clock is put. */
static gint64
find_jump (GTimeZone *zone,
           gint64     from,
           gint64     to,
           gint64     ahead)
{
  while (to - from > 1)
    {
      gint64 middle = from + (to - from) / 2;

      if (how_far_ahead (zone, middle) == ahead)
        from = middle;
      else
        to = middle;
    }

  return to;
}

/* Walks from the evening before to the morning after. */
static void
walk (GTimeZone *zone,
      gint64     day,
      GArray    *pieces)
{
  SkSpan all = { day * DAY - EAST, (day + 1) * DAY + WEST };
  Piece piece = { all, how_far_ahead (zone, all.start) };

  if (how_far_ahead (zone, all.end) != piece.ahead)
    for (gint64 moment = all.start; moment < all.end; moment += HOUR)
      {
        gint64 ahead = how_far_ahead (zone, moment + HOUR);

        if (ahead == piece.ahead)
          continue;

        piece.span.end = find_jump (zone, moment, moment + HOUR, piece.ahead);
        g_array_append_val (pieces, piece);
        piece = (Piece) { { piece.span.end, all.end }, ahead };
      }

  g_array_append_val (pieces, piece);
}

/* The first instant at which the wall shows @wall or more. */
static gint64
first_showing (GArray *pieces,
               gint64  wall)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      gint64 moment = MAX (piece->span.start, wall - piece->ahead);

      if (moment < piece->span.end)
        return moment;
    }

  g_assert_not_reached ();
}

/* The last instant at which the wall shows @wall; if it never does, the first
 * at which it shows more. */
static gint64
last_showing (GArray *pieces,
              gint64  wall)
{
  gint64 last = G_MININT64;

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      gint64 moment = MIN (piece->span.end, wall - piece->ahead);

      if (moment >= piece->span.start)
        last = MAX (last, moment);
    }

  return last;
}

/* Two ranges that meet at a time the wall shows twice overlap by an hour; the
 * hour is the first one's, which goes on until its end. */
static void
cut_to_slots (SkCheckDay *day,
              gint64      slot)
{
  for (guint i = 0; i < day->n_ranges; i++)
    {
      gint64 first = (day->ranges[i].start - day->span.start + slot - 1) / slot;
      gint64 last = (day->ranges[i].end - day->span.start) / slot;
      SkSpan open = { day->span.start + first * slot, day->span.start + last * slot };

      if (day->n_open > 0)
        open.start = MAX (open.start, day->open[day->n_open - 1].end);
      if (!sk_span_is_empty (open))
        day->open[day->n_open++] = open;
    }
}

static SkCheckDay *
look (SkCheckDays *self,
      gint64       number)
{
  g_autoptr(GArray) pieces = g_array_sized_new (FALSE, FALSE, sizeof (Piece), 3);
  SkCheckDay *day = g_new0 (SkCheckDay, 1);
  const SkRange *ranges = sk_rules_get_ranges (self->rules, number, &day->n_ranges);

  walk (sk_rules_get_zone (self->rules), number, pieces);
  day->day = number;
  day->span.start = first_showing (pieces, number * DAY);
  day->span.end = first_showing (pieces, (number + 1) * DAY);
  day->ranges = g_new0 (SkSpan, 2 * day->n_ranges);
  day->open = day->ranges + day->n_ranges;

  for (guint i = 0; i < day->n_ranges; i++)
    {
      day->ranges[i].start = first_showing (pieces, number * DAY + ranges[i].start_minute * 60);
      /* 24:00 is where the day ends, also where the next one shows 0:00 twice */
      day->ranges[i].end = ranges[i].end_minute == SK_MINUTES_A_DAY
        ? day->span.end : last_showing (pieces, number * DAY + ranges[i].end_minute * 60);
    }

  cut_to_slots (day, self->slot);

  return day;
}

static void
day_free (gpointer data)
{
  SkCheckDay *day = data;

  g_free (day->ranges);
  g_free (day);
}

static gint64
number_at (SkCheckDays *self,
           gint64       moment)
{
  gint64 wall = moment + how_far_ahead (sk_rules_get_zone (self->rules), moment);

  return wall >= 0 ? wall / DAY : -((-wall + DAY - 1) / DAY);
}

SkCheckDays *
sk_check_days_new (SkRules *rules,
                   gint64   at)
{
  SkCheckDays *self = g_new0 (SkCheckDays, 1);
  guint n = (guint) sk_rules_get_days_ahead (rules);

  self->rules = rules;
  self->slot = sk_rules_get_slot_seconds (rules);
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, day_free);
  self->horizon = g_ptr_array_new ();
  gint64 today = number_at (self, at);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->horizon, (gpointer) sk_check_days_get (self, today + i));
  self->span.start = ((SkCheckDay *) g_ptr_array_index (self->horizon, 0))->span.start;
  self->span.end = ((SkCheckDay *) g_ptr_array_index (self->horizon, n - 1))->span.end;

  return self;
}

void
sk_check_days_free (SkCheckDays *self)
{
  g_ptr_array_unref (self->horizon);
  g_hash_table_unref (self->known);
  g_free (self);
}

/* Day number @day. */
const SkCheckDay *
sk_check_days_get (SkCheckDays *self,
                   gint64       day)
{
  SkCheckDay *found = g_hash_table_lookup (self->known, &day);

  if (found == NULL)
    {
      found = look (self, day);
      g_hash_table_insert (self->known, &found->day, found);
    }

  return found;
}

/* Which of the planned days @moment is in; -1 if none. */
int
sk_check_days_index (SkCheckDays *self,
                     gint64       moment)
{
  guint low = 0, high = self->horizon->len;

  if (!sk_span_contains (self->span, moment))
    return -1;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      const SkCheckDay *day = g_ptr_array_index (self->horizon, middle);

      if (day->span.start <= moment)
        low = middle;
      else
        high = middle;
    }

  return (int) low;
}

/* The day @moment is in. */
const SkCheckDay *
sk_check_days_find (SkCheckDays *self,
                    gint64       moment)
{
  int i = sk_check_days_index (self, moment);

  if (i >= 0)
    return g_ptr_array_index (self->horizon, i);

  return sk_check_days_get (self, number_at (self, moment));
}

/* The slot @moment is in. */
gint64
sk_check_days_floor (SkCheckDays *self,
                     gint64       moment)
{
  gint64 midnight = sk_check_days_find (self, moment)->span.start;

  return midnight + (moment - midnight) / self->slot * self->slot;
}

/* The first slot that begins at or after @moment; midnight begins one. */
gint64
sk_check_days_ceil (SkCheckDays *self,
                    gint64       moment)
{
  const SkCheckDay *day = sk_check_days_find (self, moment);
  gint64 slots = (moment - day->span.start + self->slot - 1) / self->slot;

  return MIN (day->span.start + slots * self->slot, day->span.end);
}

/* The instant by which something due then has to end. */
gint64
sk_check_days_due (SkCheckDays *self,
                   SkWhen       due)
{
  if (due.kind == SK_WHEN_NONE)
    return G_MAXINT64;
  if (due.kind == SK_WHEN_INSTANT)
    return due.value;

  const SkCheckDay *day = sk_check_days_get (self, due.value);
  gint64 last = G_MININT64;

  for (guint i = 0; i < day->n_ranges; i++)
    last = MAX (last, day->ranges[i].end);

  return day->n_ranges > 0 ? last : day->span.end;
}

/* Whether @length fits after @from while nothing else is planned. */
gboolean
sk_check_days_fits (SkCheckDays *self,
                    gint64       from,
                    gint64       length)
{
  for (guint i = 0; i < self->horizon->len; i++)
    {
      const SkCheckDay *day = g_ptr_array_index (self->horizon, i);

      for (guint j = 0; day->span.end > from && j < day->n_open; j++)
        {
          gint64 start = MAX (day->open[j].start, from);

          if (from > day->span.start)
            start = MAX (start, sk_check_days_ceil (self, from));
          if (start + length <= day->open[j].end)
            return TRUE;
        }
    }

  return FALSE;
}
