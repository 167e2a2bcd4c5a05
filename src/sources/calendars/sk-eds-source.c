/* sk-eds-source.c — one of the desktop's calendars
 *
 * Evolution Data Server has them: GNOME's online accounts, and local ones.  It
 * keeps copies of its own; ours is for the day it does not answer.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-eds-source.h"

#include "sk-eds-decode.h"
#include "sk-eds-program.h"
#include "sk-ical-copy.h"

struct _SkEdsSource
{
  GObject   parent_instance;

  char     *name;
  char     *uid;
  char     *program;            /* (nullable) */
  char     *copy_path;          /* (nullable) */
  char     *colour;             /* (nullable) */
  gboolean  is_free;
};

static void sk_eds_source_busy_source_init (SkBusySourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SkEdsSource, sk_eds_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_BUSY_SOURCE,
                                                      sk_eds_source_busy_source_init))

/* What is wanted, and what was said. */
typedef struct
{
  SkSpan     span;
  GTimeZone *zone;
  GBytes    *answer;            /* (nullable) */
  GError    *trouble;           /* (nullable): why there is none */
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_time_zone_unref (fetch->zone);
  g_clear_pointer (&fetch->answer, g_bytes_unref);
  g_clear_error (&fetch->trouble);
  g_free (fetch);
}

static const char *
sk_eds_source_get_name (SkBusySource *source)
{
  return SK_EDS_SOURCE (source)->name;
}

static const char *
sk_eds_source_get_colour (SkBusySource *source)
{
  return SK_EDS_SOURCE (source)->colour;
}

static SkReading *
decode (SkEdsSource  *self,
        const Fetch  *fetch,
        GBytes       *answer,
        GError      **error)
{
  return sk_eds_decode_events (answer, &(SkIcalWish) {
    .calendar = self->name,
    .span = fetch->span,
    .zone = fetch->zone,
    .is_free = self->is_free,
  }, error);
}

/* An old copy holds what was wanted then, which is most of what is wanted now. */
static SkReading *
tell_copy (SkEdsSource  *self,
           const Fetch  *fetch,
           GError       *trouble,       /* (transfer full) */
           GError      **error)
{
  g_autoptr(SkIcalCopy) copy = NULL;
  SkReading *reading = NULL;

  if (!g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->copy_path != NULL)
    copy = sk_ical_copy_load (self->copy_path);
  if (copy != NULL)
    reading = decode (self, fetch, copy->bytes, NULL);
  if (reading == NULL)
    {
      g_propagate_error (error, trouble);
      return NULL;
    }

  reading->trouble = trouble;
  reading->read_at = copy->read_at;
  return reading;
}

/* In a thread, as with other calendars: it may be long, and the disk slow. */
static void
tell (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  SkEdsSource *self = source;
  Fetch *fetch = data;
  GError *error = g_steal_pointer (&fetch->trouble);
  SkReading *reading = fetch->answer != NULL ? decode (self, fetch, fetch->answer, &error) : NULL;

  if (reading == NULL)
    reading = tell_copy (self, fetch, g_steal_pointer (&error), &error);
  else if (self->copy_path != NULL && !g_cancellable_is_cancelled (cancellable) &&
           !sk_ical_copy_store (self->copy_path, fetch->answer, NULL, NULL))
    g_message ("No copy of a calendar can be kept in the state folder");

  if (reading == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, reading, (GDestroyNotify) sk_reading_free);
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Fetch *fetch = g_task_get_task_data (task);

  fetch->answer = sk_eds_program_run_finish (result, &fetch->trouble);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, tell);
}

static void
sk_eds_source_fetch_async (SkBusySource        *source,
                           SkSpan               span,
                           GTimeZone           *zone,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  SkEdsSource *self = SK_EDS_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, span.start);
  g_autofree char *end = g_strdup_printf ("%" G_GINT64_FORMAT, span.end);
  const char *const args[] = {
    "read", self->uid, start, end, g_time_zone_get_identifier (zone), NULL
  };

  fetch->span = span;
  fetch->zone = g_time_zone_ref (zone);
  g_task_set_source_tag (task, sk_eds_source_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  sk_eds_program_run_async (self->program, args, cancellable, on_answered, task);
}

static SkReading *
sk_eds_source_fetch_finish (SkBusySource  *source,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sk_eds_source_finalize (GObject *object)
{
  SkEdsSource *self = SK_EDS_SOURCE (object);

  g_free (self->name);
  g_free (self->uid);
  g_free (self->program);
  g_free (self->copy_path);
  g_free (self->colour);

  G_OBJECT_CLASS (sk_eds_source_parent_class)->finalize (object);
}

static void
sk_eds_source_class_init (SkEdsSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_eds_source_finalize;
}

static void
sk_eds_source_init (SkEdsSource *self)
{
}

static void
sk_eds_source_busy_source_init (SkBusySourceInterface *iface)
{
  iface->get_name = sk_eds_source_get_name;
  iface->get_colour = sk_eds_source_get_colour;
  iface->fetch_async = sk_eds_source_fetch_async;
  iface->fetch_finish = sk_eds_source_fetch_finish;
}

/**
 * sk_eds_source_new:
 * @config: which calendar
 *
 * Returns: (transfer full): the calendar
 */
SkBusySource *
sk_eds_source_new (const SkEdsConfig *config)
{
  SkEdsSource *self = g_object_new (SK_TYPE_EDS_SOURCE, NULL);

  self->name = g_strdup (config->name);
  self->uid = g_strdup (config->uid);
  self->program = g_strdup (config->program);
  if (config->copies != NULL)
    {
      self->copy_path = sk_ical_copy_dup_path (config->copies, config->uid);
      sk_ical_copy_expect (self->copy_path);
    }
  self->colour = g_strdup (config->colour);
  self->is_free = config->is_free;

  return SK_BUSY_SOURCE (self);
}

/* --- which there are --- */

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr(GBytes) answer = sk_eds_program_run_finish (result, &error);
  GPtrArray *calendars = answer != NULL ? sk_eds_decode_list (answer, &error) : NULL;

  if (calendars != NULL)
    g_task_return_pointer (task, calendars, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sk_eds_source_list_async:
 * @program: (nullable): the helper; %NULL: where it is installed
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks which calendars the desktop has.
 */
void
sk_eds_source_list_async (const char          *program,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  static const char *const args[] = { "list", NULL };
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_eds_source_list_async);
  sk_eds_program_run_async (program, args, cancellable, on_listed, task);
}

/**
 * sk_eds_source_list_finish:
 * @result: what the callback was given
 * @error: %SK_ERROR_MISSING where there is no Evolution Data Server, or why it
 *   does not say
 *
 * Returns: (transfer full) (nullable) (element-type SkEdsCalendar): the calendars
 */
GPtrArray *
sk_eds_source_list_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
