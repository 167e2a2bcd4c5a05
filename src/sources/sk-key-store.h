/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-account.h"
#include "sk-secret.h"

G_BEGIN_DECLS

/**
 * SkKeyPlace:
 * @SK_KEY_PLACE_KEYRING: the desktop's keyring; where there is none at all, memory
 * @SK_KEY_PLACE_FILE: a file that nobody else may read; only for who chose it
 * @SK_KEY_PLACE_MEMORY: until we quit
 *
 * Where a key is kept.
 */
typedef enum
{
  SK_KEY_PLACE_KEYRING,
  SK_KEY_PLACE_FILE,
  SK_KEY_PLACE_MEMORY,
} SkKeyPlace;

/**
 * SkKeyAnswer:
 * @key: (nullable): the key
 * @keyring: without a key: %SK_KEYRING_LOCKED if it may be there all the same
 *
 * What came of looking for a key.
 */
typedef struct
{
  SkSecret       *key;
  SkKeyringState  keyring;
} SkKeyAnswer;

SkKeyAnswer *sk_key_answer_new  (SkSecret       *key,
                                 SkKeyringState  keyring);
void         sk_key_answer_free (SkKeyAnswer    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkKeyAnswer, sk_key_answer_free)

#define SK_TYPE_KEY_STORE (sk_key_store_get_type ())
G_DECLARE_INTERFACE (SkKeyStore, sk_key_store, SK, KEY_STORE, GObject)

/**
 * SkKeyStoreInterface:
 * @find_async: looks, and never makes a dialog appear; returns a #SkKeyAnswer
 * @store_async: keeps a key, and no other of that workspace; returns an int,
 *   the #SkKeyPlace it is in
 * @clear_async: forgets a key, wherever it is; returns a boolean
 * @check_async: returns an int, the #SkKeyringState
 * @unlock_async: asks the person; returns a boolean
 *
 * A place keys are kept in, by the id of their workspace.  Each verb answers
 * through a #GTask whose source is the store, with what is said above.
 *
 * It has one signal, "locked-changed" with a boolean: whether the keyring is
 * locked now.  It comes only once sk_key_store_check_async() was called, or
 * something was looked for.
 */
struct _SkKeyStoreInterface
{
  GTypeInterface parent_iface;

  void (*find_async)   (SkKeyStore           *self,
                        const char           *workspace,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data);
  void (*store_async)  (SkKeyStore           *self,
                        const char           *workspace,
                        const char           *name,
                        SkSecret             *key,
                        SkKeyPlace            place,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data);
  void (*clear_async)  (SkKeyStore           *self,
                        const char           *workspace,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data);
  void (*check_async)  (SkKeyStore           *self,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data);
  void (*unlock_async) (SkKeyStore           *self,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data);
};

void            sk_key_store_find_async          (SkKeyStore           *self,
                                                  const char           *workspace,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
SkKeyAnswer    *sk_key_store_find_finish         (SkKeyStore           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            sk_key_store_store_async         (SkKeyStore           *self,
                                                  const char           *workspace,
                                                  const char           *name,
                                                  SkSecret             *key,
                                                  SkKeyPlace            place,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        sk_key_store_store_finish        (SkKeyStore           *self,
                                                  GAsyncResult         *result,
                                                  SkKeyPlace           *place,
                                                  GError              **error);
void            sk_key_store_clear_async         (SkKeyStore           *self,
                                                  const char           *workspace,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        sk_key_store_clear_finish        (SkKeyStore           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            sk_key_store_check_async         (SkKeyStore           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        sk_key_store_check_finish        (SkKeyStore           *self,
                                                  GAsyncResult         *result,
                                                  SkKeyringState       *state,
                                                  GError              **error);
void            sk_key_store_unlock_async        (SkKeyStore           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        sk_key_store_unlock_finish       (SkKeyStore           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            sk_key_store_emit_locked_changed (SkKeyStore           *self,
                                                  gboolean              is_locked);

G_END_DECLS
