/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-change.h"
#include "sk-rules.h"

G_BEGIN_DECLS

#define SK_CHANGES_FORMAT "slotkeeper-changes/1"

char *sk_changes_codec_write (GArray     *writes,
                              const char *id,
                              const char *workspace,
                              const char *digest,
                              gint64      at,
                              SkRules    *rules);

G_END_DECLS
