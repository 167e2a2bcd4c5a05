/* sk-calendar-words.c — how we say that a calendar could not be read
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-calendar-words.h"

#include <glib/gi18n-lib.h>

#include "sk-time-words.h"

#define HOUR_SECONDS (60 * 60)
#define DAY_SECONDS (24 * HOUR_SECONDS)

/**
 * sk_words_dup_age:
 * @seconds: how old something is
 *
 * Returns: (transfer full): "5 minutes", "3 hours", "2 days"
 */
char *
sk_words_dup_age (gint64 seconds)
{
  guint minutes = (guint) CLAMP (seconds / 60, 0, G_MAXINT);
  guint hours = (guint) CLAMP (seconds / HOUR_SECONDS, 0, G_MAXINT);
  guint days = (guint) CLAMP (seconds / DAY_SECONDS, 0, G_MAXINT);

  if (hours == 0)
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  if (days == 0)
    return g_strdup_printf (ngettext ("%u hour", "%u hours", hours), hours);

  return g_strdup_printf (ngettext ("%u day", "%u days", days), days);
}

static char *
dup_half (const char *sentence)
{
  char *half = g_strdup (sentence);

  if (g_str_has_suffix (half, "."))
    half[strlen (half) - 1] = '\0';

  return half;
}

/**
 * sk_words_dup_doubt:
 * @calendar: what a calendar is called
 * @why: why it could not be read, half a sentence
 * @age: how old the copy is that the plan goes around, in seconds; less than
 *   0: there is none
 *
 * Returns: (transfer full): the same in sentences; after a day, a warning
 */
char *
sk_words_dup_doubt (const char *calendar,
                    const char *why,
                    gint64      age)
{
  g_autofree char *ago = sk_words_dup_age (age);
  g_autofree char *reason = dup_half (why);

  if (age < 0)
    /* Translators: %1$s is a calendar, %2$s why */
    return g_strdup_printf (_("The calendar “%1$s” could not be read: %2$s. The plan does not know "
                              "what it holds."), calendar, reason);
  if (age < DAY_SECONDS)
    /* Translators: %1$s is a calendar, %2$s why, %3$s e.g. "3 hours" */
    return g_strdup_printf (_("The calendar “%1$s” could not be read: %2$s. The plan goes around "
                              "what it held %3$s ago."), calendar, reason, ago);

  /* Translators: %1$s is a calendar, %2$s why, %3$s e.g. "2 days" */
  return g_strdup_printf (_("Warning: the calendar “%1$s” could not be read for %3$s: %2$s. What "
                            "was added since is not in the plan."), calendar, reason, ago);
}

/**
 * sk_words_dup_refusal:
 * @why: why a calendar that is being added could not be read, half a sentence
 *
 * Returns: (transfer full): the same in a sentence
 */
char *
sk_words_dup_refusal (const char *why)
{
  g_autofree char *reason = dup_half (why);

  /* Translators: %s is why, e.g. "its server cannot be reached" */
  return g_strdup_printf (_("The calendar could not be read: %s."), reason);
}

/**
 * sk_words_dup_calendar_sum:
 * @n_events: how many events a calendar holds from now on
 * @title: (nullable): what the next one is called, where that is to be seen
 * @next: when it begins, Unix seconds; 0: there is none
 * @now: Unix seconds
 * @zone: where
 *
 * Returns: (transfer full): "412 events, next: Stand-up, tomorrow 10:00"
 */
char *
sk_words_dup_calendar_sum (guint       n_events,
                           const char *title,
                           gint64      next,
                           gint64      now,
                           GTimeZone  *zone)
{
  g_autofree char *events = g_strdup_printf (ngettext ("%u event", "%u events", n_events),
                                             n_events);
  g_autofree char *when = NULL;

  if (n_events == 0)
    return g_strdup (_("no events in the coming year"));
  if (next == 0)
    return g_steal_pointer (&events);

  when = sk_words_dup_moment_soon (next, now, zone);
  if (title == NULL || *title == '\0')
    /* Translators: %1$s is e.g. "412 events", %2$s is e.g. "tomorrow 10:00" */
    return g_strdup_printf (_("%1$s, next: %2$s"), events, when);

  /* Translators: %1$s is e.g. "412 events", %2$s is what the next one is called, %3$s is e.g.
   * "tomorrow 10:00" */
  return g_strdup_printf (_("%1$s, next: %2$s, %3$s"), events, title, when);
}
