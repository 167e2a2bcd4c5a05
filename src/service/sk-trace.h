/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SK_TRACE ("think"); says how long the rest of the block took, in the log of
 * the layer, at debug level.  It says nothing about whose tasks. */
typedef struct
{
  const char *what;
  gint64      began;
} SkTrace;

static inline SkTrace
sk_trace_begin (const char *what)
{
  return (SkTrace) { what, g_get_monotonic_time () };
}

static inline void
sk_trace_end (SkTrace *self)
{
  g_debug ("%s took %.1f ms", self->what,
           (double) (g_get_monotonic_time () - self->began) / 1000.0);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkTrace, sk_trace_end)

#define SK_TRACE(what) \
  G_GNUC_UNUSED g_auto(SkTrace) G_PASTE (sk_trace_, __LINE__) = sk_trace_begin (what)

G_END_DECLS
