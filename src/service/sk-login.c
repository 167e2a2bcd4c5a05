/* sk-login.c — whether we start with the session
 *
 * A file in the person's autostart folder says so; one of the machine's says
 * so for everybody, and the person's goes before it.  The session of somebody
 * in a sandbox never sees that folder: there a portal is asked, and the same
 * file only remembers what it granted, for it cannot be asked that.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-login.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sk-error.h"
#include "sk-login-portal.h"
#include "sk-login-resource.h"

#define TEMPLATE "/io/github/slotkeeper/Slotkeeper/" APP_ID ".autostart.desktop"
#define FILE_MODE 0644
#define FOLDER_MODE 0700

typedef struct
{
  char     *program;
  gboolean  on;
} Switching;

static void
switching_free (Switching *switching)
{
  g_free (switching->program);
  g_free (switching);
}

static char *
dup_path (const char *config)
{
  return g_build_filename (config, "autostart", APP_ID ".desktop", NULL);
}

/* --- what is --- */

static gboolean
get_boolean (GKeyFile   *entry,
             const char *key,
             gboolean    otherwise)
{
  g_autoptr(GError) error = NULL;
  gboolean value = g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, key, &error);

  return error == NULL ? value : otherwise;
}

/* A file that is there decides; one that makes no sense starts nothing. */
static gboolean
decides (const char *config,
         gboolean   *on)
{
  g_autofree char *path = dup_path (config);
  g_autoptr(GKeyFile) entry = g_key_file_new ();
  g_autoptr(GError) error = NULL;

  *on = g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, &error) &&
        !get_boolean (entry, G_KEY_FILE_DESKTOP_KEY_HIDDEN, FALSE) &&
        get_boolean (entry, "X-GNOME-Autostart-enabled", TRUE);

  return !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) &&
         !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

static gboolean
is_on_for_everybody (void)
{
  const char *const *configs = g_get_system_config_dirs ();
  gboolean on = FALSE;

  for (guint i = 0; configs[i] != NULL; i++)
    if (decides (configs[i], &on))
      break;

  return on;
}

/**
 * sk_login_is_on:
 *
 * Returns: whether we start with the session, as far as we know
 */
gboolean
sk_login_is_on (void)
{
  gboolean on;

  return decides (g_get_user_config_dir (), &on) ? on : is_on_for_everybody ();
}

/**
 * sk_login_is_sandboxed:
 *
 * Returns: whether we run in a Flatpak
 */
gboolean
sk_login_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* --- what shall be --- */

/* As the Desktop Entry Specification quotes an argument of Exec. */
static char *
quote (const char *program)
{
  g_autoptr(GString) quoted = g_string_new ("\"");

  for (const char *p = program; *p != '\0'; p++)
    {
      if (strchr ("\"`$\\", *p) != NULL)
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
      if (*p == '%')
        g_string_append_c (quoted, '%');
    }
  g_string_append_c (quoted, '"');

  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

static GKeyFile *
make_entry (const char *program,
            gboolean    on)
{
  g_autoptr(GBytes) template = g_resource_lookup_data (sk_login_get_resource (), TEMPLATE,
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *quoted = quote (program);
  g_autofree char *exec = g_strconcat (quoted, " --background", NULL);
  GKeyFile *entry = g_key_file_new ();

  g_key_file_load_from_bytes (entry, template,
                              G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, NULL);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, exec);
  if (!on)
    g_key_file_set_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, TRUE);

  return entry;
}

static gboolean
write_entry (const Switching  *switching,
             const char       *path,
             GError          **error)
{
  g_autoptr(GKeyFile) entry = make_entry (switching->program, switching->on);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  gsize length;

  text = g_key_file_to_data (entry, &length, NULL);
  if (g_mkdir_with_parents (folder, FOLDER_MODE) == 0 &&
      g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                FILE_MODE, NULL))
    return TRUE;

  g_set_error (error, SK_ERROR, SK_ERROR_DENIED,
               _("%s cannot be written. Check the permissions of its folder."), path);
  return FALSE;
}

static gboolean
remove_entry (const char  *path,
              GError     **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT || errno == ENOTDIR)
    return TRUE;

  g_set_error (error, SK_ERROR, SK_ERROR_DENIED,
               _("%s cannot be removed. Check the permissions of its folder."), path);
  return FALSE;
}

/* Off is no file, except where the machine's would start us all the same. */
static gboolean
put_file (const Switching  *switching,
          GError          **error)
{
  g_autofree char *path = dup_path (g_get_user_config_dir ());

  return switching->on || is_on_for_everybody () ? write_entry (switching, path, error)
                                                 : remove_entry (path, error);
}

static void
return_file (GTask *task)
{
  g_autoptr(GError) error = NULL;

  if (put_file (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_granted (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (sk_login_portal_ask_finish (result, &error))
    return_file (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sk_login_set_async:
 * @self: how it is arranged
 * @on: whether to start with the session from now on
 * @cancellable: (nullable): to take back the question, where one is asked
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Turns the switch.  In a sandbox the desktop may ask the person.
 */
void
sk_login_set_async (const SkLogin       *self,
                    gboolean             on,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Switching *switching = g_new0 (Switching, 1);

  switching->program = g_strdup (self->program != NULL ? self->program : BINDIR "/slotkeeper");
  switching->on = on;
  g_task_set_source_tag (task, sk_login_set_async);
  g_task_set_task_data (task, switching, (GDestroyNotify) switching_free);

  if (self->is_sandboxed)
    sk_login_portal_ask_async (on, cancellable, on_granted, g_object_ref (task));
  else
    return_file (task);
}

/**
 * sk_login_set_finish:
 * @result: what the callback got
 * @error: %SK_ERROR_DENIED if the file cannot be written or the desktop said
 *   no; %SK_ERROR_MISSING if it has no such switch
 *
 * Returns: whether the switch is as it was wanted
 */
gboolean
sk_login_set_finish (GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
