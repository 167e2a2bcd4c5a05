/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-complaint.h"
#include "sk-plan.h"

G_BEGIN_DECLS

/* What the files of the checker share among themselves, and with nobody
 * else: least of all with the planner. */

/**
 * SkCheckDay:
 * @day: days since 1970-01-01
 * @span: from its first instant to the next day's first instant
 * @n_ranges: how many ranges the rules give it
 * @ranges: (owned): the ranges as instants; may be empty in a clock change
 * @n_open: how many of them hold a slot
 * @open: (owned): those, cut to whole slots
 * @allowance: how much of them may be filled, in seconds; %G_MAXINT64 without a limit
 */
typedef struct
{
  gint64  day;
  SkSpan  span;
  guint   n_ranges;
  SkSpan *ranges;
  guint   n_open;
  SkSpan *open;
  gint64  allowance;
} SkCheckDay;

/**
 * SkCheckDays:
 * @rules: borrowed
 * @slot: seconds of a slot
 * @known: every day that was looked at
 * @horizon: (element-type SkCheckDay): the days that are planned; borrowed from @known
 * @span: all of them
 * @longest: seconds of the longest stretch that any of them has for one task
 */
typedef struct
{
  SkRules    *rules;
  gint64      slot;
  GHashTable *known;
  GPtrArray  *horizon;
  SkSpan      span;
  gint64      longest;
} SkCheckDays;

/**
 * SkCheckRole:
 *
 * What the source's data alone say about a task.
 */
typedef enum
{
  SK_CHECK_LEFT_ALONE,
  SK_CHECK_FREE,
  SK_CHECK_PINNED,
  SK_CHECK_RUNNING,
  SK_CHECK_MANUAL,
} SkCheckRole;

/**
 * SkCheckRow:
 * @task: borrowed
 * @role: what may be done with it
 * @source: where the source has it; empty: nowhere
 * @stand: where it stays, if it is fixed
 * @place: where it is in the world that is judged; empty: nowhere
 * @placement: (nullable): what the plan says, if it is placed
 * @unplaced: (nullable): what the plan says, if it is not
 * @listed: how often the plan names it
 * @judged: whether its place must keep the rules
 * @kept: whether it stays where the source has it, because it may
 * @gone: whether it names a blocker that is not there
 * @holds_up: whether anything waits for it
 * @stuck: (nullable): a blocker without a place
 * @length: seconds it takes; 0: nobody can say
 * @earliest: it cannot begin before that
 * @after: nor before that, the end of its last blocker
 * @before: it cannot end after that: something it blocks begins
 * @due: the instant it has to end by, or %G_MAXINT64
 * @rank: the best rank of all it holds up
 * @urgent: the earliest due instant of all it holds up
 * @promise: the earliest due instant that is met by it or anything it holds up, if due
 *   dates count; else %G_MAXINT64
 * @proof: why it can only be late, whatever else is planned; or %SK_LATE_NOT
 * @position: its place in the order of importance, the first being 1; 0: it is not planned
 * @cycle: 0, or the number of its circle of blockers
 * @component: its strongly connected component, blockers having smaller numbers
 * @edges: the first of its blockers in the check's edges
 * @n_edges: how many
 * @bans: the first of its bans in the check's bans
 * @n_bans: how many
 */
typedef struct
{
  SkTask            *task;
  SkCheckRole        role;
  SkSpan             source;
  SkSpan             stand;
  SkSpan             place;
  const SkPlacement *placement;
  const SkUnplaced  *unplaced;
  guint              listed;
  gboolean           judged;
  gboolean           kept;
  gboolean           gone;
  gboolean           holds_up;
  SkTask            *stuck;
  gint64             length;
  gint64             earliest;
  gint64             after;
  gint64             before;
  gint64             due;
  double             rank;
  gint64             urgent;
  gint64             promise;
  SkLateWhy          proof;
  guint              position;
  guint              cycle;
  guint              component;
  guint              edges;
  guint              n_edges;
  guint              bans;
  guint              n_bans;
} SkCheckRow;

/**
 * SkCheckFree:
 *
 * What is free, day by day.
 */
typedef struct _SkCheckFree SkCheckFree;

/**
 * SkCheckTime:
 *
 * How much time there is until an instant, and how much of it is spoken for.
 */
typedef struct _SkCheckTime SkCheckTime;

/**
 * SkCheckBusy:
 * @span: as it was said
 * @title: borrowed
 * @task: (nullable): borrowed; the task, if someone holds the slot by hand
 */
typedef struct
{
  SkSpan      span;
  const char *title;
  SkTask     *task;
} SkCheckBusy;

/**
 * SkCheck:
 * @snapshot: borrowed
 * @rules: borrowed
 * @plan: (nullable): borrowed; what is judged, unless it is a world
 * @at: the planning instant
 * @first: the first slot that begins at or after it
 * @buffer: seconds
 * @days: (owned): the calendar
 * @rows: (owned) (element-type SkCheckRow): one for each task, as in the snapshot
 * @edges: (owned) (element-type guint): blockers, as indices of rows
 * @bans: (owned) (element-type SkSpan): refused places
 * @busy: (owned) (element-type SkCheckBusy): by start
 * @over: (owned) (element-type SkSpan): all busy times as one, disjoint, by start
 * @near: (owned) (element-type SkSpan): the same, rounded to slots and with their buffers
 * @sequence: (owned) (element-type guint): what is planned, most important first, but
 *   each after its blockers, as indices of rows
 * @base: (owned) (nullable): what busy times and fixed tasks leave
 * @whole: (owned) (nullable): what the whole plan leaves
 * @complaints: (owned) (element-type SkComplaint): what was found
 */
typedef struct
{
  SkSnapshot  *snapshot;
  SkRules     *rules;
  SkPlan      *plan;
  gint64       at;
  gint64       first;
  gint64       buffer;
  SkCheckDays *days;
  GArray      *rows;
  GArray      *edges;
  GArray      *bans;
  GArray      *busy;
  GArray      *over;
  GArray      *near;
  GArray      *sequence;
  SkCheckFree *base;
  SkCheckFree *whole;
  GArray      *complaints;
} SkCheck;

#define SK_CHECK_BUSY_ROW G_MAXUINT

/* sk-check-wall.c */
gint64            sk_check_wall_ahead      (GTimeZone         *zone,
                                            gint64             moment);
GArray           *sk_check_wall_walk       (GTimeZone         *zone,
                                            gint64             day);
gint64            sk_check_wall_first      (GArray            *pieces,
                                            gint64             wall);
gint64            sk_check_wall_last       (GArray            *pieces,
                                            gint64             wall);

/* sk-check-days.c */
SkCheckDays      *sk_check_days_new        (SkRules           *rules,
                                            gint64             at);
void              sk_check_days_free       (SkCheckDays       *self);
const SkCheckDay *sk_check_days_get        (SkCheckDays       *self,
                                            gint64             day);
const SkCheckDay *sk_check_days_find       (SkCheckDays       *self,
                                            gint64             moment);
int               sk_check_days_index      (SkCheckDays       *self,
                                            gint64             moment);
gint64            sk_check_days_floor      (SkCheckDays       *self,
                                            gint64             moment);
gint64            sk_check_days_ceil       (SkCheckDays       *self,
                                            gint64             moment);
gint64            sk_check_days_align_up   (SkCheckDays       *self,
                                            const SkCheckDay  *day,
                                            gint64             moment);
gint64            sk_check_days_align_down (SkCheckDays       *self,
                                            const SkCheckDay  *day,
                                            gint64             moment);
gint64            sk_check_days_due        (SkCheckDays       *self,
                                            SkWhen             due);
gboolean          sk_check_days_fits       (SkCheckDays       *self,
                                            gint64             from,
                                            gint64             length);

/* sk-check-world.c */
void              sk_check_init            (SkCheck           *self,
                                            SkSnapshot        *snapshot,
                                            SkRules           *rules,
                                            gint64             at);
void              sk_check_clear           (SkCheck           *self);
void              sk_check_complain        (SkCheck           *self,
                                            SkPromise          promise,
                                            const SkCheckRow  *row,
                                            SkTask            *other,
                                            SkSpan             span);

/* sk-check-spans.c */
gboolean          sk_check_spans_hit       (GArray            *spans,
                                            SkSpan             span);
void              sk_check_spans_merge     (GArray            *spans);

/* sk-check-heap.c */
void              sk_check_heap_push       (GArray            *heap,
                                            gint64             key);
gint64            sk_check_heap_pop        (GArray            *heap);

/* sk-check-graph.c */
void              sk_check_graph_read      (SkCheck           *self);
void              sk_check_graph_apply     (SkCheck           *self);

/* sk-check-order.c */
void              sk_check_order_read      (SkCheck           *self);
void              sk_check_order_promises  (SkCheck           *self);

/* sk-check-limit.c */
void              sk_check_limit           (SkCheck           *self);
gint64           *sk_check_limit_count     (SkCheck           *self,
                                            gboolean           all);

/* sk-check-free.c */
SkCheckFree      *sk_check_free_new        (SkCheck           *check);
void              sk_check_free_free       (SkCheckFree       *self);
void              sk_check_free_add        (SkCheckFree       *self,
                                            guint              row);
gint64            sk_check_free_room       (SkCheckFree       *self,
                                            guint              day,
                                            guint              row);
gboolean          sk_check_free_may_fit    (SkCheckFree       *self,
                                            guint              day,
                                            guint              row);
GArray           *sk_check_free_gaps       (SkCheckFree       *self,
                                            guint              day,
                                            guint              skip);
gboolean          sk_check_free_covers     (SkCheckFree       *self,
                                            SkSpan             span,
                                            guint              skip);
guint             sk_check_free_at         (SkCheckFree       *self,
                                            SkSpan             span,
                                            guint            **rows);

/* sk-check-search.c */
gboolean          sk_check_search_first    (SkCheck           *self,
                                            SkCheckFree       *free_time,
                                            guint              row,
                                            SkSpan             starts,
                                            SkSpan            *found);
gboolean          sk_check_search_last     (SkCheck           *self,
                                            SkCheckFree       *free_time,
                                            guint              row,
                                            gint64             limit,
                                            SkSpan            *found);

/* sk-check-time.c */
SkCheckTime      *sk_check_time_new        (SkCheck           *check);
void              sk_check_time_free       (SkCheckTime       *self);
gint64            sk_check_time_until      (SkCheckTime       *self,
                                            gint64             moment);
void              sk_check_time_speak_for  (SkCheckTime       *self,
                                            gint64             due,
                                            gint64             length);
gint64            sk_check_time_left       (SkCheckTime       *self,
                                            gint64             due);

/* One file per topic; each adds its complaints. */
void              sk_check_lists           (SkCheck           *self);
void              sk_check_facts           (SkCheck           *self);
void              sk_check_rules           (SkCheck           *self);
void              sk_check_late            (SkCheck           *self);
void              sk_check_whys            (SkCheck           *self);
void              sk_check_unplaced        (SkCheck           *self);
void              sk_check_earliest        (SkCheck           *self);
void              sk_check_certificates    (SkCheck           *self);
void              sk_check_mode            (SkCheck           *self);
void              sk_check_slack           (SkCheck           *self);
gboolean          sk_check_lost            (SkCheck           *self,
                                            guint              row);
gboolean          sk_check_frame           (SkCheck           *self,
                                            const SkCheckRow  *row,
                                            SkSpan             place,
                                            SkPromise         *promise);
const SkSpan     *sk_check_find_ban        (SkCheck           *self,
                                            const SkCheckRow  *row,
                                            SkSpan             span);
gboolean          sk_check_may_be          (SkCheck           *self,
                                            const SkCheckRow  *row,
                                            SkSpan             place);

/* Before this nothing new can begin, whatever else it waits for. */
static inline gint64
sk_check_floor (SkCheck          *self,
                const SkCheckRow *row)
{
  return MAX (self->first, MAX (row->earliest, row->after));
}

/* Left alone for no other reason than that somebody plans it by hand. */
static inline gboolean
sk_check_is_by_hand (const SkCheckRow *row)
{
  return sk_task_is_opted_out (row->task) &&
         sk_task_get_standing (row->task) == SK_STANDING_OPEN;
}

static inline gboolean
sk_check_is_promised (const SkCheckRow *row)
{
  return row->promise < G_MAXINT64;
}

static inline gboolean
sk_check_is_fixed (const SkCheckRow *row)
{
  return row->role == SK_CHECK_PINNED || row->role == SK_CHECK_RUNNING ||
         row->role == SK_CHECK_MANUAL;
}

G_END_DECLS
