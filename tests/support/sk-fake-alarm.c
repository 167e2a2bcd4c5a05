/* sk-fake-alarm.c — an alarm and its clock, whose time a test moves
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-fake-alarm.h"

/* More rings than that at one instant, and whoever sets it goes round in circles. */
#define MAX_RINGS_AT_ONCE 16

struct _SkFakeAlarm
{
  GObject parent_instance;

  gint64  now;
  gint64  when;
  guint   n_rings;
  guint   n_rings_now;          /* without @now moving */
};

static void sk_fake_alarm_iface_init (SkAlarmInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SkFakeAlarm, sk_fake_alarm, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_ALARM, sk_fake_alarm_iface_init))

static void
sk_fake_alarm_set (SkAlarm *alarm,
                   gint64   when)
{
  SK_FAKE_ALARM (alarm)->when = when;
}

static void
sk_fake_alarm_iface_init (SkAlarmInterface *iface)
{
  iface->set = sk_fake_alarm_set;
}

static void
sk_fake_alarm_class_init (SkFakeAlarmClass *klass)
{
}

static void
sk_fake_alarm_init (SkFakeAlarm *self)
{
  self->when = SK_ALARM_NEVER;
}

SkFakeAlarm *
sk_fake_alarm_new (gint64 now)
{
  SkFakeAlarm *self = g_object_new (SK_TYPE_FAKE_ALARM, NULL);

  self->now = now;

  return self;
}

/* A clock that shows the time of the alarm, as long as there is the alarm. */
SkClock
sk_fake_alarm_get_clock (SkFakeAlarm *self)
{
  return (SkClock) { .hand = &self->now };
}

gint64
sk_fake_alarm_get_now (SkFakeAlarm *self)
{
  return self->now;
}

/* When it will ring, or SK_ALARM_NEVER. */
gint64
sk_fake_alarm_get_when (SkFakeAlarm *self)
{
  return self->when;
}

guint
sk_fake_alarm_get_n_rings (SkFakeAlarm *self)
{
  return self->n_rings;
}

static void
move_hand (SkFakeAlarm *self,
           gint64       to)
{
  if (to != self->now)
    self->n_rings_now = 0;
  self->now = to;
}

/* Time goes by until @to: it rings whenever it is set to. */
void
sk_fake_alarm_advance (SkFakeAlarm *self,
                       gint64       to)
{
  g_assert_cmpint (to, >=, self->now);

  while (self->when <= to)
    {
      move_hand (self, MAX (self->now, self->when));
      self->when = SK_ALARM_NEVER;
      self->n_rings++;
      g_assert_cmpuint (++self->n_rings_now, <=, MAX_RINGS_AT_ONCE);
      sk_alarm_emit_rang (SK_ALARM (self));
    }

  move_hand (self, to);
}

/* The clock is set to @to, or the machine slept until then: what it was set to
 * meanwhile it rings for when time goes on. */
void
sk_fake_alarm_jump (SkFakeAlarm *self,
                    gint64       to)
{
  move_hand (self, to);
  sk_alarm_emit_clock_changed (SK_ALARM (self));
}
