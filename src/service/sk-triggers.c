/* sk-triggers.c — what happens to the machine that is a reason to look again
 *
 * It tells and decides nothing: when to look is sk-ticker.c's.  Whether the
 * network is there is never asked before a request, because monitors are wrong
 * often enough; that it came back is heard.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-triggers.h"

#include <time.h>

struct _SkTriggers
{
  GObject               parent_instance;

  GNetworkMonitor      *network;        /* (nullable) */
  gboolean              is_online;      /* as @network said last */
  GPowerProfileMonitor *power;          /* (nullable) */
  gboolean              sparing;
  GCancellable         *cancellable;    /* of asking for the system bus */
  GDBusConnection      *system_bus;     /* (nullable) */
  guint                 sleep_watch;
  GFileMonitor         *zone_monitor;   /* (nullable) */
  GFile                *zone_file;      /* (nullable) */
  char                 *zone;           /* what @zone_file was last */
};

G_DEFINE_FINAL_TYPE (SkTriggers, sk_triggers, G_TYPE_OBJECT)

enum
{
  PROP_SPARING = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  NETWORK_BACK,
  RESUMED,
  ZONE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- what is to be spared --- */

static gboolean
ask_sparing (SkTriggers *self)
{
  return (self->network != NULL && g_network_monitor_get_network_metered (self->network)) ||
         (self->power != NULL && g_power_profile_monitor_get_power_saver_enabled (self->power));
}

static void
update_sparing (SkTriggers *self)
{
  gboolean sparing = ask_sparing (self);

  if (sparing == self->sparing)
    return;

  self->sparing = sparing;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPARING]);
}

/* --- the network --- */

static gboolean
ask_online (SkTriggers *self)
{
  return g_network_monitor_get_network_available (self->network) &&
         g_network_monitor_get_connectivity (self->network) == G_NETWORK_CONNECTIVITY_FULL;
}

/* A monitor tells of every route that comes and goes: only from offline to
 * online is news. */
static void
update_network (SkTriggers *self)
{
  gboolean was_online = self->is_online;

  self->is_online = ask_online (self);
  update_sparing (self);
  if (self->is_online && !was_online)
    g_signal_emit (self, signals[NETWORK_BACK], 0);
}

static void
watch_network (SkTriggers *self)
{
  self->is_online = ask_online (self);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (update_network), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "notify::connectivity", G_CALLBACK (update_network),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "notify::network-metered", G_CALLBACK (update_sparing),
                           self, G_CONNECT_SWAPPED);
}

/* --- sleep --- */

static void
on_prepare_for_sleep (GDBusConnection *bus,
                      const char      *sender,
                      const char      *path,
                      const char      *interface,
                      const char      *signal,
                      GVariant        *parameters,
                      gpointer         user_data)
{
  SkTriggers *self = user_data;
  gboolean is_about_to;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &is_about_to);
  if (!is_about_to)
    g_signal_emit (self, signals[RESUMED], 0);
}

static void
watch_sleep (SkTriggers      *self,
             GDBusConnection *system_bus)
{
  self->system_bus = g_object_ref (system_bus);
  self->sleep_watch =
    g_dbus_connection_signal_subscribe (system_bus, "org.freedesktop.login1",
                                        "org.freedesktop.login1.Manager", "PrepareForSleep",
                                        "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                        on_prepare_for_sleep, self, NULL);
}

/* Without a system bus the alarm still tells of sleep.  One that ends is no
 * reason to end with it. */
static void
on_system_bus (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(SkTriggers) self = SK_TRIGGERS (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      g_debug ("No system bus: %s", error->message);
      return;
    }

  g_dbus_connection_set_exit_on_close (bus, FALSE);
  if (!g_cancellable_is_cancelled (self->cancellable))
    watch_sleep (self, bus);
}

/* --- the zone --- */

/* Where the link points; of a file, its version; nothing while there is none. */
static char *
dup_zone (SkTriggers *self)
{
  g_autoptr(GFileInfo) info =
    g_file_query_info (self->zone_file,
                       G_FILE_ATTRIBUTE_STANDARD_SYMLINK_TARGET "," G_FILE_ATTRIBUTE_ETAG_VALUE,
                       G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  const char *target;

  if (info == NULL)
    return NULL;

  target = g_file_info_get_attribute_byte_string (info,
                                                  G_FILE_ATTRIBUTE_STANDARD_SYMLINK_TARGET);

  return g_strdup (target != NULL ? target : g_file_info_get_etag (info));
}

/* One change of the link is several events, and for a moment no link. */
static void
on_zone_event (GFileMonitor      *monitor,
               GFile             *file,
               GFile             *other,
               GFileMonitorEvent  event,
               gpointer           user_data)
{
  SkTriggers *self = user_data;
  g_autofree char *zone = dup_zone (self);

  if (zone == NULL || g_strcmp0 (zone, self->zone) == 0)
    return;

  g_free (self->zone);
  self->zone = g_steal_pointer (&zone);
  tzset ();
  g_signal_emit (self, signals[ZONE_CHANGED], 0);
}

static void
forget_zone (SkTriggers *self)
{
  if (self->zone_monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->zone_monitor, self);
      g_file_monitor_cancel (self->zone_monitor);
    }
  g_clear_object (&self->zone_monitor);
  g_clear_object (&self->zone_file);
  g_clear_pointer (&self->zone, g_free);
}

/**
 * sk_triggers_watch_zone:
 * @self: triggers
 * @path: (nullable): where the machine says its zone, usually
 *   %SK_TRIGGERS_LOCALTIME; %NULL to hear no more of it
 *
 * To be called when the person's zone is set: only without one the machine's
 * counts.
 */
void
sk_triggers_watch_zone (SkTriggers *self,
                        const char *path)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (SK_IS_TRIGGERS (self));

  forget_zone (self);
  if (path == NULL)
    return;

  self->zone_file = g_file_new_for_path (path);
  self->zone = dup_zone (self);
  self->zone_monitor = g_file_monitor_file (self->zone_file, G_FILE_MONITOR_WATCH_MOVES, NULL,
                                            &error);
  if (self->zone_monitor == NULL)
    {
      g_debug ("No watch on %s: %s", path, error->message);
      return;
    }

  g_signal_connect (self->zone_monitor, "changed", G_CALLBACK (on_zone_event), self);
}

/* --- the object --- */

/**
 * sk_triggers_get_sparing:
 * @self: triggers
 *
 * Returns: whether the network is metered or power is saved
 */
gboolean
sk_triggers_get_sparing (SkTriggers *self)
{
  g_return_val_if_fail (SK_IS_TRIGGERS (self), FALSE);

  return self->sparing;
}

static void
sk_triggers_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (id == PROP_SPARING)
    g_value_set_boolean (value, SK_TRIGGERS (object)->sparing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sk_triggers_dispose (GObject *object)
{
  SkTriggers *self = SK_TRIGGERS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->sleep_watch != 0)
    g_dbus_connection_signal_unsubscribe (self->system_bus, self->sleep_watch);
  self->sleep_watch = 0;
  g_clear_object (&self->system_bus);
  forget_zone (self);
  g_clear_object (&self->network);
  g_clear_object (&self->power);

  G_OBJECT_CLASS (sk_triggers_parent_class)->dispose (object);
}

static void
sk_triggers_finalize (GObject *object)
{
  g_object_unref (SK_TRIGGERS (object)->cancellable);

  G_OBJECT_CLASS (sk_triggers_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, SK_TYPE_TRIGGERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
sk_triggers_class_init (SkTriggersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sk_triggers_get_property;
  object_class->dispose = sk_triggers_dispose;
  object_class->finalize = sk_triggers_finalize;

  /**
   * SkTriggers:sparing:
   *
   * Whether the network is metered or power is saved.
   */
  props[PROP_SPARING] =
    g_param_spec_boolean ("sparing", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * SkTriggers::network-back:
   * @self: triggers
   *
   * There was no network, and now there is.
   */
  signals[NETWORK_BACK] = add_signal ("network-back");

  /**
   * SkTriggers::resumed:
   * @self: triggers
   *
   * The machine woke from sleep, and logind says so.
   */
  signals[RESUMED] = add_signal ("resumed");

  /**
   * SkTriggers::zone-changed:
   * @self: triggers
   *
   * The machine is in another zone; g_time_zone_new_local() and localtime()
   * know it already.
   */
  signals[ZONE_CHANGED] = add_signal ("zone-changed");
}

static void
sk_triggers_init (SkTriggers *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * sk_triggers_new:
 * @parts: what is listened to
 *
 * Returns: (transfer full): triggers; the zone is not watched yet
 */
SkTriggers *
sk_triggers_new (const SkTriggersParts *parts)
{
  SkTriggers *self = g_object_new (SK_TYPE_TRIGGERS, NULL);

  if (parts->network != NULL)
    {
      self->network = g_object_ref (parts->network);
      watch_network (self);
    }
  if (parts->power != NULL)
    {
      self->power = g_object_ref (parts->power);
      g_signal_connect_object (self->power, "notify::power-saver-enabled",
                               G_CALLBACK (update_sparing), self, G_CONNECT_SWAPPED);
    }
  if (parts->system_bus != NULL)
    watch_sleep (self, parts->system_bus);
  self->sparing = ask_sparing (self);

  return self;
}

/**
 * sk_triggers_new_for_machine:
 *
 * Returns: (transfer full): triggers of this machine; it does without what the
 *   machine does not have.  logind is heard as soon as the system bus answers.
 */
SkTriggers *
sk_triggers_new_for_machine (void)
{
  g_autoptr(GPowerProfileMonitor) power = g_power_profile_monitor_dup_default ();
  SkTriggers *self = sk_triggers_new (&(SkTriggersParts) {
    .network = g_network_monitor_get_default (),
    .power = power,
  });

  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_system_bus, g_object_ref (self));

  return self;
}
