/* sk-window-application.c — the program around the preview window
 *
 * It has the service's application id, so that desktops see one application,
 * but not its name on the bus: whoever wants this window raised says so to its
 * unique name.  It ends with its last window.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-window-application.h"

#include <glib/gi18n.h>

#include "sk-bus-mirror.h"
#include "sk-window.h"

#define PATIENCE_MILLISECONDS 400

struct _SkWindowApplication
{
  AdwApplication  parent_instance;

  char           *service;      /* its program */
  char           *task;         /* (nullable): what is to be shown first */
  char          **pages;        /* (nullable): actions of ours to begin with */
  SkBusMirror    *mirror;
  guint           patience;     /* until the window is shown though nothing was heard */
};

G_DEFINE_FINAL_TYPE (SkWindowApplication, sk_window_application, ADW_TYPE_APPLICATION)

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  gtk_show_about_dialog (gtk_application_get_active_window (user_data),
                         "program-name", "Slotkeeper",
                         "version", PACKAGE_VERSION,
                         "logo-icon-name", APP_ID,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Puts each task into a real slot of your week."),
                         "copyright", "The Slotkeeper authors",
                         NULL);
}

static const GActionEntry entries[] = {
  { .name = "about", .activate = on_about },
};

typedef struct
{
  const char *action;
  const char *keys[4];
} Accelerator;

static const Accelerator accelerators[] = {
  { "win.apply", { "<Control>Return", "<Control>KP_Enter" } },
  { "svc.undo", { "<Control>z" } },
  { "svc.reschedule", { "<Control>r", "F5" } },
  { "win.page::changes", { "<Control>1" } },
  { "win.page::upcoming", { "<Control>2" } },
  { "win.page::unplaced", { "<Control>3" } },
  { "win.page::day", { "<Control>4" } },
  { "win.turn(-1)", { "<Alt>Left", "<Control>Page_Up" } },
  { "win.turn(1)", { "<Alt>Right", "<Control>Page_Down" } },
  { "win.guide", { "F1", "<Control>question" } },
  { "window.close", { "<Control>w" } },
};

static void
sk_window_application_startup (GApplication *application)
{
  SkWindowApplication *self = SK_WINDOW_APPLICATION (application);
  GDBusConnection *bus = g_application_get_dbus_connection (application);

  G_APPLICATION_CLASS (sk_window_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           (const char *const *) accelerators[i].keys);
  if (bus != NULL)
    self->mirror = sk_bus_mirror_new (bus, self->service);
}

/* --- the first look --- */

static void
show (SkWindowApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  g_clear_handle_id (&self->patience, g_source_remove);
  g_signal_handlers_disconnect_by_func (self->mirror, show, self);
  if (self->task != NULL)
    sk_window_select (SK_WINDOW (window), self->task);
  gtk_window_present (window);
  for (guint i = 0; self->pages != NULL && self->pages[i] != NULL; i++)
    if (g_action_group_has_action (G_ACTION_GROUP (self), self->pages[i]))
      g_action_group_activate_action (G_ACTION_GROUP (self), self->pages[i], NULL);
  g_clear_pointer (&self->pages, g_strfreev);
}

static gboolean
on_patience_over (gpointer user_data)
{
  SkWindowApplication *self = user_data;

  self->patience = 0;
  show (self);

  return G_SOURCE_REMOVE;
}

/* A service that runs answers within milliseconds: what is laid out first is
 * then what there is to see. */
static void
show_soon (SkWindowApplication *self)
{
  self->patience = g_timeout_add (PATIENCE_MILLISECONDS, on_patience_over, self);
  g_signal_connect_swapped (self->mirror, "notify::state", G_CALLBACK (show), self);
}

static void
sk_window_application_activate (GApplication *application)
{
  SkWindowApplication *self = SK_WINDOW_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->mirror == NULL)
    {
      g_printerr ("%s\n", _("There is no session bus; Slotkeeper's window needs one."));
      return;
    }

  if (window != NULL)
    {
      show (self);
      return;
    }

  sk_window_new (GTK_APPLICATION (self), self->mirror);
  show_soon (self);
}

static int
sk_window_application_handle_local_options (GApplication *application,
                                            GVariantDict *options)
{
  SkWindowApplication *self = SK_WINDOW_APPLICATION (application);

  g_variant_dict_lookup (options, "task", "s", &self->task);
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^as", &self->pages);

  return -1;
}

static void
sk_window_application_finalize (GObject *object)
{
  SkWindowApplication *self = SK_WINDOW_APPLICATION (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->mirror);
  g_clear_pointer (&self->service, g_free);
  g_clear_pointer (&self->task, g_free);
  g_clear_pointer (&self->pages, g_strfreev);

  G_OBJECT_CLASS (sk_window_application_parent_class)->finalize (object);
}

static void
sk_window_application_class_init (SkWindowApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = sk_window_application_finalize;
  application_class->startup = sk_window_application_startup;
  application_class->activate = sk_window_application_activate;
  application_class->handle_local_options = sk_window_application_handle_local_options;
}

static void
sk_window_application_init (SkWindowApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "task", 0, G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_STRING, _("Select this task"), _("ID"));
  g_application_add_main_option (G_APPLICATION (self), G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_STRING_ARRAY, _("What to open first"), _("PAGE"));
}

/**
 * sk_window_application_new:
 * @service: the service's program, for where the bus cannot start it
 *
 * Returns: (transfer full): the application
 */
SkWindowApplication *
sk_window_application_new (const char *service)
{
  SkWindowApplication *self = g_object_new (SK_TYPE_WINDOW_APPLICATION,
                                            "application-id", APP_ID,
                                            "flags", G_APPLICATION_NON_UNIQUE,
                                            "resource-base-path",
                                            "/io/github/slotkeeper/Slotkeeper",
                                            NULL);

  self->service = g_strdup (service);

  return self;
}
