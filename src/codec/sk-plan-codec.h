/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-change.h"
#include "sk-plan.h"

G_BEGIN_DECLS

#define SK_PLAN_FORMAT "slotkeeper-plan/1"

/**
 * SkPlanFaces:
 * @whole: the plan with what is held; may be the plan itself
 * @open: (element-type SkSpan): the hours that are open
 * @failures: (nullable) (element-type utf8 SkWrite): by the ids of tasks, what
 *   could not be written
 *
 * What faces show besides a plan.
 */
typedef struct
{
  SkPlan     *whole;
  GArray     *open;
  GHashTable *failures;
} SkPlanFaces;

char   *sk_plan_codec_write           (SkPlan             *plan,
                                       const char         *digest);
char   *sk_plan_codec_write_for_faces (SkPlan             *plan,
                                       const char         *digest,
                                       const SkPlanFaces  *faces);
char   *sk_plan_codec_write_task      (SkPlan             *plan,
                                       SkTask             *task);
SkPlan *sk_plan_codec_read            (const char         *text,
                                       gsize               length,
                                       SkSnapshot         *snapshot,
                                       SkRules            *rules,
                                       char              **digest,
                                       GError            **error);

G_END_DECLS
