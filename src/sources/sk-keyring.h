/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-key-store.h"

G_BEGIN_DECLS

SkKeyringState  sk_keyring_check (void);
SkSecret       *sk_keyring_find  (const char  *workspace,
                                  GError     **error);
gboolean        sk_keyring_store (const char  *workspace,
                                  const char  *name,
                                  SkSecret    *key,
                                  GError     **error);

G_END_DECLS
