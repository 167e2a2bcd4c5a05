/* sk-plan.c — one answer to "when should each task happen?"
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-plan.h"

struct _SkPlan
{
  SkSnapshot *snapshot;
  SkRules    *rules;
  gint64      at;
  SkPlacement *placements;      /* (array length=n_placements) */
  guint       n_placements;
  SkUnplaced *unplaced;         /* (array length=n_unplaced) */
  guint       n_unplaced;
  GArray     *left_alone;       /* (element-type SkLeftAlone) */
  GArray     *capacity;         /* (element-type SkCapacity) */
  guint       lower_bound_late;
  guint      *placement_of;     /* per task of the snapshot: 0, or its placement, from 1 */
  GHashTable *circles;          /* number of a circle → GPtrArray of its tasks */
};

G_DEFINE_BOXED_TYPE (SkPlan, sk_plan, sk_plan_ref, sk_plan_unref)

static void
add_to_circle (SkPlan *self,
               guint   circle,
               SkTask *task)
{
  if (circle == 0)
    return;

  GPtrArray *tasks = g_hash_table_lookup (self->circles, GUINT_TO_POINTER (circle));

  if (tasks == NULL)
    {
      tasks = g_ptr_array_new ();
      g_hash_table_insert (self->circles, GUINT_TO_POINTER (circle), tasks);
    }

  g_ptr_array_add (tasks, task);
}

static void
index_placements (SkPlan *self)
{
  self->placement_of = g_new0 (guint, sk_snapshot_get_n_tasks (self->snapshot));
  self->circles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->n_placements; i++)
    {
      const SkPlacement *placement = &self->placements[i];
      guint task;

      if (sk_snapshot_find (self->snapshot, sk_task_get_id (placement->task), &task))
        self->placement_of[task] = i + 1;
      add_to_circle (self, placement->cycle, placement->task);
    }

  for (guint i = 0; i < self->n_unplaced; i++)
    {
      const SkUnplaced *unplaced = &self->unplaced[i];

      add_to_circle (self, unplaced->cycle, unplaced->task);
    }
}

/* An array that grew has room for more: that is given back. */
static gpointer
take_items (GArray *array,
            guint  *n)
{
  gsize size = g_array_get_element_size (array), len;
  gpointer items = g_array_steal (array, &len);

  g_array_unref (array);
  *n = (guint) len;

  return g_realloc_n (items, len, size);
}

/**
 * sk_plan_new_take:
 * @init: all of it; the arrays are eaten
 *
 * Returns: (transfer full): a plan that never changes
 */
SkPlan *
sk_plan_new_take (const SkPlanInit *init)
{
  guint n_placements, n_unplaced;

  g_return_val_if_fail (init != NULL, NULL);

  SkPlacement *placements = take_items (init->placements, &n_placements);
  SkUnplaced *unplaced = take_items (init->unplaced, &n_unplaced);

  return sk_plan_new_exactly (init, placements, n_placements, unplaced, n_unplaced);
}

/**
 * sk_plan_new_exactly:
 * @init: the rest of it; the other arrays are eaten
 * @placements: (transfer full) (array length=n_placements) (nullable): in the plan's order
 * @n_placements: how many
 * @unplaced: (transfer full) (array length=n_unplaced) (nullable): most important first
 * @n_unplaced: how many
 *
 * For whoever knows beforehand how many there are: an array that grows takes up
 * to twice the memory, and twice that while it does.
 *
 * Returns: (transfer full): a plan that never changes
 */
SkPlan *
sk_plan_new_exactly (const SkPlanInit *init,
                     SkPlacement      *placements,
                     guint             n_placements,
                     SkUnplaced       *unplaced,
                     guint             n_unplaced)
{
  SkPlan *self = g_atomic_rc_box_new0 (SkPlan);

  self->snapshot = sk_snapshot_ref (init->snapshot);
  self->rules = sk_rules_ref (init->rules);
  self->at = init->at;
  self->placements = placements;
  self->n_placements = n_placements;
  self->unplaced = unplaced;
  self->n_unplaced = n_unplaced;
  self->left_alone = init->left_alone;
  self->capacity = init->capacity != NULL ? init->capacity
                                          : g_array_new (FALSE, FALSE, sizeof (SkCapacity));
  self->lower_bound_late = init->lower_bound_late;
  index_placements (self);

  return self;
}

static GArray *
copy_unplaced (SkPlan *self)
{
  GArray *array = sk_unplaced_array_new ();

  g_array_set_size (array, self->n_unplaced);
  for (guint i = 0; i < self->n_unplaced; i++)
    sk_unplaced_copy (&self->unplaced[i], &g_array_index (array, SkUnplaced, i));

  return array;
}

/**
 * sk_plan_with_reasons_take:
 * @self: a plan
 * @placements: (transfer full) (element-type SkPlacement): others, in the plan's order
 * @unplaced: (transfer full) (nullable) (element-type SkUnplaced): likewise; %NULL: the same
 *
 * Returns: (transfer full): the same plan but for them
 */
SkPlan *
sk_plan_with_reasons_take (SkPlan *self,
                           GArray *placements,
                           GArray *unplaced)
{
  return sk_plan_new_take (&(SkPlanInit) {
    .snapshot = self->snapshot,
    .rules = self->rules,
    .at = self->at,
    .placements = placements,
    .unplaced = unplaced != NULL ? unplaced : copy_unplaced (self),
    .left_alone = g_array_ref (self->left_alone),
    .capacity = g_array_ref (self->capacity),
    .lower_bound_late = self->lower_bound_late,
  });
}

static void
sk_plan_clear (SkPlan *self)
{
  sk_snapshot_unref (self->snapshot);
  sk_rules_unref (self->rules);
  for (guint i = 0; i < self->n_placements; i++)
    sk_placement_clear (&self->placements[i]);
  for (guint i = 0; i < self->n_unplaced; i++)
    sk_unplaced_clear (&self->unplaced[i]);
  g_free (self->placements);
  g_free (self->unplaced);
  g_array_unref (self->left_alone);
  g_array_unref (self->capacity);
  g_free (self->placement_of);
  g_hash_table_unref (self->circles);
}

SkPlan *
sk_plan_ref (SkPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sk_plan_unref (SkPlan *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) sk_plan_clear);
}

SkSnapshot *
sk_plan_get_snapshot (SkPlan *self)
{
  return self->snapshot;
}

SkRules *
sk_plan_get_rules (SkPlan *self)
{
  return self->rules;
}

gint64
sk_plan_get_at (SkPlan *self)
{
  return self->at;
}

guint
sk_plan_get_n_placements (SkPlan *self)
{
  return self->n_placements;
}

const SkPlacement *
sk_plan_get_placement (SkPlan *self,
                       guint   i)
{
  g_return_val_if_fail (i < self->n_placements, NULL);

  return &self->placements[i];
}

/**
 * sk_plan_find_placement:
 * @self: a plan
 * @id: the id of a task of its snapshot
 *
 * Returns: (transfer none) (nullable): its placement, if it has one
 */
const SkPlacement *
sk_plan_find_placement (SkPlan     *self,
                        const char *id)
{
  guint task;

  if (!sk_snapshot_find (self->snapshot, id, &task) || self->placement_of[task] == 0)
    return NULL;

  return sk_plan_get_placement (self, self->placement_of[task] - 1);
}

/**
 * sk_plan_get_circle:
 * @self: a plan
 * @circle: the number of a circle of blockers
 *
 * Returns: (transfer none) (nullable) (element-type SkTask): the tasks in it, those
 *   with a place first
 */
const GPtrArray *
sk_plan_get_circle (SkPlan *self,
                    guint   circle)
{
  return g_hash_table_lookup (self->circles, GUINT_TO_POINTER (circle));
}

guint
sk_plan_get_n_unplaced (SkPlan *self)
{
  return self->n_unplaced;
}

const SkUnplaced *
sk_plan_get_unplaced (SkPlan *self,
                      guint   i)
{
  g_return_val_if_fail (i < self->n_unplaced, NULL);

  return &self->unplaced[i];
}

guint
sk_plan_get_n_left_alone (SkPlan *self)
{
  return self->left_alone->len;
}

const SkLeftAlone *
sk_plan_get_left_alone (SkPlan *self,
                        guint   i)
{
  g_return_val_if_fail (i < self->left_alone->len, NULL);

  return &g_array_index (self->left_alone, SkLeftAlone, i);
}

guint
sk_plan_get_n_capacity (SkPlan *self)
{
  return self->capacity->len;
}

const SkCapacity *
sk_plan_get_capacity (SkPlan *self,
                      guint   i)
{
  g_return_val_if_fail (i < self->capacity->len, NULL);

  return &g_array_index (self->capacity, SkCapacity, i);
}

/**
 * sk_plan_has_changes:
 * @self: a plan
 *
 * Returns: whether anything would have to be written
 */
gboolean
sk_plan_has_changes (SkPlan *self)
{
  SkSummary summary = sk_plan_summarize (self);

  return summary.n_new + summary.moved + summary.missed + summary.removed > 0;
}

static gboolean
is_proved (SkLateWhy why)
{
  return why != SK_LATE_SEARCH_LIMIT && why != SK_LATE_NOT_ASKED;
}

static void
count_placement (SkSummary         *summary,
                 const SkPlacement *placement)
{
  switch (placement->change)
    {
    case SK_CHANGE_NEW:
      summary->n_new++;
      break;

    case SK_CHANGE_MOVED:
      summary->moved++;
      break;

    case SK_CHANGE_MISSED:
      summary->missed++;
      break;

    case SK_CHANGE_KEPT:
      summary->kept++;
      break;

    case SK_CHANGE_REMOVED:
    default:
      g_assert_not_reached ();
    }

  if (!sk_placement_is_late (placement))
    return;

  summary->late++;
  if (!is_proved (placement->late_why))
    summary->late_avoidable++;
}

/**
 * sk_plan_summarize:
 * @self: a plan
 *
 * A late task counts as avoidable unless it is proved that it can only be on
 * time if a more important one is late instead.  The lower bound is another
 * matter: no plan at all, whatever it holds important, has fewer late tasks.
 *
 * Returns: the plan in numbers
 */
SkSummary
sk_plan_summarize (SkPlan *self)
{
  SkSummary summary = {
    .tasks = self->n_placements + self->n_unplaced,
    .placed = self->n_placements,
    .unplaced = self->n_unplaced,
    .lower_bound_late = self->lower_bound_late,
  };

  for (guint i = 0; i < self->n_placements; i++)
    count_placement (&summary, &self->placements[i]);

  for (guint i = 0; i < self->n_unplaced; i++)
    if (self->unplaced[i].change == SK_CHANGE_REMOVED)
      summary.removed++;

  return summary;
}
