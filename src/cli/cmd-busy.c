/* cmd-busy.c — slotkeeperctl busy
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-blocking.h"
#include "sk-busy-source.h"
#include "sk-calendars.h"
#include "sk-cmd.h"
#include "sk-error.h"
#include "sk-events-codec.h"
#include "sk-ink.h"
#include "sk-pass.h"
#include "sk-time-words.h"

#define TIME_WIDTH 13
#define TITLE_WIDTH 40
#define DAY_SECONDS (24 * 60 * 60)

/* An event, and what it does to the plan. */
typedef struct
{
  SkEvent    *event;            /* borrowed */
  SkBlocking  blocking;
} Line;

/* --- for people --- */

static const char *
get_reason (SkBlocking blocking)
{
  switch (blocking)
    {
    case SK_BLOCKING_TRANSPARENT:
      return _("free: marked as free");

    case SK_BLOCKING_CANCELLED:
      return _("free: cancelled");

    case SK_BLOCKING_DECLINED:
      return _("free: you declined");

    case SK_BLOCKING_ALL_DAY_FREE:
      return _("free: all day, and not marked as busy");

    case SK_BLOCKING_OWN:
      return _("free: a slot of our own");

    case SK_BLOCKING_TENTATIVE:
      return _("busy: tentative");

    case SK_BLOCKING_BUSY:
    default:
      return _("busy");
    }
}

static char *
dup_time (SkEvent *event,
          SkRules *rules)
{
  SkSpan span = sk_event_get_span (event);
  g_autofree char *start = sk_words_dup_clock (span.start, rules);
  g_autofree char *end = sk_words_dup_clock (span.end, rules);

  if (sk_event_is_all_day (event) && sk_span_length (span) < 2 * DAY_SECONDS)
    return g_strdup (_("all day"));
  if (sk_span_length (span) >= DAY_SECONDS)
    return sk_words_dup_span (span, rules);

  return g_strdup_printf ("%s – %s", start, end);
}

static void
print_line (const Line *line,
            SkRules    *rules)
{
  g_autofree char *time = dup_time (line->event, rules);
  g_autofree char *fitted = sk_ink_dup_fitted (time, TIME_WIDTH);
  g_autofree char *title = sk_ink_dup_fitted (sk_event_get_title (line->event), TITLE_WIDTH);
  gboolean is_long = g_utf8_strlen (time, -1) > TIME_WIDTH;

  g_print ("  %s  %s  ", is_long ? time : fitted, title);
  sk_ink_print (sk_blocking_blocks (line->blocking) ? SK_INK_RED : SK_INK_DIM,
                get_reason (line->blocking));
  g_print ("  %s\n", sk_event_get_calendar (line->event));
}

static void
print_day (SkEvent  *event,
           SkRules  *rules,
           char    **day)
{
  g_autofree char *this_day = sk_words_dup_day (sk_event_get_span (event).start, rules);

  if (g_strcmp0 (this_day, *day) == 0)
    return;

  if (*day != NULL)
    g_print ("\n");
  g_free (*day);
  *day = g_steal_pointer (&this_day);
  sk_ink_print (SK_INK_BOLD, *day);
  g_print ("\n");
}

static void
print_table (GArray   *lines,
             SkRules  *rules,
             gboolean  may_colour)
{
  g_autofree char *day = NULL;

  sk_ink_start (may_colour);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      print_day (line->event, rules, &day);
      print_line (line, rules);
    }

  if (lines->len == 0)
    g_print ("%s\n", _("There is no event in the days that are planned."));
}

/* --- for programs --- */

static void
print_json (GArray  *lines,
            SkRules *rules)
{
  g_autoptr(GArray) told = g_array_new (FALSE, FALSE, sizeof (SkEventLine));
  g_autofree char *text = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      const SkEventLine event_line = {
        line->event, sk_blocking_blocks (line->blocking), sk_blocking_get_code (line->blocking),
      };

      g_array_append_val (told, event_line);
    }

  text = sk_events_codec_write (told, rules);
  sk_cmd_print_json (text);
}

/* --- what they hold --- */

/* What tasks there are says whose days are told, and what is our own.  Where
 * none can be read the calendars can be looked at all the same. */
static SkPlan *
read_tasks (const SkInvocation *invocation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = sk_pass_open (invocation, &error);
  SkPlan *plan = NULL;

  if (sources != NULL)
    plan = sk_pass_plan_tasks (invocation, sources, &error);
  if (plan == NULL && (invocation->from != NULL || sources != NULL))
    g_printerr ("slotkeeperctl: %s\n", error->message);

  return plan;
}

static SkRules *
choose_rules (const SkInvocation *invocation,
              SkPlan             *plan)         /* (nullable) */
{
  if (plan != NULL)
    return sk_rules_ref (sk_plan_get_rules (plan));
  if (invocation->days > 0)
    return sk_rules_with_days_ahead (invocation->settings->rules, invocation->days);

  return sk_rules_ref (invocation->settings->rules);
}

static GHashTable *
list_placements (SkPlan *plan)          /* (nullable) */
{
  g_autoptr(GPtrArray) snapshots = g_ptr_array_new ();

  if (plan != NULL)
    g_ptr_array_add (snapshots, sk_plan_get_snapshot (plan));

  return sk_blocking_list_placements (snapshots);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return sk_event_compare (((const Line *) a)->event, ((const Line *) b)->event);
}

static GArray *
list_lines (const SkInvocation *invocation,
            GPtrArray          *readings,
            GHashTable         *placements)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (guint i = 0; i < readings->len; i++)
    {
      const SkReading *reading = g_ptr_array_index (readings, i);
      const SkBlockingFacts facts = {
        .addresses = (const char *const *) invocation->settings->my_addresses,
        .account = reading->account,
        .placements = placements,
      };

      for (guint k = 0; k < reading->events->len; k++)
        {
          SkEvent *event = g_ptr_array_index (reading->events, k);
          const Line line = { event, sk_blocking_judge (event, &facts) };

          g_array_append_val (lines, line);
        }
    }

  g_array_sort (lines, compare_lines);
  return lines;
}

/* What was odd, and what could not be read: how the program ends. */
static SkExit
tell_trouble (const SkInvocation *invocation,
              GListModel         *calendars,
              GPtrArray          *readings)
{
  g_autoptr(SkSnapshot) judged = sk_calendars_judge (calendars, readings, &(SkCalendarsRules) {
    .at = sk_clock_now (invocation->clock),
  });
  const GError *worst = NULL;

  for (guint i = 0; i < sk_snapshot_get_n_notes (judged); i++)
    g_printerr ("slotkeeperctl: %s\n", sk_snapshot_get_note (judged, i));
  for (guint i = 0; i < sk_snapshot_get_n_doubts (judged); i++)
    g_printerr ("slotkeeperctl: %s\n", sk_snapshot_get_doubt (judged, i));

  for (guint i = 0; i < readings->len; i++)
    {
      const GError *trouble = ((SkReading *) g_ptr_array_index (readings, i))->trouble;

      if (trouble != NULL && sk_error_is_worse (trouble, worst))
        worst = trouble;
    }

  return worst != NULL ? sk_cmd_get_exit (worst) : SK_EXIT_DONE;
}

static SkExit
run (const SkInvocation *invocation)
{
  g_autoptr(GListModel) calendars = sk_pass_open_calendars (invocation);
  g_autoptr(SkPlan) plan = NULL;
  g_autoptr(SkRules) rules = NULL;
  g_autoptr(GHashTable) placements = NULL;
  g_autoptr(GPtrArray) readings = NULL;
  g_autoptr(GArray) lines = NULL;

  if (g_list_model_get_n_items (calendars) == 0)
    {
      g_printerr ("slotkeeperctl: %s\n",
                  _("There is no calendar yet. Set SCHEDULER_CALENDARS, or look at one with "
                    "--calendar FILE-OR-ADDRESS."));
      return SK_EXIT_USER_MUST_ACT;
    }

  plan = read_tasks (invocation);
  rules = choose_rules (invocation, plan);
  placements = list_placements (plan);
  readings = sk_pass_read_calendars (calendars, sk_calendars_choose_span (
    rules, sk_clock_now (invocation->clock)), rules);
  lines = list_lines (invocation, readings, placements);
  if (invocation->json)
    print_json (lines, rules);
  else
    print_table (lines, rules, invocation->settings->may_colour);

  return tell_trouble (invocation, calendars, readings);
}

const SkCmd sk_cmd_busy = {
  .name = "busy",
  .summary = N_("Show what the calendars hold, and what blocks time"),
  .run = run,
};
