/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-blocking.h"
#include "sk-busy-source.h"
#include "sk-rules.h"

G_BEGIN_DECLS

/**
 * SkCalendarsRules:
 * @addresses: (nullable): the person's mail addresses
 * @placements: (nullable) (element-type utf8): from sk_blocking_list_placements()
 * @hide_titles: whether nobody is to see what events are called
 * @at: now, Unix seconds
 *
 * What events mean to the person.
 */
typedef struct
{
  const char *const *addresses;
  GHashTable        *placements;
  gboolean           hide_titles;
  gint64             at;
} SkCalendarsRules;

SkSpan      sk_calendars_choose_span (SkRules                *rules,
                                      gint64                  at);
void        sk_calendars_read_async  (GListModel             *calendars,
                                      SkSpan                  span,
                                      GTimeZone              *zone,
                                      GCancellable           *cancellable,
                                      GAsyncReadyCallback     callback,
                                      gpointer                user_data);
GPtrArray  *sk_calendars_read_finish (GAsyncResult           *result,
                                      GError                **error);
SkSnapshot *sk_calendars_judge       (GListModel             *calendars,
                                      GPtrArray              *readings,
                                      const SkCalendarsRules *rules);

G_END_DECLS
