/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SK_LOCK_PATIENCE_MS 30000
#define SK_LOCK_RETRY_MS 100

/**
 * SkLockInit:
 * @path: the file whose lock is taken; made if it is not there
 * @patience_ms: how long to wait for somebody else
 * @retry_ms: how often to try meanwhile
 *
 * Named arguments for sk_lock_take_async().
 */
typedef struct
{
  const char *path;
  guint       patience_ms;
  guint       retry_ms;
} SkLockInit;

typedef struct _SkLock SkLock;

void    sk_lock_take_async  (const SkLockInit     *init,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
SkLock *sk_lock_take_finish (GAsyncResult         *result,
                             GError              **error);
void    sk_lock_free        (SkLock               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkLock, sk_lock_free)

G_END_DECLS
