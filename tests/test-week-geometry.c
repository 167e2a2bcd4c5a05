/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sk-board-codec.h"
#include "sk-moves.h"
#include "sk-week-days.h"
#include "sk-week-geometry.h"

/* --- lanes --- */

typedef struct
{
  const char *name;
  SkWeekSlot  slots[5];         /* an end of 0 ends the list; lanes are what is expected */
} Lanes;

static const Lanes lanes[] = {
  { "one-alone-has-all-the-room", { { 0, 540, 600, 0, 1 } } },
  { "what-only-touches-is-not-beside", { { 0, 540, 600, 0, 1 }, { 0, 600, 660, 0, 1 } } },
  { "two-that-overlap-share", { { 0, 540, 600, 0, 2 }, { 0, 570, 660, 1, 2 } } },
  { "another-day-is-not-beside", { { 0, 540, 600, 0, 1 }, { 1, 540, 600, 0, 1 } } },
  { "a-lane-that-is-free-again-is-used-again",
    { { 0, 540, 660, 0, 2 }, { 0, 540, 600, 1, 2 }, { 0, 600, 660, 1, 2 } } },
  { "what-overlaps-through-others-is-as-narrow",
    { { 0, 540, 600, 0, 2 }, { 0, 590, 650, 1, 2 }, { 0, 640, 700, 0, 2 } } },
  { "three-at-once",
    { { 2, 540, 700, 0, 3 }, { 2, 550, 700, 1, 3 }, { 2, 560, 700, 2, 3 },
      { 2, 700, 710, 0, 1 } } },
  { "the-order-of-the-list-does-not-matter", { { 0, 570, 660, 1, 2 }, { 0, 540, 600, 0, 2 } } },
  { "the-longer-of-two-goes-first", { { 0, 540, 570, 1, 2 }, { 0, 540, 600, 0, 2 } } },
};

static void
test_lanes (gconstpointer data)
{
  const Lanes *c = data;
  SkWeekSlot slots[G_N_ELEMENTS (c->slots)];
  guint n = 0;

  for (; n < G_N_ELEMENTS (c->slots) && c->slots[n].end != 0; n++)
    slots[n] = (SkWeekSlot) { c->slots[n].column, c->slots[n].start, c->slots[n].end, -1, -1 };

  sk_week_assign_lanes (slots, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (slots[i].lane, ==, c->slots[i].lane);
      g_assert_cmpint (slots[i].n_lanes, ==, c->slots[i].n_lanes);
    }
}

static void
test_no_lanes (void)
{
  sk_week_assign_lanes (NULL, 0);
}

/* Of whatever is on a day, nothing lies over anything else. */
static void
test_nothing_overlaps (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  SkWeekSlot slots[40];

  for (guint world = 0; world < 200; world++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
        {
          int start = g_rand_int_range (rand, 0, 1400);

          slots[i] = (SkWeekSlot) { g_rand_int_range (rand, 0, 3), start,
                                    start + g_rand_int_range (rand, 5, 120) };
        }
      sk_week_assign_lanes (slots, G_N_ELEMENTS (slots));

      for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
        for (guint k = 0; k < i; k++)
          if (slots[i].column == slots[k].column && slots[i].start < slots[k].end &&
              slots[k].start < slots[i].end)
            {
              g_assert_cmpint (slots[i].lane, !=, slots[k].lane);
              g_assert_cmpint (slots[i].n_lanes, ==, slots[k].n_lanes);
              g_assert_cmpint (slots[i].lane, <, slots[i].n_lanes);
            }
    }
}

/* --- pixels --- */

static const SkWeekFrame frame = { 5, 8 * 60 + 30, 17 * 60 + 30, 50, 550, 540, FALSE };
static const SkWeekFrame mirrored = { 5, 8 * 60 + 30, 17 * 60 + 30, 50, 550, 540, TRUE };

static void
test_time_is_height (void)
{
  g_assert_cmpint (sk_week_frame_get_y (&frame, 8 * 60 + 30), ==, 0);
  g_assert_cmpint (sk_week_frame_get_y (&frame, 9 * 60), ==, 30);
  g_assert_cmpint (sk_week_frame_get_y (&frame, 17 * 60 + 30), ==, 540);
  g_assert_cmpint (sk_week_frame_get_y (&frame, 0), ==, 0);
  g_assert_cmpint (sk_week_frame_get_y (&frame, 24 * 60), ==, 540);
}

static void
test_days_fill_the_width (void)
{
  int x = 50;

  for (int column = 0; column < 5; column++)
    {
      GdkRectangle area = sk_week_frame_get_column (&frame, column);

      g_assert_cmpint (area.x, ==, x);
      g_assert_cmpint (area.height, ==, 540);
      x += area.width;
    }
  g_assert_cmpint (x, ==, 550);
}

static void
test_right_to_left_is_a_mirror (void)
{
  for (int column = 0; column < 5; column++)
    for (int lane = 0; lane < 2; lane++)
      {
        SkWeekSlot slot = { column, 600, 660, lane, 2 };
        GdkRectangle one = sk_week_frame_get_area (&frame, &slot);
        GdkRectangle other = sk_week_frame_get_area (&mirrored, &slot);

        g_assert_cmpint (other.x, ==, 550 - one.x - one.width);
        g_assert_cmpint (other.y, ==, one.y);
        g_assert_cmpint (other.width, ==, one.width);
        g_assert_cmpint (other.height, ==, one.height);
      }
}

static void
test_lanes_share_the_day (void)
{
  GdkRectangle day = sk_week_frame_get_column (&frame, 1);
  GdkRectangle left = sk_week_frame_get_area (&frame, &(SkWeekSlot) { 1, 600, 660, 0, 2 });
  GdkRectangle right = sk_week_frame_get_area (&frame, &(SkWeekSlot) { 1, 600, 660, 1, 2 });

  g_assert_cmpint (left.x, >=, day.x);
  g_assert_cmpint (left.x + left.width, <=, right.x);
  g_assert_cmpint (right.x + right.width, <=, day.x + day.width);
}

static void
test_short_is_never_nothing (void)
{
  GdkRectangle area = sk_week_frame_get_area (&frame, &(SkWeekSlot) { 0, 600, 600, 0, 40 });

  g_assert_cmpint (area.height, >=, 1);
  g_assert_cmpint (area.width, >=, 1);
}

/* A link begins and ends at the edges of what it links. */
static void
test_link_touches_both (void)
{
  const SkWeekSlot from = { 3, 600, 660, 0, 1 };
  const SkWeekSlot to[] = { { 1, 540, 570, 0, 1 }, { 3, 720, 780, 0, 1 }, { 4, 900, 960, 0, 1 },
                            { 4, 600, 660, 0, 1 } };
  GdkRectangle a = sk_week_frame_get_area (&frame, &from);

  for (guint i = 0; i < G_N_ELEMENTS (to); i++)
    {
      GdkRectangle b = sk_week_frame_get_area (&frame, &to[i]);
      GdkRectangle link = sk_week_frame_get_link (&frame, &from, &to[i]);
      GdkRectangle wide_a = { a.x - 1, a.y - 1, a.width + 2, a.height + 2 };
      GdkRectangle wide_b = { b.x - 1, b.y - 1, b.width + 2, b.height + 2 };

      g_assert_true (gdk_rectangle_intersect (&link, &wide_a, NULL));
      g_assert_true (gdk_rectangle_intersect (&link, &wide_b, NULL));
    }
}

/* --- days --- */

#define HEAD "{\"format\": \"slotkeeper-plan/1\", \"at\": \"2026-11-23T08:00:00+01:00\", " \
             "\"timezone\": \"Europe/Berlin\", \"unplaced\": [], "
#define COUNTS "\"summary\": {\"tasks\": 1, \"placed\": 1, \"new\": 1, \"moved\": 0, " \
               "\"missed\": 0, \"kept\": 0, \"removed\": 0, \"unplaced\": 0, \"late\": 0, " \
               "\"late_avoidable\": 0, \"lower_bound_late\": 0}}"
#define SPAN(from, to) "\"start\": \"2026-11-" from ":00+01:00\", " \
                       "\"end\": \"2026-11-" to ":00+01:00\""
#define CARD(from, to) "{\"task\": \"a\", \"title\": \"A\", " SPAN (from, to) \
                       ", \"change\": \"new\", \"late\": false, \"why\": {\"text\": \"\"}}"

static SkBoard *
read_board (const char *text)
{
  g_autoptr(GError) error = NULL;
  SkBoard *board = sk_board_codec_read (text, strlen (text), &error);

  g_assert_no_error (error);

  return board;
}

static void
test_days_that_count (void)
{
  g_autoptr(SkBoard) board = read_board (
    HEAD "\"placements\": [" CARD ("23T10:00", "23T11:30") "], "
    "\"open\": [{" SPAN ("23T09:00", "23T12:00") "}, {" SPAN ("23T13:00", "23T17:00") "}, {"
    SPAN ("25T09:00", "25T17:00") "}], "
    "\"busy\": [{" SPAN ("23T11:00", "23T12:30") ", \"title\": \"B\"}, {"
    SPAN ("28T11:00", "28T12:30") ", \"title\": \"Weekend\"}, {"
    SPAN ("25T00:00", "26T00:00") ", \"title\": \"All day\"}], " COUNTS);
  g_autoptr(GArray) days = sk_week_days_new (board);

  g_assert_cmpuint (days->len, ==, 2);

  const SkWeekDay *monday = &g_array_index (days, SkWeekDay, 0);
  const SkWeekDay *wednesday = &g_array_index (days, SkWeekDay, 1);

  g_assert_cmpint (monday->day, ==, 20780);
  g_assert_cmpint (monday->first_minute, ==, 9 * 60);
  g_assert_cmpint (monday->last_minute, ==, 17 * 60);
  g_assert_cmpint (monday->open, ==, 7 * 3600);
  g_assert_cmpint (monday->taken, ==, 2 * 3600);        /* what overlaps counts once */
  g_assert_cmpint (wednesday->day, ==, 20782);
  g_assert_cmpint (wednesday->first_minute, ==, 9 * 60);
  g_assert_cmpint (wednesday->taken, ==, wednesday->open);
}

static void
test_task_outside_hours_makes_a_day (void)
{
  g_autoptr(SkBoard) board = read_board (
    HEAD "\"placements\": [" CARD ("28T19:00", "28T20:15") "], " COUNTS);
  g_autoptr(GArray) days = sk_week_days_new (board);

  g_assert_cmpuint (days->len, ==, 1);
  g_assert_cmpint (g_array_index (days, SkWeekDay, 0).first_minute, ==, 19 * 60);
  g_assert_cmpint (g_array_index (days, SkWeekDay, 0).last_minute, ==, 20 * 60 + 15);
  g_assert_cmpint (g_array_index (days, SkWeekDay, 0).open, ==, 0);
}

static void
test_past_is_left_out (void)
{
  g_autoptr(SkBoard) board = read_board (
    HEAD "\"placements\": [" CARD ("20T10:00", "20T11:00") ", " CARD ("23T10:00", "23T11:00") "], "
    COUNTS);
  g_autoptr(GArray) days = sk_week_days_new (board);

  g_assert_cmpuint (days->len, ==, 1);
  g_assert_cmpint (g_array_index (days, SkWeekDay, 0).day, ==, 20780);
}

static void
test_part_of_a_day (void)
{
  g_autoptr(SkBoard) board = read_board (
    HEAD "\"placements\": [" CARD ("23T23:00", "24T01:00") "], " COUNTS);
  SkSpan span = sk_board_get_card (board, 0)->span;
  SkSpan monday = sk_week_get_minutes (board, 20780, span);
  SkSpan tuesday = sk_week_get_minutes (board, 20781, span);

  g_assert_true (sk_span_equal (monday, (SkSpan) { 23 * 60, 24 * 60 }));
  g_assert_true (sk_span_equal (tuesday, (SkSpan) { 0, 60 }));
  g_assert_true (sk_span_is_empty (sk_week_get_minutes (board, 20782, span)));
}

/* --- moves --- */

#define MONDAY 1795420800       /* 2026-11-23 09:00 in Berlin */
#define HOUR 3600
#define DAY (24 * HOUR)

typedef struct
{
  const char *name;
  SkMove      move;
  gint64      from;             /* seconds after Monday at nine */
  gint64      to;               /* -1: nowhere */
} Move;

/* Possible are Monday at nine and eleven, Tuesday at ten, Thursday at nine and at
 * five; Monday at ten is not. */
static const Move moves[] = {
  { "later-is-the-next-that-is-possible", SK_MOVE_LATER, 0, 2 * HOUR },
  { "later-goes-on-on-another-day", SK_MOVE_LATER, 2 * HOUR, DAY + HOUR },
  { "earlier-is-the-last-before", SK_MOVE_EARLIER, DAY + HOUR, 2 * HOUR },
  { "earlier-than-the-first-is-nowhere", SK_MOVE_EARLIER, 0, -1 },
  { "later-than-the-last-is-nowhere", SK_MOVE_LATER, 3 * DAY + 8 * HOUR, -1 },
  { "a-day-later-is-the-nearest-day", SK_MOVE_DAY_LATER, 0, DAY + HOUR },
  { "on-another-day-the-time-of-day-counts", SK_MOVE_DAY_LATER, DAY + 7 * HOUR,
    3 * DAY + 8 * HOUR },
  { "a-day-earlier", SK_MOVE_DAY_EARLIER, DAY + HOUR, 0 },
  { "a-day-earlier-than-the-first-is-nowhere", SK_MOVE_DAY_EARLIER, 2 * HOUR, -1 },
};

static void
add_try (GArray   *tries,
         gint64    after,
         gboolean  is_possible)
{
  SkTry try = { { MONDAY + after, MONDAY + after + HOUR }, is_possible };

  g_array_append_val (tries, try);
}

static void
test_moves (gconstpointer data)
{
  const Move *c = data;
  g_autoptr(SkBoard) board = read_board (HEAD "\"placements\": [], " COUNTS);
  g_autoptr(GArray) tries = sk_try_array_new ();
  const SkTry *to;

  add_try (tries, 0, TRUE);
  add_try (tries, HOUR, FALSE);
  add_try (tries, 2 * HOUR, TRUE);
  add_try (tries, DAY + HOUR, TRUE);
  add_try (tries, 3 * DAY, TRUE);
  add_try (tries, 3 * DAY + 8 * HOUR, TRUE);
  to = sk_moves_choose (tries, board, (SkSpan) { MONDAY + c->from, MONDAY + c->from + HOUR },
                        c->move);

  g_assert_cmpint (to != NULL ? to->span.start - MONDAY : -1, ==, c->to);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lanes); i++)
    {
      g_autofree char *path = g_strconcat ("/window/lanes/", lanes[i].name, NULL);

      g_test_add_data_func (path, &lanes[i], test_lanes);
    }
  g_test_add_func ("/window/lanes/none-are-no-trouble", test_no_lanes);
  g_test_add_func ("/window/lanes/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/window/frame/time-is-height", test_time_is_height);
  g_test_add_func ("/window/frame/days-fill-the-width", test_days_fill_the_width);
  g_test_add_func ("/window/frame/right-to-left-is-a-mirror", test_right_to_left_is_a_mirror);
  g_test_add_func ("/window/frame/lanes-share-the-day", test_lanes_share_the_day);
  g_test_add_func ("/window/frame/short-is-never-nothing", test_short_is_never_nothing);
  g_test_add_func ("/window/frame/a-link-touches-both", test_link_touches_both);
  g_test_add_func ("/window/days/that-count", test_days_that_count);
  g_test_add_func ("/window/days/a-task-outside-hours-makes-one",
                   test_task_outside_hours_makes_a_day);
  g_test_add_func ("/window/days/what-was-is-left-out", test_past_is_left_out);
  g_test_add_func ("/window/days/a-part-of-one", test_part_of_a_day);
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *path = g_strconcat ("/window/moves/", moves[i].name, NULL);

      g_test_add_data_func (path, &moves[i], test_moves);
    }

  return g_test_run ();
}
