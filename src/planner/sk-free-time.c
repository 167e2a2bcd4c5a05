/* sk-free-time.c — the slots of the horizon, and which of them are free
 *
 * The workload: some thousand tasks ask, each once or twice, for the first
 * run of k free slots from some moment on, in a calendar of 1 to 365 days.
 * So all open slots of the horizon lie side by side in one bit array, with
 * a bit that is never free — a fence — after each open range: a run of free
 * bits then never crosses a break or a day, however short the break, and
 * whatever the clocks do.  Which second a bit stands for is looked up in a
 * table of ranges, once per answer.  Summer time is over by then: it is known
 * to sk-wall-clock.c alone.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-free-time.h"

#include "sk-wall-clock.h"

#define WORD_BITS 64

struct _SkFreeTime
{
  GArray  *stretches;           /* (element-type SkStretch), in order of time */
  guint64 *bits;                /* a set bit is a free slot */
  guint    n_words;
  gint64   slot;                /* seconds */
  GArray  *day_starts;          /* (element-type gint64): instants, one more than there are days */
};

/* --- the slots of the horizon --- */

static gint64
floor_to (gint64 value,
          gint64 origin,
          gint64 step)
{
  gint64 distance = value - origin;
  gint64 steps = distance >= 0 ? distance / step : -((-distance + step - 1) / step);

  return origin + steps * step;
}

static gint64
ceil_to (gint64 value,
         gint64 origin,
         gint64 step)
{
  return -floor_to (-value, -origin, step);
}

static void
add_day (SkFreeTime *self,
         SkRules    *rules,
         gint64      day,
         gint64      start,
         guint      *n_positions)
{
  guint n_ranges;
  const SkRange *ranges = sk_rules_get_ranges (rules, day, &n_ranges);
  gint64 open_from = start;

  for (guint i = 0; i < n_ranges; i++)
    {
      SkSpan open = sk_wall_clock_resolve (rules, day, &ranges[i]);
      SkStretch stretch = {
        .span = {
          /* where an hour is shown twice, one range can end after the next begins */
          ceil_to (MAX (open.start, open_from), start, self->slot),
          floor_to (open.end, start, self->slot),
        },
        .day = day,
        .first = *n_positions,
      };

      if (sk_span_is_empty (stretch.span))
        continue;

      open_from = stretch.span.end;
      stretch.n_slots = (guint) (sk_span_length (stretch.span) / self->slot);
      *n_positions += stretch.n_slots + 1;
      g_array_append_val (self->stretches, stretch);
    }
}

static void
set_bits (guint64 *bits,
          guint    from,
          guint    to,
          gboolean free)
{
  while (from < to)
    {
      guint word = from / WORD_BITS;
      guint low = from % WORD_BITS;
      guint n = MIN (WORD_BITS - low, to - from);
      guint64 mask = (n == WORD_BITS ? ~(guint64) 0 : ((guint64) 1 << n) - 1) << low;

      if (free)
        bits[word] |= mask;
      else
        bits[word] &= ~mask;
      from += n;
    }
}

/**
 * sk_free_time_new:
 * @rules: hours, zone, slots and how far to look
 * @at: the planning instant, Unix seconds
 *
 * The local day of @at is the first.  What lies before @at is open too: who
 * asks says from when on.
 *
 * Returns: (transfer full): the horizon with every open slot free
 */
SkFreeTime *
sk_free_time_new (SkRules *rules,
                  gint64   at)
{
  SkFreeTime *self = g_new0 (SkFreeTime, 1);
  guint n_days = (guint) sk_rules_get_days_ahead (rules);
  gint64 first_day = sk_wall_clock_day_of (rules, at);
  guint n_positions = 0;

  self->slot = sk_rules_get_slot_seconds (rules);
  self->stretches = g_array_new (FALSE, FALSE, sizeof (SkStretch));
  self->day_starts = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_days + 1);

  for (guint i = 0; i <= n_days; i++)
    {
      gint64 start = sk_wall_clock_start_of_day (rules, first_day + i);

      g_array_append_val (self->day_starts, start);
      if (i < n_days)
        add_day (self, rules, first_day + i, start, &n_positions);
    }

  /* one more word: a run always ends before the array does */
  self->n_words = n_positions / WORD_BITS + 1;
  self->bits = g_new0 (guint64, self->n_words);
  for (guint i = 0; i < self->stretches->len; i++)
    {
      const SkStretch *stretch = sk_free_time_get_stretch (self, i);

      set_bits (self->bits, stretch->first, stretch->first + stretch->n_slots, TRUE);
    }

  return self;
}

/**
 * sk_free_time_copy:
 * @self: free time
 *
 * Returns: (transfer full): the same, to be taken from separately
 */
SkFreeTime *
sk_free_time_copy (const SkFreeTime *self)
{
  SkFreeTime *copy = g_new0 (SkFreeTime, 1);

  *copy = *self;
  g_array_ref (copy->stretches);
  g_array_ref (copy->day_starts);
  copy->bits = g_memdup2 (self->bits, self->n_words * sizeof (guint64));

  return copy;
}

void
sk_free_time_free (SkFreeTime *self)
{
  g_array_unref (self->stretches);
  g_array_unref (self->day_starts);
  g_free (self->bits);
  g_free (self);
}

guint
sk_free_time_get_n_stretches (const SkFreeTime *self)
{
  return self->stretches->len;
}

const SkStretch *
sk_free_time_get_stretch (const SkFreeTime *self,
                          guint             i)
{
  return &g_array_index (self->stretches, SkStretch, i);
}

/* The first stretch that ends after @instant. */
static guint
find_stretch_after (const SkFreeTime *self,
                    gint64            instant)
{
  guint low = 0;
  guint high = self->stretches->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (sk_free_time_get_stretch (self, middle)->span.end > instant)
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

/**
 * sk_free_time_find_stretch:
 * @self: free time
 * @span: a stretch of time
 *
 * Returns: (nullable): the open stretch that holds all of @span
 */
const SkStretch *
sk_free_time_find_stretch (const SkFreeTime *self,
                           SkSpan            span)
{
  guint i = find_stretch_after (self, span.start);

  if (i == self->stretches->len)
    return NULL;

  const SkStretch *stretch = sk_free_time_get_stretch (self, i);

  return stretch->span.start <= span.start && span.end <= stretch->span.end ? stretch : NULL;
}

/* The bits of @stretch that @span touches, however little. */
static void
get_touched_bits (const SkFreeTime *self,
                  const SkStretch  *stretch,
                  SkSpan            span,
                  guint            *from,
                  guint            *to)
{
  gint64 start = MAX (span.start, stretch->span.start) - stretch->span.start;
  gint64 end = MIN (span.end, stretch->span.end) - stretch->span.start;

  *from = stretch->first + (guint) (start / self->slot);
  *to = stretch->first + (guint) ((end + self->slot - 1) / self->slot);
}

/**
 * sk_free_time_take:
 * @self: free time
 * @span: a stretch of time, on the grid or not
 *
 * Makes every slot that @span touches unavailable.
 */
void
sk_free_time_take (SkFreeTime *self,
                   SkSpan      span)
{
  if (sk_span_is_empty (span))
    return;

  for (guint i = find_stretch_after (self, span.start); i < self->stretches->len; i++)
    {
      const SkStretch *stretch = sk_free_time_get_stretch (self, i);
      guint from, to;

      if (stretch->span.start >= span.end)
        break;

      get_touched_bits (self, stretch, span, &from, &to);
      set_bits (self->bits, from, to, FALSE);
    }
}

static gboolean
get_bit (const guint64 *bits,
         guint          i)
{
  return (bits[i / WORD_BITS] >> (i % WORD_BITS)) & 1;
}

/**
 * sk_free_time_give_back:
 * @self: free time
 * @span: a stretch of time
 * @from: the same horizon, with what is free when @span is
 *
 * Makes every slot that @span touches as it is in @from.
 */
void
sk_free_time_give_back (SkFreeTime       *self,
                        SkSpan            span,
                        const SkFreeTime *from)
{
  for (guint i = find_stretch_after (self, span.start); i < self->stretches->len; i++)
    {
      const SkStretch *stretch = sk_free_time_get_stretch (self, i);
      guint begin, end;

      if (stretch->span.start >= span.end)
        break;

      get_touched_bits (self, stretch, span, &begin, &end);
      for (guint bit = begin; bit < end; bit++)
        set_bits (self->bits, bit, bit + 1, get_bit (from->bits, bit));
    }
}

/**
 * sk_free_time_is_free:
 * @self: free time
 * @span: slots inside one open stretch
 *
 * Returns: whether all of them are free
 */
gboolean
sk_free_time_is_free (const SkFreeTime *self,
                      SkSpan            span)
{
  const SkStretch *stretch = sk_free_time_find_stretch (self, span);
  guint from, to;

  if (stretch == NULL)
    return FALSE;

  get_touched_bits (self, stretch, span, &from, &to);
  for (guint bit = from; bit < to; bit++)
    if (!get_bit (self->bits, bit))
      return FALSE;

  return TRUE;
}

/* --- looking for room --- */

/* The first bit from @bit on that is @free; the number of bits if there is none. */
static guint
next_bit (const SkFreeTime *self,
          guint             bit,
          gboolean          free)
{
  guint n_bits = self->n_words * WORD_BITS;

  while (bit < n_bits)
    {
      guint64 word = self->bits[bit / WORD_BITS];

      if (!free)
        word = ~word;
      word &= ~(guint64) 0 << (bit % WORD_BITS);
      if (word != 0)
        return bit / WORD_BITS * WORD_BITS + (guint) __builtin_ctzll (word);
      bit = (bit / WORD_BITS + 1) * WORD_BITS;
    }

  return n_bits;
}

/* One past the last bit below @bit that is @free; 0 if there is none. */
static guint
previous_bit (const SkFreeTime *self,
              guint             bit,
              gboolean          free)
{
  while (bit > 0)
    {
      guint last = bit - 1;
      guint64 word = self->bits[last / WORD_BITS];

      if (!free)
        word = ~word;
      word &= ~(guint64) 0 >> (WORD_BITS - 1 - last % WORD_BITS);
      if (word != 0)
        return last / WORD_BITS * WORD_BITS + WORD_BITS - (guint) __builtin_clzll (word);
      bit = last / WORD_BITS * WORD_BITS;
    }

  return 0;
}

/* The first bit whose slot begins at @instant or later. */
static guint
bit_from (const SkFreeTime *self,
          gint64            instant)
{
  guint i = find_stretch_after (self, instant);

  if (i == self->stretches->len)
    return self->n_words * WORD_BITS;

  const SkStretch *stretch = sk_free_time_get_stretch (self, i);
  gint64 into = MAX (instant - stretch->span.start, 0);

  return stretch->first + (guint) ((into + self->slot - 1) / self->slot);
}

/* One past the last bit whose slot ends at @instant or earlier. */
static guint
bit_to (const SkFreeTime *self,
        gint64            instant)
{
  guint i = find_stretch_after (self, instant);

  if (i == self->stretches->len)
    return self->n_words * WORD_BITS;

  const SkStretch *stretch = sk_free_time_get_stretch (self, i);
  gint64 into = MAX (instant - stretch->span.start, 0);

  return stretch->first + (guint) (into / self->slot);
}

static SkSpan
get_place (const SkFreeTime *self,
           guint             bit,
           guint             n_slots)
{
  guint low = 0;
  guint high = self->stretches->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (sk_free_time_get_stretch (self, middle)->first <= bit)
        low = middle;
      else
        high = middle;
    }

  const SkStretch *stretch = sk_free_time_get_stretch (self, low);
  gint64 start = stretch->span.start + (gint64) (bit - stretch->first) * self->slot;

  return (SkSpan) { start, start + (gint64) n_slots * self->slot };
}

/**
 * sk_free_time_find_first:
 * @self: free time
 * @n_slots: how many slots in one piece, at least one
 * @not_before: Unix seconds; the first slot may not begin earlier
 * @place: (out): the earliest such place
 *
 * Returns: whether there is one
 */
gboolean
sk_free_time_find_first (const SkFreeTime *self,
                         guint             n_slots,
                         gint64            not_before,
                         SkSpan           *place)
{
  guint n_bits = self->n_words * WORD_BITS;
  guint from = next_bit (self, bit_from (self, not_before), TRUE);

  while (from < n_bits)
    {
      guint to = next_bit (self, from, FALSE);

      if (to - from >= n_slots)
        {
          *place = get_place (self, from, n_slots);
          return TRUE;
        }
      from = next_bit (self, to, TRUE);
    }

  return FALSE;
}

/**
 * sk_free_time_find_last:
 * @self: free time
 * @n_slots: how many slots in one piece, at least one
 * @not_after: Unix seconds; the last slot may not end later
 * @place: (out): the latest such place
 *
 * Returns: whether there is one
 */
gboolean
sk_free_time_find_last (const SkFreeTime *self,
                        guint             n_slots,
                        gint64            not_after,
                        SkSpan           *place)
{
  guint to = previous_bit (self, bit_to (self, not_after), TRUE);

  while (to > 0)
    {
      guint from = previous_bit (self, to, FALSE);

      if (to - from >= n_slots)
        {
          *place = get_place (self, to - n_slots, n_slots);
          return TRUE;
        }
      to = previous_bit (self, from, TRUE);
    }

  return FALSE;
}

/* The start of the local day @instant is in; beyond the horizon, of the
 * nearest day inside it, which has the same grid unless clocks change. */
static gint64
get_day_start (const SkFreeTime *self,
               gint64            instant)
{
  guint low = 0;
  guint high = self->day_starts->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->day_starts, gint64, middle) <= instant)
        low = middle;
      else
        high = middle;
    }

  return g_array_index (self->day_starts, gint64, low);
}

/**
 * sk_free_time_round:
 * @self: free time, for its grid
 * @span: a stretch of time
 *
 * Returns: @span from the slot its start is in to the end of the one its end
 *   is in
 */
SkSpan
sk_free_time_round (const SkFreeTime *self,
                    SkSpan            span)
{
  return (SkSpan) {
    floor_to (span.start, get_day_start (self, span.start), self->slot),
    ceil_to (span.end, get_day_start (self, span.end), self->slot),
  };
}

/**
 * sk_free_time_get_longest:
 * @self: free time
 *
 * Returns: the slots of the longest open stretch, taken or not
 */
guint
sk_free_time_get_longest (const SkFreeTime *self)
{
  guint longest = 0;

  for (guint i = 0; i < self->stretches->len; i++)
    longest = MAX (longest, sk_free_time_get_stretch (self, i)->n_slots);

  return longest;
}

/**
 * sk_free_time_get_horizon:
 * @self: free time
 *
 * Returns: all of the local days that are planned
 */
SkSpan
sk_free_time_get_horizon (const SkFreeTime *self)
{
  return (SkSpan) {
    g_array_index (self->day_starts, gint64, 0),
    g_array_index (self->day_starts, gint64, self->day_starts->len - 1),
  };
}
