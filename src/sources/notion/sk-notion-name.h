/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *sk_notion_name_fold  (const char *name);
gboolean  sk_notion_name_equal (const char *a,
                                const char *b);

G_END_DECLS
