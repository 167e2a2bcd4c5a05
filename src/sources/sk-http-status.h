/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sk-error.h"

G_BEGIN_DECLS

gboolean sk_http_status_is_limit   (guint       status);
gboolean sk_http_status_is_passing (guint       status);
SkError  sk_http_status_get_code   (guint       status);
char    *sk_http_status_dup_text   (guint       status,
                                    const char *host);

G_END_DECLS
