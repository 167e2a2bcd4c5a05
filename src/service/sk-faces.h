/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

char *sk_faces_dup_plan (SkPlan     *plan,
                         SkPlan     *whole,
                         GHashTable *failures);

G_END_DECLS
