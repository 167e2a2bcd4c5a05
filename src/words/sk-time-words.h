/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-rules.h"
#include "sk-span.h"

G_BEGIN_DECLS

const char *sk_words_get_weekday (gint64 day);

char *sk_words_dup_duration    (gint64     seconds);
char *sk_words_dup_clock       (gint64     instant,
                                SkRules   *rules);
char *sk_words_dup_day         (gint64     instant,
                                SkRules   *rules);
char *sk_words_dup_moment      (gint64     instant,
                                SkRules   *rules);
char *sk_words_dup_moment_near (gint64     instant,
                                gint64     now,
                                GTimeZone *zone);
char *sk_words_dup_moment_soon (gint64     instant,
                                gint64     now,
                                GTimeZone *zone);
char *sk_words_dup_span        (SkSpan     span,
                                SkRules   *rules);
char *sk_words_dup_span_near   (SkSpan     span,
                                gint64     now,
                                GTimeZone *zone);
char *sk_words_dup_when        (SkWhen     when,
                                SkRules   *rules);

G_END_DECLS
