/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-placement.h"
#include "sk-snapshot.h"

G_BEGIN_DECLS

#define SK_TYPE_PLAN (sk_plan_get_type ())

typedef struct _SkPlan SkPlan;

/**
 * SkCapacity:
 * @day: a local day on which something is due, days since 1970-01-01
 * @free: seconds of hours that nothing busy and nothing fixed takes, from the planning
 *   instant until that day's hours end
 * @due: seconds of work that is due by then and not fixed
 *
 * Hours due against hours free.
 */
typedef struct
{
  gint64 day;
  gint64 free;
  gint64 due;
} SkCapacity;

/**
 * SkPlanInit:
 * @snapshot: what was planned; borrowed
 * @rules: by which rules; borrowed
 * @at: the planning instant, Unix seconds
 * @placements: (transfer full): from sk_placement_array_new(), in the plan's order
 * @unplaced: (transfer full): from sk_unplaced_array_new(), most important first
 * @left_alone: (transfer full): from sk_left_alone_array_new(), by id
 * @capacity: (transfer full) (nullable) (element-type SkCapacity): by day
 * @lower_bound_late: no plan at all has fewer late tasks
 *
 * Named arguments for sk_plan_new_take().
 */
typedef struct
{
  SkSnapshot *snapshot;
  SkRules    *rules;
  gint64      at;
  GArray     *placements;
  GArray     *unplaced;
  GArray     *left_alone;
  GArray     *capacity;
  guint       lower_bound_late;
} SkPlanInit;

/**
 * SkSummary:
 *
 * The plan in numbers (formats.md, `summary`).
 */
typedef struct
{
  guint tasks;
  guint placed;
  guint n_new;
  guint moved;
  guint missed;
  guint kept;
  guint removed;
  guint unplaced;
  guint late;
  guint late_avoidable;
  guint lower_bound_late;
} SkSummary;

GType              sk_plan_get_type         (void);
SkPlan            *sk_plan_new_take         (const SkPlanInit *init);
SkPlan            *sk_plan_new_exactly      (const SkPlanInit *init,
                                             SkPlacement      *placements,
                                             guint             n_placements,
                                             SkUnplaced       *unplaced,
                                             guint             n_unplaced);
SkPlan            *sk_plan_with_reasons_take (SkPlan          *self,
                                             GArray           *placements,
                                             GArray           *unplaced);
SkPlan            *sk_plan_ref              (SkPlan           *self);
void               sk_plan_unref            (SkPlan           *self);
SkSnapshot        *sk_plan_get_snapshot     (SkPlan           *self);
SkRules           *sk_plan_get_rules        (SkPlan           *self);
gint64             sk_plan_get_at           (SkPlan           *self);
guint              sk_plan_get_n_placements (SkPlan           *self);
const SkPlacement *sk_plan_get_placement    (SkPlan           *self,
                                             guint             i);
const SkPlacement *sk_plan_find_placement   (SkPlan           *self,
                                             const char       *id);
const GPtrArray   *sk_plan_get_circle       (SkPlan           *self,
                                             guint             circle);
guint              sk_plan_get_n_unplaced   (SkPlan           *self);
const SkUnplaced  *sk_plan_get_unplaced     (SkPlan           *self,
                                             guint             i);
guint              sk_plan_get_n_left_alone (SkPlan           *self);
const SkLeftAlone *sk_plan_get_left_alone   (SkPlan           *self,
                                             guint             i);
guint              sk_plan_get_n_capacity   (SkPlan           *self);
const SkCapacity  *sk_plan_get_capacity     (SkPlan           *self,
                                             guint             i);
SkSummary          sk_plan_summarize        (SkPlan           *self);
gboolean           sk_plan_has_changes      (SkPlan           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkPlan, sk_plan_unref)

G_END_DECLS
