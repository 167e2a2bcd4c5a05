/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-key-store.h"

G_BEGIN_DECLS

#define SK_TYPE_FAKE_KEYS (sk_fake_keys_get_type ())
G_DECLARE_FINAL_TYPE (SkFakeKeys, sk_fake_keys, SK, FAKE_KEYS, GObject)

SkFakeKeys *sk_fake_keys_new         (void);
void        sk_fake_keys_set_keyring (SkFakeKeys     *self,
                                      SkKeyringState  keyring);
const char *sk_fake_keys_get         (SkFakeKeys     *self,
                                      const char     *workspace);
void        sk_fake_keys_put         (SkFakeKeys     *self,
                                      const char     *workspace,
                                      const char     *key);
guint       sk_fake_keys_get_n       (SkFakeKeys     *self);
SkKeyPlace  sk_fake_keys_get_place   (SkFakeKeys     *self);

G_END_DECLS
