/* sk-ical-context.c — what decoding a calendar has to know and remember
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-context.h"

#define MAX_STEPS 5000000       /* days and times looked at: a second, at the worst */

/**
 * sk_ical_context_init:
 * @self: where it goes; to be cleared
 * @wish: what is to be found; borrowed
 *
 * Begins.
 */
void
sk_ical_context_init (SkIcalContext    *self,
                      const SkIcalWish *wish)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  *self = (SkIcalContext) {
    .wish = wish,
    .local = sk_ical_zone_new (wish->zone),
    .utc = sk_ical_zone_new (utc),
    .zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                    (GDestroyNotify) sk_ical_zone_free),
    .budget = MAX_STEPS,
    .events = sk_event_array_new (),
  };
}

void
sk_ical_context_clear (SkIcalContext *self)
{
  g_clear_pointer (&self->local, sk_ical_zone_free);
  g_clear_pointer (&self->utc, sk_ical_zone_free);
  g_clear_pointer (&self->zones, g_hash_table_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->unknown, g_free);
}

/* --- zones --- */

/* What the calendar describes, it means.  But a description that does not go
 * on is often a stub: then a name that the machine knows is worth more. */
static SkIcalZone *
choose_zone (SkIcalContext *self,
             icalcomponent *description,
             const char    *name)
{
  g_autoptr(SkIcalZone) described = sk_ical_zone_new_described (description, self->wish->span,
                                                                &self->budget);
  g_autoptr(SkIcalZone) named = NULL;

  if (described != NULL && sk_ical_zone_is_recurring (described))
    return g_steal_pointer (&described);

  named = sk_ical_zone_new_named (name);

  return named != NULL ? g_steal_pointer (&named) : g_steal_pointer (&described);
}

static gboolean
is_cancellation (icalcomponent *calendar)
{
  icalproperty *method = icalcomponent_get_first_property (calendar, ICAL_METHOD_PROPERTY);

  return method != NULL && icalproperty_get_method (method) == ICAL_METHOD_CANCEL;
}

/**
 * sk_ical_context_enter:
 * @self: what decoding has to know
 * @calendar: a VCALENDAR
 *
 * Goes on to another calendar, with zones of its own.
 */
void
sk_ical_context_enter (SkIcalContext *self,
                       icalcomponent *calendar)
{
  g_hash_table_remove_all (self->zones);
  self->is_cancelled = is_cancellation (calendar);

  for (icalcomponent *c = icalcomponent_get_first_component (calendar, ICAL_VTIMEZONE_COMPONENT);
       c != NULL; c = icalcomponent_get_next_component (calendar, ICAL_VTIMEZONE_COMPONENT))
    {
      icalproperty *name = icalcomponent_get_first_property (c, ICAL_TZID_PROPERTY);
      SkIcalZone *zone = name != NULL ? choose_zone (self, c, icalproperty_get_tzid (name)) : NULL;

      if (zone != NULL)
        g_hash_table_replace (self->zones, g_strdup (icalproperty_get_tzid (name)), zone);
    }
}

/* A zone that nobody knows is taken for the person's own. */
static SkIcalZone *
find_zone (SkIcalContext *self,
           const char    *name)
{
  SkIcalZone *zone = g_hash_table_lookup (self->zones, name);

  if (zone != NULL)
    return zone;

  zone = sk_ical_zone_new_named (name);
  if (zone == NULL)
    {
      if (self->unknown == NULL)
        self->unknown = g_utf8_make_valid (name, -1);
      zone = sk_ical_zone_new (self->wish->zone);
    }
  g_hash_table_insert (self->zones, g_strdup (name), zone);

  return zone;
}

/**
 * sk_ical_context_read:
 * @self: what decoding has to know
 * @property: whose time it is
 * @time: a time of it
 * @usual: the zone that is meant where none is named
 * @moment: (out): what it says
 *
 * Returns: whether there is such a time
 */
gboolean
sk_ical_context_read (SkIcalContext       *self,
                      icalproperty        *property,
                      struct icaltimetype  time,
                      SkIcalZone          *usual,
                      SkIcalMoment        *moment)
{
  icalparameter *name = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);

  if (!sk_ical_time_read (time, &moment->wall))
    return FALSE;

  moment->is_date = time.is_date != 0;
  if (moment->is_date)
    moment->zone = self->local;
  else if (icaltime_is_utc (time))
    moment->zone = self->utc;
  else if (name != NULL && icalparameter_get_tzid (name) != NULL)
    moment->zone = find_zone (self, icalparameter_get_tzid (name));
  else
    moment->zone = usual;
  moment->at = sk_ical_zone_resolve (moment->zone, moment->wall);

  return TRUE;
}

/* --- events --- */

static gboolean
is_wanted (SkSpan wish,
           SkSpan span)
{
  return sk_span_is_empty (span) ? sk_span_contains (wish, span.start)
                                 : sk_span_overlaps (wish, span);
}

/**
 * sk_ical_context_add:
 * @self: what decoding has to remember
 * @facts: what the event is, besides its time and its calendar
 * @span: when it takes place
 * @all_day: whether that is said in days
 *
 * Adds it to what was found, if it is wanted.
 */
void
sk_ical_context_add (SkIcalContext     *self,
                     const SkEventInit *facts,
                     SkSpan             span,
                     gboolean           all_day)
{
  SkEventInit init = *facts;

  if (!is_wanted (self->wish->span, span))
    return;

  init.calendar = self->wish->calendar;
  init.span = span;
  init.all_day = all_day;
  if (self->is_cancelled)
    init.status = SK_EVENT_CANCELLED;
  if (self->wish->is_free)
    init.shown = SK_EVENT_SHOWN_FREE;
  g_ptr_array_add (self->events, sk_event_new (&init));
}
