/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "sk-span.h"
#include "sk-when.h"

G_BEGIN_DECLS

#define SK_TYPE_TASK (sk_task_get_type ())

typedef struct _SkTask SkTask;

/**
 * SkStanding:
 * @SK_STANDING_OPEN: to be planned
 * @SK_STANDING_DONE: finished; never touched, takes no time
 * @SK_STANDING_CANCELED: given up; never touched, takes no time
 * @SK_STANDING_BACKLOG: not now
 * @SK_STANDING_STATUS: left out by another status the person named
 *
 * What a task's status means to us.  The source decides, because only it
 * knows which options its database has.
 */
typedef enum
{
  SK_STANDING_OPEN,
  SK_STANDING_DONE,
  SK_STANDING_CANCELED,
  SK_STANDING_BACKLOG,
  SK_STANDING_STATUS,
} SkStanding;

/**
 * SkFixed:
 * @SK_FIXED_NO: the planner may place it
 * @SK_FIXED_PINNED: the person pinned it
 * @SK_FIXED_RUNNING: it has begun and not ended
 * @SK_FIXED_MANUAL: the person moved it there
 */
typedef enum
{
  SK_FIXED_NO,
  SK_FIXED_PINNED,
  SK_FIXED_RUNNING,
  SK_FIXED_MANUAL,
} SkFixed;

/**
 * SkTaskInit:
 * @id: unique among all tasks of a snapshot
 * @title: as the person wrote it; may be empty
 * @url: (nullable): where it can be opened
 * @workspace: (nullable): the name of the place it comes from, for people
 * @source: (nullable): the id of the source that can write it
 * @revision: (nullable): the source's stamp
 * @status: (nullable): the status, as it was read
 * @standing: what the status means
 * @ranked: whether @rank says anything
 * @rank: higher goes first
 * @has_duration: whether @duration_hours says anything
 * @duration_hours: as it was read: may be negative, or not a number
 * @due: to be finished by then
 * @earliest_start: not to be begun before
 * @opted_out: whether the person plans it by hand
 * @pinned: whether it stays exactly where it is
 * @wish: whether, and how, the person said where it is to be: %SK_FIXED_PINNED or
 *   %SK_FIXED_MANUAL
 * @wished: where that is
 * @scheduled_start: what the source holds now
 * @scheduled_end: what the source holds now; may be missing
 * @last_scheduled: when it was last planned
 * @scheduled_json: (nullable): the source's own words for the two, to undo with
 * @last_scheduled_json: (nullable): likewise
 * @blocked_by: (nullable): ids of tasks that must end first, %NULL-terminated
 *
 * Named arguments for sk_task_new(); what is left out is not set.
 */
typedef struct
{
  const char        *id;
  const char        *title;
  const char        *url;
  const char        *workspace;
  const char        *source;
  const char        *revision;
  const char        *status;
  SkStanding         standing;
  gboolean           ranked;
  double             rank;
  gboolean           has_duration;
  double             duration_hours;
  SkWhen             due;
  SkWhen             earliest_start;
  gboolean           opted_out;
  gboolean           pinned;
  SkFixed            wish;
  SkSpan             wished;
  SkWhen             scheduled_start;
  SkWhen             scheduled_end;
  SkWhen             last_scheduled;
  const char        *scheduled_json;
  const char        *last_scheduled_json;
  const char *const *blocked_by;
} SkTaskInit;

SkStanding         sk_standing_from_name           (const char       *status);

GType              sk_task_get_type                (void);
SkTask            *sk_task_new                     (const SkTaskInit *init);
SkTask            *sk_task_opt_out                 (SkTask           *self,
                                                    gboolean          keeps_slot);
SkTask            *sk_task_with_wish               (SkTask           *self,
                                                    SkFixed           wish,
                                                    SkSpan            wished);
SkTask            *sk_task_with_scheduled          (SkTask           *self,
                                                    SkSpan            place);
SkTask            *sk_task_ref                     (SkTask           *self);
void               sk_task_unref                   (SkTask           *self);
const char        *sk_task_get_id                  (SkTask           *self);
const char        *sk_task_get_title               (SkTask           *self);
const char        *sk_task_get_url                 (SkTask           *self);
const char        *sk_task_get_workspace           (SkTask           *self);
const char        *sk_task_get_source              (SkTask           *self);
const char        *sk_task_get_revision            (SkTask           *self);
const char        *sk_task_get_status              (SkTask           *self);
SkStanding         sk_task_get_standing            (SkTask           *self);
gboolean           sk_task_get_rank                (SkTask           *self,
                                                    double           *rank);
gboolean           sk_task_get_duration_hours      (SkTask           *self,
                                                    double           *hours);
gboolean           sk_task_has_same_duration       (SkTask           *self,
                                                    SkTask           *other);
SkWhen             sk_task_get_due                 (SkTask           *self);
SkWhen             sk_task_get_earliest_start      (SkTask           *self);
gboolean           sk_task_is_opted_out            (SkTask           *self);
gboolean           sk_task_is_pinned               (SkTask           *self);
SkWhen             sk_task_get_scheduled_start     (SkTask           *self);
SkWhen             sk_task_get_scheduled_end       (SkTask           *self);
gboolean           sk_task_get_scheduled_span      (SkTask           *self,
                                                    SkSpan           *span);
gboolean           sk_task_get_held_span           (SkTask           *self,
                                                    SkSpan           *span);
SkFixed            sk_task_get_wish                (SkTask           *self,
                                                    SkSpan           *wished);
gboolean           sk_task_get_fixed_span          (SkTask           *self,
                                                    SkSpan           *span);
SkWhen             sk_task_get_last_scheduled      (SkTask           *self);
const char        *sk_task_get_scheduled_json      (SkTask           *self);
const char        *sk_task_get_last_scheduled_json (SkTask           *self);
const char *const *sk_task_get_blocked_by          (SkTask           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkTask, sk_task_unref)

G_END_DECLS
