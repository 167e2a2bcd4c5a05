/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-alarm.h"
#include "sk-clock.h"

G_BEGIN_DECLS

#define SK_TYPE_FAKE_ALARM (sk_fake_alarm_get_type ())
G_DECLARE_FINAL_TYPE (SkFakeAlarm, sk_fake_alarm, SK, FAKE_ALARM, GObject)

SkFakeAlarm *sk_fake_alarm_new         (gint64       now);
SkClock      sk_fake_alarm_get_clock   (SkFakeAlarm *self);
gint64       sk_fake_alarm_get_now     (SkFakeAlarm *self);
gint64       sk_fake_alarm_get_when    (SkFakeAlarm *self);
guint        sk_fake_alarm_get_n_rings (SkFakeAlarm *self);
void         sk_fake_alarm_advance     (SkFakeAlarm *self,
                                        gint64       to);
void         sk_fake_alarm_jump        (SkFakeAlarm *self,
                                        gint64       to);

G_END_DECLS
