/* cmd-status.c — slotkeeperctl status
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-cmd.h"
#include "sk-ink.h"
#include "sk-running.h"
#include "sk-state-codec.h"
#include "sk-state-words.h"
#include "sk-time-words.h"
#include "sk-words.h"

#define MARGIN "  "

static void
print_line (SkInk  ink,
            char  *line)        /* (transfer full) (nullable) */
{
  if (line != NULL)
    sk_ink_print_line (ink, line);

  g_free (line);
}

static SkInk
get_ink (SkState *state)
{
  switch (sk_state_get_phase (state))
    {
    case SK_PHASE_SETUP:
    case SK_PHASE_LOCKED:
    case SK_PHASE_FAILED:
      return SK_INK_RED;

    case SK_PHASE_REVIEW:
    case SK_PHASE_OFFLINE:
      return SK_INK_YELLOW;

    case SK_PHASE_IDLE:
    case SK_PHASE_WORKING:
    case SK_PHASE_APPLYING:
    case SK_PHASE_PAUSED:
    default:
      return SK_INK_BOLD;
    }
}

/* --- lists --- */

typedef const SkSlot *(* GetSlot) (SkState *state,
                                   guint    i);

static void
print_slot (const SkSlot *slot,
            SkState      *state)
{
  g_print (MARGIN);
  if (!sk_span_is_empty (slot->span))
    print_line (SK_INK_PLAIN, sk_words_dup_slot (slot, state));
  else
    /* Translators: in a list: %s is the title of a task */
    print_line (SK_INK_PLAIN, g_strdup_printf (_("Without a place: %s"), slot->title));
}

static void
print_slots (SkState    *state,
             const char *heading,
             guint       n,
             GetSlot     get)
{
  if (n == 0)
    return;

  g_print ("\n");
  sk_ink_print_line (SK_INK_BOLD, heading);
  for (guint i = 0; i < n; i++)
    print_slot (get (state, i), state);
}

static void
print_workspaces (SkState *state)
{
  guint n = sk_state_get_n_workspaces (state);

  for (guint i = 0; i < n; i++)
    {
      const SkPlace *place = sk_state_get_workspace (state, i);
      const char *kind = g_str_equal (place->kind, "file") ? _("a task file") : _("Notion");

      /* Translators: a workspace: %1$s is its name, %2$s what it is: "Notion" or
       * "a task file" */
      print_line (SK_INK_PLAIN, g_strdup_printf (_("Workspace: %1$s (%2$s)"), place->name, kind));
    }
}

static void
print_notices (SkState *state)
{
  const char *const *notices = sk_state_get_notices (state);

  for (guint i = 0; notices != NULL && notices[i] != NULL; i++)
    sk_ink_print_line (SK_INK_YELLOW, notices[i]);
}

/* --- the rest --- */

static char *
dup_next_pass (SkState *state)
{
  g_autoptr(GTimeZone) zone = sk_state_dup_zone (state);
  g_autofree char *next = NULL;

  if (sk_state_get_next_pass (state) == 0)
    return NULL;

  next = sk_words_dup_moment_near (sk_state_get_next_pass (state), sk_state_get_at (state), zone);
  /* Translators: %s is a time, e.g. "10:40" */
  return g_strdup_printf (_("Next look at your tasks: %s"), next);
}

/* What the person can say when it waits for them. */
static char *
dup_offer (SkState *state)
{
  if (sk_state_get_phase (state) != SK_PHASE_REVIEW)
    return NULL;

  /* Translators: %s is the name of a set of changes, a long number; the commands
   * stay as they are */
  return g_strdup_printf (_("“slotkeeperctl plan” shows the changes; “slotkeeperctl tell apply %s” "
                            "writes them."), sk_state_get_digest (state));
}

static void
print_state (SkState *state)
{
  sk_ink_start (TRUE);
  print_line (get_ink (state), sk_words_dup_phase (state));
  print_notices (state);
  print_line (SK_INK_PLAIN, sk_words_dup_running (state));
  print_line (SK_INK_YELLOW, sk_words_dup_ended (state));
  print_slots (state, _("Next"), sk_state_get_n_next (state), sk_state_get_next);
  print_slots (state, _("Late"), sk_state_get_n_late (state), sk_state_get_late);

  g_print ("\n");
  if (sk_state_get_at (state) != 0)
    print_line (SK_INK_PLAIN, sk_words_dup_counts (sk_state_get_counts (state)));
  print_line (SK_INK_PLAIN, dup_next_pass (state));
  print_workspaces (state);
  print_line (SK_INK_DIM, dup_offer (state));
}

static SkExit
run (const SkInvocation *invocation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkBusMirror) mirror = sk_running_find (&error);

  if (mirror == NULL)
    return sk_cmd_fail (error);

  if (invocation->json)
    {
      g_autofree char *text = sk_state_codec_write (sk_bus_mirror_get_state (mirror));

      sk_cmd_print_json (text);
    }
  else
    {
      print_state (sk_bus_mirror_get_state (mirror));
    }

  return SK_EXIT_DONE;
}

const SkCmd sk_cmd_status = {
  .name = "status",
  .summary = N_("Show how the Slotkeeper that runs on this desktop is"),
  .run = run,
};
