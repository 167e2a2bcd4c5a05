/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-plan.h"

G_BEGIN_DECLS

/**
 * SkCycleInit:
 * @sources: (element-type SkTaskSource): where tasks come from
 * @calendars: (nullable) (element-type SkBusySource): who is busy when
 * @addresses: (nullable): the person's mail addresses
 * @hide_titles: whether nobody is to see what events are called
 * @rules: the person's rules; a task file's own go before them
 * @at: the planning instant, Unix seconds
 * @full: whether to forget present placements
 * @days_ahead: how many local days to plan; 0: as the rules say
 * @certify: whether the plan is to say what holds each earlier start
 * @amend: (nullable): (transfer full) what the sources say, with what the person said
 *   besides
 * @amend_data: for @amend
 *
 * Everything a cycle needs.
 */
typedef struct
{
  GListModel         *sources;
  GListModel         *calendars;
  const char *const  *addresses;
  gboolean            hide_titles;
  SkRules            *rules;
  gint64              at;
  gboolean            full;
  int                 days_ahead;
  gboolean            certify;
  SkSnapshot         *(* amend) (SkSnapshot *snapshot,
                                 gint64      at,
                                 gpointer    amend_data);
  gpointer            amend_data;
} SkCycleInit;

void    sk_cycle_run_async  (const SkCycleInit    *init,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
SkPlan *sk_cycle_run_finish (GAsyncResult         *result,
                             GError              **error);

G_END_DECLS
