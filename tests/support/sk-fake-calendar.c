/* sk-fake-calendar.c — a calendar that says what it is told to
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-fake-calendar.h"

static void sk_fake_calendar_busy_source_init (SkBusySourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SkFakeCalendar, sk_fake_calendar, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_BUSY_SOURCE,
                                                      sk_fake_calendar_busy_source_init))

static const char *
sk_fake_calendar_get_name (SkBusySource *source)
{
  return "Work";
}

static const char *
sk_fake_calendar_get_colour (SkBusySource *source)
{
  return "#e01b24";
}

static void
sk_fake_calendar_fetch_async (SkBusySource        *source,
                              SkSpan               span,
                              GTimeZone           *zone,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SkFakeCalendar *self = SK_FAKE_CALENDAR (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  SkReading *reading;

  self->asked = span;
  g_free (self->asked_zone);
  self->asked_zone = g_strdup (g_time_zone_get_identifier (zone));
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->trouble != NULL && self->read_at == 0)
    {
      g_task_return_error (task, g_error_copy (self->trouble));
      return;
    }

  reading = sk_reading_new ();
  for (guint i = 0; i < self->events->len; i++)
    g_ptr_array_add (reading->events, sk_event_ref (self->events->pdata[i]));
  g_ptr_array_add (reading->notes, g_strdup ("One event is odd."));
  reading->trouble = self->trouble != NULL ? g_error_copy (self->trouble) : NULL;
  reading->read_at = self->read_at;
  reading->account = g_strdup (self->account);
  g_task_return_pointer (task, reading, (GDestroyNotify) sk_reading_free);
}

static SkReading *
sk_fake_calendar_fetch_finish (SkBusySource  *source,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sk_fake_calendar_finalize (GObject *object)
{
  SkFakeCalendar *self = SK_FAKE_CALENDAR (object);

  g_ptr_array_unref (self->events);
  g_clear_error (&self->trouble);
  g_free (self->asked_zone);
  g_free (self->account);

  G_OBJECT_CLASS (sk_fake_calendar_parent_class)->finalize (object);
}

static void
sk_fake_calendar_class_init (SkFakeCalendarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_fake_calendar_finalize;
}

static void
sk_fake_calendar_init (SkFakeCalendar *self)
{
  self->events = sk_event_array_new ();
}

static void
sk_fake_calendar_busy_source_init (SkBusySourceInterface *iface)
{
  iface->get_name = sk_fake_calendar_get_name;
  iface->get_colour = sk_fake_calendar_get_colour;
  iface->fetch_async = sk_fake_calendar_fetch_async;
  iface->fetch_finish = sk_fake_calendar_fetch_finish;
}
