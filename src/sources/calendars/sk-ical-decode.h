/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-event.h"

G_BEGIN_DECLS

#define SK_ICAL_MAX_BYTES (32u * 1024 * 1024)
#define SK_ICAL_MAX_EVENTS 50000

/**
 * SkIcalWish:
 * @calendar: what the calendar is called
 * @span: what is wanted, Unix seconds
 * @zone: where days begin and end, and what times without a zone are meant in
 * @is_free: whether nothing in it takes time, whatever it says
 *
 * What sk_ical_decode() is to find.
 */
typedef struct
{
  const char *calendar;
  SkSpan      span;
  GTimeZone  *zone;
  gboolean    is_free;
} SkIcalWish;

gboolean   sk_ical_check  (const char        *text,
                           gsize              length,
                           GError           **error);
GPtrArray *sk_ical_decode (const char        *text,
                           gsize              length,
                           const SkIcalWish  *wish,
                           GPtrArray         *notes,
                           GError           **error);

G_END_DECLS
