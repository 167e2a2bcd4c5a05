/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-change.h"
#include "sk-complaint.h"
#include "sk-plan.h"

G_BEGIN_DECLS

GArray *sk_plan_check       (SkPlan     *plan);
GArray *sk_plan_check_world (SkSnapshot *snapshot,
                             SkRules    *rules,
                             gint64      at,
                             GArray     *changes);

G_END_DECLS
