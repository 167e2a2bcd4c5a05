/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-key-store.h"
#include "sk-settings.h"

G_BEGIN_DECLS

/**
 * SkKeys:
 * @found: (owned): ids of workspaces → #SkSecret
 * @locked: (owned) (nullable): the name of a workspace whose key may be in a
 *   keyring that only the person can open
 *
 * What came of looking for the keys of all workspaces.
 */
typedef struct
{
  GHashTable *found;
  char       *locked;
} SkKeys;

void    sk_keys_free        (SkKeys               *self);
void    sk_keys_find_async  (SkKeyStore           *store,
                             const SkSettings     *settings,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
SkKeys *sk_keys_find_finish (SkKeyStore           *store,
                             GAsyncResult         *result,
                             GError              **error);
void    sk_keys_hand_out    (const SkKeys         *self,
                             SkSettings           *settings);
void    sk_keys_take_back   (SkSettings           *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkKeys, sk_keys_free)

G_END_DECLS
