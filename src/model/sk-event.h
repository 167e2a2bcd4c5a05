/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "sk-span.h"

G_BEGIN_DECLS

#define SK_TYPE_EVENT (sk_event_get_type ())

/* How the UIDs of events end that we export: they are never read back as busy. */
#define SK_EVENT_OWN_SUFFIX "@io.github.slotkeeper.Slotkeeper"

typedef struct _SkEvent SkEvent;

/**
 * SkEventStatus:
 * @SK_EVENT_CONFIRMED: it takes place, as far as anybody knows
 * @SK_EVENT_TENTATIVE: it may take place
 * @SK_EVENT_CANCELLED: it does not
 */
typedef enum
{
  SK_EVENT_CONFIRMED,
  SK_EVENT_TENTATIVE,
  SK_EVENT_CANCELLED,
} SkEventStatus;

/**
 * SkEventShown:
 * @SK_EVENT_SHOWN_UNSAID: nobody said
 * @SK_EVENT_SHOWN_BUSY: it was marked busy
 * @SK_EVENT_SHOWN_FREE: it was marked free
 *
 * What its owner said of the time it takes.
 */
typedef enum
{
  SK_EVENT_SHOWN_UNSAID,
  SK_EVENT_SHOWN_BUSY,
  SK_EVENT_SHOWN_FREE,
} SkEventShown;

/**
 * SkEventInit:
 * @span: when; may be empty
 * @all_day: whether it is said in days, not in hours
 * @title: (nullable): what it is called
 * @calendar: what the calendar is called
 * @uid: (nullable): what the calendar knows it by; all of a series have the same
 * @status: whether it takes place
 * @shown: what its owner said of its time
 * @declined_by: (nullable): the mail addresses, in lower case, that will not come
 * @tentative_by: (nullable): likewise, that may come
 *
 * Named arguments for sk_event_new().
 */
typedef struct
{
  SkSpan              span;
  gboolean            all_day;
  const char         *title;
  const char         *calendar;
  const char         *uid;
  SkEventStatus       status;
  SkEventShown        shown;
  const char *const  *declined_by;
  const char *const  *tentative_by;
} SkEventInit;

GType              sk_event_get_type         (void);
SkEvent           *sk_event_new              (const SkEventInit *init);
SkEvent           *sk_event_ref              (SkEvent           *self);
void               sk_event_unref            (SkEvent           *self);
SkSpan             sk_event_get_span         (SkEvent           *self);
gboolean           sk_event_is_all_day       (SkEvent           *self);
const char        *sk_event_get_title        (SkEvent           *self);
const char        *sk_event_get_calendar     (SkEvent           *self);
const char        *sk_event_get_uid          (SkEvent           *self);
SkEventStatus      sk_event_get_status       (SkEvent           *self);
SkEventShown       sk_event_get_shown        (SkEvent           *self);
const char *const *sk_event_get_declined_by  (SkEvent           *self);
const char *const *sk_event_get_tentative_by (SkEvent           *self);
int                sk_event_compare          (SkEvent           *a,
                                              SkEvent           *b);
GPtrArray         *sk_event_array_new        (void);
void               sk_event_array_sort       (GPtrArray         *events);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkEvent, sk_event_unref)

G_END_DECLS
