/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

SkPlan *sk_hold_plan (SkPlan      *plan,
                      GHashTable  *held,
                      GError     **error);

G_END_DECLS
