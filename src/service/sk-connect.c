/* sk-connect.c — a workspace that is being set up, or set up again
 *
 *   key ──► whose? ──► what does it open? ──► its columns ──► this one ──► kept
 *
 * There is one at a time: who brings another key begins anew.  Nothing is
 * kept before a database is chosen, so who stops half way leaves nothing.
 * A workspace that is configured can be asked the same by its id.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-connect-private.h"

#include <glib/gi18n-lib.h>

#include "sk-columns-codec.h"
#include "sk-databases-codec.h"
#include "sk-error.h"
#include "sk-hand-over.h"
#include "sk-sample.h"
#include "sk-settings-store.h"
#include "sk-setup.h"

G_DEFINE_FINAL_TYPE (SkConnect, sk_connect, G_TYPE_OBJECT)

static void
job_free (SkConnectJob *job)
{
  g_clear_pointer (&job->workspace, sk_workspace_free);
  g_clear_pointer (&job->settings, sk_settings_free);
  g_clear_object (&job->account);
  g_clear_pointer (&job->owner, sk_account_owner_free);
  g_clear_pointer (&job->tables, g_ptr_array_unref);
  g_free (job->address);
  g_strfreev (job->columns);
  g_strfreev (job->add);
  g_clear_pointer (&job->ticks, sk_change_set_free);
  g_free (job);
}

/**
 * sk_connect_task_new:
 * @self: who is asked
 * @tag: for what
 * @cancellable: (nullable): to give up
 * @callback: of the caller
 * @user_data: for @callback
 *
 * Returns: (transfer full): a task with a #SkConnectJob
 */
GTask *
sk_connect_task_new (SkConnect           *self,
                     gpointer             tag,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_new0 (SkConnectJob, 1), (GDestroyNotify) job_free);

  return task;
}

/**
 * sk_connect_fail:
 * @task: what it was for; it returns
 * @error: (transfer full): why not
 *
 * Sources say which workspace an error is about; here it is about the only one.
 */
void
sk_connect_fail (GTask  *task,
                 GError *error)
{
  SkConnectJob *job = g_task_get_task_data (task);
  g_autofree char *prefix = job->workspace != NULL
                            ? g_strconcat (job->workspace->name, ": ", NULL) : NULL;

  if (prefix != NULL && g_str_has_prefix (error->message, prefix))
    {
      char *rest = g_strdup (error->message + strlen (prefix));

      g_free (error->message);
      error->message = rest;
    }
  g_task_return_error (task, error);
}

/* --- which workspace --- */

static const SkWorkspace *
find_configured (const SkSettings *settings,
                 const char       *id)
{
  for (guint i = 0; i < settings->workspaces->len; i++)
    {
      const SkWorkspace *workspace = g_ptr_array_index (settings->workspaces, i);

      if (g_strcmp0 (workspace->id != NULL ? workspace->id : workspace->name, id) == 0)
        return workspace;
    }

  return NULL;
}

static void
on_key (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkConnectJob *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkKeyAnswer) answer = sk_key_store_find_finish (SK_KEY_STORE (source), result, &error);

  if (answer == NULL)
    sk_connect_fail (task, g_steal_pointer (&error));
  else if (answer->key == NULL)
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_DENIED, "%s",
                             answer->keyring == SK_KEYRING_LOCKED
                             ? _("The keyring is locked. Unlock it and try again.")
                             : _("Its key is gone. Remove the workspace, and connect it again."));
  else
    {
      job->workspace->key = g_strdup (sk_secret_peek (answer->key));
      job->next (task);
    }
}

/**
 * sk_connect_open:
 * @task: what it is for; its job gets the workspace and the settings
 * @workspace: the id of a workspace
 * @next: called when the workspace is there, with its key
 */
void
sk_connect_open (GTask         *task,
                 const char    *workspace,
                 SkConnectNext  next)
{
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);
  const SkWorkspace *found;
  GError *error = NULL;

  job->next = next;
  job->settings = self->parts.read_settings (self->parts.data, &error);
  if (job->settings == NULL)
    {
      sk_connect_fail (task, error);
      return;
    }

  job->is_setup = self->setup != NULL && strcmp (self->setup->id, workspace) == 0;
  found = job->is_setup ? self->setup : find_configured (job->settings, workspace);
  if (found == NULL || found->file != NULL)
    {
      g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING, "%s",
                               _("That workspace is not there any more. Begin again."));
      return;
    }

  job->workspace = sk_workspace_copy (found);
  if (job->workspace->key != NULL)
    next (task);
  else
    sk_key_store_find_async (self->parts.keys, job->workspace->id,
                             g_task_get_cancellable (task), on_key, g_object_ref (task));
}

/**
 * sk_connect_open_account:
 * @task: what it is for; its job gets the account
 *
 * Returns: whether the key can be used; otherwise the task has returned
 */
gboolean
sk_connect_open_account (GTask *task)
{
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_object (&job->account);
  job->account = self->parts.open_account (job->workspace, job->settings, self->parts.data,
                                           &error);
  if (job->account == NULL)
    sk_connect_fail (task, error);

  return job->account != NULL;
}

/* --- what it opens --- */

static gboolean
has_name (const SkSettings *settings,
          const char       *name)
{
  for (guint i = 0; i < settings->workspaces->len; i++)
    {
      const SkWorkspace *workspace = g_ptr_array_index (settings->workspaces, i);

      if (g_ascii_strcasecmp (workspace->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * sk_connect_dup_name:
 * @settings: what is configured
 * @wanted: what a workspace could be called
 *
 * Returns: (transfer full): the same, or with a number if there is one called so
 */
char *
sk_connect_dup_name (const SkSettings *settings,
                     const char       *wanted)
{
  char *name = g_strdup (wanted);

  for (guint i = 2; has_name (settings, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", wanted, i);
    }

  return name;
}

/* Only now it is clear what the workspace is called: remember the key. */
static void
take_setup (SkConnect    *self,
            SkConnectJob *job)
{
  const char *wanted = job->owner->workspace != NULL ? job->owner->workspace : job->owner->name;

  g_free (job->workspace->name);
  job->workspace->name = sk_connect_dup_name (job->settings, *wanted != '\0' ? wanted : "Notion");
  job->workspace->id = sk_setup_dup_id (job->workspace->name);

  g_clear_pointer (&self->setup, sk_workspace_free);
  self->setup = sk_workspace_copy (job->workspace);
  self->place = SK_KEY_PLACE_KEYRING;
}

static void
on_keyring (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkConnectJob *job = g_task_get_task_data (task);
  SkKeyringState keyring = SK_KEYRING_NONE;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkAccountOffer) offer = NULL;

  if (!sk_key_store_check_finish (SK_KEY_STORE (source), result, &keyring, &error))
    {
      sk_connect_fail (task, g_steal_pointer (&error));
      return;
    }

  if (job->workspace->id == NULL)
    take_setup (g_task_get_source_object (task), job);
  offer = sk_account_offer_new (g_steal_pointer (&job->owner), keyring,
                                g_steal_pointer (&job->tables));
  g_task_return_pointer (task, sk_databases_codec_write (offer), g_free);
}

static void
on_tables (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->tables = sk_account_source_list_finish (SK_ACCOUNT_SOURCE (source), result, &error);
  if (job->tables == NULL)
    sk_connect_fail (task, error);
  else
    sk_key_store_check_async (self->parts.keys, g_task_get_cancellable (task), on_keyring,
                              g_object_ref (task));
}

static void
on_owner (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkConnectJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->owner = sk_account_source_check_key_finish (SK_ACCOUNT_SOURCE (source), result, &error);
  if (job->owner == NULL)
    sk_connect_fail (task, error);
  else
    sk_account_source_list_async (job->account, job->address, g_task_get_cancellable (task),
                                  on_tables, g_object_ref (task));
}

/**
 * sk_connect_offer:
 * @task: with a workspace; it returns a text, what its key opens
 */
void
sk_connect_offer (GTask *task)
{
  SkConnectJob *job = g_task_get_task_data (task);

  if (sk_connect_open_account (task))
    sk_account_source_check_key_async (job->account, g_task_get_cancellable (task), on_owner,
                                       g_object_ref (task));
}

/* --- with a new key --- */

static const SkHandOver key_words = {
  .n_bytes = 1024,
  .none = N_("There was no key. Copy it in Notion, and paste it here."),
  .too_long = N_("That is too long for a key. Copy the key again, and nothing else."),
  .broken = N_("The key could not be read. Try again."),
};

static void
on_new_key (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(SkSecret) key = sk_hand_over_read_finish (result, &error);

  if (key != NULL)
    job->settings = self->parts.read_settings (self->parts.data, &error);
  if (job->settings == NULL)
    {
      sk_connect_fail (task, error);
      return;
    }

  job->workspace = g_new0 (SkWorkspace, 1);
  job->workspace->name = g_strdup ("Notion");
  job->workspace->key = g_strdup (sk_secret_peek (key));
  job->workspace->weight = SK_DEFAULT_WEIGHT;
  sk_connect_offer (task);
}

/**
 * sk_connect_begin_async:
 * @self: who sets up
 * @fd: says a key and then ends; eaten
 * @cancellable: (nullable): to give up
 * @callback: called with what the key opens
 * @user_data: for @callback
 *
 * Begins with a workspace, and forgets one that was begun before.
 */
void
sk_connect_begin_async (SkConnect           *self,
                        int                  fd,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (SK_IS_CONNECT (self));

  GTask *task = sk_connect_task_new (self, sk_connect_begin_async, cancellable, callback,
                                     user_data);

  sk_hand_over_read_async (fd, &key_words, cancellable, on_new_key, task);
}

/**
 * sk_connect_begin_finish:
 * @self: who sets up
 * @result: what the callback was given
 * @workspace: (out): the id by which the workspace is known from now on
 * @error: %SK_ERROR_DENIED if the key is refused, or why it is not known
 *
 * Returns: (transfer full) (nullable): what the key opens, slotkeeper-databases/1
 */
char *
sk_connect_begin_finish (SkConnect     *self,
                         GAsyncResult  *result,
                         char         **workspace,
                         GError       **error)
{
  SkConnectJob *job = g_task_get_task_data (G_TASK (result));
  char *text = sk_connect_text_finish (self, result, error);

  if (text != NULL)
    *workspace = g_strdup (job->workspace->id);

  return text;
}

/* --- with one that is there --- */

/**
 * sk_connect_list_async:
 * @self: who sets up
 * @workspace: the id of a workspace
 * @address: what a person copied; empty: everything the key opens
 * @cancellable: (nullable): to give up
 * @callback: called when it is done; ends in sk_connect_text_finish():
 *   slotkeeper-databases/1
 * @user_data: for @callback
 */
void
sk_connect_list_async (SkConnect           *self,
                       const char          *workspace,
                       const char          *address,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = sk_connect_task_new (self, sk_connect_list_async, cancellable, callback,
                                               user_data);
  SkConnectJob *job = g_task_get_task_data (task);

  job->address = *address != '\0' ? g_strdup (address) : NULL;
  sk_connect_open (task, workspace, sk_connect_offer);
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

  if (columns == NULL)
    sk_connect_fail (task, error);
  else
    g_task_return_pointer (task, sk_columns_codec_write (columns), g_free);
}

static void
check (GTask *task)
{
  SkConnectJob *job = g_task_get_task_data (task);

  if (sk_connect_open_account (task))
    sk_account_source_check_columns_async (job->account, job->address,
                                           g_task_get_cancellable (task), on_columns,
                                           g_object_ref (task));
}

/**
 * sk_connect_check_async:
 * @self: who sets up
 * @workspace: the id of a workspace
 * @database: one that its key opens
 * @cancellable: (nullable): to give up
 * @callback: called when it is done; ends in sk_connect_text_finish():
 *   slotkeeper-columns/1
 * @user_data: for @callback
 */
void
sk_connect_check_async (SkConnect           *self,
                        const char          *workspace,
                        const char          *database,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = sk_connect_task_new (self, sk_connect_check_async, cancellable,
                                               callback, user_data);
  SkConnectJob *job = g_task_get_task_data (task);

  job->address = g_strdup (database);
  sk_connect_open (task, workspace, check);
}

char *
sk_connect_text_finish (SkConnect     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sk_connect_use_async:
 * @self: who sets up
 * @workspace: the id of a workspace
 * @choice: what was decided; strings are copied
 * @cancellable: (nullable): to give up
 * @callback: called when it is done; ends in sk_connect_done_finish()
 * @user_data: for @callback
 *
 * Adds the columns that are to be added, keeps the key, and remembers the
 * database: from now on it is planned.
 */
void
sk_connect_use_async (SkConnect              *self,
                      const char             *workspace,
                      const SkConnectChoice  *choice,
                      GCancellable           *cancellable,
                      GAsyncReadyCallback     callback,
                      gpointer                user_data)
{
  g_autoptr(GTask) task = sk_connect_task_new (self, sk_connect_use_async, cancellable, callback,
                                               user_data);
  SkConnectJob *job = g_task_get_task_data (task);

  job->address = g_strdup (choice->database);
  job->columns = g_strdupv ((char **) choice->columns);
  job->add = g_strdupv ((char **) choice->add);
  sk_connect_open (task, workspace, sk_connect_use);
}

/* --- where its key is --- */

static void
on_kept (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (sk_key_store_store_finish (SK_KEY_STORE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    sk_connect_fail (task, error);
}

static void
keep (GTask *task)
{
  SkConnect *self = g_task_get_source_object (task);
  SkConnectJob *job = g_task_get_task_data (task);
  SkKeyPlace place = (SkKeyPlace) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (task), "place"));

  if (job->is_setup)
    {
      self->place = place;
      g_task_return_boolean (task, TRUE);
    }
  else if (job->workspace->id == NULL)
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_SETTING, "%s",
                             _("That workspace was set by variables, and so is its key."));
  else
    {
      g_autoptr(SkSecret) key = sk_secret_new (job->workspace->key);

      sk_key_store_store_async (self->parts.keys, job->workspace->id, job->workspace->name, key,
                                place, g_task_get_cancellable (task), on_kept,
                                g_object_ref (task));
    }
}

/**
 * sk_connect_keep_async:
 * @self: who sets up
 * @workspace: the id of a workspace
 * @place: where the person wants its key
 * @cancellable: (nullable): to give up
 * @callback: called when it is done; ends in sk_connect_done_finish()
 * @user_data: for @callback
 *
 * Of one that is being set up the key is kept there once a database is chosen.
 */
void
sk_connect_keep_async (SkConnect           *self,
                       const char          *workspace,
                       SkKeyPlace           place,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = sk_connect_task_new (self, sk_connect_keep_async, cancellable, callback,
                                               user_data);

  g_object_set_data (G_OBJECT (task), "place", GUINT_TO_POINTER (place));
  sk_connect_open (task, workspace, keep);
}

/* --- away --- */

static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkConnectJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sk_key_store_clear_finish (SK_KEY_STORE (source), result, &error))
    {
      sk_connect_fail (task, error);
      return;
    }

  sk_settings_store_remove_workspace (job->settings->store, job->address);
  g_task_return_boolean (task, TRUE);
}

/**
 * sk_connect_forget_async:
 * @self: who sets up
 * @workspace: the id of a workspace
 * @cancellable: (nullable): to give up
 * @callback: called when it is done; ends in sk_connect_done_finish()
 * @user_data: for @callback
 *
 * Forgets a workspace and its key; what is in Notion stays as it is.
 */
void
sk_connect_forget_async (SkConnect           *self,
                         const char          *workspace,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = sk_connect_task_new (self, sk_connect_forget_async, cancellable,
                                               callback, user_data);
  SkConnectJob *job = g_task_get_task_data (task);
  const SkWorkspace *found = NULL;
  GError *error = NULL;

  if (self->setup != NULL && strcmp (self->setup->id, workspace) == 0)
    {
      g_clear_pointer (&self->setup, sk_workspace_free);
      g_task_return_boolean (task, TRUE);
      return;
    }

  job->address = g_strdup (workspace);
  job->settings = self->parts.read_settings (self->parts.data, &error);
  if (job->settings != NULL)
    found = find_configured (job->settings, workspace);
  if (job->settings == NULL)
    sk_connect_fail (task, error);
  else if (found == NULL || found->id == NULL || job->settings->store == NULL)
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_SETTING, "%s",
                             _("That workspace is not one of the preferences: it was set by "
                               "variables, or is gone already."));
  else
    sk_key_store_clear_async (self->parts.keys, workspace, cancellable, on_cleared,
                              g_object_ref (task));
}

gboolean
sk_connect_done_finish (SkConnect     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- without Notion --- */

/**
 * sk_connect_try_sample:
 * @self: who sets up
 * @error: %SK_ERROR_DENIED, saying what can be done
 *
 * Makes a copy of the sample tasks; from now on they are planned.
 *
 * Returns: whether they are
 */
gboolean
sk_connect_try_sample (SkConnect  *self,
                       GError    **error)
{
  g_autoptr(SkSettings) settings = self->parts.read_settings (self->parts.data, error);

  if (settings == NULL ||
      !sk_sample_try (settings, sk_clock_now (self->parts.clock), error))
    return FALSE;

  self->parts.changed (self->parts.data);
  return TRUE;
}

/* --- the object --- */

static void
sk_connect_finalize (GObject *object)
{
  SkConnect *self = SK_CONNECT (object);

  g_clear_pointer (&self->setup, sk_workspace_free);
  g_clear_pointer (&self->journal, sk_journal_free);
  g_clear_object (&self->parts.keys);

  G_OBJECT_CLASS (sk_connect_parent_class)->finalize (object);
}

static void
sk_connect_class_init (SkConnectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_connect_finalize;
}

static void
sk_connect_init (SkConnect *self)
{
}

/**
 * sk_connect_new:
 * @parts: what it is made of
 * @folder: where it is remembered what was done
 *
 * Returns: (transfer full): who sets up workspaces
 */
SkConnect *
sk_connect_new (const SkConnectParts *parts,
                const char           *folder)
{
  SkConnect *self = g_object_new (SK_TYPE_CONNECT, NULL);

  self->parts = *parts;
  g_object_ref (self->parts.keys);
  self->journal = sk_journal_new (folder, NULL);

  return self;
}
