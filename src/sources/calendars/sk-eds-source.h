/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-busy-source.h"

G_BEGIN_DECLS

#define SK_TYPE_EDS_SOURCE (sk_eds_source_get_type ())
G_DECLARE_FINAL_TYPE (SkEdsSource, sk_eds_source, SK, EDS_SOURCE, GObject)

/**
 * SkEdsConfig:
 * @name: what the calendar is called
 * @uid: what the desktop knows it by
 * @program: (nullable): the helper; %NULL: where it is installed
 * @copies: (nullable): the folder in which the last good copy is kept
 * @colour: (nullable): how it is shown
 * @is_free: whether nothing in it takes time
 *
 * Named arguments for sk_eds_source_new().
 */
typedef struct
{
  const char *name;
  const char *uid;
  const char *program;
  const char *copies;
  const char *colour;
  gboolean    is_free;
} SkEdsConfig;

/**
 * SkEdsCalendar:
 * @uid: what the desktop knows it by
 * @name: what it is called
 * @colour: (nullable): how it is shown
 *
 * One of the desktop's calendars.
 */
typedef struct
{
  char *uid;
  char *name;
  char *colour;
} SkEdsCalendar;

SkBusySource *sk_eds_source_new         (const SkEdsConfig    *config);
void          sk_eds_source_list_async  (const char           *program,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray    *sk_eds_source_list_finish (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
