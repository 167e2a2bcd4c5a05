/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-state.h"

G_BEGIN_DECLS

/**
 * SkOutlook:
 * @running: (owned) (element-type SkSlot): the slot under way: none or one
 * @next: (owned) (element-type SkSlot): the slots after it
 * @late: (owned) (element-type SkSlot): what misses its due date
 * @ended: (owned) (element-type SkSlot): the last slot that ended without its
 *   task being done: none or one
 *
 * What a plan means at a moment.
 */
typedef struct
{
  GArray *running;
  GArray *next;
  GArray *late;
  GArray *ended;
} SkOutlook;

void   sk_outlook_init           (SkOutlook *self,
                                  SkPlan    *plan,
                                  gint64     now);
void   sk_outlook_clear          (SkOutlook *self);
void   sk_outlook_fill           (SkOutlook   *self,
                                  SkStateInit *init);
gint64 sk_outlook_get_slot_end   (SkOutlook *self);
gint64 sk_outlook_get_slot_start (SkOutlook *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkOutlook, sk_outlook_clear)

G_END_DECLS
