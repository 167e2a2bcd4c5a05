/* sk-ticker.c — when we look again
 *
 * Keeps what was done, asks sk-tick.c what is next, and arms one alarm for it:
 * between two instants nothing wakes up.  It begins nothing itself: the
 * service does what the signals say, and tells when that has ended.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ticker.h"

/* After sleep and when the network comes back, names and routes take a moment,
 * and so does a server that everybody comes back to: chosen by chance. */
#define MIN_JITTER_SECONDS 10
#define MAX_JITTER_SECONDS 30

struct _SkTicker
{
  GObject         parent_instance;

  SkAlarm        *alarm;
  SkClock         clock;
  GRand          *rand;
  SkTickerInputs  inputs;       /* without rules: nothing is wanted yet */
  SkTickerPast    past;
};

G_DEFINE_FINAL_TYPE (SkTicker, sk_ticker, G_TYPE_OBJECT)

enum
{
  PASS,
  POLL,
  SLOT_END,
  SLOT_START,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rearm (SkTicker *self)
{
  if (self->inputs.rules != NULL)
    sk_alarm_set (self->alarm, sk_tick_next (&self->inputs, &self->past,
                                             sk_clock_now (self->clock)).at);
}

static void
begin_pass (SkTicker     *self,
            SkPassReason  reason,
            gint64        now)
{
  self->past.is_busy = TRUE;
  self->past.last_pass = now;
  self->past.wish_at = SK_ALARM_NEVER;
  g_signal_emit (self, signals[PASS], 0, reason);
}

static void
begin_poll (SkTicker *self)
{
  self->past.is_busy = TRUE;
  g_signal_emit (self, signals[POLL], 0);
}

static void
perform (SkTicker *self,
         SkTick    tick,
         gint64    now)
{
  switch (tick.kind)
    {
    case SK_TICK_SLOT_END:
      self->past.told_end = self->inputs.slot_end;
      g_signal_emit (self, signals[SLOT_END], 0);
      break;

    case SK_TICK_SLOT_START:
      self->past.told_start = self->inputs.slot_start;
      g_signal_emit (self, signals[SLOT_START], 0);
      break;

    case SK_TICK_PASS:
      begin_pass (self, tick.reason, now);
      break;

    case SK_TICK_POLL:
      begin_poll (self);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* One thing at a time: of what is due together the rest rings again. */
static void
on_rang (SkAlarm *alarm,
         gpointer user_data)
{
  g_autoptr(SkTicker) self = g_object_ref (user_data);
  gint64 now = sk_clock_now (self->clock);
  SkTick tick = sk_tick_next (&self->inputs, &self->past, now);

  if (tick.at <= now)
    perform (self, tick, now);
  rearm (self);
}

/* What was done may now be still to come: the pass that is asked for stands for
 * everything until it begins, and then all counts from there. */
static void
on_clock_changed (SkAlarm *alarm,
                  gpointer user_data)
{
  sk_ticker_ask (user_data, SK_PASS_CLOCK);
}

static void
sk_ticker_dispose (GObject *object)
{
  SkTicker *self = SK_TICKER (object);

  if (self->alarm != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->alarm, self);
      sk_alarm_clear (self->alarm);
    }
  g_clear_object (&self->alarm);
  g_clear_pointer (&self->inputs.rules, sk_rules_unref);

  G_OBJECT_CLASS (sk_ticker_parent_class)->dispose (object);
}

static void
sk_ticker_finalize (GObject *object)
{
  g_rand_free (SK_TICKER (object)->rand);

  G_OBJECT_CLASS (sk_ticker_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, SK_TYPE_TICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
sk_ticker_class_init (SkTickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sk_ticker_dispose;
  object_class->finalize = sk_ticker_finalize;

  /**
   * SkTicker::pass:
   * @self: a ticker
   * @reason: why
   *
   * A pass begins.  Whoever runs it calls sk_ticker_finish() when it has
   * ended; until then neither a pass nor a poll begins.
   */
  signals[PASS] = g_signal_new ("pass", SK_TYPE_TICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, SK_TYPE_PASS_REASON);

  /**
   * SkTicker::poll:
   * @self: a ticker
   *
   * A poll begins.  It ends as a pass does; if it found something, ask for a
   * pass with %SK_PASS_EDITED.
   */
  signals[POLL] = add_signal ("poll");

  /**
   * SkTicker::slot-end:
   * @self: a ticker
   *
   * The running slot is over; told late if the machine slept.  The pass that
   * is due with it comes after.
   */
  signals[SLOT_END] = add_signal ("slot-end");

  /**
   * SkTicker::slot-start:
   * @self: a ticker
   *
   * The next slot starts; not told if the machine slept through it.
   */
  signals[SLOT_START] = add_signal ("slot-start");
}

static void
sk_ticker_init (SkTicker *self)
{
  self->past.wish_at = SK_ALARM_NEVER;
}

/**
 * sk_ticker_new:
 * @alarm: the alarm; nobody else sets it
 * @clock: the clock that @alarm rings by
 * @seed: of the chance in how long is waited for the network
 *
 * Returns: (transfer full): a ticker that does nothing until it has inputs
 */
SkTicker *
sk_ticker_new (SkAlarm *alarm,
               SkClock  clock,
               guint32  seed)
{
  g_return_val_if_fail (SK_IS_ALARM (alarm), NULL);

  SkTicker *self = g_object_new (SK_TYPE_TICKER, NULL);

  self->alarm = g_object_ref (alarm);
  self->clock = clock;
  self->rand = g_rand_new_with_seed (seed);
  g_signal_connect (alarm, "rang", G_CALLBACK (on_rang), self);
  g_signal_connect (alarm, "clock-changed", G_CALLBACK (on_clock_changed), self);

  return self;
}

/**
 * sk_ticker_set_inputs:
 * @self: a ticker
 * @inputs: what is wanted from now on
 *
 * To be called when the settings, the plan or the pause change.  With the first
 * inputs a first pass is due.  Nothing begins before this returns.
 */
void
sk_ticker_set_inputs (SkTicker             *self,
                      const SkTickerInputs *inputs)
{
  g_return_if_fail (SK_IS_TICKER (self));
  g_return_if_fail (inputs != NULL && inputs->rules != NULL);

  SkRules *rules = sk_rules_ref (inputs->rules);

  g_clear_pointer (&self->inputs.rules, sk_rules_unref);
  self->inputs = *inputs;
  self->inputs.rules = rules;
  rearm (self);
}

/* There may be no network yet. */
static gboolean
is_patient (SkPassReason reason)
{
  return reason == SK_PASS_NETWORK || reason == SK_PASS_RESUME || reason == SK_PASS_CLOCK;
}

/**
 * sk_ticker_ask:
 * @self: a ticker
 * @reason: why
 *
 * Asks for a pass out of turn: at once, or when what runs has ended; after
 * sleep and when the network comes back, in 10 to 30 seconds.  What is asked
 * several times meanwhile is one pass, at the earliest of their times.  Only
 * %SK_PASS_ASKED is done in a pause; everything else waits for its end.
 */
void
sk_ticker_ask (SkTicker     *self,
               SkPassReason  reason)
{
  g_return_if_fail (SK_IS_TICKER (self));

  gint64 at = sk_clock_now (self->clock);

  if (is_patient (reason))
    at += g_rand_int_range (self->rand, MIN_JITTER_SECONDS, MAX_JITTER_SECONDS + 1);

  if (reason == SK_PASS_ASKED || at < self->past.wish_at)
    {
      self->past.wish = reason;
      self->past.wish_at = at;
    }
  rearm (self);
}

/**
 * sk_ticker_finish:
 * @self: a ticker whose pass or poll runs
 * @has_worked: whether it came to its end; not if it failed for now
 *
 * To be called at the end of each pass and poll.  After a failure there are no
 * polls until a pass works.
 */
void
sk_ticker_finish (SkTicker *self,
                  gboolean  has_worked)
{
  g_return_if_fail (SK_IS_TICKER (self));
  g_return_if_fail (self->past.is_busy);

  self->past.is_busy = FALSE;
  self->past.last_look = sk_clock_now (self->clock);
  self->past.n_failures = has_worked ? 0 : self->past.n_failures + 1;
  rearm (self);
}

/**
 * sk_ticker_get_next_pass:
 * @self: a ticker
 *
 * Returns: when the next pass is due if nothing happens before, Unix seconds;
 *   %SK_ALARM_NEVER before there are inputs and while a pause has no end
 */
gint64
sk_ticker_get_next_pass (SkTicker *self)
{
  g_return_val_if_fail (SK_IS_TICKER (self), SK_ALARM_NEVER);

  if (self->inputs.rules == NULL)
    return SK_ALARM_NEVER;

  return sk_tick_next_pass (&self->inputs, &self->past, sk_clock_now (self->clock)).at;
}
