/* sk-notion-find.c — the data source that a person meant
 *
 * Which kind of thing an id names can only be found out by asking.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-find.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-json.h"

static char *
dup_choice (JsonArray *sources)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (sources); i++)
    {
      JsonNode *source = json_array_get_element (sources, i);
      const char *name = sk_notion_json_get_text (source, "name");

      g_string_append_printf (list, "%s“%s” %s", i > 0 ? ", " : "", name != NULL ? name : "",
                              sk_notion_json_get_text (source, "id"));
    }

  return g_string_free (list, FALSE);
}

/* %NULL, if one of them has no id. */
static JsonArray *
get_sources (JsonNode *database)
{
  JsonArray *sources = sk_notion_json_get_array (database, "data_sources");

  for (guint i = 0; sources != NULL && i < json_array_get_length (sources); i++)
    if (sk_notion_json_get_text (json_array_get_element (sources, i), "id") == NULL)
      return NULL;

  return sources;
}

/**
 * sk_notion_find_only:
 * @database: a database, as Notion describes it
 * @setting: what the person sets to choose a data source
 * @error: %SK_ERROR_MISSING, if there is not exactly one to take
 *
 * Returns: (transfer full) (nullable): the id of its only data source
 */
char *
sk_notion_find_only (JsonNode    *database,
                     const char  *setting,
                     GError     **error)
{
  JsonArray *sources = get_sources (database);

  if (sources == NULL)
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED,
                           _("Notion’s answer does not say which data sources the database "
                             "has."));
      return NULL;
    }
  if (json_array_get_length (sources) == 0)
    {
      /* Translators: %s is the name of a variable. */
      g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                   _("This is a linked view of a database that lives elsewhere. Open the "
                     "original in Notion, share it with the connection and set %s to its link."),
                   setting);
      return NULL;
    }
  if (json_array_get_length (sources) > 1)
    {
      g_autofree char *choice = dup_choice (sources);

      /* Translators: %1$s is the name of a variable, %2$s a list of names and ids. */
      g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                   _("The database has several data sources. Set %1$s to the id of one of them: "
                     "%2$s."), setting, choice);
      return NULL;
    }

  return g_strdup (sk_notion_json_get_text (json_array_get_element (sources, 0), "id"));
}

/* What the id may name, in the order in which it is tried. */
typedef enum
{
  PLACE_DATABASE,
  PLACE_DATA_SOURCE,
  PLACE_PAGE,
} Place;

typedef struct
{
  char     *id;
  char     *setting;
  Place     place;
  gboolean takes_database;      /* a database will do, however many data sources it has */
} Search;

static void
search_free (Search *search)
{
  g_free (search->id);
  g_free (search->setting);
  g_free (search);
}

static void on_looked (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data);

static void
look (GTask *task,
      Place  place)
{
  static const char *const paths[] = { "databases/", "data_sources/", "pages/" };
  Search *search = g_task_get_task_data (task);
  g_autofree char *path = g_strconcat (paths[place], search->id, NULL);

  search->place = place;
  sk_notion_api_ask_async (g_task_get_source_object (task), "GET", path, NULL,
                           g_task_get_cancellable (task), on_looked, g_object_ref (task));
}

static void
on_missing (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  if (search->place != PLACE_PAGE)
    look (task, search->place + 1);
  else
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING,
                             /* Translators: the menu is Notion's, %1$s an id, %2$s a variable. */
                             _("Notion shows no database %1$s to this key. Open the database in "
                               "Notion and share it with the connection (••• menu → "
                               "Connections), or correct %2$s."),
                             search->id, search->setting);
}

static void
on_database (GTask    *task,
             JsonNode *database)
{
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  char *id = sk_notion_find_only (database, search->setting, &error);

  if (id == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_free (search->id);
  search->id = id;
  look (task, PLACE_DATA_SOURCE);
}

/* Not every 32 digits are an id: Notion looks at the variant, too. */
static gboolean
is_no_id (const GError *error)
{
  return g_error_matches (error, SK_ERROR, SK_ERROR_MALFORMED) &&
         strstr (error->message, "valid uuid") != NULL;
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Search *search = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = sk_notion_api_finish (SK_NOTION_API (source), result, &error);

  if (g_error_matches (error, SK_ERROR, SK_ERROR_MISSING) || is_no_id (error))
    on_missing (task);
  else if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  /* it may still be read, and even written to */
  else if (search->place != PLACE_PAGE && sk_notion_json_get_flag (answer, "in_trash"))
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING,
                             /* Translators: %s is a variable. */
                             _("The database is in Notion’s trash. Restore it there, or choose "
                               "another one with %s."), search->setting);
  else if (search->place == PLACE_DATABASE && !search->takes_database)
    on_database (task, answer);
  else if (search->place != PLACE_PAGE)
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) json_node_unref);
  else
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING,
                             /* Translators: %1$s is an id, %2$s a variable. */
                             _("%1$s is a page, not a database. Open the database itself in "
                               "Notion, copy its link and set %2$s to it."),
                             search->id, search->setting);
}

static void
find (SkNotionApi         *api,
      const SkNotionId    *id,
      const char          *setting,
      gboolean             takes_database,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (api, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->id = g_strdup (id->id);
  search->setting = g_strdup (setting);
  search->takes_database = takes_database;
  g_task_set_source_tag (task, find);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  look (task, id->is_data_source ? PLACE_DATA_SOURCE : PLACE_DATABASE);
}

/**
 * sk_notion_find_async:
 * @api: Notion
 * @id: what the person pointed at
 * @setting: what they set to do so, to name it in a message
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds the data source that is meant, and reads its columns.
 */
void
sk_notion_find_async (SkNotionApi         *api,
                      const SkNotionId    *id,
                      const char          *setting,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  find (api, id, setting, FALSE, cancellable, callback, user_data);
}

/**
 * sk_notion_find_any_async:
 * @api: Notion
 * @id: what the person pointed at
 * @setting: what they set to do so, to name it in a message
 * @cancellable: (nullable): stops it
 * @callback: called when it is done; see sk_notion_find_finish()
 * @user_data: for @callback
 *
 * Finds the database, or else the data source, that is meant.
 */
void
sk_notion_find_any_async (SkNotionApi         *api,
                          const SkNotionId    *id,
                          const char          *setting,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  find (api, id, setting, TRUE, cancellable, callback, user_data);
}

/**
 * sk_notion_find_finish:
 * @api: Notion
 * @result: what the callback was given
 * @error: why not, and what the person can do about it
 *
 * Returns: (transfer full) (nullable): the data source, as Notion describes it
 */
JsonNode *
sk_notion_find_finish (SkNotionApi   *api,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, api), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sk_notion_find_dup_setting:
 * @name: what the person calls a workspace
 *
 * A plain NOTION_API_KEY/NOTION_DB_ID pair is the workspace "Notion".
 *
 * Returns: (transfer full): the variable that chooses its database
 */
char *
sk_notion_find_dup_setting (const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);

  return g_str_equal (upper, "NOTION") ? g_strdup ("NOTION_DB_ID")
                                       : g_strconcat (upper, "_NOTION_DB_ID", NULL);
}

/**
 * sk_notion_find_parse:
 * @address: what the person copied
 * @name: what they call the workspace
 * @id: (out): what it points to
 * @error: %SK_ERROR_MISSING
 *
 * Returns: whether there is an id in it
 */
gboolean
sk_notion_find_parse (const char  *address,
                      const char  *name,
                      SkNotionId  *id,
                      GError     **error)
{
  g_autofree char *setting = sk_notion_find_dup_setting (name);

  if (sk_notion_id_parse (address, id))
    return TRUE;

  /* Translators: %1$s is the name of a workspace, %2$s that of a variable. */
  g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
               _("%1$s: there is no id of a database in %2$s. Open the database in Notion, "
                 "copy its link and set %2$s to it."), name, setting);
  return FALSE;
}
