/* sk-past.c — what the journal tells: which places are ours, what can be undone
 *
 * It says where we put each task last.  A task that is somewhere else by now
 * was moved by the person, in Notion or in a calendar that shows it: it stays
 * there until its end (planner.md §2, "manual").  Of a task that we never put
 * anywhere, or whose change was taken back, nobody can tell.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-past.h"

#include "sk-facts.h"
#include "sk-time-codec.h"

struct _SkPast
{
  SkJournal  *journal;          /* (unowned) */
  GHashTable *places;           /* whose task → Place, where we put it */
  GHashTable *standing;         /* ids of sets that were written and not taken back */
  gint64      read;             /* how much of the journal is in both */
};

/* So long after a write a source may still answer what was there before
 * (notion-api.md §8). */
#define LAG_SECONDS 120

typedef struct
{
  SkSpan span;                  /* empty: nowhere */
  gint64 at;                    /* when that was decided, Unix seconds */
} Place;

/**
 * sk_past_new:
 * @journal: what was written; must live as long as it
 *
 * Returns: (transfer full): what is known of it: nothing yet
 */
SkPast *
sk_past_new (SkJournal *journal)
{
  SkPast *self = g_new0 (SkPast, 1);

  self->journal = journal;
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
sk_past_free (SkPast *self)
{
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->standing);
  g_free (self);
}

static char *
dup_key (SkTask *task)
{
  const char *source = sk_task_get_source (task);

  return g_strjoin ("\n", source != NULL ? source : "", sk_task_get_id (task), NULL);
}

/* A set is taken back as a whole, as far as it can be. */
static void
note_set (SkPast            *self,
          const SkChangeSet *line,
          SkOutcome          outcome)
{
  if (outcome == SK_OUTCOME_UNDONE)
    g_hash_table_remove (self->standing, line->id);
  else if (outcome == SK_OUTCOME_WRITTEN && line->undoes == NULL)
    g_hash_table_add (self->standing, g_strdup (line->id));
}

static void
take_line (const SkChangeSet *line,
           gpointer           user_data)
{
  SkPast *self = user_data;
  const SkWrite *write = &g_array_index (line->writes, SkWrite, 0);
  g_autofree char *key = dup_key (write->task);
  Place place = { .at = line->at };

  note_set (self, line, write->outcome);
  if (write->outcome == SK_OUTCOME_UNDONE || line->undoes != NULL)
    g_hash_table_remove (self->places, key);
  else if (write->outcome == SK_OUTCOME_WRITTEN && write->facts != NULL &&
           sk_facts_get_place (write->facts, &place.span))
    g_hash_table_insert (self->places, g_steal_pointer (&key), g_memdup2 (&place, sizeof place));
}

/**
 * sk_past_update:
 * @self: what is known
 * @error: why the journal cannot be read
 *
 * Reads what the journal has more since the last time.
 *
 * Returns: whether it is known
 */
gboolean
sk_past_update (SkPast  *self,
                 GError  **error)
{
  gint64 end = sk_journal_get_end (self->journal);

  if (end < self->read)         /* another journal */
    {
      g_hash_table_remove_all (self->places);
      g_hash_table_remove_all (self->standing);
      self->read = 0;
    }
  if (end == self->read)
    return TRUE;
  if (!sk_journal_visit (self->journal, self->read, take_line, self, error))
    return FALSE;

  self->read = end;
  return TRUE;
}

/**
 * sk_past_can_undo:
 * @self: what is known
 *
 * Returns: whether something that was written stands
 */
gboolean
sk_past_can_undo (SkPast *self)
{
  return g_hash_table_size (self->standing) > 0;
}

/* A row that was not touched since we wrote it, and does not hold what we
 * wrote, is an answer from before. */
static gboolean
is_answer_from_before (SkTask      *task,
                       const Place *ours,
                       gint64       at)
{
  const char *revision = sk_task_get_revision (task);
  SkWhen edited;

  return at < ours->at + LAG_SECONDS && revision != NULL && sk_when_parse (revision, &edited) &&
         edited.kind == SK_WHEN_INSTANT && edited.value < ours->at - ours->at % 60;
}

static SkTask *
amend_task (SkPast   *self,
            SkTask   *task,
            SkMemory *memory,
            gint64    at)
{
  g_autofree char *key = dup_key (task);
  const Place *ours = g_hash_table_lookup (self->places, key);
  SkSpan present = { 0, 0 };

  sk_task_get_scheduled_span (task, &present);
  if (ours == NULL || sk_span_equal (present, ours->span))
    return sk_task_ref (task);
  if (is_answer_from_before (task, ours, at))
    return sk_task_with_scheduled (task, ours->span);
  if (present.end <= at || sk_task_get_wish (task, NULL) != SK_FIXED_NO ||
      sk_memory_is_released (memory, task, present))
    return sk_task_ref (task);

  return sk_task_with_wish (task, SK_FIXED_MANUAL, present);
}

/**
 * sk_past_amend:
 * @self: what is known
 * @snapshot: what the sources say
 * @memory: what the person said besides
 * @at: now, Unix seconds
 *
 * Returns: (transfer full): that, with the person's own moves kept
 */
SkSnapshot *
sk_past_amend (SkPast     *self,
                SkSnapshot *snapshot,
                SkMemory   *memory,
                gint64      at)
{
  GPtrArray *tasks = sk_task_array_new ();

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    g_ptr_array_add (tasks,
                     amend_task (self, sk_snapshot_get_task (snapshot, i), memory, at));

  return sk_snapshot_with_tasks_take (snapshot, tasks);
}
