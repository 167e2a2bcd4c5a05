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
 */
typedef struct
{
  gint64  day;
  SkSpan  span;
  guint   n_ranges;
  SkSpan *ranges;
  guint   n_open;
  SkSpan *open;
} SkCheckDay;

/**
 * SkCheckDays:
 * @rules: borrowed
 * @slot: seconds of a slot
 * @known: every day that was looked at
 * @horizon: (element-type SkCheckDay): the days that are planned; borrowed from @known
 * @span: all of them
 */
typedef struct
{
  SkRules    *rules;
  gint64      slot;
  GHashTable *known;
  GPtrArray  *horizon;
  SkSpan      span;
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
} SkCheckRole;

/**
 * SkCheckRow:
 * @task: borrowed
 * @role: what may be done with it
 * @source: where the source has it; empty: nowhere
 * @place: where it is in the world that is judged; empty: nowhere
 * @placement: (nullable): what the plan says, if it is placed
 * @unplaced: (nullable): what the plan says, if it is not
 * @listed: how often the plan names it
 * @judged: whether its place must keep the rules
 * @kept: whether it stays where the source has it, because it may
 * @gone: whether it names a blocker that is not there
 * @related: whether it has blockers or is one
 * @stuck: (nullable): a blocker without a place
 * @length: seconds it takes; 0: nobody can say
 * @earliest: it cannot begin before that
 * @after: nor before that, the end of its last blocker
 * @before: it cannot end after that: something it blocks begins
 * @due: the instant it has to end by, or %G_MAXINT64
 * @rank: the best rank of all it holds up
 * @urgent: the earliest due instant of all it holds up
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
  SkSpan             place;
  const SkPlacement *placement;
  const SkUnplaced  *unplaced;
  guint              listed;
  gboolean           judged;
  gboolean           kept;
  gboolean           gone;
  gboolean           related;
  SkTask            *stuck;
  gint64             length;
  gint64             earliest;
  gint64             after;
  gint64             before;
  gint64             due;
  double             rank;
  gint64             urgent;
  guint              cycle;
  guint              component;
  guint              edges;
  guint              n_edges;
  guint              bans;
  guint              n_bans;
} SkCheckRow;

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
  GArray      *complaints;
} SkCheck;

#define SK_CHECK_BUSY_ROW G_MAXUINT

/**
 * SkCheckFree:
 *
 * What is free, day by day, while a plan is gone through in its own order.
 */
typedef struct _SkCheckFree SkCheckFree;

/* sk-check-days.c */
SkCheckDays      *sk_check_days_new    (SkRules           *rules,
                                        gint64             at);
void              sk_check_days_free   (SkCheckDays       *self);
const SkCheckDay *sk_check_days_get    (SkCheckDays       *self,
                                        gint64             day);
const SkCheckDay *sk_check_days_find   (SkCheckDays       *self,
                                        gint64             moment);
int               sk_check_days_index  (SkCheckDays       *self,
                                        gint64             moment);
gint64            sk_check_days_floor  (SkCheckDays       *self,
                                        gint64             moment);
gint64            sk_check_days_ceil   (SkCheckDays       *self,
                                        gint64             moment);
gint64            sk_check_days_due    (SkCheckDays       *self,
                                        SkWhen             due);
gboolean          sk_check_days_fits   (SkCheckDays       *self,
                                        gint64             from,
                                        gint64             length);

/* sk-check-world.c */
void              sk_check_init        (SkCheck           *self,
                                        SkSnapshot        *snapshot,
                                        SkRules           *rules,
                                        gint64             at);
void              sk_check_clear       (SkCheck           *self);
void              sk_check_complain    (SkCheck           *self,
                                        SkPromise          promise,
                                        const SkCheckRow  *row,
                                        SkTask            *other,
                                        SkSpan             span);

/* sk-check-spans.c */
gboolean          sk_check_spans_hit   (GArray            *spans,
                                        SkSpan             span);
void              sk_check_spans_merge (GArray            *spans);

/* sk-check-graph.c */
void              sk_check_graph_read  (SkCheck           *self);
void              sk_check_graph_apply (SkCheck           *self);
int               sk_check_graph_order (const SkCheckRow  *a,
                                        const SkCheckRow  *b);

/* sk-check-free.c */
SkCheckFree      *sk_check_free_new    (SkCheck           *check);
void              sk_check_free_free   (SkCheckFree       *self);
void              sk_check_free_add    (SkCheckFree       *self,
                                        SkSpan             span,
                                        guint              row);
gboolean          sk_check_free_first  (SkCheckFree       *self,
                                        const SkCheckRow  *row,
                                        gint64             until,
                                        SkSpan            *found);
gboolean          sk_check_free_last   (SkCheckFree       *self,
                                        guint              row,
                                        gint64             limit,
                                        SkSpan            *found);
gboolean          sk_check_free_covers (SkCheckFree       *self,
                                        SkSpan             span,
                                        guint              skip);
guint             sk_check_free_at     (SkCheckFree       *self,
                                        SkSpan             span,
                                        guint            **rows);

/* One file per topic; each adds its complaints. */
void              sk_check_lists       (SkCheck           *self);
void              sk_check_facts       (SkCheck           *self);
void              sk_check_rules       (SkCheck           *self);
void              sk_check_unplaced    (SkCheck           *self,
                                        SkCheckFree       *free_time);
void              sk_check_slack       (SkCheck           *self,
                                        SkCheckFree       *free_time);
void              sk_check_turns       (SkCheck           *self,
                                        SkCheckFree       *free_time);
void              sk_check_certificate (SkCheck           *self,
                                        SkCheckFree       *free_time,
                                        guint              row);
gboolean          sk_check_may_be      (SkCheck           *self,
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
sk_check_is_fixed (const SkCheckRow *row)
{
  return row->role == SK_CHECK_PINNED || row->role == SK_CHECK_RUNNING;
}

G_END_DECLS
