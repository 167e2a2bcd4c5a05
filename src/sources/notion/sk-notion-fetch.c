/* sk-notion-fetch.c — all tasks of a data source
 *
 * Its rows first, then what they leave open, one thing after the other: the
 * blockers of a row that has more of them than it shows, and blockers that
 * are no row of ours.  What cannot be read whole is an error.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-fetch.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-decode.h"
#include "sk-notion-encode.h"
#include "sk-notion-id.h"
#include "sk-notion-json.h"
#include "sk-notion-list.h"
#include "sk-notion-value.h"

typedef struct
{
  SkNotionApi    *api;
  SkNotionSchema *schema;
  char           *workspace;
  GStrv           left_out;     /* (nullable) */
  char           *assignee;     /* (nullable) */
  gboolean        rows_only;
  gint64          since;
  GPtrArray      *tasks;        /* (element-type SkTask) */
  GPtrArray      *notes;        /* (element-type utf8) */
  GHashTable     *known;        /* ids of the pages already seen, or asked for */
  GQueue          cut;          /* (element-type JsonNode) (owned): with more blockers than shown */
  GQueue          wanted;       /* (element-type utf8) (owned): blockers, maybe not seen yet */
  guint           n_open;
  guint           n_planned;
} Reading;

static Reading *
reading_new (const SkNotionFetch *what)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->api = g_object_ref (what->api);
  reading->schema = sk_notion_schema_ref (what->schema);
  reading->workspace = g_strdup (what->workspace);
  reading->left_out = g_strdupv ((char **) what->left_out);
  reading->assignee = g_strdup (what->assignee);
  reading->rows_only = what->rows_only;
  reading->since = what->since;
  reading->tasks = sk_task_array_new ();
  reading->notes = g_ptr_array_new_with_free_func (g_free);
  reading->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return reading;
}

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->api);
  g_clear_pointer (&reading->schema, sk_notion_schema_unref);
  g_free (reading->workspace);
  g_strfreev (reading->left_out);
  g_free (reading->assignee);
  g_clear_pointer (&reading->tasks, g_ptr_array_unref);
  g_clear_pointer (&reading->notes, g_ptr_array_unref);
  g_clear_pointer (&reading->known, g_hash_table_unref);
  g_queue_clear_full (&reading->cut, (GDestroyNotify) json_node_unref);
  g_queue_clear_full (&reading->wanted, g_free);
  g_free (reading);
}

/* Only what is planned has to wait for something. */
static void
take_task (Reading *reading,
           SkTask  *task)       /* (transfer full) */
{
  const char *const *blockers = sk_task_get_blocked_by (task);
  gboolean is_open = sk_task_get_standing (task) == SK_STANDING_OPEN;
  gboolean is_planned = is_open && !sk_task_is_opted_out (task);
  gboolean is_waiting = is_planned && !reading->rows_only && blockers != NULL;

  g_ptr_array_add (reading->tasks, task);
  reading->n_open += is_open && sk_task_get_source (task) != NULL;
  reading->n_planned += is_planned;
  for (guint i = 0; is_waiting && blockers[i] != NULL; i++)
    g_queue_push_tail (&reading->wanted, g_strdup (blockers[i]));
}

static void
take_row (Reading  *reading,
          JsonNode *page,
          GStrv     blockers)   /* (nullable): all of them, if the page holds not all */
{
  if (blockers == NULL && !reading->rows_only && sk_notion_decode_is_cut (page, reading->schema))
    g_queue_push_tail (&reading->cut, json_node_ref (page));
  else
    take_task (reading, sk_notion_decode_task (page, reading->schema, &(SkNotionOrigin) {
                                                 .workspace = reading->workspace,
                                                 .source = reading->workspace,
                                                 .blocked_by = (const char *const *) blockers,
                                                 .notes = reading->notes,
                                               }));
}

static gboolean
is_ours (Reading  *reading,
         JsonNode *page)
{
  JsonNode *parent = sk_notion_json_get (page, "parent");

  return sk_notion_id_equal (sk_notion_json_get_text (parent, "data_source_id"),
                             sk_notion_schema_get_id (reading->schema));
}

/* A blocker from another database, or of another person, is not ours to plan;
 * it takes its time. */
static void
take_stranger (Reading  *reading,
               JsonNode *page)
{
  g_autoptr(SkNotionSchema) schema =
    is_ours (reading, page)
    ? sk_notion_schema_ref (reading->schema)
    : sk_notion_schema_new_for_page (page, (const char *const *) reading->left_out);

  take_task (reading, sk_notion_decode_task (page, schema, &(SkNotionOrigin) {
                                               .workspace = reading->workspace,
                                               .notes = reading->notes,
                                             }));
}

static gboolean
is_wanted (Reading  *reading,
           JsonNode *row)
{
  return sk_notion_decode_is_assigned (row, reading->schema, reading->assignee);
}

static SkSnapshot *
finish_reading (Reading *reading)
{
  const char *ticked = sk_notion_schema_get_column (reading->schema, SK_NOTION_AUTO_SCHEDULE);

  if (ticked != NULL && reading->n_open > 0 && reading->n_planned == 0)
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

static void
read_on (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  JsonNode *cut = g_queue_peek_head (&reading->cut);
  char *id;

  if (cut != NULL)
    {
      sk_notion_list_values_async (reading->api, sk_notion_json_get_text (cut, "id"),
                                   sk_notion_schema_get_column (reading->schema,
                                                                SK_NOTION_BLOCKED_BY),
                                   cancellable, on_blockers, g_object_ref (task));
      return;
    }

  while ((id = g_queue_pop_head (&reading->wanted)) != NULL)
    if (g_hash_table_add (reading->known, id))
      {
        sk_notion_api_get_page_async (reading->api, id, cancellable, on_blocker,
                                      g_object_ref (task));
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
  GError *error = NULL;
  g_autoptr(GPtrArray) items = sk_notion_list_finish (SK_NOTION_API (source), result, &error);

  if (items == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_autoptr(JsonNode) page = g_queue_pop_head (&reading->cut);
  g_auto(GStrv) blockers = sk_notion_value_dup_relation (items);

  take_row (reading, page, blockers);
  read_on (task);
}

/* One that is gone, or in the trash, is left to the planner to warn about. */
static void
on_blocker (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) page = sk_notion_api_finish (SK_NOTION_API (source), result, &error);

  if (page == NULL && !g_error_matches (error, SK_ERROR, SK_ERROR_MISSING))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (page != NULL && sk_notion_decode_is_live (page) && is_ours (reading, page) &&
      is_wanted (reading, page))
    take_row (reading, page, NULL);
  else if (page != NULL && sk_notion_decode_is_live (page))
    take_stranger (reading, page);
  read_on (task);
}

static void
on_rows (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) rows = sk_notion_list_finish (SK_NOTION_API (source), result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      JsonNode *row = g_ptr_array_index (rows, i);
      gboolean is_one = is_wanted (reading, row);

      if (!sk_notion_decode_is_live (row) || (!is_one && reading->since == 0) ||
          !g_hash_table_add (reading->known, g_strdup (sk_notion_json_get_text (row, "id"))))
        continue;
      if (is_one)
        take_row (reading, row, NULL);
      else
        take_stranger (reading, row);
    }
  read_on (task);
}

/**
 * sk_notion_fetch_async:
 * @what: what to read
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads everything the planner may need, or only the rows, or those edited since.
 */
void
sk_notion_fetch_async (const SkNotionFetch *what,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *properties = sk_notion_encode_properties (what->schema);
  Reading *reading = reading_new (what);

  g_task_set_source_tag (task, sk_notion_fetch_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  sk_notion_schema_add_notes (reading->schema, reading->notes);
  sk_notion_list_rows_async (reading->api, sk_notion_schema_get_id (reading->schema), properties,
                             reading->since > 0
                             ? sk_notion_encode_edited (reading->since)
                             : sk_notion_encode_query (reading->schema, reading->assignee),
                             cancellable, on_rows, g_object_ref (task));
}

/**
 * sk_notion_fetch_finish:
 * @result: what the callback was given
 * @error: why it could not be read, whole
 *
 * Returns: (transfer full) (nullable): all tasks
 */
SkSnapshot *
sk_notion_fetch_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
