/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-key-store.h"

G_BEGIN_DECLS

#define SK_TYPE_VAULT (sk_vault_get_type ())
G_DECLARE_FINAL_TYPE (SkVault, sk_vault, SK, VAULT, GObject)

SkKeyStore *sk_vault_new (void);

G_END_DECLS
