/* test-alarm.c — being woken by the kernel, and a clock that somebody sets
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "sk-clock.h"
#include "sk-patience.h"
#include "sk-wall-alarm.h"

/* --- a system between the alarm and the system --- */

static struct
{
  int    n_settimes;
  int    n_reads;
  gint64 last_set;
  int    last_flags;
  int    fail_settime;          /* with this, the next time; 0: does not */
  int    fail_read;
} fake;

static int
fake_settime (int                      fd,
              int                      flags,
              const struct itimerspec *when,
              struct itimerspec       *before)
{
  int answer = timerfd_settime (fd, flags, when, before);

  fake.n_settimes++;
  fake.last_set = when->it_value.tv_sec;
  fake.last_flags = flags;
  if (fake.fail_settime == 0)
    return answer;

  errno = fake.fail_settime;
  fake.fail_settime = 0;
  return -1;
}

/* Of a change the kernel tells instead of ringing; what else fails changes
 * nothing. */
static ssize_t
fake_read (int     fd,
           void   *bytes,
           size_t  n)
{
  int why = fake.fail_read;

  fake.n_reads++;
  fake.fail_read = 0;
  if (why != 0 && why != ECANCELED)
    {
      errno = why;
      return -1;
    }

  ssize_t answer = read (fd, bytes, n);

  if (why == 0)
    return answer;

  errno = why;
  return -1;
}

static const SkWallAlarmOps fake_ops = { fake_settime, fake_read };

/* --- a world --- */

typedef struct
{
  SkAlarm *alarm;
  guint    n_rings;
  guint    n_changes;
  gint64   rang_at;
} World;

static gint64
now (void)
{
  return sk_clock_now ((SkClock) { .stopped = FALSE });
}

static void
on_rang (SkAlarm *alarm,
         World   *world)
{
  world->n_rings++;
  world->rang_at = now ();
}

static void
on_clock_changed (SkAlarm *alarm,
                  World   *world)
{
  world->n_changes++;
}

static void
world_init (World                *world,
            const SkWallAlarmOps *ops)
{
  memset (&fake, 0, sizeof fake);
  world->alarm = SK_ALARM (sk_wall_alarm_new (ops));
  g_signal_connect (world->alarm, "rang", G_CALLBACK (on_rang), world);
  g_signal_connect (world->alarm, "clock-changed", G_CALLBACK (on_clock_changed), world);
}

static void
world_clear (World *world)
{
  g_assert_finalize_object (world->alarm);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* Whatever is due already. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* --- the kernel's --- */

static void
test_rings_for_the_past (void)
{
  static const gint64 over[] = { G_MININT64, -1, 0, 1, 1000000000 };
  g_auto(World) world = { 0 };

  world_init (&world, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (over); i++)
    {
      sk_alarm_set (world.alarm, over[i]);
      g_assert_cmpuint (world.n_rings, ==, i);
      sk_patience_wait (&world.n_rings, i + 1);
      settle ();
      g_assert_cmpuint (world.n_rings, ==, i + 1);
    }
  g_assert_cmpuint (world.n_changes, ==, 0);
}

static void
test_rings_in_time (void)
{
  g_auto(World) world = { 0 };
  gint64 when = now () + 1;

  world_init (&world, NULL);
  sk_alarm_set (world.alarm, when);
  sk_patience_wait (&world.n_rings, 1);
  g_assert_cmpint (world.rang_at, >=, when);
  settle ();
  g_assert_cmpuint (world.n_rings, ==, 1);
}

static void
test_the_last_setting_counts (void)
{
  g_auto(World) world = { 0 };

  world_init (&world, NULL);
  sk_alarm_set (world.alarm, 1);
  sk_alarm_set (world.alarm, now () + 1000);
  settle ();
  g_assert_cmpuint (world.n_rings, ==, 0);

  sk_alarm_set (world.alarm, 1);
  sk_alarm_clear (world.alarm);
  settle ();
  g_assert_cmpuint (world.n_rings, ==, 0);

  sk_alarm_set (world.alarm, 1);
  sk_patience_wait (&world.n_rings, 1);
}

/* Set again from inside its own ring, as the ticker does. */
static void
on_rang_again (SkAlarm *alarm,
               World   *world)
{
  if (world->n_rings < 5)
    sk_alarm_set (alarm, world->n_rings);
}

static void
test_may_be_set_while_it_rings (void)
{
  g_auto(World) world = { 0 };

  world_init (&world, NULL);
  g_signal_connect (world.alarm, "rang", G_CALLBACK (on_rang_again), &world);
  sk_alarm_set (world.alarm, 1);
  sk_patience_wait (&world.n_rings, 5);
  settle ();
  g_assert_cmpuint (world.n_rings, ==, 5);
}

static void
on_rang_let_go (SkAlarm  *alarm,
                SkAlarm **held)
{
  g_clear_object (held);
}

static void
test_may_be_let_go_while_it_rings (void)
{
  SkAlarm *alarm = SK_ALARM (sk_wall_alarm_new (NULL));
  gpointer weak = alarm;

  g_object_add_weak_pointer (G_OBJECT (alarm), &weak);
  g_signal_connect (alarm, "rang", G_CALLBACK (on_rang_let_go), &alarm);
  sk_alarm_set (alarm, 1);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

/* --- a clock that is set --- */

static void
test_asks_to_be_told (void)
{
  g_auto(World) world = { 0 };

  world_init (&world, &fake_ops);
  g_assert_cmpint (fake.n_settimes, ==, 1);
  g_assert_cmpint (fake.last_flags, ==, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET);
  g_assert_cmpint (fake.last_set - now (), >, G_GINT64_CONSTANT (10) * 365 * 24 * 60 * 60);

  sk_alarm_set (world.alarm, 1);
  g_assert_cmpint (fake.last_set, ==, 1);
  sk_patience_wait (&world.n_rings, 1);
  g_assert_cmpint (fake.last_set - now (), >, G_GINT64_CONSTANT (10) * 365 * 24 * 60 * 60);
  g_assert_cmpint (fake.last_flags, ==, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET);
}

static void
test_nothing_is_armed_twice (void)
{
  g_auto(World) world = { 0 };

  world_init (&world, &fake_ops);
  sk_alarm_clear (world.alarm);
  sk_alarm_set (world.alarm, now () + 1000);
  sk_alarm_set (world.alarm, fake.last_set);
  g_assert_cmpint (fake.n_settimes, ==, 2);
}

/* The kernel tells instead of ringing: it is armed again, and rings. */
static void
test_told_while_it_waits (void)
{
  g_auto(World) world = { 0 };

  world_init (&world, &fake_ops);
  fake.fail_read = ECANCELED;
  sk_alarm_set (world.alarm, 5);
  sk_patience_wait (&world.n_changes, 1);
  g_assert_cmpuint (world.n_rings, ==, 0);
  g_assert_cmpint (fake.last_set, ==, 5);
  sk_patience_wait (&world.n_rings, 1);
  settle ();
  g_assert_cmpuint (world.n_rings, ==, 1);
  g_assert_cmpuint (world.n_changes, ==, 1);
}

/* The kernel tells while the alarm is set: never from inside the setting. */
static void
test_told_while_it_is_set (void)
{
  g_auto(World) world = { 0 };

  world_init (&world, &fake_ops);
  fake.fail_settime = ECANCELED;
  sk_alarm_set (world.alarm, now () + 1000);
  fake.fail_settime = ECANCELED;
  sk_alarm_set (world.alarm, now () + 2000);
  g_assert_cmpuint (world.n_changes, ==, 0);
  sk_patience_wait (&world.n_changes, 1);
  settle ();
  g_assert_cmpuint (world.n_changes, ==, 1);

  sk_alarm_set (world.alarm, 5);
  sk_patience_wait (&world.n_rings, 1);
}

static void
test_let_go_before_it_has_told (void)
{
  World world = { 0 };
  gpointer gone;

  world_init (&world, &fake_ops);
  fake.fail_settime = ECANCELED;
  sk_alarm_set (world.alarm, 5);
  gone = world.alarm;
  g_assert_nonnull (g_main_context_find_source_by_user_data (NULL, gone));
  world_clear (&world);
  g_assert_null (g_main_context_find_source_by_user_data (NULL, gone));
}

static void
test_a_read_that_fails_is_tried_again (void)
{
  static const int whys[] = { EINTR, EAGAIN };

  for (guint i = 0; i < G_N_ELEMENTS (whys); i++)
    {
      g_auto(World) world = { 0 };

      world_init (&world, &fake_ops);
      sk_alarm_set (world.alarm, 5);
      fake.fail_read = whys[i];
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (fake.n_reads, ==, 1);
      g_assert_cmpuint (world.n_rings + world.n_changes, ==, 0);
      sk_patience_wait (&world.n_rings, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/alarm/rings-for-the-past", test_rings_for_the_past);
  g_test_add_func ("/alarm/rings-in-time", test_rings_in_time);
  g_test_add_func ("/alarm/the-last-setting-counts", test_the_last_setting_counts);
  g_test_add_func ("/alarm/may-be-set-while-it-rings", test_may_be_set_while_it_rings);
  g_test_add_func ("/alarm/may-be-let-go-while-it-rings", test_may_be_let_go_while_it_rings);
  g_test_add_func ("/alarm/asks-to-be-told", test_asks_to_be_told);
  g_test_add_func ("/alarm/nothing-is-armed-twice", test_nothing_is_armed_twice);
  g_test_add_func ("/alarm/told-while-it-waits", test_told_while_it_waits);
  g_test_add_func ("/alarm/told-while-it-is-set", test_told_while_it_is_set);
  g_test_add_func ("/alarm/let-go-before-it-has-told", test_let_go_before_it_has_told);
  g_test_add_func ("/alarm/a-read-that-fails-is-tried-again",
                   test_a_read_that_fails_is_tried_again);

  return g_test_run ();
}
