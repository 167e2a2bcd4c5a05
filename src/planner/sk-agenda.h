/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-free-time.h"
#include "sk-plan.h"

G_BEGIN_DECLS

/* The planner's own working table: what it has made of the tasks, and what it
 * has decided.  It lives as long as one call of sk_planner_plan(). */

/**
 * SkJobRole:
 * @SK_JOB_LEFT_ALONE: not planned
 * @SK_JOB_FIXED: stays where it is, over anything
 * @SK_JOB_HOPELESS: has no place, whatever is decided
 * @SK_JOB_MOVABLE: ours to place
 */
typedef enum
{
  SK_JOB_LEFT_ALONE,
  SK_JOB_FIXED,
  SK_JOB_HOPELESS,
  SK_JOB_MOVABLE,
} SkJobRole;

/* How many steps are searched before the planner is content with what it has:
 * a count, never milliseconds, so the same tasks give the same plan anywhere. */
#define SK_AGENDA_STEPS 1500
#define SK_AGENDA_PLACING_STEPS 400

/**
 * SkClaim:
 * @rank: its own, or the best of what it holds up
 * @due: Unix seconds: its own due date, or the earliest of what it holds up
 * @is_ranked: whether @rank says anything
 *
 * What the importance of a job comes from; forgotten once that is known.
 */
typedef struct
{
  double   rank;
  gint64   due;
  gboolean is_ranked;
} SkClaim;

/* A task as the planner sees it.  The eligible ones come first, in order of
 * importance: the number of a job is its importance. */
typedef struct
{
  SkTask         *task;            /* borrowed from the snapshot */
  gint64          due;             /* Unix seconds; G_MAXINT64: none */
  int             n_slots;
  SkPosition      floor;           /* its earliest start, and the end of blockers nobody plans */
  SkPosition      own_floor;       /* its earliest start alone */
  SkPosition      limit;           /* it has to end there to be on time */
  SkPosition      ceiling;         /* something fixed that waits for it begins there */
  SkPosition      present;         /* what the source holds, if that is possible; else nowhere */
  SkPosition      place;           /* what was decided */
  SkPosition      latest;          /* where it could slip to */
  int             first_blocker;   /* into SkAgenda.blockers */
  int             n_blockers;
  int             first_dependent; /* into SkAgenda.dependents */
  int             n_dependents;
  int             first_ban;       /* into SkAgenda.bans */
  int             n_bans;
  int             lacking;         /* the blocker it has no place because of, or -1 */
  guint           cycle;
  SkJobRole       role : 8;
  guint8          warnings;        /* SkWarning */
  SkFixed         fixed : 4;
  SkWhy           why : 4;
  SkLost          lost : 4;
  SkLateWhy       late_why : 4;
  SkUnplacedWhy   unplaced : 4;
  SkLeftWhy       left : 4;
  guint           has_present : 1; /* the source holds something, whole or not */
  guint           is_whole : 1;    /* and that is a stretch of time */
  guint           is_past : 1;     /* and it is over */
  guint           bad_duration : 1;
  guint           has_duty : 1;    /* it is due, and that can count */
  guint           is_beyond_help : 1; /* no search is needed to see that it cannot be on time */
  guint           is_proved_late : 1; /* every way to have it on time was tried */
  guint           is_rescued : 1;  /* by rank alone it, or what it holds up, would be late */
  guint           waits_in_vain : 1; /* for something that gets no place */
  guint           may_not_keep : 1;
  guint           was_promised : 1; /* its due date, in the plan from scratch */
  guint           is_promised : 1; /* it, or something it holds up, is due, and on time */
  guint           is_held : 1;     /* it has a place, @present, that it never leaves */
} SkJob;

/* There are as many of them as there are tasks. */
G_STATIC_ASSERT (sizeof (SkJob) <= 88);

/**
 * SkBanned:
 * @from: the first position that was refused
 * @to: one past the last
 */
typedef struct
{
  SkPosition from;
  SkPosition to;
} SkBanned;

typedef struct
{
  SkSnapshot *snapshot;
  SkRules    *rules;
  gint64      at;
  SkHorizon  *horizon;
  SkJob      *jobs;
  SkClaim    *claims;              /* (nullable): per job, until they are in order */
  int         n_jobs;
  int         n_eligible;
  GArray     *blockers;            /* (element-type int): numbers of jobs */
  int        *dependents;          /* (nullable): the same edges the other way round */
  GArray     *bans;                /* (element-type SkBanned) */
  GArray     *holds;               /* (element-type SkSpan) (nullable): busy times, and slots
                                    * held by hand, until the free time knows */
  int         longest;             /* slots: no task can be longer */
  SkFreeTime *open;                /* (nullable): the hours, until all is decided */
  SkFreeTime *base;                /* (nullable): less what is past, busy or fixed */
  int        *room;                /* (nullable): per day, how many slots of that may be used */
  int         steps;               /* how much longer may be searched */
} SkAgenda;

SkAgenda  *sk_agenda_new        (SkSnapshot  *snapshot,
                                 SkRules     *rules,
                                 gint64       at);
void       sk_agenda_free       (SkAgenda    *self);
void       sk_agenda_prepare    (SkAgenda    *self);
void       sk_agenda_forget_holds
                                (SkAgenda    *self);
void       sk_agenda_forget_time
                                (SkAgenda    *self);
gboolean   sk_agenda_is_banned  (SkAgenda    *self,
                                 const SkJob *job,
                                 SkPosition   position,
                                 SkBanned    *ban);
SkPosition sk_agenda_find_first (SkAgenda         *self,
                                 const SkJob      *job,
                                 SkFreeTime       *free_time,
                                 const SkFreeTime *also,
                                 SkPosition        from,
                                 SkPosition        to);
SkPosition sk_agenda_find_last  (SkAgenda         *self,
                                 const SkJob      *job,
                                 SkFreeTime       *free_time,
                                 const SkFreeTime *also,
                                 SkPosition        from,
                                 SkPosition        to);
gboolean   sk_agenda_fits_at    (SkAgenda         *self,
                                 const SkJob      *job,
                                 const SkFreeTime *free_time,
                                 SkPosition        position);

/* The local day of the planning instant is the first of the horizon, until it
 * is over, whatever is left of its hours. */
#define SK_AGENDA_TODAY 0

static inline SkPosition
sk_agenda_get_end (const SkAgenda *self)
{
  return sk_horizon_get_end (self->horizon);
}

/* The number of the @i-th task @job waits for. */
static inline int
sk_agenda_get_blocker (const SkAgenda *self,
                       const SkJob    *job,
                       int             i)
{
  return g_array_index (self->blockers, int, job->first_blocker + i);
}

/* The number of the @i-th task that waits for @job. */
static inline int
sk_agenda_get_dependent (const SkAgenda *self,
                         const SkJob    *job,
                         int             i)
{
  return self->dependents[job->first_dependent + i];
}

/* Where @job ends if it begins at @position. */
static inline SkPosition
sk_job_get_end (const SkJob *job,
                SkPosition   position)
{
  return position + job->n_slots;
}

/* Whether @position, which may be nowhere, is in time. */
static inline gboolean
sk_job_is_on_time (const SkJob *job,
                   SkPosition   position)
{
  return position != SK_NOWHERE && sk_job_get_end (job, position) <= job->limit;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAgenda, sk_agenda_free)

G_END_DECLS
