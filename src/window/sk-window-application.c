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

#include "sk-assistant.h"
#include "sk-bus-mirror.h"
#include "sk-preferences.h"
#include "sk-settings-store.h"
#include "sk-window.h"

/* How long an empty window may be worse than none. */
#define PATIENCE_MS 400

struct _SkWindowApplication
{
  AdwApplication  parent_instance;

  char           *service;      /* its program */
  char           *task;         /* (nullable): what is to be shown first */
  SkBusMirror    *mirror;
  GSettings      *store;        /* (nullable): preferences are not installed */
  SkWindow       *window;       /* (nullable): the preview */
  GtkWindow      *assistant;    /* (nullable): instead of the preview */
  GtkWindow      *preferences;  /* (nullable) */
  guint           patience;     /* until the first state is there */
  gboolean        wants_preferences;
};

G_DEFINE_FINAL_TYPE (SkWindowApplication, sk_window_application, ADW_TYPE_APPLICATION)

/* --- instead of the preview, and beside it --- */

static void
show_preview (SkWindowApplication *self)
{
  GtkWindow *window = GTK_WINDOW (self->window);

  if (self->window == NULL)
    {
      window = GTK_WINDOW (sk_window_new (GTK_APPLICATION (self), self->mirror));
      g_set_weak_pointer (&self->window, SK_WINDOW (window));
    }
  if (self->task != NULL)
    sk_window_select (SK_WINDOW (window), self->task);
  g_clear_pointer (&self->task, g_free);
  gtk_window_present (window);
}

static void
show_assistant (SkWindowApplication *self)
{
  if (self->assistant == NULL)
    {
      g_set_weak_pointer (&self->assistant,
                          GTK_WINDOW (sk_assistant_new (self->mirror, self->store, TRUE)));
      gtk_window_set_application (self->assistant, GTK_APPLICATION (self));
      g_signal_connect_object (self->assistant, "done", G_CALLBACK (show_preview), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (self->assistant);
}

static void
show_preferences (SkWindowApplication *self)
{
  if (self->store == NULL)
    return;

  if (self->preferences == NULL)
    {
      g_set_weak_pointer (&self->preferences,
                          GTK_WINDOW (sk_preferences_new (self->mirror, self->store)));
      gtk_window_set_application (self->preferences, GTK_APPLICATION (self));
      gtk_window_set_transient_for (self->preferences, GTK_WINDOW (self->window));
    }
  gtk_window_present (self->preferences);
}

static gboolean
needs_set_up (SkWindowApplication *self)
{
  SkState *state = sk_bus_mirror_get_state (self->mirror);

  return state != NULL && sk_state_get_phase (state) == SK_PHASE_SETUP;
}

/* Whatever is to be seen first, now that it is known. */
static void
show_first (SkWindowApplication *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (needs_set_up (self))
    show_assistant (self);
  else if (self->wants_preferences)
    show_preferences (self);
  else
    show_preview (self);
  self->wants_preferences = FALSE;
  g_application_release (G_APPLICATION (self));
}

static gboolean
on_patience (gpointer user_data)
{
  SkWindowApplication *self = user_data;

  self->patience = 0;
  show_first (self);

  return G_SOURCE_REMOVE;
}

/* Somebody set it up elsewhere, before the person began to here. */
static void
close_idle_assistant (SkWindowApplication *self)
{
  if (self->assistant == NULL || needs_set_up (self) ||
      sk_assistant_has_begun (SK_ASSISTANT (self->assistant)))
    return;

  show_preview (self);
  gtk_window_destroy (self->assistant);
}

static void
on_state (SkWindowApplication *self)
{
  SkState *state = sk_bus_mirror_get_state (self->mirror);

  if (self->patience != 0 && state != NULL && !sk_state_is_busy (state))
    show_first (self);
  else if (self->window != NULL && gtk_widget_get_visible (GTK_WIDGET (self->window)) &&
           self->assistant == NULL && needs_set_up (self))
    show_assistant (self);
  else
    close_idle_assistant (self);
}

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

static void
on_preferences (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  show_preferences (user_data);
}

static void
on_set_up (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  show_assistant (user_data);
}

static void
on_select (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  SkWindowApplication *self = user_data;

  g_free (self->task);
  self->task = g_variant_dup_string (parameter, NULL);
  show_preview (self);
}

static const GActionEntry entries[] = {
  { .name = "about", .activate = on_about },
  { .name = "preferences", .activate = on_preferences },
  { .name = "select", .activate = on_select, .parameter_type = "s" },
  { .name = "set-up", .activate = on_set_up },
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
  { "app.preferences", { "<Control>comma" } },
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
  self->store = sk_settings_store_open ();
  if (bus == NULL)
    return;

  self->mirror = sk_bus_mirror_new (bus, self->service);
  g_signal_connect_object (self->mirror, "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
}

/* What comes first depends on the state, which comes with the next breath. */
static void
sk_window_application_activate (GApplication *application)
{
  SkWindowApplication *self = SK_WINDOW_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->mirror == NULL)
    g_printerr ("%s\n", _("There is no session bus; Slotkeeper's window needs one."));
  else if (window != NULL)
    gtk_window_present (window);
  else if (self->patience == 0)
    {
      g_application_hold (application);
      self->patience = g_timeout_add (PATIENCE_MS, on_patience, self);
    }
}

static int
sk_window_application_handle_local_options (GApplication *application,
                                            GVariantDict *options)
{
  SkWindowApplication *self = SK_WINDOW_APPLICATION (application);

  g_autofree const char **pages = NULL;

  g_variant_dict_lookup (options, "task", "s", &self->task);
  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &pages))
    self->wants_preferences = g_strv_contains ((const char *const *) pages, "preferences");
  g_variant_dict_remove (options, G_OPTION_REMAINING);

  return -1;
}

static void
sk_window_application_finalize (GObject *object)
{
  SkWindowApplication *self = SK_WINDOW_APPLICATION (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->assistant);
  g_clear_weak_pointer (&self->preferences);
  g_clear_object (&self->store);
  g_clear_object (&self->mirror);
  g_clear_pointer (&self->service, g_free);
  g_clear_pointer (&self->task, g_free);

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
                                 G_OPTION_ARG_STRING_ARRAY, _("What to open: preferences"),
                                 _("[PAGE]"));
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
