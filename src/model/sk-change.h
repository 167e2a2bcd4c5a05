/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-task.h"

G_BEGIN_DECLS

/**
 * SkChange:
 * @task: (owned): the task, as it was read
 * @before_start: what we believe the source holds
 * @before_end: likewise
 * @after: what it should hold; empty: nothing
 * @at: the planning instant, which becomes the task's "last scheduled"
 *
 * One write we would make.  A difference is data: it is shown, counted,
 * written and taken back.
 */
typedef struct
{
  SkTask *task;
  SkWhen  before_start;
  SkWhen  before_end;
  SkSpan  after;
  gint64  at;
} SkChange;

/**
 * SkOutcome:
 *
 * What became of a change (formats.md, `outcome`).
 */
typedef enum
{
  SK_OUTCOME_PLANNED,
  SK_OUTCOME_WRITTEN,
  SK_OUTCOME_FAILED,
  SK_OUTCOME_CONFLICT,
  SK_OUTCOME_UNDONE,
} SkOutcome;

/**
 * SkWrite:
 * @task: (owned): the task
 * @property: (owned): the property in the source's own words, for people
 * @property_id: (owned) (nullable): what the source knows it by, also when it
 *   is renamed; %NULL: by @property
 * @before: (owned): its value as the source gave it, JSON
 * @after: (owned): its value to be, JSON
 * @outcome: what became of it
 * @code: (owned) (nullable): for programs, if it failed
 * @text: (owned) (nullable): for people, if it failed
 * @facts: (owned) (nullable): a name for what the change was decided by
 *
 * One property of one task: a line of a change set, and of the journal.
 */
typedef struct
{
  SkTask    *task;
  char      *property;
  char      *property_id;
  char      *before;
  char      *after;
  SkOutcome  outcome;
  char      *code;
  char      *text;
  char      *facts;
} SkWrite;

gboolean  sk_change_is_still_wanted  (const SkChange *self,
                                      SkTask         *now);
gboolean  sk_change_still_holds      (const SkChange *self,
                                      SkTask         *now);
GArray   *sk_change_array_new        (void);
char     *sk_change_array_dup_digest (GArray         *changes);
SkWrite  *sk_write_dup               (const SkWrite  *self);
void      sk_write_free              (SkWrite        *self);
void      sk_write_copy              (const SkWrite  *self,
                                      SkWrite        *copy);
GArray   *sk_write_array_new         (void);
void      sk_write_array_add         (GArray         *array,
                                      SkTask         *task,
                                      const char     *property,
                                      const char     *before,
                                      char           *after);
void      sk_write_array_add_by_id   (GArray         *array,
                                      SkTask         *task,
                                      const char     *property,
                                      const char     *property_id,
                                      const char     *before,
                                      char           *after);

G_END_DECLS
