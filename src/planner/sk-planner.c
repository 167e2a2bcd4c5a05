/* sk-planner.c — a snapshot, rules and a moment in; a plan out
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-planner.h"

#include "sk-graph.h"
#include "sk-improve.h"
#include "sk-judge.h"
#include "sk-keep.h"
#include "sk-order.h"
#include "sk-place.h"
#include "sk-tell.h"

static void
decide (SkAgenda *agenda)
{
  g_autoptr(SkPromises) promises = sk_promises_new (agenda);
  g_autofree SkPosition *places = g_new (SkPosition, agenda->n_eligible + 1);

  if (sk_rules_get_stability (agenda->rules) == SK_STABILITY_STEADY)
    sk_improve_steadily (promises, places);
  else
    do
      sk_place_from_scratch (promises, places);
    while (sk_keep_let_go (agenda, places));

  sk_place_note_rescued (promises, places);
  for (int i = 0; i < agenda->n_eligible; i++)
    agenda->jobs[i].place = places[i];
}

/**
 * sk_planner_plan:
 * @snapshot: what the sources said
 * @rules: when the person is willing to work
 * @at: the planning instant, Unix seconds
 *
 * Chooses a time for each task: what is fixed stays; due dates are promises,
 * the most important first; each task is as early as its rank entitles it to;
 * what need not move does not (planner.md §3).  The same arguments always give
 * the same plan, in whatever order the tasks come.  It cannot fail: a task that
 * finds no room is in the plan too, with the reason why not.
 *
 * Returns: (transfer full): the plan, without certificates (sk_why_certify())
 */
SkPlan *
sk_planner_plan (SkSnapshot *snapshot,
                 SkRules    *rules,
                 gint64      at)
{
  g_autoptr(SkAgenda) agenda = sk_agenda_new (snapshot, rules, at);

  sk_graph_link (agenda);
  sk_order_sort (agenda);
  sk_agenda_prepare (agenda);
  sk_keep_fixed (agenda);
  sk_agenda_forget_holds (agenda);
  sk_keep_legal (agenda);

  decide (agenda);

  sk_judge_refusals (agenda);
  sk_judge_reasons (agenda);
  sk_judge_late (agenda);
  sk_judge_slack (agenda);

  return sk_tell_plan (agenda);
}
