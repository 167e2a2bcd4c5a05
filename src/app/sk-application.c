/* sk-application.c — one resident program, from login to logout
 *
 * The first one owns the app id and stays; what is started later only tells it
 * what was wanted.  "--background" wants nothing: it is what the session
 * starts.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <malloc.h>
#include <signal.h>

#include "sk-bus-export.h"
#include "sk-commands.h"
#include "sk-error.h"
#include "sk-notify.h"
#include "sk-own-files.h"
#include "sk-service.h"
#include "sk-settings-watch.h"
#include "sk-tray.h"
#include "sk-triggers.h"
#include "sk-wall-alarm.h"
#include "sk-window-door.h"
#include "sk-wiring-calendars.h"
#include "sk-wiring.h"

struct _SkApplication
{
  GApplication     parent_instance;

  SkBusExport     *export;
  SkService       *service;     /* (nullable): only in the first one, once it runs */
  SkTray          *tray;        /* (nullable): likewise */
  SkNotify        *notify;      /* (nullable): likewise */
  SkTriggers      *triggers;    /* (nullable): likewise */
  SkSettingsWatch *watch;       /* (nullable): likewise */
  char            *token;       /* (nullable): the right of who asked last to show a window */
  guint            signals[2];
  gboolean         is_quitting;
  gboolean         has_told_background;
};

G_DEFINE_FINAL_TYPE (SkApplication, sk_application, G_TYPE_APPLICATION)

/* --- the parts of the service --- */

static SkSettings *
read_settings (gpointer   data,
               GError   **error)
{
  return sk_settings_read (TRUE, NULL, error);
}

static GListModel *
open_sources (const SkSettings  *settings,
              gpointer           data,
              GError           **error)
{
  return sk_wiring_new_sources (&(SkWiring) { NULL, NULL }, settings, error);
}

static GListModel *
open_calendars (const SkSettings *settings,
                gpointer          data)
{
  return sk_wiring_new_calendars (settings->calendars, settings);
}

static SkBusySource *
open_calendar (const SkCalendar *calendar,
               const SkSettings *settings,
               gpointer          data)
{
  return sk_wiring_new_calendar (calendar, settings);
}

static void
drop_copy (const SkCalendar *calendar,
           const SkSettings *settings,
           gpointer          data)
{
  sk_wiring_drop_copy (calendar, settings);
}

static SkAccountSource *
open_account (const SkWorkspace  *workspace,
              const SkSettings   *settings,
              gpointer            data,
              GError            **error)
{
  return sk_wiring_new_account (workspace, settings, error);
}

/* What a pass needed is not needed until the next. */
static void
rest (gpointer data)
{
  malloc_trim (0);
}

/* --- faces --- */

static void
render (SkService     *service,
        GParamSpec    *pspec,
        SkApplication *self)
{
  SkState *state = sk_service_get_state (service);
  const SkSettings *settings = sk_service_get_settings (service);

  sk_tray_render (self->tray, state);
  sk_notify_set_tells_starts (self->notify, settings != NULL && settings->notify_start);
  sk_notify_render (self->notify, state);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(SkApplication) self = SK_APPLICATION (user_data);
  g_autoptr(GError) error = NULL;

  if (!sk_window_door_open_finish (result, &error))
    g_warning ("%s", error->message);
}

/* A panel's click brings its own right to open a window. */
static char *
take_token (SkApplication *self)
{
  g_autofree char *token = self->tray != NULL ? sk_tray_take_token (self->tray) : NULL;

  return token != NULL ? g_steal_pointer (&token) : g_steal_pointer (&self->token);
}

static void
open_window (SkApplication      *self,
             const SkWindowWish *wish)
{
  g_autofree char *token = take_token (self);

  sk_window_door_open_async (g_application_get_dbus_connection (G_APPLICATION (self)),
                             sk_bus_export_get_window (self->export), wish, token, on_opened,
                             g_object_ref (self));
}

/* --- what only the program itself can do --- */

static void
on_preview (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  const char *task = g_variant_get_string (parameter, NULL);

  open_window (user_data, &(SkWindowWish) { .task = *task != '\0' ? task : NULL });
}

static void
on_preferences (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  open_window (user_data, &(SkWindowWish) { .page = "preferences" });
}

static void
on_launched (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    g_message ("A task could not be opened: %s", error->message);
}

/* An address comes from a database: a page, and nothing else, is opened. */
static void
on_open_task (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SkApplication *self = user_data;
  SkTask *task = sk_service_find_task (self->service, g_variant_get_string (parameter, NULL));
  const char *url = task != NULL ? sk_task_get_url (task) : NULL;
  g_autofree char *scheme = url != NULL ? g_uri_parse_scheme (url) : NULL;

  if (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0)
    g_app_info_launch_default_for_uri_async (url, NULL, NULL, on_launched, NULL);
}

static void
on_ended (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(SkApplication) self = SK_APPLICATION (user_data);

  sk_service_end_finish (SK_SERVICE (source), result, NULL);
  g_application_quit (G_APPLICATION (self));
}

/* A page that is half written is written to its end first. */
static void
quit (SkApplication *self)
{
  if (self->is_quitting)
    return;

  self->is_quitting = TRUE;
  sk_notify_withdraw (self->notify);
  sk_service_end_async (self->service, on_ended, g_object_ref (self));
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  quit (user_data);
}

static gboolean
on_signal (gpointer user_data)
{
  quit (user_data);

  return G_SOURCE_CONTINUE;
}

static const GActionEntry entries[] = {
  { .name = "preview", .activate = on_preview, .parameter_type = "s" },
  { .name = "preferences", .activate = on_preferences },
  { .name = "open-task", .activate = on_open_task, .parameter_type = "s" },
  { .name = "quit", .activate = on_quit },
};

/* --- coming up --- */

static void
on_settings_changed (gpointer user_data)
{
  sk_service_reload (SK_APPLICATION (user_data)->service);
}

static void
on_sparing (SkTriggers    *triggers,
            GParamSpec    *pspec,
            SkApplication *self)
{
  sk_service_set_sparing (self->service, sk_triggers_get_sparing (triggers));
}

static void
watch_machine (SkApplication *self)
{
  self->triggers = sk_triggers_new_for_machine ();
  sk_triggers_watch_zone (self->triggers, SK_TRIGGERS_LOCALTIME);
  g_signal_connect_swapped (self->triggers, "network-back", G_CALLBACK (sk_service_note_network),
                            self->service);
  g_signal_connect_swapped (self->triggers, "resumed", G_CALLBACK (sk_service_note_resumed),
                            self->service);
  g_signal_connect_swapped (self->triggers, "zone-changed", G_CALLBACK (sk_service_note_zone),
                            self->service);
  g_signal_connect (self->triggers, "notify::sparing", G_CALLBACK (on_sparing), self);
  on_sparing (self->triggers, NULL, self);
  self->watch = sk_settings_watch (on_settings_changed, self);
}

static SkCalendarSetup *
make_calendar_setup (SkApplication *self,
                     SkKeyStore    *keys)
{
  return sk_calendar_setup_new (&(SkCalendarSetupParts) {
    .read_settings = read_settings,
    .open_calendar = open_calendar,
    .drop_copy = drop_copy,
    .list_async = sk_wiring_list_desktop_async,
    .list_finish = sk_wiring_list_desktop_finish,
    .data = self,
    .keys = keys,
  });
}

static void
make_service (SkApplication *self)
{
  g_autoptr(SkWallAlarm) alarm = sk_wall_alarm_new (NULL);
  g_autoptr(SkKeyStore) keys = sk_wiring_new_keys ();
  g_autofree char *folder = sk_settings_dup_state_folder ();
  g_autofree char *program = sk_own_files_dup_service ();
  g_autoptr(SkCalendarSetup) calendars = make_calendar_setup (self, keys);
  g_autoptr(SkConnect) connect = NULL;

  self->service = sk_service_new (&(SkServiceParts) {
    .read_settings = read_settings,
    .open_sources = open_sources,
    .open_calendars = open_calendars,
    .rest = rest,
    .data = self,
    .keys = keys,
    .alarm = SK_ALARM (alarm),
    .seed = g_random_int (),
  }, folder);
  connect = sk_connect_new (&(SkConnectParts) {
    .read_settings = read_settings,
    .open_account = open_account,
    .open_sources = open_sources,
    .changed = on_settings_changed,
    .data = self,
    .keys = keys,
  }, folder);
  sk_bus_export_set_setup (self->export, connect, calendars, program);
}

/* Without an icon in a panel nobody would know that it goes on. */
static void
on_window_gone (SkApplication *self)
{
  if (self->has_told_background || self->is_quitting || sk_tray_is_shown (self->tray))
    return;

  self->has_told_background = TRUE;
  sk_notify_tell_background (self->notify);
}

static void
make_faces (SkApplication *self)
{
  g_autofree char *icons = sk_own_files_dup_icons ();
  g_autoptr(GError) error = NULL;

  self->notify = sk_notify_new_for_application (G_APPLICATION (self));
  self->tray = sk_tray_new (G_ACTION_GROUP (self), icons);
  g_signal_connect_object (self->service, "notify::state", G_CALLBACK (render), self, 0);
  render (self->service, NULL, self);
  g_signal_connect_object (self->export, "window-gone", G_CALLBACK (on_window_gone), self,
                           G_CONNECT_SWAPPED);
  if (!sk_tray_open (self->tray, &error))
    g_message ("There is no tray: %s", error->message);
}

static void
sk_application_startup (GApplication *application)
{
  SkApplication *self = SK_APPLICATION (application);

  G_APPLICATION_CLASS (sk_application_parent_class)->startup (application);

  g_application_hold (application);
  make_service (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  sk_commands_add (G_ACTION_MAP (self), self->service);
  sk_bus_export_set_service (self->export, self->service);
  make_faces (self);
  watch_machine (self);
  self->signals[0] = g_unix_signal_add (SIGTERM, on_signal, self);
  self->signals[1] = g_unix_signal_add (SIGINT, on_signal, self);
  sk_service_start (self->service);
}

/* In reverse order; whatever is left is not told any more. */
static void
sk_application_shutdown (GApplication *application)
{
  SkApplication *self = SK_APPLICATION (application);

  g_clear_handle_id (&self->signals[0], g_source_remove);
  g_clear_handle_id (&self->signals[1], g_source_remove);
  g_clear_pointer (&self->watch, sk_settings_watch_free);
  g_clear_object (&self->triggers);
  g_clear_object (&self->tray);
  g_clear_object (&self->notify);
  g_clear_object (&self->service);

  G_APPLICATION_CLASS (sk_application_parent_class)->shutdown (application);
}

static void
sk_application_activate (GApplication *application)
{
  open_window (SK_APPLICATION (application), &(SkWindowWish) { NULL });
}

static int
sk_application_command_line (GApplication            *application,
                             GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);

  if (!g_variant_dict_contains (options, "background"))
    g_application_activate (application);

  return 0;
}

static int
sk_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("slotkeeper %s\n", PACKAGE_VERSION);
  return 0;
}

/* --- the right to show a window --- */

/* Sent along by a second start, which is gone before it could use it. */
static void
sk_application_add_platform_data (GApplication    *application,
                                  GVariantBuilder *builder)
{
  static const struct
  {
    const char *variable;
    const char *key;
  } tokens[] = {
    { "XDG_ACTIVATION_TOKEN", "activation-token" },
    { "DESKTOP_STARTUP_ID", "desktop-startup-id" },
  };

  G_APPLICATION_CLASS (sk_application_parent_class)->add_platform_data (application, builder);

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      const char *token = g_getenv (tokens[i].variable);

      if (token != NULL && g_utf8_validate (token, -1, NULL))
        g_variant_builder_add (builder, "{sv}", tokens[i].key, g_variant_new_string (token));
    }
}

static void
sk_application_before_emit (GApplication *application,
                            GVariant     *platform_data)
{
  SkApplication *self = SK_APPLICATION (application);

  g_clear_pointer (&self->token, g_free);
  if (!g_variant_lookup (platform_data, "activation-token", "s", &self->token))
    g_variant_lookup (platform_data, "desktop-startup-id", "s", &self->token);
}

/* --- the bus --- */

static gboolean
sk_application_dbus_register (GApplication     *application,
                              GDBusConnection  *bus,
                              const char       *path,
                              GError          **error)
{
  SkApplication *self = SK_APPLICATION (application);

  return G_APPLICATION_CLASS (sk_application_parent_class)->dbus_register (application, bus, path,
                                                                           error) &&
         sk_bus_export_register (self->export, bus, path, error);
}

static void
sk_application_dbus_unregister (GApplication    *application,
                                GDBusConnection *bus,
                                const char      *path)
{
  sk_bus_export_unregister (SK_APPLICATION (application)->export);
  G_APPLICATION_CLASS (sk_application_parent_class)->dbus_unregister (application, bus, path);
}

/* --- the object --- */

static void
sk_application_finalize (GObject *object)
{
  SkApplication *self = SK_APPLICATION (object);

  g_clear_object (&self->export);
  g_free (self->token);

  G_OBJECT_CLASS (sk_application_parent_class)->finalize (object);
}

static void
sk_application_class_init (SkApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sk_application_finalize;
  application_class->startup = sk_application_startup;
  application_class->shutdown = sk_application_shutdown;
  application_class->activate = sk_application_activate;
  application_class->command_line = sk_application_command_line;
  application_class->handle_local_options = sk_application_handle_local_options;
  application_class->add_platform_data = sk_application_add_platform_data;
  application_class->before_emit = sk_application_before_emit;
  application_class->dbus_register = sk_application_dbus_register;
  application_class->dbus_unregister = sk_application_dbus_unregister;
}

static const GOptionEntry options[] = {
  { "background", 'b', 0, G_OPTION_ARG_NONE, NULL,
    N_("Stay in the tray, and open no window"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
  { NULL }
};

static void
sk_application_init (SkApplication *self)
{
  self->export = sk_bus_export_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Keeps your week in order, from the tray."));
}

/**
 * sk_application_new:
 *
 * Returns: (transfer full): the program
 */
SkApplication *
sk_application_new (void)
{
  return g_object_new (SK_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}
