/* sk-notion-columns.c — the columns of a database, compared and completed
 *
 * A column that is there is never touched: Notion would turn one of another
 * type into ours and lose what it held.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-columns.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-deed.h"
#include "sk-notion-json.h"

static gboolean
find (JsonNode           *data_source,
      const char *const  *columns,
      SkNotionRole        role,
      SkNotionColumn     *column,
      GError            **error)
{
  JsonObject *properties = sk_notion_json_get_object (data_source, "properties");
  const SkNotionWish wish = { .name = sk_notion_role_get_chosen (role, columns) };

  *column = (SkNotionColumn) { NULL };

  return properties == NULL ||
         sk_notion_column_find (column, properties, role, &wish, error);
}

/* --- compare --- */

static int
compare_choices (gconstpointer a,
                 gconstpointer b)
{
  return g_utf8_collate ((*(const SkAccountChoice *const *) a)->name,
                         (*(const SkAccountChoice *const *) b)->name);
}

/* Whatever could have the role, whatever it is called. */
static GPtrArray *
list_choices (JsonObject   *properties,
              SkNotionRole  role)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_account_choice_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *property;

  json_object_iter_init (&iter, properties);
  while (json_object_iter_next (&iter, &name, &property))
    {
      const char *id = sk_notion_json_get_text (property, "id");
      SkAccountChoice *choice;

      if (id == NULL ||
          !sk_notion_role_may_have_type (role, sk_notion_json_get_text (property, "type")))
        continue;
      choice = g_new0 (SkAccountChoice, 1);
      *choice = (SkAccountChoice) { g_strdup (id), g_strdup (name) };
      g_ptr_array_add (choices, choice);
    }
  g_ptr_array_sort (choices, compare_choices);

  return choices;
}

/* A status and a select have a list of what they can be set to. */
static char **
dup_options (JsonObject *properties,
             const char *name)          /* (nullable) */
{
  JsonNode *property = name != NULL ? json_object_get_member (properties, name) : NULL;
  JsonNode *config = sk_notion_json_get (property, sk_notion_json_get_text (property, "type"));
  JsonArray *options = sk_notion_json_get_array (config, "options");
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; options != NULL && i < json_array_get_length (options); i++)
    {
      const char *option = sk_notion_json_get_text (json_array_get_element (options, i), "name");

      if (option != NULL)
        g_strv_builder_add (names, option);
    }

  return options != NULL ? g_strv_builder_end (names) : NULL;
}

static SkAccountColumn *
compare (JsonNode          *data_source,
         const char *const *columns,
         SkNotionRole       role)
{
  SkAccountColumn *self = g_new0 (SkAccountColumn, 1);
  JsonObject *properties = sk_notion_json_get_object (data_source, "properties");
  const char *chosen = sk_notion_role_get_chosen (role, columns);
  const char *usual = chosen != NULL ? chosen : sk_notion_role_get_usual_name (role);
  g_autoptr(GError) error = NULL;
  SkNotionColumn column;
  gboolean is_good = find (data_source, columns, role, &column, &error);

  self->role = g_strdup (sk_notion_role_get_name (role));
  self->name = g_strdup (column.name != NULL ? column.name : usual);
  self->id = g_strdup (column.id);
  self->type = g_strdup (column.type);
  self->wanted = g_strdup (sk_notion_role_get_type (role));
  self->is_required = sk_notion_role_is_required (role);
  self->is_known = sk_notion_role_is_usual (role);
  self->text = error != NULL ? g_strdup (error->message) : NULL;
  if (column.id == NULL)
    self->fit = SK_ACCOUNT_FIT_MISSING;
  else
    self->fit = is_good ? SK_ACCOUNT_FIT_GOOD : SK_ACCOUNT_FIT_WRONG_TYPE;
  self->may_add = column.id == NULL && sk_notion_role_may_be_added (role);
  if (properties != NULL)
    {
      self->choices = list_choices (properties, role);
      self->options = dup_options (properties, column.name);
    }

  sk_notion_column_clear (&column);
  return self;
}

/**
 * sk_notion_columns_check:
 * @data_source: a data source, as Notion describes it
 * @columns: (nullable): roles and ids or names of columns in turn
 *
 * Returns: (transfer full) (element-type SkAccountColumn): every role once
 */
GPtrArray *
sk_notion_columns_check (JsonNode          *data_source,
                         const char *const *columns)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_account_column_free);

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    g_ptr_array_add (all, compare (data_source, columns, role));

  return all;
}

/* --- complete --- */

/**
 * sk_notion_columns_parse:
 * @names: what settings call the roles of columns
 * @roles: (out caller-allocates): for each role, whether it is among them
 * @error: %SK_ERROR_SETTING, if one of them is not ours to add
 *
 * Returns: whether all of them may be added
 */
gboolean
sk_notion_columns_parse (const char *const  *names,
                         gboolean           *roles,
                         GError            **error)
{
  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    roles[role] = FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      SkNotionRole role;

      if (!sk_notion_role_from_name (names[i], &role) || !sk_notion_role_may_be_added (role))
        {
          /* Translators: %s is what a person wrote. */
          g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
                       _("“%s” is no column that can be added. These are scheduled, "
                         "last-scheduled and auto-schedule."), names[i]);
          return FALSE;
        }
      roles[role] = TRUE;
    }

  return TRUE;
}

typedef struct
{
  char     *path;
  char    **columns;            /* (nullable) */
  gboolean  roles[SK_NOTION_N_ROLES];
  gboolean  missing[SK_NOTION_N_ROLES];
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_free (adding->path);
  g_strfreev (adding->columns);
  g_free (adding);
}

/* A chosen column that is gone counts for nothing: its name is not known any
 * more, and the new one is called as usual. */
static gboolean
look_for (Adding        *adding,
          JsonNode      *now,
          SkNotionRole   role,
          gboolean      *is_missing,
          GError       **error)
{
  const char *const *columns = (const char *const *) adding->columns;
  SkNotionColumn column;
  g_autoptr(GError) why = NULL;
  gboolean is_good = find (now, columns, role, &column, &why);

  if (column.id == NULL)
    {
      g_clear_error (&why);
      is_good = find (now, NULL, role, &column, &why);
    }
  *is_missing = column.id == NULL;
  sk_notion_column_clear (&column);
  if (is_good || *is_missing)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static gboolean
may_add (gpointer   data,
         JsonNode  *now,
         GError   **error)
{
  Adding *adding = data;

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    if (adding->roles[role] && !look_for (adding, now, role, &adding->missing[role], error))
      return FALSE;

  return TRUE;
}

static gboolean
is_added (gpointer   data,
          JsonNode  *now,
          GError   **error)
{
  Adding *adding = data;

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    {
      gboolean is_missing = FALSE;

      if (!adding->roles[role])
        continue;
      if (!look_for (adding, now, role, &is_missing, error))
        return FALSE;
      if (!is_missing)
        continue;

      /* Translators: %s is the name of a column. */
      g_set_error (error, SK_ERROR, SK_ERROR_CONFLICT,
                   _("Notion took the change, but the database still has no column “%s”."),
                   sk_notion_role_get_usual_name (role));
      return FALSE;
    }

  return TRUE;
}

static JsonNode *
encode (gpointer      data,
        SkNotionTimes times)
{
  Adding *adding = data;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    if (adding->missing[role])
      {
        json_builder_set_member_name (builder, sk_notion_role_get_usual_name (role));
        json_builder_begin_object (builder);
        json_builder_set_member_name (builder, sk_notion_role_get_type (role));
        json_builder_begin_object (builder);
        json_builder_end_object (builder);
        json_builder_end_object (builder);
      }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static const SkNotionDeedClass klass = { may_add, is_added, encode };

/**
 * sk_notion_columns_add_async:
 * @api: Notion
 * @data_source: the data source, as it was just read
 * @columns: (nullable): roles and names of columns in turn
 * @roles: for each role, whether it is wanted
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Adds those that are not there.
 */
void
sk_notion_columns_add_async (SkNotionApi         *api,
                             JsonNode            *data_source,
                             const char *const   *columns,
                             const gboolean      *roles,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->path = g_strconcat ("data_sources/", sk_notion_json_get_text (data_source, "id"), NULL);
  adding->columns = g_strdupv ((char **) columns);
  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    adding->roles[role] = roles[role];

  sk_notion_deed_async (api, &(SkNotionDeed) {
                          .klass = &klass,
                          .path = adding->path,
                          .data = adding,
                          .free = adding_free,
                        }, cancellable, callback, user_data);
}

/**
 * sk_notion_columns_add_finish:
 * @api: Notion
 * @result: what the callback was given
 * @error: why they are not there
 *
 * Returns: (transfer full) (nullable): the data source as it is now
 */
JsonNode *
sk_notion_columns_add_finish (SkNotionApi   *api,
                              GAsyncResult  *result,
                              GError       **error)
{
  return sk_notion_deed_finish (api, result, NULL, error);
}
