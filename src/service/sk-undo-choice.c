/* sk-undo-choice.c — which change set is taken back, and how much of it
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-undo-choice.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-history.h"

/**
 * sk_undo_choice_dup_source:
 * @sources: (element-type SkTaskSource): those that can be written
 * @task: a task, as the journal tells of it
 *
 * Returns: (transfer full) (nullable): where it comes from
 */
SkTaskSource *
sk_undo_choice_dup_source (GListModel *sources,
                           SkTask     *task)
{
  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr(SkTaskSource) source = g_list_model_get_item (sources, i);

      if (g_strcmp0 (sk_task_source_get_id (source), sk_task_get_source (task)) == 0)
        return g_steal_pointer (&source);
    }

  return NULL;
}

static gboolean
may_undo (GListModel    *sources,
          const SkWrite *write)
{
  g_autoptr(SkTaskSource) source = NULL;

  if (write->outcome == SK_OUTCOME_WRITTEN)
    source = sk_undo_choice_dup_source (sources, write->task);

  return source != NULL;
}

/* The part of it that stands and can be reached. */
static SkChangeSet *
take_part (const SkChangeSet *set,
           GListModel        *sources)
{
  SkChangeSet *part = sk_change_set_new (set->id, set->at, set->digest, set->undoes);

  for (guint i = 0; i < set->writes->len; i++)
    {
      const SkWrite *write = &g_array_index (set->writes, SkWrite, i);
      SkWrite copy;

      if (!may_undo (sources, write))
        continue;
      sk_write_copy (write, &copy);
      g_array_append_val (part->writes, copy);
    }

  return part;
}

/* Whether it took something back that had been written: what is taken back
 * twice is written again. */
static gboolean
takes_back (GPtrArray         *sets,
            const SkChangeSet *set)
{
  gboolean does = FALSE;
  guint steps = 0;

  while (set != NULL && set->undoes != NULL && steps++ < sets->len)
    {
      gboolean is_ambiguous;

      does = !does;
      set = sk_history_find (sets, set->undoes, &is_ambiguous);
    }

  return does;
}

static SkChangeSet *
choose_last (GPtrArray   *sets,
             GListModel  *sources,
             GError     **error)
{
  for (guint i = sets->len; i > 0; i--)
    {
      const SkChangeSet *set = g_ptr_array_index (sets, i - 1);
      SkChangeSet *part = take_part (set, sources);

      if (part->writes->len > 0 && !takes_back (sets, set))
        return part;
      sk_change_set_free (part);
    }

  g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING,
                       _("There is nothing to take back: no change that stands was written here."));
  return NULL;
}

static SkChangeSet *
choose_named (GPtrArray   *sets,
              GListModel  *sources,
              const char  *id,
              GError     **error)
{
  gboolean is_ambiguous;
  SkChangeSet *set = sk_history_find (sets, id, &is_ambiguous);
  SkChangeSet *part;

  if (set == NULL)
    {
      g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
                   is_ambiguous ? _("“%s” is the beginning of more than one change set.")
                                : _("“%s” is no change set. “slotkeeperctl history” lists them."),
                   id);
      return NULL;
    }

  part = take_part (set, sources);
  if (part->writes->len > 0)
    return part;

  sk_change_set_free (part);
  g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
               _("Nothing of %s can be taken back: it was taken back before, was not written, or "
                 "belongs to another workspace or task file."), set->id);
  return NULL;
}

/**
 * sk_undo_choice_make:
 * @sets: (element-type SkChangeSet): all there are, the oldest first
 * @sources: (element-type SkTaskSource): those that can be written
 * @id: (nullable): the set that is meant, or the beginning of its id; %NULL:
 *   the last that stands
 * @error: %SK_ERROR_SETTING if there is none
 *
 * Returns: (transfer full) (nullable): as much of the set as stands
 */
SkChangeSet *
sk_undo_choice_make (GPtrArray   *sets,
                     GListModel  *sources,
                     const char  *id,
                     GError     **error)
{
  return id != NULL ? choose_named (sets, sources, id, error)
                    : choose_last (sets, sources, error);
}
