/* cmd-doctor.c — slotkeeperctl doctor
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-busy-source.h"
#include "sk-calendar-words.h"
#include "sk-calendars.h"
#include "sk-cmd.h"
#include "sk-error.h"
#include "sk-history.h"
#include "sk-look.h"
#include "sk-pass.h"
#include "sk-setup.h"
#include "sk-time-words.h"
#include "sk-wiring.h"

#define NOTION_HOST "api.notion.com"
#define MOST_SKEW 60            /* seconds between two clocks that agree */

/* The worst of what was found. */
typedef struct
{
  const SkInvocation *invocation;
  GError             *worst;    /* (nullable) */
  gboolean            has_notion;
  gboolean            has_skew; /* Notion has told its time */
  gint64              skew;     /* seconds that we are ahead of it */
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
    plan = sk_pass_plan_tasks (self->invocation, sources, &error);
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
note_time (Doctor               *self,
           const SkAccountOwner *owner)
{
  if (owner->time == 0)
    return;

  self->has_skew = TRUE;
  self->skew = sk_clock_now (self->invocation->clock) - owner->time;
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
  self->has_notion = TRUE;
  if (owner != NULL)
    {
      note_time (self, owner);
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

static gboolean
is_skewed (const Doctor *self)
{
  return self->has_skew && ABS (self->skew) > MOST_SKEW;
}

/* A machine in another minute plans for another minute. */
static void
tell_skew (const Doctor *self)
{
  g_autofree char *skew = sk_words_dup_duration (ABS (self->skew));

  if (!self->has_notion)
    return;
  if (!self->has_skew)
    g_print ("  %s\n", _("It could not be compared with Notion’s, which did not answer."));
  else if (!is_skewed (self))
    g_print ("  %s\n", _("It agrees with Notion’s."));
  else
    /* Translators: %s is a length of time */
    g_print (self->skew > 0
             ? _("  It is %s ahead of Notion’s. Set it, or have the system set it: “timedatectl "
                 "set-ntp true”.\n")
             : _("  It is %s behind Notion’s. Set it, or have the system set it: “timedatectl "
                 "set-ntp true”.\n"), skew);
}

static void
tell_clock (const Doctor *self)
{
  SkRules *rules = self->invocation->settings->rules;
  g_autofree char *now = sk_words_dup_moment (sk_clock_now (self->invocation->clock), rules);

  /* Translators: %1$s is a moment, %2$s a time zone */
  g_print (_("Clock: it is %1$s in %2$s. If that is wrong, set the machine’s clock or "
             "SCHEDULER_TIMEZONE.\n"), now, sk_rules_get_zone_name (rules));
  tell_skew (self);
}

static void
check_calendar (Doctor          *self,
                const char      *name,
                const SkReading *reading)
{
  gint64 now = sk_clock_now (self->invocation->clock);
  guint n = reading->events->len;

  if (reading->trouble == NULL)
    g_print (ngettext ("  %1$s: %2$u event in the days that are planned, read now.\n",
                       "  %1$s: %2$u events in the days that are planned, read now.\n", n),
             name, n);
  else
    {
      gint64 age = reading->read_at != 0 ? MAX (now - reading->read_at, 0) : -1;
      g_autofree char *text = sk_words_dup_doubt (name, reading->trouble->message, age);

      find (self, g_error_new_literal (reading->trouble->domain, reading->trouble->code, text));
    }

  for (guint i = 0; i < reading->notes->len; i++)
    g_print ("  %s: %s\n", name, (char *) reading->notes->pdata[i]);
}

static void
check_calendars (Doctor *self)
{
  SkRules *rules = self->invocation->settings->rules;
  SkSpan span = sk_calendars_choose_span (rules, sk_clock_now (self->invocation->clock));
  g_autoptr(GListModel) calendars = sk_pass_open_calendars (self->invocation);
  guint n = g_list_model_get_n_items (calendars);
  g_autoptr(GPtrArray) readings = NULL;

  if (n == 0)
    {
      g_print ("%s\n", _("Calendars: there is none; only the database is planned around. Set "
                         "SCHEDULER_CALENDARS to add some."));
      return;
    }

  g_print ("%s\n", _("Calendars"));
  readings = sk_pass_read_calendars (calendars, span, rules);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SkBusySource) calendar = g_list_model_get_item (calendars, i);

      check_calendar (self, sk_busy_source_get_name (calendar),
                      g_ptr_array_index (readings, i));
    }
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
  g_print (_("  %s — to read tasks from Notion and write their dates back.\n"),
           address == NULL ? NOTION_HOST : host != NULL ? host : address);
  g_print ("  %s\n", _("The addresses of calendars, which are secrets — to read them. Nothing else "
                       "is contacted."));
}

static SkExit
run (const SkInvocation *invocation)
{
  Doctor self = { .invocation = invocation };
  SkExit status;

  check_workspaces (&self);
  tell_keyring ();
  tell_settings (invocation);
  tell_clock (&self);
  check_journal (&self);
  check_calendars (&self);
  g_print ("%s\n", _("Tray: this program needs none."));
  if (invocation->network)
    tell_network (invocation);

  if (self.worst == NULL)
    {
      g_print ("%s\n", is_skewed (&self) ? _("All but the clock is well.") : _("All is well."));
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
