/* sk-history.c — the change sets a journal tells of
 *
 * A journal says of each property first that it will be written, then what
 * became of it, and perhaps later that it was taken back: the last word counts.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-history.h"

typedef struct
{
  SkChangeSet *set;             /* (nullable): given away */
  GHashTable  *places;          /* whose property → where in the set, from 1 */
} Entry;

typedef struct
{
  GHashTable *by_id;            /* (element-type Entry) */
  GQueue      order;            /* the oldest first; its entries are the table's */
  guint       most;
} History;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->set, sk_change_set_free);
  g_hash_table_unref (entry->places);
  g_free (entry);
}

static void
forget_oldest (History *history)
{
  Entry *entry = g_queue_pop_head (&history->order);

  g_hash_table_remove (history->by_id, entry->set->id);
}

static Entry *
get_entry (History           *history,
           const SkChangeSet *line)
{
  Entry *entry = g_hash_table_lookup (history->by_id, line->id);

  if (entry != NULL)
    return entry;

  entry = g_new0 (Entry, 1);
  entry->set = sk_change_set_new (line->id, line->at, line->digest, line->undoes);
  entry->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (history->by_id, g_strdup (line->id), entry);
  g_queue_push_tail (&history->order, entry);
  if (history->most > 0 && history->order.length > history->most)
    forget_oldest (history);

  return entry;
}

static char *
dup_key (const SkWrite *write)
{
  const char *source = sk_task_get_source (write->task);

  return g_strjoin ("\n", source != NULL ? source : "", sk_task_get_id (write->task),
                    write->property_id != NULL ? write->property_id : write->property, NULL);
}

/* The last word on a property. */
static void
replace (SkWrite       *write,
         const SkWrite *by)
{
  write->outcome = by->outcome;
  g_free (write->code);
  g_free (write->text);
  write->code = g_strdup (by->code);
  write->text = g_strdup (by->text);
}

static void
take_line (const SkChangeSet *line,
           gpointer           user_data)
{
  Entry *entry = get_entry (user_data, line);
  const SkWrite *write = &g_array_index (line->writes, SkWrite, 0);
  g_autofree char *key = dup_key (write);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (entry->places, key));
  SkWrite copy;

  if (place > 0)
    {
      replace (&g_array_index (entry->set->writes, SkWrite, place - 1), write);
      return;
    }

  sk_write_copy (write, &copy);
  g_array_append_val (entry->set->writes, copy);
  g_hash_table_insert (entry->places, g_steal_pointer (&key),
                       GUINT_TO_POINTER (entry->set->writes->len));
}

static GPtrArray *
take_sets (History *history)
{
  GPtrArray *sets = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_change_set_free);

  for (GList *l = history->order.head; l != NULL; l = l->next)
    g_ptr_array_add (sets, g_steal_pointer (&((Entry *) l->data)->set));

  return sets;
}

/**
 * sk_history_read:
 * @journal: a journal
 * @from: where to begin in it; 0: everything
 * @most: how many sets to remember, the newest; 0: all
 * @error: why it cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type SkChangeSet): the sets,
 *   in the order in which they were written
 */
GPtrArray *
sk_history_read (SkJournal  *journal,
                 gint64      from,
                 guint       most,
                 GError    **error)
{
  History history = { .most = most };
  GPtrArray *sets = NULL;

  g_queue_init (&history.order);
  history.by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  if (sk_journal_visit (journal, from, take_line, &history, error))
    sets = take_sets (&history);

  g_queue_clear (&history.order);
  g_hash_table_unref (history.by_id);

  return sets;
}

/**
 * sk_history_find:
 * @sets: (element-type SkChangeSet): change sets
 * @id: what a person typed: an id, or the beginning of one
 * @is_ambiguous: (out): whether it is the beginning of several
 *
 * Returns: (nullable) (transfer none): the set that is meant
 */
SkChangeSet *
sk_history_find (GPtrArray  *sets,
                 const char *id,
                 gboolean   *is_ambiguous)
{
  SkChangeSet *found = NULL;
  guint n = 0;

  *is_ambiguous = FALSE;
  for (guint i = 0; i < sets->len; i++)
    {
      SkChangeSet *set = g_ptr_array_index (sets, i);

      if (strcmp (set->id, id) == 0)
        return set;
      if (*id != '\0' && g_str_has_prefix (set->id, id))
        {
          found = set;
          n++;
        }
    }

  *is_ambiguous = n > 1;
  return n == 1 ? found : NULL;
}
