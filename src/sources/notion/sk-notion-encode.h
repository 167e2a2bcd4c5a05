/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-change.h"
#include "sk-notion-schema.h"
#include "sk-rules.h"

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

char     *sk_notion_encode_properties     (SkNotionSchema  *schema);
JsonNode *sk_notion_encode_query          (SkNotionSchema  *schema);
JsonNode *sk_notion_encode_scheduled      (const SkChange  *change,
                                           SkRules         *rules,
                                           SkNotionTimes    times);
JsonNode *sk_notion_encode_last_scheduled (const SkChange  *change,
                                           SkRules         *rules,
                                           SkNotionTimes    times);
JsonNode *sk_notion_encode_change         (const SkChange  *change,
                                           SkNotionSchema  *schema,
                                           SkRules         *rules,
                                           SkNotionTimes    times);
gboolean  sk_notion_encode_check          (const SkChange  *change,
                                           SkNotionSchema  *schema,
                                           JsonNode        *page,
                                           GError         **error);

G_END_DECLS
