/* test-commit.c — what is written, in which order, and what trouble does to the rest
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <unistd.h>

#include "sk-error.h"
#include "sk-morning.h"

/* What SHA-256 makes of nothing. */
#define DIGEST_OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* Each letter is a task of an hour, the first the most important: capitals
 * are at home, others at work.  "Ab" are A at home, then b at work. */
static void
add_tasks (SkMorning  *world,
           const char *letters)
{
  for (guint i = 0; letters[i] != '\0'; i++)
    {
      const char id[] = { letters[i], '\0' };

      sk_fake_source_add_task (g_ascii_isupper (*id) ? world->home : world->work, &(SkTaskInit) {
        .id = id, .ranked = TRUE, .rank = 100 - i, .has_duration = TRUE, .duration_hours = 1,
      });
    }
}

/* The outcomes of a report, a letter per property: "WWWWCCPP". */
static char *
dup_outcomes (const SkReport *report)
{
  static const char letters[] = { 'P', 'W', 'F', 'C', 'U' };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->writes->len; i++)
    g_string_append_c (text, letters[g_array_index (report->writes, SkWrite, i).outcome]);

  return g_string_free (text, FALSE);
}

static void
assert_outcomes (const SkReport *report,
                 const char     *expected)
{
  g_autofree char *outcomes = dup_outcomes (report);

  g_assert_cmpstr (outcomes, ==, expected);
}

/* --- in which order --- */

typedef struct
{
  const char *name;
  const char *tasks;
  guint       batch_at_home;
  guint       batch_at_work;
  const char *journal;
} OrderCase;

static const OrderCase order_cases[] = {
  { "one-by-one", "ABC", 1, 1, "home:A home:B home:C" },
  { "by-the-plan-not-by-the-source", "AbC", 1, 1, "home:A work:b home:C" },
  { "many-in-one-step", "ABCD", 10, 1, "home:A,B,C,D" },
  { "no-more-than-a-step-takes", "ABCDE", 2, 1, "home:A,B home:C,D home:E" },
  { "a-step-ends-at-another-source", "ABcDE", 10, 10, "home:A,B work:c home:D,E" },
  { "each-source-its-own-step", "ABCdef", 2, 3, "home:A,B home:C work:d,e,f" },
  { "as-many-as-there-are", "ABC", G_MAXUINT, G_MAXUINT, "home:A,B,C" },
  { "nothing-at-all", "", 1, 1, "" },
};

static void
test_order (gconstpointer data)
{
  const OrderCase *c = data;
  g_auto(SkMorning) world = { 0 };
  guint n = (guint) strlen (c->tasks);

  sk_morning_init (&world);
  sk_fake_source_set_batch (world.home, c->batch_at_home);
  sk_fake_source_set_batch (world.work, c->batch_at_work);
  add_tasks (&world, c->tasks);

  g_autoptr(SkReport) report = sk_morning_commit (&world);

  g_assert_cmpstr (world.words->str, ==, c->journal);
  g_assert_no_error (report->error);
  g_assert_cmpuint (report->n_changes, ==, n);
  g_assert_cmpuint (report->n_written, ==, n);
  g_assert_cmpuint (report->writes->len, ==, 2 * n);
  for (guint i = 0; i < report->writes->len; i++)
    g_assert_cmpint (g_array_index (report->writes, SkWrite, i).outcome, ==, SK_OUTCOME_WRITTEN);
}

/* --- several at a time --- */

typedef struct
{
  const char *name;
  const char *tasks;
  guint       at_home;
  guint       at_work;
  guint       failing;          /* write at home; 0: none */
  int         code;
  const char *words;
  const char *outcomes;
  guint       most;
} AtOnceCase;

static const AtOnceCase at_once_cases[] = {
  { "in-order", "ABCDE", 3, 1, 0, 0,
    "home:A home:B home:C home:D home:E", "WWWWWWWWWW", 3 },
  { "no-more-than-there-are", "AB", 4, 1, 0, 0, "home:A home:B", "WWWW", 2 },
  { "each-source-as-it-likes", "AbCD", 2, 1, 0, 0,
    "home:A work:b home:C home:D", "WWWWWWWW", 2 },
  { "a-conflict-goes-on", "ABCDE", 2, 1, 2, SK_ERROR_CONFLICT,
    "home:A home!B home:C home:D home:E", "WWCCWWWWWW", 2 },
  { "what-is-under-way-is-waited-for", "ABCDEF", 3, 1, 1, SK_ERROR_OFFLINE,
    "home!A home:B home:C", "FFWWWWPPPPPP", 3 },
  { "nothing-after-what-is-hopeless", "ABCDEF", 2, 1, 3, SK_ERROR_DENIED,
    "home:A home:B home!C home:D", "WWWWFFWWPPPP", 2 },
};

static void
test_at_once (gconstpointer data)
{
  const AtOnceCase *c = data;
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  sk_fake_source_set_at_once (world.home, c->at_home);
  sk_fake_source_set_at_once (world.work, c->at_work);
  add_tasks (&world, c->tasks);
  if (c->failing > 0)
    sk_fake_source_fail_write (world.home, c->failing, SK_ERROR, c->code);

  g_autoptr(SkReport) report = sk_morning_commit (&world);

  g_assert_cmpstr (world.words->str, ==, c->words);
  assert_outcomes (report, c->outcomes);
  g_assert_cmpuint (sk_fake_source_get_most_at_once (world.home), ==, c->most);
  if (c->failing > 0)
    g_assert_error (report->error, SK_ERROR, c->code);
  else
    g_assert_no_error (report->error);
}

/* Every line of what is under way stands before any of it is answered. */
static guint n_planned_lines;

static ssize_t
count_planned (int         fd,
               const void *bytes,
               size_t      n)
{
  n_planned_lines += g_strstr_len (bytes, (gssize) n, "\"planned\"") != NULL;

  return write (fd, bytes, n);
}

static void
test_at_once_stopped (void)
{
  g_auto(SkMorning) world = { 0 };
  g_autofree char *folder = sk_morning_make_folder ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  const SkJournalOps ops = { count_planned, fsync };

  sk_morning_init_in (&world, folder, &ops);
  sk_fake_source_set_at_once (world.home, 3);
  add_tasks (&world, "ABCDE");
  sk_fake_source_cancel_after (world.home, 2, cancellable);
  n_planned_lines = 0;

  g_autoptr(SkPlan) plan = sk_morning_plan (&world);
  g_autoptr(SkReport) report = sk_morning_commit_plan (&world, plan, -1, cancellable, &error);

  g_assert_no_error (error);
  g_assert_no_error (report->error);
  assert_outcomes (report, "WWWWPPPPPP");
  g_assert_cmpstr (world.words->str, ==, "home:A home:B");
  g_assert_cmpuint (n_planned_lines, ==, 2);
}

static void
test_removed_last (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  sk_fake_source_add_task (world.home, &(SkTaskInit) {
    .id = "Huge", .ranked = TRUE, .rank = 100, .has_duration = TRUE, .duration_hours = 9,
    .scheduled_start = sk_when_instant (sk_morning_instant ("2026-11-24T09:00:00+01:00")),
    .scheduled_end = sk_when_instant (sk_morning_instant ("2026-11-24T18:00:00+01:00")),
  });
  add_tasks (&world, "bc");

  g_autoptr(SkReport) report = sk_morning_commit (&world);
  const SkWrite *removed = &g_array_index (report->writes, SkWrite, 4);

  g_assert_cmpstr (world.words->str, ==, "work:b work:c home:Huge");
  g_assert_cmpstr (sk_task_get_id (removed->task), ==, "Huge");
  g_assert_cmpstr (removed->property, ==, SK_FAKE_SCHEDULED);
  g_assert_cmpstr (removed->after, ==, "null");
}

static void
test_only_changes (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_tasks (&world, "AB");
  G_GNUC_UNUSED g_autoptr(SkReport) first = sk_morning_commit (&world);
  g_string_truncate (world.words, 0);

  add_tasks (&world, "c");
  g_autoptr(SkReport) second = sk_morning_commit (&world);

  g_assert_cmpstr (world.words->str, ==, "work:c");
  g_assert_cmpuint (second->n_changes, ==, 1);
}

static void
test_settled (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_tasks (&world, "AbC");
  g_autoptr(SkReport) first = sk_morning_commit (&world);
  g_string_truncate (world.words, 0);
  g_autoptr(SkReport) second = sk_morning_commit (&world);

  g_assert_cmpstr (first->digest, !=, DIGEST_OF_NOTHING);
  g_assert_cmpstr (second->digest, ==, DIGEST_OF_NOTHING);
  g_assert_cmpuint (second->n_changes, ==, 0);
  g_assert_cmpuint (second->writes->len, ==, 0);
  g_assert_no_error (second->error);
  g_assert_cmpstr (world.words->str, ==, "");
}

static void
test_what_is_said (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  sk_fake_source_add_task (world.home, &(SkTaskInit) {
    .id = "A", .title = "Missed", .has_duration = TRUE, .duration_hours = 1,
    .scheduled_start = sk_when_instant (1000), .scheduled_end = sk_when_instant (1000 + SK_HOUR),
  });

  g_autoptr(SkPlan) plan = sk_morning_plan (&world);
  g_autoptr(SkReport) report = sk_morning_commit_plan (&world, plan, -1, NULL, NULL);
  g_autofree char *digest = sk_commit_dup_digest (plan);
  gint64 start = sk_morning_instant ("2026-11-23T09:00:00+01:00");
  g_autofree char *after = g_strdup_printf ("[%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "]",
                                            start, start + SK_HOUR);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, world.at);
  const SkWrite *scheduled = &g_array_index (report->writes, SkWrite, 0);
  const SkWrite *last = &g_array_index (report->writes, SkWrite, 1);

  g_assert_cmpstr (report->digest, ==, digest);
  g_assert_cmpuint (report->writes->len, ==, 2);
  g_assert_cmpstr (sk_task_get_title (scheduled->task), ==, "Missed");
  g_assert_cmpstr (scheduled->property, ==, SK_FAKE_SCHEDULED);
  g_assert_cmpstr (scheduled->before, ==, "[1000, 4600]");
  g_assert_cmpstr (scheduled->after, ==, after);
  g_assert_null (scheduled->code);
  g_assert_null (scheduled->text);
  g_assert_cmpstr (last->property, ==, SK_FAKE_LAST_SCHEDULED);
  g_assert_cmpstr (last->after, ==, at);
}

/* --- what trouble does --- */

typedef struct
{
  const char *name;
  gboolean    foreign;          /* of G_IO_ERROR instead */
  int         code;
  const char *journal;          /* of A, B and C, with the second refused */
  const char *outcomes;
  const char *says;             /* code of the one that failed */
  int         report;           /* SkError of the whole */
} TroubleCase;

#define GOES_ON "home:A home!B home:C"
#define ENDS "home:A home!B"

static const TroubleCase trouble_cases[] = {
  { "a-conflict-goes-on", FALSE, SK_ERROR_CONFLICT,
    GOES_ON, "WWCCWW", "conflict", SK_ERROR_CONFLICT },
  { "a-page-that-is-gone-is-a-conflict", FALSE, SK_ERROR_MISSING,
    GOES_ON, "WWCCWW", "conflict", SK_ERROR_CONFLICT },
  { "a-refused-value-goes-on", FALSE, SK_ERROR_MALFORMED,
    GOES_ON, "WWFFWW", "refused", SK_ERROR_PARTIAL },
  { "anything-else-of-ours-goes-on", FALSE, SK_ERROR_SETTING,
    GOES_ON, "WWFFWW", "refused", SK_ERROR_PARTIAL },
  { "no-network-ends-it", FALSE, SK_ERROR_OFFLINE,
    ENDS, "WWFFPP", "unreachable", SK_ERROR_OFFLINE },
  { "a-busy-server-ends-it", FALSE, SK_ERROR_BUSY,
    ENDS, "WWFFPP", "unreachable", SK_ERROR_BUSY },
  { "a-refused-key-ends-it", FALSE, SK_ERROR_DENIED,
    ENDS, "WWFFPP", "denied", SK_ERROR_DENIED },
  { "what-nobody-translated-ends-it", TRUE, G_IO_ERROR_NO_SPACE,
    ENDS, "WWFFPP", "unreachable", G_IO_ERROR_NO_SPACE },
};

static void
test_trouble (gconstpointer data)
{
  const TroubleCase *c = data;
  GQuark domain = c->foreign ? G_IO_ERROR : SK_ERROR;
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_tasks (&world, "ABC");
  sk_fake_source_fail_write (world.home, 2, domain, c->code);

  g_autoptr(SkReport) report = sk_morning_commit (&world);
  const SkWrite *failed = &g_array_index (report->writes, SkWrite, 2);
  const SkWrite *written = &g_array_index (report->writes, SkWrite, 0);

  g_assert_cmpstr (world.words->str, ==, c->journal);
  assert_outcomes (report, c->outcomes);
  g_assert_error (report->error, domain, c->report);
  g_assert_cmpstr (report->error->message, ==, "home refuses write 2");
  g_assert_cmpuint (report->n_changes, ==, 3);
  g_assert_cmpuint (report->n_written, ==, g_str_equal (c->journal, GOES_ON) ? 2 : 1);
  g_assert_cmpstr (failed->code, ==, c->says);
  g_assert_cmpstr (failed->text, ==, "home refuses write 2");
  g_assert_null (written->code);
  g_assert_null (written->text);
}

typedef struct
{
  const char *name;
  int         first;
  int         second;
  int         told;
  const char *message;
} WeightCase;

static const WeightCase weight_cases[] = {
  { "a-conflict-outweighs-a-refused-value", SK_ERROR_MALFORMED, SK_ERROR_CONFLICT,
    SK_ERROR_CONFLICT, "home refuses write 2" },
  { "whichever-comes-first", SK_ERROR_CONFLICT, SK_ERROR_MALFORMED,
    SK_ERROR_CONFLICT, "home refuses write 1" },
  { "a-conflict-outweighs-no-network", SK_ERROR_CONFLICT, SK_ERROR_OFFLINE,
    SK_ERROR_CONFLICT, "home refuses write 1" },
  { "no-network-outweighs-a-refused-value", SK_ERROR_MALFORMED, SK_ERROR_OFFLINE,
    SK_ERROR_OFFLINE, "home refuses write 2" },
  { "a-refused-key-outweighs-a-conflict", SK_ERROR_CONFLICT, SK_ERROR_DENIED,
    SK_ERROR_DENIED, "home refuses write 2" },
  { "of-equals-the-first-is-told", SK_ERROR_CONFLICT, SK_ERROR_MISSING,
    SK_ERROR_CONFLICT, "home refuses write 1" },
};

static void
test_weight (gconstpointer data)
{
  const WeightCase *c = data;
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_tasks (&world, "ABC");
  sk_fake_source_fail_write (world.home, 1, SK_ERROR, c->first);
  sk_fake_source_fail_write (world.home, 2, SK_ERROR, c->second);

  g_autoptr(SkReport) report = sk_morning_commit (&world);

  g_assert_error (report->error, SK_ERROR, c->told);
  g_assert_cmpstr (report->error->message, ==, c->message);
}

static void
test_batch_fails_whole (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  sk_fake_source_set_batch (world.home, 2);
  add_tasks (&world, "ABCDE");
  sk_fake_source_fail_write (world.home, 2, SK_ERROR, SK_ERROR_CONFLICT);

  g_autoptr(SkReport) report = sk_morning_commit (&world);

  g_assert_cmpstr (world.words->str, ==, "home:A,B home!C,D home:E");
  assert_outcomes (report, "WWWWCCCCWW");
  g_assert_cmpuint (report->n_written, ==, 3);
}

static void
test_other_source_ends_too (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_tasks (&world, "AbC");
  sk_fake_source_fail_write (world.home, 1, SK_ERROR, SK_ERROR_DENIED);

  g_autoptr(SkReport) report = sk_morning_commit (&world);

  g_assert_cmpstr (world.words->str, ==, "home!A");
  assert_outcomes (report, "FFPPPP");
  g_assert_cmpuint (report->n_written, ==, 0);
}

/* What was refused is still to be done; what was written is not done again. */
static void
test_again (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_tasks (&world, "ABC");
  sk_fake_source_fail_write (world.home, 2, SK_ERROR, SK_ERROR_CONFLICT);
  G_GNUC_UNUSED g_autoptr(SkReport) first = sk_morning_commit (&world);
  g_string_truncate (world.words, 0);
  g_autoptr(SkReport) second = sk_morning_commit (&world);

  g_assert_cmpstr (world.words->str, ==, "home:B");
  g_assert_no_error (second->error);
}

/* --- being stopped --- */

static void
test_stopped_before (void)
{
  g_auto(SkMorning) world = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  sk_morning_init (&world);
  add_tasks (&world, "AB");
  g_autoptr(SkPlan) plan = sk_morning_plan (&world);
  g_cancellable_cancel (cancellable);
  g_autoptr(SkReport) report = sk_morning_commit_plan (&world, plan, -1, cancellable, &error);

  g_assert_no_error (error);
  g_assert_no_error (report->error);
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.home), ==, 0);
  assert_outcomes (report, "PPPP");
}

static void
test_stopped_between (void)
{
  g_auto(SkMorning) world = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  sk_morning_init (&world);
  add_tasks (&world, "AbC");
  sk_fake_source_cancel_after (world.work, 1, cancellable);
  g_autoptr(SkPlan) plan = sk_morning_plan (&world);
  g_autoptr(SkReport) report = sk_morning_commit_plan (&world, plan, -1, cancellable, &error);

  g_assert_no_error (error);
  g_assert_no_error (report->error);
  g_assert_cmpstr (world.words->str, ==, "home:A work:b");
  assert_outcomes (report, "WWWWPP");
  g_assert_cmpuint (report->n_changes, ==, 3);
  g_assert_cmpuint (report->n_written, ==, 2);
}

/* A write that was stopped itself is neither written nor failed. */
static void
test_stopped_within (void)
{
  g_auto(SkMorning) world = { 0 };

  sk_morning_init (&world);
  add_tasks (&world, "ABC");
  sk_fake_source_fail_write (world.home, 2, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_autoptr(SkReport) report = sk_morning_commit (&world);

  g_assert_no_error (report->error);
  g_assert_cmpstr (world.words->str, ==, ENDS);
  assert_outcomes (report, "WWPPPP");
}

/* --- the gate --- */

typedef void (* Spoil) (GArray *placements);

static SkPlacement *
get_placement (GArray *placements,
               guint   i)
{
  return &g_array_index (placements, SkPlacement, i);
}

static void
spoil_grid (GArray *placements)
{
  for (guint i = 0; i < placements->len; i++)
    {
      get_placement (placements, i)->span.start += 5 * 60;
      get_placement (placements, i)->span.end += 5 * 60;
    }
}

static void
spoil_overlap (GArray *placements)
{
  get_placement (placements, 1)->span = get_placement (placements, 0)->span;
}

static void
spoil_past (GArray *placements)
{
  get_placement (placements, 0)->span.start -= 7 * 24 * SK_HOUR;
  get_placement (placements, 0)->span.end -= 7 * 24 * SK_HOUR;
}

static void
spoil_hours (GArray *placements)
{
  gint64 night = sk_morning_instant ("2026-11-23T22:00:00+01:00");

  get_placement (placements, 2)->span = (SkSpan) { night, night + SK_HOUR };
}

static void
spoil_length (GArray *placements)
{
  get_placement (placements, 2)->span.end += SK_HOUR;
}

static void
spoil_list (GArray *placements)
{
  g_array_remove_index (placements, 1);
}

static void
spoil_change (GArray *placements)
{
  get_placement (placements, 0)->change = SK_CHANGE_KEPT;
}

static void
spoil_before (GArray *placements)
{
  get_placement (placements, 0)->before_start = sk_when_day (20000);
}

static const struct
{
  const char *name;
  Spoil       spoil;
  const char *says;
} spoilt[] = {
  { "off-the-grid", spoil_grid, "“A”" },
  { "over-another-task", spoil_overlap, "“A”" },
  { "in-the-past", spoil_past, "“A”" },
  { "at-night", spoil_hours, "“c”" },
  { "too-long", spoil_length, "“c”" },
  { "without-one-of-the-tasks", spoil_list, "“b”" },
  { "that-hides-a-change", spoil_change, "“A”" },
  { "that-lies-about-before", spoil_before, "“A”" },
};

static void
copy_placements (SkPlan *plan,
                 GArray *into)
{
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      SkPlacement copy;

      sk_placement_copy (sk_plan_get_placement (plan, i), &copy);
      g_array_append_val (into, copy);
    }
}

static void
test_gate (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto(SkMorning) world = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) same_error = NULL;
  GArray *placements = sk_placement_array_new ();

  sk_morning_init (&world);
  add_tasks (&world, "Abc");
  g_autoptr(SkPlan) good = sk_morning_plan (&world);
  copy_placements (good, placements);
  spoilt[i].spoil (placements);
  g_autoptr(SkPlan) bad = sk_plan_with_reasons_take (good, placements, NULL);
  g_autoptr(SkReport) report = sk_morning_commit_plan (&world, bad, -1, NULL, &error);

  g_assert_error (error, SK_ERROR, SK_ERROR_CHECK);
  g_assert_nonnull (strstr (error->message, spoilt[i].says));
  g_assert_null (report);
  g_assert_cmpstr (world.words->str, ==, "");
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.home), ==, 0);
  g_assert_false (sk_commit_check (bad, &same_error));
  g_assert_cmpstr (same_error->message, ==, error->message);
}

static void
test_gate_lets_through (void)
{
  g_auto(SkMorning) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_morning_init (&world);
  add_tasks (&world, "Abc");
  g_autoptr(SkPlan) plan = sk_morning_plan (&world);

  g_assert_true (sk_commit_check (plan, &error));
  g_assert_no_error (error);
}

/* --- the digest --- */

/* Two plans with the same changes have the same digest, whatever else differs. */
static void
test_digest (void)
{
  g_auto(SkMorning) one = { 0 };
  g_auto(SkMorning) other = { 0 };

  sk_morning_init (&one);
  add_tasks (&one, "Ab");
  sk_morning_init (&other);
  sk_fake_source_add_task (other.work, &(SkTaskInit) {
    .id = "b", .title = "Another title", .ranked = TRUE, .rank = 2,
    .has_duration = TRUE, .duration_hours = 0.99,
  });
  sk_fake_source_add_task (other.work, &(SkTaskInit) { .id = "done",
                                                       .standing = SK_STANDING_DONE });
  sk_fake_source_add_task (other.work, &(SkTaskInit) {
    .id = "A", .ranked = TRUE, .rank = 3, .has_duration = TRUE, .duration_hours = 1,
  });

  g_autoptr(SkPlan) plan = sk_morning_plan (&one);
  g_autoptr(SkPlan) other_plan = sk_morning_plan (&other);
  g_autofree char *digest = sk_commit_dup_digest (plan);
  g_autofree char *other_digest = sk_commit_dup_digest (other_plan);
  gint64 nine = sk_morning_instant ("2026-11-23T09:00:00+01:00");
  g_autofree char *lines =
    g_strdup_printf ("A\t\t\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n"
                     "b\t\t\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n",
                     nine, nine + SK_HOUR, nine + SK_HOUR, nine + 2 * SK_HOUR);
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, lines, -1);

  g_assert_cmpstr (digest, ==, other_digest);
  g_assert_cmpstr (digest, ==, expected);
}

#define ADD_CASES(path, cases, test)                                            \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)                              \
    {                                                                           \
      g_autofree char *full = g_strconcat (path, (cases)[i].name, NULL);        \
      g_test_add_data_func (full, &(cases)[i], test);                           \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASES ("/commit/order/", order_cases, test_order);
  ADD_CASES ("/commit/at-once/", at_once_cases, test_at_once);
  g_test_add_func ("/commit/at-once/stopped", test_at_once_stopped);
  g_test_add_func ("/commit/order/what-loses-its-place-comes-last", test_removed_last);
  g_test_add_func ("/commit/only-what-changes-is-written", test_only_changes);
  g_test_add_func ("/commit/a-second-time-there-is-nothing-to-do", test_settled);
  g_test_add_func ("/commit/says-what-it-writes-over-what", test_what_is_said);

  ADD_CASES ("/commit/trouble/", trouble_cases, test_trouble);
  ADD_CASES ("/commit/worst/", weight_cases, test_weight);
  g_test_add_func ("/commit/trouble/a-step-fails-whole", test_batch_fails_whole);
  g_test_add_func ("/commit/trouble/what-is-hopeless-ends-all-sources",
                   test_other_source_ends_too);
  g_test_add_func ("/commit/trouble/only-what-failed-is-left-for-the-next-time", test_again);

  g_test_add_func ("/commit/stopped/before-the-first-write", test_stopped_before);
  g_test_add_func ("/commit/stopped/between-two-writes", test_stopped_between);
  g_test_add_func ("/commit/stopped/within-a-write", test_stopped_within);

  for (guint i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autofree char *path = g_strconcat ("/commit/gate/refuses-a-plan-", spoilt[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_gate);
    }
  g_test_add_func ("/commit/gate/lets-a-good-plan-through", test_gate_lets_through);
  g_test_add_func ("/commit/digest-is-of-the-changes-alone", test_digest);

  return g_test_run ();
}
