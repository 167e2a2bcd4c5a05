/* sk-eds-decode.c — what the helper for the desktop's calendars says
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-eds-decode.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-json.h"
#include "sk-time-codec.h"

static JsonObject *
fail (GError **error)
{
  g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED,
                       _("what the desktop says of it is not understood."));

  return NULL;
}

/* The object an answer is, and an array in it. */
static JsonObject *
read_object (JsonNode    *root,         /* (nullable) */
             const char  *array,
             GError     **error)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root)
                                                                     : NULL;
  JsonNode *member = object != NULL ? json_object_get_member (object, array) : NULL;

  return member != NULL && JSON_NODE_HOLDS_ARRAY (member) ? object : fail (error);
}

static JsonNode *
parse (GBytes *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer, &length);

  return length > 0 ? sk_json_parse (text, length, SK_JSON_OURS, NULL) : NULL;
}

static JsonObject *
get_item (JsonArray *array,
          guint      i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

/* --- which there are --- */

static void
free_calendar (gpointer data)
{
  SkEdsCalendar *calendar = data;

  g_free (calendar->uid);
  g_free (calendar->name);
  g_free (calendar->colour);
  g_free (calendar);
}

/**
 * sk_eds_decode_list:
 * @answer: what the helper said to "list"
 * @error: %SK_ERROR_MALFORMED
 *
 * Returns: (transfer full) (nullable) (element-type SkEdsCalendar): the calendars
 */
GPtrArray *
sk_eds_decode_list (GBytes  *answer,
                    GError **error)
{
  g_autoptr(JsonNode) root = parse (answer);
  JsonObject *object = read_object (root, "calendars", error);
  JsonArray *array;
  GPtrArray *calendars;

  if (object == NULL)
    return NULL;

  array = json_object_get_array_member (object, "calendars");
  calendars = g_ptr_array_new_with_free_func (free_calendar);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = get_item (array, i);
      const char *uid = item != NULL ? get_text (item, "uid") : NULL;
      SkEdsCalendar *calendar;

      if (uid == NULL)
        continue;

      calendar = g_new0 (SkEdsCalendar, 1);
      calendar->uid = g_strdup (uid);
      calendar->name = g_strdup (get_text (item, "name") != NULL ? get_text (item, "name") : uid);
      calendar->colour = g_strdup (get_text (item, "colour"));
      g_ptr_array_add (calendars, calendar);
    }

  return calendars;
}

/* --- what one holds --- */

/* An instant, or a day's first. */
static gboolean
read_time (JsonObject *object,
           const char *name,
           GTimeZone  *zone,
           gint64     *instant,
           gboolean   *is_day)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *day = get_text (object, name);
  g_autofree char *midnight = day != NULL ? g_strconcat (day, "T00:00:00", NULL) : NULL;
  SkWhen when;

  *is_day = midnight != NULL;
  if (midnight != NULL && sk_when_parse_local (midnight, zone, &when))
    {
      *instant = when.value;
      return TRUE;
    }
  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *instant = json_node_get_int (node);
  return TRUE;
}

static char **
dup_list (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        JsonNode *item = json_array_get_element (json_node_get_array (node), i);

        if (json_node_get_value_type (item) == G_TYPE_STRING)
          g_strv_builder_add (builder, json_node_get_string (item));
      }

  return g_strv_builder_end (builder);
}

static void
add_event (SkReading        *reading,
           JsonObject       *item,
           const SkIcalWish *wish)
{
  g_auto(GStrv) declined_by = dup_list (item, "declined_by");
  g_auto(GStrv) tentative_by = dup_list (item, "tentative_by");
  SkEventInit init = {
    .title = get_text (item, "title"),
    .calendar = wish->calendar,
    .uid = get_text (item, "uid"),
    .status = (SkEventStatus) CLAMP (json_object_get_int_member_with_default (item, "status", 0),
                                     SK_EVENT_CONFIRMED, SK_EVENT_CANCELLED),
    .shown = (SkEventShown) CLAMP (json_object_get_int_member_with_default (item, "shown", 0),
                                   SK_EVENT_SHOWN_UNSAID, SK_EVENT_SHOWN_FREE),
    .declined_by = (const char *const *) declined_by,
    .tentative_by = (const char *const *) tentative_by,
  };
  gboolean ends_in_day;

  if (!read_time (item, "start", wish->zone, &init.span.start, &init.all_day) ||
      !read_time (item, "end", wish->zone, &init.span.end, &ends_in_day))
    return;

  init.span.end = MAX (init.span.end, init.span.start);
  if (wish->is_free)
    init.shown = SK_EVENT_SHOWN_FREE;
  g_ptr_array_add (reading->events, sk_event_new (&init));
}

/**
 * sk_eds_decode_events:
 * @answer: what the helper said to "read"
 * @wish: what was wanted
 * @error: %SK_ERROR_MALFORMED
 *
 * Returns: (transfer full) (nullable): what the calendar holds
 */
SkReading *
sk_eds_decode_events (GBytes            *answer,
                      const SkIcalWish  *wish,
                      GError           **error)
{
  g_autoptr(JsonNode) root = parse (answer);
  JsonObject *object = read_object (root, "events", error);
  JsonArray *array;
  SkReading *reading;

  if (object == NULL)
    return NULL;

  array = json_object_get_array_member (object, "events");
  if (json_array_get_length (array) > SK_ICAL_MAX_EVENTS)
    {
      fail (error);
      return NULL;
    }

  reading = sk_reading_new ();
  reading->account = g_strdup (get_text (object, "account"));
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (get_item (array, i) != NULL)
      add_event (reading, get_item (array, i), wish);
  sk_event_array_sort (reading->events);

  return reading;
}
