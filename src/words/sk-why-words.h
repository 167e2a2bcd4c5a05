/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

char       *sk_words_dup_why      (SkPlan            *plan,
                                   const SkPlacement *placement);
char       *sk_words_dup_unplaced (SkPlan            *plan,
                                   const SkUnplaced  *unplaced);
const char *sk_words_get_left_why (SkLeftWhy          why);

G_END_DECLS
