/* sk-menu-row.c — a menu, as a value
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-menu-row.h"

#include <string.h>

static void
sk_menu_row_clear (gpointer data)
{
  SkMenuRow *self = data;

  g_free ((char *) self->key);
  g_free ((char *) self->label);
  g_free ((char *) self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_clear_pointer (&self->rows, g_array_unref);
}

/**
 * sk_menu_new:
 *
 * Returns: (transfer full) (element-type SkMenuRow): a menu without rows
 */
GArray *
sk_menu_new (void)
{
  GArray *menu = g_array_new (FALSE, FALSE, sizeof (SkMenuRow));

  g_array_set_clear_func (menu, sk_menu_row_clear);

  return menu;
}

/**
 * sk_menu_add:
 * @menu: a menu that nobody else has yet
 * @row: a row; its strings are copied, its target is sunk, its rows are shared
 */
void
sk_menu_add (GArray          *menu,
             const SkMenuRow *row)
{
  SkMenuRow copy = *row;

  copy.key = g_strdup (row->key);
  copy.label = g_strdup (row->label);
  copy.action = g_strdup (row->action);
  copy.target = row->target != NULL ? g_variant_ref_sink (row->target) : NULL;
  copy.rows = row->rows != NULL ? g_array_ref (row->rows) : NULL;
  g_array_append_val (menu, copy);
}

/**
 * sk_menu_find:
 * @menu: (nullable) (element-type SkMenuRow): a menu
 * @key: a key
 *
 * Returns: (nullable): the row of that key, in the menu or in a menu of it
 */
const SkMenuRow *
sk_menu_find (const GArray *menu,
              const char   *key)
{
  for (guint i = 0; menu != NULL && i < menu->len; i++)
    {
      const SkMenuRow *row = &g_array_index (menu, SkMenuRow, i);
      const SkMenuRow *inner = NULL;

      if (strcmp (row->key, key) == 0)
        return row;
      inner = sk_menu_find (row->rows, key);
      if (inner != NULL)
        return inner;
    }

  return NULL;
}

/**
 * sk_menu_is_seen:
 * @menu: (element-type SkMenuRow): a menu
 *
 * Returns: whether any of its rows is
 */
gboolean
sk_menu_is_seen (const GArray *menu)
{
  for (guint i = 0; i < menu->len; i++)
    if (!g_array_index (menu, SkMenuRow, i).is_hidden)
      return TRUE;

  return FALSE;
}
