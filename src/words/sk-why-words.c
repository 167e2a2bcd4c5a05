/* sk-why-words.c — how we say why a task is where it is
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-why-words.h"

#include <glib/gi18n-lib.h>

#include "sk-blocked-words.h"
#include "sk-name-words.h"
#include "sk-time-words.h"

/* Adds a sentence to a text. */
static void
say (GString *text,
     char    *sentence)       /* (transfer full) (nullable) */
{
  if (sentence == NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');

  g_string_append (text, sentence);
  g_free (sentence);
}

/* --- why it could not stay --- */

static const char *
get_lost_pattern (SkLost lost)
{
  switch (lost)
    {
    /* Translators: in these, %s is a time, e.g. "Tue 24 Nov 09:00–10:30" */
    case SK_LOST_PAST:
      return _("Its place, %s, has passed without it being done.");

    case SK_LOST_FORGOTTEN:
      return _("It was at %s before everything was planned anew.");

    case SK_LOST_NO_END:
      return _("What it had, %s, was not a start and an end.");

    case SK_LOST_LENGTH:
      return _("Its length has changed; its place was %s.");

    case SK_LOST_GRID:
      return _("Its place at %s did not begin at a slot.");

    case SK_LOST_HOURS:
      return _("Its place at %s is outside your hours.");

    case SK_LOST_HORIZON:
      return _("Its place at %s is beyond the days that are planned.");

    case SK_LOST_BUSY:
      return _("Its place at %s is busy now, or too close to something that is.");

    case SK_LOST_TASK:
      return _("Its place at %s is needed by a more important task.");

    case SK_LOST_EARLIEST_START:
      return _("Its place at %s is before it may begin.");

    case SK_LOST_BLOCKER:
      return _("Its place at %s begins before what it waits for has ended.");

    case SK_LOST_BANNED:
      return _("You did not want it at %s.");

    case SK_LOST_DAY_FULL:
      return _("Its place at %s is on a day of which more important tasks fill all that your day "
               "limit allows.");

    case SK_LOST_NOTHING:
    default:
      return NULL;
    }
}

/* What the source holds; empty if it holds nothing. */
static char *
dup_old_place (SkPlan            *plan,
               const SkPlacement *placement)
{
  SkRules *rules = sk_plan_get_rules (plan);
  SkSpan span;

  if (sk_task_get_scheduled_span (placement->task, &span))
    return sk_words_dup_span (span, rules);

  return sk_words_dup_when (placement->before_start, rules);
}

static char *
dup_lost (SkPlan            *plan,
          const SkPlacement *placement)
{
  const char *pattern = get_lost_pattern (placement->lost);
  g_autofree char *place = NULL;

  if (pattern == NULL)
    return NULL;

  place = dup_old_place (plan, placement);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (pattern, place);
#pragma GCC diagnostic pop
}

/* --- why it goes elsewhere although it could have stayed --- */

/* Who is now where the task was, or too close to it. */
static SkTask *
find_taker (SkPlan            *plan,
            const SkPlacement *placement)
{
  gint64 buffer = (gint64) sk_rules_get_buffer_minutes (sk_plan_get_rules (plan)) * 60;
  SkSpan old;

  if (!sk_task_get_scheduled_span (placement->task, &old))
    return NULL;

  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *other = sk_plan_get_placement (plan, i);

      if (other->task != placement->task &&
          sk_span_overlaps (sk_span_widen (other->span, buffer), old))
        return other->task;
    }

  return NULL;
}

static char *
dup_displaced (SkPlan            *plan,
               const SkPlacement *placement)
{
  g_autofree char *old = dup_old_place (plan, placement);
  SkTask *taker = find_taker (plan, placement);

  if (taker == NULL)
    return g_strdup_printf (_("Its place at %s is needed by others now."), old);

  /* Translators: %1$s is a stretch of time, %2$s a task */
  return g_strdup_printf (_("Its place at %1$s is needed by “%2$s” now."), old,
                          sk_words_get_task_name (taker));
}

static char *
dup_rescue (SkPlan            *plan,
            const SkPlacement *placement)
{
  SkWhen due = sk_task_get_due (placement->task);
  g_autofree char *text = sk_words_dup_when (due, sk_plan_get_rules (plan));

  if (!sk_when_is_set (due))
    return g_strdup (_("It goes before more important work, because what waits for it would miss "
                       "its due date otherwise."));

  /* Translators: %s is when the task is due, e.g. "Wed 25 Nov" */
  return g_strdup_printf (_("It goes before more important work, because it would miss its due "
                            "date, %s, otherwise."), text);
}

/* What made it move, if it is more than the order of importance. */
static char *
dup_cause (SkPlan            *plan,
           const SkPlacement *placement)
{
  g_autofree char *old = dup_old_place (plan, placement);

  switch (placement->why)
    {
    case SK_WHY_DUE_RESCUE:
      return dup_rescue (plan, placement);

    case SK_WHY_DISPLACED:
      return dup_displaced (plan, placement);

    case SK_WHY_EARLIER:
      return g_strdup_printf (_("It leaves its place at %s, because it can be clearly earlier."),
                              old);

    case SK_WHY_FILL_TODAY:
      return g_strdup_printf (_("It leaves its place at %s, because there is time for it today."),
                              old);

    case SK_WHY_EARLIEST_FIT:
    case SK_WHY_MISSED:
    case SK_WHY_KEPT:
    case SK_WHY_PINNED:
    case SK_WHY_RUNNING:
    case SK_WHY_MANUAL:
    default:
      return NULL;
    }
}

/* --- what is in the way --- */

/* One thing is named, several are counted; closed hours go without saying. */
static char *
dup_obstacles (SkPlan            *plan,
               const SkPlacement *placement)
{
  const SkBlocked *only = NULL;
  guint n = 0;

  for (guint i = 0; placement->blocked != NULL && i < placement->blocked->len; i++)
    {
      const SkBlocked *blocked = &g_array_index (placement->blocked, SkBlocked, i);

      if (blocked->by == SK_BLOCKED_BY_HOURS)
        continue;
      only = blocked;
      n++;
    }

  if (n == 0)
    return NULL;
  if (n == 1)
    return sk_words_dup_blocked (plan, only);

  return g_strdup_printf (ngettext ("%u earlier stretch is taken.",
                                    "%u earlier stretches are taken.", n), n);
}

static char *
dup_first_free (SkPlan            *plan,
                const SkPlacement *placement)
{
  GString *text = g_string_new (NULL);
  guint n_tasks = sk_plan_get_n_placements (plan) + sk_plan_get_n_unplaced (plan);
  g_autofree char *length = sk_words_dup_duration (sk_span_length (placement->span));

  /* Translators: the place of a task in the order of importance */
  say (text, g_strdup_printf (ngettext ("Ranked %1$u of %2$u.", "Ranked %1$u of %2$u.", n_tasks),
                              placement->position, n_tasks));
  say (text, dup_lost (plan, placement));
  say (text, dup_cause (plan, placement));
  say (text, dup_obstacles (plan, placement));
  /* Translators: %s is a length of time, e.g. "1 h 30 min" */
  say (text, g_strdup_printf (_("This is the first free %s."), length));

  return g_string_free (text, FALSE);
}

/**
 * sk_words_dup_why:
 * @plan: a plan
 * @placement: one of its placements
 *
 * Returns: (transfer full): why the task is there, in sentences
 */
char *
sk_words_dup_why (SkPlan            *plan,
                  const SkPlacement *placement)
{
  switch (placement->why)
    {
    case SK_WHY_PINNED:
      return g_strdup (_("You pinned it here."));

    case SK_WHY_RUNNING:
      return g_strdup (_("It has begun, and stays until its end."));

    case SK_WHY_MANUAL:
      return g_strdup (_("You put it here yourself."));

    case SK_WHY_KEPT:
      return g_strdup (_("It had this place, and can keep it."));

    case SK_WHY_DUE_RESCUE:
    case SK_WHY_DISPLACED:
    case SK_WHY_EARLIER:
    case SK_WHY_FILL_TODAY:
    case SK_WHY_MISSED:
    case SK_WHY_EARLIEST_FIT:
    default:
      return dup_first_free (plan, placement);
    }
}

/* --- no place --- */

/**
 * sk_words_dup_unplaced:
 * @plan: a plan
 * @unplaced: one of its unplaced tasks
 *
 * Returns: (transfer full): why it has no place, in a sentence
 */
char *
sk_words_dup_unplaced (SkPlan           *plan,
                       const SkUnplaced *unplaced)
{
  SkRules *rules = sk_plan_get_rules (plan);
  int days = sk_rules_get_days_ahead (rules);
  g_autofree char *length = sk_words_dup_duration (unplaced->length);
  g_autofree char *longest = sk_words_dup_duration (unplaced->longest);
  g_autofree char *earliest = NULL;

  switch (unplaced->why)
    {
    case SK_UNPLACED_TOO_LONG:
      if (unplaced->longest == 0)
        return g_strdup_printf (ngettext ("There are no working hours in the next %d day.",
                                          "There are no working hours in the next %d days.",
                                          (gulong) days), days);
      return g_strdup_printf (_("It takes %1$s, and the longest that a day has for one task is "
                                "%2$s. Shorten it or split it."), length, longest);

    case SK_UNPLACED_BLOCKER_UNPLACED:
      return g_strdup_printf (_("It waits for “%s”, which has no place."),
                              unplaced->blocker != NULL ?
                                sk_words_get_task_name (unplaced->blocker) : "");

    case SK_UNPLACED_BAD_DURATION:
      return g_strdup (_("Its length is not a number of hours above 0 and up to a year. Set one."));

    case SK_UNPLACED_EARLIEST_START_BEYOND:
      earliest = sk_words_dup_when (sk_task_get_earliest_start (unplaced->task), rules);
      return g_strdup_printf (ngettext ("It may not begin before %1$s, too late for the next "
                                        "%2$d day. Look further ahead.",
                                        "It may not begin before %1$s, too late for the next "
                                        "%2$d days. Look further ahead.",
                                        (gulong) days), earliest, days);

    case SK_UNPLACED_NO_ROOM:
    default:
      return g_strdup_printf (ngettext ("No %1$s in one piece is free in the next %2$d day. "
                                        "Look further ahead or free some time.",
                                        "No %1$s in one piece is free in the next %2$d days. "
                                        "Look further ahead or free some time.",
                                        (gulong) days), length, days);
    }
}

/**
 * sk_words_get_left_why:
 * @why: why a task is left alone
 *
 * Returns: that, in a word or two
 */
const char *
sk_words_get_left_why (SkLeftWhy why)
{
  switch (why)
    {
    case SK_LEFT_DONE:
      return C_("left alone", "done");

    case SK_LEFT_CANCELED:
      return C_("left alone", "canceled");

    case SK_LEFT_BACKLOG:
      return C_("left alone", "backlog");

    case SK_LEFT_OPTED_OUT:
      return C_("left alone", "planned by hand");

    case SK_LEFT_STATUS:
    default:
      return C_("left alone", "left out by its status");
    }
}
