/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-event.h"
#include "sk-snapshot.h"

G_BEGIN_DECLS

/**
 * SkBlocking:
 * @SK_BLOCKING_BUSY: it takes time
 * @SK_BLOCKING_TRANSPARENT: it, or its whole calendar, is marked free
 * @SK_BLOCKING_CANCELLED: it does not take place
 * @SK_BLOCKING_DECLINED: the person does not take part
 * @SK_BLOCKING_ALL_DAY_FREE: it is for a whole day, and nobody said that it takes time
 * @SK_BLOCKING_TENTATIVE: it may take place: the time is kept
 * @SK_BLOCKING_OWN: it is our own placement, come back to us
 *
 * What an event does to the plan, and why.
 */
typedef enum
{
  SK_BLOCKING_BUSY,
  SK_BLOCKING_TRANSPARENT,
  SK_BLOCKING_CANCELLED,
  SK_BLOCKING_DECLINED,
  SK_BLOCKING_ALL_DAY_FREE,
  SK_BLOCKING_TENTATIVE,
  SK_BLOCKING_OWN,
} SkBlocking;

/**
 * SkBlockingFacts:
 * @addresses: (nullable): the person's mail addresses
 * @account: (nullable): the one the calendar belongs to
 * @placements: (nullable) (element-type utf8): from sk_blocking_list_placements():
 *   what may come back as events
 *
 * What has to be known besides the event.
 */
typedef struct
{
  const char *const *addresses;
  const char        *account;
  GHashTable        *placements;
} SkBlockingFacts;

GHashTable *sk_blocking_list_placements (GPtrArray             *snapshots);
SkBlocking  sk_blocking_judge           (SkEvent               *event,
                                         const SkBlockingFacts *facts);
gboolean    sk_blocking_blocks          (SkBlocking             self);
const char *sk_blocking_get_code        (SkBlocking             self);

G_END_DECLS
