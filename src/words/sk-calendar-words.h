/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sk_words_dup_age   (gint64      seconds);
char *sk_words_dup_doubt (const char *calendar,
                          const char *why,
                          gint64      age);

G_END_DECLS
