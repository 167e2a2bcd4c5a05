/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-key-store.h"

G_BEGIN_DECLS

#define SK_TYPE_DESKTOP_KEYS (sk_desktop_keys_get_type ())
G_DECLARE_FINAL_TYPE (SkDesktopKeys, sk_desktop_keys, SK, DESKTOP_KEYS, GObject)

SkKeyStore *sk_desktop_keys_new      (void);
SkKeyStore *sk_desktop_keys_new_with (SkKeyStore *keyring);

G_END_DECLS
