/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

void sk_table_print_plan (SkPlan   *plan,
                          gboolean  may_colour);

G_END_DECLS
