/* sk-complaint-words.c — how we say that a plan breaks a promise
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-complaint-words.h"

#include <glib/gi18n-lib.h>

static const char *
name_task (SkTask *task)
{
  /* Translators: stands for a task where there is none to name */
  if (task == NULL)
    return _("something");

  return *sk_task_get_title (task) != '\0' ? sk_task_get_title (task) : sk_task_get_id (task);
}

static char *
dup_moment (gint64      moment,
            SkRules    *rules,
            const char *format)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr(GDateTime) local =
    utc != NULL ? g_date_time_to_timezone (utc, sk_rules_get_zone (rules)) : NULL;
  char *text = local != NULL ? g_date_time_format (local, format) : NULL;

  return text != NULL ? text : g_strdup_printf ("%" G_GINT64_FORMAT, moment);
}

static char *
dup_when (SkSpan   span,
          SkRules *rules)
{
  if (sk_span_is_empty (span))
    return g_strdup ("—");

  /* Translators: a day and a time, e.g. "Mon 23 Nov 09:00"; see strftime(3) */
  g_autofree char *start = dup_moment (span.start, rules, _("%a %-d %b %H:%M"));
  g_autofree char *end = dup_moment (span.end, rules, "%H:%M");

  /* Translators: from when to when, e.g. "Mon 23 Nov 09:00–10:30" */
  return g_strdup_printf (_("%s–%s"), start, end);
}

/* In each sentence, %1$s is the task, %2$s the stretch of time and %3$s the other
 * task; a translation may put them in any order. */
static const char *const sentences[SK_N_PROMISES] = {
  [SK_PROMISE_ONCE] =
    N_("“%1$s” is not listed exactly once."),
  [SK_PROMISE_LEFT_ALONE] =
    N_("“%1$s” is planned although it should be left alone, or the other way round."),
  [SK_PROMISE_LISTED] =
    N_("“%1$s” is listed after “%3$s” and belongs before it."),
  [SK_PROMISE_FIXED] =
    N_("“%1$s” is not fixed exactly as the source has it (%2$s)."),
  [SK_PROMISE_CHANGE] =
    N_("What is said to change about “%1$s” (%2$s) is not what differs from the source."),
  [SK_PROMISE_BEFORE] =
    N_("What is said about where “%1$s” was before is not what the source holds (%2$s)."),
  [SK_PROMISE_WHY] =
    N_("The reason given for the place of “%1$s” (%2$s) cannot be the reason."),
  [SK_PROMISE_DUE] =
    N_("“%1$s” (%2$s) is held against another due date than its own."),
  [SK_PROMISE_LATE] =
    N_("“%1$s” (%2$s) is called late and is not, or is late and not called so."),
  [SK_PROMISE_LATE_WHY] =
    N_("The reason given why “%1$s” (%2$s) misses its due date is not the first that is true."),
  [SK_PROMISE_BOUND] =
    N_("More tasks are said to be late in any plan than can be proved."),
  [SK_PROMISE_POSITION] =
    N_("“%1$s” (%2$s) is not given its number in the order of importance."),
  [SK_PROMISE_WARNING] =
    N_("A warning about “%1$s” (%2$s) is missing or is not true."),
  [SK_PROMISE_LENGTH] =
    N_("“%1$s” is given %2$s, which is not as long as it takes."),
  [SK_PROMISE_PAST] =
    N_("“%1$s” (%2$s) begins before the plan was made."),
  [SK_PROMISE_HORIZON] =
    N_("“%1$s” (%2$s) lies beyond the days that are planned."),
  [SK_PROMISE_GRID] =
    N_("“%1$s” (%2$s) does not begin at a slot."),
  [SK_PROMISE_HOURS] =
    N_("“%1$s” (%2$s) does not lie inside the working hours of one day."),
  [SK_PROMISE_EARLIEST_START] =
    N_("“%1$s” (%2$s) begins before its earliest start."),
  [SK_PROMISE_BLOCKER] =
    N_("“%1$s” (%2$s) does not wait for “%3$s”, which blocks it."),
  [SK_PROMISE_BAN] =
    N_("“%1$s” is put where it was refused (%2$s)."),
  [SK_PROMISE_BUSY] =
    N_("“%1$s” (%2$s) is put over something busy."),
  [SK_PROMISE_OVERLAP] =
    N_("“%1$s” (%2$s) overlaps “%3$s”."),
  [SK_PROMISE_BUFFER] =
    N_("“%1$s” (%2$s) has too little free time around it."),
  [SK_PROMISE_LIMIT] =
    N_("“%1$s” (%2$s) is on a day that is filled more than a day may be."),
  [SK_PROMISE_UNPLACED_WHY] =
    N_("The reason why “%1$s” has no place is not true."),
  [SK_PROMISE_NO_ROOM] =
    N_("“%1$s” is said to find no room, but %2$s is free."),
  [SK_PROMISE_SLACK] =
    N_("How far “%1$s” could slip is not told right: its last place is %2$s."),
  [SK_PROMISE_COVER] =
    N_("Nothing is said to keep “%1$s” from an earlier place (%2$s)."),
  [SK_PROMISE_TRUE] =
    N_("What is said to keep “%1$s” from an earlier place (%2$s) is not there."),
  [SK_PROMISE_EARLIEST] =
    N_("“%1$s” could have had an earlier place (%2$s)."),
  [SK_PROMISE_RANK] =
    N_("“%1$s” waits for less important tasks; without them it could be earlier (%2$s)."),
  [SK_PROMISE_STAY] =
    N_("“%1$s” could have stayed where it was (%2$s)."),
};

/* Puts @words where %1$s, %2$s … stand.  A title may hold a percent sign. */
static char *
fill (const char        *sentence,
      const char *const *words,
      guint              n_words)
{
  GString *text = g_string_new (NULL);

  for (const char *at = sentence; *at != '\0'; at++)
    {
      guint number = at[0] == '%' && g_ascii_isdigit (at[1]) ? (guint) (at[1] - '0') : 0;

      if (number >= 1 && number <= n_words && at[2] == '$' && at[3] == 's')
        {
          g_string_append (text, words[number - 1]);
          at += 3;
        }
      else
        {
          g_string_append_c (text, *at);
        }
    }

  return g_string_free (text, FALSE);
}

/**
 * sk_words_dup_complaint:
 * @complaint: a broken promise
 * @rules: the rules it was broken under, for their zone
 *
 * Returns: (transfer full): a whole sentence, naming the tasks and local times
 */
char *
sk_words_dup_complaint (const SkComplaint *complaint,
                        SkRules           *rules)
{
  g_return_val_if_fail (complaint != NULL && rules != NULL, NULL);
  g_return_val_if_fail (complaint->promise < SK_N_PROMISES, NULL);

  g_autofree char *when = dup_when (complaint->span, rules);
  const char *words[] = { name_task (complaint->task), when, name_task (complaint->other) };

  return fill (_(sentences[complaint->promise]), words, G_N_ELEMENTS (words));
}
