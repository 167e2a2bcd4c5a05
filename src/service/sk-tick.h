/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-alarm.h"
#include "sk-rules.h"

G_BEGIN_DECLS

/**
 * SkPassReason:
 * @SK_PASS_START: there was none yet
 * @SK_PASS_INTERVAL: it is time again, or to try again
 * @SK_PASS_SLOT_END: the running slot is over
 * @SK_PASS_MIDNIGHT: another day has begun
 * @SK_PASS_NETWORK: the network is back
 * @SK_PASS_RESUME: the machine woke from sleep
 * @SK_PASS_CLOCK: the clock was set, or the machine woke from sleep
 * @SK_PASS_ZONE: the machine is in another zone
 * @SK_PASS_SETTINGS: the person set something else
 * @SK_PASS_EDITED: a poll found a change
 * @SK_PASS_ASKED: the person asked for one
 *
 * Why a pass begins.
 */
typedef enum
{
  SK_PASS_START,
  SK_PASS_INTERVAL,
  SK_PASS_SLOT_END,
  SK_PASS_MIDNIGHT,
  SK_PASS_NETWORK,
  SK_PASS_RESUME,
  SK_PASS_CLOCK,
  SK_PASS_ZONE,
  SK_PASS_SETTINGS,
  SK_PASS_EDITED,
  SK_PASS_ASKED,
} SkPassReason;

#define SK_TYPE_PASS_REASON (sk_pass_reason_get_type ())
GType sk_pass_reason_get_type (void);

/**
 * SkTickerInputs:
 * @rules: whose zone says when midnight is
 * @interval_minutes: from the beginning of a pass to the next, 1 to 1440
 * @poll_minutes: from the end of a pass or poll to the next poll; 0: no polls
 * @slot_end: when the running slot ends, Unix seconds; 0: none runs
 * @slot_start: when the next slot starts, if that is to be told; 0: none
 * @paused_until: nothing begins of itself before, Unix seconds; 0: not paused;
 *   %G_MAXINT64: until it is set otherwise
 * @sparing: whether the network or the battery is to be spared: passes and
 *   polls are three times as far apart
 *
 * What the settings, the plan and the person say about when to look again.
 */
typedef struct
{
  SkRules  *rules;
  int       interval_minutes;
  int       poll_minutes;
  gint64    slot_end;
  gint64    slot_start;
  gint64    paused_until;
  gboolean  sparing;
} SkTickerInputs;

/**
 * SkTickerPast:
 * @is_busy: whether a pass or a poll runs: no other begins until it has ended
 * @last_pass: when the last pass began, Unix seconds; 0: there was none
 * @last_look: when the last pass or poll ended, Unix seconds
 * @n_failures: how many have failed since one worked
 * @wish: why a pass is wanted out of turn
 * @wish_at: when that is to begin, Unix seconds; %SK_ALARM_NEVER: none is wanted
 * @told_end: the end of a slot that was told last
 * @told_start: the start of a slot that was told last
 *
 * What was done already.
 */
typedef struct
{
  gboolean      is_busy;
  gint64        last_pass;
  gint64        last_look;
  guint         n_failures;
  SkPassReason  wish;
  gint64        wish_at;
  gint64        told_end;
  gint64        told_start;
} SkTickerPast;

/**
 * SkTickKind:
 * @SK_TICK_SLOT_END: a slot ends: to be told
 * @SK_TICK_SLOT_START: a slot starts: to be told
 * @SK_TICK_PASS: a pass begins
 * @SK_TICK_POLL: a poll begins
 *
 * What is to happen next; of what is due together, in this order.
 */
typedef enum
{
  SK_TICK_SLOT_END,
  SK_TICK_SLOT_START,
  SK_TICK_PASS,
  SK_TICK_POLL,
} SkTickKind;

/**
 * SkTick:
 * @at: when, Unix seconds; %SK_ALARM_NEVER: nothing is to happen
 * @kind: what
 * @reason: if it is a pass, why
 */
typedef struct
{
  gint64       at;
  SkTickKind   kind;
  SkPassReason reason;
} SkTick;

SkTick sk_tick_next      (const SkTickerInputs *inputs,
                          const SkTickerPast   *past,
                          gint64                now);
SkTick sk_tick_next_pass (const SkTickerInputs *inputs,
                          const SkTickerPast   *past,
                          gint64                now);

G_END_DECLS
