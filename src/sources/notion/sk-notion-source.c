/* sk-notion-source.c — a Notion database, as a place tasks come from
 *
 * The order in which things are asked and written.  What they mean is said in
 * sk-notion-schema.c, how they are spelled in sk-notion-decode.c and
 * sk-notion-encode.c, and how they travel in sk-notion-api.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-source.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-json.h"
#include "sk-notion-api.h"
#include "sk-notion-decode.h"
#include "sk-notion-encode.h"
#include "sk-notion-schema.h"

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
find_async (SkNotionSource      *self,
            GTask               *task,
            GAsyncReadyCallback  callback)
{
  sk_notion_api_find_async (self->api, &self->found, self->setting,
                            g_task_get_cancellable (task), callback, g_object_ref (task));
}

/* Remembers what was found, or forgets what may have moved. */
static gboolean
find_finish (SkNotionSource  *self,
             GAsyncResult    *result,
             GError         **error)
{
  g_autoptr(JsonNode) answer = sk_notion_api_finish (self->api, result, error);

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

/* One reading of everything, while it is under way. */
typedef struct
{
  SkNotionSchema *schema;
  GPtrArray      *tasks;        /* (element-type SkTask) */
  GPtrArray      *notes;        /* (element-type utf8) */
  GHashTable     *known;        /* ids of the pages already seen, or asked for */
  GQueue          cut;          /* (element-type JsonNode) (owned): with more blockers than shown */
  GQueue          wanted;       /* (element-type utf8) (owned): blockers, maybe not seen yet */
  guint           n_open;
  guint           n_ticked;
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->schema, sk_notion_schema_unref);
  g_clear_pointer (&reading->tasks, g_ptr_array_unref);
  g_clear_pointer (&reading->notes, g_ptr_array_unref);
  g_clear_pointer (&reading->known, g_hash_table_unref);
  g_queue_clear_full (&reading->cut, (GDestroyNotify) json_node_unref);
  g_queue_clear_full (&reading->wanted, g_free);
  g_free (reading);
}

static const char *
get_id (JsonNode *page)
{
  return json_node_get_string (sk_notion_decode_member (page, "id", JSON_NODE_VALUE));
}

/* Only what is planned has to wait for something. */
static void
take_task (Reading *reading,
           SkTask  *task)       /* (transfer full) */
{
  const char *const *blockers = sk_task_get_blocked_by (task);
  gboolean is_open = sk_task_get_standing (task) == SK_STANDING_OPEN;
  gboolean is_planned = is_open && !sk_task_is_opted_out (task);

  g_ptr_array_add (reading->tasks, task);
  reading->n_open += is_open && sk_task_get_source (task) != NULL;
  reading->n_ticked += is_planned;
  for (guint i = 0; is_planned && blockers != NULL && blockers[i] != NULL; i++)
    g_queue_push_tail (&reading->wanted, g_strdup (blockers[i]));
}

static void
take_row (SkNotionSource *self,
          Reading        *reading,
          JsonNode       *page,
          GStrv           blockers)     /* (nullable): all of them, if the page holds not all */
{
  if (blockers == NULL && sk_notion_decode_is_cut (page, reading->schema))
    g_queue_push_tail (&reading->cut, json_node_ref (page));
  else
    take_task (reading, sk_notion_decode_task (page, reading->schema, &(SkNotionOrigin) {
                                                 .workspace = self->name,
                                                 .source = self->name,
                                                 .blocked_by = (const char *const *) blockers,
                                                 .notes = reading->notes,
                                               }));
}

/* A blocker from another database is not ours to plan; it takes its time. */
static void
take_stranger (SkNotionSource *self,
               Reading        *reading,
               JsonNode       *page)
{
  g_autoptr(SkNotionSchema) schema =
    sk_notion_schema_new_for_page (page, (const char *const *) self->left_out);

  take_task (reading, sk_notion_decode_task (page, schema, &(SkNotionOrigin) {
                                               .workspace = self->name,
                                               .notes = reading->notes,
                                             }));
}

static gboolean
is_ours (Reading  *reading,
         JsonNode *page)
{
  JsonNode *parent = sk_notion_decode_member (page, "parent", JSON_NODE_OBJECT);
  JsonNode *id = sk_notion_decode_member (parent, "data_source_id", JSON_NODE_VALUE);

  return id != NULL && sk_notion_id_equal (json_node_get_string (id),
                                           sk_notion_schema_get_id (reading->schema));
}

static SkSnapshot *
finish_reading (Reading *reading)
{
  const char *ticked = sk_notion_schema_get_column (reading->schema, SK_NOTION_AUTO_SCHEDULE);

  if (ticked != NULL && reading->n_open > 0 && reading->n_ticked == 0)
    /* Translators: %s is the name of a column of checkboxes. */
    g_ptr_array_add (reading->notes,
                     g_strdup_printf (_("“%s” is not ticked in any open row, so nothing is "
                                        "planned. Tick it where a task should be planned."),
                                      sk_notion_schema_get_name (reading->schema,
                                                                 SK_NOTION_AUTO_SCHEDULE)));

  return sk_snapshot_new_take (&(SkSnapshotInit) {
    .tasks = g_steal_pointer (&reading->tasks),
    .notes = g_steal_pointer (&reading->notes),
  });
}

static void on_blockers (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data);
static void on_blocker  (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data);

/* Asks for what is still missing, one thing after the other. */
static void
read_on (GTask *task)
{
  SkNotionSource *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  JsonNode *cut = g_queue_peek_head (&reading->cut);
  char *id;

  if (cut != NULL)
    {
      sk_notion_api_list_async (self->api, get_id (cut),
                                sk_notion_schema_get_column (reading->schema,
                                                             SK_NOTION_BLOCKED_BY),
                                g_task_get_cancellable (task), on_blockers, g_object_ref (task));
      return;
    }

  while ((id = g_queue_pop_head (&reading->wanted)) != NULL)
    if (g_hash_table_add (reading->known, id))
      {
        sk_notion_api_get_page_async (self->api, id, g_task_get_cancellable (task),
                                      on_blocker, g_object_ref (task));
        return;
      }

  g_task_return_pointer (task, finish_reading (reading), (GDestroyNotify) sk_snapshot_unref);
}

static void
on_blockers (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) items = sk_notion_api_list_finish (SK_NOTION_API (source), result, &error);

  if (items == NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  g_autoptr(JsonNode) page = g_queue_pop_head (&reading->cut);
  g_auto(GStrv) blockers = sk_notion_decode_relations (items);

  take_row (g_task_get_source_object (task), reading, page, blockers);
  read_on (task);
}

/* One that is gone, or in the trash, is left to the planner to warn about. */
static void
on_blocker (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionSource *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) page = sk_notion_api_finish (SK_NOTION_API (source), result, &error);

  if (page == NULL && !g_error_matches (error, SK_ERROR, SK_ERROR_MISSING))
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  if (page != NULL && sk_notion_decode_is_live (page) && is_ours (reading, page))
    take_row (self, reading, page, NULL);
  else if (page != NULL && sk_notion_decode_is_live (page))
    take_stranger (self, reading, page);
  read_on (task);
}

static void
on_rows (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = sk_notion_api_list_finish (SK_NOTION_API (source), result, &error);

  if (rows == NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      JsonNode *row = g_ptr_array_index (rows, i);

      if (sk_notion_decode_is_live (row) &&
          g_hash_table_add (reading->known, g_strdup (get_id (row))))
        take_row (g_task_get_source_object (task), reading, row, NULL);
    }
  read_on (task);
}

static void
on_columns (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionSource *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!find_finish (self, result, &error))
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  g_autofree char *properties = sk_notion_encode_properties (self->schema);

  reading->schema = sk_notion_schema_ref (self->schema);
  sk_notion_schema_add_notes (reading->schema, reading->notes);
  sk_notion_api_query_async (self->api, sk_notion_schema_get_id (reading->schema), properties,
                             sk_notion_encode_query (reading->schema),
                             g_task_get_cancellable (task), on_rows, g_object_ref (task));
}

static void
sk_notion_source_fetch_async (SkTaskSource        *source,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SkNotionSource *self = SK_NOTION_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->tasks = sk_task_array_new ();
  reading->notes = g_ptr_array_new_with_free_func (g_free);
  reading->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_source_tag (task, sk_notion_source_fetch_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  find_async (self, task, on_columns);
}

static SkSnapshot *
sk_notion_source_fetch_finish (SkTaskSource  *source,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* One change on its way. */
typedef struct
{
  SkChange        change;
  SkRules        *rules;
  SkNotionSchema *schema;       /* (nullable): not read yet */
  SkNotionTimes   times;
  GError         *lost;         /* (nullable): why we do not know whether it arrived */
} Writing;

static void
writing_free (Writing *writing)
{
  g_clear_pointer (&writing->change.task, sk_task_unref);
  g_clear_pointer (&writing->rules, sk_rules_unref);
  g_clear_pointer (&writing->schema, sk_notion_schema_unref);
  g_clear_error (&writing->lost);
  g_free (writing);
}

static void
return_checked (GTask    *task,
                JsonNode *page)
{
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (sk_notion_encode_check (&writing->change, writing->schema, page, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, g_steal_pointer (&error));
}

/* The answer to a write was lost: what does the page hold now? */
static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(JsonNode) page = sk_notion_api_finish (SK_NOTION_API (source), result, NULL);

  if (page != NULL && sk_notion_encode_check (&writing->change, writing->schema, page, NULL))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, g_steal_pointer (&writing->lost));
}

static void on_written (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data);

static void
send_change (GTask *task)
{
  SkNotionSource *self = g_task_get_source_object (task);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(JsonNode) body = sk_notion_encode_change (&writing->change, writing->schema,
                                                      writing->rules, writing->times);

  sk_notion_api_update_page_async (self->api, sk_task_get_id (writing->change.task), body,
                                   g_task_get_cancellable (task), on_written,
                                   g_object_ref (task));
}

/* Notion's list of zones may lag behind the machine's. */
static gboolean
is_unknown_zone (const GError *error)
{
  return g_error_matches (error, SK_ERROR, SK_ERROR_MALFORMED) &&
         strstr (error->message, "time_zone") != NULL;
}

/* No answer, half an answer, or one that makes no sense. */
static gboolean
may_have_arrived (const GError *error)
{
  return sk_error_is_transient (error) ||
         g_error_matches (error, SK_ERROR, SK_ERROR_MALFORMED);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) page = sk_notion_api_finish (SK_NOTION_API (source), result, &error);

  if (page != NULL)
    {
      return_checked (task, page);
    }
  else if (is_unknown_zone (error) && writing->times == SK_NOTION_TIMES_LOCAL)
    {
      writing->times = SK_NOTION_TIMES_OFFSET;
      send_change (task);
    }
  else if (may_have_arrived (error))
    {
      writing->lost = g_steal_pointer (&error);
      sk_notion_api_get_page_async (SK_NOTION_API (source),
                                    sk_task_get_id (writing->change.task),
                                    g_task_get_cancellable (task), on_looked,
                                    g_object_ref (task));
    }
  else
    {
      return_error (task, g_steal_pointer (&error));
    }
}

static void
on_columns_to_write (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkNotionSource *self = g_task_get_source_object (task);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!find_finish (self, result, &error))
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  writing->schema = sk_notion_schema_ref (self->schema);
  send_change (task);
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

  Writing *writing = g_new0 (Writing, 1);

  writing->change = g_array_index (changes, SkChange, 0);
  sk_task_ref (writing->change.task);
  writing->rules = sk_rules_ref (rules);
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  if (self->schema == NULL)
    {
      find_async (self, task, on_columns_to_write);
      return;
    }

  writing->schema = sk_notion_schema_ref (self->schema);
  send_change (task);
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
  SkNotionSchema *schema = SK_NOTION_SOURCE (source)->schema;
  g_autoptr(JsonNode) scheduled = sk_notion_encode_scheduled (change, rules,
                                                              SK_NOTION_TIMES_LOCAL);
  g_autoptr(JsonNode) last = sk_notion_encode_last_scheduled (change, rules,
                                                              SK_NOTION_TIMES_LOCAL);

  sk_write_array_add (writes, change->task,
                      sk_notion_schema_get_name (schema, SK_NOTION_SCHEDULED),
                      sk_task_get_scheduled_json (change->task), sk_json_print (scheduled, FALSE));
  if (schema == NULL || sk_notion_schema_get_column (schema, SK_NOTION_LAST_SCHEDULED) != NULL)
    sk_write_array_add (writes, change->task,
                        sk_notion_schema_get_name (schema, SK_NOTION_LAST_SCHEDULED),
                        sk_task_get_last_scheduled_json (change->task),
                        sk_json_print (last, FALSE));
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
 * @error: %SK_ERROR_SETTING, if that leads nowhere
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
      g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
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

  return SK_TASK_SOURCE (self);
}
