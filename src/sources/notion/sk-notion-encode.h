/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-change.h"
#include "sk-notion-date.h"
#include "sk-notion-schema.h"

G_BEGIN_DECLS

char     *sk_notion_encode_properties     (SkNotionSchema  *schema);
JsonNode *sk_notion_encode_query          (SkNotionSchema  *schema,
                                           const char      *assignee);
JsonNode *sk_notion_encode_edited         (gint64           since);
JsonNode *sk_notion_encode_window         (JsonNode        *query,
                                           const char      *since);
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
void      sk_notion_encode_describe       (const SkChange  *change,
                                           SkNotionSchema  *schema,
                                           SkRules         *rules,
                                           GArray          *writes);
gboolean  sk_notion_encode_describe_done  (SkTask          *task,
                                           SkNotionSchema  *schema,
                                           const char      *wanted,
                                           GArray          *writes);

G_END_DECLS
