/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-rules.h"
#include "sk-span.h"

G_BEGIN_DECLS

/**
 * SkStretch:
 * @span: whole slots inside one open range of one local day
 * @day: that day, days since 1970-01-01
 * @first: the position of its first slot
 * @n_slots: how many there are
 *
 * Slots that may be used in one piece.
 */
typedef struct
{
  SkSpan span;
  gint64 day;
  guint  first;
  guint  n_slots;
} SkStretch;

typedef struct _SkFreeTime SkFreeTime;

SkFreeTime      *sk_free_time_new             (SkRules          *rules,
                                               gint64            at);
SkFreeTime      *sk_free_time_copy            (const SkFreeTime *self);
void             sk_free_time_free            (SkFreeTime       *self);
void             sk_free_time_take            (SkFreeTime       *self,
                                               SkSpan            span);
void             sk_free_time_give_back       (SkFreeTime       *self,
                                               SkSpan            span,
                                               const SkFreeTime *from);
gboolean         sk_free_time_is_free         (const SkFreeTime *self,
                                               SkSpan            span);
gboolean         sk_free_time_find_first      (const SkFreeTime *self,
                                               guint             n_slots,
                                               gint64            not_before,
                                               SkSpan           *place);
gboolean         sk_free_time_find_last       (const SkFreeTime *self,
                                               guint             n_slots,
                                               gint64            not_after,
                                               SkSpan           *place);
SkSpan           sk_free_time_round           (const SkFreeTime *self,
                                               SkSpan            span);
guint            sk_free_time_get_longest     (const SkFreeTime *self);
SkSpan           sk_free_time_get_horizon     (const SkFreeTime *self);
guint            sk_free_time_get_n_stretches (const SkFreeTime *self);
const SkStretch *sk_free_time_get_stretch     (const SkFreeTime *self,
                                               guint             i);
const SkStretch *sk_free_time_find_stretch    (const SkFreeTime *self,
                                               SkSpan            span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkFreeTime, sk_free_time_free)

G_END_DECLS
