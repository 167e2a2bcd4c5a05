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
  const char *name;
  const char *types[2];
  Use         use;
} roles[SK_NOTION_N_ROLES] = {
  [SK_NOTION_TITLE]          = { "Task name",        { "title" },             USE_REQUIRED },
  [SK_NOTION_RANK]           = { "Rank",             { "formula", "number" }, USE_USUAL },
  [SK_NOTION_STATUS]         = { "Status",           { "status", "select" },  USE_USUAL },
  [SK_NOTION_DURATION]       = { "Est Duration Hrs", { "number", "formula" }, USE_USUAL },
  [SK_NOTION_DUE]            = { "Due date",         { "date" },              USE_USUAL },
  [SK_NOTION_SCHEDULED]      = { "Scheduled Date",   { "date" },              USE_REQUIRED },
  [SK_NOTION_LAST_SCHEDULED] = { "Last Scheduled",   { "date" },              USE_OPTIONAL },
  [SK_NOTION_AUTO_SCHEDULE]  = { "Auto Schedule",    { "checkbox" },          USE_OPTIONAL },
  [SK_NOTION_EARLIEST_START] = { "Earliest Start",   { "date" },              USE_OPTIONAL },
  [SK_NOTION_BLOCKED_BY]     = { "Blocked by",       { "relation" },          USE_OPTIONAL },
  [SK_NOTION_PINNED]         = { "Pinned",           { "checkbox" },          USE_OPTIONAL },
};

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

static gboolean
may_be (SkNotionRole  role,
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

static gboolean
fail_missing (SkNotionRole   role,
              GError       **error)
{
  /* Translators: %1$s is the name of a column, %2$s a type of columns in Notion. */
  g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
               _("The database has no column “%1$s”. Add one of the type “%2$s” in Notion."),
               roles[role].name, roles[role].types[0]);
  return FALSE;
}

static gboolean
fail_type (SkNotionRole   role,
           const char    *name,
           const char    *type,
           GError       **error)
{
  /* Translators: %1$s is the name of a column, the others types of columns in Notion. */
  g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
               _("The column “%1$s” has the type “%2$s” and must have the type “%3$s”. "
                 "Change it in Notion, or rename it and add another one."),
               name, type, roles[role].types[0]);
  return FALSE;
}

/**
 * sk_notion_column_find:
 * @self: (out): the column, or nothing
 * @properties: those of a database, or of a page
 * @role: what is looked for
 * @error: %SK_ERROR_MISSING, naming the column and what to do about it
 *
 * Returns: whether it is there, or need not be
 */
gboolean
sk_notion_column_find (SkNotionColumn  *self,
                       JsonObject      *properties,
                       SkNotionRole     role,
                       GError         **error)
{
  const char *name = role == SK_NOTION_TITLE ? choose_title (properties)
                                             : choose_by_name (properties, roles[role].name);
  JsonNode *property = name != NULL ? json_object_get_member (properties, name) : NULL;
  const char *id = sk_notion_json_get_text (property, "id");
  const char *type = sk_notion_json_get_text (property, "type");

  *self = (SkNotionColumn) { NULL };
  if (id == NULL || type == NULL)
    return roles[role].use != USE_REQUIRED || fail_missing (role, error);
  if (!may_be (role, type))
    return fail_type (role, name, type, error);

  *self = (SkNotionColumn) { g_strdup (name), g_strdup (id), g_strdup (type) };
  return TRUE;
}

void
sk_notion_column_clear (SkNotionColumn *self)
{
  g_free (self->name);
  g_free (self->id);
  g_free (self->type);
}
