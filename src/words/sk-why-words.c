/* sk-why-words.c — how we say why a task is where it is
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-why-words.h"

#include <glib/gi18n-lib.h>

#include "sk-time-words.h"

/**
 * sk_words_get_task_name:
 * @task: a task
 *
 * Returns: its title; its id if it has none
 */
const char *
sk_words_get_task_name (SkTask *task)
{
  const char *title = sk_task_get_title (task);

  return *title != '\0' ? title : sk_task_get_id (task);
}

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

    case SK_LOST_NOTHING:
    default:
      return NULL;
    }
}

static char *
dup_lost (SkPlan            *plan,
          const SkPlacement *placement)
{
  SkRules *rules = sk_plan_get_rules (plan);
  const char *pattern = get_lost_pattern (placement->lost);
  g_autofree char *place = NULL;
  SkSpan span;

  if (pattern == NULL)
    return NULL;

  if (sk_task_get_scheduled_span (placement->task, &span))
    place = sk_words_dup_span (span, rules);
  else
    place = sk_words_dup_when (placement->before_start, rules);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (pattern, place);
#pragma GCC diagnostic pop
}

/* --- what is in the way --- */

/**
 * sk_words_dup_blocked:
 * @plan: the plan, for its zone
 * @blocked: a line of a certificate
 *
 * Returns: (transfer full): that line, as a sentence
 */
char *
sk_words_dup_blocked (SkPlan          *plan,
                      const SkBlocked *blocked)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autofree char *span = sk_words_dup_span (blocked->span, rules);
  g_autofree char *end = sk_words_dup_moment (blocked->span.end, rules);
  gboolean has_title = blocked->title != NULL && *blocked->title != '\0';
  const char *title = has_title ? blocked->title : _("untitled");

  switch (blocked->by)
    {
    case SK_BLOCKED_BY_HOURS:
      if (sk_span_is_empty (blocked->span))
        /* Translators: %s is a time at which one range of working hours ends and another begins */
        return g_strdup_printf (_("There is a break at %s."), end);
      return g_strdup_printf (_("%s is outside your hours."), span);

    case SK_BLOCKED_BY_EARLIEST_START:
      return g_strdup_printf (_("It may not begin before %s."), end);

    case SK_BLOCKED_BY_BLOCKER:
      return g_strdup_printf (_("It waits for “%1$s”, which ends %2$s."), title, end);

    case SK_BLOCKED_BY_BUFFER:
      return g_strdup_printf (_("%1$s is kept free beside “%2$s”."), span, title);

    case SK_BLOCKED_BY_PIN:
      return g_strdup_printf (_("%1$s is pinned for “%2$s”."), span, title);

    case SK_BLOCKED_BY_BAN:
      return g_strdup_printf (_("You did not want it at %s."), span);

    case SK_BLOCKED_BY_PROMISE:
      return g_strdup_printf (_("%1$s is promised to “%2$s”."), span, title);

    case SK_BLOCKED_BY_PAST:
      return g_strdup_printf (_("%s has passed."), span);

    case SK_BLOCKED_BY_BUSY:
    case SK_BLOCKED_BY_TASK:
    default:
      if (!has_title)
        return g_strdup_printf (_("%s is taken."), span);
      return g_strdup_printf (_("%1$s is taken by “%2$s”."), span, title);
    }
}

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
dup_earliest_fit (SkPlan            *plan,
                  const SkPlacement *placement)
{
  GString *text = g_string_new (NULL);
  guint n_tasks = sk_plan_get_n_placements (plan) + sk_plan_get_n_unplaced (plan);
  g_autofree char *length = sk_words_dup_duration (sk_span_length (placement->span));

  /* Translators: the place of a task in the order of importance */
  say (text, g_strdup_printf (ngettext ("Ranked %1$u of %2$u.", "Ranked %1$u of %2$u.", n_tasks),
                              placement->position, n_tasks));
  say (text, dup_lost (plan, placement));
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
    case SK_WHY_EARLIEST_FIT:
    default:
      return dup_earliest_fit (plan, placement);
    }
}

/**
 * sk_words_dup_late_why:
 * @plan: a plan
 * @placement: one of its placements, late
 *
 * Returns: (transfer full): why the due date is missed, in a sentence
 */
char *
sk_words_dup_late_why (SkPlan            *plan,
                       const SkPlacement *placement)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autofree char *due = sk_words_dup_when (sk_task_get_due (placement->task), rules);

  switch (placement->late_why)
    {
    case SK_LATE_PAST_DUE:
      return g_strdup_printf (_("It was due %s already."), due);

    case SK_LATE_NO_TIME:
      return g_strdup_printf (_("The hours until %s are not enough."), due);

    case SK_LATE_NO_STRETCH:
      if (placement->fixed != SK_FIXED_NO)
        return g_strdup_printf (_("It is fixed after %s, when it is due."), due);
      return g_strdup_printf (_("Nothing long enough is open by %s, whatever else moves."), due);

    case SK_LATE_PROMISED_TO_OTHERS:
      return g_strdup_printf (_("The time until %s is promised to more important tasks."), due);

    case SK_LATE_BLOCKER_LATE:
      return g_strdup_printf (_("What it waits for ends too late for %s."), due);

    case SK_LATE_SEARCH_LIMIT:
      if (placement->why == SK_WHY_KEPT)
        return g_strdup_printf (_("It keeps a place after %s, when it is due."), due);
      return g_strdup_printf (_("The time until %s went to others; it was not proved that it "
                                "had to."), due);

    case SK_LATE_NOT:
    default:
      return g_strdup ("");
    }
}

#define MOST_NAMES 5

static char *
dup_cycle (SkPlan *plan,
           guint   cycle)
{
  const GPtrArray *tasks = sk_plan_get_circle (plan, cycle);
  guint n = tasks != NULL ? tasks->len : 0;
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MOST_NAMES); i++)
    {
      if (i > 0)
        /* Translators: between the titles of a list */
        g_string_append (names, _(", "));
      /* Translators: a title in quotes */
      g_string_append_printf (names, _("“%s”"), sk_words_get_task_name (tasks->pdata[i]));
    }

  if (n > MOST_NAMES)
    {
      g_string_append_c (names, ' ');
      g_string_append_printf (names, ngettext ("and %u more", "and %u more", n - MOST_NAMES),
                              n - MOST_NAMES);
    }

  /* Translators: %s is a list of titles in quotes */
  return g_strdup_printf (_("These wait for each other in a circle, so none of them waits: %s."),
                          names->str);
}

static char *
dup_assumed (SkPlan *plan)
{
  double hours = sk_rules_get_default_duration_hours (sk_plan_get_rules (plan));
  g_autofree char *length = sk_words_dup_duration ((gint64) (hours * 3600));

  /* Translators: %s is a length of time, e.g. "1 h" */
  return g_strdup_printf (_("Nobody said how long it takes; %s is assumed."), length);
}

static char *
dup_warning (SkPlan    *plan,
             guint      cycle,
             SkWarning  warning)
{
  switch (warning)
    {
    case SK_WARNING_PINS_OVERLAP:
      return g_strdup (_("It overlaps another task that is fixed too."));

    case SK_WARNING_OVER_BUSY:
      return g_strdup (_("It lies over something busy."));

    case SK_WARNING_BLOCKER_CYCLE:
      return dup_cycle (plan, cycle);

    case SK_WARNING_BLOCKER_GONE:
      return g_strdup (_("A task it waits for is in the trash or not shared, and is ignored."));

    case SK_WARNING_ASSUMED_DURATION:
      return dup_assumed (plan);

    case SK_WARNING_PIN_WITHOUT_TIME:
      return g_strdup (_("It is pinned, but has no start and end to be pinned to."));

    default:
      return g_strdup ("");
    }
}

/**
 * sk_words_dup_warning:
 * @plan: a plan
 * @placement: one of its placements
 * @warning: one of its warnings
 *
 * Returns: (transfer full): that warning, in a sentence
 */
char *
sk_words_dup_warning (SkPlan            *plan,
                      const SkPlacement *placement,
                      SkWarning          warning)
{
  return dup_warning (plan, placement->cycle, warning);
}

/**
 * sk_words_dup_unplaced_warning:
 * @plan: a plan
 * @unplaced: one of its unplaced tasks
 * @warning: one of its warnings
 *
 * Returns: (transfer full): that warning, in a sentence
 */
char *
sk_words_dup_unplaced_warning (SkPlan           *plan,
                               const SkUnplaced *unplaced,
                               SkWarning         warning)
{
  return dup_warning (plan, unplaced->cycle, warning);
}

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
      return g_strdup_printf (_("It takes %1$s, and the longest open stretch of a day has %2$s. "
                                "Shorten it or split it."), length, longest);

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
 * sk_words_dup_slack:
 * @plan: a plan
 * @placement: one of its placements
 *
 * Returns: (transfer full) (nullable): how far it could slip; %NULL for one
 *   that is fixed or late
 */
char *
sk_words_dup_slack (SkPlan            *plan,
                    const SkPlacement *placement)
{
  g_autofree char *until = NULL;

  if (placement->fixed != SK_FIXED_NO || sk_placement_is_late (placement))
    return NULL;
  if (placement->slack == 0)
    return g_strdup (_("It cannot slip."));

  until = sk_words_dup_moment (placement->span.start + placement->slack,
                               sk_plan_get_rules (plan));
  /* Translators: %s is a moment, e.g. "Thu 26 Nov 15:00" */
  return g_strdup_printf (_("It could slip to %s."), until);
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
