/* sk-rules-codec.c — the rules a task file carries
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-rules-codec.h"

#include <glib/gi18n-lib.h>

#include "sk-plan-codes.h"
#include "sk-time-codec.h"

#define MAX_DEFAULT_DURATION_HOURS (24.0 * 365)

/**
 * sk_rules_init_default:
 * @self: (out caller-allocates): rules in the making
 * @zone_name: the name of @zone
 * @zone: the zone to use where nothing else is said
 *
 * Fills in the defaults of formats.md §1.  What is made here is freed by
 * sk_rules_init_clear().
 */
void
sk_rules_init_default (SkRulesInit *self,
                       const char  *zone_name,
                       GTimeZone   *zone)
{
  const SkRange range = { SK_DEFAULT_DAY_START, SK_DEFAULT_DAY_END };

  *self = (SkRulesInit) {
    .zone_name = g_intern_string (zone_name),
    .zone = g_time_zone_ref (zone),
    .exceptions = sk_exceptions_new (),
    .slot_minutes = SK_DEFAULT_SLOT_MINUTES,
    .days_ahead = SK_DEFAULT_DAYS_AHEAD,
    .stability = SK_STABILITY_STEADY,
    .due_dates = TRUE,
    .fill_today = TRUE,
    .default_duration_hours = SK_DEFAULT_DURATION_HOURS,
    .day_limit_percent = SK_DEFAULT_DAY_LIMIT_PERCENT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (self->week); i++)
    {
      self->week[i] = sk_ranges_new ();
      if (i < 5)
        g_array_append_val (self->week[i], range);
    }
}

void
sk_rules_init_clear (SkRulesInit *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->exceptions, g_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->week); i++)
    g_clear_pointer (&self->week[i], g_array_unref);
}

gboolean
sk_rules_read_timezone (JsonNode    *node,
                        const char  *place,
                        gpointer     into,
                        GError     **error)
{
  SkRulesInit *init = into;
  const char *name;
  GTimeZone *zone;

  if (!sk_json_read_string (node, place, &name, error))
    return FALSE;

  zone = sk_zone_parse (name);
  if (zone == NULL)
    return sk_json_fail (error, place,
                         _("“%s” is no time zone this machine knows; use an IANA name such as "
                           "Europe/Berlin"), name);

  g_time_zone_unref (init->zone);
  init->zone = zone;
  init->zone_name = g_intern_string (name);
  return TRUE;
}

/* --- hours --- */

static gboolean
read_range (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  GArray *ranges = into;
  const char *text;
  SkRange range;

  if (!sk_json_read_string (node, place, &text, error))
    return FALSE;
  if (!sk_range_parse (text, &range))
    return sk_json_fail (error, place, _("must be a range of a day such as 09:00-12:30"));

  for (guint i = 0; i < ranges->len; i++)
    {
      const SkRange *other = &g_array_index (ranges, SkRange, i);

      if (range.start_minute < other->end_minute && other->start_minute < range.end_minute)
        return sk_json_fail (error, place, _("overlaps another range of that day"));
    }

  g_array_append_val (ranges, range);
  return TRUE;
}

static int
compare_ranges (gconstpointer a,
                gconstpointer b)
{
  return ((const SkRange *) a)->start_minute - ((const SkRange *) b)->start_minute;
}

/* @into is the array of ranges itself, in a struct: (GArray *). */
static gboolean
read_ranges (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  GArray *ranges = *(GArray **) into;

  if (!sk_json_read_array (node, place, read_range, ranges, error))
    return FALSE;

  g_array_sort (ranges, compare_ranges);
  return TRUE;
}

static const SkJsonField weekdays[] = {
  { "mon", read_ranges, offsetof (SkRulesInit, week[0]) },
  { "tue", read_ranges, offsetof (SkRulesInit, week[1]) },
  { "wed", read_ranges, offsetof (SkRulesInit, week[2]) },
  { "thu", read_ranges, offsetof (SkRulesInit, week[3]) },
  { "fri", read_ranges, offsetof (SkRulesInit, week[4]) },
  { "sat", read_ranges, offsetof (SkRulesInit, week[5]) },
  { "sun", read_ranges, offsetof (SkRulesInit, week[6]) },
};

/* Once hours are given at all, a weekday that is left out has none. */
gboolean
sk_rules_read_hours (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  SkRulesInit *init = into;

  for (guint i = 0; i < G_N_ELEMENTS (init->week); i++)
    g_array_set_size (init->week[i], 0);

  return sk_json_read_object (node, place, weekdays, G_N_ELEMENTS (weekdays), init, error);
}

static const SkJsonField exception_fields[] = {
  { "date", sk_json_read_day, offsetof (SkException, day), TRUE },
  { "hours", read_ranges, offsetof (SkException, ranges), TRUE },
};

static gboolean
read_exception (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  SkRulesInit *init = into;
  g_autoptr(GArray) ranges = sk_ranges_new ();
  SkException exception = { 0, ranges };

  if (!sk_json_read_object (node, place, exception_fields, G_N_ELEMENTS (exception_fields),
                            &exception, error))
    return FALSE;

  for (guint i = 0; i < init->exceptions->len; i++)
    if (g_array_index (init->exceptions, SkException, i).day == exception.day)
      return sk_json_fail (error, place, _("another exception has the same date"));

  exception.ranges = g_steal_pointer (&ranges);
  g_array_append_val (init->exceptions, exception);
  return TRUE;
}

gboolean
sk_rules_read_exceptions (JsonNode    *node,
                          const char  *place,
                          gpointer     into,
                          GError     **error)
{
  return sk_json_read_array (node, place, read_exception, into, error);
}

/* --- numbers and switches --- */

gboolean
sk_rules_read_slot_minutes (JsonNode    *node,
                            const char  *place,
                            gpointer     into,
                            GError     **error)
{
  SkRulesInit *init = into;
  int minutes;

  if (!sk_json_read_integer (node, place, 5, 60, &minutes, error))
    return FALSE;
  if (!sk_rules_is_slot_length (minutes))
    return sk_json_fail (error, place, _("must be 5, 10, 15, 20, 30 or 60"));

  init->slot_minutes = minutes;
  return TRUE;
}

gboolean
sk_rules_read_days_ahead (JsonNode    *node,
                          const char  *place,
                          gpointer     into,
                          GError     **error)
{
  SkRulesInit *init = into;

  return sk_json_read_integer (node, place, 1, SK_MAX_DAYS_AHEAD, &init->days_ahead, error);
}

gboolean
sk_rules_read_buffer_minutes (JsonNode    *node,
                              const char  *place,
                              gpointer     into,
                              GError     **error)
{
  SkRulesInit *init = into;

  return sk_json_read_integer (node, place, 0, SK_MAX_BUFFER_MINUTES,
                               &init->buffer_minutes, error);
}

static gboolean
read_stability (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  SkRulesInit *init = into;
  guint stability;

  if (!sk_json_read_code (node, place, sk_stability_codes.codes, sk_stability_codes.n,
                          &stability, error))
    return FALSE;

  init->stability = (SkStability) stability;
  return TRUE;
}

static gboolean
read_default_duration (JsonNode    *node,
                       const char  *place,
                       gpointer     into,
                       GError     **error)
{
  SkRulesInit *init = into;
  double hours;

  if (!sk_json_read_number (node, place, &hours, error))
    return FALSE;
  if (!(hours > 0 && hours <= MAX_DEFAULT_DURATION_HOURS))
    return sk_json_fail (error, place, _("must be a number of hours above 0"));

  init->default_duration_hours = hours;
  return TRUE;
}

static gboolean
read_day_limit (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  SkRulesInit *init = into;

  return sk_json_read_integer (node, place, 1, 100, &init->day_limit_percent, error);
}

static const SkJsonField rules_fields[] = {
  { "stability", read_stability },
  { "due_dates", sk_json_read_boolean, offsetof (SkRulesInit, due_dates) },
  { "fill_today", sk_json_read_boolean, offsetof (SkRulesInit, fill_today) },
  { "default_duration_hours", read_default_duration },
  { "day_limit_percent", read_day_limit },
};

gboolean
sk_rules_read_rules (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  return sk_json_read_object (node, place, rules_fields, G_N_ELEMENTS (rules_fields),
                              into, error);
}
