/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

#define SK_TYPE_BOARD (sk_board_get_type ())

typedef struct _SkBoard SkBoard;

/**
 * SkCard:
 * @task: (owned): the id of a task
 * @title: (owned): what it is called; may be empty
 * @workspace: (owned) (nullable): where it comes from
 * @url: (owned) (nullable): where it can be opened
 * @rank: how important it is; %NAN if nobody said
 * @span: its place; empty if it has none
 * @before_start: what the source holds
 * @before_end: what the source holds
 * @due: when it is due
 * @change: what would be written
 * @fixed: whether, and why, the planner had no say
 * @slack: seconds it could slip with its own due date kept
 * @is_late: whether it misses its due date
 * @is_off: whether the person wants it left as it is; @span and @change say
 *   what was refused
 * @why: (owned): why it is there, or why it has no place; a sentence
 * @late_why: (owned) (nullable): why it misses its due date; a sentence
 * @failure: (owned) (nullable): why it could not be written; a sentence
 * @warnings: (owned) (nullable): sentences, %NULL-terminated
 * @blocked: (owned) (nullable) (element-type SkBlocked): what holds the time before,
 *   as far as it is nearest; without a place, from now on
 * @n_blocked_before: how many such stretches there are before those
 * @n_blocked_after: how many after those
 *
 * One task of a plan, as far as a face draws it.
 */
typedef struct
{
  char          *task;
  char          *title;
  char          *workspace;
  char          *url;
  double         rank;
  SkSpan         span;
  SkWhen         before_start;
  SkWhen         before_end;
  SkWhen         due;
  SkChangeKind   change;
  SkFixed        fixed;
  gint64         slack;
  gboolean       is_late;
  gboolean       is_off;
  char          *why;
  char          *late_why;
  char          *failure;
  char         **warnings;
  GArray        *blocked;
  guint          n_blocked_before;
  guint          n_blocked_after;
} SkCard;

/**
 * SkMeeting:
 * @span: when
 * @title: (owned): what it is called; may be empty
 * @calendar: (owned) (nullable): what its calendar is called
 * @colour: (owned) (nullable): how its calendar is shown, such as "#3584e4"
 *
 * A time at which the person is busy.
 */
typedef struct
{
  SkSpan  span;
  char   *title;
  char   *calendar;
  char   *colour;
} SkMeeting;

/**
 * SkBoardInit:
 * @at: the planning instant, Unix seconds
 * @now: what the clock said when the board was made, Unix seconds
 * @rules: for its zone, and nothing else
 * @digest: (nullable): the name of the changes (formats.md §2)
 * @cards: (transfer full): from sk_card_array_new()
 * @open: (transfer full) (element-type SkSpan): the hours open for work, in order
 * @events: (transfer full): from sk_meeting_array_new(), in order
 * @capacity: (transfer full) (element-type SkCapacity): by day
 * @summary: the plan in numbers
 *
 * Named arguments for sk_board_new_take().
 */
typedef struct
{
  gint64      at;
  gint64      now;
  SkRules    *rules;
  const char *digest;
  GArray     *cards;
  GArray     *open;
  GArray     *events;
  GArray     *capacity;
  SkSummary   summary;
} SkBoardInit;

GType             sk_board_get_type     (void);
SkBoard          *sk_board_new_take     (const SkBoardInit *init);
SkBoard          *sk_board_ref          (SkBoard           *self);
void              sk_board_unref        (SkBoard           *self);
gint64            sk_board_get_at       (SkBoard           *self);
gint64            sk_board_get_now      (SkBoard           *self);
SkRules          *sk_board_get_rules    (SkBoard           *self);
const char       *sk_board_get_digest   (SkBoard           *self);
guint             sk_board_get_n_cards  (SkBoard           *self);
const SkCard     *sk_board_get_card     (SkBoard           *self,
                                         guint              i);
const SkCard     *sk_board_find_card    (SkBoard           *self,
                                         const char        *task);
guint             sk_board_get_n_open   (SkBoard           *self);
SkSpan            sk_board_get_open     (SkBoard           *self,
                                         guint              i);
guint             sk_board_get_n_events (SkBoard           *self);
const SkMeeting    *sk_board_get_event    (SkBoard           *self,
                                         guint              i);
const SkSummary  *sk_board_get_summary  (SkBoard           *self);
const SkCapacity *sk_board_find_capacity (SkBoard          *self,
                                          gint64            day);
gint64            sk_board_get_wall     (SkBoard           *self,
                                         gint64             instant);

GArray           *sk_card_array_new     (void);
GArray           *sk_meeting_array_new    (void);

/* Whether it has a place in the plan. */
static inline gboolean
sk_card_is_placed (const SkCard *self)
{
  return !sk_span_is_empty (self->span);
}

/* Whether something would be written, were it not refused. */
static inline gboolean
sk_card_is_change (const SkCard *self)
{
  return self->change != SK_CHANGE_KEPT;
}

/* What the source holds, as a stretch; empty if it is none. */
static inline SkSpan
sk_card_get_before (const SkCard *self)
{
  if (self->before_start.kind != SK_WHEN_INSTANT || self->before_end.kind != SK_WHEN_INSTANT)
    return (SkSpan) { 0, 0 };

  return (SkSpan) { self->before_start.value, self->before_end.value };
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkBoard, sk_board_unref)

G_END_DECLS
