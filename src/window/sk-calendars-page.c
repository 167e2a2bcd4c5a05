/* sk-calendars-page.c — which calendars the plan goes around
 *
 * A place is sent on to the service, which reads it once; what it says is shown
 * below, and what could not be read stays to be corrected.  The list follows
 * the preferences.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-calendars-page.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "sk-calendar-row.h"
#include "sk-checked-row.h"
#include "sk-hand-off.h"
#include "sk-preferences-store.h"
#include "sk-settings-store.h"

struct _SkCalendarsPage
{
  AdwBin               parent_instance;

  SkBusMirror         *mirror;
  GSettings           *store;
  GCancellable        *cancellable;
  GPtrArray           *rows;            /* (element-type GtkWidget): of the calendars */
  GPtrArray           *offers;          /* (element-type GtkWidget): of the desktop's */
  SkCheckedRow        *asked;           /* (nullable): where the place was typed that is tried */
  gboolean             is_busy;

  /* Template children, in the order of the .ui file */
  AdwPreferencesGroup *calendars;
  SkCheckedRow        *file;
  SkCheckedRow        *address;
  AdwExpanderRow      *desktop;
  GtkWidget           *answer_group;
  GtkSpinner          *spinner;
  GtkLabel            *answer;
  AdwPreferencesGroup *mine;
  GtkSwitch           *titles;
  AdwPreferencesGroup *export;
};

G_DEFINE_FINAL_TYPE (SkCalendarsPage, sk_calendars_page, ADW_TYPE_BIN)

/* --- what came of it --- */

static void
say (SkCalendarsPage *self,
     const char      *text,
     gboolean         is_trouble)
{
  gtk_label_set_label (self->answer, text);
  gtk_widget_set_visible (self->answer_group, *text != '\0');
  gtk_spinner_set_spinning (self->spinner, self->is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->is_busy);
  if (is_trouble)
    gtk_widget_add_css_class (GTK_WIDGET (self->answer), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->answer), "error");
}

/* Where it was typed, it can be corrected. */
static void
refuse (SkCalendarsPage *self,
        SkCheckedRow    *entry,         /* (nullable) */
        const char      *text)
{
  say (self, entry == NULL ? text : "", TRUE);
  if (entry != NULL)
    sk_checked_row_refuse (entry, text);
}

static void render (SkCalendarsPage *self);
static void list_desktop (SkCalendarsPage *self);

static void
on_added (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(SkCalendarsPage) self = SK_CALENDARS_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);
  g_autofree char *text = NULL;
  SkCheckedRow *entry = g_steal_pointer (&self->asked);
  const char *sum;

  if (self->mirror == NULL)
    return;

  self->is_busy = FALSE;
  if (answer == NULL)
    {
      refuse (self, entry, error->message);
      return;
    }

  if (entry != NULL)
    sk_checked_row_empty (entry);

  g_variant_get (answer, "(&s&s)", NULL, &sum);
  /* Translators: %s is what a calendar holds, e.g. "412 events, next: Stand-up, tomorrow 10:00" */
  text = g_strdup_printf (_("Added: %s"), sum);
  say (self, text, FALSE);
  render (self);
  if (adw_expander_row_get_expanded (self->desktop))
    list_desktop (self);
}

static void
add (SkCalendarsPage *self,
     const char      *kind,
     const char      *place,
     SkCheckedRow    *entry)    /* (nullable): where it was typed */
{
  int fd = self->is_busy ? -1 : sk_hand_off_open (place);

  if (self->is_busy)
    return;
  if (entry != NULL)
    sk_checked_row_refuse (entry, NULL);
  if (fd < 0)
    {
      refuse (self, entry, _("That could not be sent on. Try again."));
      return;
    }

  self->asked = entry;
  self->is_busy = TRUE;
  sk_bus_mirror_add_calendar_async (self->mirror, "", kind, fd, self->cancellable, on_added,
                                    g_object_ref (self));
  close (fd);
  say (self, _("Reading the calendar…"), FALSE);
}

static void
on_file (SkCalendarsPage *self)
{
  add (self, "file", gtk_editable_get_text (GTK_EDITABLE (self->file)), self->file);
}

static void
on_address (SkCalendarsPage *self)
{
  add (self, "address", gtk_editable_get_text (GTK_EDITABLE (self->address)), self->address);
}

/* --- those of the desktop --- */

static void
clear_offers (SkCalendarsPage *self)
{
  for (guint i = 0; i < self->offers->len; i++)
    adw_expander_row_remove (self->desktop, g_ptr_array_index (self->offers, i));
  g_ptr_array_set_size (self->offers, 0);
}

static GtkWidget *
add_offer (SkCalendarsPage *self,
           const char      *title)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  g_ptr_array_add (self->offers, row);
  adw_expander_row_add_row (self->desktop, row);

  return row;
}

static void
on_offer (GtkWidget       *button,
          SkCalendarsPage *self)
{
  add (self, "desktop", g_object_get_data (G_OBJECT (button), "sk-place"), NULL);
}

static void
add_button (SkCalendarsPage *self,
            GtkWidget       *row,
            const char      *place,
            const char      *name)
{
  GtkWidget *button = gtk_button_new_with_label (_("Add"));
  /* Translators: %s is what a calendar is called */
  g_autofree char *label = g_strdup_printf (_("Add “%s”"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "sk-place", g_strdup (place), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_offer), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
}

static void
add_offers (SkCalendarsPage *self,
            GVariantIter    *calendars)
{
  g_auto(GStrv) ids = sk_preferences_store_list_calendars (self->store);
  const char *id, *place, *name;

  while (g_variant_iter_next (calendars, "(&s&s&s)", &id, &place, &name))
    {
      GtkWidget *row = add_offer (self, name);

      if (g_strv_contains ((const char *const *) ids, id))
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Is in the list above"));
      else
        add_button (self, row, place, name);
    }

  if (self->offers->len == 0)
    add_offer (self, _("There is none. Add an account in the desktop’s settings, or the address "
                       "of a calendar here."));
}

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(SkCalendarsPage) self = SK_CALENDARS_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);
  g_autoptr(GVariantIter) calendars = NULL;

  if (self->mirror == NULL)
    return;

  clear_offers (self);
  if (answer == NULL)
    {
      add_offer (self, error->message);
      return;
    }

  g_variant_get (answer, "(a(sss))", &calendars);
  add_offers (self, calendars);
}

static void
list_desktop (SkCalendarsPage *self)
{
  clear_offers (self);
  add_offer (self, _("Asking the desktop…"));
  sk_bus_mirror_list_desktop_calendars_async (self->mirror, self->cancellable, on_listed,
                                              g_object_ref (self));
}

static void
on_desktop_expanded (SkCalendarsPage *self)
{
  if (self->mirror != NULL && adw_expander_row_get_expanded (self->desktop))
    list_desktop (self);
}

/* --- those that are there --- */

static void
on_removed (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(SkCalendarsPage) self = SK_CALENDARS_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);

  if (self->mirror == NULL)
    return;

  if (answer == NULL)
    say (self, error->message, TRUE);
  else
    say (self, _("The calendar is removed."), FALSE);
  render (self);
}

static void
on_remove (SkCalendarRow   *row,
           SkCalendarsPage *self)
{
  sk_bus_mirror_remove_calendar_async (self->mirror, sk_calendar_row_get_id (row),
                                       self->cancellable, on_removed, g_object_ref (self));
}

static void
add_calendar (SkCalendarsPage *self,
              const char      *id)
{
  g_autoptr(GSettings) calendar = sk_settings_store_open_calendar (id);
  GtkWidget *row;

  if (calendar == NULL)
    return;

  row = sk_calendar_row_new (id, self->store, calendar);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, 0);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->calendars, row);
}

/* Whether the rows are those of @ids: a row that is open stays so. */
static gboolean
is_rendered (SkCalendarsPage *self,
             GStrv            ids)
{
  guint i;

  for (i = 0; ids[i] != NULL; i++)
    if (i >= self->rows->len ||
        !g_str_equal (sk_calendar_row_get_id (g_ptr_array_index (self->rows, i)), ids[i]))
      return FALSE;

  return i == self->rows->len;
}

static void
render (SkCalendarsPage *self)
{
  g_auto(GStrv) ids = sk_preferences_store_list_calendars (self->store);

  if (is_rendered (self, ids))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->calendars, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; ids[i] != NULL; i++)
    add_calendar (self, ids[i]);
}

/* --- what is typed --- */

static gboolean
set_addresses (const char  *text,
               gpointer     user_data,
               GError     **error)
{
  return sk_preferences_store_set_addresses (user_data, text, error);
}

static gboolean
set_export (const char  *text,
            gpointer     user_data,
            GError     **error)
{
  return sk_preferences_store_set_export (user_data, text, error);
}

static void
add_line (AdwPreferencesGroup *group,
          GtkWidget           *row,
          SkCheckedRowSet      set,
          GSettings           *store)
{
  sk_checked_row_set_home (SK_CHECKED_ROW (row), set, g_object_ref (store), g_object_unref);
  adw_preferences_group_add (group, row);
}

/* --- the object --- */

static void
sk_calendars_page_dispose (GObject *object)
{
  SkCalendarsPage *self = SK_CALENDARS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->mirror);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_CALENDARS_PAGE);

  G_OBJECT_CLASS (sk_calendars_page_parent_class)->dispose (object);
}

static void
sk_calendars_page_finalize (GObject *object)
{
  SkCalendarsPage *self = SK_CALENDARS_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->offers);

  G_OBJECT_CLASS (sk_calendars_page_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SkCalendarsPage, name)

static void
sk_calendars_page_class_init (SkCalendarsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_calendars_page_dispose;
  object_class->finalize = sk_calendars_page_finalize;

  g_type_ensure (SK_TYPE_CHECKED_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-calendars-page.ui");
  BIND (calendars);
  BIND (file);
  BIND (address);
  BIND (desktop);
  BIND (answer_group);
  BIND (spinner);
  BIND (answer);
  BIND (mine);
  BIND (titles);
  BIND (export);
  gtk_widget_class_bind_template_callback (widget_class, on_file);
  gtk_widget_class_bind_template_callback (widget_class, on_address);
  gtk_widget_class_bind_template_callback (widget_class, on_desktop_expanded);
}

static void
sk_calendars_page_init (SkCalendarsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->offers = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sk_checked_row_set_hint (self->file, _("Where it is from the beginning, such as "
                                         "/home/me/work.ics"));
  sk_checked_row_set_hint (self->address, _("The “secret address” that Google, Outlook and "
                                            "Nextcloud show in the settings of a calendar"));
}

/**
 * sk_calendars_page_set_up:
 * @self: a page
 * @mirror: the service
 * @store: the preferences
 */
void
sk_calendars_page_set_up (SkCalendarsPage *self,
                          SkBusMirror     *mirror,
                          GSettings       *store)
{
  g_autofree char *addresses = sk_preferences_store_dup_addresses (store);
  g_autofree char *export = sk_preferences_store_dup_export (store);

  g_return_if_fail (self->store == NULL);

  self->mirror = g_object_ref (mirror);
  self->store = g_object_ref (store);
  add_line (self->mine,
            sk_checked_row_new (_("My Mail Addresses"), addresses,
                                _("So that an event you declined does not block time")),
            set_addresses, store);
  add_line (self->export,
            sk_checked_row_new (_("Calendar File"), export,
                                _("Such as /home/me/plan.ics; empty: none is kept")),
            set_export, store);
  sk_preferences_store_bind (store, SK_PREFERENCE_SHOW_TITLES, self->titles, "active");
  sk_preferences_store_watch_calendars (store, G_CALLBACK (render), self);
  render (self);
}
