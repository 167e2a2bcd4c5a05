/* cmd-export.c — slotkeeperctl export
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-cmd.h"
#include "sk-export.h"
#include "sk-ical-codec.h"
#include "sk-pass.h"

static SkExit
write_file (SkPlan     *plan,
            const char *path)
{
  g_autoptr(GError) error = NULL;

  return sk_export_keep (plan, path, &error) ? SK_EXIT_DONE : sk_cmd_fail (error);
}

static SkExit
run (const SkInvocation *invocation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = sk_pass_open (invocation, &error);
  g_autoptr(SkPlan) plan = NULL;
  g_autofree char *text = NULL;

  if (sources != NULL)
    plan = sk_pass_plan (invocation, sources, FALSE, NULL, &error);
  if (plan == NULL)
    return sk_cmd_fail (error);

  sk_pass_note (plan);
  if (invocation->output != NULL)
    return write_file (plan, invocation->output);

  text = sk_ical_codec_write (plan);
  sk_cmd_print_json (text);
  return SK_EXIT_DONE;
}

const SkCmd sk_cmd_export = {
  .name = "export",
  .summary = N_("Print the plan as a calendar (iCalendar)"),
  .run = run,
};
