/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-rules.h"
#include "sk-try.h"

G_BEGIN_DECLS

#define SK_PLACES_FORMAT "slotkeeper-places/1"

char   *sk_places_codec_write (SkTask        *task,
                               const GArray  *tries,
                               SkRules       *rules);
GArray *sk_places_codec_read  (const char    *text,
                               gsize          length,
                               GError       **error);

G_END_DECLS
