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
  SK_NOTION_ASSIGNEE,
  SK_NOTION_N_ROLES,
} SkNotionRole;

/* A set of roles, as a mask; those that a plan writes. */
#define SK_NOTION_ROLES(role) (1u << (role))
#define SK_NOTION_ROLES_WRITTEN \
  (SK_NOTION_ROLES (SK_NOTION_SCHEDULED) | SK_NOTION_ROLES (SK_NOTION_LAST_SCHEDULED))

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

/**
 * SkNotionWish:
 * @name: (nullable): the id or the name of the column the person chose
 * @id: (nullable): the id it had when it was last found
 * @is_required: whether nothing works without it
 *
 * How a column is looked for, besides by its usual name.
 */
typedef struct
{
  const char *name;
  const char *id;
  gboolean    is_required;
} SkNotionWish;

gboolean    sk_notion_column_find           (SkNotionColumn      *self,
                                             JsonObject          *properties,
                                             SkNotionRole         role,
                                             const SkNotionWish  *wish,
                                             GError             **error);
void        sk_notion_column_clear          (SkNotionColumn      *self);
gboolean    sk_notion_column_id_equal       (const char          *a,
                                             const char          *b);
const char *sk_notion_role_get_name         (SkNotionRole         role);
gboolean    sk_notion_role_from_name        (const char          *name,
                                             SkNotionRole        *role);
const char *sk_notion_role_get_chosen       (SkNotionRole         role,
                                             const char *const   *columns);
const char *sk_notion_role_get_usual_name   (SkNotionRole         role);
const char *sk_notion_role_get_type         (SkNotionRole         role);
gboolean    sk_notion_role_is_usual         (SkNotionRole         role);
gboolean    sk_notion_role_is_required      (SkNotionRole         role);
gboolean    sk_notion_role_may_be_added     (SkNotionRole         role);
gboolean    sk_notion_role_may_have_type    (SkNotionRole         role,
                                             const char          *type);

G_END_DECLS
