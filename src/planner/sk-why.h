/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

SkPlan *sk_why_certify (SkPlan *plan);

G_END_DECLS
