/* cmd-plan.c — slotkeeperctl plan
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-cmd.h"
#include "sk-pass.h"
#include "sk-plan-codec.h"
#include "sk-table.h"

static void
print_json (SkPlan *plan)
{
  g_autofree char *digest = sk_commit_dup_digest (plan);
  g_autofree char *text = sk_plan_codec_write (plan, digest);

  sk_cmd_print_json (text);
}

static SkExit
run (const SkInvocation *invocation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = sk_pass_open (invocation, &error);
  g_autoptr(SkPlan) plan = NULL;

  if (sources != NULL)
    plan = sk_pass_plan (invocation, sources, invocation->json, NULL, &error);
  if (plan == NULL)
    return sk_cmd_fail (error);

  sk_pass_note (plan);
  if (invocation->json)
    print_json (plan);
  else
    sk_table_print_plan (plan, invocation->settings->may_colour);

  return SK_EXIT_DONE;
}

const SkCmd sk_cmd_plan = {
  .name = "plan",
  .summary = N_("Show what would change; write nothing"),
  .run = run,
};
