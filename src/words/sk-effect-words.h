/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-effect.h"

G_BEGIN_DECLS

const char *sk_words_get_effect      (SkEffectKind        kind);
char       *sk_words_dup_effect_side (const SkEffect     *effect,
                                      const SkEffectSide *side,
                                      SkRules            *rules);
char       *sk_words_dup_effects     (const GArray       *effects);

G_END_DECLS
