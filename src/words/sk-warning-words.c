/* sk-warning-words.c — how we say what is worth knowing
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-warning-words.h"

#include <glib/gi18n-lib.h>

#include "sk-name-words.h"
#include "sk-time-words.h"

static char *
dup_cycle (SkPlan *plan,
           guint   cycle)
{
  const GPtrArray *tasks = sk_plan_get_circle (plan, cycle);
  g_autoptr(GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *names = NULL;

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    g_ptr_array_add (titles, (char *) sk_words_get_task_name (tasks->pdata[i]));

  names = sk_words_dup_names (titles);
  /* Translators: %s is a list of titles in quotes */
  return g_strdup_printf (_("These wait for each other in a circle, so none of them waits: %s."),
                          names);
}

static char *
dup_assumed (SkPlan *plan)
{
  double hours = sk_rules_get_default_duration_hours (sk_plan_get_rules (plan));
  g_autofree char *length = sk_words_dup_duration ((gint64) (hours * 3600));

  /* Translators: %s is a length of time, e.g. "1 h" */
  return g_strdup_printf (_("Nobody said how long it takes; %s is assumed."), length);
}

static char *
dup_warning (SkPlan    *plan,
             guint      cycle,
             SkWarning  warning)
{
  switch (warning)
    {
    case SK_WARNING_PINS_OVERLAP:
      return g_strdup (_("It overlaps another task that is fixed too."));

    case SK_WARNING_OVER_BUSY:
      return g_strdup (_("It lies over something busy."));

    case SK_WARNING_BLOCKER_CYCLE:
      return dup_cycle (plan, cycle);

    case SK_WARNING_BLOCKER_GONE:
      return g_strdup (_("A task it waits for is in the trash or not shared, and is ignored."));

    case SK_WARNING_ASSUMED_DURATION:
      return dup_assumed (plan);

    case SK_WARNING_PIN_WITHOUT_TIME:
      return g_strdup (_("It is pinned, but has no start and end to be pinned to."));

    default:
      return g_strdup ("");
    }
}

/**
 * sk_words_dup_warning:
 * @plan: a plan
 * @placement: one of its placements
 * @warning: one of its warnings
 *
 * Returns: (transfer full): that warning, in a sentence
 */
char *
sk_words_dup_warning (SkPlan            *plan,
                      const SkPlacement *placement,
                      SkWarning          warning)
{
  return dup_warning (plan, placement->cycle, warning);
}

/**
 * sk_words_dup_unplaced_warning:
 * @plan: a plan
 * @unplaced: one of its unplaced tasks
 * @warning: one of its warnings
 *
 * Returns: (transfer full): that warning, in a sentence
 */
char *
sk_words_dup_unplaced_warning (SkPlan           *plan,
                               const SkUnplaced *unplaced,
                               SkWarning         warning)
{
  return dup_warning (plan, unplaced->cycle, warning);
}
