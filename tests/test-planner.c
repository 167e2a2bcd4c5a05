/* test-planner.c — planner.md §1, §2 and §4, as tables
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-case.h"
#include "sk-diff.h"

/* A Monday.  Unless a row says otherwise: Berlin, 9 to 17, planned at 8. */
#define MONDAY "2026-11-23T08:00:00+01:00"
#define TASKS "'tasks': ["
#define SCHEDULED(from, to) "'scheduled': {'start': '2026-11-" from "+01:00', " \
                                          "'end': '2026-11-" to "+01:00'}"
#define BUSY(from, to) "{'start': '2026-11-" from "+01:00', 'end': '2026-11-" to "+01:00'}"

typedef struct
{
  const char *name;
  const char *members;          /* of the task file, in single quotes */
  const char *expect;           /* a line per task */
  const char *at;               /* NULL: Monday */
} Case;

static const Case cases[] = {
  /* --- order --- */
  { "order/the-higher-rank-goes-first",
    TASKS "{'id': 'a', 'title': 'A', 'rank': 1}, {'id': 'b', 'title': 'B', 'rank': 2}]",
    "b Mon 09:00-10:00 new\na Mon 10:00-11:00 new\n" },
  { "order/no-rank-comes-after-any-rank",
    TASKS "{'id': 'a', 'title': 'A'}, {'id': 'b', 'title': 'B', 'rank': -5}]",
    "b Mon 09:00-10:00 new\na Mon 10:00-11:00 new\n" },
  { "order/of-equal-rank-the-earlier-due-goes-first",
    TASKS "{'id': 'a', 'title': 'A', 'rank': 1}, {'id': 'b', 'title': 'B', 'rank': 1, "
    "'due': '2026-11-27'}, {'id': 'c', 'title': 'C', 'rank': 1, 'due': '2026-11-26'}]",
    "c Mon 09:00-10:00 new\nb Mon 10:00-11:00 new\na Mon 11:00-12:00 new\n" },
  { "order/then-the-shorter",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 2}, {'id': 'b', 'title': 'B'}]",
    "b Mon 09:00-10:00 new\na Mon 10:00-12:00 new\n" },
  { "order/then-the-id",
    TASKS "{'id': 'b', 'title': 'A'}, {'id': 'a', 'title': 'B'}]",
    "a Mon 09:00-10:00 new\nb Mon 10:00-11:00 new\n" },
  { "order/a-blocker-inherits-the-rank-of-what-it-holds-up",
    TASKS "{'id': 'low', 'title': 'L', 'rank': 1}, {'id': 'mid', 'title': 'M', 'rank': 5}, "
    "{'id': 'top', 'title': 'T', 'rank': 9, 'blocked_by': ['low']}]",
    "low Mon 09:00-10:00 new\ntop Mon 10:00-11:00 new\nmid Mon 11:00-12:00 new\n" },

  /* --- hours --- */
  { "hours/a-placement-never-crosses-a-break",
    "'hours': {'mon': ['09:00-12:30', '13:30-17:00']}, "
    TASKS "{'id': 'a', 'title': 'A', 'rank': 2, 'duration_hours': 3}, "
    "{'id': 'b', 'title': 'B', 'rank': 1, 'duration_hours': 1}]",
    "a Mon 09:00-12:00 new\nb Mon 13:30-14:30 new\n" },
  { "hours/nor-the-line-between-ranges-that-touch",
    "'hours': {'mon': ['09:00-12:00', '12:00-17:00']}, "
    TASKS "{'id': 'a', 'title': 'A', 'rank': 2, 'duration_hours': 2.5}, "
    "{'id': 'b', 'title': 'B', 'rank': 1, 'duration_hours': 1}]",
    "a Mon 09:00-11:30 new\nb Mon 12:00-13:00 new\n" },
  { "hours/nor-a-day",
    TASKS "{'id': 'a', 'title': 'A', 'rank': 2, 'duration_hours': 7}, "
    "{'id': 'b', 'title': 'B', 'rank': 1, 'duration_hours': 2}]",
    "a Mon 09:00-16:00 new\nb Tue 09:00-11:00 new\n" },
  { "hours/a-day-may-end-at-midnight",
    "'hours': {'mon': ['22:00-24:00'], 'tue': ['00:00-01:00']}, "
    TASKS "{'id': 'a', 'title': 'A', 'rank': 2, 'duration_hours': 1.5}, "
    "{'id': 'b', 'title': 'B', 'rank': 1}]",
    "a Mon 22:00-23:30 new\nb Tue 00:00-01:00 new\n" },
  { "hours/a-weekday-that-is-left-out-has-none",
    "'hours': {'wed': ['09:00-17:00']}, " TASKS "{'id': 'a', 'title': 'A'}]",
    "a Wed 09:00-10:00 new\n" },
  { "hours/an-exception-goes-before-the-weekday",
    "'exceptions': [{'date': '2026-11-23', 'hours': []}, "
    "{'date': '2026-11-24', 'hours': ['14:00-15:00']}], "
    TASKS "{'id': 'a', 'title': 'A', 'rank': 2}, {'id': 'b', 'title': 'B', 'rank': 1}]",
    "a Tue 14:00-15:00 new\nb Wed 09:00-10:00 new\n" },
  { "hours/an-opening-off-the-grid-begins-at-the-next-slot",
    "'hours': {'mon': ['09:05-10:20']}, " TASKS "{'id': 'a', 'title': 'A'}]",
    "a Mon 09:15-10:15 new\n" },
  { "hours/the-planning-instant-is-rounded-up",
    TASKS "{'id': 'a', 'title': 'A'}]",
    "a Mon 10:15-11:15 new\n", "2026-11-23T10:00:01+01:00" },
  { "hours/a-slot-that-begins-now-may-be-used",
    TASKS "{'id': 'a', 'title': 'A'}]",
    "a Mon 10:00-11:00 new\n", "2026-11-23T10:00:00+01:00" },
  { "hours/the-first-day-is-the-local-day-of-the-instant",
    "'timezone': 'Pacific/Auckland', 'days_ahead': 1, " TASKS "{'id': 'a', 'title': 'A'}]",
    "a Tue 09:00-10:00 new\n", "2026-11-23T12:00:00+00:00" },

  /* --- durations --- */
  { "duration/20-minutes-take-two-slots-of-15",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 0.3333333}]", "a Mon 09:00-09:30 new\n" },
  { "duration/50-minutes-take-four",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 0.8333333}]", "a Mon 09:00-10:00 new\n" },
  { "duration/20-minutes-take-one-slot-of-20",
    "'slot_minutes': 20, " TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 0.33333333333}]",
    "a Mon 09:00-09:20 new\n" },
  { "duration/a-minute-takes-a-slot",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 0.01}]", "a Mon 09:00-09:15 new\n" },
  { "duration/0-is-none",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 0}]", "a bad-duration\n" },
  { "duration/nor-is-less",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': -1}]", "a bad-duration\n" },
  { "duration/nor-is-more-than-a-year",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 8760.5}]", "a bad-duration\n" },
  { "duration/longer-than-any-day-is-said-so",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 8.25}]", "a too-long\n" },
  { "duration/the-longest-day-may-be-an-exception",
    "'exceptions': [{'date': '2026-11-25', 'hours': ['07:00-17:00']}], "
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 8.25}]", "a Wed 07:00-15:15 new\n" },
  { "duration/missing-is-the-default",
    "'rules': {'default_duration_hours': 0.5}, " TASKS "{'id': 'a', 'title': 'A'}]",
    "a Mon 09:00-09:30 new\n" },

  /* --- busy times and buffers --- */
  { "busy/a-gap-that-is-too-short-is-left",
    "'busy': [" BUSY ("23T09:30:00", "23T10:00:00") "], " TASKS "{'id': 'a', 'title': 'A'}]",
    "a Mon 10:00-11:00 new\n" },
  { "busy/a-gap-that-fits-is-used",
    "'busy': [" BUSY ("23T10:00:00", "23T11:00:00") "], " TASKS "{'id': 'a', 'title': 'A'}]",
    "a Mon 09:00-10:00 new\n" },
  { "busy/is-rounded-outwards-to-slots",
    "'busy': [" BUSY ("23T09:05:00", "23T09:10:00") "], " TASKS "{'id': 'a', 'title': 'A'}]",
    "a Mon 09:15-10:15 new\n" },
  { "busy/of-no-length-is-ignored",
    "'busy': [" BUSY ("23T09:05:00", "23T09:05:00") "], " TASKS "{'id': 'a', 'title': 'A'}]",
    "a Mon 09:00-10:00 new\n" },
  { "busy/may-last-for-days",
    "'busy': [" BUSY ("20T00:00:00", "26T12:00:00") "], " TASKS "{'id': 'a', 'title': 'A'}]",
    "a Thu 12:00-13:00 new\n" },
  { "buffer/is-kept-around-busy-times",
    "'buffer_minutes': 15, 'busy': [" BUSY ("23T10:15:00", "23T10:45:00") "], "
    TASKS "{'id': 'a', 'title': 'A', 'rank': 2}, {'id': 'b', 'title': 'B', 'rank': 1}]",
    "a Mon 09:00-10:00 new\nb Mon 11:00-12:00 new\n" },
  { "buffer/is-kept-between-placements",
    "'buffer_minutes': 10, "
    TASKS "{'id': 'a', 'title': 'A', 'rank': 2}, {'id': 'b', 'title': 'B', 'rank': 1}]",
    "a Mon 09:00-10:00 new\nb Mon 10:15-11:15 new\n" },
  { "buffer/reaches-in-from-outside-the-hours",
    "'buffer_minutes': 30, 'busy': [" BUSY ("23T17:00:00", "23T18:00:00") "], "
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 8}]",
    "a Tue 09:00-17:00 new\n" },

  /* --- what stays --- */
  { "keep/a-place-that-is-still-possible",
    "'rules': {'stability': 'keep-all'}, "
    TASKS "{'id': 'a', 'title': 'A', 'rank': 1, " SCHEDULED ("24T13:00:00", "24T14:00:00") "}, "
    "{'id': 'b', 'title': 'B', 'rank': 2}]",
    "b Mon 09:00-10:00 new\na Tue 13:00-14:00 kept\n" },
  { "keep/the-more-important-of-two-that-overlap",
    "'rules': {'stability': 'keep-all'}, "
    TASKS "{'id': 'a', 'title': 'A', 'rank': 1, " SCHEDULED ("24T13:00:00", "24T14:00:00") "}, "
    "{'id': 'b', 'title': 'B', 'rank': 2, " SCHEDULED ("24T13:30:00", "24T14:30:00") "}]",
    "a Mon 09:00-10:00 moved\nb Tue 13:30-14:30 kept\n" },
  { "keep/not-when-the-task-takes-another-time",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 2, "
    SCHEDULED ("24T13:00:00", "24T14:00:00") "}]",
    "a Mon 09:00-11:00 moved\n" },
  { "keep/not-over-something-busy",
    "'busy': [" BUSY ("24T13:45:00", "24T14:00:00") "], "
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("24T13:00:00", "24T14:00:00") "}]",
    "a Mon 09:00-10:00 moved\n" },
  { "keep/not-outside-the-hours",
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("24T16:30:00", "24T17:30:00") "}]",
    "a Mon 09:00-10:00 moved\n" },
  { "keep/not-off-the-grid",
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("24T13:05:00", "24T14:05:00") "}]",
    "a Mon 09:00-10:00 moved\n" },
  { "keep/not-beyond-the-horizon",
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("30T09:00:00", "30T10:00:00") "}]",
    "a Mon 09:00-10:00 moved\n" },
  { "keep/not-before-its-earliest-start",
    TASKS "{'id': 'a', 'title': 'A', 'earliest_start': '2026-11-25', "
    SCHEDULED ("24T13:00:00", "24T14:00:00") "}]",
    "a Wed 09:00-10:00 moved\n" },
  { "keep/not-without-an-end",
    TASKS "{'id': 'a', 'title': 'A', 'scheduled': {'start': '2026-11-24T13:00:00+01:00'}}]",
    "a Mon 09:00-10:00 moved\n" },
  { "keep/not-a-date",
    TASKS "{'id': 'a', 'title': 'A', 'scheduled': {'start': '2026-11-24'}}]",
    "a Mon 09:00-10:00 moved\n" },
  { "keep/not-where-the-person-refused-it",
    "'bans': [{'task': 'a', 'start': '2026-11-24T13:30:00+01:00', "
    "'end': '2026-11-24T14:30:00+01:00'}], "
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("24T13:00:00", "24T14:00:00") "}]",
    "a Mon 09:00-10:00 moved\n" },
  { "keep/a-dependent-whose-blocker-finds-an-earlier-place",
    TASKS "{'id': 'a', 'title': 'A', 'blocked_by': ['b'], "
    SCHEDULED ("23T10:00:00", "23T11:00:00") "}, {'id': 'b', 'title': 'B'}]",
    "b Mon 09:00-10:00 new\na Mon 10:00-11:00 kept\n" },
  { "keep/not-a-dependent-whose-blocker-finds-none",
    TASKS "{'id': 'a', 'title': 'A', 'blocked_by': ['b'], "
    SCHEDULED ("23T09:30:00", "23T10:30:00") "}, {'id': 'b', 'title': 'B'}]",
    "b Mon 09:00-10:00 new\na Mon 10:00-11:00 moved\n" },
  { "keep/nothing-when-planned-from-scratch",
    "'rules': {'stability': 'rebuild'}, "
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("24T13:00:00", "24T14:00:00") "}]",
    "a Mon 09:00-10:00 moved\n" },
  { "keep/what-comes-out-the-same-from-scratch-is-no-change",
    "'rules': {'stability': 'rebuild'}, "
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("23T09:00:00", "23T10:00:00") "}]",
    "a Mon 09:00-10:00 kept\n" },

  /* --- missed and running --- */
  { "missed/what-has-passed-is-placed-anew",
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("20T13:00:00", "20T14:00:00") "}]",
    "a Mon 09:00-10:00 missed\n" },
  { "missed/at-the-very-end",
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("23T09:00:00", "23T10:00:00") "}]",
    "a Mon 10:00-11:00 missed\n", "2026-11-23T10:00:00+01:00" },
  { "missed/a-start-without-an-end",
    TASKS "{'id': 'a', 'title': 'A', 'scheduled': {'start': '2026-11-20T13:00:00+01:00'}}]",
    "a Mon 09:00-10:00 missed\n" },
  { "missed/a-date-whose-day-is-over",
    TASKS "{'id': 'a', 'title': 'A', 'scheduled': {'start': '2026-11-22'}}]",
    "a Mon 09:00-10:00 missed\n" },
  { "missed/without-room-it-stays-as-a-record",
    "'hours': {'mon': ['09:00-10:00']}, 'busy': [" BUSY ("23T00:00:00", "24T00:00:00") "], "
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("20T13:00:00", "20T14:00:00") "}]",
    "a no-room\n" },
  { "running/stays-to-its-end",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 4, "
    SCHEDULED ("23T09:00:00", "23T10:00:00") "}, {'id': 'b', 'title': 'B', 'rank': 9}]",
    "a Mon 09:00-10:00 kept running\nb Mon 10:00-11:00 new\n", "2026-11-23T09:00:00+01:00" },
  { "running/also-over-a-new-meeting",
    "'busy': [" BUSY ("23T09:30:00", "23T10:30:00") "], "
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("23T09:00:00", "23T10:00:00") "}]",
    "a Mon 09:00-10:00 kept running over-busy\n", "2026-11-23T09:59:59+01:00" },

  /* --- pinned --- */
  { "pinned/stays-out-of-hours-and-over-anything",
    "'busy': [" BUSY ("23T20:00:00", "23T20:30:00") "], "
    TASKS "{'id': 'a', 'title': 'A', 'pinned': true, "
    SCHEDULED ("23T20:07:00", "23T20:20:00") "}]",
    "a Mon 20:07-20:20 kept pinned over-busy\n" },
  { "pinned/takes-its-time-from-the-more-important",
    TASKS "{'id': 'a', 'title': 'A', 'pinned': true, 'rank': 1, "
    SCHEDULED ("23T09:00:00", "23T10:00:00") "}, {'id': 'b', 'title': 'B', 'rank': 9}]",
    "a Mon 09:00-10:00 kept pinned\nb Mon 10:00-11:00 new\n" },
  { "pinned/two-that-overlap-both-stay",
    TASKS "{'id': 'a', 'title': 'A', 'pinned': true, "
    SCHEDULED ("23T09:00:00", "23T10:00:00") "}, {'id': 'b', 'title': 'B', 'pinned': true, "
    SCHEDULED ("23T09:30:00", "23T10:30:00") "}]",
    "a Mon 09:00-10:00 kept pinned pins-overlap\nb Mon 09:30-10:30 kept pinned pins-overlap\n" },
  { "pinned/without-an-end-it-is-planned-like-any-other",
    TASKS "{'id': 'a', 'title': 'A', 'pinned': true, "
    "'scheduled': {'start': '2026-11-24T13:00:00+01:00'}}]",
    "a Mon 09:00-10:00 moved pin-without-time\n" },

  /* --- left alone --- */
  { "left-alone/by-status",
    TASKS "{'id': 'a', 'title': 'A', 'status': 'Done', "
    SCHEDULED ("23T09:00:00", "23T10:00:00") "}, {'id': 'b', 'title': 'B', 'status': 'Cancelled'}, "
    "{'id': 'c', 'title': 'C', 'status': 'Backlog'}, {'id': 'd', 'title': 'D', "
    "'status': 'In progress'}, {'id': 'e', 'title': 'E', 'status': 'Completed'}]",
    "d Mon 09:00-10:00 new\na left done\nb left canceled\nc left backlog\ne left done\n" },
  { "left-alone/opted-out-keeps-its-slot-busy",
    TASKS "{'id': 'a', 'title': 'A', 'auto_schedule': false, "
    SCHEDULED ("23T09:05:00", "23T10:00:00") "}, {'id': 'b', 'title': 'B'}]",
    "b Mon 10:00-11:00 new\na left opted-out\n" },
  { "left-alone/opted-out-and-done-takes-no-time",
    TASKS "{'id': 'a', 'title': 'A', 'auto_schedule': false, 'status': 'Done', "
    SCHEDULED ("23T09:00:00", "23T10:00:00") "}, {'id': 'b', 'title': 'B'}]",
    "b Mon 09:00-10:00 new\na left done\n" },

  /* --- due dates --- */
  { "due/a-date-means-the-end-of-that-day-s-hours",
    TASKS "{'id': 'a', 'title': 'A', 'rank': 2, 'duration_hours': 8}, "
    "{'id': 'b', 'title': 'B', 'rank': 1, 'duration_hours': 8, 'due': '2026-11-24'}]",
    "a Mon 09:00-17:00 new\nb Tue 09:00-17:00 new\n" },
  { "due/and-not-the-day-after",
    TASKS "{'id': 'a', 'title': 'A', 'rank': 2, 'duration_hours': 8}, "
    "{'id': 'b', 'title': 'B', 'rank': 1, 'due': '2026-11-23'}]",
    "b Mon 09:00-10:00 new due-rescue\na Tue 09:00-17:00 new\n" },
  { "due/a-date-without-hours-means-the-end-of-the-day",
    TASKS "{'id': 'a', 'title': 'A', 'due': '2026-11-22'}]",
    "a Mon 09:00-10:00 new past-due\n" },
  { "due/a-moment-is-a-moment",
    TASKS "{'id': 'a', 'title': 'A', 'due': '2026-11-23T10:00:00+01:00'}]",
    "a Mon 09:00-10:00 new\n" },
  { "due/what-nothing-could-save-is-proved",
    TASKS "{'id': 'a', 'title': 'A', 'due': '2026-11-23T09:45:00+01:00'}]",
    "a Mon 09:00-10:00 new no-stretch\n" },
  { "due/a-late-blocker-is-named",
    TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 8}, {'id': 'b', 'title': 'B', "
    "'due': '2026-11-23', 'blocked_by': ['a']}]",
    "a Mon 09:00-17:00 new\nb Tue 09:00-10:00 new blocker-late\n" },

  /* --- earliest start --- */
  { "earliest-start/a-date-is-that-day",
    TASKS "{'id': 'a', 'title': 'A', 'earliest_start': '2026-11-25'}]",
    "a Wed 09:00-10:00 new\n" },
  { "earliest-start/a-moment-is-rounded-up",
    TASKS "{'id': 'a', 'title': 'A', 'earliest_start': '2026-11-25T10:01:00+01:00'}]",
    "a Wed 10:15-11:15 new\n" },
  { "earliest-start/beyond-the-horizon",
    TASKS "{'id': 'a', 'title': 'A', 'earliest_start': '2026-12-25'}]",
    "a earliest-start-beyond\n" },

  /* --- blockers --- */
  { "blockers/a-chain-is-kept-in-order",
    TASKS "{'id': 'a', 'title': 'A', 'rank': 9, 'blocked_by': ['b']}, "
    "{'id': 'b', 'title': 'B', 'rank': 5, 'blocked_by': ['c']}, {'id': 'c', 'title': 'C'}]",
    "c Mon 09:00-10:00 new\nb Mon 10:00-11:00 new\na Mon 11:00-12:00 new\n" },
  { "blockers/what-is-done-blocks-nothing",
    TASKS "{'id': 'a', 'title': 'A', 'blocked_by': ['b']}, "
    "{'id': 'b', 'title': 'B', 'status': 'Done'}]",
    "a Mon 09:00-10:00 new\nb left done\n" },
  { "blockers/what-is-in-the-backlog-blocks",
    TASKS "{'id': 'a', 'title': 'A', 'blocked_by': ['b']}, "
    "{'id': 'b', 'title': 'B', 'status': 'Backlog'}]",
    "a blocker-unplaced\nb left backlog\n" },
  { "blockers/what-is-held-by-hand-blocks-until-its-end",
    TASKS "{'id': 'a', 'title': 'A', 'blocked_by': ['b']}, {'id': 'b', 'title': 'B', "
    "'auto_schedule': false, " SCHEDULED ("24T09:00:00", "24T10:30:00") "}]",
    "a Tue 10:30-11:30 new\nb left opted-out\n" },
  { "blockers/one-without-a-place-leaves-a-chain-without",
    TASKS "{'id': 'a', 'title': 'A', 'blocked_by': ['b']}, {'id': 'b', 'title': 'B', "
    "'blocked_by': ['c']}, {'id': 'c', 'title': 'C', 'duration_hours': 9}]",
    "c too-long\nb blocker-unplaced\na blocker-unplaced\n" },
  { "blockers/a-circle-is-named-and-not-waited-for",
    TASKS "{'id': 'a', 'title': 'A', 'rank': 1, 'blocked_by': ['b']}, "
    "{'id': 'b', 'title': 'B', 'rank': 2, 'blocked_by': ['a']}, "
    "{'id': 'c', 'title': 'C', 'rank': 3, 'blocked_by': ['a']}]",
    "a Mon 09:00-10:00 new blocker-cycle\nc Mon 10:00-11:00 new\n"
    "b Mon 11:00-12:00 new blocker-cycle\n" },
  { "blockers/itself-is-a-circle",
    TASKS "{'id': 'a', 'title': 'A', 'blocked_by': ['a']}]",
    "a Mon 09:00-10:00 new blocker-cycle\n" },

  /* --- no room --- */
  { "no-room/what-has-a-place-to-come-loses-it",
    "'days_ahead': 1, 'busy': [" BUSY ("23T00:00:00", "24T00:00:00") "], "
    TASKS "{'id': 'a', 'title': 'A', " SCHEDULED ("23T09:00:00", "23T10:00:00") "}]",
    "a no-room removed\n" },
  { "no-room/the-less-important-goes-without",
    "'days_ahead': 1, " TASKS "{'id': 'a', 'title': 'A', 'rank': 2, 'duration_hours': 8}, "
    "{'id': 'b', 'title': 'B', 'rank': 1}]",
    "a Mon 09:00-17:00 new\nb no-room\n" },
  { "no-room/nothing-at-all",
    TASKS "]", "" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(SkPlan) plan = sk_case_plan (c->members, c->at != NULL ? c->at : MONDAY);
  g_autofree char *told = sk_case_tell (plan);

  g_assert_cmpstr (told, ==, c->expect);
}

/* --- the days a clock changes --- */

typedef struct
{
  const char *name;
  const char *zone;
  const char *at;
  const char *hours;            /* every day */
  double      duration;
  const char *start;
  const char *end;
} ClockCase;

/* Elapsed time counts: a night has an hour less, or one more. */
static const ClockCase clock_cases[] = {
  { "berlin/the-hour-that-is-skipped-is-not-worked", "Europe/Berlin",
    "2026-03-29T00:00:00+01:00", "00:00-24:00", 3,
    "2026-03-29T00:00:00+01:00", "2026-03-29T04:00:00+02:00" },
  { "berlin/a-whole-day-has-23-hours", "Europe/Berlin",
    "2026-03-29T00:00:00+01:00", "00:00-24:00", 23,
    "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00" },
  { "berlin/or-25", "Europe/Berlin",
    "2026-10-25T00:00:00+02:00", "00:00-24:00", 25,
    "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00" },
  { "berlin/an-opening-that-does-not-exist-moves-forward", "Europe/Berlin",
    "2026-03-29T00:00:00+01:00", "02:30-06:00", 1,
    "2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00" },
  { "berlin/an-opening-that-comes-twice-is-the-first", "Europe/Berlin",
    "2026-10-25T00:00:00+02:00", "02:30-06:00", 1,
    "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00" },
  { "berlin/a-closing-that-comes-twice-is-the-second", "Europe/Berlin",
    "2026-10-25T00:00:00+02:00", "01:00-02:30", 2.5,
    "2026-10-25T01:00:00+02:00", "2026-10-25T02:30:00+01:00" },
  { "new-york/spring", "America/New_York",
    "2026-03-08T00:00:00-05:00", "01:00-05:00", 3,
    "2026-03-08T01:00:00-05:00", "2026-03-08T05:00:00-04:00" },
  { "new-york/autumn", "America/New_York",
    "2026-11-01T00:00:00-04:00", "01:00-05:00", 5,
    "2026-11-01T01:00:00-04:00", "2026-11-01T05:00:00-05:00" },
  { "lord-howe/half-an-hour-forward", "Australia/Lord_Howe",
    "2026-10-04T00:00:00+10:30", "01:00-04:00", 2.5,
    "2026-10-04T01:00:00+10:30", "2026-10-04T04:00:00+11:00" },
  { "lord-howe/half-an-hour-back", "Australia/Lord_Howe",
    "2026-04-05T00:00:00+11:00", "01:00-04:00", 3.5,
    "2026-04-05T01:00:00+11:00", "2026-04-05T04:00:00+10:30" },
  { "chatham/at-a-quarter-to-three", "Pacific/Chatham",
    "2026-09-27T00:00:00+12:45", "02:00-05:00", 2,
    "2026-09-27T02:00:00+12:45", "2026-09-27T05:00:00+13:45" },
  { "sao-paulo/a-day-without-midnight", "America/Sao_Paulo",
    "2018-11-03T23:00:00-03:00", "00:00-02:00", 1,
    "2018-11-04T01:00:00-02:00", "2018-11-04T02:00:00-02:00" },
  { "apia/a-day-that-never-was", "Pacific/Apia",
    "2011-12-29T17:00:00-10:00", "09:00-17:00", 8,
    "2011-12-31T09:00:00+14:00", "2011-12-31T17:00:00+14:00" },
};

static void
test_clock (gconstpointer data)
{
  const ClockCase *c = data;
  static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  g_autoptr(GString) members = g_string_new (NULL);
  char duration[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (members, "'timezone': '%s', 'days_ahead': 3, 'hours': {", c->zone);
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    g_string_append_printf (members, "%s'%s': ['%s']", i > 0 ? ", " : "", days[i], c->hours);
  g_string_append_printf (members, "}, 'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': %s}]",
                          g_ascii_dtostr (duration, sizeof duration, c->duration));

  g_autoptr(SkPlan) plan = sk_case_plan (members->str, c->at);

  g_assert_cmpuint (sk_plan_get_n_placements (plan), ==, 1);

  SkSpan span = sk_plan_get_placement (plan, 0)->span;

  g_assert_cmpint (span.start, ==, sk_case_instant (c->start));
  g_assert_cmpint (span.end, ==, sk_case_instant (c->end));
}

/* --- slack and certificates --- */

static void
test_slack (void)
{
  g_autoptr(SkPlan) plan = sk_case_plan (
    "'busy': [" BUSY ("24T09:00:00", "24T16:00:00") "], "
    TASKS "{'id': 'a', 'title': 'A', 'rank': 3, 'due': '2026-11-24'}, "
    "{'id': 'b', 'title': 'B', 'rank': 2, 'due': '2026-11-23T12:00:00+01:00'}, "
    "{'id': 'c', 'title': 'C', 'rank': 1}, "
    "{'id': 'd', 'title': 'D', 'rank': 0, 'blocked_by': ['c']}]", MONDAY);

  /* over the others and the meeting, to Tuesday 16:00 */
  g_assert_cmpint (sk_plan_find_placement (plan, "a")->slack, ==, 31 * 3600);
  /* noon is in c's and d's way, but for the hour before them it is where it is */
  g_assert_cmpint (sk_plan_find_placement (plan, "b")->slack, ==, 0);
  /* d waits for it */
  g_assert_cmpint (sk_plan_find_placement (plan, "c")->slack, ==, 0);
  /* the end of the horizon: Friday 16:00 */
  g_assert_cmpint (sk_plan_find_placement (plan, "d")->slack, ==, 4 * 86400 + 4 * 3600);
}

static void
test_priority_is_the_only_order (void)
{
  g_autoptr(SkPlan) plan = sk_case_plan (
    TASKS "{'id': 'a', 'title': 'A', 'rank': 1e300}, {'id': 'b', 'title': 'B', 'rank': 1e299}, "
    "{'id': 'c', 'title': 'C', 'rank': 95.6}, {'id': 'd', 'title': 'D', 'rank': 95.59999}]",
    MONDAY);

  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (sk_plan_get_placement (plan, i)->position, ==, i + 1);
  g_assert_cmpstr (sk_task_get_id (sk_plan_get_placement (plan, 3)->task), ==, "d");
}

/* --- the difference --- */

static void
test_diff (void)
{
  g_autoptr(SkPlan) plan = sk_case_plan (
    "'rules': {'stability': 'keep-all'}, "
    TASKS "{'id': 'new', 'title': 'N', 'rank': 3}, {'id': 'kept', 'title': 'K', 'rank': 2, "
    SCHEDULED ("24T13:00:00", "24T14:00:00") "}, {'id': 'moved', 'title': 'M', 'rank': 1, "
    SCHEDULED ("24T13:30:00", "24T14:30:00") "}, {'id': 'gone', 'title': 'G', "
    "'duration_hours': 9, " SCHEDULED ("25T13:00:00", "25T14:00:00") "}]", MONDAY);
  g_autoptr(GArray) changes = sk_diff (plan);
  const char *expect[] = { "new", "moved", "gone" };

  g_assert_cmpuint (changes->len, ==, 3);
  for (guint i = 0; i < changes->len; i++)
    {
      const SkChange *change = &g_array_index (changes, SkChange, i);

      g_assert_cmpstr (sk_task_get_id (change->task), ==, expect[i]);
      g_assert_cmpint (change->at, ==, sk_case_instant (MONDAY));
      g_assert_true (sk_span_is_empty (change->after) == (i == 2));
      g_assert_true (sk_when_is_set (change->before_start) == (i > 0));
    }
}

/* The same changes have the same name, whatever else is different. */
static void
test_digest (void)
{
  static const char *const same[] = {
    TASKS "{'id': 'a', 'title': 'A'}]",
    TASKS "{'id': 'a', 'title': 'Another title', 'rank': 5, 'due': '2026-11-27'}]",
    "'busy': [" BUSY ("24T09:00:00", "24T16:00:00") "], " TASKS "{'id': 'a', 'title': 'A'}, "
    "{'id': 'b', 'title': 'B', 'pinned': true, " SCHEDULED ("26T13:00:00", "26T14:00:00") "}]",
  };
  static const char *const other = TASKS "{'id': 'a', 'title': 'A', 'duration_hours': 2}]";
  g_autofree char *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr(SkPlan) plan = sk_case_plan (same[i], MONDAY);
      g_autoptr(GArray) changes = sk_diff (plan);
      g_autofree char *digest = sk_change_array_dup_digest (changes);

      if (first == NULL)
        first = g_strdup (digest);
      g_assert_cmpstr (digest, ==, first);
    }

  g_autoptr(SkPlan) plan = sk_case_plan (other, MONDAY);
  g_autoptr(GArray) changes = sk_diff (plan);
  g_autofree char *digest = sk_change_array_dup_digest (changes);

  g_assert_cmpstr (digest, !=, first);
}

/* No changes have the digest of nothing, which anybody can look up. */
static void
test_digest_of_nothing (void)
{
  g_autoptr(GArray) changes = sk_change_array_new ();
  g_autofree char *digest = sk_change_array_dup_digest (changes);

  g_assert_cmpstr (digest, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (clock_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/clock/", clock_cases[i].name, NULL);
      g_test_add_data_func (path, &clock_cases[i], test_clock);
    }
  g_test_add_func ("/planner/slack", test_slack);
  g_test_add_func ("/planner/order/rank-in-full-precision", test_priority_is_the_only_order);
  g_test_add_func ("/planner/diff/what-differs", test_diff);
  g_test_add_func ("/planner/diff/digest", test_digest);
  g_test_add_func ("/planner/diff/digest-of-nothing", test_digest_of_nothing);

  return g_test_run ();
}
