/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-rules.h"
#include "sk-span.h"

G_BEGIN_DECLS

/* The words of a line that supposes something; how they are put together is
 * sk-what-if.c's. */

GStrv    sk_what_if_split          (const char  *line,
                                    GError     **error);
gboolean sk_what_if_parse_duration (const char  *word,
                                    double      *hours);
gboolean sk_what_if_parse_number   (const char  *word,
                                    double      *number);
gboolean sk_what_if_parse_day      (const char  *word,
                                    gint64       from,
                                    gint64      *day);
gboolean sk_what_if_parse_days     (const char  *word,
                                    gint64       from,
                                    gint64      *first,
                                    gint64      *last);
gboolean sk_what_if_parse_moment   (const char  *word,
                                    gint64       from,
                                    SkRules     *rules,
                                    gboolean     ends,
                                    SkWhen      *when);
gboolean sk_what_if_parse_range    (const char  *word,
                                    SkRange     *range);

G_END_DECLS
