/* sk-ical-decode.c — an iCalendar text → events in a stretch of time
 *
 * Pure, and bounded: whatever the text is, it takes a few seconds at most.
 * libical reads the text and knows what rules mean; zones, exceptions and
 * overrides are ours, because there it has traps.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-decode.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-ical-context.h"
#include "sk-ical-series.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* --- VEVENT --- */

/* The series an event belongs to; without a UID it is one by itself. */
static SkIcalSeries *
find_series (icalcomponent *event,
             GHashTable    *by_uid,
             GPtrArray     *all)
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_UID_PROPERTY);
  const char *uid = property != NULL ? icalproperty_get_uid (property) : NULL;
  SkIcalSeries *series = uid != NULL ? g_hash_table_lookup (by_uid, uid) : NULL;

  if (series != NULL)
    return series;

  series = sk_ical_series_new ();
  g_ptr_array_add (all, series);
  if (uid != NULL)
    g_hash_table_insert (by_uid, (char *) uid, series);

  return series;
}

static gboolean
is_too_much (SkIcalContext  *context,
             GError        **error)
{
  if (context->events->len <= SK_ICAL_MAX_EVENTS)
    return FALSE;

  g_set_error (error, SK_ERROR, SK_ERROR_MALFORMED,
               ngettext ("it holds more than %u event in this time, which we do not read.",
                         "it holds more than %u events in this time, which we do not read.",
                         SK_ICAL_MAX_EVENTS), SK_ICAL_MAX_EVENTS);
  return TRUE;
}

static gboolean
read_events (SkIcalContext  *context,
             icalcomponent  *calendar,
             GError        **error)
{
  g_autoptr(GHashTable) by_uid = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) all =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sk_ical_series_free);

  for (icalcomponent *c = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
       c != NULL; c = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    sk_ical_series_take (find_series (c, by_uid, all), context, c);

  for (guint i = 0; i < all->len; i++)
    {
      sk_ical_series_unfold (g_ptr_array_index (all, i), context);
      if (is_too_much (context, error))
        return FALSE;
    }

  return TRUE;
}

/* --- VFREEBUSY --- */

static void
read_period (SkIcalContext *context,
             icalproperty  *property)
{
  struct icalperiodtype period = icalproperty_get_freebusy (property);
  icalparameter *type = icalproperty_get_first_parameter (property, ICAL_FBTYPE_PARAMETER);
  icalparameter_fbtype said = type != NULL ? icalparameter_get_fbtype (type) : ICAL_FBTYPE_BUSY;
  SkEventInit facts = { .shown = SK_EVENT_SHOWN_BUSY };
  SkIcalMoment start, end;

  if (!sk_ical_context_read (context, property, period.start, context->utc, &start))
    {
      context->n_odd++;
      return;
    }
  if (icaltime_is_null_time (period.end) ||
      !sk_ical_context_read (context, property, period.end, context->utc, &end))
    end.at = start.at + MAX (icaldurationtype_as_int (period.duration), 0);

  if (said == ICAL_FBTYPE_FREE)
    facts.shown = SK_EVENT_SHOWN_FREE;
  if (said == ICAL_FBTYPE_BUSYTENTATIVE)
    facts.status = SK_EVENT_TENTATIVE;
  sk_ical_context_add (context, &facts, (SkSpan) { start.at, MAX (end.at, start.at) },
                       FALSE);
}

static gboolean
read_free_busy (SkIcalContext  *context,
                icalcomponent  *calendar,
                GError        **error)
{
  for (icalcomponent *c = icalcomponent_get_first_component (calendar, ICAL_VFREEBUSY_COMPONENT);
       c != NULL; c = icalcomponent_get_next_component (calendar, ICAL_VFREEBUSY_COMPONENT))
    for (icalproperty *p = icalcomponent_get_first_property (c, ICAL_FREEBUSY_PROPERTY);
         p != NULL; p = icalcomponent_get_next_property (c, ICAL_FREEBUSY_PROPERTY))
      {
        read_period (context, p);
        if (is_too_much (context, error))
          return FALSE;
      }

  return TRUE;
}

/* --- the whole --- */

static void
add_note (GPtrArray *notes,
          char      *note)      /* (transfer full) */
{
  g_ptr_array_add (notes, note);
}

/* Calendars are named where these are shown. */
static void
add_notes (SkIcalContext *context,
           GPtrArray     *notes)
{
  if (context->n_odd > 0)
    add_note (notes, g_strdup_printf (
      ngettext ("%u event has no time that makes sense and is left out.",
                "%u events have no time that makes sense and are left out.",
                context->n_odd), context->n_odd));
  if (context->n_half > 0)
    add_note (notes, g_strdup_printf (
      ngettext ("When %u event takes place is not wholly understood; look at it yourself.",
                "When %u events take place is not wholly understood; look at them yourself.",
                context->n_half), context->n_half));
  if (context->n_endless > 0)
    add_note (notes, g_strdup_printf (
      ngettext ("%u event repeats more often than we follow; look at it yourself.",
                "%u events repeat more often than we follow; look at them yourself.",
                context->n_endless), context->n_endless));
  if (context->unknown != NULL)
    /* Translators: %s is the name of a time zone */
    add_note (notes, g_strdup_printf (
      _("The time zone “%s” is not known here; its times are taken for yours."),
      context->unknown));
}

static gboolean
read_calendar (SkIcalContext  *context,
               icalcomponent  *calendar,
               GError        **error)
{
  sk_ical_context_enter (context, calendar);

  return read_events (context, calendar, error) && read_free_busy (context, calendar, error);
}

/* Several calendars in one text have a root of libical's own. */
static gboolean
read_root (SkIcalContext  *context,
           icalcomponent  *root,
           GError        **error)
{
  if (icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT)
    return read_calendar (context, root, error);

  for (icalcomponent *c = icalcomponent_get_first_component (root, ICAL_VCALENDAR_COMPONENT);
       c != NULL; c = icalcomponent_get_next_component (root, ICAL_VCALENDAR_COMPONENT))
    if (!read_calendar (context, c, error))
      return FALSE;

  return TRUE;
}

/**
 * sk_ical_decode:
 * @text: an iCalendar file, or several, ended by a NUL
 * @length: of @text, in bytes
 * @wish: what is to be found
 * @notes: (element-type utf8): what was odd, for people, is added to it
 * @error: %SK_ERROR_MALFORMED, saying what is wrong with it in half a sentence
 *
 * Returns: (transfer full) (nullable) (element-type SkEvent): every event that
 *   overlaps what is wanted, whole, in order
 */
GPtrArray *
sk_ical_decode (const char        *text,
                gsize              length,
                const SkIcalWish  *wish,
                GPtrArray         *notes,
                GError           **error)
{
  g_auto(SkIcalContext) context = { NULL };
  icalcomponent *root;
  gboolean is_read;

  if (!sk_ical_check (text, length, error))
    return NULL;
  if (g_str_has_prefix (text, BYTE_ORDER_MARK))
    text += strlen (BYTE_ORDER_MARK);

  root = icalparser_parse_string (text);
  if (root == NULL)
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED,
                           _("what is there is not a calendar."));
      return NULL;
    }

  sk_ical_context_init (&context, wish);
  is_read = read_root (&context, root, error);
  icalcomponent_free (root);
  if (!is_read)
    return NULL;

  sk_event_array_sort (context.events);
  add_notes (&context, notes);

  return g_steal_pointer (&context.events);
}
