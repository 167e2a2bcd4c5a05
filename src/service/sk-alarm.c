/* sk-alarm.c — being woken at an instant
 *
 * Only the shape of an alarm.  The real one is sk-wall-alarm.c; tests bring
 * their own, whose time they move.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-alarm.h"

G_DEFINE_INTERFACE (SkAlarm, sk_alarm, G_TYPE_OBJECT)

enum
{
  RANG,
  CLOCK_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
sk_alarm_default_init (SkAlarmInterface *iface)
{
  /**
   * SkAlarm::rang:
   * @self: an alarm
   *
   * What it was set to has come.  It is not set any more.
   */
  signals[RANG] = g_signal_new ("rang", SK_TYPE_ALARM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  /**
   * SkAlarm::clock-changed:
   * @self: an alarm
   *
   * The clock was set, or the machine woke from sleep: so much time may have
   * passed, or less than none.  The alarm stays set.
   */
  signals[CLOCK_CHANGED] = g_signal_new ("clock-changed", SK_TYPE_ALARM, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * sk_alarm_set:
 * @self: an alarm
 * @when: Unix seconds
 *
 * Lets it ring once at @when, or soon if that is over.  Whatever it was set to
 * before is forgotten.
 */
void
sk_alarm_set (SkAlarm *self,
              gint64   when)
{
  g_return_if_fail (SK_IS_ALARM (self));

  SK_ALARM_GET_IFACE (self)->set (self, when);
}

/**
 * sk_alarm_clear:
 * @self: an alarm
 *
 * Lets it not ring.  It still tells when the clock changes.
 */
void
sk_alarm_clear (SkAlarm *self)
{
  sk_alarm_set (self, SK_ALARM_NEVER);
}

void
sk_alarm_emit_rang (SkAlarm *self)
{
  g_signal_emit (self, signals[RANG], 0);
}

void
sk_alarm_emit_clock_changed (SkAlarm *self)
{
  g_signal_emit (self, signals[CLOCK_CHANGED], 0);
}
