/* sk-sample.c — tasks to try it with
 *
 * A copy of the person's own, told of the present week: it may be planned,
 * written and thrown away like anything else.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-sample.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sk-error.h"
#include "sk-sample-resource.h"
#include "sk-setup.h"
#include "sk-tasks-shift.h"

#define SAMPLE "/io/github/slotkeeper/Slotkeeper/sample-tasks.json"
#define ID "sample"
#define FOLDER_MODE 0700
#define FILE_MODE 0600

/**
 * sk_sample_dup_path:
 *
 * Returns: (transfer full): where the person's copy is, if there is one
 */
char *
sk_sample_dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "slotkeeper", "sample-tasks.json", NULL);
}

static gboolean
write_file (const char  *path,
            const char  *text,
            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, FOLDER_MODE) == 0 &&
      g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, FILE_MODE, NULL))
    return TRUE;

  g_set_error (error, SK_ERROR, SK_ERROR_DENIED,
               _("%s cannot be written. Check the permissions of its folder."), path);
  return FALSE;
}

static char *
make_text (SkSettings  *settings,
           gint64       now,
           GError     **error)
{
  g_autoptr(GBytes) sample = g_resource_lookup_data (sk_sample_get_resource (), SAMPLE,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return sk_tasks_shift (g_bytes_get_data (sample, NULL), g_bytes_get_size (sample),
                         &(SkTasksShift) {
    .now = now,
    .zone_name = sk_rules_get_zone_name (settings->rules),
    .zone = sk_rules_get_zone (settings->rules),
  }, error);
}

/**
 * sk_sample_try:
 * @settings: what is configured
 * @now: the present, Unix seconds
 * @error: %SK_ERROR_DENIED, saying what can be done
 *
 * Makes the copy, anew if there is one, and plans it from now on.
 *
 * Returns: whether the preferences have it now
 */
gboolean
sk_sample_try (SkSettings  *settings,
               gint64       now,
               GError     **error)
{
  g_autofree char *path = sk_sample_dup_path ();
  g_autofree char *text = make_text (settings, now, error);
  const SkWorkspace workspace = {
    .id = (char *) ID,
    /* Translators: what the workspace is called that one can try without Notion */
    .name = (char *) _("Sample tasks"),
    .file = path,
  };

  if (text == NULL || !write_file (path, text, error))
    return FALSE;
  if (sk_setup_may_remember (settings) && sk_setup_remember (settings, &workspace))
    return TRUE;

  g_set_error_literal (error, SK_ERROR, SK_ERROR_DENIED,
                       _("This machine has no place for settings that stay."));
  return FALSE;
}
