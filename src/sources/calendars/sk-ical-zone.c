/* sk-ical-zone.c — the zones a calendar's times are meant in
 *
 * A zone the machine knows, or one the calendar describes itself.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-zone.h"

#include <stdlib.h>

#include "sk-time-codec.h"
#include "sk-windows-zones.h"

#define MAX_ONSETS 4096
#define MAX_OFFSET (26 * 3600)

/* An instant at which the clocks were, or will be, changed. */
typedef struct
{
  gint64 at;
  int    from;                  /* seconds east of Greenwich, before */
  int    to;                    /* and after */
} Onset;

struct _SkIcalZone
{
  GTimeZone *zone;              /* (nullable): one the machine knows */
  GArray    *onsets;            /* (nullable) (element-type Onset): in order */
  gboolean   is_recurring;
};

/**
 * sk_ical_zone_new:
 * @zone: a zone
 *
 * Returns: (transfer full): the same
 */
SkIcalZone *
sk_ical_zone_new (GTimeZone *zone)
{
  SkIcalZone *self = g_new0 (SkIcalZone, 1);

  self->zone = g_time_zone_ref (zone);

  return self;
}

void
sk_ical_zone_free (SkIcalZone *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->onsets, g_array_unref);
  g_free (self);
}

/* --- by name --- */

/* "/softwarestudio.org/Olson_20011030_5/Europe/Berlin" and the like end in a
 * name we know. */
static GTimeZone *
find_by_end (const char *name)
{
  for (const char *at = strchr (name, '/'); at != NULL; at = strchr (at + 1, '/'))
    {
      GTimeZone *zone = sk_zone_parse (at + 1);

      if (zone != NULL)
        return zone;
    }

  return NULL;
}

/* "(GMT +01:00)", "UTC-5": an offset, and nothing that could have a summer. */
static GTimeZone *
find_by_offset (const char *name)
{
  g_autoptr(GRegex) form = g_regex_new ("^\\(?(?:GMT|UTC) ?([+-])(\\d\\d?)(?::?(\\d\\d))?\\)?$",
                                        G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *sign = NULL, *hours = NULL, *minutes = NULL, *offset = NULL;

  if (!g_regex_match (form, name, 0, &match))
    return NULL;

  sign = g_match_info_fetch (match, 1);
  hours = g_match_info_fetch (match, 2);
  minutes = g_match_info_fetch (match, 3);
  offset = g_strdup_printf ("%s%02d:%s", sign, atoi (hours),
                            minutes != NULL && *minutes != '\0' ? minutes : "00");

  return g_time_zone_new_identifier (offset);
}

/**
 * sk_ical_zone_new_named:
 * @name: what a calendar calls a zone: as IANA does, with or without something
 *   before it, as Windows does, or by its distance from Greenwich
 *
 * Returns: (transfer full) (nullable): the zone, if this machine knows it
 */
SkIcalZone *
sk_ical_zone_new_named (const char *name)
{
  const char *iana = sk_windows_zones_find (name);
  g_autoptr(GTimeZone) zone = sk_zone_parse (iana != NULL ? iana : name);

  if (zone == NULL)
    zone = find_by_end (name);
  if (zone == NULL)
    zone = find_by_offset (name);

  return zone != NULL ? sk_ical_zone_new (zone) : NULL;
}

/* --- by description --- */

static void
add_onset (SkIcalZone *self,
           gint64      wall,
           int         from,
           int         to)
{
  const Onset onset = { wall - from, from, to };

  g_array_append_val (self->onsets, onset);
}

static void
add_dates (SkIcalZone    *self,
           icalcomponent *observance,
           int            from,
           int            to)
{
  for (icalproperty *p = icalcomponent_get_first_property (observance, ICAL_RDATE_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (observance, ICAL_RDATE_PROPERTY))
    {
      struct icaldatetimeperiodtype date = icalproperty_get_rdate (p);
      gint64 wall;

      if (sk_ical_time_read (date.time, &wall))
        add_onset (self, wall, from, to);
    }
}

static gboolean
add_rules (SkIcalZone    *self,
           icalcomponent *observance,
           gint64         start,
           SkSpan         walls,
           int            from,
           int            to,
           gint64        *budget)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean is_whole = TRUE;

  for (icalproperty *p = icalcomponent_get_first_property (observance, ICAL_RRULE_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (observance, ICAL_RRULE_PROPERTY))
    {
      struct icalrecurrencetype rule = icalproperty_get_rrule (p);
      gint64 until;

      if (icaltime_is_utc (rule.until) && sk_ical_time_read (rule.until, &until))
        rule.until = sk_ical_time_make (CLAMP (until + from, SK_WALL_FIRST, SK_WALL_LAST), FALSE);
      self->is_recurring = TRUE;
      is_whole &= sk_ical_rule_expand (&rule, start, FALSE, walls, budget, found);
    }

  for (guint i = 0; i < found->len; i++)
    add_onset (self, g_array_index (found, gint64, i), from, to);

  return is_whole && self->onsets->len <= MAX_ONSETS;
}

static gboolean
read_offset (icalcomponent    *observance,
             icalproperty_kind kind,
             int              *offset)
{
  icalproperty *property = icalcomponent_get_first_property (observance, kind);
  icalvalue *value = property != NULL ? icalproperty_get_value (property) : NULL;

  if (value == NULL || icalvalue_isa (value) != ICAL_UTCOFFSET_VALUE)
    return FALSE;

  *offset = icalvalue_get_utcoffset (value);
  return ABS (*offset) <= MAX_OFFSET;
}

static gboolean
add_observance (SkIcalZone    *self,
                icalcomponent *observance,
                SkSpan         span,
                gint64        *budget)
{
  const SkSpan walls = { SK_WALL_FIRST, span.end + 2 * MAX_OFFSET };
  icalproperty *property = icalcomponent_get_first_property (observance, ICAL_DTSTART_PROPERTY);
  gint64 start;
  int from, to;

  if (property == NULL || !sk_ical_time_read (icalproperty_get_dtstart (property), &start) ||
      !read_offset (observance, ICAL_TZOFFSETFROM_PROPERTY, &from) ||
      !read_offset (observance, ICAL_TZOFFSETTO_PROPERTY, &to))
    return FALSE;

  add_onset (self, start, from, to);
  add_dates (self, observance, from, to);

  return add_rules (self, observance, start, walls, from, to, budget);
}

static int
compare_onsets (gconstpointer a,
                gconstpointer b)
{
  const Onset *one = a, *other = b;

  return one->at < other->at ? -1 : one->at > other->at;
}

/**
 * sk_ical_zone_new_described:
 * @description: a VTIMEZONE
 * @span: the instants that are wanted
 * @budget: (inout): how many steps may still be taken
 *
 * Returns: (transfer full) (nullable): the zone; %NULL: it makes no sense
 */
SkIcalZone *
sk_ical_zone_new_described (icalcomponent *description,
                            SkSpan         span,
                            gint64        *budget)
{
  g_autoptr(SkIcalZone) self = g_new0 (SkIcalZone, 1);

  self->onsets = g_array_new (FALSE, FALSE, sizeof (Onset));
  for (icalcomponent *c = icalcomponent_get_first_component (description, ICAL_ANY_COMPONENT);
       c != NULL; c = icalcomponent_get_next_component (description, ICAL_ANY_COMPONENT))
    {
      icalcomponent_kind kind = icalcomponent_isa (c);

      if ((kind == ICAL_XSTANDARD_COMPONENT || kind == ICAL_XDAYLIGHT_COMPONENT) &&
          !add_observance (self, c, span, budget))
        return NULL;
    }

  if (self->onsets->len == 0)
    return NULL;

  g_array_sort (self->onsets, compare_onsets);
  return g_steal_pointer (&self);
}

/**
 * sk_ical_zone_is_recurring:
 * @self: a zone
 *
 * Returns: whether a description says how it goes on: one that does not is
 *   often only half of the truth
 */
gboolean
sk_ical_zone_is_recurring (SkIcalZone *self)
{
  return self->is_recurring;
}

/* --- clocks --- */

static int
find_offset (GArray *onsets,
             gint64  instant)
{
  guint low = 0, high = onsets->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (onsets, Onset, middle).at <= instant)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? g_array_index (onsets, Onset, low - 1).to
                 : g_array_index (onsets, Onset, 0).from;
}

/**
 * sk_ical_zone_get_offset:
 * @self: a zone
 * @instant: Unix seconds
 *
 * Returns: how many seconds clocks there are ahead of UTC then
 */
gint64
sk_ical_zone_get_offset (SkIcalZone *self,
                         gint64      instant)
{
  if (self->onsets != NULL)
    return find_offset (self->onsets, instant);

  return g_time_zone_get_offset (self->zone, g_time_zone_find_interval (self->zone,
                                                                        G_TIME_TYPE_UNIVERSAL,
                                                                        instant));
}

/**
 * sk_ical_zone_resolve:
 * @self: a zone
 * @wall: what its clocks show, as seconds
 *
 * RFC 5545, 3.3.5: of two such instants the first; where there is none, the
 * one that clocks would show which nobody had changed.
 *
 * Returns: the instant, Unix seconds
 */
gint64
sk_ical_zone_resolve (SkIcalZone *self,
                      gint64      wall)
{
  gint64 before = sk_ical_zone_get_offset (self, wall - SK_DAY_SECONDS);
  gint64 after = sk_ical_zone_get_offset (self, wall + SK_DAY_SECONDS);

  if (before == after || sk_ical_zone_get_offset (self, wall - before) == before)
    return wall - before;
  if (sk_ical_zone_get_offset (self, wall - after) == after)
    return wall - after;

  return wall - before;
}
