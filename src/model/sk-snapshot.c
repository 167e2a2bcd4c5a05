/* sk-snapshot.c — what the sources said, at one moment
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-snapshot.h"

struct _SkSnapshot
{
  SkRules    *rules;            /* (nullable) */
  GPtrArray  *tasks;            /* (element-type SkTask) */
  GArray     *busy;             /* (element-type SkBusy) */
  GArray     *bans;             /* (element-type SkBan) */
  GPtrArray  *notes;            /* (element-type utf8) */
  GPtrArray  *doubts;           /* (element-type utf8) */
  GHashTable *by_id;            /* borrowed id → index + 1 */
};

G_DEFINE_BOXED_TYPE (SkSnapshot, sk_snapshot, sk_snapshot_ref, sk_snapshot_unref)

static void
sk_busy_clear (gpointer data)
{
  SkBusy *self = data;

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->calendar, g_free);
  g_clear_pointer (&self->colour, g_free);
}

static void
sk_ban_clear (gpointer data)
{
  SkBan *self = data;

  g_clear_pointer (&self->task, g_free);
}

/**
 * sk_task_array_new:
 *
 * Returns: (transfer full) (element-type SkTask): no tasks yet
 */
GPtrArray *
sk_task_array_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sk_task_unref);
}

/**
 * sk_busy_array_new:
 *
 * Returns: (transfer full) (element-type SkBusy): no busy times yet
 */
GArray *
sk_busy_array_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (SkBusy));

  g_array_set_clear_func (array, sk_busy_clear);

  return array;
}

void
sk_busy_array_add (GArray     *array,
                   SkSpan      span,
                   const char *title)
{
  sk_busy_array_add_copy (array, &(SkBusy) { .span = span, .title = (char *) title });
}

/**
 * sk_busy_array_add_copy:
 * @array: from sk_busy_array_new()
 * @busy: a busy time; borrowed, and without a title it has an empty one
 */
void
sk_busy_array_add_copy (GArray       *array,
                        const SkBusy *busy)
{
  const SkBusy copy = {
    .span = busy->span,
    .title = g_strdup (busy->title != NULL ? busy->title : ""),
    .calendar = g_strdup (busy->calendar),
    .colour = g_strdup (busy->colour),
  };

  g_array_append_val (array, copy);
}

/**
 * sk_ban_array_new:
 *
 * Returns: (transfer full) (element-type SkBan): no bans yet
 */
GArray *
sk_ban_array_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (SkBan));

  g_array_set_clear_func (array, sk_ban_clear);

  return array;
}

void
sk_ban_array_add (GArray     *array,
                  const char *task,
                  SkSpan      span)
{
  SkBan ban = { g_strdup (task), span };

  g_array_append_val (array, ban);
}

/**
 * sk_snapshot_new_take:
 * @init: what was read; the arrays are eaten
 *
 * The arrays go in whole and never come out again, so nobody can add to them
 * later.  Ids are unique: whoever reads tasks has refused or dropped doubles.
 *
 * Returns: (transfer full): a snapshot that never changes
 */
SkSnapshot *
sk_snapshot_new_take (const SkSnapshotInit *init)
{
  g_return_val_if_fail (init != NULL && init->tasks != NULL, NULL);

  SkSnapshot *self = g_atomic_rc_box_new0 (SkSnapshot);
  self->rules = init->rules != NULL ? sk_rules_ref (init->rules) : NULL;
  self->tasks = init->tasks;
  self->busy = init->busy != NULL ? init->busy : sk_busy_array_new ();
  self->bans = init->bans != NULL ? init->bans : sk_ban_array_new ();
  self->notes = init->notes != NULL ? init->notes : g_ptr_array_new_with_free_func (g_free);
  self->doubts = init->doubts != NULL ? init->doubts : g_ptr_array_new_with_free_func (g_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->tasks->len; i++)
    g_hash_table_insert (self->by_id,
                         (char *) sk_task_get_id (g_ptr_array_index (self->tasks, i)),
                         GUINT_TO_POINTER (i + 1));

  return self;
}

static void
sk_snapshot_clear (SkSnapshot *self)
{
  g_clear_pointer (&self->rules, sk_rules_unref);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->tasks);
  g_array_unref (self->busy);
  g_array_unref (self->bans);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->doubts);
}

SkSnapshot *
sk_snapshot_ref (SkSnapshot *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sk_snapshot_unref (SkSnapshot *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) sk_snapshot_clear);
}

/* Those a source of ours can write, or the others. */
static void
add_tasks (SkSnapshotInit *whole,
           GHashTable     *seen,
           SkSnapshot     *part,
           gboolean        is_ours)
{
  for (guint i = 0; i < part->tasks->len; i++)
    {
      SkTask *task = g_ptr_array_index (part->tasks, i);

      if (is_ours == (sk_task_get_source (task) != NULL) &&
          g_hash_table_add (seen, (char *) sk_task_get_id (task)))
        g_ptr_array_add (whole->tasks, sk_task_ref (task));
    }
}

/* All but the tasks. */
static void
add_rest (SkSnapshotInit *whole,
          SkSnapshot     *part)
{
  if (whole->rules == NULL)
    whole->rules = part->rules;

  for (guint i = 0; i < part->busy->len; i++)
    sk_busy_array_add_copy (whole->busy, &g_array_index (part->busy, SkBusy, i));

  for (guint i = 0; i < part->bans->len; i++)
    {
      const SkBan *ban = &g_array_index (part->bans, SkBan, i);

      sk_ban_array_add (whole->bans, ban->task, ban->span);
    }

  for (guint i = 0; i < part->notes->len; i++)
    g_ptr_array_add (whole->notes, g_strdup (g_ptr_array_index (part->notes, i)));

  for (guint i = 0; i < part->doubts->len; i++)
    g_ptr_array_add (whole->doubts, g_strdup (g_ptr_array_index (part->doubts, i)));
}

/**
 * sk_snapshot_merge:
 * @parts: (element-type SkSnapshot): what each source said, in a fixed order
 *
 * A task that two sources hold (the same database, configured twice) counts
 * once: the first one's.  One that was only read because another waits for it
 * makes room for the same task from the source it belongs to.
 *
 * Returns: (transfer full): all of it as one
 */
SkSnapshot *
sk_snapshot_merge (GPtrArray *parts)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  SkSnapshotInit whole = {
    .tasks = sk_task_array_new (),
    .busy = sk_busy_array_new (),
    .bans = sk_ban_array_new (),
    .notes = g_ptr_array_new_with_free_func (g_free),
    .doubts = g_ptr_array_new_with_free_func (g_free),
  };

  for (guint i = 0; i < parts->len; i++)
    add_tasks (&whole, seen, g_ptr_array_index (parts, i), TRUE);
  for (guint i = 0; i < parts->len; i++)
    add_tasks (&whole, seen, g_ptr_array_index (parts, i), FALSE);
  for (guint i = 0; i < parts->len; i++)
    add_rest (&whole, g_ptr_array_index (parts, i));

  return sk_snapshot_new_take (&whole);
}

/**
 * sk_snapshot_without_rules:
 * @self: a snapshot
 *
 * Returns: (transfer full): the same snapshot, to be planned by somebody else's rules
 */
SkSnapshot *
sk_snapshot_without_rules (SkSnapshot *self)
{
  SkSnapshotInit init = {
    .tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_task_unref),
    .busy = sk_busy_array_new (),
    .bans = sk_ban_array_new (),
    .notes = g_ptr_array_new_with_free_func (g_free),
    .doubts = g_ptr_array_new_with_free_func (g_free),
  };

  for (guint i = 0; i < sk_snapshot_get_n_tasks (self); i++)
    g_ptr_array_add (init.tasks, sk_task_ref (sk_snapshot_get_task (self, i)));
  add_rest (&init, self);
  init.rules = NULL;

  return sk_snapshot_new_take (&init);
}

/**
 * sk_snapshot_with_tasks_take:
 * @self: a snapshot
 * @tasks: (transfer full) (element-type SkTask): others
 *
 * Returns: (transfer full): the same snapshot but for them
 */
SkSnapshot *
sk_snapshot_with_tasks_take (SkSnapshot *self,
                             GPtrArray  *tasks)
{
  return sk_snapshot_amend_take (self, tasks, sk_ban_array_new ());
}

/**
 * sk_snapshot_amend_take:
 * @self: a snapshot
 * @tasks: (transfer full) (element-type SkTask): others
 * @bans: (transfer full) (element-type SkBan): refused places besides those it has
 *
 * Returns: (transfer full): the same snapshot but for them
 */
SkSnapshot *
sk_snapshot_amend_take (SkSnapshot *self,
                        GPtrArray  *tasks,
                        GArray     *bans)
{
  SkSnapshotInit init = {
    .rules = self->rules,
    .tasks = tasks,
    .busy = sk_busy_array_new (),
    .bans = bans,
    .notes = g_ptr_array_new_with_free_func (g_free),
    .doubts = g_ptr_array_new_with_free_func (g_free),
  };

  add_rest (&init, self);

  return sk_snapshot_new_take (&init);
}

/**
 * sk_snapshot_get_rules:
 * @self: a snapshot
 *
 * Returns: (nullable): the rules its source brought along
 */
SkRules *
sk_snapshot_get_rules (SkSnapshot *self)
{
  return self->rules;
}

guint
sk_snapshot_get_n_tasks (SkSnapshot *self)
{
  return self->tasks->len;
}

SkTask *
sk_snapshot_get_task (SkSnapshot *self,
                      guint       i)
{
  g_return_val_if_fail (i < self->tasks->len, NULL);

  return g_ptr_array_index (self->tasks, i);
}

/**
 * sk_snapshot_find:
 * @self: a snapshot
 * @id: the id of a task
 * @i: (out) (optional): its index
 *
 * Returns: whether there is such a task
 */
gboolean
sk_snapshot_find (SkSnapshot *self,
                  const char *id,
                  guint      *i)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id));

  if (found > 0 && i != NULL)
    *i = found - 1;

  return found > 0;
}

guint
sk_snapshot_get_n_busy (SkSnapshot *self)
{
  return self->busy->len;
}

const SkBusy *
sk_snapshot_get_busy (SkSnapshot *self,
                      guint       i)
{
  g_return_val_if_fail (i < self->busy->len, NULL);

  return &g_array_index (self->busy, SkBusy, i);
}

guint
sk_snapshot_get_n_bans (SkSnapshot *self)
{
  return self->bans->len;
}

const SkBan *
sk_snapshot_get_ban (SkSnapshot *self,
                     guint       i)
{
  g_return_val_if_fail (i < self->bans->len, NULL);

  return &g_array_index (self->bans, SkBan, i);
}

guint
sk_snapshot_get_n_notes (SkSnapshot *self)
{
  return self->notes->len;
}

const char *
sk_snapshot_get_note (SkSnapshot *self,
                      guint       i)
{
  g_return_val_if_fail (i < self->notes->len, NULL);

  return g_ptr_array_index (self->notes, i);
}

/**
 * sk_snapshot_get_n_doubts:
 * @self: a snapshot
 *
 * Returns: how many calendars could not be read: where there is one, nothing
 *   is written that nobody looked at
 */
guint
sk_snapshot_get_n_doubts (SkSnapshot *self)
{
  return self->doubts->len;
}

const char *
sk_snapshot_get_doubt (SkSnapshot *self,
                       guint       i)
{
  g_return_val_if_fail (i < self->doubts->len, NULL);

  return g_ptr_array_index (self->doubts, i);
}
