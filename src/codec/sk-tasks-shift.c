/* sk-tasks-shift.c — a task file of one week, told of another
 *
 * For tasks to try: whole weeks are added, so that weekdays stay what they
 * were, and a meeting at ten is at ten wherever the person is.  The week of a
 * file is the one in which its first busy time begins.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-tasks-shift.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-json-reader.h"
#include "sk-time-codec.h"

#define DAYS_A_WEEK 7

typedef struct
{
  GTimeZone *from;
  GTimeZone *to;
  gint64     days;              /* whole weeks */
} Shift;

/* The keys of the format whose values are dates. */
static gboolean
is_date (const char *key)
{
  static const char *const keys[] = {
    "date", "due", "earliest_start", "end", "last_scheduled", "scheduled", "start", NULL,
  };

  return g_strv_contains (keys, key);
}

static gint64
get_day (gint64     instant,
         GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));

  return sk_day_from_date (&date);
}

/* The same hands on the clock, some days later and somewhere else. */
static gint64
shift_instant (const Shift *shift,
               gint64       instant)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant);
  g_autoptr(GDateTime) there = g_date_time_to_timezone (utc, shift->from);
  g_autoptr(GDateTime) later = g_date_time_add_days (there, (int) shift->days);
  g_autoptr(GDateTime) here =
    g_date_time_new (shift->to, g_date_time_get_year (later), g_date_time_get_month (later),
                     g_date_time_get_day_of_month (later), g_date_time_get_hour (later),
                     g_date_time_get_minute (later), g_date_time_get_seconds (later));

  return g_date_time_to_unix (here);
}

static JsonNode *
make_text (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
shift_text (const Shift *shift,
            JsonNode    *node)
{
  g_autofree char *text = NULL;
  SkWhen when;

  if (!sk_when_parse_local (json_node_get_string (node), shift->from, &when))
    return json_node_copy (node);

  if (when.kind == SK_WHEN_DAY)
    when.value += shift->days;
  else
    when.value = shift_instant (shift, when.value);
  text = sk_when_print (when, shift->to);

  return make_text (text);
}

static JsonNode *shift_node (const Shift *shift,
                             JsonNode    *node,
                             const char  *key);

static JsonNode *
shift_object (const Shift *shift,
              JsonObject  *object)
{
  JsonObject *shifted = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), shifted);
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &member))
    json_object_set_member (shifted, key, shift_node (shift, member, key));
  json_object_unref (shifted);

  return node;
}

static JsonNode *
shift_array (const Shift *shift,
             JsonArray   *array)
{
  JsonArray *shifted = json_array_new ();
  JsonNode *node = json_node_init_array (json_node_alloc (), shifted);

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (shifted, shift_node (shift, json_array_get_element (array, i), NULL));
  json_array_unref (shifted);

  return node;
}

/* Returns: (transfer full): the same, with its dates somewhere else */
static JsonNode *
shift_node (const Shift *shift,
            JsonNode    *node,
            const char  *key)           /* (nullable): whose value it is */
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return shift_object (shift, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return shift_array (shift, json_node_get_array (node));
  if (key != NULL && is_date (key) && json_node_get_value_type (node) == G_TYPE_STRING)
    return shift_text (shift, node);

  return json_node_copy (node);
}

static gboolean
find_first_day (JsonObject *file,
                GTimeZone  *zone,
                gint64     *day)
{
  JsonArray *busy = json_object_has_member (file, "busy")
                    ? json_object_get_array_member (file, "busy") : NULL;
  gboolean is_found = FALSE;

  for (guint i = 0; busy != NULL && i < json_array_get_length (busy); i++)
    {
      JsonObject *time = json_array_get_object_element (busy, i);
      SkWhen when;

      if (!sk_when_parse_local (json_object_get_string_member_with_default (time, "start", ""),
                                zone, &when) || when.kind != SK_WHEN_INSTANT)
        continue;
      *day = is_found ? MIN (*day, get_day (when.value, zone)) : get_day (when.value, zone);
      is_found = TRUE;
    }

  return is_found;
}

static gint64
get_monday (gint64 day)
{
  return day - sk_day_get_weekday (day);
}

/* To the week that is nearest: on a Friday most of it would be over. */
static gint64
count_days (gint64 first,
            gint64 today)
{
  gint64 ahead = today + DAYS_A_WEEK / 2;

  return get_monday (ahead) - get_monday (first);
}

/**
 * sk_tasks_shift:
 * @text: a task file that can be read (formats.md §1)
 * @length: its length in bytes
 * @to: where its week is to go
 * @error: %SK_ERROR_MALFORMED if it is none, or nothing in it says which week it is
 *
 * Returns: (transfer full) (nullable): the same file, for the week that is
 *   nearest to the present
 */
char *
sk_tasks_shift (const char          *text,
                gsize                length,
                const SkTasksShift  *to,
                GError             **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);
  JsonObject *file = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root)
                                                                   : NULL;
  g_autoptr(GTimeZone) from = NULL;
  g_autoptr(JsonNode) moved = NULL;
  g_autofree char *shifted = NULL;
  gint64 first;

  if (root == NULL)
    return NULL;
  if (file != NULL)
    from = sk_zone_parse (json_object_get_string_member_with_default (file, "timezone", "UTC"));
  if (from == NULL || !find_first_day (file, from, &first))
    {
      sk_json_fail (error, "", _("It does not say which week it is about."));
      return NULL;
    }

  moved = shift_node (&(Shift) { from, to->zone,
                                 count_days (first, get_day (to->now, to->zone)) }, root, NULL);
  json_object_set_string_member (json_node_get_object (moved), "timezone", to->zone_name);
  shifted = sk_json_print (moved, TRUE);

  return g_strconcat (shifted, "\n", NULL);
}
