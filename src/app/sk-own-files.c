/* sk-own-files.c — where our other parts are, installed or in the build tree
 *
 * A program that was started from anywhere but where it is installed looks
 * beside itself first.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-own-files.h"

/* The folder "src/app" of a build tree; %NULL: we are installed. */
static char *
dup_build_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  return folder != NULL && g_str_has_suffix (folder, "/src/app") ? g_steal_pointer (&folder)
                                                                 : NULL;
}

/**
 * sk_own_files_dup_window:
 *
 * Returns: (transfer full): the path of the window's program
 */
char *
sk_own_files_dup_window (void)
{
  g_autofree char *build = dup_build_folder ();

  return build != NULL ? g_build_filename (build, "..", "window", "slotkeeper-window", NULL)
                       : g_build_filename (LIBEXECDIR, "slotkeeper-window", NULL);
}

/**
 * sk_own_files_dup_icons:
 *
 * Returns: (transfer full) (nullable): the folder of our icons, if a panel would
 *   not find them by itself
 */
char *
sk_own_files_dup_icons (void)
{
  g_autofree char *build = dup_build_folder ();

  return build != NULL ? g_build_filename (build, "..", "..", "data", "icons", NULL) : NULL;
}

/**
 * sk_own_files_dup_service:
 *
 * Returns: (transfer full) (nullable): the path of our program, if it is not the
 *   one that is installed
 */
char *
sk_own_files_dup_service (void)
{
  g_autofree char *build = dup_build_folder ();

  return build != NULL ? g_build_filename (build, "slotkeeper", NULL) : NULL;
}
