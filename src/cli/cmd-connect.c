/* cmd-connect.c — slotkeeperctl connect
 *
 *   key ──► whose? ──► what does it open? ──► which one? ──► what is left of an
 *       earlier run ──► its columns ──► keep the key ──► a dry run
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "sk-ask.h"
#include "sk-cmd.h"
#include "sk-error.h"
#include "sk-look.h"
#include "sk-pass.h"
#include "sk-setup.h"
#include "sk-table.h"
#include "sk-wiring.h"

/* What is found out on the way. */
typedef struct
{
  const SkInvocation *invocation;
  const char         *name;
  char               *id;
  SkSecret           *key;
  SkAccountSource    *account;
  char               *table;    /* the data source that is meant */
} Connect;

static void
connect_clear (Connect *self)
{
  g_clear_pointer (&self->key, sk_secret_unref);
  g_clear_object (&self->account);
  g_free (self->table);
  g_free (self->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Connect, connect_clear)

/* What is being set up; strings are borrowed. */
static void
fill_workspace (Connect     *self,
                SkWorkspace *workspace)
{
  *workspace = (SkWorkspace) {
    .id = self->id,
    .name = (char *) self->name,
    .key = (char *) sk_secret_peek (self->key),
    .database = self->table,
    .is_data_source = TRUE,
    .weight = SK_DEFAULT_WEIGHT,
  };
}

/* --- the key --- */

static SkExit
take_key (Connect *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkAccountOwner) owner = NULL;
  SkWorkspace workspace;

  self->key = sk_ask_for_key ();
  if (self->key == NULL)
    return sk_cmd_usage (_("There was no key. Type or paste it, or give it on stdin."));

  fill_workspace (self, &workspace);
  self->account = sk_wiring_new_account (&workspace, self->invocation->settings, &error);
  if (self->account != NULL)
    owner = sk_look_for_owner (self->account, &error);
  if (owner == NULL)
    return sk_cmd_fail (error);

  if (owner->workspace != NULL)
    /* Translators: %1$s is what a connection is called, %2$s a workspace of Notion's */
    g_print (_("The key belongs to “%1$s” in “%2$s”.\n"), owner->name, owner->workspace);
  else
    g_print (_("The key belongs to “%s”.\n"), owner->name);

  return SK_EXIT_DONE;
}

/* --- the database --- */

static void
print_table (guint                 number,
             const SkAccountTable *table)
{
  g_print ("%3u  %s", number, *table->title != '\0' ? table->title : _("(no title)"));
  if (table->is_one_of_several && table->database_title != NULL)
    /* Translators: %s is a database that has several tables */
    g_print (_(" (in “%s”)"), table->database_title);
  if (!sk_account_table_may_be_used (table))
    g_print (" — %s", _("linked from elsewhere: connect the database it comes from"));
  else
    g_print ("  %s", table->id);
  g_print ("\n");
}

/* The only one that can be used. */
static const SkAccountTable *
find_only (GPtrArray *tables)
{
  const SkAccountTable *only = NULL;

  for (guint i = 0; i < tables->len; i++)
    if (sk_account_table_may_be_used (g_ptr_array_index (tables, i)))
      {
        if (only != NULL)
          return NULL;
        only = g_ptr_array_index (tables, i);
      }

  return only;
}

static gboolean
has_usable (GPtrArray *tables)
{
  for (guint i = 0; i < tables->len; i++)
    if (sk_account_table_may_be_used (g_ptr_array_index (tables, i)))
      return TRUE;

  return FALSE;
}

static const SkAccountTable *
ask_for_table (GPtrArray *tables)
{
  guint number = sk_ask_is_possible () ? sk_ask_for_number (tables->len) : 0;

  return number > 0 && sk_account_table_may_be_used (g_ptr_array_index (tables, number - 1))
         ? g_ptr_array_index (tables, number - 1) : NULL;
}

static SkExit
refuse (const char *text)
{
  g_printerr ("slotkeeperctl: %s\n", text);

  return SK_EXIT_USER_MUST_ACT;
}

static SkExit
choose_table (Connect *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tables = sk_look_for_tables (self->account, self->invocation->args[0],
                                                    &error);
  const SkAccountTable *table;

  if (tables == NULL)
    return sk_cmd_fail (error);

  for (guint i = 0; i < tables->len; i++)
    print_table (i + 1, g_ptr_array_index (tables, i));
  if (!has_usable (tables))
    return refuse (_("The key opens no database. In Notion, open yours, choose ••• and "
                     "Connections, add the connection, and try again."));

  table = find_only (tables);
  if (table == NULL)
    table = ask_for_table (tables);
  if (table == NULL)
    return refuse (_("There are several. Say which: slotkeeperctl connect ID"));

  self->table = g_strdup (table->id);
  return SK_EXIT_DONE;
}

/* --- its columns --- */

/* The roles to add: those that are missing and may be added. */
static GStrv
choose_roles (const SkInvocation *invocation,
              GPtrArray          *columns)
{
  g_autoptr(GStrvBuilder) roles = g_strv_builder_new ();

  for (guint i = 0; i < columns->len; i++)
    {
      const SkAccountColumn *column = g_ptr_array_index (columns, i);
      gboolean is_wanted = strcmp (column->role, SK_ROLE_AUTO_SCHEDULE) == 0
                           ? invocation->auto_schedule : invocation->add_columns;

      if (is_wanted && column->may_add && column->fit == SK_ACCOUNT_FIT_MISSING)
        g_strv_builder_add (roles, column->role);
    }

  return g_strv_builder_end (roles);
}

static GListModel *
open_sources (Connect  *self,
              GError  **error)
{
  g_autoptr(SkSettings) tried = NULL;
  SkWorkspace workspace;

  fill_workspace (self, &workspace);
  tried = sk_setup_make_settings (self->invocation->settings, &workspace);

  return sk_wiring_new_sources (&(SkWiring) { .workspace = self->name }, tried, error);
}

static SkExit
tick (Connect     *self,
      SkChangeSet *ticks)       /* (transfer full) */
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = open_sources (self, &error);
  g_autoptr(SkUndone) put = NULL;

  if (sources == NULL)
    {
      sk_change_set_free (ticks);
      return sk_cmd_fail (error);
    }

  put = sk_pass_put (self->invocation, sources, ticks, &error);
  if (put == NULL)
    return sk_cmd_fail (error);

  g_print (ngettext ("%1$u of %2$u open row ticked.\n", "%1$u of %2$u open rows ticked.\n",
                     put->n_tasks), put->n_undone, put->n_tasks);
  sk_pass_tell_failures (put->set->writes);

  return put->error != NULL ? sk_cmd_get_exit (put->error) : SK_EXIT_DONE;
}

/* What will be ticked is journalled before there is a column to tick it in. */
static SkChangeSet *
intend_ticks (Connect  *self,
              GError  **error)
{
  GArray *writes = sk_look_for_ticks (self->account, self->table, error);
  g_autoptr(SkChangeSet) ticks = NULL;

  if (writes == NULL)
    return NULL;

  ticks = sk_setup_make_ticks (writes, sk_clock_now (self->invocation->clock));

  return sk_pass_intend (self->invocation, ticks, error) ? g_steal_pointer (&ticks) : NULL;
}

/* Where it is not certain, the next run finds it out. */
static void
give_up (Connect     *self,
         SkChangeSet *ticks,    /* (nullable) */
         GError      *why)
{
  if (ticks == NULL || sk_error_is_transient (why))
    return;

  sk_setup_give_up (ticks, why);
  sk_pass_intend (self->invocation, ticks, NULL);
}

static SkExit
add_columns (Connect    *self,
             GPtrArray  *columns)
{
  g_auto(GStrv) roles = choose_roles (self->invocation, columns);
  gboolean has_ticks = g_strv_contains ((const char *const *) roles, SK_ROLE_AUTO_SCHEDULE);
  g_autoptr(SkChangeSet) ticks = NULL;
  g_autoptr(GArray) now = NULL;
  g_autoptr(GError) error = NULL;

  if (g_strv_length (roles) == 0)
    return SK_EXIT_DONE;

  if (has_ticks)
    ticks = intend_ticks (self, &error);
  if (!has_ticks || ticks != NULL)
    now = sk_look_add_columns (self->account, self->table, (const char *const *) roles, &error);
  if (now == NULL)
    {
      give_up (self, ticks, error);
      return sk_cmd_fail (error);
    }

  g_print (ngettext ("%u column added.\n", "%u columns added.\n", g_strv_length (roles)),
           g_strv_length (roles));
  if (!has_ticks)
    return SK_EXIT_DONE;

  sk_setup_add_ticks (ticks, now);
  return ticks->writes->len > 0 ? tick (self, g_steal_pointer (&ticks)) : SK_EXIT_DONE;
}

/* What an earlier run was ended in. */
static SkExit
finish_earlier (Connect *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = open_sources (self, &error);

  if (sources == NULL || !sk_pass_recover (self->invocation, sources, NULL, &error))
    return sk_cmd_fail (error);

  return SK_EXIT_DONE;
}

static SkExit
check_columns (Connect *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) columns = sk_look_at_columns (self->account, self->table, &error);
  g_autoptr(GPtrArray) now = NULL;
  SkExit status;

  if (columns == NULL)
    return sk_cmd_fail (error);

  status = add_columns (self, columns);
  if (status == SK_EXIT_DONE)
    now = sk_look_at_columns (self->account, self->table, &error);
  if (error != NULL)
    return sk_cmd_fail (error);
  if (status != SK_EXIT_DONE)
    return status;
  if (sk_look_tell_columns (now))
    return SK_EXIT_DONE;

  return refuse (self->invocation->add_columns
                 ? _("The database cannot be used as it is.")
                 : _("The database cannot be used as it is. “connect --add-columns” adds the date "
                     "columns that are missing."));
}

/* --- to stay --- */

/* A server has variables, and keeps them. */
static void
tell_variables (Connect *self)
{
  g_autofree char *upper = g_ascii_strup (self->name, -1);
  g_autofree char *prefix = NULL;

  g_strcanon (upper, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", '_');
  prefix = strcmp (upper, "NOTION") == 0 ? g_strdup ("") : g_strconcat (upper, "_", NULL);
  g_print (_("This machine has no place for settings that stay. Set these variables, the first to "
             "your key, or %1$sNOTION_API_KEY_FILE to a file with it:\n"
             "  %1$sNOTION_API_KEY\n"
             "  %1$sNOTION_DB_ID=collection://%2$s\n"), prefix, self->table);
}

static SkExit
keep (Connect *self)
{
  g_autoptr(GError) error = NULL;
  SkWorkspace workspace;

  if (!sk_setup_may_remember (self->invocation->settings))
    {
      tell_variables (self);
      return SK_EXIT_DONE;
    }
  if (!sk_wiring_store_key (self->name, self->key, self->invocation->key_file, &error))
    return sk_cmd_fail (error);
  fill_workspace (self, &workspace);
  if (!sk_setup_remember (self->invocation->settings, &workspace))
    return refuse (_("The settings cannot be written."));

  /* Translators: %s is what a workspace is called */
  g_print (_("“%s” is connected.\n"), self->name);
  return SK_EXIT_DONE;
}

static SkExit
show_plan (Connect *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sources = open_sources (self, &error);
  g_autoptr(SkPlan) plan = NULL;

  if (sources != NULL)
    plan = sk_pass_plan (self->invocation, sources, FALSE, NULL, &error);
  if (plan == NULL)
    return sk_cmd_fail (error);

  g_print ("\n%s\n", _("This is what would be written; nothing is yet:"));
  sk_pass_note (plan);
  sk_table_print_plan (plan, self->invocation->settings->may_colour);

  return SK_EXIT_DONE;
}

static SkExit
run (const SkInvocation *invocation)
{
  static SkExit (* const steps[]) (Connect *self) = {
    take_key, choose_table, finish_earlier, check_columns, keep, show_plan,
  };
  g_auto(Connect) self = {
    .invocation = invocation,
    .name = invocation->workspace != NULL ? invocation->workspace : "Notion",
  };

  self.id = sk_setup_dup_id (self.name);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      SkExit status = steps[i] (&self);

      if (status != SK_EXIT_DONE)
        return status;
    }

  return SK_EXIT_DONE;
}

const SkCmd sk_cmd_connect = {
  .name = "connect",
  .usage = "[ADDRESS]",
  .summary = N_("Set up a Notion database: key, columns, a dry run"),
  .n_optional = 1,
  .run = run,
};
