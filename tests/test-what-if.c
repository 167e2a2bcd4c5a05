/* test-what-if.c — lines that suppose something, and what they make of the tasks
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-case.h"
#include "sk-effect.h"
#include "sk-error.h"
#include "sk-relief.h"
#include "sk-time-codec.h"
#include "sk-what-if.h"
#include "sk-why.h"

/* A Tuesday; the clocks of Berlin were turned back on 2026-10-25. */
#define AT "2026-11-24T08:00:00+01:00"
#define NEW_YORK_EVENING "2026-11-25T03:00:00Z"

#define TASKS \
  "\"timezone\": \"Europe/Berlin\", \"tasks\": [" \
  "{\"id\": \"report\", \"title\": \"Quarterly report\", \"rank\": 5, \"duration_hours\": 2," \
  " \"due\": \"2026-11-24\", \"blocked_by\": [\"draft\", \"other\"]}," \
  "{\"id\": \"draft\", \"title\": \"Draft\", \"duration_hours\": 1}," \
  "{\"id\": \"other\", \"title\": \"Don\\u0027t panic\", \"rank\": 1, \"duration_hours\": 1}," \
  "{\"id\": \"twin-1\", \"title\": \"Twin\"}, {\"id\": \"twin-2\", \"title\": \"Twin\"}]"

/* --- what there is afterwards --- */

static void
tell_when (GString    *text,
           const char *key,
           SkWhen      when,
           SkRules    *rules)
{
  g_autofree char *printed = sk_when_print (when, sk_rules_get_zone (rules));

  if (printed != NULL)
    g_string_append_printf (text, " %s=%s", key, printed);
}

/* What @supposed holds that @there does not, and what it lacks. */
static char *
tell (SkSnapshot *there,
      SkSnapshot *supposed)
{
  SkRules *rules = sk_snapshot_get_rules (there);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sk_snapshot_get_n_tasks (there); i++)
    if (!sk_snapshot_find (supposed, sk_task_get_id (sk_snapshot_get_task (there, i)), NULL))
      g_string_append_printf (text, "-%s ", sk_task_get_id (sk_snapshot_get_task (there, i)));

  for (guint i = 0; i < sk_snapshot_get_n_tasks (supposed); i++)
    {
      SkTask *task = sk_snapshot_get_task (supposed, i);
      g_autofree char *after = g_strjoinv (",", (GStrv) sk_task_get_blocked_by (task));
      double number;

      if (sk_snapshot_find (there, sk_task_get_id (task), NULL))
        continue;
      g_string_append_printf (text, "+%s “%s”", sk_task_get_id (task), sk_task_get_title (task));
      if (sk_task_get_duration_hours (task, &number))
        g_string_append_printf (text, " %gh", number);
      if (sk_task_get_rank (task, &number))
        g_string_append_printf (text, " rank=%g", number);
      tell_when (text, "due", sk_task_get_due (task), rules);
      tell_when (text, "start", sk_task_get_earliest_start (task), rules);
      if (*after != '\0')
        g_string_append_printf (text, " after=%s", after);
      g_string_append_c (text, ' ');
    }

  for (guint i = sk_snapshot_get_n_busy (there); i < sk_snapshot_get_n_busy (supposed); i++)
    {
      SkSpan span = sk_snapshot_get_busy (supposed, i)->span;

      g_string_append (text, "busy");
      tell_when (text, "from", sk_when_instant (span.start), rules);
      tell_when (text, "to", sk_when_instant (span.end), rules);
      g_string_append_c (text, ' ');
    }

  return g_strchomp (g_string_free (text, FALSE));
}

#define DAY(date) date "T00:00:00+01:00"
#define BUSY(from, to) "busy from=" from " to=" to

static const struct
{
  const char *name;
  const char *lines[3];
  const char *told;
} understood[] = {
  /* add */
  { "a-word-for-a-title", { "add Talk" }, "+what-if-1 “Talk”" },
  { "several-in-quotes", { "add \"Prepare the talk\" 3h" }, "+what-if-1 “Prepare the talk” 3h" },
  { "quotes-of-another-language", { "add „Vortrag halten“ 3h" }, "+what-if-1 “Vortrag halten” 3h" },
  { "quotes-in-quotes", { "add \"Say \\\"no\\\"\"" }, "+what-if-1 “Say \"no\"”" },
  { "a-title-like-a-length", { "add 3h 2h" }, "+what-if-1 “3h” 2h" },
  { "space-anywhere", { "  add \t Talk   3h " }, "+what-if-1 “Talk” 3h" },
  { "minutes", { "add T 90m" }, "+what-if-1 “T” 1.5h" },
  { "minutes-in-full", { "add T 45min" }, "+what-if-1 “T” 0.75h" },
  { "hours-and-minutes", { "add T 1h30" }, "+what-if-1 “T” 1.5h" },
  { "hours-and-minutes-with-an-m", { "add T 1h30m" }, "+what-if-1 “T” 1.5h" },
  { "half-an-hour-more", { "add T 1.5h" }, "+what-if-1 “T” 1.5h" },
  { "a-rank", { "add T rank=95.6" }, "+what-if-1 “T” rank=95.6" },
  { "a-rank-below-0", { "add T rank=-1" }, "+what-if-1 “T” rank=-1" },
  { "due-on-the-next-weekday", { "add T due=fri" }, "+what-if-1 “T” due=2026-11-27" },
  { "due-on-a-weekday-in-full", { "add T due=Friday" }, "+what-if-1 “T” due=2026-11-27" },
  { "today-counts", { "add T due=tue" }, "+what-if-1 “T” due=2026-11-24" },
  { "yesterdays-weekday-is-next-week", { "add T due=mon" }, "+what-if-1 “T” due=2026-11-30" },
  { "due-today", { "add T due=today" }, "+what-if-1 “T” due=2026-11-24" },
  { "due-tomorrow", { "add T due=tomorrow" }, "+what-if-1 “T” due=2026-11-25" },
  { "due-on-a-date", { "add T due=2026-12-01" }, "+what-if-1 “T” due=2026-12-01" },
  { "due-at-a-time", { "add T due=fri-15:00" },
    "+what-if-1 “T” due=2026-11-27T15:00:00+01:00" },
  { "due-at-a-time-in-quotes", { "add T due=\"fri 15:00\"" },
    "+what-if-1 “T” due=2026-11-27T15:00:00+01:00" },
  { "due-at-a-time-of-a-date", { "add T due=2026-11-27T15:00" },
    "+what-if-1 “T” due=2026-11-27T15:00:00+01:00" },
  { "due-at-a-time-elsewhere", { "add T due=2026-11-27T15:00:00Z" },
    "+what-if-1 “T” due=2026-11-27T16:00:00+01:00" },
  { "in-a-clock-gap", { "add T due=2027-03-28T02:30" },
    "+what-if-1 “T” due=2027-03-28T03:00:00+02:00" },
  { "of-two-such-times-a-due-date-is-the-second", { "add T due=2027-10-31T02:30" },
    "+what-if-1 “T” due=2027-10-31T02:30:00+01:00" },
  { "of-two-such-times-a-start-is-the-first", { "add T start=2027-10-31T02:30" },
    "+what-if-1 “T” start=2027-10-31T02:30:00+02:00" },
  { "an-earliest-start", { "add T start=thu" }, "+what-if-1 “T” start=2026-11-26" },
  { "after-a-task", { "add T after=draft" }, "+what-if-1 “T” after=draft" },
  { "after-a-title", { "add T after=\"Quarterly report\"" }, "+what-if-1 “T” after=report" },
  { "after-two", { "add T after=draft after=rep" }, "+what-if-1 “T” after=draft,report" },
  { "all-at-once", { "add \"The talk\" 3h rank=90 due=fri start=thu after=draft" },
    "+what-if-1 “The talk” 3h rank=90 due=2026-11-27 start=2026-11-26 after=draft" },
  { "after-what-a-line-before-added", { "add One 1h", "add Two 1h after=One" },
    "+what-if-1 “One” 1h +what-if-2 “Two” 1h after=what-if-1" },

  /* busy */
  { "busy-for-a-while", { "busy thu 13:00-17:00" },
    BUSY ("2026-11-26T13:00:00+01:00", "2026-11-26T17:00:00+01:00") },
  { "busy-in-short", { "busy thu 13-17" },
    BUSY ("2026-11-26T13:00:00+01:00", "2026-11-26T17:00:00+01:00") },
  { "busy-on-a-date", { "busy 2026-11-26 13:00-17:00" },
    BUSY ("2026-11-26T13:00:00+01:00", "2026-11-26T17:00:00+01:00") },
  { "busy-twice-a-day", { "busy thu 9-10 23:00-24:00" },
    BUSY ("2026-11-26T09:00:00+01:00", "2026-11-26T10:00:00+01:00") " "
    BUSY ("2026-11-26T23:00:00+01:00", DAY ("2026-11-27")) },
  { "busy-all-day", { "busy today" }, BUSY (DAY ("2026-11-24"), DAY ("2026-11-25")) },
  { "busy-for-days", { "busy thu-fri" },
    BUSY (DAY ("2026-11-26"), DAY ("2026-11-27")) " "
    BUSY (DAY ("2026-11-27"), DAY ("2026-11-28")) },
  { "busy-over-a-weekend", { "busy sun-mon 9-10" },
    BUSY ("2026-11-29T09:00:00+01:00", "2026-11-29T10:00:00+01:00") " "
    BUSY ("2026-11-30T09:00:00+01:00", "2026-11-30T10:00:00+01:00") },
  { "busy-from-date-to-date", { "busy 2026-12-30-2026-12-31" },
    BUSY (DAY ("2026-12-30"), DAY ("2026-12-31")) " "
    BUSY (DAY ("2026-12-31"), DAY ("2027-01-01")) },
  { "busy-until-tomorrow", { "busy today-tomorrow 9-10" },
    BUSY ("2026-11-24T09:00:00+01:00", "2026-11-24T10:00:00+01:00") " "
    BUSY ("2026-11-25T09:00:00+01:00", "2026-11-25T10:00:00+01:00") },
  { "a-day-of-25-hours", { "busy 2027-10-31" },
    BUSY ("2027-10-31T00:00:00+02:00", DAY ("2027-11-01")) },

  /* without */
  { "without-an-id", { "without draft" }, "-draft" },
  { "without-a-prefix", { "without rep" }, "-report" },
  { "without-a-title", { "without \"Quarterly report\"" }, "-report" },
  { "without-a-title-without-quotes", { "without Quarterly report" }, "-report" },
  { "without-an-apostrophe-lost", { "without Don't panic" }, "-other" },
  { "without-what-was-added", { "add One", "without One" }, "" },
  { "no-line", { NULL }, "" },
};

static void
test_understood (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(SkSnapshot) there = sk_case_read (TASKS);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSnapshot) supposed =
    sk_what_if_apply (understood[i].lines, there, sk_snapshot_get_rules (there),
                      sk_case_instant (AT), &error);

  g_assert_no_error (error);
  g_autofree char *told = tell (there, supposed);

  g_assert_cmpstr (told, ==, understood[i].told);
  g_assert_cmpuint (sk_snapshot_get_n_tasks (there), ==, 5);
}

static const struct
{
  const char *name;
  const char *line;
  const char *says;
} refused[] = {
  { "nothing", "", "begins with add, busy or without" },
  { "an-unknown-verb", "remove draft", "begins with add, busy or without" },
  { "an-open-quote", "add \"Talk 3h", "quote is not closed" },
  { "bytes", "add \xff", "UTF-8" },
  { "no-title", "add", "title is missing" },
  { "an-empty-title", "add \"\" 3h", "title is missing" },
  { "a-title-without-quotes", "add Prepare the talk 3h", "“the” is not understood" },
  { "a-length-without-a-unit", "add T 3", "“3” is not understood" },
  { "two-lengths", "add T 3h 2h", "“2h” is not understood" },
  { "no-length", "add T 0h", "“0h” is not understood" },
  { "a-length-below-0", "add T -1h", "“-1h” is not understood" },
  { "a-length-in-hexadecimal", "add T 0x10h", "“0x10h” is not understood" },
  { "a-length-beyond-all", "add T 1e999h", "is not understood" },
  { "an-unknown-key", "add T until=fri", "rank=, due=, start= and after=" },
  { "a-rank-that-is-none", "add T rank=high", "“high” is no rank" },
  { "a-rank-that-is-nothing", "add T rank=", "“” is no rank" },
  { "a-rank-not-a-number", "add T rank=nan", "“nan” is no rank" },
  { "a-day-that-is-none", "add T due=someday", "“someday” is no day or time" },
  { "a-date-that-is-none", "add T due=2026-02-30", "“2026-02-30” is no day or time" },
  { "a-time-that-is-none", "add T due=fri-25:00", "“fri-25:00” is no day or time" },
  { "after-nobody", "add T after=nobody", "“nobody” is no task" },
  { "after-one-of-two", "add T after=Twin", "more than one task" },
  { "busy-never", "busy", "is no day" },
  { "busy-someday", "busy someday", "“someday” is no day" },
  { "busy-backwards", "busy thu 17:00-13:00", "“17:00-13:00” is no time of a day" },
  { "busy-at-a-point", "busy thu 13:00", "“13:00” is no time of a day" },
  { "busy-days-backwards", "busy 2026-11-27-2026-11-26", "is no day" },
  { "busy-for-ever", "busy today-2030-01-01", "is no day" },
  { "without-anything", "without", "task is missing" },
  { "without-nobody", "without nobody", "“nobody” is no task" },
  { "without-one-of-two", "without Twin", "more than one task" },
};

static void
test_refused (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const char *lines[] = { "add Before 1h", refused[i].line, NULL };
  g_autoptr(SkSnapshot) there = sk_case_read (TASKS);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSnapshot) supposed =
    sk_what_if_apply (lines, there, sk_snapshot_get_rules (there), sk_case_instant (AT), &error);

  g_assert_null (supposed);
  g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (strstr (error->message, refused[i].says) == NULL)
    g_assert_cmpstr (error->message, ==, refused[i].says);
  if (g_utf8_validate (refused[i].line, -1, NULL))
    g_assert_nonnull (strstr (error->message, refused[i].line));
}

/* Today is the day the clocks show where the hours are meant. */
static void
test_today (void)
{
  static const char *const lines[] = { "add T due=today", NULL };
  g_autoptr(SkSnapshot) there =
    sk_case_read ("\"timezone\": \"America/New_York\", \"tasks\": []");
  g_autoptr(SkSnapshot) supposed =
    sk_what_if_apply (lines, there, sk_snapshot_get_rules (there),
                      sk_case_instant (NEW_YORK_EVENING), NULL);
  g_autofree char *told = tell (there, supposed);

  g_assert_cmpstr (told, ==, "+what-if-1 “T” due=2026-11-24");
}

/* Who waited for what is gone waits for the rest, and is the same otherwise. */
static void
test_released (void)
{
  static const char *const lines[] = { "without draft", NULL };
  g_autoptr(SkSnapshot) there = sk_case_read (TASKS);
  g_autoptr(SkSnapshot) supposed =
    sk_what_if_apply (lines, there, sk_snapshot_get_rules (there), sk_case_instant (AT), NULL);
  SkTask *task = sk_snapshot_get_task (supposed, 0);
  double rank = 0, hours = 0;

  g_assert_cmpstr (sk_task_get_id (task), ==, "report");
  g_assert_cmpuint (g_strv_length ((GStrv) sk_task_get_blocked_by (task)), ==, 1);
  g_assert_cmpstr (sk_task_get_blocked_by (task)[0], ==, "other");
  g_assert_true (sk_task_get_rank (task, &rank) && sk_task_get_duration_hours (task, &hours));
  g_assert_cmpfloat (rank, ==, 5);
  g_assert_cmpfloat (hours, ==, 2);
  g_assert_true (sk_when_equal (sk_task_get_due (task),
                                sk_task_get_due (sk_snapshot_get_task (there, 0))));
}

/* --- planned --- */

static const SkEffect *
find_effect (GArray     *effects,
             const char *id)
{
  for (guint i = 0; i < effects->len; i++)
    if (strcmp (sk_task_get_id (g_array_index (effects, SkEffect, i).task), id) == 0)
      return &g_array_index (effects, SkEffect, i);

  return NULL;
}

static const struct
{
  const char   *name;
  const char   *line;
  const char   *id;
  SkEffectKind  kind;
} consequences[] = {
  { "a-due-date-missed", "busy today", "report", SK_EFFECT_LATE },
  { "a-due-date-that-stays", "busy 2027-01-01", "report", SK_EFFECT_SAME },
  { "a-task-added", "add T 1h rank=99", "what-if-1", SK_EFFECT_ADDED },
  { "a-task-gone", "without other", "other", SK_EFFECT_GONE },
  { "earlier-without-it", "without other", "report", SK_EFFECT_EARLIER },
  { "without-a-place", "busy today-2026-12-01", "report", SK_EFFECT_UNPLACED },
};

static void
test_consequence (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const char *lines[] = { consequences[i].line, NULL };
  g_autoptr(SkPlan) before = sk_case_plan (TASKS, AT);
  g_autoptr(SkPlan) after = sk_what_if_plan (before, lines, FALSE, NULL);
  g_autoptr(GArray) effects = sk_effect_list (before, after);
  const SkEffect *effect = find_effect (effects, consequences[i].id);

  g_assert_nonnull (effect);
  g_assert_cmpint (effect->kind, ==, consequences[i].kind);
  g_assert_true (sk_plan_get_rules (after) == sk_plan_get_rules (before));
  g_assert_cmpint (sk_plan_get_at (after), ==, sk_plan_get_at (before));
}

/* Whether nothing supposed is nothing changed. */
static void
test_nothing (void)
{
  static const char *const lines[] = { "add T", "without T", NULL };
  g_autoptr(SkPlan) before = sk_case_plan (TASKS, AT);
  g_autoptr(SkPlan) after = sk_what_if_plan (before, lines, FALSE, NULL);
  g_autoptr(GArray) effects = sk_effect_list (before, after);

  g_assert_cmpuint (effects->len, ==, 1);
  g_assert_cmpint (find_effect (effects, "report")->kind, ==, SK_EFFECT_SAME);
}

static void
test_certified (void)
{
  static const char *const lines[] = { "busy today 8-10", NULL };
  g_autoptr(SkPlan) before = sk_case_plan (TASKS, AT);
  g_autoptr(SkPlan) after = sk_what_if_plan (before, lines, TRUE, NULL);

  g_assert_nonnull (sk_plan_find_placement (after, "draft")->blocked);
}

/* --- what would free a place --- */

#define BUSY_UNTIL_NOON \
  "\"timezone\": \"Europe/Berlin\", " \
  "\"busy\": [{\"start\": \"2026-11-24T09:00:00+01:00\", \"end\": \"2026-11-24T10:00:00+01:00\"," \
  " \"title\": \"Stand-up\"}, {\"start\": \"2026-11-24T10:30:00+01:00\"," \
  " \"end\": \"2026-11-24T12:00:00+01:00\", \"title\": \"Review\"}], "

static const struct
{
  const char *name;
  const char *members;
  const char *id;
  const char *obstacle;         /* (nullable) */
  const char *start;
} reliefs[] = {
  { "the-earliest-of-two",
    BUSY_UNTIL_NOON "\"tasks\": [{\"id\": \"a\", \"title\": \"A\", \"duration_hours\": 1.5}]",
    "a", "Stand-up", "2026-11-24T09:00:00+01:00" },
  { "only-the-later-one-is-enough",
    BUSY_UNTIL_NOON "\"tasks\": [{\"id\": \"a\", \"title\": \"A\", \"duration_hours\": 1.75}]",
    "a", "Review", "2026-11-24T10:00:00+01:00" },
  { "not-before-it-may-begin",
    BUSY_UNTIL_NOON "\"tasks\": [{\"id\": \"a\", \"title\": \"A\", \"duration_hours\": 1.5,"
    " \"earliest_start\": \"2026-11-24T10:15:00+01:00\"}]",
    "a", "Review", "2026-11-24T10:15:00+01:00" },
  { "a-longer-task",
    BUSY_UNTIL_NOON "\"tasks\": [{\"id\": \"a\", \"title\": \"A\", \"duration_hours\": 4}]",
    "a", "Review", "2026-11-24T10:00:00+01:00" },
  { "a-shorter-task",
    BUSY_UNTIL_NOON "\"tasks\": [{\"id\": \"a\", \"title\": \"A\", \"duration_hours\": 0.5}]",
    "a", "Stand-up", "2026-11-24T09:00:00+01:00" },
  { "it-is-first-already",
    "\"timezone\": \"Europe/Berlin\", \"tasks\": [{\"id\": \"a\", \"title\": \"A\"}]",
    "a", NULL, NULL },
};

static void
test_relief (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(SkPlan) bare = sk_case_plan (reliefs[i].members, AT);
  g_autoptr(SkPlan) plan = sk_why_certify (bare);
  SkTask *task = sk_plan_find_placement (plan, reliefs[i].id)->task;
  SkRelief relief;
  gboolean found = sk_relief_find (plan, task, &relief);

  g_assert_cmpint (found, ==, reliefs[i].obstacle != NULL);
  if (!found)
    return;

  g_assert_cmpstr (relief.obstacle->title, ==, reliefs[i].obstacle);
  g_assert_cmpint (relief.place.start, ==, sk_case_instant (reliefs[i].start));
}

#define ADD_ROWS(prefix, rows, function) \
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) \
    { \
      g_autofree char *path = g_strconcat (prefix, rows[i].name, NULL); \
      g_test_add_data_func (path, GUINT_TO_POINTER (i), function); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/what-if/understood/", understood, test_understood)
  ADD_ROWS ("/what-if/refused/", refused, test_refused)
  ADD_ROWS ("/what-if/consequence/", consequences, test_consequence)
  ADD_ROWS ("/relief/", reliefs, test_relief)
  g_test_add_func ("/what-if/today-is-where-the-hours-are", test_today);
  g_test_add_func ("/what-if/without-a-blocker", test_released);
  g_test_add_func ("/what-if/nothing-supposed-nothing-changed", test_nothing);
  g_test_add_func ("/what-if/certified", test_certified);

  return g_test_run ();
}
