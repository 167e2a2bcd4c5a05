/* sk-outlook.c — what a plan means at a moment: what runs, what comes, what ended
 *
 * A plan that waits for the person counts only as far as it is written: what
 * runs and what ended are places the source holds.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-outlook.h"

/* What ended longer ago than that is no news. */
#define NEWS_SECONDS (60 * 60)

static void
add (GArray            *slots,
     const SkPlacement *placement,
     SkSpan             span)
{
  sk_slot_array_add (slots, sk_task_get_id (placement->task), sk_task_get_title (placement->task),
                     span);
}

static gboolean
has_ended (SkOutlook *self,
           SkSpan     span,
           gint64     now)
{
  const SkSlot *ended = self->ended->len > 0 ? &g_array_index (self->ended, SkSlot, 0) : NULL;

  return span.end <= now && span.end > now - NEWS_SECONDS &&
         (ended == NULL || span.end > ended->span.end);
}

static void
read_placement (SkOutlook         *self,
                const SkPlacement *placement,
                gint64             now)
{
  SkSpan present;

  if (sk_placement_is_late (placement) && self->late->len < SK_STATE_MOST_SLOTS)
    add (self->late, placement, placement->span);

  if (sk_task_get_scheduled_span (placement->task, &present) && has_ended (self, present, now))
    {
      g_array_set_size (self->ended, 0);
      add (self->ended, placement, present);
    }

  if (placement->change == SK_CHANGE_KEPT && sk_span_contains (placement->span, now))
    {
      if (self->running->len == 0)
        add (self->running, placement, placement->span);
    }
  else if (placement->span.start >= now && self->next->len < SK_STATE_MOST_SLOTS)
    add (self->next, placement, placement->span);
}

/**
 * sk_outlook_init:
 * @self: (out): what @plan means
 * @plan: (nullable): a plan
 * @now: Unix seconds; not before the plan was made
 */
void
sk_outlook_init (SkOutlook *self,
                 SkPlan    *plan,
                 gint64     now)
{
  SkSpan nowhere = { 0, 0 };

  *self = (SkOutlook) {
    .running = sk_slot_array_new (),
    .next = sk_slot_array_new (),
    .late = sk_slot_array_new (),
    .ended = sk_slot_array_new (),
  };
  if (plan == NULL)
    return;

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    read_placement (self, sk_plan_get_placement (plan, i), now);

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    {
      SkTask *task = sk_plan_get_unplaced (plan, i)->task;

      if (sk_when_is_set (sk_task_get_due (task)) && self->late->len < SK_STATE_MOST_SLOTS)
        sk_slot_array_add (self->late, sk_task_get_id (task), sk_task_get_title (task), nowhere);
    }
}

void
sk_outlook_clear (SkOutlook *self)
{
  g_clear_pointer (&self->running, g_array_unref);
  g_clear_pointer (&self->next, g_array_unref);
  g_clear_pointer (&self->late, g_array_unref);
  g_clear_pointer (&self->ended, g_array_unref);
}

static const SkSlot *
get_one (GArray *slots)
{
  return slots->len > 0 ? &g_array_index (slots, SkSlot, 0) : NULL;
}

/**
 * sk_outlook_fill:
 * @self: an outlook
 * @init: what is to show it; borrows from @self
 */
void
sk_outlook_fill (SkOutlook   *self,
                 SkStateInit *init)
{
  init->running = get_one (self->running);
  init->next = self->next;
  init->late = self->late;
  init->ended = get_one (self->ended);
}

/**
 * sk_outlook_get_slot_end:
 * @self: an outlook
 *
 * Returns: when the running slot ends, Unix seconds; 0: none runs
 */
gint64
sk_outlook_get_slot_end (SkOutlook *self)
{
  const SkSlot *running = get_one (self->running);

  return running != NULL ? running->span.end : 0;
}

/**
 * sk_outlook_get_slot_start:
 * @self: an outlook
 *
 * Returns: when the next slot starts, Unix seconds; 0: there is none
 */
gint64
sk_outlook_get_slot_start (SkOutlook *self)
{
  const SkSlot *next = get_one (self->next);

  return next != NULL ? next->span.start : 0;
}
