/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean sk_notion_value_read_title    (JsonNode   *value,
                                        char      **title);
gboolean sk_notion_value_read_number   (JsonNode   *value,
                                        gboolean   *is_set,
                                        double     *number);
gboolean sk_notion_value_read_option   (JsonNode   *value,
                                        const char **name);
gboolean sk_notion_value_read_checkbox (JsonNode   *value,
                                        gboolean   *is_ticked);
gboolean sk_notion_value_read_relation (JsonNode   *value,
                                        GStrv      *ids);
gboolean sk_notion_value_is_person     (JsonNode   *user,
                                        const char *who);
GStrv    sk_notion_value_dup_relation  (GPtrArray  *items);

G_END_DECLS
