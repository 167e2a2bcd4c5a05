/* test-words.c — what we say to people
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-blocked-words.h"
#include "sk-card-words.h"
#include "sk-complaint-words.h"
#include "sk-effect-words.h"
#include "sk-late-words.h"
#include "sk-time-codec.h"
#include "sk-time-words.h"
#include "sk-warning-words.h"
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
  for (guint why = SK_WHY_EARLIEST_FIT; why <= SK_WHY_MISSED; why++)
    for (guint lost = SK_LOST_NOTHING; lost <= SK_LOST_DAY_FULL; lost++)
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

  for (guint lost = SK_LOST_NOTHING; lost <= SK_LOST_DAY_FULL; lost++)
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
test_reasons_differ (void)
{
  g_autoptr(GHashTable) seen = nothing_seen ();

  for (guint why = SK_WHY_EARLIEST_FIT; why <= SK_WHY_MISSED; why++)
    {
      /* whose place has passed says so */
      SkPlacement placement = { .why = (SkWhy) why,
                                .lost = why == SK_WHY_MISSED ? SK_LOST_PAST : SK_LOST_NOTHING };
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

/* Why it moves although it could have stayed: whole sentences. */
static void
test_moves (void)
{
  static const struct
  {
    SkWhy       why;
    const char *says;
  } rows[] = {
    { SK_WHY_DUE_RESCUE, "It goes before more important work, because it would miss its due date, "
                         "Wed 25 Nov, otherwise." },
    { SK_WHY_DISPLACED, "Its place at Mon 23 Nov 09:00–10:00 is needed by others now." },
    { SK_WHY_EARLIER, "It leaves its place at Mon 23 Nov 09:00–10:00, because it can be clearly "
                      "earlier." },
    { SK_WHY_FILL_TODAY, "It leaves its place at Mon 23 Nov 09:00–10:00, because there is time for "
                         "it today." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SkPlacement placement = { .why = rows[i].why };
      g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
      g_autofree char *text = sk_words_dup_why (plan, sk_plan_get_placement (plan, 0));
      g_autofree char *wanted =
        g_strconcat ("Ranked 1 of 1. ", rows[i].says, " This is the first free 1 h.", NULL);

      g_assert_cmpstr (text, ==, wanted);
    }
}

/* --- events --- */

static void
test_event (void)
{
  g_autoptr(SkRules) rules = make_rules ("Europe/Berlin");
  gint64 at = moment ("2026-11-23T10:00:00+01:00");
  SkMeeting event = { .span = { at, at + HOUR }, .title = (char *) "Stand-up" };
  g_autofree char *alone = sk_words_dup_event_name (&event, rules);

  g_assert_cmpstr (alone, ==, "Stand-up, Mon 23 Nov 10:00–11:00, busy");

  event.title = (char *) "";
  event.calendar = (char *) "Work";
  g_autofree char *hidden = sk_words_dup_event_name (&event, rules);
  g_assert_cmpstr (hidden, ==, "Busy, Mon 23 Nov 10:00–11:00, busy, in “Work”");
}

/* --- what is in the way --- */

static void
test_blocked (void)
{
  static const char *const titles[] = { "Stand-up", "", NULL };
  g_autoptr(GHashTable) seen = nothing_seen ();
  g_autoptr(SkPlan) plan = make_plan (NULL, 0, NULL);
  gint64 at = sk_plan_get_at (plan);

  for (guint by = SK_BLOCKED_BY_BUSY; by <= SK_BLOCKED_BY_LIMIT; by++)
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

/* A promise names the due date that is kept with it. */
static void
test_promise (void)
{
  SkPlacement placement = { .why = SK_WHY_EARLIEST_FIT };
  g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
  const SkPlacement *promised = sk_plan_get_placement (plan, 0);
  SkBlocked known = { promised->span, SK_BLOCKED_BY_PROMISE, (char *) "Task 0" };
  SkBlocked unknown = { promised->span, SK_BLOCKED_BY_PROMISE, (char *) "Somebody" };
  g_autofree char *text = sk_words_dup_blocked (plan, &known);
  g_autofree char *less = sk_words_dup_blocked (plan, &unknown);

  g_assert_cmpstr (text, ==, "Mon 23 Nov 11:00–12:00 is promised to “Task 0”, due Wed 25 Nov.");
  g_assert_cmpstr (less, ==, "Mon 23 Nov 11:00–12:00 is promised to “Somebody”.");
}

/* From when to when, in hours after the planning instant. */
typedef struct
{
  int          from, to;
  SkBlockedBy  by;
  const char  *title;
} Line;

static const struct
{
  const char *name;
  Line        lines[8];         /* ended by an empty one */
  const char *text;             /* a line each */
} certificates[] = {
  { "nothing", { { 0 } }, "" },
  { "tasks-that-touch-are-one-sentence",
    { { 0, 1, SK_BLOCKED_BY_TASK, "A" }, { 1, 2, SK_BLOCKED_BY_TASK, "B" },
      { 2, 3, SK_BLOCKED_BY_TASK, "C" } },
    "Mon 23 Nov 08:00–11:00 is taken by “A”, “B”, “C”." },
  { "many-are-counted",
    { { 0, 1, SK_BLOCKED_BY_TASK, "A" }, { 1, 2, SK_BLOCKED_BY_TASK, "B" },
      { 2, 3, SK_BLOCKED_BY_TASK, "C" }, { 3, 4, SK_BLOCKED_BY_TASK, "D" },
      { 4, 5, SK_BLOCKED_BY_TASK, "E" }, { 5, 6, SK_BLOCKED_BY_TASK, "F" },
      { 6, 7, SK_BLOCKED_BY_TASK, "G" } },
    "Mon 23 Nov 08:00–15:00 is taken by “A”, “B”, “C”, “D”, “E” and 2 more." },
  { "a-gap-parts-them",
    { { 0, 1, SK_BLOCKED_BY_TASK, "A" }, { 2, 3, SK_BLOCKED_BY_TASK, "B" } },
    "Mon 23 Nov 08:00–09:00 is taken by “A”.\nMon 23 Nov 10:00–11:00 is taken by “B”." },
  { "a-day-parts-them",
    { { 15, 16, SK_BLOCKED_BY_TASK, "A" }, { 16, 17, SK_BLOCKED_BY_TASK, "B" } },
    "Mon 23 Nov 23:00–00:00 is taken by “A”.\nTue 24 Nov 00:00–01:00 is taken by “B”." },
  { "another-kind-parts-them",
    { { 0, 1, SK_BLOCKED_BY_TASK, "A" }, { 1, 2, SK_BLOCKED_BY_PIN, "B" } },
    "Mon 23 Nov 08:00–09:00 is taken by “A”.\nMon 23 Nov 09:00–10:00 is pinned for “B”." },
  { "closed-hours-over-days-are-one",
    { { 9, 16, SK_BLOCKED_BY_HOURS, NULL }, { 16, 25, SK_BLOCKED_BY_HOURS, NULL } },
    "Mon 23 Nov 17:00–Tue 24 Nov 09:00 is outside your hours." },
  { "the-limit-is-said-once-a-day",
    { { 1, 4, SK_BLOCKED_BY_LIMIT, NULL }, { 4, 16, SK_BLOCKED_BY_LIMIT, NULL },
      { 16, 20, SK_BLOCKED_BY_LIMIT, NULL } },
    "On Mon 23 Nov as much of your hours is filled as your day limit allows.\n"
    "On Tue 24 Nov as much of your hours is filled as your day limit allows." },
};

static void
test_certificate (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr(SkPlan) plan = make_plan (NULL, 0, NULL);
  g_autoptr(GArray) blocked = sk_blocked_array_new ();
  gint64 at = sk_plan_get_at (plan);

  for (const Line *line = certificates[row].lines;
       line < certificates[row].lines + G_N_ELEMENTS (certificates[row].lines) && line->to > 0;
       line++)
    sk_blocked_array_add (blocked, (SkSpan) { at + line->from * HOUR, at + line->to * HOUR },
                          line->by, line->title);

  g_auto(GStrv) lines = sk_words_dup_certificate (plan, blocked);
  g_autofree char *text = g_strjoinv ("\n", lines);

  g_assert_cmpstr (text, ==, certificates[row].text);
}

static void
test_relief (void)
{
  g_autoptr(SkPlan) plan = make_plan (NULL, 0, NULL);
  gint64 at = sk_plan_get_at (plan);
  SkBlocked named = { { at, at + HOUR }, SK_BLOCKED_BY_BUSY, (char *) "Gym" };
  SkBlocked bare = { { at, at + HOUR }, SK_BLOCKED_BY_BUSY, NULL };
  g_autofree char *text = sk_words_dup_relief (plan, &named, (SkSpan) { at, at + 2 * HOUR });
  g_autofree char *less = sk_words_dup_relief (plan, &bare, (SkSpan) { at, at + 2 * HOUR });

  g_assert_cmpstr (text, ==, "If “Gym” were not there, Mon 23 Nov 08:00–10:00 would be free "
                             "for it.");
  g_assert_cmpstr (less, ==, "If what is at Mon 23 Nov 08:00–09:00 were not there, "
                             "Mon 23 Nov 08:00–10:00 would be free for it.");
}

/* --- late --- */

static void
test_late (void)
{
  g_autoptr(GHashTable) seen = nothing_seen ();

  for (guint late = SK_LATE_PAST_DUE; late <= SK_LATE_NOT_ASKED; late++)
    {
      SkPlacement placement = { .late_why = (SkLateWhy) late };
      g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
      g_autofree char *text = sk_words_dup_late_why (plan, sk_plan_get_placement (plan, 0));

      assert_sentence (text);
      assert_another (seen, text);
      g_assert_nonnull (strstr (text, "Wed 25 Nov"));
    }
}

/* What was not proved is not said as if it were. */
static void
test_not_proved (void)
{
  static const SkWhy whys[] = { SK_WHY_EARLIEST_FIT, SK_WHY_KEPT };

  for (gsize i = 0; i < G_N_ELEMENTS (whys); i++)
    {
      SkPlacement placement = { .late_why = SK_LATE_SEARCH_LIMIT, .why = whys[i] };
      g_autoptr(SkPlan) plan = make_plan (&placement, 1, NULL);
      g_autofree char *text = sk_words_dup_late_why (plan, sk_plan_get_placement (plan, 0));

      assert_sentence (text);
      g_assert_nonnull (strstr (text, "it was not proved"));
      g_assert_null (strstr (text, "impossible"));
    }
}

static void
test_late_and_fixed (void)
{
  for (guint fixed = SK_FIXED_PINNED; fixed <= SK_FIXED_MANUAL; fixed++)
    for (guint late = SK_LATE_PAST_DUE; late <= SK_LATE_NOT_ASKED; late++)
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

static void
test_capacity (void)
{
  g_autoptr(SkRules) rules = make_rules ("Europe/Berlin");
  SkCapacity overfull = { 20782, 7 * HOUR, 9 * HOUR + HOUR / 2 };
  SkCapacity full = { 20782, 7 * HOUR, 7 * HOUR };
  g_autofree char *text = sk_words_dup_capacity (&overfull, rules);

  g_assert_cmpstr (text, ==, "Due by Wed 25 Nov: 9 h 30 min of work, 7 h free.");
  g_assert_null (sk_words_dup_capacity (&full, rules));
}

/* --- what would be otherwise --- */

static const struct
{
  const char   *name;
  gboolean      has_due;
  SkEffectSide  before, after;
  SkEffectKind  kind;
  const char   *now, *then, *all;
} effects[] = {
  { "the-same", TRUE, { { 0, HOUR }, TRUE, FALSE }, { { 0, HOUR }, TRUE, FALSE }, SK_EFFECT_SAME,
    "Thu 1 Jan 01:00, on time", "Thu 1 Jan 01:00, on time",
    "Every due date would be kept or missed as it is now." },
  { "late-now", TRUE, { { 0, HOUR }, TRUE, FALSE }, { { HOUR, 2 * HOUR }, TRUE, TRUE },
    SK_EFFECT_LATE, "Thu 1 Jan 01:00, on time", "Thu 1 Jan 02:00, late",
    "1 due date that is kept now would be missed. 1 task would move." },
  { "on-time-now", TRUE, { { HOUR, 2 * HOUR }, TRUE, TRUE }, { { 0, HOUR }, TRUE, FALSE },
    SK_EFFECT_ON_TIME, "Thu 1 Jan 02:00, late", "Thu 1 Jan 01:00, on time",
    "1 due date that is missed now would be kept. 1 task would move." },
  { "without-a-place-now", TRUE, { { 0, HOUR }, TRUE, FALSE }, { { 0, 0 }, TRUE, FALSE },
    SK_EFFECT_UNPLACED, "Thu 1 Jan 01:00, on time", "no place",
    "1 due date that is kept now would be missed. 1 task would lose its place." },
  { "with-a-place-now", FALSE, { { 0, 0 }, TRUE, FALSE }, { { 0, HOUR }, TRUE, FALSE },
    SK_EFFECT_PLACED, "no place", "Thu 1 Jan 01:00",
    "Every due date would be kept or missed as it is now. 1 task would get a place." },
  { "added-and-late", TRUE, { { 0, 0 }, FALSE, FALSE }, { { 0, HOUR }, TRUE, TRUE },
    SK_EFFECT_ADDED, "–", "Thu 1 Jan 01:00, late", "1 added task would not be on time." },
  { "gone", TRUE, { { 0, HOUR }, TRUE, TRUE }, { { 0, 0 }, FALSE, FALSE },
    SK_EFFECT_GONE, "Thu 1 Jan 01:00, late", "–",
    "Every due date would be kept or missed as it is now." },
};

static void
test_effect (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(SkRules) rules = make_rules ("Europe/Berlin");
  g_autoptr(SkTask) task = sk_task_new (&(SkTaskInit) {
    .id = "a", .title = "A", .due = effects[i].has_due ? sk_when_day (1) : (SkWhen) { 0 },
  });
  SkEffect effect = { task, effects[i].before, effects[i].after, effects[i].kind };
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (SkEffect));

  g_array_append_val (list, effect);
  g_autofree char *now = sk_words_dup_effect_side (&effect, &effect.before, rules);
  g_autofree char *then = sk_words_dup_effect_side (&effect, &effect.after, rules);
  g_autofree char *all = sk_words_dup_effects (list);

  g_assert_cmpstr (now, ==, effects[i].now);
  g_assert_cmpstr (then, ==, effects[i].then);
  g_assert_cmpstr (all, ==, effects[i].all);
}

static void
test_effect_words (void)
{
  g_autoptr(GHashTable) seen = nothing_seen ();

  g_assert_cmpstr (sk_words_get_effect (SK_EFFECT_SAME), ==, "");
  for (guint kind = SK_EFFECT_ADDED; kind <= SK_EFFECT_LATER; kind++)
    assert_word (seen, sk_words_get_effect ((SkEffectKind) kind));
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
      /* that one is about the plan as a whole */
      g_assert_true (promise == SK_PROMISE_BOUND || strstr (text, "“Fix bug”") != NULL);
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
  g_test_add_func ("/words/why/reasons-differ", test_reasons_differ);
  g_test_add_func ("/words/why/earliest-fit", test_earliest_fit);
  g_test_add_func ("/words/why/what-made-it-move", test_moves);
  g_test_add_func ("/words/event", test_event);
  g_test_add_func ("/words/blocked/every-obstacle", test_blocked);
  g_test_add_func ("/words/blocked/a-break-between-ranges", test_break);
  g_test_add_func ("/words/blocked/a-promise-and-its-due-date", test_promise);
  g_test_add_func ("/words/blocked/what-would-free-a-place", test_relief);
  for (gsize i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autofree char *path = g_strconcat ("/words/certificate/", certificates[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_certificate);
    }
  g_test_add_func ("/words/late/every-cause", test_late);
  g_test_add_func ("/words/late/what-was-not-proved", test_not_proved);
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
  g_test_add_func ("/words/capacity", test_capacity);
  g_test_add_func ("/words/effect/single-words", test_effect_words);
  for (gsize i = 0; i < G_N_ELEMENTS (effects); i++)
    {
      g_autofree char *path = g_strconcat ("/words/effect/", effects[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_effect);
    }
  g_test_add_func ("/words/complaint/every-promise", test_complaints);
  g_test_add_func ("/words/complaint/percent-signs-in-titles", test_complaint_with_percent_signs);

  return g_test_run ();
}
