/* sk-world.c — random worlds for the planner, the same ones for a seed
 *
 * They are meant to be unkind: odd hours in weeks of clock changes, estimates
 * that make no sense, placements no one could have planned.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-world.h"

#include <math.h>

#define DAY ((gint64) 24 * 60 * 60)

/* A day on which the clock is put, in each zone twice. */
typedef struct
{
  const char *zone;
  int         year, month, day;
} Jump;

static const Jump jumps[] = {
  { "Europe/Berlin",       2026,  3, 29 }, { "Europe/Berlin",       2026, 10, 25 },
  { "America/New_York",    2026,  3,  8 }, { "America/New_York",    2026, 11,  1 },
  { "Australia/Lord_Howe", 2026,  4,  5 }, { "Australia/Lord_Howe", 2026, 10,  4 },
  { "Pacific/Chatham",     2026,  4,  5 }, { "Pacific/Chatham",     2026,  9, 27 },
  { "America/Sao_Paulo",   2018,  2, 17 }, { "America/Sao_Paulo",   2018, 11,  4 },
  { "Africa/Casablanca",   2026,  2, 15 }, { "Africa/Casablanca",   2026,  3, 22 },
  { "UTC",                 2026,  6, 14 }, { "UTC",                 2026, 12, 31 },
};

static gboolean
chance (GRand  *rand,
        double  share)
{
  return g_rand_double (rand) < share;
}

#define PICK(rand, array) ((array)[g_rand_int_range ((rand), 0, G_N_ELEMENTS (array))])

static gint64
day_of (const Jump *jump)
{
  g_autoptr(GDateTime) date = g_date_time_new_utc (jump->year, jump->month, jump->day, 0, 0, 0);

  return g_date_time_to_unix (date) / DAY;
}

/**
 * sk_world_knobs_roll:
 * @knobs: (out caller-allocates): any kind of world
 * @rand: where chance comes from
 */
void
sk_world_knobs_roll (SkWorldKnobs *knobs,
                     GRand        *rand)
{
  static const int slots[] = { 5, 10, 15, 15, 15, 20, 30, 60 };
  static const int buffers[] = { 0, 0, 0, 5, 10, 15, 30 };
  static const SkStability stabilities[] = { SK_STABILITY_STEADY, SK_STABILITY_KEEP_ALL,
                                             SK_STABILITY_REBUILD };
  const Jump *jump = &PICK (rand, jumps);
  gboolean plain = chance (rand, 0.3);

  *knobs = (SkWorldKnobs) {
    .zone = jump->zone,
    .day = day_of (jump) - g_rand_int_range (rand, 0, 6) + (chance (rand, 0.3) ? 40 : 0),
    .slot_minutes = PICK (rand, slots),
    .days_ahead = chance (rand, 0.05) ? 60 : g_rand_int_range (rand, 1, 11),
    .buffer_minutes = PICK (rand, buffers),
    .stability = PICK (rand, stabilities),
    .due_dates_count = chance (rand, 0.85),
    .fill_today = chance (rand, 0.7),
    .day_limit_percent = chance (rand, 0.8) ? 100 : g_rand_int_range (rand, 10, 100),
    .n_tasks = (guint) g_rand_int_range (rand, 0, chance (rand, 0.1) ? 60 : 16),
    .n_busy = (guint) g_rand_int_range (rand, 0, 12),
    .odd_hours = chance (rand, 0.5),
    .exceptions = plain ? 0 : 0.15,
    .due = 0.6,
    .due_dates = 0.6,
    .earliest = 0.15,
    .blocked = plain ? 0.1 : g_rand_double (rand) * 0.6,
    .gone = plain ? 0 : 0.08,
    .pinned = 0.08,
    .present = g_rand_double (rand),
    .garbage = plain ? 0 : 0.35,
    .opted_out = 0.06,
    .closed = 0.1,
    .no_duration = 0.1,
    .odd_duration = plain ? 0 : 0.1,
    .banned = plain ? 0 : 0.1,
  };
}

/* What one world is built with. */
typedef struct
{
  const SkWorldKnobs *knobs;
  GRand              *rand;
  GTimeZone          *zone;
  SkRules            *rules;
  gint64              at;
} Builder;

/* The instant of a wall time, as GLib has it. */
static gint64
instant (Builder *self,
         gint64   day,
         int      minute)
{
  GDate date;

  sk_day_to_date (day, &date);

  g_autoptr(GDateTime) midnight =
    g_date_time_new (self->zone, g_date_get_year (&date), (int) g_date_get_month (&date),
                     g_date_get_day (&date), minute / 60 % 24, minute % 60, 0);

  return g_date_time_to_unix (midnight);
}

static gint64
any_day (Builder *self,
         int      before,
         int      after)
{
  return self->knobs->day +
         g_rand_int_range (self->rand, -before, self->knobs->days_ahead + after + 1);
}

static gint64
any_instant (Builder *self,
             int      before,
             int      after,
             int      minutes)
{
  int minute = g_rand_int_range (self->rand, 0, SK_MINUTES_A_DAY / minutes) * minutes;

  return instant (self, any_day (self, before, after), minute);
}

static void
add_range (GArray *ranges,
           int     start,
           int     end)
{
  SkRange range = { start, end };

  if (start < end)
    g_array_append_val (ranges, range);
}

/* Cuts anywhere; where a range ends, another may begin. */
static void
add_odd_ranges (GArray *ranges,
                GRand  *rand)
{
  int grain = chance (rand, 0.5) ? 5 : 30, at = g_rand_int_range (rand, 0, 120) / grain * grain;

  if (chance (rand, 0.4))
    at = 0;

  while (at < SK_MINUTES_A_DAY && ranges->len < 6)
    {
      int end = at + g_rand_int_range (rand, 1, 600 / grain) * grain;

      if (chance (rand, 0.15))
        end = SK_MINUTES_A_DAY;
      add_range (ranges, at, MIN (end, SK_MINUTES_A_DAY));
      at = end + (chance (rand, 0.3) ? 0 : g_rand_int_range (rand, 1, 300 / grain) * grain);
    }
}

static GArray *
any_ranges (Builder *self,
            guint    weekday)
{
  GArray *ranges = sk_ranges_new ();

  if (self->knobs->odd_hours)
    {
      if (chance (self->rand, 0.85))
        add_odd_ranges (ranges, self->rand);
    }
  else if (weekday < 5)
    {
      add_range (ranges, 9 * 60, 12 * 60 + 30);
      add_range (ranges, 13 * 60 + 15, 17 * 60 + 30);
    }

  return ranges;
}

static SkRules *
any_rules (Builder *self)
{
  g_autoptr(GArray) exceptions = sk_exceptions_new ();
  SkRulesInit init = {
    .zone_name = self->knobs->zone,
    .zone = self->zone,
    .exceptions = exceptions,
    .slot_minutes = self->knobs->slot_minutes,
    .days_ahead = self->knobs->days_ahead,
    .buffer_minutes = self->knobs->buffer_minutes,
    .stability = self->knobs->stability,
    .due_dates = self->knobs->due_dates_count,
    .fill_today = self->knobs->fill_today,
    .default_duration_hours = SK_DEFAULT_DURATION_HOURS,
    .day_limit_percent = self->knobs->day_limit_percent,
  };

  for (guint i = 0; i < 7; i++)
    init.week[i] = any_ranges (self, i);

  for (int i = 0; i < self->knobs->days_ahead; i++)
    if (chance (self->rand, self->knobs->exceptions))
      {
        SkException exception = { self->knobs->day + i, sk_ranges_new () };

        if (chance (self->rand, 0.7))
          add_odd_ranges (exception.ranges, self->rand);
        g_array_append_val (exceptions, exception);
      }

  SkRules *rules = sk_rules_new (&init);

  for (guint i = 0; i < 7; i++)
    g_array_unref (init.week[i]);

  return rules;
}

static double
any_hours (Builder *self)
{
  static const double usual[] = { 0.25, 0.5, 0.5, 1, 1, 1, 1.5, 2, 2, 3, 4, 6 };
  static const double uneven[] = { 0.01, 0.1, 1.0 / 3, 0.6, 1.01, 1.99, 2.5000000001, 5.1 };
  static const double odd[] = { 0, -1, 9, 13, 24, 30, 8760, 8761, 1e300, INFINITY, -INFINITY };

  if (chance (self->rand, self->knobs->odd_duration))
    return chance (self->rand, 0.1) ? (double) NAN : PICK (self->rand, odd);

  return chance (self->rand, 0.3) ? PICK (self->rand, uneven) : PICK (self->rand, usual);
}

static gint64
any_seconds (Builder *self,
             double   hours)
{
  gint64 slot = (gint64) self->knobs->slot_minutes * 60;

  if (!(hours > 0 && hours < 48))
    return 2 * slot;

  return (gint64) MAX (ceil (hours * 3600 / (double) slot - 1e-9), 1) * slot;
}

/* A place in someone's hours, as long as it should be. */
static void
place_well (Builder    *self,
            SkTaskInit *init,
            gint64      seconds)
{
  gint64 day = any_day (self, 1, 1);
  guint n;
  const SkRange *ranges = sk_rules_get_ranges (self->rules, day, &n);

  if (n == 0)
    return;

  const SkRange *range = &ranges[g_rand_int_range (self->rand, 0, (gint32) n)];
  int slot = self->knobs->slot_minutes, first = (range->start_minute + slot - 1) / slot;
  int room = MAX (range->end_minute / slot - first - (int) (seconds / 60 / slot), 0);
  int minute = MIN ((first + g_rand_int_range (self->rand, 0, room + 1)) * slot, 1439);
  gint64 start = instant (self, day, minute);

  init->scheduled_start = sk_when_instant (start);
  init->scheduled_end = sk_when_instant (start + seconds);
}

static void
place_badly (Builder    *self,
             SkTaskInit *init)
{
  gint64 start = any_instant (self, 2, 2, 1);
  gint64 length = g_rand_int_range (self->rand, 0, 40) * 300;

  init->scheduled_start = sk_when_instant (start);
  switch (g_rand_int_range (self->rand, 0, 7))
    {
    case 0:
      break;

    case 1:
      init->scheduled_start = sk_when_day (any_day (self, 2, 2));
      break;

    case 2:
      init->scheduled_start = sk_when_day (any_day (self, 2, 2));
      init->scheduled_end = sk_when_day (init->scheduled_start.value +
                                         g_rand_int_range (self->rand, 0, 3));
      break;

    case 3:
      init->scheduled_end = sk_when_instant (start - length);
      break;

    case 4:
      init->scheduled_start = sk_when_instant (self->at - length);
      init->scheduled_end = sk_when_instant (self->at + g_rand_int_range (self->rand, 0, 9) * 600);
      break;

    case 5:
      init->scheduled_start = sk_when_instant (start - start % 900);
      init->scheduled_end = sk_when_instant (start - start % 900 + length);
      break;

    default:
      init->scheduled_end = sk_when_instant (start + length + g_rand_int_range (self->rand, 0, 60));
      break;
    }
}

static GStrv
any_blockers (Builder *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  int n = (int) self->knobs->n_tasks;

  if (!chance (self->rand, self->knobs->blocked))
    return NULL;

  for (int i = g_rand_int_range (self->rand, 1, 4); i > 0; i--)
    {
      g_autofree char *id = chance (self->rand, self->knobs->gone)
                            ? g_strdup ("gone")
                            : g_strdup_printf ("t%03d", g_rand_int_range (self->rand, 0, n));

      g_strv_builder_add (ids, id);
    }

  return g_strv_builder_end (ids);
}

static void
stand_aside (Builder    *self,
             SkTaskInit *init)
{
  static const SkStanding standings[] = { SK_STANDING_DONE, SK_STANDING_CANCELED,
                                          SK_STANDING_BACKLOG, SK_STANDING_STATUS };

  init->opted_out = chance (self->rand, self->knobs->opted_out);
  if (chance (self->rand, self->knobs->closed))
    init->standing = PICK (self->rand, standings);
}

static void
wish (Builder    *self,
      SkTaskInit *init)
{
  if (chance (self->rand, self->knobs->due))
    init->due = chance (self->rand, self->knobs->due_dates)
                ? sk_when_day (any_day (self, 2, 3))
                : sk_when_instant (any_instant (self, 2, 3, 5));
  if (chance (self->rand, self->knobs->earliest))
    init->earliest_start = chance (self->rand, 0.5)
                           ? sk_when_day (any_day (self, 2, 2))
                           : sk_when_instant (any_instant (self, 2, 2, 1));
}

static SkTask *
any_task (Builder *self,
          guint    number)
{
  g_autofree char *id = g_strdup_printf ("t%03u", number);
  g_autofree char *title = g_strdup_printf ("Task %u", number);
  g_auto(GStrv) blockers = any_blockers (self);
  SkTaskInit init = {
    .id = id,
    .title = title,
    .ranked = chance (self->rand, 0.9),
    .rank = g_rand_int_range (self->rand, 0, 12) * 2.5,
    .has_duration = !chance (self->rand, self->knobs->no_duration),
    .duration_hours = any_hours (self),
    .pinned = chance (self->rand, self->knobs->pinned),
    .blocked_by = (const char *const *) blockers,
  };

  if (chance (self->rand, 0.02))
    init.rank = (double) NAN;
  if (!init.has_duration)
    init.duration_hours = SK_DEFAULT_DURATION_HOURS;
  wish (self, &init);
  stand_aside (self, &init);

  if (chance (self->rand, self->knobs->present))
    {
      if (chance (self->rand, self->knobs->garbage))
        place_badly (self, &init);
      else
        place_well (self, &init, any_seconds (self, init.duration_hours));
    }

  return sk_task_new (&init);
}

static void
add_busy (Builder *self,
          GArray  *busy,
          guint    number)
{
  static const int minutes[] = { 0, 7, 30, 30, 45, 60, 60, 90, 240, 1500 };
  g_autofree char *title = g_strdup_printf ("Meeting %u", number);
  gint64 start = any_instant (self, 1, 1, chance (self->rand, 0.2) ? 1 : 15);

  sk_busy_array_add (busy, (SkSpan) { start, start + PICK (self->rand, minutes) * 60 }, title);
}

static void
add_bans (Builder *self,
          GArray  *bans,
          SkTask  *task)
{
  while (chance (self->rand, self->knobs->banned))
    {
      gint64 start = any_instant (self, 0, 0, 15);
      SkSpan span = { start, start + g_rand_int_range (self->rand, 0, 20) * 1800 };

      sk_ban_array_add (bans, sk_task_get_id (task), span);
    }
}

/**
 * sk_world_new:
 * @knobs: what it is made of
 * @rand: where chance comes from
 *
 * Returns: (transfer full): a world
 */
SkWorld *
sk_world_new (const SkWorldKnobs *knobs,
              GRand              *rand)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (knobs->zone);
  Builder builder = { .knobs = knobs, .rand = rand, .zone = zone };
  SkSnapshotInit init = {
    .tasks = sk_task_array_new (),
    .busy = sk_busy_array_new (),
    .bans = sk_ban_array_new (),
  };

  g_assert_nonnull (zone);
  builder.rules = any_rules (&builder);
  builder.at = instant (&builder, knobs->day, g_rand_int_range (rand, 0, SK_MINUTES_A_DAY));
  if (chance (rand, 0.3))
    builder.at -= builder.at % 900;

  for (guint i = 0; i < knobs->n_busy; i++)
    add_busy (&builder, init.busy, i);
  for (guint i = 0; i < knobs->n_tasks; i++)
    {
      g_ptr_array_add (init.tasks, any_task (&builder, i));
      add_bans (&builder, init.bans, g_ptr_array_index (init.tasks, i));
    }

  SkWorld *self = g_new0 (SkWorld, 1);
  self->snapshot = sk_snapshot_new_take (&init);
  self->rules = builder.rules;
  self->at = builder.at;

  return self;
}

/**
 * sk_world_new_seeded:
 * @seed: a number
 *
 * Returns: (transfer full): a world of any kind, always the same for @seed
 */
SkWorld *
sk_world_new_seeded (guint32 seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  SkWorldKnobs knobs;

  sk_world_knobs_roll (&knobs, rand);

  return sk_world_new (&knobs, rand);
}

void
sk_world_free (SkWorld *self)
{
  sk_snapshot_unref (self->snapshot);
  sk_rules_unref (self->rules);
  g_free (self);
}
