/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-promises.h"

G_BEGIN_DECLS

/* Of the places on one day, how many are tried. */
#define SK_CANDIDATES_MOST 24

/**
 * SkCandidate:
 * @position: where a task could begin
 * @cost: slots that others would have to give up for it
 */
typedef struct
{
  SkPosition position;
  int        cost;
} SkCandidate;

int sk_candidates_list (SkPromises  *promises,
                        const SkJob *job,
                        SkPosition   from,
                        SkPosition   to,
                        SkCandidate *candidates);

G_END_DECLS
