/* sk-late-words.c — how we say what becomes of a due date
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-late-words.h"

#include <glib/gi18n-lib.h>

#include "sk-time-words.h"

/* Nothing was proved here, and nothing is said as if it was. */
static char *
dup_not_proved (const SkPlacement *placement,
                const char        *due)
{
  if (placement->why == SK_WHY_KEPT)
    return g_strdup_printf (_("It keeps a place after %s, when it is due; it was not proved that "
                              "it has to be late."), due);

  return g_strdup_printf (_("No way was found to have it done by %s; it was not proved that there "
                            "is none."), due);
}

/**
 * sk_words_dup_late_why:
 * @plan: a plan
 * @placement: one of its placements
 *
 * Returns: (transfer full): why the due date is missed, in a sentence; empty
 *   if it is not missed
 */
char *
sk_words_dup_late_why (SkPlan            *plan,
                       const SkPlacement *placement)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autofree char *due = sk_words_dup_when (sk_task_get_due (placement->task), rules);

  switch (placement->late_why)
    {
    /* Translators: in these, %s is when a task is due, e.g. "Wed 25 Nov" */
    case SK_LATE_PAST_DUE:
      return g_strdup_printf (_("It was due %s already."), due);

    case SK_LATE_NO_TIME:
      return g_strdup_printf (_("The hours until %s are not enough for it and the more important "
                                "work that has to be done in them."), due);

    case SK_LATE_NO_STRETCH:
      if (placement->fixed != SK_FIXED_NO)
        return g_strdup_printf (_("It is fixed after %s, when it is due."), due);
      return g_strdup_printf (_("Nothing long enough is open by %s, whatever else moves."), due);

    case SK_LATE_PROMISED_TO_OTHERS:
      return g_strdup_printf (_("Every way was tried: it can only be done by %s if a more "
                                "important task is late instead."), due);

    case SK_LATE_BLOCKER_LATE:
      return g_strdup_printf (_("What it waits for cannot be done early enough for %s, whatever "
                                "else moves."), due);

    case SK_LATE_SEARCH_LIMIT:
      return dup_not_proved (placement, due);

    case SK_LATE_NOT_ASKED:
      return g_strdup_printf (_("It is due %s, but your rules say that due dates do not count."),
                              due);

    case SK_LATE_NOT:
    default:
      return g_strdup ("");
    }
}

/**
 * sk_words_dup_slack:
 * @plan: a plan
 * @placement: one of its placements
 *
 * Returns: (transfer full) (nullable): how far it could slip; %NULL for one
 *   that is fixed or late
 */
char *
sk_words_dup_slack (SkPlan            *plan,
                    const SkPlacement *placement)
{
  g_autofree char *until = NULL;

  if (placement->fixed != SK_FIXED_NO || sk_placement_is_late (placement))
    return NULL;
  if (placement->slack == 0)
    return g_strdup (_("It cannot slip: no later place would do while all else stays."));

  until = sk_words_dup_moment (placement->span.start + placement->slack,
                               sk_plan_get_rules (plan));
  /* Translators: %s is a moment, e.g. "Thu 26 Nov 15:00" */
  if (sk_when_is_set (sk_task_get_due (placement->task)))
    return g_strdup_printf (_("It could slip to %s and still be on time, while all else stays."),
                            until);

  /* Translators: %s is a moment, e.g. "Thu 26 Nov 15:00" */
  return g_strdup_printf (_("It could slip to %s, while all else stays."), until);
}
