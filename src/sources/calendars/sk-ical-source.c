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

/* What is wanted, and what there was before. */
typedef struct
{
  SkSpan      span;
  GTimeZone  *zone;
  SkIcalCopy *copy;             /* (nullable) */
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_time_zone_unref (fetch->zone);
  g_clear_pointer (&fetch->copy, sk_ical_copy_free);
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

  events = sk_ical_decode (text, length, &(SkIcalWish) {
    .calendar = self->name,
    .span = fetch->span,
    .zone = fetch->zone,
    .is_free = self->is_free,
  }, reading->notes, error);
  if (events == NULL)
    return NULL;

  g_ptr_array_unref (reading->events);
  reading->events = events;
  return g_steal_pointer (&reading);
}

/* The last good copy in place of what could not be read. */
static void
return_trouble (GTask  *task,
                GError *trouble)        /* (transfer full) */
{
  Fetch *fetch = g_task_get_task_data (task);
  SkReading *reading = NULL;

  if (g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, trouble);
      return;
    }

  if (fetch->copy != NULL)
    reading = decode (g_task_get_source_object (task), fetch, fetch->copy->bytes, NULL);
  if (reading == NULL)
    {
      g_task_return_error (task, trouble);
      return;
    }

  reading->trouble = trouble;
  reading->read_at = fetch->copy->read_at;
  g_task_return_pointer (task, reading, (GDestroyNotify) sk_reading_free);
}

/* What makes sense is told, and kept. */
static void
return_bytes (GTask      *task,
              GBytes     *bytes,
              const char *etag,         /* (nullable) */
              const char *modified)     /* (nullable) */
{
  SkIcalSource *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  SkReading *reading = decode (self, fetch, bytes, &error);

  if (reading == NULL)
    {
      return_trouble (task, g_steal_pointer (&error));
      return;
    }

  if (fetch->copy != NULL && g_bytes_equal (fetch->copy->bytes, bytes) &&
           g_strcmp0 (fetch->copy->etag, etag) == 0 &&
           g_strcmp0 (fetch->copy->modified, modified) == 0)
    sk_ical_copy_touch (self->copy_path);
  else if (self->copy_path != NULL &&
           !sk_ical_copy_store (self->copy_path, bytes, etag, modified))
    g_message ("No copy of a calendar can be kept in the state folder");

  g_task_return_pointer (task, reading, (GDestroyNotify) sk_reading_free);
}

/* --- reading --- */

static void
on_downloaded (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkDownload) download = sk_http_download_finish (result, &error);

  if (download == NULL)
    return_trouble (task, g_steal_pointer (&error));
  else if (!download->is_unchanged)
    return_bytes (task, download->body, download->etag, download->modified);
  else                          /* only asked where there is a copy */
    return_bytes (task, fetch->copy->bytes, fetch->copy->etag, fetch->copy->modified);
}

static void
read_path (GTask *task)
{
  SkIcalSource *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = sk_ical_folder_read (self->path, &error);

  if (bytes != NULL)
    return_bytes (task, bytes, NULL, NULL);
  else
    return_trouble (task, g_steal_pointer (&error));
}

static void
read_address (GTask *task)
{
  SkIcalSource *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);

  sk_http_download_async (&(SkDownloadInit) {
    .address = sk_secret_peek (self->address),
    .etag = fetch->copy != NULL ? fetch->copy->etag : NULL,
    .modified = fetch->copy != NULL ? fetch->copy->modified : NULL,
    .timeout_ms = self->timeout_ms,
  }, g_task_get_cancellable (task), on_downloaded, g_object_ref (task));
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

  *fetch = (Fetch) {
    .span = span,
    .zone = g_time_zone_ref (zone),
    .copy = self->copy_path != NULL ? sk_ical_copy_load (self->copy_path) : NULL,
  };
  g_task_set_source_tag (task, sk_ical_source_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);

  if (self->trouble != NULL)
    return_trouble (task, g_error_copy (self->trouble));
  else if (self->address != NULL)
    read_address (task);
  else
    read_path (task);
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
    self->copy_path = sk_ical_copy_dup_path (config->copies, known_by);
  self->colour = g_strdup (config->colour);
  self->is_free = config->is_free;
  self->timeout_ms = config->timeout_ms != 0 ? config->timeout_ms : TIMEOUT_MS;

  return SK_BUSY_SOURCE (self);
}
