/* sk-instance.c — weeks at an office, random but always the same for a seed
 *
 * Unlike the worlds of sk-world.c they are meant to be usual: figures about
 * the quality and the speed of plans are made with them.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-instance.h"

#include <math.h>

#define HOUR ((gint64) 60 * 60)
#define DAY (24 * HOUR)
#define SLOT ((gint64) SK_INSTANCE_SLOT_MINUTES * 60)

/* Monday, 5 January 2026. */
#define FIRST_DAY ((gint64) 20458)

/* 09:00-12:30 and 13:15-17:30: a bit per slot from 09:00 on. */
#define SLOTS_A_DAY 34
#define OPEN_SLOTS_A_DAY 31
#define OPEN_SLOTS ((G_GUINT64_CONSTANT (0x1ffff) << 17) | G_GUINT64_CONSTANT (0x3fff))

#define NOWHERE (-1)

/* Where a task is, or is due: @day counts from the first, @slot from 09:00. */
typedef struct
{
  int day;
  int slot;
} Place;

/* A task in the making. */
typedef struct
{
  int      n_slots;
  Place    earliest;
  gboolean whole_day;           /* the earliest start is a date */
  Place    hidden;              /* its place in the hidden plan; the day may be NOWHERE */
  SkWhen   due;
  double   urgency;             /* 0: due first, 1: due last or never */
  int      blocker;             /* or NOWHERE */
  gboolean pinned;
  double   rank;
} Draft;

typedef struct
{
  const SkInstanceKnobs *knobs;
  GRand                 *rand;
  int                    n_days;
  gint64                *nine;  /* per day: 09:00 */
  guint64               *free;  /* per day, a bit per slot */
  Draft                 *drafts;
  guint                 *order;
} Builder;

static gboolean
chance (Builder *self,
        double   share)
{
  return g_rand_double (self->rand) < share;
}

static int
roll_weighted (GRand     *rand,
               const int  values[],
               const int  percents[])
{
  int i = 0;

  for (int at = g_rand_int_range (rand, 0, 100); at >= percents[i]; i++)
    at -= percents[i];

  return values[i];
}

/**
 * sk_instance_roll_hours:
 * @rand: where chance comes from
 *
 * Returns: how long a usual task takes
 */
double
sk_instance_roll_hours (GRand *rand)
{
  static const int quarters[] = { 1, 2, 4, 6, 8, 12, 16, 24 };
  static const int percents[] = { 14, 18, 24, 10, 14, 10, 6, 4 };

  /* the longest range has 17 quarters */
  return MIN (roll_weighted (rand, quarters, percents), 17) / 4.0;
}

/**
 * sk_instance_roll_meeting:
 * @rand: where chance comes from
 *
 * Returns: how many minutes a usual meeting takes
 */
int
sk_instance_roll_meeting (GRand *rand)
{
  static const int minutes[] = { 30, 45, 60, 90 };
  static const int percents[] = { 45, 15, 30, 10 };

  return roll_weighted (rand, minutes, percents);
}

/**
 * sk_instance_knobs_usual:
 * @knobs: (out caller-allocates): what planner.md §8 names first
 */
void
sk_instance_knobs_usual (SkInstanceKnobs *knobs)
{
  *knobs = (SkInstanceKnobs) {
    .zone = "Europe/Berlin",
    .n_tasks = 100,
    .least_days = 1,
    .load = 0.8,
    .planted = TRUE,
    .slack_days = 1,
    .due_share = 0.8,
    .correlation = 0.5,
    .meetings = 0.25,
    .due = 0.6,
    .due_dates = 0.8,
    .earliest = 0.1,
    .blocked = 0.1,
    .pinned = 0.03,
  };
}

/**
 * sk_instance_knobs_small:
 * @knobs: (out caller-allocates): a case small enough to be solved exactly
 * @least: how many tasks at least
 * @most: how many tasks at most
 * @seed: which case
 *
 * From easy to hopeless; without a clock that is put.
 */
void
sk_instance_knobs_small (SkInstanceKnobs *knobs,
                         guint            least,
                         guint            most,
                         guint32          seed)
{
  static const double shares[] = { 0.5, 0.8, 1.1 };
  static const double slacks[] = { 0.1, 0.3, 1 };
  static const double correlations[] = { 0, 0.5 };

  sk_instance_knobs_usual (knobs);
  knobs->zone = "UTC";
  knobs->n_tasks = least + seed / 24 % (most - least + 1);
  knobs->least_days = 3;
  knobs->planted = seed % 4 == 3;
  knobs->load = knobs->planted ? 0.95 : 0.75;
  knobs->due_share = shares[seed / 4 % 3];
  knobs->slack_days = slacks[seed / 4 % 3];
  knobs->correlation = correlations[seed / 12 % 2];
  knobs->blocked = 0.15;
}

static gboolean
is_open (int day)
{
  return day % 7 < 5;
}

static guint64
mask_of (int slot,
         int n_slots)
{
  return ((G_GUINT64_CONSTANT (1) << n_slots) - 1) << slot;
}

/* A bit for each slot at which @n_slots free ones begin. */
static guint64
find_starts (guint64 free,
             int     n_slots)
{
  for (int known = 1; known < n_slots;)
    {
      int more = MIN (known, n_slots - known);

      free &= free >> more;
      known += more;
    }

  return free;
}

static gboolean
find_first (Builder *self,
            Place    from,
            int      n_slots,
            Place   *place)
{
  for (int day = from.day; day < self->n_days; day++)
    {
      guint64 free = self->free[day];

      if (day == from.day)
        free = free >> from.slot << from.slot;
      free = find_starts (free, n_slots);
      if (free != 0)
        {
          *place = (Place) { day, __builtin_ctzll (free) };
          return TRUE;
        }
    }

  return FALSE;
}

static gint64
instant (Builder *self,
         int      day,
         int      slot)
{
  int late = MAX (day - self->n_days, 0);       /* what is due beyond the horizon */

  return self->nine[day - late] + late * DAY + slot * SLOT;
}

static int
next_open_day (int day)
{
  while (!is_open (day))
    day++;

  return day;
}

static int
any_open_day (Builder *self,
              int      n_days)
{
  int day = g_rand_int_range (self->rand, 0, CLAMP (n_days, 1, self->n_days));

  return is_open (day) ? day : day - day % 7 + 4;
}

static void
roll_lengths (Builder *self)
{
  for (guint i = 0; i < self->knobs->n_tasks; i++)
    self->drafts[i].n_slots = (int) (sk_instance_roll_hours (self->rand) * 4);
}

/* So many days that the tasks fill the share of the free time they should. */
static int
count_days (Builder *self)
{
  double n_slots = 0;

  if (self->knobs->days_ahead > 0)
    return self->knobs->days_ahead;

  for (guint i = 0; i < self->knobs->n_tasks; i++)
    n_slots += self->drafts[i].n_slots;
  n_slots /= self->knobs->load * OPEN_SLOTS_A_DAY * (1 - self->knobs->meetings);

  int n_open = MAX ((int) ceil (MIN (n_slots, SK_MAX_DAYS_AHEAD)), 1);
  int n_days = (n_open - 1) / 5 * 7 + (n_open - 1) % 5 + 1;

  return CLAMP (n_days, self->knobs->least_days, SK_MAX_DAYS_AHEAD);
}

static void
open_days (Builder *self)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (self->knobs->zone);

  g_assert_nonnull (zone);
  self->n_days = count_days (self);
  self->nine = g_new (gint64, self->n_days + 1);
  self->free = g_new0 (guint64, self->n_days + 1);
  for (int i = 0; i <= self->n_days; i++)
    {
      GDate date;

      sk_day_to_date (FIRST_DAY + i, &date);

      g_autoptr(GDateTime) nine =
        g_date_time_new (zone, g_date_get_year (&date), (int) g_date_get_month (&date),
                         g_date_get_day (&date), 9, 0, 0);

      self->nine[i] = g_date_time_to_unix (nine);
      if (is_open (i) && i < self->n_days)
        self->free[i] = OPEN_SLOTS;
    }
}

static int
count_slots (guint64 mask)
{
  return __builtin_popcountll (mask);
}

static void
add_meetings (Builder *self,
              GArray  *busy)
{
  int wanted = 0;

  for (int i = 0; i < self->n_days; i++)
    wanted += count_slots (self->free[i]);
  wanted = (int) (wanted * self->knobs->meetings);

  for (guint number = 1; wanted > 0; number++)
    {
      int day = any_open_day (self, self->n_days);
      int slot = 2 * g_rand_int_range (self->rand, 0, SLOTS_A_DAY / 2);
      int minutes = sk_instance_roll_meeting (self->rand);
      guint64 taken = self->free[day] & mask_of (slot, minutes / SK_INSTANCE_SLOT_MINUTES);
      g_autofree char *title = g_strdup_printf ("Meeting %u", number);
      gint64 start = instant (self, day, slot);

      wanted -= count_slots (taken);
      self->free[day] &= ~taken;
      sk_busy_array_add (busy, (SkSpan) { start, start + minutes * 60 }, title);
    }
}

static void
roll_earliest (Builder *self)
{
  for (guint i = 0; i < self->knobs->n_tasks; i++)
    if (chance (self, self->knobs->earliest))
      {
        Draft *draft = &self->drafts[i];

        draft->whole_day = chance (self, 0.5);
        draft->earliest.day = any_open_day (self, (int) (self->n_days * 0.6) + 1);
        if (!draft->whole_day)
          draft->earliest.slot = g_rand_int_range (self->rand, 0, 20);
      }
}

static void
shuffle (Builder *self)
{
  for (guint i = 0; i < self->knobs->n_tasks; i++)
    {
      guint j = (guint) g_rand_int_range (self->rand, 0, (gint32) i + 1);

      self->order[i] = self->order[j];
      self->order[j] = i;
    }
}

/* Each task at the earliest place that fits, in any order. */
static void
hide_plan (Builder *self)
{
  shuffle (self);
  for (guint i = 0; i < self->knobs->n_tasks; i++)
    {
      Draft *draft = &self->drafts[self->order[i]];

      if (find_first (self, draft->earliest, draft->n_slots, &draft->hidden))
        self->free[draft->hidden.day] &= ~mask_of (draft->hidden.slot, draft->n_slots);
      else
        draft->hidden.day = NOWHERE;
    }
}

static gboolean
is_before (Builder     *self,
           const Draft *a,
           const Draft *b)
{
  return a->hidden.day != NOWHERE && b->hidden.day != NOWHERE &&
         instant (self, a->hidden.day, a->hidden.slot + a->n_slots) <=
         instant (self, b->hidden.day, b->hidden.slot);
}

/* Only what the hidden plan keeps. */
static void
roll_blocker (Builder *self,
              Draft   *draft)
{
  for (int tries = 0; tries < 20 && draft->blocker == NOWHERE; tries++)
    {
      int other = g_rand_int_range (self->rand, 0, (gint32) self->knobs->n_tasks);

      if (is_before (self, &self->drafts[other], draft))
        draft->blocker = other;
    }
}

static double
roll_exponential (Builder *self,
                  double   mean)
{
  return -mean * log (1 - g_rand_double (self->rand));
}

static void
set_due (Builder *self,
         Draft   *draft,
         int      day,
         int      slot)
{
  gboolean whole_day = chance (self, self->knobs->due_dates);
  double end = day + (whole_day ? 1 : slot / (double) SLOTS_A_DAY);

  draft->urgency = MIN (end / self->n_days, 1);
  draft->due = whole_day ? sk_when_day (FIRST_DAY + day)
                         : sk_when_instant (instant (self, day, slot));
}

static void
roll_due (Builder *self,
          Draft   *draft)
{
  if (!chance (self, self->knobs->due))
    return;

  if (!self->knobs->planted)
    {
      int day = any_open_day (self, (int) (self->n_days * self->knobs->due_share) + 1);

      set_due (self, draft, day, g_rand_int_range (self->rand, 4, SLOTS_A_DAY + 1));
    }
  else if (draft->hidden.day != NOWHERE)
    {
      double slack = roll_exponential (self, self->knobs->slack_days);
      int end = draft->hidden.slot + draft->n_slots;
      int slot = end + (int) ((slack - floor (slack)) * SLOTS_A_DAY);

      set_due (self, draft, next_open_day (draft->hidden.day + (int) slack),
               MIN (slot, SLOTS_A_DAY));
    }
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  Builder *self = user_data;
  guint i = *(const guint *) a, j = *(const guint *) b;
  double one = self->drafts[i].rank, other = self->drafts[j].rank;

  if (one < other || one > other)
    return one < other ? -1 : 1;

  return i < j ? -1 : i > j;
}

static void
roll_ranks (Builder *self)
{
  guint n = self->knobs->n_tasks;
  double share = self->knobs->correlation;

  for (guint i = 0; i < n; i++)
    {
      self->order[i] = i;
      self->drafts[i].rank = share * self->drafts[i].urgency +
                             (1 - share) * g_rand_double (self->rand);
    }

  g_qsort_with_data (self->order, (int) n, sizeof (guint), compare_ranks, self);
  for (guint i = 0; i < n; i++)
    self->drafts[self->order[i]].rank = n - i;
}

static void
roll_wishes (Builder *self)
{
  for (guint i = 0; i < self->knobs->n_tasks; i++)
    {
      Draft *draft = &self->drafts[i];

      draft->urgency = 1;
      draft->blocker = NOWHERE;
      roll_due (self, draft);
      if (draft->hidden.day != NOWHERE && chance (self, self->knobs->pinned))
        draft->pinned = TRUE;
      else if (chance (self, self->knobs->blocked))
        roll_blocker (self, draft);
    }
}

static SkTask *
task_of (Builder *self,
         guint    number)
{
  const Draft *draft = &self->drafts[number];
  g_autofree char *id = g_strdup_printf ("t%06u", number);
  g_autofree char *title = g_strdup_printf ("Task %u", number);
  g_autofree char *blocker = g_strdup_printf ("t%06d", draft->blocker);
  const char *blockers[] = { blocker, NULL };
  SkTaskInit init = {
    .id = id,
    .title = title,
    .ranked = TRUE,
    .rank = draft->rank,
    .has_duration = TRUE,
    .duration_hours = draft->n_slots / 4.0,
    .due = draft->due,
    .pinned = draft->pinned,
    .blocked_by = draft->blocker == NOWHERE ? NULL : blockers,
  };

  if (draft->earliest.day > 0 || draft->earliest.slot > 0)
    init.earliest_start = draft->whole_day
                          ? sk_when_day (FIRST_DAY + draft->earliest.day)
                          : sk_when_instant (instant (self, draft->earliest.day,
                                                      draft->earliest.slot));
  if (draft->pinned)
    {
      gint64 start = instant (self, draft->hidden.day, draft->hidden.slot);

      init.scheduled_start = sk_when_instant (start);
      init.scheduled_end = sk_when_instant (start + draft->n_slots * SLOT);
    }

  return sk_task_new (&init);
}

/**
 * sk_instance_rules_new:
 * @zone: an IANA name
 * @days_ahead: the horizon
 * @stability: what present placements are worth
 * @due_dates: whether due dates count
 * @fill_today: whether idle time today attracts later work
 *
 * Returns: (transfer full): the hours of all instances, and these rules
 */
SkRules *
sk_instance_rules_new (const char  *zone,
                       int          days_ahead,
                       SkStability  stability,
                       gboolean     due_dates,
                       gboolean     fill_today)
{
  static const SkRange ranges[] = { { 9 * 60, 12 * 60 + 30 }, { 13 * 60 + 15, 17 * 60 + 30 } };
  g_autoptr(GTimeZone) time_zone = g_time_zone_new_identifier (zone);
  g_autoptr(GArray) hours = sk_ranges_new ();
  SkRulesInit init = {
    .zone_name = zone,
    .zone = time_zone,
    .slot_minutes = SK_INSTANCE_SLOT_MINUTES,
    .days_ahead = days_ahead,
    .stability = stability,
    .due_dates = due_dates,
    .fill_today = fill_today,
    .default_duration_hours = SK_DEFAULT_DURATION_HOURS,
    .day_limit_percent = SK_DEFAULT_DAY_LIMIT_PERCENT,
  };

  g_array_append_vals (hours, ranges, G_N_ELEMENTS (ranges));
  for (guint i = 0; i < 5; i++)
    init.week[i] = hours;

  return sk_rules_new (&init);
}

/**
 * sk_instance_new:
 * @knobs: what it is made of
 * @seed: a number
 *
 * Its planning instant is a Monday at nine, its rules plan from scratch.
 *
 * Returns: (transfer full): a world, always the same for both
 */
SkWorld *
sk_instance_new (const SkInstanceKnobs *knobs,
                 guint32                seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autofree Draft *drafts = g_new0 (Draft, knobs->n_tasks);
  g_autofree guint *order = g_new0 (guint, knobs->n_tasks);
  Builder builder = { .knobs = knobs, .rand = rand, .drafts = drafts, .order = order };
  SkSnapshotInit init = { .tasks = sk_task_array_new (), .busy = sk_busy_array_new () };

  roll_lengths (&builder);
  open_days (&builder);
  add_meetings (&builder, init.busy);
  roll_earliest (&builder);
  hide_plan (&builder);
  roll_wishes (&builder);
  roll_ranks (&builder);
  for (guint i = 0; i < knobs->n_tasks; i++)
    g_ptr_array_add (init.tasks, task_of (&builder, i));

  SkWorld *self = g_new0 (SkWorld, 1);
  self->snapshot = sk_snapshot_new_take (&init);
  self->rules = sk_instance_rules_new (knobs->zone, builder.n_days, SK_STABILITY_REBUILD, TRUE,
                                       TRUE);
  self->at = builder.nine[0];
  g_free (builder.nine);
  g_free (builder.free);

  return self;
}
