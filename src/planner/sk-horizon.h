/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-wall-clock.h"

G_BEGIN_DECLS

/* A place in the horizon: which slot of which day.  The slots of a day are
 * numbered without gaps from a multiple of SkHorizon.day_bits on; between two
 * ranges of a day one number is left out, so what is consecutive can be used
 * in one piece. */
typedef int SkPosition;

#define SK_NOWHERE (-1)

/* Slots of five minutes on the day the clocks go back are 300, and each could be
 * a range of its own. */
#define SK_HORIZON_MOST_WORDS 16

/**
 * SkStretch:
 * @start: Unix seconds
 * @first: the position of its first slot
 * @n_slots: how many there are
 *
 * Slots that may be used in one piece: inside one open range of one local day.
 */
typedef struct
{
  gint64     start;
  SkPosition first;
  int        n_slots;
} SkStretch;

/**
 * SkHorizon:
 * @clock: the zone's clocks
 * @slot: seconds of a slot
 * @first_day: days since 1970-01-01
 * @n_days: how many local days are planned
 * @n_words: 64-bit words that hold the slots of any day; a power of two
 * @day_bits: positions a day takes
 * @day_shift: that, as a power of two
 * @longest: slots of the longest stretch of all
 * @day_starts: the first instant of each day; one more at the end
 * @stretches: of all days, in order of time
 * @n_stretches: how many there are
 * @first_stretch: per day, its first; one more at the end
 *
 * Which time there is, and what each position means.  Summer time is over
 * here: what is counted from now on are slots.
 */
typedef struct
{
  SkWallClock *clock;
  gint64       slot;
  gint64       first_day;
  int          n_days;
  int          n_words;
  int          day_bits;
  int          day_shift;
  int          longest;
  gint64      *day_starts;
  SkStretch   *stretches;
  guint        n_stretches;
  guint       *first_stretch;
} SkHorizon;

SkHorizon       *sk_horizon_new           (SkRules         *rules,
                                           gint64           at);
void             sk_horizon_free          (SkHorizon       *self);
SkSpan           sk_horizon_get_span      (const SkHorizon *self);
int              sk_horizon_count_open    (const SkHorizon *self,
                                           int              day);
int              sk_horizon_find_day      (const SkHorizon *self,
                                           gint64           instant);
const SkStretch *sk_horizon_find_stretch  (const SkHorizon *self,
                                           gint64           instant);
SkPosition       sk_horizon_position_from (const SkHorizon *self,
                                           gint64           instant);
SkPosition       sk_horizon_position_to   (const SkHorizon *self,
                                           gint64           instant);
gint64           sk_horizon_get_start     (const SkHorizon *self,
                                           SkPosition       position);
SkSpan           sk_horizon_get_place     (const SkHorizon *self,
                                           SkPosition       position,
                                           int              n_slots);
SkSpan           sk_horizon_round         (const SkHorizon *self,
                                           SkSpan           span);
gint64           sk_horizon_next_slot     (const SkHorizon *self,
                                           gint64           instant);

/* How many whole slots there are in @seconds, which are those of a day at most:
 * a division of small numbers, as it is needed for each edge of each meeting. */
static inline int
sk_horizon_count_slots (const SkHorizon *self,
                        gint64           seconds)
{
  return (int) ((guint32) seconds / (guint32) self->slot);
}

/* From when to when it is. */
static inline SkSpan
sk_horizon_get_span_of (const SkHorizon *self,
                        const SkStretch *stretch)
{
  return (SkSpan) { stretch->start, stretch->start + stretch->n_slots * self->slot };
}

/* One past the last position. */
static inline SkPosition
sk_horizon_get_end (const SkHorizon *self)
{
  return self->n_days << self->day_shift;
}

static inline int
sk_horizon_get_day (const SkHorizon *self,
                    SkPosition       position)
{
  return position >> self->day_shift;
}

/* Of something that has to end at @limit: the first day if nothing can. */
static inline int
sk_horizon_get_day_before (const SkHorizon *self,
                           SkPosition       limit)
{
  return limit > 0 ? sk_horizon_get_day (self, limit - 1) : 0;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkHorizon, sk_horizon_free)

G_END_DECLS
