/* cmd-watch.c — slotkeeperctl watch
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>

#include "sk-cmd.h"
#include "sk-error.h"
#include "sk-pass.h"
#include "sk-time-words.h"
#include "sk-words.h"

/* What one pass did, in a line. */
static void
print_pass (SkPlan         *plan,
            const SkReport *report)
{
  g_autofree char *at = sk_words_dup_moment (sk_plan_get_at (plan), sk_plan_get_rules (plan));
  g_autofree char *summary = sk_words_dup_summary (plan);
  g_autofree char *written = sk_words_dup_n_written (report->n_written);

  /* Translators: %1$s is a moment, %2$s e.g. "12 tasks: 3 new", %3$s e.g. "3 changes written" */
  g_print (_("%1$s — %2$s — %3$s\n"), at, summary, written);
  fflush (stdout);              /* somebody may be following a file */
}

/* What was taken back stays so: nobody looks at what a watch does. */
static gboolean
hold_unwanted (const SkInvocation  *invocation,
               SkPlan             **plan,
               GError             **error)
{
  g_autoptr(GHashTable) unwanted = sk_pass_list_unwanted (invocation, *plan, error);

  if (unwanted == NULL)
    return FALSE;

  sk_pass_tell_unwanted (*plan, unwanted, TRUE);
  return sk_pass_hold (plan, unwanted, error);
}

static gboolean
try_pass (const SkInvocation  *invocation,
          GListModel          *sources,
          GCancellable        *cancellable,
          GError             **error)
{
  gint64 seen = sk_journal_get_end (invocation->journal);
  g_autoptr(SkPlan) plan = sk_pass_plan (invocation, sources, FALSE, cancellable, error);
  g_autoptr(SkReport) report = NULL;

  if (plan == NULL)
    return FALSE;

  sk_pass_note (plan);
  if (!sk_pass_is_certain (plan, error) || !hold_unwanted (invocation, &plan, error))
    return FALSE;
  report = sk_pass_commit (invocation, sources, plan, seen, cancellable, error);
  if (report == NULL)
    return FALSE;

  print_pass (plan, report);
  sk_pass_tell_failures (report->writes);
  if (report->error == NULL)
    {
      sk_pass_export (invocation, plan);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&report->error));
  return FALSE;
}

/* What somebody else changed meanwhile is read and planned again at once. */
static gboolean
pass (const SkInvocation  *invocation,
      GListModel          *sources,
      GCancellable        *cancellable,
      GError             **error)
{
  if (!sk_pass_recover (invocation, sources, cancellable, error))
    return FALSE;

  for (guint tries = 1; tries < SK_PASS_MAX_TRIES; tries++)
    {
      g_autoptr(GError) conflict = NULL;

      if (try_pass (invocation, sources, cancellable, &conflict))
        return TRUE;
      if (!g_error_matches (conflict, SK_ERROR, SK_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&conflict));
          return FALSE;
        }
    }

  return try_pass (invocation, sources, cancellable, error);
}

static gboolean
on_signal (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_interval (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Until the next pass, or until somebody ends the program. */
static void
wait_for_interval (const SkInvocation *invocation,
                   GCancellable       *cancellable)
{
  gboolean over = FALSE;
  guint timer = g_timeout_add_seconds ((guint) invocation->settings->interval_minutes * 60,
                                       on_interval, &over);

  while (!over && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);

  if (!over)
    g_source_remove (timer);
}

/* Trouble that passes by itself is waited out; what needs the person ends a
 * watch that has never worked, and is only told of one that has. */
static gboolean
may_go_on (const GError *error,
           gboolean      has_worked)
{
  return has_worked || sk_error_is_transient (error) ||
         g_error_matches (error, SK_ERROR, SK_ERROR_CONFLICT) ||
         g_error_matches (error, SK_ERROR, SK_ERROR_PARTIAL);
}

static SkExit
loop (const SkInvocation *invocation,
      GListModel         *sources,
      GCancellable       *cancellable)
{
  gboolean has_worked = FALSE;

  while (!g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr(GError) error = NULL;

      if (pass (invocation, sources, cancellable, &error))
        has_worked = TRUE;
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          SkExit status = sk_cmd_fail (error);

          if (!may_go_on (error, has_worked))
            return status;
        }

      if (!g_cancellable_is_cancelled (cancellable))
        wait_for_interval (invocation, cancellable);
    }

  return SK_EXIT_DONE;
}

static SkExit
run (const SkInvocation *invocation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  guint term = g_unix_signal_add (SIGTERM, on_signal, cancellable);
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, cancellable);
  g_autoptr(GListModel) sources = sk_pass_open (invocation, &error);
  SkExit status = sources != NULL ? loop (invocation, sources, cancellable)
                                  : sk_cmd_fail (error);

  g_source_remove (term);
  g_source_remove (interrupt);

  return status;
}

const SkCmd sk_cmd_watch = {
  .name = "watch",
  .summary = N_("Plan and write every few minutes until ended"),
  .run = run,
};
