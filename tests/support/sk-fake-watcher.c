/* sk-fake-watcher.c — a panel for tests
 *
 * It shares the test's main context and never blocks it: what it asks is
 * answered there.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-fake-watcher.h"

#include <string.h>

#define WATCHER "org.kde.StatusNotifierWatcher"
#define ITEM "org.kde.StatusNotifierItem"
#define MENU "com.canonical.dbusmenu"

static const char watcher_xml[] =
  "<node><interface name='" WATCHER "'>"
  "<method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>"
  "<property name='IsStatusNotifierHostRegistered' type='b' access='read'/>"
  "<property name='ProtocolVersion' type='i' access='read'/>"
  "</interface></node>";

static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  SkFakeWatcher *self = user_data;

  g_free (self->item);
  g_variant_get (arguments, "(s)", &self->item);
  g_assert_cmpstr (self->item, ==, sender);
  if (self->refuses)
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                     G_DBUS_ERROR_FAILED, "No room");
      return;
    }

  self->n_items++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
on_get (GDBusConnection  *bus,
        const char       *sender,
        const char       *path,
        const char       *interface,
        const char       *property,
        GError          **error,
        gpointer          user_data)
{
  if (strcmp (property, "ProtocolVersion") == 0)
    return g_variant_new_int32 (0);

  return g_variant_new_boolean (TRUE);
}

static void
on_signal (GDBusConnection *bus,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *signal,
           GVariant        *arguments,
           gpointer         user_data)
{
  SkFakeWatcher *self = user_data;
  g_autofree char *text = g_variant_print (arguments, FALSE);

  g_string_append_printf (self->heard, "%s%s%s", self->heard->len > 0 ? " " : "", signal,
                          strcmp (text, "()") != 0 ? text : "");
}

static void
on_name (GDBusConnection *bus,
         const char      *name,
         gpointer         user_data)
{
  ((SkFakeWatcher *) user_data)->is_there = TRUE;
}

static guint
listen (SkFakeWatcher *self,
        const char    *interface)
{
  return g_dbus_connection_signal_subscribe (self->bus, NULL, interface, NULL, NULL, NULL,
                                             G_DBUS_SIGNAL_FLAGS_NONE, on_signal, self, NULL);
}

/* Who waits for it may ask as soon as it has its name: what it answers is settled before. */
static SkFakeWatcher *
make (const char *address,
      gboolean    refuses)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call, .get_property = on_get };
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (watcher_xml, NULL);
  g_autoptr(GError) error = NULL;
  SkFakeWatcher *self = g_new0 (SkFakeWatcher, 1);

  self->heard = g_string_new (NULL);
  self->refuses = refuses;
  self->bus = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  self->object = g_dbus_connection_register_object (self->bus, "/StatusNotifierWatcher",
                                                    info->interfaces[0], &vtable, self, NULL,
                                                    &error);
  g_assert_no_error (error);
  self->signals[0] = listen (self, ITEM);
  self->signals[1] = listen (self, MENU);
  self->name = g_bus_own_name_on_connection (self->bus, WATCHER, G_BUS_NAME_OWNER_FLAGS_NONE,
                                             on_name, NULL, self, NULL);
  while (!self->is_there)
    g_main_context_iteration (NULL, TRUE);

  return self;
}

/**
 * sk_fake_watcher_new:
 * @address: of a bus on which there is no panel
 *
 * Returns: (transfer full): a panel that is there
 */
SkFakeWatcher *
sk_fake_watcher_new (const char *address)
{
  return make (address, FALSE);
}

/* One that has no room for anybody. */
SkFakeWatcher *
sk_fake_watcher_new_without_room (const char *address)
{
  return make (address, TRUE);
}

/* The panel goes, as when it crashes: its connection is cut. */
void
sk_fake_watcher_free (SkFakeWatcher *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_dbus_connection_signal_unsubscribe (self->bus, self->signals[i]);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_bus_unown_name (self->name);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_string_free (self->heard, TRUE);
  g_free (self->item);
  g_free (self);
}

void
sk_fake_watcher_wait_for_item (SkFakeWatcher *self)
{
  while (self->item == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * sk_fake_watcher_take_heard:
 * @self: a panel
 *
 * Asks the icon something first, so that everything told before has arrived.
 *
 * Returns: (transfer full): what was told since the last time, in order
 */
char *
sk_fake_watcher_take_heard (SkFakeWatcher *self)
{
  G_GNUC_UNUSED g_autoptr(GVariant) all = sk_fake_watcher_get_all (self, FALSE);
  char *heard = g_strdup (self->heard->str);

  g_string_truncate (self->heard, 0);

  return heard;
}

/* --- asking --- */

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GVariant *
ask (SkFakeWatcher  *self,
     const char     *path,
     const char     *interface,
     const char     *method,
     GVariant       *arguments,
     GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_dbus_connection_call (self->bus, self->item, path, interface, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answer, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_dbus_connection_call_finish (self->bus, result, error);
}

GVariant *
sk_fake_watcher_ask_item (SkFakeWatcher  *self,
                          const char     *method,
                          GVariant       *arguments,
                          GError        **error)
{
  return ask (self, "/StatusNotifierItem", ITEM, method, arguments, error);
}

/* The menu is where the icon says it is, everywhere else as well. */
GVariant *
sk_fake_watcher_ask_menu (SkFakeWatcher  *self,
                          const char     *method,
                          GVariant       *arguments,
                          GError        **error)
{
  return ask (self, "/StatusNotifierItem/Menu", MENU, method, arguments, error);
}

/**
 * sk_fake_watcher_get_all:
 * @self: a panel with an icon
 * @of_menu: whether the menu is asked, or the icon
 *
 * Returns: (transfer full): its properties, `a{sv}`
 */
GVariant *
sk_fake_watcher_get_all (SkFakeWatcher *self,
                         gboolean       of_menu)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer =
    ask (self, of_menu ? "/StatusNotifierItem/Menu" : "/StatusNotifierItem",
         "org.freedesktop.DBus.Properties", "GetAll", g_variant_new ("(s)", of_menu ? MENU : ITEM),
         &error);

  g_assert_no_error (error);

  return g_variant_get_child_value (answer, 0);
}

/**
 * sk_fake_watcher_click:
 * @self: a panel with an icon
 * @id: the number of a row
 *
 * Returns: whether there was such a row
 */
gboolean
sk_fake_watcher_click (SkFakeWatcher *self,
                       int            id)
{
  g_autoptr(GVariant) answer =
    sk_fake_watcher_ask_menu (self, "Event",
                              g_variant_new ("(isvu)", id, "clicked", g_variant_new_int32 (0), 0),
                              NULL);

  return answer != NULL;
}

/**
 * sk_fake_watcher_find:
 * @self: a panel with an icon
 * @label: what a row says
 *
 * Returns: its number; 0: there is no such row
 */
int
sk_fake_watcher_find (SkFakeWatcher *self,
                      const char    *label)
{
  g_autoptr(GVariantIter) rows = NULL;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GVariant) properties = NULL;
  gint32 id;

  answer = sk_fake_watcher_ask_menu (self, "GetGroupProperties",
                                     g_variant_new_parsed ("(@ai [], ['label'])"), NULL);
  g_assert_nonnull (answer);
  g_variant_get (answer, "(a(ia{sv}))", &rows);
  while (g_variant_iter_loop (rows, "(i@a{sv})", &id, &properties))
    {
      const char *found = NULL;

      if (g_variant_lookup (properties, "label", "&s", &found) && strcmp (found, label) == 0)
        return id;
    }

  return 0;
}
