/* sk-fake-network.c — a network that comes and goes as a test wants
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-fake-network.h"

struct _SkFakeNetwork
{
  GObject              parent_instance;

  gboolean             is_available;
  gboolean             is_metered;
  GNetworkConnectivity connectivity;
};

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void
sk_fake_network_initable_iface_init (GInitableIface *iface)
{
}

static void
sk_fake_network_iface_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SkFakeNetwork, sk_fake_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE,
                                                      sk_fake_network_initable_iface_init)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                      sk_fake_network_iface_init))

static void
sk_fake_network_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SkFakeNetwork *self = SK_FAKE_NETWORK (object);

  switch (id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->is_available);
      break;
    case PROP_METERED:
      g_value_set_boolean (value, self->is_metered);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, self->connectivity);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sk_fake_network_class_init (SkFakeNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sk_fake_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
sk_fake_network_init (SkFakeNetwork *self)
{
}

/* A network that is there, as far as @connectivity goes. */
SkFakeNetwork *
sk_fake_network_new (GNetworkConnectivity connectivity)
{
  SkFakeNetwork *self = g_object_new (SK_TYPE_FAKE_NETWORK, NULL);

  self->is_available = TRUE;
  self->connectivity = connectivity;

  return self;
}

static void
tell (SkFakeNetwork *self)
{
  g_object_notify (G_OBJECT (self), "network-available");
  g_object_notify (G_OBJECT (self), "connectivity");
  g_signal_emit_by_name (self, "network-changed", self->is_available);
}

/* It is there, as far as @connectivity goes; told even if it was so before. */
void
sk_fake_network_set (SkFakeNetwork        *self,
                     GNetworkConnectivity  connectivity)
{
  self->is_available = TRUE;
  self->connectivity = connectivity;
  tell (self);
}

void
sk_fake_network_set_gone (SkFakeNetwork *self)
{
  self->is_available = FALSE;
  self->connectivity = G_NETWORK_CONNECTIVITY_LOCAL;
  tell (self);
}

void
sk_fake_network_set_metered (SkFakeNetwork *self,
                             gboolean       is_metered)
{
  self->is_metered = is_metered;
  g_object_notify (G_OBJECT (self), "network-metered");
}
