/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-board.h"

G_BEGIN_DECLS

/**
 * SkWeekDay:
 * @day: days since 1970-01-01
 * @first_minute: wall-clock minutes since midnight at which something begins
 * @last_minute: at which the last of it ends
 * @open: seconds open for work
 * @taken: of them, seconds that a task or an event takes
 *
 * A day that is worth a column.
 */
typedef struct
{
  gint64 day;
  int    first_minute;
  int    last_minute;
  gint64 open;
  gint64 taken;
} SkWeekDay;

GArray *sk_week_days_new      (SkBoard      *board);
gint64  sk_week_get_day       (SkBoard      *board,
                               gint64        instant);
SkSpan  sk_week_get_minutes   (SkBoard      *board,
                               gint64        day,
                               SkSpan        span);
SkSpan  sk_week_get_drawn     (const SkCard *card);

G_END_DECLS
