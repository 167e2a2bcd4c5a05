/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-notion-column.h"
#include "sk-task.h"

G_BEGIN_DECLS

typedef struct _SkNotionSchema SkNotionSchema;

SkNotionSchema  *sk_notion_schema_new            (JsonNode            *data_source,
                                                  const char *const   *left_out,
                                                  GError             **error);
SkNotionSchema  *sk_notion_schema_new_for_page   (JsonNode            *page,
                                                  const char *const   *left_out);
SkNotionSchema  *sk_notion_schema_ref            (SkNotionSchema      *self);
void             sk_notion_schema_unref          (SkNotionSchema      *self);
const char      *sk_notion_schema_get_id         (SkNotionSchema      *self);
const char      *sk_notion_schema_get_column     (SkNotionSchema      *self,
                                                  SkNotionRole         role);
const char      *sk_notion_schema_get_name       (SkNotionSchema      *self,
                                                  SkNotionRole         role);
const char      *sk_notion_schema_get_type       (SkNotionSchema      *self,
                                                  SkNotionRole         role);
JsonNode        *sk_notion_schema_find           (SkNotionSchema      *self,
                                                  JsonNode            *page,
                                                  SkNotionRole         role);
SkStanding       sk_notion_schema_get_standing   (SkNotionSchema      *self,
                                                  const char          *status);
GPtrArray       *sk_notion_schema_dup_left_out   (SkNotionSchema      *self);
void             sk_notion_schema_add_notes      (SkNotionSchema      *self,
                                                  GPtrArray           *notes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkNotionSchema, sk_notion_schema_unref)

G_END_DECLS
