/* sk-window-render.c — the service's state on the screen, all of it, every time
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-window-private.h"

#include <glib/gi18n.h>

#include "sk-error.h"
#include "sk-time-words.h"

#define COMING_IN 600   /* ms, more than a toast takes to be there */

/* --- words that need the plan's zone --- */

static char *
dup_clock (SkBoard *board,      /* (nullable) */
           gint64   instant)
{
  return board != NULL && instant != 0
         ? sk_words_dup_clock (instant, sk_board_get_rules (board)) : NULL;
}

/* --- the head --- */

static char *
dup_doing (SkState *state)
{
  guint n = sk_state_get_n_changes (state);

  switch (sk_state_get_phase (state))
    {
    case SK_PHASE_WORKING:
      return g_strdup (_("Looking at your tasks…"));

    case SK_PHASE_APPLYING:
      return g_strdup (_("Writing…"));

    case SK_PHASE_SETUP:
    case SK_PHASE_LOCKED:
      return g_strdup ("");

    case SK_PHASE_IDLE:
    case SK_PHASE_REVIEW:
    case SK_PHASE_PAUSED:
    case SK_PHASE_OFFLINE:
    case SK_PHASE_FAILED:
    default:
      return n == 0 ? g_strdup (_("Nothing to change"))
                    : g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
    }
}

static void
render_status (SkWindow *self,
               SkState  *state,
               SkBoard  *board)
{
  g_autofree char *doing = state != NULL ? dup_doing (state) : g_strdup ("");
  g_autofree char *next = dup_clock (board, state != NULL ? sk_state_get_next_pass (state) : 0);
  g_autofree char *text = NULL;

  if (next != NULL && *doing != '\0' && !sk_state_is_busy (state) && !self->is_narrow)
    /* Translators: %1$s is what there is to do, e.g. "4 changes"; %2$s is a time */
    text = g_strdup_printf (_("%1$s · next pass %2$s"), doing, next);
  else
    text = g_steal_pointer (&doing);

  gtk_label_set_label (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status), *text != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), text);
}

static void
render_progress (SkWindow *self,
                 SkState  *state)
{
  guint done = sk_state_get_done (state);
  guint total = sk_state_get_total (state);
  g_autofree char *text = NULL;

  /* Translators: which change is being written, and of how many: "Writing 2 of 4…" */
  text = g_strdup_printf (_("Writing %1$u of %2$u…"), MIN (done + 1, total), total);
  gtk_progress_bar_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / total : 0);
}

static void
render_apply (SkWindow *self,
              SkState  *state,
              SkBoard  *board)
{
  guint n = state != NULL && board != NULL ? sk_state_get_n_changes (state) : 0;
  gboolean is_applying = state != NULL && sk_state_get_phase (state) == SK_PHASE_APPLYING;
  gboolean may_apply = state != NULL && n > 0 && sk_state_get_digest (state) != NULL &&
                       sk_bus_mirror_is_connected (self->mirror) &&
                       sk_state_get_phase (state) == SK_PHASE_REVIEW;
  gboolean is_shown = is_applying || n > 0;
  g_autofree char *label =
    g_strdup_printf (ngettext ("Apply %u Change", "Apply %u Changes", n), n);

  gtk_button_set_label (self->apply_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.apply", may_apply);
  if (is_applying)
    render_progress (self, state);
  gtk_stack_set_visible_child_name (self->apply, is_applying ? "progress"
                                                             : n > 0 ? "buttons" : "nothing");
  gtk_widget_set_visible (GTK_WIDGET (self->apply_wide), is_shown && !self->is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->apply_narrow), is_shown && self->is_narrow);
  gtk_widget_set_visible (self->apply_edge, is_shown && self->is_narrow);
}

static void
on_toast_gone (AdwToast *toast,
               SkWindow *self)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

static AdwToast *
make_way_back (SkWindow *self)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_action_name (toast, "svc.undo");
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_gone), self, 0);
  return toast;
}

static void
offer_way_back (SkWindow *self,
                guint     n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u slot written", "%u slots written", n), n);

  if (self->toast == NULL)
    self->toast = make_way_back (self);

  g_clear_handle_id (&self->withdrawing, g_source_remove);
  /* one that is still shown stays, and says the new number */
  adw_toast_set_title (self->toast, text);
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->toast));
}

static gboolean
on_come_in (gpointer user_data)
{
  SkWindow *self = user_data;

  self->withdrawing = 0;
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  return G_SOURCE_REMOVE;
}

/* A way back that was taken is no longer one.  Not before it has come in: libadwaita
 * 1.2 frees a toast that is dismissed earlier, and then ends the animation on it. */
static void
withdraw_way_back (SkWindow *self)
{
  if (self->toast != NULL && self->withdrawing == 0)
    self->withdrawing = g_timeout_add (COMING_IN, on_come_in, self);
}

/* Says once what was written, with the way back. */
static void
render_written (SkWindow *self,
                SkState  *state)
{
  gboolean is_applying = state != NULL && sk_state_get_phase (state) == SK_PHASE_APPLYING;
  guint n = state != NULL ? sk_state_get_last_written (state) : 0;

  if (self->was_applying && !is_applying && n > 0)
    offer_way_back (self, n);
  else if (state != NULL && !sk_state_can_undo (state))
    withdraw_way_back (self);

  self->was_applying = is_applying;
}

/* --- the bar --- */

static void
say_offline (SkWindow   *self,
             SkBoard    *board,
             const char *what,
             const char *button,
             const char *action)
{
  g_autofree char *at = dup_clock (board, board != NULL ? sk_board_get_at (board) : 0);
  g_autofree char *text = NULL;

  if (at != NULL)
    /* Translators: %1$s is a sentence, e.g. "No connection."; %2$s is a time */
    text = g_strdup_printf (_("%1$s Showing the plan of %2$s."), what, at);
  sk_state_bar_say (self->bar, text != NULL ? text : what, button, action, FALSE);
}

static void
say_paused (SkWindow *self,
            SkState  *state,
            SkBoard  *board)
{
  gint64 until = sk_state_get_paused_until (state);
  g_autofree char *clock = until != SK_PAUSED_UNTIL_RESUMED ? dup_clock (board, until) : NULL;
  g_autofree char *text = NULL;

  if (clock != NULL)
    /* Translators: %s is a time */
    text = g_strdup_printf (_("Paused until %s."), clock);
  sk_state_bar_say (self->bar, text != NULL ? text : _("Paused until you resume."), _("Resume"),
                    "svc.resume", FALSE);
}

/* A key, a database, a column, a value: the next pass would say the same. */
static gboolean
is_of_preferences (const GError *error)
{
  return g_error_matches (error, SK_ERROR, SK_ERROR_DENIED) ||
         g_error_matches (error, SK_ERROR, SK_ERROR_MISSING) ||
         g_error_matches (error, SK_ERROR, SK_ERROR_SETTING);
}

static void
say_error (SkWindow *self,
           SkState  *state)
{
  const GError *error = sk_state_get_error (state);
  const char *const *notices = sk_state_get_notices (state);
  gboolean is_failed = sk_state_get_phase (state) == SK_PHASE_FAILED;

  if (error != NULL && is_failed && is_of_preferences (error))
    sk_state_bar_say (self->bar, error->message, _("Preferences"), "app.preferences", TRUE);
  else if (error != NULL)
    sk_state_bar_say (self->bar, error->message, is_failed ? _("Try Again") : NULL,
                      is_failed ? "svc.reschedule" : NULL, TRUE);
  else if (notices != NULL && notices[0] != NULL)
    sk_state_bar_say (self->bar, notices[0], NULL, NULL, FALSE);
  else
    sk_state_bar_hush (self->bar);
}

static void
render_bar (SkWindow *self,
            SkState  *state,
            SkBoard  *board)
{
  /* what there is to set up is said where the week would be */
  if (state == NULL || sk_state_get_phase (state) == SK_PHASE_SETUP)
    sk_state_bar_hush (self->bar);
  else if (!sk_bus_mirror_is_connected (self->mirror))
    say_offline (self, board, _("Slotkeeper is not running."), _("Start"), "win.start");
  else if (sk_state_get_phase (state) == SK_PHASE_PAUSED)
    say_paused (self, state, board);
  else if (sk_state_get_phase (state) == SK_PHASE_LOCKED)
    sk_state_bar_say (self->bar, _("Your keyring is locked."), _("Unlock"), "svc.unlock", FALSE);
  else if (sk_state_get_phase (state) == SK_PHASE_OFFLINE)
    say_offline (self, board, _("No connection."), _("Try Again"), "svc.reschedule");
  else
    say_error (self, state);
}

/* --- instead of a week --- */

static void
say_instead (SkWindow   *self,
             const char *icon,
             const char *title,
             const char *text,
             const char *button,        /* (nullable) */
             const char *action)        /* (nullable) */
{
  adw_status_page_set_icon_name (self->notice, icon);
  adw_status_page_set_title (self->notice, title);
  adw_status_page_set_description (self->notice, text);
  gtk_widget_set_visible (self->notice_button, button != NULL);
  gtk_button_set_label (GTK_BUTTON (self->notice_button), button != NULL ? button : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->notice_button), action);
  gtk_stack_set_visible_child_name (self->main, "notice");
}

static void
render_instead (SkWindow *self,
                SkState  *state)
{
  if (!sk_bus_mirror_is_connected (self->mirror) && sk_bus_mirror_is_starting (self->mirror))
    say_instead (self, "emblem-synchronizing-symbolic", _("Starting…"), NULL, NULL, NULL);
  else if (!sk_bus_mirror_is_connected (self->mirror))
    say_instead (self, "system-shutdown-symbolic", _("Slotkeeper Is Not Running"),
                 _("Without it nothing is planned and nothing is written."), _("Start"),
                 "win.start");
  else if (state == NULL || sk_state_is_busy (state))
    say_instead (self, "emblem-synchronizing-symbolic", _("Looking at Your Tasks…"), NULL, NULL,
                 NULL);
  else if (sk_state_get_phase (state) == SK_PHASE_SETUP)
    say_instead (self, "list-add-symbolic", _("No Tasks Yet"),
                 _("Connect a Notion database, or try it with sample tasks."), _("_Set Up…"),
                 "app.set-up");
  else if (sk_state_get_phase (state) == SK_PHASE_LOCKED)
    say_instead (self, "channel-secure-symbolic", _("Your Keyring Is Locked"),
                 _("The key for Notion is in it."), _("Unlock"), "svc.unlock");
  else
    say_instead (self, "dialog-warning-symbolic", _("No Plan Yet"),
                 _("There is a plan as soon as your tasks could be read."), _("Try Again"),
                 "svc.reschedule");
}

/* --- the lists --- */

static gboolean
is_listed_as_change (const SkCard *card)
{
  return sk_card_is_change (card) || card->failure != NULL;
}

static gboolean
is_listed_as_upcoming (const SkCard *card)
{
  return sk_card_is_placed (card) && !card->is_off;
}

static gboolean
is_listed_as_unplaced (const SkCard *card)
{
  return !sk_card_is_placed (card);
}

static guint
count_cards (SkBoard  *board,
             SkListed  listed)
{
  guint n = 0;

  for (guint i = 0; i < sk_board_get_n_cards (board); i++)
    n += listed (sk_board_get_card (board, i)) ? 1 : 0;

  return n;
}

static void
set_count (GtkLabel         *label,
           AdwViewStackPage *page,
           guint             n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), n > 0);
  adw_view_stack_page_set_badge_number (page, n);
}

static void
render_empty (SkWindow *self,
              SkState  *state,
              SkBoard  *board)
{
  g_autofree char *next = dup_clock (board, sk_state_get_next_pass (state));
  /* Translators: %s is a time */
  g_autofree char *text = next != NULL ? g_strdup_printf (_("Next pass at %s"), next) : NULL;

  if (sk_board_get_n_cards (board) == 0)
    sk_plan_list_set_empty (self->changes, "x-office-calendar-symbolic", _("Nothing to Plan"),
                            _("No open task is to be scheduled."));
  else
    sk_plan_list_set_empty (self->changes, "emblem-ok-symbolic", _("Your Week Is in Order"), text);
  sk_plan_list_set_empty (self->upcoming, "x-office-calendar-symbolic", _("Nothing Planned"),
                          NULL);
  sk_plan_list_set_empty (self->unplaced, "emblem-ok-symbolic", _("Everything Has a Place"), NULL);
}

static void
render_week (SkWindow *self,
             SkState  *state,
             SkBoard  *board)
{
  gboolean may_check = sk_state_get_phase (state) != SK_PHASE_APPLYING;

  render_empty (self, state, board);
  sk_plan_list_set_board (self->changes, board, is_listed_as_change, may_check);
  sk_plan_list_set_board (self->upcoming, board, is_listed_as_upcoming, FALSE);
  sk_plan_list_set_board (self->unplaced, board, is_listed_as_unplaced, FALSE);
  set_count (self->n_changes, self->changes_page, sk_state_get_n_changes (state));
  set_count (self->n_unplaced, self->unplaced_page, count_cards (board, is_listed_as_unplaced));
  sk_week_view_set_board (self->week, board);
  gtk_stack_set_visible_child_full (self->main, "week",
                                    self->has_begun ? GTK_STACK_TRANSITION_TYPE_CROSSFADE
                                                    : GTK_STACK_TRANSITION_TYPE_NONE);
  if (!self->has_begun)
    gtk_widget_grab_focus (GTK_WIDGET (self->changes));
  self->has_begun = TRUE;
}

static void
render_selection (SkWindow *self)
{
  sk_week_view_select (self->week, self->selected);
  sk_plan_list_select (self->changes, self->selected);
  sk_plan_list_select (self->upcoming, self->selected);
  sk_plan_list_select (self->unplaced, self->selected);
}

/* --- all of it --- */

/**
 * sk_window_render_clock:
 * @self: the window
 *
 * The time is the service's: what it said, and what has passed since.
 */
void
sk_window_render_clock (SkWindow *self)
{
  SkBoard *board = sk_bus_mirror_get_board (self->mirror);
  gint64 passed = (g_get_monotonic_time () - self->clock_read) / G_USEC_PER_SEC;

  if (board != NULL)
    sk_week_view_set_now (self->week, sk_board_get_now (board) + passed);
}

void
sk_window_render (SkWindow *self)
{
  SkState *state = sk_bus_mirror_get_state (self->mirror);
  SkBoard *board = sk_bus_mirror_get_board (self->mirror);
  gboolean is_working = state != NULL && sk_state_get_phase (state) == SK_PHASE_WORKING;

  render_status (self, state, board);
  render_apply (self, state, board);
  render_bar (self, state, board);
  render_written (self, state);
  gtk_widget_set_visible (self->working, is_working && board != NULL);
  if (state != NULL && board != NULL)
    render_week (self, state, board);
  else
    render_instead (self, state);

  adw_view_switcher_bar_set_reveal (ADW_VIEW_SWITCHER_BAR (self->switcher_bar),
                                    self->is_narrow && board != NULL);
  sk_window_render_clock (self);
  render_selection (self);
}
