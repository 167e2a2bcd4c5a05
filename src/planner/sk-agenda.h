/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-free-time.h"
#include "sk-plan.h"

G_BEGIN_DECLS

/* The planner's own working table: what it has made of the tasks, and what it
 * has decided so far.  It lives as long as one call of sk_planner_plan(). */

typedef enum
{
  SK_JOB_LEFT_ALONE,
  SK_JOB_WAITING,
  SK_JOB_FIXED,
  SK_JOB_KEPT,
  SK_JOB_PLACED,
  SK_JOB_UNPLACED,
} SkJobState;

/* A task as the planner sees it.  Instants are Unix seconds. */
typedef struct
{
  SkTask        *task;             /* borrowed from the snapshot */
  double         rank;             /* its own, or the best of what it holds up */
  gint64         due;              /* G_MAXINT64: none */
  gint64         order_due;        /* its own, or the earliest of what it holds up */
  gint64         earliest;         /* G_MININT64: any time */
  gint64         blockers_end;     /* of blockers nobody plans; G_MININT64: none */
  SkSpan         present;          /* what the source holds, if it is a whole stretch */
  SkSpan         place;            /* what was decided */
  SkTask        *missing_blocker;  /* (nullable): one that nobody plans */
  SkTask        *lacking;          /* (nullable): the blocker it has no place because of */
  guint          n_slots;
  guint          first_blocker;    /* into SkAgenda.blockers */
  guint          n_blockers;
  guint          warnings;         /* SkWarning */
  guint          cycle;
  guint          position;         /* in the order of importance, from 1 */
  guint          turn;
  SkJobState     state;
  SkFixed        fixed;
  SkWhy          why;
  SkLost         lost;
  SkLateWhy      late_why;
  SkUnplacedWhy  unplaced;
  SkLeftWhy      left;
  gint64         slack;
  guint          ranked : 1;
  guint          has_present : 1;  /* the source holds something, whole or not */
  guint          is_whole : 1;     /* and that is @present */
  guint          is_past : 1;      /* and it is over */
  guint          bad_duration : 1;
  guint          may_not_keep : 1; /* tried already: its blocker ends too late */
} SkJob;

typedef struct
{
  SkSnapshot *snapshot;
  SkRules    *rules;
  gint64      at;
  gint64      buffer;              /* seconds */
  SkJob      *jobs;
  guint       n_jobs;
  guint      *sequence;            /* indices of the eligible jobs, blockers first */
  guint       n_eligible;
  GArray     *blockers;            /* (element-type guint): indices of jobs */
  GArray     *holds;               /* (element-type SkBusy): busy times, and slots held by hand */
  SkFreeTime *open;                /* the hours */
  SkFreeTime *base;                /* less what is busy or fixed */
  SkFreeTime *free;                /* less what has a place */
  guint       turn;
  guint       n_reconsidered;      /* of the sequence, how far sk_keep_reconsider() got */
  guint       n_trials;
  SkJob      *on_trial;            /* (nullable): may be kept again if all goes well */
} SkAgenda;

SkAgenda *sk_agenda_new       (SkSnapshot  *snapshot,
                               SkRules     *rules,
                               gint64       at);
void      sk_agenda_free      (SkAgenda    *self);
void      sk_agenda_restart   (SkAgenda    *self);
void      sk_agenda_settle    (SkAgenda    *self,
                               SkJob       *job,
                               SkJobState   state,
                               SkSpan       place);
gboolean  sk_agenda_find_ban  (SkAgenda    *self,
                               const SkJob *job,
                               SkSpan       place,
                               SkSpan      *ban);
gint64    sk_agenda_get_floor (SkAgenda    *self,
                               const SkJob *job);
SkPlan   *sk_agenda_tell      (SkAgenda    *self);

/* The @i-th task @job waits for. */
static inline SkJob *
sk_agenda_get_blocker (SkAgenda    *self,
                       const SkJob *job,
                       guint        i)
{
  return &self->jobs[g_array_index (self->blockers, guint, job->first_blocker + i)];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAgenda, sk_agenda_free)

G_END_DECLS
