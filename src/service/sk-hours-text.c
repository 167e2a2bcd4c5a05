/* sk-hours-text.c — hours as a person writes them in one line: "9–12:30, 13:15–17"
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-hours-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sk-error.h"
#include "sk-time-codec.h"

/**
 * sk_hours_text_print:
 * @ranges: ranges as the preferences have them
 *
 * Returns: (transfer full): the same in one line; empty: none
 */
char *
sk_hours_text_print (const char *const *ranges)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; ranges[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ranges[i]);
  g_string_replace (text, "-", "–", 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_plain (const char *text)
{
  GString *plain = g_string_new (text);

  g_string_replace (plain, "–", "-", 0);
  g_string_replace (plain, "—", "-", 0);
  g_string_replace (plain, " ", "", 0);
  g_string_replace (plain, ";", ",", 0);

  return g_string_free (plain, FALSE);
}

/* As people write it: an hour is enough. */
static gboolean
read_range (const char *text,
            SkRange    *range)
{
  g_auto(GStrv) edges = g_strsplit (text, "-", 2);

  return g_strv_length (edges) == 2 && sk_minute_parse (edges[0], &range->start_minute) &&
         sk_minute_parse (edges[1], &range->end_minute) &&
         range->start_minute < range->end_minute;
}

static int
compare_ranges (gconstpointer a,
                gconstpointer b)
{
  return ((const SkRange *) a)->start_minute - ((const SkRange *) b)->start_minute;
}

static gboolean
fail (GError     **error,
      const char  *text)
{
  g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING, text);
  return FALSE;
}

static gboolean
read_ranges (const char  *text,
             GArray      *ranges,
             GError     **error)
{
  g_autofree char *plain = dup_plain (text);
  g_auto(GStrv) parts = g_strsplit (plain, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      SkRange range;

      if (*parts[i] == '\0')
        continue;
      if (!read_range (parts[i], &range))
        return fail (error, _("Write hours like 9:00–12:30, 13:15–17:00; leave it empty for a "
                              "free day."));
      g_array_append_val (ranges, range);
    }

  g_array_sort (ranges, compare_ranges);
  for (guint i = 1; i < ranges->len; i++)
    if (g_array_index (ranges, SkRange, i).start_minute <
        g_array_index (ranges, SkRange, i - 1).end_minute)
      return fail (error, _("These hours overlap."));

  return TRUE;
}

/**
 * sk_hours_text_parse:
 * @text: hours in one line; empty: none
 * @error: %SK_ERROR_SETTING, saying how to write them
 *
 * Returns: (transfer full) (nullable): ranges as the preferences have them, in
 *   their order
 */
GStrv
sk_hours_text_parse (const char  *text,
                     GError     **error)
{
  g_autoptr(GArray) ranges = sk_ranges_new ();
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();

  if (!read_ranges (text, ranges, error))
    return NULL;

  for (guint i = 0; i < ranges->len; i++)
    {
      const SkRange *range = &g_array_index (ranges, SkRange, i);
      g_autofree char *one = g_strdup_printf ("%02d:%02d-%02d:%02d", range->start_minute / 60,
                                              range->start_minute % 60, range->end_minute / 60,
                                              range->end_minute % 60);

      g_strv_builder_add (texts, one);
    }

  return g_strv_builder_end (texts);
}

/**
 * sk_hours_text_parse_day:
 * @text: a date and, if it is not a free day, hours: "2026-12-24 9–12"
 * @date: (out) (transfer full): the date, YYYY-MM-DD
 * @ranges: (out) (transfer full): its hours
 * @error: %SK_ERROR_SETTING, saying how to write them
 *
 * Returns: whether it is understood
 */
gboolean
sk_hours_text_parse_day (const char  *text,
                         char       **date,
                         GStrv       *ranges,
                         GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_auto(GStrv) parts = g_strsplit_set (stripped, " ,", 2);
  SkWhen when;

  if (parts[0] == NULL || !sk_when_parse (parts[0], &when) || when.kind != SK_WHEN_DAY)
    return fail (error, _("Write a date like 2026-12-24, and its hours if it is not a free day."));

  *ranges = sk_hours_text_parse (parts[1] != NULL ? parts[1] : "", error);
  if (*ranges == NULL)
    return FALSE;

  *date = g_strdup (parts[0]);
  return TRUE;
}
