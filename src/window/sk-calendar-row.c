/* sk-calendar-row.c — one calendar: its colour, its name, whether it takes time
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-calendar-row.h"

#include <glib/gi18n.h>

#include "sk-checked-row.h"
#include "sk-preferences-store.h"
#include "sk-swatch.h"

struct _SkCalendarRow
{
  AdwExpanderRow  parent_instance;

  char           *id;
  GSettings      *store;
  GSettings      *calendar;
  SkSwatch       *swatch;       /* in the button that opens the colours */
  GtkPopover     *colours;
};

G_DEFINE_FINAL_TYPE (SkCalendarRow, sk_calendar_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- its colour --- */

static const struct
{
  const char *colour;
  const char *name;
} palette[] = {
  { "#3584e4", NC_("colour", "Blue") },
  { "#33d17a", NC_("colour", "Green") },
  { "#f6d32d", NC_("colour", "Yellow") },
  { "#ff7800", NC_("colour", "Orange") },
  { "#e01b24", NC_("colour", "Red") },
  { "#9141ac", NC_("colour", "Purple") },
  { "#986a44", NC_("colour", "Brown") },
};

static void
on_colour (GtkWidget     *button,
           SkCalendarRow *self)
{
  const char *colour = g_object_get_data (G_OBJECT (button), "sk-colour");

  sk_preferences_store_set_colour (self->calendar, colour);
  sk_swatch_set_colour (self->swatch, colour);
  gtk_popover_popdown (self->colours);
}

static GtkWidget *
make_choice (SkCalendarRow *self,
             guint          i)
{
  const char *name = g_dpgettext2 (NULL, "colour", palette[i].name);
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), sk_swatch_new (palette[i].colour));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_object_set_data (G_OBJECT (button), "sk-colour", (gpointer) palette[i].colour);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_colour), self, 0);

  return button;
}

static void
add_colour (SkCalendarRow *self)
{
  g_autofree char *colour = sk_preferences_store_dup_colour (self->calendar);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *swatch = sk_swatch_new (colour);

  for (guint i = 0; i < G_N_ELEMENTS (palette); i++)
    gtk_box_append (GTK_BOX (box), make_choice (self, i));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  self->swatch = SK_SWATCH (swatch);
  self->colours = GTK_POPOVER (popover);

  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), swatch);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Colour"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Colour"), -1);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), button);
}

/* --- what is inside --- */

static void
render_name (SkCalendarRow *self)
{
  g_autofree char *name = sk_preferences_store_dup_name (self->calendar);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), escaped);
}

static gboolean
set_name (const char  *text,
          gpointer     user_data,
          GError     **error)
{
  SkCalendarRow *self = user_data;

  if (!sk_preferences_store_set_calendar_name (self->store, self->calendar, text, error))
    return FALSE;

  render_name (self);
  return TRUE;
}

static void
add_name (SkCalendarRow *self)
{
  g_autofree char *name = sk_preferences_store_dup_name (self->calendar);
  GtkWidget *row = sk_checked_row_new (_("Name"), name, _("How it is called in Slotkeeper"));

  sk_checked_row_set_home (SK_CHECKED_ROW (row), set_name, self, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_blocks (SkCalendarRow *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *blocks = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Blocks Time"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Nothing is planned during its events"));
  gtk_widget_set_valign (blocks, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (blocks), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Blocks Time"), -1);
  sk_preferences_store_bind_blocks (self->calendar, blocks, "active");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), blocks);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), blocks);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
on_remove (SkCalendarRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

/* Inside, so that nobody removes it on the way to something else. */
static void
add_remove (SkCalendarRow *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Remove"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Remove This Calendar"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("What is in it stays as it is"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "destructive-action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove This Calendar"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* --- the object --- */

static void
sk_calendar_row_dispose (GObject *object)
{
  SkCalendarRow *self = SK_CALENDAR_ROW (object);

  g_clear_object (&self->store);
  g_clear_object (&self->calendar);

  G_OBJECT_CLASS (sk_calendar_row_parent_class)->dispose (object);
}

static void
sk_calendar_row_finalize (GObject *object)
{
  g_free (SK_CALENDAR_ROW (object)->id);

  G_OBJECT_CLASS (sk_calendar_row_parent_class)->finalize (object);
}

static void
sk_calendar_row_class_init (SkCalendarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sk_calendar_row_dispose;
  object_class->finalize = sk_calendar_row_finalize;

  signals[REMOVE] = g_signal_new ("remove", SK_TYPE_CALENDAR_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
sk_calendar_row_init (SkCalendarRow *self)
{
}

/**
 * sk_calendar_row_new:
 * @id: the id of a calendar
 * @store: the preferences
 * @calendar: those of the calendar
 *
 * It has a signal "remove", when the person wants it gone.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
sk_calendar_row_new (const char *id,
                     GSettings  *store,
                     GSettings  *calendar)
{
  SkCalendarRow *self = g_object_new (SK_TYPE_CALENDAR_ROW, NULL);
  g_autofree char *place = sk_preferences_store_dup_place (calendar);
  g_autofree char *escaped = g_markup_escape_text (place, -1);

  self->id = g_strdup (id);
  self->store = g_object_ref (store);
  self->calendar = g_object_ref (calendar);
  render_name (self);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), escaped);
  add_colour (self);
  add_name (self);
  add_blocks (self);
  add_remove (self);

  return GTK_WIDGET (self);
}

const char *
sk_calendar_row_get_id (SkCalendarRow *self)
{
  return self->id;
}
