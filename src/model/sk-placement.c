/* sk-placement.c — what became of one task in a plan
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-placement.h"

static void
sk_blocked_clear (gpointer data)
{
  SkBlocked *self = data;

  g_clear_pointer (&self->title, g_free);
}

/**
 * sk_blocked_array_new:
 *
 * Returns: (transfer full) (element-type SkBlocked): nothing yet
 */
GArray *
sk_blocked_array_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (SkBlocked));

  g_array_set_clear_func (array, sk_blocked_clear);

  return array;
}

void
sk_blocked_array_add (GArray      *array,
                      SkSpan       span,
                      SkBlockedBy  by,
                      const char  *title)
{
  SkBlocked blocked = { span, by, g_strdup (title) };

  g_array_append_val (array, blocked);
}

/**
 * sk_placement_clear:
 * @self: a placement
 *
 * Gives up what it refers to, not the memory it is in.
 */
void
sk_placement_clear (SkPlacement *self)
{
  g_clear_pointer (&self->task, sk_task_unref);
  g_clear_pointer (&self->blocked, g_array_unref);
}

/**
 * sk_placement_array_new:
 *
 * Returns: (transfer full) (element-type SkPlacement): nothing yet
 */
GArray *
sk_placement_array_new (void)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (SkPlacement));

  g_array_set_clear_func (array, (GDestroyNotify) sk_placement_clear);

  return array;
}

/**
 * sk_placement_copy:
 * @from: a placement
 * @to: (out caller-allocates): the same, with references of its own
 */
void
sk_placement_copy (const SkPlacement *from,
                   SkPlacement       *to)
{
  *to = *from;
  sk_task_ref (to->task);
  if (to->blocked != NULL)
    g_array_ref (to->blocked);
}

/**
 * sk_placement_compare:
 * @a: a placement
 * @b: another one
 *
 * The order in which a plan lists them: by start, then by id.
 *
 * Returns: less than, equal to or greater than 0
 */
int
sk_placement_compare (const SkPlacement *a,
                      const SkPlacement *b)
{
  if (a->span.start != b->span.start)
    return a->span.start < b->span.start ? -1 : 1;

  return strcmp (sk_task_get_id (a->task), sk_task_get_id (b->task));
}

/**
 * sk_unplaced_clear:
 * @self: a task without a place
 *
 * Gives up what it refers to, not the memory it is in.
 */
void
sk_unplaced_clear (SkUnplaced *self)
{
  g_clear_pointer (&self->task, sk_task_unref);
  g_clear_pointer (&self->blocker, sk_task_unref);
  g_clear_pointer (&self->blocked, g_array_unref);
}

/**
 * sk_unplaced_copy:
 * @from: a task without a place
 * @to: (out caller-allocates): the same, with references of its own
 */
void
sk_unplaced_copy (const SkUnplaced *from,
                  SkUnplaced       *to)
{
  *to = *from;
  sk_task_ref (to->task);
  if (to->blocker != NULL)
    sk_task_ref (to->blocker);
  if (to->blocked != NULL)
    g_array_ref (to->blocked);
}

/**
 * sk_unplaced_array_new:
 *
 * Returns: (transfer full) (element-type SkUnplaced): nothing yet
 */
GArray *
sk_unplaced_array_new (void)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (SkUnplaced));

  g_array_set_clear_func (array, (GDestroyNotify) sk_unplaced_clear);

  return array;
}

static void
sk_left_alone_clear (gpointer data)
{
  SkLeftAlone *self = data;

  g_clear_pointer (&self->task, sk_task_unref);
}

/**
 * sk_left_alone_array_new:
 *
 * Returns: (transfer full) (element-type SkLeftAlone): nothing yet
 */
GArray *
sk_left_alone_array_new (void)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (SkLeftAlone));

  g_array_set_clear_func (array, sk_left_alone_clear);

  return array;
}
