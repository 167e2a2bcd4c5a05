/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SkLogin:
 * @program: (nullable): the path of what the session is to start; %NULL: where
 *   it is installed
 * @is_sandboxed: whether the session cannot see our files: then a portal is asked
 *
 * How starting with the session is arranged.
 */
typedef struct
{
  const char *program;
  gboolean    is_sandboxed;
} SkLogin;

gboolean sk_login_is_sandboxed (void);
gboolean sk_login_is_on        (void);
void     sk_login_set_async    (const SkLogin        *self,
                                gboolean              on,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gboolean sk_login_set_finish   (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
