/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"
#include "sk-settings.h"

G_BEGIN_DECLS

gboolean sk_policy_may_write (SkApply  apply,
                              SkPlan  *plan);

G_END_DECLS
