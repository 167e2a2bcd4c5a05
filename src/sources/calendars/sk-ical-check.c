/* sk-ical-check.c — whether a text is a whole calendar, before it is parsed
 *
 * What libical makes of half a calendar, or of a web page, looks like an empty
 * one; and it frees what is deeply nested by calling itself.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-ical-decode.h"

#define MAX_DEPTH 8
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static gboolean
fail (const char  *text,
      GError     **error)
{
  g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED, text);

  return FALSE;
}

static gboolean
starts_with (const char *line,
             const char *end,
             const char *word)
{
  gsize length = strlen (word);

  return (gsize) (end - line) >= length && g_ascii_strncasecmp (line, word, length) == 0;
}

/* Follows BEGIN and END; everything else is the parser's. */
static gboolean
check_lines (const char  *at,
             const char  *end,
             GError     **error)
{
  int depth = 0;
  guint n_calendars = 0;

  while (at < end)
    {
      const char *feed = memchr (at, '\n', (gsize) (end - at));

      if (starts_with (at, end, "BEGIN:"))
        {
          if (depth == 0)
            n_calendars += starts_with (at, end, "BEGIN:VCALENDAR");
          depth++;
        }
      else if (starts_with (at, end, "END:"))
        depth--;

      if (depth < 0 || depth > MAX_DEPTH)
        return fail (_("what it holds is not a well-formed calendar."), error);
      at = feed != NULL ? feed + 1 : end;
    }

  if (n_calendars == 0)
    return fail (_("what is there is not a calendar."), error);
  if (depth > 0)
    return fail (_("the calendar ends in the middle."), error);

  return TRUE;
}

/**
 * sk_ical_check:
 * @text: what may be an iCalendar file
 * @length: of @text, in bytes
 * @error: %SK_ERROR_MALFORMED, saying what is wrong with it in half a sentence
 *
 * Returns: whether it is a whole calendar, or several
 */
gboolean
sk_ical_check (const char  *text,
               gsize        length,
               GError     **error)
{
  if (length > SK_ICAL_MAX_BYTES)
    return fail (_("the calendar is larger than 32 MiB, which we do not read."), error);
  if (memchr (text, '\0', length) != NULL)
    return fail (_("what is there is not a calendar."), error);

  return check_lines (starts_with (text, text + length, BYTE_ORDER_MARK)
                      ? text + strlen (BYTE_ORDER_MARK) : text, text + length, error);
}
