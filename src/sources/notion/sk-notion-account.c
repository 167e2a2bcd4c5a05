/* sk-notion-account.c — what can be asked of Notion with no more than a key
 *
 * Whose it is and what it opens.  What a database has to have is said in
 * sk-notion-columns.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-account.h"

#include "sk-error.h"
#include "sk-notion-columns.h"
#include "sk-notion-fetch.h"
#include "sk-notion-find.h"
#include "sk-notion-json.h"
#include "sk-notion-list.h"
#include "sk-notion-tables.h"

struct _SkNotionAccount
{
  GObject       parent_instance;

  char         *name;
  char         *setting;
  char        **left_out;       /* (nullable) */
  char        **columns;        /* (nullable) */
  char         *assignee;       /* (nullable) */
  SkNotionApi  *api;
};

/* Every error that leaves here says which workspace it is about. */
static void
return_error (GTask  *task,
              GError *error)    /* (transfer full) */
{
  SkNotionAccount *self = g_task_get_source_object (task);

  if (error->domain == SK_ERROR)
    g_prefix_error (&error, "%s: ", self->name);

  g_task_return_error (task, error);
}

static GTask *
make_task (SkAccountSource     *source,
           gpointer             tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

/* Asks for what the person pointed at; the callback is given @task. */
static void
find (GTask               *task,
      const char          *address,
      gboolean             takes_database,
      GAsyncReadyCallback  callback)
{
  SkNotionAccount *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  SkNotionId id;

  if (!sk_notion_find_parse (address, self->name, &id, &error))
    g_task_return_error (task, error);
  else if (takes_database)
    sk_notion_find_any_async (self->api, &id, self->setting, cancellable, callback,
                              g_object_ref (task));
  else
    sk_notion_find_async (self->api, &id, self->setting, cancellable, callback,
                          g_object_ref (task));
}

/* --- whose the key is --- */

static void
on_me (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr(JsonNode) user = sk_notion_api_finish (SK_NOTION_API (source), result, &error);
  SkAccountOwner *owner;

  if (user == NULL)
    {
      return_error (task, error);
      return;
    }

  owner = sk_notion_tables_read_owner (user);
  owner->time = sk_notion_api_get_time (SK_NOTION_API (source));
  g_task_return_pointer (task, owner, (GDestroyNotify) sk_account_owner_free);
}

static void
sk_notion_account_check_key_async (SkAccountSource     *source,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  SkNotionAccount *self = SK_NOTION_ACCOUNT (source);
  GTask *task = make_task (source, sk_notion_account_check_key_async, cancellable, callback,
                           user_data);

  sk_notion_api_ask_async (self->api, "GET", "users/me", NULL, cancellable, on_me, task);
}

static gpointer
finish (SkAccountSource  *source,
        GAsyncResult     *result,
        GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static SkAccountOwner *
sk_notion_account_check_key_finish (SkAccountSource  *source,
                                    GAsyncResult     *result,
                                    GError          **error)
{
  return finish (source, result, error);
}

/* --- what it opens --- */

static void
on_hits (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr(GPtrArray) hits = sk_notion_list_finish (SK_NOTION_API (source), result, &error);

  if (hits == NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, sk_notion_tables_from_hits (hits),
                           (GDestroyNotify) g_ptr_array_unref);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr(JsonNode) found = sk_notion_find_finish (SK_NOTION_API (source), result, &error);

  if (found == NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, sk_notion_tables_from_object (found),
                           (GDestroyNotify) g_ptr_array_unref);
}

static void
sk_notion_account_list_async (SkAccountSource     *source,
                              const char          *address,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SkNotionAccount *self = SK_NOTION_ACCOUNT (source);
  g_autoptr(GTask) task = make_task (source, sk_notion_account_list_async, cancellable, callback,
                                     user_data);

  if (address != NULL)
    find (task, address, TRUE, on_found);
  else
    sk_notion_list_search_async (self->api, sk_notion_tables_encode_search (), cancellable,
                                 on_hits, g_object_ref (task));
}

static GPtrArray *
sk_notion_account_list_finish (SkAccountSource  *source,
                               GAsyncResult     *result,
                               GError          **error)
{
  return finish (source, result, error);
}

/* --- its columns --- */

static void
on_columns (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionAccount *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(JsonNode) found = sk_notion_find_finish (SK_NOTION_API (source), result, &error);

  if (found == NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task,
                           sk_notion_columns_check (found, (const char *const *) self->columns),
                           (GDestroyNotify) g_ptr_array_unref);
}

static void
sk_notion_account_check_columns_async (SkAccountSource     *source,
                                       const char          *address,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr(GTask) task = make_task (source, sk_notion_account_check_columns_async, cancellable,
                                     callback, user_data);

  find (task, address, FALSE, on_columns);
}

static GPtrArray *
sk_notion_account_check_columns_finish (SkAccountSource  *source,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  return finish (source, result, error);
}

/* --- adding columns --- */

typedef struct
{
  gboolean roles[SK_NOTION_N_ROLES];
  gboolean is_new;              /* the column of ticks: nothing is ticked in it */
} Addition;

static void
return_writes (GTask  *task,
               GArray *writes)  /* (transfer full) */
{
  g_task_return_pointer (task, writes, (GDestroyNotify) g_array_unref);
}

static GArray *
make_ticks (SkSnapshot *rows,
            const char *column,
            const char *column_id)      /* (nullable): it is not there yet */
{
  GArray *ticks = sk_write_array_new ();

  for (guint i = 0; i < sk_snapshot_get_n_tasks (rows); i++)
    {
      SkTask *row = sk_snapshot_get_task (rows, i);

      if (sk_task_get_standing (row) == SK_STANDING_OPEN &&
          (column_id == NULL || sk_task_is_opted_out (row)))
        sk_write_array_add_by_id (ticks, row, column, column_id, "false", g_strdup ("true"));
    }

  return ticks;
}

static void
on_rows (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionSchema *schema = g_object_get_data (G_OBJECT (task), "schema");
  GError *error = NULL;
  g_autoptr(SkSnapshot) rows = sk_notion_fetch_finish (result, &error);

  if (rows == NULL)
    return_error (task, error);
  else
    return_writes (task, make_ticks (rows,
                                     sk_notion_schema_get_name (schema, SK_NOTION_AUTO_SCHEDULE),
                                     sk_notion_schema_get_column (schema,
                                                                  SK_NOTION_AUTO_SCHEDULE)));
}

static void
read_rows (GTask    *task,
           JsonNode *data_source,
           gboolean  may_lack)
{
  SkNotionAccount *self = g_task_get_source_object (task);
  GError *error = NULL;
  SkNotionSchema *schema = sk_notion_schema_new (data_source, &(SkNotionWishes) {
    .left_out = (const char *const *) self->left_out,
    .columns = (const char *const *) self->columns,
    .assignee = self->assignee,
    .may_lack = may_lack,
  }, &error);

  if (schema == NULL)
    {
      return_error (task, error);
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "schema", schema,
                          (GDestroyNotify) sk_notion_schema_unref);
  sk_notion_fetch_async (&(SkNotionFetch) {
                           .api = self->api,
                           .schema = schema,
                           .workspace = self->name,
                           .left_out = (const char *const *) self->left_out,
                           .assignee = self->assignee,
                           .rows_only = TRUE,
                         }, g_task_get_cancellable (task), on_rows, g_object_ref (task));
}

static void
on_columns_to_list (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr(JsonNode) found = sk_notion_find_finish (SK_NOTION_API (source), result, &error);

  if (found != NULL)
    read_rows (task, found, TRUE);
  else
    return_error (task, error);
}

static void
sk_notion_account_list_ticks_async (SkAccountSource     *source,
                                    const char          *address,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = make_task (source, sk_notion_account_list_ticks_async, cancellable,
                                     callback, user_data);

  find (task, address, FALSE, on_columns_to_list);
}

static GArray *
sk_notion_account_list_ticks_finish (SkAccountSource  *source,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return finish (source, result, error);
}

static void
on_added (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Addition *addition = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) now = sk_notion_columns_add_finish (SK_NOTION_API (source), result, &error);

  if (now == NULL)
    return_error (task, error);
  else if (addition->is_new)
    read_rows (task, now, FALSE);
  else
    return_writes (task, sk_write_array_new ());
}

/* Whether the column of ticks is wanted, and not there yet. */
static gboolean
is_new (SkNotionAccount *self,
        const Addition  *addition,
        JsonNode        *data_source)
{
  g_autoptr(GPtrArray) all = sk_notion_columns_check (data_source,
                                                      (const char *const *) self->columns);
  const SkAccountColumn *ticks = g_ptr_array_index (all, SK_NOTION_AUTO_SCHEDULE);

  return addition->roles[SK_NOTION_AUTO_SCHEDULE] && ticks->fit == SK_ACCOUNT_FIT_MISSING;
}

static void
on_columns_to_add (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionAccount *self = g_task_get_source_object (task);
  Addition *addition = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) found = sk_notion_find_finish (SK_NOTION_API (source), result, &error);

  if (found == NULL)
    {
      return_error (task, error);
      return;
    }

  addition->is_new = is_new (self, addition, found);
  sk_notion_columns_add_async (self->api, found, (const char *const *) self->columns,
                               addition->roles, g_task_get_cancellable (task), on_added,
                               g_object_ref (task));
}

static void
sk_notion_account_add_async (SkAccountSource     *source,
                             const char          *address,
                             const char *const   *roles,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = make_task (source, sk_notion_account_add_async, cancellable, callback,
                                     user_data);
  Addition *addition = g_new0 (Addition, 1);
  GError *error = NULL;

  g_task_set_task_data (task, addition, g_free);
  if (sk_notion_columns_parse (roles, addition->roles, &error))
    find (task, address, FALSE, on_columns_to_add);
  else
    return_error (task, error);
}

static GArray *
sk_notion_account_add_finish (SkAccountSource  *source,
                              GAsyncResult     *result,
                              GError          **error)
{
  return finish (source, result, error);
}

/* --- the object --- */

static void
sk_notion_account_iface_init (SkAccountSourceInterface *iface)
{
  iface->check_key_async = sk_notion_account_check_key_async;
  iface->check_key_finish = sk_notion_account_check_key_finish;
  iface->list_async = sk_notion_account_list_async;
  iface->list_finish = sk_notion_account_list_finish;
  iface->check_columns_async = sk_notion_account_check_columns_async;
  iface->check_columns_finish = sk_notion_account_check_columns_finish;
  iface->list_ticks_async = sk_notion_account_list_ticks_async;
  iface->list_ticks_finish = sk_notion_account_list_ticks_finish;
  iface->add_async = sk_notion_account_add_async;
  iface->add_finish = sk_notion_account_add_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SkNotionAccount, sk_notion_account, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_ACCOUNT_SOURCE,
                                                      sk_notion_account_iface_init))

static void
sk_notion_account_finalize (GObject *object)
{
  SkNotionAccount *self = SK_NOTION_ACCOUNT (object);

  g_free (self->name);
  g_free (self->setting);
  g_strfreev (self->left_out);
  g_strfreev (self->columns);
  g_free (self->assignee);
  g_clear_object (&self->api);

  G_OBJECT_CLASS (sk_notion_account_parent_class)->finalize (object);
}

static void
sk_notion_account_class_init (SkNotionAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_notion_account_finalize;
}

static void
sk_notion_account_init (SkNotionAccount *self)
{
}

/**
 * sk_notion_account_new:
 * @config: what was set; strings are copied; its database is not looked at
 * @error: %SK_ERROR_SETTING or %SK_ERROR_DENIED for an address or a key of no use
 *
 * Returns: (transfer full) (nullable): what a key opens
 */
SkAccountSource *
sk_notion_account_new (const SkNotionConfig  *config,
                       GError               **error)
{
  g_autoptr(SkHttp) http = config->http != NULL ? g_object_ref (config->http)
                                                : sk_http_new (config->pace);
  g_autoptr(SkNotionApi) api = sk_notion_api_new (http, config->base_url, config->key, error);
  SkNotionAccount *self;

  if (api == NULL)
    {
      g_prefix_error (error, "%s: ", config->name);
      return NULL;
    }

  self = g_object_new (SK_TYPE_NOTION_ACCOUNT, NULL);
  self->name = g_strdup (config->name);
  self->setting = sk_notion_find_dup_setting (config->name);
  self->left_out = g_strdupv ((char **) config->left_out);
  self->columns = g_strdupv ((char **) config->columns);
  self->assignee = g_strdup (config->assignee);
  self->api = g_steal_pointer (&api);

  return SK_ACCOUNT_SOURCE (self);
}
