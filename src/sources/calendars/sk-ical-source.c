/* sk-ical-source.c — a calendar in a file, a folder or at an address
 *
 * A read that fails is not an empty calendar: what was read last is told, and
 * that it is old.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-source.h"

#include "sk-http-download.h"
#include "sk-ical-copy.h"
#include "sk-ical-decode.h"
#include "sk-ical-folder.h"

#define TIMEOUT_MS 30000

struct _SkIcalSource
{
  GObject   parent_instance;

  char     *name;
  char     *path;               /* (nullable) */
  SkSecret *address;            /* (nullable) */
  GError   *trouble;            /* (nullable): why there is neither */
  char     *copy_path;          /* (nullable): no copy is kept */
  char     *colour;             /* (nullable) */
  gboolean  is_free;
  guint     timeout_ms;
};

static void sk_ical_source_busy_source_init (SkBusySourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SkIcalSource, sk_ical_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_BUSY_SOURCE,
                                                      sk_ical_source_busy_source_init))

/* What is wanted, and what is known so far. */
typedef struct
{
  SkSpan      span;
  GTimeZone  *zone;
  SkIcalCopy *copy;             /* (nullable) */
  SkDownload *download;         /* (nullable): what a server sent */
  GError     *trouble;          /* (nullable): why nothing newer than the copy is known */
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_time_zone_unref (fetch->zone);
  g_clear_pointer (&fetch->copy, sk_ical_copy_free);
  g_clear_pointer (&fetch->download, sk_download_free);
  g_clear_error (&fetch->trouble);
  g_free (fetch);
}

static const char *
sk_ical_source_get_name (SkBusySource *source)
{
  return SK_ICAL_SOURCE (source)->name;
}

static const char *
sk_ical_source_get_colour (SkBusySource *source)
{
  return SK_ICAL_SOURCE (source)->colour;
}

/* --- what is read --- */

/* libical shares more between threads than it says. */
G_LOCK_DEFINE_STATIC (libical);

static SkReading *
decode (SkIcalSource  *self,
        const Fetch   *fetch,
        GBytes        *bytes,
        GError       **error)
{
  g_autoptr(SkReading) reading = sk_reading_new ();
  gsize length = g_bytes_get_size (bytes);
  /* libical wants an end that bytes do not have */
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), length);
  GPtrArray *events;

  G_LOCK (libical);
  events = sk_ical_decode (text, length, &(SkIcalWish) {
    .calendar = self->name,
    .span = fetch->span,
    .zone = fetch->zone,
    .is_free = self->is_free,
  }, reading->notes, error);
  G_UNLOCK (libical);
  if (events == NULL)
    return NULL;

  g_ptr_array_unref (reading->events);
  reading->events = events;
  return g_steal_pointer (&reading);
}

static SkIcalCopy *
load_copy (SkIcalSource *self)
{
  return self->copy_path != NULL ? sk_ical_copy_load (self->copy_path) : NULL;
}

/* The last good copy in place of what could not be read. */
static SkReading *
tell_copy (SkIcalSource  *self,
           Fetch         *fetch,
           GError        *trouble,      /* (transfer full) */
           GError       **error)
{
  SkReading *reading = NULL;

  if (!g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (fetch->copy == NULL)
        fetch->copy = load_copy (self);
      if (fetch->copy != NULL)
        reading = decode (self, fetch, fetch->copy->bytes, NULL);
    }

  if (reading == NULL)
    {
      g_propagate_error (error, trouble);
      return NULL;
    }

  reading->trouble = trouble;
  reading->read_at = fetch->copy->read_at;
  return reading;
}

/* What makes sense is kept. */
static void
keep (SkIcalSource *self,
      Fetch        *fetch,
      GBytes       *bytes)
{
  const char *etag = fetch->download != NULL ? fetch->download->etag : NULL;
  const char *modified = fetch->download != NULL ? fetch->download->modified : NULL;
  gboolean is_kept = TRUE;

  if (fetch->copy == NULL)
    fetch->copy = load_copy (self);

  if (fetch->copy != NULL && g_bytes_equal (fetch->copy->bytes, bytes) &&
      (fetch->download == NULL || fetch->download->is_unchanged ||
       (g_strcmp0 (fetch->copy->etag, etag) == 0 &&
        g_strcmp0 (fetch->copy->modified, modified) == 0)))
    sk_ical_copy_touch (self->copy_path);
  else if (self->copy_path != NULL)
    is_kept = sk_ical_copy_store (self->copy_path, bytes, etag, modified);

  if (!is_kept)
    g_message ("No copy of a calendar can be kept in the state folder");
}

static GBytes *
get_bytes (SkIcalSource  *self,
           Fetch         *fetch,
           GCancellable  *cancellable,
           GError       **error)
{
  if (fetch->trouble != NULL)
    g_propagate_error (error, g_steal_pointer (&fetch->trouble));
  else if (fetch->download == NULL)
    return sk_ical_folder_read (self->path, cancellable, error);
  else                          /* only asked for a change where there is a copy */
    return g_bytes_ref (fetch->download->is_unchanged ? fetch->copy->bytes
                                                      : fetch->download->body);

  return NULL;
}

/* In a thread of its own, with nothing in it that anybody else has: files may be
 * slow, and calendars long. */
static void
tell (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  SkIcalSource *self = source;
  Fetch *fetch = data;
  GError *error = NULL;
  g_autoptr(GBytes) bytes = get_bytes (self, fetch, cancellable, &error);
  SkReading *reading = bytes != NULL ? decode (self, fetch, bytes, &error) : NULL;

  if (reading != NULL && !g_cancellable_is_cancelled (cancellable))
    keep (self, fetch, bytes);
  else if (reading == NULL)
    reading = tell_copy (self, fetch, g_steal_pointer (&error), &error);

  if (reading != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify) sk_reading_free);
  else
    g_task_return_error (task, error);
}

/* --- reading --- */

/* Who gives up does not wait for a disk that does not answer. */
static void
start (GTask           *task,
       GTaskThreadFunc  work)
{
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, work);
}

static void
on_downloaded (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Fetch *fetch = g_task_get_task_data (task);

  fetch->download = sk_http_download_finish (result, &fetch->trouble);
  start (task, tell);
}

static void
on_copy_loaded (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkIcalSource *self = SK_ICAL_SOURCE (source);
  Fetch *fetch = g_task_get_task_data (task);

  fetch->copy = g_task_propagate_pointer (G_TASK (result), NULL);
  sk_http_download_async (&(SkDownloadInit) {
    .address = sk_secret_peek (self->address),
    .etag = fetch->copy != NULL ? fetch->copy->etag : NULL,
    .modified = fetch->copy != NULL ? fetch->copy->modified : NULL,
    .timeout_ms = self->timeout_ms,
  }, g_task_get_cancellable (task), on_downloaded, g_object_ref (task));
}

static void
look_for_copy (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  g_task_return_pointer (task, load_copy (source), (GDestroyNotify) sk_ical_copy_free);
}

static void
sk_ical_source_fetch_async (SkBusySource        *source,
                            SkSpan               span,
                            GTimeZone           *zone,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SkIcalSource *self = SK_ICAL_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->span = span;
  fetch->zone = g_time_zone_ref (zone);
  fetch->trouble = self->trouble != NULL ? g_error_copy (self->trouble) : NULL;
  g_task_set_source_tag (task, sk_ical_source_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);

  if (self->trouble == NULL && self->address != NULL)
    {
      g_autoptr(GTask) first = g_task_new (self, cancellable, on_copy_loaded,
                                           g_object_ref (task));

      g_task_set_source_tag (first, look_for_copy);
      start (first, look_for_copy);
    }
  else
    {
      start (task, tell);
    }
}

static SkReading *
sk_ical_source_fetch_finish (SkBusySource  *source,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the object --- */

static void
sk_ical_source_finalize (GObject *object)
{
  SkIcalSource *self = SK_ICAL_SOURCE (object);

  g_free (self->name);
  g_free (self->path);
  g_clear_pointer (&self->address, sk_secret_unref);
  g_clear_error (&self->trouble);
  g_free (self->copy_path);
  g_free (self->colour);

  G_OBJECT_CLASS (sk_ical_source_parent_class)->finalize (object);
}

static void
sk_ical_source_class_init (SkIcalSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_ical_source_finalize;
}

static void
sk_ical_source_init (SkIcalSource *self)
{
}

static void
sk_ical_source_busy_source_init (SkBusySourceInterface *iface)
{
  iface->get_name = sk_ical_source_get_name;
  iface->get_colour = sk_ical_source_get_colour;
  iface->fetch_async = sk_ical_source_fetch_async;
  iface->fetch_finish = sk_ical_source_fetch_finish;
}

/**
 * sk_ical_source_is_address:
 * @text: what a person calls a place
 *
 * Returns: whether it is an address, and not a file
 */
gboolean
sk_ical_source_is_address (const char *text)
{
  static const char *const schemes[] = { "http://", "https://", "webcal://", "webcals://" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;

  return FALSE;
}

/**
 * sk_ical_source_new:
 * @config: which calendar; a path, an address or why there is neither
 *
 * Returns: (transfer full): the calendar
 */
SkBusySource *
sk_ical_source_new (const SkIcalConfig *config)
{
  SkIcalSource *self = g_object_new (SK_TYPE_ICAL_SOURCE, NULL);
  const char *known_by = config->id != NULL ? config->id
                         : config->address != NULL ? sk_secret_peek (config->address)
                         : config->path;

  self->name = g_strdup (config->name);
  self->path = g_strdup (config->path);
  self->address = config->address != NULL ? sk_secret_ref (config->address) : NULL;
  self->trouble = config->trouble != NULL ? g_error_copy (config->trouble) : NULL;
  if (config->copies != NULL)
    {
      self->copy_path = sk_ical_copy_dup_path (config->copies, known_by);
      sk_ical_copy_expect (self->copy_path);
    }
  self->colour = g_strdup (config->colour);
  self->is_free = config->is_free;
  self->timeout_ms = config->timeout_ms != 0 ? config->timeout_ms : TIMEOUT_MS;

  return SK_BUSY_SOURCE (self);
}
