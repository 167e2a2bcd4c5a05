/* sk-tick.c — what is to happen next, and when
 *
 * Pure: what is wanted, what was done and the time go in, an instant comes
 * out.  Everything counts from the last pass, so whatever comes due while one
 * runs, the person pauses or the machine sleeps is made good by one pass.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-tick.h"

#include "sk-wall-clock.h"

#define DAY_SECONDS (24 * 60 * 60)

/* How much farther apart everything is while somebody is sparing. */
#define SPARING_FACTOR 3

/* After failures it is tried again in 10, 20, 40 … minutes, but no later than
 * with the next interval; when the network comes back, at once. */
#define RETRY_MINUTES 10
#define MAX_DOUBLINGS 8

/* A start that was slept through is no news. */
#define NEWS_SECONDS (5 * 60)

G_DEFINE_ENUM_TYPE (SkPassReason, sk_pass_reason,
                    G_DEFINE_ENUM_VALUE (SK_PASS_START, "start"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_INTERVAL, "interval"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_SLOT_END, "slot-end"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_MIDNIGHT, "midnight"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_NETWORK, "network"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_RESUME, "resume"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_CLOCK, "clock"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_ZONE, "zone"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_SETTINGS, "settings"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_EDITED, "edited"),
                    G_DEFINE_ENUM_VALUE (SK_PASS_ASKED, "asked"))

/* The first instant of the local day after that of @instant. */
static gint64
next_midnight (SkRules *rules,
               gint64   instant)
{
  g_autoptr(SkWallClock) clock = sk_wall_clock_new_for_day (rules, instant / DAY_SECONDS);

  return sk_wall_clock_start_of_day (clock, sk_wall_clock_day_of (clock, instant) + 1);
}

static gint64
spare (const SkTickerInputs *inputs,
       int                   minutes)
{
  return (gint64) minutes * 60 * (inputs->sparing ? SPARING_FACTOR : 1);
}

static gint64
interval (const SkTickerInputs *inputs,
          const SkTickerPast   *past)
{
  gint64 seconds = spare (inputs, MAX (inputs->interval_minutes, 1));

  if (past->n_failures == 0)
    return seconds;

  return MIN (seconds,
              spare (inputs, RETRY_MINUTES) << MIN (past->n_failures - 1, MAX_DOUBLINGS));
}

static SkTick
earlier (SkTick a,
         SkTick b)
{
  return b.at < a.at ? b : a;
}

/* What comes round by itself; of two at the same time, the one that says more. */
static SkTick
next_in_turn (const SkTickerInputs *inputs,
              const SkTickerPast   *past,
              gint64                now)
{
  SkTick next = { now, SK_TICK_PASS, SK_PASS_START };

  if (past->last_pass == 0)
    return next;

  next = (SkTick) { next_midnight (inputs->rules, past->last_pass), SK_TICK_PASS,
                    SK_PASS_MIDNIGHT };
  if (inputs->slot_end > past->last_pass && inputs->slot_end <= next.at)
    next = (SkTick) { inputs->slot_end, SK_TICK_PASS, SK_PASS_SLOT_END };

  return earlier (next, (SkTick) { past->last_pass + interval (inputs, past), SK_TICK_PASS,
                                   SK_PASS_INTERVAL });
}

/**
 * sk_tick_next_pass:
 * @inputs: what is wanted
 * @past: what was done; whether anything runs is passed over
 * @now: Unix seconds
 *
 * A pass that is wanted out of turn stands for those that come due meanwhile,
 * even if it waits: after sleep there is no network for a while.  A pause
 * holds back everything but what the person asks for.
 *
 * Returns: the next pass; never before @now
 */
SkTick
sk_tick_next_pass (const SkTickerInputs *inputs,
                   const SkTickerPast   *past,
                   gint64                now)
{
  SkTick next = past->wish_at != SK_ALARM_NEVER
                  ? (SkTick) { past->wish_at, SK_TICK_PASS, past->wish }
                  : next_in_turn (inputs, past, now);

  if (next.reason != SK_PASS_ASKED)
    next.at = MAX (next.at, inputs->paused_until);
  next.at = MAX (next.at, now);

  return next;
}

/* While nothing works a poll would say nothing, and while a pass is wanted
 * nothing new. */
static SkTick
next_poll (const SkTickerInputs *inputs,
           const SkTickerPast   *past,
           gint64                now)
{
  SkTick poll = { SK_ALARM_NEVER, SK_TICK_POLL, 0 };

  if (inputs->poll_minutes > 0 && past->n_failures == 0 && past->wish_at == SK_ALARM_NEVER)
    {
      poll.at = past->last_look + spare (inputs, inputs->poll_minutes);
      poll.at = MAX (poll.at, inputs->paused_until);
      poll.at = MAX (poll.at, now);
    }

  return poll;
}

/* The plan goes on while the person pauses: so does what is told of it. */
static SkTick
next_news (const SkTickerInputs *inputs,
           const SkTickerPast   *past,
           gint64                now)
{
  SkTick news = { SK_ALARM_NEVER, SK_TICK_SLOT_END, 0 };

  if (inputs->slot_end != 0 && inputs->slot_end != past->told_end)
    news.at = MAX (inputs->slot_end, now);
  if (inputs->slot_start != 0 && inputs->slot_start != past->told_start &&
      now - inputs->slot_start < NEWS_SECONDS)
    news = earlier (news, (SkTick) { MAX (inputs->slot_start, now), SK_TICK_SLOT_START, 0 });

  return news;
}

/**
 * sk_tick_next:
 * @inputs: what is wanted
 * @past: what was done
 * @now: Unix seconds
 *
 * Returns: what is to happen next; never before @now
 */
SkTick
sk_tick_next (const SkTickerInputs *inputs,
              const SkTickerPast   *past,
              gint64                now)
{
  SkTick next = next_news (inputs, past, now);

  if (past->is_busy)
    return next;

  return earlier (earlier (next, sk_tick_next_pass (inputs, past, now)),
                  next_poll (inputs, past, now));
}
