/* sk-rules.c — when, and in which grid, the person is willing to work
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-rules.h"

struct _SkRules
{
  char        *zone_name;
  GTimeZone   *zone;
  GArray      *week[7];         /* (element-type SkRange) */
  GArray      *exceptions;      /* (element-type SkException) */
  double       default_duration_hours;
  int          slot_minutes;
  int          days_ahead;
  int          buffer_minutes;
  int          day_limit_percent;
  SkStability  stability;
  guint        due_dates : 1;
  guint        fill_today : 1;
};

G_DEFINE_BOXED_TYPE (SkRules, sk_rules, sk_rules_ref, sk_rules_unref)

/**
 * sk_rules_is_slot_length:
 * @minutes: a number of minutes
 *
 * Returns: whether a day can be cut into slots of that length
 */
gboolean
sk_rules_is_slot_length (int minutes)
{
  return minutes == 5 || minutes == 10 || minutes == 15 ||
         minutes == 20 || minutes == 30 || minutes == 60;
}

/**
 * sk_ranges_new:
 *
 * Returns: (transfer full) (element-type SkRange): no ranges yet
 */
GArray *
sk_ranges_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SkRange));
}

static void
sk_exception_clear (gpointer data)
{
  SkException *self = data;

  g_clear_pointer (&self->ranges, g_array_unref);
}

/**
 * sk_exceptions_new:
 *
 * Returns: (transfer full) (element-type SkException): no exceptions yet
 */
GArray *
sk_exceptions_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (SkException));

  g_array_set_clear_func (array, sk_exception_clear);

  return array;
}

static GArray *
copy_ranges (GArray *ranges)
{
  return ranges != NULL ? g_array_copy (ranges) : sk_ranges_new ();
}

static GArray *
copy_exceptions (GArray *exceptions)
{
  GArray *copy = sk_exceptions_new ();

  for (guint i = 0; exceptions != NULL && i < exceptions->len; i++)
    {
      SkException exception = g_array_index (exceptions, SkException, i);

      exception.ranges = copy_ranges (exception.ranges);
      g_array_append_val (copy, exception);
    }

  return copy;
}

/**
 * sk_rules_new:
 * @init: all of it; everything is copied
 *
 * Returns: (transfer full): rules that never change
 */
SkRules *
sk_rules_new (const SkRulesInit *init)
{
  g_return_val_if_fail (init != NULL && init->zone != NULL && init->zone_name != NULL, NULL);
  g_return_val_if_fail (sk_rules_is_slot_length (init->slot_minutes), NULL);
  g_return_val_if_fail (init->days_ahead >= 1 && init->days_ahead <= SK_MAX_DAYS_AHEAD, NULL);
  g_return_val_if_fail (init->buffer_minutes >= 0, NULL);

  SkRules *self = g_atomic_rc_box_new0 (SkRules);
  self->zone_name = g_strdup (init->zone_name);
  self->zone = g_time_zone_ref (init->zone);
  for (guint i = 0; i < G_N_ELEMENTS (self->week); i++)
    self->week[i] = copy_ranges (init->week[i]);
  self->exceptions = copy_exceptions (init->exceptions);
  self->default_duration_hours = init->default_duration_hours;
  self->slot_minutes = init->slot_minutes;
  self->days_ahead = init->days_ahead;
  self->buffer_minutes = init->buffer_minutes;
  self->day_limit_percent = init->day_limit_percent;
  self->stability = init->stability;
  self->due_dates = init->due_dates;
  self->fill_today = init->fill_today;

  return self;
}

static SkRules *
copy (SkRules *self)
{
  SkRulesInit init = {
    .zone_name = self->zone_name,
    .zone = self->zone,
    .exceptions = self->exceptions,
    .slot_minutes = self->slot_minutes,
    .days_ahead = self->days_ahead,
    .buffer_minutes = self->buffer_minutes,
    .stability = self->stability,
    .due_dates = self->due_dates,
    .fill_today = self->fill_today,
    .default_duration_hours = self->default_duration_hours,
    .day_limit_percent = self->day_limit_percent,
  };

  for (guint i = 0; i < G_N_ELEMENTS (self->week); i++)
    init.week[i] = self->week[i];

  return sk_rules_new (&init);
}

/**
 * sk_rules_with_stability:
 * @self: rules
 * @stability: what a present placement is worth instead
 *
 * Returns: (transfer full): the same rules but for that
 */
SkRules *
sk_rules_with_stability (SkRules     *self,
                         SkStability  stability)
{
  SkRules *other = copy (self);

  other->stability = stability;

  return other;
}

/**
 * sk_rules_with_days_ahead:
 * @self: rules
 * @days_ahead: local days to plan instead, 1 to %SK_MAX_DAYS_AHEAD
 *
 * Returns: (transfer full): the same rules but for that
 */
SkRules *
sk_rules_with_days_ahead (SkRules *self,
                          int      days_ahead)
{
  g_return_val_if_fail (days_ahead >= 1 && days_ahead <= SK_MAX_DAYS_AHEAD, NULL);

  SkRules *other = copy (self);

  other->days_ahead = days_ahead;

  return other;
}

static void
sk_rules_clear (SkRules *self)
{
  g_free (self->zone_name);
  g_time_zone_unref (self->zone);
  for (guint i = 0; i < G_N_ELEMENTS (self->week); i++)
    g_array_unref (self->week[i]);
  g_array_unref (self->exceptions);
}

SkRules *
sk_rules_ref (SkRules *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sk_rules_unref (SkRules *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) sk_rules_clear);
}

GTimeZone *
sk_rules_get_zone (SkRules *self)
{
  return self->zone;
}

const char *
sk_rules_get_zone_name (SkRules *self)
{
  return self->zone_name;
}

/**
 * sk_rules_get_ranges:
 * @self: rules
 * @day: days since 1970-01-01
 * @n_ranges: (out): how many there are
 *
 * Returns: (array length=n_ranges): the day's open ranges, earliest first
 */
const SkRange *
sk_rules_get_ranges (SkRules *self,
                     gint64   day,
                     guint   *n_ranges)
{
  GArray *ranges = self->week[sk_day_get_weekday (day)];

  for (guint i = 0; i < self->exceptions->len; i++)
    {
      const SkException *exception = &g_array_index (self->exceptions, SkException, i);

      if (exception->day == day)
        ranges = exception->ranges;
    }

  *n_ranges = ranges->len;
  return (const SkRange *) (gpointer) ranges->data;
}

int
sk_rules_get_slot_minutes (SkRules *self)
{
  return self->slot_minutes;
}

gint64
sk_rules_get_slot_seconds (SkRules *self)
{
  return (gint64) self->slot_minutes * 60;
}

int
sk_rules_get_days_ahead (SkRules *self)
{
  return self->days_ahead;
}

int
sk_rules_get_buffer_minutes (SkRules *self)
{
  return self->buffer_minutes;
}

SkStability
sk_rules_get_stability (SkRules *self)
{
  return self->stability;
}

gboolean
sk_rules_get_due_dates (SkRules *self)
{
  return self->due_dates;
}

gboolean
sk_rules_get_fill_today (SkRules *self)
{
  return self->fill_today;
}

double
sk_rules_get_default_duration_hours (SkRules *self)
{
  return self->default_duration_hours;
}

int
sk_rules_get_day_limit_percent (SkRules *self)
{
  return self->day_limit_percent;
}
