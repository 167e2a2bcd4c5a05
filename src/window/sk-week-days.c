/* sk-week-days.c — which days a board fills, and how far
 *
 * Pure: it knows no widget.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-week-days.h"

#define MINUTES_A_DAY (24 * 60)
#define DAY_SECONDS (24 * 60 * 60)

static gint64
floor_day (gint64 wall)
{
  return (wall - ((wall % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS) / DAY_SECONDS;
}

/**
 * sk_week_get_day:
 * @board: a board, for its zone
 * @instant: Unix seconds
 *
 * Returns: the local day, days since 1970-01-01
 */
gint64
sk_week_get_day (SkBoard *board,
                 gint64   instant)
{
  return floor_day (sk_board_get_wall (board, instant));
}

/**
 * sk_week_get_minutes:
 * @board: a board, for its zone
 * @day: a local day
 * @span: Unix seconds
 *
 * Returns: the part of @span on that day, in wall-clock minutes since midnight;
 *   empty if there is none
 */
SkSpan
sk_week_get_minutes (SkBoard *board,
                     gint64   day,
                     SkSpan   span)
{
  gint64 midnight = day * DAY_SECONDS;
  gint64 start = (sk_board_get_wall (board, span.start) - midnight) / 60;
  gint64 end = (sk_board_get_wall (board, span.end) - midnight + 59) / 60;

  return (SkSpan) { CLAMP (start, 0, MINUTES_A_DAY), CLAMP (end, 0, MINUTES_A_DAY) };
}

/**
 * sk_week_get_drawn:
 * @card: a card
 *
 * Returns: where it is drawn: what was refused stays where it was, if it was
 *   somewhere and has not passed; empty: nowhere
 */
SkSpan
sk_week_get_drawn (const SkCard *card)
{
  if (card->is_off && card->change == SK_CHANGE_MOVED)
    return sk_card_get_before (card);
  if (card->is_off && card->change == SK_CHANGE_REMOVED)
    return sk_card_get_before (card);

  return card->span;
}

/* --- days --- */

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const SkWeekDay *one = a;
  const SkWeekDay *other = b;

  return one->day < other->day ? -1 : one->day > other->day;
}

static SkWeekDay *
get_day (GArray *days,
         gint64  day)
{
  SkWeekDay fresh = { .day = day, .first_minute = MINUTES_A_DAY };

  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, SkWeekDay, i).day == day)
      return &g_array_index (days, SkWeekDay, i);

  g_array_append_val (days, fresh);
  return &g_array_index (days, SkWeekDay, days->len - 1);
}

static void
widen (SkBoard   *board,
       SkWeekDay *day,
       SkSpan     span)
{
  SkSpan minutes = sk_week_get_minutes (board, day->day, span);

  if (sk_span_is_empty (minutes))
    return;

  day->first_minute = MIN (day->first_minute, (int) minutes.start);
  day->last_minute = MAX (day->last_minute, (int) minutes.end);
}

static void
add_span (SkBoard *board,
          GArray  *days,
          SkSpan   span,
          gboolean is_open)
{
  if (sk_span_is_empty (span))
    return;

  for (gint64 day = sk_week_get_day (board, span.start);
       day <= sk_week_get_day (board, span.end - 1); day++)
    widen (board, get_day (days, day), span);

  if (is_open)
    get_day (days, sk_week_get_day (board, span.start))->open += sk_span_length (span);
}

/* Events make no day: a weekend with a birthday is still a weekend. */
static void
add_events (SkBoard *board,
            GArray  *days)
{
  for (guint i = 0; i < sk_board_get_n_events (board); i++)
    {
      SkSpan span = sk_board_get_event (board, i)->span;

      for (guint k = 0; k < days->len; k++)
        {
          SkWeekDay *day = &g_array_index (days, SkWeekDay, k);
          SkSpan minutes = sk_week_get_minutes (board, day->day, span);

          /* all day long is no reason to show the night */
          if (sk_span_length (minutes) < MINUTES_A_DAY)
            widen (board, day, span);
        }
    }
}

/* --- how full --- */

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const SkSpan *one = a;
  const SkSpan *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

static GArray *
list_taken (SkBoard *board)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (SkSpan));

  for (guint i = 0; i < sk_board_get_n_events (board); i++)
    g_array_append_val (taken, sk_board_get_event (board, i)->span);
  for (guint i = 0; i < sk_board_get_n_cards (board); i++)
    {
      const SkCard *card = sk_board_get_card (board, i);

      if (!card->is_off && sk_card_is_placed (card))
        g_array_append_val (taken, card->span);
    }
  g_array_sort (taken, compare_spans);

  return taken;
}

/* What of @open is covered by @taken, which is sorted by start. */
static gint64
cover (SkSpan  open,
       GArray *taken)
{
  gint64 covered = 0;
  gint64 until = open.start;

  for (guint i = 0; i < taken->len; i++)
    {
      SkSpan span = g_array_index (taken, SkSpan, i);
      gint64 from = MAX (span.start, until);
      gint64 to = MIN (span.end, open.end);

      if (to > from)
        {
          covered += to - from;
          until = to;
        }
    }

  return covered;
}

static void
fill (SkBoard *board,
      GArray  *days)
{
  g_autoptr(GArray) taken = list_taken (board);

  for (guint i = 0; i < sk_board_get_n_open (board); i++)
    {
      SkSpan open = sk_board_get_open (board, i);

      get_day (days, sk_week_get_day (board, open.start))->taken += cover (open, taken);
    }
}

/* What was is not planned any more. */
static void
drop_past (SkBoard *board,
           GArray  *days)
{
  gint64 today = sk_week_get_day (board, sk_board_get_at (board));

  while (days->len > 0 && g_array_index (days, SkWeekDay, 0).day < today)
    g_array_remove_index (days, 0);
}

/**
 * sk_week_days_new:
 * @board: a board
 *
 * Returns: (transfer full) (element-type SkWeekDay): the days with working hours or
 *   with a task, from today on, in order
 */
GArray *
sk_week_days_new (SkBoard *board)
{
  GArray *days = g_array_new (FALSE, TRUE, sizeof (SkWeekDay));

  for (guint i = 0; i < sk_board_get_n_open (board); i++)
    add_span (board, days, sk_board_get_open (board, i), TRUE);
  for (guint i = 0; i < sk_board_get_n_cards (board); i++)
    add_span (board, days, sk_week_get_drawn (sk_board_get_card (board, i)), FALSE);

  add_events (board, days);
  fill (board, days);
  g_array_sort (days, compare_days);
  drop_past (board, days);

  return days;
}
