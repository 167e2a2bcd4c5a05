/* test-ticker.c — when we look again: a table, and months that pass in a moment
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-fake-alarm.h"
#include "sk-ticker.h"
#include "sk-wall-alarm.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

#define SEED 7

static SkRules *
make_rules (const char *zone_name)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zone_name);

  g_assert_nonnull (zone);

  return sk_rules_new (&(SkRulesInit) {
    .zone_name = zone_name,
    .zone = zone,
    .slot_minutes = SK_DEFAULT_SLOT_MINUTES,
    .days_ahead = SK_DEFAULT_DAYS_AHEAD,
    .default_duration_hours = SK_DEFAULT_DURATION_HOURS,
    .day_limit_percent = SK_DEFAULT_DAY_LIMIT_PERCENT,
  });
}

/* Local midnight, or the first moment of the day. */
static gint64
midnight (const char *zone_name,
          int         year,
          int         month,
          int         day)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr(GDateTime) at = g_date_time_new (zone, year, month, day, 0, 0, 0);

  return g_date_time_to_unix (at);
}

/* --- what is next --- */

#define NEVER -1
#define FOR_EVER -1

/* All times are in minutes after eight on a Monday in Berlin; 0: not set. */
typedef struct
{
  const char  *name;
  int          interval;
  int          poll;
  int          slot_end;
  int          slot_start;
  int          paused_until;
  gboolean     sparing;
  gboolean     is_busy;
  int          last_pass;
  int          last_look;
  guint        n_failures;
  int          wish_at;
  SkPassReason wish;
  int          told_end;
  int          told_start;
  int          now;
  int          expect;
  SkTickKind   kind;
  SkPassReason reason;
} Row;

#define PASS(why) .kind = SK_TICK_PASS, .reason = SK_PASS_##why

static const Row rows[] = {
  { "the-first-pass-is-now", .interval = 10, .poll = 2, .now = 3, .expect = 3, PASS (START) },
  { "then-one-each-interval", .interval = 10, .last_pass = 5, .last_look = 6, .now = 7,
    .expect = 15, PASS (INTERVAL) },
  { "what-is-overdue-is-due-now", .interval = 10, .last_pass = 5, .now = 70,
    .expect = 70, PASS (INTERVAL) },
  { "a-poll-comes-before", .interval = 10, .poll = 2, .last_pass = 5, .last_look = 6, .now = 7,
    .expect = 8, SK_TICK_POLL },
  { "a-pass-stands-for-the-poll-due-with-it", .interval = 10, .poll = 2, .last_pass = 5,
    .last_look = 13, .now = 14, .expect = 15, PASS (INTERVAL) },
  { "no-polls-if-nobody-wants-them", .interval = 10, .poll = 0, .last_pass = 5, .last_look = 6,
    .now = 7, .expect = 15, PASS (INTERVAL) },
  { "a-slot-ends-sooner", .interval = 30, .last_pass = 5, .slot_end = 20, .told_end = 20,
    .now = 6, .expect = 20, PASS (SLOT_END) },
  { "its-end-is-told-before-its-pass", .interval = 30, .last_pass = 5, .slot_end = 20,
    .now = 20, .expect = 20, .kind = SK_TICK_SLOT_END },
  { "an-end-that-had-its-pass-has-no-other", .interval = 30, .last_pass = 20, .slot_end = 20,
    .told_end = 20, .now = 21, .expect = 50, PASS (INTERVAL) },
  { "a-slot-end-says-more-than-an-interval", .interval = 15, .last_pass = 5, .slot_end = 20,
    .told_end = 20, .now = 6, .expect = 20, PASS (SLOT_END) },
  { "it-says-more-than-midnight", .interval = 1440, .last_pass = 5, .slot_end = 16 * 60,
    .told_end = 16 * 60, .now = 6, .expect = 16 * 60, PASS (SLOT_END) },
  { "a-start-is-told", .interval = 30, .last_pass = 5, .slot_start = 20, .now = 6,
    .expect = 20, .kind = SK_TICK_SLOT_START },
  { "a-start-is-told-once", .interval = 30, .last_pass = 5, .slot_start = 20, .told_start = 20,
    .now = 20, .expect = 35, PASS (INTERVAL) },
  { "a-start-slept-through-is-no-news", .interval = 1440, .last_pass = 5, .slot_start = 20,
    .now = 25, .expect = 16 * 60, PASS (MIDNIGHT) },
  { "an-end-slept-through-is-news", .interval = 1440, .last_pass = 5, .slot_end = 20,
    .now = 200, .expect = 200, .kind = SK_TICK_SLOT_END },
  { "midnight-is-a-pass", .interval = 1440, .last_pass = 5, .now = 7, .expect = 16 * 60,
    PASS (MIDNIGHT) },
  { "midnight-says-more-than-an-interval", .interval = 10, .last_pass = 16 * 60 - 10,
    .now = 16 * 60 - 1, .expect = 16 * 60, PASS (MIDNIGHT) },
  { "a-pass-at-midnight-is-that-of-midnight", .interval = 1440, .last_pass = 16 * 60,
    .now = 16 * 60, .expect = 40 * 60, PASS (MIDNIGHT) },
  { "a-pause-holds-passes-and-polls", .interval = 10, .poll = 2, .last_pass = 5, .last_look = 6,
    .paused_until = 60, .now = 7, .expect = 60, PASS (INTERVAL) },
  { "a-pause-that-is-over-holds-nothing", .interval = 10, .last_pass = 65, .paused_until = 60,
    .now = 67, .expect = 75, PASS (INTERVAL) },
  { "a-pause-without-end-has-no-next", .interval = 10, .poll = 2, .last_pass = 5,
    .paused_until = FOR_EVER, .now = 700, .expect = NEVER },
  { "not-even-a-first-one", .interval = 10, .poll = 2, .paused_until = FOR_EVER, .now = 7,
    .expect = NEVER },
  { "news-is-told-in-a-pause", .interval = 10, .last_pass = 5, .slot_end = 20,
    .paused_until = FOR_EVER, .now = 6, .expect = 20, .kind = SK_TICK_SLOT_END },
  { "what-the-person-asks-for-is-done-in-a-pause", .interval = 10, .last_pass = 5,
    .paused_until = FOR_EVER, .wish_at = 30, .wish = SK_PASS_ASKED, .now = 30, .expect = 30,
    PASS (ASKED) },
  { "other-wishes-wait-for-its-end", .interval = 10, .last_pass = 5, .paused_until = 60,
    .wish_at = 30, .wish = SK_PASS_ZONE, .now = 31, .expect = 60, PASS (ZONE) },
  { "a-wish-that-waits-stands-for-what-is-overdue", .interval = 10, .poll = 2, .last_pass = 5,
    .last_look = 6, .wish_at = 301, .wish = SK_PASS_RESUME, .now = 300, .expect = 301,
    PASS (RESUME) },
  { "sparing-makes-everything-rarer", .interval = 10, .poll = 0, .sparing = TRUE,
    .last_pass = 5, .now = 7, .expect = 35, PASS (INTERVAL) },
  { "polls-too", .interval = 10, .poll = 2, .sparing = TRUE, .last_pass = 5, .last_look = 6,
    .now = 7, .expect = 12, SK_TICK_POLL },
  { "but-not-midnight", .interval = 1440, .sparing = TRUE, .last_pass = 5, .now = 7,
    .expect = 16 * 60, PASS (MIDNIGHT) },
  { "after-a-failure-no-polls", .interval = 10, .poll = 2, .last_pass = 5, .last_look = 6,
    .n_failures = 1, .now = 7, .expect = 15, PASS (INTERVAL) },
  { "a-long-interval-is-tried-again-sooner", .interval = 300, .last_pass = 5, .n_failures = 1,
    .now = 7, .expect = 15, PASS (INTERVAL) },
  { "and-then-less-and-less", .interval = 300, .last_pass = 5, .n_failures = 3, .now = 7,
    .expect = 45, PASS (INTERVAL) },
  { "but-never-less-than-each-interval", .interval = 300, .last_pass = 5, .n_failures = 4000000,
    .now = 7, .expect = 305, PASS (INTERVAL) },
  { "a-short-interval-stays-one", .interval = 1, .last_pass = 5, .n_failures = 9, .now = 5,
    .expect = 6, PASS (INTERVAL) },
  { "nothing-begins-while-something-runs", .interval = 10, .poll = 2, .is_busy = TRUE,
    .last_pass = 5, .last_look = 1, .now = 100, .expect = NEVER },
  { "not-even-what-the-person-asks-for", .interval = 10, .is_busy = TRUE, .last_pass = 5,
    .wish_at = 6, .wish = SK_PASS_ASKED, .now = 7, .expect = NEVER },
  { "news-is-told-while-something-runs", .interval = 10, .is_busy = TRUE, .last_pass = 5,
    .slot_end = 6, .now = 6, .expect = 6, .kind = SK_TICK_SLOT_END },
};

static gint64
instant (int minutes)
{
  return minutes == 0 ? 0 : midnight ("Europe/Berlin", 2026, 11, 23) + 8 * HOUR +
                            (gint64) minutes * MINUTE;
}

static void
test_next (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(SkRules) rules = make_rules ("Europe/Berlin");
  SkTickerInputs inputs = {
    .rules = rules,
    .interval_minutes = row->interval,
    .poll_minutes = row->poll,
    .slot_end = instant (row->slot_end),
    .slot_start = instant (row->slot_start),
    .paused_until = row->paused_until == FOR_EVER ? G_MAXINT64 : instant (row->paused_until),
    .sparing = row->sparing,
  };
  SkTickerPast past = {
    .is_busy = row->is_busy,
    .last_pass = instant (row->last_pass),
    .last_look = instant (row->last_look),
    .n_failures = row->n_failures,
    .wish = row->wish,
    .wish_at = row->wish_at != 0 ? instant (row->wish_at) : SK_ALARM_NEVER,
    .told_end = instant (row->told_end),
    .told_start = instant (row->told_start),
  };
  SkTick next = sk_tick_next (&inputs, &past, instant (row->now));

  if (row->expect == NEVER)
    {
      g_assert_cmpint (next.at, ==, SK_ALARM_NEVER);
      return;
    }

  g_assert_cmpint (next.at, ==, instant (row->expect));
  g_assert_cmpint (next.kind, ==, row->kind);
  if (row->kind == SK_TICK_PASS)
    g_assert_cmpint (next.reason, ==, row->reason);
}

/* --- a world in which time passes --- */

typedef struct
{
  gint64       at;
  SkPassReason reason;
} Pass;

typedef struct
{
  SkFakeAlarm    *alarm;
  SkTicker       *ticker;
  SkRules        *rules;
  SkTickerInputs  inputs;
  int             pass_seconds;         /* how long one takes */
  int             poll_seconds;
  gboolean        is_failing;
  gint64          ends_at;              /* what runs; SK_ALARM_NEVER: nothing */
  GArray         *passes;               /* (element-type Pass) */
  guint           n_polls;
  guint           n_ends;
  guint           n_starts;
} World;

static gint64
now (World *world)
{
  return sk_fake_alarm_get_now (world->alarm);
}

static void
begin (World *world,
       int    seconds)
{
  g_assert_cmpint (world->ends_at, ==, SK_ALARM_NEVER);
  world->ends_at = now (world) + seconds;
}

static void
on_pass (SkTicker     *ticker,
         SkPassReason  reason,
         World        *world)
{
  Pass pass = { now (world), reason };

  if (reason != SK_PASS_ASKED)
    g_assert_cmpint (world->inputs.paused_until, <=, now (world));

  g_array_append_val (world->passes, pass);
  begin (world, world->pass_seconds);
}

static void
on_poll (SkTicker *ticker,
         World    *world)
{
  g_assert_cmpint (world->inputs.paused_until, <=, now (world));
  world->n_polls++;
  begin (world, world->poll_seconds);
}

static void
on_slot_end (SkTicker *ticker,
             World    *world)
{
  world->n_ends++;
}

static void
on_slot_start (SkTicker *ticker,
               World    *world)
{
  world->n_starts++;
}

/* Nothing is wanted yet; passes take twenty seconds and polls two. */
static void
world_init (World      *world,
            const char *zone_name,
            gint64      at)
{
  world->alarm = sk_fake_alarm_new (at);
  world->ticker = sk_ticker_new (SK_ALARM (world->alarm), sk_fake_alarm_get_clock (world->alarm),
                                 SEED);
  world->rules = make_rules (zone_name);
  world->inputs = (SkTickerInputs) { .rules = world->rules, .interval_minutes = 10 };
  world->pass_seconds = 20;
  world->poll_seconds = 2;
  world->ends_at = SK_ALARM_NEVER;
  world->passes = g_array_new (FALSE, FALSE, sizeof (Pass));
  g_signal_connect (world->ticker, "pass", G_CALLBACK (on_pass), world);
  g_signal_connect (world->ticker, "poll", G_CALLBACK (on_poll), world);
  g_signal_connect (world->ticker, "slot-end", G_CALLBACK (on_slot_end), world);
  g_signal_connect (world->ticker, "slot-start", G_CALLBACK (on_slot_start), world);
}

static gboolean
has_listeners (gpointer    alarm,
               const char *signal)
{
  return g_signal_has_handler_pending (alarm, g_signal_lookup (signal, SK_TYPE_ALARM), 0, FALSE);
}

static void
world_clear (World *world)
{
  g_assert_finalize_object (world->ticker);
  g_assert_false (has_listeners (world->alarm, "rang"));
  g_assert_false (has_listeners (world->alarm, "clock-changed"));
  g_assert_cmpint (sk_fake_alarm_get_when (world->alarm), ==, SK_ALARM_NEVER);
  g_assert_finalize_object (world->alarm);
  sk_rules_unref (world->rules);
  g_array_unref (world->passes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
set_inputs (World *world)
{
  sk_ticker_set_inputs (world->ticker, &world->inputs);
}

static void
end_what_runs (World *world)
{
  world->ends_at = SK_ALARM_NEVER;
  sk_ticker_finish (world->ticker, !world->is_failing);
}

/* Lets time pass until @to, and what has begun end in its time. */
static void
run_until (World  *world,
           gint64  to)
{
  gint64 next;

  while ((next = MIN (sk_fake_alarm_get_when (world->alarm), world->ends_at)) <= to)
    {
      if (world->ends_at <= next)
        {
          sk_fake_alarm_advance (world->alarm, MAX (next, now (world)));
          if (world->ends_at <= next)
            end_what_runs (world);
        }
      else
        sk_fake_alarm_advance (world->alarm, MAX (next, now (world)));
    }

  sk_fake_alarm_advance (world->alarm, to);
}

static void
run_for (World  *world,
         gint64  seconds)
{
  run_until (world, now (world) + seconds);
}

static const Pass *
last_pass (World *world)
{
  g_assert_cmpuint (world->passes->len, >, 0);

  return &g_array_index (world->passes, Pass, world->passes->len - 1);
}

static guint
count (World        *world,
       SkPassReason  reason)
{
  guint n = 0;

  for (guint i = 0; i < world->passes->len; i++)
    n += g_array_index (world->passes, Pass, i).reason == reason;

  return n;
}

static void
forget (World *world)
{
  g_array_set_size (world->passes, 0);
  world->n_polls = 0;
}

/* --- months --- */

typedef struct
{
  const char *name;
  const char *zone;
  int         year;
  int         month;            /* from its first day to the first of the next */
  int         hours;            /* in it */
} Month;

/* In Havana the clocks skip midnight in March and show it twice in November. */
static const Month months[] = {
  { "berlin-in-march", "Europe/Berlin", 2026, 3, 31 * 24 - 1 },
  { "berlin-in-october", "Europe/Berlin", 2026, 10, 31 * 24 + 1 },
  { "havana-in-march", "America/Havana", 2026, 3, 31 * 24 - 1 },
  { "havana-in-november", "America/Havana", 2025, 11, 30 * 24 + 1 },
  { "lord-howe-in-april", "Australia/Lord_Howe", 2026, 4, 30 * 24 },   /* and a half */
  { "kathmandu-in-may", "Asia/Kathmandu", 2026, 5, 31 * 24 },
};

static int
day_of_month (World  *world,
              gint64  at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, sk_rules_get_zone (world->rules));

  return g_date_time_get_day_of_month (local);
}

/* Each day but the first begins with a pass, at its first second. */
static void
assert_each_midnight_once (World *world)
{
  int day = 1;

  for (guint i = 0; i < world->passes->len; i++)
    {
      const Pass *pass = &g_array_index (world->passes, Pass, i);

      if (pass->reason == SK_PASS_MIDNIGHT)
        {
          g_assert_cmpint (day_of_month (world, pass->at - 1), ==, day);
          g_assert_cmpint (day_of_month (world, pass->at), ==, day + 1);
          day++;
        }
      g_assert_cmpint (day_of_month (world, pass->at), ==, day);
    }
}

static void
test_month (gconstpointer data)
{
  const Month *month = data;
  gint64 start = midnight (month->zone, month->year, month->month, 1);
  gint64 end = midnight (month->zone, month->year, month->month + 1, 1);
  guint n_passes = (guint) ((end - start) / (10 * MINUTE));
  g_auto(World) world = { 0 };

  g_assert_cmpint ((end - start) / HOUR, ==, month->hours);

  world_init (&world, month->zone, start);
  world.inputs.poll_minutes = 2;
  set_inputs (&world);
  run_until (&world, end - 1);

  g_assert_cmpuint (world.passes->len, ==, n_passes);
  g_assert_cmpuint (count (&world, SK_PASS_START), ==, 1);
  g_assert_cmpuint (count (&world, SK_PASS_INTERVAL), ==,
                    n_passes - (guint) day_of_month (&world, end - 1));
  assert_each_midnight_once (&world);
  g_assert_cmpint (day_of_month (&world, last_pass (&world)->at), ==,
                   day_of_month (&world, end - 1));

  /* four polls fit between two passes, and nothing else wakes anybody */
  g_assert_cmpuint (world.n_polls, ==, 4 * n_passes);
  g_assert_cmpuint (sk_fake_alarm_get_n_rings (world.alarm), ==, 5 * n_passes);
}

/* Whatever the interval, each day begins with a pass. */
static void
test_midnight_at_any_interval (void)
{
  static const int intervals[] = { 7, 59, 613, 1440 };
  gint64 start = midnight ("Europe/Berlin", 2026, 10, 1);
  gint64 end = midnight ("Europe/Berlin", 2026, 11, 1);

  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    {
      g_auto(World) world = { 0 };

      world_init (&world, "Europe/Berlin", start + 5 * HOUR);
      world.inputs.interval_minutes = intervals[i];
      set_inputs (&world);
      run_until (&world, end - 1);

      g_assert_cmpuint (count (&world, SK_PASS_MIDNIGHT), ==, 30);
      assert_each_midnight_once (&world);
      g_assert_cmpuint (sk_fake_alarm_get_n_rings (world.alarm), ==, world.passes->len);
    }
}

/* --- one thing after another --- */

#define START (midnight ("Europe/Berlin", 2026, 11, 23) + 8 * HOUR)

static void
world_begin (World *world)
{
  world_init (world, "Europe/Berlin", START);
  set_inputs (world);
  run_for (world, MINUTE);
  g_assert_cmpuint (count (world, SK_PASS_START), ==, 1);
  forget (world);
}

static void
test_nothing_before_inputs (void)
{
  g_auto(World) world = { 0 };

  world_init (&world, "Europe/Berlin", START);
  sk_ticker_ask (world.ticker, SK_PASS_NETWORK);
  sk_fake_alarm_jump (world.alarm, START + DAY);
  run_for (&world, DAY);
  g_assert_cmpuint (sk_fake_alarm_get_n_rings (world.alarm), ==, 0);
  g_assert_cmpint (sk_ticker_get_next_pass (world.ticker), ==, SK_ALARM_NEVER);

  set_inputs (&world);
  g_assert_cmpuint (world.passes->len, ==, 0);
  run_for (&world, 0);
  g_assert_cmpuint (world.passes->len, ==, 1);
}

static void
test_inputs_count_at_once (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  g_assert_cmpint (sk_ticker_get_next_pass (world.ticker), ==, START + 10 * MINUTE);

  world.inputs.interval_minutes = 5;
  set_inputs (&world);
  g_assert_cmpint (sk_ticker_get_next_pass (world.ticker), ==, START + 5 * MINUTE);

  world.inputs.sparing = TRUE;
  set_inputs (&world);
  g_assert_cmpint (sk_ticker_get_next_pass (world.ticker), ==, START + 15 * MINUTE);
  run_until (&world, START + 15 * MINUTE);
  g_assert_cmpuint (world.passes->len, ==, 1);
  g_assert_cmpint (last_pass (&world)->at, ==, START + 15 * MINUTE);
}

static void
test_pause (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  world.inputs.poll_minutes = 2;
  world.inputs.paused_until = START + 26 * HOUR;
  set_inputs (&world);
  sk_ticker_ask (world.ticker, SK_PASS_NETWORK);
  run_for (&world, HOUR);
  sk_fake_alarm_jump (world.alarm, now (&world) + 3 * HOUR);
  run_until (&world, START + 26 * HOUR - 1);
  g_assert_cmpuint (world.passes->len, ==, 0);
  g_assert_cmpuint (world.n_polls, ==, 0);

  /* a night, a network and a sleep: one pass for all of it */
  run_until (&world, START + 26 * HOUR + 9 * MINUTE);
  g_assert_cmpuint (world.passes->len, ==, 1);
  g_assert_cmpint (last_pass (&world)->at, ==, START + 26 * HOUR);
}

static void
test_pause_until_resumed (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  world.inputs.poll_minutes = 2;
  world.inputs.paused_until = G_MAXINT64;
  set_inputs (&world);

  guint n_rings = sk_fake_alarm_get_n_rings (world.alarm);

  g_assert_cmpint (sk_fake_alarm_get_when (world.alarm), ==, SK_ALARM_NEVER);
  g_assert_cmpint (sk_ticker_get_next_pass (world.ticker), ==, SK_ALARM_NEVER);
  run_for (&world, 31 * DAY);
  g_assert_cmpuint (sk_fake_alarm_get_n_rings (world.alarm), ==, n_rings);

  world.inputs.paused_until = 0;
  set_inputs (&world);
  run_for (&world, MINUTE);
  g_assert_cmpuint (world.passes->len, ==, 1);
}

static void
test_asked_in_a_pause (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  world.inputs.paused_until = G_MAXINT64;
  set_inputs (&world);
  sk_ticker_ask (world.ticker, SK_PASS_NETWORK);
  run_for (&world, HOUR);
  g_assert_cmpuint (world.passes->len, ==, 0);

  sk_ticker_ask (world.ticker, SK_PASS_ASKED);
  run_for (&world, DAY);
  g_assert_cmpuint (world.passes->len, ==, 1);
  g_assert_cmpint (last_pass (&world)->reason, ==, SK_PASS_ASKED);
}

static void
test_never_two_at_once (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  world.inputs.poll_minutes = 2;
  set_inputs (&world);
  world.pass_seconds = 25 * MINUTE;
  sk_ticker_ask (world.ticker, SK_PASS_SETTINGS);
  run_for (&world, MINUTE);
  g_assert_cmpint (last_pass (&world)->reason, ==, SK_PASS_SETTINGS);

  /* two intervals, a dozen polls, and whatever else: one pass, at its end */
  sk_ticker_ask (world.ticker, SK_PASS_ASKED);
  sk_ticker_ask (world.ticker, SK_PASS_ZONE);
  sk_ticker_ask (world.ticker, SK_PASS_ASKED);
  sk_ticker_ask (world.ticker, SK_PASS_NETWORK);
  run_until (&world, START + 26 * MINUTE - 1);
  g_assert_cmpuint (world.passes->len, ==, 1);
  world.pass_seconds = 20;
  run_until (&world, START + 28 * MINUTE);
  g_assert_cmpuint (world.passes->len, ==, 2);
  g_assert_cmpint (last_pass (&world)->at, ==, START + 26 * MINUTE);
  g_assert_cmpint (last_pass (&world)->reason, ==, SK_PASS_ASKED);
  g_assert_cmpuint (world.n_polls, ==, 0);
}

static void
test_found_by_a_poll (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  world.inputs.poll_minutes = 2;
  set_inputs (&world);
  world.poll_seconds = 30;
  run_until (&world, START + 20 + 2 * MINUTE);
  g_assert_cmpuint (world.n_polls, ==, 1);

  sk_ticker_ask (world.ticker, SK_PASS_EDITED);
  run_for (&world, 29);
  g_assert_cmpuint (world.passes->len, ==, 0);
  run_for (&world, 1);
  g_assert_cmpuint (world.passes->len, ==, 1);
  g_assert_cmpint (last_pass (&world)->reason, ==, SK_PASS_EDITED);
}

static void
assert_within_jitter (World  *world,
                      gint64  since)
{
  g_assert_cmpint (last_pass (world)->at - since, >=, 10);
  g_assert_cmpint (last_pass (world)->at - since, <=, 30);
}

static void
test_sleep (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  world.inputs.poll_minutes = 2;
  world.inputs.slot_end = START + 30 * MINUTE;
  world.inputs.slot_start = START + 40 * MINUTE;
  set_inputs (&world);

  /* over midnight; then the alarm, logind and the network all say so */
  sk_fake_alarm_jump (world.alarm, START + 20 * HOUR);
  sk_ticker_ask (world.ticker, SK_PASS_RESUME);
  run_for (&world, 5);
  sk_ticker_ask (world.ticker, SK_PASS_NETWORK);
  run_for (&world, 4);
  g_assert_cmpuint (world.passes->len + world.n_polls, ==, 0);
  g_assert_cmpuint (world.n_ends, ==, 1);
  g_assert_cmpuint (world.n_starts, ==, 0);

  run_for (&world, 9 * MINUTE);
  g_assert_cmpuint (world.passes->len, ==, 1);
  assert_within_jitter (&world, START + 20 * HOUR);
}

static void
test_jitter (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_auto(World) world = { 0 };
  g_auto(World) twin = { 0 };

  world_begin (&world);
  world_begin (&twin);
  for (guint i = 0; i < 200; i++)
    {
      gint64 at = now (&world);

      sk_ticker_ask (world.ticker, SK_PASS_NETWORK);
      sk_ticker_ask (twin.ticker, SK_PASS_NETWORK);
      run_for (&world, MINUTE);
      run_for (&twin, MINUTE);
      assert_within_jitter (&world, at);
      g_assert_cmpint (last_pass (&world)->at, ==, last_pass (&twin)->at);
      g_hash_table_add (seen, GINT_TO_POINTER (last_pass (&world)->at - at));
    }

  g_assert_cmpuint (world.passes->len, ==, 200);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 21);
}

/* A network that comes and goes does not put the pass off for ever. */
static void
test_flapping (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  for (guint i = 0; i < 8; i++)
    {
      sk_ticker_ask (world.ticker, SK_PASS_NETWORK);
      run_for (&world, 5);
    }

  g_assert_cmpuint (world.passes->len, >=, 1);
  g_assert_cmpint (g_array_index (world.passes, Pass, 0).at - START, <=, MINUTE + 30);
}

static void
test_offline (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  world.inputs.poll_minutes = 2;
  world.is_failing = TRUE;
  set_inputs (&world);
  run_until (&world, START + HOUR + 9 * MINUTE);
  g_assert_cmpuint (world.n_polls, ==, 1);
  g_assert_cmpuint (world.passes->len, ==, 6);
  g_assert_cmpuint (count (&world, SK_PASS_INTERVAL), ==, 6);

  world.is_failing = FALSE;
  sk_ticker_ask (world.ticker, SK_PASS_NETWORK);
  run_for (&world, 3 * MINUTE);
  g_assert_cmpint (count (&world, SK_PASS_NETWORK), ==, 1);
  g_assert_cmpuint (world.n_polls, ==, 2);
}

static void
test_clock_put_forward (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  sk_fake_alarm_jump (world.alarm, START + 3 * HOUR);
  run_for (&world, 9 * MINUTE);
  g_assert_cmpuint (world.passes->len, ==, 1);
  g_assert_cmpint (last_pass (&world)->reason, ==, SK_PASS_CLOCK);
  assert_within_jitter (&world, START + 3 * HOUR);
}

/* Over midnight, while a pass is wanted and another runs; then as ever. */
static void
test_clock_put_back (void)
{
  gint64 back = START - 12 * HOUR;
  g_auto(World) world = { 0 };

  world_begin (&world);
  world.inputs.poll_minutes = 2;
  set_inputs (&world);
  sk_ticker_ask (world.ticker, SK_PASS_SETTINGS);
  run_for (&world, 1);
  sk_ticker_ask (world.ticker, SK_PASS_SETTINGS);
  sk_fake_alarm_jump (world.alarm, back);
  world.ends_at = back + 5;
  forget (&world);

  run_for (&world, 40);
  g_assert_cmpuint (world.passes->len, ==, 1);
  g_assert_cmpint (last_pass (&world)->reason, ==, SK_PASS_CLOCK);
  assert_within_jitter (&world, back);

  gint64 at = last_pass (&world)->at;

  run_until (&world, at + 20 * MINUTE);
  g_assert_cmpuint (world.passes->len, ==, 3);
  g_assert_cmpuint (world.n_polls, ==, 8);
  g_assert_cmpint (last_pass (&world)->at, ==, at + 20 * MINUTE);
  run_until (&world, START);
  g_assert_cmpuint (count (&world, SK_PASS_MIDNIGHT), ==, 1);
}

/* As when the clock is put back between the ringing and the looking. */
static void
test_rings_too_early (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  sk_alarm_emit_rang (SK_ALARM (world.alarm));
  g_assert_cmpuint (world.passes->len, ==, 0);
  g_assert_cmpint (sk_fake_alarm_get_when (world.alarm), ==, START + 10 * MINUTE);
}

static void
test_slots (void)
{
  g_auto(World) world = { 0 };

  world_begin (&world);
  world.inputs.slot_end = START + 5 * MINUTE;
  world.inputs.slot_start = START + 5 * MINUTE;
  set_inputs (&world);
  run_until (&world, START + 5 * MINUTE);
  g_assert_cmpuint (world.n_ends, ==, 1);
  g_assert_cmpuint (world.n_starts, ==, 1);
  g_assert_cmpuint (world.passes->len, ==, 1);
  g_assert_cmpint (last_pass (&world)->reason, ==, SK_PASS_SLOT_END);

  /* said again, as after a pass that failed: nothing new */
  set_inputs (&world);
  run_for (&world, 9 * MINUTE);
  g_assert_cmpuint (world.n_ends, ==, 1);
  g_assert_cmpuint (world.n_starts, ==, 1);
  g_assert_cmpuint (world.passes->len, ==, 1);

  world.inputs.slot_end = START + 20 * MINUTE;
  world.inputs.slot_start = 0;
  set_inputs (&world);
  run_until (&world, START + 20 * MINUTE);
  g_assert_cmpuint (world.n_ends, ==, 2);
  g_assert_cmpint (last_pass (&world)->reason, ==, SK_PASS_SLOT_END);
}

/* --- a month of anything --- */

/* Something that happens to a machine now and then. */
static void
happen (World *world,
        GRand *rand)
{
  gint64 at = now (world);

  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
      sk_fake_alarm_jump (world->alarm, at + g_rand_int_range (rand, 1, 10 * HOUR));
      break;
    case 1:
      sk_fake_alarm_jump (world->alarm, at - g_rand_int_range (rand, 1, 2 * HOUR));
      break;
    case 2:
      sk_ticker_ask (world->ticker, SK_PASS_NETWORK);
      break;
    case 3:
      sk_ticker_ask (world->ticker, SK_PASS_ASKED);
      break;
    case 4:
      world->inputs.paused_until = at + g_rand_int_range (rand, 1, 3 * HOUR);
      break;
    case 5:
      world->inputs.paused_until = g_rand_boolean (rand) ? G_MAXINT64 : 0;
      break;
    case 6:
      world->inputs.sparing = !world->inputs.sparing;
      break;
    case 7:
      world->inputs.slot_end = at + g_rand_int_range (rand, -HOUR, 2 * HOUR);
      world->inputs.slot_start = at + g_rand_int_range (rand, -HOUR, 2 * HOUR);
      break;
    case 8:
      world->is_failing = !world->is_failing;
      break;
    default:
      world->pass_seconds = g_rand_int_range (rand, 0, 20 * MINUTE);
    }

  if (world->ends_at != SK_ALARM_NEVER)
    world->ends_at = MIN (world->ends_at, now (world) + 20 * MINUTE);
  set_inputs (world);
}

/* After whatever happened, the next pass is never farther than an interval. */
static void
assert_alive (World *world)
{
  gint64 next = sk_ticker_get_next_pass (world->ticker);

  g_assert_cmpint (next, >=, now (world));
  if (world->inputs.paused_until == G_MAXINT64)
    return;

  g_assert_cmpint (next, <=, MAX (now (world), world->inputs.paused_until) + 30 * MINUTE);
  g_assert_true (world->ends_at != SK_ALARM_NEVER ||
                 sk_fake_alarm_get_when (world->alarm) <= next);
}

/* on_pass() and on_poll() watch that nothing begins in a pause or twice. */
static void
test_anything (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);
  g_auto(World) world = { 0 };
  guint n_happened = 0;

  world_begin (&world);
  world.inputs.poll_minutes = 2;
  set_inputs (&world);
  for (guint i = 0; i < 5000; i++)
    {
      happen (&world, rand);
      assert_alive (&world);
      run_for (&world, g_rand_int_range (rand, 0, 30 * MINUTE));
      assert_alive (&world);
    }

  n_happened = world.passes->len + world.n_polls + world.n_ends + world.n_starts;
  g_assert_cmpuint (world.passes->len, >, 1000);
  g_assert_cmpuint (world.n_polls, >, 1000);

  /* it rings for something, or to see that a start was slept through; once
   * for the first pass, which world_begin() forgot */
  g_assert_cmpuint (sk_fake_alarm_get_n_rings (world.alarm), >=, n_happened);
  g_assert_cmpuint (sk_fake_alarm_get_n_rings (world.alarm), <=, n_happened + 1);
}

/* --- by the machine's own clock --- */

static void
on_pass_really (SkTicker     *ticker,
                SkPassReason  reason,
                GArray       *reasons)
{
  g_array_append_val (reasons, reason);
  sk_ticker_finish (ticker, TRUE);
}

static void
test_really (void)
{
  g_autoptr(SkRules) rules = make_rules ("Europe/Berlin");
  g_autoptr(GArray) reasons = g_array_new (FALSE, FALSE, sizeof (SkPassReason));
  g_autoptr(SkWallAlarm) alarm = sk_wall_alarm_new (NULL);
  g_autoptr(SkTicker) ticker = sk_ticker_new (SK_ALARM (alarm), (SkClock) { FALSE }, SEED);

  g_signal_connect (ticker, "pass", G_CALLBACK (on_pass_really), reasons);
  sk_ticker_set_inputs (ticker, &(SkTickerInputs) { .rules = rules, .interval_minutes = 1440 });
  while (reasons->len < 1)
    g_main_context_iteration (NULL, TRUE);
  sk_ticker_ask (ticker, SK_PASS_ASKED);
  while (reasons->len < 2)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (g_array_index (reasons, SkPassReason, 0), ==, SK_PASS_START);
  g_assert_cmpint (g_array_index (reasons, SkPassReason, 1), ==, SK_PASS_ASKED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/ticker/next/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_next);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *path = g_strconcat ("/ticker/month/", months[i].name, NULL);
      g_test_add_data_func (path, &months[i], test_month);
    }
  g_test_add_func ("/ticker/month/midnight-at-any-interval", test_midnight_at_any_interval);
  g_test_add_func ("/ticker/month/of-anything", test_anything);
  g_test_add_func ("/ticker/nothing-before-inputs", test_nothing_before_inputs);
  g_test_add_func ("/ticker/inputs-count-at-once", test_inputs_count_at_once);
  g_test_add_func ("/ticker/pause", test_pause);
  g_test_add_func ("/ticker/pause-until-resumed", test_pause_until_resumed);
  g_test_add_func ("/ticker/asked-in-a-pause", test_asked_in_a_pause);
  g_test_add_func ("/ticker/never-two-at-once", test_never_two_at_once);
  g_test_add_func ("/ticker/found-by-a-poll", test_found_by_a_poll);
  g_test_add_func ("/ticker/sleep", test_sleep);
  g_test_add_func ("/ticker/jitter", test_jitter);
  g_test_add_func ("/ticker/flapping", test_flapping);
  g_test_add_func ("/ticker/offline", test_offline);
  g_test_add_func ("/ticker/clock-put-forward", test_clock_put_forward);
  g_test_add_func ("/ticker/clock-put-back", test_clock_put_back);
  g_test_add_func ("/ticker/rings-too-early", test_rings_too_early);
  g_test_add_func ("/ticker/slots", test_slots);
  g_test_add_func ("/ticker/really", test_really);

  return g_test_run ();
}
