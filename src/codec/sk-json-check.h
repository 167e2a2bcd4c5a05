/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SK_JSON_MAX_DEPTH 64

gboolean sk_json_check (const char  *text,
                        gsize        length,
                        gboolean     unique_keys,
                        char       **normal,
                        GError     **error);

G_END_DECLS
