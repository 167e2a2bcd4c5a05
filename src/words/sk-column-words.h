/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sk_words_get_column     (const char *role);
const char *sk_words_get_column_use (const char *role);

G_END_DECLS
