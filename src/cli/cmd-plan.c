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
#include "sk-what-if-codec.h"
#include "sk-what-if-table.h"
#include "sk-what-if.h"

static void
print_json (SkPlan *plan)
{
  g_autofree char *digest = sk_commit_dup_digest (plan);
  g_autofree char *text = sk_plan_codec_write (plan, digest);

  sk_cmd_print_json (text);
}

/* What was taken back is shown for review; nothing makes it again by itself. */
static void
tell_unwanted (const SkInvocation *invocation,
               SkPlan             *plan)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) unwanted = sk_pass_list_unwanted (invocation, plan, &error);

  if (unwanted != NULL)
    sk_pass_tell_unwanted (plan, unwanted, FALSE);
  else
    sk_cmd_fail (error);
}

static void
print_plan (const SkInvocation *invocation,
            SkPlan             *plan)
{
  if (invocation->json)
    print_json (plan);
  else
    sk_table_print_plan (plan, invocation->settings->may_colour);
}

/* --- what if --- */

static void
print_two_as_json (SkPlan            *before,
                   SkPlan            *after,
                   const char *const *lines,
                   const GArray      *effects)
{
  g_autofree char *before_digest = sk_commit_dup_digest (before);
  g_autofree char *after_digest = sk_commit_dup_digest (after);
  g_autofree char *text = sk_what_if_codec_write (&(SkWhatIfInit) {
    .lines = lines,
    .before = before,
    .before_digest = before_digest,
    .after = after,
    .after_digest = after_digest,
    .effects = effects,
  });

  sk_cmd_print_json (text);
}

/* Plans the same once more, with what is supposed; writes nothing. */
static SkExit
suppose (const SkInvocation *invocation,
         SkPlan             *plan)
{
  const char *const *lines = (const char *const *) invocation->what_if;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkPlan) supposed = sk_what_if_plan (plan, lines, invocation->json, &error);
  g_autoptr(GArray) effects = NULL;

  if (supposed == NULL)
    return sk_cmd_fail (error);

  effects = sk_effect_list (plan, supposed);
  if (invocation->json)
    print_two_as_json (plan, supposed, lines, effects);
  else
    sk_what_if_table_print (supposed, lines, effects, invocation->settings->may_colour);

  return SK_EXIT_DONE;
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
  if (invocation->what_if != NULL)
    return suppose (invocation, plan);

  tell_unwanted (invocation, plan);

  print_plan (invocation, plan);
  return SK_EXIT_DONE;
}

const SkCmd sk_cmd_plan = {
  .name = "plan",
  .summary = N_("Show what would change; write nothing"),
  .run = run,
};
