/* cmd-verify.c — slotkeeperctl verify PLAN --from FILE
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "sk-cmd.h"
#include "sk-complaint-words.h"
#include "sk-error.h"
#include "sk-ink.h"
#include "sk-pass.h"
#include "sk-plan-check.h"
#include "sk-plan-codec.h"

static char *
load (const char  *path,
      gsize       *length,
      GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(GError) load_error = NULL;
  char *text = NULL;

  if (!g_file_load_contents (file, NULL, &text, length, NULL, &load_error))
    g_set_error (error, SK_ERROR, SK_ERROR_MALFORMED, _("%1$s cannot be read: %2$s"),
                 path, load_error->message);

  return text;
}

static gboolean
has_its_digest (SkPlan      *plan,
                const char  *digest,
                GError     **error)
{
  g_autofree char *counted = sk_commit_dup_digest (plan);

  if (strcmp (counted, digest) == 0)
    return TRUE;

  g_set_error_literal (error, SK_ERROR, SK_ERROR_CHECK,
                       _("The digest is not that of the plan's changes."));
  return FALSE;
}

/* The tasks and rules of the file, by way of a plan that is not looked at. */
static SkPlan *
read_plan (const SkInvocation  *invocation,
           const char          *path,
           GError             **error)
{
  g_autoptr(GListModel) sources = sk_pass_open (invocation, error);
  g_autoptr(SkPlan) ours = NULL;
  g_autoptr(SkPlan) theirs = NULL;
  g_autofree char *text = NULL;
  g_autofree char *digest = NULL;
  gsize length;

  if (sources != NULL)
    ours = sk_pass_plan (invocation, sources, FALSE, NULL, error);
  if (ours == NULL)
    return NULL;

  text = load (path, &length, error);
  if (text == NULL)
    return NULL;

  theirs = sk_plan_codec_read (text, length, sk_plan_get_snapshot (ours),
                               sk_plan_get_rules (ours), &digest, error);
  if (theirs == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (!has_its_digest (theirs, digest, error))
    return NULL;

  return g_steal_pointer (&theirs);
}

static SkExit
run (const SkInvocation *invocation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkPlan) plan = NULL;
  g_autoptr(GArray) complaints = NULL;

  if (invocation->from == NULL)
    return sk_cmd_usage (_("verify needs the task file the plan was made from: add --from FILE."));

  plan = read_plan (invocation, invocation->args[0], &error);
  if (plan == NULL)
    return sk_cmd_fail (error);

  complaints = sk_plan_check (plan);
  for (guint i = 0; i < complaints->len; i++)
    {
      g_autofree char *sentence =
        sk_words_dup_complaint (&g_array_index (complaints, SkComplaint, i),
                                sk_plan_get_rules (plan));

      sk_ink_print_line (SK_INK_PLAIN, sentence);
    }

  if (complaints->len > 0)
    return SK_EXIT_CHECK_FAILED;

  g_print ("%s\n", _("The plan keeps every promise."));
  return SK_EXIT_DONE;
}

const SkCmd sk_cmd_verify = {
  .name = "verify",
  .usage = "PLAN --from FILE",
  .summary = N_("Check a plan and its certificates"),
  .n_args = 1,
  .run = run,
};
