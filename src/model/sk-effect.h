/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

/**
 * SkEffectKind:
 * @SK_EFFECT_SAME: it is where it was
 * @SK_EFFECT_ADDED: it is only in the other plan
 * @SK_EFFECT_GONE: it is not in the other plan
 * @SK_EFFECT_PLACED: it gets a place
 * @SK_EFFECT_UNPLACED: it loses its place
 * @SK_EFFECT_LATE: it misses a due date that it kept
 * @SK_EFFECT_ON_TIME: it keeps a due date that it missed
 * @SK_EFFECT_EARLIER: it is earlier
 * @SK_EFFECT_LATER: it is later
 *
 * What another plan makes of a task; the first that is true.
 */
typedef enum
{
  SK_EFFECT_SAME,
  SK_EFFECT_ADDED,
  SK_EFFECT_GONE,
  SK_EFFECT_PLACED,
  SK_EFFECT_UNPLACED,
  SK_EFFECT_LATE,
  SK_EFFECT_ON_TIME,
  SK_EFFECT_EARLIER,
  SK_EFFECT_LATER,
} SkEffectKind;

/**
 * SkEffectSide:
 * @span: its place; empty if it has none
 * @is_known: whether the plan plans the task at all
 * @late: whether it misses its due date
 *
 * A task in one of the two plans.
 */
typedef struct
{
  SkSpan   span;
  gboolean is_known;
  gboolean late;
} SkEffectSide;

/**
 * SkEffect:
 * @task: (owned): the task
 * @before: in the one plan
 * @after: in the other
 * @kind: what that comes to
 */
typedef struct
{
  SkTask       *task;
  SkEffectSide  before;
  SkEffectSide  after;
  SkEffectKind  kind;
} SkEffect;

GArray *sk_effect_list (SkPlan *before,
                        SkPlan *after);

static inline gboolean
sk_effect_side_is_placed (const SkEffectSide *self)
{
  return !sk_span_is_empty (self->span);
}

/* Whether a due date is kept there. */
static inline gboolean
sk_effect_side_is_on_time (const SkEffectSide *self)
{
  return sk_effect_side_is_placed (self) && !self->late;
}

static inline gboolean
sk_effect_has_due (const SkEffect *self)
{
  return sk_when_is_set (sk_task_get_due (self->task));
}

G_END_DECLS
