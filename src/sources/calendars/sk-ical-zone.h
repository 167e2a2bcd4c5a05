/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-ical-rule.h"

G_BEGIN_DECLS

typedef struct _SkIcalZone SkIcalZone;

SkIcalZone *sk_ical_zone_new           (GTimeZone     *zone);
SkIcalZone *sk_ical_zone_new_described (icalcomponent *description,
                                        SkSpan         span,
                                        gint64        *budget);
SkIcalZone *sk_ical_zone_new_named     (const char    *name);
void        sk_ical_zone_free          (SkIcalZone    *self);
gboolean    sk_ical_zone_is_recurring  (SkIcalZone    *self);
gint64      sk_ical_zone_get_offset    (SkIcalZone    *self,
                                        gint64         instant);
gint64      sk_ical_zone_resolve       (SkIcalZone    *self,
                                        gint64         wall);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkIcalZone, sk_ical_zone_free)

G_END_DECLS
