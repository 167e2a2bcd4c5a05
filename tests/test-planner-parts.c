/* test-planner-parts.c — what the planner counts with, against plain counting
 *
 * Days as leaves of a tree, days repeated a week later, slots as bits: each
 * has a slow way to say the same, and is held against it.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-free-time.h"
#include "sk-roster.h"
#include "sk-tally.h"

/* Monday, 5 January 2026. */
#define MONDAY ((gint64) 20458)

/* All day long in touching ranges, on Mondays to Fridays. */
static SkRules *
all_day_rules (const char *zone_name,
               int         slot_minutes,
               int         days_ahead)
{
  static const SkRange ranges[] = { { 0, 540 }, { 540, 800 }, { 800, SK_MINUTES_A_DAY } };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr(GArray) hours = sk_ranges_new ();
  SkRulesInit init = {
    .zone_name = zone_name,
    .zone = zone,
    .slot_minutes = slot_minutes,
    .days_ahead = days_ahead,
    .day_limit_percent = SK_DEFAULT_DAY_LIMIT_PERCENT,
  };

  g_assert_nonnull (zone);
  g_array_append_vals (hours, ranges, G_N_ELEMENTS (ranges));
  for (guint i = 0; i < 5; i++)
    init.week[i] = hours;

  return sk_rules_new (&init);
}

static gint64
start_of (SkRules *rules,
          gint64   day)
{
  g_autoptr(SkWallClock) clock = sk_wall_clock_new_for_day (rules, day);

  return sk_wall_clock_start_of_day (clock, day);
}

/* --- what is left until the end of each day --- */

static int
least_from (const int *left,
            int        n_days,
            int        day)
{
  int least = G_MAXINT;

  for (; day < n_days; day++)
    least = MIN (least, left[day]);

  return least;
}

static int
last_short (const int *left,
            int        until,
            int        n_slots)
{
  int day = until - 1;

  while (day >= 0 && left[day] >= n_slots)
    day--;

  return day;
}

static void
compare_with_plain_counting (const SkTally *tally,
                             const int     *left,
                             int            n_days,
                             GRand         *rand)
{
  int wanted = g_rand_int_range (rand, -5, 60);

  for (int day = 0; day < n_days; day++)
    {
      g_assert_cmpint (sk_tally_get (tally, day), ==, left[day]);
      g_assert_cmpint (sk_tally_get_least (tally, day), ==, least_from (left, n_days, day));
      g_assert_cmpint (sk_tally_find_last_short (tally, day + 1, wanted), ==,
                       last_short (left, day + 1, wanted));
    }
  g_assert_cmpint (sk_tally_find_last_short (tally, 0, wanted), ==, -1);
}

static void
test_tally (gconstpointer data)
{
  int n_days = GPOINTER_TO_INT (data);
  g_autoptr(SkRules) rules = all_day_rules ("UTC", 15, n_days);
  g_autoptr(SkHorizon) horizon = sk_horizon_new (rules, start_of (rules, MONDAY));
  g_autoptr(SkFreeTime) open = sk_free_time_new (horizon, rules);
  g_autoptr(SkTally) tally = sk_tally_new (n_days);
  g_autofree int *room = g_new (int, n_days);
  g_autofree int *left = g_new (int, n_days);
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) n_days);

  for (int day = 0; day < n_days; day++)
    {
      room[day] = sk_free_time_get_room (open, day);
      left[day] = room[day] + (day > 0 ? left[day - 1] : 0);
    }
  sk_tally_count (tally, room);
  compare_with_plain_counting (tally, left, n_days, rand);

  for (int i = 0; i < 30; i++)
    {
      int from = g_rand_int_range (rand, 0, n_days);
      int until = g_rand_int_range (rand, from, n_days + 1);
      int n_slots = g_rand_int_range (rand, 1, 40);

      sk_tally_charge (tally, from, until, n_slots);
      for (int day = from; day < until; day++)
        left[day] -= n_slots;
      compare_with_plain_counting (tally, left, n_days, rand);
    }
}

/* --- who is on which day --- */

static void
compare_with_places (const SkRoster   *roster,
                     const SkPosition *places,
                     const gboolean   *is_on,
                     int               n)
{
  int n_on = 0, n_listed = 0;

  for (int i = 0; i < n; i++)
    n_on += is_on[i];

  for (int day = 0; day < roster->horizon->n_days; day++)
    {
      SkPosition last = G_MAXINT;

      for (int i = roster->first[day]; i >= 0; i = roster->next[i])
        {
          g_assert_true (is_on[i]);
          g_assert_cmpint (sk_horizon_get_day (roster->horizon, places[i]), ==, day);
          g_assert_cmpint (places[i], <, last);
          last = places[i];
          n_listed++;
        }
    }

  g_assert_cmpint (n_listed, ==, n_on);
}

static void
test_roster (void)
{
  g_autoptr(SkRules) rules = all_day_rules ("UTC", 60, 3);
  g_autoptr(SkHorizon) horizon = sk_horizon_new (rules, start_of (rules, MONDAY));
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  SkPosition places[40];
  gboolean is_on[G_N_ELEMENTS (places)] = { FALSE };
  int n = G_N_ELEMENTS (places);
  g_autoptr(SkRoster) roster = sk_roster_new (horizon, places, n);

  for (int step = 0; step < 2000; step++)
    {
      int i = g_rand_int_range (rand, 0, n);

      if (is_on[i])
        {
          sk_roster_remove (roster, i);
        }
      else
        {
          /* each its own, so none is on another */
          places[i] = g_rand_int_range (rand, 0, sk_horizon_get_end (horizon) / n) * n + i;
          sk_roster_add (roster, i);
        }
      is_on[i] = !is_on[i];
      compare_with_places (roster, places, is_on, n);
    }

  sk_roster_clear (roster);
  compare_with_places (roster, places, (gboolean[G_N_ELEMENTS (places)]) { FALSE }, n);
}

/* --- room for a run --- */

static SkPosition
find_plainly (const SkFreeTime *free_time,
              int               n_slots,
              SkPosition        from,
              SkPosition        to,
              int               step)
{
  for (SkPosition i = step > 0 ? from : to - n_slots; i >= from && i + n_slots <= to; i += step)
    if (sk_free_time_count (free_time, i, i + n_slots) == n_slots)
      return i;

  return SK_NOWHERE;
}

static void
compare_starts (SkFreeTime      *free_time,
                const SkHorizon *horizon,
                int              n_slots,
                SkPosition       from)
{
  int day = sk_horizon_get_day (horizon, from);
  SkPosition start = day * horizon->day_bits;
  SkPosition end = start + horizon->day_bits;
  guint64 starts[SK_HORIZON_MOST_WORDS];
  gboolean any = sk_free_time_list_starts (free_time, n_slots, from, end, starts);

  g_assert_cmpint (any, ==, find_plainly (free_time, n_slots, from, end, 1) != SK_NOWHERE);
  for (SkPosition i = start; any && i < end; i++)
    g_assert_cmpint (starts[(i - start) / 64] >> (i - start) % 64 & 1, ==,
                     i >= from && i + n_slots <= end &&
                     sk_free_time_count (free_time, i, i + n_slots) == n_slots);
}

/* Returns the first place for @n_slots somewhere. */
static SkPosition
compare_places (SkFreeTime      *free_time,
                const SkHorizon *horizon,
                int              n_slots,
                GRand           *rand)
{
  SkPosition from = g_rand_int_range (rand, 0, sk_horizon_get_end (horizon));
  SkPosition to = g_rand_int_range (rand, from, sk_horizon_get_end (horizon) + 1);
  SkPosition first = find_plainly (free_time, n_slots, from, to, 1);

  g_assert_cmpint (sk_free_time_find_first (free_time, NULL, n_slots, from, to), ==, first);
  g_assert_cmpint (sk_free_time_find_last (free_time, NULL, n_slots, from, to), ==,
                   find_plainly (free_time, n_slots, from, to, -1));
  compare_starts (free_time, horizon, n_slots, from);

  return first;
}

static int
roll_slots (GRand *rand)
{
  return g_rand_int_range (rand, 1, g_rand_boolean (rand) ? 8 : 80);
}

static void
compare_room (SkFreeTime      *free_time,
              const SkHorizon *horizon,
              GRand           *rand)
{
  int n_slots = roll_slots (rand);
  SkPosition first = compare_places (free_time, horizon, n_slots, rand);

  if (first != SK_NOWHERE)
    {
      g_assert_true (sk_free_time_has (free_time, first, n_slots));
      g_assert_true (sk_free_time_is_free (free_time, first));
      sk_free_time_take (free_time, first, n_slots);
      g_assert_false (sk_free_time_has (free_time, first, n_slots));
      g_assert_false (sk_free_time_is_free (free_time, first));
      if (g_rand_int_range (rand, 0, 3) == 0)
        {
          sk_free_time_lend (free_time, first, n_slots);
          g_assert_true (sk_free_time_has (free_time, first, n_slots));
          compare_places (free_time, horizon, roll_slots (rand), rand);
          sk_free_time_take_back (free_time, first, n_slots);
        }
      else if (g_rand_int_range (rand, 0, 3) == 0)
        {
          sk_free_time_give (free_time, first, n_slots);
        }
    }
}

static void
test_room (gconstpointer data)
{
  g_autoptr(SkRules) rules = all_day_rules ("Europe/Berlin", GPOINTER_TO_INT (data), 40);
  g_autoptr(SkHorizon) horizon = sk_horizon_new (rules, start_of (rules, MONDAY));
  g_autoptr(SkFreeTime) free_time = sk_free_time_new (horizon, rules);
  g_autoptr(GRand) rand = g_rand_new_with_seed (12);

  for (int i = 0; i < 1500; i++)
    compare_room (free_time, horizon, rand);
}

/* --- days, each on its own --- */

typedef struct
{
  const char *zone;
  gint64      first_day;
} Year;

static const Year years[] = {
  { "UTC", MONDAY },
  { "Europe/Berlin", MONDAY },
  { "Pacific/Chatham", MONDAY },
  { "Australia/Lord_Howe", MONDAY },    /* half an hour */
  { "Pacific/Apia", 15200 },            /* 2011: no 30 December */
  { "Asia/Gaza", 16400 },               /* at midnight */
};

static void
compare_day (SkRules         *one_day,
             const SkHorizon *year,
             int              day)
{
  g_autoptr(SkHorizon) alone = sk_horizon_new (one_day, year->day_starts[day]);
  guint first = year->first_stretch[day];
  gboolean is_skipped = year->day_starts[day] == year->day_starts[day + 1];

  if (is_skipped)
    {
      g_assert_cmpint (sk_horizon_count_open (year, day), ==, 0);
      return;
    }

  g_assert_cmpint (alone->first_day, ==, year->first_day + day);
  g_assert_cmpint (alone->day_starts[1], ==, year->day_starts[day + 1]);
  g_assert_cmpint (sk_horizon_count_open (alone, 0), ==, sk_horizon_count_open (year, day));
  g_assert_cmpint (alone->n_stretches, ==, year->first_stretch[day + 1] - first);
  for (guint i = 0; i < alone->n_stretches; i++)
    {
      const SkStretch *one = &alone->stretches[i], *other = &year->stretches[first + i];

      g_assert_cmpint (one->start, ==, other->start);
      g_assert_cmpint (one->n_slots, ==, other->n_slots);
      g_assert_cmpint (one->first, ==, other->first - day * year->day_bits);
    }
}

static void
test_days (gconstpointer data)
{
  const Year *year = data;
  g_autoptr(SkRules) rules = all_day_rules (year->zone, 15, 365);
  g_autoptr(SkRules) one_day = sk_rules_with_days_ahead (rules, 1);
  g_autoptr(SkHorizon) horizon = sk_horizon_new (rules, start_of (rules, year->first_day));

  for (int day = 0; day < horizon->n_days; day++)
    compare_day (one_day, horizon, day);
}

int
main (int    argc,
      char **argv)
{
  static const int n_days[] = { 1, 2, 7, 8, 28, 365 };
  static const int slots[] = { 5, 10, 15, 60 };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (n_days); i++)
    {
      g_autofree char *path = g_strdup_printf ("/planner/tally/counts-%d-days", n_days[i]);

      g_test_add_data_func (path, GINT_TO_POINTER (n_days[i]), test_tally);
    }
  g_test_add_func ("/planner/roster/lists-each-day-from-its-end", test_roster);
  for (gsize i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autofree char *path = g_strdup_printf ("/planner/free-time/finds-runs-of-%d-minutes",
                                               slots[i]);

      g_test_add_data_func (path, GINT_TO_POINTER (slots[i]), test_room);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/horizon/has-each-day-of-a-year-in-",
                                           years[i].zone, NULL);

      g_test_add_data_func (path, &years[i], test_days);
    }

  return g_test_run ();
}
