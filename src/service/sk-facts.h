/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-snapshot.h"

G_BEGIN_DECLS

char     *sk_facts_dup       (SkSnapshot *snapshot,
                              SkTask     *task,
                              SkSpan      place);
gboolean  sk_facts_get_place (const char *facts,
                              SkSpan     *place);
gboolean  sk_facts_hold      (const char *facts,
                              SkSnapshot *snapshot,
                              SkTask     *task);

G_END_DECLS
