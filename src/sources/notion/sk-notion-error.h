/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *sk_notion_error_explain   (guint         status,
                                     GBytes       *body,
                                     gboolean     *hopeless);
gboolean  sk_notion_error_is_stale  (const GError *error);

G_END_DECLS
