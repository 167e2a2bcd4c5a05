/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-alarm.h"
#include "sk-clock.h"
#include "sk-tick.h"

G_BEGIN_DECLS

#define SK_TYPE_TICKER (sk_ticker_get_type ())
G_DECLARE_FINAL_TYPE (SkTicker, sk_ticker, SK, TICKER, GObject)

SkTicker *sk_ticker_new           (SkAlarm              *alarm,
                                   SkClock               clock,
                                   guint32               seed);
void      sk_ticker_set_inputs    (SkTicker             *self,
                                   const SkTickerInputs *inputs);
void      sk_ticker_ask           (SkTicker             *self,
                                   SkPassReason          reason);
void      sk_ticker_finish        (SkTicker             *self,
                                   gboolean              has_worked);
gint64    sk_ticker_get_next_pass (SkTicker             *self);

G_END_DECLS
