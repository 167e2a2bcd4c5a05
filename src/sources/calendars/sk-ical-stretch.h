/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-ical-context.h"

G_BEGIN_DECLS

/**
 * SkIcalStretch:
 * @start: when it begins
 * @days: how many days it goes on, by the calendar
 * @seconds: how long after that, by the clock
 *
 * When a VEVENT takes place, in such a way that it can be moved.
 */
typedef struct
{
  SkIcalMoment start;
  gint64       days;
  gint64       seconds;
} SkIcalStretch;

gboolean sk_ical_stretch_read       (SkIcalContext       *context,
                                     icalcomponent       *event,
                                     SkIcalStretch       *stretch);
SkSpan   sk_ical_stretch_move       (const SkIcalStretch *self,
                                     gint64               at);
gint64   sk_ical_stretch_get_length (const SkIcalStretch *self);

G_END_DECLS
