/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-account.h"

G_BEGIN_DECLS

#define SK_COLUMNS_FORMAT "slotkeeper-columns/1"

char      *sk_columns_codec_write (GPtrArray   *columns);
GPtrArray *sk_columns_codec_read  (const char  *text,
                                   gsize        length,
                                   GError     **error);

G_END_DECLS
