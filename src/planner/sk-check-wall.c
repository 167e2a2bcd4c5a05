/* sk-check-wall.c — which instant shows which time
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

/* How far ahead of UTC the wall clock is. */
gint64
sk_check_wall_ahead (GTimeZone *zone,
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

      if (sk_check_wall_ahead (zone, middle) == ahead)
        from = middle;
      else
        to = middle;
    }

  return to;
}

/* Walks from the evening before to the morning after: what is found is for the
 * two functions below. */
GArray *
sk_check_wall_walk (GTimeZone *zone,
                    gint64     day)
{
  GArray *pieces = g_array_sized_new (FALSE, FALSE, sizeof (Piece), 3);
  SkSpan all = { day * DAY - EAST, (day + 1) * DAY + WEST };
  Piece piece = { all, sk_check_wall_ahead (zone, all.start) };

  if (sk_check_wall_ahead (zone, all.end) != piece.ahead)
    for (gint64 moment = all.start; moment < all.end; moment += HOUR)
      {
        gint64 ahead = sk_check_wall_ahead (zone, moment + HOUR);

        if (ahead == piece.ahead)
          continue;

        piece.span.end = find_jump (zone, moment, moment + HOUR, piece.ahead);
        g_array_append_val (pieces, piece);
        piece = (Piece) { { piece.span.end, all.end }, ahead };
      }

  g_array_append_val (pieces, piece);
  return pieces;
}

/* The first instant at which the wall shows @wall or more. */
gint64
sk_check_wall_first (GArray *pieces,
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
gint64
sk_check_wall_last (GArray *pieces,
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
