/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SK_TYPE_ALARM (sk_alarm_get_type ())
G_DECLARE_INTERFACE (SkAlarm, sk_alarm, SK, ALARM, GObject)

/* When there is nothing to be woken for. */
#define SK_ALARM_NEVER G_MAXINT64

/**
 * SkAlarmInterface:
 * @set: rings once at @when, Unix seconds, or soon if that is over;
 *   %SK_ALARM_NEVER: not at all.  What was set before is forgotten.
 *
 * Being woken.  It rings through the main context, never from inside @set.
 */
struct _SkAlarmInterface
{
  GTypeInterface parent_iface;

  void (* set) (SkAlarm *self,
                gint64   when);
};

void sk_alarm_set                (SkAlarm *self,
                                  gint64   when);
void sk_alarm_clear              (SkAlarm *self);

/* for those who make one */
void sk_alarm_emit_rang          (SkAlarm *self);
void sk_alarm_emit_clock_changed (SkAlarm *self);

G_END_DECLS
