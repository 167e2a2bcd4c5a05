/* main.c — slotkeeper-window, the preview
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "sk-window-application.h"

/* In a build tree the service is beside us; installed, it is where it was put. */
static char *
dup_service (const char *own)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (path != NULL ? path : own);
  g_autofree char *beside = g_build_filename (folder, "..", "app", "slotkeeper", NULL);

  return g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE)
         ? g_steal_pointer (&beside) : g_build_filename (BINDIR, "slotkeeper", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *service = dup_service (argv[0]);
  g_autoptr(SkWindowApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_log_writer_default_set_use_stderr (TRUE);
  g_set_prgname (APP_ID);

  application = sk_window_application_new (service);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
