/* sk-world-change.c — the same world: later, shuffled, or after a write
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-world.h"

#define HOUR ((gint64) 60 * 60)
#define DAY (24 * HOUR)

static gint64
how_far_ahead (SkWorld *self,
               gint64   moment)
{
  GTimeZone *zone = sk_rules_get_zone (self->rules);

  return g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                                                  moment));
}

static SkTaskInit
describe (SkTask *task)
{
  SkTaskInit init = {
    .id = sk_task_get_id (task),
    .title = sk_task_get_title (task),
    .url = sk_task_get_url (task),
    .workspace = sk_task_get_workspace (task),
    .source = sk_task_get_source (task),
    .revision = sk_task_get_revision (task),
    .status = sk_task_get_status (task),
    .standing = sk_task_get_standing (task),
    .due = sk_task_get_due (task),
    .earliest_start = sk_task_get_earliest_start (task),
    .opted_out = sk_task_is_opted_out (task),
    .pinned = sk_task_is_pinned (task),
    .scheduled_start = sk_task_get_scheduled_start (task),
    .scheduled_end = sk_task_get_scheduled_end (task),
    .last_scheduled = sk_task_get_last_scheduled (task),
    .scheduled_json = sk_task_get_scheduled_json (task),
    .last_scheduled_json = sk_task_get_last_scheduled_json (task),
    .blocked_by = sk_task_get_blocked_by (task),
  };

  init.ranked = sk_task_get_rank (task, &init.rank);
  init.has_duration = sk_task_get_duration_hours (task, &init.duration_hours);

  return init;
}

/**
 * sk_task_with_place:
 * @task: a task
 * @start: where its source holds it instead
 * @end: until when
 *
 * Returns: (transfer full): the same task but for that
 */
SkTask *
sk_task_with_place (SkTask *task,
                    SkWhen  start,
                    SkWhen  end)
{
  SkTaskInit init = describe (task);

  init.scheduled_start = start;
  init.scheduled_end = end;

  return sk_task_new (&init);
}

static SkWorld *
world_take (SkWorld        *from,
            SkSnapshotInit *init)
{
  SkWorld *self = g_new0 (SkWorld, 1);

  self->snapshot = sk_snapshot_new_take (init);
  self->rules = sk_rules_ref (from->rules);
  self->at = from->at;

  return self;
}

static SkSpan
later (SkSpan span,
       gint64 seconds)
{
  return (SkSpan) { span.start + seconds, span.end + seconds };
}

static void
copy_around (SkWorld        *self,
             SkSnapshotInit *init,
             gint64          seconds)
{
  init->tasks = sk_task_array_new ();
  init->busy = sk_busy_array_new ();
  init->bans = sk_ban_array_new ();

  for (guint i = 0; i < sk_snapshot_get_n_busy (self->snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (self->snapshot, i);

      sk_busy_array_add (init->busy, later (busy->span, seconds), busy->title);
    }

  for (guint i = 0; i < sk_snapshot_get_n_bans (self->snapshot); i++)
    {
      const SkBan *ban = sk_snapshot_get_ban (self->snapshot, i);

      sk_ban_array_add (init->bans, ban->task, later (ban->span, seconds));
    }
}

static SkWhen
when_later (SkWhen when,
            int    weeks,
            gint64 seconds)
{
  if (when.kind == SK_WHEN_DAY)
    when.value += 7 * weeks;
  else if (when.kind == SK_WHEN_INSTANT)
    when.value += seconds;

  return when;
}

/* Exceptions cannot be listed: they are asked for, day by day. */
static SkRules *
shift_rules (SkWorld  *self,
             int       weeks,
             gboolean  due_dates)
{
  g_autoptr(GArray) exceptions = sk_exceptions_new ();
  gint64 today = (self->at + how_far_ahead (self, self->at)) / DAY;
  int days = sk_rules_get_days_ahead (self->rules);
  SkRulesInit init = {
    .zone_name = sk_rules_get_zone_name (self->rules),
    .zone = sk_rules_get_zone (self->rules),
    .exceptions = exceptions,
    .slot_minutes = sk_rules_get_slot_minutes (self->rules),
    .days_ahead = days,
    .buffer_minutes = sk_rules_get_buffer_minutes (self->rules),
    .stability = sk_rules_get_stability (self->rules),
    .due_dates = due_dates,
    .fill_today = sk_rules_get_fill_today (self->rules),
    .default_duration_hours = sk_rules_get_default_duration_hours (self->rules),
    .day_limit_percent = sk_rules_get_day_limit_percent (self->rules),
  };

  for (gint64 day = today - 10; day < today + days + 10; day++)
    {
      guint n;
      const SkRange *ranges = sk_rules_get_ranges (self->rules, day, &n);
      SkException exception = { day + 7 * weeks, sk_ranges_new () };

      g_array_append_vals (exception.ranges, ranges, n);
      g_array_append_val (exceptions, exception);
    }

  return sk_rules_new (&init);
}

/**
 * sk_world_shifted:
 * @self: a world
 * @weeks: how many weeks later
 * @seconds: (out): what that is between the two planning instants
 *
 * Returns: (transfer full): the same wall times, weeks later
 */
SkWorld *
sk_world_shifted (SkWorld *self,
                  int      weeks,
                  gint64  *seconds)
{
  gint64 plain = 7 * DAY * weeks;
  SkSnapshotInit init = { NULL };

  *seconds = plain + how_far_ahead (self, self->at) - how_far_ahead (self, self->at + plain);
  copy_around (self, &init, *seconds);
  for (guint i = 0; i < sk_snapshot_get_n_tasks (self->snapshot); i++)
    {
      SkTaskInit task = describe (sk_snapshot_get_task (self->snapshot, i));

      task.due = when_later (task.due, weeks, *seconds);
      task.earliest_start = when_later (task.earliest_start, weeks, *seconds);
      task.scheduled_start = when_later (task.scheduled_start, weeks, *seconds);
      task.scheduled_end = when_later (task.scheduled_end, weeks, *seconds);
      g_ptr_array_add (init.tasks, sk_task_new (&task));
    }

  SkWorld *world = world_take (self, &init);

  sk_rules_unref (world->rules);
  world->rules = shift_rules (self, weeks, sk_rules_get_due_dates (self->rules));
  world->at += *seconds;

  return world;
}

/**
 * sk_world_runs_evenly:
 * @self: a world
 *
 * Returns: whether no clock is put in any of its days, nor some days around
 */
gboolean
sk_world_runs_evenly (SkWorld *self)
{
  gint64 end = self->at + (sk_rules_get_days_ahead (self->rules) + 7) * DAY;

  for (gint64 moment = self->at - 7 * DAY; moment < end; moment += HOUR)
    if (how_far_ahead (self, moment) != how_far_ahead (self, self->at))
      return FALSE;

  return TRUE;
}

/**
 * sk_world_shuffled:
 * @self: a world
 * @rand: where chance comes from
 *
 * Returns: (transfer full): the same world, read in another order
 */
SkWorld *
sk_world_shuffled (SkWorld *self,
                   GRand   *rand)
{
  SkSnapshotInit init = { NULL };
  guint n = sk_snapshot_get_n_tasks (self->snapshot);

  copy_around (self, &init, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_insert (init.tasks, g_rand_int_range (rand, 0, (gint32) i + 1),
                        sk_task_ref (sk_snapshot_get_task (self->snapshot, i)));

  for (guint i = init.busy->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      SkBusy busy = g_array_index (init.busy, SkBusy, i - 1);

      g_array_index (init.busy, SkBusy, i - 1) = g_array_index (init.busy, SkBusy, j);
      g_array_index (init.busy, SkBusy, j) = busy;
    }

  return world_take (self, &init);
}

/**
 * sk_world_with_stability:
 * @self: a world
 * @stability: what a placement is worth instead
 *
 * Returns: (transfer full): the same world under that rule
 */
SkWorld *
sk_world_with_stability (SkWorld     *self,
                         SkStability  stability)
{
  SkWorld *world = g_new0 (SkWorld, 1);

  world->snapshot = sk_snapshot_ref (self->snapshot);
  world->rules = sk_rules_with_stability (self->rules, stability);
  world->at = self->at;

  return world;
}

/**
 * sk_world_without_due_dates:
 * @self: a world
 *
 * Returns: (transfer full): the same world, in which due dates promise nothing
 */
SkWorld *
sk_world_without_due_dates (SkWorld *self)
{
  SkWorld *world = g_new0 (SkWorld, 1);

  world->snapshot = sk_snapshot_ref (self->snapshot);
  world->rules = shift_rules (self, 0, FALSE);
  world->at = self->at;

  return world;
}

static void
write_plan (SkPlan    *plan,
            GPtrArray *tasks)
{
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      g_ptr_array_add (tasks, placement->change == SK_CHANGE_KEPT
                              ? sk_task_ref (placement->task)
                              : sk_task_with_place (placement->task,
                                                    sk_when_instant (placement->span.start),
                                                    sk_when_instant (placement->span.end)));
    }

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (plan, i);

      g_ptr_array_add (tasks, unplaced->change == SK_CHANGE_KEPT
                              ? sk_task_ref (unplaced->task)
                              : sk_task_with_place (unplaced->task, (SkWhen) { 0 },
                                                    (SkWhen) { 0 }));
    }

  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    g_ptr_array_add (tasks, sk_task_ref (sk_plan_get_left_alone (plan, i)->task));
}

/**
 * sk_world_written:
 * @self: a world
 * @plan: a plan for it
 *
 * Returns: (transfer full): the world once every change of the plan is written
 */
SkWorld *
sk_world_written (SkWorld *self,
                  SkPlan  *plan)
{
  SkSnapshotInit init = { NULL };

  copy_around (self, &init, 0);
  write_plan (plan, init.tasks);

  return world_take (self, &init);
}
