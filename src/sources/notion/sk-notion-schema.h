/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-notion-column.h"
#include "sk-task.h"

G_BEGIN_DECLS

typedef struct _SkNotionSchema SkNotionSchema;

/**
 * SkNotionWishes:
 * @left_out: (nullable): statuses the person wants left out besides
 * @columns: (nullable): roles and ids or names of columns in turn
 * @assignee: (nullable): whose rows are wanted
 * @before: (nullable): what was found there before
 * @may_lack: whether it does without columns that are required
 *
 * What a person wants of a database, and what is known about it.
 */
typedef struct
{
  const char *const  *left_out;
  const char *const  *columns;
  const char         *assignee;
  SkNotionSchema     *before;
  gboolean            may_lack;
} SkNotionWishes;

SkNotionSchema  *sk_notion_schema_new            (JsonNode              *data_source,
                                                  const SkNotionWishes  *wishes,
                                                  GError               **error);
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
guint            sk_notion_schema_get_roles      (SkNotionSchema      *self,
                                                  const char          *id);
JsonNode        *sk_notion_schema_find           (SkNotionSchema      *self,
                                                  JsonNode            *page,
                                                  SkNotionRole         role);
JsonNode        *sk_notion_schema_find_by_id     (JsonNode            *object,
                                                  const char          *id,
                                                  const char         **name);
gboolean         sk_notion_schema_has_option     (SkNotionSchema      *self,
                                                  const char          *id,
                                                  JsonNode            *option);
SkStanding       sk_notion_schema_get_standing   (SkNotionSchema      *self,
                                                  const char          *status);
const char      *sk_notion_schema_get_done       (SkNotionSchema      *self,
                                                  const char          *wanted);
GPtrArray       *sk_notion_schema_dup_left_out   (SkNotionSchema      *self);
void             sk_notion_schema_add_notes      (SkNotionSchema      *self,
                                                  GPtrArray           *notes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkNotionSchema, sk_notion_schema_unref)

G_END_DECLS
