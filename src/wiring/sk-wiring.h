/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-settings.h"

G_BEGIN_DECLS

/**
 * SkWiring:
 * @from: (nullable): a task file to use instead of the configured workspaces
 * @workspace: (nullable): the only workspace the settings were read for
 *
 * Which of all sources are wanted.
 */
typedef struct
{
  const char *from;
  const char *workspace;
} SkWiring;

GListModel *sk_wiring_new_sources (const SkWiring    *how,
                                   const SkSettings  *settings,
                                   GError           **error);

G_END_DECLS
