/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-rules.h"
#include "sk-span.h"

G_BEGIN_DECLS

gint64 sk_wall_clock_start_of_day (SkRules       *rules,
                                   gint64         day);
gint64 sk_wall_clock_end_of_hours (SkRules       *rules,
                                   gint64         day);
gint64 sk_wall_clock_day_of       (SkRules       *rules,
                                   gint64         instant);
SkSpan sk_wall_clock_resolve      (SkRules       *rules,
                                   gint64         day,
                                   const SkRange *range);

G_END_DECLS
