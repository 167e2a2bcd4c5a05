/* sk-board.c — what a face draws of a plan
 *
 * A plan as it crosses the bus: tasks are known by their ids, sentences are
 * made already.  It has no opinion about where anything belongs.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-board.h"

#include <string.h>

struct _SkBoard
{
  gint64      at;
  gint64      now;
  SkRules    *rules;
  char       *digest;
  GArray     *cards;            /* (element-type SkCard) */
  GHashTable *by_task;          /* (element-type utf8 SkCard): both are the cards' */
  GArray     *open;             /* (element-type SkSpan) */
  GArray     *events;           /* (element-type SkMeeting) */
  GArray     *capacity;         /* (element-type SkCapacity) */
  SkSummary   summary;
};

G_DEFINE_BOXED_TYPE (SkBoard, sk_board, sk_board_ref, sk_board_unref)

/* --- its parts --- */

static void
sk_card_clear (gpointer data)
{
  SkCard *self = data;

  g_clear_pointer (&self->task, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->workspace, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->why, g_free);
  g_clear_pointer (&self->late_why, g_free);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->warnings, g_strfreev);
  g_clear_pointer (&self->blocked, g_array_unref);
}

/**
 * sk_card_array_new:
 *
 * Returns: (transfer full) (element-type SkCard): no cards yet; it owns what they own
 */
GArray *
sk_card_array_new (void)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (SkCard));

  g_array_set_clear_func (array, sk_card_clear);

  return array;
}

static void
sk_meeting_clear (gpointer data)
{
  SkMeeting *self = data;

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->calendar, g_free);
  g_clear_pointer (&self->colour, g_free);
}

/**
 * sk_meeting_array_new:
 *
 * Returns: (transfer full) (element-type SkMeeting): no events yet; it owns what they own
 */
GArray *
sk_meeting_array_new (void)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (SkMeeting));

  g_array_set_clear_func (array, sk_meeting_clear);

  return array;
}

/* --- the whole --- */

static GHashTable *
index_cards (GArray *cards)
{
  GHashTable *by_task = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cards->len; i++)
    {
      SkCard *card = &g_array_index (cards, SkCard, i);

      g_hash_table_insert (by_task, card->task, card);
    }

  return by_task;
}

/**
 * sk_board_new_take:
 * @init: what there is to draw; its arrays go in whole and never come out
 *
 * Returns: (transfer full): a board that never changes
 */
SkBoard *
sk_board_new_take (const SkBoardInit *init)
{
  SkBoard *self = g_atomic_rc_box_new0 (SkBoard);

  self->at = init->at;
  self->now = init->now;
  self->rules = sk_rules_ref (init->rules);
  self->digest = g_strdup (init->digest);
  self->cards = init->cards;
  self->by_task = index_cards (init->cards);
  self->open = init->open;
  self->events = init->events;
  self->capacity = init->capacity;
  self->summary = init->summary;

  return self;
}

static void
sk_board_clear (SkBoard *self)
{
  sk_rules_unref (self->rules);
  g_free (self->digest);
  g_hash_table_unref (self->by_task);
  g_array_unref (self->cards);
  g_array_unref (self->open);
  g_array_unref (self->events);
  g_array_unref (self->capacity);
}

SkBoard *
sk_board_ref (SkBoard *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sk_board_unref (SkBoard *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) sk_board_clear);
}

gint64
sk_board_get_at (SkBoard *self)
{
  return self->at;
}

gint64
sk_board_get_now (SkBoard *self)
{
  return self->now;
}

/**
 * sk_board_get_rules:
 * @self: a board
 *
 * Returns: (transfer none): rules whose zone is the plan's; they say nothing else
 */
SkRules *
sk_board_get_rules (SkBoard *self)
{
  return self->rules;
}

/**
 * sk_board_get_digest:
 * @self: a board
 *
 * Returns: (nullable): the name of the changes it shows
 */
const char *
sk_board_get_digest (SkBoard *self)
{
  return self->digest;
}

guint
sk_board_get_n_cards (SkBoard *self)
{
  return self->cards->len;
}

const SkCard *
sk_board_get_card (SkBoard *self,
                   guint    i)
{
  g_return_val_if_fail (i < self->cards->len, NULL);

  return &g_array_index (self->cards, SkCard, i);
}

/**
 * sk_board_find_card:
 * @self: a board
 * @task: (nullable): the id of a task
 *
 * Returns: (transfer none) (nullable): its card
 */
const SkCard *
sk_board_find_card (SkBoard    *self,
                    const char *task)
{
  return task != NULL ? g_hash_table_lookup (self->by_task, task) : NULL;
}

guint
sk_board_get_n_open (SkBoard *self)
{
  return self->open->len;
}

SkSpan
sk_board_get_open (SkBoard *self,
                   guint    i)
{
  g_return_val_if_fail (i < self->open->len, ((SkSpan) { 0, 0 }));

  return g_array_index (self->open, SkSpan, i);
}

guint
sk_board_get_n_events (SkBoard *self)
{
  return self->events->len;
}

const SkMeeting *
sk_board_get_event (SkBoard *self,
                    guint    i)
{
  g_return_val_if_fail (i < self->events->len, NULL);

  return &g_array_index (self->events, SkMeeting, i);
}

const SkSummary *
sk_board_get_summary (SkBoard *self)
{
  return &self->summary;
}

/**
 * sk_board_find_capacity:
 * @self: a board
 * @day: a local day, days since 1970-01-01
 *
 * Returns: (transfer none) (nullable): hours free and due until then, if something is
 *   due that day
 */
const SkCapacity *
sk_board_find_capacity (SkBoard *self,
                        gint64   day)
{
  for (guint i = 0; i < self->capacity->len; i++)
    {
      const SkCapacity *capacity = &g_array_index (self->capacity, SkCapacity, i);

      if (capacity->day == day)
        return capacity;
    }

  return NULL;
}

/**
 * sk_board_get_wall:
 * @self: a board
 * @instant: Unix seconds
 *
 * Returns: what clocks in its zone show then, as if it were UTC
 */
gint64
sk_board_get_wall (SkBoard *self,
                   gint64   instant)
{
  GTimeZone *zone = sk_rules_get_zone (self->rules);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);

  return instant + g_time_zone_get_offset (zone, interval);
}
