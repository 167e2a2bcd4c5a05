/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sk-board-codec.h"
#include "sk-error.h"

#include <math.h>

#define MONDAY 1795420800       /* 2026-11-23 08:00 UTC, 09:00 in Berlin */

#define HEAD "{\"format\": \"slotkeeper-plan/1\", \"at\": \"2026-11-23T08:00:00+01:00\", " \
             "\"timezone\": \"Europe/Berlin\", "
#define COUNTS "\"summary\": {\"tasks\": 2, \"placed\": 1, \"new\": 0, \"moved\": 1, " \
               "\"missed\": 0, \"kept\": 0, \"removed\": 0, \"unplaced\": 1, \"late\": 1, " \
               "\"late_avoidable\": 0, \"lower_bound_late\": 1}"

static const char whole[] =
  HEAD "\"now\": \"2026-11-23T08:07:00+01:00\", \"digest\": \"abc\", \"tomorrow\": {\"a\": [1]}, "
  "\"placements\": [{\"task\": \"a\", \"title\": \"Fix “bug”\", \"workspace\": \"Work\", "
  "\"url\": \"https://x.test/a\", \"rank\": 2.5, \"start\": \"2026-11-23T09:00:00+01:00\", "
  "\"end\": \"2026-11-23T10:30:00+01:00\", \"change\": \"moved\", \"before\": "
  "{\"start\": \"2026-11-24T09:00:00+01:00\", \"end\": \"2026-11-24T10:30:00+01:00\"}, "
  "\"fixed\": null, \"due\": \"2026-11-24\", \"late\": true, "
  "\"late_why\": {\"code\": \"no-time\", \"text\": \"Too much.\"}, \"slack_minutes\": 90, "
  "\"failed\": {\"code\": \"offline\", \"text\": \"No answer.\"}, \"colour\": \"red\", "
  "\"warnings\": [{\"code\": \"over-busy\", \"text\": \"Over a meeting.\"}], "
  "\"why\": {\"code\": \"displaced\", \"text\": \"Because.\", \"mood\": 1, \"blocked\": ["
  "{\"start\": \"2026-11-23T08:00:00+01:00\", \"end\": \"2026-11-23T09:00:00+01:00\", "
  "\"by\": \"busy\", \"title\": \"Stand-up\"}], \"blocked_before\": 3}}], "
  "\"unplaced\": [{\"task\": \"b\", \"title\": \"\", \"code\": \"too-long\", "
  "\"text\": \"It takes 9 h.\", \"change\": \"none\", \"before\": null, \"off\": true}], "
  "\"open\": [{\"start\": \"2026-11-23T09:00:00+01:00\", \"end\": \"2026-11-23T12:00:00+01:00\"}], "
  "\"busy\": [{\"start\": \"2026-11-23T10:00:00+01:00\", \"end\": \"2026-11-23T11:00:00+01:00\", "
  "\"title\": null, \"calendar\": \"Work\", \"colour\": \"#e01b24\"}], "
  "\"capacity\": [{\"date\": \"2026-11-24\", \"free_minutes\": 60, \"due_minutes\": 90}], "
  COUNTS "}";

static SkBoard *
read_board (const char *text)
{
  g_autoptr(GError) error = NULL;
  SkBoard *board = sk_board_codec_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (board);

  return board;
}

static void
test_reads_a_placement (void)
{
  g_autoptr(SkBoard) board = read_board (whole);
  const SkCard *card = sk_board_find_card (board, "a");

  g_assert_nonnull (card);
  g_assert_true (card == sk_board_get_card (board, 0));
  g_assert_cmpstr (card->title, ==, "Fix “bug”");
  g_assert_cmpstr (card->workspace, ==, "Work");
  g_assert_cmpstr (card->url, ==, "https://x.test/a");
  g_assert_cmpfloat (card->rank, ==, 2.5);
  g_assert_true (sk_span_equal (card->span, (SkSpan) { MONDAY, MONDAY + 5400 }));
  g_assert_true (sk_card_is_placed (card));
  g_assert_true (sk_card_is_change (card));
  g_assert_cmpint (card->change, ==, SK_CHANGE_MOVED);
  g_assert_cmpint (sk_card_get_before (card).start, ==, MONDAY + 24 * 3600);
  g_assert_cmpint (card->due.kind, ==, SK_WHEN_DAY);
  g_assert_cmpint (card->slack, ==, 5400);
  g_assert_true (card->is_late);
  g_assert_false (card->is_off);
  g_assert_cmpstr (card->why, ==, "Because.");
  g_assert_cmpstr (card->late_why, ==, "Too much.");
  g_assert_cmpstr (card->failure, ==, "No answer.");
  g_assert_cmpstr (card->warnings[0], ==, "Over a meeting.");
  g_assert_cmpuint (card->blocked->len, ==, 1);
  g_assert_cmpuint (card->n_blocked_before, ==, 3);
  g_assert_cmpstr (g_array_index (card->blocked, SkBlocked, 0).title, ==, "Stand-up");
}

static void
test_reads_what_has_no_place (void)
{
  g_autoptr(SkBoard) board = read_board (whole);
  const SkCard *card = sk_board_find_card (board, "b");

  g_assert_nonnull (card);
  g_assert_false (sk_card_is_placed (card));
  g_assert_false (sk_card_is_change (card));
  g_assert_true (isnan (card->rank));
  g_assert_true (card->is_off);
  g_assert_true (sk_span_is_empty (sk_card_get_before (card)));
  g_assert_cmpstr (card->why, ==, "It takes 9 h.");
  g_assert_null (sk_board_find_card (board, "c"));
  g_assert_null (sk_board_find_card (board, NULL));
}

static void
test_reads_the_rest (void)
{
  g_autoptr(SkBoard) board = read_board (whole);

  g_assert_cmpint (sk_board_get_at (board), ==, MONDAY - 3600);
  g_assert_cmpint (sk_board_get_now (board), ==, MONDAY - 3600 + 7 * 60);
  g_assert_cmpstr (sk_board_get_digest (board), ==, "abc");
  g_assert_cmpint (sk_board_get_wall (board, MONDAY), ==, MONDAY + 3600);
  g_assert_cmpuint (sk_board_get_n_open (board), ==, 1);
  g_assert_cmpint (sk_board_get_open (board, 0).start, ==, MONDAY);
  g_assert_cmpuint (sk_board_get_n_events (board), ==, 1);
  g_assert_null (sk_board_get_event (board, 0)->title);
  g_assert_cmpstr (sk_board_get_event (board, 0)->calendar, ==, "Work");
  g_assert_cmpstr (sk_board_get_event (board, 0)->colour, ==, "#e01b24");
  g_assert_cmpint (sk_board_find_capacity (board, 20781)->due, ==, 5400);
  g_assert_null (sk_board_find_capacity (board, 20780));
  g_assert_cmpuint (sk_board_get_summary (board)->moved, ==, 1);
}

static void
test_plan_alone_is_enough (void)
{
  g_autoptr(SkBoard) board =
    read_board (HEAD "\"placements\": [], \"unplaced\": [], " COUNTS "}");

  g_assert_cmpint (sk_board_get_now (board), ==, sk_board_get_at (board));
  g_assert_cmpuint (sk_board_get_n_cards (board), ==, 0);
  g_assert_cmpuint (sk_board_get_n_open (board), ==, 0);
  g_assert_null (sk_board_get_digest (board));
}

typedef struct
{
  const char *name;
  const char *text;
  const char *place;            /* what the message names */
} Refusal;

static const Refusal refusals[] = {
  { "no-json", "{", "" },
  { "another-format", "{\"format\": \"slotkeeper-plan/2\"}", "format" },
  { "a-placement-without-a-place",
    HEAD "\"placements\": [{\"task\": \"a\", \"title\": \"A\", \"change\": \"new\", "
    "\"late\": false, \"why\": {\"text\": \"\"}}], \"unplaced\": [], " COUNTS "}",
    "placements[0].start" },
  { "an-unknown-change",
    HEAD "\"placements\": [], \"unplaced\": [{\"task\": \"a\", \"title\": \"A\", "
    "\"text\": \"\", \"change\": \"odd\"}], " COUNTS "}", "unplaced[0].change" },
  { "an-unknown-zone",
    "{\"format\": \"slotkeeper-plan/1\", \"at\": \"2026-11-23T08:00:00+01:00\", "
    "\"timezone\": \"Europe/Nowhere\", \"placements\": [], \"unplaced\": [], " COUNTS "}",
    "timezone" },
};

static void
test_refuses (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr(GError) error = NULL;
  SkBoard *board = sk_board_codec_read (refusal->text, strlen (refusal->text), &error);

  g_assert_null (board);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, refusal->place));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/codec/board/reads-a-placement", test_reads_a_placement);
  g_test_add_func ("/codec/board/reads-what-has-no-place", test_reads_what_has_no_place);
  g_test_add_func ("/codec/board/reads-the-rest", test_reads_the_rest);
  g_test_add_func ("/codec/board/a-plan-alone-is-enough", test_plan_alone_is_enough);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/codec/board/refuses-", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refuses);
    }

  return g_test_run ();
}
