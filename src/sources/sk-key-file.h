/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-secret.h"

G_BEGIN_DECLS

char     *sk_key_file_dup_path (void);
SkSecret *sk_key_file_find     (const char  *workspace,
                                GError     **error);
gboolean  sk_key_file_store    (const char  *workspace,
                                SkSecret    *key,
                                GError     **error);
gboolean  sk_key_file_clear    (const char  *workspace,
                                GError     **error);

G_END_DECLS
