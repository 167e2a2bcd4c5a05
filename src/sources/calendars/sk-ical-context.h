/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-ical-decode.h"
#include "sk-ical-zone.h"

G_BEGIN_DECLS

/**
 * SkIcalContext:
 * @wish: what is to be found
 * @local: the zone of days, and of times without one
 * @utc: UTC
 * @zones: (element-type utf8 SkIcalZone): those of the calendar at hand, by TZID
 * @budget: how many steps of rules may still be taken
 * @events: (element-type SkEvent): what was found
 * @n_odd: events without a time that makes sense
 * @n_half: events whose series is not understood
 * @n_endless: events that repeat more often than is followed
 * @unknown: (nullable): a zone that nobody knows
 * @is_cancelled: whether the calendar at hand is a cancellation
 *
 * What decoding a text has to know and remember.
 */
typedef struct
{
  const SkIcalWish *wish;
  SkIcalZone       *local;
  SkIcalZone       *utc;
  GHashTable       *zones;
  gint64            budget;
  GPtrArray        *events;
  guint             n_odd;
  guint             n_half;
  guint             n_endless;
  char             *unknown;
  gboolean          is_cancelled;
} SkIcalContext;

/**
 * SkIcalMoment:
 * @wall: what the clocks of @zone show; of a day its midnight
 * @at: the same instant, Unix seconds
 * @is_date: whether it is a day
 * @zone: (unowned): in whose time it was said
 *
 * A time as a property says it.
 */
typedef struct
{
  gint64      wall;
  gint64      at;
  gboolean    is_date;
  SkIcalZone *zone;
} SkIcalMoment;

void     sk_ical_context_init   (SkIcalContext       *self,
                                 const SkIcalWish    *wish);
void     sk_ical_context_clear  (SkIcalContext       *self);
void     sk_ical_context_enter  (SkIcalContext       *self,
                                 icalcomponent       *calendar);
gboolean sk_ical_context_read   (SkIcalContext       *self,
                                 icalproperty        *property,
                                 struct icaltimetype  time,
                                 SkIcalZone          *usual,
                                 SkIcalMoment        *moment);
void     sk_ical_context_add    (SkIcalContext       *self,
                                 const SkEventInit   *facts,
                                 SkSpan               span,
                                 gboolean             all_day);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkIcalContext, sk_ical_context_clear)

G_END_DECLS
