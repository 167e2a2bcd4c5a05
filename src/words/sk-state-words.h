/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-state.h"

G_BEGIN_DECLS

char *sk_words_dup_phase     (SkState      *state);
char *sk_words_dup_running   (SkState      *state);
char *sk_words_dup_next      (SkState      *state);
char *sk_words_dup_ended     (SkState      *state);
char *sk_words_dup_state     (SkState      *state);
char *sk_words_dup_slot      (const SkSlot *slot,
                              SkState      *state);
char *sk_words_dup_n_waiting (guint         n);

G_END_DECLS
