/* sk-time-words.c — how we say when, and how long
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-time-words.h"

#include <glib/gi18n-lib.h>

/**
 * sk_words_dup_duration:
 * @seconds: a length of time
 *
 * Returns: (transfer full): "45 min", "2 h", "1 h 30 min"
 */
char *
sk_words_dup_duration (gint64 seconds)
{
  gint64 minutes = seconds / 60;

  if (minutes < 60)
    /* Translators: a length of time, e.g. "45 min" */
    return g_strdup_printf (_("%d min"), (int) minutes);
  if (minutes % 60 == 0)
    /* Translators: a length of time, e.g. "2 h" */
    return g_strdup_printf (_("%d h"), (int) (minutes / 60));

  /* Translators: a length of time, e.g. "1 h 30 min" */
  return g_strdup_printf (_("%1$d h %2$d min"), (int) (minutes / 60), (int) (minutes % 60));
}

static char *
format (gint64      instant,
        SkRules    *rules,
        const char *pattern)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant);
  g_autoptr(GDateTime) local = NULL;
  char *text = NULL;

  if (utc != NULL)
    local = g_date_time_to_timezone (utc, sk_rules_get_zone (rules));
  if (local != NULL)
    text = g_date_time_format (local, pattern);

  return text != NULL ? text : g_strdup ("?");
}

/**
 * sk_words_dup_clock:
 * @instant: Unix seconds
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "09:30"
 */
char *
sk_words_dup_clock (gint64   instant,
                    SkRules *rules)
{
  return format (instant, rules, "%H:%M");
}

/**
 * sk_words_dup_day:
 * @instant: Unix seconds
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "Mon 23 Nov"
 */
char *
sk_words_dup_day (gint64   instant,
                  SkRules *rules)
{
  /* Translators: a day as g_date_time_format() writes it, e.g. "Mon 23 Nov" */
  return format (instant, rules, _("%a %-d %b"));
}

/**
 * sk_words_dup_moment:
 * @instant: Unix seconds
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "Mon 23 Nov 09:30"
 */
char *
sk_words_dup_moment (gint64   instant,
                     SkRules *rules)
{
  /* Translators: a moment as g_date_time_format() writes it, e.g. "Mon 23 Nov 09:30" */
  return format (instant, rules, _("%a %-d %b %H:%M"));
}

static gboolean
is_same_day (SkSpan   span,
             SkRules *rules)
{
  g_autofree char *first = format (span.start, rules, "%F");
  g_autofree char *last = format (span.end - 1, rules, "%F");

  return strcmp (first, last) == 0;
}

/**
 * sk_words_dup_span:
 * @span: a stretch of time
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "Mon 23 Nov 09:30–11:00"
 */
char *
sk_words_dup_span (SkSpan   span,
                   SkRules *rules)
{
  g_autofree char *start = sk_words_dup_moment (span.start, rules);
  g_autofree char *end = is_same_day (span, rules) ? sk_words_dup_clock (span.end, rules)
                                                   : sk_words_dup_moment (span.end, rules);

  /* Translators: a stretch of time from %1$s to %2$s */
  return g_strdup_printf (_("%1$s–%2$s"), start, end);
}

/**
 * sk_words_dup_when:
 * @when: a date or a moment
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "Mon 23 Nov", or with a time; empty if there is neither
 */
char *
sk_words_dup_when (SkWhen   when,
                   SkRules *rules)
{
  if (when.kind == SK_WHEN_INSTANT)
    return sk_words_dup_moment (when.value, rules);
  if (when.kind == SK_WHEN_NONE)
    return g_strdup ("");

  GDate date;
  char text[64];

  sk_day_to_date (when.value, &date);
  g_date_strftime (text, sizeof text, _("%a %-d %b"), &date);

  return g_strdup (text);
}
