/* sk-calendar-words.c — how we say that a calendar could not be read
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-calendar-words.h"

#include <glib/gi18n-lib.h>

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
  g_autofree char *reason = g_strdup (why);

  if (g_str_has_suffix (reason, "."))
    reason[strlen (reason) - 1] = '\0';

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
