/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sk-board.h"

G_BEGIN_DECLS

#define SK_TYPE_SLOT_CARD (sk_slot_card_get_type ())
G_DECLARE_FINAL_TYPE (SkSlotCard, sk_slot_card, SK, SLOT_CARD, GtkButton)

GtkWidget    *sk_slot_card_new       (void);
void          sk_slot_card_set_card  (SkSlotCard    *self,
                                      SkBoard       *board,
                                      const SkCard  *card,
                                      guint          colour);
void          sk_slot_card_set_event (SkSlotCard    *self,
                                      SkBoard       *board,
                                      const SkMeeting *event);
void          sk_slot_card_set_now   (SkSlotCard    *self,
                                      gint64         now);
const char   *sk_slot_card_get_task  (SkSlotCard    *self);
SkSpan        sk_slot_card_get_span  (SkSlotCard    *self);

G_END_DECLS
