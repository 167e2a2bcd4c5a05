/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SK_RUNS_WORD_BITS 64

/**
 * SkRunsWhich:
 * @SK_RUNS_FIRST: the run that begins first
 * @SK_RUNS_LAST: the run that begins last
 */
typedef enum
{
  SK_RUNS_FIRST,
  SK_RUNS_LAST,
} SkRunsWhich;

void sk_runs_list          (guint64       *words,
                            int            n_words,
                            int            n);
int  sk_runs_find_in_words (const guint64 *words,
                            const guint64 *also,
                            int            n_words,
                            int            n,
                            int            from,
                            int            to,
                            SkRunsWhich    which);

/* Of @word, which holds the bits from @low on, those from @from to before @to. */
static inline guint64
sk_runs_cut (guint64 word,
             int     low,
             int     from,
             int     to)
{
  if (from > low)
    word = from - low >= SK_RUNS_WORD_BITS ? 0 : word & (~(guint64) 0 << (from - low));
  if (to < low + SK_RUNS_WORD_BITS)
    word = to <= low ? 0 : word & (~(guint64) 0 >> (SK_RUNS_WORD_BITS - (to - low)));

  return word;
}

/* The number of the first or last bit that is set; there has to be one. */
static inline int
sk_runs_pick (guint64     word,
              SkRunsWhich which)
{
  return which == SK_RUNS_FIRST ? __builtin_ctzll (word)
                                : SK_RUNS_WORD_BITS - 1 - __builtin_clzll (word);
}

/**
 * sk_runs_find:
 * @words: bits
 * @also: (nullable): others; what is not set there is not set
 * @n_words: how many words there are of either
 * @n: how many set bits in a row, at least one and at most as many as there are
 * @from: the first of them may not lie before
 * @to: the last of them has to lie before
 * @which: which of several
 *
 * Most days have one word, and this is what the planner does most.
 *
 * Returns: where they begin, or -1
 */
static inline int
sk_runs_find (const guint64 *words,
              const guint64 *also,
              int            n_words,
              int            n,
              int            from,
              int            to,
              SkRunsWhich    which)
{
  if (n_words > 1)
    return sk_runs_find_in_words (words, also, n_words, n, from, to, which);

  guint64 word = sk_runs_cut (also != NULL ? *words & *also : *words, 0, from, to);

  for (int have = 1; have < n; )
    {
      int step = MIN (have, n - have);

      word &= word >> step;
      have += step;
    }

  return word != 0 ? sk_runs_pick (word, which) : -1;
}

G_END_DECLS
