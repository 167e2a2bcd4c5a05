/* cmd-undo.c — slotkeeperctl undo
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-changes-codec.h"
#include "sk-cmd.h"
#include "sk-pass.h"

static void
print_undone (const SkInvocation *invocation,
              const SkUndone     *undone)
{
  if (invocation->json)
    {
      g_autofree char *text = sk_changes_codec_write (undone->set, invocation->settings->rules);

      sk_cmd_print_json (text);
    }
  else
    {
      /* Translators: %3$s is the id of a change set */
      g_print (ngettext ("%1$u of %2$u change of %3$s taken back.\n",
                         "%1$u of %2$u changes of %3$s taken back.\n", undone->n_tasks),
               undone->n_undone, undone->n_tasks, undone->set->id);
    }
}

static SkExit
run (const SkInvocation *invocation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = sk_pass_open (invocation, &error);
  g_autoptr(SkUndone) undone = NULL;

  if (sources != NULL && sk_pass_recover (invocation, sources, NULL, &error))
    undone = sk_pass_undo (invocation, sources, invocation->args[0], &error);
  if (undone == NULL)
    return sk_cmd_fail (error);

  print_undone (invocation, undone);
  if (undone->error == NULL)
    return SK_EXIT_DONE;

  sk_pass_tell_failures (undone->set->writes);
  if (undone->n_undone == undone->n_tasks)      /* what could not be noted down */
    return sk_cmd_fail (undone->error);

  return sk_cmd_get_exit (undone->error);
}

const SkCmd sk_cmd_undo = {
  .name = "undo",
  .usage = "[ID]",
  .summary = N_("Take back a change set, the last one by default"),
  .n_optional = 1,
  .run = run,
};
