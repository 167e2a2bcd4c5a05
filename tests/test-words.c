/* test-words.c — what we say to people
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-complaint-words.h"
#include "sk-time-codec.h"
#include "sk-time-words.h"
#include "sk-why-words.h"
#include "sk-words.h"

#include <string.h>

#define HOUR 3600

static gint64
moment (const char *text)
{
  SkWhen when = { SK_WHEN_NONE, 0 };

  g_assert_true (sk_when_parse (text, &when));
  g_assert_cmpint (when.kind, ==, SK_WHEN_INSTANT);

  return when.value;
}

static SkRules *
make_rules (const char *zone_name)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zone_name);

  return sk_rules_new (&(SkRulesInit) {
    .zone_name = zone_name,
    .zone = zone,
    .slot_minutes = 15,
    .days_ahead = 7,
    .default_duration_hours = 1.5,
    .day_limit_percent = 100,
  });
}

/* --- durations --- */

static const struct
{
  gint64      seconds;
  const char *text;
} durations[] = {
  { 0, "0 min" },
  { 60, "1 min" },
  { 45 * 60, "45 min" },
  { 59 * 60 + 59, "59 min" },
  { HOUR, "1 h" },
  { HOUR + 60, "1 h 1 min" },
  { 90 * 60, "1 h 30 min" },
  { 2 * HOUR, "2 h" },
  { 24 * HOUR, "24 h" },
  { 25 * HOUR + 59 * 60, "25 h 59 min" },
  { 365 * 24 * HOUR, "8760 h" },
};

static void
test_durations (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *text = sk_words_dup_duration (durations[i].seconds);

      g_assert_cmpstr (text, ==, durations[i].text);
    }
}

/* --- when --- */

static const struct
{
  const char *zone;
  const char *start, *end;
  const char *span, *moment, *day, *clock;
} spans[] = {
  { "Europe/Berlin", "2026-11-23T08:30:00Z", "2026-11-23T10:00:00Z",
    "Mon 23 Nov 09:30–11:00", "Mon 23 Nov 09:30", "Mon 23 Nov", "09:30" },
  { "Pacific/Chatham", "2026-11-23T08:30:00Z", "2026-11-23T10:00:00Z",
    "Mon 23 Nov 22:15–23:45", "Mon 23 Nov 22:15", "Mon 23 Nov", "22:15" },
  { "America/New_York", "2026-03-01T04:30:00Z", "2026-03-01T05:30:00Z",
    "Sat 28 Feb 23:30–Sun 1 Mar 00:30", "Sat 28 Feb 23:30", "Sat 28 Feb", "23:30" },
  { "UTC", "2026-11-23T22:00:00Z", "2026-11-24T00:00:00Z",
    "Mon 23 Nov 22:00–00:00", "Mon 23 Nov 22:00", "Mon 23 Nov", "22:00" },
  { "UTC", "2026-11-23T22:00:00Z", "2026-11-24T00:15:00Z",
    "Mon 23 Nov 22:00–Tue 24 Nov 00:15", "Mon 23 Nov 22:00", "Mon 23 Nov", "22:00" },
  { "Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z",
    "Sun 29 Mar 01:30–03:30", "Sun 29 Mar 01:30", "Sun 29 Mar", "01:30" },
  { "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
    "Sun 25 Oct 02:30–02:30", "Sun 25 Oct 02:30", "Sun 25 Oct", "02:30" },
};

static void
test_spans (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr(SkRules) rules = make_rules (spans[i].zone);
      SkSpan span = { moment (spans[i].start), moment (spans[i].end) };
      g_autofree char *text = sk_words_dup_span (span, rules);
      g_autofree char *start = sk_words_dup_moment (span.start, rules);
      g_autofree char *same = sk_words_dup_when (sk_when_instant (span.start), rules);
      g_autofree char *day = sk_words_dup_day (span.start, rules);
      g_autofree char *clock = sk_words_dup_clock (span.start, rules);

      g_assert_cmpstr (text, ==, spans[i].span);
      g_assert_cmpstr (start, ==, spans[i].moment);
      g_assert_cmpstr (same, ==, spans[i].moment);
      g_assert_cmpstr (day, ==, spans[i].day);
      g_assert_cmpstr (clock, ==, spans[i].clock);
    }
}

/* A date is the same date wherever it is told. */
static void
test_dates (void)
{
  static const char *const zones[] = { "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago" };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr(SkRules) rules = make_rules (zones[i]);
      g_autofree char *beginning = sk_words_dup_when (sk_when_day (0), rules);
      g_autofree char *day = sk_words_dup_when (sk_when_day (20782), rules);
      g_autofree char *long_ago = sk_words_dup_when (sk_when_day (-1), rules);
      g_autofree char *nothing = sk_words_dup_when ((SkWhen) { SK_WHEN_NONE, 0 }, rules);

      g_assert_cmpstr (beginning, ==, "Thu 1 Jan");
      g_assert_cmpstr (day, ==, "Wed 25 Nov");
      g_assert_cmpstr (long_ago, ==, "Wed 31 Dec");
      g_assert_cmpstr (nothing, ==, "");
    }
}

/* --- a plan to talk about --- */

static SkPlan *
make_plan (SkPlacement *placements,     /* (transfer full), without their tasks */
           guint        n_placements,
           SkUnplaced  *unplaced)       /* (nullable) (transfer full), without its tasks */
{
  g_autoptr(SkRules) rules = make_rules ("Europe/Berlin");
  GPtrArray *tasks = sk_task_array_new ();
  GArray *placed = sk_placement_array_new ();
  GArray *homeless = sk_unplaced_array_new ();
  gint64 at = moment ("2026-11-23T08:00:00+01:00");

  for (guint i = 0; i < n_placements + 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("task-%u", i);
      g_autofree char *title = g_strdup_printf ("Task %u", i);

      g_ptr_array_add (tasks, sk_task_new (&(SkTaskInit) {
        .id = id,
        .title = i == 1 ? "" : title,
        .due = sk_when_day (20782),
        .earliest_start = sk_when_day (20783),
        .scheduled_start = sk_when_instant (at + HOUR),
        .scheduled_end = sk_when_instant (at + 2 * HOUR),
      }));
    }

  for (guint i = 0; i < n_placements; i++)
    {
      SkPlacement placement = placements[i];

      placement.task = sk_task_ref (g_ptr_array_index (tasks, i));
      placement.span = (SkSpan) { at + (i + 3) * HOUR, at + (i + 4) * HOUR };
      placement.position = i + 1;
      placement.before_start = sk_task_get_scheduled_start (placement.task);
      placement.before_end = sk_task_get_scheduled_end (placement.task);
      g_array_append_val (placed, placement);
    }

  if (unplaced != NULL)
    {
      SkUnplaced entry = *unplaced;

      entry.task = sk_task_ref (g_ptr_array_index (tasks, n_placements));
      entry.blocker = sk_task_ref (g_ptr_array_index (tasks, n_placements + 1));
      g_array_append_val (homeless, entry);
    }

  g_autoptr(SkSnapshot) snapshot =
    sk_snapshot_new_take (&(SkSnapshotInit) { .rules = rules, .tasks = tasks });

  return sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = rules,
    .at = at,
    .placements = placed,
    .unplaced = homeless,
    .left_alone = sk_left_alone_array_new (),
  });
}

/* Whether people could read @text as one sentence or more: nothing is left to
 * fill in, nothing is said twice or not at all. */
static void
assert_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), >, 5);
  g_assert_true (g_str_has_suffix (text, "."));
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)) || g_ascii_isdigit (*text) ||
                 g_str_has_prefix (text, "“"));
  g_assert_null (strchr (text, '%'));
  g_assert_null (strstr (text, "(null)"));
  g_assert_null (strstr (text, "  "));
  g_assert_null (strstr (text, " ."));
  g_assert_null (strstr (text, "“”"));
  g_assert_null (strchr (text, '\n'));
  g_assert_null (strchr (text, '?'));
}

static void
assert_another (GHashTable *seen,
                const char *text)
{
  if (!g_hash_table_add (seen, g_strdup (text)))
    g_error ("said twice: %s", text);
}

static GHashTable *
nothing_seen (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* --- why a task is where it is --- */

static void
test_why (void)
{
  for (guint why = SK_WHY_EARLIEST_FIT; why <= SK_WHY_FILL_TODAY; why++)
    for (guint lost = SK_LOST_NOTHING; lost <= SK_LOST_BANNED; lost++)
      {
        SkPlacement placement = { .why = (SkWhy) why, .lost = (SkLost) lost };
        g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
        g_autofree char *text = sk_words_dup_why (plan, sk_plan_get_placement (plan, 0));

        assert_sentence (text);
      }
}

/* Each loss has a sentence of its own, and it names the place that was lost. */
static void
test_lost (void)
{
  g_autoptr(GHashTable) seen = nothing_seen ();

  for (guint lost = SK_LOST_NOTHING; lost <= SK_LOST_BANNED; lost++)
    {
      SkPlacement placement = { .why = SK_WHY_EARLIEST_FIT, .lost = (SkLost) lost };
      g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
      g_autofree char *text = sk_words_dup_why (plan, sk_plan_get_placement (plan, 0));

      assert_sentence (text);
      assert_another (seen, text);
      g_assert_cmpint (strstr (text, "Mon 23 Nov 09:00–10:00") != NULL, ==,
                       lost != SK_LOST_NOTHING);
    }
}

static void
test_fixed_reasons_differ (void)
{
  static const SkWhy whys[] = { SK_WHY_KEPT, SK_WHY_PINNED, SK_WHY_RUNNING, SK_WHY_MANUAL,
                                SK_WHY_EARLIEST_FIT };
  g_autoptr(GHashTable) seen = nothing_seen ();

  for (gsize i = 0; i < G_N_ELEMENTS (whys); i++)
    {
      SkPlacement placement = { .why = whys[i] };
      g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
      g_autofree char *text = sk_words_dup_why (plan, sk_plan_get_placement (plan, 0));

      assert_another (seen, text);
    }
}

static void
test_earliest_fit (void)
{
  SkPlacement placements[2] = { { .why = SK_WHY_EARLIEST_FIT }, { .why = SK_WHY_EARLIEST_FIT } };
  gint64 at = moment ("2026-11-23T08:00:00+01:00");

  placements[0].blocked = sk_blocked_array_new ();
  sk_blocked_array_add (placements[0].blocked, (SkSpan) { at, at + HOUR },
                        SK_BLOCKED_BY_HOURS, NULL);
  sk_blocked_array_add (placements[0].blocked, (SkSpan) { at + HOUR, at + 2 * HOUR },
                        SK_BLOCKED_BY_BUSY, "50 %s of it");
  placements[1].blocked = sk_blocked_array_new ();
  for (guint i = 0; i < 3; i++)
    sk_blocked_array_add (placements[1].blocked, (SkSpan) { at + i * HOUR, at + (i + 1) * HOUR },
                          SK_BLOCKED_BY_TASK, "Other");

  g_autoptr(SkPlan) plan = make_plan (placements, 2, NULL);
  g_autofree char *one = sk_words_dup_why (plan, sk_plan_get_placement (plan, 0));
  g_autofree char *several = sk_words_dup_why (plan, sk_plan_get_placement (plan, 1));

  g_assert_cmpstr (one, ==, "Ranked 1 of 2. Mon 23 Nov 09:00–10:00 is taken by “50 %s of it”. "
                            "This is the first free 1 h.");
  g_assert_cmpstr (several, ==, "Ranked 2 of 2. 3 earlier stretches are taken. "
                                "This is the first free 1 h.");
}

/* --- what is in the way --- */

static void
test_blocked (void)
{
  static const char *const titles[] = { "Stand-up", "", NULL };
  g_autoptr(GHashTable) seen = nothing_seen ();
  g_autoptr(SkPlan) plan = make_plan (NULL, 0, NULL);
  gint64 at = sk_plan_get_at (plan);

  for (guint by = SK_BLOCKED_BY_BUSY; by <= SK_BLOCKED_BY_PAST; by++)
    for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
      {
        SkBlocked blocked = { { at, at + HOUR }, (SkBlockedBy) by, (char *) titles[i] };
        SkBlocked fence = { { at, at }, (SkBlockedBy) by, (char *) titles[i] };
        g_autofree char *text = sk_words_dup_blocked (plan, &blocked);
        g_autofree char *point = sk_words_dup_blocked (plan, &fence);

        assert_sentence (text);
        assert_sentence (point);
        /* busy and task are said in the same way */
        if (i == 0 && by != SK_BLOCKED_BY_TASK)
          assert_another (seen, text);
      }
}

static void
test_break (void)
{
  g_autoptr(SkPlan) plan = make_plan (NULL, 0, NULL);
  gint64 at = sk_plan_get_at (plan);
  SkBlocked fence = { { at, at }, SK_BLOCKED_BY_HOURS, NULL };
  g_autofree char *text = sk_words_dup_blocked (plan, &fence);

  g_assert_cmpstr (text, ==, "There is a break at Mon 23 Nov 08:00.");
}

/* --- late --- */

static void
test_late (void)
{
  g_autoptr(GHashTable) seen = nothing_seen ();

  for (guint late = SK_LATE_PAST_DUE; late <= SK_LATE_SEARCH_LIMIT; late++)
    {
      SkPlacement placement = { .late_why = (SkLateWhy) late };
      g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
      g_autofree char *text = sk_words_dup_late_why (plan, sk_plan_get_placement (plan, 0));

      assert_sentence (text);
      assert_another (seen, text);
      g_assert_nonnull (strstr (text, "Wed 25 Nov"));
    }
}

static void
test_late_and_fixed (void)
{
  for (guint fixed = SK_FIXED_PINNED; fixed <= SK_FIXED_MANUAL; fixed++)
    for (guint late = SK_LATE_PAST_DUE; late <= SK_LATE_SEARCH_LIMIT; late++)
      {
        SkPlacement placement = { .late_why = (SkLateWhy) late, .fixed = (SkFixed) fixed };
        g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
        g_autofree char *text = sk_words_dup_late_why (plan, sk_plan_get_placement (plan, 0));

        assert_sentence (text);
      }
}

static void
test_not_late (void)
{
  SkPlacement placement = { .late_why = SK_LATE_NOT };
  g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
  g_autofree char *text = sk_words_dup_late_why (plan, sk_plan_get_placement (plan, 0));

  g_assert_cmpstr (text, ==, "");
}

/* --- warnings --- */

static void
test_warnings (void)
{
  g_autoptr(GHashTable) seen = nothing_seen ();

  for (guint warning = SK_WARNING_PINS_OVERLAP; warning <= SK_WARNING_PIN_WITHOUT_TIME;
       warning <<= 1)
    {
      SkPlacement placement = { .warnings = warning, .cycle = 1 };
      g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
      g_autofree char *text =
        sk_words_dup_warning (plan, sk_plan_get_placement (plan, 0), (SkWarning) warning);

      assert_sentence (text);
      assert_another (seen, text);
    }
}

/* Who waits for whom is named; a task without a title by its id. */
static void
test_cycle (void)
{
  SkPlacement placements[4] = {
    { .warnings = SK_WARNING_BLOCKER_CYCLE, .cycle = 1 },
    { .warnings = SK_WARNING_BLOCKER_CYCLE, .cycle = 1 },
    { .warnings = SK_WARNING_BLOCKER_CYCLE, .cycle = 2 },
    { .cycle = 0 },
  };
  g_autoptr(SkPlan) plan = make_plan (placements, 4, NULL);
  g_autofree char *text =
    sk_words_dup_warning (plan, sk_plan_get_placement (plan, 0), SK_WARNING_BLOCKER_CYCLE);

  assert_sentence (text);
  g_assert_nonnull (strstr (text, "“Task 0”"));
  g_assert_nonnull (strstr (text, "“task-1”"));
  g_assert_null (strstr (text, "Task 2"));
  g_assert_null (strstr (text, "Task 3"));
}

static void
test_assumed (void)
{
  SkPlacement placement = { .warnings = SK_WARNING_ASSUMED_DURATION };
  g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
  g_autofree char *text =
    sk_words_dup_warning (plan, sk_plan_get_placement (plan, 0), SK_WARNING_ASSUMED_DURATION);

  g_assert_nonnull (strstr (text, "1 h 30 min"));
}

/* --- unplaced --- */

static void
test_unplaced (void)
{
  g_autoptr(GHashTable) seen = nothing_seen ();

  for (guint why = SK_UNPLACED_TOO_LONG; why <= SK_UNPLACED_EARLIEST_START_BEYOND; why++)
    for (gint64 longest = 8 * HOUR; longest >= 0; longest -= 8 * HOUR)
      {
        SkUnplaced unplaced = { .why = (SkUnplacedWhy) why, .length = 9 * HOUR,
                                .longest = longest };
        g_autoptr(SkPlan) plan = make_plan (NULL, 0, &unplaced);
        g_autofree char *text = sk_words_dup_unplaced (plan, sk_plan_get_unplaced (plan, 0));

        assert_sentence (text);
        if (longest > 0)
          assert_another (seen, text);
      }
}

static void
test_too_long (void)
{
  SkUnplaced unplaced = { .why = SK_UNPLACED_TOO_LONG, .length = 9 * HOUR, .longest = 8 * HOUR };
  g_autoptr(SkPlan) plan = make_plan (NULL, 0, &unplaced);
  g_autofree char *text = sk_words_dup_unplaced (plan, sk_plan_get_unplaced (plan, 0));

  g_assert_nonnull (strstr (text, "9 h"));
  g_assert_nonnull (strstr (text, "8 h"));
}

/* --- single words --- */

static void
assert_word (GHashTable *seen,
             const char *word)
{
  g_assert_nonnull (word);
  g_assert_cmpuint (strlen (word), >, 2);
  g_assert_null (strchr (word, '%'));
  assert_another (seen, word);
}

static void
test_words (void)
{
  g_autoptr(GHashTable) changes = nothing_seen ();
  g_autoptr(GHashTable) fixes = nothing_seen ();
  g_autoptr(GHashTable) lefts = nothing_seen ();

  for (guint change = SK_CHANGE_KEPT; change <= SK_CHANGE_REMOVED; change++)
    assert_word (changes, sk_words_get_change ((SkChangeKind) change));

  g_assert_cmpstr (sk_words_get_fixed (SK_FIXED_NO), ==, "");
  for (guint fixed = SK_FIXED_PINNED; fixed <= SK_FIXED_MANUAL; fixed++)
    assert_word (fixes, sk_words_get_fixed ((SkFixed) fixed));

  for (guint left = SK_LEFT_DONE; left <= SK_LEFT_OPTED_OUT; left++)
    assert_word (lefts, sk_words_get_left_why ((SkLeftWhy) left));
}

static void
test_slack (void)
{
  SkPlacement placements[4] = {
    { .slack = 0 },
    { .slack = 2 * HOUR },
    { .slack = 2 * HOUR, .fixed = SK_FIXED_PINNED },
    { .slack = 2 * HOUR, .late_why = SK_LATE_NO_TIME },
  };
  g_autoptr(SkPlan) plan = make_plan (placements, 4, NULL);
  g_autofree char *none = sk_words_dup_slack (plan, sk_plan_get_placement (plan, 0));
  g_autofree char *some = sk_words_dup_slack (plan, sk_plan_get_placement (plan, 1));

  assert_sentence (none);
  assert_sentence (some);
  g_assert_nonnull (strstr (some, "Mon 23 Nov 14:00"));
  g_assert_null (sk_words_dup_slack (plan, sk_plan_get_placement (plan, 2)));
  g_assert_null (sk_words_dup_slack (plan, sk_plan_get_placement (plan, 3)));
}

static void
test_summary (void)
{
  SkPlacement placements[4] = {
    { .change = SK_CHANGE_NEW },
    { .change = SK_CHANGE_MOVED },
    { .change = SK_CHANGE_KEPT, .late_why = SK_LATE_NO_TIME },
    { .change = SK_CHANGE_KEPT },
  };
  SkUnplaced unplaced = { .change = SK_CHANGE_REMOVED };
  g_autoptr(SkPlan) full = make_plan (placements, 4, &unplaced);
  g_autoptr(SkPlan) empty = make_plan (NULL, 0, NULL);
  g_autofree char *text = sk_words_dup_summary (full);
  g_autofree char *nothing = sk_words_dup_summary (empty);

  g_assert_cmpstr (text, ==,
                   "5 tasks: 1 new, 1 moved, 2 kept, 1 removed, 1 without a place, 1 late");
  g_assert_cmpstr (nothing, ==, "0 tasks");
}

static void
test_n_written (void)
{
  g_autofree char *none = sk_words_dup_n_written (0);
  g_autofree char *one = sk_words_dup_n_written (1);
  g_autofree char *four = sk_words_dup_n_written (4);

  g_assert_cmpstr (none, ==, "nothing written");
  g_assert_cmpstr (one, ==, "1 change written");
  g_assert_cmpstr (four, ==, "4 changes written");
}

static void
test_before (void)
{
  SkPlacement placements[4] = {
    { .change = SK_CHANGE_NEW },
    { .change = SK_CHANGE_KEPT },
    { .change = SK_CHANGE_MOVED },
    { .change = SK_CHANGE_MISSED },
  };
  g_autoptr(SkPlan) plan = make_plan (placements, 4, NULL);
  g_autofree char *moved = sk_words_dup_before (plan, sk_plan_get_placement (plan, 2));
  g_autofree char *missed = sk_words_dup_before (plan, sk_plan_get_placement (plan, 3));

  g_assert_null (sk_words_dup_before (plan, sk_plan_get_placement (plan, 0)));
  g_assert_null (sk_words_dup_before (plan, sk_plan_get_placement (plan, 1)));
  g_assert_cmpstr (moved, ==, "was Mon 23 Nov 09:00");
  g_assert_cmpstr (missed, ==, "was Mon 23 Nov 09:00");
}

/* --- broken promises --- */

static void
test_complaints (void)
{
  g_autoptr(GHashTable) seen = nothing_seen ();
  g_autoptr(SkRules) rules = make_rules ("Europe/Berlin");
  g_autoptr(SkTask) task = sk_task_new (&(SkTaskInit) { .id = "a", .title = "Fix bug" });
  g_autoptr(SkTask) other = sk_task_new (&(SkTaskInit) { .id = "other" });
  gint64 at = moment ("2026-11-23T08:00:00+01:00");

  for (guint promise = 0; promise < SK_N_PROMISES; promise++)
    {
      SkComplaint full = { (SkPromise) promise, task, other, { at, at + HOUR } };
      SkComplaint bare = { (SkPromise) promise, task, NULL, { 0, 0 } };
      g_autofree char *text = sk_words_dup_complaint (&full, rules);
      g_autofree char *less = sk_words_dup_complaint (&bare, rules);

      assert_sentence (text);
      assert_sentence (less);
      assert_another (seen, text);
      g_assert_nonnull (strstr (text, "“Fix bug”"));
    }
}

/* A title is not a pattern. */
static void
test_complaint_with_percent_signs (void)
{
  g_autoptr(SkRules) rules = make_rules ("UTC");
  g_autoptr(SkTask) task = sk_task_new (&(SkTaskInit) { .id = "a", .title = "100 %2$s %n %%" });
  g_autoptr(SkTask) other = sk_task_new (&(SkTaskInit) { .id = "b", .title = "%1$s" });
  SkComplaint complaint = { SK_PROMISE_OVERLAP, task, other, { 0, HOUR } };
  g_autofree char *text = sk_words_dup_complaint (&complaint, rules);

  g_assert_nonnull (strstr (text, "“100 %2$s %n %%”"));
  g_assert_nonnull (strstr (text, "“%1$s”"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/time/durations", test_durations);
  g_test_add_func ("/words/time/spans-and-moments", test_spans);
  g_test_add_func ("/words/time/dates-know-no-zone", test_dates);
  g_test_add_func ("/words/why/every-reason-and-loss", test_why);
  g_test_add_func ("/words/why/every-loss-is-named", test_lost);
  g_test_add_func ("/words/why/fixed-reasons-differ", test_fixed_reasons_differ);
  g_test_add_func ("/words/why/earliest-fit", test_earliest_fit);
  g_test_add_func ("/words/blocked/every-obstacle", test_blocked);
  g_test_add_func ("/words/blocked/a-break-between-ranges", test_break);
  g_test_add_func ("/words/late/every-cause", test_late);
  g_test_add_func ("/words/late/fixed", test_late_and_fixed);
  g_test_add_func ("/words/late/not-late-is-not-said", test_not_late);
  g_test_add_func ("/words/warning/every-one", test_warnings);
  g_test_add_func ("/words/warning/a-circle-names-its-members", test_cycle);
  g_test_add_func ("/words/warning/the-assumed-length", test_assumed);
  g_test_add_func ("/words/unplaced/every-reason", test_unplaced);
  g_test_add_func ("/words/unplaced/too-long-says-how-long", test_too_long);
  g_test_add_func ("/words/single-words", test_words);
  g_test_add_func ("/words/slack", test_slack);
  g_test_add_func ("/words/summary", test_summary);
  g_test_add_func ("/words/number-of-changes", test_n_written);
  g_test_add_func ("/words/before", test_before);
  g_test_add_func ("/words/complaint/every-promise", test_complaints);
  g_test_add_func ("/words/complaint/percent-signs-in-titles", test_complaint_with_percent_signs);

  return g_test_run ();
}
