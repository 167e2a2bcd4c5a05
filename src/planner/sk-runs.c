/* sk-runs.c — set bits in a row
 *
 * A bit begins a run of two if the next one is set too, a run of four if a run
 * of two begins there and another two bits further on: so a run of any length
 * is found by shifting as often as its length has binary digits.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-runs.h"

#include "sk-horizon.h"

/**
 * sk_runs_list:
 * @words: (inout) (array length=n_words): bits
 * @n_words: how many words
 * @n: how many set bits in a row, at least one
 *
 * Leaves only those bits that begin such a run.
 */
void
sk_runs_list (guint64 *words,
              int      n_words,
              int      n)
{
  for (int have = 1; have < n; )
    {
      int step = MIN (MIN (have, n - have), SK_RUNS_WORD_BITS - 1);

      for (int i = 0; i < n_words; i++)
        {
          guint64 next = i + 1 < n_words ? words[i + 1] : 0;

          words[i] &= words[i] >> step | next << (SK_RUNS_WORD_BITS - step);
        }
      have += step;
    }
}

/**
 * sk_runs_find_in_words:
 *
 * Returns: the same as sk_runs_find(), of any number of words
 */
int
sk_runs_find_in_words (const guint64 *words,
                       const guint64 *also,
                       int            n_words,
                       int            n,
                       int            from,
                       int            to,
                       SkRunsWhich    which)
{
  guint64 starts[SK_HORIZON_MOST_WORDS];

  for (int i = 0; i < n_words; i++)
    starts[i] = sk_runs_cut (also != NULL ? words[i] & also[i] : words[i],
                             i * SK_RUNS_WORD_BITS, from, to);

  sk_runs_list (starts, n_words, n);
  for (int k = 0; k < n_words; k++)
    {
      int i = which == SK_RUNS_FIRST ? k : n_words - 1 - k;

      if (starts[i] != 0)
        return i * SK_RUNS_WORD_BITS + sk_runs_pick (starts[i], which);
    }

  return -1;
}
