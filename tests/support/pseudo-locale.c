/* pseudo-locale.c — every sentence of ours in brackets, for a test to see
 *
 * Loaded before a program (LD_PRELOAD), it stands between the program and
 * gettext: what was never handed to gettext stays without brackets.  Of other
 * libraries' sentences it knows nothing.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib.h>
#include <string.h>

/* Declared by nobody: libintl.h would turn them into other names. */
char *gettext    (const char *text);
char *dgettext   (const char *domain, const char *text);
char *dcgettext  (const char *domain, const char *text, int category);
char *ngettext   (const char *one, const char *many, unsigned long n);
char *dngettext  (const char *domain, const char *one, const char *many, unsigned long n);
char *dcngettext (const char *domain, const char *one, const char *many, unsigned long n,
                  int category);

/* Kept as long as the program: gettext's answers are nobody's to free. */
static char *
bracket (const char *text)
{
  const char *end_of_context = strchr (text, '\004');
  g_autofree char *bracketed = NULL;

  /* the head of a catalogue: GLib asks whether there is one */
  if (*text == '\0')
    return (char *) "Language: brackets";

  bracketed = g_strconcat ("[", end_of_context != NULL ? end_of_context + 1 : text, "]", NULL);

  return (char *) g_intern_string (bracketed);
}

static gboolean
is_ours (const char *domain)
{
  return domain == NULL || strcmp (domain, GETTEXT_PACKAGE) == 0;
}

char *
gettext (const char *text)
{
  return bracket (text);
}

char *
dcgettext (const char *domain,
           const char *text,
           int         category)
{
  return is_ours (domain) ? bracket (text) : (char *) text;
}

char *
dgettext (const char *domain,
          const char *text)
{
  return dcgettext (domain, text, 0);
}

char *
dcngettext (const char    *domain,
            const char    *one,
            const char    *many,
            unsigned long  n,
            int            category)
{
  return dcgettext (domain, n == 1 ? one : many, category);
}

char *
dngettext (const char    *domain,
           const char    *one,
           const char    *many,
           unsigned long  n)
{
  return dcngettext (domain, one, many, n, 0);
}

char *
ngettext (const char    *one,
          const char    *many,
          unsigned long  n)
{
  return dcngettext (NULL, one, many, n, 0);
}
