/* sk-moves.c — which of the possible places a key means
 *
 * Pure: it knows no widget.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-moves.h"

#include <stdlib.h>

#include "sk-week-days.h"

#define DAY_SECONDS (24 * 60 * 60)

static gboolean
is_that_way (SkBoard *board,
             SkSpan   from,
             SkSpan   to,
             SkMove   move)
{
  gint64 days = sk_week_get_day (board, to.start) - sk_week_get_day (board, from.start);

  switch (move)
    {
    case SK_MOVE_EARLIER:
      return to.start < from.start;

    case SK_MOVE_LATER:
      return to.start > from.start;

    case SK_MOVE_DAY_EARLIER:
      return days < 0;

    case SK_MOVE_DAY_LATER:
    default:
      return days > 0;
    }
}

/* Nearer is less; between days the day counts first, and then the time of day. */
static gint64
get_distance (SkBoard *board,
              SkSpan   from,
              SkSpan   to,
              SkMove   move)
{
  gint64 wall = sk_board_get_wall (board, to.start) - sk_board_get_wall (board, from.start);
  gint64 days = sk_week_get_day (board, to.start) - sk_week_get_day (board, from.start);

  if (move == SK_MOVE_EARLIER || move == SK_MOVE_LATER)
    return llabs (to.start - from.start);

  return llabs (days) * DAY_SECONDS + llabs (wall - days * DAY_SECONDS);
}

/**
 * sk_moves_choose:
 * @tries: (element-type SkTry): places that were looked at
 * @board: a board, for its zone
 * @from: where it is
 * @move: where to
 *
 * Returns: (transfer none) (nullable): the nearest that is possible
 */
const SkTry *
sk_moves_choose (const GArray *tries,
                 SkBoard      *board,
                 SkSpan        from,
                 SkMove        move)
{
  const SkTry *best = NULL;

  for (guint i = 0; i < tries->len; i++)
    {
      const SkTry *try = &g_array_index (tries, SkTry, i);

      if (!try->is_possible || !is_that_way (board, from, try->span, move))
        continue;
      if (best == NULL || get_distance (board, from, try->span, move) <
                          get_distance (board, from, best->span, move))
        best = try;
    }

  return best;
}
