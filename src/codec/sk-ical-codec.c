/* sk-ical-codec.c — a plan as iCalendar, for other programs to show
 *
 * RFC 5545.  A task has one event with a name that stays, so that an import
 * moves it; the names end in what tells our own calendar from others, so that
 * it is never read back as busy.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-codec.h"

#include "sk-event.h"

#define MAX_LINE 75             /* octets, the line's end not counted */
#define DAY_SECONDS (24 * 60 * 60)

/* --- lines --- */

/* A line, folded where it has to be and never inside a character. */
static void
add_line (GString    *out,
          const char *line)
{
  const char *from = line;
  gsize room = MAX_LINE;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    if ((gsize) (g_utf8_next_char (p) - from) > room)
      {
        g_string_append_len (out, from, p - from);
        g_string_append (out, "\r\n ");
        from = p;
        room = MAX_LINE - 1;
      }

  g_string_append (out, from);
  g_string_append (out, "\r\n");
}

static void G_GNUC_PRINTF (2, 3)
add_format (GString    *out,
            const char *format,
            ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *line = g_strdup_vprintf (format, args);
  va_end (args);

  add_line (out, line);
}

/* A TEXT value: what separates values is escaped, what controls is left out. */
static char *
dup_escaped (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        g_string_append (out, "\\n");
      else if (g_unichar_iscntrl (c) && c != '\t')
        continue;
      else if (c == '\\' || c == ';' || c == ',')
        g_string_append_printf (out, "\\%c", (char) c);
      else
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

static void
add_text (GString    *out,
          const char *property,
          const char *text)
{
  g_autofree char *escaped = dup_escaped (text);

  add_format (out, "%s:%s", property, escaped);
}

/* --- times --- */

static int
get_offset (GTimeZone *zone,
            gint64     instant)
{
  return g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                                                  instant));
}

/* "20261123T080000" as a clock shows it that is @offset seconds ahead of UTC. */
static char *
dup_clock (gint64 instant,
           int    offset)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (instant + offset);

  return g_date_time_format (time, "%Y%m%dT%H%M%S");
}

static gboolean
is_utc (SkRules *rules)
{
  return strcmp (sk_rules_get_zone_name (rules), "UTC") == 0 ||
         strcmp (sk_rules_get_zone_name (rules), "Etc/UTC") == 0;
}

static void
add_time (GString    *out,
          const char *property,
          gint64      instant,
          SkRules    *rules)
{
  int offset = get_offset (sk_rules_get_zone (rules), instant);
  g_autofree char *clock = dup_clock (instant, is_utc (rules) ? 0 : offset);

  if (is_utc (rules))
    add_format (out, "%s:%sZ", property, clock);
  else
    add_format (out, "%s;TZID=%s:%s", property, sk_rules_get_zone_name (rules), clock);
}

/* --- the zone --- */

static char *
dup_offset (int seconds)
{
  int size = ABS (seconds);
  char sign = seconds < 0 ? '-' : '+';

  return size % 60 == 0 ? g_strdup_printf ("%c%02d%02d", sign, size / 3600, size / 60 % 60)
                        : g_strdup_printf ("%c%02d%02d%02d", sign, size / 3600, size / 60 % 60,
                                           size % 60);
}

/* The clocks as they are from @instant on. */
static void
add_observance (GString   *out,
                GTimeZone *zone,
                gint64     instant)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);
  const char *kind = g_time_zone_is_dst (zone, interval) ? "DAYLIGHT" : "STANDARD";
  int before = get_offset (zone, instant - 1);
  g_autofree char *start = dup_clock (instant, before);
  g_autofree char *from = dup_offset (before);
  g_autofree char *to = dup_offset (g_time_zone_get_offset (zone, interval));

  add_format (out, "BEGIN:%s", kind);
  add_format (out, "DTSTART:%s", start);
  add_format (out, "TZOFFSETFROM:%s", from);
  add_format (out, "TZOFFSETTO:%s", to);
  add_format (out, "TZNAME:%s", g_time_zone_get_abbreviation (zone, interval));
  add_format (out, "END:%s", kind);
}

/* The first instant after @instant, no later than a day, at which the clocks
 * are others; there is one. */
static gint64
find_change (GTimeZone *zone,
             gint64     instant)
{
  gint64 low = instant, high = instant + DAY_SECONDS;

  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (get_offset (zone, middle) == get_offset (zone, instant))
        low = middle;
      else
        high = middle;
    }

  return high;
}

/* As much of the zone as the events need, written out. */
static void
add_zone (GString *out,
          SkRules *rules,
          SkSpan   span)
{
  GTimeZone *zone = sk_rules_get_zone (rules);

  if (is_utc (rules))
    return;

  add_line (out, "BEGIN:VTIMEZONE");
  add_format (out, "TZID:%s", sk_rules_get_zone_name (rules));
  add_observance (out, zone, span.start);
  for (gint64 t = span.start; t < span.end; t += DAY_SECONDS)
    if (get_offset (zone, t) != get_offset (zone, t + DAY_SECONDS))
      add_observance (out, zone, find_change (zone, t));
  add_line (out, "END:VTIMEZONE");
}

/* --- events --- */

static void
add_event (GString           *out,
           SkPlan            *plan,
           const SkPlacement *placement)
{
  SkRules *rules = sk_plan_get_rules (plan);
  const char *url = sk_task_get_url (placement->task);
  const char *workspace = sk_task_get_workspace (placement->task);
  g_autofree char *uid = g_strconcat (sk_task_get_id (placement->task), SK_EVENT_OWN_SUFFIX, NULL);
  g_autofree char *stamp = dup_clock (sk_plan_get_at (plan), 0);

  add_line (out, "BEGIN:VEVENT");
  add_text (out, "UID", uid);
  add_format (out, "DTSTAMP:%sZ", stamp);
  add_time (out, "DTSTART", placement->span.start, rules);
  add_time (out, "DTEND", placement->span.end, rules);
  add_text (out, "SUMMARY", sk_task_get_title (placement->task));
  if (workspace != NULL && *workspace != '\0')
    add_text (out, "CATEGORIES", workspace);
  if (url != NULL && *url != '\0' && strpbrk (url, "\r\n") == NULL &&
      g_utf8_validate (url, -1, NULL))
    add_format (out, "URL:%s", url);
  add_line (out, "END:VEVENT");
}

static SkSpan
get_extent (SkPlan *plan)
{
  gint64 at = sk_plan_get_at (plan);
  SkSpan extent = { at, at };

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      SkSpan span = sk_plan_get_placement (plan, i)->span;

      extent.start = MIN (extent.start, span.start);
      extent.end = MAX (extent.end, span.end);
    }

  return extent;
}

/**
 * sk_ical_codec_write:
 * @plan: a plan
 *
 * Returns: (transfer full): its placements as an iCalendar file
 */
char *
sk_ical_codec_write (SkPlan *plan)
{
  GString *out = g_string_new (NULL);

  add_line (out, "BEGIN:VCALENDAR");
  add_line (out, "VERSION:2.0");
  add_line (out, "PRODID:-//Slotkeeper//Slotkeeper " PACKAGE_VERSION "//EN");
  add_line (out, "CALSCALE:GREGORIAN");
  add_line (out, "METHOD:PUBLISH");
  add_line (out, "X-WR-CALNAME:Slotkeeper");
  add_zone (out, sk_plan_get_rules (plan), get_extent (plan));
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    add_event (out, plan, sk_plan_get_placement (plan, i));
  add_line (out, "END:VCALENDAR");

  return g_string_free (out, FALSE);
}
