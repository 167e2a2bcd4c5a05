/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SkNotionRole:
 *
 * What a column is to us, whatever it is called.
 */
typedef enum
{
  SK_NOTION_TITLE,
  SK_NOTION_RANK,
  SK_NOTION_STATUS,
  SK_NOTION_DURATION,
  SK_NOTION_DUE,
  SK_NOTION_SCHEDULED,
  SK_NOTION_LAST_SCHEDULED,
  SK_NOTION_AUTO_SCHEDULE,
  SK_NOTION_EARLIEST_START,
  SK_NOTION_BLOCKED_BY,
  SK_NOTION_PINNED,
  SK_NOTION_N_ROLES,
} SkNotionRole;

/**
 * SkNotionColumn:
 * @name: (owned) (nullable): what it is called; %NULL: there is no such column
 * @id: (owned) (nullable): percent-encoded as Notion gave it
 * @type: (owned) (nullable): as Notion calls it
 *
 * The column of a database that has a role.
 */
typedef struct
{
  char *name;
  char *id;
  char *type;
} SkNotionColumn;

gboolean    sk_notion_column_find          (SkNotionColumn  *self,
                                            JsonObject      *properties,
                                            SkNotionRole     role,
                                            GError         **error);
void        sk_notion_column_clear         (SkNotionColumn  *self);
const char *sk_notion_role_get_usual_name  (SkNotionRole     role);
gboolean    sk_notion_role_is_usual        (SkNotionRole     role);

G_END_DECLS
