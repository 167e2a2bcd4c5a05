/* sk-column-words.c — what a column is for, as people say it
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-column-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *role;
  const char *title;
  const char *use;
} columns[] = {
  { "title", N_("Task"), N_("What it is called") },
  { "rank", N_("Rank"), N_("Higher goes first") },
  { "status", N_("Status"), N_("Finished tasks are left alone") },
  { "duration", N_("Hours needed"), N_("How long the slot is") },
  { "due", N_("Due date"), N_("When it has to be done") },
  { "scheduled", N_("Scheduled date"), N_("Where the slot is written") },
  { "last-scheduled", N_("Last scheduled"), N_("When it was planned last") },
  { "auto-schedule", N_("Auto schedule"), N_("Whether to plan it at all") },
  { "earliest-start", N_("Earliest start"), N_("Not before that day") },
  { "blocked-by", N_("Blocked by"), N_("Only after those tasks") },
  { "pinned", N_("Pinned"), N_("Stays where it is") },
  { "assignee", N_("Assignee"), N_("Whose task it is") },
};

/**
 * sk_words_get_column:
 * @role: what a column is to us, as settings call it
 *
 * Returns: the same for people
 */
const char *
sk_words_get_column (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (strcmp (columns[i].role, role) == 0)
      return _(columns[i].title);

  return role;
}

/**
 * sk_words_get_column_use:
 * @role: what a column is to us, as settings call it
 *
 * Returns: what it is good for, in a few words; may be empty
 */
const char *
sk_words_get_column_use (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (strcmp (columns[i].role, role) == 0)
      return _(columns[i].use);

  return "";
}
