/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-effect.h"

G_BEGIN_DECLS

#define SK_WHAT_IF_FORMAT "slotkeeper-what-if/1"

/**
 * SkWhatIfInit:
 * @lines: what was supposed, as it was typed, %NULL-terminated
 * @before: the plan without it
 * @before_digest: the digest of its changes
 * @after: the plan with it
 * @after_digest: the digest of its changes
 * @effects: (element-type SkEffect): from sk_effect_list()
 *
 * Named arguments for sk_what_if_codec_write().
 */
typedef struct
{
  const char *const *lines;
  SkPlan            *before;
  const char        *before_digest;
  SkPlan            *after;
  const char        *after_digest;
  const GArray      *effects;
} SkWhatIfInit;

char *sk_what_if_codec_write (const SkWhatIfInit *init);

G_END_DECLS
