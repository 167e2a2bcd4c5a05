/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-event.h"

G_BEGIN_DECLS

#define SK_TYPE_BUSY_SOURCE (sk_busy_source_get_type ())
G_DECLARE_INTERFACE (SkBusySource, sk_busy_source, SK, BUSY_SOURCE, GObject)

/**
 * SkReading:
 * @events: (element-type SkEvent): what the calendar holds there, in order
 * @notes: (element-type utf8): what was odd, for people
 * @account: (nullable): the mail address it belongs to, where the calendar knows
 * @trouble: (nullable): why this is an old copy, or nothing at all; %NULL: it is fresh
 * @read_at: Unix seconds at which the old copy was fresh; 0: there never was one
 *
 * What a calendar said.  One that could not be read has @trouble: it is not
 * an empty calendar, and nothing is planned by itself on the strength of it.
 */
typedef struct
{
  GPtrArray *events;
  GPtrArray *notes;
  char      *account;
  GError    *trouble;
  gint64     read_at;
} SkReading;

/**
 * SkBusySourceInterface:
 * @get_name: what the calendar is called
 * @get_colour: (nullable): how it is shown
 * @fetch_async: reads what it holds in a stretch of time
 * @fetch_finish: (transfer full)
 *
 * A place that knows who is busy when.
 */
struct _SkBusySourceInterface
{
  GTypeInterface parent_iface;

  const char *(*get_name)     (SkBusySource         *self);
  const char *(*get_colour)   (SkBusySource         *self);
  void        (*fetch_async)  (SkBusySource         *self,
                               SkSpan                span,
                               GTimeZone            *zone,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
  SkReading  *(*fetch_finish) (SkBusySource         *self,
                               GAsyncResult         *result,
                               GError              **error);
};

const char *sk_busy_source_get_name     (SkBusySource         *self);
const char *sk_busy_source_get_colour   (SkBusySource         *self);
void        sk_busy_source_fetch_async  (SkBusySource         *self,
                                         SkSpan                span,
                                         GTimeZone            *zone,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
SkReading  *sk_busy_source_fetch_finish (SkBusySource         *self,
                                         GAsyncResult         *result,
                                         GError              **error);
SkReading  *sk_reading_new              (void);
void        sk_reading_free             (SkReading            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkReading, sk_reading_free)

G_END_DECLS
