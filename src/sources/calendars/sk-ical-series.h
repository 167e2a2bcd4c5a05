/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-ical-context.h"

G_BEGIN_DECLS

typedef struct _SkIcalSeries SkIcalSeries;

SkIcalSeries *sk_ical_series_new    (void);
void          sk_ical_series_free   (SkIcalSeries  *self);
void          sk_ical_series_take   (SkIcalSeries  *self,
                                     SkIcalContext *context,
                                     icalcomponent *event);
void          sk_ical_series_unfold (SkIcalSeries  *self,
                                     SkIcalContext *context);

G_END_DECLS
