/* test-cycle.c — many sources in, one plan out
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-morning.h"

/* A task of an hour. */
static void
add_task (SkFakeSource *source,
          const char   *id,
          double        rank)
{
  sk_fake_source_add_task (source, &(SkTaskInit) {
    .id = id, .ranked = TRUE, .rank = rank, .has_duration = TRUE, .duration_hours = 1,
  });
}

static void
add_task_at (SkFakeSource *source,
             const char   *id,
             const char   *start)
{
  sk_fake_source_add_task (source, &(SkTaskInit) {
    .id = id, .has_duration = TRUE, .duration_hours = 1,
    .scheduled_start = sk_when_instant (sk_morning_instant (start)),
    .scheduled_end = sk_when_instant (sk_morning_instant (start) + SK_HOUR),
  });
}

/* @wish: what is asked for besides sources, rules and instant */
static SkPlan *
run (SkMorning     *world,
     SkCycleInit    wish,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  wish.sources = world->sources;
  wish.rules = world->rules;
  wish.at = world->at;
  sk_cycle_run_async (&wish, cancellable, sk_morning_keep_result, &result);
  memset (&wish, 0, sizeof wish);       /* it is ours again */
  sk_morning_wait (&result);

  return sk_cycle_run_finish (result, error);
}

static SkPlan *
run_well (SkMorning   *world,
          SkCycleInit  wish)
{
  g_autoptr(GError) error = NULL;
  SkPlan *plan = run (world, wish, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);

  return plan;
}

/* --- reading --- */

static void
test_two_sources (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_task (world.home, "a", 3);
  add_task (world.home, "c", 1);
  add_task (world.work, "b", 2);
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_cmpuint (sk_plan_get_n_placements (plan), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const char id[] = { (char) ('a' + (int) i), '\0' };
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      g_assert_cmpstr (sk_task_get_id (placement->task), ==, id);
      g_assert_cmpstr (sk_task_get_source (placement->task), ==, i == 1 ? "work" : "home");
      g_assert_cmpint (placement->span.start, ==,
                       sk_morning_instant ("2026-11-23T09:00:00+01:00") + i * SK_HOUR);
    }
}

static void
test_read_once (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.home), ==, 1);
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.work), ==, 1);
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.home), ==, 0);
  g_assert_cmpuint (sk_plan_get_n_placements (plan), ==, 0);
  g_assert_cmpint (sk_plan_get_at (plan), ==, world.at);
}

static void
test_no_memory (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_task (world.home, "a", 3);
  g_autoptr(SkPlan) before = run_well (&world, (SkCycleInit) { 0 });
  add_task (world.work, "b", 4);
  g_autoptr(SkPlan) after = run_well (&world, (SkCycleInit) { 0 });

  g_assert_cmpuint (sk_plan_get_n_placements (before), ==, 1);
  g_assert_cmpuint (sk_plan_get_n_placements (after), ==, 2);
  g_assert_cmpstr (sk_task_get_id (sk_plan_get_placement (after, 0)->task), ==, "b");
}

static void
test_busy_counts_for_all (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_task (world.home, "a", 1);
  sk_fake_source_add_busy (world.work, (SkSpan) {
    sk_morning_instant ("2026-11-23T09:00:00+01:00"),
    sk_morning_instant ("2026-11-23T10:30:00+01:00"),
  }, "Stand-up");
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_cmpint (sk_plan_get_placement (plan, 0)->span.start, ==,
                   sk_morning_instant ("2026-11-23T10:30:00+01:00"));
}

static void
test_doubles (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_task (world.home, "same", 3);
  add_task (world.work, "same", 3);
  add_task (world.work, "b", 2);
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });
  const SkPlacement *placement = sk_plan_find_placement (plan, "same");

  g_assert_cmpuint (sk_plan_get_n_placements (plan), ==, 2);
  g_assert_cmpuint (sk_snapshot_get_n_tasks (sk_plan_get_snapshot (plan)), ==, 2);
  g_assert_cmpstr (sk_task_get_source (placement->task), ==, "home");
}

static void
test_blocker_elsewhere (void)
{
  static const char *const blockers[] = { "b", NULL };
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  sk_fake_source_add_task (world.home, &(SkTaskInit) {
    .id = "a", .ranked = TRUE, .rank = 9, .has_duration = TRUE, .duration_hours = 1,
    .blocked_by = blockers,
  });
  add_task (world.work, "b", 1);
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_cmpint (sk_plan_find_placement (plan, "a")->span.start, ==,
                   sk_plan_find_placement (plan, "b")->span.end);
}

static void
test_notes (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  sk_fake_source_add_note (world.work, "odd at work");
  sk_fake_source_add_note (world.home, "odd at home");
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);

  g_assert_cmpuint (sk_snapshot_get_n_notes (snapshot), ==, 2);
  g_assert_cmpstr (sk_snapshot_get_note (snapshot, 0), ==, "odd at home");
  g_assert_cmpstr (sk_snapshot_get_note (snapshot, 1), ==, "odd at work");
}

static void
test_no_sources (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  g_list_store_remove_all (G_LIST_STORE (world.sources));
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_cmpuint (sk_plan_get_n_placements (plan), ==, 0);
}

/* --- what cannot be read --- */

#define FINE -1

typedef struct
{
  const char *name;
  int         home;             /* SkError, or FINE */
  int         work;
  int         told;
  const char *who;
} FailureCase;

static const FailureCase failures[] = {
  { "one-source-fails-the-whole", FINE, SK_ERROR_OFFLINE, SK_ERROR_OFFLINE, "work" },
  { "the-first-one-too", SK_ERROR_BUSY, FINE, SK_ERROR_BUSY, "home" },
  { "a-refused-key-is-worse-than-no-network",
    SK_ERROR_OFFLINE, SK_ERROR_DENIED, SK_ERROR_DENIED, "work" },
  { "whichever-comes-first", SK_ERROR_DENIED, SK_ERROR_OFFLINE, SK_ERROR_DENIED, "home" },
  { "what-is-missing-is-worse-than-a-busy-server",
    SK_ERROR_BUSY, SK_ERROR_MISSING, SK_ERROR_MISSING, "work" },
  { "what-is-not-understood-is-worse-than-no-network",
    SK_ERROR_OFFLINE, SK_ERROR_MALFORMED, SK_ERROR_MALFORMED, "work" },
  { "of-equals-the-first-is-told",
    SK_ERROR_MISSING, SK_ERROR_DENIED, SK_ERROR_MISSING, "home" },
};

static void
test_failure (gconstpointer data)
{
  const FailureCase *c = data;
  g_auto(SkMorning) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_morning_init (&world);
  add_task (world.home, "a", 1);
  add_task (world.work, "b", 1);
  if (c->home != FINE)
    sk_fake_source_fail_fetch (world.home, SK_ERROR, c->home);
  if (c->work != FINE)
    sk_fake_source_fail_fetch (world.work, SK_ERROR, c->work);

  g_autoptr(SkPlan) plan = run (&world, (SkCycleInit) { 0 }, NULL, &error);

  g_assert_null (plan);
  g_assert_error (error, SK_ERROR, c->told);
  g_assert_true (g_str_has_prefix (error->message, c->who));
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.home), ==, 1);
  g_assert_cmpuint (sk_fake_source_get_n_fetches (world.work), ==, 1);
}

static void
test_cancelled (void)
{
  g_auto(SkMorning) world = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  sk_morning_init (&world);
  add_task (world.home, "a", 1);
  g_cancellable_cancel (cancellable);
  g_autoptr(SkPlan) plan = run (&world, (SkCycleInit) { 0 }, cancellable, &error);

  g_assert_null (plan);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- by which rules --- */

static void
test_persons_rules (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_true (sk_plan_get_rules (plan) == world.rules);
}

static void
test_own_rules (void)
{
  g_auto(SkMorning) world = { 0 };
  g_autoptr(SkRules) own = sk_morning_make_rules (11, 7, SK_STABILITY_STEADY);

  sk_morning_init (&world);
  sk_fake_source_set_rules (world.work, own);
  add_task (world.home, "a", 1);
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { 0 });

  g_assert_true (sk_plan_get_rules (plan) == own);
  g_assert_cmpint (sk_plan_get_placement (plan, 0)->span.start, ==,
                   sk_morning_instant ("2026-11-23T11:00:00+01:00"));
}

typedef struct
{
  const char *name;
  gboolean    full;
  int         days;
  gboolean    own;              /* whether the source brings rules along */
  SkStability stability;
  int         days_ahead;
} WishCase;

static const WishCase wishes[] = {
  { "none", FALSE, 0, FALSE, SK_STABILITY_STEADY, 7 },
  { "from-scratch", TRUE, 0, FALSE, SK_STABILITY_REBUILD, 7 },
  { "fewer-days", FALSE, 2, FALSE, SK_STABILITY_STEADY, 2 },
  { "more-days", FALSE, 365, FALSE, SK_STABILITY_STEADY, 365 },
  { "both", TRUE, 3, FALSE, SK_STABILITY_REBUILD, 3 },
  { "over-the-rules-of-a-file", TRUE, 3, TRUE, SK_STABILITY_REBUILD, 3 },
  { "none-over-the-rules-of-a-file", FALSE, 0, TRUE, SK_STABILITY_KEEP_ALL, 7 },
};

static void
test_wish (gconstpointer data)
{
  const WishCase *c = data;
  g_autoptr(SkRules) own = sk_morning_make_rules (9, 7, SK_STABILITY_KEEP_ALL);
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  if (c->own)
    sk_fake_source_set_rules (world.home, own);
  add_task_at (world.home, "a", "2026-11-24T14:00:00+01:00");
  g_autoptr(SkPlan) plan = run_well (&world, (SkCycleInit) { .full = c->full,
                                                            .days_ahead = c->days });
  SkRules *rules = sk_plan_get_rules (plan);
  const SkPlacement *placement = sk_plan_get_placement (plan, 0);

  g_assert_cmpint (sk_rules_get_stability (rules), ==, c->stability);
  g_assert_cmpint (sk_rules_get_days_ahead (rules), ==, c->days_ahead);
  g_assert_cmpint (placement->change, ==, c->full ? SK_CHANGE_MOVED : SK_CHANGE_KEPT);
  g_assert_cmpint (sk_rules_get_stability (world.rules), ==, SK_STABILITY_STEADY);
  g_assert_cmpint (sk_rules_get_stability (own), ==, SK_STABILITY_KEEP_ALL);
}

static void
test_certified (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_task (world.home, "a", 2);
  add_task (world.home, "b", 1);
  g_autoptr(SkPlan) plain = run_well (&world, (SkCycleInit) { 0 });
  g_autoptr(SkPlan) certified = run_well (&world, (SkCycleInit) { .certify = TRUE });
  const GArray *none = sk_plan_get_placement (plain, 1)->blocked;

  g_assert_true (none == NULL || none->len == 0);
  g_assert_nonnull (sk_plan_get_placement (certified, 1)->blocked);
  g_assert_cmpuint (sk_plan_get_placement (certified, 1)->blocked->len, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cycle/two-sources-are-planned-together", test_two_sources);
  g_test_add_func ("/cycle/each-source-is-read-once", test_read_once);
  g_test_add_func ("/cycle/has-no-memory", test_no_memory);
  g_test_add_func ("/cycle/what-is-busy-is-busy-for-all", test_busy_counts_for_all);
  g_test_add_func ("/cycle/what-two-sources-hold-counts-once", test_doubles);
  g_test_add_func ("/cycle/a-blocker-may-be-elsewhere", test_blocker_elsewhere);
  g_test_add_func ("/cycle/notes-come-in-the-order-of-the-sources", test_notes);
  g_test_add_func ("/cycle/no-source-no-tasks", test_no_sources);

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/cycle/failure/", failures[i].name, NULL);
      g_test_add_data_func (path, &failures[i], test_failure);
    }
  g_test_add_func ("/cycle/failure/stopped-is-no-failure-of-ours", test_cancelled);

  g_test_add_func ("/cycle/rules/the-persons", test_persons_rules);
  g_test_add_func ("/cycle/rules/those-of-a-file-win", test_own_rules);
  for (gsize i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autofree char *path = g_strconcat ("/cycle/rules/wishes-", wishes[i].name, NULL);
      g_test_add_data_func (path, &wishes[i], test_wish);
    }
  g_test_add_func ("/cycle/certificates-on-request", test_certified);

  return g_test_run ();
}
