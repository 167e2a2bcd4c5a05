/* main.c — slotkeeperctl: options, and which verb they are for
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <sys/resource.h>

#include "sk-cmd.h"
#include "sk-error.h"
#include "sk-time-codec.h"

#define DAYS_AS_CONFIGURED G_MININT
#define LATEST_INSTANT G_GINT64_CONSTANT (253339228800)   /* a horizon before the last day */

/* --- log --- */

static GLogLevelFlags log_threshold = G_LOG_LEVEL_INFO;

/* Smaller numbers are graver. */
static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  if ((level & G_LOG_LEVEL_MASK) > log_threshold)
    return G_LOG_WRITER_HANDLED;

  return g_log_writer_standard_streams (level, fields, n_fields, user_data);
}

/* --- output --- */

/* Whether a terminal would show something else than what is written: titles
 * come from outside, and an escape sequence in one could redraw the screen,
 * or turn the rest of a line around. */
static gboolean
is_treacherous (gunichar c)
{
  return (g_unichar_iscntrl (c) && c != '\n') ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Text for people.  UTF-8 in every locale: of what a C locale cannot say GLib
 * would make question marks. */
static void
print_to (FILE       *stream,
          const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (is_treacherous (g_utf8_get_char (p)))
        fputc (' ', stream);
      else
        fwrite (p, 1, (gsize) (g_utf8_next_char (p) - p), stream);
    }
}

static void
print_answer (const char *text)
{
  print_to (stdout, text);
}

static void
print_remark (const char *text)
{
  print_to (stderr, text);
}

/* An answer that did not arrive is not an answer: a full disk, say. */
static SkExit
close_output (SkExit status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;

  g_printerr ("slotkeeperctl: %s\n", _("The answer could not be written."));

  return status == SK_EXIT_DONE ? SK_EXIT_PARTIAL : status;
}

/* --- options --- */

typedef struct
{
  char     *at;
  char     *mode;
  gboolean  verbose;
  gboolean  version;
  char    **words;              /* the verb and its arguments */
} Typed;

static gboolean
parse (SkInvocation   *invocation,
       Typed          *typed,
       int            *argc,
       char         ***argv,
       GError        **error)
{
  /* FILENAME where it may be any text: STRING fails on umlauts in a C locale */
  const GOptionEntry options[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &invocation->from,
      N_("Use a task file instead of the configured workspaces"), N_("FILE") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &typed->at,
      N_("Plan as if it were TIME, such as 2026-11-23T08:00:00+01:00"), N_("TIME") },
    { "workspace", 0, 0, G_OPTION_ARG_FILENAME, &invocation->workspace,
      N_("Use only this workspace"), N_("NAME") },
    { "calendar", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &invocation->calendars,
      N_("Plan around this calendar too: a file, a folder or an address; may be repeated"),
      N_("FILE-OR-ADDRESS") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &invocation->output,
      N_("export: write this file instead of the terminal"), N_("FILE") },
    { "full", 0, 0, G_OPTION_ARG_NONE, &invocation->full,
      N_("Forget present places that are not fixed"), NULL },
    { "days", 0, 0, G_OPTION_ARG_INT, &invocation->days,
      N_("Plan N days, today included"), N_("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &invocation->json,
      N_("Answer for programs"), NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &invocation->yes,
      N_("Write without asking"), NULL },
    { "only", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &invocation->only,
      N_("Change only this task, and hold all others where they are"), N_("TASK") },
    { "except", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &invocation->except,
      N_("Hold this task where it is"), N_("TASK") },
    { "add-columns", 0, 0, G_OPTION_ARG_NONE, &invocation->add_columns,
      N_("connect: add the date columns that are missing"), NULL },
    { "auto-schedule", 0, 0, G_OPTION_ARG_NONE, &invocation->auto_schedule,
      N_("connect: add “Auto Schedule” too, ticked in every open row"), NULL },
    { "key-file", 0, 0, G_OPTION_ARG_NONE, &invocation->key_file,
      N_("connect: keep the key in a file that only you can read"), NULL },
    { "network", 0, 0, G_OPTION_ARG_NONE, &invocation->network,
      N_("doctor: list each host that is contacted, and why"), NULL },
    { "what-if", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &invocation->what_if,
      N_("Show what would be, had something been otherwise; may be repeated: "
         "add \"Title\" 3h rank=90 due=fri, busy thu 13:00-17:00, without TASK"), N_("LINE") },
    { "mode", 0, 0, G_OPTION_ARG_STRING, &typed->mode,
      N_("test, once or continuous: other names for plan, apply --yes and watch"), N_("MODE") },
    { "verbose", 0, 0, G_OPTION_ARG_NONE, &typed->verbose,
      N_("Tell more, on stderr"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &typed->version,
      N_("Print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->words, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new (_("VERB"));
  g_autofree char *verbs = sk_cmd_list ();

  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, verbs);

  return g_option_context_parse (context, argc, argv, error);
}

static const struct
{
  const char  *mode;
  const SkCmd *command;
  gboolean     yes;
} modes[] = {
  { "test", &sk_cmd_plan, FALSE },
  { "once", &sk_cmd_apply, TRUE },
  { "continuous", &sk_cmd_watch, FALSE },
};

static const SkCmd *
choose_mode (SkInvocation *invocation,
             Typed        *typed)
{
  if (typed->words != NULL)
    {
      sk_cmd_usage (_("--mode is another name for a verb: leave out one of the two."));
      return NULL;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    if (strcmp (modes[i].mode, typed->mode) == 0)
      {
        invocation->yes |= modes[i].yes;
        return modes[i].command;
      }

  sk_cmd_usage (_("“%s” is no mode: it is test, once or continuous."), typed->mode);
  return NULL;
}

static const SkCmd *
choose_verb (SkInvocation *invocation,
             Typed        *typed)
{
  const SkCmd *command;

  if (typed->words == NULL)
    {
      sk_cmd_usage (_("A verb is missing."));
      return NULL;
    }

  command = sk_cmd_find (typed->words[0]);
  invocation->args = typed->words + 1;
  invocation->n_args = g_strv_length (invocation->args);

  if (command == NULL)
    sk_cmd_usage (_("“%s” is no verb."), typed->words[0]);
  else if (command->n_optional > 0 &&
           invocation->n_args > command->n_args + command->n_optional)
    sk_cmd_usage (ngettext ("%1$s takes no more than %2$u argument.",
                            "%1$s takes no more than %2$u arguments.",
                            command->n_args + command->n_optional),
                  command->name, command->n_args + command->n_optional);
  else if (invocation->n_args < command->n_args ||
           invocation->n_args > command->n_args + command->n_optional)
    sk_cmd_usage (ngettext ("%1$s takes %2$u argument.", "%1$s takes %2$u arguments.",
                            command->n_args), command->name, command->n_args);
  else
    return command;

  return NULL;
}

static gboolean
writes (const SkCmd *command)
{
  return command == &sk_cmd_apply || command == &sk_cmd_watch || command == &sk_cmd_undo;
}

static gboolean
set_clock (SkInvocation *invocation,
           const Typed  *typed,
           const SkCmd  *command)
{
  SkWhen when;

  if (typed->at == NULL)
    return TRUE;
  if (!sk_when_parse (typed->at, &when) || when.kind != SK_WHEN_INSTANT ||
      when.value > LATEST_INSTANT)
    {
      sk_cmd_usage (_("--at %s: it must be a time with its offset, such as "
                      "2026-11-23T08:00:00+01:00, before the year 9998."), typed->at);
      return FALSE;
    }
  if (invocation->from == NULL && writes (command))
    {
      sk_cmd_usage (_("--at is for looking: it cannot be combined with writing to Notion."));
      return FALSE;
    }

  invocation->clock = (SkClock) { TRUE, when.value };
  return TRUE;
}

/* A pipe, say: it could be read once, and hold up everything else. */
static gboolean
is_no_file_to_write (const SkInvocation *invocation,
                     const SkCmd        *command)
{
  return writes (command) && invocation->from != NULL &&
         g_file_test (invocation->from, G_FILE_TEST_EXISTS) &&
         !g_file_test (invocation->from, G_FILE_TEST_IS_REGULAR);
}

static gboolean
can_answer_programs (const SkCmd *command)
{
  return command != &sk_cmd_watch && command != &sk_cmd_verify && command != &sk_cmd_connect &&
         command != &sk_cmd_doctor && command != &sk_cmd_tell && command != &sk_cmd_export;
}

/* Whether it asks the service that runs, and nothing else. */
static gboolean
asks_service (const SkCmd *command)
{
  return command == &sk_cmd_status || command == &sk_cmd_tell;
}

/* Whether the options make sense with each other. */
static gboolean
is_consistent (const SkInvocation *invocation,
               const SkCmd        *command)
{
  if (invocation->days != DAYS_AS_CONFIGURED &&
      (invocation->days < 1 || invocation->days > SK_MAX_DAYS_AHEAD))
    {
      sk_cmd_usage (_("--days must be from 1 to %d."), SK_MAX_DAYS_AHEAD);
      return FALSE;
    }
  if ((invocation->only != NULL || invocation->except != NULL) && command != &sk_cmd_apply)
    {
      sk_cmd_usage (_("--only and --except choose what apply writes."));
      return FALSE;
    }
  if (invocation->what_if != NULL && command != &sk_cmd_plan)
    {
      sk_cmd_usage (_("--what-if supposes something, and only plan shows what then would be."));
      return FALSE;
    }
  if (invocation->json && !can_answer_programs (command))
    {
      sk_cmd_usage (_("%s has no answer for programs: leave out --json."), command->name);
      return FALSE;
    }
  if (is_no_file_to_write (invocation, command))
    {
      sk_cmd_usage (_("%s is not a regular file; dates cannot be written back into it."),
                    invocation->from);
      return FALSE;
    }
  if (invocation->from != NULL && invocation->workspace != NULL)
    {
      sk_cmd_usage (_("--from and --workspace name different places: leave out one of the two."));
      return FALSE;
    }

  return TRUE;
}

/* What tells of workspaces does not stop at one that is half set up. */
static gboolean
needs_workspaces (const SkCmd *command)
{
  return command != &sk_cmd_history && command != &sk_cmd_connect && command != &sk_cmd_doctor &&
         !asks_service (command);
}

static gboolean
knows_calendars (const SkCmd *command)
{
  return command != &sk_cmd_undo && command != &sk_cmd_history && command != &sk_cmd_verify &&
         command != &sk_cmd_connect;
}

/* Options that belong to one verb, or to some. */
static gboolean
is_at_home (const SkInvocation *invocation,
            const Typed        *typed,
            const SkCmd        *command)
{
  if ((invocation->add_columns || invocation->auto_schedule || invocation->key_file) &&
      command != &sk_cmd_connect)
    sk_cmd_usage (_("--add-columns, --auto-schedule and --key-file are for connect."));
  else if (invocation->network && command != &sk_cmd_doctor)
    sk_cmd_usage (_("--network is for doctor."));
  else if (invocation->calendars != NULL && !knows_calendars (command))
    sk_cmd_usage (_("%s does not plan: leave out --calendar."), command->name);
  else if (invocation->output != NULL && command != &sk_cmd_export)
    sk_cmd_usage (_("--output is for export."));
  else if (invocation->from != NULL && (command == &sk_cmd_connect || command == &sk_cmd_doctor))
    sk_cmd_usage (_("%s is about Notion: leave out --from."), command->name);
  else if (asks_service (command) &&
           (invocation->from != NULL || invocation->workspace != NULL || typed->at != NULL ||
            invocation->full || invocation->yes || invocation->days != DAYS_AS_CONFIGURED))
    sk_cmd_usage (_("%s is about the Slotkeeper that runs, which has settings of its own: leave "
                    "out --from, --at, --workspace, --days, --full and --yes."), command->name);
  else
    return TRUE;

  return FALSE;
}

static SkExit
run (SkInvocation *invocation,
     Typed        *typed)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSettings) settings = NULL;
  g_autoptr(SkJournal) journal = NULL;
  const SkCmd *command = typed->mode != NULL ? choose_mode (invocation, typed)
                                             : choose_verb (invocation, typed);

  if (command == NULL || !is_consistent (invocation, command) ||
      !is_at_home (invocation, typed, command) ||
      !set_clock (invocation, typed, command))
    return SK_EXIT_USAGE;

  settings = sk_settings_read (invocation->from == NULL && needs_workspaces (command),
                               invocation->workspace, &error);
  if (settings == NULL)
    return sk_cmd_fail (error);

  if (invocation->days == DAYS_AS_CONFIGURED)
    invocation->days = 0;
  log_threshold = typed->verbose ? G_LOG_LEVEL_DEBUG : settings->log_level;
  invocation->settings = settings;
  journal = sk_journal_new (settings->state_folder, NULL);
  invocation->journal = journal;

  return command->run (invocation);
}

int
main (int    argc,
      char **argv)
{
  const struct rlimit no_core = { 0, 0 };
  g_autoptr(GError) error = NULL;
  SkInvocation invocation = { .days = DAYS_AS_CONFIGURED };
  Typed typed = { 0 };
  SkExit status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  setrlimit (RLIMIT_CORE, &no_core);            /* a core file would hold the key */
  g_log_writer_default_set_use_stderr (TRUE);   /* stdout is for answers */
  g_log_set_writer_func (write_log, NULL, NULL);
  g_set_print_handler (print_answer);
  g_set_printerr_handler (print_remark);

  if (!parse (&invocation, &typed, &argc, &argv, &error))
    {
      status = sk_cmd_usage ("%s", error->message);
    }
  else if (typed.version)
    {
      g_print ("slotkeeperctl %s\n", PACKAGE_VERSION);
      status = SK_EXIT_DONE;
    }
  else
    {
      status = run (&invocation, &typed);
    }

  g_strfreev (typed.words);
  g_free (typed.at);
  g_free (typed.mode);
  g_free (invocation.from);
  g_free (invocation.workspace);
  g_strfreev (invocation.calendars);
  g_free (invocation.output);
  g_strfreev (invocation.only);
  g_strfreev (invocation.except);
  g_strfreev (invocation.what_if);

  return (int) close_output (status);
}
