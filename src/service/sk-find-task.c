/* sk-find-task.c — which task a person means
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-find-task.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"

typedef gboolean (* Match) (SkTask     *task,
                            const char *wanted);

static gboolean
has_id (SkTask     *task,
        const char *wanted)
{
  return strcmp (sk_task_get_id (task), wanted) == 0;
}

static gboolean
has_title (SkTask     *task,
           const char *wanted)
{
  return strcmp (sk_task_get_title (task), wanted) == 0;
}

static gboolean
has_prefix (SkTask     *task,
            const char *wanted)
{
  return g_str_has_prefix (sk_task_get_id (task), wanted);
}

static SkTask *
find_match (SkSnapshot *snapshot,
            Match       match,
            const char *wanted,
            guint      *n)
{
  SkTask *found = NULL;

  *n = 0;
  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    if (match (sk_snapshot_get_task (snapshot, i), wanted))
      {
        found = sk_snapshot_get_task (snapshot, i);
        (*n)++;
      }

  return found;
}

/**
 * sk_find_task:
 * @snapshot: the tasks there are
 * @wanted: what a person typed
 * @error: %SK_ERROR_SETTING if it is no task, or more than one
 *
 * What is meant is the id, else the title of exactly one task, else the
 * beginning of exactly one id.
 *
 * Returns: (transfer none) (nullable): the task
 */
SkTask *
sk_find_task (SkSnapshot  *snapshot,
              const char  *wanted,
              GError     **error)
{
  static const Match matches[] = { has_id, has_title, has_prefix };

  for (gsize i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      guint n;
      SkTask *found = find_match (snapshot, matches[i], wanted, &n);

      if (n == 1)
        return found;
      if (n > 1)
        {
          g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
                       _("“%s” is more than one task; give its id."), wanted);
          return NULL;
        }
    }

  g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
               _("“%s” is no task: give an id, the beginning of one, or a whole title."), wanted);
  return NULL;
}
