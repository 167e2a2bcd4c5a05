/* sk-notion-source.c — a Notion database, as a place tasks come from
 *
 * What has to be known before anything can be asked: which data source is
 * meant, and which of its columns mean what.  Reading is done in
 * sk-notion-fetch.c, writing in sk-notion-write.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-source.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-encode.h"
#include "sk-notion-find.h"
#include "sk-notion-write.h"

struct _SkNotionSource
{
  GObject          parent_instance;

  char            *name;
  char            *setting;     /* the variable that chooses the database */
  char           **left_out;    /* (nullable) */
  SkNotionId       configured;
  SkNotionId       found;       /* what to ask first: the data source, once we know it */
  SkNotionApi     *api;
  SkNotionSchema  *schema;      /* (nullable): as it was last read */
  SkNotionKept    *kept;        /* the rows, while writing */
};

/* Every error that leaves here says which workspace it is about. */
static void
return_error (GTask  *task,
              GError *error)    /* (transfer full) */
{
  SkNotionSource *self = g_task_get_source_object (task);

  if (error->domain == SK_ERROR)
    g_prefix_error (&error, "%s: ", self->name);

  g_task_return_error (task, error);
}

static void
find_async (GTask               *task,
            GAsyncReadyCallback  callback)
{
  SkNotionSource *self = g_task_get_source_object (task);

  sk_notion_find_async (self->api, &self->found, self->setting, g_task_get_cancellable (task),
                        callback, g_object_ref (task));
}

/* Remembers what was found, or forgets what may have moved. */
static gboolean
find_finish (GTask         *task,
             GAsyncResult  *result,
             GError       **error)
{
  SkNotionSource *self = g_task_get_source_object (task);
  g_autoptr(JsonNode) answer = sk_notion_find_finish (self->api, result, error);

  g_clear_pointer (&self->schema, sk_notion_schema_unref);
  self->found = self->configured;
  if (answer != NULL)
    self->schema = sk_notion_schema_new (answer, (const char *const *) self->left_out, error);
  if (self->schema == NULL)
    return FALSE;

  if (sk_notion_id_parse (sk_notion_schema_get_id (self->schema), &self->found))
    self->found.is_data_source = TRUE;

  return TRUE;
}

static SkNotionFetch
get_reading (SkNotionSource *self,
             gboolean        rows_only)
{
  return (SkNotionFetch) {
    .api = self->api,
    .schema = self->schema,
    .workspace = self->name,
    .left_out = (const char *const *) self->left_out,
    .rows_only = rows_only,
  };
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionSource *self = g_task_get_source_object (task);
  GError *error = NULL;
  SkSnapshot *snapshot = sk_notion_fetch_finish (result, &error);

  if (snapshot == NULL)
    {
      return_error (task, error);
      return;
    }

  sk_notion_kept_expect (self->kept, sk_snapshot_get_n_tasks (snapshot));
  g_task_return_pointer (task, snapshot, (GDestroyNotify) sk_snapshot_unref);
}

static void
on_columns (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionSource *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!find_finish (task, result, &error))
    {
      return_error (task, error);
      return;
    }

  SkNotionFetch reading = get_reading (self, FALSE);

  sk_notion_fetch_async (&reading, g_task_get_cancellable (task), on_fetched,
                         g_object_ref (task));
}

static void
sk_notion_source_fetch_async (SkTaskSource        *source,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_notion_source_fetch_async);
  g_task_set_check_cancellable (task, FALSE);
  sk_notion_kept_drop (SK_NOTION_SOURCE (source)->kept);
  find_async (task, on_columns);
}

static SkSnapshot *
sk_notion_source_fetch_finish (SkTaskSource  *source,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A change that waits until the columns are known. */
typedef struct
{
  SkChange  change;
  SkRules  *rules;
} Order;

static void
order_free (Order *order)
{
  sk_task_unref (order->change.task);
  sk_rules_unref (order->rules);
  g_free (order);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (sk_notion_write_finish (SK_NOTION_API (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

static void
send_order (GTask *task)
{
  SkNotionSource *self = g_task_get_source_object (task);
  Order *order = g_task_get_task_data (task);
  SkNotionFetch rows = get_reading (self, TRUE);

  sk_notion_write_async (self->api, &(SkNotionWrite) {
                           .change = &order->change,
                           .rules = order->rules,
                           .rows = &rows,
                           .kept = self->kept,
                         }, g_task_get_cancellable (task), on_written, g_object_ref (task));
}

static void
on_columns_to_write (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (find_finish (task, result, &error))
    send_order (task);
  else
    return_error (task, error);
}

static void
sk_notion_source_write_async (SkTaskSource        *source,
                              GArray              *changes,
                              SkRules             *rules,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SkNotionSource *self = SK_NOTION_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_notion_source_write_async);
  g_task_set_check_cancellable (task, FALSE);
  if (changes->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  Order *order = g_new0 (Order, 1);

  order->change = g_array_index (changes, SkChange, 0);
  sk_task_ref (order->change.task);
  order->rules = sk_rules_ref (rules);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  if (self->schema == NULL)
    find_async (task, on_columns_to_write);
  else
    send_order (task);
}

static gboolean
sk_notion_source_write_finish (SkTaskSource  *source,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static const char *
sk_notion_source_get_id (SkTaskSource *source)
{
  return SK_NOTION_SOURCE (source)->name;
}

/* Notion updates one page at a time. */
static guint
sk_notion_source_get_batch (SkTaskSource *source)
{
  return 1;
}

static void
sk_notion_source_describe (SkTaskSource   *source,
                           const SkChange *change,
                           SkRules        *rules,
                           GArray         *writes)
{
  sk_notion_encode_describe (change, SK_NOTION_SOURCE (source)->schema, rules, writes);
}

static void
sk_notion_source_iface_init (SkTaskSourceInterface *iface)
{
  iface->get_id = sk_notion_source_get_id;
  iface->get_batch = sk_notion_source_get_batch;
  iface->describe = sk_notion_source_describe;
  iface->fetch_async = sk_notion_source_fetch_async;
  iface->fetch_finish = sk_notion_source_fetch_finish;
  iface->write_async = sk_notion_source_write_async;
  iface->write_finish = sk_notion_source_write_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SkNotionSource, sk_notion_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_TASK_SOURCE,
                                                      sk_notion_source_iface_init))

static void
sk_notion_source_finalize (GObject *object)
{
  SkNotionSource *self = SK_NOTION_SOURCE (object);

  g_free (self->name);
  g_free (self->setting);
  g_strfreev (self->left_out);
  g_clear_object (&self->api);
  g_clear_pointer (&self->schema, sk_notion_schema_unref);
  g_clear_pointer (&self->kept, sk_notion_kept_free);

  G_OBJECT_CLASS (sk_notion_source_parent_class)->finalize (object);
}

static void
sk_notion_source_class_init (SkNotionSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_notion_source_finalize;
}

static void
sk_notion_source_init (SkNotionSource *self)
{
}

/* A plain NOTION_API_KEY/NOTION_DB_ID pair is the workspace "Notion". */
static char *
dup_setting (const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);

  return g_str_equal (upper, "NOTION") ? g_strdup ("NOTION_DB_ID")
                                       : g_strconcat (upper, "_NOTION_DB_ID", NULL);
}

/**
 * sk_notion_source_new:
 * @config: what was set; strings are copied
 * @error: %SK_ERROR_SETTING or %SK_ERROR_DENIED for an address or a key of no
 *   use; %SK_ERROR_MISSING if it names no database
 *
 * Returns: (transfer full) (nullable): a Notion database as a source
 */
SkTaskSource *
sk_notion_source_new (const SkNotionConfig  *config,
                      GError               **error)
{
  g_autofree char *setting = dup_setting (config->name);
  g_autoptr(SkHttp) http = config->http != NULL ? g_object_ref (config->http)
                                                : sk_http_new (config->pace);
  g_autoptr(SkNotionApi) api = sk_notion_api_new (http, config->base_url, config->key, error);
  SkNotionId id;

  if (api == NULL)
    {
      g_prefix_error (error, "%s: ", config->name);
      return NULL;
    }
  if (!sk_notion_id_parse (config->database, &id))
    {
      /* Translators: %1$s is the name of a workspace, %2$s that of a variable. */
      g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                   _("%1$s: there is no id of a database in %2$s. Open the database in Notion, "
                     "copy its link and set %2$s to it."), config->name, setting);
      return NULL;
    }

  SkNotionSource *self = g_object_new (SK_TYPE_NOTION_SOURCE, NULL);
  self->name = g_strdup (config->name);
  self->setting = g_steal_pointer (&setting);
  self->left_out = g_strdupv ((char **) config->left_out);
  self->configured = self->found = id;
  self->api = g_steal_pointer (&api);
  self->kept = sk_notion_kept_new (config->pace != NULL ? config->pace->second_ms : 1000);

  return SK_TASK_SOURCE (self);
}
