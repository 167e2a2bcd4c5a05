/* sk-window-door.c — the window is opened: raised if it is there, else started
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-window-door.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-own-files.h"

#define OBJECT_PATH "/io/github/slotkeeper/Slotkeeper"
#define RAISE_MS 5000

/* What a desktop asks for before it lets a window come to the front; older
 * programs know the second name only. */
static GVariant *
make_platform_data (const char *token)  /* (nullable) */
{
  GVariantBuilder data;

  g_variant_builder_init (&data, G_VARIANT_TYPE_VARDICT);
  if (token != NULL && *token != '\0')
    {
      g_variant_builder_add (&data, "{sv}", "activation-token", g_variant_new_string (token));
      g_variant_builder_add (&data, "{sv}", "desktop-startup-id", g_variant_new_string (token));
    }

  return g_variant_builder_end (&data);
}

static gboolean
start (const SkWindowWish  *wish,
       const char          *token,      /* (nullable) */
       GError             **error)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *program = sk_own_files_dup_window ();
  g_autofree char *task = wish->task != NULL ? g_strconcat ("--task=", wish->task, NULL) : NULL;
  const char *const arguments[] = { program, wish->page != NULL ? wish->page : task, NULL };
  g_autoptr(GError) trouble = NULL;

  g_subprocess_launcher_unsetenv (launcher, "XDG_ACTIVATION_TOKEN");
  g_subprocess_launcher_unsetenv (launcher, "DESKTOP_STARTUP_ID");
  if (token != NULL && *token != '\0')
    {
      g_subprocess_launcher_setenv (launcher, "XDG_ACTIVATION_TOKEN", token, TRUE);
      g_subprocess_launcher_setenv (launcher, "DESKTOP_STARTUP_ID", token, TRUE);
    }

  g_autoptr(GSubprocess) window = g_subprocess_launcher_spawnv (launcher, arguments, &trouble);

  if (window != NULL)
    return TRUE;

  /* Translators: %s is why it cannot be started */
  g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
               _("The window cannot be opened: %s Install all of Slotkeeper, or use "
                 "slotkeeperctl."), trouble->message);
  return FALSE;
}

static void
on_raised (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              &error);

  if (answer == NULL)
    g_debug ("The window could not be raised: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static GVariant *
make_action (const SkWindowWish *wish,
             const char         *token) /* (nullable) */
{
  GVariantBuilder parameters;

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  if (wish->page == NULL)
    g_variant_builder_add (&parameters, "v", g_variant_new_string (wish->task));

  return g_variant_new ("(sav@a{sv})", wish->page != NULL ? wish->page : "select", &parameters,
                        make_platform_data (token));
}

/* What is to be shown is an action of the window's; else it only comes to the front. */
static void
come_forward (GTask              *task,
              GDBusConnection    *bus,
              const char         *window,
              const SkWindowWish *wish,
              const char         *token)        /* (nullable) */
{
  gboolean has_action = wish->page != NULL || wish->task != NULL;

  g_dbus_connection_call (bus, window, OBJECT_PATH, "org.freedesktop.Application",
                          has_action ? "ActivateAction" : "Activate",
                          has_action ? make_action (wish, token)
                                     : g_variant_new ("(@a{sv})", make_platform_data (token)),
                          NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, RAISE_MS, NULL, on_raised,
                          g_object_ref (task));
}

/**
 * sk_window_door_open_async:
 * @bus: the session bus
 * @window: (nullable): the unique name of the window, if there is one
 * @wish: what it is to show
 * @token: (nullable): the right to come to the front
 * @callback: called when that is done, or cannot be
 * @user_data: for @callback
 *
 * Opens the window.
 */
void
sk_window_door_open_async (GDBusConnection     *bus,
                           const char          *window,
                           const SkWindowWish  *wish,
                           const char          *token,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, sk_window_door_open_async);
  if (window != NULL)
    come_forward (task, bus, window, wish, token);
  else if (start (wish, token, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
sk_window_door_open_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
