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
print_failures (const SkReport *report)
{
  const char *last = NULL;

  for (guint i = 0; i < report->writes->len; i++)
    {
      const SkWrite *write = &g_array_index (report->writes, SkWrite, i);

      if (write->text == NULL || g_strcmp0 (write->text, last) == 0)
        continue;
      g_printerr ("slotkeeperctl: %s: %s\n", sk_task_get_title (write->task), write->text);
      last = write->text;
    }
}

static void
print_outcome (const SkReport *report)
{
  g_print (ngettext ("%1$u of %2$u change written.\n", "%1$u of %2$u changes written.\n",
                     report->n_changes), report->n_written, report->n_changes);
}

/* Only a person at a terminal can be asked. */
static gboolean
may_write (SkPlan *plan)
{
  char answer[16];

  sk_table_print_plan (plan);
  /* Translators: answered with y or with anything else */
  g_print ("\n%s ", _("Write this? [y/N]"));
  fflush (stdout);

  return fgets (answer, sizeof answer, stdin) != NULL &&
         (g_ascii_tolower (*answer) == 'y' || g_ascii_tolower (*answer) == *_("y"));
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

  print_failures (report);
  return sk_cmd_fail (report->error);
}

static SkExit
run (const SkInvocation *invocation)
{
  gboolean asks = isatty (STDIN_FILENO) && isatty (STDOUT_FILENO) && !invocation->json;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = NULL;
  g_autoptr(SkPlan) plan = NULL;

  if (!invocation->yes && !asks)
    return sk_cmd_usage (_("apply asks before it writes, and there is nobody to ask: add --yes."));

  sources = sk_pass_open (invocation, &error);
  if (sources != NULL)
    plan = sk_pass_plan (invocation, sources, FALSE, NULL, &error);
  if (plan == NULL)
    return sk_cmd_fail (error);

  sk_pass_note (plan);
  if (!invocation->yes && !may_write (plan))
    {
      g_print ("%s\n", _("Nothing was written."));
      return SK_EXIT_DONE;
    }

  return commit (invocation, sources, plan);
}

const SkCmd sk_cmd_apply = {
  .name = "apply",
  .summary = N_("Plan, and write the dates back"),
  .run = run,
};
