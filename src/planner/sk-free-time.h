/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-horizon.h"

G_BEGIN_DECLS

/**
 * SkFreeTime:
 *
 * Which slots of a horizon are free.  Everything in it is counted in
 * positions; a limit on what a day may hold, and the buffer around what is
 * taken, are part of it.
 */
typedef struct _SkFreeTime SkFreeTime;

SkFreeTime      *sk_free_time_new        (const SkHorizon  *horizon,
                                          SkRules          *rules);
SkFreeTime      *sk_free_time_copy       (const SkFreeTime *self);
void             sk_free_time_assign     (SkFreeTime       *self,
                                          const SkFreeTime *from);
void             sk_free_time_free       (SkFreeTime       *self);

/* what nobody can give back: before planning */
void             sk_free_time_close      (SkFreeTime       *self,
                                          SkSpan            span);
void             sk_free_time_drop_before
                                         (SkFreeTime       *self,
                                          SkPosition        position);
void             sk_free_time_fill       (SkFreeTime       *self,
                                          SkSpan            span);

/* what is taken, and may be given back */
void             sk_free_time_take       (SkFreeTime       *self,
                                          SkPosition        position,
                                          int               n_slots);
void             sk_free_time_give       (SkFreeTime       *self,
                                          SkPosition        position,
                                          int               n_slots);
void             sk_free_time_lend       (SkFreeTime       *self,
                                          SkPosition        position,
                                          int               n_slots);
void             sk_free_time_take_back  (SkFreeTime       *self,
                                          SkPosition        position,
                                          int               n_slots);
void             sk_free_time_touch      (const SkFreeTime *self,
                                          SkPosition        position,
                                          int               n_slots,
                                          SkPosition       *from,
                                          SkPosition       *to);

gboolean         sk_free_time_has        (const SkFreeTime *self,
                                          SkPosition        position,
                                          int               n_slots);
gboolean         sk_free_time_is_free    (const SkFreeTime *self,
                                          SkPosition        position);
gboolean         sk_free_time_has_left   (const SkFreeTime *self,
                                          int               day,
                                          int               n_slots);
int              sk_free_time_get_room   (const SkFreeTime *self,
                                          int               day);
int              sk_free_time_get_room_until
                                         (const SkFreeTime *self,
                                          SkPosition        position);
gboolean         sk_free_time_may_fit    (const SkFreeTime *self,
                                          int               day,
                                          int               n_slots);
int              sk_free_time_count      (const SkFreeTime *self,
                                          SkPosition        from,
                                          SkPosition        to);
int              sk_free_time_get_longest (const SkFreeTime *self);
SkPosition       sk_free_time_find_first (SkFreeTime       *self,
                                          const SkFreeTime *also,
                                          int               n_slots,
                                          SkPosition        from,
                                          SkPosition        to);
gboolean         sk_free_time_list_starts
                                         (SkFreeTime       *self,
                                          int               n_slots,
                                          SkPosition        from,
                                          SkPosition        to,
                                          guint64          *starts);
SkPosition       sk_free_time_find_last  (SkFreeTime       *self,
                                          const SkFreeTime *also,
                                          int               n_slots,
                                          SkPosition        from,
                                          SkPosition        to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkFreeTime, sk_free_time_free)

G_END_DECLS
