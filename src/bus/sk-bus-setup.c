/* sk-bus-setup.c — setting up, asked for on the session bus
 *
 * Each method is begun here and answered when it is done.  An error is a
 * sentence for the person; it never holds a key.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-bus-setup.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-login.h"

struct _SkBusSetup
{
  SkConnect       *connect;
  SkCalendarSetup *calendars;
  char            *program;     /* (nullable) */
};

/* --- answers --- */

static void
on_begun (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autofree char *workspace = NULL;
  g_autofree char *databases = sk_connect_begin_finish (SK_CONNECT (source), result, &workspace,
                                                        &error);

  if (databases != NULL)
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(ss)", workspace, databases));
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

static void
on_text (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autofree char *text = sk_connect_text_finish (SK_CONNECT (source), result, &error);

  if (text != NULL)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", text));
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

static void
answer (GDBusMethodInvocation *invocation,
        GError                *error)   /* (transfer full) (nullable) */
{
  if (error == NULL)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;

  sk_connect_done_finish (SK_CONNECT (source), result, &error);
  answer (user_data, error);
}

/* --- methods --- */

/* What was handed over with the call; -1: it was answered that there is nothing. */
static int
take_fd (GDBusMethodInvocation *invocation,
         int                    handle)
{
  GDBusMessage *message = g_dbus_method_invocation_get_message (invocation);
  GUnixFDList *files = g_dbus_message_get_unix_fd_list (message);
  GError *error = NULL;
  int fd = -1;

  if (files != NULL)
    fd = g_unix_fd_list_get (files, handle, &error);
  if (fd < 0)
    answer (invocation, error != NULL ? error
                                      : g_error_new_literal (SK_ERROR, SK_ERROR_DENIED,
                                                             _("Nothing was handed over.")));

  return fd;
}

static void
begin (SkBusSetup            *self,
       GVariant              *arguments,
       GDBusMethodInvocation *invocation)
{
  int handle, fd;

  g_variant_get (arguments, "(h)", &handle);
  fd = take_fd (invocation, handle);
  if (fd >= 0)
    sk_connect_begin_async (self->connect, fd, NULL, on_begun, invocation);
}

static void
list (SkBusSetup            *self,
      GVariant              *arguments,
      GDBusMethodInvocation *invocation)
{
  const char *workspace, *address;

  g_variant_get (arguments, "(&s&s)", &workspace, &address);
  sk_connect_list_async (self->connect, workspace, address, NULL, on_text, invocation);
}

static void
check (SkBusSetup            *self,
       GVariant              *arguments,
       GDBusMethodInvocation *invocation)
{
  const char *workspace, *database;

  g_variant_get (arguments, "(&s&s)", &workspace, &database);
  sk_connect_check_async (self->connect, workspace, database, NULL, on_text, invocation);
}

static GStrv
dup_columns (GVariantIter *iter)
{
  g_autoptr(GStrvBuilder) columns = g_strv_builder_new ();
  const char *role, *column;

  while (g_variant_iter_next (iter, "{&s&s}", &role, &column))
    g_strv_builder_add_many (columns, role, column, NULL);

  return g_strv_builder_end (columns);
}

static void
use_database (SkBusSetup            *self,
              GVariant              *arguments,
              GDBusMethodInvocation *invocation)
{
  const char *workspace, *database;
  g_autoptr(GVariantIter) iter = NULL;
  g_autofree const char **add = NULL;
  g_auto(GStrv) columns = NULL;

  g_variant_get (arguments, "(&s&sa{ss}^a&s)", &workspace, &database, &iter, &add);
  columns = dup_columns (iter);
  sk_connect_use_async (self->connect, workspace, &(SkConnectChoice) {
    .database = database,
    .columns = (const char *const *) columns,
    .add = add,
  }, NULL, on_done, invocation);
}

static void
keep_key (SkBusSetup            *self,
          GVariant              *arguments,
          GDBusMethodInvocation *invocation)
{
  static const char *const places[] = {
    [SK_KEY_PLACE_KEYRING] = "keyring",
    [SK_KEY_PLACE_FILE] = "file",
    [SK_KEY_PLACE_MEMORY] = "memory",
  };
  const char *workspace, *name;

  g_variant_get (arguments, "(&s&s)", &workspace, &name);
  for (guint place = 0; place < G_N_ELEMENTS (places); place++)
    if (g_str_equal (places[place], name))
      {
        sk_connect_keep_async (self->connect, workspace, (SkKeyPlace) place, NULL, on_done,
                               invocation);
        return;
      }

  answer (invocation, g_error_new (G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, "No place %s", name));
}

static void
forget (SkBusSetup            *self,
        GVariant              *arguments,
        GDBusMethodInvocation *invocation)
{
  const char *workspace;

  g_variant_get (arguments, "(&s)", &workspace);
  sk_connect_forget_async (self->connect, workspace, NULL, on_done, invocation);
}

static void
try_sample (SkBusSetup            *self,
            GVariant              *arguments,
            GDBusMethodInvocation *invocation)
{
  GError *error = NULL;

  sk_connect_try_sample (self->connect, &error);
  answer (invocation, error);
}

/* Whoever shows the switch has to hear that it was turned. */
static void
tell_login (GDBusMethodInvocation *invocation)
{
  const char *interface = g_dbus_method_invocation_get_interface_name (invocation);
  GVariantBuilder changed;

  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "StartsAtLogin",
                         g_variant_new_boolean (sk_login_is_on ()));
  g_dbus_connection_emit_signal (g_dbus_method_invocation_get_connection (invocation), NULL,
                                 g_dbus_method_invocation_get_object_path (invocation),
                                 "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                 g_variant_new ("(sa{sv}as)", interface, &changed, NULL), NULL);
}

static void
on_login (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;

  if (sk_login_set_finish (result, &error))
    tell_login (invocation);
  answer (invocation, error);
}

static void
start_at_login (SkBusSetup            *self,
                GVariant              *arguments,
                GDBusMethodInvocation *invocation)
{
  gboolean on;

  g_variant_get (arguments, "(b)", &on);
  sk_login_set_async (&(SkLogin) { self->program, sk_login_is_sandboxed () }, on, NULL, on_login,
                      invocation);
}

/* --- calendars --- */

static void
on_calendar_added (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autofree char *calendar = NULL;
  g_autofree char *sum = sk_calendar_setup_add_finish (SK_CALENDAR_SETUP (source), result,
                                                       &calendar, &error);

  if (sum != NULL)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ss)", calendar, sum));
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

static void
add_calendar (SkBusSetup            *self,
              GVariant              *arguments,
              GDBusMethodInvocation *invocation)
{
  static const char *const kinds[] = {
    [SK_CALENDAR_FILE] = "file",
    [SK_CALENDAR_ADDRESS] = "address",
    [SK_CALENDAR_DESKTOP] = "desktop",
  };
  const char *name, *kind;
  int handle, fd;

  g_variant_get (arguments, "(&s&sh)", &name, &kind, &handle);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], kind))
      {
        fd = take_fd (invocation, handle);
        if (fd >= 0)
          sk_calendar_setup_add_async (self->calendars, name, (SkCalendarKind) i, fd, NULL,
                                       on_calendar_added, invocation);
        return;
      }

  answer (invocation, g_error_new (G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, "No kind %s", kind));
}

static void
on_calendar_removed (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GError *error = NULL;

  sk_calendar_setup_remove_finish (SK_CALENDAR_SETUP (source), result, &error);
  answer (user_data, error);
}

static void
remove_calendar (SkBusSetup            *self,
                 GVariant              *arguments,
                 GDBusMethodInvocation *invocation)
{
  const char *calendar;

  g_variant_get (arguments, "(&s)", &calendar);
  sk_calendar_setup_remove_async (self->calendars, calendar, NULL, on_calendar_removed,
                                  invocation);
}

static void
on_calendars_listed (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autoptr(GPtrArray) calendars = sk_calendar_setup_list_finish (SK_CALENDAR_SETUP (source),
                                                                  result, &error);
  GVariantBuilder builder;

  if (calendars == NULL)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sss)"));
  for (guint i = 0; i < calendars->len; i++)
    {
      const SkCalendar *calendar = g_ptr_array_index (calendars, i);

      g_variant_builder_add (&builder, "(sss)", calendar->id, calendar->desktop, calendar->name);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(sss))", &builder));
}

static void
list_desktop_calendars (SkBusSetup            *self,
                        GVariant              *arguments,
                        GDBusMethodInvocation *invocation)
{
  sk_calendar_setup_list_async (self->calendars, NULL, on_calendars_listed, invocation);
}

static const struct
{
  const char *name;
  void     (* run) (SkBusSetup            *self,
                    GVariant              *arguments,
                    GDBusMethodInvocation *invocation);
} methods[] = {
  { "Connect", begin },
  { "Databases", list },
  { "Check", check },
  { "KeepKey", keep_key },
  { "UseDatabase", use_database },
  { "Forget", forget },
  { "TrySample", try_sample },
  { "StartAtLogin", start_at_login },
  { "AddCalendar", add_calendar },
  { "RemoveCalendar", remove_calendar },
  { "ListDesktopCalendars", list_desktop_calendars },
};

/**
 * sk_bus_setup_call:
 * @self: setting up
 * @name: a method
 * @arguments: its arguments
 * @invocation: (transfer full): answered when it is done, if it is one of ours
 *
 * Returns: whether it is
 */
gboolean
sk_bus_setup_call (SkBusSetup            *self,
                   const char            *name,
                   GVariant              *arguments,
                   GDBusMethodInvocation *invocation)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].name, name))
      {
        methods[i].run (self, arguments, invocation);
        return TRUE;
      }

  return FALSE;
}

/**
 * sk_bus_setup_new:
 * @connect: who sets up workspaces
 * @calendars: who adds calendars
 * @program: (nullable): what the session is to start; %NULL: what is installed
 *
 * Returns: (transfer full): what answers
 */
SkBusSetup *
sk_bus_setup_new (SkConnect       *connect,
                  SkCalendarSetup *calendars,
                  const char      *program)
{
  SkBusSetup *self = g_new0 (SkBusSetup, 1);

  self->connect = g_object_ref (connect);
  self->calendars = g_object_ref (calendars);
  self->program = g_strdup (program);

  return self;
}

void
sk_bus_setup_free (SkBusSetup *self)
{
  g_object_unref (self->connect);
  g_object_unref (self->calendars);
  g_free (self->program);
  g_free (self);
}
