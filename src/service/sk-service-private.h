/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-journal.h"
#include "sk-memory.h"
#include "sk-past.h"
#include "sk-service.h"
#include "sk-ticker.h"

G_BEGIN_DECLS

/**
 * SkErrandKind:
 * @SK_ERRAND_PASS: read everything, plan, and write what may be written
 * @SK_ERRAND_POLL: look whether anything was edited
 * @SK_ERRAND_APPLY: write what the person saw
 * @SK_ERRAND_DISCARD: remember that it is not wanted
 * @SK_ERRAND_UNDO: take back what was written last
 * @SK_ERRAND_FINISH: set a task's status to done
 * @SK_ERRAND_EXTEND: let a slot end later
 *
 * What the service does one at a time, because it takes a while.
 */
typedef enum
{
  SK_ERRAND_PASS,
  SK_ERRAND_POLL,
  SK_ERRAND_APPLY,
  SK_ERRAND_DISCARD,
  SK_ERRAND_UNDO,
  SK_ERRAND_FINISH,
  SK_ERRAND_EXTEND,
} SkErrandKind;

/**
 * SkErrand:
 * @kind: what is to be done
 * @digest: (owned) (nullable): of the changes the person saw
 * @ids: (owned) (nullable): the only tasks to change
 * @task: (owned) (nullable): the id of a task
 * @minutes: how much later
 *
 * Something that is to be done.
 */
typedef struct
{
  SkErrandKind   kind;
  char          *digest;
  char         **ids;
  char          *task;
  guint          minutes;
} SkErrand;

struct _SkService
{
  GObject         parent_instance;

  SkServiceParts  parts;        /* the alarm and the keys are owned */
  SkSettings     *settings;     /* (nullable): they could not be read */
  char           *misread;      /* (nullable): why later ones are not in force */
  SkJournal      *journal;
  SkPast         *past;
  SkMemory       *memory;       /* (nullable): it could not be read */
  SkTicker       *ticker;
  GListModel     *sources;      /* (nullable): not open */
  GListModel     *calendars;    /* (nullable): likewise */
  gboolean        is_stale;     /* they were opened by settings of the past */

  GQueue          errands;      /* (element-type SkErrand) */
  SkErrand       *errand;       /* (nullable): under way */
  GCancellable   *cancellable;  /* of what is under way */
  gboolean        is_writing;
  guint           done;
  guint           total;

  SkSnapshot     *read;         /* (nullable): as the sources said it */
  gboolean        is_behind;    /* something was written by hand since */
  gint64          read_at;      /* when that was, Unix seconds */
  gint64          seen;         /* how long the journal was then */
  SkPlan         *whole;        /* (nullable): the plan of it */
  SkPlan         *plan;         /* (nullable): the same, with what is held left alone */
  SkPlan         *writing;      /* (nullable): what is being written of it */
  GHashTable     *failures;     /* ids of tasks → SkWrite that failed */
  GHashTable     *excepted;     /* ids of tasks that the person unchecked */
  gboolean        shows_all;    /* also what was taken back once */
  gboolean        shows_unwanted; /* and there is such a change in the plan */
  gboolean        is_full;      /* the next pass forgets present places */
  guint           n_conflicts;  /* in a row */

  GError         *error;        /* (nullable): what is wrong */
  gboolean        is_locked;
  GPtrArray      *notices;      /* (element-type utf8) */
  gboolean        keeps_notices; /* also over the next pass, which they are about */
  char           *last_set;
  guint           last_written;
  gboolean        sparing;
  gboolean        is_ending;
  guint64         revision;
  SkState        *state;
  GTask          *end;          /* (nullable): who waits for the end */
};

void       sk_service_publish      (SkService    *self);
void       sk_service_arm          (SkService    *self);
void       sk_service_push         (SkService    *self,
                                    SkErrand      errand);
void       sk_service_finish       (SkService    *self,
                                    gboolean      has_worked);
void       sk_service_take_error   (SkService    *self,
                                    GError       *error);
void       sk_service_add_notice   (SkService    *self,
                                    const char   *text);

/* sk-service-plan.c */
SkSnapshot *sk_service_amend       (SkService    *self,
                                    SkSnapshot   *snapshot,
                                    gint64        at);
void       sk_service_take_plan    (SkService    *self,
                                    SkPlan       *plan);
void       sk_service_hold_again   (SkService    *self);
void       sk_service_plan_again   (SkService    *self);
void       sk_service_settle       (SkService    *self,
                                    GHashTable   *written);

/* sk-service-errands.c */
void       sk_service_run          (SkService    *self);

/* sk-service-write.c */
void       sk_service_write        (SkService    *self,
                                    SkPlan       *plan);
void       sk_service_run_apply    (SkService    *self);
void       sk_service_run_discard  (SkService    *self);
void       sk_service_run_undo     (SkService    *self);
void       sk_service_run_finish   (SkService    *self);
void       sk_service_run_extend   (SkService    *self);

static inline gint64
sk_service_now (SkService *self)
{
  return sk_clock_now (self->parts.clock);
}

G_END_DECLS
