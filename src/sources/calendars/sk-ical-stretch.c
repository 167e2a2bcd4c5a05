/* sk-ical-stretch.c — when a VEVENT begins, and how long it goes on
 *
 * RFC 5545: an end that is written out means that much time by the clock at
 * every repetition; days of a DURATION are days of the calendar.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-stretch.h"

#define MAX_DAYS 40000          /* longer than anybody plans, and no sum overflows */

static void
set_days (SkIcalStretch *self,
          gint64         days)
{
  self->days = CLAMP (days, 1, MAX_DAYS);
  self->seconds = 0;
}

static void
read_end (SkIcalStretch      *self,
          const SkIcalMoment *end)
{
  if (self->start.is_date)
    set_days (self, (end->wall - self->start.wall + SK_DAY_SECONDS - 1) / SK_DAY_SECONDS);
  else
    self->seconds = CLAMP (end->at - self->start.at, 0, (gint64) MAX_DAYS * SK_DAY_SECONDS);
}

static void
read_duration (SkIcalStretch             *self,
               struct icaldurationtype    duration)
{
  gint64 days = (gint64) duration.days + 7 * (gint64) duration.weeks;
  gint64 seconds = (gint64) duration.hours * 3600 + (gint64) duration.minutes * 60 +
                   duration.seconds;

  if (self->start.is_date)
    {
      set_days (self, duration.is_neg ? 1 : days + (seconds + SK_DAY_SECONDS - 1) / SK_DAY_SECONDS);
    }
  else if (!duration.is_neg)
    {
      self->days = MIN (days, MAX_DAYS);
      self->seconds = MIN (seconds, (gint64) MAX_DAYS * SK_DAY_SECONDS);
    }
}

/* An override may leave out when it begins: then it is when it would have. */
static icalproperty *
find_start (icalcomponent *event)
{
  icalproperty *start = icalcomponent_get_first_property (event, ICAL_DTSTART_PROPERTY);

  return start != NULL ? start
                       : icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY);
}

static struct icaltimetype
get_start (icalproperty *property)
{
  return icalproperty_isa (property) == ICAL_DTSTART_PROPERTY
         ? icalproperty_get_dtstart (property) : icalproperty_get_recurrenceid (property);
}

/**
 * sk_ical_stretch_read:
 * @context: what decoding has to know
 * @event: a VEVENT
 * @stretch: (out): when it takes place
 *
 * A day without an end is one day; a time without an end takes none.
 *
 * Returns: whether it begins at all
 */
gboolean
sk_ical_stretch_read (SkIcalContext *context,
                      icalcomponent *event,
                      SkIcalStretch *stretch)
{
  icalproperty *start = find_start (event);
  icalproperty *end = icalcomponent_get_first_property (event, ICAL_DTEND_PROPERTY);
  icalproperty *duration = icalcomponent_get_first_property (event, ICAL_DURATION_PROPERTY);
  SkIcalMoment moment;

  memset (stretch, 0, sizeof *stretch);
  if (start == NULL ||
      !sk_ical_context_read (context, start, get_start (start), context->local, &stretch->start))
    return FALSE;

  if (stretch->start.is_date)
    stretch->days = 1;
  if (end != NULL)
    {
      if (sk_ical_context_read (context, end, icalproperty_get_dtend (end), stretch->start.zone,
                                &moment))
        read_end (stretch, &moment);
    }
  else if (duration != NULL)
    {
      read_duration (stretch, icalproperty_get_duration (duration));
    }

  return TRUE;
}

/**
 * sk_ical_stretch_move:
 * @self: when a VEVENT takes place
 * @at: another instant to begin at
 *
 * Returns: when it then takes place
 */
SkSpan
sk_ical_stretch_move (const SkIcalStretch *self,
                      gint64               at)
{
  gint64 wall = at + sk_ical_zone_get_offset (self->start.zone, at);
  gint64 end = at;

  /* a day ends at midnight, also where clocks were changed when it began */
  if (self->start.is_date)
    wall = sk_ical_time_get_day (wall) * SK_DAY_SECONDS;
  if (self->days != 0)
    end = sk_ical_zone_resolve (self->start.zone, wall + self->days * SK_DAY_SECONDS);

  return (SkSpan) { at, end + self->seconds };
}

/**
 * sk_ical_stretch_get_length:
 * @self: when a VEVENT takes place
 *
 * Returns: about how many seconds it goes on, give or take a clock change
 */
gint64
sk_ical_stretch_get_length (const SkIcalStretch *self)
{
  return self->days * SK_DAY_SECONDS + self->seconds;
}
