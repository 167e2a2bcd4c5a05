/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-key-store.h"
#include "sk-setup.h"

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

GListModel      *sk_wiring_new_sources   (const SkWiring     *how,
                                          const SkSettings   *settings,
                                          GError            **error);
SkAccountSource *sk_wiring_new_account   (const SkWorkspace  *workspace,
                                          const SkSettings   *settings,
                                          GError            **error);
SkSecret        *sk_wiring_find_key      (const SkWorkspace  *workspace,
                                          GError            **error);
char            *sk_wiring_dup_address   (const SkWorkspace  *workspace);
gboolean         sk_wiring_store_key     (const char         *name,
                                          SkSecret           *key,
                                          gboolean            in_file,
                                          GError            **error);
SkKeyStore      *sk_wiring_new_keys      (void);
SkKeyringState   sk_wiring_check_keyring (void);

G_END_DECLS
