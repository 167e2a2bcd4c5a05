/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-calendar-setup.h"
#include "sk-connect.h"

G_BEGIN_DECLS

typedef struct _SkBusSetup SkBusSetup;

SkBusSetup *sk_bus_setup_new  (SkConnect             *connect,
                               SkCalendarSetup       *calendars,
                               const char            *program);
void        sk_bus_setup_free (SkBusSetup            *self);
gboolean    sk_bus_setup_call (SkBusSetup            *self,
                               const char            *name,
                               GVariant              *arguments,
                               GDBusMethodInvocation *invocation);

G_END_DECLS
