/* sk-state-words.c — how we say where we are
 *
 * The same sentences in the panel, the window, a notification and the terminal.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-state-words.h"

#include <glib/gi18n-lib.h>

#include "sk-time-words.h"

static const char *
get_name (const SkSlot *slot)
{
  return *slot->title != '\0' ? slot->title : slot->task;
}

static char *
dup_moment (gint64   instant,
            SkState *state)
{
  g_autoptr(GTimeZone) zone = sk_state_dup_zone (state);

  return sk_words_dup_moment_near (instant, sk_state_get_at (state), zone);
}

static char *
dup_span (SkSpan   span,
          SkState *state)
{
  g_autoptr(GTimeZone) zone = sk_state_dup_zone (state);

  return sk_words_dup_span_near (span, sk_state_get_at (state), zone);
}

/**
 * sk_words_dup_n_waiting:
 * @n: how many changes
 *
 * Returns: (transfer full): "4 changes wait for review"
 */
char *
sk_words_dup_n_waiting (guint n)
{
  return g_strdup_printf (ngettext ("%u change waits for review", "%u changes wait for review", n),
                          n);
}

static char *
dup_pause (SkState *state)
{
  g_autofree char *until = NULL;

  if (sk_state_get_paused_until (state) == SK_PAUSED_UNTIL_RESUMED)
    return g_strdup (_("Paused until you resume it"));

  until = dup_moment (sk_state_get_paused_until (state), state);
  /* Translators: %s is a time, e.g. "14:00" or "Tue 24 Nov 00:00" */
  return g_strdup_printf (_("Paused until %s"), until);
}

static char *
dup_offline (SkState *state)
{
  g_autofree char *at = NULL;

  if (sk_state_get_at (state) == 0)
    return g_strdup (_("No connection"));

  at = dup_moment (sk_state_get_at (state), state);
  /* Translators: %s is a time, e.g. "09:50" */
  return g_strdup_printf (_("No connection: this is the plan of %s"), at);
}

static char *
dup_writing (SkState *state)
{
  guint done = sk_state_get_done (state);
  guint total = sk_state_get_total (state);

  if (total == 0)
    return g_strdup (_("Writing…"));

  /* Translators: how many of how many changes are written */
  return g_strdup_printf (_("Writing %1$u of %2$u…"), MIN (done + 1, total), total);
}

static char *
dup_failure (SkState *state)
{
  const GError *error = sk_state_get_error (state);

  return g_strdup (error != NULL ? error->message : _("Something is wrong"));
}

/**
 * sk_words_dup_phase:
 * @state: a state
 *
 * Returns: (transfer full): what it is about: "4 changes wait for review",
 *   "Paused until 14:00"
 */
char *
sk_words_dup_phase (SkState *state)
{
  switch (sk_state_get_phase (state))
    {
    case SK_PHASE_SETUP:
      return g_strdup (_("Not connected to your tasks yet"));

    case SK_PHASE_LOCKED:
      return g_strdup (_("The keyring is locked"));

    case SK_PHASE_WORKING:
      return g_strdup (_("Looking at your tasks…"));

    case SK_PHASE_REVIEW:
      return sk_words_dup_n_waiting (sk_state_get_n_changes (state));

    case SK_PHASE_APPLYING:
      return dup_writing (state);

    case SK_PHASE_PAUSED:
      return dup_pause (state);

    case SK_PHASE_OFFLINE:
      return dup_offline (state);

    case SK_PHASE_FAILED:
      return dup_failure (state);

    case SK_PHASE_IDLE:
    default:
      return g_strdup (_("Your week is in order"));
    }
}

/**
 * sk_words_dup_running:
 * @state: a state
 *
 * Returns: (transfer full) (nullable): "Now: Fix bug, until 11:30"; %NULL: nothing is
 */
char *
sk_words_dup_running (SkState *state)
{
  const SkSlot *slot = sk_state_get_running (state);
  g_autofree char *until = NULL;

  if (slot == NULL)
    return NULL;

  until = dup_moment (slot->span.end, state);
  /* Translators: %1$s is the title of the task under way, %2$s a time, e.g.
   * "Now: Fix bug, until 11:30" */
  return g_strdup_printf (_("Now: %1$s, until %2$s"), get_name (slot), until);
}

/**
 * sk_words_dup_next:
 * @state: a state
 *
 * Returns: (transfer full) (nullable): "Next: Fix bug, 10:00–11:30"; %NULL: nothing is
 */
char *
sk_words_dup_next (SkState *state)
{
  const SkSlot *slot = sk_state_get_next (state, 0);
  g_autofree char *span = NULL;

  if (slot == NULL)
    return NULL;

  span = dup_span (slot->span, state);
  /* Translators: %1$s is the title of the next task, %2$s when, e.g.
   * "Next: Fix bug, 10:00–11:30" */
  return g_strdup_printf (_("Next: %1$s, %2$s"), get_name (slot), span);
}

/**
 * sk_words_dup_ended:
 * @state: a state
 *
 * Returns: (transfer full) (nullable): "“Fix bug” ended at 11:30 and is not
 *   done"; %NULL: no slot has
 */
char *
sk_words_dup_ended (SkState *state)
{
  const SkSlot *slot = sk_state_get_ended (state);
  g_autofree char *end = NULL;

  if (slot == NULL)
    return NULL;

  end = dup_moment (slot->span.end, state);
  /* Translators: %1$s is the title of a task, %2$s a time, e.g. "11:30" */
  return g_strdup_printf (_("“%1$s” ended at %2$s and is not done."), get_name (slot), end);
}

/**
 * sk_words_dup_slot:
 * @slot: a slot
 * @state: the state it is in, for its day and its zone
 *
 * Returns: (transfer full): "10:00–11:30 Fix bug"
 */
char *
sk_words_dup_slot (const SkSlot *slot,
                   SkState      *state)
{
  g_autofree char *span = dup_span (slot->span, state);

  /* Translators: a line of a list: %1$s is when, %2$s the title of a task */
  return g_strdup_printf (_("%1$s %2$s"), span, get_name (slot));
}

static void
add_line (GPtrArray *lines,
          char      *line)      /* (transfer full) (nullable) */
{
  if (line != NULL)
    g_ptr_array_add (lines, line);
}

/**
 * sk_words_dup_state:
 * @state: a state
 *
 * Returns: (transfer full): a few lines: what it is about unless all is well,
 *   what is under way, what is next
 */
char *
sk_words_dup_state (SkState *state)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_null_terminated (3, g_free, TRUE);

  if (sk_state_get_phase (state) != SK_PHASE_IDLE)
    add_line (lines, sk_words_dup_phase (state));
  add_line (lines, sk_words_dup_running (state));
  add_line (lines, sk_words_dup_next (state));
  if (lines->len == 0)
    add_line (lines, sk_words_dup_phase (state));

  return g_strjoinv ("\n", (char **) lines->pdata);
}
