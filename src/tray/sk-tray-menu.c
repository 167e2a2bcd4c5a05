/* sk-tray-menu.c — the menu in the panel in a state
 *
 * A row that needs something that is not there — changes, a set to take back,
 * a free hand — is there without its action, so that the menu keeps its shape;
 * what makes no sense at all in a state is hidden.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-tray-menu.h"

#include <glib/gi18n-lib.h>

#include "sk-state-words.h"

/* Of the slots to come, so many: a menu is to be taken in at a glance. */
#define MOST_NEXT 5

#define MORE_MINUTES 15

static gboolean
has_hands_free (SkState *state)
{
  switch (sk_state_get_phase (state))
    {
    case SK_PHASE_SETUP:
    case SK_PHASE_LOCKED:
    case SK_PHASE_WORKING:
    case SK_PHASE_APPLYING:
      return FALSE;

    case SK_PHASE_IDLE:
    case SK_PHASE_REVIEW:
    case SK_PHASE_PAUSED:
    case SK_PHASE_OFFLINE:
    case SK_PHASE_FAILED:
    default:
      return TRUE;
    }
}

static gboolean
may_write (SkState *state)
{
  SkPhase phase = sk_state_get_phase (state);

  return has_hands_free (state) && phase != SK_PHASE_OFFLINE && phase != SK_PHASE_FAILED;
}

/* --- what is under way, what comes --- */

static void
add_running (GArray  *menu,
             SkState *state)
{
  const SkSlot *slot = sk_state_get_running (state);
  g_autofree char *label = sk_words_dup_running (state);
  g_autofree char *done = NULL;
  g_autofree char *more = NULL;

  if (slot == NULL)
    return;

  done = g_strconcat ("done/", slot->task, NULL);
  more = g_strconcat ("extend/", slot->task, NULL);
  sk_menu_add (menu, &(SkMenuRow) { .key = "running", .label = label });
  sk_menu_add (menu, &(SkMenuRow) {
    .key = done,
    .label = C_("task", "Done"),
    .action = may_write (state) ? "done" : NULL,
    .target = g_variant_new_string (slot->task),
  });
  sk_menu_add (menu, &(SkMenuRow) {
    .key = more,
    .label = _("15 minutes more"),
    .action = may_write (state) ? "extend" : NULL,
    .target = g_variant_new ("(su)", slot->task, MORE_MINUTES),
  });
}

static void
add_next (GArray  *menu,
          SkState *state)
{
  guint n = MIN (sk_state_get_n_next (state), MOST_NEXT);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("next/%u", i);
      g_autofree char *label = sk_words_dup_slot (sk_state_get_next (state, i), state);

      sk_menu_add (menu, &(SkMenuRow) { .key = key, .label = label });
    }
}

/* --- what can be done about it --- */

static char *
dup_apply_label (guint n)
{
  return g_strdup_printf (ngettext ("Apply %u change", "Apply %u changes", n), n);
}

static void
add_apply (GArray  *menu,
           SkState *state)
{
  const char *digest = sk_state_get_digest (state);
  guint n = sk_state_get_n_changes (state);
  g_autofree char *label = dup_apply_label (n);
  g_autofree char *key = NULL;

  if (n == 0 || digest == NULL)
    return;

  key = g_strconcat ("apply/", digest, NULL);
  sk_menu_add (menu, &(SkMenuRow) {
    .key = key,
    .label = label,
    .action = may_write (state) ? "apply" : NULL,
    .target = g_variant_new ("(s@as)", digest, g_variant_new_strv (NULL, 0)),
  });
}

static void
add_plan (GArray  *menu,
          SkState *state)
{
  gboolean is_new = sk_state_get_phase (state) == SK_PHASE_SETUP;

  sk_menu_add (menu, &(SkMenuRow) {
    .key = "reschedule",
    .label = _("Reschedule now"),
    .action = has_hands_free (state) ? "reschedule" : NULL,
    .is_hidden = is_new,
  });
  sk_menu_add (menu, &(SkMenuRow) {
    .key = SK_TRAY_MENU_PREVIEW,
    .label = is_new ? _("Set up Slotkeeper…") : _("Preview upcoming slots…"),
    .action = "preview",
    .target = g_variant_new_string (""),
  });
  add_apply (menu, state);
  sk_menu_add (menu, &(SkMenuRow) {
    .key = "undo",
    .label = _("Undo last changes"),
    .action = sk_state_can_undo (state) && may_write (state) ? "undo" : NULL,
    .is_hidden = is_new,
  });
}

/* --- rest --- */

static GArray *
make_pauses (void)
{
  GArray *menu = sk_menu_new ();

  sk_menu_add (menu, &(SkMenuRow) {
    .key = "pause/hour",
    .label = C_("pause", "For 1 hour"),
    .action = "pause",
    .target = g_variant_new_uint32 (60),
  });
  sk_menu_add (menu, &(SkMenuRow) {
    .key = "pause/tomorrow",
    .label = C_("pause", "Until tomorrow"),
    .action = "pause-until-tomorrow",
  });
  sk_menu_add (menu, &(SkMenuRow) {
    .key = "pause/resumed",
    .label = C_("pause", "Until resumed"),
    .action = "pause",
    .target = g_variant_new_uint32 (0),
  });

  return menu;
}

static void
add_rest (GArray  *menu,
          SkState *state)
{
  g_autoptr(GArray) pauses = make_pauses ();
  SkPhase phase = sk_state_get_phase (state);
  gboolean is_paused = sk_state_get_paused_until (state) != 0;

  sk_menu_add (menu, &(SkMenuRow) {
    .key = "unlock",
    .label = _("Unlock…"),
    .action = "unlock",
    .is_hidden = phase != SK_PHASE_LOCKED,
  });
  sk_menu_add (menu, &(SkMenuRow) {
    .key = "pause",
    .label = _("Pause"),
    .rows = pauses,
    .is_hidden = is_paused || phase == SK_PHASE_SETUP,
  });
  sk_menu_add (menu, &(SkMenuRow) {
    .key = "resume",
    .label = _("Resume"),
    .action = "resume",
    .is_hidden = !is_paused,
  });
}

static void
add_program (GArray *menu)
{
  sk_menu_add (menu, &(SkMenuRow) {
    .key = "preferences",
    .label = _("Preferences…"),
    .action = "preferences",
  });
  sk_menu_add (menu, &(SkMenuRow) { .key = "quit", .label = _("Quit"), .action = "quit" });
}

/* --- the whole --- */

/* A line goes between two parts of which something is seen. */
static void
add_part (GArray *menu,
          GArray *part,         /* (transfer full) */
          int     number)
{
  g_autofree char *key = g_strdup_printf ("line/%d", number);

  if (sk_menu_is_seen (menu) && sk_menu_is_seen (part))
    sk_menu_add (menu, &(SkMenuRow) { .key = key, .kind = SK_ROW_LINE });
  for (guint i = 0; i < part->len; i++)
    sk_menu_add (menu, &g_array_index (part, SkMenuRow, i));

  g_array_unref (part);
}

/**
 * sk_tray_menu_new:
 * @state: a state
 *
 * Returns: (transfer full) (element-type SkMenuRow): the menu
 */
GArray *
sk_tray_menu_new (SkState *state)
{
  GArray *menu = sk_menu_new ();
  GArray *parts[5];

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i] = sk_menu_new ();

  add_running (parts[0], state);
  add_next (parts[1], state);
  add_plan (parts[2], state);
  add_rest (parts[3], state);
  add_program (parts[4]);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    add_part (menu, parts[i], (int) i);

  return menu;
}
