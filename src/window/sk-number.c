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

  sk_refusal_say (row, GTK_WIDGET (button), text);
}

static void
set_coming_back (GtkSpinButton *button,
                 gboolean       is_coming_back)
{
  g_object_set_data (G_OBJECT (button), "sk-coming-back", GINT_TO_POINTER (is_coming_back));
}

/* A number that comes back by itself does not take the sentence away; and nothing
 * at all is between two numbers, when one is typed over the other. */
static void
on_changed (GtkSpinButton *button,
            AdwActionRow  *row)
{
  gboolean is_coming_back = g_object_get_data (G_OBJECT (button), "sk-coming-back") != NULL;

  if (!is_coming_back && *gtk_editable_get_text (GTK_EDITABLE (button)) != '\0')
    say (button, row, !is_possible (button));
}

/* What was typed is confirmed: what cannot be gives way to what was before. */
static int
on_input (GtkSpinButton *button,
          double        *value,
          AdwActionRow  *row)
{
  if (!is_possible (button))
    {
      set_coming_back (button, TRUE);
      say (button, row, TRUE);
    }

  return FALSE;                 /* the button reads it by itself */
}

/* It says so even if it has not changed: it is there again. */
static void
on_value (GtkSpinButton *button)
{
  set_coming_back (button, FALSE);
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
  g_signal_connect_object (button, "input", G_CALLBACK (on_input), row, 0);
  g_signal_connect (button, "value-changed", G_CALLBACK (on_value), NULL);
  say (button, row, FALSE);
}
