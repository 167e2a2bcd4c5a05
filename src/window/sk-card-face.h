/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SK_TYPE_CARD_FACE (sk_card_face_get_type ())
G_DECLARE_FINAL_TYPE (SkCardFace, sk_card_face, SK, CARD_FACE, GtkWidget)

/**
 * SkCardMarks:
 *
 * What a card says with a small picture; a set of bits.
 */
typedef enum
{
  SK_CARD_MARK_NEW    = 1 << 0,
  SK_CARD_MARK_MOVED  = 1 << 1,
  SK_CARD_MARK_MISSED = 1 << 2,
  SK_CARD_MARK_PINNED = 1 << 3,
  SK_CARD_MARK_LATE   = 1 << 4,
  SK_CARD_MARK_ALERT  = 1 << 5,
} SkCardMarks;

void sk_card_face_set_texts    (SkCardFace  *self,
                                const char  *title,
                                const char  *detail);
void sk_card_face_set_colour   (SkCardFace  *self,
                                const char  *colour);
void sk_card_face_set_marks    (SkCardFace  *self,
                                SkCardMarks  marks);
void sk_card_face_set_progress (SkCardFace  *self,
                                double       part);

G_END_DECLS
