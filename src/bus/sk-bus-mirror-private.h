/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-bus-mirror.h"

G_BEGIN_DECLS

#define OBJECT_PATH "/io/github/slotkeeper/Slotkeeper"
#define INTERFACE APP_ID ".Service1"

GDBusConnection *sk_bus_mirror_get_bus (SkBusMirror *self);

G_END_DECLS
