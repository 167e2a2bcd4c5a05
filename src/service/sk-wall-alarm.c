/* sk-wall-alarm.c — the machine's alarm, by wall-clock time
 *
 * A timer of GLib counts time awake: over a night of sleep it is hours late.
 * This one is a timer of the kernel's real-time clock, and the kernel says
 * through the same descriptor when that clock was set or the machine resumed.
 * It says so only of a timer that is armed, so with nothing to ring for it is
 * armed for a day nobody here will see: that costs no wake-up.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-wall-alarm.h"

#include <errno.h>
#include <glib-unix.h>
#include <unistd.h>

/* The year 2255: in nanoseconds the kernel's own end is not far behind. */
#define FAR_AWAY (sizeof (time_t) > 4 ? G_GINT64_CONSTANT (9000000000) : G_MAXINT32)

struct _SkWallAlarm
{
  GObject         parent_instance;

  SkWallAlarmOps  ops;
  int             fd;
  guint           watch;        /* on @fd */
  guint           debt;         /* the idle source that will tell of a change; 0: none */
  gint64          when;         /* or SK_ALARM_NEVER */
};

static void sk_wall_alarm_iface_init (SkAlarmInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SkWallAlarm, sk_wall_alarm, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_ALARM, sk_wall_alarm_iface_init))

static gboolean
on_idle (gpointer user_data)
{
  SkWallAlarm *self = user_data;

  self->debt = 0;
  sk_alarm_emit_clock_changed (SK_ALARM (self));

  return G_SOURCE_REMOVE;
}

/* An instant of nothing disarms a timer, so what is long over is the first
 * second there is.  If the clock changed since it was last armed the kernel
 * says so here instead; armed it is all the same. */
static void
arm (SkWallAlarm *self)
{
  struct itimerspec spec = { .it_value = { .tv_sec = (time_t) CLAMP (self->when, 1, FAR_AWAY) } };

  if (self->ops.settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, NULL) == 0)
    return;

  if (errno != ECANCELED)
    g_critical ("The alarm cannot be set: %s", g_strerror (errno));
  else if (self->debt == 0)
    self->debt = g_idle_add (on_idle, self);
}

static gboolean
on_readable (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  g_autoptr(SkWallAlarm) self = g_object_ref (user_data);
  guint64 n_times;
  ssize_t n = self->ops.read (fd, &n_times, sizeof n_times);

  if (n == sizeof n_times && self->when != SK_ALARM_NEVER)
    {
      self->when = SK_ALARM_NEVER;
      arm (self);
      sk_alarm_emit_rang (SK_ALARM (self));
    }
  else if (n < 0 && errno == ECANCELED)
    {
      arm (self);
      sk_alarm_emit_clock_changed (SK_ALARM (self));
    }

  return G_SOURCE_CONTINUE;
}

static void
sk_wall_alarm_set (SkAlarm *alarm,
                   gint64   when)
{
  SkWallAlarm *self = SK_WALL_ALARM (alarm);

  if (self->when == when)
    return;

  self->when = when;
  arm (self);
}

static void
sk_wall_alarm_finalize (GObject *object)
{
  SkWallAlarm *self = SK_WALL_ALARM (object);

  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_handle_id (&self->debt, g_source_remove);
  close (self->fd);

  G_OBJECT_CLASS (sk_wall_alarm_parent_class)->finalize (object);
}

static void
sk_wall_alarm_class_init (SkWallAlarmClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_wall_alarm_finalize;
}

static void
sk_wall_alarm_iface_init (SkAlarmInterface *iface)
{
  iface->set = sk_wall_alarm_set;
}

/* A program that cannot get a descriptor as it starts can do nothing else
 * either: GLib ends it for less. */
static void
sk_wall_alarm_init (SkWallAlarm *self)
{
  self->when = SK_ALARM_NEVER;
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->fd < 0)
    g_error ("No alarm can be had: %s", g_strerror (errno));

  self->watch = g_unix_fd_add (self->fd, G_IO_IN, on_readable, self);
}

/**
 * sk_wall_alarm_new:
 * @ops: (nullable): what to ask instead of the system
 *
 * Returns: (transfer full): an alarm that is not set, on the default main
 *   context; it tells of changes of the clock from now on
 */
SkWallAlarm *
sk_wall_alarm_new (const SkWallAlarmOps *ops)
{
  static const SkWallAlarmOps system_ops = { timerfd_settime, read };
  SkWallAlarm *self = g_object_new (SK_TYPE_WALL_ALARM, NULL);

  self->ops = ops != NULL ? *ops : system_ops;
  arm (self);

  return self;
}
