/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

char *sk_words_dup_late_why (SkPlan            *plan,
                             const SkPlacement *placement);
char *sk_words_dup_slack    (SkPlan            *plan,
                             const SkPlacement *placement);

G_END_DECLS
