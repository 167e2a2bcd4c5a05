/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-task.h"

G_BEGIN_DECLS

/**
 * SkPromise:
 * @SK_PROMISE_ONCE: every task of the snapshot is listed exactly once, and no other
 * @SK_PROMISE_LEFT_ALONE: just the tasks that are not planned are left alone, with their reason
 * @SK_PROMISE_LISTED: placements by start, the unplaced by importance, the rest by id
 * @SK_PROMISE_FIXED: pinned and running tasks are where the source has them, and no other is fixed
 * @SK_PROMISE_CHANGE: the kind of change is what differs from the source
 * @SK_PROMISE_BEFORE: what is said to have been there was there
 * @SK_PROMISE_WHY: the reason belongs to the placement
 * @SK_PROMISE_DUE: the instant it has to end by is the due date's
 * @SK_PROMISE_LATE: it is called late exactly if it ends after that
 * @SK_PROMISE_LATE_WHY: why its due date is missed is true, and the first that is
 * @SK_PROMISE_BOUND: no plan has fewer late tasks than it says none has
 * @SK_PROMISE_POSITION: its number is its place in the order of importance
 * @SK_PROMISE_WARNING: its warnings are true, and none is missing
 * @SK_PROMISE_LENGTH: it is as long as the task
 * @SK_PROMISE_PAST: nothing begins before the planning instant
 * @SK_PROMISE_HORIZON: nothing ends after the days that are planned
 * @SK_PROMISE_GRID: it begins at a slot
 * @SK_PROMISE_HOURS: it lies inside one open range of one day
 * @SK_PROMISE_EARLIEST_START: it does not begin before its earliest start
 * @SK_PROMISE_BLOCKER: it begins after what blocks it has ended, and that has a place
 * @SK_PROMISE_BAN: it is not where the person refused it
 * @SK_PROMISE_BUSY: it is over nothing busy
 * @SK_PROMISE_OVERLAP: it is over no other task
 * @SK_PROMISE_BUFFER: the time around busy times and tasks is free
 * @SK_PROMISE_LIMIT: no day with a place of ours is filled more than it may be
 * @SK_PROMISE_UNPLACED_WHY: the reason not to place it is true
 * @SK_PROMISE_NO_ROOM: there is no free stretch for what found no room
 * @SK_PROMISE_SLACK: it could slip as far as it says, and no further
 * @SK_PROMISE_COVER: what is said to be in the way holds every earlier start
 * @SK_PROMISE_TRUE: what is said to be in the way is there
 * @SK_PROMISE_EARLIEST: while all others are where they are, it has no earlier place
 * @SK_PROMISE_RANK: from scratch, nobody waits for the less important but their due dates
 * @SK_PROMISE_STAY: if all is to be kept, a placement that is still possible stays
 * @SK_N_PROMISES: how many there are
 *
 * What a plan promises, one by one.
 */
typedef enum
{
  SK_PROMISE_ONCE,
  SK_PROMISE_LEFT_ALONE,
  SK_PROMISE_LISTED,
  SK_PROMISE_FIXED,
  SK_PROMISE_CHANGE,
  SK_PROMISE_BEFORE,
  SK_PROMISE_WHY,
  SK_PROMISE_DUE,
  SK_PROMISE_LATE,
  SK_PROMISE_LATE_WHY,
  SK_PROMISE_BOUND,
  SK_PROMISE_POSITION,
  SK_PROMISE_WARNING,
  SK_PROMISE_LENGTH,
  SK_PROMISE_PAST,
  SK_PROMISE_HORIZON,
  SK_PROMISE_GRID,
  SK_PROMISE_HOURS,
  SK_PROMISE_EARLIEST_START,
  SK_PROMISE_BLOCKER,
  SK_PROMISE_BAN,
  SK_PROMISE_BUSY,
  SK_PROMISE_OVERLAP,
  SK_PROMISE_BUFFER,
  SK_PROMISE_LIMIT,
  SK_PROMISE_UNPLACED_WHY,
  SK_PROMISE_NO_ROOM,
  SK_PROMISE_SLACK,
  SK_PROMISE_COVER,
  SK_PROMISE_TRUE,
  SK_PROMISE_EARLIEST,
  SK_PROMISE_RANK,
  SK_PROMISE_STAY,
  SK_N_PROMISES,
} SkPromise;

/**
 * SkComplaint:
 * @promise: what was not kept
 * @task: (owned) (nullable): for which task; %NULL: for the plan as a whole
 * @other: (owned) (nullable): against which other one
 * @span: where: the placement, or the free stretch that was overlooked; empty: nowhere
 *
 * One broken promise of one plan.
 */
typedef struct
{
  SkPromise  promise;
  SkTask    *task;
  SkTask    *other;
  SkSpan     span;
} SkComplaint;

GArray *sk_complaint_array_new (void);
void    sk_complaint_array_add (GArray    *array,
                                SkPromise  promise,
                                SkTask    *task,
                                SkTask    *other,
                                SkSpan     span);

G_END_DECLS
