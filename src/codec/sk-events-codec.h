/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-event.h"
#include "sk-rules.h"

G_BEGIN_DECLS

/**
 * SkEventLine:
 * @event: an event
 * @blocks: whether nothing is planned at its time
 * @code: why, for programs
 *
 * An event, and what it does to the plan.
 */
typedef struct
{
  SkEvent    *event;
  gboolean    blocks;
  const char *code;
} SkEventLine;

char *sk_events_codec_write (GArray  *lines,
                             SkRules *rules);

G_END_DECLS
