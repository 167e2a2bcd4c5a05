/* sk-world-dump.c — a world and a plan, for whoever has to find out what went wrong
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-world.h"

static void
add_moment (GString *text,
            SkRules *rules,
            gint64   moment)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr(GDateTime) local =
    utc != NULL ? g_date_time_to_timezone (utc, sk_rules_get_zone (rules)) : NULL;
  g_autofree char *said = local != NULL ? g_date_time_format (local, "%a %F %H:%M%z") : NULL;

  g_string_append (text, said != NULL ? said : "(far away)");
  if (moment % 60 != 0)
    g_string_append_printf (text, "(+%ds)", (int) (moment % 60));
}

static void
add_span (GString *text,
          SkRules *rules,
          SkSpan   span)
{
  add_moment (text, rules, span.start);
  g_string_append (text, " – ");
  add_moment (text, rules, span.end);
}

static void
add_when (GString    *text,
          SkRules    *rules,
          const char *name,
          SkWhen      when)
{
  GDate date;

  if (when.kind == SK_WHEN_NONE)
    return;

  g_string_append_printf (text, " %s ", name);
  if (when.kind == SK_WHEN_INSTANT)
    {
      add_moment (text, rules, when.value);
      return;
    }

  sk_day_to_date (when.value, &date);
  g_string_append_printf (text, "%d-%02d-%02d", g_date_get_year (&date),
                          (int) g_date_get_month (&date), g_date_get_day (&date));
}

static void
add_task (GString *text,
          SkRules *rules,
          SkTask  *task)
{
  static const char *standings[] = { "", " done", " canceled", " backlog", " status" };
  const char *const *ids = sk_task_get_blocked_by (task);
  double rank, hours;

  g_string_append_printf (text, "  %s", sk_task_get_id (task));
  if (sk_task_get_rank (task, &rank))
    g_string_append_printf (text, " rank %g", rank);
  if (sk_task_get_duration_hours (task, &hours))
    g_string_append_printf (text, " %g h", hours);
  g_string_append (text, standings[sk_task_get_standing (task)]);
  g_string_append (text, sk_task_is_pinned (task) ? " pinned" : "");
  g_string_append (text, sk_task_is_opted_out (task) ? " opted-out" : "");
  add_when (text, rules, "due", sk_task_get_due (task));
  add_when (text, rules, "earliest", sk_task_get_earliest_start (task));
  add_when (text, rules, "from", sk_task_get_scheduled_start (task));
  add_when (text, rules, "to", sk_task_get_scheduled_end (task));
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? " after " : ",", ids[i]);
  g_string_append_c (text, '\n');
}

static void
add_rules (GString *text,
           SkWorld *self)
{
  static const char *stabilities[] = { "steady", "keep-all", "rebuild" };
  gint64 today = self->at / (24 * 60 * 60) - 1;

  g_string_append_printf (text, "zone %s, slot %d, days %d, buffer %d, %s, due dates %d, "
                          "fill today %d, limit %d\nat ",
                          sk_rules_get_zone_name (self->rules),
                          sk_rules_get_slot_minutes (self->rules),
                          sk_rules_get_days_ahead (self->rules),
                          sk_rules_get_buffer_minutes (self->rules),
                          stabilities[sk_rules_get_stability (self->rules)],
                          sk_rules_get_due_dates (self->rules),
                          sk_rules_get_fill_today (self->rules),
                          sk_rules_get_day_limit_percent (self->rules));
  add_moment (text, self->rules, self->at);
  g_string_append (text, "\nhours\n");

  for (gint64 day = today; day < today + sk_rules_get_days_ahead (self->rules) + 3; day++)
    {
      guint n;
      const SkRange *ranges = sk_rules_get_ranges (self->rules, day, &n);

      add_when (text, self->rules, "", sk_when_day (day));
      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, " %02d:%02d-%02d:%02d",
                                ranges[i].start_minute / 60, ranges[i].start_minute % 60,
                                ranges[i].end_minute / 60, ranges[i].end_minute % 60);
      g_string_append_c (text, '\n');
    }
}

/**
 * sk_world_dup_dump:
 * @self: a world
 *
 * Returns: (transfer full): all of it, in lines
 */
char *
sk_world_dup_dump (SkWorld *self)
{
  GString *text = g_string_new (NULL);

  add_rules (text, self);
  g_string_append (text, "busy\n");
  for (guint i = 0; i < sk_snapshot_get_n_busy (self->snapshot); i++)
    {
      g_string_append (text, "  ");
      add_span (text, self->rules, sk_snapshot_get_busy (self->snapshot, i)->span);
      g_string_append_c (text, '\n');
    }

  g_string_append (text, "bans\n");
  for (guint i = 0; i < sk_snapshot_get_n_bans (self->snapshot); i++)
    {
      const SkBan *ban = sk_snapshot_get_ban (self->snapshot, i);

      g_string_append_printf (text, "  %s ", ban->task);
      add_span (text, self->rules, ban->span);
      g_string_append_c (text, '\n');
    }

  g_string_append (text, "tasks\n");
  for (guint i = 0; i < sk_snapshot_get_n_tasks (self->snapshot); i++)
    add_task (text, self->rules, sk_snapshot_get_task (self->snapshot, i));

  return g_string_free (text, FALSE);
}

static void
add_placement (GString           *text,
               SkRules           *rules,
               const SkPlacement *placement)
{
  static const char *changes[] = { "kept", "new", "moved", "missed", "removed" };
  static const char *fixed[] = { "", " pinned", " running", " manual" };

  g_string_append_printf (text, "  %s ", sk_task_get_id (placement->task));
  add_span (text, rules, placement->span);
  g_string_append_printf (text, " %s%s promised %d why %d lost %d late %d slack %d warnings %x\n",
                          changes[placement->change], fixed[placement->fixed],
                          placement->is_promised, (int) placement->why, (int) placement->lost,
                          (int) placement->late_why, (int) (placement->slack / 60),
                          placement->warnings);

  for (guint i = 0; placement->blocked != NULL && i < placement->blocked->len; i++)
    {
      static const char *by[] = { "busy", "task", "promise", "hours", "earliest-start",
                                  "blocker", "buffer", "pin", "ban", "past", "limit" };
      const SkBlocked *blocked = &g_array_index (placement->blocked, SkBlocked, i);

      g_string_append_printf (text, "    %s ", by[blocked->by]);
      add_span (text, rules, blocked->span);
      g_string_append_printf (text, " %s\n", blocked->title != NULL ? blocked->title : "");
    }
}

/**
 * sk_world_dup_plan:
 * @plan: a plan
 *
 * Returns: (transfer full): every promise-worthy word of it, in lines
 */
char *
sk_world_dup_plan (SkPlan *plan)
{
  static const char *whys[] = { "too-long", "no-room", "blocker-unplaced", "bad-duration",
                                "earliest-start-beyond" };
  GString *text = g_string_new ("placements\n");
  SkRules *rules = sk_plan_get_rules (plan);

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    add_placement (text, rules, sk_plan_get_placement (plan, i));

  g_string_append (text, "unplaced\n");
  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (plan, i);

      g_string_append_printf (text, "  %s %s%s, takes %d min, %s\n",
                              sk_task_get_id (unplaced->task), whys[unplaced->why],
                              unplaced->change == SK_CHANGE_REMOVED ? " removed" : "",
                              (int) (unplaced->length / 60),
                              unplaced->blocker != NULL ? sk_task_get_id (unplaced->blocker)
                                                        : "-");
    }

  g_string_append (text, "left alone\n");
  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    {
      const SkLeftAlone *left = sk_plan_get_left_alone (plan, i);

      g_string_append_printf (text, "  %s %d\n", sk_task_get_id (left->task), (int) left->why);
    }

  return g_string_free (text, FALSE);
}
