/* sk-cmd.c — the verbs there are, and how any of them fails
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-cmd.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "sk-error.h"

static const SkCmd *const commands[] = {
  &sk_cmd_plan,
  &sk_cmd_apply,
  &sk_cmd_watch,
  &sk_cmd_undo,
  &sk_cmd_history,
  &sk_cmd_explain,
  &sk_cmd_busy,
  &sk_cmd_export,
  &sk_cmd_verify,
  &sk_cmd_connect,
  &sk_cmd_doctor,
  &sk_cmd_status,
  &sk_cmd_tell,
};

/**
 * sk_cmd_find:
 * @name: a verb
 *
 * Returns: (nullable): what it does
 */
const SkCmd *
sk_cmd_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (name, commands[i]->name) == 0)
      return commands[i];

  return NULL;
}

/**
 * sk_cmd_list:
 *
 * Returns: (transfer full): the verbs, for a help text
 */
char *
sk_cmd_list (void)
{
  GString *text = g_string_new (_("Verbs:"));

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *left = g_strjoin (commands[i]->usage != NULL ? " " : NULL,
                                         commands[i]->name, commands[i]->usage, NULL);

      g_string_append_printf (text, "\n  %-26s %s", left, _(commands[i]->summary));
    }

  return g_string_free (text, FALSE);
}

/**
 * sk_cmd_print_json:
 * @text: an answer for programs
 *
 * Prints it on stdout, byte for byte.
 */
void
sk_cmd_print_json (const char *text)
{
  fputs (text, stdout);
}

/**
 * sk_cmd_get_exit:
 * @error: what went wrong
 *
 * Returns: how the program ends (formats.md §3)
 */
SkExit
sk_cmd_get_exit (const GError *error)
{
  if (error->domain != SK_ERROR)
    return SK_EXIT_PARTIAL;

  switch ((SkError) error->code)
    {
    case SK_ERROR_DENIED:
    case SK_ERROR_MISSING:
      return SK_EXIT_USER_MUST_ACT;

    case SK_ERROR_OFFLINE:
    case SK_ERROR_BUSY:
      return SK_EXIT_TEMPORARY;

    case SK_ERROR_CONFLICT:
      return SK_EXIT_CONFLICT;

    case SK_ERROR_MALFORMED:
      return SK_EXIT_NOT_UNDERSTOOD;

    case SK_ERROR_SETTING:
      return SK_EXIT_USAGE;

    case SK_ERROR_CHECK:
      return SK_EXIT_CHECK_FAILED;

    case SK_ERROR_PARTIAL:
    default:
      return SK_EXIT_PARTIAL;
    }
}

/**
 * sk_cmd_fail:
 * @error: what went wrong
 *
 * Tells the person.
 *
 * Returns: how the program ends
 */
SkExit
sk_cmd_fail (const GError *error)
{
  g_printerr ("slotkeeperctl: %s\n", error->message);

  return sk_cmd_get_exit (error);
}

/**
 * sk_cmd_usage:
 * @format: what is wrong with what was typed
 * @...: for @format
 *
 * Tells the person.
 *
 * Returns: how the program ends
 */
SkExit
sk_cmd_usage (const char *format,
              ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *problem = g_strdup_vprintf (format, args);
  va_end (args);

  g_printerr ("slotkeeperctl: %s\n%s\n", problem,
              _("“slotkeeperctl --help” lists what it can do."));

  return SK_EXIT_USAGE;
}
