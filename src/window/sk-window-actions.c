/* sk-window-actions.c — what can be asked for in the window
 *
 * Most of it is passed on to the service; what comes of it is seen in its state.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-window-private.h"

#include <glib/gi18n.h>

#include "sk-guide.h"
#include "sk-save.h"
#include "sk-why-popover.h"

static const SkCard *
find_card (SkWindow *self,
           GVariant *task)
{
  SkBoard *board = sk_bus_mirror_get_board (self->mirror);

  return board != NULL ? sk_board_find_card (board, g_variant_get_string (task, NULL)) : NULL;
}

/* --- selecting --- */

/* The list that shows the task; the one that is open, if it does. */
static GtkWidget *
find_row (SkWindow   *self,
          const char *task)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);

  return SK_IS_PLAN_LIST (page) ? sk_plan_list_find (SK_PLAN_LIST (page), task) : NULL;
}

/**
 * sk_window_select:
 * @self: the window
 * @task: the id of a task
 */
void
sk_window_select (SkWindow   *self,
                  const char *task)
{
  if (g_strcmp0 (self->selected, task) == 0)
    return;

  g_free (self->selected);
  self->selected = g_strdup (task);
  sk_week_view_reveal (self->week, task);
  sk_week_view_select (self->week, task);
  sk_plan_list_select (self->changes, task);
  sk_plan_list_select (self->upcoming, task);
  sk_plan_list_select (self->unplaced, task);
}

static void
on_select (GtkWidget  *widget,
           const char *name,
           GVariant   *task)
{
  sk_window_select (SK_WINDOW (widget), g_variant_get_string (task, NULL));
}

/* Only its own: a popover outlives its closing until it has faded. */
static void
on_why_closed (GtkWidget *popover)
{
  gtk_widget_unparent (popover);
}

/* At the card if it can be seen, or at the row. */
static void
on_why (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  SkWindow *self = SK_WINDOW (widget);
  const char *task = g_variant_get_string (parameter, NULL);
  const SkCard *card = find_card (self, parameter);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = find_row (self, task);
  GtkWidget *place = sk_week_view_find (self->week, task);
  GtkWidget *popover;

  if (place == NULL || !gtk_widget_get_mapped (place) ||
      (row != NULL && focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row))))
    place = row;
  if (card == NULL || place == NULL)
    return;

  sk_window_select (self, task);
  popover = sk_why_popover_new ();
  sk_why_popover_set_card (SK_WHY_POPOVER (popover), sk_bus_mirror_get_board (self->mirror), card);
  gtk_widget_set_parent (popover, place);
  gtk_popover_set_position (GTK_POPOVER (popover), place == row ? GTK_POS_LEFT : GTK_POS_RIGHT);
  g_signal_connect (popover, "closed", G_CALLBACK (on_why_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* --- deciding --- */

/* All that is refused by now, and @task the other way round. */
static void
on_toggle (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SkWindow *self = SK_WINDOW (widget);
  SkBoard *board = sk_bus_mirror_get_board (self->mirror);
  const SkCard *toggled = find_card (self, parameter);
  g_auto(GVariantBuilder) except = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  if (toggled == NULL || !sk_card_is_change (toggled))
    return;

  for (guint i = 0; i < sk_board_get_n_cards (board); i++)
    {
      const SkCard *card = sk_board_get_card (board, i);

      if (card->is_off != (card == toggled))
        g_variant_builder_add (&except, "s", card->task);
    }
  sk_bus_mirror_activate (self->mirror, "except", g_variant_builder_end (&except));
}

static void
apply (SkWindow   *self,
       const char *task)        /* (nullable): all */
{
  SkState *state = sk_bus_mirror_get_state (self->mirror);
  const char *const ids[] = { task, NULL };

  if (state != NULL && sk_state_get_digest (state) != NULL)
    sk_bus_mirror_activate (self->mirror, "apply",
                            g_variant_new ("(s^as)", sk_state_get_digest (state), ids));
}

static void
on_apply (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  apply (SK_WINDOW (widget), NULL);
}

static void
on_retry (GtkWidget  *widget,
          const char *name,
          GVariant   *task)
{
  apply (SK_WINDOW (widget), g_variant_get_string (task, NULL));
}

static void
send_with_place (SkWindow   *self,
                 const char *action,
                 GVariant   *task)
{
  const SkCard *card = find_card (self, task);

  if (card != NULL && sk_card_is_placed (card))
    sk_bus_mirror_activate (self->mirror, action,
                            g_variant_new ("(sxx)", card->task, card->span.start, card->span.end));
}

/* P on what is pinned takes the pin out. */
static void
on_pin (GtkWidget  *widget,
        const char *name,
        GVariant   *task)
{
  SkWindow *self = SK_WINDOW (widget);
  const SkCard *card = find_card (self, task);

  if (card != NULL && (card->fixed == SK_FIXED_PINNED || card->fixed == SK_FIXED_MANUAL))
    sk_bus_mirror_activate (self->mirror, "release", task);
  else
    send_with_place (self, "pin", task);
}

static void
on_ban (GtkWidget  *widget,
        const char *name,
        GVariant   *task)
{
  send_with_place (SK_WINDOW (widget), "ban", task);
}

static void
on_release (GtkWidget  *widget,
            const char *name,
            GVariant   *task)
{
  sk_bus_mirror_activate (SK_WINDOW (widget)->mirror, "release", task);
}

static void
on_open_task (GtkWidget  *widget,
              const char *name,
              GVariant   *task)
{
  sk_bus_mirror_activate (SK_WINDOW (widget)->mirror, "open-task", task);
}

/* --- around it --- */

static void
on_turn (GtkWidget  *widget,
         const char *name,
         GVariant   *pages)
{
  SkWindow *self = SK_WINDOW (widget);

  sk_week_view_turn (self->week, g_variant_get_int32 (pages));
  sk_window_render_clock (self);
}

static void
on_start (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  sk_bus_mirror_start (SK_WINDOW (widget)->mirror);
}

static void
on_guide (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  GtkWidget *guide = sk_guide_new ();

  gtk_window_set_transient_for (GTK_WINDOW (guide), GTK_WINDOW (widget));
  gtk_window_present (GTK_WINDOW (guide));
}

static void
on_saved (SkWindow   *self,
          const char *path)
{
  /* Translators: %s is a file */
  g_autofree char *text = g_strdup_printf (_("The plan is in %s"), path);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
on_save (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  GtkWidget *save = sk_save_new (SK_WINDOW (widget)->mirror);

  g_signal_connect_object (save, "saved", G_CALLBACK (on_saved), widget, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (save), GTK_WINDOW (widget));
  gtk_window_present (GTK_WINDOW (save));
}

/**
 * sk_window_install_actions:
 * @widget_class: the window's class
 */
void
sk_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.select", "s", on_select);
  gtk_widget_class_install_action (widget_class, "win.why", "s", on_why);
  gtk_widget_class_install_action (widget_class, "win.toggle", "s", on_toggle);
  gtk_widget_class_install_action (widget_class, "win.apply", NULL, on_apply);
  gtk_widget_class_install_action (widget_class, "win.retry", "s", on_retry);
  gtk_widget_class_install_action (widget_class, "win.pin", "s", on_pin);
  gtk_widget_class_install_action (widget_class, "win.ban", "s", on_ban);
  gtk_widget_class_install_action (widget_class, "win.release", "s", on_release);
  gtk_widget_class_install_action (widget_class, "win.open-task", "s", on_open_task);
  gtk_widget_class_install_action (widget_class, "win.turn", "i", on_turn);
  gtk_widget_class_install_action (widget_class, "win.start", NULL, on_start);
  gtk_widget_class_install_action (widget_class, "win.guide", NULL, on_guide);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, on_save);
}

/* --- which list --- */

static void
on_page (GSimpleAction *action,
         GVariant      *page,
         gpointer       user_data)
{
  adw_view_stack_set_visible_child_name (SK_WINDOW (user_data)->pages,
                                         g_variant_get_string (page, NULL));
}

static void
on_page_shown (AdwViewStack  *pages,
               GParamSpec    *pspec,
               GSimpleAction *action)
{
  const char *name = adw_view_stack_get_visible_child_name (pages);

  if (name != NULL)
    g_simple_action_set_state (action, g_variant_new_string (name));
}

/**
 * sk_window_add_actions:
 * @self: the window
 *
 * Adds what has a state of its own.
 */
void
sk_window_add_actions (SkWindow *self)
{
  g_autoptr(GSimpleAction) page =
    g_simple_action_new_stateful ("page", G_VARIANT_TYPE_STRING, g_variant_new_string ("changes"));

  g_signal_connect_object (page, "change-state", G_CALLBACK (on_page), self, 0);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (on_page_shown), page,
                           0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (page));
}
