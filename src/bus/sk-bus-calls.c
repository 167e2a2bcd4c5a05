/* sk-bus-calls.c — what the service is asked for, and its answers
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-bus-mirror-private.h"

#include <gio/gunixfdlist.h>

#include "sk-columns-codec.h"
#include "sk-databases-codec.h"
#include "sk-places-codec.h"

static void
on_called (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  GVariant *reply =
    g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL, result,
                                                     &error);

  if (reply != NULL)
    {
      g_task_return_pointer (task, reply, (GDestroyNotify) g_variant_unref);
      return;
    }

  g_dbus_error_strip_remote_error (error);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
call_interface_async (SkBusMirror         *self,
                      const char          *interface,
                      const char          *method,
                      GVariant            *arguments,
                      const char          *answer,
                      GUnixFDList         *files,       /* (nullable) */
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, call_interface_async);
  g_dbus_connection_call_with_unix_fd_list (sk_bus_mirror_get_bus (self), APP_ID, OBJECT_PATH,
                                            interface, method, arguments, G_VARIANT_TYPE (answer),
                                            G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT, files,
                                            cancellable, on_called, task);
}

static void
call_async (SkBusMirror         *self,
            const char          *method,
            GVariant            *arguments,
            const char          *answer,
            GUnixFDList         *files,         /* (nullable) */
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  call_interface_async (self, INTERFACE, method, arguments, answer, files, cancellable, callback,
                        user_data);
}

/**
 * sk_bus_mirror_tell_async:
 * @self: a mirror
 * @action: one of the service's actions
 * @parameter: (nullable): its parameter, sunk
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): ()
 * @user_data: for @callback
 *
 * As sk_bus_mirror_activate(), for who wants to know when it was heard.
 */
void
sk_bus_mirror_tell_async (SkBusMirror         *self,
                          const char          *action,
                          GVariant            *parameter,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GVariantBuilder parameters;

  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  if (parameter != NULL)
    g_variant_builder_add (&parameters, "v", parameter);

  call_interface_async (self, "org.gtk.Actions", "Activate",
                        g_variant_new ("(sava{sv})", action, &parameters, NULL), "()", NULL,
                        cancellable, callback, user_data);
}

/**
 * sk_bus_mirror_call_finish:
 * @self: a mirror
 * @result: of any call made of it
 * @error: whatever the service said, to be shown as it is
 *
 * Returns: (transfer full) (nullable): what the method returns (formats.md §5)
 */
GVariant *
sk_bus_mirror_call_finish (SkBusMirror   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Of a method that returns one text, which lasts as long as the answer. */
static GVariant *
finish_text (SkBusMirror   *self,
             GAsyncResult  *result,
             const char   **text,
             GError       **error)
{
  GVariant *answer = sk_bus_mirror_call_finish (self, result, error);

  if (answer != NULL)
    g_variant_get (answer, "(&s)", text);

  return answer;
}

/**
 * sk_bus_mirror_attach:
 * @self: a mirror
 *
 * Tells the service that the window is here, so that it is raised and not
 * started again.
 */
void
sk_bus_mirror_attach (SkBusMirror *self)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  g_dbus_connection_call (sk_bus_mirror_get_bus (self), APP_ID, OBJECT_PATH, INTERFACE, "Attach",
                          NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

/**
 * sk_bus_mirror_what_if_async:
 * @self: a mirror
 * @lines: what is supposed
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): (s), a plan
 * @user_data: for @callback
 */
void
sk_bus_mirror_what_if_async (SkBusMirror         *self,
                             const char *const   *lines,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "WhatIf", g_variant_new ("(^as)", lines), "(s)", NULL, cancellable, callback,
              user_data);
}

/**
 * sk_bus_mirror_places_async:
 * @self: a mirror
 * @task: the id of a task
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_places_finish()
 * @user_data: for @callback
 */
void
sk_bus_mirror_places_async (SkBusMirror         *self,
                            const char          *task,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "Places", g_variant_new ("(s)", task), "(s)", NULL, cancellable, callback,
              user_data);
}

/**
 * sk_bus_mirror_places_finish:
 * @self: a mirror
 * @result: of sk_bus_mirror_places_async()
 * @error: whatever the service said, to be shown as it is
 *
 * Returns: (transfer full) (nullable) (element-type SkTry): places that were
 *   looked at, in order of time
 */
GArray *
sk_bus_mirror_places_finish (SkBusMirror   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  const char *text = NULL;
  g_autoptr(GVariant) answer = finish_text (self, result, &text, error);

  return answer != NULL ? sk_places_codec_read (text, strlen (text), error) : NULL;
}

/* A file descriptor as a call takes it along; NULL: @callback will hear why not. */
static GUnixFDList *
wrap (SkBusMirror         *self,
      int                  fd,
      int                 *handle,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  g_autoptr(GUnixFDList) files = g_unix_fd_list_new ();
  GError *error = NULL;

  *handle = g_unix_fd_list_append (files, fd, &error);
  if (*handle >= 0)
    return g_steal_pointer (&files);

  g_task_report_error (self, callback, user_data, wrap, error);
  return NULL;
}

/**
 * sk_bus_mirror_connect_async:
 * @self: a mirror
 * @key: a file descriptor that says the key and then ends; borrowed
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): (ss), a workspace and its databases
 * @user_data: for @callback
 *
 * A key never travels as text: any bus monitor could read it.
 */
void
sk_bus_mirror_connect_async (SkBusMirror         *self,
                             int                  key,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  int handle;
  g_autoptr(GUnixFDList) files = wrap (self, key, &handle, callback, user_data);

  if (files != NULL)
    call_async (self, "Connect", g_variant_new ("(h)", handle), "(ss)", files, cancellable,
                callback, user_data);
}

/**
 * sk_bus_mirror_check_async:
 * @self: a mirror
 * @workspace: the id of a workspace
 * @database: the id of a database
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): (s), its columns
 * @user_data: for @callback
 */
void
sk_bus_mirror_check_async (SkBusMirror         *self,
                           const char          *workspace,
                           const char          *database,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "Check", g_variant_new ("(ss)", workspace, database), "(s)", NULL,
              cancellable, callback, user_data);
}

/**
 * sk_bus_mirror_use_database_async:
 * @self: a mirror
 * @workspace: the id of a workspace
 * @database: the id of a database
 * @columns: a{ss}, role to property id; sunk
 * @add: roles whose column is to be added
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): ()
 * @user_data: for @callback
 */
void
sk_bus_mirror_use_database_async (SkBusMirror         *self,
                                  const char          *workspace,
                                  const char          *database,
                                  GVariant            *columns,
                                  const char *const   *add,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "UseDatabase",
              g_variant_new ("(ss@a{ss}^as)", workspace, database, columns, add), "()", NULL,
              cancellable, callback, user_data);
}

/**
 * sk_bus_mirror_forget_async:
 * @self: a mirror
 * @workspace: the id of a workspace
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): ()
 * @user_data: for @callback
 */
void
sk_bus_mirror_forget_async (SkBusMirror         *self,
                            const char          *workspace,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "Forget", g_variant_new ("(s)", workspace), "()", NULL, cancellable, callback,
              user_data);
}

/**
 * sk_bus_mirror_databases_async:
 * @self: a mirror
 * @workspace: the id of a workspace
 * @address: what a person copied of a database; empty: all that its key opens
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): (s), its databases
 * @user_data: for @callback
 */
void
sk_bus_mirror_databases_async (SkBusMirror         *self,
                               const char          *workspace,
                               const char          *address,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "Databases", g_variant_new ("(ss)", workspace, address), "(s)", NULL,
              cancellable, callback, user_data);
}

/**
 * sk_bus_mirror_keep_key_async:
 * @self: a mirror
 * @workspace: the id of a workspace
 * @place: "keyring", "memory" or "file"
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): ()
 * @user_data: for @callback
 */
void
sk_bus_mirror_keep_key_async (SkBusMirror         *self,
                              const char          *workspace,
                              const char          *place,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "KeepKey", g_variant_new ("(ss)", workspace, place), "()", NULL, cancellable,
              callback, user_data);
}

/**
 * sk_bus_mirror_try_sample_async:
 * @self: a mirror
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): ()
 * @user_data: for @callback
 */
void
sk_bus_mirror_try_sample_async (SkBusMirror         *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "TrySample", NULL, "()", NULL, cancellable, callback, user_data);
}

/**
 * sk_bus_mirror_add_calendar_async:
 * @self: a mirror
 * @name: what it is to be called; empty: as it is usual
 * @kind: "file", "address" or "desktop"
 * @place: a file descriptor that says where it is and then ends; borrowed
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): (ss), a calendar and what it holds
 * @user_data: for @callback
 *
 * An address never travels as text: it may be a secret.
 */
void
sk_bus_mirror_add_calendar_async (SkBusMirror         *self,
                                  const char          *name,
                                  const char          *kind,
                                  int                  place,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  int handle;
  g_autoptr(GUnixFDList) files = wrap (self, place, &handle, callback, user_data);

  if (files != NULL)
    call_async (self, "AddCalendar", g_variant_new ("(ssh)", name, kind, handle), "(ss)", files,
                cancellable, callback, user_data);
}

/**
 * sk_bus_mirror_remove_calendar_async:
 * @self: a mirror
 * @calendar: the id of a calendar
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): ()
 * @user_data: for @callback
 */
void
sk_bus_mirror_remove_calendar_async (SkBusMirror         *self,
                                     const char          *calendar,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "RemoveCalendar", g_variant_new ("(s)", calendar), "()", NULL, cancellable,
              callback, user_data);
}

/**
 * sk_bus_mirror_list_desktop_calendars_async:
 * @self: a mirror
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): (a(sss)), of each the id it
 *   will have, its place, and what it is called
 * @user_data: for @callback
 */
void
sk_bus_mirror_list_desktop_calendars_async (SkBusMirror         *self,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "ListDesktopCalendars", NULL, "(a(sss))", NULL, cancellable, callback,
              user_data);
}

/**
 * sk_bus_mirror_export_async:
 * @self: a mirror
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): (s), the plan as iCalendar
 * @user_data: for @callback
 */
void
sk_bus_mirror_export_async (SkBusMirror         *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "Export", NULL, "(s)", NULL, cancellable, callback, user_data);
}

/**
 * sk_bus_mirror_start_at_login_async:
 * @self: a mirror
 * @on: whether the service is to start with the session
 * @cancellable: (nullable): stops waiting
 * @callback: ends in sk_bus_mirror_call_finish(): ()
 * @user_data: for @callback
 */
void
sk_bus_mirror_start_at_login_async (SkBusMirror         *self,
                                    gboolean             on,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  call_async (self, "StartAtLogin", g_variant_new ("(b)", on), "()", NULL, cancellable, callback,
              user_data);
}

/**
 * sk_bus_mirror_connect_finish:
 * @self: a mirror
 * @result: of sk_bus_mirror_connect_async()
 * @workspace: (out): the id by which the key is known from now on
 * @error: whatever the service said, to be shown as it is
 *
 * Returns: (transfer full) (nullable): what the key opens
 */
SkAccountOffer *
sk_bus_mirror_connect_finish (SkBusMirror   *self,
                              GAsyncResult  *result,
                              char         **workspace,
                              GError       **error)
{
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (self, result, error);
  const char *id, *text;
  SkAccountOffer *offer;

  if (answer == NULL)
    return NULL;

  g_variant_get (answer, "(&s&s)", &id, &text);
  offer = sk_databases_codec_read (text, strlen (text), error);
  if (offer != NULL)
    *workspace = g_strdup (id);

  return offer;
}

/**
 * sk_bus_mirror_databases_finish:
 * @self: a mirror
 * @result: of sk_bus_mirror_databases_async()
 * @error: whatever the service said, to be shown as it is
 *
 * Returns: (transfer full) (nullable): what a key opens
 */
SkAccountOffer *
sk_bus_mirror_databases_finish (SkBusMirror   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  const char *text = NULL;
  g_autoptr(GVariant) answer = finish_text (self, result, &text, error);

  return answer != NULL ? sk_databases_codec_read (text, strlen (text), error) : NULL;
}

/**
 * sk_bus_mirror_check_finish:
 * @self: a mirror
 * @result: of sk_bus_mirror_check_async()
 * @error: whatever the service said, to be shown as it is
 *
 * Returns: (transfer full) (nullable) (element-type SkAccountColumn): every role
 *   once, and the column that has it
 */
GPtrArray *
sk_bus_mirror_check_finish (SkBusMirror   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  const char *text = NULL;
  g_autoptr(GVariant) answer = finish_text (self, result, &text, error);

  return answer != NULL ? sk_columns_codec_read (text, strlen (text), error) : NULL;
}
