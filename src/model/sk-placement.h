/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-task.h"

G_BEGIN_DECLS

/**
 * SkChangeKind:
 * @SK_CHANGE_KEPT: nothing to write
 * @SK_CHANGE_NEW: it had no place
 * @SK_CHANGE_MOVED: it had another place, still to come
 * @SK_CHANGE_MISSED: its place has passed without the task being done
 * @SK_CHANGE_REMOVED: it had a place and has none now
 */
typedef enum
{
  SK_CHANGE_KEPT,
  SK_CHANGE_NEW,
  SK_CHANGE_MOVED,
  SK_CHANGE_MISSED,
  SK_CHANGE_REMOVED,
} SkChangeKind;

/**
 * SkWhy:
 *
 * Why a task is where it is (formats.md, `why.code`); %SK_WHY_MISSED is an earliest fit
 * after a place that has passed.
 */
typedef enum
{
  SK_WHY_EARLIEST_FIT,
  SK_WHY_KEPT,
  SK_WHY_PINNED,
  SK_WHY_RUNNING,
  SK_WHY_MANUAL,
  SK_WHY_DUE_RESCUE,
  SK_WHY_DISPLACED,
  SK_WHY_EARLIER,
  SK_WHY_FILL_TODAY,
  SK_WHY_MISSED,
} SkWhy;

/**
 * SkLost:
 * @SK_LOST_NOTHING: it had no place, or has it still
 * @SK_LOST_FORGOTTEN: the plan is made from scratch
 * @SK_LOST_PAST: the place has passed
 * @SK_LOST_NO_END: it was never a whole stretch of time
 * @SK_LOST_LENGTH: the task takes another time now
 * @SK_LOST_GRID: it does not begin at a slot
 * @SK_LOST_HOURS: it lies outside the working hours
 * @SK_LOST_HORIZON: it lies beyond the days that are planned
 * @SK_LOST_BUSY: something busy is there, or too close
 * @SK_LOST_TASK: a more important task is there, or too close
 * @SK_LOST_EARLIEST_START: it lies before the task may begin
 * @SK_LOST_BLOCKER: a blocker ends after it begins
 * @SK_LOST_BANNED: the person refused it
 * @SK_LOST_DAY_FULL: the more important ones fill as much of that day as may be filled
 *
 * Why a present placement could not stay.
 */
typedef enum
{
  SK_LOST_NOTHING,
  SK_LOST_FORGOTTEN,
  SK_LOST_PAST,
  SK_LOST_NO_END,
  SK_LOST_LENGTH,
  SK_LOST_GRID,
  SK_LOST_HOURS,
  SK_LOST_HORIZON,
  SK_LOST_BUSY,
  SK_LOST_TASK,
  SK_LOST_EARLIEST_START,
  SK_LOST_BLOCKER,
  SK_LOST_BANNED,
  SK_LOST_DAY_FULL,
} SkLost;

/**
 * SkLateWhy:
 *
 * Why a due date is missed (formats.md, `late_why`): the date had passed; the
 * hours until then do not suffice beside more important work that is due by then
 * (proved); no free stretch until then is long enough (proved); every way to
 * keep it breaks a promise to a more important task (proved: all were tried); what
 * it waits for cannot be done in time (proved); the search was given up (not
 * proved); due dates do not count by the person's rules (not proved).
 */
typedef enum
{
  SK_LATE_NOT,
  SK_LATE_PAST_DUE,
  SK_LATE_NO_TIME,
  SK_LATE_NO_STRETCH,
  SK_LATE_PROMISED_TO_OTHERS,
  SK_LATE_BLOCKER_LATE,
  SK_LATE_SEARCH_LIMIT,
  SK_LATE_NOT_ASKED,
} SkLateWhy;

/**
 * SkWarning:
 *
 * Worth knowing about a placement (formats.md, `warnings`); a set of bits.
 */
typedef enum
{
  SK_WARNING_PINS_OVERLAP     = 1 << 0,
  SK_WARNING_OVER_BUSY        = 1 << 1,
  SK_WARNING_BLOCKER_CYCLE    = 1 << 2,
  SK_WARNING_BLOCKER_GONE     = 1 << 3,
  SK_WARNING_ASSUMED_DURATION = 1 << 4,
  SK_WARNING_PIN_WITHOUT_TIME = 1 << 5,
} SkWarning;

/**
 * SkBlockedBy:
 *
 * What takes a stretch of time (formats.md, `blocked.by`).
 */
typedef enum
{
  SK_BLOCKED_BY_BUSY,
  SK_BLOCKED_BY_TASK,
  SK_BLOCKED_BY_PROMISE,
  SK_BLOCKED_BY_HOURS,
  SK_BLOCKED_BY_EARLIEST_START,
  SK_BLOCKED_BY_BLOCKER,
  SK_BLOCKED_BY_BUFFER,
  SK_BLOCKED_BY_PIN,
  SK_BLOCKED_BY_BAN,
  SK_BLOCKED_BY_PAST,
  SK_BLOCKED_BY_LIMIT,
} SkBlockedBy;

/**
 * SkBlocked:
 * @span: a stretch the task cannot use
 * @by: what is there
 * @title: (owned) (nullable): what that is called
 *
 * One line of a certificate: a start is impossible because the stretch from
 * there on, as long as the task, runs into @span.
 */
typedef struct
{
  SkSpan       span;
  SkBlockedBy  by;
  char        *title;
} SkBlocked;

/* What SkPlacement.due says in a plan that was read: the format tells due
 * dates as people wrote them. */
#define SK_DUE_UNTOLD G_MININT64

/**
 * SkPlacement:
 * @task: (owned): the task
 * @span: its place
 * @before_start: what the source held
 * @before_end: what the source held
 * @blocked: (owned) (nullable): (element-type SkBlocked): what holds each earlier start
 * @due: Unix seconds it has to end by; %G_MAXINT64 without a due date, or
 *   %SK_DUE_UNTOLD
 * @slack: seconds it could slip with its own due date kept, all else fixed
 * @position: its place in the order of importance, the first being 1
 * @cycle: 0, or the number of the circle of blockers it is in
 * @warnings: (type SkWarning): a set of bits
 * @change: what differs from the source
 * @fixed: whether, and why, the planner had no say
 * @why: why it is here
 * @lost: why it could not stay where it was
 * @late_why: why it misses its due date, or %SK_LATE_NOT
 * @is_promised: it is due, and on time, or holds something up that is
 */
typedef struct
{
  SkTask       *task;
  SkSpan        span;
  SkWhen        before_start;
  SkWhen        before_end;
  GArray       *blocked;
  gint64        due;
  int           slack;
  guint         position;
  guint         cycle;
  guint         warnings : 8;
  SkChangeKind  change : 4;
  SkFixed       fixed : 4;
  SkWhy         why : 4;
  SkLost        lost : 4;
  SkLateWhy     late_why : 4;
  guint         is_promised : 1;
} SkPlacement;

/* There are as many of them as there are tasks. */
G_STATIC_ASSERT (sizeof (SkPlacement) <= 72);
G_STATIC_ASSERT (SK_WHY_MISSED < 1 << 4 && SK_LOST_DAY_FULL < 1 << 4);

/**
 * SkUnplacedWhy:
 *
 * Why a task has no place (formats.md, `unplaced`).
 */
typedef enum
{
  SK_UNPLACED_TOO_LONG,
  SK_UNPLACED_NO_ROOM,
  SK_UNPLACED_BLOCKER_UNPLACED,
  SK_UNPLACED_BAD_DURATION,
  SK_UNPLACED_EARLIEST_START_BEYOND,
} SkUnplacedWhy;

/**
 * SkUnplaced:
 * @task: (owned): the task
 * @blocker: (owned) (nullable): the blocker without a place
 * @before_start: what the source holds
 * @before_end: what the source holds
 * @blocked: (owned) (nullable): (element-type SkBlocked): what holds each start there could be
 * @length: seconds it would take; 0 if that is not known
 * @longest: seconds of the longest open range there is
 * @position: its place in the order of importance, the first being 1
 * @cycle: 0, or the number of the circle of blockers it is in
 * @warnings: (type SkWarning): a set of bits
 * @why: why it has no place
 * @change: %SK_CHANGE_REMOVED, or %SK_CHANGE_KEPT if there is nothing to write
 */
typedef struct
{
  SkTask        *task;
  SkTask        *blocker;
  SkWhen         before_start;
  SkWhen         before_end;
  GArray        *blocked;
  int            length;
  int            longest;
  guint          position;
  guint          cycle;
  guint          warnings : 8;
  SkUnplacedWhy  why : 4;
  SkChangeKind   change : 4;
} SkUnplaced;

/**
 * SkLeftWhy:
 *
 * Why a task is not planned at all (formats.md, `left_alone`).
 */
typedef enum
{
  SK_LEFT_DONE,
  SK_LEFT_CANCELED,
  SK_LEFT_BACKLOG,
  SK_LEFT_STATUS,
  SK_LEFT_OPTED_OUT,
} SkLeftWhy;

/**
 * SkLeftAlone:
 * @task: (owned): the task
 * @why: why it is not planned
 */
typedef struct
{
  SkTask    *task;
  SkLeftWhy  why;
} SkLeftAlone;

GArray *sk_placement_array_new  (void);
void    sk_placement_clear      (SkPlacement       *self);
void    sk_placement_copy       (const SkPlacement *from,
                                 SkPlacement       *to);
int     sk_placement_compare    (const SkPlacement *a,
                                 const SkPlacement *b);
GArray *sk_unplaced_array_new   (void);
void    sk_unplaced_clear       (SkUnplaced        *self);
void    sk_unplaced_copy        (const SkUnplaced  *from,
                                 SkUnplaced        *to);
GArray *sk_left_alone_array_new (void);
GArray *sk_blocked_array_new    (void);
void    sk_blocked_array_add    (GArray            *array,
                                 SkSpan             span,
                                 SkBlockedBy        by,
                                 const char        *title);

/* Whether @self misses a due date it has. */
static inline gboolean
sk_placement_is_late (const SkPlacement *self)
{
  return self->late_why != SK_LATE_NOT;
}

G_END_DECLS
