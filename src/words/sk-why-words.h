/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

const char *sk_words_get_task_name     (SkTask            *task);
char       *sk_words_dup_why           (SkPlan            *plan,
                                        const SkPlacement *placement);
char       *sk_words_dup_late_why      (SkPlan            *plan,
                                        const SkPlacement *placement);
char       *sk_words_dup_warning       (SkPlan            *plan,
                                        const SkPlacement *placement,
                                        SkWarning          warning);
char       *sk_words_dup_unplaced_warning
                                       (SkPlan            *plan,
                                        const SkUnplaced  *unplaced,
                                        SkWarning          warning);
char       *sk_words_dup_unplaced      (SkPlan            *plan,
                                        const SkUnplaced  *unplaced);
char       *sk_words_dup_blocked       (SkPlan            *plan,
                                        const SkBlocked   *blocked);
char       *sk_words_dup_slack         (SkPlan            *plan,
                                        const SkPlacement *placement);
const char *sk_words_get_left_why      (SkLeftWhy          why);

G_END_DECLS
