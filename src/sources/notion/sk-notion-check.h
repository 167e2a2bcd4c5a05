/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-change.h"
#include "sk-notion-schema.h"

G_BEGIN_DECLS

gboolean sk_notion_check         (const SkChange  *change,
                                  SkNotionSchema  *schema,
                                  JsonNode        *page,
                                  GError         **error);
gboolean sk_notion_check_columns (SkNotionSchema  *schema,
                                  JsonNode        *page,
                                  GError         **error);

G_END_DECLS
