/* sk-what-if-line.c — the words of a line that supposes something
 *
 * A word ends at a space; quotes, "so" or “so”, keep spaces together, and a
 * backslash in them keeps a quote.  Days are said as 2026-11-26, today,
 * tomorrow, or a weekday, mon or monday: the next such day, today counting.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-what-if-line.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sk-error.h"
#include "sk-time-codec.h"
#include "sk-wall-clock.h"

/* --- words --- */

/* The quote that ends what @c begins; 0 if it begins nothing. */
static gunichar
get_closing (gunichar c)
{
  switch (c)
    {
    case '"':
      return '"';

    case 0x201c:        /* “ */
      return 0x201d;    /* ” */

    case 0x201e:        /* „ */
      return 0x201c;    /* “ */

    default:
      return 0;
    }
}

/* A word, without its quotes, moving @at past it.  NULL: a quote stays open. */
static char *
take_word (const char **at)
{
  g_autoptr(GString) word = g_string_new (NULL);
  gunichar closing = 0;
  const char *p = *at;

  for (; *p != '\0' && (closing != 0 || !g_unichar_isspace (g_utf8_get_char (p)));
       p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (closing == 0 && get_closing (c) != 0)
        closing = get_closing (c);
      else if (closing != 0 && c == closing)
        closing = 0;
      else if (closing != 0 && c == '\\' && p[1] != '\0')
        g_string_append_unichar (word, g_utf8_get_char (++p));
      else
        g_string_append_unichar (word, c);
    }

  *at = p;
  return closing == 0 ? g_string_free (g_steal_pointer (&word), FALSE) : NULL;
}

/**
 * sk_what_if_split:
 * @line: what somebody typed, UTF-8
 * @error: %SK_ERROR_SETTING if a quote stays open
 *
 * Returns: (transfer full) (nullable): its words
 */
GStrv
sk_what_if_split (const char  *line,
                  GError     **error)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();

  for (const char *at = line;;)
    {
      g_autofree char *word = NULL;

      while (g_unichar_isspace (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      if (*at == '\0')
        return g_strv_builder_end (words);

      word = take_word (&at);
      if (word == NULL)
        {
          g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING, _("A quote is not closed."));
          return NULL;
        }
      g_strv_builder_add (words, word);
    }
}

/* --- numbers --- */

/* Decimal digits, with a point in them or not. */
static gboolean
take_amount (const char **at,
             double      *amount)
{
  char *end;

  if (!g_ascii_isdigit (**at) || g_ascii_tolower ((*at)[1]) == 'x')
    return FALSE;

  *amount = g_ascii_strtod (*at, &end);
  *at = end;
  return TRUE;
}

static gboolean
take_text (const char **at,
           const char  *text)
{
  if (g_ascii_strncasecmp (*at, text, strlen (text)) != 0)
    return FALSE;

  *at += strlen (text);
  return TRUE;
}

static gboolean
take_minutes (const char **at,
              double      *minutes)
{
  return take_amount (at, minutes) &&
         (take_text (at, "min") || take_text (at, "m") || **at == '\0');
}

/**
 * sk_what_if_parse_duration:
 * @word: "3h", "90m", "90min", "1h30", "1h30m" or "1.5h"
 * @hours: (out): the same in hours
 *
 * Returns: whether it is a length of time, above 0
 */
gboolean
sk_what_if_parse_duration (const char *word,
                           double     *hours)
{
  const char *at = word;
  double amount = 0, minutes = 0;

  if (!take_amount (&at, &amount))
    return FALSE;

  if (take_text (&at, "h"))
    {
      if (*at != '\0' && !take_minutes (&at, &minutes))
        return FALSE;
      *hours = amount + minutes / 60;
    }
  else if (take_text (&at, "min") || take_text (&at, "m"))
    {
      *hours = amount / 60;
    }
  else
    {
      return FALSE;
    }

  return *at == '\0' && *hours > 0 && isfinite (*hours);
}

/**
 * sk_what_if_parse_number:
 * @word: "90", "-1" or "95.6"
 * @number: (out): the same
 *
 * Returns: whether it is a number
 */
gboolean
sk_what_if_parse_number (const char *word,
                         double     *number)
{
  const char *at = *word == '-' ? word + 1 : word;

  if (!take_amount (&at, number) || *at != '\0' || !isfinite (*number))
    return FALSE;
  if (*word == '-')
    *number = -*number;

  return TRUE;
}

/* --- days --- */

static const char *const weekdays[] = {
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

/* Three letters of it, or all. */
static gboolean
find_weekday (const char *word,
              guint      *weekday)
{
  for (*weekday = 0; *weekday < G_N_ELEMENTS (weekdays); (*weekday)++)
    if (g_ascii_strcasecmp (word, weekdays[*weekday]) == 0 ||
        (strlen (word) == 3 && g_ascii_strncasecmp (word, weekdays[*weekday], 3) == 0))
      return TRUE;

  return FALSE;
}

/**
 * sk_what_if_parse_day:
 * @word: a date, a weekday, "today" or "tomorrow"
 * @from: the day that is today; a weekday is the next one from there on
 * @day: (out): days since 1970-01-01
 *
 * Returns: whether it is a day
 */
gboolean
sk_what_if_parse_day (const char *word,
                      gint64      from,
                      gint64     *day)
{
  guint weekday;
  SkWhen when;

  if (g_ascii_strcasecmp (word, "today") == 0)
    *day = from;
  else if (g_ascii_strcasecmp (word, "tomorrow") == 0)
    *day = from + 1;
  else if (find_weekday (word, &weekday))
    *day = from + (weekday + 7 - sk_day_get_weekday (from)) % 7;
  else if (sk_when_parse (word, &when) && when.kind == SK_WHEN_DAY)
    *day = when.value;
  else
    return FALSE;

  return TRUE;
}

/* A weekday counts from @first on, what is said of today does not. */
static gboolean
parse_last_day (const char *word,
                gint64      from,
                gint64      first,
                gint64     *last)
{
  guint weekday;

  return sk_what_if_parse_day (word, find_weekday (word, &weekday) ? first : from, last);
}

/**
 * sk_what_if_parse_days:
 * @word: a day, or two with a hyphen between them
 * @from: the day that is today
 * @first: (out): the first of them
 * @last: (out): the last of them; a weekday is the next one from the first on
 *
 * Returns: whether it is a day, or a stretch of at most a year
 */
gboolean
sk_what_if_parse_days (const char *word,
                       gint64      from,
                       gint64     *first,
                       gint64     *last)
{
  if (sk_what_if_parse_day (word, from, first))
    {
      *last = *first;
      return TRUE;
    }

  /* a date has hyphens of its own */
  for (const char *hyphen = strchr (word, '-'); hyphen != NULL; hyphen = strchr (hyphen + 1, '-'))
    {
      g_autofree char *head = g_strndup (word, (gsize) (hyphen - word));

      if (sk_what_if_parse_day (head, from, first) &&
          parse_last_day (hyphen + 1, from, *first, last))
        return *last >= *first && *last - *first < SK_MAX_DAYS_AHEAD;
    }

  return FALSE;
}

/* --- times of day --- */

/**
 * sk_what_if_parse_moment:
 * @word: a day, as sk_what_if_parse_day() takes it; with a time after a space, a T or a
 *   hyphen: "fri-15:00"; or a time with its offset, ISO 8601
 * @from: the day that is today
 * @rules: rules, for their zone
 * @ends: whether something ends then: of a time that clocks show twice the second
 * @when: (out): the same
 *
 * Returns: whether it is one
 */
gboolean
sk_what_if_parse_moment (const char *word,
                         gint64      from,
                         SkRules    *rules,
                         gboolean    ends,
                         SkWhen     *when)
{
  gsize length = strlen (word);
  gint64 day;

  if (sk_when_parse (word, when))
    return TRUE;
  if (sk_what_if_parse_day (word, from, &day))
    {
      *when = sk_when_day (day);
      return TRUE;
    }

  for (gsize i = 1; i < length; i++)
    {
      g_autofree char *head = g_strndup (word, i);
      int minute;

      if (strchr (" T-", word[i]) == NULL || !sk_what_if_parse_day (head, from, &day) ||
          !sk_minute_parse (word + i + 1, &minute))
        continue;

      g_autoptr(SkWallClock) clock = sk_wall_clock_new_for_day (rules, day);
      SkSpan span = sk_wall_clock_resolve (clock, day, &(SkRange) { minute, minute });

      *when = sk_when_instant (ends ? span.end : span.start);
      return TRUE;
    }

  return FALSE;
}

/**
 * sk_what_if_parse_range:
 * @word: a range of a day: "13:00-17:00" or "13-17"
 * @range: (out): the same
 *
 * Returns: whether it is one, and ends after it begins
 */
gboolean
sk_what_if_parse_range (const char *word,
                        SkRange    *range)
{
  g_auto(GStrv) edges = g_strsplit (word, "-", 2);

  return g_strv_length (edges) == 2 &&
         sk_minute_parse (edges[0], &range->start_minute) &&
         sk_minute_parse (edges[1], &range->end_minute) &&
         range->start_minute < range->end_minute;
}
