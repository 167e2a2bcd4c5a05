/* sk-tray-look.c — how the icon in the panel looks in a state
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-tray-look.h"

#include <glib/gi18n-lib.h>

#include "sk-state-words.h"

/* The icons' names, after the app's id: a sandbox shows the outside no others. */
static const char *
get_icon (SkPhase phase)
{
  switch (phase)
    {
    case SK_PHASE_WORKING:
    case SK_PHASE_APPLYING:
      return APP_ID "-busy-symbolic";

    case SK_PHASE_REVIEW:
      return APP_ID "-review-symbolic";

    case SK_PHASE_PAUSED:
      return APP_ID "-paused-symbolic";

    case SK_PHASE_SETUP:
    case SK_PHASE_LOCKED:
    case SK_PHASE_FAILED:
      return APP_ID "-attention-symbolic";

    case SK_PHASE_IDLE:
    case SK_PHASE_OFFLINE:
    default:
      return APP_ID "-symbolic";
    }
}

/* Without the person nothing goes on; changes that wait can wait. */
static gboolean
needs_person (SkPhase phase)
{
  return phase == SK_PHASE_SETUP || phase == SK_PHASE_LOCKED || phase == SK_PHASE_FAILED;
}

/**
 * sk_tray_look_new:
 * @state: a state
 *
 * Returns: (transfer full): how the icon looks
 */
SkSniLook
sk_tray_look_new (SkState *state)
{
  SkPhase phase = sk_state_get_phase (state);
  g_autofree char *says = sk_words_dup_phase (state);

  return (SkSniLook) {
    .icon = g_strdup (get_icon (phase)),
    .tooltip = sk_words_dup_state (state),
    /* Translators: read out for the icon; %s is e.g. "4 changes wait for review" */
    .description = g_strdup_printf (_("Slotkeeper: %s"), says),
    .needs_person = needs_person (phase),
  };
}
