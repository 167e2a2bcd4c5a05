/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-change-set.h"
#include "sk-rules.h"

G_BEGIN_DECLS

#define SK_CHANGES_FORMAT "slotkeeper-changes/1"

char *sk_changes_codec_write (const SkChangeSet *set,
                              SkRules           *rules);
char *sk_changes_codec_write_all
                             (GPtrArray         *sets,
                              SkRules           *rules);

G_END_DECLS
