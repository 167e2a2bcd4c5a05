/* cmd-doctor.c — slotkeeperctl doctor
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-cmd.h"
#include "sk-error.h"
#include "sk-history.h"
#include "sk-look.h"
#include "sk-pass.h"
#include "sk-setup.h"
#include "sk-time-words.h"
#include "sk-wiring.h"

#define NOTION_HOST "api.notion.com"

/* The worst of what was found. */
typedef struct
{
  const SkInvocation *invocation;
  GError             *worst;    /* (nullable) */
} Doctor;

static void
find (Doctor *self,
      GError *error)            /* (transfer full) */
{
  g_print ("  %s\n", error->message);
  if (sk_error_is_worse (error, self->worst))
    {
      g_clear_error (&self->worst);
      self->worst = g_steal_pointer (&error);
    }

  g_clear_error (&error);
}

/* --- a workspace --- */

static void
check_rows (Doctor            *self,
            const SkWorkspace *workspace)
{
  SkSettings *settings = self->invocation->settings;
  GError *error = NULL;
  g_autoptr(GListModel) sources = NULL;
  g_autoptr(SkPlan) plan = NULL;
  g_autoptr(SkSettings) only = sk_setup_make_settings (settings, workspace);

  sources = sk_wiring_new_sources (&(SkWiring) { .workspace = workspace->name }, only, &error);
  if (sources != NULL)
    plan = sk_pass_plan (self->invocation, sources, FALSE, NULL, &error);
  if (plan == NULL)
    {
      find (self, error);
      return;
    }

  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  guint n = sk_snapshot_get_n_tasks (snapshot);

  g_print (ngettext ("  Rows: %u open task can be read.\n", "  Rows: %u open tasks can be read.\n",
                     n), n);
  for (guint i = 0; i < sk_snapshot_get_n_notes (snapshot); i++)
    g_print ("  %s\n", sk_snapshot_get_note (snapshot, i));
}

static void
check_account (Doctor            *self,
               const SkWorkspace *workspace)
{
  GError *error = NULL;
  g_autofree char *address = sk_wiring_dup_address (workspace);
  g_autoptr(SkAccountSource) account =
    sk_wiring_new_account (workspace, self->invocation->settings, &error);
  g_autoptr(SkAccountOwner) owner = NULL;
  g_autoptr(GPtrArray) columns = NULL;

  if (account != NULL)
    owner = sk_look_for_owner (account, &error);
  if (owner != NULL)
    {
      g_print (_("  Key: it works and belongs to “%s”.\n"), owner->name);
      columns = sk_look_at_columns (account, address, &error);
    }
  if (columns == NULL)
    {
      find (self, error);
      return;
    }

  if (sk_look_tell_columns (columns))
    {
      g_print ("  %s\n", _("Columns: those that are needed are there."));
      check_rows (self, workspace);
    }
  else
    find (self, g_error_new_literal (SK_ERROR, SK_ERROR_MISSING,
                                     _("Run “slotkeeperctl connect --add-columns” to add the date "
                                       "columns that are missing.")));
}

static void
check_workspace (Doctor            *self,
                 const SkWorkspace *workspace)
{
  GError *error = NULL;
  g_autoptr(SkSecret) key = NULL;

  g_print ("%s\n", workspace->name);
  if (workspace->file != NULL)
    {
      g_print (_("  A task file: %s\n"), workspace->file);
      return;
    }

  key = sk_wiring_find_key (workspace, &error);
  if (key == NULL)
    {
      find (self, error);
      return;
    }

  g_autoptr(SkWorkspace) opened = sk_workspace_copy (workspace);

  sk_secret_wipe (opened->key);
  opened->key = g_strdup (sk_secret_peek (key));
  check_account (self, opened);
}

static void
check_workspaces (Doctor *self)
{
  GError *error = NULL;
  g_autoptr(SkSettings) settings = sk_settings_read (TRUE, self->invocation->workspace, &error);

  if (settings == NULL)
    {
      g_print ("%s\n", _("Workspaces"));
      find (self, error);
      return;
    }

  for (guint i = 0; i < settings->workspaces->len; i++)
    check_workspace (self, g_ptr_array_index (settings->workspaces, i));
  if (settings->workspaces->len > 0)
    return;

  g_print ("%s\n", _("Workspaces"));
  find (self, g_error_new_literal (SK_ERROR, SK_ERROR_MISSING,
                                   _("There is no workspace yet. Run “slotkeeperctl connect”, or "
                                     "set NOTION_API_KEY and NOTION_DB_ID.")));
}

/* --- the machine --- */

static void
tell_keyring (void)
{
  switch (sk_wiring_check_keyring ())
    {
    case SK_KEYRING_OPEN:
      g_print ("%s\n", _("Keyring: it is there and open."));
      break;

    case SK_KEYRING_LOCKED:
      g_print ("%s\n", _("Keyring: it is locked. Unlock it before a key is needed from it."));
      break;

    case SK_KEYRING_NONE:
    default:
      g_print ("%s\n", _("Keyring: there is none here. Keys come from the environment, or from a "
                         "file with “connect --key-file”."));
      break;
    }
}

static void
tell_settings (const SkInvocation *invocation)
{
  if (sk_setup_may_remember (invocation->settings))
    g_print ("%s\n", _("Settings: preferences and environment variables; variables win."));
  else
    g_print ("%s\n", _("Settings: environment variables only; no preferences that stay are "
                       "installed."));
}

static void
tell_clock (const SkInvocation *invocation)
{
  SkRules *rules = invocation->settings->rules;
  g_autofree char *now = sk_words_dup_moment (sk_clock_now (invocation->clock), rules);

  /* Translators: %1$s is a moment, %2$s a time zone */
  g_print (_("Clock: it is %1$s in %2$s. If that is wrong, set the machine’s clock or "
             "SCHEDULER_TIMEZONE.\n"), now, sk_rules_get_zone_name (rules));
}

static void
check_journal (Doctor *self)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) sets = sk_history_read (self->invocation->journal, 0, 1000, &error);

  if (sets == NULL)
    {
      find (self, error);
      return;
    }

  g_print (ngettext ("Journal: %u change set, in %s.\n", "Journal: %u change sets, in %s.\n",
                     sets->len), sets->len, self->invocation->settings->state_folder);
}

static void
tell_network (const SkInvocation *invocation)
{
  const char *address = invocation->settings->notion_url;
  g_autoptr(GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  g_print ("%s\n", _("Network:"));
  /* Translators: %s is a host */
  g_print (_("  %s — to read tasks from Notion and write their dates back; nothing else is "
             "contacted.\n"), address == NULL ? NOTION_HOST : host != NULL ? host : address);
}

static SkExit
run (const SkInvocation *invocation)
{
  Doctor self = { invocation, NULL };
  SkExit status;

  check_workspaces (&self);
  tell_keyring ();
  tell_settings (invocation);
  tell_clock (invocation);
  check_journal (&self);
  g_print ("%s\n", _("Calendars: none can be read yet; only the database is planned around."));
  g_print ("%s\n", _("Tray: this program needs none."));
  if (invocation->network)
    tell_network (invocation);

  if (self.worst == NULL)
    {
      g_print ("%s\n", _("All is well."));
      return SK_EXIT_DONE;
    }

  status = sk_cmd_get_exit (self.worst);
  g_error_free (self.worst);
  return status;
}

const SkCmd sk_cmd_doctor = {
  .name = "doctor",
  .summary = N_("Check key, database and machine; say what to do"),
  .run = run,
};
