/* sk-wiring.c — the only file that knows which sources there are
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-wiring.h"

#include <glib/gi18n-lib.h>

#include "sk-desktop-keys.h"
#include "sk-error.h"
#include "sk-file-source.h"
#include "sk-key-file.h"
#include "sk-keyring.h"
#include "sk-notion-account.h"
#include "sk-notion-source.h"

static void
add_file (GListStore *sources,
          const char *path,
          gboolean    leaves_rules)
{
  const char *zone_name;
  g_autoptr(GTimeZone) zone = sk_settings_local_zone (&zone_name);
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(SkTaskSource) source = sk_file_source_new (file, zone_name, zone);

  if (leaves_rules)
    sk_file_source_leave_rules (SK_FILE_SOURCE (source));
  g_list_store_append (sources, source);
}

static void
wipe (gpointer key)
{
  sk_secret_wipe (key);
}

/* Notion counts requests per key, so workspaces with one key share a queue. */
static SkHttp *
get_queue (GHashTable *queues,
           const char *key)
{
  SkHttp *queue = g_hash_table_lookup (queues, key);

  if (queue == NULL)
    {
      queue = sk_http_new (NULL);
      g_hash_table_insert (queues, g_strdup (key), queue);
    }

  return queue;
}

/**
 * sk_wiring_find_key:
 * @workspace: a workspace
 * @error: %SK_ERROR_DENIED, saying what can be done
 *
 * Returns: (transfer full) (nullable): its key, from a variable or from where
 *   it is kept
 */
SkSecret *
sk_wiring_find_key (const SkWorkspace  *workspace,
                    GError            **error)
{
  SkSecret *key;

  if (workspace->key != NULL)
    return sk_secret_new (workspace->key);

  key = sk_keyring_find (workspace->id, error);
  if (key == NULL)
    g_prefix_error (error, "%s: ", workspace->name);

  return key;
}

/**
 * sk_wiring_dup_address:
 * @workspace: a Notion database
 *
 * Returns: (transfer full): where it is, as people write it who mean a
 *   database, or a data source
 */
char *
sk_wiring_dup_address (const SkWorkspace *workspace)
{
  return g_strconcat (workspace->is_data_source ? "collection://" : "",
                      workspace->database != NULL ? workspace->database : "", NULL);
}

static gboolean
add_notion (GListStore         *sources,
            GHashTable         *queues,
            const SkWorkspace  *workspace,
            const SkSettings   *settings,
            GError            **error)
{
  g_autoptr(SkSecret) key = sk_wiring_find_key (workspace, error);
  g_autofree char *address = NULL;
  g_autoptr(SkTaskSource) source = NULL;

  if (key == NULL)
    return FALSE;

  address = sk_wiring_dup_address (workspace);
  source = sk_notion_source_new (&(SkNotionConfig) {
    .name = workspace->name,
    .key = sk_secret_peek (key),
    .database = address,
    .base_url = settings->notion_url,
    .left_out = (const char *const *) workspace->left_out,
    .columns = (const char *const *) workspace->columns,
    .assignee = workspace->assignee,
    .done_status = workspace->done_status,
    .http = get_queue (queues, sk_secret_peek (key)),
  }, error);

  if (source == NULL)
    return FALSE;

  g_list_store_append (sources, source);
  return TRUE;
}

static gboolean
has_sources (GListStore      *sources,
             const SkWiring  *how,
             GError         **error)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (sources)) > 0)
    return TRUE;

  if (how->workspace != NULL)
    g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                 _("There is no workspace called “%1$s”. Set %1$s_NOTION_API_KEY and "
                   "%1$s_NOTION_DB_ID."), how->workspace);
  else
    g_set_error_literal (error, SK_ERROR, SK_ERROR_MISSING,
                         _("There is no workspace yet. Set NOTION_API_KEY and NOTION_DB_ID, or "
                           "try a task file with --from FILE."));
  return FALSE;
}

/**
 * sk_wiring_new_sources:
 * @how: which sources are wanted
 * @settings: what is configured
 * @error: %SK_ERROR_MISSING if there is none
 *
 * Returns: (transfer full) (nullable) (element-type SkTaskSource): the sources
 */
GListModel *
sk_wiring_new_sources (const SkWiring    *how,
                       const SkSettings  *settings,
                       GError           **error)
{
  g_autoptr(GListStore) sources = g_list_store_new (SK_TYPE_TASK_SOURCE);
  g_autoptr(GHashTable) queues = g_hash_table_new_full (g_str_hash, g_str_equal, wipe,
                                                        g_object_unref);

  if (how->from != NULL)
    {
      add_file (sources, how->from, FALSE);
      return G_LIST_MODEL (g_steal_pointer (&sources));
    }

  for (guint i = 0; i < settings->workspaces->len; i++)
    {
      const SkWorkspace *workspace = g_ptr_array_index (settings->workspaces, i);

      if (workspace->file != NULL)
        add_file (sources, workspace->file, TRUE);
      else if (!add_notion (sources, queues, workspace, settings, error))
        return NULL;
    }

  if (!has_sources (sources, how, error))
    return NULL;

  return G_LIST_MODEL (g_steal_pointer (&sources));
}

/**
 * sk_wiring_new_account:
 * @workspace: one that is, or may be, configured, with its key
 * @settings: what is configured
 * @error: %SK_ERROR_SETTING or %SK_ERROR_DENIED for an address or a key of no use
 *
 * Returns: (transfer full) (nullable): what the key opens
 */
SkAccountSource *
sk_wiring_new_account (const SkWorkspace  *workspace,
                       const SkSettings   *settings,
                       GError            **error)
{
  return sk_notion_account_new (&(SkNotionConfig) {
    .name = workspace->name,
    .key = workspace->key,
    .base_url = settings->notion_url,
    .left_out = (const char *const *) workspace->left_out,
    .columns = (const char *const *) workspace->columns,
    .assignee = workspace->assignee,
  }, error);
}

/**
 * sk_wiring_store_key:
 * @name: what the workspace is called
 * @key: its key
 * @in_file: whether the person chose a file instead of the keyring
 * @error: %SK_ERROR_DENIED, saying what can be done
 *
 * Returns: whether it is kept
 */
gboolean
sk_wiring_store_key (const char  *name,
                     SkSecret    *key,
                     gboolean     in_file,
                     GError     **error)
{
  g_autofree char *id = sk_setup_dup_id (name);

  return in_file ? sk_key_file_store (id, key, error)
                 : sk_keyring_store (id, name, key, error);
}

/**
 * sk_wiring_new_keys:
 *
 * Returns: (transfer full): where keys are kept, for who must never wait for them
 */
SkKeyStore *
sk_wiring_new_keys (void)
{
  return sk_desktop_keys_new ();
}

/**
 * sk_wiring_check_keyring:
 *
 * Returns: how it is with the desktop's keyring
 */
SkKeyringState
sk_wiring_check_keyring (void)
{
  return sk_keyring_check ();
}
