/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-account.h"

G_BEGIN_DECLS

#define SK_DATABASES_FORMAT "slotkeeper-databases/1"

char           *sk_databases_codec_write (const SkAccountOffer *offer);
SkAccountOffer *sk_databases_codec_read  (const char           *text,
                                          gsize                 length,
                                          GError              **error);

G_END_DECLS
