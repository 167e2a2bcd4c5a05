/* sk-name-words.c — how we call tasks
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-name-words.h"

#include <glib/gi18n-lib.h>

#define MOST_NAMES 5

/**
 * sk_words_get_task_name:
 * @task: a task
 *
 * Returns: its title; its id if it has none
 */
const char *
sk_words_get_task_name (SkTask *task)
{
  const char *title = sk_task_get_title (task);

  return *title != '\0' ? title : sk_task_get_id (task);
}

static char *
dup_list (GPtrArray *names,
          guint      n)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        /* Translators: between the titles of a list */
        g_string_append (list, _(", "));
      /* Translators: a title in quotes */
      g_string_append_printf (list, _("“%s”"), (const char *) names->pdata[i]);
    }

  return g_string_free (list, FALSE);
}

/**
 * sk_words_dup_names:
 * @names: (element-type utf8): titles, at least one
 *
 * Returns: (transfer full): "“A”, “B”"; of many the first, and how many more
 */
char *
sk_words_dup_names (GPtrArray *names)
{
  g_autofree char *list = dup_list (names, MIN (names->len, MOST_NAMES));
  guint n_more = names->len - MIN (names->len, MOST_NAMES);

  if (n_more == 0)
    return g_steal_pointer (&list);

  /* Translators: %1$s is a list of titles in quotes */
  return g_strdup_printf (ngettext ("%1$s and %2$u more", "%1$s and %2$u more", n_more),
                          list, n_more);
}
