/* sk-assistant.c — from nothing to the first preview
 *
 *   welcome ──► key ──► database ──► hours ──► start at login ──► the preview
 *
 * One page, one decision.  Back loses nothing: every page keeps what it holds.
 * To add a workspace it begins with the key and ends with the database.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-assistant.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sk-choice.h"
#include "sk-database-page.h"
#include "sk-hours-editor.h"
#include "sk-key-page.h"
#include "sk-preferences-store.h"
#include "sk-refusal.h"
#include "sk-shape.h"

struct _SkAssistant
{
  AdwWindow       parent_instance;

  SkBusMirror    *mirror;
  GSettings      *store;        /* (nullable): preferences are not installed */
  gboolean        is_first;     /* whether nothing is set up yet */
  gboolean        has_sample;   /* whether the person only tries it */
  gboolean        is_busy;
  GCancellable   *cancellable;

  /* Template children, in the order of the .ui file */
  SkShape        *shape;
  AdwBin         *back_wide;
  GtkWidget      *back;
  AdwWindowTitle *title;
  AdwBin         *next_wide;
  GtkButton      *next;
  GtkLabel       *next_label;
  GtkStack       *pages;
  GtkWidget      *connect;
  GtkLabel       *trouble;
  SkKeyPage      *key;
  SkDatabasePage *database;
  SkHoursEditor  *hours;
  AdwComboRow    *slot;
  AdwActionRow   *login_row;
  GtkSwitch      *login;
  GtkWidget      *foot;
  AdwBin         *back_narrow;
  AdwBin         *next_narrow;
};

G_DEFINE_FINAL_TYPE (SkAssistant, sk_assistant, ADW_TYPE_WINDOW)

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- where we are --- */

static const char *
get_page (SkAssistant *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}

static gboolean
is_at (SkAssistant *self,
       const char  *page)
{
  return strcmp (get_page (self), page) == 0;
}

static gboolean
may_continue (SkAssistant *self)
{
  if (self->is_busy)
    return FALSE;
  if (is_at (self, "key"))
    return sk_key_page_is_ready (self->key);
  if (is_at (self, "database"))
    return sk_database_page_is_ready (self->database);
  if (is_at (self, "hours"))
    return sk_hours_editor_is_ready (self->hours);

  return TRUE;
}

static gboolean
is_last (SkAssistant *self)
{
  return is_at (self, self->is_first ? "login" : "database");
}

static void
render_title (SkAssistant *self)
{
  gboolean is_hours = is_at (self, "hours");

  adw_window_title_set_title (self->title, is_hours ? _("Working Hours")
                                                    : gtk_window_get_title (GTK_WINDOW (self)));
  adw_window_title_set_subtitle (self->title,
                                 is_hours ? _("Nothing is planned outside of them") : "");
}

/* GTK 4.8 would read the underscore aloud; and both, if it were the button's label. */
static void
set_next (SkAssistant *self,
          const char  *label,
          const char  *name)
{
  gtk_label_set_label (self->next_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
render (SkAssistant *self)
{
  gboolean is_welcome = is_at (self, "welcome");

  render_title (self);
  gtk_widget_set_visible (self->foot, sk_shape_is_narrow (self->shape) && !is_welcome);
  gtk_widget_set_visible (self->back, self->is_first && !is_welcome);
  gtk_widget_set_sensitive (self->back, !self->is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->next), !is_welcome);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), may_continue (self));
  if (!is_last (self))
    set_next (self, _("_Continue"), _("Continue"));
  else if (self->is_first)
    set_next (self, _("Show My _Week"), _("Show My Week"));
  else
    set_next (self, _("_Add"), _("Add"));
  gtk_widget_set_sensitive (self->connect, !self->is_busy);
}

/* The same buttons, below where there is no room above. */
static void
on_reshaped (SkAssistant *self)
{
  gboolean is_narrow = sk_shape_is_narrow (self->shape);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  sk_shape_move_child (is_narrow ? self->back_wide : self->back_narrow,
                       is_narrow ? self->back_narrow : self->back_wide);
  sk_shape_move_child (is_narrow ? self->next_wide : self->next_narrow,
                       is_narrow ? self->next_narrow : self->next_wide);
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->next));
  render (self);
  /* only what was moved loses it; whoever is typing would find all of it selected */
  if (focus != NULL && (focus == self->back || focus == GTK_WIDGET (self->next)))
    gtk_widget_grab_focus (focus);
}

static void
show_page (SkAssistant *self,
           const char  *page)
{
  gtk_stack_set_visible_child_name (self->pages, page);
  render (self);
  if (is_at (self, "key") && !sk_key_page_is_ready (self->key))
    gtk_widget_grab_focus (GTK_WIDGET (self->key));
  else if (is_at (self, "welcome"))
    gtk_widget_grab_focus (self->connect);
  else if (may_continue (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->next));
  else if (is_at (self, "hours"))
    gtk_widget_grab_focus (GTK_WIDGET (self->hours));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->database));
}

/* When a page becomes ready, Enter goes on. */
static void
on_page_changed (SkAssistant *self)
{
  gboolean could = gtk_widget_get_sensitive (GTK_WIDGET (self->next));

  render (self);
  if (!could && may_continue (self) && is_at (self, "key"))
    gtk_widget_grab_focus (GTK_WIDGET (self->next));
}

static void
finish (SkAssistant *self)
{
  g_signal_emit (self, signals[DONE], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* --- the ways on --- */

static void
on_used (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(SkAssistant) self = SK_ASSISTANT (user_data);
  gboolean is_used = sk_database_page_use_finish (SK_DATABASE_PAGE (source), result);

  self->is_busy = FALSE;
  if (self->mirror == NULL)
    return;                     /* closed meanwhile */

  if (!is_used)
    render (self);
  else if (self->is_first)
    show_page (self, "hours");
  else
    finish (self);
}

static void
use_database (SkAssistant *self)
{
  self->is_busy = TRUE;
  sk_database_page_use_async (self->database, on_used, g_object_ref (self));
  render (self);
}

static void
show_databases (SkAssistant *self)
{
  sk_database_page_set_offer (self->database, sk_key_page_get_workspace (self->key),
                              sk_key_page_get_offer (self->key));
  show_page (self, "database");
}

static void
on_login_set (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SkAssistant) self = SK_ASSISTANT (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);

  self->is_busy = FALSE;
  if (self->mirror == NULL)
    return;

  if (answer != NULL)
    {
      finish (self);
      return;
    }

  /* it is not needed for a preview: once more goes on without it */
  sk_refusal_say (self->login_row, GTK_WIDGET (self->login), error->message);
  gtk_switch_set_active (self->login, sk_bus_mirror_starts_at_login (self->mirror));
  render (self);
}

static void
set_login (SkAssistant *self)
{
  gboolean on = gtk_switch_get_active (self->login);

  if (on == sk_bus_mirror_starts_at_login (self->mirror))
    {
      finish (self);
      return;
    }

  self->is_busy = TRUE;
  sk_bus_mirror_start_at_login_async (self->mirror, on, self->cancellable, on_login_set,
                                      g_object_ref (self));
  render (self);
}

static void
on_next (SkAssistant *self)
{
  if (!may_continue (self))
    return;

  if (is_at (self, "key"))
    show_databases (self);
  else if (is_at (self, "database"))
    use_database (self);
  else if (is_at (self, "hours"))
    show_page (self, "login");
  else if (is_at (self, "login"))
    set_login (self);
}

static void
on_back (SkAssistant *self)
{
  if (is_at (self, "login"))
    show_page (self, "hours");
  else if (is_at (self, "hours") && !self->has_sample)
    show_page (self, "database");
  else if (is_at (self, "database"))
    show_page (self, "key");
  else
    show_page (self, "welcome");
}

static void
on_connect (SkAssistant *self)
{
  self->has_sample = FALSE;
  show_page (self, "key");
}

static void
on_sampled (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(SkAssistant) self = SK_ASSISTANT (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);

  self->is_busy = FALSE;
  if (self->mirror == NULL)
    return;

  gtk_label_set_label (self->trouble, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
  if (answer != NULL)
    show_page (self, "hours");
  else
    render (self);
}

static void
on_sample (SkAssistant *self)
{
  self->has_sample = TRUE;
  self->is_busy = TRUE;
  sk_bus_mirror_try_sample_async (self->mirror, self->cancellable, on_sampled,
                                  g_object_ref (self));
  render (self);
}

static void
on_slot (SkAssistant *self)
{
  if (self->store != NULL)
    sk_preferences_store_set_choice (self->store, SK_CHOICE_SLOT,
                                     adw_combo_row_get_selected (self->slot));
}

/* --- the object --- */

static void
sk_assistant_dispose (GObject *object)
{
  SkAssistant *self = SK_ASSISTANT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->mirror);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_ASSISTANT);

  G_OBJECT_CLASS (sk_assistant_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SkAssistant, name)

static void
sk_assistant_class_init (SkAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sk_assistant_dispose;

  signals[DONE] = g_signal_new ("done", SK_TYPE_ASSISTANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (SK_TYPE_KEY_PAGE);
  g_type_ensure (SK_TYPE_DATABASE_PAGE);
  g_type_ensure (SK_TYPE_HOURS_EDITOR);
  g_type_ensure (SK_TYPE_SHAPE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-assistant.ui");
  BIND (shape);
  BIND (back_wide);
  BIND (back);
  BIND (title);
  BIND (next_wide);
  BIND (next);
  BIND (next_label);
  BIND (pages);
  BIND (connect);
  BIND (trouble);
  BIND (key);
  BIND (database);
  BIND (hours);
  BIND (slot);
  BIND (login_row);
  BIND (login);
  BIND (foot);
  BIND (back_narrow);
  BIND (next_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_reshaped);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_connect);
  gtk_widget_class_bind_template_callback (widget_class, on_sample);
  gtk_widget_class_bind_template_callback (widget_class, on_slot);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sk_assistant_init (SkAssistant *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sk_choice_show_whole (self->slot);
}

/**
 * sk_assistant_new:
 * @mirror: the service
 * @store: (nullable): the preferences, where they are installed
 * @is_first: whether nothing is set up yet; otherwise a workspace is added
 *
 * It has a signal "done", when there is something to plan.
 *
 * Returns: (transfer floating): the assistant
 */
GtkWidget *
sk_assistant_new (SkBusMirror *mirror,
                  GSettings   *store,
                  gboolean     is_first)
{
  SkAssistant *self = g_object_new (SK_TYPE_ASSISTANT, NULL);

  self->mirror = g_object_ref (mirror);
  self->is_first = is_first;
  sk_key_page_set_mirror (self->key, mirror);
  sk_database_page_set_mirror (self->database, mirror);
  if (store != NULL)
    {
      adw_combo_row_set_selected (self->slot,
                                  sk_preferences_store_get_choice (store, SK_CHOICE_SLOT));
      self->store = g_object_ref (store);
      sk_hours_editor_set_store (self->hours, store);
    }
  if (!is_first)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Add a Workspace"));
      show_page (self, "key");
    }
  else
    show_page (self, "welcome");

  return GTK_WIDGET (self);
}

/**
 * sk_assistant_has_begun:
 * @self: an assistant
 *
 * Returns: whether the person has gone beyond its first page
 */
gboolean
sk_assistant_has_begun (SkAssistant *self)
{
  g_return_val_if_fail (SK_IS_ASSISTANT (self), FALSE);

  return !is_at (self, "welcome");
}
