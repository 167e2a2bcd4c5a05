/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-rules.h"
#include "sk-task.h"

G_BEGIN_DECLS

#define SK_TYPE_SNAPSHOT (sk_snapshot_get_type ())

typedef struct _SkSnapshot SkSnapshot;

/**
 * SkBusy:
 * @span: when; may be empty, and is then ignored
 * @title: (owned): what it is called; may be empty
 * @calendar: (owned) (nullable): what its calendar is called
 * @colour: (owned) (nullable): how its calendar is shown, such as "#3584e4"
 */
typedef struct
{
  SkSpan  span;
  char   *title;
  char   *calendar;
  char   *colour;
} SkBusy;

/**
 * SkBan:
 * @task: (owned): the id of a task
 * @span: a place the person refused for it
 */
typedef struct
{
  char   *task;
  SkSpan  span;
} SkBan;

/**
 * SkSnapshotInit:
 * @rules: (nullable): the rules that came with the tasks (a task file's), borrowed
 * @tasks: (transfer full) (element-type SkTask): the tasks
 * @busy: (transfer full) (nullable): from sk_busy_array_new()
 * @bans: (transfer full) (nullable): from sk_ban_array_new()
 * @notes: (transfer full) (nullable): (element-type utf8): what was odd, for people
 * @doubts: (transfer full) (nullable): (element-type utf8): why what is busy is
 *   not certain, for people: with any, nothing is written that nobody looked at
 *
 * Named arguments for sk_snapshot_new_take().
 */
typedef struct
{
  SkRules   *rules;
  GPtrArray *tasks;
  GArray    *busy;
  GArray    *bans;
  GPtrArray *notes;
  GPtrArray *doubts;
} SkSnapshotInit;

GType         sk_snapshot_get_type    (void);
SkSnapshot   *sk_snapshot_new_take    (const SkSnapshotInit *init);
SkSnapshot   *sk_snapshot_merge       (GPtrArray            *parts);
SkSnapshot   *sk_snapshot_without_rules
                                      (SkSnapshot           *self);
SkSnapshot   *sk_snapshot_with_tasks_take
                                      (SkSnapshot           *self,
                                       GPtrArray            *tasks);
SkSnapshot   *sk_snapshot_amend_take  (SkSnapshot           *self,
                                       GPtrArray            *tasks,
                                       GArray               *bans);
SkSnapshot   *sk_snapshot_ref         (SkSnapshot           *self);
void          sk_snapshot_unref       (SkSnapshot           *self);
SkRules      *sk_snapshot_get_rules   (SkSnapshot           *self);
guint         sk_snapshot_get_n_tasks (SkSnapshot           *self);
SkTask       *sk_snapshot_get_task    (SkSnapshot           *self,
                                       guint                 i);
gboolean      sk_snapshot_find        (SkSnapshot           *self,
                                       const char           *id,
                                       guint                *i);
guint         sk_snapshot_get_n_busy  (SkSnapshot           *self);
const SkBusy *sk_snapshot_get_busy    (SkSnapshot           *self,
                                       guint                 i);
guint         sk_snapshot_get_n_bans  (SkSnapshot           *self);
const SkBan  *sk_snapshot_get_ban     (SkSnapshot           *self,
                                       guint                 i);
guint         sk_snapshot_get_n_notes (SkSnapshot           *self);
const char   *sk_snapshot_get_note    (SkSnapshot           *self,
                                       guint                 i);
guint         sk_snapshot_get_n_doubts
                                      (SkSnapshot           *self);
const char   *sk_snapshot_get_doubt   (SkSnapshot           *self,
                                       guint                 i);

GPtrArray    *sk_task_array_new       (void);
GArray       *sk_busy_array_new       (void);
void          sk_busy_array_add       (GArray               *array,
                                       SkSpan                span,
                                       const char           *title);
void          sk_busy_array_add_copy  (GArray               *array,
                                       const SkBusy         *busy);
GArray       *sk_ban_array_new        (void);
void          sk_ban_array_add        (GArray               *array,
                                       const char           *task,
                                       SkSpan                span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkSnapshot, sk_snapshot_unref)

G_END_DECLS
