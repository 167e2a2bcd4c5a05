/* sk-login-portal.c — asking the Background portal to start us at login
 *
 * Its answer is a signal, and not the reply of the call.  It may take as long
 * as a person thinks, so only a cancellable ends the wait; many desktops have
 * no such portal, which is an answer too.
 *
 *   bus → subscribe to the answer → call ─┬─ fails: no portal
 *                                         └─ answer, or cancelled: done
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-login-portal.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"
#define GRANTED 0

typedef struct
{
  gboolean         on;
  GDBusConnection *bus;                 /* (nullable): not there yet */
  char            *request;             /* (nullable): the path the answer comes from */
  guint            subscription;
  GSource         *cancelled;           /* (nullable) */
  gboolean         is_over;
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_object (&asking->bus);
  g_free (asking->request);
  g_free (asking);
}

/* Everything ends here, once: nobody is listened to any more. */
static void
finish (GTask  *task,
        GError *error)          /* (transfer full) (nullable) */
{
  Asking *asking = g_task_get_task_data (task);

  if (asking->is_over)
    {
      g_clear_error (&error);
      return;
    }

  g_object_ref (task);          /* the listeners held the others */
  asking->is_over = TRUE;
  if (asking->subscription != 0)
    g_dbus_connection_signal_unsubscribe (asking->bus, asking->subscription);
  if (asking->cancelled != NULL)
    g_source_destroy (asking->cancelled);
  g_clear_pointer (&asking->cancelled, g_source_unref);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
finish_without_portal (GTask *task)
{
  /* Translators: %s is a command line */
  finish (task, g_error_new (SK_ERROR, SK_ERROR_MISSING,
                             _("This desktop has no such switch for an app in a sandbox. Add "
                               "“%s” to the programs your session starts."),
                             "flatpak run " APP_ID " --background"));
}

/* --- the answer --- */

static void
on_response (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  GTask *task = G_TASK (user_data);
  Asking *asking = g_task_get_task_data (task);
  g_autoptr(GVariant) results = NULL;
  gboolean starts = asking->on;
  guint32 response;

  if (strcmp (path, asking->request) != 0 ||
      !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "autostart", "b", &starts);
  if (response == GRANTED && starts == asking->on)
    finish (task, NULL);
  else
    finish (task, g_error_new (SK_ERROR, SK_ERROR_DENIED,
                               _("The desktop did not allow it. Look for Slotkeeper among the "
                                 "apps in its settings.")));
}

/* From any path: a portal before 0.9 names its own, and only in its reply. */
static void
listen (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);

  asking->subscription =
    g_dbus_connection_signal_subscribe (asking->bus, PORTAL_NAME, REQUEST_INTERFACE, "Response",
                                        NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_response,
                                        g_object_ref (task), g_object_unref);
}

/* --- the question --- */

/* Waited for, or the bus could be gone before it is told. */
static void
on_closed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GVariant *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_clear_pointer (&reply, g_variant_unref);
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  Asking *asking = g_task_get_task_data (task);

  if (asking->request != NULL)
    g_dbus_connection_call (asking->bus, PORTAL_NAME, asking->request, REQUEST_INTERFACE, "Close",
                            NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, on_closed, NULL);
  finish (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));

  return G_SOURCE_REMOVE;
}

static void
on_called (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Asking *asking = g_task_get_task_data (task);
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             NULL);

  if (reply == NULL)
    {
      finish_without_portal (task);
      return;
    }

  g_free (asking->request);
  g_variant_get (reply, "(o)", &asking->request);
}

static char *
dup_request (GDBusConnection *bus,
             const char      *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  return g_strconcat (PORTAL_PATH "/request/", g_strdelimit (sender, ".", '_'), "/", token, NULL);
}

static GVariant *
make_question (gboolean    on,
               const char *token)
{
  const char *const command[] = { "slotkeeper", "--background", NULL };
  g_auto(GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, "handle_token", "s", token);
  g_variant_dict_insert (&options, "reason", "s", _("It keeps your week in order while you work."));
  g_variant_dict_insert (&options, "autostart", "b", on);
  g_variant_dict_insert (&options, "dbus-activatable", "b", FALSE);
  g_variant_dict_insert_value (&options, "commandline", g_variant_new_strv (command, -1));

  return g_variant_new ("(s@a{sv})", "", g_variant_dict_end (&options));
}

static void
on_bus (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Asking *asking = g_task_get_task_data (task);
  g_autofree char *token = NULL;

  asking->bus = g_bus_get_finish (result, NULL);
  if (asking->is_over)
    return;
  if (asking->bus == NULL)
    {
      finish_without_portal (task);
      return;
    }

  token = g_strdup_printf ("slotkeeper%u", g_random_int ());
  asking->request = dup_request (asking->bus, token);
  listen (task);
  g_dbus_connection_call (asking->bus, PORTAL_NAME, PORTAL_PATH,
                          "org.freedesktop.portal.Background", "RequestBackground",
                          make_question (asking->on, token), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_called, g_object_ref (task));
}

/**
 * sk_login_portal_ask_async:
 * @on: whether to start with the session from now on
 * @cancellable: (nullable): takes the question back
 * @callback: called when it is answered
 * @user_data: for @callback
 */
void
sk_login_portal_ask_async (gboolean             on,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);

  asking->on = on;
  g_task_set_source_tag (task, sk_login_portal_ask_async);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);

  if (cancellable != NULL)
    {
      asking->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (asking->cancelled, G_SOURCE_FUNC (on_cancelled), g_object_ref (task),
                             g_object_unref);
      g_source_attach (asking->cancelled, g_task_get_context (task));
    }
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_object_ref (task));
}

/**
 * sk_login_portal_ask_finish:
 * @result: what the callback got
 * @error: %SK_ERROR_MISSING if there is no such portal; %SK_ERROR_DENIED if it,
 *   or the person, said no
 *
 * Returns: whether it is as it was wanted
 */
gboolean
sk_login_portal_ask_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
