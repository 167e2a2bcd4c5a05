/* sk-ical-facts.c — what a VEVENT says besides when
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-facts.h"

#define OUTLOOK_SHOWN "X-MICROSOFT-CDO-BUSYSTATUS"

/* libical's own words for it are in static storage, ours must be valid. */
static char *
dup_text (const char *text)
{
  return text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");
}

static const char *
get_extra (icalcomponent *event,
           const char    *name)
{
  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_X_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (event, ICAL_X_PROPERTY))
    if (icalproperty_get_x_name (p) != NULL &&
        g_ascii_strcasecmp (icalproperty_get_x_name (p), name) == 0)
      return icalproperty_get_x (p);

  return NULL;
}

static SkEventStatus
read_status (icalcomponent *event,
             const char    *outlook)    /* (nullable) */
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_STATUS_PROPERTY);
  enum icalproperty_status status = property != NULL ? icalproperty_get_status (property)
                                                     : ICAL_STATUS_NONE;

  if (status == ICAL_STATUS_CANCELLED)
    return SK_EVENT_CANCELLED;
  if (status == ICAL_STATUS_TENTATIVE ||
      (outlook != NULL && g_ascii_strcasecmp (outlook, "TENTATIVE") == 0))
    return SK_EVENT_TENTATIVE;

  return SK_EVENT_CONFIRMED;
}

/* What Outlook says counts where the standard's property is missing. */
static SkEventShown
read_shown (icalcomponent *event,
            const char    *outlook)     /* (nullable) */
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_TRANSP_PROPERTY);

  if (property != NULL)
    {
      icalproperty_transp transp = icalproperty_get_transp (property);

      return transp == ICAL_TRANSP_TRANSPARENT || transp == ICAL_TRANSP_TRANSPARENTNOCONFLICT
             ? SK_EVENT_SHOWN_FREE : SK_EVENT_SHOWN_BUSY;
    }
  if (outlook == NULL)
    return SK_EVENT_SHOWN_UNSAID;
  if (g_ascii_strcasecmp (outlook, "FREE") == 0 ||
      g_ascii_strcasecmp (outlook, "WORKINGELSEWHERE") == 0)
    return SK_EVENT_SHOWN_FREE;

  return SK_EVENT_SHOWN_BUSY;
}

/* "MAILTO:Me@Example.org" → "me@example.org" */
static char *
dup_address (icalproperty *attendee)
{
  const char *text = icalproperty_get_attendee (attendee);

  if (text == NULL)
    return NULL;
  if (g_ascii_strncasecmp (text, "mailto:", strlen ("mailto:")) == 0)
    text += strlen ("mailto:");

  g_autofree char *valid = g_utf8_make_valid (text, -1);
  return g_strstrip (g_ascii_strdown (valid, -1));
}

static void
read_answers (SkIcalFacts   *self,
              icalcomponent *event)
{
  g_autoptr(GStrvBuilder) declined = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) tentative = g_strv_builder_new ();

  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_ATTENDEE_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (event, ICAL_ATTENDEE_PROPERTY))
    {
      icalparameter *answer = icalproperty_get_first_parameter (p, ICAL_PARTSTAT_PARAMETER);
      icalparameter_partstat said = answer != NULL ? icalparameter_get_partstat (answer)
                                                   : ICAL_PARTSTAT_NONE;
      g_autofree char *address = dup_address (p);

      if (address == NULL)
        continue;
      if (said == ICAL_PARTSTAT_DECLINED || said == ICAL_PARTSTAT_DELEGATED)
        g_strv_builder_add (declined, address);
      else if (said == ICAL_PARTSTAT_TENTATIVE)
        g_strv_builder_add (tentative, address);
    }

  self->declined_by = g_strv_builder_end (declined);
  self->tentative_by = g_strv_builder_end (tentative);
  if (*self->declined_by != NULL)
    self->init.declined_by = (const char *const *) self->declined_by;
  if (*self->tentative_by != NULL)
    self->init.tentative_by = (const char *const *) self->tentative_by;
}

/**
 * sk_ical_facts_read:
 * @self: where it goes; to be cleared
 * @event: a VEVENT; borrowed for as long as @self lives
 *
 * Reads all but the times and the name of the calendar.
 */
void
sk_ical_facts_read (SkIcalFacts   *self,
                    icalcomponent *event)
{
  icalproperty *summary = icalcomponent_get_first_property (event, ICAL_SUMMARY_PROPERTY);
  icalproperty *uid = icalcomponent_get_first_property (event, ICAL_UID_PROPERTY);
  const char *outlook = get_extra (event, OUTLOOK_SHOWN);

  memset (self, 0, sizeof *self);
  self->title = dup_text (summary != NULL ? icalproperty_get_summary (summary) : NULL);
  self->init.title = self->title;
  self->init.uid = uid != NULL ? icalproperty_get_uid (uid) : NULL;
  self->init.status = read_status (event, outlook);
  self->init.shown = read_shown (event, outlook);
  read_answers (self, event);
}

void
sk_ical_facts_clear (SkIcalFacts *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->declined_by, g_strfreev);
  g_clear_pointer (&self->tentative_by, g_strfreev);
}
