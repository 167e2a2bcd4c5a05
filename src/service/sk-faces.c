/* sk-faces.c — a plan, in the words that faces draw it from
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-faces.h"

#include "sk-commit.h"
#include "sk-horizon.h"
#include "sk-plan-codec.h"
#include "sk-why.h"

static GArray *
list_open (SkPlan *plan)
{
  g_autoptr(SkHorizon) horizon = sk_horizon_new (sk_plan_get_rules (plan), sk_plan_get_at (plan));
  GArray *open = g_array_new (FALSE, FALSE, sizeof (SkSpan));

  for (guint i = 0; i < horizon->n_stretches; i++)
    {
      SkSpan span = sk_horizon_get_span_of (horizon, &horizon->stretches[i]);

      g_array_append_val (open, span);
    }

  return open;
}

/**
 * sk_faces_dup_plan:
 * @plan: the plan that is shown
 * @whole: the plan with what is held; may be @plan
 * @failures: (nullable) (element-type utf8 SkWrite): by the ids of tasks, what
 *   could not be written
 *
 * Returns: (transfer full): everything a face needs to draw it (formats.md §5,
 *   `Plan`)
 */
char *
sk_faces_dup_plan (SkPlan     *plan,
                   SkPlan     *whole,
                   GHashTable *failures)
{
  g_autoptr(SkPlan) certified = sk_why_certify (plan);
  g_autoptr(GArray) open = list_open (plan);
  g_autofree char *digest = sk_commit_dup_digest (plan);

  return sk_plan_codec_write_for_faces (certified, digest, &(SkPlanFaces) {
    .whole = whole == plan ? certified : whole,
    .open = open,
    .failures = failures,
  });
}
