/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkWhenKind:
 * @SK_WHEN_NONE: nobody said
 * @SK_WHEN_DAY: a calendar day, in whatever zone the plan is made
 * @SK_WHEN_INSTANT: a point in time
 */
typedef enum
{
  SK_WHEN_NONE,
  SK_WHEN_DAY,
  SK_WHEN_INSTANT,
} SkWhenKind;

/**
 * SkWhen:
 * @kind: which of the three it is
 * @value: days since 1970-01-01, or Unix seconds; 0 where there is none
 *
 * A date is its own type: turned into midnight too early, it shifts by a day
 * for everybody who lives somewhere else.  There are five of these in each task
 * and two in each place of a plan, so both share eight bytes; no calendar comes
 * near 62 bits.
 */
typedef struct
{
  SkWhenKind kind : 2;
  gint64     value : 62;
} SkWhen;

G_STATIC_ASSERT (sizeof (SkWhen) == 8);

static inline SkWhen
sk_when_day (gint64 day)
{
  return (SkWhen) { SK_WHEN_DAY, day };
}

static inline SkWhen
sk_when_instant (gint64 seconds)
{
  return (SkWhen) { SK_WHEN_INSTANT, seconds };
}

static inline gboolean
sk_when_is_set (SkWhen self)
{
  return self.kind != SK_WHEN_NONE;
}

static inline gboolean
sk_when_equal (SkWhen a,
               SkWhen b)
{
  return a.kind == b.kind && (a.kind == SK_WHEN_NONE || a.value == b.value);
}

/* GDate counts days from 1 January of year 1; we count from 1970. */
#define SK_DAY_OF_GDATE_ONE (-719162)

static inline gint64
sk_day_from_date (const GDate *date)
{
  return (gint64) g_date_get_julian (date) - 1 + SK_DAY_OF_GDATE_ONE;
}

static inline void
sk_day_to_date (gint64  day,
                GDate  *date)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) (day + 1 - SK_DAY_OF_GDATE_ONE));
}

/* Monday is 0, Sunday is 6; 1970-01-01 was a Thursday. */
static inline guint
sk_day_get_weekday (gint64 day)
{
  return (guint) (((day + 3) % 7 + 7) % 7);
}

G_END_DECLS
