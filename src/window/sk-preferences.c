/* sk-preferences.c — what the person decides, each with a line that says what it does
 *
 * Changes take effect at once: the service listens to the same settings.  What
 * cannot be is refused where it is typed, and what was before stays.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-preferences.h"

#include <glib/gi18n.h>

#include "sk-assistant.h"
#include "sk-calendars-page.h"
#include "sk-checked-row.h"
#include "sk-choice.h"
#include "sk-hours-editor.h"
#include "sk-number.h"
#include "sk-preferences-store.h"
#include "sk-refusal.h"
#include "sk-settings-store.h"
#include "sk-shape.h"
#include "sk-workspace-row.h"

struct _SkPreferences
{
  AdwWindow            parent_instance;

  SkBusMirror         *mirror;
  GSettings           *store;
  GPtrArray           *workspace_rows;  /* (element-type GtkWidget) */
  GPtrArray           *day_rows;        /* (element-type GtkWidget) */
  GHashTable          *leaving;         /* ids of workspaces → AdwToast, until it is gone */
  GCancellable        *cancellable;

  /* Template children, in the order of the .ui file */
  SkShape             *shape;
  GtkStack            *head;
  AdwViewStack        *pages;
  AdwToastOverlay     *toasts;
  GtkWidget           *switcher_bar;
  AdwPreferencesGroup *workspaces;
  SkCalendarsPage     *calendars;
  SkHoursEditor       *hours;
  AdwPreferencesGroup *days;
  SkCheckedRow        *new_day;
  AdwPreferencesGroup *zone_group;
  AdwComboRow         *slot;
  GtkSpinButton       *days_ahead;
  GtkSpinButton       *buffer;
  GtkSpinButton       *duration;
  GtkSpinButton       *day_limit;
  AdwComboRow         *stability;
  GtkSwitch           *due_dates;
  GtkSwitch           *fill_today;
  GtkSwitch           *keep_my_moves;
  AdwComboRow         *apply;
  GtkSpinButton       *interval;
  GtkSpinButton       *poll;
  GtkSwitch           *notify_start;
  AdwActionRow        *login_row;
  GtkSwitch           *login;
};

G_DEFINE_FINAL_TYPE (SkPreferences, sk_preferences, ADW_TYPE_WINDOW)

/* --- workspaces --- */

static void render_workspaces (SkPreferences *self);

static void
on_forgotten (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SkPreferences) self = SK_PREFERENCES (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);

  if (answer != NULL || self->mirror == NULL)
    return;

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (error->message));
  render_workspaces (self);
}

/* The way back is closed: it goes. */
static void
on_dismissed (AdwToast      *toast,
              SkPreferences *self)
{
  const char *id = g_object_get_data (G_OBJECT (toast), "sk-workspace");

  if (g_hash_table_lookup (self->leaving, id) != toast)
    return;

  sk_bus_mirror_forget_async (self->mirror, id, NULL, on_forgotten, g_object_ref (self));
  g_hash_table_remove (self->leaving, id);
}

static void
on_undo_removal (AdwToast      *toast,
                 SkPreferences *self)
{
  g_hash_table_remove (self->leaving, g_object_get_data (G_OBJECT (toast), "sk-workspace"));
  render_workspaces (self);
}

static void
on_remove (SkWorkspaceRow *row,
           SkPreferences  *self)
{
  const char *id = sk_workspace_row_get_id (row);
  const char *name = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  /* Translators: %s is what a workspace is called */
  g_autofree char *text = g_strdup_printf (_("“%s” is removed; Notion stays as it is"), name);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "sk-workspace", g_strdup (id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_removal), self, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), self, 0);
  g_hash_table_insert (self->leaving, g_strdup (id), g_object_ref (toast));
  adw_toast_overlay_add_toast (self->toasts, toast);
  render_workspaces (self);
}

static void
on_added (SkPreferences *self)
{
  render_workspaces (self);
}

/* Also for a new key: the same database keeps its name and what was decided. */
static void
on_add (SkPreferences *self)
{
  GtkWidget *assistant = sk_assistant_new (self->mirror, self->store, FALSE);

  g_signal_connect_object (assistant, "done", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (assistant), GTK_WINDOW (self));
  gtk_window_set_modal (GTK_WINDOW (assistant), TRUE);
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
add_workspace (SkPreferences *self,
               const char    *id)
{
  g_autoptr(GSettings) workspace = sk_settings_store_open_workspace (id);
  GtkWidget *row;

  if (workspace == NULL || g_hash_table_contains (self->leaving, id))
    return;

  row = sk_workspace_row_new (id, self->mirror, self->store, workspace);
  g_signal_connect_object (row, "new-key", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, 0);
  g_ptr_array_add (self->workspace_rows, row);
  adw_preferences_group_add (self->workspaces, row);
}

static void
render_workspaces (SkPreferences *self)
{
  g_auto(GStrv) ids = sk_settings_store_list_workspaces (self->store);

  for (guint i = 0; i < self->workspace_rows->len; i++)
    adw_preferences_group_remove (self->workspaces,
                                  g_ptr_array_index (self->workspace_rows, i));
  g_ptr_array_set_size (self->workspace_rows, 0);
  for (guint i = 0; ids[i] != NULL; i++)
    add_workspace (self, ids[i]);
}

/* --- days with other hours --- */

static void render_days (SkPreferences *self);

static void
on_remove_day (GtkWidget     *button,
               SkPreferences *self)
{
  sk_preferences_store_remove_day (self->store, g_object_get_data (G_OBJECT (button), "sk-date"));
  render_days (self);
}

static void
add_day (SkPreferences *self,
         const char    *date)
{
  g_autofree char *hours = sk_preferences_store_dup_day (self->store, date);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), date);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), *hours != '\0' ? hours : _("Free"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove"), -1);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "sk-date", g_strdup (date), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_day), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_ptr_array_add (self->day_rows, row);
  adw_preferences_group_add (self->days, row);
}

static void
render_days (SkPreferences *self)
{
  g_auto(GStrv) dates = sk_preferences_store_list_days (self->store);

  for (guint i = 0; i < self->day_rows->len; i++)
    adw_preferences_group_remove (self->days, g_ptr_array_index (self->day_rows, i));
  g_ptr_array_set_size (self->day_rows, 0);
  for (guint i = 0; dates[i] != NULL; i++)
    add_day (self, dates[i]);
}

static void
on_new_day (SkPreferences *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->new_day));
  g_autoptr(GError) error = NULL;

  if (!sk_preferences_store_add_day (self->store, text, &error))
    {
      sk_checked_row_refuse (self->new_day, error->message);
      return;
    }

  sk_checked_row_empty (self->new_day);
  render_days (self);
}

static gboolean
set_zone (const char  *text,
          gpointer     user_data,
          GError     **error)
{
  return sk_preferences_store_set_zone (user_data, text, error);
}

static void
add_zone (SkPreferences *self)
{
  g_autofree char *zone = sk_preferences_store_dup_zone (self->store);
  GtkWidget *row = sk_checked_row_new (_("Time Zone"), zone,
                                       _("Such as Europe/Berlin; empty: this computer’s"));

  sk_checked_row_set_home (SK_CHECKED_ROW (row), set_zone, g_object_ref (self->store),
                           g_object_unref);
  adw_preferences_group_add (self->zone_group, row);
}

/* --- one of a few --- */

static void
on_slot (SkPreferences *self)
{
  if (self->store != NULL)
    sk_preferences_store_set_choice (self->store, SK_CHOICE_SLOT,
                                     adw_combo_row_get_selected (self->slot));
}

static void
on_stability (SkPreferences *self)
{
  if (self->store != NULL)
    sk_preferences_store_set_choice (self->store, SK_CHOICE_STABILITY,
                                     adw_combo_row_get_selected (self->stability));
}

static void
on_apply (SkPreferences *self)
{
  if (self->store != NULL)
    sk_preferences_store_set_choice (self->store, SK_CHOICE_APPLY,
                                     adw_combo_row_get_selected (self->apply));
}

/* --- start at login --- */

static void
on_login_set (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SkPreferences) self = SK_PREFERENCES (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);

  if (self->mirror == NULL)
    return;

  sk_refusal_say (self->login_row, GTK_WIDGET (self->login),
                  error != NULL ? error->message : NULL);
  if (answer != NULL)
    gtk_switch_set_state (self->login, gtk_switch_get_active (self->login));
  else
    gtk_switch_set_active (self->login, gtk_switch_get_state (self->login));
}

/* The knob moves at once; the switch is on when it is done. */
static gboolean
on_login (GtkSwitch     *login,
          gboolean       on,
          SkPreferences *self)
{
  if (on != gtk_switch_get_state (login) && self->mirror != NULL)
    sk_bus_mirror_start_at_login_async (self->mirror, on, self->cancellable, on_login_set,
                                        g_object_ref (self));

  return TRUE;
}

/* --- all of it --- */

static void
bind_number (SkPreferences *self,
             GtkSpinButton *button,
             SkPreference   preference,
             guint          step)
{
  guint least, most;

  sk_preferences_store_get_range (self->store, preference, &least, &most);
  gtk_spin_button_set_adjustment (button, gtk_adjustment_new (least, least, most, step, step, 0));
  sk_preferences_store_bind (self->store, preference, gtk_spin_button_get_adjustment (button),
                             "value");
  sk_number_check (button, ADW_ACTION_ROW (gtk_widget_get_ancestor (GTK_WIDGET (button),
                                                                    ADW_TYPE_ACTION_ROW)));
}

static void
bind_all (SkPreferences *self)
{
  bind_number (self, self->days_ahead, SK_PREFERENCE_DAYS_AHEAD, 1);
  bind_number (self, self->buffer, SK_PREFERENCE_BUFFER, 5);
  bind_number (self, self->duration, SK_PREFERENCE_DEFAULT_DURATION, 5);
  bind_number (self, self->day_limit, SK_PREFERENCE_DAY_LIMIT, 5);
  bind_number (self, self->interval, SK_PREFERENCE_INTERVAL, 1);
  bind_number (self, self->poll, SK_PREFERENCE_POLL, 1);
  sk_preferences_store_bind (self->store, SK_PREFERENCE_DUE_DATES, self->due_dates, "active");
  sk_preferences_store_bind (self->store, SK_PREFERENCE_FILL_TODAY, self->fill_today, "active");
  sk_preferences_store_bind (self->store, SK_PREFERENCE_KEEP_MY_MOVES, self->keep_my_moves,
                             "active");
  sk_preferences_store_bind (self->store, SK_PREFERENCE_NOTIFY_START, self->notify_start,
                             "active");
}

static void
take_store (SkPreferences *self,
            GSettings     *store)
{
  adw_combo_row_set_selected (self->slot, sk_preferences_store_get_choice (store, SK_CHOICE_SLOT));
  adw_combo_row_set_selected (self->stability,
                              sk_preferences_store_get_choice (store, SK_CHOICE_STABILITY));
  adw_combo_row_set_selected (self->apply,
                              sk_preferences_store_get_choice (store, SK_CHOICE_APPLY));
  self->store = g_object_ref (store);
  sk_calendars_page_set_up (self->calendars, self->mirror, store);
  sk_hours_editor_set_store (self->hours, store);
  bind_all (self);
  add_zone (self);
  render_days (self);
  render_workspaces (self);
}

/* --- the object --- */

static void
on_reshaped (SkPreferences *self)
{
  gboolean is_narrow = sk_shape_is_narrow (self->shape);

  gtk_stack_set_visible_child_name (self->head, is_narrow ? "title" : "switcher");
  adw_view_switcher_bar_set_reveal (ADW_VIEW_SWITCHER_BAR (self->switcher_bar), is_narrow);
}

/* Closing the window closes the way back, too. */
static void
forget_the_leaving (SkPreferences *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->leaving);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      sk_bus_mirror_forget_async (self->mirror, id, NULL, NULL, NULL);
      g_hash_table_iter_remove (&iter);
    }
}

static void
sk_preferences_dispose (GObject *object)
{
  SkPreferences *self = SK_PREFERENCES (object);

  if (self->mirror != NULL)
    forget_the_leaving (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->mirror);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_PREFERENCES);

  G_OBJECT_CLASS (sk_preferences_parent_class)->dispose (object);
}

static void
sk_preferences_finalize (GObject *object)
{
  SkPreferences *self = SK_PREFERENCES (object);

  g_ptr_array_unref (self->workspace_rows);
  g_ptr_array_unref (self->day_rows);
  g_hash_table_unref (self->leaving);

  G_OBJECT_CLASS (sk_preferences_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SkPreferences, name)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (shape);
  BIND (head);
  BIND (pages);
  BIND (toasts);
  BIND (switcher_bar);
  BIND (workspaces);
  BIND (calendars);
  BIND (hours);
  BIND (days);
  BIND (new_day);
  BIND (zone_group);
  BIND (slot);
  BIND (days_ahead);
  BIND (buffer);
  BIND (duration);
  BIND (day_limit);
  BIND (stability);
  BIND (due_dates);
  BIND (fill_today);
  BIND (keep_my_moves);
  BIND (apply);
  BIND (interval);
  BIND (poll);
  BIND (notify_start);
  BIND (login_row);
  BIND (login);
}

static void
sk_preferences_class_init (SkPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_preferences_dispose;
  object_class->finalize = sk_preferences_finalize;

  g_type_ensure (SK_TYPE_CALENDARS_PAGE);
  g_type_ensure (SK_TYPE_CHECKED_ROW);
  g_type_ensure (SK_TYPE_HOURS_EDITOR);
  g_type_ensure (SK_TYPE_SHAPE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-preferences.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_reshaped);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_new_day);
  gtk_widget_class_bind_template_callback (widget_class, on_slot);
  gtk_widget_class_bind_template_callback (widget_class, on_stability);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_login);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sk_preferences_init (SkPreferences *self)
{
  self->cancellable = g_cancellable_new ();
  self->workspace_rows = g_ptr_array_new ();
  self->day_rows = g_ptr_array_new ();
  self->leaving = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  sk_choice_show_whole (self->slot);
  sk_choice_show_whole (self->stability);
  sk_choice_show_whole (self->apply);
  sk_checked_row_set_hint (self->new_day, _("Such as 2026-12-24 9:00–12:00; a date alone is a "
                                            "free day"));
}

/**
 * sk_preferences_new:
 * @mirror: the service
 * @store: the preferences
 *
 * Returns: (transfer floating): a window to change them
 */
GtkWidget *
sk_preferences_new (SkBusMirror *mirror,
                    GSettings   *store)
{
  SkPreferences *self = g_object_new (SK_TYPE_PREFERENCES, NULL);
  gboolean on = sk_bus_mirror_starts_at_login (mirror);

  gtk_switch_set_state (self->login, on);
  gtk_switch_set_active (self->login, on);
  self->mirror = g_object_ref (mirror);
  take_store (self, store);

  return GTK_WIDGET (self);
}
