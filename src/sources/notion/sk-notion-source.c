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
#include "sk-notion-error.h"
#include "sk-notion-find.h"
#include "sk-notion-known.h"
#include "sk-notion-look.h"
#include "sk-notion-put.h"
#include "sk-notion-write.h"

#define WRITES_AT_ONCE 8
#define MAX_LATE 3              /* looks at all rows for one write; then its page is looked at */

struct _SkNotionSource
{
  GObject          parent_instance;

  char            *name;
  char            *setting;     /* the variable that chooses the database */
  char           **left_out;    /* (nullable) */
  char           **columns;     /* (nullable): roles and columns in turn */
  char            *assignee;    /* (nullable) */
  char            *done_status; /* (nullable) */
  SkNotionId       configured;
  SkNotionId       found;       /* what to ask first: the data source, once we know it */
  SkNotionApi     *api;
  SkNotionSchema  *schema;      /* (nullable): as it was last read */
  SkNotionSchema  *known;       /* (nullable): by which renamed columns are found again */
  SkNotionKnown   *known_rows;  /* as they were last read */
  SkNotionLook    *look;        /* at the rows, while writing */
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

  self->found = self->configured;
  g_clear_pointer (&self->schema, sk_notion_schema_unref);
  if (answer != NULL)
    self->schema = sk_notion_schema_new (answer, &(SkNotionWishes) {
      .left_out = (const char *const *) self->left_out,
      .columns = (const char *const *) self->columns,
      .assignee = self->assignee,
      .before = self->known,
    }, error);
  if (self->schema == NULL)
    return FALSE;

  g_clear_pointer (&self->known, sk_notion_schema_unref);
  self->known = sk_notion_schema_ref (self->schema);

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
    .assignee = self->assignee,
    .rows_only = rows_only,
  };
}

static void on_columns (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data);

/* A reading, or a poll. */
typedef struct
{
  gint64   since;               /* of a poll, by the machine's clock */
  gint64   at;                  /* Notion's time before the rows were asked for */
  gboolean is_second;           /* try */
} Asking;

/* A column or an option that we named may be gone since we read which there
 * are: they are read once more. */
static gboolean
is_stale (Asking       *asking,
          const GError *error)  /* (nullable) */
{
  gboolean is_first = !asking->is_second;

  asking->is_second = TRUE;

  return is_first && sk_notion_error_is_stale (error);
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionSource *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  SkSnapshot *snapshot = sk_notion_fetch_finish (result, &error);

  if (is_stale (asking, error))
    {
      g_error_free (error);
      find_async (task, on_columns);
      return;
    }
  if (snapshot == NULL)
    {
      return_error (task, error);
      return;
    }

  sk_notion_known_take (self->known_rows, snapshot, asking->at);
  sk_notion_look_forget (self->look);
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

  ((Asking *) g_task_get_task_data (task))->at = sk_notion_api_get_time (self->api);
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
  g_task_set_task_data (task, g_new0 (Asking, 1), g_free);
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

/* --- news --- */

static void on_columns_to_poll (GObject      *source,
                                GAsyncResult *result,
                                gpointer      user_data);

static void
on_polled (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionSource *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(SkSnapshot) edited = sk_notion_fetch_finish (result, &error);

  if (is_stale (asking, error))
    {
      g_error_free (error);
      find_async (task, on_columns_to_poll);
      return;
    }
  if (edited == NULL)
    {
      return_error (task, error);
      return;
    }

  g_task_return_int (task, sk_notion_known_count_news (self->known_rows, edited, self->known,
                                                       asking->at));
}

static void
poll_rows (GTask *task)
{
  SkNotionSource *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  SkNotionFetch reading = get_reading (self, TRUE);

  asking->at = sk_notion_api_get_time (self->api);
  reading.since = sk_notion_known_get_since (self->known_rows, asking->since);
  sk_notion_fetch_async (&reading, g_task_get_cancellable (task), on_polled, g_object_ref (task));
}

static void
on_columns_to_poll (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (find_finish (task, result, &error))
    poll_rows (task);
  else
    return_error (task, error);
}

static void
sk_notion_source_poll_async (SkTaskSource        *source,
                             gint64               since,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);

  asking->since = since;
  g_task_set_source_tag (task, sk_notion_source_poll_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, asking, g_free);
  if (SK_NOTION_SOURCE (source)->schema == NULL)
    find_async (task, on_columns_to_poll);
  else
    poll_rows (task);
}

static gboolean
sk_notion_source_poll_finish (SkTaskSource  *source,
                              GAsyncResult  *result,
                              guint         *n_edited,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  gssize n = g_task_propagate_int (G_TASK (result), error);

  *n_edited = (guint) MAX (n, 0);
  return n >= 0;
}

/* --- writing --- */

/* What waits until the columns are known: a change, or raw values. */
typedef struct
{
  SkChange  change;
  SkRules  *rules;              /* (nullable) */
  GArray   *writes;             /* (nullable) (element-type SkWrite) */
  guint     n_late;             /* looks that were too old when its turn came */
} Order;

static void
order_free (Order *order)
{
  g_clear_pointer (&order->change.task, sk_task_unref);
  g_clear_pointer (&order->rules, sk_rules_unref);
  g_clear_pointer (&order->writes, g_array_unref);
  g_free (order);
}

static void
return_done (GTask    *task,
             gboolean  is_done,
             GError   *error)   /* (transfer full) (nullable) */
{
  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

static void send_order (GTask *task);

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Order *order = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean is_done = sk_notion_write_finish (SK_NOTION_API (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      return_done (task, is_done, error);
      return;
    }

  g_error_free (error);
  order->n_late++;
  send_order (task);
}

static void
on_put (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  gboolean is_done = sk_notion_put_finish (SK_NOTION_API (source), result, &error);

  return_done (task, is_done, error);
}

static void
send_order (GTask *task)
{
  SkNotionSource *self = g_task_get_source_object (task);
  Order *order = g_task_get_task_data (task);
  SkNotionFetch rows = get_reading (self, TRUE);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (order->writes != NULL)
    sk_notion_put_async (self->api, order->writes, self->schema, self->look, cancellable,
                         on_put, g_object_ref (task));
  else
    sk_notion_write_async (self->api, &(SkNotionWrite) {
                             .change = &order->change,
                             .rules = order->rules,
                             .rows = &rows,
                             .look = self->look,
                             .is_alone = order->n_late >= MAX_LATE,
                           }, cancellable, on_written, g_object_ref (task));
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
take_order (GTask *task,
            Order *order)       /* (transfer full) */
{
  SkNotionSource *self = g_task_get_source_object (task);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  if (self->schema == NULL)
    find_async (task, on_columns_to_write);
  else
    send_order (task);
}

static void
sk_notion_source_write_async (SkTaskSource        *source,
                              GArray              *changes,
                              SkRules             *rules,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  Order *order;

  g_task_set_source_tag (task, sk_notion_source_write_async);
  if (changes->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  order = g_new0 (Order, 1);
  order->change = g_array_index (changes, SkChange, 0);
  sk_task_ref (order->change.task);
  order->rules = sk_rules_ref (rules);
  take_order (task, order);
}

static void
sk_notion_source_put_async (SkTaskSource        *source,
                            GArray              *writes,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  g_task_set_source_tag (task, sk_notion_source_put_async);
  order->writes = g_array_ref (writes);
  take_order (task, order);
}

static gboolean
sk_notion_source_put_finish (SkTaskSource  *source,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
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

/* As many as there are connections (SkHttpPace): a look serves all of them. */
static guint
sk_notion_source_get_at_once (SkTaskSource *source)
{
  return WRITES_AT_ONCE;
}

static void
sk_notion_source_describe (SkTaskSource   *source,
                           const SkChange *change,
                           SkRules        *rules,
                           GArray         *writes)
{
  sk_notion_encode_describe (change, SK_NOTION_SOURCE (source)->schema, rules, writes);
}

static gboolean
sk_notion_source_describe_done (SkTaskSource  *source,
                                SkTask        *task,
                                GArray        *writes,
                                GError       **error)
{
  SkNotionSource *self = SK_NOTION_SOURCE (source);

  if (self->schema != NULL &&
      sk_notion_encode_describe_done (task, self->schema, self->done_status, writes))
    return TRUE;

  if (self->done_status != NULL)
    /* Translators: %1$s is a workspace, %2$s a status */
    g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                 _("%1$s: there is no status “%2$s” any more. Choose another one for finished "
                   "tasks in the preferences."), self->name, self->done_status);
  else
    g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                 _("%s: no status of this database says that a task is done. Choose one in the "
                   "preferences."), self->name);
  return FALSE;
}

static void
sk_notion_source_rest (SkTaskSource *source)
{
  sk_notion_api_rest (SK_NOTION_SOURCE (source)->api);
}

static void
sk_notion_source_iface_init (SkTaskSourceInterface *iface)
{
  iface->get_id = sk_notion_source_get_id;
  iface->get_batch = sk_notion_source_get_batch;
  iface->get_at_once = sk_notion_source_get_at_once;
  iface->describe = sk_notion_source_describe;
  iface->describe_done = sk_notion_source_describe_done;
  iface->rest = sk_notion_source_rest;
  iface->fetch_async = sk_notion_source_fetch_async;
  iface->fetch_finish = sk_notion_source_fetch_finish;
  iface->poll_async = sk_notion_source_poll_async;
  iface->poll_finish = sk_notion_source_poll_finish;
  iface->write_async = sk_notion_source_write_async;
  iface->write_finish = sk_notion_source_write_finish;
  iface->put_async = sk_notion_source_put_async;
  iface->put_finish = sk_notion_source_put_finish;
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
  g_strfreev (self->columns);
  g_free (self->assignee);
  g_free (self->done_status);
  g_clear_object (&self->api);
  g_clear_pointer (&self->schema, sk_notion_schema_unref);
  g_clear_pointer (&self->known, sk_notion_schema_unref);
  g_clear_pointer (&self->look, sk_notion_look_free);
  g_clear_pointer (&self->known_rows, sk_notion_known_free);

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
  g_autofree char *setting = sk_notion_find_dup_setting (config->name);
  g_autoptr(SkHttp) http = config->http != NULL ? g_object_ref (config->http)
                                                : sk_http_new (config->pace);
  g_autoptr(SkNotionApi) api = sk_notion_api_new (http, config->base_url, config->key, error);
  SkNotionId id;

  if (api == NULL)
    {
      g_prefix_error (error, "%s: ", config->name);
      return NULL;
    }
  if (!sk_notion_find_parse (config->database, config->name, &id, error))
    return NULL;

  SkNotionSource *self = g_object_new (SK_TYPE_NOTION_SOURCE, NULL);
  self->name = g_strdup (config->name);
  self->setting = g_steal_pointer (&setting);
  self->left_out = g_strdupv ((char **) config->left_out);
  self->columns = g_strdupv ((char **) config->columns);
  self->assignee = g_strdup (config->assignee);
  self->done_status = g_strdup (config->done_status);
  self->configured = self->found = id;
  self->api = g_steal_pointer (&api);
  self->known_rows = sk_notion_known_new (config->name);
  self->look = sk_notion_look_new (self->known_rows,
                                   config->pace != NULL ? config->pace->second_ms : 1000);

  return SK_TASK_SOURCE (self);
}
