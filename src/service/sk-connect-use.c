/* sk-connect-use.c — a database that was chosen, made ready and remembered
 *
 *   which one ──► add columns ──► tick rows ──► has it all? ──► keep the key ──► remember
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-connect-private.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-intent.h"
#include "sk-lock.h"
#include "sk-setup.h"
#include "sk-undo.h"

/* --- to stay --- */

/* Whoever connects a database again brings a new key for it. */
static const SkWorkspace *
find_same (const SkConnectJob *job)
{
  for (guint i = 0; i < job->settings->workspaces->len; i++)
    {
      const SkWorkspace *workspace = g_ptr_array_index (job->settings->workspaces, i);

      if (workspace->id != NULL && workspace->is_data_source &&
          g_strcmp0 (workspace->database, job->workspace->database) == 0)
        return workspace;
    }

  return NULL;
}

static void
remember (GTask *task)
{
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);

  if (!sk_setup_remember (job->settings, job->workspace))
    {
      g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED, "%s",
                               _("The settings cannot be written."));
      return;
    }

  if (job->is_setup)
    {
      g_clear_pointer (&self->setup, sk_workspace_free);
      self->parts.changed (self->parts.data);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (sk_key_store_store_finish (SK_KEY_STORE (source), result, NULL, &error))
    remember (task);
  else
    sk_connect_fail (task, error);
}

static void
store_key (GTask *task)
{
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);
  g_autoptr(SkSecret) key = sk_secret_new (job->workspace->key);
  const SkWorkspace *same = find_same (job);

  if (same != NULL)
    {
      g_free (job->workspace->id);
      g_free (job->workspace->name);
      job->workspace->id = g_strdup (same->id);
      job->workspace->name = g_strdup (same->name);
    }

  sk_key_store_store_async (self->parts.keys, job->workspace->id, job->workspace->name, key,
                            self->place, g_task_get_cancellable (task), on_stored,
                            g_object_ref (task));
}

static void
keep (GTask *task)
{
  SkConnectJob *job = g_task_get_task_data (task);

  if (!sk_setup_may_remember (job->settings))
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED, "%s",
                             _("This machine has no place for settings that stay."));
  else if (job->workspace->id == NULL)
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_SETTING, "%s",
                             _("That workspace was set by variables, and stays as they say."));
  else if (job->is_setup)
    store_key (task);
  else
    remember (task);
}

/* --- its columns --- */

static const SkAccountColumn *
find_bad (GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    if (sk_account_column_stands_in_the_way (g_ptr_array_index (columns, i)))
      return g_ptr_array_index (columns, i);

  return NULL;
}

static void
on_columns (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr(GPtrArray) columns =
    sk_account_source_check_columns_finish (SK_ACCOUNT_SOURCE (source), result, &error);
  const SkAccountColumn *bad = columns != NULL ? find_bad (columns) : NULL;

  if (columns == NULL)
    sk_connect_fail (task, error);
  else if (bad != NULL)
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING, "%s",
                             bad->text != NULL ? bad->text
                                               : _("The database cannot be used as it is."));
  else
    keep (task);
}

static void
check_columns (GTask *task)
{
  SkConnectJob *job = g_task_get_task_data (task);

  sk_account_source_check_columns_async (job->account, job->workspace->database,
                                         g_task_get_cancellable (task), on_columns,
                                         g_object_ref (task));
}

static void
on_ticked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr(SkUndone) put = sk_undo_run_finish (result, &error);

  if (put != NULL && put->error != NULL)
    error = g_error_copy (put->error);
  if (error != NULL)
    sk_connect_fail (task, error);
  else
    check_columns (task);
}

static void
tick (GTask *task)
{
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);
  g_autoptr(SkSettings) tried = sk_setup_make_settings (job->settings, job->workspace);
  GError *error = NULL;
  g_autoptr(GListModel) sources = self->parts.open_sources (tried, self->parts.data, &error);

  if (sources == NULL)
    {
      sk_connect_fail (task, error);
      return;
    }

  sk_undo_run_async (&(SkUndoInit) {
    .sources = sources,
    .journal = self->journal,
    .instead = g_steal_pointer (&job->ticks),
    .at = sk_clock_now (self->parts.clock),
    .patience_ms = SK_LOCK_PATIENCE_MS,
  }, g_task_get_cancellable (task), on_ticked, g_object_ref (task));
}

static void
on_given_up (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!sk_intent_note_finish (result, &error))
    g_message ("What was not ticked is not journalled: %s", error->message);
  sk_connect_fail (task, g_object_steal_data (G_OBJECT (task), "why"));
}

static void
note (GTask               *task,
      GAsyncReadyCallback  callback)
{
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);

  sk_intent_note_async (&(SkIntentInit) {
    .journal = self->journal,
    .set = job->ticks,
    .patience_ms = SK_LOCK_PATIENCE_MS,
  }, g_task_get_cancellable (task), callback, g_object_ref (task));
}

/* Where it is not certain, the next pass finds it out. */
static void
give_up (GTask  *task,
         GError *why)           /* (transfer full) */
{
  SkConnectJob *job = g_task_get_task_data (task);

  if (job->ticks == NULL || sk_error_is_transient (why))
    {
      sk_connect_fail (task, why);
      return;
    }

  sk_setup_give_up (job->ticks, why);
  g_object_set_data (G_OBJECT (task), "why", why);
  note (task, on_given_up);
}

static void
on_added (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkConnectJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GArray) now = sk_account_source_add_finish (SK_ACCOUNT_SOURCE (source), result,
                                                        &error);

  if (now == NULL)
    {
      give_up (task, error);
      return;
    }

  if (job->ticks != NULL)
    sk_setup_add_ticks (job->ticks, now);
  if (job->ticks != NULL && job->ticks->writes->len > 0)
    tick (task);
  else
    check_columns (task);
}

static void
add (GTask *task)
{
  SkConnectJob *job = g_task_get_task_data (task);

  sk_account_source_add_async (job->account, job->workspace->database,
                               (const char *const *) job->add, g_task_get_cancellable (task),
                               on_added, g_object_ref (task));
}

static void
on_noted (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (sk_intent_note_finish (result, &error))
    add (task);
  else
    sk_connect_fail (task, error);
}

/* What will be ticked is journalled before there is a column to tick it in. */
static void
on_ticks (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  GArray *writes = sk_account_source_list_ticks_finish (SK_ACCOUNT_SOURCE (source), result,
                                                        &error);

  if (writes == NULL)
    {
      sk_connect_fail (task, error);
      return;
    }

  job->ticks = sk_setup_make_ticks (writes, sk_clock_now (self->parts.clock));
  note (task, on_noted);
}

static void
add_columns (GTask *task)
{
  SkConnectJob *job = g_task_get_task_data (task);

  if (job->add == NULL || job->add[0] == NULL)
    check_columns (task);
  else if (g_strv_contains ((const char *const *) job->add, SK_ROLE_AUTO_SCHEDULE))
    sk_account_source_list_ticks_async (job->account, job->workspace->database,
                                        g_task_get_cancellable (task), on_ticks,
                                        g_object_ref (task));
  else
    add (task);
}

/* --- which one --- */

/* The only one that is meant, by its own id. */
static gboolean
choose (SkConnectJob  *job,
        GPtrArray     *tables,
        GError       **error)
{
  const SkAccountTable *only = tables->len == 1 ? g_ptr_array_index (tables, 0) : NULL;

  if (only == NULL || !sk_account_table_may_be_used (only))
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MISSING,
                           only == NULL
                           ? _("There are several tables in that database. Choose one of them.")
                           : _("That is only a view of a database that lives elsewhere. Connect "
                               "the one it comes from."));
      return FALSE;
    }

  g_free (job->workspace->database);
  job->workspace->database = g_strdup (only->id);
  job->workspace->is_data_source = TRUE;
  g_strfreev (job->workspace->columns);
  job->workspace->columns = g_steal_pointer (&job->columns);

  return TRUE;
}

static void
on_tables (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkConnectJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) tables =
    sk_account_source_list_finish (SK_ACCOUNT_SOURCE (source), result, &error);

  if (tables == NULL || !choose (job, tables, &error))
    {
      sk_connect_fail (task, error);
      return;
    }

  /* with the columns that were chosen just now */
  if (sk_connect_open_account (task))
    add_columns (task);
}

/**
 * sk_connect_use:
 * @task: with a workspace, and what the person decided about it
 */
void
sk_connect_use (GTask *task)
{
  SkConnectJob *job = g_task_get_task_data (task);

  if (sk_connect_open_account (task))
    sk_account_source_list_async (job->account, job->address, g_task_get_cancellable (task),
                                  on_tables, g_object_ref (task));
}
