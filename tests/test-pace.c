/* test-pace.c — how long many writes take, and how many requests they cost
 *
 * A whole commit against a stand-in for Notion that is as far away as the real
 * one, ten times as fast: a second lasts a tenth of one.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <unistd.h>

#include "sk-morning.h"
#include "sk-notion-world.h"

#define SECOND_MS 100
#define N_WRITES 200
#define PACE 3                  /* requests a second, on average */
#define MOST_REQUESTS 230

typedef struct
{
  const char *name;
  guint       n_rows;
  guint       n_writes;
  guint       latency_ms;       /* of a thousand a second */
  double      most;             /* times what the pace allows */
} PaceCase;

/* Where an answer takes a second, every look costs two of them. */
static const PaceCase cases[] = {
  { "two-hundred-of-as-many", 200, N_WRITES, 300, 1.15 },
  { "two-hundred-of-more", 400, N_WRITES, 300, 1.15 },
  { "two-hundred-over-a-slow-line", 200, N_WRITES, 1000, 1.5 },
};

static void
add_rows (SkNotionWorld  *world,
          const PaceCase *c)
{
  for (guint i = 0; i < c->n_rows; i++)
    sk_notion_stand_in_add_row (world->notion, world->table,
                                i < c->n_writes
                                ? "{\"Task name\": \"T\", \"Est Duration Hrs\": 0.25, "
                                  "\"Auto Schedule\": true}"
                                : "{\"Task name\": \"T\", \"Auto Schedule\": false}");
  sk_notion_stand_in_set_now (world->notion, SK_STAND_IN_NOW + 60 * 60);
}

/* The disk is not ten times as fast, and is not what is measured. */
static int
sync_nothing (int fd)
{
  return 0;
}

static SkMorning
make_morning (SkNotionWorld *world)
{
  g_autofree char *folder = sk_morning_make_folder ();
  const SkJournalOps ops = { write, sync_nothing };
  SkMorning morning = { NULL };

  sk_morning_init_in (&morning, folder, &ops);
  g_list_store_remove_all (G_LIST_STORE (morning.sources));
  g_list_store_append (G_LIST_STORE (morning.sources), world->source);
  sk_rules_unref (morning.rules);
  morning.rules = sk_morning_make_rules (9, 14, SK_STABILITY_STEADY);

  return morning;
}

static void
test_pace (gconstpointer data)
{
  const PaceCase *c = data;
  static const SkHttpPace pace = {
    .requests = 60 * PACE, .second_ms = SECOND_MS, .timeout = 60, .at_once = 8
  };
  g_auto(SkNotionWorld) world = { 0 };
  g_auto(SkMorning) morning = { NULL };
  guint n_requests;
  double seconds;
  gint64 began;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_world_configure (&world, &(SkNotionConfig) { .pace = &pace });
  add_rows (&world, c);
  morning = make_morning (&world);
  sk_notion_stand_in_set_latency (world.notion, c->latency_ms * SECOND_MS / 1000);

  g_autoptr(SkPlan) plan = sk_morning_plan (&morning);
  g_autoptr(GError) error = NULL;

  sk_notion_stand_in_clear_requests (world.notion);
  began = g_get_monotonic_time ();

  g_autoptr(SkReport) report = sk_morning_commit_plan (&morning, plan, -1, NULL, &error);

  seconds = (double) (g_get_monotonic_time () - began) / (SECOND_MS * 1000);
  n_requests = sk_notion_stand_in_get_n_requests (world.notion);
  g_test_message ("%u writes: %u requests (%u looks at many rows, %u at one) in %.1f s; "
                  "the pace allows %.1f s", report->n_written, n_requests,
                  sk_notion_stand_in_count_requests (world.notion, "POST", NULL),
                  sk_notion_stand_in_count_requests (world.notion, "GET", NULL), seconds,
                  (double) c->n_writes / PACE);

  g_assert_no_error (error);
  g_assert_no_error (report->error);
  g_assert_cmpuint (report->n_written, ==, c->n_writes);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==,
                    c->n_writes);
  g_assert_cmpuint (n_requests, <=, MOST_REQUESTS);
  g_assert_cmpfloat (seconds, <=, c->most * c->n_writes / PACE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/pace/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_pace);
    }

  return g_test_run ();
}
