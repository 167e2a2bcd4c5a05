/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-settings.h"

G_BEGIN_DECLS

char     *sk_sample_dup_path (void);
gboolean  sk_sample_try      (SkSettings  *settings,
                              gint64       now,
                              GError     **error);

G_END_DECLS
