/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkClock:
 * @stopped: whether it stands still
 * @at: where it stands, Unix seconds
 *
 * A clock is a value: running, or stopped for a test, a replay, a report.
 */
typedef struct
{
  gboolean stopped;
  gint64   at;
} SkClock;

gint64 sk_clock_now (SkClock self);

G_END_DECLS
