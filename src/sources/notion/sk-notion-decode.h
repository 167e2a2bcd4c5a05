/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-notion-schema.h"

G_BEGIN_DECLS

/**
 * SkNotionOrigin:
 * @workspace: where the page comes from, for people
 * @source: (nullable): the id of the source that can write it; %NULL: none of ours can
 * @blocked_by: (nullable): all blockers, where the page holds only the first few
 * @notes: (element-type utf8): what is odd is added here, for people
 *
 * What a page does not say about itself.
 */
typedef struct
{
  const char        *workspace;
  const char        *source;
  const char *const *blocked_by;
  GPtrArray         *notes;
} SkNotionOrigin;

gboolean  sk_notion_decode_is_live (JsonNode              *page);
gboolean  sk_notion_decode_is_cut  (JsonNode              *page,
                                    SkNotionSchema        *schema);
gboolean  sk_notion_decode_is_assigned
                                   (JsonNode              *page,
                                    SkNotionSchema        *schema,
                                    const char            *assignee);
SkTask   *sk_notion_decode_task    (JsonNode              *page,
                                    SkNotionSchema        *schema,
                                    const SkNotionOrigin  *origin);

G_END_DECLS
