/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

#define SK_PLAN_FORMAT "slotkeeper-plan/1"

char   *sk_plan_codec_write (SkPlan      *plan,
                             const char  *digest);
char   *sk_plan_codec_write_for_faces
                            (SkPlan      *plan,
                             const char  *digest,
                             SkPlan      *whole,
                             GArray      *open);
char   *sk_plan_codec_write_task
                            (SkPlan      *plan,
                             SkTask      *task);
SkPlan *sk_plan_codec_read  (const char  *text,
                             gsize        length,
                             SkSnapshot  *snapshot,
                             SkRules     *rules,
                             char       **digest,
                             GError     **error);

G_END_DECLS
