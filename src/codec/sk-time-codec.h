/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-rules.h"
#include "sk-when.h"

G_BEGIN_DECLS

gboolean   sk_when_parse        (const char *text,
                                 SkWhen     *when);
gboolean   sk_when_parse_local  (const char *text,
                                 GTimeZone  *zone,
                                 SkWhen     *when);
char      *sk_when_print        (SkWhen      when,
                                 GTimeZone  *zone);
char      *sk_instant_print     (gint64      instant,
                                 GTimeZone  *zone);
GTimeZone *sk_zone_parse        (const char *name);
gboolean   sk_minute_parse      (const char *text,
                                 int        *minute);
gboolean   sk_range_parse       (const char *text,
                                 SkRange    *range);

G_END_DECLS
