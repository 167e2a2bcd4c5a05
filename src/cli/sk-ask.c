/* sk-ask.c — what a person types: a key that is not shown, and a choice
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ask.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LONGEST_KEY 4096

/* Whether somebody sits there. */
gboolean
sk_ask_is_possible (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

/* --- a terminal that shows nothing --- */

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };

static struct termios shown;
static struct sigaction before[G_N_ELEMENTS (signals)];

/* The terminal is the shell's again, as it was; then the signal does what it does. */
static void
on_signal (int number)
{
  tcsetattr (STDIN_FILENO, TCSANOW, &shown);
  signal (number, SIG_DFL);
  raise (number);
}

static void
show_again (void)
{
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &before[i], NULL);
}

static gboolean
hide (void)
{
  struct sigaction action = { .sa_handler = on_signal, .sa_flags = (int) SA_RESETHAND };
  struct termios hidden;

  if (tcgetattr (STDIN_FILENO, &shown) != 0)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &action, &before[i]);
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) (ECHO | ECHOE | ECHOK);
  hidden.c_lflag |= ECHONL;

  if (tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden) == 0)
    return TRUE;

  show_again ();
  return FALSE;
}

/* --- what is typed --- */

/* A line, a byte at a time: nothing of it stays in a buffer of stdio's. */
static gboolean
read_line (char  *line,
           gsize  size)
{
  gsize n = 0;
  ssize_t got;

  while (n + 1 < size && (got = read (STDIN_FILENO, line + n, 1)) == 1 && line[n] != '\n')
    n++;
  line[n] = '\0';

  return n > 0 && n + 1 < size;
}

/**
 * sk_ask_for_key:
 *
 * Reads a key: from a terminal without showing it, else the first line of
 * stdin.
 *
 * Returns: (transfer full) (nullable): it
 */
SkSecret *
sk_ask_for_key (void)
{
  gboolean asks = isatty (STDIN_FILENO);
  gboolean is_hidden = asks && hide ();   /* before anybody can begin to type */
  SkSecret *key = NULL;
  char *line = g_malloc0 (LONGEST_KEY);

  if (is_hidden)
    g_printerr ("%s ", _("Key (it is not shown):"));
  if (is_hidden == asks && read_line (line, LONGEST_KEY) && *g_strstrip (line) != '\0')
    key = sk_secret_new (line);
  if (is_hidden)
    show_again ();

  explicit_bzero (line, LONGEST_KEY);   /* all of it: the key may have been moved within */
  g_free (line);

  return key;
}

/**
 * sk_ask_for_number:
 * @most: the largest that makes sense
 *
 * Returns: a number from 1 to @most; 0: none of them
 */
guint
sk_ask_for_number (guint most)
{
  char line[16];
  guint64 number;

  g_printerr ("%s ", _("Which one? Its number, or nothing to stop:"));
  if (!read_line (line, sizeof line) ||
      !g_ascii_string_to_unsigned (g_strstrip (line), 10, 1, most, &number, NULL))
    return 0;

  return (guint) number;
}
