/* sk-keys.c — the keys of all workspaces, looked for one after the other
 *
 * Those that variables brought are there already; a task file needs none.
 * Settings may be read again meanwhile, so they are only looked at in the
 * beginning and in the end.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-keys.h"

typedef struct
{
  GPtrArray *ids;               /* (element-type utf8): still to be looked for */
  GPtrArray *names;             /* (element-type utf8): of the same workspaces */
  SkKeys    *keys;
} Search;

static void
search_free (Search *search)
{
  g_ptr_array_unref (search->ids);
  g_ptr_array_unref (search->names);
  g_clear_pointer (&search->keys, sk_keys_free);
  g_free (search);
}

void
sk_keys_free (SkKeys *self)
{
  g_hash_table_unref (self->found);
  g_free (self->locked);
  g_free (self);
}

static gboolean
lacks_key (const SkWorkspace *workspace)
{
  return workspace->id != NULL && workspace->file == NULL && workspace->key == NULL;
}

static void find_next (GTask *task);

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(SkKeyAnswer) answer = sk_key_store_find_finish (SK_KEY_STORE (source), result, &error);
  g_autofree char *id = g_ptr_array_steal_index (search->ids, 0);
  g_autofree char *name = g_ptr_array_steal_index (search->names, 0);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (answer->key != NULL)
    g_hash_table_insert (search->keys->found, g_steal_pointer (&id),
                         g_steal_pointer (&answer->key));
  else if (answer->keyring == SK_KEYRING_LOCKED && search->keys->locked == NULL)
    search->keys->locked = g_steal_pointer (&name);
  find_next (task);
}

static void
find_next (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  if (search->ids->len == 0)
    g_task_return_pointer (task, g_steal_pointer (&search->keys), (GDestroyNotify) sk_keys_free);
  else
    sk_key_store_find_async (g_task_get_source_object (task), g_ptr_array_index (search->ids, 0),
                             g_task_get_cancellable (task), on_found, g_object_ref (task));
}

/**
 * sk_keys_find_async:
 * @store: where keys are kept
 * @settings: what is configured
 * @cancellable: (nullable): to give up
 * @callback: called with what was found
 * @user_data: for @callback
 *
 * Looks for the keys of all workspaces; nothing is unlocked for it.
 */
void
sk_keys_find_async (SkKeyStore          *store,
                    const SkSettings    *settings,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->ids = g_ptr_array_new_with_free_func (g_free);
  search->names = g_ptr_array_new_with_free_func (g_free);
  search->keys = g_new0 (SkKeys, 1);
  search->keys->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) sk_secret_unref);
  for (guint i = 0; i < settings->workspaces->len; i++)
    {
      const SkWorkspace *workspace = g_ptr_array_index (settings->workspaces, i);

      if (!lacks_key (workspace))
        continue;
      g_ptr_array_add (search->ids, g_strdup (workspace->id));
      g_ptr_array_add (search->names, g_strdup (workspace->name));
    }
  g_task_set_source_tag (task, sk_keys_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  find_next (task);
}

/**
 * sk_keys_find_finish:
 * @store: where keys are kept
 * @result: what the callback was given
 * @error: %SK_ERROR_DENIED if there is a file with keys that cannot be used
 *
 * Returns: (transfer full) (nullable): what was found
 */
SkKeys *
sk_keys_find_finish (SkKeyStore    *store,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sk_keys_hand_out:
 * @self: what was found
 * @settings: whose workspaces get their keys
 */
void
sk_keys_hand_out (const SkKeys *self,
                  SkSettings   *settings)
{
  for (guint i = 0; i < settings->workspaces->len; i++)
    {
      SkWorkspace *workspace = g_ptr_array_index (settings->workspaces, i);
      SkSecret *key = lacks_key (workspace) ? g_hash_table_lookup (self->found, workspace->id)
                                            : NULL;

      if (key != NULL)
        workspace->key = g_strdup (sk_secret_peek (key));
    }
}

/**
 * sk_keys_take_back:
 * @settings: whose workspaces got their keys
 *
 * Whoever works with a key has it in memory of its own by now; here it would
 * lie about for as long as the settings are in force.
 */
void
sk_keys_take_back (SkSettings *settings)
{
  for (guint i = 0; i < settings->workspaces->len; i++)
    {
      SkWorkspace *workspace = g_ptr_array_index (settings->workspaces, i);

      if (workspace->id != NULL)
        g_clear_pointer (&workspace->key, sk_secret_wipe);
    }
}
