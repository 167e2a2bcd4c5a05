/* sk-planner.c — a snapshot, rules and a moment in; a plan out
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-planner.h"

#include "sk-agenda.h"
#include "sk-graph.h"
#include "sk-keep.h"
#include "sk-order.h"
#include "sk-place.h"
#include "sk-slack.h"

static void
decide (SkAgenda *agenda)
{
  sk_agenda_restart (agenda);
  sk_keep_fixed (agenda);
  sk_keep_legal (agenda);
  sk_place_rest (agenda);
}

/**
 * sk_planner_plan:
 * @snapshot: what the sources said
 * @rules: when the person is willing to work
 * @at: the planning instant, Unix seconds
 *
 * Chooses a time for each task: what is fixed stays, what is still possible
 * is kept, the rest takes the earliest place that fits in order of
 * importance.  The same arguments always give the same plan, in whatever
 * order the tasks come.  It cannot fail: a task that finds no room is in the
 * plan too, with the reason why not.
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

  decide (agenda);
  while (sk_keep_let_go (agenda) || sk_keep_reconsider (agenda))
    decide (agenda);

  sk_slack_measure (agenda);

  return sk_agenda_tell (agenda);
}
