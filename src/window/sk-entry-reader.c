/* sk-entry-reader.c — what a screen reader gets to know of a line to type in
 *
 * Before GTK 4.10 an AdwEntryRow has the focus without saying so: nobody hears
 * where they are.  What is inside of it can say it, but not what is typed there;
 * so that is told beside it, whenever somebody comes.  A secret never is.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-entry-reader.h"

static gboolean
is_told (void)
{
  return gtk_get_major_version () == 4 && gtk_get_minor_version () < 10;
}

static GtkWidget *
get_typed (AdwEntryRow *row)
{
  return is_told () ? GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)))
                    : GTK_WIDGET (row);
}

static void
tell (AdwEntryRow *row)
{
  GtkWidget *typed = get_typed (row);
  const char *text = g_object_get_data (G_OBJECT (row), "sk-told");
  gboolean is_shown = is_told () && !ADW_IS_PASSWORD_ENTRY_ROW (row);
  const char *value = is_shown ? gtk_editable_get_text (GTK_EDITABLE (row)) : "";
  g_autofree char *whole = g_strconcat (value, *value != '\0' && text != NULL ? "\n" : "",
                                        text, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (typed),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, whole, -1);
}

/**
 * sk_entry_reader_attach:
 * @row: a line to type in, that nobody has seen yet
 */
void
sk_entry_reader_attach (AdwEntryRow *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  if (is_told ())
    {
      g_object_set (row, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
      g_object_set (get_typed (row), "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
    }
  g_signal_connect_object (focus, "enter", G_CALLBACK (tell), row, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
  g_signal_connect (row, "notify::title", G_CALLBACK (tell), NULL);
  tell (row);
}

/**
 * sk_entry_reader_tell:
 * @row: a line to type in
 * @text: (nullable): what it is for, or why what is typed there cannot be
 * @is_refused: whether it is the latter
 */
void
sk_entry_reader_tell (AdwEntryRow *row,
                      const char  *text,
                      gboolean     is_refused)
{
  g_object_set_data_full (G_OBJECT (row), "sk-told", g_strdup (text), g_free);
  gtk_accessible_update_state (GTK_ACCESSIBLE (get_typed (row)), GTK_ACCESSIBLE_STATE_INVALID,
                               is_refused ? GTK_ACCESSIBLE_INVALID_TRUE
                                          : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  tell (row);
}
