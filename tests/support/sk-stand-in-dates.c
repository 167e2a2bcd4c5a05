/* sk-stand-in-dates.c — dates as Notion takes them and gives them back
 *
 * Seconds are cut off, a zone survives as an offset only, and what Notion
 * documents as wrong, or leaves undefined, is refused.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#define ISO "^(\\d{4})-(\\d\\d)-(\\d\\d)" \
            "(T(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?$"

static int
get_number (GMatchInfo *match,
            int         group)
{
  g_autofree char *text = g_match_info_fetch (match, group);

  return text != NULL && *text != '\0' ? atoi (text) : 0;
}

/* "+02:00", "+0200", "Z" or nothing. */
static gboolean
read_offset (const char *text,
             SkMoment   *moment)
{
  moment->zoned = text != NULL && *text != '\0';
  if (!moment->zoned || *text == 'Z')
    return TRUE;

  int hours = (text[1] - '0') * 10 + text[2] - '0';
  const char *rest = text + (text[3] == ':' ? 4 : 3);
  int minutes = (rest[0] - '0') * 10 + rest[1] - '0';

  moment->offset = (hours * 60 + minutes) * (*text == '-' ? -60 : 60);
  return hours <= 14 && minutes < 60;
}

gboolean
sk_moment_parse (const char *text,
                 SkMoment   *moment)
{
  g_autoptr(GRegex) regex = g_regex_new (ISO, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  *moment = (SkMoment) { 0 };
  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;

  g_autofree char *time = g_match_info_fetch (match, 4);
  g_autofree char *offset = g_match_info_fetch (match, 8);
  g_autoptr(GDateTime) wall =
    g_date_time_new_utc (get_number (match, 1), get_number (match, 2), get_number (match, 3),
                         get_number (match, 5), get_number (match, 6), get_number (match, 7));

  if (wall == NULL)
    return FALSE;

  moment->local = g_date_time_to_unix (wall);
  moment->timed = time != NULL && *time != '\0';
  return read_offset (offset, moment);
}

gint64
sk_moment_at (SkMoment self)
{
  return self.local - self.offset;
}

static gint64
floor_minute (gint64 at)
{
  return at - (at % 60 + 60) % 60;
}

static int
offset_at (GTimeZone *zone,
           gint64     at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at);
  g_autoptr(GDateTime) there = g_date_time_to_timezone (utc, zone);

  return (int) (g_date_time_get_utc_offset (there) / G_USEC_PER_SEC);
}

/* What the wall clock of @zone says happens once a day; around a change of
 * its offset perhaps never, or twice: undefined at Notion, refused here. */
static gboolean
settle (SkMoment    *moment,
        GTimeZone   *zone,
        const char  *where,
        GError     **error)
{
  int before = offset_at (zone, moment->local - 86400);
  int after = offset_at (zone, moment->local + 86400);
  gboolean as_before = offset_at (zone, moment->local - before) == before;
  gboolean as_after = offset_at (zone, moment->local - after) == after;

  if (before != after && as_before == as_after)
    return sk_refuse (error, "body failed validation: %s is a local time that its time_zone has "
                      "%s; send an offset.", where, as_before ? "twice" : "not");

  moment->offset = as_before ? before : after;
  return TRUE;
}

static char *
print_moment (SkMoment moment)
{
  g_autoptr(GDateTime) wall = g_date_time_new_from_unix_utc (moment.local);

  if (!moment.timed)
    return g_date_time_format (wall, "%Y-%m-%d");

  g_autofree char *local = g_date_time_format (wall, "%Y-%m-%dT%H:%M:00.000");
  int minutes = ABS (moment.offset) / 60;

  return g_strdup_printf ("%s%c%02d:%02d", local, moment.offset < 0 ? '-' : '+',
                          minutes / 60, minutes % 60);
}

static gboolean
read_zone (JsonNode    *node,
           const char  *where,
           GTimeZone  **zone,
           GError     **error)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  const char *name = sk_is_text (node) ? json_node_get_string (node) : "";

  if (strcmp (name, "UTC") == 0 || strcmp (name, "GMT") == 0)
    *zone = g_time_zone_new_utc ();
  else if (strchr (name, '/') != NULL && strchr (name, '.') == NULL)
    *zone = g_time_zone_new_identifier (name);

  return *zone != NULL ||
         sk_refuse_value (error, where, "`\"Africa/Abidjan\"`, `\"Africa/Accra\"`, …, or `null`",
                          node);
}

/* One of a date's two ends. */
static gboolean
read_end (JsonNode    *node,
          GTimeZone   *zone,
          gboolean     utc,
          const char  *where,
          SkMoment    *moment,
          GError     **error)
{
  if (!sk_is_text (node) || !sk_moment_parse (json_node_get_string (node), moment))
    return sk_refuse_value (error, where, "a valid ISO 8601 date string", node);
  if (zone != NULL && !moment->timed)
    return sk_refuse (error, "body failed validation: %s should include a time when time_zone is "
                      "provided.", where);
  if (zone != NULL && moment->zoned && (!utc || moment->offset != 0))
    return sk_refuse (error, "body failed validation: %s should not include a UTC offset when "
                      "time_zone is provided.", where);
  if (zone != NULL && !moment->zoned && !settle (moment, zone, where, error))
    return FALSE;

  moment->local = floor_minute (moment->local);
  return TRUE;
}

static gboolean
check_range (SkMoment     start,
             SkMoment     end,
             const char  *where,
             GError     **error)
{
  if (start.timed != end.timed)
    return sk_refuse (error, "body failed validation: %s.end should include a time if and only "
                      "if start does.", where);

  return sk_moment_at (end) >= sk_moment_at (start) ||
         sk_refuse (error, "body failed validation: %s.end should not be before start.", where);
}

/* The value Notion answers after @node was written; NULL: refused. */
JsonNode *
sk_date_read (JsonNode    *node,
              const char  *where,
              GError     **error)
{
  static const char *const keys[] = { "start", "end", "time_zone", NULL };
  g_autofree char *at_start = g_strconcat (where, ".start", NULL);
  g_autofree char *at_end = g_strconcat (where, ".end", NULL);
  g_autofree char *at_zone = g_strconcat (where, ".time_zone", NULL);
  g_autoptr(GTimeZone) zone = NULL;
  SkMoment start;
  SkMoment end;

  if (JSON_NODE_HOLDS_NULL (node))
    return sk_null_node ();
  if (!sk_is_object (node))
    {
      sk_refuse_value (error, where, "an object or `null`", node);
      return NULL;
    }

  JsonObject *date = json_node_get_object (node);
  JsonNode *last = json_object_get_member (date, "end");
  gboolean open = last == NULL || JSON_NODE_HOLDS_NULL (last);

  if (!sk_check_keys (date, where, keys, error) ||
      !read_zone (json_object_get_member (date, "time_zone"), at_zone, &zone, error))
    return NULL;

  gboolean utc = zone != NULL && strcmp (g_time_zone_get_identifier (zone), "UTC") == 0;

  if (!read_end (json_object_get_member (date, "start"), zone, utc, at_start, &start, error) ||
      (!open && !read_end (last, zone, utc, at_end, &end, error)) ||
      (!open && !check_range (start, end, where, error)))
    return NULL;

  JsonObject *answer = json_object_new ();
  g_autofree char *start_text = print_moment (start);
  g_autofree char *end_text = open ? NULL : print_moment (end);

  json_object_set_string_member (answer, "start", start_text);
  json_object_set_member (answer, "end", open ? sk_null_node () : sk_text_node (end_text));
  json_object_set_null_member (answer, "time_zone");
  return sk_object_node (answer);
}

/* Of pages and data sources: a whole minute. */
char *
sk_stamp_print (gint64 at)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (floor_minute (at));

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:00.000Z");
}

/* Of databases: milliseconds and an offset. */
char *
sk_exact_stamp_print (gint64 at)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (at);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.083+00:00");
}

/* Of a formula: always in UTC. */
char *
sk_instant_print_utc (gint64 at)
{
  return print_moment ((SkMoment) { .local = floor_minute (at), .timed = TRUE });
}
