/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-board.h"
#include "sk-try.h"

G_BEGIN_DECLS

/**
 * SkMove:
 * @SK_MOVE_EARLIER: a place earlier
 * @SK_MOVE_LATER: a place later
 * @SK_MOVE_DAY_EARLIER: a day earlier, at about the same time
 * @SK_MOVE_DAY_LATER: a day later, at about the same time
 */
typedef enum
{
  SK_MOVE_EARLIER,
  SK_MOVE_LATER,
  SK_MOVE_DAY_EARLIER,
  SK_MOVE_DAY_LATER,
} SkMove;

const SkTry *sk_moves_choose (const GArray *tries,
                              SkBoard      *board,
                              SkSpan        from,
                              SkMove        move);

G_END_DECLS
