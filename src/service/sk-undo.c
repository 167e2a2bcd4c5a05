/* sk-undo.c — a change set, taken back
 *
 * Each task gets the very values back that it had, if it still holds those
 * that were written; what somebody changed since is left alone.  Taking back
 * is writing: it is a change set of its own, and can be taken back too.
 *
 *   lock ──► intent ──► put ──► remember ──► outcome, and "undone" ──► unlock
 *               ▲                                    │
 *               └───────────── next task ────────────┘
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-undo.h"

#include <glib/gi18n-lib.h>

#include "sk-discards.h"
#include "sk-error.h"
#include "sk-history.h"
#include "sk-journal-codec.h"
#include "sk-lock.h"
#include "sk-undo-choice.h"

typedef struct
{
  GListModel  *sources;
  SkJournal   *journal;         /* (unowned) */
  char        *id;              /* (nullable) */
  gint64       at;
  SkLock      *lock;            /* (nullable): not yet */
  SkUndone    *undone;
  SkChangeSet *set;             /* our own: the same writes, the other way round, or other ones */
  guint        next;            /* the first write that is not tried */
  guint        end;             /* the first after those on their way */
} Undo;

void
sk_undone_free (SkUndone *self)
{
  g_clear_pointer (&self->set, sk_change_set_free);
  g_clear_error (&self->error);
  g_free (self);
}

static void
undo_free (Undo *undo)
{
  g_clear_object (&undo->sources);
  g_free (undo->id);
  g_clear_pointer (&undo->lock, sk_lock_free);
  g_clear_pointer (&undo->undone, sk_undone_free);
  g_clear_pointer (&undo->set, sk_change_set_free);
  g_free (undo);
}

/* --- the journal --- */

/* That the write which @write takes back is taken back. */
static void
append_mark (GString           *lines,
             const SkChangeSet *set,
             const SkWrite     *write)
{
  SkChangeSet original = { .id = set->undoes, .at = set->at };
  SkWrite mark = *write;        /* borrows all of it */

  mark.before = write->after;
  mark.after = write->before;
  mark.outcome = SK_OUTCOME_UNDONE;
  sk_journal_codec_append (lines, &original, &mark);
}

static gboolean
remember (SkJournal      *journal,
          const SkWrite  *write,
          GError        **error)
{
  g_autoptr(SkDiscards) discards = NULL;

  if (write->facts == NULL)
    return TRUE;

  discards = sk_discards_load (sk_journal_get_folder (journal), error);
  if (discards == NULL)
    return FALSE;

  sk_discards_add (discards, write->task, write->facts);
  return sk_discards_save (discards, error);
}

/**
 * sk_undo_note_done:
 * @journal: a journal
 * @set: a set that takes back another
 * @first: the first write of a task that is as it was
 * @end: the first write after that task's
 * @error: what could not be written
 *
 * Says for good that the task's change is taken back, and that it is not
 * wanted again.
 *
 * Returns: whether it is said
 */
gboolean
sk_undo_note_done (SkJournal          *journal,
                   const SkChangeSet  *set,
                   guint               first,
                   guint               end,
                   GError            **error)
{
  g_autoptr(GString) lines = g_string_new (NULL);

  if (!remember (journal, &g_array_index (set->writes, SkWrite, first), error))
    return FALSE;

  /* the outcome last: should only a part arrive, it is all found out again */
  for (guint i = first; i < end; i++)
    append_mark (lines, set, &g_array_index (set->writes, SkWrite, i));
  for (guint i = first; i < end; i++)
    sk_journal_codec_append (lines, set, &g_array_index (set->writes, SkWrite, i));

  return sk_journal_append (journal, lines, error);
}

/* --- one task after the other --- */

static void
return_undone (GTask *task)
{
  Undo *undo = g_task_get_task_data (task);

  g_clear_pointer (&undo->lock, sk_lock_free);
  g_task_return_pointer (task, g_steal_pointer (&undo->undone), (GDestroyNotify) sk_undone_free);
}

static void
keep_worst (Undo   *undo,
            GError *error)      /* (transfer full) */
{
  if (sk_error_is_worse (error, undo->undone->error))
    {
      g_clear_error (&undo->undone->error);
      undo->undone->error = g_steal_pointer (&error);
    }

  g_clear_error (&error);
}

static void
mark_writes (GArray       *writes,
             const Undo   *undo,
             SkOutcome     outcome,
             const GError *error)       /* (nullable) */
{
  for (guint i = undo->next; i < undo->end; i++)
    {
      SkWrite *write = &g_array_index (writes, SkWrite, i);

      write->outcome = outcome;
      g_clear_pointer (&write->code, g_free);
      g_clear_pointer (&write->text, g_free);
      write->code = error == NULL ? NULL :
                    g_strdup (outcome == SK_OUTCOME_CONFLICT ? "conflict" : "failed");
      write->text = error != NULL ? g_strdup (error->message) : NULL;
    }
}

static gboolean
is_conflict (const GError *error)
{
  return g_error_matches (error, SK_ERROR, SK_ERROR_CONFLICT) ||
         g_error_matches (error, SK_ERROR, SK_ERROR_MISSING);
}

/* Whether the next task would fail just the same. */
static gboolean
is_hopeless (const GError *error)
{
  return sk_error_is_transient (error) || g_error_matches (error, SK_ERROR, SK_ERROR_DENIED) ||
         error->domain != SK_ERROR;
}

static gboolean
note_success (Undo    *undo,
              GError **error)
{
  gboolean takes_back = undo->set->undoes != NULL;

  mark_writes (undo->set->writes, undo, SK_OUTCOME_WRITTEN, NULL);
  mark_writes (undo->undone->set->writes, undo,
               takes_back ? SK_OUTCOME_UNDONE : SK_OUTCOME_WRITTEN, NULL);
  undo->undone->n_undone++;

  if (!takes_back)
    return sk_journal_append_writes (undo->journal, undo->set, undo->next, undo->end, error);

  return sk_undo_note_done (undo->journal, undo->set, undo->next, undo->end, error);
}

static gboolean
note_failure (Undo          *undo,
              const GError  *why,
              GError       **error)
{
  SkOutcome outcome = is_conflict (why) ? SK_OUTCOME_CONFLICT : SK_OUTCOME_FAILED;

  keep_worst (undo, outcome == SK_OUTCOME_CONFLICT
              ? g_error_new_literal (SK_ERROR, SK_ERROR_CONFLICT, why->message)
              : g_error_copy (why));
  mark_writes (undo->set->writes, undo, outcome, why);
  mark_writes (undo->undone->set->writes, undo, outcome, why);

  return sk_journal_append_writes (undo->journal, undo->set, undo->next, undo->end, error);
}

static void put_next (GTask *task);

static void
on_put (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Undo *undo = g_task_get_task_data (task);
  g_autoptr(GError) why = NULL;
  GError *trouble = NULL;
  gboolean is_done = sk_task_source_put_finish (SK_TASK_SOURCE (source), result, &why);
  gboolean is_noted;

  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return_undone (task);
      return;
    }

  is_noted = is_done ? note_success (undo, &trouble) : note_failure (undo, why, &trouble);
  if (!is_noted)
    keep_worst (undo, trouble);
  undo->next = undo->end;

  if (is_noted && (is_done || !is_hopeless (why)))
    put_next (task);
  else
    return_undone (task);
}

/* The writes of one task, for its source. */
static GArray *
take_task (Undo *undo)
{
  GArray *writes = sk_write_array_new ();

  undo->end = sk_change_set_find_end (undo->set, undo->next);
  for (guint i = undo->next; i < undo->end; i++)
    {
      SkWrite copy;

      sk_write_copy (&g_array_index (undo->set->writes, SkWrite, i), &copy);
      g_array_append_val (writes, copy);
    }

  return writes;
}

static void
put_next (GTask *task)
{
  Undo *undo = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (undo->next == undo->set->writes->len || g_cancellable_is_cancelled (cancellable))
    {
      return_undone (task);
      return;
    }

  g_autoptr(GArray) writes = take_task (undo);
  g_autoptr(SkTaskSource) source =
    sk_undo_choice_dup_source (undo->sources, g_array_index (writes, SkWrite, 0).task);

  if (!sk_journal_append_writes (undo->journal, undo->set, undo->next, undo->end, &error))
    {
      keep_worst (undo, error);
      return_undone (task);
      return;
    }

  sk_task_source_put_async (source, writes, cancellable, on_put, g_object_ref (task));
}

/* --- the whole --- */

static SkChangeSet *
copy_set (const SkChangeSet *set)
{
  SkChangeSet *copy = sk_change_set_new (set->id, set->at, set->digest, set->undoes);

  for (guint i = 0; i < set->writes->len; i++)
    {
      SkWrite write;

      sk_write_copy (&g_array_index (set->writes, SkWrite, i), &write);
      g_array_append_val (copy->writes, write);
    }

  return copy;
}

static SkChangeSet *
invert (const SkChangeSet *set,
        gint64             at)
{
  g_autofree char *id = sk_change_set_dup_id (at);
  SkChangeSet *inverse = sk_change_set_new (id, at, NULL, set->id);

  for (guint i = 0; i < set->writes->len; i++)
    {
      SkWrite copy;
      char *before;

      sk_write_copy (&g_array_index (set->writes, SkWrite, i), &copy);
      before = copy.after;
      copy.after = copy.before;
      copy.before = before;
      copy.outcome = SK_OUTCOME_PLANNED;
      g_array_append_val (inverse->writes, copy);
    }

  return inverse;
}

static gboolean
choose (Undo    *undo,
        GError **error)
{
  g_autoptr(GPtrArray) sets = NULL;

  if (undo->set != NULL)
    {
      undo->undone->set = copy_set (undo->set);
      undo->undone->n_tasks = sk_change_set_count (undo->set, SK_OUTCOME_PLANNED);
      return TRUE;
    }

  sets = sk_history_read (undo->journal, 0, 0, error);
  if (sets == NULL)
    return FALSE;

  undo->undone->set = sk_undo_choice_make (sets, undo->sources, undo->id, error);
  if (undo->undone->set == NULL)
    return FALSE;

  undo->undone->n_tasks = sk_change_set_count (undo->undone->set, SK_OUTCOME_WRITTEN);
  undo->set = invert (undo->undone->set, undo->at);
  return TRUE;
}

static void
on_locked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Undo *undo = g_task_get_task_data (task);
  GError *error = NULL;

  undo->lock = sk_lock_take_finish (result, &error);
  if (undo->lock == NULL || !choose (undo, &error))
    g_task_return_error (task, error);
  else
    put_next (task);
}

/**
 * sk_undo_run_async:
 * @init: what to take back
 * @cancellable: (nullable): stops it between two tasks
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes back a change set, as far as nobody changed it since.
 */
void
sk_undo_run_async (const SkUndoInit    *init,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Undo *undo = g_new0 (Undo, 1);

  undo->sources = g_object_ref (init->sources);
  undo->journal = init->journal;
  undo->id = g_strdup (init->id);
  undo->set = init->instead;
  undo->at = init->at;
  undo->undone = g_new0 (SkUndone, 1);
  g_task_set_source_tag (task, sk_undo_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, undo, (GDestroyNotify) undo_free);

  sk_lock_take_async (&(SkLockInit) {
    .path = sk_journal_get_lock_path (undo->journal),
    .patience_ms = init->patience_ms,
    .retry_ms = SK_LOCK_RETRY_MS,
  }, cancellable, on_locked, g_object_ref (task));
}

/**
 * sk_undo_run_finish:
 * @result: what the callback was given
 * @error: why nothing was tried
 *
 * Returns: (transfer full) (nullable): what became of it
 */
SkUndone *
sk_undo_run_finish (GAsyncResult  *result,
                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
