/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *sk_notion_json_parse      (GBytes      *body,
                                       GError     **error);
JsonNode   *sk_notion_json_get        (JsonNode    *node,
                                       const char  *name);
JsonObject *sk_notion_json_get_object (JsonNode    *node,
                                       const char  *name);
JsonArray  *sk_notion_json_get_array  (JsonNode    *node,
                                       const char  *name);
const char *sk_notion_json_get_text   (JsonNode    *node,
                                       const char  *name);
gboolean    sk_notion_json_get_flag   (JsonNode    *node,
                                       const char  *name);

G_END_DECLS
