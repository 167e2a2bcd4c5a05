/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-promises.h"

G_BEGIN_DECLS

/**
 * SkHoldOn:
 * @SK_HOLD_ON_NOT: it makes way for whatever is more important
 * @SK_HOLD_ON_LIMIT: it makes way for nobody, but may begin earlier
 * @SK_HOLD_ON_PLACE: it does not move at all
 */
typedef enum
{
  SK_HOLD_ON_NOT,
  SK_HOLD_ON_LIMIT,
  SK_HOLD_ON_PLACE,
} SkHoldOn;

void     sk_place_from_scratch (SkPromises       *promises,
                                SkPosition       *places);
gboolean sk_place_before       (SkPromises       *promises,
                                int               number,
                                SkPosition        from,
                                SkPosition        to);
void     sk_place_note_rescued (SkPromises       *promises,
                                const SkPosition *places);
gboolean sk_place_tighten      (SkAgenda         *agenda,
                                SkFreeTime       *free_time,
                                SkPosition       *places,
                                const guint8     *holds);
void     sk_place_find_holds   (SkAgenda         *agenda,
                                const SkPosition *places,
                                guint8           *holds);

G_END_DECLS
