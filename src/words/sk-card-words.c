/* sk-card-words.c — how a face says what is on a board
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-card-words.h"

#include <glib/gi18n-lib.h>

#include "sk-time-words.h"
#include "sk-words.h"

const char *
sk_words_get_card_title (const SkCard *card)
{
  return card->title != NULL && *card->title != '\0' ? card->title : _("untitled");
}

/**
 * sk_words_get_event_title:
 * @event: a time at which the person is busy
 *
 * Returns: what it is called
 */
const char *
sk_words_get_event_title (const SkMeeting *event)
{
  return event->title != NULL && *event->title != '\0' ? event->title : _("Busy");
}

/**
 * sk_words_get_card_mark:
 * @card: a card
 *
 * Returns: what is special about it, in a word; empty if nothing is
 */
const char *
sk_words_get_card_mark (const SkCard *card)
{
  if (card->failure != NULL)
    return C_("change", "failed");
  if (sk_card_is_change (card))
    return sk_words_get_change (card->change);

  return sk_words_get_fixed (card->fixed);
}

/**
 * sk_words_dup_clocks:
 * @span: a stretch of time within a day
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "09:30–11:00"
 */
char *
sk_words_dup_clocks (SkSpan   span,
                     SkRules *rules)
{
  g_autofree char *start = sk_words_dup_clock (span.start, rules);
  g_autofree char *end = sk_words_dup_clock (span.end, rules);

  /* Translators: a stretch of time within a day, from %1$s to %2$s */
  return g_strdup_printf (_("%1$s–%2$s"), start, end);
}

/**
 * sk_words_dup_from_to:
 * @card: a card
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): where it was and where it will be, or only where it is
 */
char *
sk_words_dup_from_to (const SkCard *card,
                      SkRules      *rules)
{
  g_autofree char *to = sk_words_dup_span (card->span, rules);
  g_autofree char *from = sk_words_dup_when (card->before_start, rules);

  if (!sk_when_is_set (card->before_start) || !sk_card_is_change (card))
    return g_steal_pointer (&to);
  if (!sk_card_is_placed (card))
    /* Translators: %s is the moment for which a task was planned and no longer is */
    return g_strdup_printf (_("no longer %s"), from);

  /* Translators: a task moves from %1$s, a moment, to %2$s, a stretch of time */
  return g_strdup_printf (_("%1$s → %2$s"), from, to);
}

static gboolean
is_same_day (SkWhen   when,
             gint64   instant,
             SkRules *rules)
{
  g_autofree char *one = when.kind == SK_WHEN_INSTANT ? sk_words_dup_day (when.value, rules)
                                                      : sk_words_dup_when (when, rules);
  g_autofree char *other = sk_words_dup_day (instant, rules);

  return g_str_equal (one, other);
}

/**
 * sk_words_dup_from_to_clocks:
 * @card: a card with a place
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): the same below a heading that says the day
 */
char *
sk_words_dup_from_to_clocks (const SkCard *card,
                             SkRules      *rules)
{
  g_autofree char *to = sk_words_dup_clocks (card->span, rules);
  g_autofree char *from = NULL;

  if (!sk_when_is_set (card->before_start) || !sk_card_is_change (card))
    return g_steal_pointer (&to);

  if (card->before_start.kind == SK_WHEN_INSTANT &&
      is_same_day (card->before_start, card->span.start, rules))
    from = sk_words_dup_clock (card->before_start.value, rules);
  else
    from = sk_words_dup_when (card->before_start, rules);

  /* Translators: a task moves from %1$s, a moment, to %2$s, a stretch of time */
  return g_strdup_printf (_("%1$s → %2$s"), from, to);
}

/**
 * sk_words_dup_card_name:
 * @card: a card
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): all a card shows, to be heard
 */
char *
sk_words_dup_card_name (const SkCard *card,
                        SkRules      *rules)
{
  GString *name = g_string_new (sk_words_get_card_title (card));
  const char *mark = sk_words_get_card_mark (card);
  g_autofree char *where = sk_words_dup_from_to (card, rules);

  if (sk_card_is_placed (card) || sk_card_is_change (card))
    g_string_append_printf (name, ", %s", where);
  if (*mark != '\0')
    g_string_append_printf (name, ", %s", mark);
  if (card->is_late)
    g_string_append_printf (name, ", %s", C_("card", "late"));
  if (card->is_off)
    g_string_append_printf (name, ", %s", C_("card", "left as it is"));

  return g_string_free (name, FALSE);
}

char *
sk_words_dup_event_name (const SkMeeting *event,
                         SkRules       *rules)
{
  g_autofree char *when = sk_words_dup_span (event->span, rules);

  if (event->calendar != NULL && *event->calendar != '\0')
    /* Translators: an event: %1$s is its title, %2$s when it is, %3$s its calendar */
    return g_strdup_printf (_("%1$s, %2$s, busy, in “%3$s”"), sk_words_get_event_title (event),
                            when, event->calendar);

  /* Translators: an event of the calendar: %1$s is its title, %2$s when it is */
  return g_strdup_printf (_("%1$s, %2$s, busy"), sk_words_get_event_title (event), when);
}

/**
 * sk_words_dup_held_by:
 * @blocked: a line of a certificate
 *
 * Returns: (transfer full): what is there, without saying when
 */
char *
sk_words_dup_held_by (const SkBlocked *blocked)
{
  const char *title = blocked->title != NULL && *blocked->title != '\0' ? blocked->title
                                                                         : _("untitled");

  switch (blocked->by)
    {
    case SK_BLOCKED_BY_HOURS:
      return g_strdup (_("Outside your hours"));

    case SK_BLOCKED_BY_EARLIEST_START:
      return g_strdup (_("It may not begin yet"));

    case SK_BLOCKED_BY_BLOCKER:
      /* Translators: %s is a task */
      return g_strdup_printf (_("It waits for “%s”"), title);

    case SK_BLOCKED_BY_BUFFER:
      /* Translators: %s is a task or an event */
      return g_strdup_printf (_("Kept free beside “%s”"), title);

    case SK_BLOCKED_BY_PIN:
      /* Translators: %s is a task */
      return g_strdup_printf (_("Pinned for “%s”"), title);

    case SK_BLOCKED_BY_BAN:
      return g_strdup (_("You did not want it here"));

    case SK_BLOCKED_BY_PROMISE:
      /* Translators: %s is a task that is due */
      return g_strdup_printf (_("Promised to “%s”"), title);

    case SK_BLOCKED_BY_PAST:
      return g_strdup (_("Has passed"));

    case SK_BLOCKED_BY_LIMIT:
      return g_strdup (_("The day is as full as your limit allows"));

    case SK_BLOCKED_BY_BUSY:
    case SK_BLOCKED_BY_TASK:
    default:
      return g_strdup (title);
    }
}

/**
 * sk_words_dup_latest:
 * @card: a card with a place
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): how late it could begin
 */
char *
sk_words_dup_latest (const SkCard *card,
                     SkRules      *rules)
{
  g_autofree char *latest = sk_words_dup_moment (card->span.start + card->slack, rules);

  if (card->slack <= 0)
    return g_strdup (_("It cannot slip."));

  /* Translators: %s is a moment */
  return g_strdup_printf (_("It can slip to %s."), latest);
}

/* Hours, with a decimal where there is one. */
static char *
dup_hours (gint64 seconds)
{
  double hours = (double) seconds / 3600.0;
  int tenths = (int) (hours * 10 + 0.5);

  return tenths % 10 == 0 ? g_strdup_printf ("%d", tenths / 10)
                          : g_strdup_printf ("%.1f", (double) tenths / 10);
}

/**
 * sk_words_dup_load:
 * @taken: seconds
 * @open: seconds
 *
 * Returns: (transfer full): "6/7 h"
 */
char *
sk_words_dup_load (gint64 taken,
                   gint64 open)
{
  g_autofree char *part = dup_hours (taken);
  g_autofree char *whole = dup_hours (open);

  /* Translators: hours taken of hours open, short: "6/7 h" */
  return g_strdup_printf (_("%1$s/%2$s h"), part, whole);
}

/**
 * sk_words_dup_load_long:
 * @taken: seconds
 * @open: seconds
 * @capacity: (nullable): what is due by that day
 *
 * Returns: (transfer full): the same as a sentence
 */
char *
sk_words_dup_load_long (gint64            taken,
                        gint64            open,
                        const SkCapacity *capacity)
{
  g_autofree char *part = sk_words_dup_duration (taken);
  g_autofree char *whole = sk_words_dup_duration (open);
  g_autofree char *due = NULL;

  if (open == 0)
    return g_strdup (_("No working hours"));
  if (capacity == NULL)
    /* Translators: lengths of time: "6 h of 7 h taken" */
    return g_strdup_printf (_("%1$s of %2$s taken"), part, whole);

  due = sk_words_dup_duration (capacity->due);
  /* Translators: lengths of time: "6 h of 7 h taken; 2 h due by this day" */
  return g_strdup_printf (_("%1$s of %2$s taken; %3$s due by this day"), part, whole, due);
}
