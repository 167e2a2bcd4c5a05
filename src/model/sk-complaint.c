/* sk-complaint.c — a promise that a plan does not keep
 *
 * It says what, for whom and where; the sentence for it is made in words/.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-complaint.h"

static void
sk_complaint_clear (gpointer data)
{
  SkComplaint *self = data;

  g_clear_pointer (&self->task, sk_task_unref);
  g_clear_pointer (&self->other, sk_task_unref);
}

/**
 * sk_complaint_array_new:
 *
 * Returns: (transfer full) (element-type SkComplaint): nothing to complain about
 */
GArray *
sk_complaint_array_new (void)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (SkComplaint));

  g_array_set_clear_func (array, sk_complaint_clear);

  return array;
}

/**
 * sk_complaint_array_add:
 * @array: (element-type SkComplaint): from sk_complaint_array_new()
 * @promise: what was not kept
 * @task: (nullable): for which task; %NULL: for the plan as a whole
 * @other: (nullable): against which other one
 * @span: where; empty: nowhere in particular
 */
void
sk_complaint_array_add (GArray    *array,
                        SkPromise  promise,
                        SkTask    *task,
                        SkTask    *other,
                        SkSpan     span)
{
  SkComplaint complaint = {
    .promise = promise,
    .task = task != NULL ? sk_task_ref (task) : NULL,
    .other = other != NULL ? sk_task_ref (other) : NULL,
    .span = span,
  };

  g_array_append_val (array, complaint);
}
