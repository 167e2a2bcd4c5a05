/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

SkSnapshot *sk_case_read      (const char *members);
gint64      sk_case_instant   (const char *text);
SkPlan     *sk_case_plan      (const char *members,
                               const char *at);
char       *sk_case_tell      (SkPlan     *plan);
void        sk_case_check     (SkPlan     *plan);

G_END_DECLS
