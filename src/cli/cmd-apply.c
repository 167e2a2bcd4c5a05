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
#include "sk-error.h"
#include "sk-pass.h"
#include "sk-table.h"
#include "sk-words.h"

static void
print_json (SkPlan         *plan,
            const SkReport *report)
{
  const SkChangeSet set = {
    .id = report->id,
    .at = sk_plan_get_at (plan),
    .digest = report->digest,
    .writes = report->writes,
  };
  g_autofree char *text = sk_changes_codec_write (&set, sk_plan_get_rules (plan));

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

  if (held == NULL)
    return SK_EXIT_USAGE;

  return sk_pass_hold (plan, held, &error) ? SK_EXIT_DONE : sk_cmd_fail (error);
}

/* What was taken back is made again only for somebody who looks, or asks for
 * it by name. */
static SkExit
respect_undone (const SkInvocation  *invocation,
                SkPlan             **plan)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) unwanted = NULL;

  if (invocation->only != NULL)
    return SK_EXIT_DONE;

  unwanted = sk_pass_list_unwanted (invocation, *plan, &error);
  if (unwanted == NULL)
    return sk_cmd_fail (error);

  sk_pass_tell_unwanted (*plan, unwanted, invocation->yes);
  if (invocation->yes && !sk_pass_hold (plan, unwanted, &error))
    return sk_cmd_fail (error);

  return SK_EXIT_DONE;
}

/* --- writing --- */

static SkExit
tell_report (const SkInvocation *invocation,
             SkPlan             *plan,
             const SkReport     *report)
{
  if (invocation->json)
    print_json (plan, report);
  else
    print_outcome (report);

  if (report->error == NULL)
    {
      sk_pass_export (invocation, plan);
      return SK_EXIT_DONE;
    }

  sk_pass_tell_failures (report->writes);
  return sk_cmd_get_exit (report->error);
}

/* A plan, and how long the journal was before it was made. */
typedef struct
{
  SkPlan *plan;
  gint64  seen;
} Draft;

static void
draft_clear (Draft *draft)
{
  g_clear_pointer (&draft->plan, sk_plan_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/* The plan, as far as it was chosen. */
static SkExit
make_plan (const SkInvocation *invocation,
           GListModel         *sources,
           Draft              *draft)
{
  g_autoptr(GError) error = NULL;

  draft_clear (draft);
  draft->seen = sk_journal_get_end (invocation->journal);
  draft->plan = sk_pass_plan (invocation, sources, FALSE, NULL, &error);
  if (draft->plan == NULL)
    return sk_cmd_fail (error);

  return choose (invocation, &draft->plan);
}

/* The answer may come after lunch: what was seen is what is written, or nothing. */
static SkExit
ask_and_commit (const SkInvocation *invocation,
                GListModel         *sources,
                SkPlan             *seen)
{
  g_autofree char *seen_digest = sk_commit_dup_digest (seen);
  g_autofree char *digest = NULL;
  g_auto(Draft) draft = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(SkReport) report = NULL;
  SkExit status;

  if (!may_write (invocation, seen))
    {
      g_print ("%s\n", _("Nothing was written."));
      return SK_EXIT_DONE;
    }

  status = make_plan (invocation, sources, &draft);
  if (status != SK_EXIT_DONE)
    return status;

  digest = sk_commit_dup_digest (draft.plan);
  if (strcmp (digest, seen_digest) != 0)
    {
      g_printerr ("slotkeeperctl: %s\n",
                  _("The plan would be another by now. Nothing was written; look again."));
      return SK_EXIT_CONFLICT;
    }

  report = sk_pass_commit (invocation, sources, draft.plan, draft.seen, NULL, &error);

  return report != NULL ? tell_report (invocation, draft.plan, report) : sk_cmd_fail (error);
}

/* Nobody is asked: where another program wrote while we planned, we plan again. */
static SkExit
plan_and_commit (const SkInvocation *invocation,
                 GListModel         *sources)
{
  for (guint tries = 1; ; tries++)
    {
      g_auto(Draft) draft = { NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(SkReport) report = NULL;
      SkExit status = make_plan (invocation, sources, &draft);

      if (status == SK_EXIT_DONE && tries == 1)
        sk_pass_note (draft.plan);
      if (status == SK_EXIT_DONE && !sk_pass_is_certain (draft.plan, &error))
        return sk_cmd_fail (error);
      if (status == SK_EXIT_DONE)
        status = respect_undone (invocation, &draft.plan);
      if (status != SK_EXIT_DONE)
        return status;

      report = sk_pass_commit (invocation, sources, draft.plan, draft.seen, NULL, &error);
      if (report != NULL)
        return tell_report (invocation, draft.plan, report);
      if (tries == SK_PASS_MAX_TRIES || !g_error_matches (error, SK_ERROR, SK_ERROR_CONFLICT))
        return sk_cmd_fail (error);
    }
}

static SkExit
plan_and_ask (const SkInvocation *invocation,
              GListModel         *sources)
{
  g_auto(Draft) draft = { NULL };
  SkExit status = make_plan (invocation, sources, &draft);

  if (status == SK_EXIT_DONE)
    {
      sk_pass_note (draft.plan);
      status = respect_undone (invocation, &draft.plan);
    }
  if (status != SK_EXIT_DONE)
    return status;

  if (sk_plan_has_changes (draft.plan))
    return ask_and_commit (invocation, sources, draft.plan);

  sk_table_print_plan (draft.plan, invocation->settings->may_colour);
  return SK_EXIT_DONE;
}

static SkExit
run (const SkInvocation *invocation)
{
  gboolean asks = isatty (STDIN_FILENO) && isatty (STDOUT_FILENO) && !invocation->json;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = NULL;

  if (!invocation->yes && !asks)
    return sk_cmd_usage (_("apply asks before it writes, and there is nobody to ask: add --yes."));

  sources = sk_pass_open (invocation, &error);
  if (sources == NULL || !sk_pass_recover (invocation, sources, NULL, &error))
    return sk_cmd_fail (error);

  return invocation->yes ? plan_and_commit (invocation, sources)
                         : plan_and_ask (invocation, sources);
}

const SkCmd sk_cmd_apply = {
  .name = "apply",
  .summary = N_("Plan, and write the dates back"),
  .run = run,
};
