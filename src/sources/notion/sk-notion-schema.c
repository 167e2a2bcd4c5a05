/* sk-notion-schema.c — which property of one database means what
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-schema.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-json.h"
#include "sk-notion-statuses.h"

struct _SkNotionSchema
{
  char             *id;
  JsonNode         *data_source;        /* (nullable): of a page we know nothing about */
  SkNotionColumn    columns[SK_NOTION_N_ROLES];
  SkNotionStatuses *statuses;
};

static gboolean
find_column (SkNotionSchema        *self,
             JsonObject            *properties,
             SkNotionRole           role,
             const SkNotionWishes  *wishes,
             GError               **error)
{
  gboolean is_assigned = wishes->assignee != NULL && *wishes->assignee != '\0';
  SkNotionWish wish = {
    .name = sk_notion_role_get_chosen (role, wishes->columns),
    .id = wishes->before != NULL ? wishes->before->columns[role].id : NULL,
    .is_required = role == SK_NOTION_ASSIGNEE && is_assigned,
  };

  /* A column of people is nobody's business unless somebody is asked for. */
  if (role == SK_NOTION_ASSIGNEE && !is_assigned)
    return TRUE;

  if (!wishes->may_lack)
    return sk_notion_column_find (&self->columns[role], properties, role, &wish, error);
  if (!sk_notion_column_find (&self->columns[role], properties, role, &wish, NULL))
    sk_notion_column_clear (&self->columns[role]);

  return TRUE;
}

/**
 * sk_notion_schema_new:
 * @data_source: a data source, as Notion describes it
 * @wishes: what is wanted of it
 * @error: %SK_ERROR_MISSING, naming the column and what to do about it
 *
 * Returns: (transfer full) (nullable): which of its columns means what
 */
SkNotionSchema *
sk_notion_schema_new (JsonNode              *data_source,
                      const SkNotionWishes  *wishes,
                      GError               **error)
{
  JsonObject *properties = sk_notion_json_get_object (data_source, "properties");
  g_autoptr(SkNotionSchema) self = g_atomic_rc_box_new0 (SkNotionSchema);
  const char *status;
  JsonNode *statuses = NULL;

  self->id = g_strdup (sk_notion_json_get_text (data_source, "id"));
  self->data_source = json_node_ref (data_source);
  if (properties == NULL || self->id == NULL)
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED,
                           _("Notion’s answer does not say which columns the database has."));
      return NULL;
    }

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    if (!find_column (self, properties, role, wishes, error))
      return NULL;

  status = self->columns[SK_NOTION_STATUS].name;
  if (status != NULL)
    statuses = json_object_get_member (properties, status);
  self->statuses = sk_notion_statuses_new (statuses, wishes->left_out);

  return g_steal_pointer (&self);
}

/**
 * sk_notion_schema_new_for_page:
 * @page: a page of a database we know nothing about
 * @left_out: (nullable): statuses the person wants left out besides
 *
 * Returns: (transfer full): which of its properties we understand; a
 *   property of another type is none of ours
 */
SkNotionSchema *
sk_notion_schema_new_for_page (JsonNode          *page,
                               const char *const *left_out)
{
  JsonObject *properties = sk_notion_json_get_object (page, "properties");
  SkNotionSchema *self = g_atomic_rc_box_new0 (SkNotionSchema);
  const SkNotionWish nothing = { NULL };

  self->id = g_strdup (sk_notion_json_get_text (page, "id"));
  for (SkNotionRole role = 0; properties != NULL && role < SK_NOTION_N_ROLES; role++)
    if (!sk_notion_column_find (&self->columns[role], properties, role, &nothing, NULL))
      sk_notion_column_clear (&self->columns[role]);
  self->statuses = sk_notion_statuses_new (NULL, left_out);

  return self;
}

static void
schema_clear (SkNotionSchema *self)
{
  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    sk_notion_column_clear (&self->columns[role]);
  g_free (self->id);
  g_clear_pointer (&self->data_source, json_node_unref);
  g_clear_pointer (&self->statuses, sk_notion_statuses_free);
}

SkNotionSchema *
sk_notion_schema_ref (SkNotionSchema *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sk_notion_schema_unref (SkNotionSchema *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) schema_clear);
}

/**
 * sk_notion_schema_get_id:
 * @self: a schema
 *
 * Returns: the id of the data source
 */
const char *
sk_notion_schema_get_id (SkNotionSchema *self)
{
  return self->id;
}

/**
 * sk_notion_schema_get_column:
 * @self: a schema
 * @role: what is looked for
 *
 * Returns: (nullable): the id of that column, percent-encoded as Notion gave it
 */
const char *
sk_notion_schema_get_column (SkNotionSchema *self,
                             SkNotionRole    role)
{
  return self->columns[role].id;
}

/**
 * sk_notion_schema_get_name:
 * @self: (nullable): a schema; %NULL: not known yet
 * @role: what is looked for
 *
 * Returns: what that column is called, or would be if there were one
 */
const char *
sk_notion_schema_get_name (SkNotionSchema *self,
                           SkNotionRole    role)
{
  return self != NULL && self->columns[role].name != NULL ? self->columns[role].name
                                                          : sk_notion_role_get_usual_name (role);
}

/**
 * sk_notion_schema_get_type:
 * @self: a schema
 * @role: what is looked for
 *
 * Returns: (nullable): that column's type
 */
const char *
sk_notion_schema_get_type (SkNotionSchema *self,
                           SkNotionRole    role)
{
  return self->columns[role].type;
}

/**
 * sk_notion_schema_get_roles:
 * @self: a schema
 * @id: (nullable): the id of a column
 *
 * Returns: what that column means, as a mask of SK_NOTION_ROLES(); 0: nothing to us
 */
guint
sk_notion_schema_get_roles (SkNotionSchema *self,
                            const char     *id)
{
  guint roles = 0;

  for (SkNotionRole role = 0; id != NULL && role < SK_NOTION_N_ROLES; role++)
    if (self->columns[role].id != NULL && sk_notion_column_id_equal (self->columns[role].id, id))
      roles |= SK_NOTION_ROLES (role);

  return roles;
}

/**
 * sk_notion_schema_find_by_id:
 * @object: a page, or a data source
 * @id: the id of a column
 * @name: (out) (optional): what it is called there
 *
 * Returns: (transfer none) (nullable): that property, with id and type
 */
JsonNode *
sk_notion_schema_find_by_id (JsonNode    *object,
                             const char  *id,
                             const char **name)
{
  JsonObject *properties = sk_notion_json_get_object (object, "properties");
  JsonObjectIter iter;
  const char *member;
  JsonNode *property;

  if (properties == NULL)
    return NULL;

  json_object_iter_init (&iter, properties);
  while (json_object_iter_next (&iter, &member, &property))
    {
      const char *found = sk_notion_json_get_text (property, "id");

      if (found == NULL || !sk_notion_column_id_equal (found, id))
        continue;
      if (name != NULL)
        *name = member;
      return property;
    }

  return NULL;
}

/**
 * sk_notion_schema_find:
 * @self: a schema
 * @page: a page
 * @role: what is looked for
 *
 * Returns: (transfer none) (nullable): that property of the page, with id and type
 */
JsonNode *
sk_notion_schema_find (SkNotionSchema *self,
                       JsonNode       *page,
                       SkNotionRole    role)
{
  const char *id = self->columns[role].id;

  return id != NULL ? sk_notion_schema_find_by_id (page, id, NULL) : NULL;
}

/**
 * sk_notion_schema_has_option:
 * @self: a schema
 * @id: the id of a column
 * @option: an object with the id or the name of an option
 *
 * Returns: whether the column has that option
 */
gboolean
sk_notion_schema_has_option (SkNotionSchema *self,
                             const char     *id,
                             JsonNode       *option)
{
  JsonNode *column = self->data_source != NULL
                     ? sk_notion_schema_find_by_id (self->data_source, id, NULL) : NULL;
  JsonNode *config = sk_notion_json_get (column, sk_notion_json_get_text (column, "type"));
  JsonArray *options = sk_notion_json_get_array (config, "options");
  const char *member = sk_notion_json_get_text (option, "id") != NULL ? "id" : "name";
  const char *wanted = sk_notion_json_get_text (option, member);

  for (guint i = 0; options != NULL && i < json_array_get_length (options); i++)
    if (g_strcmp0 (sk_notion_json_get_text (json_array_get_element (options, i), member),
                   wanted) == 0)
      return TRUE;

  return FALSE;
}

SkStanding
sk_notion_schema_get_standing (SkNotionSchema *self,
                               const char     *status)
{
  return sk_notion_statuses_get_standing (self->statuses, status);
}

/**
 * sk_notion_schema_get_done:
 * @self: a schema
 * @wanted: (nullable): the status the person chose; %NULL: the first that means it
 *
 * Returns: (nullable): the status a finished task gets; %NULL: there is no such
 */
const char *
sk_notion_schema_get_done (SkNotionSchema *self,
                           const char     *wanted)
{
  return sk_notion_statuses_get_done (self->statuses, wanted);
}

GPtrArray *
sk_notion_schema_dup_left_out (SkNotionSchema *self)
{
  return sk_notion_statuses_dup_left_out (self->statuses);
}

/**
 * sk_notion_schema_add_notes:
 * @self: a schema
 * @notes: (element-type utf8): what is added to
 *
 * Says which columns are missing, and what that means.
 */
void
sk_notion_schema_add_notes (SkNotionSchema *self,
                            GPtrArray      *notes)
{
  g_autoptr(GString) missing = g_string_new (NULL);
  const char *last = sk_notion_role_get_usual_name (SK_NOTION_LAST_SCHEDULED);
  guint n = 0;

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    if (sk_notion_role_is_usual (role) && self->columns[role].id == NULL)
      /* Translators: what stands between two names of columns. */
      g_string_append_printf (missing, "%s“%s”", n++ > 0 ? _(", ") : "",
                              sk_notion_role_get_usual_name (role));

  if (n > 0)
    /* Translators: %s is a list of names of columns. */
    g_ptr_array_add (notes, g_strdup_printf (ngettext ("The database has no column %s; tasks are "
                                                       "planned without it.",
                                                       "The database has no columns %s; tasks "
                                                       "are planned without them.", n),
                                             missing->str));
  if (self->columns[SK_NOTION_LAST_SCHEDULED].id == NULL)
    /* Translators: %s is the name of a column. */
    g_ptr_array_add (notes, g_strdup_printf (_("The database has no column “%s”; when a task was "
                                               "last planned is not written."), last));
}
