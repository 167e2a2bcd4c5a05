/* sk-bus-mirror.c — the service's state and plan, on the other side of the bus
 *
 * The same shape as the service itself: a state, a board, actions.  It watches
 * the service come and go; what was last heard of it stays to be seen.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-bus-mirror-private.h"

#include "sk-board-codec.h"
#include "sk-state-codec.h"

#define START_SECONDS 15

struct _SkBusMirror
{
  GObject          parent_instance;

  GDBusConnection *bus;
  char            *program;     /* (nullable): what to start where nothing is activatable */
  GDBusProxy      *proxy;       /* (nullable) */
  GActionGroup    *actions;     /* (nullable): of the service that is there */
  SkState         *state;       /* (nullable) */
  SkBoard         *board;       /* (nullable) */
  GCancellable    *cancellable;
  guint            start_timer;
  gboolean         only_looks;  /* and starts nothing */
  gboolean         is_connected;
  gboolean         is_starting;
};

G_DEFINE_FINAL_TYPE (SkBusMirror, sk_bus_mirror, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_BOARD,
  PROP_CONNECTED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* --- what is heard --- */

static gboolean
take_state (SkBusMirror *self,
            const char  *text)
{
  g_autoptr(GError) error = NULL;
  SkState *state = sk_state_codec_read (text, strlen (text), &error);

  if (state == NULL)
    {
      g_message ("The service's state is not understood: %s", error->message);
      return FALSE;
    }

  g_clear_pointer (&self->state, sk_state_unref);
  self->state = state;
  return TRUE;
}

static gboolean
take_board (SkBusMirror *self,
            const char  *text)
{
  g_autoptr(GError) error = NULL;
  SkBoard *board = NULL;

  /* an empty text: there is no plan yet */
  if (*text != '\0')
    board = sk_board_codec_read (text, strlen (text), &error);
  if (error != NULL)
    {
      g_message ("The service's plan is not understood: %s", error->message);
      return FALSE;
    }

  g_clear_pointer (&self->board, sk_board_unref);
  self->board = board;
  return TRUE;
}

/* Both are there before either is announced: who looks sees what belongs together. */
static void
take_texts (SkBusMirror *self,
            const char  *state,         /* (nullable) */
            const char  *plan)          /* (nullable) */
{
  gboolean has_state = state != NULL && take_state (self, state);
  gboolean has_board = plan != NULL && take_board (self, plan);

  if (has_state)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  if (has_board)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BOARD]);
}

static void
on_properties_changed (GDBusProxy         *proxy,
                       GVariant           *changed,
                       const char *const  *invalidated,
                       SkBusMirror        *self)
{
  const char *state = NULL;
  const char *plan = NULL;

  g_variant_lookup (changed, "State", "&s", &state);
  g_variant_lookup (changed, "Plan", "&s", &plan);
  take_texts (self, state, plan);
}

/* --- there or not --- */

static void
set_link (SkBusMirror *self,
          gboolean     is_connected,
          gboolean     is_starting)
{
  if (!is_starting)
    g_clear_handle_id (&self->start_timer, g_source_remove);
  if (self->is_connected == is_connected && self->is_starting == is_starting)
    return;

  self->is_connected = is_connected;
  self->is_starting = is_starting;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONNECTED]);
}

/* A group asks once for what there is: another service, another group. */
static void
on_owner_changed (SkBusMirror *self)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (self->proxy);

  g_clear_object (&self->actions);
  if (owner != NULL)
    self->actions = G_ACTION_GROUP (g_dbus_action_group_get (self->bus, owner, OBJECT_PATH));

  set_link (self, owner != NULL, owner == NULL && self->is_starting);
}

static gboolean
on_start_took_too_long (gpointer user_data)
{
  SkBusMirror *self = user_data;

  self->start_timer = 0;
  set_link (self, self->is_connected, FALSE);

  return G_SOURCE_REMOVE;
}

/* Installed programs are started by the bus; in a build tree nobody else does it. */
static void
spawn (SkBusMirror *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;

  if (self->program != NULL)
    process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self->program, "--background",
                                NULL);
  if (error != NULL)
    g_message ("The service does not start: %s", error->message);
  if (process == NULL)
    set_link (self, FALSE, FALSE);
}

static void
on_activated (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SkBusMirror) self = SK_BUS_MIRROR (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !self->is_connected)
    spawn (self);
}

static void
start (SkBusMirror *self)
{
  g_clear_handle_id (&self->start_timer, g_source_remove);
  self->start_timer = g_timeout_add_seconds (START_SECONDS, on_start_took_too_long, self);
  set_link (self, FALSE, TRUE);
  g_dbus_connection_call (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "StartServiceByName",
                          g_variant_new ("(su)", APP_ID, 0), G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_activated,
                          g_object_ref (self));
}

/**
 * sk_bus_mirror_start:
 * @self: a mirror
 *
 * Starts the service, if it is not there.  #SkBusMirror:connected is announced
 * when it is, and when it is clear that it will not be.
 */
void
sk_bus_mirror_start (SkBusMirror *self)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  if (!self->is_connected && !self->is_starting)
    start (self);
}

static void
on_proxy_ready (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(SkBusMirror) self = SK_BUS_MIRROR (user_data);
  g_autoptr(GError) error = NULL;
  GDBusProxy *proxy = g_dbus_proxy_new_finish (result, &error);

  if (proxy == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_message ("The session bus cannot be used: %s", error->message);
      set_link (self, FALSE, FALSE);
      return;
    }

  g_autoptr(GVariant) state = g_dbus_proxy_get_cached_property (proxy, "State");
  g_autoptr(GVariant) plan = g_dbus_proxy_get_cached_property (proxy, "Plan");

  self->proxy = proxy;
  g_signal_connect_object (proxy, "g-properties-changed", G_CALLBACK (on_properties_changed), self,
                           0);
  g_signal_connect_object (proxy, "notify::g-name-owner", G_CALLBACK (on_owner_changed), self,
                           G_CONNECT_SWAPPED);
  take_texts (self, state != NULL ? g_variant_get_string (state, NULL) : NULL,
              plan != NULL ? g_variant_get_string (plan, NULL) : NULL);
  on_owner_changed (self);
  if (self->is_connected)
    return;

  if (self->only_looks)
    set_link (self, FALSE, FALSE);
  else
    start (self);
}

/* --- the object --- */

static void
sk_bus_mirror_dispose (GObject *object)
{
  SkBusMirror *self = SK_BUS_MIRROR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->start_timer, g_source_remove);
  g_clear_object (&self->proxy);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (sk_bus_mirror_parent_class)->dispose (object);
}

static void
sk_bus_mirror_finalize (GObject *object)
{
  SkBusMirror *self = SK_BUS_MIRROR (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->program, g_free);
  g_clear_pointer (&self->state, sk_state_unref);
  g_clear_pointer (&self->board, sk_board_unref);

  G_OBJECT_CLASS (sk_bus_mirror_parent_class)->finalize (object);
}

static void
sk_bus_mirror_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SkBusMirror *self = SK_BUS_MIRROR (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_boxed (value, self->state);
      break;

    case PROP_BOARD:
      g_value_set_boxed (value, self->board);
      break;

    case PROP_CONNECTED:
      g_value_set_boolean (value, self->is_connected);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sk_bus_mirror_class_init (SkBusMirrorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sk_bus_mirror_dispose;
  object_class->finalize = sk_bus_mirror_finalize;
  object_class->get_property = sk_bus_mirror_get_property;

  props[PROP_STATE] = g_param_spec_boxed ("state", NULL, NULL, SK_TYPE_STATE, flags);
  props[PROP_BOARD] = g_param_spec_boxed ("board", NULL, NULL, SK_TYPE_BOARD, flags);
  props[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sk_bus_mirror_init (SkBusMirror *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
look (SkBusMirror *self)
{
  self->is_starting = TRUE;     /* until it is known better */
  g_dbus_proxy_new (self->bus,
                    G_DBUS_PROXY_FLAGS_GET_INVALIDATED_PROPERTIES |
                    G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
                    NULL, APP_ID, OBJECT_PATH, INTERFACE, self->cancellable, on_proxy_ready,
                    g_object_ref (self));
}

/**
 * sk_bus_mirror_new:
 * @bus: the session bus
 * @program: (nullable): the service's program, where the bus cannot start it
 *
 * Returns: (transfer full): a mirror of the service, which is started if it is
 *   not there
 */
SkBusMirror *
sk_bus_mirror_new (GDBusConnection *bus,
                   const char      *program)
{
  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);

  SkBusMirror *self = g_object_new (SK_TYPE_BUS_MIRROR, NULL);

  self->bus = g_object_ref (bus);
  self->program = g_strdup (program);
  look (self);

  return self;
}

/**
 * sk_bus_mirror_new_for_running:
 * @bus: the session bus
 *
 * Returns: (transfer full): a mirror of the service if it runs; it is not started
 */
SkBusMirror *
sk_bus_mirror_new_for_running (GDBusConnection *bus)
{
  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);

  SkBusMirror *self = g_object_new (SK_TYPE_BUS_MIRROR, NULL);

  self->bus = g_object_ref (bus);
  self->only_looks = TRUE;
  look (self);

  return self;
}

GDBusConnection *
sk_bus_mirror_get_bus (SkBusMirror *self)
{
  return self->bus;
}

/**
 * sk_bus_mirror_get_state:
 * @self: a mirror
 *
 * Returns: (transfer none) (nullable): what the service said last; %NULL before
 *   it said anything
 */
SkState *
sk_bus_mirror_get_state (SkBusMirror *self)
{
  g_return_val_if_fail (SK_IS_BUS_MIRROR (self), NULL);

  return self->state;
}

/**
 * sk_bus_mirror_get_board:
 * @self: a mirror
 *
 * Returns: (transfer none) (nullable): the plan it showed last
 */
SkBoard *
sk_bus_mirror_get_board (SkBusMirror *self)
{
  g_return_val_if_fail (SK_IS_BUS_MIRROR (self), NULL);

  return self->board;
}

gboolean
sk_bus_mirror_is_connected (SkBusMirror *self)
{
  g_return_val_if_fail (SK_IS_BUS_MIRROR (self), FALSE);

  return self->is_connected;
}

/**
 * sk_bus_mirror_is_starting:
 * @self: a mirror
 *
 * Returns: whether the service was asked to start and may still do so
 */
gboolean
sk_bus_mirror_is_starting (SkBusMirror *self)
{
  g_return_val_if_fail (SK_IS_BUS_MIRROR (self), FALSE);

  return self->is_starting;
}

/**
 * sk_bus_mirror_get_actions:
 * @self: a mirror
 *
 * Returns: (transfer none) (nullable): the service's actions; empty at first, and
 *   another group after #SkBusMirror:connected was announced
 */
GActionGroup *
sk_bus_mirror_get_actions (SkBusMirror *self)
{
  g_return_val_if_fail (SK_IS_BUS_MIRROR (self), NULL);

  return self->actions;
}

/**
 * sk_bus_mirror_starts_at_login:
 * @self: a mirror
 *
 * Returns: whether the service starts with the session, as it said last
 */
gboolean
sk_bus_mirror_starts_at_login (SkBusMirror *self)
{
  g_return_val_if_fail (SK_IS_BUS_MIRROR (self), FALSE);

  g_autoptr(GVariant) value =
    self->proxy != NULL ? g_dbus_proxy_get_cached_property (self->proxy, "StartsAtLogin") : NULL;

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) &&
         g_variant_get_boolean (value);
}

/**
 * sk_bus_mirror_activate:
 * @self: a mirror
 * @action: one of the service's actions
 * @parameter: (nullable): its parameter, sunk
 *
 * Asks the service for it; what comes of it is seen in its state.
 */
void
sk_bus_mirror_activate (SkBusMirror *self,
                        const char  *action,
                        GVariant    *parameter)
{
  g_return_if_fail (SK_IS_BUS_MIRROR (self));

  g_autoptr(GVariant) owned = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;

  if (self->actions != NULL)
    g_action_group_activate_action (self->actions, action, owned);
}
