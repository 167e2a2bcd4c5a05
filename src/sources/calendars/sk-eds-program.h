/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void      sk_eds_program_run_async  (const char           *program,
                                     const char *const    *args,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
GBytes   *sk_eds_program_run_finish (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
