/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

char *sk_words_dup_warning          (SkPlan            *plan,
                                     const SkPlacement *placement,
                                     SkWarning          warning);
char *sk_words_dup_unplaced_warning (SkPlan            *plan,
                                     const SkUnplaced  *unplaced,
                                     SkWarning          warning);

G_END_DECLS
