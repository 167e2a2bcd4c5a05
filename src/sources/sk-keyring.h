/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-secret.h"

G_BEGIN_DECLS

/**
 * SkKeyringState:
 * @SK_KEYRING_OPEN: keys can be read and stored
 * @SK_KEYRING_LOCKED: there is one, but the person has to unlock it
 * @SK_KEYRING_NONE: there is none on this machine, or not in this build
 *
 * How it is with the desktop's keyring.
 */
typedef enum
{
  SK_KEYRING_OPEN,
  SK_KEYRING_LOCKED,
  SK_KEYRING_NONE,
} SkKeyringState;

SkKeyringState  sk_keyring_check       (void);
SkSecret       *sk_keyring_find        (const char  *workspace,
                                        GError     **error);
gboolean        sk_keyring_store       (const char  *workspace,
                                        const char  *name,
                                        SkSecret    *key,
                                        GError     **error);
char           *sk_keyring_dup_file    (void);
gboolean        sk_keyring_store_file  (const char  *workspace,
                                        SkSecret    *key,
                                        GError     **error);

G_END_DECLS
