/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-board.h"

G_BEGIN_DECLS

const char *sk_words_get_card_title (const SkCard    *card);
const char *sk_words_get_event_title (const SkMeeting  *event);
const char *sk_words_get_card_mark  (const SkCard    *card);
char       *sk_words_dup_clocks     (SkSpan           span,
                                     SkRules         *rules);
char       *sk_words_dup_from_to    (const SkCard    *card,
                                     SkRules         *rules);
char       *sk_words_dup_from_to_clocks
                                    (const SkCard    *card,
                                     SkRules         *rules);
char       *sk_words_dup_card_name  (const SkCard    *card,
                                     SkRules         *rules);
char       *sk_words_dup_event_name (const SkMeeting   *event,
                                     SkRules         *rules);
char       *sk_words_dup_held_by    (const SkBlocked *blocked);
char       *sk_words_dup_latest     (const SkCard    *card,
                                     SkRules         *rules);
char       *sk_words_dup_load       (gint64           taken,
                                     gint64           open);
char       *sk_words_dup_load_long  (gint64           taken,
                                     gint64           open,
                                     const SkCapacity *capacity);

G_END_DECLS
