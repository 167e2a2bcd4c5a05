/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-account-source.h"
#include "sk-change-set.h"
#include "sk-secret.h"
#include "sk-settings.h"

G_BEGIN_DECLS

char        *sk_setup_dup_id         (const char         *name);
SkChangeSet *sk_setup_make_ticks     (GArray             *writes,
                                      gint64              at);
void         sk_setup_add_ticks      (SkChangeSet        *set,
                                      GArray             *writes);
void         sk_setup_give_up        (SkChangeSet        *set,
                                      GError             *why);
SkSettings  *sk_setup_make_settings  (SkSettings         *settings,
                                      const SkWorkspace  *workspace);
gboolean     sk_setup_may_remember   (SkSettings         *settings);
gboolean     sk_setup_remember       (SkSettings         *settings,
                                      const SkWorkspace  *workspace);

G_END_DECLS
