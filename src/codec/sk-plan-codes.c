/* sk-plan-codes.c — the words of the plan format, in the order of the enums
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-plan-codes.h"

#define CODES(name, ...)                                                \
  static const char *const name ## _list[] = { __VA_ARGS__ };           \
  const SkCodes sk_ ## name = { name ## _list, G_N_ELEMENTS (name ## _list) };

CODES (change_codes, "kept", "new", "moved", "missed", "removed")
CODES (fixed_codes, "", "pinned", "running", "manual")
CODES (why_codes, "earliest-fit", "kept", "pinned", "running", "manual", "due-rescue",
       "displaced", "earlier", "fill-today", "missed")
CODES (late_codes, "", "past-due", "no-time", "no-stretch", "promised-to-others",
       "blocker-late", "search-limit", "due-dates-off")
/* the n-th stands for the n-th bit */
CODES (warning_codes, "pins-overlap", "over-busy", "blocker-cycle", "blocker-gone",
       "assumed-duration", "pin-without-time")
CODES (blocked_by_codes, "busy", "task", "promise", "hours", "earliest-start", "blocker",
       "buffer", "pin", "ban", "past", "limit")
CODES (unplaced_codes, "too-long", "no-room", "blocker-unplaced", "bad-duration",
       "earliest-start-beyond")
CODES (left_codes, "done", "canceled", "backlog", "status", "opted-out")
CODES (outcome_codes, "planned", "written", "failed", "conflict", "undone")
CODES (stability_codes, "steady", "keep-all", "rebuild")
CODES (effect_codes, "same", "added", "gone", "placed", "unplaced", "late", "on-time", "earlier",
       "later")
CODES (phase_codes, "setup", "locked", "idle", "working", "review", "applying", "paused",
       "offline", "failed")
