/* sk-column-row.c — one role, and the column that has it, to be chosen from a list
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-column-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sk-choice.h"
#include "sk-column-words.h"

/* What a row knows besides what it shows. */
typedef struct
{
  char           *role;
  GPtrArray      *ids;          /* (element-type utf8) (nullable elements): of what can be chosen */
  SkColumnChosen  callback;
  gpointer        user_data;
} Choice;

static void
choice_free (Choice *choice)
{
  g_free (choice->role);
  g_ptr_array_unref (choice->ids);
  g_free (choice);
}

static Choice *
get_choice (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "sk-choice");
}

const char *
sk_column_row_get_role (GtkWidget *row)
{
  return get_choice (row)->role;
}

/**
 * sk_column_row_get_chosen:
 * @row: from sk_column_row_new()
 *
 * Returns: (nullable): the id of the column that is chosen; %NULL: the usual one
 */
const char *
sk_column_row_get_chosen (GtkWidget *row)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));
  Choice *choice = get_choice (row);

  return selected < choice->ids->len ? g_ptr_array_index (choice->ids, selected) : NULL;
}

static void
on_selected (GtkWidget *row)
{
  Choice *choice = get_choice (row);

  choice->callback (choice->role, sk_column_row_get_chosen (row), choice->user_data);
}

static const char *
get_nothing (const SkAccountColumn *column)
{
  if (column->fit == SK_ACCOUNT_FIT_WRONG_TYPE)
    return _("Choose a Column");

  return column->may_add ? _("A New Column") : _("None");
}

/* The column that is called as usual comes first, or what is instead of it. */
static guint
fill (GtkStringList         *names,
      GPtrArray             *ids,
      const SkAccountColumn *column,
      const char            *chosen)    /* (nullable) */
{
  guint selected = 0;

  if (column->fit != SK_ACCOUNT_FIT_GOOD)
    {
      gtk_string_list_append (names, get_nothing (column));
      g_ptr_array_add (ids, NULL);
    }

  for (guint i = 0; column->choices != NULL && i < column->choices->len; i++)
    {
      const SkAccountChoice *choice = g_ptr_array_index (column->choices, i);

      if (g_strcmp0 (choice->id, chosen) == 0 ||
          (chosen == NULL && column->fit == SK_ACCOUNT_FIT_GOOD &&
           g_strcmp0 (choice->id, column->id) == 0))
        selected = ids->len;
      gtk_string_list_append (names, choice->name);
      g_ptr_array_add (ids, g_strdup (choice->id));
    }

  return selected;
}

/**
 * sk_column_row_is_worth_showing:
 * @column: a role, and the column that has it
 *
 * Returns: whether a person can do something about it that helps
 */
gboolean
sk_column_row_is_worth_showing (const SkAccountColumn *column)
{
  if (column->fit == SK_ACCOUNT_FIT_WRONG_TYPE)
    return TRUE;

  return column->fit == SK_ACCOUNT_FIT_MISSING && (column->is_known || column->is_required) &&
         (column->may_add || (column->choices != NULL && column->choices->len > 0));
}

/**
 * sk_column_row_new:
 * @column: a role, and the column that has it
 * @chosen: (nullable): the id of the column that was chosen for it
 * @callback: called when another one is chosen
 * @user_data: for @callback
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
sk_column_row_new (const SkAccountColumn *column,
                   const char            *chosen,
                   SkColumnChosen         callback,
                   gpointer               user_data)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  Choice *choice = g_new0 (Choice, 1);
  const char *use = sk_words_get_column_use (column->role);
  guint selected;

  *choice = (Choice) {
    g_strdup (column->role), g_ptr_array_new_with_free_func (g_free), callback, user_data,
  };
  selected = fill (names, choice->ids, column, chosen);
  g_object_set_data_full (G_OBJECT (row), "sk-choice", choice, (GDestroyNotify) choice_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sk_words_get_column (column->role));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), use);
  sk_choice_show_whole (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  if (callback != NULL)
    g_signal_connect (row, "notify::selected", G_CALLBACK (on_selected), NULL);

  return row;
}
