/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-agenda.h"

G_BEGIN_DECLS

SkPlan *sk_tell_plan (SkAgenda *self);

G_END_DECLS
