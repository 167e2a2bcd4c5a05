/* sk-setup.c — a workspace that is being set up
 *
 * What is asked of a key is in sk-account-source.h; this is what becomes of
 * the answers: settings to try it with, and settings that stay.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-setup.h"

#include "sk-settings-store.h"

/**
 * sk_setup_dup_id:
 * @name: what a person calls a workspace
 *
 * Returns: (transfer full): what it is known by: letters, digits and dashes,
 *   and the same for the same name
 */
char *
sk_setup_dup_id (const char *name)
{
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789", '-');

  return g_strdup_printf ("%.32s-%.6s", lower, sum);
}

/**
 * sk_setup_make_ticks:
 * @writes: (element-type SkWrite) (transfer full): what is still to be written
 * @at: now, Unix seconds
 *
 * Returns: (transfer full): a change set of them
 */
SkChangeSet *
sk_setup_make_ticks (GArray *writes,
                     gint64  at)
{
  g_autofree char *id = sk_change_set_dup_id (at);
  SkChangeSet *set = sk_change_set_new (id, at, NULL, NULL);

  g_array_unref (set->writes);
  set->writes = writes;

  return set;
}

static gboolean
has_task (const SkChangeSet *set,
          SkTask            *task)
{
  for (guint i = 0; i < set->writes->len; i++)
    if (strcmp (sk_task_get_id (g_array_index (set->writes, SkWrite, i).task),
                sk_task_get_id (task)) == 0)
      return TRUE;

  return FALSE;
}

/**
 * sk_setup_add_ticks:
 * @set: ticks, as they were listed before there was a column for them
 * @writes: (element-type SkWrite): the same afterwards
 *
 * Adds those of rows that came in between.
 */
void
sk_setup_add_ticks (SkChangeSet *set,
                    GArray      *writes)
{
  for (guint i = 0; i < writes->len; i++)
    {
      const SkWrite *write = &g_array_index (writes, SkWrite, i);
      SkWrite copy;

      if (has_task (set, write->task))
        continue;
      sk_write_copy (write, &copy);
      g_array_append_val (set->writes, copy);
    }
}

/**
 * sk_setup_give_up:
 * @set: ticks of a column that could not be added
 * @why: why not
 *
 * Says so of each of them.
 */
void
sk_setup_give_up (SkChangeSet *set,
                  GError      *why)
{
  for (guint i = 0; i < set->writes->len; i++)
    {
      SkWrite *write = &g_array_index (set->writes, SkWrite, i);

      write->outcome = SK_OUTCOME_FAILED;
      write->code = g_strdup ("failed");
      write->text = g_strdup (why->message);
    }
}

/**
 * sk_setup_make_settings:
 * @settings: what is configured
 * @workspace: one that may not be, with its key
 *
 * Returns: (transfer full): the same settings with this workspace and no other
 */
SkSettings *
sk_setup_make_settings (SkSettings        *settings,
                        const SkWorkspace *workspace)
{
  SkSettings *tried = g_new0 (SkSettings, 1);

  *tried = (SkSettings) {
    .rules = sk_rules_ref (settings->rules),
    .interval_minutes = settings->interval_minutes,
    .poll_minutes = settings->poll_minutes,
    .apply = settings->apply,
    .keep_my_moves = settings->keep_my_moves,
    .notify_start = settings->notify_start,
    .log_level = settings->log_level,
    .notion_url = g_strdup (settings->notion_url),
    .workspaces = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_workspace_free),
    .calendars = sk_calendar_list_new (),
    .my_addresses = g_new0 (char *, 1),
    .may_colour = settings->may_colour,
    .state_folder = g_strdup (settings->state_folder),
  };
  g_ptr_array_add (tried->workspaces, sk_workspace_copy (workspace));

  return tried;
}

/**
 * sk_setup_may_remember:
 * @settings: what is configured
 *
 * Returns: whether this machine has a place for preferences that stay
 */
gboolean
sk_setup_may_remember (SkSettings *settings)
{
  return settings->store != NULL && sk_settings_store_is_lasting (settings->store);
}

/**
 * sk_setup_remember:
 * @settings: what is configured
 * @workspace: one with an id; its key is not put there
 *
 * Returns: whether the preferences have it now
 */
gboolean
sk_setup_remember (SkSettings        *settings,
                   const SkWorkspace *workspace)
{
  return settings->store != NULL && sk_settings_store_add_workspace (settings->store, workspace);
}
