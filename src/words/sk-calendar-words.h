/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sk_words_dup_age   (gint64      seconds);
char *sk_words_dup_doubt (const char *calendar,
                          const char *why,
                          gint64      age);
char *sk_words_dup_refusal
                         (const char *why);
char *sk_words_dup_calendar_sum
                         (guint       n_events,
                          const char *title,
                          gint64      next,
                          gint64      now,
                          GTimeZone  *zone);

G_END_DECLS
