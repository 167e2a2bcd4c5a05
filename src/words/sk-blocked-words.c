/* sk-blocked-words.c — how we say what is in the way
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-blocked-words.h"

#include <glib/gi18n-lib.h>

#include "sk-name-words.h"
#include "sk-time-words.h"

static gboolean
has_title (const SkBlocked *blocked)
{
  return blocked->title != NULL && *blocked->title != '\0';
}

/* --- one line --- */

/* The task a stretch is promised to. */
static SkTask *
find_promised (SkPlan          *plan,
               const SkBlocked *blocked)
{
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      if (sk_span_equal (placement->span, blocked->span) &&
          g_strcmp0 (sk_task_get_title (placement->task), blocked->title) == 0)
        return placement->task;
    }

  return NULL;
}

static char *
dup_promise (SkPlan          *plan,
             const SkBlocked *blocked,
             const char      *span,
             const char      *title)
{
  SkTask *task = find_promised (plan, blocked);
  g_autofree char *due = NULL;

  if (task == NULL)
    return g_strdup_printf (_("%1$s is promised to “%2$s”."), span, title);
  if (!sk_when_is_set (sk_task_get_due (task)))
    return g_strdup_printf (_("%1$s is promised to “%2$s”, for what waits for it."), span, title);

  due = sk_words_dup_when (sk_task_get_due (task), sk_plan_get_rules (plan));
  /* Translators: %1$s is a stretch of time, %2$s a task, %3$s a day or a moment */
  return g_strdup_printf (_("%1$s is promised to “%2$s”, due %3$s."), span, title, due);
}

static char *
dup_hours (const SkBlocked *blocked,
           const char      *span,
           const char      *end)
{
  if (sk_span_is_empty (blocked->span))
    /* Translators: %s is a time at which one range of working hours ends and another begins */
    return g_strdup_printf (_("There is a break at %s."), end);

  return g_strdup_printf (_("%s is outside your hours."), span);
}

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
  g_autofree char *day = sk_words_dup_day (blocked->span.start, rules);
  g_autofree char *end = sk_words_dup_moment (blocked->span.end, rules);
  const char *title = has_title (blocked) ? blocked->title : _("untitled");

  switch (blocked->by)
    {
    case SK_BLOCKED_BY_HOURS:
      return dup_hours (blocked, span, end);

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
      return dup_promise (plan, blocked, span, title);

    case SK_BLOCKED_BY_PAST:
      return g_strdup_printf (_("%s has passed."), span);

    case SK_BLOCKED_BY_LIMIT:
      /* Translators: %s is a day, e.g. "Wed 25 Nov" */
      return g_strdup_printf (_("On %s as much of your hours is filled as your day limit allows."),
                              day);

    case SK_BLOCKED_BY_BUSY:
    case SK_BLOCKED_BY_TASK:
    default:
      if (!has_title (blocked))
        return g_strdup_printf (_("%s is taken."), span);
      return g_strdup_printf (_("%1$s is taken by “%2$s”."), span, title);
    }
}

/* --- all of them --- */

/* Lines that can be said in one sentence. */
typedef struct
{
  SkBlocked  line;              /* borrowed title; that of the first */
  GPtrArray *titles;            /* (element-type utf8), borrowed */
} Run;

static gboolean
is_same_day (gint64   one,
             gint64   other,
             SkRules *rules)
{
  g_autofree char *day = sk_words_dup_day (one, rules);
  g_autofree char *other_day = sk_words_dup_day (other, rules);

  return strcmp (day, other_day) == 0;
}

/* What touches: more of the same, or on one day another thing of that kind. */
static gboolean
may_join (const Run       *run,
          const SkBlocked *blocked,
          SkRules         *rules)
{
  if (blocked->by != run->line.by || blocked->span.start > run->line.span.end ||
      blocked->span.end < run->line.span.end)
    return FALSE;
  if (blocked->by == SK_BLOCKED_BY_LIMIT)
    return is_same_day (run->line.span.start, blocked->span.start, rules);
  if (g_strcmp0 (blocked->title, run->line.title) == 0)
    return run->titles->len <= 1;

  return (blocked->by == SK_BLOCKED_BY_BUSY || blocked->by == SK_BLOCKED_BY_TASK) &&
         has_title (blocked) && has_title (&run->line) &&
         is_same_day (run->line.span.start, blocked->span.end - 1, rules);
}

static void
join (Run             *run,
      const SkBlocked *blocked)
{
  run->line.span.end = blocked->span.end;
  if (g_strcmp0 (blocked->title, run->line.title) != 0)
    g_ptr_array_add (run->titles, blocked->title);
}

static char *
dup_run (SkPlan    *plan,
         const Run *run)
{
  g_autofree char *names = NULL;
  g_autofree char *span = NULL;

  if (run->titles->len <= 1)
    return sk_words_dup_blocked (plan, &run->line);

  names = sk_words_dup_names (run->titles);
  span = sk_words_dup_span (run->line.span, sk_plan_get_rules (plan));
  /* Translators: %1$s is a stretch of time, %2$s a list of titles in quotes */
  return g_strdup_printf (_("%1$s is taken by %2$s."), span, names);
}

/**
 * sk_words_dup_certificate:
 * @plan: a plan
 * @blocked: (nullable) (element-type SkBlocked): a certificate of one of its tasks
 *
 * Returns: (transfer full): it in sentences, what touches in one
 */
GStrv
sk_words_dup_certificate (SkPlan       *plan,
                          const GArray *blocked)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  guint n = blocked != NULL ? blocked->len : 0;

  for (guint i = 0; i < n;)
    {
      g_autoptr(GPtrArray) titles = g_ptr_array_new ();
      Run run = { g_array_index (blocked, SkBlocked, i), titles };
      g_autofree char *line = NULL;

      g_ptr_array_add (titles, run.line.title);
      for (i++; i < n && may_join (&run, &g_array_index (blocked, SkBlocked, i), rules); i++)
        join (&run, &g_array_index (blocked, SkBlocked, i));

      line = dup_run (plan, &run);
      g_strv_builder_add (lines, line);
    }

  return g_strv_builder_end (lines);
}

/**
 * sk_words_dup_relief:
 * @plan: a plan
 * @obstacle: a line of a certificate
 * @place: where the task could be without it
 *
 * Returns: (transfer full): that, in a sentence
 */
char *
sk_words_dup_relief (SkPlan          *plan,
                     const SkBlocked *obstacle,
                     SkSpan           place)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autofree char *free_place = sk_words_dup_span (place, rules);
  g_autofree char *taken = sk_words_dup_span (obstacle->span, rules);

  if (!has_title (obstacle))
    /* Translators: both are stretches of time */
    return g_strdup_printf (_("If what is at %1$s were not there, %2$s would be free for it."),
                            taken, free_place);

  /* Translators: %1$s is a task or an event, %2$s a stretch of time */
  return g_strdup_printf (_("If “%1$s” were not there, %2$s would be free for it."),
                          obstacle->title, free_place);
}
