/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean  sk_notion_raw_is_same (const char *type,
                                 JsonNode   *a,
                                 JsonNode   *b);
JsonNode *sk_notion_raw_to_set  (const char *type,
                                 JsonNode   *value);

G_END_DECLS
