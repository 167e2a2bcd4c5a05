/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-rules.h"
#include "sk-span.h"

G_BEGIN_DECLS

typedef struct _SkWallClock SkWallClock;

SkWallClock *sk_wall_clock_new          (SkRules           *rules,
                                         SkSpan             span);
SkWallClock *sk_wall_clock_new_for_day  (SkRules           *rules,
                                         gint64             day);
void         sk_wall_clock_free         (SkWallClock       *self);
gboolean     sk_wall_clock_is_even      (const SkWallClock *self,
                                         SkSpan             span);
gint64       sk_wall_clock_start_of_day (const SkWallClock *self,
                                         gint64             day);
gint64       sk_wall_clock_end_of_hours (const SkWallClock *self,
                                         gint64             day);
gint64       sk_wall_clock_day_of       (const SkWallClock *self,
                                         gint64             instant);
SkSpan       sk_wall_clock_resolve      (const SkWallClock *self,
                                         gint64             day,
                                         const SkRange     *range);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkWallClock, sk_wall_clock_free)

G_END_DECLS
