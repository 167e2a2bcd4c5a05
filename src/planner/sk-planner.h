/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

SkPlan *sk_planner_plan (SkSnapshot *snapshot,
                         SkRules    *rules,
                         gint64      at);

G_END_DECLS
