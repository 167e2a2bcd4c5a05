/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-effect.h"

G_BEGIN_DECLS

void sk_what_if_table_print (SkPlan            *supposed,
                             const char *const *lines,
                             const GArray      *effects,
                             gboolean           may_colour);

G_END_DECLS
