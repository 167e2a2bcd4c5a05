/* cmd-history.c — slotkeeperctl history
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-changes-codec.h"
#include "sk-cmd.h"
#include "sk-history.h"
#include "sk-time-words.h"

#define MOST_SETS 1000          /* that are listed, the newest */

/* Whether any of it belongs to what was asked for. */
static gboolean
is_asked_for (const SkInvocation *invocation,
              const SkChangeSet  *set)
{
  if (invocation->workspace == NULL)
    return TRUE;

  for (guint i = 0; i < set->writes->len; i++)
    {
      SkTask *task = g_array_index (set->writes, SkWrite, i).task;
      const char *workspace = sk_task_get_workspace (task);

      if (workspace != NULL && g_ascii_strcasecmp (workspace, invocation->workspace) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The newest first. */
static GPtrArray *
choose (const SkInvocation *invocation,
        GPtrArray          *sets)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = sets->len; i > 0; i--)
    if (is_asked_for (invocation, g_ptr_array_index (sets, i - 1)))
      g_ptr_array_add (chosen, g_ptr_array_index (sets, i - 1));

  return chosen;
}

/* --- for people --- */

static void
add_part (GString *text,
          guint    n,
          char    *part)        /* (transfer full) */
{
  if (n > 0)
    /* Translators: between the parts of a list of numbers */
    g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", part);

  g_free (part);
}

/* "3 written, 1 taken back" */
static char *
dup_summary (const SkChangeSet *set)
{
  GString *text = g_string_new (NULL);
  guint n;

  n = sk_change_set_count (set, SK_OUTCOME_WRITTEN);
  add_part (text, n, g_strdup_printf (ngettext ("%u written", "%u written", n), n));
  n = sk_change_set_count (set, SK_OUTCOME_UNDONE);
  add_part (text, n, g_strdup_printf (ngettext ("%u taken back", "%u taken back", n), n));
  n = sk_change_set_count (set, SK_OUTCOME_FAILED);
  add_part (text, n, g_strdup_printf (ngettext ("%u failed", "%u failed", n), n));
  n = sk_change_set_count (set, SK_OUTCOME_CONFLICT);
  add_part (text, n, g_strdup_printf (ngettext ("%u changed by others", "%u changed by others",
                                                n), n));
  n = sk_change_set_count (set, SK_OUTCOME_PLANNED);
  add_part (text, n, g_strdup_printf (ngettext ("%u not certain", "%u not certain", n), n));

  return g_string_free (text, FALSE);
}

static void
print_set (const SkInvocation *invocation,
           const SkChangeSet  *set)
{
  g_autofree char *at = sk_words_dup_moment (set->at, invocation->settings->rules);
  g_autofree char *summary = dup_summary (set);
  const char *workspace = sk_change_set_get_workspace (set);

  g_print ("%s  %s  %s", set->id, at, summary);
  if (workspace != NULL && *workspace != '\0')
    g_print ("  %s", workspace);
  if (set->undoes != NULL)
    {
      /* Translators: %s is the id of a change set */
      g_autofree char *undoes = g_strdup_printf (_("takes back %s"), set->undoes);

      g_print ("  %s", undoes);
    }
  g_print ("\n");
}

static SkExit
run (const SkInvocation *invocation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) all = sk_history_read (invocation->journal, 0, MOST_SETS, &error);
  g_autoptr(GPtrArray) sets = NULL;
  guint n_torn = sk_journal_get_n_torn (invocation->journal);

  if (all == NULL)
    return sk_cmd_fail (error);

  if (n_torn > 0)
    g_printerr (ngettext ("slotkeeperctl: %u line of the journal is torn and was passed over.\n",
                          "slotkeeperctl: %u lines of the journal are torn and were passed "
                          "over.\n", n_torn), n_torn);
  sets = choose (invocation, all);
  if (invocation->json)
    {
      g_autofree char *text = sk_changes_codec_write_all (sets, invocation->settings->rules);

      sk_cmd_print_json (text);
      return SK_EXIT_DONE;
    }

  if (sets->len == 0)
    g_print ("%s\n", _("Nothing was written yet."));
  for (guint i = 0; i < sets->len; i++)
    print_set (invocation, g_ptr_array_index (sets, i));

  return SK_EXIT_DONE;
}

const SkCmd sk_cmd_history = {
  .name = "history",
  .summary = N_("List what was written"),
  .run = run,
};
