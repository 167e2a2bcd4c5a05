/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

void    sk_http_exchange_async  (SoupSession          *session,
                                 SoupMessage          *message,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
GBytes *sk_http_exchange_finish (SoupSession          *session,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
