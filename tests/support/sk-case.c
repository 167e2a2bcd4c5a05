/* sk-case.c — a planning case as a row of a table: short text in, short text out
 *
 * Cases are members of a task file in single quotes; answers are a line per
 * task.  Every plan that is made here passes the checker, with its
 * certificates.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-case.h"

#include "sk-complaint-words.h"
#include "sk-plan-check.h"
#include "sk-plan-codes.h"
#include "sk-planner.h"
#include "sk-tasks-codec.h"
#include "sk-time-codec.h"
#include "sk-why.h"

/* A file in Berlin with the default hours, where @members say nothing else. */
SkSnapshot *
sk_case_read (const char *members)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse ("Europe/Berlin");
  g_autofree char *text = g_strdup_printf ("{'format': 'slotkeeper-tasks/1', %s}", members);
  g_autoptr(GError) error = NULL;

  g_strdelimit (text, "'", '"');

  SkSnapshot *snapshot = sk_tasks_codec_read (text, strlen (text), "case", "Europe/Berlin", zone,
                                              &error);

  g_assert_no_error (error);
  return snapshot;
}

gint64
sk_case_instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  g_assert_cmpint (when.kind, ==, SK_WHEN_INSTANT);

  return when.value;
}

void
sk_case_check (SkPlan *plan)
{
  g_autoptr(SkPlan) certified = sk_why_certify (plan);
  g_autoptr(GArray) complaints = sk_plan_check (certified);

  for (guint i = 0; i < complaints->len; i++)
    {
      g_autofree char *sentence =
        sk_words_dup_complaint (&g_array_index (complaints, SkComplaint, i),
                                sk_plan_get_rules (plan));
      g_test_message ("%s", sentence);
    }

  g_assert_cmpuint (complaints->len, ==, 0);
}

SkPlan *
sk_case_plan (const char *members,
              const char *at)
{
  g_autoptr(SkSnapshot) snapshot = sk_case_read (members);
  SkPlan *plan = sk_planner_plan (snapshot, sk_snapshot_get_rules (snapshot),
                                  sk_case_instant (at));

  sk_case_check (plan);
  return plan;
}

static void
tell_placement (GString           *text,
                SkPlan            *plan,
                const SkPlacement *placement)
{
  GTimeZone *zone = sk_rules_get_zone (sk_plan_get_rules (plan));
  g_autoptr(GDateTime) utc_start = g_date_time_new_from_unix_utc (placement->span.start);
  g_autoptr(GDateTime) utc_end = g_date_time_new_from_unix_utc (placement->span.end);
  g_autoptr(GDateTime) start = g_date_time_to_timezone (utc_start, zone);
  g_autoptr(GDateTime) end = g_date_time_to_timezone (utc_end, zone);
  g_autofree char *from = g_date_time_format (start, "%a %H:%M");
  g_autofree char *to = g_date_time_format (end, "%H:%M");

  g_string_append_printf (text, "%s %s-%s %s", sk_task_get_id (placement->task), from, to,
                          sk_codes_get (&sk_change_codes, placement->change));
  if (placement->fixed != SK_FIXED_NO)
    g_string_append_printf (text, " %s", sk_codes_get (&sk_fixed_codes, placement->fixed));
  if (placement->why >= SK_WHY_DUE_RESCUE && placement->why <= SK_WHY_FILL_TODAY)
    g_string_append_printf (text, " %s", sk_codes_get (&sk_why_codes, placement->why));
  if (placement->late_why != SK_LATE_NOT)
    g_string_append_printf (text, " %s", sk_codes_get (&sk_late_codes, placement->late_why));
  for (guint i = 0; i < sk_warning_codes.n; i++)
    if ((placement->warnings & (1u << i)) != 0 && 1u << i != SK_WARNING_ASSUMED_DURATION)
      g_string_append_printf (text, " %s", sk_codes_get (&sk_warning_codes, i));
  g_string_append_c (text, '\n');
}

/* A line per task: "a Mon 09:00-10:00 new", "b too-long", "c left done". */
char *
sk_case_tell (SkPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    tell_placement (text, plan, sk_plan_get_placement (plan, i));

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (plan, i);

      g_string_append_printf (text, "%s %s%s\n", sk_task_get_id (unplaced->task),
                              sk_codes_get (&sk_unplaced_codes, unplaced->why),
                              unplaced->change == SK_CHANGE_REMOVED ? " removed" : "");
    }

  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    {
      const SkLeftAlone *left = sk_plan_get_left_alone (plan, i);

      g_string_append_printf (text, "%s left %s\n", sk_task_get_id (left->task),
                              sk_codes_get (&sk_left_codes, left->why));
    }

  return g_string_free (text, FALSE);
}
