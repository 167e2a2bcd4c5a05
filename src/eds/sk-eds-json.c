/* sk-eds-json.c — what the desktop's calendars hold, as sk-eds-source.c reads it
 *
 * Days are told as days: whose midnight is meant is the reader's to know.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-eds-json.h"

#include "sk-ical-facts.h"
#include "sk-json.h"

static void
add_address (JsonBuilder *builder,
             const char  *name,
             const char  *text)         /* (nullable) */
{
  if (text != NULL)
    sk_json_add_text (builder, name, text);
}

/**
 * sk_eds_json_add_source:
 * @builder: what is added to
 * @source: a calendar
 *
 * Tells what a calendar is known by, and called.
 */
void
sk_eds_json_add_source (JsonBuilder *builder,
                        ESource     *source)
{
  ESourceSelectable *selectable = e_source_get_extension (source, E_SOURCE_EXTENSION_CALENDAR);

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "uid", e_source_get_uid (source));
  sk_json_add_text (builder, "name", e_source_get_display_name (source));
  add_address (builder, "colour", e_source_selectable_get_color (selectable));
  json_builder_end_object (builder);
}

static void
add_time (JsonBuilder  *builder,
          const char   *name,
          ICalTime     *time,
          ICalTimezone *usual)
{
  ICalTimezone *zone = i_cal_time_get_timezone (time);

  json_builder_set_member_name (builder, name);
  if (i_cal_time_is_date (time))
    {
      g_autofree char *day = g_strdup_printf ("%04d-%02d-%02d", i_cal_time_get_year (time),
                                              i_cal_time_get_month (time),
                                              i_cal_time_get_day (time));

      json_builder_add_string_value (builder, day);
      return;
    }

  json_builder_add_int_value (builder, i_cal_time_as_timet_with_zone (time, zone != NULL ? zone
                                                                                         : usual));
}

static void
add_list (JsonBuilder        *builder,
          const char         *name,
          const char *const  *list)     /* (nullable) */
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    json_builder_add_string_value (builder, list[i]);
  json_builder_end_array (builder);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            int          number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

/* The same reading as of a file: what an event says is decided in one place. */
static void
add_facts (JsonBuilder   *builder,
           ICalComponent *component)
{
  g_autofree char *text = i_cal_component_as_ical_string (component);
  icalcomponent *parsed = text != NULL ? icalparser_parse_string (text) : NULL;
  g_auto(SkIcalFacts) facts = { 0 };

  if (parsed == NULL)
    return;

  sk_ical_facts_read (&facts, parsed);
  sk_json_add_text (builder, "title", facts.title);
  sk_json_add_text (builder, "uid", facts.init.uid != NULL ? facts.init.uid : "");
  add_number (builder, "status", (int) facts.init.status);
  add_number (builder, "shown", (int) facts.init.shown);
  add_list (builder, "declined_by", facts.init.declined_by);
  add_list (builder, "tentative_by", facts.init.tentative_by);
  icalcomponent_free (parsed);
}

/**
 * sk_eds_json_add_instance:
 * @builder: what is added to
 * @component: an event
 * @start: when it begins this time
 * @end: when it ends
 * @usual: the zone of a time without one
 *
 * Tells one time an event takes place.
 */
void
sk_eds_json_add_instance (JsonBuilder   *builder,
                          ICalComponent *component,
                          ICalTime      *start,
                          ICalTime      *end,
                          ICalTimezone  *usual)
{
  json_builder_begin_object (builder);
  add_time (builder, "start", start, usual);
  add_time (builder, "end", end, usual);
  add_facts (builder, component);
  json_builder_end_object (builder);
}
