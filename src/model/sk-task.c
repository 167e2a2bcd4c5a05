/* sk-task.c — one unit of work, as its source described it
 *
 * A SkTask never changes after sk_task_new(); a new wish from the person or
 * a new reading of the source is a new SkTask.  It holds no opinion about
 * when the work should happen: that is the planner's.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-task.h"

#include <math.h>

struct _SkTask
{
  char       *id;
  char       *title;
  char       *url;
  char       *workspace;
  char       *source;
  char       *revision;
  char       *status;
  char       *scheduled_json;
  char       *last_scheduled_json;
  char      **blocked_by;
  double      rank;             /* NaN: none */
  double      duration_hours;
  SkWhen      due;
  SkWhen      earliest_start;
  SkWhen      scheduled_start;
  SkWhen      scheduled_end;
  SkWhen      last_scheduled;
  SkSpan      wished;
  SkFixed     wish;
  SkStanding  standing;
  guint       has_duration : 1;
  guint       opted_out : 1;
  guint       pinned : 1;
};

G_DEFINE_BOXED_TYPE (SkTask, sk_task, sk_task_ref, sk_task_unref)

static const struct
{
  const char *name;
  SkStanding  standing;
} standings[] = {
  { "completed", SK_STANDING_DONE },
  { "done", SK_STANDING_DONE },
  { "canceled", SK_STANDING_CANCELED },
  { "cancelled", SK_STANDING_CANCELED },
  { "backlog", SK_STANDING_BACKLOG },
};

/**
 * sk_standing_from_name:
 * @status: (nullable): the name of a status
 *
 * The names that are left out by default everywhere (formats.md §1 and §4),
 * in upper or lower case.
 *
 * Returns: what a status of that name means
 */
SkStanding
sk_standing_from_name (const char *status)
{
  for (gsize i = 0; status != NULL && i < G_N_ELEMENTS (standings); i++)
    if (g_ascii_strcasecmp (status, standings[i].name) == 0)
      return standings[i].standing;

  return SK_STANDING_OPEN;
}

/**
 * sk_task_new:
 * @init: what is known; strings are copied
 *
 * Returns: (transfer full): a task that never changes
 */
SkTask *
sk_task_new (const SkTaskInit *init)
{
  g_return_val_if_fail (init != NULL && init->id != NULL, NULL);

  SkTask *self = g_atomic_rc_box_new0 (SkTask);
  self->id = g_strdup (init->id);
  self->title = g_strdup (init->title != NULL ? init->title : "");
  self->url = g_strdup (init->url);
  self->workspace = g_strdup (init->workspace);
  self->source = g_strdup (init->source);
  self->revision = g_strdup (init->revision);
  self->status = g_strdup (init->status);
  self->scheduled_json = g_strdup (init->scheduled_json);
  self->last_scheduled_json = g_strdup (init->last_scheduled_json);
  self->blocked_by = g_strdupv ((char **) init->blocked_by);
  self->rank = init->ranked ? init->rank : (double) NAN;
  self->duration_hours = init->duration_hours;
  self->due = init->due;
  self->earliest_start = init->earliest_start;
  self->scheduled_start = init->scheduled_start;
  self->scheduled_end = init->scheduled_end;
  self->last_scheduled = init->last_scheduled;
  self->standing = init->standing;
  self->has_duration = init->has_duration;
  self->opted_out = init->opted_out;
  self->pinned = init->pinned;
  self->wish = init->wish;
  self->wished = init->wished;

  return self;
}

/* What it was made of; strings are borrowed. */
static SkTaskInit
get_init (SkTask *self)
{
  return (SkTaskInit) {
    .id = self->id,
    .title = self->title,
    .url = self->url,
    .workspace = self->workspace,
    .source = self->source,
    .revision = self->revision,
    .status = self->status,
    .standing = self->standing,
    .ranked = !isnan (self->rank),
    .rank = self->rank,
    .has_duration = self->has_duration,
    .duration_hours = self->duration_hours,
    .due = self->due,
    .earliest_start = self->earliest_start,
    .opted_out = self->opted_out,
    .pinned = self->pinned,
    .wish = self->wish,
    .wished = self->wished,
    .scheduled_start = self->scheduled_start,
    .scheduled_end = self->scheduled_end,
    .last_scheduled = self->last_scheduled,
    .scheduled_json = self->scheduled_json,
    .last_scheduled_json = self->last_scheduled_json,
    .blocked_by = (const char *const *) self->blocked_by,
  };
}

/**
 * sk_task_opt_out:
 * @self: a task
 * @keeps_slot: whether the slot it has still counts
 *
 * Returns: (transfer full): the same task, planned by hand: it gets no other slot
 */
SkTask *
sk_task_opt_out (SkTask   *self,
                 gboolean  keeps_slot)
{
  SkTaskInit init = get_init (self);

  init.opted_out = TRUE;
  init.wish = SK_FIXED_NO;
  if (!keeps_slot)
    init.scheduled_start = init.scheduled_end = (SkWhen) { 0 };

  return sk_task_new (&init);
}

/**
 * sk_task_with_wish:
 * @self: a task
 * @wish: how the person said it: %SK_FIXED_PINNED or %SK_FIXED_MANUAL;
 *   %SK_FIXED_NO: no longer
 * @wished: where it is to be
 *
 * Returns: (transfer full): the same task with that wish
 */
SkTask *
sk_task_with_wish (SkTask  *self,
                   SkFixed  wish,
                   SkSpan   wished)
{
  SkTaskInit init = get_init (self);

  init.wish = wish;
  init.wished = wished;

  return sk_task_new (&init);
}

/**
 * sk_task_with_scheduled:
 * @self: a task
 * @place: where its source holds it by now; empty: nowhere
 *
 * Returns: (transfer full): the same task there; what the source says of it is
 *   not known
 */
SkTask *
sk_task_with_scheduled (SkTask *self,
                        SkSpan  place)
{
  SkTaskInit init = get_init (self);
  gboolean is_empty = sk_span_is_empty (place);

  init.scheduled_start = is_empty ? (SkWhen) { 0 } : sk_when_instant (place.start);
  init.scheduled_end = is_empty ? (SkWhen) { 0 } : sk_when_instant (place.end);
  init.scheduled_json = NULL;
  init.last_scheduled_json = NULL;

  return sk_task_new (&init);
}

static void
sk_task_clear (SkTask *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->url);
  g_free (self->workspace);
  g_free (self->source);
  g_free (self->revision);
  g_free (self->status);
  g_free (self->scheduled_json);
  g_free (self->last_scheduled_json);
  g_strfreev (self->blocked_by);
}

SkTask *
sk_task_ref (SkTask *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sk_task_unref (SkTask *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) sk_task_clear);
}

const char *
sk_task_get_id (SkTask *self)
{
  return self->id;
}

const char *
sk_task_get_title (SkTask *self)
{
  return self->title;
}

const char *
sk_task_get_url (SkTask *self)
{
  return self->url;
}

const char *
sk_task_get_workspace (SkTask *self)
{
  return self->workspace;
}

const char *
sk_task_get_source (SkTask *self)
{
  return self->source;
}

const char *
sk_task_get_revision (SkTask *self)
{
  return self->revision;
}

const char *
sk_task_get_status (SkTask *self)
{
  return self->status;
}

SkStanding
sk_task_get_standing (SkTask *self)
{
  return self->standing;
}

/**
 * sk_task_get_rank:
 * @self: a task
 * @rank: (out) (optional): its rank; higher goes first
 *
 * Returns: whether it has one; a rank that is not a number is none
 */
gboolean
sk_task_get_rank (SkTask *self,
                  double *rank)
{
  if (isnan (self->rank))
    return FALSE;
  if (rank != NULL)
    *rank = self->rank;

  return TRUE;
}

/**
 * sk_task_get_duration_hours:
 * @self: a task
 * @hours: (out) (optional): the length as it was read, sensible or not
 *
 * Returns: whether anybody said how long it takes
 */
gboolean
sk_task_get_duration_hours (SkTask *self,
                            double *hours)
{
  if (!self->has_duration)
    return FALSE;
  if (hours != NULL)
    *hours = self->duration_hours;

  return TRUE;
}

/**
 * sk_task_has_same_duration:
 * @self: a task
 * @other: another, or the same as it was read another time
 *
 * Returns: whether both take as long, or both say nothing of use about it
 */
gboolean
sk_task_has_same_duration (SkTask *self,
                           SkTask *other)
{
  /* what is no number is as little one in both */
  return self->has_duration == other->has_duration &&
         (!self->has_duration || (!(self->duration_hours < other->duration_hours) &&
                                  !(self->duration_hours > other->duration_hours)));
}

SkWhen
sk_task_get_due (SkTask *self)
{
  return self->due;
}

SkWhen
sk_task_get_earliest_start (SkTask *self)
{
  return self->earliest_start;
}

gboolean
sk_task_is_opted_out (SkTask *self)
{
  return self->opted_out;
}

gboolean
sk_task_is_pinned (SkTask *self)
{
  return self->pinned;
}

SkWhen
sk_task_get_scheduled_start (SkTask *self)
{
  return self->scheduled_start;
}

SkWhen
sk_task_get_scheduled_end (SkTask *self)
{
  return self->scheduled_end;
}

/**
 * sk_task_get_scheduled_span:
 * @self: a task
 * @span: (out): the stretch of time the source holds for it
 *
 * Returns: whether there is one: a start and a later end, both points in time
 */
gboolean
sk_task_get_scheduled_span (SkTask *self,
                            SkSpan *span)
{
  if (self->scheduled_start.kind != SK_WHEN_INSTANT ||
      self->scheduled_end.kind != SK_WHEN_INSTANT ||
      self->scheduled_end.value <= self->scheduled_start.value)
    return FALSE;

  *span = (SkSpan) { self->scheduled_start.value, self->scheduled_end.value };
  return TRUE;
}

/**
 * sk_task_get_held_span:
 * @self: a task
 * @span: (out): the stretch of time somebody holds for it by hand
 *
 * An open task that is opted out keeps its own slot, busy for all others
 * (planner.md §2).
 *
 * Returns: whether there is one
 */
gboolean
sk_task_get_held_span (SkTask *self,
                       SkSpan *span)
{
  return self->opted_out &&
         self->standing != SK_STANDING_DONE && self->standing != SK_STANDING_CANCELED &&
         sk_task_get_scheduled_span (self, span);
}

/**
 * sk_task_get_wish:
 * @self: a task
 * @wished: (out) (optional): where the person wants it
 *
 * Returns: %SK_FIXED_PINNED or %SK_FIXED_MANUAL, or %SK_FIXED_NO if nobody said
 */
SkFixed
sk_task_get_wish (SkTask *self,
                  SkSpan *wished)
{
  if (wished != NULL)
    *wished = self->wished;

  return self->wish;
}

/**
 * sk_task_get_fixed_span:
 * @self: a task that the planner may not move
 * @span: (out): where it stays
 *
 * Returns: whether that is known: where the person wants it, else where the
 *   source holds it
 */
gboolean
sk_task_get_fixed_span (SkTask *self,
                        SkSpan *span)
{
  if (self->wish == SK_FIXED_NO)
    return sk_task_get_scheduled_span (self, span);

  *span = self->wished;
  return TRUE;
}

SkWhen
sk_task_get_last_scheduled (SkTask *self)
{
  return self->last_scheduled;
}

/**
 * sk_task_get_scheduled_json:
 * @self: a task
 *
 * Returns: (nullable): the placement in the source's own words (JSON)
 */
const char *
sk_task_get_scheduled_json (SkTask *self)
{
  return self->scheduled_json;
}

/**
 * sk_task_get_last_scheduled_json:
 * @self: a task
 *
 * Returns: (nullable): when it was last planned, in the source's own words (JSON)
 */
const char *
sk_task_get_last_scheduled_json (SkTask *self)
{
  return self->last_scheduled_json;
}

/**
 * sk_task_get_blocked_by:
 * @self: a task
 *
 * Returns: (transfer none) (nullable): ids of the tasks that must end first
 */
const char *const *
sk_task_get_blocked_by (SkTask *self)
{
  return (const char *const *) self->blocked_by;
}
