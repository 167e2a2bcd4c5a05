/* sk-notion-name.c — how names that people gave in Notion are compared
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-name.h"

/**
 * sk_notion_name_fold:
 * @name: the name of a column, a group or a status
 *
 * Returns: (transfer full): it, without what makes no difference: case, space around it
 */
char *
sk_notion_name_fold (const char *name)
{
  g_autofree char *copy = g_strstrip (g_strdup (name));

  return g_utf8_casefold (copy, -1);
}

/**
 * sk_notion_name_equal:
 * @a: a name
 * @b: another one
 *
 * Returns: whether people would call them the same
 */
gboolean
sk_notion_name_equal (const char *a,
                      const char *b)
{
  g_autofree char *folded_a = sk_notion_name_fold (a);
  g_autofree char *folded_b = sk_notion_name_fold (b);

  return g_str_equal (folded_a, folded_b);
}
