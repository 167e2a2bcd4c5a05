/* sk-busy-source.c — the door meetings come through
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-busy-source.h"

G_DEFINE_INTERFACE (SkBusySource, sk_busy_source, G_TYPE_OBJECT)

static void
sk_busy_source_default_init (SkBusySourceInterface *iface)
{
}

/**
 * sk_reading_new:
 *
 * Returns: (transfer full): a fresh reading without events
 */
SkReading *
sk_reading_new (void)
{
  SkReading *self = g_new0 (SkReading, 1);

  self->events = sk_event_array_new ();
  self->notes = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sk_reading_free (SkReading *self)
{
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->notes);
  g_free (self->account);
  g_clear_error (&self->trouble);
  g_free (self);
}

/**
 * sk_busy_source_get_name:
 * @self: a calendar
 *
 * Returns: what it is called; never its address, which may be a secret
 */
const char *
sk_busy_source_get_name (SkBusySource *self)
{
  g_return_val_if_fail (SK_IS_BUSY_SOURCE (self), NULL);

  return SK_BUSY_SOURCE_GET_IFACE (self)->get_name (self);
}

/**
 * sk_busy_source_get_colour:
 * @self: a calendar
 *
 * Returns: (nullable): how it is shown, such as "#3584e4"; %NULL: nobody said
 */
const char *
sk_busy_source_get_colour (SkBusySource *self)
{
  g_return_val_if_fail (SK_IS_BUSY_SOURCE (self), NULL);

  return SK_BUSY_SOURCE_GET_IFACE (self)->get_colour (self);
}

/**
 * sk_busy_source_fetch_async:
 * @self: a calendar
 * @span: what is wanted, Unix seconds
 * @zone: where days begin and end, and what times without a zone are meant in
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads every event that overlaps @span, whole.
 */
void
sk_busy_source_fetch_async (SkBusySource        *self,
                            SkSpan               span,
                            GTimeZone           *zone,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUSY_SOURCE (self));

  SK_BUSY_SOURCE_GET_IFACE (self)->fetch_async (self, span, zone, cancellable, callback,
                                                user_data);
}

/**
 * sk_busy_source_fetch_finish:
 * @self: a calendar
 * @result: what the callback was given
 * @error: why it could not be read, where there is no old copy either
 *
 * Returns: (transfer full) (nullable): what it holds, or held when it was last
 *   read
 */
SkReading *
sk_busy_source_fetch_finish (SkBusySource  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (SK_IS_BUSY_SOURCE (self), NULL);

  return SK_BUSY_SOURCE_GET_IFACE (self)->fetch_finish (self, result, error);
}
