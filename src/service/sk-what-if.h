/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

SkSnapshot *sk_what_if_apply (const char *const *lines,
                              SkSnapshot        *snapshot,
                              SkRules           *rules,
                              gint64             at,
                              GError           **error);
SkPlan     *sk_what_if_plan  (SkPlan            *plan,
                              const char *const *lines,
                              gboolean           certify,
                              GError           **error);

G_END_DECLS
