/* sk-notion-column.c — the columns we know
 *
 * The only list of them and of the types they may have.  A column is found by
 * its name once, and addressed by its id from then on.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-column.h"

#include <glib/gi18n-lib.h>

#include "sk-account-source.h"
#include "sk-error.h"
#include "sk-notion-json.h"
#include "sk-notion-name.h"

/* What a column is good for, if it is there at all. */
typedef enum
{
  USE_OPTIONAL,                 /* few have it */
  USE_USUAL,                    /* worth a note if it is missing */
  USE_REQUIRED,
} Use;

/* The one list of what we read and write. */
static const struct
{
  const char *role;
  const char *name;
  const char *types[2];
  Use         use;
} roles[SK_NOTION_N_ROLES] = {
  [SK_NOTION_TITLE] =
    { "title", "Task name", { "title" }, USE_REQUIRED },
  [SK_NOTION_RANK] =
    { "rank", "Rank", { "formula", "number" }, USE_USUAL },
  [SK_NOTION_STATUS] =
    { "status", "Status", { "status", "select" }, USE_USUAL },
  [SK_NOTION_DURATION] =
    { "duration", "Est Duration Hrs", { "number", "formula" }, USE_USUAL },
  [SK_NOTION_DUE] =
    { "due", "Due date", { "date" }, USE_USUAL },
  [SK_NOTION_SCHEDULED] =
    { SK_ROLE_SCHEDULED, "Scheduled Date", { "date" }, USE_REQUIRED },
  [SK_NOTION_LAST_SCHEDULED] =
    { SK_ROLE_LAST_SCHEDULED, "Last Scheduled", { "date" }, USE_OPTIONAL },
  [SK_NOTION_AUTO_SCHEDULE] =
    { SK_ROLE_AUTO_SCHEDULE, "Auto Schedule", { "checkbox" }, USE_OPTIONAL },
  [SK_NOTION_EARLIEST_START] =
    { "earliest-start", "Earliest Start", { "date" }, USE_OPTIONAL },
  [SK_NOTION_BLOCKED_BY] =
    { "blocked-by", "Blocked by", { "relation" }, USE_OPTIONAL },
  [SK_NOTION_PINNED] =
    { "pinned", "Pinned", { "checkbox" }, USE_OPTIONAL },
  [SK_NOTION_ASSIGNEE] =
    { "assignee", "Assignee", { "people" }, USE_OPTIONAL },
};

/**
 * sk_notion_role_get_name:
 * @role: what a column is to us
 *
 * Returns: what settings call it
 */
const char *
sk_notion_role_get_name (SkNotionRole role)
{
  return roles[role].role;
}

/**
 * sk_notion_role_from_name:
 * @name: what settings call a role
 * @role: (out): the role
 *
 * Returns: whether there is such a role
 */
gboolean
sk_notion_role_from_name (const char   *name,
                          SkNotionRole *role)
{
  for (*role = 0; *role < SK_NOTION_N_ROLES; (*role)++)
    if (g_str_equal (roles[*role].role, name))
      return TRUE;

  return FALSE;
}

/**
 * sk_notion_role_get_chosen:
 * @role: what a column is to us
 * @columns: (nullable): roles and ids or names of columns in turn
 *
 * Returns: (nullable): the column the person chose for it
 */
const char *
sk_notion_role_get_chosen (SkNotionRole       role,
                           const char *const *columns)
{
  for (guint i = 0; columns != NULL && columns[i] != NULL; i += 2)
    if (g_str_equal (columns[i], roles[role].role) && *columns[i + 1] != '\0')
      return columns[i + 1];

  return NULL;
}

const char *
sk_notion_role_get_type (SkNotionRole role)
{
  return roles[role].types[0];
}

gboolean
sk_notion_role_is_required (SkNotionRole role)
{
  return roles[role].use == USE_REQUIRED;
}

/**
 * sk_notion_role_may_be_added:
 * @role: what a column is to us
 *
 * Returns: whether it is ours to fill, so that we may add it
 */
gboolean
sk_notion_role_may_be_added (SkNotionRole role)
{
  return role == SK_NOTION_SCHEDULED || role == SK_NOTION_LAST_SCHEDULED ||
         role == SK_NOTION_AUTO_SCHEDULE;
}

const char *
sk_notion_role_get_usual_name (SkNotionRole role)
{
  return roles[role].name;
}

/**
 * sk_notion_role_is_usual:
 * @role: what a column is to us
 *
 * Returns: whether it is worth a note if a database has no such column
 */
gboolean
sk_notion_role_is_usual (SkNotionRole role)
{
  return roles[role].use == USE_USUAL;
}

/**
 * sk_notion_role_may_have_type:
 * @role: what a column is to us
 * @type: (nullable): what kind of column it is, as Notion calls it
 *
 * Returns: whether a column of that type can be it
 */
gboolean
sk_notion_role_may_have_type (SkNotionRole  role,
                              const char   *type)
{
  return g_strcmp0 (type, roles[role].types[0]) == 0 ||
         g_strcmp0 (type, roles[role].types[1]) == 0;
}

/* Every database has a title, called as its owner likes. */
static const char *
choose_title (JsonObject *properties)
{
  g_autoptr(GList) names = json_object_get_members (properties);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *property = json_object_get_member (properties, l->data);

      if (g_strcmp0 (sk_notion_json_get_text (property, "type"), "title") == 0)
        return l->data;
    }

  return NULL;
}

/* By its name exactly, or else without regard to case; of several the first. */
static const char *
choose_by_name (JsonObject *properties,
                const char *name)
{
  g_autoptr(GList) names = json_object_get_members (properties);
  const char *chosen = NULL;

  if (json_object_has_member (properties, name))
    return name;

  for (GList *l = names; l != NULL; l = l->next)
    if (sk_notion_name_equal (l->data, name) &&
        (chosen == NULL || strcmp (l->data, chosen) < 0))
      chosen = l->data;

  return chosen;
}

/**
 * sk_notion_column_id_equal:
 * @a: the id of a column
 * @b: another one
 *
 * Returns: whether they are the same; Notion encodes some of them and others not
 */
gboolean
sk_notion_column_id_equal (const char *a,
                           const char *b)
{
  g_autofree char *plain_a = g_uri_unescape_string (a, NULL);
  g_autofree char *plain_b = g_uri_unescape_string (b, NULL);

  return g_str_equal (plain_a != NULL ? plain_a : a, plain_b != NULL ? plain_b : b);
}

static const char *
choose_by_id (JsonObject *properties,
              const char *wanted)
{
  g_autoptr(GList) names = json_object_get_members (properties);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *id = sk_notion_json_get_text (json_object_get_member (properties, l->data),
                                                "id");

      if (id != NULL && sk_notion_column_id_equal (id, wanted))
        return l->data;
    }

  return NULL;
}

/* What the person chose; or what it was, whatever it is called by now; or what
 * is called as usual. */
static const char *
choose (JsonObject         *properties,
        SkNotionRole        role,
        const SkNotionWish *wish)
{
  const char *name = NULL;

  if (wish->name != NULL)
    {
      name = choose_by_id (properties, wish->name);
      return name != NULL ? name : choose_by_name (properties, wish->name);
    }
  if (wish->id != NULL)
    name = choose_by_id (properties, wish->id);
  if (name == NULL)
    name = role == SK_NOTION_TITLE ? choose_title (properties)
                                   : choose_by_name (properties, roles[role].name);

  return name;
}

static gboolean
fail_missing (SkNotionRole   role,
              const char    *name,
              GError       **error)
{
  if (sk_notion_role_may_be_added (role))
    /* Translators: %1$s is the name of a column, %2$s a type of columns in Notion. */
    g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                 _("The database has no column “%1$s”. Let “connect --add-columns” add it, or "
                   "add one of the type “%2$s” in Notion."), name, roles[role].types[0]);
  else
    /* Translators: %1$s is the name of a column, %2$s a type of columns in Notion. */
    g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                 _("The database has no column “%1$s”. Add one of the type “%2$s” in Notion."),
                 name, roles[role].types[0]);
  return FALSE;
}

/* In the quotation marks of a sentence. */
static char *
dup_types (SkNotionRole role)
{
  return roles[role].types[1] == NULL
         ? g_strdup (roles[role].types[0])
         /* Translators: types of columns in Notion; the outer quotation marks are in the sentence
          * around them. */
         : g_strdup_printf (_("%1$s” or “%2$s"), roles[role].types[0], roles[role].types[1]);
}

static gboolean
fail_type (SkNotionRole   role,
           const char    *name,
           const char    *type,
           GError       **error)
{
  g_autofree char *types = dup_types (role);

  if (sk_notion_role_may_be_added (role))
    /* Translators: %1$s is the name of a column, the others types of columns in Notion. */
    g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                 _("The column “%1$s” has the type “%2$s” and must have the type “%3$s”. Rename "
                   "it in Notion, and let “connect --add-columns” add another one."),
                 name, type, types);
  else
    /* Translators: %1$s is the name of a column, the others types of columns in Notion. */
    g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                 _("The column “%1$s” has the type “%2$s” and must have the type “%3$s”. "
                   "Change it in Notion, or rename it and add another one."),
                 name, type, types);
  return FALSE;
}

/**
 * sk_notion_column_find:
 * @self: (out): the column, or nothing
 * @properties: those of a database, or of a page
 * @role: what is looked for
 * @wish: how
 * @error: %SK_ERROR_MISSING, naming the column and what to do about it; if it
 *   is of the wrong type, @self says which
 *
 * Returns: whether it is there, or need not be
 */
gboolean
sk_notion_column_find (SkNotionColumn      *self,
                       JsonObject          *properties,
                       SkNotionRole         role,
                       const SkNotionWish  *wish,
                       GError             **error)
{
  const char *name = choose (properties, role, wish);
  JsonNode *property = name != NULL ? json_object_get_member (properties, name) : NULL;
  const char *id = sk_notion_json_get_text (property, "id");
  const char *type = sk_notion_json_get_text (property, "type");
  gboolean is_required = roles[role].use == USE_REQUIRED || wish->is_required ||
                         wish->name != NULL;

  *self = (SkNotionColumn) { NULL };
  if (id == NULL || type == NULL)
    return !is_required ||
           fail_missing (role, wish->name != NULL ? wish->name : roles[role].name, error);

  *self = (SkNotionColumn) { g_strdup (name), g_strdup (id), g_strdup (type) };
  return sk_notion_role_may_have_type (role, type) || fail_type (role, name, type, error);
}

void
sk_notion_column_clear (SkNotionColumn *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->type, g_free);
}
