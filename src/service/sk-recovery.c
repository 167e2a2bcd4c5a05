/* sk-recovery.c — what an earlier run left unfinished
 *
 * A journal that names an intent and no outcome was left by a program that was
 * ended between the two.  The source knows whether the value arrived; what it
 * says becomes the outcome.  Of a plan nothing is sent: what did not arrive is
 * planned again like anything else.  What a person asked for, and no plan will
 * ask for again, is put where it still can be.
 *
 * Done while the lock is held: whoever is still writing has intents too.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-recovery.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-history.h"
#include "sk-lock.h"
#include "sk-undo-choice.h"
#include "sk-undo.h"

typedef struct
{
  GListModel  *sources;
  SkJournal   *journal;         /* (unowned) */
  SkLock      *lock;            /* (nullable): not yet */
  gint64       end;             /* of the journal, when it was read */
  GPtrArray   *sets;            /* (nullable): not yet read */
  guint        set;             /* where we are: a set … */
  guint        next;            /* … and a write of it */
  gboolean     is_open;         /* whether anything stays without an outcome */
  SkRecovered  recovered;
} Recovery;

static void
recovery_free (Recovery *recovery)
{
  g_clear_object (&recovery->sources);
  g_clear_pointer (&recovery->lock, sk_lock_free);
  g_clear_pointer (&recovery->sets, g_ptr_array_unref);
  g_free (recovery);
}

static SkChangeSet *
get_set (Recovery *recovery)
{
  return g_ptr_array_index (recovery->sets, recovery->set);
}

/* Of the outcomes of a task a part may be torn: then all of them are open. */
static gboolean
is_open (const SkChangeSet *set,
         guint              first)
{
  guint end = sk_change_set_find_end (set, first);

  for (guint i = first; i < end; i++)
    if (g_array_index (set->writes, SkWrite, i).outcome == SK_OUTCOME_PLANNED)
      return TRUE;

  return FALSE;
}

/* Moves to the next task without an outcome. */
static gboolean
find_next (Recovery *recovery)
{
  for (; recovery->set < recovery->sets->len; recovery->set++, recovery->next = 0)
    {
      SkChangeSet *set = get_set (recovery);

      for (; recovery->next < set->writes->len;
           recovery->next = sk_change_set_find_end (set, recovery->next))
        if (is_open (set, recovery->next))
          return TRUE;
    }

  return FALSE;
}

/* --- outcomes --- */

static void
mark (SkChangeSet *set,
      guint        first,
      guint        end,
      gboolean     is_written)
{
  for (guint i = first; i < end; i++)
    {
      SkWrite *write = &g_array_index (set->writes, SkWrite, i);

      write->outcome = is_written ? SK_OUTCOME_WRITTEN : SK_OUTCOME_FAILED;
      g_free (write->code);
      g_free (write->text);
      write->code = is_written ? NULL : g_strdup ("interrupted");
      write->text = is_written ? NULL :
                    g_strdup (_("Slotkeeper was ended before this was written."));
    }
}

static gboolean
note (Recovery  *recovery,
      gboolean   is_written,
      GError   **error)
{
  SkChangeSet *set = get_set (recovery);
  guint first = recovery->next;
  guint end = sk_change_set_find_end (set, first);

  mark (set, first, end, is_written);
  recovery->next = end;
  if (is_written)
    recovery->recovered.n_written++;
  else
    recovery->recovered.n_lost++;

  if (is_written && set->undoes != NULL)
    return sk_undo_note_done (recovery->journal, set, first, end, error);

  return sk_journal_append_writes (recovery->journal, set, first, end, error);
}

/* --- one task after the other --- */

/* Next time only what is newer needs to be looked at. */
static void
return_recovered (GTask *task)
{
  Recovery *recovery = g_task_get_task_data (task);

  if (!recovery->is_open)
    sk_journal_set_settled (recovery->journal, recovery->end);
  g_clear_pointer (&recovery->lock, sk_lock_free);
  g_task_return_boolean (task, TRUE);
}

static void look_at_next (GTask *task);

static gboolean
is_answer (const GError *error)
{
  return error == NULL || g_error_matches (error, SK_ERROR, SK_ERROR_CONFLICT) ||
         g_error_matches (error, SK_ERROR, SK_ERROR_MISSING);
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Recovery *recovery = g_task_get_task_data (task);
  g_autoptr(GError) why = NULL;
  GError *error = NULL;

  sk_task_source_put_finish (SK_TASK_SOURCE (source), result, &why);
  if (!is_answer (why))
    g_task_return_error (task, g_steal_pointer (&why));
  else if (!note (recovery, why == NULL, &error))
    g_task_return_error (task, error);
  else
    look_at_next (task);
}

static gboolean
is_asked_for (const SkChangeSet *set)
{
  return set->digest == NULL && set->undoes == NULL;
}

/* Asks whether the values are there: they are put where they are. */
static GArray *
take_task (Recovery *recovery)
{
  SkChangeSet *set = get_set (recovery);
  guint end = sk_change_set_find_end (set, recovery->next);
  GArray *writes = sk_write_array_new ();

  for (guint i = recovery->next; i < end; i++)
    {
      SkWrite copy;

      sk_write_copy (&g_array_index (set->writes, SkWrite, i), &copy);
      if (!is_asked_for (set))
        {
          g_free (copy.before);
          copy.before = g_strdup (copy.after);
        }
      g_array_append_val (writes, copy);
    }

  return writes;
}

static void
look_at_next (GTask *task)
{
  Recovery *recovery = g_task_get_task_data (task);

  while (find_next (recovery))
    {
      g_autoptr(GArray) writes = take_task (recovery);
      g_autoptr(SkTaskSource) source =
        sk_undo_choice_dup_source (recovery->sources, g_array_index (writes, SkWrite, 0).task);

      if (source != NULL)
        {
          sk_task_source_put_async (source, writes, g_task_get_cancellable (task), on_looked,
                                    g_object_ref (task));
          return;
        }

      recovery->is_open = TRUE;   /* of a workspace that is not asked this time */
      recovery->next = sk_change_set_find_end (get_set (recovery), recovery->next);
    }

  return_recovered (task);
}

static gboolean
read_sets (Recovery  *recovery,
           GError   **error)
{
  recovery->end = sk_journal_get_end (recovery->journal);
  recovery->sets = sk_history_read (recovery->journal,
                                    sk_journal_get_settled (recovery->journal), 0, error);

  return recovery->sets != NULL;
}

static void
on_locked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Recovery *recovery = g_task_get_task_data (task);
  GError *error = NULL;

  recovery->lock = sk_lock_take_finish (result, &error);
  if (recovery->lock == NULL || !read_sets (recovery, &error))
    g_task_return_error (task, error);
  else
    look_at_next (task);
}

/**
 * sk_recovery_run_async:
 * @init: what to look at
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds out what became of what an earlier run left unfinished.
 */
void
sk_recovery_run_async (const SkRecoveryInit *init,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Recovery *recovery = g_new0 (Recovery, 1);

  recovery->sources = g_object_ref (init->sources);
  recovery->journal = init->journal;
  g_task_set_source_tag (task, sk_recovery_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, recovery, (GDestroyNotify) recovery_free);

  if (sk_journal_get_end (init->journal) == sk_journal_get_settled (init->journal))
    g_task_return_boolean (task, TRUE);
  else
    sk_lock_take_async (&(SkLockInit) {
      .path = sk_journal_get_lock_path (recovery->journal),
      .patience_ms = init->patience_ms,
      .retry_ms = SK_LOCK_RETRY_MS,
    }, cancellable, on_locked, g_object_ref (task));
}

/**
 * sk_recovery_run_finish:
 * @result: what the callback was given
 * @recovered: (out): what became of it
 * @error: why it is not certain
 *
 * Returns: whether everything that could be asked has an outcome
 */
gboolean
sk_recovery_run_finish (GAsyncResult  *result,
                        SkRecovered   *recovered,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  *recovered = ((Recovery *) g_task_get_task_data (G_TASK (result)))->recovered;

  return g_task_propagate_boolean (G_TASK (result), error);
}
