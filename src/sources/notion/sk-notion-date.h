/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-rules.h"
#include "sk-when.h"

G_BEGIN_DECLS

/**
 * SkNotionTimes:
 * @SK_NOTION_TIMES_LOCAL: wall time and the name of a zone, where that is unambiguous
 * @SK_NOTION_TIMES_OFFSET: with an offset, for whoever does not know the zone
 *
 * How a time is written down.
 */
typedef enum
{
  SK_NOTION_TIMES_LOCAL,
  SK_NOTION_TIMES_OFFSET,
} SkNotionTimes;

gboolean  sk_notion_date_read      (JsonNode       *value,
                                    SkWhen         *start,
                                    SkWhen         *end);
JsonNode *sk_notion_date_new       (gint64          start,
                                    const gint64   *end,
                                    SkRules        *rules,
                                    SkNotionTimes   times);
gboolean  sk_notion_date_is_minute (SkWhen          when,
                                    gint64          instant);

G_END_DECLS
