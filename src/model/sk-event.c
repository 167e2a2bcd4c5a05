/* sk-event.c — one event of a calendar, as its calendar told it
 *
 * An event of a series is one value per time it takes place.  Whether it keeps
 * anybody from working is not said here: that is sk-blocking.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-event.h"

struct _SkEvent
{
  SkSpan          span;
  char           *title;        /* GRefStrings: a series has them once */
  char           *calendar;
  char           *uid;
  SkEventStatus   status;
  SkEventShown    shown;
  gboolean        all_day;
  char          **declined_by;  /* (nullable) */
  char          **tentative_by; /* (nullable) */
};

G_DEFINE_BOXED_TYPE (SkEvent, sk_event, sk_event_ref, sk_event_unref)

static char *
share (const char *text)
{
  return g_ref_string_new_intern (text != NULL ? text : "");
}

/**
 * sk_event_new:
 * @init: what the calendar told
 *
 * Returns: (transfer full): an event that never changes
 */
SkEvent *
sk_event_new (const SkEventInit *init)
{
  g_return_val_if_fail (init != NULL, NULL);

  SkEvent *self = g_atomic_rc_box_new0 (SkEvent);
  self->span = init->span;
  self->all_day = init->all_day;
  self->title = share (init->title);
  self->calendar = share (init->calendar);
  self->uid = share (init->uid);
  self->status = init->status;
  self->shown = init->shown;
  self->declined_by = g_strdupv ((char **) init->declined_by);
  self->tentative_by = g_strdupv ((char **) init->tentative_by);

  return self;
}

static void
sk_event_clear (SkEvent *self)
{
  g_ref_string_release (self->title);
  g_ref_string_release (self->calendar);
  g_ref_string_release (self->uid);
  g_strfreev (self->declined_by);
  g_strfreev (self->tentative_by);
}

SkEvent *
sk_event_ref (SkEvent *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sk_event_unref (SkEvent *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) sk_event_clear);
}

SkSpan
sk_event_get_span (SkEvent *self)
{
  return self->span;
}

/**
 * sk_event_is_all_day:
 * @self: an event
 *
 * Returns: whether it was said in days, not in hours
 */
gboolean
sk_event_is_all_day (SkEvent *self)
{
  return self->all_day;
}

const char *
sk_event_get_title (SkEvent *self)
{
  return self->title;
}

const char *
sk_event_get_calendar (SkEvent *self)
{
  return self->calendar;
}

const char *
sk_event_get_uid (SkEvent *self)
{
  return self->uid;
}

SkEventStatus
sk_event_get_status (SkEvent *self)
{
  return self->status;
}

SkEventShown
sk_event_get_shown (SkEvent *self)
{
  return self->shown;
}

/**
 * sk_event_get_declined_by:
 * @self: an event
 *
 * Returns: (nullable): the mail addresses, in lower case, that will not come
 */
const char *const *
sk_event_get_declined_by (SkEvent *self)
{
  return (const char *const *) self->declined_by;
}

/**
 * sk_event_get_tentative_by:
 * @self: an event
 *
 * Returns: (nullable): the mail addresses, in lower case, that may come
 */
const char *const *
sk_event_get_tentative_by (SkEvent *self)
{
  return (const char *const *) self->tentative_by;
}

/**
 * sk_event_compare:
 * @a: an event
 * @b: another
 *
 * Earlier, then longer, then by the names of calendar, title and series: what
 * is the same to it cannot be told apart.
 *
 * Returns: less than, equal to or greater than 0
 */
int
sk_event_compare (SkEvent *a,
                  SkEvent *b)
{
  int order;

  if (a->span.start != b->span.start)
    return a->span.start < b->span.start ? -1 : 1;
  if (a->span.end != b->span.end)
    return a->span.end > b->span.end ? -1 : 1;

  order = strcmp (a->calendar, b->calendar);
  if (order == 0)
    order = strcmp (a->title, b->title);
  if (order == 0)
    order = strcmp (a->uid, b->uid);

  return order;
}

/**
 * sk_event_array_new:
 *
 * Returns: (transfer full) (element-type SkEvent): no events yet
 */
GPtrArray *
sk_event_array_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sk_event_unref);
}

static int
compare_pointers (gconstpointer a,
                  gconstpointer b)
{
  return sk_event_compare (*(SkEvent *const *) a, *(SkEvent *const *) b);
}

/**
 * sk_event_array_sort:
 * @events: (element-type SkEvent): events in any order
 *
 * Puts them in the order of sk_event_compare().
 */
void
sk_event_array_sort (GPtrArray *events)
{
  g_ptr_array_sort (events, compare_pointers);
}
