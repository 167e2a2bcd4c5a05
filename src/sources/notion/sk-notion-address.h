/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sk_notion_address_dup_base (const char  *url,
                                  GError     **error);

G_END_DECLS
