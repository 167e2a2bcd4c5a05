/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-state.h"

G_BEGIN_DECLS

#define SK_STATE_FORMAT "slotkeeper-state/1"

char    *sk_state_codec_write (SkState     *state);
SkState *sk_state_codec_read  (const char  *text,
                               gsize        length,
                               GError     **error);

G_END_DECLS
