/* sk-number.c — a number that is refused where it is typed
 *
 * A spin button takes the nearest number it can have, without a word.  Here what
 * was before stays, and the row says from where to where it may be.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-number.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdlib.h>

#include "sk-refusal.h"

static gboolean
is_possible (GtkSpinButton *button)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (button));
  double least, most, number;
  char *end;

  gtk_spin_button_get_range (button, &least, &most);
  errno = 0;
  number = strtod (text, &end);

  return end != text && *end == '\0' && errno == 0 && number >= least && number <= most;
}

static gboolean
is_unchanged (GtkSpinButton *button)
{
  g_autofree char *text = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (button));

  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (button)), text);
}

static void
say (GtkSpinButton *button,
     AdwActionRow  *row,
     gboolean       is_refused)
{
  g_autofree char *text = NULL;
  double least, most;

  gtk_spin_button_get_range (button, &least, &most);
  if (is_refused)
    /* Translators: the least and the greatest number that can be set */
    text = g_strdup_printf (_("Write a number from %1$d to %2$d."), (int) least, (int) most);

  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_INVALID,
                               is_refused ? GTK_ACCESSIBLE_INVALID_TRUE
                                          : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sk_refusal_say (row, text), -1);
}

/* A number that comes back by itself does not take the sentence away. */
static void
on_changed (GtkSpinButton *button,
            AdwActionRow  *row)
{
  if (!is_possible (button))
    say (button, row, TRUE);
  else if (!is_unchanged (button))
    say (button, row, FALSE);
}

static void
on_value (GtkSpinButton *button,
          AdwActionRow  *row)
{
  say (button, row, FALSE);
}

/**
 * sk_number_check:
 * @button: where a number is typed, with the least and the most it can be
 * @row: the row it is in, with a line that says what it is for
 */
void
sk_number_check (GtkSpinButton *button,
                 AdwActionRow  *row)
{
  gtk_spin_button_set_numeric (button, TRUE);
  gtk_spin_button_set_update_policy (button, GTK_UPDATE_IF_VALID);
  g_signal_connect_object (button, "changed", G_CALLBACK (on_changed), row, 0);
  g_signal_connect_object (button, "value-changed", G_CALLBACK (on_value), row, 0);
  say (button, row, FALSE);
}
