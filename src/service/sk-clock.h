/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkClock:
 * @stopped: whether it stands still
 * @at: where it stands, Unix seconds
 * @hand: (nullable): the hand of a simulated clock, Unix seconds; it outlives
 *   every copy of the clock, and goes before the other two
 *
 * A clock is a value: running, stopped for a report or a replay, or moved by
 * hand, so that a month passes in a test.
 */
typedef struct
{
  gboolean      stopped;
  gint64        at;
  const gint64 *hand;
} SkClock;

gint64 sk_clock_now (SkClock self);

G_END_DECLS
