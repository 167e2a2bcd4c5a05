/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/timerfd.h>
#include <sys/types.h>

#include "sk-alarm.h"

G_BEGIN_DECLS

#define SK_TYPE_WALL_ALARM (sk_wall_alarm_get_type ())
G_DECLARE_FINAL_TYPE (SkWallAlarm, sk_wall_alarm, SK, WALL_ALARM, GObject)

/**
 * SkWallAlarmOps:
 * @settime: as timerfd_settime(2)
 * @read: as read(2)
 *
 * What the alarm asks of the system: a test may stand between the two.
 */
typedef struct
{
  int     (* settime) (int                      fd,
                       int                      flags,
                       const struct itimerspec *when,
                       struct itimerspec       *before);
  ssize_t (* read)    (int                      fd,
                       void                    *bytes,
                       size_t                   n);
} SkWallAlarmOps;

SkWallAlarm *sk_wall_alarm_new (const SkWallAlarmOps *ops);

G_END_DECLS
