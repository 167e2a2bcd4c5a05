/* sk-change-set.c — what was written in one go
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-change-set.h"

/**
 * sk_change_set_dup_id:
 * @at: when it was decided, Unix seconds
 *
 * Returns: (transfer full): a new name for a change set, short enough to be
 *   typed; names sort as their sets were made
 */
char *
sk_change_set_dup_id (gint64 at)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (at);
  g_autofree char *stamp = g_date_time_format (moment, "%Y%m%d-%H%M%S");

  return g_strdup_printf ("%s-%06x", stamp, g_random_int () & 0xffffff);
}

/**
 * sk_change_set_new:
 * @id: its name
 * @at: when it was decided, Unix seconds
 * @digest: (nullable): the digest of the changes
 * @undoes: (nullable): the id of the set that it takes back
 *
 * Returns: (transfer full): a set without changes
 */
SkChangeSet *
sk_change_set_new (const char *id,
                   gint64      at,
                   const char *digest,
                   const char *undoes)
{
  SkChangeSet *self = g_new0 (SkChangeSet, 1);

  self->id = g_strdup (id);
  self->at = at;
  self->digest = g_strdup (digest);
  self->undoes = g_strdup (undoes);
  self->writes = sk_write_array_new ();

  return self;
}

void
sk_change_set_free (SkChangeSet *self)
{
  g_free (self->id);
  g_free (self->digest);
  g_free (self->undoes);
  g_clear_pointer (&self->writes, g_array_unref);
  g_free (self);
}

static gboolean
is_same_task (SkTask *a,
              SkTask *b)
{
  return a == b || (strcmp (sk_task_get_id (a), sk_task_get_id (b)) == 0 &&
                    g_strcmp0 (sk_task_get_source (a), sk_task_get_source (b)) == 0);
}

/**
 * sk_change_set_find_end:
 * @self: a change set
 * @first: the first write of a task
 *
 * Returns: the first write after those of that task
 */
guint
sk_change_set_find_end (const SkChangeSet *self,
                        guint              first)
{
  SkTask *task = g_array_index (self->writes, SkWrite, first).task;
  guint end = first + 1;

  while (end < self->writes->len &&
         is_same_task (g_array_index (self->writes, SkWrite, end).task, task))
    end++;

  return end;
}

/**
 * sk_change_set_count:
 * @self: a change set
 * @outcome: what became of a task
 *
 * Returns: of how many tasks that became
 */
guint
sk_change_set_count (const SkChangeSet *self,
                     SkOutcome          outcome)
{
  guint n = 0;

  for (guint i = 0; i < self->writes->len; i = sk_change_set_find_end (self, i))
    n += g_array_index (self->writes, SkWrite, i).outcome == outcome;

  return n;
}

/**
 * sk_change_set_get_workspace:
 * @self: a change set
 *
 * Returns: (nullable): where it was written, if that is one place
 */
const char *
sk_change_set_get_workspace (const SkChangeSet *self)
{
  const char *workspace = NULL;

  for (guint i = 0; i < self->writes->len; i++)
    {
      SkTask *task = g_array_index (self->writes, SkWrite, i).task;

      if (i > 0 && g_strcmp0 (sk_task_get_workspace (task), workspace) != 0)
        return NULL;
      workspace = sk_task_get_workspace (task);
    }

  return workspace;
}
