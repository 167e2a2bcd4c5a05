/* test-hold.c — a part refused, the rest planned again
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-case.h"
#include "sk-diff.h"
#include "sk-error.h"
#include "sk-hold.h"
#include "sk-planner.h"
#include "sk-world.h"

#define N_WORLDS 2000

#define MONDAY "2026-11-23T08:00:00+01:00"
#define SCHEDULED(from, to) "'scheduled': {'start': '2026-11-" from "+01:00', " \
                                          "'end': '2026-11-" to "+01:00'}"

typedef struct
{
  const char *name;
  const char *members;
  const char *held;             /* ids, with spaces between them */
  const char *expect;           /* a line per task */
} Case;

static const Case cases[] = {
  { "a-new-task-that-is-held-gets-no-place",
    "'tasks': [{'id': 'a', 'title': 'A', 'rank': 2}, {'id': 'b', 'title': 'B', 'rank': 1}]",
    "a", "b Mon 09:00-10:00 new\na left opted-out\n" },
  { "a-moved-task-that-is-held-stays-and-takes-its-time",
    "'tasks': [{'id': 'a', 'title': 'A', 'rank': 2, 'duration_hours': 2, "
    SCHEDULED ("23T09:00:00", "23T10:00:00") "}, {'id': 'b', 'title': 'B', 'rank': 1}]",
    "a", "b Mon 10:00-11:00 new\na left opted-out\n" },
  { "what-waits-for-a-held-task-without-a-place-gets-none",
    "'tasks': [{'id': 'a', 'title': 'A'}, {'id': 'b', 'title': 'B', 'blocked_by': ['a']}]",
    "a", "b blocker-unplaced\na left opted-out\n" },
  { "what-waits-for-a-held-task-with-a-place-comes-after-it",
    "'tasks': [{'id': 'a', 'title': 'A', " SCHEDULED ("23T19:00:00", "23T20:00:00") "}, "
    "{'id': 'b', 'title': 'B', 'blocked_by': ['a']}]",
    "a", "b Tue 09:00-10:00 new\na left opted-out\n" },
  { "nothing-held-is-the-plan-itself",
    "'tasks': [{'id': 'a', 'title': 'A', 'rank': 2}, {'id': 'b', 'title': 'B', 'rank': 1}]",
    "", "a Mon 09:00-10:00 new\nb Mon 10:00-11:00 new\n" },
  { "everything-held-is-no-change",
    "'tasks': [{'id': 'a', 'title': 'A', " SCHEDULED ("20T09:00:00", "20T10:00:00") "}, "
    "{'id': 'b', 'title': 'B'}]",
    "a b", "a left opted-out\nb left opted-out\n" },
  { "a-backlog-task-takes-no-time-by-being-held",
    "'tasks': [{'id': 'a', 'title': 'A', 'status': 'Backlog', "
    SCHEDULED ("23T09:00:00", "23T10:00:00") "}, {'id': 'b', 'title': 'B'}]",
    "a", "b Mon 09:00-10:00 new\na left backlog\n" },
  { "what-waits-for-a-held-task-that-was-missed-goes-on-waiting",
    "'tasks': [{'id': 'a', 'title': 'A', " SCHEDULED ("20T09:00:00", "20T10:00:00") "}, "
    "{'id': 'b', 'title': 'B', 'blocked_by': ['a']}]",
    "a", "b blocker-unplaced\na left opted-out\n" },
  { "a-done-task-stays-done",
    "'tasks': [{'id': 'a', 'title': 'A', 'status': 'Done', "
    SCHEDULED ("23T09:00:00", "23T10:00:00") "}, {'id': 'b', 'title': 'B'}]",
    "a", "b Mon 09:00-10:00 new\na left done\n" },
};

static void
test_hold (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(SkPlan) plan = sk_case_plan (c->members, MONDAY);
  g_auto(GStrv) ids = g_strsplit (c->held, " ", -1);
  g_autoptr(GHashTable) held = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (held, ids[i]);

  g_autoptr(SkPlan) rest = sk_hold_plan (plan, held, &error);

  g_assert_no_error (error);
  sk_case_check (rest);

  g_autofree char *told = sk_case_tell (rest);

  g_assert_cmpstr (told, ==, c->expect);
  g_assert_cmpint (sk_plan_get_at (rest), ==, sk_plan_get_at (plan));
}

/* Whatever is held, nothing of it is written, and the rest keeps its promises. */
static void
test_worlds (void)
{
  guint n_conflicts = 0;

  for (guint32 seed = 0; seed < N_WORLDS; seed++)
    {
      g_autoptr(SkWorld) world = sk_world_new_seeded (seed);
      g_autoptr(SkPlan) plan = sk_planner_plan (world->snapshot, world->rules, world->at);
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(GHashTable) held = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr(GError) error = NULL;

      for (guint i = 0; i < sk_snapshot_get_n_tasks (world->snapshot); i++)
        if (g_rand_boolean (rand))
          g_hash_table_add (held, (char *) sk_task_get_id (sk_snapshot_get_task (world->snapshot,
                                                                                 i)));

      g_autoptr(SkPlan) rest = sk_hold_plan (plan, held, &error);

      if (rest == NULL)
        {
          g_assert_error (error, SK_ERROR, SK_ERROR_CONFLICT);
          g_test_message ("world %u: %s", seed, error->message);
          n_conflicts++;
          continue;
        }

      g_autoptr(GArray) changes = sk_diff (rest);

      sk_case_check (rest);
      for (guint i = 0; i < changes->len; i++)
        g_assert_false (g_hash_table_contains (held,
          sk_task_get_id (g_array_index (changes, SkChange, i).task)));
    }

  g_test_message ("%u conflicts", n_conflicts);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/service/hold/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_hold);
    }

  g_test_add_func ("/service/hold/worlds", test_worlds);

  return g_test_run ();
}
