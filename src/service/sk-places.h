/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"
#include "sk-try.h"

G_BEGIN_DECLS

GArray *sk_places_list (SkPlan *plan,
                        SkTask *task);

G_END_DECLS
