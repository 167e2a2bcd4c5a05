/* sk-ink.c — text on a terminal: colour, columns, lines
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ink.h"

#include <stdio.h>
#include <unistd.h>

/* SGR parameters of ECMA-48, in the order of SkInk. */
static const char *const sgr[] = { "0", "1", "2", "32", "33", "31" };

static gboolean is_coloured;

/**
 * sk_ink_start:
 * @may_colour: whether a terminal may be coloured
 *
 * What is printed from now on is in colour, but only on a terminal.
 */
void
sk_ink_start (gboolean may_colour)
{
  is_coloured = may_colour && isatty (STDOUT_FILENO);
}

void
sk_ink_print (SkInk       ink,
              const char *text)
{
  if (!is_coloured || ink == SK_INK_PLAIN)
    {
      g_print ("%s", text);
      return;
    }

  /* what is printed for people holds no escapes of its own */
  fprintf (stdout, "\033[%sm", sgr[ink]);
  g_print ("%s", text);
  fputs ("\033[0m", stdout);
}

/* Whether it would end a line, or do something else than stand there. */
static gboolean
is_breaking (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
         type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/**
 * sk_ink_print_line:
 * @ink: what it looks like
 * @text: a sentence; a title in it may hold anything
 *
 * Prints @text as one line.
 */
void
sk_ink_print_line (SkInk       ink,
                   const char *text)
{
  g_autoptr(GString) line = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, is_breaking (c) ? ' ' : c);
    }

  sk_ink_print (ink, line->str);
  g_print ("\n");
}

/* --- columns --- */

static guint
get_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

/**
 * sk_ink_dup_fitted:
 * @text: what is to be printed
 * @width: how many columns there are
 *
 * Returns: (transfer full): @text in exactly @width columns: cut with an
 *   ellipsis, or filled with spaces
 */
char *
sk_ink_dup_fitted (const char *text,
                   guint       width)
{
  GString *fitted = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  guint used = 0;
  guint needed = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    needed += get_width (g_utf8_get_char (p));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = is_breaking (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p);

      if (needed > width && used + get_width (c) > width - 1)
        {
          g_string_append (fitted, "…");
          used++;
          break;
        }
      g_string_append_unichar (fitted, c);
      used += get_width (c);
    }

  for (; used < width; used++)
    g_string_append_c (fitted, ' ');

  return g_string_free (fitted, FALSE);
}
