/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SK_TYPE_TRIGGERS (sk_triggers_get_type ())
G_DECLARE_FINAL_TYPE (SkTriggers, sk_triggers, SK, TRIGGERS, GObject)

/* Where a machine says in which zone it is. */
#define SK_TRIGGERS_LOCALTIME "/etc/localtime"

/**
 * SkTriggersParts:
 * @network: (nullable): tells when the network comes and what it costs
 * @power: (nullable): tells whether the battery is to be spared
 * @system_bus: (nullable): where logind tells of sleep
 *
 * Named arguments for sk_triggers_new(); of what is left out nothing is heard.
 */
typedef struct
{
  GNetworkMonitor      *network;
  GPowerProfileMonitor *power;
  GDBusConnection      *system_bus;
} SkTriggersParts;

SkTriggers *sk_triggers_new             (const SkTriggersParts *parts);
SkTriggers *sk_triggers_new_for_machine (void);
void        sk_triggers_watch_zone      (SkTriggers            *self,
                                         const char            *path);
gboolean    sk_triggers_get_sparing     (SkTriggers            *self);

G_END_DECLS
