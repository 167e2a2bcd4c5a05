/* sk-refusal.c — why something cannot be, in the row where it was chosen
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-refusal.h"

/**
 * sk_refusal_say:
 * @row: a row with a line that says what it is for
 * @text: (nullable): why what is there cannot be; %NULL: it can
 *
 * Says it instead of what the row is for, or that again.
 *
 * Returns: (transfer none): what the row says now
 */
const char *
sk_refusal_say (AdwActionRow *row,
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

  adw_action_row_set_subtitle (row, escaped != NULL ? escaped : use);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "refused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "refused");

  return text != NULL ? text : use;
}
