/* sk-rules-codec.c — the rules a task file carries
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-rules-codec.h"

#include <glib/gi18n-lib.h>

#include "sk-time-codec.h"

#define MAX_DEFAULT_DURATION_HOURS (24.0 * 365)

/**
 * sk_rules_draft_init:
 * @self: (out caller-allocates): a draft
 * @zone_name: the name of @zone; must outlive the draft
 * @zone: the zone to use where nothing else is said
 *
 * Fills in the defaults of formats.md §1.
 */
void
sk_rules_draft_init (SkRulesDraft *self,
                     const char   *zone_name,
                     GTimeZone    *zone)
{
  const SkRange range = { SK_DEFAULT_DAY_START, SK_DEFAULT_DAY_END };

  self->init = (SkRulesInit) {
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

  for (guint i = 0; i < G_N_ELEMENTS (self->init.week); i++)
    {
      self->init.week[i] = sk_ranges_new ();
      if (i < 5)
        g_array_append_val (self->init.week[i], range);
    }
}

void
sk_rules_draft_clear (SkRulesDraft *self)
{
  g_clear_pointer (&self->init.zone, g_time_zone_unref);
  g_clear_pointer (&self->init.exceptions, g_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->init.week); i++)
    g_clear_pointer (&self->init.week[i], g_array_unref);
}

gboolean
sk_rules_read_timezone (JsonNode    *node,
                        const char  *place,
                        gpointer     draft,
                        GError     **error)
{
  SkRulesDraft *self = draft;
  const char *name;
  GTimeZone *zone;

  if (!sk_json_read_string (node, place, &name, error))
    return FALSE;

  zone = sk_zone_parse (name);
  if (zone == NULL)
    return sk_json_fail (error, place,
                         _("“%s” is no time zone this machine knows; use an IANA name such as "
                           "Europe/Berlin"), name);

  g_time_zone_unref (self->init.zone);
  self->init.zone = zone;
  self->init.zone_name = g_intern_string (name);
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

static gboolean
read_ranges (JsonNode    *node,
             const char  *place,
             GArray      *ranges,
             GError     **error)
{
  if (!sk_json_read_array (node, place, read_range, ranges, error))
    return FALSE;

  g_array_sort (ranges, compare_ranges);
  return TRUE;
}

#define READ_WEEKDAY(name, index)                                       \
  static gboolean                                                       \
  read_ ## name (JsonNode    *node,                                     \
                 const char  *place,                                    \
                 gpointer     into,                                     \
                 GError     **error)                                    \
  {                                                                     \
    SkRulesDraft *self = into;                                          \
    return read_ranges (node, place, self->init.week[index], error);    \
  }

READ_WEEKDAY (mon, 0)
READ_WEEKDAY (tue, 1)
READ_WEEKDAY (wed, 2)
READ_WEEKDAY (thu, 3)
READ_WEEKDAY (fri, 4)
READ_WEEKDAY (sat, 5)
READ_WEEKDAY (sun, 6)

static const SkJsonField weekdays[] = {
  { "mon", read_mon },
  { "tue", read_tue },
  { "wed", read_wed },
  { "thu", read_thu },
  { "fri", read_fri },
  { "sat", read_sat },
  { "sun", read_sun },
};

/* Once hours are given at all, a weekday that is left out has none. */
gboolean
sk_rules_read_hours (JsonNode    *node,
                     const char  *place,
                     gpointer     draft,
                     GError     **error)
{
  SkRulesDraft *self = draft;

  for (guint i = 0; i < G_N_ELEMENTS (self->init.week); i++)
    g_array_set_size (self->init.week[i], 0);

  return sk_json_read_object (node, place, weekdays, G_N_ELEMENTS (weekdays), self, error);
}

static gboolean
read_exception_date (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  return sk_json_read_day (node, place, &((SkException *) into)->day, error);
}

static gboolean
read_exception_hours (JsonNode    *node,
                      const char  *place,
                      gpointer     into,
                      GError     **error)
{
  return read_ranges (node, place, ((SkException *) into)->ranges, error);
}

static const SkJsonField exception_fields[] = {
  { "date", read_exception_date, TRUE },
  { "hours", read_exception_hours, TRUE },
};

static gboolean
read_exception (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  SkRulesDraft *self = into;
  g_autoptr(GArray) ranges = sk_ranges_new ();
  SkException exception = { 0, ranges };

  if (!sk_json_read_object (node, place, exception_fields, G_N_ELEMENTS (exception_fields),
                            &exception, error))
    return FALSE;

  for (guint i = 0; i < self->init.exceptions->len; i++)
    if (g_array_index (self->init.exceptions, SkException, i).day == exception.day)
      return sk_json_fail (error, place, _("another exception has the same date"));

  exception.ranges = g_steal_pointer (&ranges);
  g_array_append_val (self->init.exceptions, exception);
  return TRUE;
}

gboolean
sk_rules_read_exceptions (JsonNode    *node,
                          const char  *place,
                          gpointer     draft,
                          GError     **error)
{
  return sk_json_read_array (node, place, read_exception, draft, error);
}

/* --- numbers and switches --- */

gboolean
sk_rules_read_slot_minutes (JsonNode    *node,
                            const char  *place,
                            gpointer     draft,
                            GError     **error)
{
  SkRulesDraft *self = draft;
  int minutes;

  if (!sk_json_read_integer (node, place, 5, 60, &minutes, error))
    return FALSE;
  if (!sk_rules_is_slot_length (minutes))
    return sk_json_fail (error, place, _("must be 5, 10, 15, 20, 30 or 60"));

  self->init.slot_minutes = minutes;
  return TRUE;
}

gboolean
sk_rules_read_days_ahead (JsonNode    *node,
                          const char  *place,
                          gpointer     draft,
                          GError     **error)
{
  SkRulesDraft *self = draft;

  return sk_json_read_integer (node, place, 1, SK_MAX_DAYS_AHEAD, &self->init.days_ahead, error);
}

gboolean
sk_rules_read_buffer_minutes (JsonNode    *node,
                              const char  *place,
                              gpointer     draft,
                              GError     **error)
{
  SkRulesDraft *self = draft;

  return sk_json_read_integer (node, place, 0, SK_MAX_BUFFER_MINUTES,
                               &self->init.buffer_minutes, error);
}

static const char *const stabilities[] = { "steady", "keep-all", "rebuild" };

static gboolean
read_stability (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  SkRulesDraft *self = into;
  guint stability;

  if (!sk_json_read_code (node, place, stabilities, G_N_ELEMENTS (stabilities),
                          &stability, error))
    return FALSE;

  self->init.stability = (SkStability) stability;
  return TRUE;
}

static gboolean
read_due_dates (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  return sk_json_read_boolean (node, place, &((SkRulesDraft *) into)->init.due_dates, error);
}

static gboolean
read_fill_today (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_boolean (node, place, &((SkRulesDraft *) into)->init.fill_today, error);
}

static gboolean
read_default_duration (JsonNode    *node,
                       const char  *place,
                       gpointer     into,
                       GError     **error)
{
  SkRulesDraft *self = into;
  double hours;

  if (!sk_json_read_number (node, place, &hours, error))
    return FALSE;
  if (!(hours > 0 && hours <= MAX_DEFAULT_DURATION_HOURS))
    return sk_json_fail (error, place, _("must be a number of hours above 0"));

  self->init.default_duration_hours = hours;
  return TRUE;
}

static gboolean
read_day_limit (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  SkRulesDraft *self = into;

  return sk_json_read_integer (node, place, 1, 100, &self->init.day_limit_percent, error);
}

static const SkJsonField rules_fields[] = {
  { "stability", read_stability },
  { "due_dates", read_due_dates },
  { "fill_today", read_fill_today },
  { "default_duration_hours", read_default_duration },
  { "day_limit_percent", read_day_limit },
};

gboolean
sk_rules_read_rules (JsonNode    *node,
                     const char  *place,
                     gpointer     draft,
                     GError     **error)
{
  return sk_json_read_object (node, place, rules_fields, G_N_ELEMENTS (rules_fields),
                              draft, error);
}
