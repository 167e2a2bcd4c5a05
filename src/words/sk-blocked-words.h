/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

char  *sk_words_dup_blocked     (SkPlan          *plan,
                                 const SkBlocked *blocked);
GStrv  sk_words_dup_certificate (SkPlan          *plan,
                                 const GArray    *blocked);
char  *sk_words_dup_relief      (SkPlan          *plan,
                                 const SkBlocked *obstacle,
                                 SkSpan           place);

G_END_DECLS
