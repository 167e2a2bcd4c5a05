/* sk-export.c — the plan in a calendar file, kept up to date
 *
 * Whole or not at all, and only where something is different: calendar programs
 * watch such a file.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-export.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-ical-codec.h"

#define FILE_MODE 0600

/* The next line of interest: not when it was written. */
static const char *
skip_stamps (const char *at)
{
  while (g_str_has_prefix (at, "DTSTAMP:"))
    {
      const char *feed = strchr (at, '\n');

      at = feed != NULL ? feed + 1 : at + strlen (at);
    }

  return at;
}

static gboolean
is_same (const char *a,
         const char *b)
{
  while (TRUE)
    {
      a = skip_stamps (a);
      b = skip_stamps (b);
      do
        {
          if (*a != *b)
            return FALSE;
          if (*a == '\0')
            return TRUE;
          b++;
        }
      while (*a++ != '\n');
    }
}

/**
 * sk_export_keep:
 * @plan: a plan
 * @path: a file
 * @error: %SK_ERROR_DENIED, naming the file
 *
 * Makes the file hold the plan, as iCalendar; where it does, it is not touched.
 *
 * Returns: whether it does
 */
gboolean
sk_export_keep (SkPlan      *plan,
                const char  *path,
                GError     **error)
{
  g_autofree char *text = sk_ical_codec_write (plan);
  g_autofree char *before = NULL;
  g_autoptr(GError) trouble = NULL;

  if (g_file_get_contents (path, &before, NULL, NULL) && is_same (before, text))
    return TRUE;
  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, FILE_MODE,
                                &trouble))
    return TRUE;

  /* Translators: %1$s is a file, %2$s why it cannot be written */
  g_set_error (error, SK_ERROR, SK_ERROR_DENIED, _("%1$s cannot be written: %2$s"), path,
               trouble->message);
  return FALSE;
}
