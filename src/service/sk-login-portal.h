/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     sk_login_portal_ask_async  (gboolean              on,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean sk_login_portal_ask_finish (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
