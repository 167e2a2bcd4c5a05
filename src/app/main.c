/* main.c — slotkeeper, the resident service and the launcher
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "sk-application.h"
#include "sk-secret.h"

int
main (int    argc,
      char **argv)
{
  sk_secret_forbid_core ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_log_writer_default_set_use_stderr (TRUE);
  g_set_application_name (_("Slotkeeper"));

  g_autoptr(SkApplication) application = sk_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
