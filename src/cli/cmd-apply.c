/* cmd-apply.c — slotkeeperctl apply
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "sk-changes-codec.h"
#include "sk-cmd.h"
#include "sk-hold.h"
#include "sk-pass.h"
#include "sk-table.h"
#include "sk-words.h"

/* Where everything was written, if that is one place. */
static const char *
find_workspace (const SkReport *report)
{
  const char *workspace = NULL;

  for (guint i = 0; i < report->writes->len; i++)
    {
      SkTask *task = g_array_index (report->writes, SkWrite, i).task;

      if (i > 0 && g_strcmp0 (sk_task_get_workspace (task), workspace) != 0)
        return NULL;
      workspace = sk_task_get_workspace (task);
    }

  return workspace;
}

static void
print_json (SkPlan         *plan,
            const SkReport *report)
{
  g_autofree char *text = sk_changes_codec_write (report->writes, NULL, find_workspace (report),
                                                  report->digest, sk_plan_get_at (plan),
                                                  sk_plan_get_rules (plan));

  sk_cmd_print_json (text);
}

static void
print_outcome (const SkReport *report)
{
  g_print (ngettext ("%1$u of %2$u change written.\n", "%1$u of %2$u changes written.\n",
                     report->n_changes), report->n_written, report->n_changes);
}

/* --- the question --- */

/* The whole line, so that "yes please do not" is a no. */
static gboolean
is_yes (const char *line)
{
  /* Translators: answers to "Write this? [y/N]" that mean yes */
  const char *const words[] = { "y", "yes", _("y"), _("yes") };
  g_autofree char *folded = g_utf8_casefold (line, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = g_utf8_casefold (words[i], -1);

      if (strcmp (folded, word) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Only a person at a terminal can be asked. */
static gboolean
may_write (const SkInvocation *invocation,
           SkPlan             *plan)
{
  char line[64];

  sk_table_print_plan (plan, invocation->settings->may_colour);
  g_print ("\n%s ", _("Write this? [y/N]"));
  fflush (stdout);

  return fgets (line, sizeof line, stdin) != NULL &&
         g_utf8_validate (line, -1, NULL) && is_yes (g_strstrip (line));
}

/* --- a part of it --- */

static gboolean
add_ids (SkPlan     *plan,
         char      **wanted,    /* (nullable) */
         GHashTable *ids)
{
  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    {
      SkTask *task = sk_pass_find_task (plan, wanted[i]);

      if (task == NULL)
        return FALSE;
      g_hash_table_add (ids, (char *) sk_task_get_id (task));
    }

  return TRUE;
}

/* The tasks that --only and --except leave as they are; NULL: usage. */
static GHashTable *
choose_held (const SkInvocation *invocation,
             SkPlan             *plan)
{
  g_autoptr(GHashTable) only = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) held = g_hash_table_new (g_str_hash, g_str_equal);
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);

  if (!add_ids (plan, invocation->only, only) || !add_ids (plan, invocation->except, held))
    return NULL;

  for (guint i = 0; invocation->only != NULL && i < sk_snapshot_get_n_tasks (snapshot); i++)
    {
      const char *id = sk_task_get_id (sk_snapshot_get_task (snapshot, i));

      if (!g_hash_table_contains (only, id))
        g_hash_table_add (held, (char *) id);
    }

  return g_steal_pointer (&held);
}

/* Replaces @plan by one that leaves alone what was not chosen. */
static SkExit
choose (const SkInvocation  *invocation,
        SkPlan             **plan)
{
  g_autoptr(GHashTable) held = choose_held (invocation, *plan);
  g_autoptr(GError) error = NULL;
  SkPlan *chosen;

  if (held == NULL)
    return SK_EXIT_USAGE;
  if (g_hash_table_size (held) == 0)
    return SK_EXIT_DONE;

  chosen = sk_hold_plan (*plan, held, &error);
  if (chosen == NULL)
    return sk_cmd_fail (error);

  sk_plan_unref (*plan);
  *plan = chosen;
  return SK_EXIT_DONE;
}

static SkExit
commit (const SkInvocation *invocation,
        GListModel         *sources,
        SkPlan             *plan)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkReport) report = sk_pass_commit (sources, plan, NULL, &error);

  if (report == NULL)
    return sk_cmd_fail (error);

  if (invocation->json)
    print_json (plan, report);
  else
    print_outcome (report);

  if (report->error == NULL)
    return SK_EXIT_DONE;

  sk_pass_tell_failures (report);
  return sk_cmd_get_exit (report->error);
}

/* The plan, as far as it was chosen. */
static SkExit
make_plan (const SkInvocation  *invocation,
           GListModel          *sources,
           SkPlan             **plan)
{
  g_autoptr(GError) error = NULL;

  *plan = sk_pass_plan (invocation, sources, FALSE, NULL, &error);
  if (*plan == NULL)
    return sk_cmd_fail (error);

  return choose (invocation, plan);
}

/* The answer may come after lunch: what was seen is what is written, or nothing. */
static SkExit
ask_and_commit (const SkInvocation *invocation,
                GListModel         *sources,
                SkPlan             *seen)
{
  g_autofree char *seen_digest = sk_commit_dup_digest (seen);
  g_autofree char *digest = NULL;
  g_autoptr(SkPlan) plan = NULL;
  SkExit status;

  if (!may_write (invocation, seen))
    {
      g_print ("%s\n", _("Nothing was written."));
      return SK_EXIT_DONE;
    }

  status = make_plan (invocation, sources, &plan);
  if (status != SK_EXIT_DONE)
    return status;

  digest = sk_commit_dup_digest (plan);
  if (strcmp (digest, seen_digest) == 0)
    return commit (invocation, sources, plan);

  g_printerr ("slotkeeperctl: %s\n",
              _("The plan would be another by now. Nothing was written; look again."));
  return SK_EXIT_CONFLICT;
}

static SkExit
run (const SkInvocation *invocation)
{
  gboolean asks = isatty (STDIN_FILENO) && isatty (STDOUT_FILENO) && !invocation->json;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = NULL;
  g_autoptr(SkPlan) plan = NULL;
  SkExit status;

  if (!invocation->yes && !asks)
    return sk_cmd_usage (_("apply asks before it writes, and there is nobody to ask: add --yes."));

  sources = sk_pass_open (invocation, &error);
  if (sources == NULL)
    return sk_cmd_fail (error);

  status = make_plan (invocation, sources, &plan);
  if (status != SK_EXIT_DONE)
    return status;

  sk_pass_note (plan);
  if (invocation->yes)
    return commit (invocation, sources, plan);
  if (sk_plan_has_changes (plan))
    return ask_and_commit (invocation, sources, plan);

  sk_table_print_plan (plan, invocation->settings->may_colour);
  return SK_EXIT_DONE;
}

const SkCmd sk_cmd_apply = {
  .name = "apply",
  .summary = N_("Plan, and write the dates back"),
  .run = run,
};
