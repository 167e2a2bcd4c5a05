/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkSpan:
 * @start: Unix seconds; the first second that belongs to it
 * @end: Unix seconds; the first second that no longer does
 *
 * A stretch of time, half open: two spans that touch do not overlap.
 */
typedef struct
{
  gint64 start;
  gint64 end;
} SkSpan;

static inline gboolean
sk_span_is_empty (SkSpan self)
{
  return self.end <= self.start;
}

static inline gboolean
sk_span_overlaps (SkSpan a,
                  SkSpan b)
{
  return a.start < b.end && b.start < a.end;
}

static inline gboolean
sk_span_contains (SkSpan self,
                  gint64 moment)
{
  return self.start <= moment && moment < self.end;
}

static inline gboolean
sk_span_equal (SkSpan a,
               SkSpan b)
{
  return a.start == b.start && a.end == b.end;
}

/* Seconds from start to end. */
static inline gint64
sk_span_length (SkSpan self)
{
  return self.end - self.start;
}

/* @self with @seconds more on either side. */
static inline SkSpan
sk_span_widen (SkSpan self,
               gint64 seconds)
{
  return (SkSpan) { self.start - seconds, self.end + seconds };
}

G_END_DECLS
