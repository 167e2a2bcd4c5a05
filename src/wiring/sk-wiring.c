/* sk-wiring.c — the only file that knows which sources there are
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-wiring.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-file-source.h"
#include "sk-notion-source.h"

static void
add_file (GListStore *sources,
          const char *path)
{
  const char *zone_name;
  g_autoptr(GTimeZone) zone = sk_settings_local_zone (&zone_name);
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(SkTaskSource) source = sk_file_source_new (file, zone_name, zone);

  g_list_store_append (sources, source);
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
      g_hash_table_insert (queues, (char *) key, queue);
    }

  return queue;
}

static gboolean
add_notion (GListStore         *sources,
            GHashTable         *queues,
            const SkWorkspace  *workspace,
            const SkSettings   *settings,
            GError            **error)
{
  g_autoptr(SkTaskSource) source = sk_notion_source_new (&(SkNotionConfig) {
    .name = workspace->name,
    .key = workspace->key,
    .database = workspace->database,
    .base_url = settings->notion_url,
    .http = get_queue (queues, workspace->key),
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
  g_autoptr(GHashTable) queues = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        g_object_unref);

  if (how->from != NULL)
    {
      add_file (sources, how->from);
      return G_LIST_MODEL (g_steal_pointer (&sources));
    }

  for (guint i = 0; i < settings->workspaces->len; i++)
    {
      const SkWorkspace *workspace = g_ptr_array_index (settings->workspaces, i);

      if (!add_notion (sources, queues, workspace, settings, error))
        return NULL;
    }

  if (!has_sources (sources, how, error))
    return NULL;

  return G_LIST_MODEL (g_steal_pointer (&sources));
}
