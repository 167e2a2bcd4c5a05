/* sk-window.c — the preview window: its parts, and how they share the room
 *
 * It draws what the service says and sends what the person asks for; it decides
 * nothing.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-window-private.h"

#include "sk-shape.h"

#define NARROW_LETTERS 130      /* 860 pixels, with letters of the usual size */
#define CLOCK_SECONDS 20        /* how often the now line moves */

G_DEFINE_FINAL_TYPE (SkWindow, sk_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- wide or narrow --- */

/* One column or two: the same widgets in other places. */
static void
set_narrow (SkWindow *self,
            gboolean  is_narrow)
{
  self->is_narrow = is_narrow;
  sk_week_view_set_narrow (self->week, is_narrow);
  sk_shape_move_child (is_narrow ? self->week_wide : self->week_narrow,
                       is_narrow ? self->week_narrow : self->week_wide);
  sk_shape_move_child (is_narrow ? self->apply_wide : self->apply_narrow,
                       is_narrow ? self->apply_narrow : self->apply_wide);

  if (!is_narrow && g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "day") == 0)
    adw_view_stack_set_visible_child_name (self->pages, "changes");
  adw_view_stack_page_set_visible (self->day_page, is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->week_wide), !is_narrow);
  gtk_widget_set_visible (self->side_edge, !is_narrow);
  gtk_widget_set_visible (self->switcher, !is_narrow);
  gtk_widget_set_hexpand (self->side, is_narrow);
  gtk_widget_set_visible (self->undo, !is_narrow);      /* the menu has it too */
  sk_window_render (self);
}

static gboolean
on_reshape (gpointer user_data)
{
  SkWindow *self = user_data;

  self->reshape = 0;
  set_narrow (self, !self->is_narrow);

  return G_SOURCE_REMOVE;
}

/* What is laid out cannot change while it is. */
static void
sk_window_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  SkWindow *self = SK_WINDOW (widget);
  gboolean is_narrow = width < sk_shape_count_letters (widget, NARROW_LETTERS);

  GTK_WIDGET_CLASS (sk_window_parent_class)->size_allocate (widget, width, height, baseline);

  if (is_narrow != self->is_narrow && self->reshape == 0)
    self->reshape = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, on_reshape, self, NULL);
  else if (is_narrow == self->is_narrow)
    g_clear_handle_id (&self->reshape, g_source_remove);
}

/* --- the object --- */

static gboolean
on_clock (gpointer user_data)
{
  sk_window_render_clock (user_data);

  return G_SOURCE_CONTINUE;
}

static void
sk_window_dispose (GObject *object)
{
  SkWindow *self = SK_WINDOW (object);

  g_clear_handle_id (&self->clock_timer, g_source_remove);
  g_clear_handle_id (&self->reshape, g_source_remove);
  g_clear_object (&self->mirror);
  g_clear_handle_id (&self->withdrawing, g_source_remove);
  g_clear_object (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_WINDOW);

  G_OBJECT_CLASS (sk_window_parent_class)->dispose (object);
}

static void
sk_window_finalize (GObject *object)
{
  g_free (SK_WINDOW (object)->selected);

  G_OBJECT_CLASS (sk_window_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SkWindow, name)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (toasts);
  BIND (undo);
  BIND (status);
  BIND (apply_wide);
  BIND (apply);
  BIND (apply_button);
  BIND (progress);
  BIND (working);
  BIND (bar);
  BIND (main);
  BIND (week_wide);
  BIND (week);
  BIND (side);
  BIND (side_edge);
  BIND (switcher);
  BIND (n_changes);
  BIND (n_unplaced);
  BIND (pages);
  BIND (changes);
  BIND (upcoming);
  BIND (unplaced);
  BIND (changes_page);
  BIND (unplaced_page);
  BIND (day_page);
  BIND (week_narrow);
  BIND (notice);
  BIND (notice_button);
  BIND (apply_edge);
  BIND (apply_narrow);
  BIND (switcher_bar);
}

static void
sk_window_class_init (SkWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_window_dispose;
  object_class->finalize = sk_window_finalize;
  widget_class->size_allocate = sk_window_size_allocate;

  g_type_ensure (SK_TYPE_PLAN_LIST);
  g_type_ensure (SK_TYPE_STATE_BAR);
  g_type_ensure (SK_TYPE_WEEK_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-window.ui");
  bind_children (widget_class);
  sk_window_install_actions (widget_class);
  sk_window_install_moves (widget_class);
}

static void
sk_window_init (SkWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
on_board (SkWindow *self)
{
  self->clock_read = g_get_monotonic_time ();
  sk_window_render (self);
}

/* The service's actions, under the name they have everywhere in the window. */
static void
on_connected (SkWindow *self)
{
  gtk_widget_insert_action_group (GTK_WIDGET (self), "svc",
                                  sk_bus_mirror_get_actions (self->mirror));
  if (sk_bus_mirror_is_connected (self->mirror))
    sk_bus_mirror_attach (self->mirror);
  sk_window_render (self);
}

/**
 * sk_window_new:
 * @application: the application
 * @mirror: the service
 *
 * Returns: (transfer floating): the preview window
 */
GtkWidget *
sk_window_new (GtkApplication *application,
               SkBusMirror    *mirror)
{
  SkWindow *self = g_object_new (SK_TYPE_WINDOW, "application", application, NULL);

  self->mirror = g_object_ref (mirror);
  self->clock_timer = g_timeout_add_seconds (CLOCK_SECONDS, on_clock, self);
  g_signal_connect_object (mirror, "notify::state", G_CALLBACK (sk_window_render), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (mirror, "notify::board", G_CALLBACK (on_board), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (mirror, "notify::connected", G_CALLBACK (on_connected), self,
                           G_CONNECT_SWAPPED);
  sk_window_add_actions (self);
  on_board (self);
  on_connected (self);

  return GTK_WIDGET (self);
}
