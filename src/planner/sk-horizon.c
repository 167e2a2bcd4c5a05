/* sk-horizon.c — the days that are planned, as slots
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-horizon.h"

#define DAY_SECONDS (24 * 60 * 60)
#define WEEK_SECONDS (7 * DAY_SECONDS)
#define WORD_BITS 64

/* --- building --- */

static gint64
floor_to (gint64 value,
          gint64 origin,
          gint64 step)
{
  gint64 distance = value - origin;
  gint64 steps = distance >= 0 ? distance / step : -((-distance + step - 1) / step);

  return origin + steps * step;
}

static gint64
ceil_to (gint64 value,
         gint64 origin,
         gint64 step)
{
  return -floor_to (-value, -origin, step);
}

/* What the rules say of a day. */
typedef struct
{
  const SkRange *ranges;
  guint          n;
} Hours;

static Hours *
list_hours (SkHorizon *self,
            SkRules   *rules)
{
  Hours *hours = g_new (Hours, self->n_days);
  guint n = 0;

  for (int day = 0; day < self->n_days; day++)
    {
      hours[day].ranges = sk_rules_get_ranges (rules, self->first_day + day, &hours[day].n);
      n += hours[day].n;
    }

  self->stretches = g_new (SkStretch, n);
  return hours;
}

/* Returns how many positions the day takes. */
static int
add_day (SkHorizon   *self,
         const Hours *hours,
         int          index)
{
  gint64 day = self->first_day + index;
  gint64 start = self->day_starts[index];
  gint64 open_from = start;
  int n_positions = 0;

  for (guint i = 0; i < hours->n; i++)
    {
      SkSpan open = sk_wall_clock_resolve (self->clock, day, &hours->ranges[i]);
      SkSpan whole = {
        /* where an hour is shown twice, one range can end after the next begins */
        ceil_to (MAX (open.start, open_from), start, self->slot),
        floor_to (open.end, start, self->slot),
      };

      if (sk_span_is_empty (whole))
        continue;

      SkStretch stretch = {
        .start = whole.start,
        .first = n_positions,
        .n_slots = sk_horizon_count_slots (self, sk_span_length (whole)),
      };

      open_from = whole.end;
      self->longest = MAX (self->longest, stretch.n_slots);
      n_positions += stretch.n_slots + 1;
      self->stretches[self->n_stretches++] = stretch;
    }

  return n_positions;
}

/* Whether a day has the hours of a week ago, and no clock changes from two days
 * before that one to two days after this, which is more than any offset. */
static gboolean
is_like_a_week_ago (const SkHorizon *self,
                    const Hours     *hours,
                    int              index)
{
  if (index < 7 || hours[index].ranges != hours[index - 7].ranges)
    return FALSE;

  gint64 then = self->day_starts[index - 7];

  return sk_wall_clock_is_even (self->clock, (SkSpan) { then - 2 * DAY_SECONDS,
                                                        then + WEEK_SECONDS + 3 * DAY_SECONDS });
}

static void
repeat_day (SkHorizon *self,
            int        index)
{
  int then = index - 7;

  for (guint i = self->first_stretch[then]; i < self->first_stretch[then + 1]; i++)
    {
      SkStretch *stretch = &self->stretches[self->n_stretches++];

      *stretch = self->stretches[i];
      stretch->start += WEEK_SECONDS;
    }
}

/* Most days need no reckoning: they are like the one a week before.  Returns how
 * many positions the fullest takes. */
static int
list_stretches (SkHorizon *self,
                SkRules   *rules)
{
  g_autofree Hours *hours = list_hours (self, rules);
  int widest = 0;

  for (int day = 0; day < self->n_days; day++)
    {
      self->first_stretch[day] = self->n_stretches;
      if (is_like_a_week_ago (self, hours, day))
        {
          self->day_starts[day] = self->day_starts[day - 7] + WEEK_SECONDS;
          repeat_day (self, day);
          continue;
        }

      self->day_starts[day] = sk_wall_clock_start_of_day (self->clock, self->first_day + day);

      int n_positions = add_day (self, &hours[day], day);

      widest = MAX (widest, n_positions);
    }

  self->first_stretch[self->n_days] = self->n_stretches;
  self->day_starts[self->n_days] = sk_wall_clock_start_of_day (self->clock,
                                                               self->first_day + self->n_days);

  return widest;
}

/* The stretches know where they are inside their day; now the days have a width. */
static void
number_days (SkHorizon *self,
             int        widest)
{
  self->day_shift = 6;
  while (1 << self->day_shift < widest)
    self->day_shift++;

  self->day_bits = 1 << self->day_shift;
  self->n_words = self->day_bits / WORD_BITS;

  for (int day = 0; day < self->n_days; day++)
    for (guint i = self->first_stretch[day]; i < self->first_stretch[day + 1]; i++)
      self->stretches[i].first += day * self->day_bits;
}

/**
 * sk_horizon_new:
 * @rules: hours, zone, slots and how far to look; must outlive the horizon
 * @at: the planning instant, Unix seconds
 *
 * The local day of @at is the first.  What lies before @at is in it too: who
 * asks says from when on.
 *
 * Returns: (transfer full): the open slots of those days
 */
SkHorizon *
sk_horizon_new (SkRules *rules,
                gint64   at)
{
  SkHorizon *self = g_new0 (SkHorizon, 1);

  self->n_days = sk_rules_get_days_ahead (rules);
  self->slot = sk_rules_get_slot_seconds (rules);
  self->clock = sk_wall_clock_new (rules,
                                   (SkSpan) { at, at + (gint64) self->n_days * DAY_SECONDS });
  self->first_day = sk_wall_clock_day_of (self->clock, at);
  self->day_starts = g_new (gint64, self->n_days + 1);
  self->first_stretch = g_new (guint, self->n_days + 1);

  number_days (self, list_stretches (self, rules) - 1);

  return self;
}

void
sk_horizon_free (SkHorizon *self)
{
  sk_wall_clock_free (self->clock);
  g_free (self->day_starts);
  g_free (self->stretches);
  g_free (self->first_stretch);
  g_free (self);
}

/* --- from time to positions --- */

/**
 * sk_horizon_get_span:
 * @self: a horizon
 *
 * Returns: all of the local days that are planned
 */
SkSpan
sk_horizon_get_span (const SkHorizon *self)
{
  return (SkSpan) { self->day_starts[0], self->day_starts[self->n_days] };
}

/**
 * sk_horizon_count_open:
 * @self: a horizon
 * @day: a day, counted from the first
 *
 * Returns: how many of its slots are open
 */
int
sk_horizon_count_open (const SkHorizon *self,
                       int              day)
{
  int n = 0;

  for (guint i = self->first_stretch[day]; i < self->first_stretch[day + 1]; i++)
    n += self->stretches[i].n_slots;

  return n;
}

/**
 * sk_horizon_find_day:
 * @self: a horizon
 * @instant: Unix seconds
 *
 * Returns: the local day @instant is in, counted from the first; beyond the
 *   horizon, the nearest inside it
 */
int
sk_horizon_find_day (const SkHorizon *self,
                     gint64           instant)
{
  gint64 guess = (instant - self->day_starts[0]) / DAY_SECONDS;
  int day = (int) CLAMP (guess, 0, self->n_days - 1);

  while (day > 0 && self->day_starts[day] > instant)
    day--;
  while (day + 1 < self->n_days && self->day_starts[day + 1] <= instant)
    day++;

  return day;
}

/**
 * sk_horizon_find_stretch:
 * @self: a horizon
 * @instant: Unix seconds
 *
 * Returns: (nullable): the first stretch that ends after @instant
 */
const SkStretch *
sk_horizon_find_stretch (const SkHorizon *self,
                         gint64           instant)
{
  guint i = self->first_stretch[sk_horizon_find_day (self, instant)];

  while (i < self->n_stretches && sk_horizon_get_span_of (self, &self->stretches[i]).end <= instant)
    i++;

  return i < self->n_stretches ? &self->stretches[i] : NULL;
}

/**
 * sk_horizon_position_from:
 * @self: a horizon
 * @instant: Unix seconds
 *
 * Returns: the first position whose slot begins at @instant or later
 */
SkPosition
sk_horizon_position_from (const SkHorizon *self,
                          gint64           instant)
{
  const SkStretch *stretch = sk_horizon_find_stretch (self, instant);

  if (stretch == NULL)
    return sk_horizon_get_end (self);

  gint64 into = MAX (instant - stretch->start, 0);

  return stretch->first + sk_horizon_count_slots (self, into + self->slot - 1);
}

/**
 * sk_horizon_position_to:
 * @self: a horizon
 * @instant: Unix seconds
 *
 * Returns: one past the last position whose slot ends at @instant or earlier
 */
SkPosition
sk_horizon_position_to (const SkHorizon *self,
                        gint64           instant)
{
  const SkStretch *stretch = sk_horizon_find_stretch (self, instant);

  if (stretch == NULL)
    return sk_horizon_get_end (self);

  gint64 into = MAX (instant - stretch->start, 0);

  return stretch->first + sk_horizon_count_slots (self, into);
}

/* --- and back --- */

/**
 * sk_horizon_get_start:
 * @self: a horizon
 * @position: of an open slot
 *
 * Returns: when that slot begins, Unix seconds
 */
gint64
sk_horizon_get_start (const SkHorizon *self,
                      SkPosition       position)
{
  int day = sk_horizon_get_day (self, position);
  guint i = self->first_stretch[day];

  while (i + 1 < self->first_stretch[day + 1] && self->stretches[i + 1].first <= position)
    i++;

  const SkStretch *stretch = &self->stretches[i];

  return stretch->start + (gint64) (position - stretch->first) * self->slot;
}

/**
 * sk_horizon_get_place:
 * @self: a horizon
 * @position: of an open slot
 * @n_slots: how many from there on, all inside one stretch
 *
 * Returns: the time they take
 */
SkSpan
sk_horizon_get_place (const SkHorizon *self,
                      SkPosition       position,
                      int              n_slots)
{
  gint64 start = sk_horizon_get_start (self, position);

  return (SkSpan) { start, start + n_slots * self->slot };
}

/**
 * sk_horizon_round:
 * @self: a horizon, for its grid
 * @span: a stretch of time
 *
 * Slots count from local midnight; beyond the horizon the grid of its nearest
 * day is used, which is the same unless clocks change.
 *
 * Returns: @span from the slot its start is in to the end of the one its end
 *   is in
 */
SkSpan
sk_horizon_round (const SkHorizon *self,
                  SkSpan           span)
{
  gint64 end = self->day_starts[self->n_days];
  gint64 from = span.start >= end ? end
                                  : self->day_starts[sk_horizon_find_day (self, span.start)];
  gint64 to = span.end >= end ? end : self->day_starts[sk_horizon_find_day (self, span.end)];

  return (SkSpan) { floor_to (span.start, from, self->slot), ceil_to (span.end, to, self->slot) };
}

/**
 * sk_horizon_next_slot:
 * @self: a horizon
 * @instant: Unix seconds
 *
 * Returns: when the first slot begins that does so at @instant or later; where
 *   a day is no whole number of slots, the next day begins with one all the same
 */
gint64
sk_horizon_next_slot (const SkHorizon *self,
                      gint64           instant)
{
  int day = sk_horizon_find_day (self, instant);

  if (instant >= self->day_starts[self->n_days])
    return instant;

  return MIN (ceil_to (instant, self->day_starts[day], self->slot), self->day_starts[day + 1]);
}
