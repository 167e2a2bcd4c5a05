/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

char       *sk_words_dup_counts   (const SkSummary   *counts);
char       *sk_words_dup_summary  (SkPlan            *plan);
char       *sk_words_dup_n_written (guint             n);
const char *sk_words_get_change   (SkChangeKind       change);
const char *sk_words_get_fixed    (SkFixed            fixed);
char       *sk_words_dup_before   (SkPlan            *plan,
                                   const SkPlacement *placement);
char       *sk_words_dup_capacity (const SkCapacity  *capacity,
                                   SkRules           *rules);

G_END_DECLS
