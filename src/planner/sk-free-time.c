/* sk-free-time.c — which slots are free
 *
 * The workload: some thousand tasks ask, each a few times, for the first or
 * the last run of k free slots between two moments, in a calendar of 1 to 365
 * days, most of which are full.  A day is a few words of bits; a run of
 * k is found by shifting and masking.  Three memories spare most of the looking:
 * per day, an upper bound of its longest run; the same per block of days; and
 * per length, the first day that may have room for it.  Taking time never makes
 * any of them wrong; giving it back resets them for that day.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-free-time.h"

#include "sk-runs.h"

#define WORD_BITS SK_RUNS_WORD_BITS
#define BLOCK_DAYS 16           /* a power of two */

struct _SkFreeTime
{
  const SkHorizon *horizon;
  guint64 *bits;                /* a set bit is a free slot */
  gint16  *bounds;              /* per day: no run is longer */
  gint16  *blocks;              /* per block of days: no run in it is longer */
  gint16  *hints;               /* per length: no day before has a run of it */
  gint16  *lent;                /* the hints as they were before something was lent */
  gint16   lent_bound;          /* and the bound of its day */
  gint16   lent_block;          /* and that of its block */
  int     *left;                /* per day, how many slots may still be filled */
  guint8  *holders;             /* (nullable): per position, how many hold it; with buffers only */
  gsize    size;                /* bytes from @bits on, all of the above */
  gint64   buffer;              /* seconds */
  int      longest;             /* slots: no task can be longer */
  gboolean is_limited;
};

/* --- bits --- */

static inline guint64
mask (int from,
      int n)
{
  return (n >= WORD_BITS ? ~(guint64) 0 : ((guint64) 1 << n) - 1) << from;
}

static inline void
set_bits (guint64    *bits,
          SkPosition  from,
          SkPosition  to,
          gboolean    free)
{
  while (from < to)
    {
      int low = from % WORD_BITS;
      int n = MIN (WORD_BITS - low, to - from);

      if (free)
        bits[from / WORD_BITS] |= mask (low, n);
      else
        bits[from / WORD_BITS] &= ~mask (low, n);
      from += n;
    }
}

/* --- making --- */

static int
get_allowance (const SkHorizon *horizon,
               SkRules         *rules,
               int              day)
{
  return sk_horizon_count_open (horizon, day) * sk_rules_get_day_limit_percent (rules) / 100;
}

static void
lay_out (SkFreeTime *self,
         char       *memory)
{
  const SkHorizon *horizon = self->horizon;

  self->bits = (guint64 *) (gpointer) memory;
  memory += (gsize) horizon->n_days * (gsize) horizon->n_words * sizeof (guint64);
  self->left = (int *) (gpointer) memory;
  memory += (gsize) horizon->n_days * sizeof (int);
  self->bounds = (gint16 *) (gpointer) memory;
  memory += (gsize) horizon->n_days * sizeof (gint16);
  self->blocks = (gint16 *) (gpointer) memory;
  memory += (gsize) (horizon->n_days / BLOCK_DAYS + 1) * sizeof (gint16);
  self->hints = (gint16 *) (gpointer) memory;
  memory += ((gsize) horizon->longest + 1) * sizeof (gint16);
  self->lent = (gint16 *) (gpointer) memory;
  memory += ((gsize) horizon->longest + 1) * sizeof (gint16);
  self->holders = self->buffer > 0 ? (guint8 *) memory : NULL;
  if (self->holders != NULL)
    memory += sk_horizon_get_end (horizon);
  self->size = (gsize) (memory - (char *) self->bits);
}

/**
 * sk_free_time_new:
 * @horizon: the open slots; must outlive the free time
 * @rules: the buffer and the day limit
 *
 * Returns: (transfer full): every open slot is free
 */
SkFreeTime *
sk_free_time_new (const SkHorizon *horizon,
                  SkRules         *rules)
{
  SkFreeTime *self = g_new0 (SkFreeTime, 1);

  self->horizon = horizon;
  self->buffer = (gint64) sk_rules_get_buffer_minutes (rules) * 60;
  self->is_limited = sk_rules_get_day_limit_percent (rules) < 100;
  lay_out (self, NULL);
  lay_out (self, g_malloc0 (self->size));
  if (self->holders != NULL)
    memset (self->holders, 1, (gsize) sk_horizon_get_end (horizon));

  for (guint i = 0; i < horizon->n_stretches; i++)
    {
      const SkStretch *stretch = &horizon->stretches[i];

      set_bits (self->bits, stretch->first, stretch->first + stretch->n_slots, TRUE);
      if (self->holders != NULL)
        memset (self->holders + stretch->first, 0, (gsize) stretch->n_slots);
    }

  for (int day = 0; day < horizon->n_days; day++)
    {
      int longest = 0;

      for (guint i = horizon->first_stretch[day]; i < horizon->first_stretch[day + 1]; i++)
        longest = MAX (longest, horizon->stretches[i].n_slots);

      self->bounds[day] = (gint16) longest;
      self->blocks[day / BLOCK_DAYS] = MAX (self->blocks[day / BLOCK_DAYS], self->bounds[day]);
      self->left[day] = self->is_limited ? get_allowance (horizon, rules, day) : G_MAXINT / 2;
      self->longest = MAX (self->longest, MIN (longest, self->left[day]));
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
  SkFreeTime *copy = g_new (SkFreeTime, 1);

  *copy = *self;
  lay_out (copy, g_memdup2 (self->bits, self->size));

  return copy;
}

/**
 * sk_free_time_assign:
 * @self: free time
 * @from: free time of the same horizon
 *
 * Makes @self as free as @from.
 */
void
sk_free_time_assign (SkFreeTime       *self,
                     const SkFreeTime *from)
{
  memcpy (self->bits, from->bits, from->size);
}

void
sk_free_time_free (SkFreeTime *self)
{
  g_free (self->bits);
  g_free (self);
}

/* --- taking --- */

/* The positions of @stretch that @span touches, however little. */
static void
get_touched (const SkHorizon *horizon,
             const SkStretch *stretch,
             SkSpan           span,
             SkPosition      *from,
             SkPosition      *to)
{
  SkSpan all = sk_horizon_get_span_of (horizon, stretch);
  gint64 start = MAX (span.start, all.start) - all.start;
  gint64 end = MIN (span.end, all.end) - all.start;

  *from = stretch->first + sk_horizon_count_slots (horizon, start);
  *to = stretch->first + sk_horizon_count_slots (horizon, end + horizon->slot - 1);
}

/**
 * sk_free_time_close:
 * @self: free time
 * @span: a stretch of time, on the grid or not
 *
 * Makes every slot that @span touches, or that is too close to it, no longer
 * free, for good.
 */
void
sk_free_time_close (SkFreeTime *self,
                    SkSpan      span)
{
  const SkHorizon *horizon = self->horizon;

  if (sk_span_is_empty (span))
    return;

  span = sk_span_widen (span, self->buffer);
  for (const SkStretch *stretch = sk_horizon_find_stretch (horizon, span.start);
       stretch != NULL && stretch < horizon->stretches + horizon->n_stretches &&
       stretch->start < span.end;
       stretch++)
    {
      SkPosition from, to;

      get_touched (horizon, stretch, span, &from, &to);
      set_bits (self->bits, from, to, FALSE);
      for (SkPosition i = from; self->holders != NULL && i < to; i++)
        self->holders[i] = 1;
    }
}

/**
 * sk_free_time_drop_before:
 * @self: free time
 * @position: the first position there still is
 *
 * Makes everything before @position no longer free, for good.
 */
void
sk_free_time_drop_before (SkFreeTime *self,
                          SkPosition  position)
{
  set_bits (self->bits, 0, position, FALSE);
  for (SkPosition i = 0; self->holders != NULL && i < position; i++)
    self->holders[i] = 1;
}

/**
 * sk_free_time_fill:
 * @self: free time
 * @span: a stretch of time, disjoint from what was filled before
 *
 * Counts the slots that @span touches against the limit of their days.
 */
void
sk_free_time_fill (SkFreeTime *self,
                   SkSpan      span)
{
  const SkHorizon *horizon = self->horizon;

  if (!self->is_limited || sk_span_is_empty (span))
    return;

  for (const SkStretch *stretch = sk_horizon_find_stretch (horizon, span.start);
       stretch != NULL && stretch < horizon->stretches + horizon->n_stretches &&
       stretch->start < span.end;
       stretch++)
    {
      SkPosition from, to;

      get_touched (horizon, stretch, span, &from, &to);
      self->left[sk_horizon_get_day (horizon, from)] -= to - from;
    }
}

/**
 * sk_free_time_touch:
 * @self: free time
 * @position: where something is
 * @n_slots: how long it is
 * @from: (out): the first position it keeps others from
 * @to: (out): one past the last
 *
 * With the buffer, something keeps others from more than it takes.
 */
void
sk_free_time_touch (const SkFreeTime *self,
                    SkPosition        position,
                    int               n_slots,
                    SkPosition       *from,
                    SkPosition       *to)
{
  *from = position;
  *to = position + n_slots;
  if (self->buffer == 0)
    return;

  SkSpan span = sk_span_widen (sk_horizon_get_place (self->horizon, position, n_slots),
                               self->buffer);
  SkPosition before = sk_horizon_position_to (self->horizon, span.start);
  SkPosition after = sk_horizon_position_from (self->horizon, span.end);

  *from = MIN (before, position);
  *to = MAX (after, position + n_slots);
}

static void
reset_memories (SkFreeTime *self,
                int         first_day,
                int         last_day)
{
  gint16 hint = (gint16) first_day;

  for (int day = first_day; day <= last_day; day++)
    self->bounds[day] = self->blocks[day / BLOCK_DAYS] = (gint16) self->horizon->longest;

  for (int i = 0; i <= self->horizon->longest; i++)
    self->hints[i] = MIN (self->hints[i], hint);
}

/* With buffers two neighbours can hold one slot.  What is closed has a holder
 * who never lets go. */
static void
hold (SkFreeTime *self,
      SkPosition  from,
      SkPosition  to)
{
  for (SkPosition i = from; i < to; i++)
    if (self->holders[i]++ == 0)
      set_bits (self->bits, i, i + 1, FALSE);
}

static void
let_go (SkFreeTime *self,
        SkPosition  from,
        SkPosition  to)
{
  for (SkPosition i = from; i < to; i++)
    if (--self->holders[i] == 0)
      set_bits (self->bits, i, i + 1, TRUE);
}

/**
 * sk_free_time_take:
 * @self: free time
 * @position: where something goes
 * @n_slots: how long it is
 *
 * Takes these slots, and with the buffer those too close to them.  All of them
 * have to be free.
 */
void
sk_free_time_take (SkFreeTime *self,
                   SkPosition  position,
                   int         n_slots)
{
  SkPosition from = position;
  SkPosition to = position + n_slots;

  self->left[sk_horizon_get_day (self->horizon, position)] -= n_slots;
  if (self->holders == NULL)
    {
      set_bits (self->bits, from, to, FALSE);
      return;
    }

  sk_free_time_touch (self, position, n_slots, &from, &to);
  hold (self, from, to);
}

/**
 * sk_free_time_give:
 * @self: free time
 * @position: where something was
 * @n_slots: how long it was
 *
 * Undoes sk_free_time_take().
 */
void
sk_free_time_give (SkFreeTime *self,
                   SkPosition  position,
                   int         n_slots)
{
  SkPosition from = position;
  SkPosition to = position + n_slots;
  int day = sk_horizon_get_day (self->horizon, position);

  self->left[day] += n_slots;
  if (self->holders == NULL)
    {
      set_bits (self->bits, from, to, TRUE);
      reset_memories (self, day, day);
      return;
    }

  sk_free_time_touch (self, position, n_slots, &from, &to);
  let_go (self, from, to);
  reset_memories (self, sk_horizon_get_day (self->horizon, from),
                  sk_horizon_get_day (self->horizon, to - 1));
}

/**
 * sk_free_time_lend:
 * @self: free time
 * @position: where something is
 * @n_slots: how long it is
 *
 * Like sk_free_time_give(), but it may be taken back; one at a time.
 */
void
sk_free_time_lend (SkFreeTime *self,
                   SkPosition  position,
                   int         n_slots)
{
  int day = sk_horizon_get_day (self->horizon, position);

  memcpy (self->lent, self->hints, ((gsize) self->horizon->longest + 1) * sizeof (gint16));
  self->lent_bound = self->bounds[day];
  self->lent_block = self->blocks[day / BLOCK_DAYS];
  sk_free_time_give (self, position, n_slots);
}

/**
 * sk_free_time_take_back:
 * @self: free time
 * @position: where what was lent last was
 * @n_slots: how long it was
 *
 * Undoes sk_free_time_lend().  What was known before is true again, and what was
 * found out since too.
 */
void
sk_free_time_take_back (SkFreeTime *self,
                        SkPosition  position,
                        int         n_slots)
{
  int day = sk_horizon_get_day (self->horizon, position);
  gint16 *block = &self->blocks[day / BLOCK_DAYS];

  sk_free_time_take (self, position, n_slots);
  if (self->holders != NULL)
    return;

  self->bounds[day] = MIN (self->bounds[day], self->lent_bound);
  *block = MIN (*block, self->lent_block);
  for (int i = 0; i <= self->horizon->longest; i++)
    self->hints[i] = MAX (self->hints[i], self->lent[i]);
}

/* --- asking --- */

/**
 * sk_free_time_has:
 * @self: free time
 * @position: of an open slot
 * @n_slots: how many from there on, inside one stretch
 *
 * Returns: whether all of them are free, and the day has room for them
 */
gboolean
sk_free_time_has (const SkFreeTime *self,
                  SkPosition        position,
                  int               n_slots)
{
  SkPosition end = position + n_slots;

  if (!sk_free_time_has_left (self, sk_horizon_get_day (self->horizon, position), n_slots))
    return FALSE;

  while (position < end)
    {
      int low = position % WORD_BITS;
      int n = MIN (WORD_BITS - low, end - position);

      if (~self->bits[position / WORD_BITS] & mask (low, n))
        return FALSE;
      position += n;
    }

  return TRUE;
}

/**
 * sk_free_time_is_free:
 * @self: free time
 * @position: a position
 *
 * Returns: whether there is a slot there, and it is free
 */
gboolean
sk_free_time_is_free (const SkFreeTime *self,
                      SkPosition        position)
{
  return self->bits[position / WORD_BITS] >> position % WORD_BITS & 1;
}

/**
 * sk_free_time_has_left:
 * @self: free time
 * @day: a day, counted from the first
 * @n_slots: how many slots
 *
 * Returns: whether the day limit leaves that many
 */
gboolean
sk_free_time_has_left (const SkFreeTime *self,
                       int               day,
                       int               n_slots)
{
  return self->left[day] >= n_slots;
}

/**
 * sk_free_time_get_room:
 * @self: free time
 * @day: a day, counted from the first
 *
 * Returns: how many of its free slots the day limit lets be used
 */
int
sk_free_time_get_room (const SkFreeTime *self,
                       int               day)
{
  int n_words = self->horizon->n_words;
  const guint64 *words = self->bits + (gsize) day * (gsize) n_words;
  int n_free = 0;

  for (int i = 0; i < n_words; i++)
    if (words[i] != 0)
      n_free += __builtin_popcountll (words[i]);

  return MIN (n_free, MAX (self->left[day], 0));
}

/**
 * sk_free_time_may_fit:
 * @self: free time
 * @day: a day, counted from the first
 * @n_slots: how many in one piece
 *
 * Returns: %FALSE if it is known that the day has no such place
 */
gboolean
sk_free_time_may_fit (const SkFreeTime *self,
                      int               day,
                      int               n_slots)
{
  return self->bounds[day] >= n_slots && self->left[day] >= n_slots;
}

/**
 * sk_free_time_count:
 * @self: free time
 * @from: a position
 * @to: a later position
 *
 * Returns: how many positions from @from until before @to are free
 */
int
sk_free_time_count (const SkFreeTime *self,
                    SkPosition        from,
                    SkPosition        to)
{
  int n_free = 0;

  while (from < to)
    {
      int low = from % WORD_BITS;
      int n = MIN (WORD_BITS - low, to - from);

      n_free += __builtin_popcountll (self->bits[from / WORD_BITS] & mask (low, n));
      from += n;
    }

  return n_free;
}

/**
 * sk_free_time_get_room_until:
 * @self: free time
 * @position: one past the last position that counts
 *
 * Returns: how many of the free slots before it, on its day, the day limit lets
 *   be used
 */
int
sk_free_time_get_room_until (const SkFreeTime *self,
                             SkPosition        position)
{
  int day = sk_horizon_get_day_before (self->horizon, position);

  return MIN (sk_free_time_count (self, day * self->horizon->day_bits, position),
              MAX (self->left[day], 0));
}

/**
 * sk_free_time_get_longest:
 * @self: free time
 *
 * Returns: how many slots the longest task may have in an empty calendar
 */
int
sk_free_time_get_longest (const SkFreeTime *self)
{
  return self->longest;
}

/* --- looking for room --- */

static inline int
find_in_day (const SkFreeTime *self,
             const SkFreeTime *also,
             int               day,
             int               n_slots,
             SkPosition        from,
             SkPosition        to,
             SkRunsWhich       which)
{
  int n_words = self->horizon->n_words;
  int start = day * self->horizon->day_bits;
  int found = sk_runs_find (self->bits + day * n_words,
                            also != NULL ? also->bits + day * n_words : NULL,
                            n_words, n_slots, from - start, to - start, which);

  return found >= 0 ? start + found : SK_NOWHERE;
}

static inline gboolean
may_fit_both (const SkFreeTime *self,
              const SkFreeTime *also,
              int               day,
              int               n_slots)
{
  return self->bounds[day] >= n_slots && self->left[day] >= n_slots &&
         (also == NULL || also->bounds[day] >= n_slots);
}

/* From the first day of a block on. */
static int
find_day_in_blocks_from (SkFreeTime *self,
                         int         n_slots,
                         int         day,
                         int         last_day)
{
  for (; day <= last_day; day += BLOCK_DAYS)
    {
      gint16 *block = &self->blocks[day / BLOCK_DAYS];
      int last = MIN (day + BLOCK_DAYS - 1, last_day);

      if (*block < n_slots)
        continue;
      for (int i = day; i <= last; i++)
        if (self->bounds[i] >= n_slots)
          return i;
      if (last == day + BLOCK_DAYS - 1)
        *block = (gint16) (n_slots - 1);
    }

  return day;
}

/* The first day from @day on that has no bound below @n_slots, or one after
 * @last_day.  Mostly it is near. */
static inline int
find_day_from (SkFreeTime *self,
               int         n_slots,
               int         day,
               int         last_day)
{
  for (int last = MIN (day | (BLOCK_DAYS - 1), last_day); day <= last; day++)
    if (self->bounds[day] >= n_slots)
      return day;

  return day > last_day ? day : find_day_in_blocks_from (self, n_slots, day, last_day);
}

/* From the last day of a block back. */
static int
find_day_in_blocks_until (SkFreeTime *self,
                          int         n_slots,
                          int         day,
                          int         first_day)
{
  for (; day >= first_day; day -= BLOCK_DAYS)
    {
      gint16 *block = &self->blocks[day / BLOCK_DAYS];
      int first = MAX (day - BLOCK_DAYS + 1, first_day);

      if (*block < n_slots)
        continue;
      for (int i = day; i >= first; i--)
        if (self->bounds[i] >= n_slots)
          return i;
      if (first == day - BLOCK_DAYS + 1)
        *block = (gint16) (n_slots - 1);
    }

  return day;
}

/* The last day until @day that has no bound below @n_slots, or one before
 * @first_day. */
static inline int
find_day_until (SkFreeTime *self,
                int         n_slots,
                int         day,
                int         first_day)
{
  for (int first = MAX (day & ~(BLOCK_DAYS - 1), first_day); day >= first; day--)
    if (self->bounds[day] >= n_slots)
      return day;

  return day < first_day ? day : find_day_in_blocks_until (self, n_slots, day, first_day);
}

/* After all of @day was looked at in vain. */
static void
remember (SkFreeTime *self,
          int         day,
          int         n_slots)
{
  self->bounds[day] = (gint16) MIN (self->bounds[day], n_slots - 1);
}

/* The first day that may have room, if it is not after @last_day: those before
 * are looked at once. */
static int
skip_full_days (SkFreeTime *self,
                int         n_slots,
                int         last_day)
{
  int day = find_day_from (self, n_slots, self->hints[n_slots], last_day);

  while (day <= last_day && self->left[day] < n_slots)
    day = find_day_from (self, n_slots, day + 1, last_day);

  day = MIN (day, MAX (last_day + 1, self->hints[n_slots]));
  self->hints[n_slots] = (gint16) day;
  return day;
}

/**
 * sk_free_time_find_first:
 * @self: free time
 * @also: (nullable): other free time of the same horizon; what is not free
 *   there is not free either
 * @n_slots: how many slots in one piece, at least one
 * @from: the first slot may not lie before
 * @to: the last slot has to lie before
 *
 * Returns: the earliest such place, or %SK_NOWHERE
 */
SkPosition
sk_free_time_find_first (SkFreeTime       *self,
                         const SkFreeTime *also,
                         int               n_slots,
                         SkPosition        from,
                         SkPosition        to)
{
  int day_bits = self->horizon->day_bits;

  to = MIN (to, sk_horizon_get_end (self->horizon));
  if (n_slots > self->longest || from < 0 || to - from < n_slots)
    return SK_NOWHERE;

  int last_day = sk_horizon_get_day (self->horizon, to - 1);
  int day = skip_full_days (self, n_slots, last_day);

  int first_day = sk_horizon_get_day (self->horizon, from);

  if (day < first_day)
    day = find_day_from (self, n_slots, first_day, last_day);

  for (; day <= last_day; day = find_day_from (self, n_slots, day + 1, last_day))
    {
      int start = day * day_bits;

      if (!may_fit_both (self, also, day, n_slots))
        continue;

      SkPosition found = find_in_day (self, also, day, n_slots, from, to, SK_RUNS_FIRST);

      if (found != SK_NOWHERE)
        return found;
      if (from <= start && to >= start + day_bits && also == NULL)
        remember (self, day, n_slots);
    }

  return SK_NOWHERE;
}

/**
 * sk_free_time_list_starts:
 * @self: free time
 * @n_slots: how many slots in one piece, at least one
 * @from: the first slot may not lie before
 * @to: the last slot has to lie before; of the same day, or its end
 * @starts: (out): room for the words of a day; a bit for each such place in it
 *
 * Like sk_free_time_find_first(), but all there are on one day.
 *
 * Returns: whether there is any
 */
gboolean
sk_free_time_list_starts (SkFreeTime *self,
                          int         n_slots,
                          SkPosition  from,
                          SkPosition  to,
                          guint64    *starts)
{
  int n_words = self->horizon->n_words;
  int day = sk_horizon_get_day (self->horizon, from);
  SkPosition start = day * self->horizon->day_bits;
  guint64 any = 0;

  if (!may_fit_both (self, NULL, day, n_slots))
    return FALSE;

  for (int i = 0; i < n_words; i++)
    starts[i] = sk_runs_cut (self->bits[day * n_words + i], i * WORD_BITS, from - start,
                             to - start);

  sk_runs_list (starts, n_words, n_slots);
  for (int i = 0; i < n_words; i++)
    any |= starts[i];
  if (any == 0 && from == start && to == start + self->horizon->day_bits)
    remember (self, day, n_slots);

  return any != 0;
}

/**
 * sk_free_time_find_last:
 * @self: free time
 * @also: (nullable): other free time of the same horizon; what is not free
 *   there is not free either
 * @n_slots: how many slots in one piece, at least one
 * @from: the first slot may not lie before
 * @to: the last slot has to lie before
 *
 * Returns: the latest such place, or %SK_NOWHERE
 */
SkPosition
sk_free_time_find_last (SkFreeTime       *self,
                        const SkFreeTime *also,
                        int               n_slots,
                        SkPosition        from,
                        SkPosition        to)
{
  int day_bits = self->horizon->day_bits;

  to = MIN (to, sk_horizon_get_end (self->horizon));
  if (n_slots > self->longest || from < 0 || to - from < n_slots)
    return SK_NOWHERE;

  int first_day = MAX (sk_horizon_get_day (self->horizon, from), self->hints[n_slots]);

  int day = sk_horizon_get_day (self->horizon, to - 1);

  for (day = find_day_until (self, n_slots, day, first_day); day >= first_day;
       day = find_day_until (self, n_slots, day - 1, first_day))
    {
      int start = day * day_bits;

      if (!may_fit_both (self, also, day, n_slots))
        continue;

      SkPosition found = find_in_day (self, also, day, n_slots, from, to, SK_RUNS_LAST);

      if (found != SK_NOWHERE)
        return found;
      if (from <= start && to >= start + day_bits && also == NULL)
        remember (self, day, n_slots);
    }

  return SK_NOWHERE;
}
