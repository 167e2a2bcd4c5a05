/* sk-refusal.c — why something cannot be, in the row where it was chosen, and in view
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-refusal.h"

/* The first tick is before the sentence has got its room, the second after. */
static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  guint *n_ticks = user_data;
  graphene_rect_t bounds;
  GtkAdjustment *place;
  double top;

  if ((*n_ticks)++ == 0)
    return G_SOURCE_CONTINUE;

  if (view == NULL || !gtk_widget_compute_bounds (widget, view, &bounds))
    return G_SOURCE_REMOVE;

  place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  top = gtk_adjustment_get_value (place) + (double) bounds.origin.y;
  gtk_adjustment_clamp_page (place, top, top + (double) bounds.size.height);

  return G_SOURCE_REMOVE;
}

/**
 * sk_refusal_show:
 * @widget: where something is said
 *
 * Brings it into view: a sentence beyond the edge of the window is none.
 */
void
sk_refusal_show (GtkWidget *widget)
{
  gtk_widget_add_tick_callback (widget, on_tick, g_new0 (guint, 1), g_free);
}

/* Only what has the focus is heard: that may be the row, or what is in it. */
static void
tell (GtkWidget  *widget,
      const char *text,
      gboolean    is_refused)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID,
                               is_refused ? GTK_ACCESSIBLE_INVALID_TRUE
                                          : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

/**
 * sk_refusal_say:
 * @row: a row with a line that says what it is for
 * @control: (nullable): what is set there, if it is not the row itself
 * @text: (nullable): why what is there cannot be; %NULL: it can
 *
 * Says it instead of what the row is for, or that again.  What is said already
 * leaves the page where it is.
 */
void
sk_refusal_say (AdwActionRow *row,
                GtkWidget    *control,
                const char   *text)
{
  const char *use = g_object_get_data (G_OBJECT (row), "sk-use");
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  if (use == NULL)
    {
      use = adw_action_row_get_subtitle (row);
      g_object_set_data_full (G_OBJECT (row), "sk-use", g_strdup (use), g_free);
      use = g_object_get_data (G_OBJECT (row), "sk-use");
    }

  tell (GTK_WIDGET (row), text != NULL ? text : use, text != NULL);
  if (control != NULL)
    tell (control, text != NULL ? text : use, text != NULL);
  if (g_strcmp0 (adw_action_row_get_subtitle (row), escaped != NULL ? escaped : use) == 0)
    return;

  adw_action_row_set_subtitle (row, escaped != NULL ? escaped : use);
  if (text != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "refused");
      sk_refusal_show (GTK_WIDGET (row));
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "refused");
}
