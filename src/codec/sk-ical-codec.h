/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

char *sk_ical_codec_write (SkPlan *plan);

G_END_DECLS
