/* test-planner-strength.c — planner.md §5 and §6, and the rules, as tables
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-case.h"

/* A Monday.  Unless a row says otherwise: Berlin, 9 to 17, planned at 8. */
#define MONDAY "2026-11-23T08:00:00+01:00"
#define RULES(rules) "'rules': {" rules "}, "
#define SCHEDULED(from, to) "'scheduled': {'start': '2026-11-" from ":00+01:00', " \
                                          "'end': '2026-11-" to ":00+01:00'}"
#define BUSY(from, to) "{'start': '2026-11-" from ":00+01:00', 'end': '2026-11-" to ":00+01:00'}"
#define TASK(id, rest) "{'id': '" id "', 'title': '" id "', " rest "}"

typedef struct
{
  const char *name;
  const char *members;          /* of the task file, in single quotes */
  const char *expect;           /* a line per task */
  const char *at;               /* NULL: Monday */
} Case;

static const Case cases[] = {
  /* --- due dates as promises (from scratch) --- */
  { "due/rank-order-where-it-misses-nothing",
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 4") ","
    TASK ("b", "'rank': 1, 'due': '2026-11-23'") "]",
    "a Mon 09:00-13:00 new\nb Mon 13:00-14:00 new\n" },
  { "due/goes-ahead-only-as-far-as-it-has-to",
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("a", "'rank': 3, 'duration_hours': 7.5") ","
    TASK ("b", "'rank': 2, 'due': '2026-11-23'") "]",
    "b Mon 09:00-10:00 new due-rescue\na Tue 09:00-16:30 new\n" },
  { "due/the-promise-to-the-more-important-counts-more",
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 8, 'due': '2026-11-23'") ","
    TASK ("b", "'rank': 1, 'due': '2026-11-23'") "]",
    "a Mon 09:00-17:00 new\nb Tue 09:00-10:00 new no-time\n" },
  { "due/one-important-task-against-two",
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("a", "'rank': 3, 'duration_hours': 8, 'due': '2026-11-23'") ","
    TASK ("b", "'rank': 2, 'duration_hours': 4, 'due': '2026-11-23'") ","
    TASK ("c", "'rank': 1, 'duration_hours': 4, 'due': '2026-11-23'") "]",
    "a Mon 09:00-17:00 new\nb Tue 09:00-13:00 new no-time\nc Tue 13:00-17:00 new no-time\n" },
  { "due/no-way-is-told-only-when-all-ways-were-tried",
    "'hours': {'mon': ['09:00-12:00', '13:00-16:00'], 'tue': ['09:00-17:00']}, "
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("a", "'rank': 3, 'duration_hours': 2, 'due': '2026-11-23'") ","
    TASK ("b", "'rank': 2, 'duration_hours': 2, 'due': '2026-11-23'") ","
    TASK ("c", "'rank': 1, 'duration_hours': 2, 'due': '2026-11-23'") "]",
    "a Mon 09:00-11:00 new\nb Mon 13:00-15:00 new\nc Tue 09:00-11:00 new promised-to-others\n" },
  { "due/no-stretch-is-long-enough",
    "'busy': [" BUSY ("23T12:00", "23T14:00") "], " RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("a", "'rank': 1, 'duration_hours': 4, 'due': '2026-11-23'") "]",
    "a Tue 09:00-13:00 new no-stretch\n" },
  { "due/what-it-waits-for-cannot-be-done-in-time",
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("a", "'rank': 1, 'duration_hours': 7") ","
    TASK ("b", "'rank': 1, 'duration_hours': 2, 'due': '2026-11-23', 'blocked_by': ['a']") "]",
    "a Mon 09:00-16:00 new\nb Tue 09:00-11:00 new blocker-late\n" },
  { "due/a-blocker-is-rescued-with-what-it-holds-up",
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("big", "'rank': 9, 'duration_hours': 7") ","
    TASK ("first", "'rank': 1") ","
    TASK ("then", "'rank': 2, 'due': '2026-11-23', 'blocked_by': ['first']") "]",
    "first Mon 09:00-10:00 new due-rescue\nthen Mon 10:00-11:00 new due-rescue\n"
    "big Tue 09:00-16:00 new\n" },
  { "due/past-is-no-promise",
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 8") ","
    TASK ("b", "'rank': 1, 'due': '2026-11-20'") "]",
    "a Mon 09:00-17:00 new\nb Tue 09:00-10:00 new past-due\n" },
  { "due/a-moment-is-kept-to-the-minute",
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 2") ","
    TASK ("b", "'rank': 1, 'due': '2026-11-23T10:59:00+01:00'") "]",
    "b Mon 09:00-10:00 new due-rescue\na Mon 10:00-12:00 new\n" },

  /* --- due_dates off --- */
  { "due-dates-off/rank-alone-decides",
    RULES ("'stability': 'rebuild', 'due_dates': false") "'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 8") ","
    TASK ("b", "'rank': 1, 'due': '2026-11-23'") "]",
    "a Mon 09:00-17:00 new\nb Tue 09:00-10:00 new due-dates-off\n" },
  { "due-dates-off/past-is-still-past",
    RULES ("'due_dates': false") "'tasks': ["
    TASK ("a", "'rank': 2, 'due': '2026-11-20'") "]",
    "a Mon 09:00-10:00 new past-due\n" },

  /* --- steady --- */
  { "steady/today-stays-as-it-is",
    "'tasks': ["
    TASK ("a", "'rank': 1, " SCHEDULED ("23T14:00", "23T15:00")) ","
    TASK ("b", "'rank': 2, " SCHEDULED ("23T15:00", "23T16:00")) "]",
    "a Mon 14:00-15:00 kept\nb Mon 15:00-16:00 kept\n" },
  { "steady/one-working-day-later-is-near-enough",
    RULES ("'fill_today': false") "'tasks': ["
    TASK ("a", "'rank': 1, " SCHEDULED ("24T14:00", "24T15:00")) "]",
    "a Tue 14:00-15:00 kept\n" },
  { "steady/entitled-to-today-and-two-days-away-comes-back",
    RULES ("'fill_today': false") "'tasks': ["
    TASK ("a", "'rank': 1, " SCHEDULED ("25T14:00", "25T15:00")) "]",
    "a Mon 09:00-10:00 moved earlier\n" },
  { "steady/who-is-not-entitled-to-today-stays-far-away",
    RULES ("'fill_today': false") "'tasks': ["
    TASK ("big", "'rank': 9, 'duration_hours': 8, " SCHEDULED ("23T09:00", "23T17:00")) ","
    TASK ("a", "'rank': 1, " SCHEDULED ("26T14:00", "26T15:00")) "]",
    "big Mon 09:00-17:00 kept\na Thu 14:00-15:00 kept\n" },
  { "steady/a-gap-of-today-is-filled",
    "'tasks': [" TASK ("a", "'rank': 1, " SCHEDULED ("24T14:00", "24T15:00")) "]",
    "a Mon 09:00-10:00 moved fill-today\n" },
  { "steady/unless-the-rule-is-off",
    RULES ("'fill_today': false")
    "'tasks': [" TASK ("a", "'rank': 1, " SCHEDULED ("24T14:00", "24T15:00")) "]",
    "a Tue 14:00-15:00 kept\n" },
  { "steady/a-new-task-takes-a-gap-rather-than-a-place",
    "'tasks': ["
    TASK ("a", "'rank': 1, " SCHEDULED ("23T09:00", "23T10:00")) ","
    TASK ("b", "'rank': 9") "]",
    "a Mon 09:00-10:00 kept\nb Mon 10:00-11:00 new\n" },
  { "steady/but-on-its-own-day-it-is-worth-a-place",
    "'days_ahead': 3, 'tasks': ["
    TASK ("a", "'rank': 1, 'duration_hours': 8, " SCHEDULED ("23T09:00", "23T17:00")) ","
    TASK ("b", "'rank': 9") "]",
    "b Mon 09:00-10:00 new\na Tue 09:00-17:00 moved displaced\n" },
  { "steady/late-though-it-could-be-kept-moves",
    RULES ("'fill_today': false") "'tasks': ["
    TASK ("a", "'rank': 1, 'due': '2026-11-23', " SCHEDULED ("24T09:00", "24T10:00")) "]",
    "a Mon 09:00-10:00 moved earlier\n" },
  { "steady/a-promise-may-cost-another-its-place",
    RULES ("'fill_today': false") "'tasks': ["
    TASK ("a", "'rank': 9, 'duration_hours': 8, " SCHEDULED ("23T09:00", "23T17:00")) ","
    TASK ("b", "'rank': 1, 'due': '2026-11-23'") "]",
    "b Mon 09:00-10:00 new due-rescue\na Tue 09:00-17:00 moved displaced\n" },
  { "steady/a-meeting-moves-only-who-it-hits",
    RULES ("'fill_today': false") "'busy': [" BUSY ("24T09:00", "24T10:00") "], 'tasks': ["
    TASK ("a", "'rank': 3, " SCHEDULED ("24T09:00", "24T10:00")) ","
    TASK ("b", "'rank': 2, " SCHEDULED ("24T10:00", "24T11:00")) ","
    TASK ("c", "'rank': 1, 'duration_hours': 8, " SCHEDULED ("23T09:00", "23T17:00")) "]",
    "c Mon 09:00-17:00 kept\nb Tue 10:00-11:00 kept\na Tue 11:00-12:00 moved\n" },

  /* --- keep-all and rebuild --- */
  { "keep-all/nothing-that-may-stay-moves",
    RULES ("'stability': 'keep-all'") "'tasks': ["
    TASK ("a", "'rank': 1, 'due': '2026-11-23', " SCHEDULED ("25T09:00", "25T10:00")) ","
    TASK ("b", "'rank': 9, " SCHEDULED ("26T09:00", "26T10:00")) "]",
    "a Wed 09:00-10:00 kept search-limit\nb Thu 09:00-10:00 kept\n" },
  { "keep-all/due-dates-count-among-the-rest",
    RULES ("'stability': 'keep-all'") "'tasks': ["
    TASK ("k", "'rank': 1, 'duration_hours': 4, " SCHEDULED ("23T13:00", "23T17:00")) ","
    TASK ("a", "'rank': 9, 'duration_hours': 4") ","
    TASK ("b", "'rank': 1, 'due': '2026-11-23'") "]",
    "b Mon 09:00-10:00 new due-rescue\nk Mon 13:00-17:00 kept\na Tue 09:00-13:00 new\n" },
  { "rebuild/nothing-but-what-is-fixed-stays",
    RULES ("'stability': 'rebuild'") "'tasks': ["
    TASK ("p", "'rank': 1, 'pinned': true, " SCHEDULED ("23T09:00", "23T10:00")) ","
    TASK ("a", "'rank': 1, " SCHEDULED ("25T09:00", "25T10:00")) "]",
    "p Mon 09:00-10:00 kept pinned\na Mon 10:00-11:00 moved\n" },

  /* --- day_limit_percent --- */
  { "day-limit/half-a-day",
    RULES ("'day_limit_percent': 50") "'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 3") "," TASK ("b", "'rank': 1, 'duration_hours': 2")
    "," TASK ("c", "'rank': 0") "]",
    "a Mon 09:00-12:00 new\nc Mon 12:00-13:00 new\nb Tue 09:00-11:00 new\n" },
  { "day-limit/meetings-fill-the-day-too",
    RULES ("'day_limit_percent': 50") "'busy': [" BUSY ("23T09:00", "23T12:00") "], 'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 2") "," TASK ("b", "'rank': 1") "]",
    "b Mon 12:00-13:00 new\na Tue 09:00-11:00 new\n" },
  { "day-limit/pins-may-go-beyond",
    RULES ("'day_limit_percent': 25") "'tasks': ["
    TASK ("p", "'rank': 1, 'pinned': true, " SCHEDULED ("23T09:00", "23T13:00")) ","
    TASK ("a", "'rank': 2") "]",
    "p Mon 09:00-13:00 kept pinned\na Tue 09:00-10:00 new\n" },
  { "day-limit/longer-than-any-day-allows",
    RULES ("'day_limit_percent': 50") "'tasks': [" TASK ("a", "'duration_hours': 5") "]",
    "a too-long\n" },
  { "day-limit/a-full-day-lets-the-less-important-go",
    RULES ("'day_limit_percent': 25, 'fill_today': false") "'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 2, " SCHEDULED ("24T09:00", "24T11:00")) ","
    TASK ("b", "'rank': 1, " SCHEDULED ("24T11:00", "24T12:00")) "]",
    "b Mon 09:00-10:00 moved\na Tue 09:00-11:00 kept\n" },
  { "day-limit/a-promise-keeps-it-too",
    "'days_ahead': 3, " RULES ("'day_limit_percent': 25") "'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 2") ","
    TASK ("b", "'rank': 1, 'due': '2026-11-23'") "]",
    "b Mon 09:00-10:00 new due-rescue\na Tue 09:00-11:00 new\n" },

  /* --- bans --- */
  { "bans/a-refused-place-is-not-offered-again",
    "'bans': [{'task': 'a', 'start': '2026-11-23T09:00:00+01:00', "
    "'end': '2026-11-23T10:00:00+01:00'}], 'tasks': [" TASK ("a", "'rank': 1") "]",
    "a Mon 10:00-11:00 new\n" },
  { "bans/others-may-use-it",
    "'bans': [{'task': 'a', 'start': '2026-11-23T09:00:00+01:00', "
    "'end': '2026-11-23T10:00:00+01:00'}], 'tasks': [" TASK ("a", "'rank': 2") ","
    TASK ("b", "'rank': 1") "]",
    "b Mon 09:00-10:00 new\na Mon 10:00-11:00 new\n" },
  { "bans/a-promise-goes-round-it",
    "'bans': [{'task': 'b', 'start': '2026-11-23T09:00:00+01:00', "
    "'end': '2026-11-23T16:00:00+01:00'}], 'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 8") ","
    TASK ("b", "'rank': 1, 'due': '2026-11-23'") "]",
    "b Mon 16:00-17:00 new due-rescue\na Tue 09:00-17:00 new\n" },
  { "bans/a-kept-place-that-was-refused-is-left",
    "'bans': [{'task': 'a', 'start': '2026-11-23T09:00:00+01:00', "
    "'end': '2026-11-23T10:00:00+01:00'}], 'tasks': ["
    TASK ("a", "'rank': 2, " SCHEDULED ("23T09:00", "23T10:00")) "]",
    "a Mon 10:00-11:00 moved\n" },

  /* --- buffers --- */
  { "buffers/after-each-placement",
    "'buffer_minutes': 15, 'tasks': [" TASK ("a", "'rank': 2") "," TASK ("b", "'rank': 1") "]",
    "a Mon 09:00-10:00 new\nb Mon 10:15-11:15 new\n" },
  { "buffers/before-and-after-what-is-busy",
    "'buffer_minutes': 15, 'busy': [" BUSY ("23T10:00", "23T11:00") "], 'tasks': ["
    TASK ("a", "'rank': 2") "," TASK ("b", "'rank': 1, 'duration_hours': 0.75") "]",
    "b Mon 09:00-09:45 new\na Mon 11:15-12:15 new\n" },
  { "buffers/a-promise-pays-for-its-buffer",
    "'buffer_minutes': 60, 'tasks': ["
    TASK ("a", "'rank': 2, 'duration_hours': 7") ","
    TASK ("b", "'rank': 1, 'due': '2026-11-23'") "]",
    "b Mon 09:00-10:00 new due-rescue\na Tue 09:00-16:00 new\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(SkPlan) plan = sk_case_plan (c->members, c->at != NULL ? c->at : MONDAY);
  g_autofree char *told = sk_case_tell (plan);

  g_assert_cmpstr (told, ==, c->expect);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/strength/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
